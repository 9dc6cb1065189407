// The addresses of a page and of another -> whether the one is a language version of the other: named
// by hreflang (RFC 8288, HTML Standard), by a language menu, or of one family of addresses (/en/, /cn/).
import { comparable } from '../formats/normal-text.js';
import type { PageReading } from '../model/reading.js';
import { LANGUAGE_NAME } from './link-losses.js';
import { siteOf } from './outsiders.js';
import { steadyUrl } from './steady-url.js';

/** Another language version, as a page names it. */
export interface NamedVersion {
  /** Absolute. */
  readonly href: string;
  /** The words of its link, or its `hreflang`. */
  readonly name: string;
  readonly by: 'hreflang' | 'menu';
}

/**
 * How sure it is that two addresses are versions of one text: `named` as this page's counterpart;
 * `linked` from a language menu, which may lead to another page of the other language; or of one
 * `family` by their addresses alone.
 */
export type Kinship = 'named' | 'linked' | 'family';

/** The language versions a page names, itself left out. */
export function versionsNamed(reading: PageReading): readonly NamedVersion[] {
  const own = placeOfUrl(reading.url);
  const alternates = reading.headLinks.flatMap(({ href, hreflang }) =>
    hreflang === null || hreflang === '' || hreflang.toLowerCase() === 'x-default'
      ? []
      : [{ href, name: hreflang, by: 'hreflang' as const }],
  );
  // Menus that open are hidden until then.
  const menu = reading.links.flatMap(({ href, text }) =>
    text.length <= LONGEST_NAME && LANGUAGE_NAME.test(comparable(text).replace(ORNAMENT, ''))
      ? [{ href, name: text.trim(), by: 'menu' as const }]
      : [],
  );
  return [...alternates, ...menu].filter(
    ({ href }) => /^https?:/i.test(href) && placeOfUrl(href) !== own,
  );
}

const LONGEST_NAME = 60;
/** Arrows and brackets around the words of a link. */
const ORNAMENT = /^[^\p{L}]+|[^\p{L}]+$/gu;

/** How `other` is akin to the page at `own`, which names `versions`; null where nothing says that it is. */
export function kinshipOf(
  own: string,
  other: string,
  versions: readonly NamedVersion[],
): { readonly kinship: Kinship; readonly name: string | null } | null {
  const place = placeOfUrl(other);
  if (place === placeOfUrl(own)) return null;
  const isFamily = isOfOneFamily(own, other);
  const namings = versions.filter(({ href }) => placeOfUrl(href) === place);
  const [first] = namings;
  if (first === undefined) return isFamily ? { kinship: 'family', name: null } : null;
  // Sites that name the other language's front page on every page name no counterpart.
  const isCounterpart = !isFront(other) || isFront(own);
  const isOwn = isFamily || (namings.some(({ by }) => by === 'hreflang') && isCounterpart);
  return { kinship: isOwn ? 'named' : 'linked', name: first.name };
}

const TAG =
  /^(?:en|eng|english|cn|chn|zh|zhs|zht|chs|cht|chinese|gb|big5|tw|hk|sc|tc|ar|ara|arabic|ru|rus|russian|ja|jp|japanese|ko|kr|kor|korean|fr|de|es|fa|tr|vi|th|[a-z]{2}[-_](?:[a-z]{2}|hans|hant))$/i;
const IN_NAME =
  /[-_.](?:en|eng|english|cn|zh|chs|cht|gb|big5|tw|hk|ar|ru|ja|jp|ko|kr|fr|de|es|fa)$/i;
const PARAMETER = /^(?:lang|language|locale|hl|l)$/i;

/** Two addresses of one site that differ in the marks of a language only. */
export function isOfOneFamily(a: string, b: string): boolean {
  if (!URL.canParse(a) || !URL.canParse(b) || siteOf(a) !== siteOf(b)) return false;
  return withoutLanguage(a) === withoutLanguage(b);
}

function withoutLanguage(address: string): string {
  const url = new URL(placeOfUrl(address));
  const labels = url.host.split('.');
  const host = labels.filter((label, at) => at > 0 || !(label === 'www' || TAG.test(label)));
  const segments = url.pathname.split('/').filter((one) => one !== '' && !TAG.test(one));
  const path = segments.map((one) => {
    const dot = /\.\w{2,5}$/.exec(one)?.index ?? one.length;
    return one.slice(0, dot).replace(IN_NAME, '') + one.slice(dot);
  });
  for (const name of [...url.searchParams.keys()]) {
    if (PARAMETER.test(name)) url.searchParams.delete(name);
  }
  const names = path.filter((one, at) => at < path.length - 1 || !INDEX.test(one));
  return `${host.join('.')}/${names.join('/')}${url.search}`;
}

function isFront(address: string): boolean {
  return URL.canParse(address) && /^[^/]*\/$/.test(withoutLanguage(address));
}

const INDEX = /^(?:index|default|home|main)(?:\.\w{2,5})?$/i;

/** An address by which two spellings of one place are one. */
export function placeOfUrl(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(steadyUrl(address));
  const path = url.pathname.replace(/\/(?:(?:index|default)\.\w{2,5})?$/i, '');
  return `${url.protocol}//${url.host}${path}${url.search}`;
}
