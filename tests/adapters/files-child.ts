// A process of its own for files.test.ts: `litter DIR`, `fill DIR FILE` or `keys DIR`.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBlobStore } from '../../src/adapters/files/blob-store.js';
import { loadKeys, publicKeys } from '../../src/adapters/files/keys.js';
import { temporaryName } from '../../src/adapters/files/temporary-names.js';
import { VestigeError } from '../../src/errors.js';
import { digestOf } from '../../src/model/digest.js';

const [, , mode, directory = '', spooled = ''] = process.argv;

/** Leaves a file in tmp/ and stays alive. */
async function litter(): Promise<void> {
  const name = temporaryName();
  await writeFile(join(directory, 'tmp', name), 'halb');
  console.log(name);
  setInterval(() => undefined, 1000);
}

/** Puts more than there is room for, then something small. */
async function fill(): Promise<void> {
  const blobs = await openBlobStore(directory);
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'stored',
      (error: unknown) => (error instanceof VestigeError ? error.code : String(error)),
    );
  const put = await outcome(blobs.put(randomBytes(600_000)));
  const putFile = await outcome(blobs.putFile(spooled, digestOf(await readFile(spooled))));
  const small = await outcome(blobs.put(Buffer.from('短')));
  let count = 0;
  for await (const _ of blobs.list()) count += 1;
  const temporary = await readdir(join(directory, 'tmp'));
  const isSpooled = existsSync(spooled);
  console.log(JSON.stringify({ put, putFile, small, isSpooled, temporary, blobs: count }));
}

async function keys(): Promise<void> {
  const loaded = await loadKeys(directory, { passphrase: null, originName: 'vestige.test/log' });
  console.log(JSON.stringify({ created: loaded.created, ...publicKeys(loaded) }));
}

if (mode === 'litter') await litter();
if (mode === 'fill') await fill();
if (mode === 'keys') await keys();
