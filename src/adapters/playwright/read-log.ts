// A NetLog file -> exchanges, with bodies and certificates spooled to files.
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { writeHandshakes } from '../../formats/handshakes-file.js';
import { createNetlogReader, type NetlogExchange } from '../../formats/netlog.js';
import type { BlobRef } from '../../model/exchange.js';
import type { SpooledBytes } from '../../model/visit.js';
import { BodySpool } from './body-spool.js';

export interface LogRequest {
  readonly path: string;
  readonly spoolDirectory: string;
  /** Reading stops there, with what is known by then. */
  readonly maxMs: number;
}

export interface LoggedExchange extends NetlogExchange {
  readonly requestBody: BlobRef | null;
  readonly responseBody: BlobRef | null;
  readonly frames: BlobRef | null;
}

export interface LogReading {
  readonly exchanges: readonly LoggedExchange[];
  readonly spooled: readonly SpooledBytes[];
  /** The file of the handshakes, among `spooled`; null without any. */
  readonly handshakes: BlobRef | null;
  readonly product: string | null;
  readonly missingEvents: readonly string[];
  /** False when time ran out first. */
  readonly isWhole: boolean;
}

const CHUNK_BYTES = 1_048_576;

/** Reads a log of any size in constant memory; one that is missing or cut off gives what there is. */
export async function readLog(request: LogRequest): Promise<LogReading> {
  const startedAtMs = performance.now();
  const spool = new BodySpool(request.spoolDirectory);
  const reader = createNetlogReader(spool);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isWhole = true;
  try {
    const file = createReadStream(request.path, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of file) {
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) reader.line(line);
      if (performance.now() - startedAtMs > request.maxMs) {
        isWhole = false;
        break;
      }
    }
    reader.line(rest);
  } catch (error) {
    // A browser that died at once wrote no log.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    isWhole = false;
  }
  const { exchanges, handshakes, product, missingEvents } = reader.end();
  spool.finish();
  const kept = handshakes.length === 0 ? null : spool.keep(writeHandshakes(handshakes));
  return {
    exchanges: exchanges.map((exchange) => ({
      ...exchange,
      requestBody: spool.ref(exchange.requestBodyId),
      responseBody: spool.ref(exchange.responseBodyId),
      frames: spool.ref(exchange.framesId),
    })),
    spooled: spool.spooled(),
    handshakes: kept,
    product,
    missingEvents,
    isWhole,
  };
}
