// A delivery -> the letter people read: subject, plain text and HTML in their language.
import { type Change, SEVERITIES, type Severity } from '../model/change.js';
import type { Instant } from '../model/instant.js';
import type { Delivery, FlagEvent, MonitorEvent, NewsEvent } from '../model/message.js';
import type { Letter, LetterPicture } from '../ports/notifier.js';
import { letterHtml, type Telling } from './letter-html.js';
import { defused, plain, shownAddress, shownHost } from './plain.js';
import type { Route } from './route.js';
import type { NotifyWords, SaidWords } from './words/words.js';

export interface LetterInput {
  readonly delivery: Delivery;
  readonly route: Pick<Route, 'discreet'>;
  readonly words: NotifyWords;
  readonly said: SaidWords;
  /** Address of the dashboard, without a slash at its end. */
  readonly dashboard: string;
  /** Of the only event: how the page looked before and after. */
  readonly pictures: readonly LetterPicture[];
  /** When the page was last seen well, where it is known. */
  readonly lastGoodAt: Instant | null;
}

/** Events told one by one in a letter; the rest is a number. */
const MAX_TOLD = 20;
const MAX_QUOTE = 240;

/** Writes the letter of a delivery. */
export function writeLetter(input: LetterInput): Letter {
  const { delivery, words, said, dashboard, route } = input;
  const events = delivery.messages.map(({ event }) => event);
  const tellings = events.slice(0, MAX_TOLD).map((event) => tellingOf(event, input));
  const [first] = tellings;
  const isOne = events.length === 1;
  const severity = worstOf(events);
  const title =
    isOne && first !== undefined
      ? `[${said.severities[severity]}] ${first.headline}`
      : `[${said.severities[severity]}] Vestige: ${events.length} ${words.events}`;
  const left = events.length - tellings.length;
  const rest = left > 0 ? `${left} ${words.more}` : '';
  const pictures = isOne && !route.discreet ? input.pictures : [];
  return {
    id: delivery.id,
    thread: isOne ? (delivery.messages[0]?.thread ?? null) : null,
    at: events.at(-1)?.at ?? '',
    language: said.tag,
    severity,
    subject: isOne ? subjectOf(events[0], input) : title,
    title,
    text: textOf(tellings, rest, words),
    html: letterHtml({ tellings, rest, title, pictures, words, said }),
    pictures,
    link: isOne ? (first?.link ?? dashboard) : `${dashboard}/`,
    events: route.discreet ? events.map(withoutPage) : events,
  };
}

function worstOf(events: readonly NewsEvent[]): Severity {
  return SEVERITIES.find((one) => events.some(({ severity }) => severity === one)) ?? 'info';
}

/** The same for every step of a thread: some mail programs tell threads by it. */
function subjectOf(event: NewsEvent | undefined, { words, route }: LetterInput): string {
  if (event?.type === 'flag') {
    const what = words.opened[event.threadKind];
    return route.discreet ? `Vestige: ${what}` : `${shownHost(event.url)}: ${what}`;
  }
  if (event?.type === 'monitor') return `Vestige: ${words.troubles[event.trouble]}`;
  return words.testTitle;
}

function tellingOf(event: NewsEvent, input: LetterInput): Telling {
  if (event.type === 'flag') return tellingOfFlag(event, input);
  const { words, dashboard } = input;
  if (event.type === 'monitor') return tellingOfMonitor(event, input);
  const { severity } = event;
  const link = `${dashboard}/`;
  return { severity, headline: words.testTitle, sentences: [words.testText], facts: [], link };
}

function tellingOfFlag(event: FlagEvent, input: LetterInput): Telling {
  const { words, said, dashboard, route, lastGoodAt } = input;
  const isClosed = event.step === 'closed';
  const what = isClosed ? words.closed[event.kind] : words.opened[event.kind];
  const headline = event.step === 'grown' ? `${what} — ${said.levels[event.level]}` : what;
  const common = {
    severity: event.severity,
    headline,
    link: `${dashboard}/flags/${event.flag}`,
  };
  const fact = (name: string, text: string, isForeign = false) => ({ name, text, isForeign });
  const facts = [
    ...(isClosed ? [] : [fact(words.level, said.levels[event.level])]),
    fact(words.severity, said.severities[event.severity]),
    fact(words.since, sayInstant(event.since)),
    ...(isClosed ? [fact(words.until, sayInstant(event.at))] : []),
  ];
  if (route.discreet) return { ...common, sentences: [words.discreet], facts };
  return {
    ...common,
    sentences: sentencesOf(event, said),
    facts: [
      fact(words.page, shownAddress(event.url), true),
      ...(event.caseName === '' ? [] : [fact(words.case, defused(event.caseName, 100), true)]),
      ...facts,
      ...(lastGoodAt === null ? [] : [fact(words.lastGood, sayInstant(lastGoodAt))]),
      ...(isClosed ? [] : event.changes.flatMap((change) => quotes(change, words))),
    ],
  };
}

/** What was seen, in the reader's language, from the class or the kinds of changes. */
function sentencesOf(event: FlagEvent, said: SaidWords): readonly string[] {
  if (event.step === 'closed') return [];
  const own = said.classes[event.class];
  const changes = new Set(event.changes.map(({ kind }) => said.kinds[kind] ?? kind));
  return [...(own === undefined ? [] : [own]), ...changes];
}

function quotes({ before, after }: Change, words: NotifyWords): Telling['facts'] {
  const quote = (name: string, text: string | null) =>
    text === null || text.trim() === ''
      ? []
      : [{ name, text: defused(text, MAX_QUOTE), isForeign: true }];
  return [...quote(words.before, before), ...quote(words.after, after)];
}

function tellingOfMonitor(event: MonitorEvent, { words, dashboard }: LetterInput): Telling {
  const { trouble, step, severity, since, at } = event;
  const isOver = step === 'ended' && trouble !== 'outage';
  const isPast = step === 'ended';
  return {
    severity,
    headline: isOver ? words.ended[trouble] : words.troubles[trouble],
    sentences: isOver ? [] : [words.remedies[trouble]],
    facts: [
      { name: words.since, text: sayInstant(since), isForeign: false },
      ...(isPast ? [{ name: words.until, text: sayInstant(at), isForeign: false }] : []),
    ],
    link: `${dashboard}/settings`,
  };
}

function textOf(tellings: readonly Telling[], rest: string, words: NotifyWords): string {
  const parts = tellings.map(({ headline, sentences, facts, link }) =>
    [
      headline,
      ...sentences,
      ...facts.map(({ name, text }) => `${name}: ${text}`),
      `${words.open}: ${link}`,
    ].join('\n'),
  );
  return [...parts, ...(rest === '' ? [] : [rest]), words.footer].join('\n\n');
}

/** An instant for people: `2026-11-21 16:00 UTC`. */
function sayInstant(instant: Instant): string {
  return `${plain(instant).slice(0, 10)} ${plain(instant).slice(11, 16)} UTC`;
}

function withoutPage(event: NewsEvent): NewsEvent {
  if (event.type !== 'flag') return event;
  return { ...event, url: '', caseName: '', summary: '', changes: [] };
}
