// What stands once on a page -> changes: title, description, robots, contacts, registration numbers.
import { comparable, foldChinese, likeness, mapText } from '../formats/normal-text.js';
import { besideOf, isWithin } from '../formats/page-core.js';
import { decoded } from '../formats/percent-encoding.js';
import type { Change } from '../model/change.js';
import type { PageReading } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { isAmongAdverts } from './beneath-headings.js';
import { changeOf, quoted } from './change.js';
import { findContacts, withoutContacts } from './contacts.js';
import { fieldWordsIn, isPointed, namesOrgan } from './field-words.js';
import { readsOnTo } from './folds.js';
import { isOfTheDays } from './frame-words.js';
import { namesIn } from './names.js';
import { withoutNoise } from './noise.js';
import { withoutValues } from './numbers.js';
import { isOfDealings } from './of-the-trade.js';
import { isAdLink } from './outsiders.js';
import { isTellingLabel } from './passing.js';
import { comparedBlocks, comparedLinks } from './scope.js';
import { saysSense } from './senses.js';
import { isOfField } from './wordings.js';

const TOLD_METAS = /^(?:description|keywords|og:title|og:description)$/;
const ICP = /[\u4e00-\u9fff]?(?:icp备(?:案)?(?:证)?|公网安备|icp證|icp证) ?\d{5,14} ?号?(?:-\d+)?/g;

/** Title, description and what search engines and archives are told. */
export function changesOfHead(before: Snapshot, after: Snapshot): readonly Change[] {
  const [old, fresh] = [before.reading, after.reading];
  if (old === null || fresh === null) return [];
  const changes: Change[] = [];
  const title = (reading: PageReading): string =>
    withoutNoise(foldChinese(comparable(reading.title.replace(/^\(\d+\)\s*/, ''))));
  if (title(old) !== title(fresh)) {
    const summary = `The title changed from ${quoted(old.title)} to ${quoted(fresh.title)}.`;
    const sides = { before: old.title, after: fresh.title };
    changes.push(changeOf('title-changed', summary, sides, 'title'));
  }
  for (const { name, content } of old.metas) {
    const now = fresh.metas.find((meta) => meta.name === name)?.content ?? null;
    if (!TOLD_METAS.test(name) || comparable(content) === comparable(now ?? '')) continue;
    const summary = `The page's ${name} changed from ${quoted(content)} to ${now === null ? 'nothing' : quoted(now)}.`;
    const sides = { before: content, after: now };
    changes.push(changeOf('title-changed', summary, sides, `meta[name=${name}]`, 'low'));
  }
  return [...changes, ...changesOfRobots(before, after)];
}

const ROBOTS = {
  'noindex-added': /^(?:noindex|none)$/,
  'archive-excluded': /^(?:noarchive|nocache)$/,
  'robots-tightened': /^(?:nosnippet|nofollow|noimageindex|unavailable_after)$/,
} as const;
type RobotsKind = keyof typeof ROBOTS;

/** What search engines and archives are told: three changes, as they shut out different readers. */
function changesOfRobots(before: Snapshot, after: Snapshot): readonly Change[] {
  const [was, is] = [robotsOf(before), robotsOf(after)];
  const told = (kind: RobotsKind, readers: string): readonly Change[] => {
    const isTheirs = (word: string): boolean => ROBOTS[kind].test(word);
    const [old, fresh] = [[...was].filter(isTheirs), [...is].filter(isTheirs)];
    const added = fresh.filter((word) => !was.has(word));
    const sides = { before: old.join(', '), after: fresh.join(', ') };
    if (added.length > 0) {
      const summary = `The page now tells ${readers}: ${added.join(', ')}.`;
      return [changeOf(kind, summary, sides, 'meta[name=robots]')];
    }
    if (old.length === fresh.length) return [];
    const summary = `The page no longer tells ${readers}: ${old.filter((word) => !is.has(word)).join(', ')}.`;
    return [changeOf(kind, summary, sides, 'meta[name=robots]', 'info')];
  };
  return [
    ...told('noindex-added', 'search engines'),
    ...told('archive-excluded', 'those who keep copies of it'),
    ...told('robots-tightened', 'search engines'),
  ];
}

