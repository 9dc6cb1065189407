// `vestige export`, `verify`, `audit`, `log`, `keys`, and the commands of proof still to come.
import type { Command } from 'commander';
import { Option } from 'commander';
import { type Archive, LANGUAGES, type Language, verifyFile } from '../archive.js';
import { VestigeError } from '../errors.js';
import { BY, positiveInteger, type Run, readText, wholeNumber, writeText } from './command.js';
import { reportText } from './text.js';

interface ExportOptions {
  capture?: string[];
  watch?: string;
  flag?: string;
  case?: string;
  out?: string;
  to?: string;
  redact?: string;
  lang: Language;
}

/** Adds the commands of proof to the program. */
export function addProofCommands(program: Command, run: Run): void {
  addExport(program, run);
  addVerify(program, run);
  addAudit(program, run);
  addLog(program, run);
  addNotarize(program, run);
  addUpgrade(program, run);
  program
    .command('keys')
    .description('show the public keys of this archive, to be published elsewhere')
    .action(() =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const keys = archive.publicKeys();
          output.result(
            keys,
            `Signs bundles (fingerprint ${keys.signer.fingerprint}):\n${keys.signer.pem.trim()}\n\nSigns checkpoints of the log:\n${keys.log.vkey}`,
          );
          return 0;
        }),
      ),
    );
}

function addExport(program: Command, run: Run): void {
  program
    .command('export')
    .description('write a proof bundle (.wacz) that anybody can check')
    .option('--capture <id...>', 'these captures')
    .option('--watch <id>', 'every capture of a watch')
    .option('--flag <id>', 'what led to a flag: last good capture, and every look since')
    .option('--case <name>', 'every capture of a case')
    .option('--out <file>', 'where to write it')
    .option('--to <name>', 'to whom it is given, for the record of custody in it')
    .option('--redact <list>', 'leave out what this file lists, and say so: a derivative')
    .addOption(
      new Option('--lang <language>', 'language of the report')
        .choices([...LANGUAGES])
        .default('en'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  vestige export --watch w_01J… --out proof.wacz\n  vestige export --capture c_01J… --redact list.yaml --out for-the-press.wacz\n\nThe list (YAML) names pictures, texts, contents by digest, or words, each with its reason:\n  - { leaveOut: c_01J…/picture, reason: face of a patient }\n  - { leaveOut: c_01J…/text, reason: … }\n  - { leaveOut: "sha256:…", reason: … }\n  - { words: "138 0013 8000", reason: telephone of a patient }\nThe originals stay in the archive, untouched; the log proves them by the same manifests.',
    )
    .action((options: ExportOptions) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const showProgress = output.progress('writing');
          const { subject, ...choice } = choiceOf(options);
          const { to: note = '', redact } = options;
          const list = redact === undefined ? {} : { redactionList: await readText(redact) };
          const act = redact === undefined ? 'export' : 'export-redacted';
          await archive.noteAct({ by: BY, act, subject, note });
          const result = await archive.exportBundle({ ...choice, ...list }, ({ done, total }) =>
            showProgress(done, total),
          );
          output.result(
            result,
            `${result.file}\n${result.sha256}\n${result.bytes} bytes, ${result.captures} captures. Check it with: vestige verify ${result.file}`,
          );
          return 0;
        }),
      ),
    );
}

function choiceOf({ capture, watch, flag, case: caseName, out, to, lang }: ExportOptions) {
  const subject = capture?.[0] ?? watch ?? flag ?? caseName;
  if (subject === undefined) {
    throw new VestigeError(
      'INPUT_INVALID',
      'Say what to export: --capture, --watch, --flag or --case.',
    );
  }
  return {
    subject,
    captureIds: capture ?? [],
    ...(watch === undefined ? {} : { watchId: watch }),
    ...(flag === undefined ? {} : { flagId: flag }),
    ...(caseName === undefined ? {} : { caseName }),
    ...(to === undefined ? {} : { recipient: to }),
    language: lang,
    outFile: out ?? `vestige-${subject.replace(/[^\p{L}\p{N}_-]+/gu, '-')}.wacz`,
  };
}

interface VerifyOptions {
  trust?: string[];
  signerKey?: string[];
  checkpointKey?: string[];
  witnessKey?: string[];
  drandChain?: string[];
  checkpoint?: string;
  consistency?: string;
}

function addVerify(program: Command, run: Run): void {
  program
    .command('verify')
    .description('check a proof bundle, with no network and no archive')
    .argument('<file>')
    .option('--trust <pem...>', 'roots of time-stamping and domain authorities you trust')
    .option('--signer-key <pem...>', 'keys you trust to sign bundles')
    .option('--checkpoint-key <vkey...>', 'keys you trust to sign the log: text or file')
    .option('--witness-key <vkey...>', 'keys of witnesses you trust: text or file')
    .option('--drand-chain <hash...>', 'drand chains you trust, beside quicknet')
    .option('--checkpoint <note>', 'an older checkpoint you hold')
    .option('--consistency <file>', 'the proof from it to the bundle’s checkpoint')
    .action((file: string, options: VerifyOptions) =>
      run(async ({ output }) => {
        const report = await verifyFile(file, {
          trust: options.trust ?? [],
          signerKeys: options.signerKey ?? [],
          checkpointKeys: options.checkpointKey ?? [],
          witnessKeys: options.witnessKey ?? [],
          drandChains: options.drandChain ?? [],
          checkpoint: options.checkpoint ?? null,
          consistency: options.consistency ?? null,
        });
        output.result(report, reportText(report));
        return report.ok ? 0 : 3;
      }),
    );
}

