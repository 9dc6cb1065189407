// Certificates of every kind by openssl, and real TLS handshakes between Node's server and openssl's
// client, with the messages as openssl shows them.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import type { Handshake, HandshakeMessage } from '../../src/formats/handshakes-file.js';
import { placeOf } from '../../src/formats/tls-handshake.js';
import { type Digest, digestOf } from '../../src/model/digest.js';
import type { SiteCertificate } from '../fidelity/certificates.js';
import { listen } from '../fidelity/site.js';

export const KINDS = {
  rsa: ['rsa:2048'],
  p256: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  ed25519: ['ed25519'],
} as const;

export interface Issued extends SiteCertificate {
  readonly digests: readonly Digest[];
  /** DER, leaf first. */
  readonly ders: readonly Buffer[];
  readonly rootPem: string;
}

/** A certificate for the names, with its root behind it; `extensions` go into the certificate too. */
export function issue(
  directory: string,
  names: readonly string[],
  kind: keyof typeof KINDS,
  { root = 'root', extensions = [] as readonly string[] } = {},
): Issued {
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  const file = (name: string) => join(directory, name);
  const [subject = ''] = names;
  if (!existsSync(file(`${root}.crt`))) {
    const made = ['-keyout', `${root}.key`, '-out', `${root}.crt`, '-days', '3650'];
    openssl('req', '-x509', '-newkey', ...KINDS.p256, '-nodes', '-subj', `/CN=${root}`, ...made);
  }
  const id = `${subject}-${kind}-${root}`;
  openssl(
    ...['req', '-x509', '-newkey', ...KINDS[kind], '-nodes', '-subj', `/CN=${subject}`],
    ...['-CA', `${root}.crt`, '-CAkey', `${root}.key`, '-days', '30'],
    ...['-addext', `subjectAltName=${names.map((name) => `DNS:${name}`).join()}`],
    ...['-addext', 'basicConstraints=critical,CA:FALSE'],
    ...extensions.flatMap((extension) => ['-addext', extension]),
    ...['-keyout', `${id}.key`, '-out', `${id}.crt`],
  );
  const pems = [`${id}.crt`, `${root}.crt`].map((name) => readFileSync(file(name)));
  const ders = pems.map((pem) => new X509Certificate(pem).raw);
  const spki = new X509Certificate(pems[0] ?? '').publicKey.export({ format: 'der', type: 'spki' });
  return {
    key: readFileSync(file(`${id}.key`)),
    chain: Buffer.concat(pems),
    digests: ders.map((der) => digestOf(der)),
    publicKeyHash: createHash('sha256').update(spki).digest('base64'),
    ders,
    rootPem: readFileSync(file(`${root}.crt`), 'utf8'),
  };
}

/** The handshake of openssl's client with a server of the certificate, as a browser's log would be read. */
export async function shakeHands(
  { key, chain }: SiteCertificate,
  name: string,
  { server = {} as TlsOptions, client = [] as readonly string[] } = {},
): Promise<Handshake> {
  const listening = createServer({ key, cert: chain, ...server }, (socket) => socket.end());
  listening.on('tlsClientError', () => {});
  const port = await listen(listening);
  const args = ['-connect', `127.0.0.1:${port}`, '-servername', name, '-msg', ...client];
  const text = await new Promise<string>((resolve) => {
    const child = spawn('openssl', ['s_client', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '';
    child.stdout.on('data', (bytes) => {
      out += bytes;
    });
    child.on('close', () => resolve(out));
  });
  listening.close();
  return messagesIn(text);
}

function messagesIn(text: string): Handshake {
  const kept: HandshakeMessage[] = [];
  const shown = /^(>>>|<<<) .*, Handshake \[length [0-9a-f]+\].*\n((?: {4}[0-9a-f ]+\n)+)/gm;
  for (const [, arrow, hex = ''] of text.matchAll(shown)) {
    const bytes = Buffer.from(hex.replace(/\s/g, ''), 'hex');
    const message = { from: arrow === '>>>' ? 'client' : 'server', bytes } as const;
    const { isKept, isLast } = placeOf(message);
    if (isKept) kept.push(message);
    if (isLast) break;
  }
  if (kept.length === 0) throw new Error(`openssl shows no handshake:\n${text}`);
  return kept;
}
