// Addresses on a page -> whether they are somebody else's word: frames of other sites and of
// advertisements, buttons that share the page, links counted on the way out, links to the page itself.
import { namesFile } from '../formats/file-names.js';
import { mapText } from '../formats/normal-text.js';
import { decoded } from '../formats/percent-encoding.js';
import type { PageReading } from '../model/reading.js';
import { isTellingLabel } from './passing.js';
import { steadyUrl } from './steady-url.js';

const SECOND_LEVEL = /\.(?:com|net|org|gov|edu|ac)\.\w\w$/;
const AD_PATH =
  /(?:^|[/_.-])(?:ads?|adv|adserver|adframe|advert\w*|banners?|guanggao|gg|promos?|sponsors?)(?:[/_.\d-]|$)/i;
const REDIRECTOR =
  /\/(?:go|goto|clicks?|clk|redirect|redir|jump|out|track|adclick|ads?|adv)(?:\.\w{2,4})?\/?$/i;
const SHARING =
  /^https?:\/\/(?:(?:plus\.google|service\.weibo|v\.t\.sina|share\.v\.t\.qq|sns\.qzone\.qq|connect\.qq|widget\.renren|shuo\.douban|www\.douban)\.com\/|[^/]*\b(?:facebook|twitter|x|linkedin|pinterest|reddit|tumblr|telegram|vk|plurk)\.com\/(?:sharer?|intent|share|shareArticle|pin\/create|submit|dialog|widgets)|t\.me\/share|(?:social-plugins\.)?line\.(?:me|naver\.jp)\/(?:R\/msg|R\/share|lineit)|(?:api|web)\.whatsapp\.com\/send\?(?!.*phone=)|wa\.me\/\?)/i;

/** The part of a host's name that one owner has. */
export function siteOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  return host
    .split('.')
    .slice(SECOND_LEVEL.test(host) ? -3 : -2)
    .join('.');
}

/** What stands in a frame of somebody else, or of advertisements, is not the page's own word. */
export function isForeignFrame(frame: string | null, page: string): boolean {
  if (frame === null) return false;
  return siteOf(frame) !== siteOf(page) || isAdPath(frame);
}

/** An address that says of itself that it serves advertisements or banners. */
export function isAdPath(url: string): boolean {
  return AD_PATH.test(pathOf(url));
}

/** Counted on the way out, or from a folder of advertisements. */
export function isAdLink(href: string): boolean {
  return AD_PATH.test(pathOf(href)) || /\/ad(?:click|redir)/i.test(pathOf(href));
}

/** On a host of others' advertisements. */
export function isAdHost(href: string): boolean {
  return /^https?:\/\/(?:ads?|adserver|adclick)\d*\./i.test(href);
}

/** A link that leaves the page's own site. */
export function leavesSite(href: string, page: string): boolean {
  return /^https?:/i.test(href) && siteOf(href) !== siteOf(page);
}

/** WordPress shares by way of the page itself; its button says with whom. */
const SHARING_ITSELF =
  /[?&]share=(?:x|facebook|twitter|linkedin|whatsapp|telegram|email|print|pinterest|reddit|tumblr|pocket)(?:&|$)/i;
const WITH_WHOM =
  /^(?:(?:click to )?(?:share|print|e-?mail|tweet)\b.{0,40}|x|facebook|twitter|linkedin|whatsapp|telegram|pinterest|reddit|tumblr|pocket)?$/i;

/** A button that tells others of the page. */
export function isSharing(href: string, page: string, text?: string): boolean {
  if (SHARING.test(href)) return true;
  if (text !== undefined && SHARING_ITSELF.test(href) && WITH_WHOM.test(text.trim())) return true;
  if (!leavesSite(href, page) || !URL.canParse(href)) return false;
  const { host, searchParams, pathname } = new URL(href);
  // Houses keep papers on such hosts, too: a file, or what is named for what it says.
  if (/^share\./.test(host)) return !namesFile(href) && !isTellingLabel(mapText(text ?? '').text);
  const own = new URL(page).host;
  return (
    /share|send|bookmark/i.test(pathname) &&
    [...searchParams.values()].some((one) => one.includes(own))
  );
}

/** A link to another place of the page it stands on. */
export function staysOnPage(href: string, page: string): boolean {
  const at = href.indexOf('#');
  return (
    at >= 0 && !/^#[/!]/.test(href.slice(at)) && href.slice(0, at) === page.replace(/#.*$/, '')
  );
}

/** Somebody's number at WhatsApp, and what is written there beforehand. */
const CHAT =
  /^(?:https?:\/\/(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?phone=)|whatsapp:\/\/send\/?\?phone=)\+?(\d{7,15})/i;

/**
 * The address a link is known by: without what passes, and where it is counted on the way out or
 * shares the page, without what is drawn anew at each visit.
 */
export function knownAddress(href: string, page: string): string {
  const chat = CHAT.exec(href)?.[1];
  if (chat !== undefined) return `https://wa.me/${chat}`;
  const url = steadyUrl(withoutOwnRevision(href, page));
  const bare = url.replace(/[?#].*$/, '');
  if (isSharing(href, page)) return bare;
  if (url === bare || !REDIRECTOR.test(pathOf(url))) return url;
  const target = [...new URL(url).searchParams.values()].find((one) => /^https?:/i.test(one));
  return target === undefined ? bare : steadyUrl(target);
}

/** A wiki's link to the version of the page at hand: another with each edit (MediaWiki, oldid). */
function withoutOwnRevision(href: string, page: string): string {
  if (!/[?&]oldid=\d/.test(href) || !URL.canParse(href)) return href;
  const url = new URL(href);
  const own = URL.canParse(page) ? new URL(page) : url;
  const title = (url.searchParams.get('title') ?? '').replaceAll(' ', '_');
  const ownTitle = own.searchParams.get('title') ?? decoded(own.pathname).split('/wiki/')[1] ?? '';
  if (title === '' || own.host !== url.host || title !== ownTitle.replaceAll(' ', '_')) return href;
  url.searchParams.delete('oldid');
  return url.href;
}

/** The same reading with frames known by their address without the query: each visit draws another. */
export function withSteadyFrames(reading: PageReading): PageReading {
  const steady = <T extends { readonly frame: string | null }>(one: T): T =>
    one.frame === null ? one : { ...one, frame: one.frame.replace(/[?#].*$/, '') };
  if (reading.frames.length === 0) return reading;
  return {
    ...reading,
    blocks: reading.blocks.map(steady),
    links: reading.links.map(steady),
    images: reading.images.map(steady),
    tables: reading.tables.map(steady),
  };
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
