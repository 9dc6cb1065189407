// A time-stamping authority made with openssl, over HTTP: good, expired, for another purpose, slow,
// and lying in every way a client must notice.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { childrenOf, readDer, writeDer } from '../../src/formats/der.js';

export type Conduct =
  | 'good'
  | 'other-nonce'
  | 'other-imprint'
  | 'refusing'
  | 'silent'
  | 'error-page'
  | 'endless'
  | 'redirecting'
  | 'damaged'
  | 'wrong-purpose'
  | 'no-ess'
  | 'clock-ahead';

export interface TestAuthority {
  readonly url: string;
  /** PEM of the root, for --trust. */
  readonly rootFile: string;
  /** How it behaves from now on. */
  conduct: Conduct;
  /** Requests so far. */
  asked(): number;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const KEYS = {
  rsa: ['-newkey', 'rsa:2048', '-nodes'],
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
};
const CONFIG = `[ca]
default_ca=own
[own]
database=index.txt
serial=serial
new_certs_dir=.
default_md=sha256
unique_subject=no
policy=any
[any]
commonName=supplied
[tsa]
default_tsa=one
[one]
serial=tsaserial
crypto_device=builtin
signer_cert=tsa.crt
certs=root.crt
signer_key=tsa.key
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256
accuracy=millisecs:500
ess_cert_id_alg=sha256
[good]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[wrong]
basicConstraints=CA:FALSE
extendedKeyUsage=critical,timeStamping,codeSigning
`;

/** Makes root and signer in `directory`, and listens on loopback. */
export async function startAuthority(
  directory: string,
  kind: keyof typeof KEYS = 'ec',
  validity: 'good' | 'expired' | 'long' = 'good',
): Promise<TestAuthority> {
  mkdirSync(directory, { recursive: true });
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  writeFileSync(join(directory, 'authority.cnf'), CONFIG);
  writeFileSync(join(directory, 'index.txt'), '');
  writeFileSync(join(directory, 'tsaserial'), '01\n');
  const root = ['-keyout', 'root.key', '-out', 'root.crt', '-days', '3650'];
  openssl('req', '-x509', ...KEYS[kind], '-subj', '/CN=测试根 Test Root', '-utf8', ...root);
  const issue = (name: string, section: string) => {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.csr`];
    openssl('req', ...KEYS[kind], '-subj', `/CN=${name}`, ...files);
    const [from, to] = { good: [-1, 30], expired: [-60, -30], long: [-1, 3000] }[validity] as [
      number,
      number,
    ];
    const when = ['-startdate', utcTime(from), '-enddate', utcTime(to)];
    const by = ['-cert', 'root.crt', '-keyfile', 'root.key', '-create_serial', '-config'];
    const what = ['-in', `${name}.csr`, '-out', `${name}.crt`, '-extensions', section];
    openssl('ca', '-batch', '-notext', ...by, 'authority.cnf', ...when, ...what);
  };
  issue('tsa', 'good');
  issue('wrong', 'wrong');
  let count = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      count += 1;
      const { conduct } = authority;
      if (conduct === 'silent') return;
      if (conduct === 'error-page') {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>维护中</h1>');
        return;
      }
      if (conduct === 'redirecting') {
        response.writeHead(307, { location: '/elsewhere' }).end();
        return;
      }
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
      if (conduct === 'endless') {
        const pour = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
          if (!response.destroyed) response.once('drain', pour);
        };
        pour();
        return;
      }
      response.end(answer(directory, Buffer.concat(chunks), conduct));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authority: TestAuthority = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    rootFile: join(directory, 'root.crt'),
    conduct: 'good',
    asked: () => count,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return authority;
}

function answer(directory: string, query: Buffer, conduct: Conduct): Buffer {
  const name = `q${process.hrtime.bigint()}`;
  const [query0, ...rest] = childrenOf(readDer(query));
  const [imprint, nonce] = rest;
  if (!query0 || !imprint || !nonce) throw new Error('not a query');
  const changed = (bytes: Buffer) => {
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    return bytes;
  };
  const asked = (a: Uint8Array, b: Uint8Array) =>
    writeDer(0x30, query0.bytes, a, b, writeDer(0x01, Buffer.of(0xff)));
  const own = {
    'other-nonce': () => asked(imprint.bytes, changed(Buffer.from(nonce.bytes))),
    'other-imprint': () => asked(changed(Buffer.from(imprint.bytes)), nonce.bytes),
    // SHA-1, which this authority's configuration does not accept.
    refusing: () => {
      const sha1 = writeDer(0x30, Buffer.from('06052b0e03021a0500', 'hex'));
      return asked(writeDer(0x30, sha1, writeDer(0x04, Buffer.alloc(20))), nonce.bytes);
    },
  }[conduct as string];
  if (conduct === 'wrong-purpose') return signed(directory, imprint.bytes, nonce.bytes, 'wrong', 0);
  if (conduct === 'no-ess') return signed(directory, imprint.bytes, nonce.bytes, 'tsa', 0, false);
  if (conduct === 'clock-ahead')
    return signed(directory, imprint.bytes, nonce.bytes, 'tsa', DAY_MS);
  writeFileSync(join(directory, `${name}.tsq`), own?.() ?? query);
  execFileSync(
    'openssl',
    ['ts', '-reply', '-config', 'authority.cnf', '-queryfile', `${name}.tsq`, '-out', name],
    { cwd: directory, stdio: 'ignore' },
  );
  const reply = readFileSync(join(directory, name));
  return conduct === 'damaged' ? changed(reply) : reply;
}

/** A response of any certificate and any time, which `openssl ts` itself refuses to make. */
function signed(
  directory: string,
  imprint: Uint8Array,
  nonce: Uint8Array,
  by: string,
  aheadMs: number,
  withEss = true,
): Buffer {
  const time = new Date(Date.now() + aheadMs).toISOString().replace(/\D/g, '').slice(0, 14);
  const info = writeDer(
    0x30,
    ...[writeDer(0x02, Buffer.of(1)), Buffer.from('06042a030401', 'hex'), imprint],
    ...[writeDer(0x02, Buffer.of(7)), writeDer(0x18, Buffer.from(`${time}Z`)), nonce],
  );
  writeFileSync(join(directory, 'info.der'), info);
  const token = execFileSync(
    'openssl',
    [
      ...['cms', '-sign', '-binary', '-nodetach', '-nosmimecap', '-outform', 'DER', '-in'],
      ...['info.der', '-econtent_type', '1.2.840.113549.1.9.16.1.4', '-signer', `${by}.crt`],
      ...['-inkey', `${by}.key`, ...(withEss ? ['-cades'] : []), '-md', 'sha256'],
    ],
    { cwd: directory },
  );
  return writeDer(0x30, writeDer(0x30, writeDer(0x02, Buffer.of(0))), token);
}

function utcTime(days: number): string {
  const at = new Date(Date.now() + days * DAY_MS);
  return `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}