/** Ways to reach someone that no longer stand anywhere on the page. */
export function changesOfContacts(before: PageReading, after: PageReading): readonly Change[] {
  const now = contactsOf(after);
  const written = numbersOn(after);
  const behind = readsOnTo(before, after);
  const folded = new Set(
    after.blocks
      .filter((block) => !block.visible && behind(block.path, block.frame))
      .flatMap((block) => findContacts(mapText(block.text).text).map((one) => one.value)),
  );
  const were = contactsOf(before);
  const came = [...now.keys()].filter((value) => !were.has(value));
  const ofPastDays = contactsOfPastDays(before, after);
  const veils = comparedLinks(after).some(({ href }) => href.includes('/email-protection'));
  return [...were]
    .filter(
      ([value]) => !now.has(value) && !isWrittenOtherwise(value, now.keys()) && !written.has(value),
    )
    .map(([value, { shown, where }]) => {
      const kind = value.slice(0, value.indexOf(':') + 1);
      const other = came.find((one) => one.startsWith(kind));
      const fresh = other === undefined ? null : (now.get(other)?.shown ?? null);
      const rest = fresh === null ? '' : `; ${fresh} is new`;
      const summary = `The contact ${shown} is no longer on the page${rest}.`;
      // Put out of reach of programs, it is there for whoever runs the page's scripts.
      const isVeiled = kind === 'mailto:' && veils;
      const isPassing =
        ofPastDays.has(value) ||
        isInAdvert(where, before) ||
        isAmongAdverts(where, before, after) ||
        isOfOther(where, before, after);
      const severity = isVeiled || isPassing || folded.has(value) ? 'medium' : undefined;
      return changeOf('contact-removed', summary, { before: shown, after: fresh }, where, severity);
    });
}

/** What stood in greetings and notices of some days alone, for whoever comes, that went as wholes. */
function contactsOfPastDays(before: PageReading, after: PageReading): ReadonlySet<string> {
  const holders = comparedBlocks(before)
    .map(({ text }) => ({ text: mapText(text).text, contacts: findContacts(mapText(text).text) }))
    .filter(({ contacts }) => contacts.length > 0);
  const isNotice = ({ text }: { readonly text: string }): boolean =>
    (isOfTheDays(text) || isOfHoliday(text)) && !saysSense(text);
  if (!holders.some(isNotice)) return new Set();
  const now = comparedBlocks(after).map(({ text }) => withoutContacts(mapText(text).text).trim());
  // Of a notice that stays, somebody took the contact out; that of another holiday is another.
  const stays = (text: string): boolean =>
    now.some(
      (one) =>
        one.length >= LEAST_NOTICE &&
        !isOfOtherHoliday(text, one) &&
        (text.includes(one) || likeness(withoutContacts(text), one) >= MOST_LIKE_NOTICE),
    );
  const valuesIn = (some: typeof holders): readonly string[] =>
    some.flatMap(({ contacts }) => contacts.map(({ value }) => value));
  const past = new Set(holders.filter((one) => isNotice(one) && !stays(one.text)));
  const others = new Set(valuesIn(holders.filter((one) => !past.has(one))));
  return new Set(valuesIn([...past]).filter((value) => !others.has(value)));
}

/** Where one is reached on some days; nothing of the field but what the house is for. */
function isOfHoliday(text: string): boolean {
  const said = withoutContacts(text).replace(/当[天日]/, ' ');
  return (
    text.length <= LONGEST_NOTICE &&
    holidaysIn(text).length > 0 &&
    !isPointed(said) &&
    !OF_BROKERS.test(said) &&
    !(fieldWordsIn(said).length > 0 && namesIn(said).length > 0) &&
    !namesOrgan(said.replace(OF_UNITS, ' ')) &&
    !isOfDealings(said)
  );
}

/** Where organs are looked after, and who has them ill; an organ by itself is what one asks for. */
const OF_UNITS =
  /[肝肾肺胆心脏]{1,3}(?:移植|内|外|病|专)*(?:科|中心|病[房区]|门诊)|\b(?:kidney|liver|heart|lung)s? (?:transplant )?(?:unit|ward|clinic|cent(?:er|re)|patients)\b|(?:غسيل|مرضي|قسم|مركز|وحده)(?: زراعه)? (?:ال)?(?:كلي|كبد|قلب)/g;

function isOfOtherHoliday(was: string, is: string): boolean {
  const [old, fresh] = [was, is].map((text) =>
    holidaysIn(text).filter((name) => !ANY_HOLIDAY.test(name)),
  ) as [string[], string[]];
  return old.length > 0 && fresh.length > 0 && !old.some((name) => fresh.includes(name));
}

