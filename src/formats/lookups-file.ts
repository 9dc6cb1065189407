// What resolvers named by the config said <-> provenance/<capture>.lookups.json: canonical JSON (RFC 8785),
// each question and each answer the very bytes of the wire.
import { LOOKUP_TYPES, type Lookup } from '../model/lookup.js';
import { canonicalBytes } from './canonical-json.js';
import { isAnswerTo, readDnsMessage } from './dns-message.js';
import { instant, line, parseCanonical } from './manifest.js';
import { count, flag, listOf, matching, object, oneOf, orNull } from './shape.js';

type Written = Omit<Lookup, 'query' | 'answer'> & {
  readonly query: string;
  readonly answer: string | null;
};

interface WrittenFile {
  readonly v: 1;
  readonly lookups: readonly Written[];
}

const base64 = matching<string>(/^[A-Za-z0-9+/]*={0,2}$/, 'base64');

const shape = object<WrittenFile>({
  v: oneOf(1),
  lookups: listOf(
    object<Written>({
      resolver: line,
      address: line,
      transport: oneOf('udp', 'tcp', 'tls'),
      isProxied: flag,
      name: line,
      type: oneOf(...LOOKUP_TYPES),
      at: instant,
      durationMs: count,
      query: base64,
      answer: orNull(base64),
      error: orNull(line),
    }),
  ),
});

/** The file of a capture's lookups. */
export function writeLookups(lookups: readonly Lookup[]): Uint8Array {
  const file: WrittenFile = {
    v: 1,
    lookups: lookups.map(({ query, answer, ...rest }) => ({
      ...rest,
      query: textOf(query),
      answer: answer === null ? null : textOf(answer),
    })),
  };
  return canonicalBytes(file);
}

/**
 * Reads the file back.
 * @throws SyntaxError when it is none, when a question is another than it says, or an answer is to
 * another question
 */
export function parseLookups(bytes: Uint8Array): readonly Lookup[] {
  const { lookups } = shape(parseCanonical(bytes), 'lookups');
  return lookups.map(({ query, answer, ...rest }, i) => {
    const lookup = { ...rest, query: bytesOf(query), answer: answer && bytesOf(answer) };
    const asked = readDnsMessage(lookup.query);
    const { name = '', type = '' } = asked.question ?? {};
    if (name !== rest.name || type !== rest.type) {
      throw new SyntaxError(`lookup ${i} asked for ${name} ${type}, not for what it says`);
    }
    if ((lookup.answer === null) !== (lookup.error !== null)) {
      throw new SyntaxError(`lookup ${i} has both an answer and a reason why there is none`);
    }
    if (lookup.answer && !isAnswerTo(readDnsMessage(lookup.answer), asked)) {
      throw new SyntaxError(`the answer of lookup ${i} is to another question`);
    }
    return { ...lookup, answer: lookup.answer || null };
  });
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function bytesOf(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (textOf(bytes) !== text) throw new SyntaxError('a message is not in its one base64');
  return bytes;
}
