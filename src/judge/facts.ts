// One snapshot and what is known beside it -> the measured facts the rules ask about.

import {
  containment,
  likenessOf,
  matchable,
  type Pairs,
  wordPairs,
} from '../formats/normal-text.js';
import { besideOf } from '../formats/page-core.js';
import type { ClaimSighting } from '../model/claim.js';
import type { Exchange } from '../model/exchange.js';
import type { ResolverWord } from '../model/lookup.js';
import type { ObservationClass } from '../model/observation.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { type NamedAddress, namedAddress } from './named-address.js';
import { lengthOf, saysSomething, tailOf } from './notice.js';
import { type Reads, readsLike } from './notice-classifier.js';
import { keptOfOwn } from './own-box.js';
import { hostOf, isLoginAddress, type RedirectShape, redirectShapes } from './redirects.js';
import { foundElsewhere } from './resolvers.js';
import type { RuleSet } from './rules.js';
import {
  dialogsOf,
  isMain,
  isOfLinks,
  newLength,
  type Said,
  said,
  textOf,
  titlesOf,
} from './said.js';
import type { Sibling } from './sibling.js';

/** Unrelated hosts that were well when last seen: how they fared at the same time. */
export interface Elsewhere {
  readonly asked: number;
  readonly failing: number;
  /** True when canaries are configured and none of them took a connection. */
  readonly canariesSilent: boolean;
}

/** What judging may look at beside the snapshot. */
export interface JudgeContext {
  readonly claims: readonly ClaimSighting[];
  /** The newest capture that showed the page itself. */
  readonly lastGood: Snapshot | null;
  /** Recent captures of other watched URLs of the same host. */
  readonly hostRecent: readonly {
    readonly url: string;
    readonly class: ObservationClass;
    readonly finalUrl: string | null;
    readonly textDigest?: string | null;
  }[];
  /** Asked only where no connection came about; null otherwise. */
  readonly elsewhere?: Elsewhere | null;
  /** What resolvers named by the config said of the host. */
  readonly resolvers?: readonly ResolverWord[];
  /** What a made-up address beside this one showed; asked only where something looks wrong. */
  readonly sibling?: Sibling | null;
  /** The page as the server sent it, before any script ran; null where that was not asked for. */
  readonly source?: string | null;
  readonly rules: RuleSet;
  readonly vantage: string;
}

/** What the rules may ask about; each is measured once. */
export interface Facts {
  readonly status: number | null;
  readonly main: Exchange | null;
  /** Header names and values of the main response, lower-case names. */
  readonly headers: readonly (readonly [string, string])[];
  readonly hasReading: boolean;
  /** Segments of the title, and the whole of it. */
  readonly titles: readonly Said[];
  readonly headings: readonly Said[];
  /** Visible blocks of text that are not mere links, whole pages of prose left out. */
  readonly blocks: readonly Said[];
  readonly visibleLength: number;
  /** Visible text without menus, header, footer and lists of links. */
  readonly mainLength: number;
  readonly mainLinks: number;
  /** The blocks of the main text; see `isMain`. */
  readonly mainBlocks: readonly TextBlock[];
  /** Those of them that can be part of a notice: with the last good text gone, only what is new. */
  readonly noticeBlocks: readonly TextBlock[];
  /** What the words read like that came in place of most of the last good text; null where they did not. */
  readonly reads: Reads | null;
  /** Whether the main text holds a readable sentence that is not about loading. */
  readonly saysSomething: boolean;
  /** How the answer broke off: the line or the time ended it, or fewer bytes came than announced. */
  readonly cutOff: string | null;
  /** True when we stopped reading the answer at our own limit of bytes. */
  readonly overLimit: boolean;
  readonly visibleImages: number;
  readonly hasPasswordForm: boolean;
  readonly isLoginAddress: boolean;
  /** Every address the visit or the page leads to of itself: hops, the final one, frames. */
  readonly leadsTo: readonly string[];
  readonly loadsFrom: readonly string[];
  readonly addresses: readonly string[];
  readonly shapes: readonly RedirectShape[];
  /** `known`: those that could be looked for; `unsearched`: those that could not. */
  readonly claims: {
    readonly known: number;
    readonly visible: number;
    readonly unsearched: number;
  };
  /** Share of the last good main text that is still there; null without one to compare. */
  readonly kept: number | null;
  /** Characters of the main text that stood in no place of the last good look. */
  readonly came: number | null;
  /** Likeness of the two main texts, 0 to 1; null likewise. */
  readonly alike: number | null;
  /** 1 − length now / length of the last good text; null likewise. */
  readonly lost: number | null;
  readonly sameTitle: boolean;
  /** Other watched URLs of the host that ended at this very address, or showed this very text. */
  readonly sharedLanding: number;
  readonly sharedText: number;
  readonly elsewhere: Elsewhere | null;
  /** Resolvers that find an address for the name although this visit was told of none. */
  readonly foundElsewhere: string | null;
  readonly sibling: Sibling | null;
  /** The one other site or host the main text leads to; null where it names none, or several. */
  readonly named: NamedAddress | null;
  /** False where a script of the page, or a frame of its own host, put the words there. */
  readonly isSent: (said: Said) => boolean;
}

