// `vestige backup`, `restore`: the archive, copied while it is used, and brought back elsewhere.
import type { Command } from 'commander';
import type { Run } from './command.js';

/** Adds the commands of backups to the program. */
export function addBackupCommands(program: Command, run: Run): void {
  program
    .command('backup')
    .description('copy the archive while it is used; again and again into the same directory')
    .argument('<dir>', 'outside the archive, best on another disk')
    .option('--with-keys', 'also the private keys although they are not encrypted')
    .addHelpText(
      'after',
      '\nOnly what is new is copied. Keys go along when they are encrypted (VESTIGE_KEY_PASSPHRASE), else\nonly with --with-keys: whoever has them can sign in your name. The three newest backups are kept.\n\nExamples:\n  vestige backup /media/disk/vestige\n  vestige restore /media/disk/vestige --archive ./restored',
    )
    .action((dir: string, { withKeys }: { withKeys?: boolean }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const show = {
            catalogue: output.progress('copying the catalogue'),
            blobs: output.progress('copying blobs'),
          };
          const made = await archive.backUp(dir, withKeys === true, (step, { done, total }) =>
            show[step](done, total),
          );
          const keys = made.keys
            ? 'The keys are in it: keep it as safe as the archive.'
            : 'The private keys are NOT in it: keep a copy of keys/ elsewhere, a restore needs them.';
          output.result(
            made,
            `${made.dir}/${made.name}\n${made.logSize} log entries, ${made.blobs} blobs, of which ${made.copied} (${made.copiedBytes} bytes) were new.\n${keys}`,
          );
          return 0;
        }),
      ),
    );
  program
    .command('restore')
    .description('bring a backup back into an empty archive directory, and prove it by an audit')
    .argument('<dir>', 'the directory that `backup` wrote to')
    .option('--keys <dir>', 'where signer.pem, log.pem and origin are, when the backup has no keys')
    .option('--accept-damage', 'put it in place although the audit finds fault')
    .addHelpText('after', '\nExample:\n  vestige restore /media/disk/vestige --archive ./restored')
    .action((dir: string, options: { keys?: string; acceptDamage?: boolean }) =>
      run(async ({ output, restore }) => {
        const show = {
          blobs: output.progress('copying blobs'),
          audit: output.progress('auditing'),
        };
        const { audit, isPlaced, ...restored } = await restore({
          from: dir,
          keys: options.keys ?? null,
          acceptDamage: options.acceptDamage === true,
          onProgress: (step, { done, total }) => show[step](done, total),
        });
        const problems = audit.problems.map(
          ({ code, subject, detail }) => `${code}  ${subject}  ${detail}`,
        );
        const state = isPlaced
          ? `${restored.archive} is restored from ${restored.backup}: ${restored.logSize} log entries, ${audit.blobs} blobs.`
          : `Nothing was put in place: the audit found ${problems.length} problems. --accept-damage restores what there is.`;
        const half = restored.half.map((name) => `${name} was cut short and was not used.`);
        output.result(
          { ...restored, placed: isPlaced, audit },
          [state, ...half, ...problems].join('\n'),
        );
        return audit.ok ? 0 : 3;
      }),
    );
}
