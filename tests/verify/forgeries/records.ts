// Records, index and pages: the forger changes what the page showed, and fits digests and index to it.
import { gunzipSync } from 'node:zlib';
import { gzipMember } from '../../../src/formats/gzip.js';
import {
  addRecord,
  edit,
  editRecord,
  type Files,
  membersOf,
  need,
  recordWith,
  refitRecord,
  reindex,
} from '../forge.js';
import type { Forgery } from './corpus.js';

const FIRST = 'c_01JD0000000000000000000001';
const SECOND = 'c_01JD0000000000000000000002';
const FOURTH = 'c_01JD0000000000000000000004';
const WARC = 'archive/data.warc.gz';
const CDX = 'indexes/index.cdx';
const PAGES = 'pages/pages.jsonl';
const PAGE = '<html lang="ar"';
const REQUEST = 'WARC-Type: request';

/** A field of a record changed, digests and index fitted. */
const refit = (marker: string, from: RegExp | string, to: string) => (files: Files) =>
  refitRecord(files, marker, (text) => text.replace(from, to));
const editIndex = (from: RegExp | string, to: string) => (files: Files) =>
  edit(files, CDX, (text) => text.replace(from, to));
const editPages = (from: RegExp | string, to: string) => (files: Files) =>
  edit(files, PAGES, (text) => text.replace(from, to));

const firstMembers = (files: Files) => membersOf(need(files, WARC));
const setMembers = (files: Files, members: readonly Buffer[]) =>
  void files.set(WARC, Buffer.concat(members));

