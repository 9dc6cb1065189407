// A witness over HTTP (C2SP tlog-witness): asked with the proof that the log only grew since it was
// asked last, believed as far as the key that is configured for it.
import { VestigeError } from '../../errors.js';
import {
  type NoteSignature,
  parseCheckpoint,
  parseNote,
  parseSignatureLines,
} from '../../formats/checkpoint.js';
import {
  readCosigned,
  SIZE_TYPE,
  witnessNameOf,
  writeAddCheckpoint,
} from '../../formats/tlog-witness.js';
import type { Clock } from '../../ports/clock.js';
import type { Notary } from '../../ports/notary.js';

export interface WitnessSettings {
  /** What it is called here; its key has a name of its own. */
  readonly name: string;
  /** Submission prefix. */
  readonly url: string;
  /** C2SP vkey of type 0x04. */
  readonly vkey: string;
  /** Milliseconds until a silent witness counts as failed; 20 s when left out. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 16 * 1024;

/** Proofs of the archive's own log. */
export type Proofs = (oldSize: number, newSize: number) => Promise<readonly Uint8Array[]>;

/** The witness at `url`. */
export function createWitnessNotary(
  settings: WitnessSettings,
  prove: Proofs,
  clock: Clock,
): Notary {
  let lastSize = 0;
  return {
    name: witnessNameOf(settings.name),
    kind: 'witness',
    async stamp(source) {
      const text = Buffer.from(source).toString();
      const note = parseNote(text);
      const { size } = parseCheckpoint(note.text);
      try {
        const first = await ask(settings, text, Math.min(lastSize, size), size, prove);
        const second =
          typeof first === 'number' ? await ask(settings, text, first, size, prove) : first;
        if (typeof second === 'number') {
          throw new Error(`it has cosigned another tree of ${second} entries than this log has`);
        }
        const answer = readCosigned(
          { ...note, signatures: [...note.signatures, ...second] },
          settings,
          clock.nowMs(),
        );
        lastSize = size;
        return answer;
      } catch (cause) {
        throw new VestigeError(
          'NOTARY_FAILED',
          `The witness ${settings.name} (${settings.url}) did not cosign: ${reasonOf(cause)}.`,
          { cause },
        );
      }
    },
  };
}

/** Signatures, or the size that the witness has cosigned last where the proof must begin there. */
async function ask(
  { url, timeoutMs }: WitnessSettings,
  checkpoint: string,
  oldSize: number,
  size: number,
  prove: Proofs,
): Promise<readonly NoteSignature[] | number> {
  if (oldSize > size)
    throw new Error(`it has cosigned ${oldSize} entries already, and this tree has ${size}`);
  const path = await prove(oldSize, size);
  const response = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: writeAddCheckpoint({ oldSize, path, checkpoint }),
    // To the address that was configured, and no other.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
  });
  const text = await readAtMost(response, MAX_ANSWER_BYTES);
  if (response.ok) return parseSignatureLines(text);
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 409 && type.startsWith(SIZE_TYPE) && /^\d{1,15}\n?$/.test(text)) {
    return Number(text);
  }
  throw new Error(`it answered HTTP ${response.status}: ${text.trim().slice(0, 300)}`);
}

async function readAtMost(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`it answered with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
