// OpenTimestamps calendars over HTTP: stamped at two at least, and completed once Bitcoin holds it.
import { createHash, randomBytes } from 'node:crypto';
import { VestigeError } from '../../errors.js';
import type { AttestationFile, NotaryAnswer } from '../../model/attestation.js';
import type { Notary } from '../../ports/notary.js';
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

const FILE = 'checkpoint.ots';
/** One calendar may vanish before it has reached a block. */
const LEAST_CALENDARS = 2;
const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const TYPE = 'application/vnd.opentimestamps.v1';

/** All calendars as one notary: their parts stand in one file. They see a blinded digest only. */
export function createOpenTimestampsNotary(
  calendars: readonly string[],
  timeoutMs = TIMEOUT_MS,
): Notary {
  const known = [...new Set(calendars.map((url) => url.replace(/\/+$/, '')))];
  return {
    name: 'opentimestamps',
    kind: 'opentimestamps',
    async stamp(note, held) {
      const digest = createHash('sha256').update(note).digest();
      const begun = held.find(({ name }) => name === FILE);
      return begun === undefined
        ? begin(digest, known, timeoutMs)
        : complete(digest, begun, known, timeoutMs);
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

/** Null where the calendar has nothing yet (404). */
async function request(
  url: string,
  timeoutMs: number,
  body: Uint8Array | null,
): Promise<Buffer | null> {
  const response = await fetch(url, {
    method: body === null ? 'GET' : 'POST',
    headers: { accept: TYPE, 'content-type': 'application/x-www-form-urlencoded' },
    ...(body === null ? {} : { body: new Uint8Array(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status === 404 && body === null) return null;
  if (!response.ok) throw new Error(`it answered HTTP ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`it answered with over ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function failed(reason: string): VestigeError {
  return new VestigeError('NOTARY_FAILED', `OpenTimestamps gave no evidence of time: ${reason}.`);
}
