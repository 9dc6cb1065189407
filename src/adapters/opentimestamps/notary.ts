// OpenTimestamps calendars over HTTP: stamped at two at least, and completed once Bitcoin holds it.
import { createHash, randomBytes } from 'node:crypto';
import { VestigeError } from '../../errors.js';
import { blocksFor, parseOts, writeBlockHeaders } from '../../formats/opentimestamps.js';
import type { AttestationFile, NotaryAnswer } from '../../model/attestation.js';
import { instantOf } from '../../model/instant.js';
import type { Notary } from '../../ports/notary.js';
import { askExplorer } from './explorer.js';
import {
  blocksOf,
  commit,
  mapNodes,
  merge,
  parseProof,
  parseTimestamp,
  pendingAt,
  type Timestamp,
  writeProof,
} from './proof.js';
import { request } from './request.js';

const FILE = 'checkpoint.ots';
const HEADERS_FILE = 'bitcoin-headers.json';
/** One calendar may vanish before it has reached a block. */
const LEAST_CALENDARS = 2;
const TIMEOUT_MS = 20_000;

interface Settings {
  readonly timeoutMs: number;
  /** Base address of an explorer that is asked for block headers; null for none. */
  readonly explorer: string | null;
  /** Instead of what a block of its time shows. */
  readonly leastWorkBits: number | null;
}

/** All calendars as one notary: their parts stand in one file. They see a blinded digest only. */
export function createOpenTimestampsNotary(
  calendars: readonly string[],
  { timeoutMs = TIMEOUT_MS, explorer = null, leastWorkBits = null }: Partial<Settings> = {},
): Notary {
  const known = [...new Set(calendars.map((url) => url.replace(/\/+$/, '')))];
  return {
    name: 'opentimestamps',
    kind: 'opentimestamps',
    async stamp(note, held) {
      const digest = createHash('sha256').update(note).digest();
      const begun = held.find(({ name }) => name === FILE);
      const answer =
        begun === undefined
          ? await begin(digest, known, timeoutMs)
          : await complete(digest, begun, known, timeoutMs);
      if (answer.state === 'pending' || explorer === null) return answer;
      return withHeaders(answer, held, { timeoutMs, explorer, leastWorkBits });
    },
  };
}

async function begin(
  digest: Uint8Array,
  calendars: readonly string[],
  timeoutMs: number,
): Promise<NotaryAnswer> {
  const { commitment, wrap } = commit(digest, randomBytes(16));
  const asked = await Promise.allSettled(
    calendars.map(async (url) => {
      const answer = await request(`${url}/digest`, timeoutMs, commitment);
      if (answer === null) throw new Error('it knows no /digest');
      return parseTimestamp(answer);
    }),
  );
  const parts = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failures = asked.flatMap((one, i) =>
    one.status === 'rejected' ? [`${calendars[i]}: ${reasonOf(one.reason)}`] : [],
  );
  if (parts.length < Math.min(LEAST_CALENDARS, Math.max(1, calendars.length))) {
    throw failed(
      `${parts.length} of ${calendars.length} calendars answered (${failures.join('; ')})`,
    );
  }
  return answerOf(digest, wrap(merge(parts)), failures);
}

/** Asks the calendars of pending parts for what they have become. */
async function complete(
  digest: Uint8Array,
  begun: AttestationFile,
  calendars: readonly string[],
  timeoutMs: number,
): Promise<NotaryAnswer> {
  const proof = parseProof(begun.bytes);
  if (!Buffer.from(proof.digest).equals(digest)) throw failed('the proof begun is of another note');
  const failures: string[] = [];
  const whole = await mapNodes(digest, proof.timestamp, async (message, node) => {
    const found: Timestamp[] = [];
    for (const attested of node.attestations) {
      const url = pendingAt(attested)?.replace(/\/+$/, '') ?? null;
      // To the calendars that were configured, and no others, whatever a proof says.
      if (url === null || !calendars.includes(url) || blocksOf(node).length > 0) continue;
      try {
        const hex = Buffer.from(message).toString('hex');
        const answer = await request(`${url}/timestamp/${hex}`, timeoutMs, null);
        if (answer !== null) found.push(parseTimestamp(answer));
      } catch (error) {
        failures.push(`${url}: ${reasonOf(error)}`);
      }
    }
    return merge([node, ...found]);
  });
  return answerOf(digest, whole, failures);
}

function answerOf(
  digest: Uint8Array,
  timestamp: Timestamp,
  failures: readonly string[],
): NotaryAnswer {
  const blocks = blocksOf(timestamp);
  const said =
    blocks.length === 0
      ? 'the calendars hold it; no Bitcoin block does yet'
      : `in Bitcoin block ${Math.min(...blocks)}, as the calendars say: compare its header`;
  return {
    state: blocks.length === 0 ? 'pending' : 'held',
    at: null,
    detail: [said, ...failures].join('; '),
    files: [{ name: FILE, bytes: writeProof(digest, timestamp) }],
  };
}

/** Puts the headers of the blocks beside the proof; without them it stays to be completed. */
async function withHeaders(
  answer: NotaryAnswer,
  held: readonly AttestationFile[],
  { timeoutMs, explorer, leastWorkBits }: Settings & { readonly explorer: string },
): Promise<NotaryAnswer> {
  const [file] = answer.files;
  if (file === undefined || held.some(({ name }) => name === HEADERS_FILE)) return answer;
  try {
    const proof = parseOts(file.bytes);
    const heights = proof.attestations.flatMap(({ kind, where }) =>
      kind === 'bitcoin' ? [Number(where)] : [],
    );
    const known = await askExplorer(explorer, heights, timeoutMs);
    const { headers, atMs } = blocksFor(proof, known, leastWorkBits);
    if (atMs === null) throw new Error('it knows none of the blocks yet');
    const at = instantOf(atMs);
    const bytes = Buffer.from(writeBlockHeaders(headers));
    return {
      ...{ state: 'held', at, files: [file, { name: HEADERS_FILE, bytes }] },
      detail: `in Bitcoin block ${Math.min(...[...headers.keys()].map(Number))}, found at ${at} give or take two hours`,
    };
  } catch (error) {
    const detail = `${answer.detail}; ${explorer}: ${reasonOf(error)}`;
    return { ...answer, state: 'pending', detail };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function failed(reason: string): VestigeError {
  return new VestigeError('NOTARY_FAILED', `OpenTimestamps gave no evidence of time: ${reason}.`);
}
