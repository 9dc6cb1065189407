import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAuthority, type TestAuthority } from '../notaries/authority.js';
import { Calendar, HEIGHT } from '../notaries/calendar.js';
import { type CommandLine, LOCAL_CONFIG, openCommandLine } from './command-line.js';
import { type Ending, type PageSite, startPageSite } from './page-site.js';

const CLAIM = '等待时间两周';

describe('from a watch to a verified bundle', () => {
  let vestige: CommandLine;
  let site: PageSite;
  let notaries: string;
  let authority: TestAuthority;
  const calendar = new Calendar();

  beforeAll(async () => {
    notaries = await mkdtemp(join(tmpdir(), 'vestige-notary-'));
    authority = await startAuthority(notaries);
    await calendar.start();
    const ots = { kind: 'opentimestamps', calendars: [calendar.url] };
    const asked = [{ kind: 'rfc3161', url: authority.url }, ots];
    vestige = await openCommandLine({ ...LOCAL_CONFIG, notaries: asked });
    site = await startPageSite();
  });
  afterAll(async () => {
    await site.stop();
    await authority.stop();
    await calendar.stop();
    await vestige.dispose();
    await rm(notaries, { recursive: true, force: true });
  });

  /** What came since goes into the bundle, once; a header of no work is kept nowhere. */
  async function upgrade(early: string): Promise<void> {
    const evidence = async () => {
      const { ok, checks } = await vestige.json(['verify', early, '--trust', authority.rootFile]);
      expect(ok).toBe(true);
      const statusOf = (id: RegExp) =>
        checks.find((one: { id: string }) => id.test(one.id))?.status;
      return [statusOf(/^rfc3161/), statusOf(/^ots/)];
    };
    expect(await evidence()).toEqual(['skipped', 'skipped']);
    const first = await vestige.json(['upgrade', early]);
    expect(first.upgraded).toHaveLength(4);
    expect(first.upgraded).toContain('checkpoint.ots');
    expect(await evidence()).toEqual(['passed', 'skipped']);
    expect(await vestige.json(['upgrade', early])).toMatchObject({ upgraded: [], sha256: null });
    const headers = join(vestige.dir, 'headers.txt');
    const header = Buffer.concat([
      Buffer.alloc(36),
      Buffer.from(calendar.root, 'hex'),
      Buffer.alloc(12),
    ]);
    await writeFile(headers, `${HEIGHT} ${header.toString('hex')}\n`);
    const refused = await vestige.json(['notarize', '--bitcoin-headers', headers], 2);
    expect(refused.error).toMatchObject({ code: 'INPUT_INVALID' });
  }

  test('a claim is seen, then altered, and a price row removed; the bundle proves it', async () => {
    const { watches } = await vestige.json(['watch', 'add', site.url, '--claim', CLAIM]);
    expect(watches).toMatchObject([{ url: site.url, existing: false, claims: [{ text: CLAIM }] }]);
    const again = await vestige.json(['watch', 'add', site.url, '--claim', CLAIM]);
    expect(again.watches[0]).toMatchObject({ id: watches[0].id, existing: true });

    const first = await vestige.json(['capture', '--all']);
    expect(first.captures).toMatchObject([
      { status: 200, observation: { class: 'ok' }, state: 'live', claims: [{ state: 'present' }] },
    ]);
    site.end('edited');
    const second = await vestige.json(['capture', watches[0].id]);
    const kinds = second.captures[0].changes.map((change: { kind: string }) => change.kind);
    expect(kinds).toContain('claim-altered');
    expect(kinds).toContain('table-row-removed');

    const { flags } = await vestige.json(['flags', '--open']);
    expect(flags).toMatchObject([{ kind: 'change', severity: 'critical', url: site.url }]);

    authority.conduct = 'error-page';
    const early = join(vestige.dir, 'early.wacz');
    await vestige.json(['export', '--watch', watches[0].id, '--out', early]);
    authority.conduct = 'good';
    const stamped = await vestige.json(['notarize']);
    const byKind = (kind: string) =>
      stamped.notaries.find((one: { kind: string }) => one.kind === kind);
    expect(byKind('rfc3161')).toMatchObject({ status: 'held' });
    expect(byKind('opentimestamps')).toMatchObject({ status: 'pending' });
    calendar.isInBlock = true;
    await vestige.json(['notarize']);
    await upgrade(early);
    const nowhere = join(vestige.dir, 'none', 'b.wacz');
    await vestige.json(['export', '--watch', watches[0].id, '--out', nowhere], 2);
    const out = join(vestige.dir, 'b.wacz');
    const exported = await vestige.json(['export', '--watch', watches[0].id, '--out', out]);
    expect(exported).toMatchObject({ file: out, captures: 2 });
    const report = await vestige.json(['verify', out]);
    expect(report.ok).toBe(true);

    execFileSync('unzip', ['-q', out, 'proof/*', '-d', vestige.dir]);
    // Made early, completed, and made again; the export that could not be begun is no event.
    const made = Array<string>(3).fill('"event":"exported"');
    const custody = await readFile(join(vestige.dir, 'proof/custody.jsonl'), 'utf8');
    expect(custody.match(/"event":"[^"]+"/gu)).toEqual([
      ...['"event":"created"', ...made],
      ...['"event":"created"', ...made],
    ]);
    const token = `checkpoint.${byKind('rfc3161').notary}`;
    const files = [
      '-data',
      'checkpoint.note',
      '-in',
      `${token}.tsr`,
      '-untrusted',
      `${token}.chain.pem`,
    ];
    const openssl = ['ts', '-verify', ...files, '-CAfile', authority.rootFile];
    const said = execFileSync('openssl', openssl, { cwd: join(vestige.dir, 'proof') });
    expect(said.toString()).toContain('Verification: OK');

    const bytes = await readFile(out);
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    const damaged = join(vestige.dir, 'damaged.wacz');
    await writeFile(damaged, bytes);
    const refusal = await vestige.json(['verify', damaged], 3);
    expect(refusal.ok).toBe(false);
    expect(await vestige.json(['audit'])).toMatchObject({ ok: true, problems: [] });
  });
});