function addAudit(program: Command, run: Run): void {
  program
    .command('audit')
    .description(
      're-hash everything stored and check catalogue, log and snapshots against one another',
    )
    .action(() =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const showProgress = output.progress('auditing');
          const report = await archive.audit(({ done, total }) => showProgress(done, total));
          await archive.noteAudit(BY, report);
          const problems = report.problems.map(
            (problem) => `${problem.code}  ${problem.subject}  ${problem.detail}`,
          );
          const text = report.ok
            ? `Everything is as it was stored: ${report.blobs} blobs, ${report.bytes} bytes.`
            : `${problems.length} problems among ${report.blobs} blobs:\n${problems.join('\n')}`;
          output.result(report, text);
          return report.ok ? 0 : 3;
        }),
      ),
    );
}

function addLog(program: Command, run: Run): void {
  const log = program.command('log').description('the append-only log of all captures');
  log
    .command('show')
    .description('list the entries')
    .option('--from <seq>', 'first entry', Number, 0)
    .option('--limit <n>', 'at most so many', positiveInteger, 1000)
    .action(({ from, limit }: { from: number; limit: number }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const entries = await archive.listLog(from, limit);
          const lines = entries.map(
            (entry) =>
              `${entry.seq}  ${entry.at}  ${entry.type}  ${entry.outcome}  ${entry.manifest ?? ''}`,
          );
          const witnesses = await archive.listWitnesses();
          const seen = witnesses.map(({ name, size, at, detail }) =>
            size === null
              ? `witness ${name}: ${detail}`
              : `witness ${name}: ${size} entries cosigned at ${at}`,
          );
          output.result(
            { entries, witnesses },
            [...lines, ...seen].join('\n') || 'The log is empty.',
          );
          return 0;
        }),
      ),
    );
  log
    .command('checkpoint')
    .description('sign the present tree of the log')
    .option('--out <file>', 'write it to a file, as for a witness')
    .action(({ out }: { out?: string }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const checkpoint = await archive.checkpoint();
          if (out !== undefined) await writeText(out, checkpoint.note);
          output.result(checkpoint, out ?? checkpoint.note.trimEnd());
          return 0;
        }),
      ),
    );
  log
    .command('prove')
    .description('prove that a capture stands in the log, or that the log only grew')
    .argument('[capture]', 'gives a C2SP tlog-proof file')
    .option('--from <size>', 'gives the proof from a checkpoint of so many entries', wholeNumber)
    .option('--to <size>', 'to one of so many; the newest when left out', wholeNumber)
    .option('--out <file>', 'write it to a file')
    .addHelpText(
      'after',
      '\nExamples:\n  vestige log prove c_01J… --out capture.tlog-proof\n  vestige log prove --from 120 --out consistency.txt\n  vestige verify proof.wacz --checkpoint mine.note --consistency consistency.txt',
    )
    .action((capture: string | undefined, options: ProveOptions) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const { value, text } = await prove(archive, capture, options);
          if (options.out !== undefined) await writeText(options.out, text);
          output.result(value, options.out ?? text.trimEnd());
          return 0;
        }),
      ),
    );
}

interface ProveOptions {
  from?: number;
  to?: number;
  out?: string;
}

async function prove(archive: Archive, capture: string | undefined, { from, to }: ProveOptions) {
  if ((capture === undefined) === (from === undefined)) {
    throw new VestigeError('INPUT_INVALID', 'Name either a capture, or a size with --from.');
  }
  if (capture !== undefined) {
    const value = await archive.proveCapture(capture);
    return { value, text: value.proof };
  }
  const value = await archive.proveConsistency(from ?? 0, to ?? null);
  return { value, text: value.hashes.map((hash) => `${hash}\n`).join('') };
}

function addUpgrade(program: Command, run: Run): void {
  program
    .command('upgrade')
    .description('put the evidence of time that came since into a bundle exported earlier')
    .argument('<file>')
    .addHelpText(
      'after',
      '\nOnly proofs over the checkpoint, the record of custody and the list of files change; the bundle\nis dated and signed anew. Ask the notaries first: vestige notarize',
    )
    .action((file: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const result = await archive.upgradeBundle(file);
          const { upgraded, sha256 } = result;
          if (sha256 !== null) await archive.noteAct({ by: BY, act: 'upgrade', subject: file });
          output.result(
            result,
            sha256 === null
              ? `${file} has all the evidence there is; it was left as it is.`
              : `${file}\n${sha256}\nnow with ${upgraded.join(', ')}`,
          );
          return 0;
        }),
      ),
    );
}

function addNotarize(program: Command, run: Run): void {
  program
    .command('notarize')
    .description('ask the configured notaries for evidence of time over the newest checkpoint')
    .addHelpText(
      'after',
      '\nThe log is signed first. Notaries see a digest and nothing else. `vestige serve` does the\nsame every hour, and asks those that failed again.',
    )
    .option('--cosigned <file>', 'keep a checkpoint that witnesses have cosigned, and ask nobody')
    .option(
      '--bitcoin-headers <file>',
      'keep block headers (a height and 80 bytes in hex a line) beside the proofs, and ask nobody',
    )
    .action(({ cosigned, bitcoinHeaders }: { cosigned?: string; bitcoinHeaders?: string }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const result =
            bitcoinHeaders !== undefined
              ? await archive.keepBitcoinHeaders(await readText(bitcoinHeaders))
              : cosigned === undefined
                ? await archive.notarize()
                : await archive.keepCosigned(await readText(cosigned));
          const lines = result.notaries.map(
            ({ notary, status, size, detail }) =>
              `${status}  ${notary}  (${size} entries)  ${detail}`,
          );
          output.result(result, lines.join('\n') || 'The newest checkpoint has all its evidence.');
          return result.notaries.some(({ status }) => status === 'failed') ? 1 : 0;
        }),
      ),
    );
}
