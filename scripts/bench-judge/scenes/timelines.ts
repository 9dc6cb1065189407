// Stories: what a page shows over time, and what has to stand in the archive after each look.
import { type Page, reword, SCRIPTS, type Script } from '../page.js';
import type { Expect, Face, Scenario, Step } from '../scenario.js';
import { DELETED, NOT_FOUND } from '../texts/gone.js';
import { LOGIN } from '../texts/walls.js';
import { bare, card, dressed } from './dress.js';

const LAYOUT: Record<Script, string> = {
  hans: 'tables',
  hant: 'portal',
  en: 'wordpress',
  ar: 'clinic',
};
const look = (face: Face, expect: Expect): Step => ({ face, expect });
const up = look({}, { classes: ['ok', 'partial'], states: ['live'] });

function stories(script: Script): Record<string, { steps: Step[]; others?: number }> {
  const lost: Face = {
    page: { status: 404, body: bare(script, NOT_FOUND[script][0] ?? ['', '']) },
  };
  const notice = dressed('card', script, DELETED[script][0] ?? ['', '']);
  const wall: Face = { page: { body: card(script, LOGIN[script][0] ?? ['', '']) } };
  const down: Face = {
    site: { status: 503, body: '<h1>503 Service Temporarily Unavailable</h1>' },
  };
  const challenge: Face = {
    site: {
      status: 403,
      headers: { server: 'cloudflare', 'cf-mitigated': 'challenge' },
      body: '<title>Just a moment...</title>',
    },
  };
  const moved: Face = {
    page: { status: 301, headers: { location: '/moved/article.html' }, body: '' },
    moved: 'address',
  };
  const edited: Face = { edit: EDIT[script] };
  const gone1: Expect = { states: ['gone'], levels: ['provisional'], open: ['takedown'] };
  const gone2: Expect = { states: ['gone'], levels: ['confirmed'], open: ['takedown'] };
  const back: Expect = {
    states: ['live'],
    levels: ['recovered'],
    open: ['restored'],
    shut: ['takedown', 'access'],
  };
  const steady: Expect = {
    states: ['live'],
    levels: ['confirmed', 'established', 'recovered', 'flapping'],
    shut: ['takedown', 'access'],
  };
  return {
    'down and up': {
      steps: [up, look(lost, gone1), look(lost, gone2), look({}, back), look({}, steady)],
    },
    'one bad look': {
      steps: [
        up,
        up,
        look(lost, gone1),
        look({}, { states: ['live'], shut: ['takedown'] }),
        look({}, steady),
      ],
    },
    flapping: {
      steps: [
        up,
        ...Array.from({ length: 4 }, () => [
          look(down, { states: ['unreachable', 'live'] }),
          look({}, { states: ['live'] }),
        ]).flat(),
        look(down, { levels: ['flapping'] }),
      ],
    },
    'gone, then moved': {
      steps: [
        up,
        look(lost, gone1),
        look(lost, gone2),
        look(moved, { classes: ['moved', 'ok'] }),
        look(moved, { states: ['moved', 'live'] }),
      ],
    },
    'edit and revert': {
      steps: [
        up,
        up,
        look(edited, {
          states: ['live'],
          kinds: ['claim-altered', 'claim-absent'],
          open: ['change'],
        }),
        look(
          {},
          {
            states: ['live'],
            kinds: [
              'claim-altered',
              'claim-absent',
              'number-changed',
              'block-edited',
              'block-added',
              'term-substituted',
            ],
          },
        ),
      ],
    },
    'wall, then gone': {
      steps: [
        up,
        look(wall, { states: ['walled'], levels: ['provisional'], open: ['access'] }),
        look(wall, { states: ['walled'], levels: ['confirmed'], open: ['access'] }),
        look(lost, {}),
        look(lost, { states: ['gone'], open: ['takedown'] }),
      ],
    },
    'outage and recovery': {
      steps: [
        up,
        look(down, {
          classes: ['http-5xx', 'maintenance'],
          states: ['unreachable'],
          levels: ['provisional'],
        }),
        look(down, { states: ['unreachable'], levels: ['confirmed'], open: ['takedown'] }),
        look({}, back),
        look({}, steady),
      ],
    },
    'challenges say nothing': {
      steps: [
        up,
        look(challenge, {
          classes: ['bot-challenge'],
          states: ['live'],
          shut: ['takedown', 'access'],
        }),
        look(challenge, {
          classes: ['bot-challenge'],
          states: ['live'],
          shut: ['takedown', 'access'],
        }),
        look({}, { states: ['live'], shut: ['takedown', 'access', 'blind'] }),
      ],
    },
    'notice, then a hard 404': {
      steps: [
        up,
        look(notice, { classes: ['deleted-notice', 'soft-404'], ...gone1 }),
        look(lost, gone2),
        look(lost, { states: ['gone'] }),
      ],
    },
    'back, but edited': {
      steps: [
        up,
        look(lost, gone1),
        look(lost, gone2),
        look(edited, {
          states: ['live'],
          open: ['restored', 'change'],
          kinds: ['claim-altered', 'claim-absent'],
        }),
      ],
    },
    'a site falls together': {
      others: 3,
      steps: [
        up,
        look(
          { site: { status: 404, body: bare(script, NOT_FOUND[script][0] ?? ['', '']) } },
          { states: ['gone'], open: ['site'] },
        ),
        look(
          { site: { status: 404, body: bare(script, NOT_FOUND[script][0] ?? ['', '']) } },
          { states: ['gone'], levels: ['confirmed'], open: ['site'] },
        ),
        look({}, { states: ['live'], shut: ['site', 'takedown'] }),
      ],
    },
    'never seen in health': {
      steps: [
        look(notice, { classes: ['deleted-notice', 'soft-404'] }),
        look(notice, { states: ['gone'] }),
      ],
    },
  };
}

const EDIT: Record<Script, (page: Page) => Page> = {
  hans: reword('供体来源充足，配型很快就能完成', '供体来源有限，配型很难就能完成'),
  hant: reword('五十一例無法說明', '五例無法說明'),
  en: reword('131 percent', '91 percent'),
  ar: reword('٢٠٤ حالات', '٤ حالات'),
};

/** Every story in every script, without noise and with some. */
export function timelines(): Scenario[] {
  return SCRIPTS.flatMap((script) =>
    Object.entries(stories(script)).flatMap(([name, { steps, others }]) =>
      ([0, 1] as const).map(
        (noise): Scenario => ({
          id: `timeline/${name.replaceAll(/[ ,]+/g, '-')}/${script}/noise-${noise}`,
          group: 'timeline',
          target: name,
          script,
          layout: LAYOUT[script],
          noise,
          topic: 'news',
          ...(others === undefined ? {} : { others }),
          steps,
        }),
      ),
    ),
  );
}
