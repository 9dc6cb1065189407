// What the set-up remembers: small files under node_modules/.vestige that go when dependencies go.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = (root) => path.join(root, 'node_modules', '.vestige');

/** The remembered value, or null. */
export function readStamp(root, name) {
  try {
    return JSON.parse(readFileSync(path.join(folder(root), `${name}.json`), 'utf8'));
  } catch {
    return null;
  }
}

/** Remembers a value; a reader sees the old one or the new one, never half. */
export function writeStamp(root, name, value) {
  mkdirSync(folder(root), { recursive: true });
  writeFileAtomically(
    path.join(folder(root), `${name}.json`),
    `${JSON.stringify(value, null, 2)}\n`,
  );
}

function writeFileAtomically(file, text) {
  const next = `${file}.${process.pid}`;
  writeFileSync(next, text);
  renameSync(next, file);
}

/** SHA-256 over names and bytes of files, in the order given. */
export function hashFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const bytes = readFileSync(path.join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** Files under a folder, relative to `root`, sorted; none where the folder is not there. */
export function listFiles(root, directory) {
  let entries;
  try {
    entries = readdirSync(path.join(root, directory), { withFileTypes: true, recursive: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}
