// A time-stamping authority over HTTP (RFC 3161 §3.4): asked with a nonce and for its certificates,
// believed only as far as its answer can be checked.
import { createHash, randomBytes } from 'node:crypto';
import { VestigeError } from '../../errors.js';
import { pemOf } from '../../formats/bundle.js';
import { writeDer } from '../../formats/der.js';
import { readResponse } from '../../formats/rfc3161.js';
import { instantOf } from '../../model/instant.js';
import type { Clock } from '../../ports/clock.js';
import type { Notary } from '../../ports/notary.js';

export interface Rfc3161Settings {
  readonly url: string;
  /** Milliseconds until a silent authority counts as failed; 20 s when left out. */
  readonly timeoutMs?: number;
}

/** A token with its chain has 3 to 8 KiB. */
const MAX_RESPONSE_BYTES = 128 * 1024;
const TIMEOUT_MS = 20_000;
/** Further apart than this, one of the two clocks is wrong. */
const MAX_CLOCK_DIFFERENCE_MS = 5 * 60_000;
const SHA_256 = Buffer.from('300d06096086480165030402010500', 'hex');

/** The authority at `url`; it is told a digest and nothing else. */
export function createRfc3161Notary(settings: Rfc3161Settings, clock: Clock): Notary {
  const name = nameOf(settings.url);
  return {
    name,
    kind: 'rfc3161',
    async stamp(note) {
      const question = {
        imprint: createHash('sha256').update(note).digest(),
        // Positive, and never with a superfluous zero: the INTEGER has one form.
        nonce: Buffer.concat([Buffer.of(0x40), randomBytes(15)]),
      };
      const query = writeQuery(question);
      const response = await post(settings, query);
      try {
        const { genTimeMs, policy, accuracyMs, chain } = readResponse(response, question);
        const differenceMs = genTimeMs - clock.nowMs();
        if (Math.abs(differenceMs) > MAX_CLOCK_DIFFERENCE_MS) {
          throw new SyntaxError(
            `its clock and ours are ${Math.round(Math.abs(differenceMs) / 1000)} s apart: one of them is wrong`,
          );
        }
        const at = instantOf(genTimeMs);
        const accuracy = accuracyMs === null ? 'not stated' : `${accuracyMs} ms`;
        return {
          state: 'held',
          at,
          detail: `${name} stamped it at ${at} (accuracy ${accuracy}, policy ${policy})`,
          files: [
            { name: `checkpoint.${name}.tsr`, bytes: response },
            { name: `checkpoint.${name}.tsq`, bytes: query },
            {
              name: `checkpoint.${name}.chain.pem`,
              bytes: Buffer.from(chain.map(({ raw }) => pemOf(raw)).join('')),
            },
          ],
        };
      } catch (cause) {
        throw refused(settings.url, cause instanceof Error ? cause.message : String(cause), cause);
      }
    },
  };
}

/** How a notary is called in file names: `freetsa.org-tsr`. */
export function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  const name = `${host}${pathname}`.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
  return name.replaceAll(/^[-.]+|[-.]+$/g, '');
}

/** TimeStampReq (RFC 3161 §2.4.1). */
function writeQuery({ imprint, nonce }: { imprint: Uint8Array; nonce: Uint8Array }): Buffer {
  return writeDer(
    0x30,
    writeDer(0x02, Buffer.of(1)),
    writeDer(0x30, SHA_256, writeDer(0x04, imprint)),
    writeDer(0x02, nonce),
    writeDer(0x01, Buffer.of(0xff)),
  );
}

async function post({ url, timeoutMs }: Rfc3161Settings, query: Uint8Array): Promise<Buffer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(query),
      // To the address that was configured, and no other.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`it answered HTTP ${response.status}`);
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('application/timestamp-reply')) {
      throw new Error(`it answered with ${type || 'no content type'}, not a timestamp`);
    }
    return await readAtMost(response, MAX_RESPONSE_BYTES);
  } catch (cause) {
    throw refused(url, reasonOf(cause), cause);
  }
}

async function readAtMost(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`it answered with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function refused(url: string, reason: string, cause: unknown): VestigeError {
  return new VestigeError('NOTARY_FAILED', `${url} gave no evidence of time: ${reason}.`, {
    cause,
  });
}
