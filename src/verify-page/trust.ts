// Files and texts that a checker brings along -> whom he trusts. What each is, is told by its content.
import { parseVkey, parseWitnessVkey } from '../formats/checkpoint.js';
import { certificatesIn } from '../verify/chains.js';
import type { VerifyOptions } from '../verify/verify-bundle.js';
import { createPublicKey } from './node/keys.js';

/** The same keys and roots that `vestige verify` takes as options. */
export type Trust = Required<
  Pick<
    VerifyOptions,
    'signerKeys' | 'checkpointKeys' | 'trustPems' | 'witnessKeys' | 'checkpoint' | 'consistency'
  >
>;

export type TrustKind = keyof Trust;

interface Brought {
  readonly kind: TrustKind;
  readonly text: string;
}

const HASH_LINES = /^(?:[A-Za-z0-9+/]{43}=\s*)+$/;

/** What a text holds; empty where it is nothing that can be trusted. */
export function kindsOf(text: string): readonly Brought[] {
  const found: Brought[] = [];
  for (const block of text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ??
    []) {
    if (can(() => createPublicKey(block))) found.push({ kind: 'signerKeys', text: block });
  }
  if (text.includes('-----BEGIN CERTIFICATE-----') && can(() => certificatesIn(text))) {
    found.push({ kind: 'trustPems', text });
  }
  if (/^\u2014 /m.test(text)) return [...found, { kind: 'checkpoint', text }];
  if (HASH_LINES.test(text)) return [...found, { kind: 'consistency', text }];
  for (const word of text.split(/\s+/).filter((each) => each.includes('+'))) {
    if (can(() => parseVkey(word))) found.push({ kind: 'checkpointKeys', text: word });
    else if (can(() => parseWitnessVkey(word))) found.push({ kind: 'witnessKeys', text: word });
  }
  return found;
}

/** All that was brought, as options of the verifier. */
export function trustOf(texts: readonly string[]): Trust {
  const all = texts.flatMap(kindsOf);
  const of = (kind: TrustKind) => all.filter((one) => one.kind === kind).map(({ text }) => text);
  return {
    signerKeys: of('signerKeys').map((pem) => createPublicKey(pem) as never),
    checkpointKeys: of('checkpointKeys'),
    trustPems: of('trustPems'),
    witnessKeys: of('witnessKeys'),
    checkpoint: of('checkpoint').at(-1) ?? null,
    consistency: of('consistency').at(-1) ?? null,
  };
}

function can(step: () => unknown): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}
