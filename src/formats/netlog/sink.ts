// Where the bytes of a log go while it is read.
import type { Digest } from '../../model/digest.js';

/** Where bytes go while the log is read. Bodies come in pieces, in order, under their number. */
export interface NetlogSink {
  body(id: number, bytes: Buffer): void;
  certificate(digest: Digest, der: Buffer): void;
}