const ENDINGS: readonly { ending: Ending | 'refused'; class: string; state: string }[] = [
  { ending: '404', class: 'not-found-404', state: 'gone' },
  { ending: '410', class: 'gone-410', state: 'gone' },
  { ending: 'home', class: 'redirect-home', state: 'redirected-away' },
  { ending: 'reset', class: 'reset', state: 'unreachable' },
  { ending: 'refused', class: 'refused', state: 'unreachable' },
  { ending: 'hang', class: 'timeout', state: 'unreachable' },
];

test('pages that end, each in a way of its own, are flagged, exported and restored', async () => {
  const capture = { ...LOCAL_CONFIG.capture, timeoutMs: 15_000 };
  const vestige = await openCommandLine({ ...LOCAL_CONFIG, capture });
  const pages = await Promise.all(
    ENDINGS.map(async (one) => ({ ...one, site: await startPageSite() })),
  );
  const look = async () => {
    const { captures } = await vestige.json(['capture', '--all']);
    return pages.map(({ site }) => captures.find((one: { url: string }) => one.url === site.url));
  };
  try {
    await vestige.json(['watch', 'add', ...pages.map(({ site }) => site.url), '--claim', CLAIM]);
    await look();
    for (const { ending, site } of pages) {
      if (ending === 'refused') await site.stop();
      else site.end(ending);
    }
    const suspected = pages.map(({ class: name, state }) => ({
      observation: { class: name, abstain: false },
      state,
    }));
    expect(await look()).toMatchObject(suspected);
    const confirmed = pages.map(({ state }) => ({ state, level: 'confirmed' }));
    expect(await look()).toMatchObject(confirmed);

    const { flags } = await vestige.json(['flags', '--open']);
    expect(flags).toHaveLength(pages.length);
    for (const { class: name, site } of pages) {
      const flag = flags.find((one: { url: string }) => one.url === site.url);
      expect(flag).toMatchObject({ kind: 'takedown', class: name, level: 'confirmed' });
      const out = join(vestige.dir, `${name}.wacz`);
      await vestige.json(['export', '--flag', flag.id, '--out', out]);
      expect((await vestige.json(['verify', out])).ok).toBe(true);
    }

    for (const { ending, site } of pages) {
      if (ending === 'refused') await site.start();
      site.end('page');
    }
    const live = pages.map(() => ({ state: 'live', observation: { class: 'ok' } }));
    expect(await look()).toMatchObject(live);
    const after = await vestige.json(['flags']);
    const restored = after.flags.filter((flag: { kind: string }) => flag.kind === 'restored');
    expect(restored).toHaveLength(pages.length);
    expect((await vestige.json(['audit'])).ok).toBe(true);
  } finally {
    for (const { site } of pages) await site.stop().catch(() => undefined);
    await vestige.dispose();
  }
}, 300_000);
