// The servers of the fidelity tests: every name leads to one that answers from a table of rows, and
// every byte of a row is written down in it.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import type { SiteCertificate } from './certificates.js';
import { type RawAnswer, type RawRequest, type RawServer, serveRaw } from './raw-server.js';
import { startVisitor, type Visitor } from './visiting.js';

/** Answers by path; the same for every name. */
export type Rows = Readonly<Record<string, RawAnswer | ((request: RawRequest) => RawAnswer)>>;

export interface Closing {
  readonly port: number;
  close(): void;
}

/** An answer whose head and entity the test knows: `pieces` default to both. */
export interface Row extends RawAnswer {
  readonly head: string;
  readonly entity: Buffer;
}

/** A row of a head (lines, joined by CRLF) and an entity, sent as it is or as `wire`. */
export function row(
  lines: readonly string[],
  entity: Buffer | string = '',
  { wire, end = 'keep', ...more }: Partial<RawAnswer> & { wire?: RawAnswer['pieces'] } = {},
): Row {
  const head = `${lines.join('\r\n')}\r\n\r\n`;
  const bytes = Buffer.from(entity);
  const body = wire ?? (bytes.length === 0 ? [] : [bytes]);
  return { pieces: [head, ...body], end, ...more, head, entity: bytes };
}

/** `200 OK` with a length. */
export function ok(type: string, entity: Buffer | string, lines: readonly string[] = []): Row {
  const bytes = Buffer.from(entity);
  const length = `Content-Length: ${bytes.length}`;
  return row(['HTTP/1.1 200 OK', `Content-Type: ${type}`, ...lines, length], bytes);
}

/** A page in UTF-8 whose script runs at once. */
export function page(script: string, body = '<p>东海医院 مستشفى'): Row {
  return ok(
    'text/html; charset=utf-8',
    `<!doctype html><html lang="zh-CN"><link rel="icon" href="data:,"><title>试</title>${body}<script>${script}</script></html>`,
  );
}

/** Script: asks for each and reads it to its end; `then` runs when all have ended, well or not. */
export function fetchAll(
  asks: readonly (readonly [url: string, init?: string | undefined])[],
  then = '',
): string {
  const calls = asks.map(([url, init = '{}']) => `[${JSON.stringify(url)},${init}]`);
  return `Promise.all([${calls.join(',')}].map(([url,init])=>fetch(url,init).then(r=>r.arrayBuffer()).catch(()=>{}))).then(()=>{${then}})`;
}

/** A directory for certificates, servers by name, and a browser that finds and trusts them. */
export class Site {
  readonly directory = mkdtempSync(join(tmpdir(), 'vestige-site-'));
  readonly #servers: Closing[] = [];
  readonly #hosts: Record<string, number> = {};
  readonly #trusted: string[] = [];
  #visitor: Visitor | null = null;

  /** Serves rows under names, over TLS where a certificate is given. */
  async serve(
    names: readonly string[],
    rows: Rows,
    certificate?: SiteCertificate,
    tls: TlsOptions = {},
  ): Promise<RawServer> {
    const options =
      certificate === undefined
        ? undefined
        : { key: certificate.key, cert: certificate.chain, ...tls };
    const server = await serveRaw((request) => answerOf(rows, request), options);
    this.add(names, server);
    return server;
  }

  add(names: readonly string[], server: Closing): void {
    this.#servers.push(server);
    for (const name of names) this.#hosts[name] = server.port;
  }

  /** A name whose port nobody listens on. */
  async addClosed(name: string): Promise<void> {
    const server = await serveRaw(() => ({ pieces: [], end: 'close' }));
    server.close();
    this.#hosts[name] = server.port;
  }

  trust(certificate: SiteCertificate): void {
    this.#trusted.push(certificate.publicKeyHash);
  }

  async visitor(): Promise<Visitor> {
    this.#visitor ??= await startVisitor(this.#hosts, this.#trusted);
    return this.#visitor;
  }

  async close(): Promise<void> {
    await this.#visitor?.close();
    for (const server of this.#servers) server.close();
    rmSync(this.directory, { recursive: true });
  }
}

function answerOf(rows: Rows, request: RawRequest): RawAnswer {
  const path = request.place.replace(/^[^/]*/, '');
  const found = rows[path] ?? rows[path.replace(/\?.*$/, '')];
  if (found === undefined) return row(['HTTP/1.1 404 Not Found', 'Content-Length: 0']);
  return typeof found === 'function' ? found(request) : found;
}

/** The port a server got. */
export async function listen(server: import('node:net').Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
