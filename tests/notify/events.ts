// Events, routes and drafts for tests of telling; the site and its words are invented.
import type { FlagEvent, MessageDraft } from '../../src/model/message.js';
import type { Route } from '../../src/notify/route.js';
import { tell } from '../../src/notify/tell.js';

export const AT = '2026-11-21T08:00:00.000Z';

export function route(change: Partial<Route> = {}): Route {
  return {
    name: 'mail',
    language: 'en',
    cases: [],
    minSeverity: 'medium',
    kinds: [],
    aboutMonitor: true,
    digest: 'none',
    quietHours: null,
    timezone: 'Asia/Shanghai',
    criticalAtOnce: false,
    discreet: false,
    ...change,
  };
}

export function takedown(change: Partial<FlagEvent> = {}): FlagEvent {
  return {
    type: 'flag',
    step: 'opened',
    at: AT,
    flag: 'f_01',
    watchId: 'w_01',
    url: 'https://donghai.test/移植/等待时间',
    caseName: '东海医院',
    kind: 'takedown',
    class: 'gone-410',
    level: 'provisional',
    severity: 'high',
    summary: 'Answered 410 from default.',
    state: 'gone',
    since: AT,
    capture: 'c_02',
    lastGood: 'c_01',
    changes: [],
    threadKind: 'takedown',
    ...change,
  };
}

/** What would be put into the outbox for one event. */
export function drafts(
  event: FlagEvent,
  routes: readonly Route[] = [route()],
): readonly MessageDraft[] {
  return tell(event, `${event.flag}:${event.capture}:${event.step}`, event.flag, routes);
}
