// Chains by openssl, which signs with any key it is given: whom a forger may call his issuer.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PURPOSE, rootOf } from '../../src/verify/chains.js';

const directory = mkdtempSync(join(tmpdir(), 'vestige-chains-'));
afterAll(() => rmSync(directory, { recursive: true }));

const AUTHORITY = 'basicConstraints=critical,CA:TRUE';
const SIGNS = 'keyUsage=critical,keyCertSign,cRLSign';
const LEAF = 'basicConstraints=critical,CA:FALSE';
const STAMPS = 'extendedKeyUsage=critical,timeStamping';

/** A certificate by `issuer`, or by itself. */
function make(
  name: string,
  issuer: string | null,
  extensions: readonly string[],
  days = 30,
): X509Certificate {
  const by = issuer === null ? [] : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...by],
      ...['-subj', `/CN=${name}`, '-days', String(days)],
      ...extensions.flatMap((extension) => ['-addext', extension]),
      ...['-keyout', `${name}.key`, '-out', `${name}.crt`],
    ],
    { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return new X509Certificate(readFileSync(join(directory, `${name}.crt`)));
}

const root = make('root', null, [AUTHORITY, SIGNS], 3650);
const DAY_MS = 86_400_000;

/** Whether a leaf under such a middle leads to the root. */
function leads(
  name: string,
  middleExtensions: readonly string[],
  {
    leafExtensions = [LEAF, STAMPS] as readonly string[],
    purpose = PURPOSE.timeStamping as string | null,
    atMs = Date.now() + 60_000,
    anchor = root,
  } = {},
): boolean {
  const middle = make(`${name}-middle`, 'root', middleExtensions, 20);
  const leaf = make(`${name}-leaf`, `${name}-middle`, leafExtensions);
  return rootOf(leaf, { others: [root, middle], roots: [anchor], atMs, purpose }) !== null;
}

describe('a chain', () => {
  it('leads to its root, and to no other of the same name', () => {
    expect(leads('good', [AUTHORITY, SIGNS])).toBe(true);
    expect(leads('stamping', [AUTHORITY, SIGNS, STAMPS])).toBe(true);
    const real = root;
    const namesake = make('root', null, [AUTHORITY, SIGNS], 3650);
    const leaf = make('namesake-leaf', 'root', [LEAF, STAMPS]);
    const facts = { others: [namesake], atMs: Date.now() + 60_000, purpose: null };
    expect(rootOf(leaf, { ...facts, roots: [real] })).toBe(null);
    expect(rootOf(leaf, { ...facts, roots: [real, namesake] })?.raw).toEqual(namesake.raw);
    expect(rootOf(leaf, { ...facts, roots: [leaf] })?.raw).toEqual(leaf.raw);
    expect(rootOf(leaf, { ...facts, roots: [] })).toBe(null);
  });

  it.each([
    ['a leaf that issues', [LEAF]],
    ['a key that may not sign certificates', [AUTHORITY, 'keyUsage=critical,digitalSignature']],
    ['an authority for servers only', [AUTHORITY, SIGNS, 'extendedKeyUsage=serverAuth']],
    ['a condition nobody here knows', [AUTHORITY, SIGNS, '1.2.3.4.5=critical,ASN1:NULL']],
    ['names it is bound to', [AUTHORITY, SIGNS, 'nameConstraints=critical,permitted;DNS:test']],
  ])('through %s leads nowhere', (name, extensions) => {
    const own = make('root', null, [AUTHORITY, SIGNS], 3650);
    expect(leads(name.replace(/\W/g, ''), extensions, { anchor: own })).toBe(false);
  });

  it('is as long as its authorities allow', () => {
    const own = make('root', null, [`${AUTHORITY},pathlen:0`, SIGNS], 3650);
    const direct = make('direct', 'root', [LEAF]);
    const facts = { others: [], roots: [own], atMs: Date.now() + 60_000, purpose: null };
    expect(rootOf(direct, facts)).not.toBe(null);
    expect(leads('too-long', [AUTHORITY, SIGNS], { anchor: own })).toBe(false);
    const longer = make('root', null, [`${AUTHORITY},pathlen:1`, SIGNS], 3650);
    expect(leads('long', [AUTHORITY, SIGNS], { anchor: longer })).toBe(true);
  });

  it('is of its time: every link of it', () => {
    const own = make('root', null, [AUTHORITY, SIGNS], 3650);
    const at = (days: number) => ({ anchor: own, atMs: Date.now() + days * DAY_MS + 60_000 });
    expect(leads('day1', [AUTHORITY, SIGNS], at(1))).toBe(true);
    // The middle ends after 20 days, the leaf under it after 30.
    expect(leads('day25', [AUTHORITY, SIGNS], at(25))).toBe(false);
    expect(leads('before', [AUTHORITY, SIGNS], at(-1))).toBe(false);
  });

  it('is for its purpose', () => {
    const own = make('root', null, [AUTHORITY, SIGNS], 3650);
    const server = { anchor: own, purpose: PURPOSE.server, leafExtensions: [LEAF] };
    const extended = (usage: string) => [LEAF, `extendedKeyUsage=${usage}`];
    const asks = (name: string, leafExtensions: readonly string[]) =>
      leads(name, [AUTHORITY, SIGNS], { ...server, leafExtensions });
    expect(asks('any', [LEAF])).toBe(true);
    expect(asks('server', extended('serverAuth'))).toBe(true);
    expect(asks('client', extended('clientAuth'))).toBe(false);
    expect(asks('odd', [LEAF, '1.2.3.4.5=critical,ASN1:NULL'])).toBe(false);
    expect(asks('even', [LEAF, '1.2.3.4.5=ASN1:NULL'])).toBe(true);
  });
});
