// openssl -> certificates of every kind a site can have: good, expired, self-signed, of another name.
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SiteCertificate {
  readonly key: Buffer;
  /** What the server sends, leaf first. */
  readonly chain: Buffer;
  /** SHA-256 of each certificate's DER, leaf first. */
  readonly digests: readonly string[];
  /** SHA-256 of the leaf's public key, base64. */
  readonly publicKeyHash: string;
}

const DAY_MS = 86_400_000;
const KIND = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

// As little as openssl ca asks for; unlike openssl x509 it can date a certificate back.
const AUTHORITY_CONFIG = `[ca]
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
`;

/** A certificate for `name`, by an authority of our own that comes with it in the chain. */
export function issueCertificate(
  directory: string,
  name: string,
  validity: 'good' | 'expired' = 'good',
): SiteCertificate {
  prepareAuthority(directory);
  const openssl = opensslIn(directory);
  openssl('req', ...KIND, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  writeFileSync(join(directory, `${name}.ext`), `subjectAltName=DNS:${name}\n`);
  const now = Date.now();
  const [startsAt, endsAt] =
    validity === 'good'
      ? [now - DAY_MS, now + 30 * DAY_MS]
      : [now - 60 * DAY_MS, now - 30 * DAY_MS];
  const by = ['-cert', 'authority.crt', '-keyfile', 'authority.key', '-create_serial'];
  const when = ['-startdate', utcTime(startsAt), '-enddate', utcTime(endsAt)];
  const files = ['-in', `${name}.csr`, '-extfile', `${name}.ext`, '-out', `${name}.crt`];
  openssl('ca', '-batch', '-notext', '-config', 'authority.cnf', ...by, ...when, ...files);
  return readCertificate(directory, `${name}.key`, [`${name}.crt`, 'authority.crt']);
}

/** A certificate that vouches for itself. */
export function selfSign(directory: string, name: string): SiteCertificate {
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const out = ['-keyout', `${name}.key`, '-out', `${name}.crt`];
  opensslIn(directory)('req', '-x509', ...KIND, ...subject, '-days', '30', ...out);
  return readCertificate(directory, `${name}.key`, [`${name}.crt`]);
}

function prepareAuthority(directory: string): void {
  if (existsSync(join(directory, 'authority.crt'))) return;
  const subject = ['-subj', '/CN=Fidelity Test Authority', '-days', '3650'];
  const out = ['-keyout', 'authority.key', '-out', 'authority.crt'];
  opensslIn(directory)('req', '-x509', ...KIND, ...subject, ...out);
  writeFileSync(join(directory, 'authority.cnf'), AUTHORITY_CONFIG);
  writeFileSync(join(directory, 'index.txt'), '');
}

function readCertificate(
  directory: string,
  key: string,
  names: readonly string[],
): SiteCertificate {
  const pems = names.map((name) => readFileSync(join(directory, name)));
  const certificates = pems.map((pem) => new X509Certificate(pem));
  const spki = certificates[0]?.publicKey.export({ format: 'der', type: 'spki' }) ?? '';
  return {
    key: readFileSync(join(directory, key)),
    chain: Buffer.concat(pems),
    digests: certificates.map(({ raw }) => `sha256:${sha256(raw).toString('hex')}`),
    publicKeyHash: sha256(spki).toString('base64'),
  };
}

function sha256(bytes: string | Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** `20261121223000Z` */
function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}

function opensslIn(directory: string): (...args: readonly string[]) => void {
  return (...args) => execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' });
}
