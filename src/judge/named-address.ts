// A notice "we have moved" -> the address it names. Nobody has looked there: the notice's word
// makes it `moved`, and the loss stays as loud as any other (docs/decisions/0012).
import type { Observation } from '../model/observation.js';
import type { TextBlock } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { siteOf } from './redirects.js';

export const NAMED_ADDRESSES = [
  'on another domain',
  'on another host of the domain',
  'on the same host',
] as const;

/** Id of the signal that holds the address a notice named. */
export const NAMES_ADDRESS = 'page.names-address';

export interface NamedAddress {
  readonly url: string;
  readonly where: (typeof NAMED_ADDRESSES)[number];
}

const WRITTEN =
  /(?<![\w@./-])(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,4}[a-z][a-z-]{1,20})(?![\w.@-])[^\s"'<>,，。；、）)\p{sc=Han}]*/giu;
/** Ends of file names, which look like the ends of host names. */
const OF_A_FILE = /\.(?:html?|php|aspx?|jsp|pdf|docx?|xlsx?|zip|png|jpe?g|gif)$/i;

/** The one other host that the main text of a page names, in a link or in writing; else the one other page. */
export function namedAddress(
  { manifest, reading }: Snapshot,
  main: readonly TextBlock[],
): NamedAddress | null {
  if (reading === null) return null;
  const own = hostOf(manifest.finalUrl ?? manifest.url);
  const links = reading.links
    .filter(({ visible, zone }) => visible && (zone === null || zone === 'main'))
    .map(({ href }) => href);
  const named = new Map<string, string>();
  for (const url of [...links, ...main.flatMap(({ text }) => writtenIn(text))]) {
    const host = hostOf(url);
    if (host !== '' && host !== own && !named.has(host)) named.set(host, url);
  }
  const [only, ...others] = named;
  if (only === undefined) return namedHere(links, manifest.finalUrl ?? manifest.url);
  if (others.length > 0) return null;
  const [host, url] = only;
  const isSameSite = siteOf(host) === siteOf(own);
  return { url, where: isSameSite ? 'on another host of the domain' : 'on another domain' };
}

/** The one page of this host that is led to; the front page is led to by any error. */
function namedHere(links: readonly string[], own: string): NamedAddress | null {
  const pages = new Set(
    links.filter((href) => {
      if (!URL.canParse(href) || hostOf(href) !== hostOf(own)) return false;
      const { pathname, search, hash } = new URL(href);
      const isFront = /^\/(?:index\.\w+)?$/.test(pathname) && search === '';
      return !isFront && hash === '' && href !== own;
    }),
  );
  const [url, ...others] = pages;
  return url === undefined || others.length > 0 ? null : { url, where: 'on the same host' };
}

/** The address a notice names as the page's new one; null where the visit itself was led there. */
export function saidToBeAt({
  class: name,
  signals,
}: Pick<Observation, 'class' | 'signals'>): string | null {
  if (name !== 'moved' && name !== 'moved-domain') return null;
  const url = signals.find(({ id }) => id === NAMES_ADDRESS)?.value;
  return typeof url === 'string' ? url : null;
}

function writtenIn(text: string): readonly string[] {
  return [...text.slice(0, 2000).matchAll(WRITTEN)].flatMap(([written, host = '']) => {
    if (OF_A_FILE.test(host)) return [];
    return [/^https?:/i.test(written) ? written : `http://${written}`];
  });
}

/** `m.` and `www.` of a host are the host. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) ? hostname.replace(/^(?:www|m)\./, '') : '';
}
