// proof/redacted.json: what is left out of a derivative, each by the digest that the manifests name. The
// original stays in the archive, and an export without it shows that it is what was logged.
import type { Digest } from '../model/digest.js';
import type { Manifest } from '../model/snapshot.js';
import { canonicalJson } from './canonical-json.js';
import { parseCanonical } from './manifest.js';
import { count, listOf, matching, object, oneOf } from './shape.js';

/** A content that is left out wherever it stands. */
export interface Redaction {
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly reason: string;
}

export const REDACTIONS_PATH = 'proof/redacted.json';
/** How the description in the data package of a derivative begins. */
export const DERIVATIVE = 'Redacted derivative';
/** The field of a record whose content is left out: the digest of what stood there. */
export const REDACTED_FIELD = 'WARC-Redacted-Payload-Digest';

const file = object<{ readonly v: 1; readonly redacted: readonly Redaction[] }>({
  v: oneOf(1),
  redacted: listOf(
    object<Redaction>({
      digest: matching<Digest>(/^sha256:[0-9a-f]{64}$/, 'a SHA-256 digest'),
      sizeBytes: count,
      reason: matching<string>(/^[^\p{Cc}]{1,200}$/u, 'a reason on one line'),
    }),
  ),
});

export function writeRedactions(redacted: readonly Redaction[]): string {
  return canonicalJson({ v: 1, redacted });
}

/** @throws SyntaxError when it is none, or names nothing */
export function parseRedactions(bytes: Uint8Array): readonly Redaction[] {
  const { redacted } = file(parseCanonical(bytes), 'redacted');
  if (redacted.length === 0) throw new SyntaxError('it names nothing that is left out');
  if (new Set(redacted.map(({ digest }) => digest)).size < redacted.length) {
    throw new SyntaxError('it names a content twice');
  }
  return redacted;
}

/** Every content of a snapshot that stands in the WARC, and what it is there. */
export function contentsOf(
  manifest: Manifest,
): readonly { readonly digest: Digest; readonly sizeBytes: number; readonly what: string }[] {
  return [
    ...manifest.files.map(({ role, ...rest }) => ({ ...rest, what: role })),
    ...manifest.exchanges.flatMap(({ requestBody, responseBody, frames }, i) =>
      [
        { ref: responseBody, what: `response ${i}` },
        { ref: requestBody, what: `request ${i}` },
        { ref: frames ?? null, what: `frames ${i}` },
      ].flatMap(({ ref, what }) => (ref === null ? [] : [{ ...ref, what }])),
    ),
  ];
}
