// The list of files, its signature, and JSON that two readers would read in two ways.
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeKeys } from '../../../src/formats/bundle.js';
import { signDataPackage } from '../../../src/formats/wacz.js';
import { digestOf } from '../../../src/model/digest.js';
import { edit, editJson, type Files, need } from '../forge.js';
import type { Forgery } from './corpus.js';

const PACKAGE = 'datapackage.json';
const DIGEST = 'datapackage-digest.json';
const CHANGES = 'report/changes.json';

const add =
  (name: string, content = 'x') =>
  (files: Files) =>
    void files.set(name, Buffer.from(content));
const beside = (from: RegExp, to: string) => (files: Files) =>
  edit(files, DIGEST, (text) => text.replace(from, to));

/** Signs the data package as it stands, by the archive's own key. */
function signAsItIs(files: Files, key: KeyObject): void {
  files.set(DIGEST, Buffer.from(signDataPackage(need(files, PACKAGE).toString(), key)));
}

/** A mathematically good signature by any key. */
function signWith(files: Files, key: KeyObject): void {
  const value = JSON.parse(need(files, DIGEST).toString());
  const hash = Buffer.from(digestOf(need(files, PACKAGE)));
  const signature = sign('sha256', hash, { key, dsaEncoding: 'ieee-p1363' });
  value.signedData.signature = signature.toString('base64');
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  value.signedData.publicKey = spki.toString('base64');
  files.set(DIGEST, Buffer.from(JSON.stringify(value)));
}

