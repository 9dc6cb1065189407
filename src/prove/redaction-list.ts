// The text of a redaction list (YAML) -> what is to be left out of a derivative, and why.
import { parse } from 'yaml';
import { VestigeError } from '../errors.js';
import type { Digest } from '../model/digest.js';

/** What somebody wants left out: one content, the pictures or the text of a capture, or certain words. */
export type RedactionWish = { readonly reason: string } & (
  | { readonly kind: 'content'; readonly digest: Digest }
  | { readonly kind: 'picture' | 'text'; readonly capture: string }
  | { readonly kind: 'words'; readonly words: string }
);

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const PART = /^(c_[0-9A-Za-z]+)\/(picture|text)$/;
const MAX_WISHES = 1000;

/** @throws INPUT_INVALID naming the entry that is wrong */
export function parseRedactionList(source: string): readonly RedactionWish[] {
  let value: unknown;
  try {
    value = parse(source);
  } catch (cause) {
    throw invalid('it is not YAML', cause);
  }
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_WISHES) {
    throw invalid(`it is not a list of 1 to ${MAX_WISHES} entries`);
  }
  return value.map((entry: unknown, i) => wishOf(entry, `entry ${i + 1}`));
}

function wishOf(entry: unknown, where: string): RedactionWish {
  const { leaveOut, words, reason, ...rest } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  const others = Object.keys(rest);
  if (others.length > 0) throw invalid(`${where} says "${others[0]}", which is not known`);
  if (typeof reason !== 'string' || !/^[^\p{Cc}]{1,200}$/u.test(reason)) {
    throw invalid(`${where} gives no reason, or one of more than a line of 200 characters`);
  }
  if ((leaveOut === undefined) === (words === undefined)) {
    throw invalid(`${where} says either leaveOut or words`);
  }
  if (words !== undefined) {
    const text = String(words).trim();
    if (text.length < 2) throw invalid(`${where} names words of fewer than two characters`);
    return { kind: 'words', words: text, reason };
  }
  const target = String(leaveOut);
  if (DIGEST.test(target)) return { kind: 'content', digest: target as Digest, reason };
  const [, capture = '', kind] = PART.exec(target) ?? [];
  if (kind === undefined) {
    throw invalid(`${where} names "${target}": a digest, CAPTURE/picture or CAPTURE/text is meant`);
  }
  return { kind: kind as 'picture' | 'text', capture, reason };
}

function invalid(reason: string, cause?: unknown): VestigeError {
  const message = `Nothing was exported: of the list of what to leave out, ${reason}.`;
  return new VestigeError('INPUT_INVALID', message, { cause });
}
