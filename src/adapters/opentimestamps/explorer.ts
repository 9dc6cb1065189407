// Heights of Bitcoin blocks -> their headers, from an explorer with Esplora's paths. It is believed in
// nothing: a header must be what a proof leads to, and show the work of its time.
import type { BlockHeaders } from '../../formats/opentimestamps.js';
import { request } from './request.js';

/** Asks for the headers; those it does not know yet are left out. @throws Error */
export async function askExplorer(
  url: string,
  heights: readonly number[],
  timeoutMs: number,
): Promise<BlockHeaders> {
  const base = url.replace(/\/+$/, '');
  const headers = new Map<string, Uint8Array>();
  for (const height of new Set(heights)) {
    const hash = await textAt(`${base}/block-height/${height}`, /^[0-9a-f]{64}$/, timeoutMs);
    if (hash === null) continue;
    const header = await textAt(`${base}/block/${hash}/header`, /^[0-9a-f]{160}$/, timeoutMs);
    if (header !== null) headers.set(String(height), Buffer.from(header, 'hex'));
  }
  return headers;
}

async function textAt(url: string, form: RegExp, timeoutMs: number): Promise<string | null> {
  const answer = await request(url, timeoutMs, null);
  if (answer === null) return null;
  const text = answer.toString('latin1').trim().toLowerCase();
  if (!form.test(text)) throw new Error('it answered with something else than a block');
  return text;
}