function holidaysIn(text: string): readonly string[] {
  return [...text.matchAll(HOLIDAY)].map(([name]) => name);
}

const HOLIDAY =
  /春节|元旦|元宵|清明|五一|劳动节|端午|中秋|国庆|双十|除夕|圣诞|新年|连假|假期|假日|\b(?:new year|easter|christmas|eid|ramadan|diwali|independence day|national day|thanksgiving|holidays?)\b|عيد (?:ال)?(?:فطر|اضحي)|رمضان|(?<!\p{L})(?:ال)?(?:اجازه|عطله)|اليوم الوطني/gu;

/** Who goes between, who brings organs together, and from where one comes. */
const OF_BROKERS =
  /器官协调|[赴来][陆华]|\b(?:agents?|chinese|donors? (?:arrive|available|ready))\b|وكيل|وسيط/;

const ANY_HOLIDAY = /^(?:连假|假期|假日|holidays?|(?:ال)?(?:اجازه|عطله))$/;

const LONGEST_NOTICE = 140;
const LEAST_NOTICE = 4;
const MOST_LIKE_NOTICE = 0.5;

/** Beside the page's own text, with an offer of something else that gave way to another as a whole. */
function isOfOther(path: string, before: PageReading, after: PageReading): boolean {
  const [was, is] = [before, after].map((reading) =>
    comparedBlocks(reading).find((block) => block.path === path),
  );
  if (was === undefined || is === undefined || !besideOf(comparedBlocks(before))(was)) return false;
  // What stood behind it moved up.
  if (comparedBlocks(before).some(({ text }) => text === is.text)) return false;
  const [old, fresh] = [was, is].map(({ text }) => withoutContacts(mapText(text).text));
  if (old === undefined || fresh === undefined || isOfField(old) || isTellingLabel(old))
    return false;
  const letters = old.match(/\p{L}/gu)?.length ?? 0;
  return letters >= LEAST_OFFER && likeness(withoutValues(old), withoutValues(fresh)) < MOST_ALIKE;
}

/** "Telephone" and "hotline" offer nothing. */
const LEAST_OFFER = 6;
const MOST_ALIKE = 0.3;

/** In a box that says it is an advertisement and leads out by a counter. */
function isInAdvert(path: string, { blocks, links }: PageReading): boolean {
  const box = blocks.find((block) => block.path === path);
  if (box === undefined) return false;
  const { text } = mapText(box.text);
  if (FOR_ADVERTS.test(text)) return true;
  if (!AD_LABEL.test(text)) return false;
  return links.some((link) => isWithin(link.path, path) && isAdLink(link.href));
}

/** Whom to ask for the place itself. */
const FOR_ADVERTS = /广告位[招出]租|\badvertise here\b|للاعلان (?:هنا|معنا)/;
const AD_LABEL = /^(?:广告|推广|赞助|advertisement|sponsored|ad\b|اعلان|اعلانات)/;

/** The same telephone with the numbers of its country and town, or without them. */
function isWrittenOtherwise(value: string, others: Iterable<string>): boolean {
  const [kind = '', number = ''] = value.split(':');
  if (kind !== 'tel' && kind !== 'whatsapp') return false;
  const bare = (digits: string): string => digits.replace(/^0+/, '');
  return [...others].some((other) => {
    const [theirs = '', digits = ''] = other.split(':');
    if (theirs !== 'tel' && theirs !== 'whatsapp') return false;
    const [short = '', long = ''] = [bare(number), bare(digits)].toSorted(
      (a, b) => a.length - b.length,
    );
    return short.length >= 7 && long.length - short.length <= 5 && long.endsWith(short);
  });
}

/** What a way to reach someone is called. */
const LONGEST_LABEL = 12;

