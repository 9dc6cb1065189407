// An OpenTimestamps calendar on this machine: it hashes in a salt, promises, and keeps its promise later.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeNumber } from '../../src/adapters/opentimestamps/proof.js';

export const HEIGHT = 870_123;

/** A calendar as the real ones are: it hashes in a salt, promises, and keeps its promise later. */
export class Calendar {
  readonly asked: string[] = [];
  url = '';
  mood: 'good' | 'damaged' | 'down' = 'good';
  isInBlock = false;
  root = '';
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.asked.push(`${request.method} ${request.url?.slice(0, 11)}`);
        if (this.mood === 'down') return response.writeHead(503).end();
        const salt = Buffer.from('08090a0b', 'hex');
        if (request.method === 'POST') {
          if (chunks.length !== 1 || chunks[0]?.length !== 32) return response.writeHead(400).end();
          const uri = Buffer.from(this.url);
          const payload = Buffer.concat([writeNumber(uri.length), uri]);
          const pending = [Buffer.from('0083dfe30d2ef90c8e', 'hex'), writeNumber(payload.length)];
          const answer = Buffer.concat([
            Buffer.of(0xf0, 4),
            salt,
            Buffer.of(8),
            ...pending,
            payload,
          ]);
          return response.end(this.mood === 'damaged' ? answer.subarray(0, -3) : answer);
        }
        if (!this.isInBlock) return response.writeHead(404).end();
        const message = Buffer.from(request.url?.split('/').at(-1) ?? '', 'hex');
        const before = Buffer.concat([salt, message]);
        this.root = createHash('sha256').update(before).digest('hex');
        const height = writeNumber(HEIGHT);
        const block = [
          Buffer.from('000588960d73d71901', 'hex'),
          writeNumber(height.length),
          height,
        ];
        return response.end(Buffer.concat([Buffer.of(0xf1, 4), salt, Buffer.of(8), ...block]));
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
