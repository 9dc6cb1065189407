// Our own filters, version or rules changed between two captures: nothing of it shows as a change
// of the page.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import { decideFlags, type FlagInput } from '../../src/judge/flags.js';
import { reread, withoutOwn } from '../../src/judge/reread.js';
import type { Change } from '../../src/model/change.js';
import type { Provenance, Snapshot } from '../../src/model/snapshot.js';
import { UNSEEN } from '../../src/model/state.js';
import { snapshotOf } from './build.js';
import { modern, TRANSPLANT } from './site.js';

const NEWS = `${TRANSPLANT.body}<div><p>最新：王建国主任肝移植手术一千例纪念会昨日举行。</p></div>`;
const NEWS_PATH = 'html > body > main > div';

function made(
  html: string,
  own: { software?: string; ignore?: string; ignored?: string[] },
): Snapshot {
  const one = snapshotOf(html);
  const { software = 'Vestige/1.0.0', ignore, ignored = [] } = own;
  const settings = ignore === undefined ? {} : { ignore };
  const provenance = { software, settings } as unknown as Provenance;
  const reading = one.reading === null ? null : { ...one.reading, ignored };
  return { ...one, manifest: { ...one.manifest, provenance }, reading };
}

function changes(before: Snapshot, after: Snapshot): readonly Change[] {
  const again = reread(before, after);
  return withoutOwn(compareSnapshots(again.lastGood, after, { claims: [], terms: [] }), again);
}

const loud = (all: readonly Change[]): readonly string[] =>
  all
    .filter((one) => one.severity === 'critical' || one.severity === 'high')
    .map((one) => one.kind);

describe('a filter that came between two captures', () => {
  const before = made(modern({ ...TRANSPLANT, body: NEWS }), {});
  const after = made(modern({ ...TRANSPLANT, body: NEWS }), {
    ignore: '.news',
    ignored: [NEWS_PATH],
  });

  it('takes nothing from the page, and is told', () => {
    // Compared as they stand, what is ignored now would seem to be gone.
    expect(loud(compareSnapshots(before, after, { claims: [], terms: [] }))).not.toEqual([]);
    expect(changes(before, after).map((one) => one.kind)).toEqual(['reprocessed']);
    expect(changes(before, after)[0]?.summary).toContain('--ignore');
  });

  it('hides no loss beside what it leaves out', () => {
    const body = NEWS.replace(/<p>肝移植等待.*?<\/p>|肾移植等待时间两周，/, '');
    const lost = made(modern({ ...TRANSPLANT, body }), { ignore: '.news', ignored: [NEWS_PATH] });
    expect(changes(before, lost).some((one) => one.kind !== 'reprocessed')).toBe(true);
  });

  it('is no reason for anything when it was there before', () => {
    expect(changes(after, after)).toEqual([]);
  });
});

describe('a new version of ours', () => {
  const html = modern(TRANSPLANT);
  const old = made(html, {});

  it('that reads the very same bytes otherwise changes nothing', () => {
    const fresh = made(html, { software: 'Vestige/2.0.0' });
    const reading =
      fresh.reading === null
        ? null
        : { ...fresh.reading, blocks: fresh.reading.blocks.slice(0, -3) };
    const told = changes(old, { ...fresh, reading });
    expect(told.map((one) => one.kind)).toEqual(['reprocessed']);
    expect(told[0]?.summary).toMatch(/\d+ differences come from that alone/);
  });

  it('does not excuse a page that came in other bytes', () => {
    const body = TRANSPLANT.body.replace('肾移植等待时间两周，', '');
    const told = changes(old, made(modern({ ...TRANSPLANT, body }), { software: 'Vestige/2.0.0' }));
    expect(told.map((one) => one.kind)).toContain('reprocessed');
    expect(told.length).toBeGreaterThan(1);
  });
});

describe('rules of today that call an unchanged page something else', () => {
  const input = (
    state: 'walled' | 'live',
    was: 'live' | 'walled',
    wasSoBefore: boolean,
  ): FlagInput =>
    ({
      watch: { id: 'w_1', url: 'https://a.test/', host: 'a.test' },
      capture: {
        id: 'c_2',
        vantage: 'default',
        startedAt: '2026-11-28T00:00:00.000Z',
        observation: {
          class: state === 'live' ? 'ok' : 'login-wall',
          abstain: false,
          summary: 'S.',
        },
        claims: [],
      },
      previous: { ...UNSEEN, state: was, level: 'confirmed' },
      page: { ...UNSEEN, state, level: 'provisional' },
      openFlags: [],
      changes: [],
      now: '2026-11-28T00:00:00.000Z',
      wasSoBefore,
    }) as unknown as FlagInput;

  it('open no flag of a loss, nor of a return', () => {
    expect(decideFlags(input('walled', 'live', false)).map((one) => one.move)).toEqual(['open']);
    expect(decideFlags(input('walled', 'live', true))).toEqual([]);
    expect(decideFlags(input('live', 'walled', false)).map((one) => one.move)).toEqual(['open']);
    expect(decideFlags(input('live', 'walled', true))).toEqual([]);
  });
});
