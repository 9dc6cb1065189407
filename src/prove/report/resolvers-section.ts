// What resolvers named by the config said of the host -> a table of the report.
import { parseLookups } from '../../formats/lookups-file.js';
import { resolverWords, saying } from '../../formats/resolver-words.js';
import type { ResolverWord } from '../../model/lookup.js';
import type { Manifest } from '../../model/snapshot.js';
import type { BlobStore } from '../../ports/blob-store.js';
import type { ReportWords } from '../words/report-words.js';
import { bidi, code, prose, table, time } from './markup.js';

/** The table with its heading; nothing where none was asked. */
export async function resolversSection(
  blobs: BlobStore,
  { lookups }: Manifest,
  words: ReportWords,
): Promise<string> {
  if (lookups === undefined) return '';
  const said = resolverWords(parseLookups(await blobs.get(lookups.digest)));
  const rows = said.map((word) => rowOf(word, words));
  return `<h4>${words.resolvers}</h4>\n<p>${prose(words.resolversNote)}</p>\n${table(rows)}\n`;
}

function rowOf(word: ResolverWord, words: ReportWords): string {
  const { resolver, address, at, transport, isProxied, isSigned } = word;
  const answer =
    word.said === 'nothing' ? `${words.noAnswer} ${bidi(word.detail)}` : code(saying(word));
  const way = [
    code(transport.toUpperCase()),
    ...(isProxied ? [words.throughProxy] : []),
    ...(isSigned ? [words.dnssec] : []),
  ];
  return `<tr><th scope="row">${bidi(resolver)}<br>${code(address)}</th><td>${answer}<br>${time(at)} ${way.join(words.comma)}</td></tr>`;
}