// A removal notice is a sentence or two; longer blocks are prose about something.
const LONGEST_NOTICE = 300;
// With less of the last good text left, what is left of it is the site's frame.
const MOST_FRAME = 0.35;
/** With more of the last good text left, the page is no notice. */
const MOST_READ = 0.5;
const LONGEST_READ = 1500;
// Less good text than this cannot be compared with.
const LEAST_BASELINE = 60;

/** Measures everything once. */
export function factsOf(snapshot: Snapshot, context: JudgeContext): Facts {
  const { manifest, reading } = snapshot;
  const main = manifest.exchanges[manifest.mainExchange ?? -1] ?? null;
  const imprint = context.rules.words.get('imprint');
  const now = textOf(reading, imprint, dialogsOf(snapshot));
  const then = textOf(context.lastGood?.reading ?? null, imprint);
  const mains = then.main.length >= LEAST_BASELINE;
  const old = mains ? then.main : then.all;
  const fresh = mains ? now.main : now.all;
  const comparable = old.length >= LEAST_BASELINE && (reading !== null || now.blocks.length > 0);
  const [oldPairs, freshPairs]: [Pairs, Pairs] = comparable
    ? [wordPairs(old), wordPairs(fresh)]
    : [wordPairs(''), wordPairs('')];
  const tail = tailOf(now.mainBlocks, context.rules.words);
  const own = coreTextOf(context.lastGood?.reading ?? null);
  const [ownPairs, nowPairs]: [Pairs, Pairs] =
    comparable && own.length >= LEAST_BASELINE
      ? [wordPairs(own), wordPairs(coreTextOf(reading))]
      : [oldPairs, freshPairs];
  const last = context.lastGood?.reading ?? null;
  const ofOwn =
    last === null || reading === null ? null : keptOfOwn(last, reading, then.mainBlocks, now.all);
  const kept = comparable ? Math.min(containment(ownPairs, freshPairs), ofOwn ?? 1) : null;
  const isOld = ({ text }: TextBlock): boolean =>
    kept !== null && kept <= MOST_FRAME && then.all.includes(matchable(text));
  const isBeside = (block: TextBlock): boolean => !isMain(block) || tail.has(block) || isOld(block);
  const lastTitle = last?.title ?? null;
  return {
    status: manifest.outcome.kind === 'answered' ? manifest.outcome.status : null,
    main,
    headers: headersOf(main),
    hasReading: reading !== null,
    titles: titlesOf(reading),
    headings: said(
      now.blocks.filter((block) => /^h[1-3]$/.test(block.tag)),
      isBeside,
    ),
    blocks: said(
      now.blocks.filter((block) => block.text.length <= LONGEST_NOTICE && !isOfLinks(block)),
      isBeside,
    ),
    visibleLength: now.all.length,
    mainLength: now.main.length,
    mainLinks: reading === null ? 0 : mainLinksOf(reading),
    mainBlocks: now.mainBlocks,
    noticeBlocks: now.mainBlocks.filter((block) => !isOld(block)),
    reads: readingOf(snapshot, context, { kept, had: then.all, main: now.mainBlocks }),
    saysSomething: saysSomething(
      now.mainBlocks,
      `${matchable(reading?.title ?? '')}\n${then.all}`,
      context.rules.words,
    ),
    cutOff: cutOff(main, reading !== null),
    overLimit: main?.truncated === 'length',
    visibleImages:
      reading?.images.filter((image) => image.visible && image.widthPx > 8).length ?? 0,
    hasPasswordForm: reading?.forms.some((form) => form.hasPassword && form.visible) ?? false,
    isLoginAddress: isLoginAddress(manifest.url),
    leadsTo: [
      ...manifest.redirects.map((hop) => hop.location),
      ...(manifest.finalUrl === null ? [] : [manifest.finalUrl]),
      ...(reading?.frames.map((frame) => frame.url) ?? []),
    ],
    loadsFrom: [
      ...(reading?.scripts ?? []),
      ...(reading?.images.map((image) => image.src) ?? []),
      ...manifest.exchanges.map((exchange) => exchange.url),
    ],
    addresses: addressesOf(snapshot),
    shapes: redirectShapes(manifest, context.lastGood?.manifest.finalUrl ?? null),
    claims: {
      known: context.claims.filter((claim) => claim.state !== 'unknown').length,
      visible: context.claims.filter((claim) => claim.state === 'present' && !claim.hidden).length,
      unsearched: context.claims.filter((claim) => claim.state === 'unknown').length,
    },
    kept,
    came: comparable ? newLength(now.mainBlocks, then.all) : null,
    alike: comparable ? likenessOf(ownPairs, nowPairs) : null,
    lost: comparable ? 1 - lengthOf(fresh) / Math.max(1, lengthOf(old)) : null,
    sameTitle: lastTitle !== null && lastTitle === reading?.title,
    sharedLanding: sharedLanding(snapshot, context),
    sharedText: sharedText(snapshot, context),
    elsewhere: context.elsewhere ?? null,
    foundElsewhere: foundElsewhere(manifest.outcome, context.resolvers ?? []),
    sibling: context.sibling ?? null,
    named: namedAddress(snapshot, now.mainBlocks),
    isSent: (said) => isSent(said, manifest.finalUrl ?? manifest.url, context.source ?? null),
  };
}

