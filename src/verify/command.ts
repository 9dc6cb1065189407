// The verifier on its own: argv -> report on stdout. `node verify.mjs BUNDLE.wacz [options]`; made
// into one file without dependencies, which every bundle carries as proof/verify.mjs.
import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyBundle } from './verify-bundle.js';

const USAGE = `node verify.mjs BUNDLE.wacz [--trust PEM]… [--signer-key PEM]… [--checkpoint-key VKEY]…
  [--witness-key VKEY]… [--drand-chain HASH]… [--checkpoint NOTE --consistency FILE] [--json]
Keys and roots are files or, for VKEY, texts; get them by another way than the bundle.
Exit 0: nothing failed. 3: something did. 2: wrong usage.`;

const many = { type: 'string', multiple: true, default: [] as string[] } as const;

function readChoice() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ trust: many, 'signer-key': many, 'checkpoint-key': many, 'witness-key': many },
      'drand-chain': many,
      ...{ checkpoint: { type: 'string' }, consistency: { type: 'string' } },
      json: { type: 'boolean', default: false },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error('one bundle is checked at a time');
  const text = (path: string) => readFileSync(path, 'utf8');
  const lines = (value: string) =>
    (existsSync(value) ? text(value) : value).split('\n').filter((line) => line.includes('+'));
  return {
    file,
    isJson: values.json,
    options: {
      trustPems: values.trust.map(text),
      signerKeys: values['signer-key'].map((path) => createPublicKey(text(path))),
      checkpointKeys: values['checkpoint-key'].flatMap(lines),
      witnessKeys: values['witness-key'].flatMap(lines),
      drandChains: values['drand-chain'],
      checkpoint: values.checkpoint === undefined ? null : text(values.checkpoint),
      consistency: values.consistency === undefined ? null : text(values.consistency),
    },
  };
}

async function main(): Promise<number> {
  let choice: ReturnType<typeof readChoice>;
  try {
    choice = readChoice();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
    return 2;
  }
  const report = await verifyBundle(choice.file, choice.options);
  const lines = report.checks.map(
    ({ id, status, detail }) => `${status.padEnd(8)} ${id.padEnd(24)} ${detail}`,
  );
  const text = choice.isJson ? JSON.stringify(report) : lines.join('\n');
  process.stdout.write(`${text}\n`);
  return report.ok ? 0 : 3;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return 2;
});