export const RECORDS: readonly Forgery[] = [
  {
    what: 'another body under the old digests',
    id: 'warc',
    isForShell: true,
    forge: (files) => editRecord(files, PAGE, (text) => text.replace('"ar"', '"xx"')),
  },
  {
    what: 'another body, digests and index fitted',
    number: 2,
    id: 'manifest',
    isForShell: true,
    forge: refit(PAGE, '"ar"', '"xx"'),
  },
  {
    what: 'a date of a record',
    id: 'manifest',
    forge: refit(REQUEST, /WARC-Date: 2026/, 'WARC-Date: 2025'),
  },
  {
    what: 'the address of the server',
    id: 'manifest',
    forge: refit(REQUEST, /WARC-IP-Address: \S+/, 'WARC-IP-Address: 198.51.100.1'),
  },
  {
    what: 'a note that a body is cut off',
    id: 'manifest',
    forge: refit(PAGE, 'WARC-Page-ID', 'WARC-Truncated: length\r\nWARC-Page-ID'),
  },
  {
    what: 'the protocol left out',
    id: 'manifest',
    isForShell: true,
    forge: refit(PAGE, /WARC-Protocol: h2\r\n/, ''),
  },
  {
    what: 'the request that an answer belongs to left out',
    id: 'manifest',
    forge: refit(PAGE, /WARC-Concurrent-To: [^\r]*\r\n/, ''),
  },
  {
    what: 'another address, digests and index fitted',
    id: 'manifest',
    forge: refit(
      PAGE,
      'WARC-Target-URI: https://noor.test/',
      'WARC-Target-URI: https://nour.test/',
    ),
  },
  {
    what: 'a header that was sent',
    id: 'manifest',
    forge: refit(REQUEST, 'User-Agent: Test', 'User-Agent: Tesk'),
  },
  {
    what: 'a header that was answered',
    id: 'manifest',
    forge: refit('HTTP/1.1 302', 'Location: /', 'Location: /x'),
  },
  {
    what: 'a status',
    id: 'manifest',
    forge: refit('HTTP/1.1 302', 'HTTP/1.1 302 Found', 'HTTP/1.1 301 Moved'),
  },
  {
    what: 'the case of a header',
    id: 'manifest',
    forge: refit('set-cookie', 'set-cookie', 'Set-Cookie'),
  },
  {
    what: 'chunks put back',
    id: 'manifest',
    forge: (files) =>
      refitRecord(files, PAGE, (text) => {
        const at = text.lastIndexOf('\r\n\r\n', text.indexOf(PAGE)) + 4;
        const body = text.slice(at, -4);
        const head = text.slice(0, at - 2).concat('Transfer-Encoding: chunked\r\n\r\n');
        return `${head}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n\r\n\r\n`;
      }),
  },
  {
    what: 'the picture of another address',
    number: 29,
    id: 'manifest',
    forge: refit('urn:fullPage', /urn:fullPage:http/, 'urn:fullPage:https'),
  },
  {
    what: 'the text of another capture',
    id: 'manifest',
    forge: (files) => {
      const other = recordWith(files, 'urn:dom:');
      const body = other.slice(other.indexOf('\r\n\r\n') + 4, -4);
      return refitRecord(
        files,
        `urn:text:https`,
        (text) => `${text.slice(0, text.indexOf('\r\n\r\n') + 4)}${body}\r\n\r\n`,
      );
    },
  },
  {
    what: 'what the page is made of',
    id: 'manifest',
    forge: refit('urn:pageinfo:https', '"status":200', '"status":404'),
  },
  {
    what: 'what happened instead of an answer',
    id: 'manifest',
    forge: refit('"step":"tcp"', 'the connection was reset', 'the page was empty......'),
  },
  {
    what: 'an answer of a resolver',
    id: 'manifest',
    forge: refit('WARC-Target-URI: dns:', '192.0.2.7', '192.0.2.8'),
  },
  {
    what: 'the words the file opens with',
    id: 'manifest',
    forge: refit('WARC-Type: warcinfo', 'software: V', 'software: W'),
  },
  {
    what: 'a revisit record',
    id: 'warc',
    forge: (files) =>
      addRecord(
        files,
        recordWith(files, PAGE)
          .replace('WARC-Type: response', 'WARC-Type: revisit')
          .replace(/<urn:uuid:.{8}/, '<urn:uuid:00000000'),
      ),
  },
  {
    what: 'a second answer for an address',
    id: 'manifest',
    forge: (files) =>
      addRecord(
        files,
        recordWith(files, PAGE).replace(/(WARC-Record-ID: <urn:uuid:).{8}/, '$100000000'),
      ),
  },
  {
    what: 'a note that no manifest has',
    id: 'manifest',
    forge: (files) =>
      addRecord(
        files,
        recordWith(files, 'WARC-Type: metadata').replace(
          /(WARC-Record-ID: <urn:uuid:).{8}/,
          '$100000000',
        ),
      ),
  },
  {
    what: 'a record id that is there twice',
    id: 'warc',
    forge: (files) => addRecord(files, recordWith(files, PAGE)),
  },
  {
    what: 'the last record left out',
    id: 'manifest',
    forge: async (files) => {
      setMembers(files, firstMembers(files).slice(0, -1));
      await reindex(files);
    },
  },
  {
    what: 'the request left out, the answer kept',
    id: 'warc',
    isUnseenByShell: true,
    forge: async (files) => {
      const id = /WARC-Record-ID: (\S+)/.exec(recordWith(files, REQUEST))?.[1] ?? '';
      setMembers(
        files,
        firstMembers(files).filter((one) => !gunzipSync(one).includes(`WARC-Record-ID: ${id}`)),
      );
      await reindex(files);
    },
  },
  {
    what: 'bytes between two gzip members',
    id: 'warc',
    forge: (files) => {
      const [first = Buffer.alloc(0), ...rest] = firstMembers(files);
      setMembers(files, [first, Buffer.from('隐藏'), ...rest]);
    },
  },
  {
    what: 'bytes behind a record in its member',
    id: 'warc',
    forge: async (files) => {
      await editRecord(files, 'WARC-Type: metadata', (text) => `${text}WARC/1.1\r\n`);
      await reindex(files);
    },
  },
  {
    what: 'two records in one member',
    id: 'warc',
    isUnseenByShell: true,
    forge: async (files) => {
      const [first = Buffer.alloc(0), second = Buffer.alloc(0), ...rest] = firstMembers(files);
      setMembers(files, [
        await gzipMember(Buffer.concat([gunzipSync(first), gunzipSync(second)])),
        ...rest,
      ]);
      await reindex(files);
    },
  },
  {
    what: 'a name in a gzip header',
    id: 'warc',
    isUnseenByShell: true,
    forge: (files) => {
      const bytes = need(files, WARC);
      const named = [bytes.subarray(0, 3), Buffer.of(8), bytes.subarray(4, 10), Buffer.from('x\0')];
      setMembers(files, [...named, bytes.subarray(10)]);
    },
  },
  {
    what: 'a bomb in a record',
    number: 33,
    id: 'warc',
    isUnseenByShell: true,
    forge: (files) => editRecord(files, PAGE, (text) => `${text}${' '.repeat(30_000_000)}`),
  },
  ...[
    'WARC-Date: x\r\n y: z',
    'WARC-Type: request',
    'warc-type: request',
    'WARC-Concurrent-To: <urn:uuid:00000000-0000-8000-8000-000000000000>',
  ].map(
    (line): Forgery => ({
      what: `a header line ${JSON.stringify(line)}`,
      id: 'warc',
      ...(line.startsWith('WARC-Concurrent') ? { isUnseenByShell: true as const } : {}),
      forge: refit('WARC-Type: response', 'WARC-Page-ID', `${line}\r\nWARC-Page-ID`),
    }),
  ),
  {
    what: 'an answer left out of the index',
    number: 27,
    id: 'cdxj',
    isForShell: true,
    forge: editIndex(/^test,noor\)\/ .*\n/m, ''),
  },
  {
    what: 'two lines of the index exchanged',
    number: 28,
    id: 'cdxj',
    forge: (files) => edit(files, CDX, swapPlaces),
  },
  { what: 'a status in the index', id: 'cdxj', forge: editIndex('"status":302', '"status":200') },
  {
    what: 'a media type in the index',
    id: 'cdxj',
    forge: editIndex('"mime":"image/png"', '"mime":"text/html"'),
  },
  {
    what: 'a further member in the index',
    id: 'cdxj',
    isUnseenByShell: true,
    forge: editIndex('{"url"', '{"x":1,"url"'),
  },
  {
    what: 'an address given twice in the index',
    id: 'cdxj',
    forge: editIndex('{"url"', '{"url":"http://evil.test/","url"'),
  },
  {
    what: 'a key of the index',
    id: 'cdxj',
    isUnseenByShell: true,
    forge: editIndex('test,donghai)/api?', 'test,donghai)/apj?'),
  },
  {
    what: 'a time in the index',
    id: 'cdxj',
    forge: editIndex(
      / 2026(\d{13}) \{"url":"https:\/\/noor.test\/"/,
      ' 2026$1 {"url":"https://noor.test/"'.replace('2026', '2025'),
    ),
  },
  {
    what: 'the index in another order',
    id: 'cdxj',
    forge: (files) =>
      edit(files, CDX, (text) => `${text.trim().split('\n').reverse().join('\n')}\n`),
  },
  {
    what: 'a line of the index twice',
    id: 'cdxj',
    forge: (files) => edit(files, CDX, (text) => text.replace(/^(test,noor\)\/ .*\n)/m, '$1$1')),
  },
  {
    what: 'the time of a page',
    number: 30,
    id: 'pages',
    isForShell: true,
    forge: editPages('16:00:00', '15:00:00'),
  },
  {
    what: 'the address of a page',
    id: 'pages',
    forge: editPages('"url":"https://noor.test/', '"url":"https://nour.test/'),
  },
  {
    what: 'the title of a page',
    id: 'pages',
    forge: editPages(/("ts":"[^"]*","title":")./, '$1x'),
  },
  {
    what: 'a page that was not captured',
    id: 'pages',
    forge: (files) =>
      edit(
        files,
        PAGES,
        (text) =>
          `${text}{"id":"c_01","url":"http://evil.test/","ts":"2026-11-21T16:00:00.000Z","title":"x"}\n`,
      ),
  },
  { what: 'a page left out', id: 'pages', forge: editPages(new RegExp(`.*${SECOND}.*\\n`), '') },
  {
    what: 'a capture taken out, its records left',
    id: 'manifest',
    forge: (files) => {
      for (const name of [...files.keys()]) if (name.includes(FIRST)) files.delete(name);
      edit(files, PAGES, (text) => text.replace(new RegExp(`.*${FIRST}.*\\n`), ''));
    },
  },
  {
    what: 'certificates taken out',
    id: 'manifest',
    forge: (files) => void files.delete(`provenance/${SECOND}.certs.pem`),
  },
  {
    what: 'another word of a resolver that was named',
    id: 'manifest',
    isForShell: true,
    forge: (files) =>
      edit(files, `provenance/${FOURTH}.lookups.json`, (text) => text.replace('quad9', 'quad8')),
  },
  {
    what: 'what resolvers said left out',
    id: 'manifest',
    forge: (files) => void files.delete(`provenance/${FOURTH}.lookups.json`),
  },
  {
    what: 'another answer of the resolver beside the manifest',
    id: 'manifest',
    forge: (files) =>
      edit(files, `provenance/${FIRST}.dns.json`, (text) => text.replace('192.0.2.7', '192.0.2.8')),
  },
];

/** The page's line leads to the logo, and the logo's to the page. */
function swapPlaces(text: string): string {
  const lines = text.split('\n');
  const [from = '', to = ''] = ['test,noor)/ ', 'test,noor)/logo.png '].map(
    (key) => lines.find((line) => line.startsWith(key)) ?? '',
  );
  const place = (line: string) => /"offset".*$/.exec(line)?.[0] ?? '';
  return text.replace(place(from), 'X').replace(place(to), place(from)).replace('X', place(to));
}
