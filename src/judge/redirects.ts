// The way a visit took -> the shapes that say something: to the site's home page, to a login, to an
// error page, to another domain. A way the last good capture took too says nothing.
import { decoded } from '../formats/percent-encoding.js';
import type { Manifest } from '../model/snapshot.js';

export const REDIRECT_SHAPES = [
  'to the home page',
  'to a login page',
  'to an error page',
  'to another page',
  'to another domain',
  'permanently',
] as const;
export type RedirectShape = (typeof REDIRECT_SHAPES)[number];

const LOGIN =
  /\/(?:login|log-in|signin|sign-in|logon|passport|sso|cas|oauth2?|authorize|auth|account|user\/login|wp-login|blogin|authenticate|authentication|anmeldung)(?:[./?]|$)/i;
const RETURNS =
  /[?&](?:redirect|redirect_?ur[il]|return|return_?url|returnto|next|service|back|backurl|goto|from|continue|target|ref|referer|callback)=/i;
const ERROR =
  /(?:^|[/_.-])(?:404|error|err|notfound|not-found|not_found|page-?missing|nopage|pagenotfound)(?:[/_.?-]|$)|[?&](?:aspxerrorpath=|pagenotfound)/i;
const HOME =
  /^\/?(?:(?:index|default|home|main)(?:\.\w{2,5})?)?\/?$|^\/(?:zh|cn|zh-?cn|zh-?tw|en|ar|chinese|english|arabic|home|index|main|portal|web|www)\/?(?:(?:index|default|home|main)(?:\.\w{2,5})?)?$/i;

/** The shapes of a visit's way; none when it ended where it began or where it usually ends. */
export function redirectShapes(
  manifest: Manifest,
  usualEnd: string | null,
): readonly RedirectShape[] {
  const { url, finalUrl } = manifest;
  if (finalUrl === null || finalUrl === usualEnd) return [];
  const from = parse(url);
  const to = parse(finalUrl);
  if (from === null || to === null || sameAddress(from, to)) return [];
  // The usual end counts by address, so that a session id in it makes no difference.
  const usual = usualEnd === null ? null : parse(usualEnd);
  if (usual !== null && sameAddress(usual, to) && usual.search === to.search) return [];
  const shapes: RedirectShape[] = [];
  const sameSite = siteOf(from.hostname) === siteOf(to.hostname);
  const wasLogin = LOGIN.test(from.pathname) || LOGIN.test(usual?.pathname ?? '');
  if (!wasLogin && LOGIN.test(to.pathname)) shapes.push('to a login page');
  else if (!wasLogin && RETURNS.test(to.search) && carries(to, from))
    shapes.push('to a login page');
  if (ERROR.test(to.pathname + to.search) && !ERROR.test(from.pathname)) {
    shapes.push('to an error page');
  }
  if (!sameSite) shapes.push('to another domain');
  if (isHome(to) && !isHome(from)) shapes.push('to the home page');
  if (sameSite && !shapes.includes('to the home page')) shapes.push('to another page');
  const hops = manifest.redirects;
  if (hops.length > 0 && hops.every((hop) => hop.status === 301 || hop.status === 308)) {
    shapes.push('permanently');
  }
  return shapes;
}

/** True for an address that is a login's own. */
export function isLoginAddress(url: string): boolean {
  return LOGIN.test(parse(url)?.pathname ?? '');
}

/** The host of a URL, or the empty string. */
export function hostOf(url: string): string {
  return parse(url)?.hostname ?? '';
}

/** The part of a host name that is registered: `donghai.com.cn` of `www.donghai.com.cn`. */
export function siteOf(host: string): string {
  if (/^[\d.]+$|:/.test(host)) return host;
  const labels = host.split('.');
  const second = labels.at(-2) ?? '';
  const top = labels.at(-1) ?? '';
  // Without a list of public suffixes: com.cn, gov.sa, or.jp and the provinces' bj.cn.
  const wide =
    top.length === 2 &&
    (/^(?:com|net|org|gov|edu|ac|co|go|or|ne|mil|med|sch)$/.test(second) ||
      (top === 'cn' && second.length === 2));
  return labels.slice(wide ? -3 : -2).join('.');
}

// http and https, www and none, a slash and an index page are one address, and so is a name with and
// without its ending: permalinks lose .html when a site is set up anew.
function sameAddress(a: URL, b: URL): boolean {
  const path = (url: URL): string =>
    decoded(url.pathname)
      .replace(/;jsessionid=[^/]*/i, '')
      .replace(/\/(?:index|default)\.\w{2,5}$/i, '/')
      .replace(/\/+$/, '')
      .replace(/(?<=[^/])\.(?:s?html?|php|aspx?|jsp)$/i, '')
      .toLowerCase();
  const host = (url: URL): string =>
    url.host.replace(/^(?:www|m)\./, '').replace(/:(?:80|443)$/, '');
  if (host(a) !== host(b) || path(a) !== path(b)) return false;
  // The page's own parameters must still be there; more of them do no harm.
  return [...a.searchParams].every(([name, value]) => b.searchParams.get(name) === value);
}

function isHome(url: URL): boolean {
  return HOME.test(url.pathname) && ![...url.searchParams.keys()].some((name) => /id$/i.test(name));
}

function carries(to: URL, from: URL): boolean {
  const values = [...to.searchParams.values()].map(decoded);
  const path = decoded(from.pathname);
  return path.length > 1 && values.some((value) => value.includes(path));
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
