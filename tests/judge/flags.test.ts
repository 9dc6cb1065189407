// Which flags a story of captures opens, raises and closes.
import { describe, expect, it } from 'vitest';
import { decideFlags, type HostPage } from '../../src/judge/flags.js';
import { advanceState, type Confirmation } from '../../src/judge/state.js';
import type { Capture } from '../../src/model/capture.js';
import { CHANGE_KINDS, type Change, type ChangeKind } from '../../src/model/change.js';
import type { Flag } from '../../src/model/flag.js';
import { instantOf, msOf } from '../../src/model/instant.js';
import {
  groupOf,
  isGood,
  type ObservationClass,
  type Signal,
} from '../../src/model/observation.js';
import { type PageState, UNSEEN } from '../../src/model/state.js';
import type { Watch } from '../../src/model/watch.js';
import type { FlagMove } from '../../src/ports/catalogue.js';

const QUICK: Confirmation = { observations: 2, vantages: 1, minSpanMs: 0, recheckMs: [] };
const START = msOf('2026-01-01T00:00:00.000Z');
const DIGEST = `sha256:${'0'.repeat(64)}` as const;

const WATCH: Watch = {
  id: 'w_1',
  url: 'https://www.donghai.test/intro.html',
  urlKey: 'test,donghai)/intro.html',
  host: 'www.donghai.test',
  caseName: 'donghai',
  labels: [],
  every: 'daily',
  timezone: 'Asia/Shanghai',
  claims: [],
  terms: [],
  ignore: [],
  select: [],
  vantages: [],
  language: null,
  note: '',
  createdAt: instantOf(START),
  paused: false,
  removedAt: null,
  page: UNSEEN,
  lastCaptureAt: null,
  nextDueAt: null,
};

/** What a notice says that names a new address. */
const NAMED: readonly Signal[] = [
  { id: 'page.names-address', value: 'http://www.xihai.test/', layer: 'L2' },
];

/** Plays captures one after another and keeps the flags as a catalogue would. */
function story() {
  let page: PageState = UNSEEN;
  let flags: Flag[] = [];
  let count = 0;
  const apply = (move: FlagMove): void => {
    if (move.move === 'open') {
      const fresh = { closedAt: null, acknowledged: false, note: '', assignee: null };
      flags.push({ ...move.flag, ...fresh, caseName: '东海医院' });
    } else if (move.move === 'close') {
      flags = flags.map((flag) => (flag.id === move.id ? { ...flag, closedAt: move.at } : flag));
    } else {
      const { id, level, severity, class: name, summary, changes } = move;
      flags = flags.map((flag) =>
        flag.id === id ? { ...flag, level, severity, class: name, summary, changes } : flag,
      );
    }
  };
  return {
    see(
      name: ObservationClass,
      kinds: readonly ChangeKind[] = [],
      hostPages?: readonly HostPage[],
      signals: readonly Signal[] = [],
    ) {
      const now = instantOf(START + count * 86_400_000);
      const seen = captureOf(name, count, now, kinds, page);
      const capture = { ...seen, observation: { ...seen.observation, signals } };
      const sighting = { capture: capture.id, at: now, vantage: 'a', class: name };
      const previous = page;
      page = advanceState(page, sighting, QUICK, { vantagesConfigured: 1 }).page;
      const moves = decideFlags({
        watch: WATCH,
        capture,
        previous,
        page,
        openFlags: flags.filter((flag) => flag.closedAt === null),
        changes: capture.changes,
        now,
        ...(hostPages === undefined ? {} : { hostPages }),
      });
      moves.forEach(apply);
      count += 1;
      return moves;
    },
    flags: (): readonly Flag[] => flags,
    open: (): readonly string[] =>
      flags
        .filter((flag) => flag.closedAt === null)
        .map((flag) => `${flag.kind} ${flag.class} ${flag.level} ${flag.severity}`),
  };
}