/** The new words of title and main text, read by the classifier. */
function readingOf(
  { reading }: Snapshot,
  { lastGood, rules }: JudgeContext,
  now: {
    readonly kept: number | null;
    readonly had: string;
    readonly main: readonly TextBlock[];
  },
): Reads | null {
  if (now.kept === null || now.kept > MOST_READ) return null;
  const titled = new Set(titlesOf(lastGood?.reading ?? null).map(({ text }) => text));
  // The first of the titles is the whole of it.
  const titles = titlesOf(reading)
    .slice(1)
    .filter(({ text }) => !titled.has(text));
  const came = now.main.filter(({ text }) => !now.had.includes(matchable(text)));
  const text = [...titles, ...came.map((block) => ({ original: block.text }))]
    .map(({ original }) => original)
    .join('\n');
  return text.length > LONGEST_READ ? null : readsLike(text, rules.classifier, rules.words);
}

/** What stands in the part of the page that holds its own text: its frame outlives it. */
function coreTextOf(reading: PageReading | null): string {
  if (reading === null) return '';
  const isBeside = besideOf(reading.blocks.filter((block) => block.visible));
  const own = reading.blocks.filter((block) => block.visible && isMain(block) && !isBeside(block));
  // What is shown in frames beside a page's own text outlives it too.
  const outside = own.filter(({ frame }) => frame === null);
  const told = lettersIn(outside) >= lettersIn(own) / 2 ? outside : own;
  return matchable(told.map((block) => block.text).join('\n'));
}

/** Frames within frames may show one page again and again. */
function lettersIn(blocks: readonly TextBlock[]): number {
  return [...new Set(blocks.map(({ text }) => text))].join('').length;
}

function mainLinksOf(reading: PageReading): number {
  return reading.links.filter(
    (link) =>
      link.visible && link.zone !== 'nav' && link.zone !== 'header' && link.zone !== 'footer',
  ).length;
}

function headersOf(exchange: Exchange | null): readonly (readonly [string, string])[] {
  const lines = (exchange?.responseHead ?? '').split('\r\n').slice(1);
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) return [];
    return [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
  });
}

/** RFC 9112 §8: an answer shorter than its Content-Length is incomplete. */
function cutOff(main: Exchange | null, isRead: boolean): string | null {
  if (main === null || main.truncated === 'length') return null;
  if (main.truncated === 'disconnect' || main.truncated === 'time') return main.truncated;
  const announced = headersOf(main).find(([name]) => name === 'content-length')?.[1] ?? '';
  const came = main.responseBody?.sizeBytes ?? null;
  // A file the browser hands over to a download is not read to its end by the page.
  if (!isRead || came === null || !/^\d+$/.test(announced)) return null;
  return Number(announced) > came ? `${came} of ${announced} bytes` : null;
}

function isSent({ original, frame }: Said, page: string, source: string | null): boolean {
  if (frame !== undefined) return hostOf(frame) !== hostOf(page);
  // Any piece of it will do: tags may stand between the words.
  const pieces = original.match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return source === null || pieces.length === 0 || pieces.some((piece) => source.includes(piece));
}

function addressesOf({ manifest }: Snapshot): readonly string[] {
  const host = hostOf(manifest.finalUrl ?? manifest.url);
  return manifest.dns
    .filter((answer) => answer.source !== 'config' && answer.host === host)
    .flatMap((answer) => answer.addresses);
}

function sharedLanding({ manifest }: Snapshot, context: JudgeContext): number {
  const { finalUrl } = manifest;
  if (finalUrl === null || finalUrl === manifest.url) return 0;
  const others = context.hostRecent.filter(
    (one) => one.url !== manifest.url && one.url !== finalUrl && one.finalUrl === finalUrl,
  );
  return new Set(others.map((one) => one.url)).size;
}

function sharedText({ manifest }: Snapshot, context: JudgeContext): number {
  const own = manifest.files.find((file) => file.role === 'text')?.digest;
  if (own === undefined) return 0;
  const others = context.hostRecent.filter(
    (one) => one.url !== manifest.url && one.textDigest === own,
  );
  return new Set(others.map((one) => one.url)).size;
}
