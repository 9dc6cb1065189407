// A file on disk -> its zip entries, read in ranges, so that a bundle of any size is checked in
// constant memory.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { type ForeignEntry, readForeignZip } from '../formats/foreign-zip.js';
import { localHeader, readZip } from '../formats/zip.js';
import type { Digest } from '../model/digest.js';
import { Failure, within } from './checks.js';

/** A file read as a whole must not be larger. */
const MAX_WHOLE_BYTES = 256 * 2 ** 20;
const WINDOW_BYTES = 256 * 1024;
/** A stream reads ahead of the place whose end is still to be read. */
const MAX_WINDOWS = 4;

/** Where an entry's content stands in the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Content {
  readonly digest: Digest;
  readonly sizeBytes: number;
}

/** A bundle that is open for reading. */
export class BundleFile {
  readonly #file: FileHandle;
  readonly sizeBytes: number;
  #entries = new Map<string, ForeignEntry>();
  readonly #windows = new Map<number, Buffer>();

  private constructor(file: FileHandle, sizeBytes: number) {
    this.#file = file;
    this.sizeBytes = sizeBytes;
  }

  static async open(path: string): Promise<BundleFile> {
    const file = await open(path, 'r');
    return new BundleFile(file, (await file.stat()).size);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** @throws SyntaxError when it is not a zip of the one allowed form */
  async readDirectory(): Promise<void> {
    const entries = await readZip((offset, length) => this.#read(offset, length), this.sizeBytes);
    this.#entries = new Map(
      entries.map((entry) => {
        const { name, sizeBytes, offset } = entry;
        const start = offset + localHeader(entry).length;
        return [name, { ...entry, start, storedBytes: sizeBytes, isDeflated: false }];
      }),
    );
  }

  /** Reads the directory of a zip of another form, as far as it can be. @throws SyntaxError */
  async readForeignDirectory(): Promise<void> {
    const entries = await readForeignZip((at, length) => this.#read(at, length), this.sizeBytes);
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  sizeOf(name: string): number {
    return this.#entry(name).sizeBytes;
  }

  /** @throws Failure for what is compressed within the zip: it has no bytes of its own there */
  span(name: string): Span {
    const { start, storedBytes, isDeflated } = this.#entry(name);
    if (isDeflated) throw new Failure(`${name} is compressed within the zip`);
    return { start, end: start + storedBytes };
  }

  /** All bytes of a small file. */
  async read(name: string): Promise<Buffer> {
    const { start, storedBytes, sizeBytes, isDeflated } = this.#entry(name);
    if (Math.max(storedBytes, sizeBytes) > MAX_WHOLE_BYTES) {
      throw new Failure(`${name} is too large to be what it says`);
    }
    const bytes = await this.#read(start, storedBytes);
    if (!isDeflated) return bytes;
    return within(name, () => inflateRawSync(bytes, { maxOutputLength: MAX_WHOLE_BYTES }));
  }

  async readText(name: string): Promise<string> {
    const bytes = await this.read(name);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new Failure(`${name} is not UTF-8`);
    }
  }

  /** Chunks of a part of the file, in order. */
  async *chunks({ start, end }: Span): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const chunk = await this.#cached(at, end);
      if (chunk.length === 0) return;
      yield chunk;
      at += chunk.length;
    }
  }

  /** Digest and size of an entry's content, and whether its CRC-32 is the one the zip gives. */
  async hash(name: string): Promise<Content & { readonly isCrcRight: boolean }> {
    const hash = createHash('sha256');
    let crc = 0;
    let sizeBytes = 0;
    const chunks = this.#entry(name).isDeflated
      ? [await this.read(name)]
      : this.chunks(this.span(name));
    for await (const chunk of chunks) {
      hash.update(chunk);
      crc = crc32(chunk, crc);
      sizeBytes += chunk.length;
    }
    const isCrcRight = crc === this.#entry(name).crc32;
    return { digest: `sha256:${hash.digest('hex')}`, sizeBytes, isCrcRight };
  }

  #entry(name: string): ForeignEntry {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Failure(`${name} is missing`);
    return entry;
  }

  /** From `at` to the end of its window; windows are kept for the small records that follow. */
  async #cached(at: number, end: number): Promise<Buffer> {
    const number = Math.floor(at / WINDOW_BYTES);
    const start = number * WINDOW_BYTES;
    let bytes = this.#windows.get(number);
    if (bytes === undefined) {
      bytes = await this.#read(start, WINDOW_BYTES);
      this.#windows.set(number, bytes);
      const [oldest] = this.#windows.keys();
      if (this.#windows.size > MAX_WINDOWS && oldest !== undefined) this.#windows.delete(oldest);
    }
    return bytes.subarray(at - start, Math.min(end - start, bytes.length));
  }

  async #read(offset: number, length: number): Promise<Buffer> {
    const available = Math.max(0, Math.min(length, this.sizeBytes - offset));
    const bytes = Buffer.allocUnsafe(available);
    let done = 0;
    while (done < available) {
      const { bytesRead } = await this.#file.read(bytes, done, available - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  }
}