function captureOf(
  name: ObservationClass,
  count: number,
  at: string,
  kinds: readonly ChangeKind[],
  page: PageState,
): Omit<Capture, 'logIndex'> {
  return {
    id: `c_${count}`,
    watchId: WATCH.id,
    url: WATCH.url,
    finalUrl: WATCH.url,
    startedAt: at,
    finishedAt: at,
    vantage: 'a',
    attempt: 1,
    status: 200,
    redirects: [],
    title: null,
    observation: {
      class: name,
      abstain: groupOf(name) === 'abstain',
      rule: 'R-S13-OK',
      stage: 'S13',
      signals: [],
      alsoMatched: [],
      rules: DIGEST,
      summary: `From a, on ${at}, this address was ${name}.`,
      needs: '',
    },
    state: 'live',
    level: 'confirmed',
    comparedWith: isGood(name) ? page.lastGood : null,
    changes: kinds.map(changeOf),
    claims: [],
    manifest: DIGEST,
    files: { screenshot: null, thumbnail: null, html: null, dom: null, text: null },
  };
}

function changeOf(kind: ChangeKind): Change {
  return {
    kind,
    severity: CHANGE_KINDS[kind],
    summary: `${kind} was seen.`,
    before: 'b',
    after: 'a',
    where: 'p',
  };
}

describe('a takedown', () => {
  it('opens one flag at the first sighting, raises it when confirmed, closes it with a return', () => {
    const page = story();
    page.see('ok');
    page.see('not-found-404');
    expect(page.open()).toEqual(['takedown not-found-404 provisional high']);
    page.see('not-found-404');
    expect(page.open()).toEqual(['takedown not-found-404 confirmed critical']);
    expect(page.see('not-found-404')).toEqual([]);
    page.see('ok');
    expect(page.open()).toEqual(['restored ok recovered medium']);
    page.see('ok');
    expect(page.open()).toEqual([]);
    expect(page.flags().map((flag) => [flag.kind, flag.lastGood])).toEqual([
      ['takedown', 'c_0'],
      ['restored', 'c_0'],
    ]);
  });

  it('of a name begins at medium, as one resolver may err, and is a lost domain when confirmed', () => {
    const page = story();
    page.see('ok');
    page.see('nxdomain');
    expect(page.open()).toEqual(['takedown nxdomain provisional medium']);
    page.see('nxdomain');
    expect(page.open()).toEqual(['takedown nxdomain confirmed critical']);
  });

  it('by the network begins at medium and becomes high when confirmed', () => {
    const page = story();
    page.see('ok');
    page.see('timeout');
    expect(page.open()).toEqual(['takedown timeout provisional medium']);
    page.see('timeout');
    expect(page.open()).toEqual(['takedown timeout confirmed high']);
  });

  it('says from how many vantages and how often it was seen', () => {
    const page = story();
    page.see('ok');
    page.see('gone-410');
    page.see('gone-410');
    expect(page.flags()[0]?.summary).toMatch(
      /Seen so 2 times since 2026-01-02 00:00 UTC, from a single vantage/,
    );
  });

  it('told by words alone needs as many looks as any other, seen otherwise before or not', () => {
    const page = story();
    page.see('deleted-notice');
    expect(page.open()).toEqual(['takedown deleted-notice provisional high']);
    page.see('deleted-notice');
    expect(page.open()).toEqual(['takedown deleted-notice confirmed critical']);
  });

  it('that becomes a wall closes one flag and opens the other', () => {
    const page = story();
    page.see('ok');
    page.see('not-found-404');
    page.see('login-wall');
    expect(page.open()).toEqual(['access login-wall provisional high']);
  });

  it('is not touched by an abstention', () => {
    const page = story();
    page.see('ok');
    page.see('not-found-404');
    expect(page.see('waf-block')).toEqual([]);
    expect(page.open()).toEqual(['takedown not-found-404 provisional high']);
  });
});

