// One line of a Chromium NetLog file -> an event with its names. The file is JSON with the
// constants on the first line and one event a line; ids differ between versions, names do not.

/** What an event says, with its numeric ids still unresolved. */
export interface NetlogEvent {
  readonly type: string;
  readonly phase: 'begin' | 'end' | 'none';
  readonly sourceId: number;
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly params: NetlogParams;
}

export type NetlogParams = Readonly<Record<string, unknown>>;

export interface NetlogConstants {
  readonly eventTypes: ReadonlyMap<number, string>;
  /** Error name such as `ERR_CONNECTION_RESET` by its negative number. */
  readonly errors: ReadonlyMap<number, string>;
  /** Added to an event's `time` it gives Unix milliseconds. */
  readonly timeTickOffsetMs: number;
  /** Such as `Chromium 156.0.8078.79`. */
  readonly product: string | null;
}

/** The constants in a line, or null where the line holds none. */
export function parseConstants(line: string): NetlogConstants | null {
  if (!line.startsWith('{"constants":')) return null;
  const parsed = parseJson(`${line.replace(/,\s*$/, '')}}`);
  const constants = recordOf(recordOf(parsed)?.constants);
  if (constants === null) return null;
  const client = recordOf(constants.clientInfo) ?? {};
  return {
    eventTypes: namesById(constants.logEventTypes),
    errors: namesById(constants.netError),
    timeTickOffsetMs: Number(constants.timeTickOffset),
    product:
      typeof client.name === 'string' && typeof client.version === 'string'
        ? `${client.name} ${client.version}`
        : null,
  };
}

/** Is an event of that type and source worth parsing? Asked before its line is. */
export type IsWanted = (type: string, sourceId: number) => boolean;

const TYPE = '"type":';
const SOURCE = '"source":{"id":';
/** Longer than what stands behind the id of the source. */
const TAIL_LENGTH = 160;

/** The event in a line, or null where nobody wants it or the line was cut off. */
export function parseEvent(
  line: string,
  constants: NetlogConstants,
  isWanted: IsWanted,
): NetlogEvent | null {
  // Source and type stand last, so that most lines need no JSON parsing at all.
  const tail = line.slice(-TAIL_LENGTH);
  const typeAt = tail.lastIndexOf(TYPE);
  const sourceAt = tail.lastIndexOf(SOURCE);
  if (typeAt < 0 || sourceAt < 0) return null;
  const type = constants.eventTypes.get(Number.parseInt(tail.slice(typeAt + TYPE.length), 10));
  const sourceId = Number.parseInt(tail.slice(sourceAt + SOURCE.length), 10);
  if (type === undefined || !isWanted(type, sourceId)) return null;
  const event = recordOf(parseJson(line.endsWith(',') ? line.slice(0, -1) : line));
  if (event === null) return null;
  return {
    type,
    phase: event.phase === 1 ? 'begin' : event.phase === 2 ? 'end' : 'none',
    sourceId,
    atMs: constants.timeTickOffsetMs + Number(event.time),
    params: recordOf(event.params) ?? {},
  };
}

/** The id of the event source another event depends on, or null. */
export function dependencyOf(params: NetlogParams): number | null {
  const id = recordOf(params.source_dependency)?.id;
  return typeof id === 'number' ? id : null;
}

/** The bytes an event carries. */
export function bytesOf(params: NetlogParams): Buffer {
  return Buffer.from(typeof params.bytes === 'string' ? params.bytes : '', 'base64');
}

/** The strings of a list, others left out. */
export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** A value as text, or null where it is none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function namesById(value: unknown): ReadonlyMap<number, string> {
  return new Map(Object.entries(recordOf(value) ?? {}).map(([name, id]) => [Number(id), name]));
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
