// Stamps by an authority, the record of custody, and the order of all times.
import { createHash } from 'node:crypto';
import { createRfc3161Notary } from '../../../src/adapters/rfc3161/notary.js';
import { createSystemClock } from '../../../src/adapters/system/clock.js';
import { readDer, writeDer } from '../../../src/formats/der.js';
import { edit, type Files, need, recustody } from '../forge.js';
import type { Forgery, Tools } from './corpus.js';

const FIRST = 'c_01JD0000000000000000000001';
const CUSTODY = 'proof/custody.jsonl';
const nameOf = (files: Files, ending: string) =>
  [...files.keys()].find((name) => name.startsWith('proof/checkpoint.') && name.endsWith(ending)) ??
  '';

/** Puts a token over other bytes into the place of the bundle's own. */
async function stamp(files: Files, { authority }: Tools, bytes: Uint8Array): Promise<void> {
  const notary = createRfc3161Notary({ url: authority.url }, createSystemClock());
  for (const file of (await notary.stamp(bytes, [])).files) {
    files.set(`proof/${file.name}`, Buffer.from(file.bytes));
  }
}

/** What the authority answers to the bundle's own question when it conducts itself so. */
const answerOf =
  (conduct: Tools['authority']['conduct']) =>
  async (files: Files, { authority }: Tools) => {
    authority.conduct = conduct;
    try {
      const body = Uint8Array.from(need(files, nameOf(files, '.tsq')));
      const response = await fetch(authority.url, { method: 'POST', body });
      files.set(nameOf(files, '.tsr'), Buffer.from(await response.arrayBuffer()));
    } finally {
      authority.conduct = 'good';
    }
  };

export const EVIDENCE: readonly Forgery[] = [
  {
    what: 'a token over something else, with its question',
    number: 11,
    id: 'rfc3161',
    isForShell: true,
    forge: (files, tools) => stamp(files, tools, Buffer.from('别的')),
  },
  {
    what: 'a token over the hash instead of the bytes',
    number: 12,
    id: 'rfc3161',
    forge: (files, tools) =>
      stamp(
        files,
        tools,
        createHash('sha256').update(need(files, 'proof/checkpoint.note')).digest(),
      ),
  },
  {
    what: 'a token without its question',
    id: 'rfc3161',
    forge: (files) => void files.delete(nameOf(files, '.tsq')),
  },
  {
    what: 'a token taken out, its question left',
    id: 'rfc3161',
    forge: (files) => void files.delete(nameOf(files, '.tsr')),
  },
  { what: 'an answer to another question', id: 'rfc3161', forge: answerOf('other-nonce') },
  { what: 'an answer about something else', id: 'rfc3161', forge: answerOf('other-imprint') },
  { what: 'a refusal in the place of a token', id: 'rfc3161', forge: answerOf('refusing') },
  {
    what: 'a token by a certificate for other purposes too',
    number: 16,
    id: 'rfc3161',
    forge: answerOf('wrong-purpose'),
  },
  { what: 'a token that names no certificate', id: 'rfc3161', forge: answerOf('no-ess') },
  { what: 'a token with a damaged signature', id: 'rfc3161', forge: answerOf('damaged') },
  {
    what: 'a token whose content is another',
    id: 'rfc3161',
    forge: (files) =>
      edit(files, nameOf(files, '.tsr'), (text) => text.replace(/20\d\d(\d{10})Z/, '2020$1Z')),
  },
  {
    what: 'a token with bytes behind it',
    id: 'rfc3161',
    isUnseenByShell: true,
    forge: (files) => edit(files, nameOf(files, '.tsr'), (text) => `${text}x`),
  },
  {
    what: 'a refusal around a good token',
    id: 'rfc3161',
    forge: (files) => {
      const name = nameOf(files, '.tsr');
      const { content } = readDer(need(files, name));
      const status = readDer(content.subarray(0, 2 + (content[1] ?? 0)));
      const refused = writeDer(0x30, writeDer(0x02, Buffer.of(2)));
      files.set(name, writeDer(0x30, refused, content.subarray(status.bytes.length)));
    },
  },
  {
    what: 'a bundle dated before its captures',
    id: 'times',
    forge: (files) =>
      edit(files, 'datapackage.json', (text) =>
        text.replaceAll(/"(created|modified)":"[^"]*"/g, '"$1":"2026-11-20T00:00:00Z"'),
      ),
  },
  {
    what: 'a bundle dated before its token',
    number: 17,
    id: 'times',
    forge: (files) =>
      edit(files, 'datapackage.json', (text) =>
        text.replaceAll(/"(created|modified)":"[^"]*"/g, '"$1":"2026-11-22T17:00:00Z"'),
      ),
  },
  {
    what: 'an event of custody taken out',
    id: 'custody',
    forge: (files) => edit(files, CUSTODY, (text) => text.split('\n').toSpliced(1, 1).join('\n')),
  },
  {
    what: 'an event of custody changed',
    id: 'custody',
    forge: (files) =>
      edit(files, CUSTODY, (text) => text.replace('"event":"created"', '"event":"creates"')),
  },
  {
    what: 'the last event of custody changed, which no other names',
    id: 'custody',
    forge: (files) =>
      recustody(files, (lines) =>
        lines.map((line, i) =>
          i === lines.length - 1 ? { ...line, at: '2027-01-01T00:00:00.000Z' } : line,
        ),
      ),
  },
  {
    what: 'events of custody in another order',
    id: 'custody',
    forge: (files) =>
      edit(files, CUSTODY, (text) => `${text.trim().split('\n').reverse().join('\n')}\n`),
  },
  {
    what: 'custody of a capture left out',
    id: 'custody',
    isForShell: true,
    forge: (files) => recustody(files, (lines) => lines.filter(({ capture }) => capture !== FIRST)),
  },
  {
    what: 'custody older than the capture',
    id: 'custody',
    forge: (files) =>
      recustody(files, (lines) =>
        lines.map((line, i) => (i === 0 ? { ...line, at: '2026-11-01T00:00:00.000Z' } : line)),
      ),
  },
  {
    what: 'the record of custody cut off',
    id: 'custody',
    forge: (files) => edit(files, CUSTODY, (text) => text.trim()),
  },
  {
    what: 'a word more in the record of custody',
    id: 'custody',
    isUnseenByShell: true,
    forge: (files) => edit(files, CUSTODY, (text) => text.replace('"at":', '"at" :')),
  },
];