describe('a return', () => {
  it('carries the difference to the last good capture and opens a change flag for it', () => {
    const page = story();
    page.see('ok');
    page.see('gone-410');
    page.see('gone-410');
    page.see('ok', ['number-changed', 'block-added']);
    expect(page.open()).toEqual([
      'restored ok recovered critical',
      'change number-changed provisional critical',
    ]);
    const restored = page.flags().find((flag) => flag.kind === 'restored');
    expect(restored?.summary).toContain('number-changed was seen.');
    expect(restored?.changes.map((change) => change.kind)).toEqual([
      'number-changed',
      'block-added',
    ]);
  });

  it.each([
    ['only said by a notice is as loud as a loss', NAMED, 'high', 'critical'],
    ['that led us there is medium, then high', [], 'medium', 'high'],
  ] as const)('a move %s', (_, signals, first, then) => {
    const page = story();
    page.see('ok');
    page.see('moved-domain', [], undefined, signals);
    expect(page.open()).toEqual([`takedown moved-domain provisional ${first}`]);
    page.see('moved-domain', [], undefined, signals);
    expect(page.open()).toEqual([`takedown moved-domain confirmed ${then}`]);
  });

  it('while flapping makes no new flags', () => {
    const page = story();
    for (let i = 0; i < 10; i += 1) page.see(i % 2 === 0 ? 'ok' : 'timeout');
    const before = page.flags().length;
    for (let i = 0; i < 6; i += 1) page.see(i % 2 === 0 ? 'ok' : 'timeout');
    expect(page.flags()).toHaveLength(before);
    expect(page.open()).toEqual([expect.stringMatching(/^takedown timeout flapping/)]);
  });
});

describe('a change', () => {
  it('of severity high or critical opens a flag, confirmed when it lasts', () => {
    const page = story();
    page.see('ok');
    page.see('ok', ['claim-absent', 'block-removed', 'block-added']);
    expect(page.open()).toEqual(['change claim-absent provisional critical']);
    expect(page.flags()[0]?.changes).toHaveLength(2);
    page.see('ok');
    expect(page.open()).toEqual(['change claim-absent confirmed critical']);
  });

  it('of lower severity opens none', () => {
    const page = story();
    page.see('ok');
    page.see('ok', ['block-edited', 'block-added', 'ip-changed', 'noise', 'redesign']);
    expect(page.flags()).toEqual([]);
  });

  it('of a registration number is a flag of infrastructure', () => {
    const page = story();
    page.see('ok');
    page.see('ok', ['icp-number-changed']);
    expect(page.open()).toEqual(['infrastructure icp-number-changed provisional high']);
  });
});

it('blindness calls a person once, and ends with a look', () => {
  const page = story();
  page.see('ok');
  for (let i = 0; i < 7; i += 1) page.see('bot-challenge');
  expect(page.open()).toEqual(['blind bot-challenge confirmed high']);
  page.see('ok');
  expect(page.open()).toEqual([]);
});

describe('a site that falls together', () => {
  const pages = (fallen: number): readonly HostPage[] =>
    ['w_1', 'w_2', 'w_3', 'w_4'].map((id, i) => ({
      watchId: id as Watch['id'],
      state: i > 0 && i <= fallen ? 'unreachable' : 'live',
      class: i > 0 && i <= fallen ? 'refused' : 'ok',
    }));

  it('is one flag of kind site', () => {
    const page = story();
    page.see('ok');
    page.see('refused', [], pages(2));
    expect(page.open()).toEqual(['site refused provisional medium']);
    page.see('ok', [], pages(0));
    expect(page.flags().find((flag) => flag.kind === 'site')?.closedAt).not.toBeNull();
  });

  it('needs most of its pages', () => {
    const page = story();
    page.see('ok');
    page.see('refused', [], pages(1));
    expect(page.open()).toEqual(['takedown refused provisional medium']);
  });
});
