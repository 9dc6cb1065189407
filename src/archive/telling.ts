// Use cases of telling people: delivering what is due, trying a notifier, seeing what could not be told.
import type { Config } from '../config.js';
import { VestigeError } from '../errors.js';
import type { Digest } from '../model/digest.js';
import type { CaptureId } from '../model/id.js';
import { instantOf } from '../model/instant.js';
import type { Language } from '../model/language.js';
import type { Delivery, Message, OutboxCount } from '../model/message.js';
import { type DeliverDeps, deliverDue } from '../notify/deliver.js';
import { type LetterInput, writeLetter } from '../notify/letter.js';
import type { Route } from '../notify/route.js';
import { ARABIC } from '../notify/words/arabic.js';
import { CHINESE } from '../notify/words/chinese.js';
import { ENGLISH } from '../notify/words/english.js';
import type { NotifyWords } from '../notify/words/words.js';
import type { Letter, LetterPicture } from '../ports/notifier.js';
import { inTraditional, reportWords } from '../prove/words/by-language.js';
import type { ArchiveDeps } from './deps.js';

/** One notifier, or one that is no longer configured and still has something to tell. */
export interface NotifierState extends OutboxCount {
  readonly isConfigured: boolean;
  /** False where a secret is missing; `detail` says which. */
  readonly canSend: boolean;
  readonly kind: string;
  /** Where it sends to, without secrets. */
  readonly where: string;
}

export interface Telling {
  /** As configured, and after them those that are no longer. */
  listNotifiers(): Promise<readonly NotifierState[]>;
  /** Newest first. */
  listMessages(limit: number): Promise<readonly Message[]>;
  /** Sends a message of no consequence at once. @throws NOTIFIER_NOT_FOUND, NOTIFIER_FAILED */
  testNotifier(name: string): Promise<{ where: string; remark: string }>;
  /** Has what was given up tried again, of one notifier or of all. How many. @throws NOTIFIER_NOT_FOUND */
  retryMessages(name: string | null): Promise<number>;
}

/** The use cases of telling over `deps`. */
export function createTelling(deps: ArchiveDeps): Telling {
  const { outbox, clock } = deps;
  return {
    listNotifiers: () => listNotifiers(deps),
    listMessages: (limit) => outbox.list({ limit }),
    async testNotifier(name) {
      const notifier = deps.notifiers.find((one) => one.name === name);
      const route = deps.pipeline.routes.find((one) => one.name === name);
      if (notifier === undefined || route === undefined) throw notFound(name);
      const at = instantOf(clock.nowMs());
      const remark = await notifier.send(await writeFor(deps, testDelivery(name, at), route));
      return { where: notifier.where, remark };
    },
    async retryMessages(name) {
      const known = await listNotifiers(deps);
      if (name !== null && !known.some(({ notifier }) => notifier === name)) throw notFound(name);
      return outbox.revive(name, instantOf(clock.nowMs()));
    },
  };
}

/** The settings of `notify`, as far as they choose what is told when. */
export function routesOf(config: Config): readonly Route[] {
  return config.notify.map((one) => ({
    ...one,
    timezone: one.timezone ?? config.schedule.timezone,
  }));
}

/** Sends what is due, and says how many could not be told; never rejects. */
export async function deliver(deps: ArchiveDeps): Promise<void> {
  try {
    await deliverDue(delivering(deps));
  } catch (error) {
    deps.log.error({ stage: 'notify', err: error }, 'nobody could be told; it is tried again');
  }
}

/** Delivers beside the ticks: a slow mail server holds up no capture. */
export function createDelivering(deps: ArchiveDeps) {
  let running: Promise<void> = Promise.resolve();
  let isIdle = true;
  return {
    start() {
      if (!isIdle || deps.notifiers.length === 0) return;
      isIdle = false;
      running = deliver(deps).finally(() => {
        isIdle = true;
      });
    },
    done: () => running,
  };
}

function delivering(deps: ArchiveDeps): DeliverDeps {
  const { outbox, clock, log, notifiers, pipeline } = deps;
  return {
    ...{ outbox, clock, log, notifiers, routes: pipeline.routes },
    write: (delivery, route) => writeFor(deps, delivery, route),
  };
}

