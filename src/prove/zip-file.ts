// Bytes and files -> a zip on disk, one entry behind the other, with the digest of each.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { WaczResource } from '../formats/wacz.js';
import { centralDirectory, localHeader, type ZipEntry } from '../formats/zip.js';
import type { Digest } from '../model/digest.js';

/** A zip being written; `finish` makes it whole and durable. */
export class ZipFile {
  readonly #file: FileHandle;
  readonly #entries: ZipEntry[] = [];
  readonly #hash = createHash('sha256');
  #offset = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<ZipFile> {
    return new ZipFile(await open(path, 'wx'));
  }

  /** Adds bytes under a name. */
  async add(path: string, content: Uint8Array | string): Promise<WaczResource> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const hash = createHash('sha256').update(bytes).digest('hex');
    await this.#begin({ name: path, sizeBytes: bytes.length, crc32: crc32(bytes) });
    await this.#write(bytes);
    return { path, hash: `sha256:${hash}`, bytes: bytes.length };
  }

  /** Adds a file of any size under a name. */
  async addFile(path: string, source: string): Promise<WaczResource> {
    const hash = createHash('sha256');
    let crc = 0;
    let bytes = 0;
    for await (const chunk of createReadStream(source) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      crc = crc32(chunk, crc);
      bytes += chunk.length;
    }
    await this.#begin({ name: path, sizeBytes: bytes, crc32: crc });
    for await (const chunk of createReadStream(source) as AsyncIterable<Buffer>) {
      await this.#write(chunk);
    }
    return { path, hash: `sha256:${hash.digest('hex')}`, bytes };
  }

  /** Writes the directory; the file survives a power cut when this resolves. */
  async finish(): Promise<{ digest: Digest; sizeBytes: number }> {
    await this.#write(centralDirectory(this.#entries, this.#offset));
    await this.#file.sync();
    return { digest: `sha256:${this.#hash.digest('hex')}`, sizeBytes: this.#offset };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #begin(entry: Omit<ZipEntry, 'offset'>): Promise<void> {
    this.#entries.push({ ...entry, offset: this.#offset });
    await this.#write(localHeader(entry));
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length; ) {
      at += (await this.#file.write(bytes, at)).bytesWritten;
    }
    this.#offset += bytes.length;
  }
}
