// TLS handshakes of a capture <-> provenance/<capture>.handshakes.json: canonical JSON (RFC 8785), the
// messages as they were on the wire, in their order, up to the one in which the server signs.
import { canonicalBytes } from './canonical-json.js';
import { parseCanonical } from './manifest.js';
import { listOf, matching, object, oneOf } from './shape.js';

export interface HandshakeMessage {
  readonly from: 'client' | 'server';
  /** Type, length (24 bits) and body (RFC 8446 §4). */
  readonly bytes: Uint8Array;
}

/** The messages of one connection. */
export type Handshake = readonly HandshakeMessage[];

interface WrittenMessage {
  readonly from: 'client' | 'server';
  readonly bytes: string;
}

interface WrittenFile {
  readonly v: 1;
  readonly handshakes: readonly { readonly messages: readonly WrittenMessage[] }[];
}

const shape = object<WrittenFile>({
  v: oneOf(1),
  handshakes: listOf(
    object<WrittenFile['handshakes'][number]>({
      messages: listOf(
        object<WrittenMessage>({
          from: oneOf('client', 'server'),
          bytes: matching(/^[A-Za-z0-9+/]*={0,2}$/, 'base64'),
        }),
      ),
    }),
  ),
});

/** The file of a capture's handshakes; an exchange names its own by the place in this list. */
export function writeHandshakes(handshakes: readonly Handshake[]): Uint8Array {
  const file: WrittenFile = {
    v: 1,
    handshakes: handshakes.map((messages) => ({
      messages: messages.map(({ from, bytes }) => ({ from, bytes: base64(bytes) })),
    })),
  };
  return canonicalBytes(file);
}

/** @throws SyntaxError when the bytes are no such file, or not in its one form */
export function parseHandshakes(bytes: Uint8Array): readonly Handshake[] {
  const { handshakes } = shape(parseCanonical(bytes), 'handshakes');
  return handshakes.map(({ messages }) =>
    messages.map(({ from, bytes: text }) => {
      const bytes = Buffer.from(text, 'base64');
      if (base64(bytes) !== text) throw new SyntaxError('a message is not in its one base64');
      return { from, bytes };
    }),
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