/** Runs of digits as telephones are written, and accounts whose label stands by itself before them, as contacts. */
function numbersOn(reading: PageReading): ReadonlySet<string> {
  const blocks = comparedBlocks(reading).map(({ text }) => mapText(text).text.trim());
  return new Set([
    ...blocks.flatMap((text) =>
      [...text.matchAll(/\+?\(?\d[\d ()-]{5,18}\d/g)].map(
        ([number]) => `tel:${number.replace(/\D/g, '')}`,
      ),
    ),
    // Its label stands in an element of its own.
    ...blocks.flatMap((text, at) => {
      const before = blocks[at - 1] ?? '';
      const isLabelled = before.length <= LONGEST_LABEL && /^[\w.-]{4,30}$/.test(text);
      return isLabelled
        ? findContacts(`${before.replace(/[:：]?$/, ':')} ${text}`).map(({ value }) => value)
        : [];
    }),
  ]);
}

/** Registration numbers (ICP, public security) that changed or vanished. */
export function changesOfRegistration(before: PageReading, after: PageReading): readonly Change[] {
  const now = registrationsOf(after);
  // A site may add the number it has among those of its owner: -1.
  const owners = new Set([...now].map((number) => number.replace(/-\d+$/, '')));
  const lost = [...registrationsOf(before)].filter(
    (number) => !now.has(number) && !owners.has(number.replace(/-\d+$/, '')),
  );
  const hasSameOwner = [...registrationsOf(before)].some(
    (number) => number.includes('icp') && now.has(number),
  );
  return lost.map((number) => {
    const other = [...now].find((one) => one.includes('icp') === number.includes('icp')) ?? null;
    const summary =
      other === null
        ? `The registration number ${quoted(number)} is no longer on the page.`
        : `The registration number ${quoted(number)} is now ${quoted(other)}.`;
    // Whom the site is registered to is said by the ministry's number; a police station gives its own.
    const isOfStation = !number.includes('icp') && hasSameOwner;
    const severity = isOfStation ? 'medium' : undefined;
    const sides = { before: number, after: other };
    return changeOf('icp-number-changed', summary, sides, 'footer', severity);
  });
}

/** Contacts in their one spelling -> as the page words them, and where. */
function contactsOf(
  reading: PageReading,
): ReadonlyMap<string, { readonly shown: string; readonly where: string }> {
  const found = new Map<string, { shown: string; where: string }>();
  for (const block of comparedBlocks(reading)) {
    if (
      !/[\p{Nd}@]|微信|wechat|qq|line|skype|viber|telegram|whatsapp|واتس|تل[يغ]/iu.test(block.text)
    )
      continue;
    const { text, starts } = mapText(block.text);
    for (const { value, start, end } of findContacts(text)) {
      const shown = block.text.slice(starts[start], starts[end]).trim();
      found.set(value, { shown, where: block.path });
    }
  }
  for (const link of comparedLinks(reading)) {
    const chat = /^https?:\/\/(?:wa\.me\/|api\.whatsapp\.com\/send\/?\?phone=)\+?(\d{7,})/.exec(
      link.href,
    )?.[1];
    if (chat !== undefined && !found.has(`whatsapp:${chat}`)) {
      found.set(`whatsapp:${chat}`, { shown: chat, where: link.path });
    }
    const match = /^(mailto|tel):([^?]+)/i.exec(link.href);
    if (match === null) continue;
    const rest = decoded(match[2] ?? '').toLowerCase();
    const kind = (match[1] ?? '').toLowerCase();
    const value = `${kind}:${kind === 'tel' ? rest.replace(/\D/g, '') : rest}`;
    if (!found.has(value)) found.set(value, { shown: rest, where: link.path });
  }
  return found;
}

export function registrationsOf(reading: PageReading): ReadonlySet<string> {
  const found = new Set<string>();
  for (const block of reading.blocks) {
    if (!block.visible || !/备|備/.test(block.text)) continue;
    for (const match of mapText(block.text).text.matchAll(ICP)) {
      found.add(match[0].replaceAll(' ', ''));
    }
  }
  return found;
}

function robotsOf({ manifest, reading }: Snapshot): ReadonlySet<string> {
  const head = manifest.exchanges[manifest.mainExchange ?? -1]?.responseHead ?? '';
  const values = [
    ...(reading?.metas ?? [])
      .filter((meta) =>
        /^(?:robots|googlebot|bingbot|baiduspider|archive\.org_bot|ia_archiver)$/.test(meta.name),
      )
      .map((meta) => meta.content),
    ...[...head.matchAll(/^x-robots-tag:\s*([^\r\n]*)/gim)].map((match) => match[1] ?? ''),
  ];
  const words = values.flatMap((value) => value.toLowerCase().split(/[\s,;:]+/));
  return new Set(
    words.filter((word) =>
      /^(?:noindex|none|noarchive|nocache|nosnippet|nofollow|noimageindex|unavailable_after)$/.test(
        word,
      ),
    ),
  );
}
