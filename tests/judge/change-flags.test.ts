// Two real pages compared, a flag opened for it, and what the next good capture does to the flag.
import { describe, expect, it } from 'vitest';
import { sightClaims } from '../../src/compare/claims.js';
import { compareSnapshots } from '../../src/compare/compare.js';
import { byNeed, followUp, tellChanges } from '../../src/judge/change-flags.js';
import { CHANGE_KINDS, type Change, type ChangeKind } from '../../src/model/change.js';
import type { Flag } from '../../src/model/flag.js';
import { snapshotOf } from './build.js';
import { type Article, arabic, modern, TRANSPLANT, TRANSPLANT_AR } from './site.js';

const CLAIMS = [
  { id: 'k1', text: '肾移植等待时间两周' },
  { id: 'k2', text: 'مدة الانتظار لزراعة الكلى أسبوعان' },
];
const NOW = '2026-11-22T08:00:00.000Z';

function differ(before: Article, after: Article, layout = modern): readonly Change[] {
  return compareSnapshots(snapshotOf(layout(before)), snapshotOf(layout(after)), {
    claims: sightClaims(CLAIMS, snapshotOf(layout(after)).reading),
    terms: [],
  });
}

function flagOf(changes: readonly Change[]): Flag {
  const told = changes.filter((one) => one.severity === 'critical' || one.severity === 'high');
  expect(told).not.toEqual([]);
  return {
    id: 'f_1',
    watchId: 'w_1',
    caseName: '东海医院',
    url: 'https://www.donghai.test/',
    kind: 'change',
    class: told[0]?.kind ?? '',
    level: 'provisional',
    severity: 'critical',
    summary: 'Something changed.',
    openedAt: NOW,
    closedAt: null,
    capture: 'c_1',
    lastGood: 'c_0',
    changes: told,
    acknowledged: false,
    assignee: null,
    note: '',
  };
}

/** A → B opens the flag, B → C follows it up. */
function story(a: Article, b: Article, c: Article, layout = modern) {
  return followUp(flagOf(differ(a, b, layout)), {
    claims: sightClaims(CLAIMS, snapshotOf(layout(c)).reading),
    changes: differ(b, c, layout),
    vantage: 'frankfurt',
    at: NOW,
    now: NOW,
  });
}

const edit = (article: Article, from: string | RegExp, to: string): Article => ({
  ...article,
  body: article.body.replace(from, to),
});
const NO_CLAIM = edit(TRANSPLANT, '肾移植等待时间两周，', '');
const DEARER = edit(TRANSPLANT, '费用六十五万元', '费用八十万元');
const NO_CONTACT = edit(TRANSPLANT, '电话：021-88881234，', '');
const NO_BLOCK = edit(TRANSPLANT, /<p>东海医院器官移植中心成立.*?<\/p>/, '');

describe('a provisional change flag', () => {
  it.each([
    ['a lost claim', NO_CLAIM],
    ['another price', DEARER],
    ['a lost telephone number', NO_CONTACT],
    ['a lost paragraph', NO_BLOCK],
  ])('for %s is confirmed when the next good capture shows the same', (_, changed) => {
    const moves = story(TRANSPLANT, changed, changed);
    expect(moves).toEqual([expect.objectContaining({ move: 'update', level: 'confirmed' })]);
  });

  it.each([
    ['a lost claim', NO_CLAIM],
    ['another price', DEARER],
    ['a lost telephone number', NO_CONTACT],
    ['a lost paragraph', NO_BLOCK],
  ])('for %s is closed as undone when the page is as before', (_, changed) => {
    const moves = story(TRANSPLANT, changed, TRANSPLANT);
    expect(moves.map((one) => one.move)).toEqual(['update', 'close']);
    expect(moves[0]).toMatchObject({
      level: 'provisional',
      summary: expect.stringContaining('This was undone'),
    });
  });

  it('for a lost claim in Arabic is closed as undone when the claim is back', () => {
    const lost = edit(TRANSPLANT_AR, /<p>مدة الانتظار.*?<\/p>/, '');
    expect(story(TRANSPLANT_AR, lost, lost, arabic)).toMatchObject([{ level: 'confirmed' }]);
    expect(story(TRANSPLANT_AR, lost, TRANSPLANT_AR, arabic).at(-1)?.move).toBe('close');
  });

  it('of which a part was undone keeps the rest and says so', () => {
    const both = edit(NO_BLOCK, '费用六十五万元', '费用八十万元');
    const [move, ...others] = story(TRANSPLANT, both, DEARER);
    expect(others).toEqual([]);
    expect(move).toMatchObject({ move: 'update', level: 'confirmed', class: 'number-changed' });
    expect(move).toHaveProperty(
      'summary',
      expect.stringMatching(/told before (?:was|were) undone/),
    );
  });

  it('whose value moved on is not confirmed with the old words', () => {
    const dearest = edit(TRANSPLANT, '费用六十五万元', '费用九十万元');
    const [move] = story(TRANSPLANT, DEARER, dearest);
    expect(move).toMatchObject({
      level: 'provisional',
      summary: expect.stringContaining('Since then'),
    });
  });

  it('stays as it is while the claim cannot be searched', () => {
    const flag = flagOf(differ(TRANSPLANT, NO_CLAIM).filter((one) => one.kind.startsWith('claim')));
    const claims = sightClaims(CLAIMS, null);
    const look = { claims, changes: [], vantage: 'a', at: NOW, now: NOW };
    expect(followUp(flag, look)).toEqual([]);
  });
});

it('changes are told by what a person needs first, with how many more there are', () => {
  const changeOf = (kind: ChangeKind): Change => ({
    kind,
    severity: CHANGE_KINDS[kind],
    summary: `${kind} was seen.`,
    before: 'b',
    after: null,
    where: 'p',
  });
  const changes = (
    ['image-removed', 'number-changed', 'table-row-removed', 'claim-altered'] as const
  ).map(changeOf);
  expect(byNeed(changes).map((one) => one.kind)).toEqual([
    'claim-altered',
    'table-row-removed',
    'number-changed',
    'image-removed',
  ]);
  expect(tellChanges(changes)).toBe('claim-altered was seen. And 3 more changes.');
});
