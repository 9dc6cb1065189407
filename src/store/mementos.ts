// Mementos of other archives (RFC 7089) -> a WARC of what those archives answered, to be imported like
// any other file: the address and the time are those the archive gives.
import { WARCRecord, WARCSerializer } from 'warcio';
import { VestigeError } from '../errors.js';
import type { PlainAnswer } from '../ports/egress.js';

/** One link of a Link header or of a body in application/link-format (RFC 8288, RFC 6690). */
interface WebLink {
  readonly url: string;
  readonly rels: readonly string[];
  readonly datetime: string | null;
}

/** What was fetched, and what could not be. */
export interface Fetched {
  readonly warc: Buffer;
  readonly mementos: number;
  readonly failed: readonly { readonly url: string; readonly reason: string }[];
  /** Mementos the TimeMap lists beyond `most`. */
  readonly leftOut: number;
}

/** TimeMaps that lead on and on (RFC 7089 §5.1.2) are followed so far. */
const MAX_TIMEMAPS = 50;
const MAX_BYTES = 1024 ** 3;

/**
 * Fetches the memento at `from`, or the newest `most` of the TimeMap that is there or is named there.
 * @throws IMPORT_INVALID, MEMENTO_UNREACHABLE
 */
export async function fetchMementos(
  ask: (url: string) => Promise<PlainAnswer>,
  from: string,
  most: number,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Fetched> {
  const first = await ask(rawAddress(from));
  if (takenAtOf(first) !== null) {
    return { warc: await recordOf(first), mementos: 1, failed: [], leftOut: 0 };
  }
  const listed = await listMementos(ask, first);
  const wanted = listed.slice(0, most);
  const failed: { url: string; reason: string }[] = [];
  const records: Buffer[] = [];
  let size = 0;
  for (const [at, url] of wanted.entries()) {
    onProgress(at, wanted.length);
    try {
      const record = await recordOf(await ask(rawAddress(url)));
      size += record.length;
      records.push(record);
    } catch (error) {
      if (!(error instanceof VestigeError)) throw error;
      failed.push({ url, reason: error.message });
    }
    if (size > MAX_BYTES)
      throw invalid(from, 'its mementos are more than a gigabyte: ask for fewer');
  }
  onProgress(wanted.length, wanted.length);
  if (records.length === 0) {
    throw new VestigeError('MEMENTO_UNREACHABLE', failed[0]?.reason ?? `${from} has no mementos.`);
  }
  const leftOut = listed.length - wanted.length;
  return { warc: Buffer.concat(records), mementos: records.length, failed, leftOut };
}

/** Addresses of the mementos a TimeMap lists, newest first. */
async function listMementos(
  ask: (url: string) => Promise<PlainAnswer>,
  first: PlainAnswer,
): Promise<readonly string[]> {
  const found = new Map<string, number>();
  const waiting: PlainAnswer[] = [];
  const known = new Set<string>([first.url]);
  const follow = async (links: readonly WebLink[]): Promise<void> => {
    for (const { url } of links.filter(({ rels }) => rels.includes('timemap'))) {
      if (known.has(url) || known.size > MAX_TIMEMAPS) continue;
      known.add(url);
      waiting.push(await ask(url));
    }
  };
  if (isTimeMap(first)) waiting.push(first);
  else await follow(linksOf(headerOf(first, 'link'), first.url));
  if (waiting.length === 0) {
    throw invalid(first.url, 'it is neither a memento nor a TimeMap (RFC 7089), and names none');
  }
  for (let answer = waiting.shift(); answer !== undefined; answer = waiting.shift()) {
    if (!isTimeMap(answer)) continue;
    const links = linksOf(answer.body.toString('utf8'), answer.url);
    for (const { url, rels, datetime } of links) {
      if (rels.includes('memento')) found.set(url, Date.parse(datetime ?? '') || 0);
    }
    await follow(links.filter(({ url }) => url !== answer?.url));
  }
  if (found.size === 0) throw invalid(first.url, 'its TimeMap lists no memento');
  return [...found].toSorted((a, b) => b[1] - a[1]).map(([url]) => url);
}

async function recordOf(answer: PlainAnswer): Promise<Buffer> {
  const takenAt = takenAtOf(answer);
  if (takenAt === null)
    throw invalid(answer.url, 'it carries no Memento-Datetime (RFC 7089 §2.1.1)');
  const original = linksOf(headerOf(answer, 'link'), answer.url).find(({ rels }) =>
    rels.includes('original'),
  );
  if (original === undefined) {
    throw invalid(
      answer.url,
      'it names no original (RFC 7089 §2.2.1), so nobody knows whose it is',
    );
  }
  const kept = answer.headers.filter(([name]) => !/^(?:transfer-encoding|connection)$/i.test(name));
  const record = WARCRecord.create(
    {
      url: original.url,
      date: takenAt.toISOString().replace(/\.\d+Z$/, 'Z'),
      type: 'response',
      statusline: `HTTP/1.1 ${answer.status} ${answer.statusText}`.trim(),
      httpHeaders: joined(kept),
      warcHeaders: { 'WARC-Source-URI': answer.url },
    },
    [answer.body],
  );
  return Buffer.from(await WARCSerializer.serialize(record, { gzip: true }));
}

/** One line for each name (RFC 9110 §5.3). */
function joined(headers: PlainAnswer['headers']): Record<string, string> {
  const lines = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    lines.set(key, lines.has(key) ? `${lines.get(key)}, ${value}` : value);
  }
  return Object.fromEntries(lines);
}

function takenAtOf(answer: PlainAnswer): Date | null {
  const time = Date.parse(headerOf(answer, 'memento-datetime'));
  return Number.isNaN(time) ? null : new Date(time);
}

function isTimeMap(answer: PlainAnswer): boolean {
  return (
    answer.status === 200 &&
    headerOf(answer, 'content-type').toLowerCase().startsWith('application/link-format')
  );
}

function headerOf({ headers }: PlainAnswer, name: string): string {
  const values = headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
  return values.join(', ');
}

/** The page as it was handed over, where an archive usually shows it with its own frame around. */
function rawAddress(url: string): string {
  return url.replace(/^(https?:\/\/web\.archive\.org\/web\/\d{4,14})(\/)/, '$1id_$2');
}

/** `<address>; rel="first memento"; datetime="…"`, parted by commas outside brackets and quotes. */
export function linksOf(text: string, base: string): readonly WebLink[] {
  const links: WebLink[] = [];
  for (const { groups } of text.matchAll(LINK)) {
    const target = groups?.target?.trim() ?? '';
    if (!URL.canParse(target, base)) continue;
    const parameters = [...(groups?.parameters ?? '').matchAll(PARAMETER)].map(
      ([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? ''] as const,
    );
    const parameter = (name: string) => parameters.find(([one]) => one === name)?.[1] ?? null;
    links.push({
      url: new URL(target, base).href,
      rels: (parameter('rel') ?? '').toLowerCase().split(/\s+/),
      datetime: parameter('datetime'),
    });
  }
  return links;
}

const LINK =
  /<(?<target>[^<>]*)>(?<parameters>(?:\s*;\s*[\w!#$&+.^`|~*-]+(?:\s*=\s*(?:"[^"]*"|[^\s";,]*))?)*)/g;
const PARAMETER = /;\s*([\w!#$&+.^`|~*-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s";,]*)))?/g;

function invalid(url: string, reason: string): VestigeError {
  return new VestigeError('IMPORT_INVALID', `${url}: ${reason}. Nothing was stored.`);
}
