// `vestige witness`: what a partner runs on another machine, to cosign the checkpoints of archives.
import type { Command } from 'commander';
import { VestigeError } from '../errors.js';
import { readHashes } from '../formats/tlog-witness.js';
import type { Witness } from '../witness/witness.js';
import { type Run, readText, wholeNumber, writeText } from './command.js';

type OpenWitness = (directory: string, name: string | null) => Promise<Witness>;

interface Place {
  dir: string;
}

/** Adds the commands of a witness to the program. */
export function addWitnessCommands(program: Command, run: Run, open: OpenWitness): void {
  const witness = program
    .command('witness')
    .description('cosign the checkpoints of other archives, on a machine of your own')
    .addHelpText(
      'after',
      '\nExamples:\n  vestige witness init partner.example/witness\n  vestige witness trust vestige.invalid/0f…+1a2b3c4d+AQ…\n  vestige witness serve --port 8485\n  vestige witness sign checkpoint.note --proof consistency.txt --out cosigned.note',
    );
  const command = (name: string, description: string) =>
    witness
      .command(name)
      .description(description)
      .option('--dir <dir>', 'where the witness keeps its key and its memory', defaultPlace());
  const using = async <T>(
    { dir }: Place,
    work: (witness: Witness) => Promise<T>,
    name: string | null = null,
  ): Promise<T> => {
    const opened = await open(dir, name);
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  };
  command('init', 'make a witness with a key of its own, and show the key')
    .argument('<name>', 'its name in cosignatures, without spaces, such as partner.example/witness')
    .action((name: string, place: Place) =>
      run(({ output }) =>
        using(
          place,
          async ({ vkey }) => {
            output.result({ vkey }, vkey);
            return 0;
          },
          name,
        ),
      ),
    );
  command('trust', 'watch a log from now on; ask its owner for the key (`vestige keys`)')
    .argument('<vkey>', 'text or file')
    .action((vkey: string, place: Place) =>
      run(({ output }) =>
        using(place, async (opened) => {
          const key = vkey.includes('+') ? vkey : (await readText(vkey)).trim();
          await opened.trust(key);
          output.result({ trusted: key }, `Watched from now on: ${key}`);
          return 0;
        }),
      ),
    );
  command('show', 'show the key of the witness, and what it has cosigned of each log').action(
    (place: Place) =>
      run(({ output }) =>
        using(place, async (opened) => {
          const logs = await opened.logs();
          const lines = logs.map(({ origin, size, at, forks }) => {
            const seen = at === null ? 'nothing cosigned yet' : `${size} entries cosigned at ${at}`;
            const forked = forks.map((note) => `\n\nIT HAS FORKED. It has also signed:\n${note}`);
            return `${origin}: ${seen}${forked.join('')}`;
          });
          output.result({ vkey: opened.vkey, logs }, [opened.vkey, ...lines].join('\n'));
          return logs.some(({ forks }) => forks.length > 0) ? 3 : 0;
        }),
      ),
  );
  command('sign', 'cosign a checkpoint that came as a file')
    .argument('<note>', 'the signed checkpoint (`vestige log checkpoint --out`)')
    .option(
      '--proof <file>',
      'that it continues what was cosigned last (`vestige log prove --from`)',
    )
    .option('--out <file>', 'where to write the cosigned checkpoint')
    .action((note: string, { proof, out, ...place }: Place & { proof?: string; out?: string }) =>
      run(({ output }) =>
        using(place, async (opened) => {
          const path = proof === undefined ? [] : readProof(await readText(proof), proof);
          const cosigned = await opened.cosignNote(await readText(note), path);
          if (out !== undefined) await writeText(out, cosigned);
          output.result({ note: cosigned }, out ?? cosigned.trimEnd());
          return 0;
        }),
      ),
    );
  addServe(command('serve', 'cosign over HTTP (C2SP tlog-witness)'), run, using);
}

function addServe(
  command: Command,
  run: Run,
  using: (place: Place, work: (witness: Witness) => Promise<number>) => Promise<number>,
): void {
  command
    .option(
      '--host <address>',
      'where to listen; beyond this machine put https in front',
      '127.0.0.1',
    )
    .option('--port <port>', 'TCP port; 0 takes any free one', wholeNumber, 8485)
    .action(({ host, port, ...place }: Place & { host: string; port: number }) =>
      run(({ output, log }) =>
        using(place, async (opened) => {
          const { serveWitness } = await import('../witness/server.js');
          const stopped = new Promise<void>((resolve) => {
            process.once('SIGINT', () => resolve());
            process.once('SIGTERM', () => resolve());
          });
          const server = await serveWitness(opened, { host, port, log });
          output.note(`${opened.vkey}\nThe witness is at ${server.url} — stop it with Ctrl+C.`);
          await stopped;
          await server.stop();
          return 0;
        }),
      ),
    );
}

function defaultPlace(): string {
  return process.env.VESTIGE_WITNESS || './witness';
}

function readProof(text: string, file: string): readonly Uint8Array[] {
  try {
    return readHashes(text.split('\n').filter((line) => line !== ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VestigeError('INPUT_INVALID', `${file} is not a proof: ${reason}.`, { cause });
  }
}
