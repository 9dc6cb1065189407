// Pieces of bodies as the log is read -> one file for each distinct body, named by its digest.
import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { NetlogSink } from '../../formats/netlog/sink.js';
import { type Digest, digestOf, hexOf } from '../../model/digest.js';
import type { BlobRef } from '../../model/exchange.js';
import type { SpooledBytes } from '../../model/visit.js';

/** Bodies up to this size are kept in memory until they are whole; most are, and most are small. */
const MEMORY_BYTES = 262_144;

interface Growing {
  readonly hash: Hash;
  sizeBytes: number;
  pieces: Buffer[];
  /** The file's descriptor once it is too large for memory. */
  file: number | null;
}

export class BodySpool implements NetlogSink {
  readonly #directory: string;
  readonly #growing = new Map<number, Growing>();
  readonly #refs = new Map<number, BlobRef>();
  readonly #spooled = new Map<Digest, SpooledBytes>();

  /** @param directory is made; synchronous calls, since this runs in a process of its own. */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  body(id: number, bytes: Buffer): void {
    const body = this.#growing.get(id) ?? this.#begin(id);
    body.hash.update(bytes);
    body.sizeBytes += bytes.length;
    if (body.file === null && body.sizeBytes <= MEMORY_BYTES) {
      body.pieces.push(bytes);
      return;
    }
    if (body.file === null) {
      body.file = openSync(this.#partPath(id), 'w');
      for (const piece of body.pieces) writeSync(body.file, piece);
      body.pieces = [];
    }
    writeSync(body.file, bytes);
  }

  certificate(digest: Digest, der: Buffer): void {
    this.#keep(digest, der.length, (path) => writeFileSync(path, der));
  }

  /** Bytes that are whole already. */
  keep(bytes: Uint8Array): BlobRef {
    const digest = digestOf(bytes);
    this.#keep(digest, bytes.length, (path) => writeFileSync(path, bytes));
    return { digest, sizeBytes: bytes.length };
  }

  /** Writes out what is whole by now; no more pieces come. */
  finish(): void {
    for (const [id, body] of this.#growing) {
      const digest: Digest = `sha256:${body.hash.digest('hex')}`;
      this.#refs.set(id, { digest, sizeBytes: body.sizeBytes });
      const { file } = body;
      if (file === null) {
        this.#keep(digest, body.sizeBytes, (path) =>
          writeFileSync(path, Buffer.concat(body.pieces)),
        );
        continue;
      }
      closeSync(file);
      const kept = this.#keep(digest, body.sizeBytes, (path) =>
        renameSync(this.#partPath(id), path),
      );
      if (!kept) rmSync(this.#partPath(id));
    }
    this.#growing.clear();
  }

  ref(id: number | null): BlobRef | null {
    return id === null ? null : (this.#refs.get(id) ?? null);
  }

  spooled(): readonly SpooledBytes[] {
    return [...this.#spooled.values()];
  }

  #begin(id: number): Growing {
    const body: Growing = { hash: createHash('sha256'), sizeBytes: 0, pieces: [], file: null };
    this.#growing.set(id, body);
    return body;
  }

  /** False when these bytes are there already. */
  #keep(digest: Digest, sizeBytes: number, write: (path: string) => void): boolean {
    if (this.#spooled.has(digest)) return false;
    const path = join(this.#directory, hexOf(digest));
    write(path);
    this.#spooled.set(digest, { path, digest, sizeBytes });
    return true;
  }

  #partPath(id: number): string {
    return join(this.#directory, `${id}.part`);
  }
}