/** What writing a letter looks up. */
export type WritingDeps = Pick<ArchiveDeps, 'catalogue' | 'blobs' | 'log'> & {
  readonly config: Pick<Config, 'server'>;
};

/** The letter of a delivery, in its route's language, with pictures where one page is told of. */
export async function writeFor(
  deps: WritingDeps,
  delivery: Delivery,
  route: Route,
): Promise<Letter> {
  const [message] = delivery.messages;
  const event = delivery.messages.length === 1 ? message?.event : undefined;
  const shown = event?.type === 'flag' && !route.discreet ? event : null;
  const before = shown === null ? null : await findCapture(deps, shown.lastGood);
  const after = shown === null ? null : await findCapture(deps, shown.capture);
  const pictures = [
    await pictureOf(deps, 'before.jpg', before?.files.thumbnail),
    await pictureOf(deps, 'after.jpg', after?.files.thumbnail),
  ].filter((picture) => picture !== null);
  const input: LetterInput = {
    ...{ delivery, route, pictures },
    ...wordsOf(route.language),
    dashboard: dashboardOf(deps.config),
    lastGoodAt: before?.finishedAt ?? null,
  };
  return writeLetter(input);
}

/** The words of messages, and those of the report that messages use. */
export function wordsOf(language: Language): {
  words: NotifyWords;
  said: ReturnType<typeof reportWords>;
} {
  const said = reportWords(language);
  if (language === 'zh-Hant') return { words: inTraditional(CHINESE), said };
  if (language === 'zh') return { words: CHINESE, said };
  return { words: language === 'ar' ? ARABIC : ENGLISH, said };
}

async function findCapture({ catalogue }: WritingDeps, id: CaptureId | null) {
  return id === null ? null : catalogue.findCapture(id);
}

/** A letter whose picture cannot be read is sent without. */
async function pictureOf(
  { blobs, log }: WritingDeps,
  name: string,
  digest: Digest | null | undefined,
): Promise<LetterPicture | null> {
  if (digest === null || digest === undefined) return null;
  try {
    return { name, mediaType: 'image/jpeg', bytes: await blobs.get(digest) };
  } catch (error) {
    log.warn({ stage: 'notify', digest, err: error }, 'a picture could not be read');
    return null;
  }
}

function dashboardOf({ server }: WritingDeps['config']): string {
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  const scheme = server.tls === null ? 'http' : 'https';
  const url = server.publicUrl ?? `${scheme}://${host}:${server.port}`;
  return url.replace(/\/$/, '');
}

/** Every notifier with what waits for it. */
export async function listNotifiers({ outbox, notifiers }: ArchiveDeps): Promise<NotifierState[]> {
  const counts = await outbox.counts();
  const none = { wanted: 0, dead: 0, failing: 0, lastToldAt: null, detail: '' };
  const configured = notifiers.map(({ name, kind, where, fault }) => {
    const count = counts.find(({ notifier }) => notifier === name) ?? none;
    const detail = fault ?? count.detail;
    return {
      ...count,
      notifier: name,
      kind,
      where,
      detail,
      isConfigured: true,
      canSend: fault === undefined,
    };
  });
  const former = counts
    .filter(({ notifier }) => !notifiers.some(({ name }) => name === notifier))
    .filter(({ wanted, dead }) => wanted + dead > 0)
    .map((count) => ({ ...count, kind: '', where: '', isConfigured: false, canSend: false }));
  return [...configured, ...former];
}

function testDelivery(notifier: string, at: string): Delivery {
  const event = { type: 'test', at, severity: 'info' } as const;
  const message: Message = {
    ...{ key: '', notifier, thread: null, event, state: 'wanted', tries: 0 },
    ...{ nextAt: at, toldAt: null, detail: '' },
  };
  return { id: `d_test_${at.replace(/\D/g, '')}`, notifier, tries: 0, messages: [message] };
}

function notFound(name: string): VestigeError {
  return new VestigeError('NOTIFIER_NOT_FOUND', `There is no notifier named ${name}.`);
}
