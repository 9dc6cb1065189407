// What a site tells machines (robots.txt, sitemap.xml), before and now -> changes: watched pages that
// search engines or archives are kept from by now, and a site map with less in it.
import { parseRobotsTxt, refusalOf } from '../formats/robots-txt.js';
import type { Change } from '../model/change.js';
import { changeOf, quoted } from './change.js';

/** Addresses asked for, below the site's root. */
export const SITE_FILES = ['/robots.txt', '/sitemap.xml'] as const;

/** What the site answered; null where nothing can be said of it (an error, a wall, a page in its place). */
export interface SiteFiles {
  /** Text; empty where the site says that it has none, which allows everything (RFC 9309 §2.3.1.3). */
  readonly robots: string | null;
  /** The `<loc>` of sitemap.xml (sitemaps.org 0.9), or null. */
  readonly sitemap: ReadonlySet<string> | null;
}

/** Whose pages are asked about. */
export interface WatchedPages {
  /** Every watched page of the host. */
  readonly urls: readonly string[];
  /** Those that may be named. */
  readonly named: ReadonlySet<string>;
}

/** The part of robots that search for people, and those that keep copies of pages. */
const SEARCHERS = ['*', 'googlebot', 'bingbot', 'baiduspider', 'sogou web spider', 'yandexbot'];
const ARCHIVES = ['archive.org_bot', 'ia_archiver', 'arquivo-web-crawler', 'ccbot'];
const MOST_NAMED = 3;
/** Site maps lose an address now and then; so much at once is told. */
const LEAST_SHRUNK = 0.1;
const LEAST_LOST = 3;

/** What changed between two answers of one site, for the pages of it that are watched. */
export function changesOfSiteFiles(
  before: SiteFiles,
  after: SiteFiles,
  origin: string,
  watched: WatchedPages,
): readonly Change[] {
  return [
    ...changesOfRules(before, after, origin, watched),
    ...shrunk(before, after, origin, watched),
  ];
}

interface Shut {
  readonly url: string;
  readonly agent: string;
  readonly was: string | null;
  readonly is: string | null;
}

function changesOfRules(
  before: SiteFiles,
  after: SiteFiles,
  origin: string,
  watched: WatchedPages,
): readonly Change[] {
  if (before.robots === null || after.robots === null || before.robots === after.robots) return [];
  const [old, fresh] = [parseRobotsTxt(before.robots), parseRobotsTxt(after.robots)];
  const turned = watched.urls.flatMap((url) =>
    [...SEARCHERS, ...ARCHIVES].flatMap((agent): readonly Shut[] => {
      const [was, is] = [refusalOf(old, agent, url), refusalOf(fresh, agent, url)];
      return (was === null) === (is === null) ? [] : [{ url, agent, was, is }];
    }),
  );
  const tell = (shuts: readonly Shut[], isOpened: boolean): readonly Change[] => {
    const isOfSearch = shuts.some(({ agent }) => SEARCHERS.includes(agent));
    const [first] = shuts;
    if (first === undefined) return [];
    const readers = isOfSearch ? 'search engines' : 'those who keep copies';
    const agents = sayAgents(new Set(shuts.map(({ agent }) => agent)));
    const pages = sayPages([...new Set(shuts.map(({ url }) => url))], watched);
    const rules = [...new Set(shuts.map(({ was, is }) => is ?? was))].join('; ');
    const how = isOpened ? 'no longer keeps' : 'now keeps';
    const summary = `robots.txt ${how} ${readers} (${agents}) from ${pages}: ${rules}.`;
    const sides = isOpened ? { before: rules, after: null } : { before: null, after: rules };
    const kind = isOfSearch ? 'robots-tightened' : 'archive-excluded';
    return [
      changeOf(kind, summary, sides, `${origin}${SITE_FILES[0]}`, isOpened ? 'info' : undefined),
    ];
  };
  return [
    ...tell(
      turned.filter(({ is }) => is !== null),
      false,
    ),
    ...tell(
      turned.filter(({ is }) => is === null),
      true,
    ),
  ];
}

function sayAgents(agents: ReadonlySet<string>): string {
  if ([...SEARCHERS, ...ARCHIVES].every((agent) => agents.has(agent))) return 'all robots';
  return [...agents].map((one) => (one === '*' ? 'robots it does not name' : one)).join(', ');
}

function shrunk(
  { sitemap: before }: SiteFiles,
  { sitemap: after }: SiteFiles,
  origin: string,
  watched: WatchedPages,
): readonly Change[] {
  if (before === null || after === null) return [];
  const lost = [...before].filter((url) => !after.has(url));
  const pages = watched.urls.filter((url) => before.has(url) && !after.has(url));
  const isLarge =
    after.size < before.size && lost.length >= Math.max(LEAST_LOST, before.size * LEAST_SHRUNK);
  if (pages.length === 0 && !isLarge) return [];
  const among = pages.length === 0 ? '' : `, among them ${sayPages(pages, watched)}`;
  const summary = `sitemap.xml named ${before.size} addresses and now ${after.size}; ${lost.length} are gone${among}.`;
  const sides = { before: lost.join('\n'), after: null };
  // A watched page that is named no more is on its way out of sight.
  const severity = pages.length === 0 ? 'info' : 'medium';
  return [changeOf('sitemap-shrank', summary, sides, `${origin}${SITE_FILES[1]}`, severity)];
}

function sayPages(urls: readonly string[], { named }: WatchedPages): string {
  const shown = urls.filter((url) => named.has(url)).slice(0, MOST_NAMED);
  const count = `${urls.length} watched ${urls.length === 1 ? 'page' : 'pages'}`;
  const more = urls.length > shown.length && shown.length > 0 ? ' …' : '';
  return shown.length === 0 ? count : `${count} (${shown.map(quoted).join(', ')}${more})`;
}

/** The addresses of a site map or of an index of them, as text; null where it is neither. */
export function addressesIn(xml: string): ReadonlySet<string> | null {
  if (!/<(?:\w+:)?(?:urlset|sitemapindex)\b/i.test(xml)) return null;
  const found = xml.matchAll(/<(?:\w{1,20}:)?loc>([^<]*)(?:<!\[CDATA\[([^<]*))?<\//gi);
  return new Set(
    [...found].map(([, plain = '', cdata]) => decoded(cdata?.replace(']]>', '') ?? plain).trim()),
  );
}

function decoded(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: keyof typeof ENTITIES) => ENTITIES[name],
  );
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;