export const LISTS: readonly Forgery[] = [
  {
    what: 'a file added',
    number: 3,
    id: 'files',
    finish: 'zip',
    forge: add('pages/x.jsonl', '{}\n'),
    isForShell: true,
  },
  {
    what: 'a second list of pages, named and signed',
    id: 'files',
    forge: add('pages/x.jsonl', '{}\n'),
  },
  { what: 'a second index, named and signed', id: 'files', forge: add('indexes/x.cdx', '') },
  { what: 'a second WARC, named and signed', id: 'files', forge: add('archive/x.warc.gz') },
  { what: 'a file at the root, named and signed', id: 'files', forge: add('index.html') },
  { what: 'a folder of another name, signed', id: 'files', forge: add('assets/a.js') },
  {
    what: 'the entry of a capture that is not there',
    id: 'files',
    forge: add('proof/c_01JD0000000000000000000009.entry.json', '{}'),
  },
  {
    what: 'a file missing',
    number: 6,
    id: 'files',
    finish: 'zip',
    forge: (files) => void files.delete('report/report.html'),
  },
  {
    what: 'a byte of a file changed',
    number: 1,
    id: 'digests',
    finish: 'zip',
    forge: (files) =>
      edit(
        files,
        'archive/data.warc.gz',
        (text) => `${text.slice(0, 99)}${text[99] === 'x' ? 'y' : 'x'}${text.slice(100)}`,
      ),
  },
  {
    what: 'the report exchanged, digests fitted, signature left',
    id: 'datapackage',
    finish: 'zip',
    isForShell: true,
    forge: (files) => {
      edit(files, 'report/report.html', (text) => `${text} `);
      const hash = digestOf(need(files, 'report/report.html'));
      edit(files, PACKAGE, (text) =>
        text.replace(/("path":"report\/report.html","hash":")[^"]*/, `$1${hash}`),
      );
    },
  },
  {
    what: 'a size edited',
    number: 7,
    id: 'digests',
    finish: 'zip',
    forge: (files, { sample }) => {
      edit(files, PACKAGE, (text) => text.replace(/"bytes":\d+/, '"bytes":1'));
      signAsItIs(files, sample.signer);
    },
  },
  {
    what: 'a file named twice',
    id: 'files',
    finish: 'zip',
    forge: (files, { sample }) => {
      edit(files, PACKAGE, (text) => text.replace(/(\{"name":"archive-data[^\n]*\n)/, '$1$1'));
      signAsItIs(files, sample.signer);
    },
  },
  {
    what: 'the signed hash differs from the other',
    number: 8,
    id: 'datapackage',
    finish: 'zip',
    forge: beside(/("path":"datapackage.json","hash":"sha256:)../, '$100'),
  },
  {
    what: 'created changed beside the signature',
    number: 9,
    id: 'datapackage',
    finish: 'zip',
    forge: beside(/"created":"2/, '"created":"1'),
  },
  {
    what: 'software changed beside the signature',
    id: 'datapackage',
    finish: 'zip',
    forge: beside(/"software":"V/, '"software":"W'),
  },
  {
    what: 'a further member of the data package',
    id: 'datapackage',
    finish: 'zip',
    isUnseenByShell: true,
    forge: (files, { sample }) => {
      const before = need(files, PACKAGE).toString();
      const text = before.replace('{"profile"', '{"home":"https://evil.test/","profile"');
      const value = JSON.parse(need(files, DIGEST).toString());
      files.set(PACKAGE, Buffer.from(text));
      value.hash = digestOf(text);
      value.signedData.hash = value.hash;
      files.set(DIGEST, Buffer.from(JSON.stringify(value)));
      signWith(files, sample.signer);
    },
  },
  {
    what: 'the signature cut off',
    number: 10,
    id: 'signature',
    finish: 'zip',
    forge: beside(/("signature":"[^"]{60})[^"]*/, '$1'),
  },
  {
    what: 'the signature taken away',
    id: 'signature',
    finish: 'zip',
    forge: (files) =>
      editJson(files, DIGEST, (value) => {
        delete value.signedData;
      }),
  },
  {
    what: 'the signature in another base64',
    id: 'signature',
    finish: 'zip',
    forge: beside(/"signature":"/, '"signature":"\\n'),
  },
  {
    what: 'another version of the signature',
    id: 'signature',
    finish: 'zip',
    forge: beside(/"version":"0.1.0"/, '"version":"0.1.1"'),
  },
  {
    what: 'a further member beside the signature',
    id: 'signature',
    finish: 'zip',
    forge: beside(/"version"/, '"domain":"gov.example","version"'),
  },
  {
    what: 'a member given twice beside the signature',
    number: 32,
    id: 'json',
    finish: 'zip',
    isForShell: true,
    forge: beside(/"version"/, '"version":"0.1.0","version"'),
  },
  {
    what: 'the signature made with DER',
    id: 'signature',
    finish: 'zip',
    forge: (files, { sample }) =>
      editJson(files, DIGEST, (value) => {
        const signed = value.signedData as Record<string, unknown>;
        signed.signature = sign('sha256', Buffer.from(String(signed.hash)), sample.signer).toString(
          'base64',
        );
      }),
  },
  {
    what: 'the signature over the raw hash',
    id: 'signature',
    finish: 'zip',
    forge: (files, { sample }) =>
      editJson(files, DIGEST, (value) => {
        const signed = value.signedData as Record<string, unknown>;
        const hash = Buffer.from(String(signed.hash).slice(7), 'hex');
        const key = { key: sample.signer, dsaEncoding: 'ieee-p1363' } as const;
        signed.signature = sign('sha256', hash, key).toString('base64');
      }),
  },
  {
    what: 'signed by a P-256 key',
    id: 'signature',
    finish: 'zip',
    forge: (files) =>
      signWith(files, generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey),
  },
  {
    what: 'signed by an RSA key',
    id: 'signature',
    finish: 'zip',
    forge: (files) =>
      signWith(files, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  },
  {
    what: 'keys.txt names another signer',
    id: 'signature',
    forge: (files, { sample, attacker }) =>
      void files.set('proof/keys.txt', Buffer.from(writeKeys(attacker, sample.logVkey))),
  },
  {
    what: 'signed by an attacker, all else consistent',
    number: 37,
    id: 'signer-key',
    finish: 'attacker',
    isForShell: true,
    forge: (files, { sample, attacker }) =>
      void files.set('proof/keys.txt', Buffer.from(writeKeys(attacker, sample.logVkey))),
  },
  {
    what: 'a name twice in a file',
    id: 'json',
    forge: (files) => edit(files, CHANGES, (text) => text.replace('{', '{"v":2,')),
  },
  {
    what: 'a name twice, once in other letters',
    id: 'json',
    forge: (files) => edit(files, CHANGES, (text) => text.replace('{', '{"\\u0076":2,')),
  },
  {
    what: 'half a character in a text',
    id: 'json',
    forge: (files) => edit(files, CHANGES, (text) => text.replace('{', '{"x":"\\ud800",')),
  },
  {
    what: 'a number beyond all numbers',
    id: 'json',
    forge: (files) => edit(files, CHANGES, (text) => text.replace('{', '{"x":1e999,')),
  },
  {
    what: 'bytes that are no UTF-8',
    id: 'json',
    forge: (files) => edit(files, CHANGES, (text) => text.replace('{', '{"x":"\u00ff\u00fe",')),
  },
  {
    what: 'a byte order mark',
    id: 'json',
    forge: (files) => edit(files, CHANGES, (text) => `\u00ef\u00bb\u00bf${text}`),
  },
  {
    what: 'NaN, which is not JSON',
    id: 'json',
    forge: (files) => edit(files, CHANGES, (text) => text.replace('{', '{"x":NaN,')),
  },
  {
    what: 'two texts in one file',
    id: 'json',
    forge: (files) => edit(files, CHANGES, (text) => `${text}{}`),
  },
];
