// Videos, sound and players of two snapshots -> those gone, silenced, or exchanged for others.
import type { Change } from '../model/change.js';
import type { PageReading } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { changeOf } from './change.js';
import { inScope } from './scope.js';
import { steadyResource } from './steady-url.js';
import { isOfField } from './wordings.js';

interface Video {
  readonly src: string;
  readonly tag: string;
  readonly path: string;
  /** What it is known by: its file's name, the number its service gave it, or its address. */
  readonly name: string;
}

/** Videos, sound and embedded objects gone. */
export function changesOfVideos(before: Snapshot, after: Snapshot): readonly Change[] {
  if (before.reading === null || after.reading === null) return [];
  const inside = inScope(before.reading);
  const [old, fresh] = [videosOf(before.reading), videosOf(after.reading)];
  const [were, now] = [old, fresh].map((videos) => new Set(videos.map(({ name }) => name)));
  const came = fresh
    .filter(({ name }) => were?.has(name) === false)
    .map(({ src, tag, path }) => {
      const summary = `The ${tag} ${src} was added.`;
      return changeOf('block-added', summary, { before: null, after: src }, path, 'info');
    });
  const heirs = new Set<string>();
  const lost = old
    .filter(({ path, name }) => inside(path) && now?.has(name) === false)
    .map((one) => {
      const { src, tag, path } = one;
      const heir = heirOf(one, before.reading, after.reading);
      if (heir !== undefined && !heirs.has(heir)) {
        heirs.add(heir);
        const summary = `The ${tag} ${src} gave way to ${heir}, which plays what it names.`;
        return changeOf('video-removed', summary, { before: src, after: heir }, path, 'medium');
      }
      const summary = `The ${tag} ${src} is no longer on the page.`;
      const words = pathOf(src)
        .toLowerCase()
        .replace(/[\W_]+/g, ' ');
      const isOfHead = OF_HEAD.test(src) && !isOfField(words) && !OF_PEOPLE.test(words);
      const severity = isOfHead ? 'medium' : undefined;
      return changeOf('video-removed', summary, { before: src, after: null }, path, severity);
    });
  return [...lost, ...silenced(before, after), ...came];
}

/**
 * What plays the film now that a Flash player played: another player whose address names the same number,
 * or the file the page led to already.
 */
function heirOf(
  { src }: Video,
  before: PageReading | null,
  after: PageReading | null,
): string | undefined {
  if (before === null || after === null) return undefined;
  // A picture to press that leads to the same film.
  const played = playedIn(src);
  const led = new Set(before.links.map(({ href }) => href));
  const leads = after.links.find(
    ({ href, visible }) => visible && !led.has(href) && leadsToFilm(href, played),
  );
  if (leads !== undefined) return leads.href;
  if (!/\.swf(?:[?#]|$)/i.test(src)) return undefined;
  const numbers = pathOf(src).match(NUMBER) ?? [];
  const were = new Set(before.links.map(({ href }) => steadyResource(href)));
  return [...after.media.map((one) => one.src), ...after.frames.map(({ url }) => url)].find(
    (now) =>
      now !== src &&
      (numbers.some((number) => pathOf(now).match(NUMBER)?.includes(number) === true) ||
        (FILE_NAME.test(now) && were.has(steadyResource(now)))),
  );
}

/** Whether an address is of the film `played`, at the service that plays it. */
function leadsToFilm(href: string, played: string | null): boolean {
  if (played === null || !URL.canParse(href)) return false;
  const [service, film = ''] = played.split(':');
  const host = new URL(href).hostname.replace(/(?:^|\.)youtu\.be$/, 'youtube.com');
  return (
    host.split('.').at(-2) === service &&
    pathOf(href)
      .split(/[/=&?]/)
      .includes(film)
  );
}

/** What moved over the head of a page while there was Flash, and music behind it. */
const OF_HEAD =
  /(?:^|[/_-])(?:banner|top|head(?:er)?|logo|menu|nav|piaofu)[\d_-]{0,4}(?:cn|en|ar)?\.swf(?:[?#]|$)|(?:^|[/_-])(?:hero|bg|background|loop)[\d_-]{0,4}\.(?:mp4|webm)(?:[?#]|$)|\/(?:music|bgm|bgsound)\/(?![^/]*(?:call|phone|interview|speech|talk|luyin|caifang|\d{4}))[^/]*\.(?:mp3|wma|mid)(?:[?#]|$)|\/bgm[\d_-]{0,4}\.(?:mp3|wma|mid)(?:[?#]|$)/i;

/** Whom a film is of, and where it was taken. */
const OF_PEOPLE =
  /\b(?:patients?|testimon\w+|interviews?|surg\w+|wards?|foreign\w*|doctors?|court|prison)\b/;

/** As services number their films: XMzgwNTUy. */
const NUMBER = /(?=[\w-]*[A-Za-z])(?=[\w-]*(?:\d|[a-z][A-Z]))[\w-]{8,}/g;
const FILE_NAME = /\.(?:mp4|m4v|webm|og[gv]|flv)(?:[?#]|$)/i;

function pathOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function videosOf({ media, frames }: PageReading): readonly Video[] {
  const players = frames.flatMap(({ url, path }) => {
    const name = playedIn(url);
    return name === null ? [] : [{ src: url, tag: 'player', path, name }];
  });
  return [...media.map((one) => ({ ...one, name: nameOf(one.src) })), ...players];
}

/** Still in the page, while its own file is gone. */
function silenced(before: Snapshot, after: Snapshot): readonly Change[] {
  const answers = ({ manifest }: Snapshot): ReadonlyMap<string, number | null> =>
    new Map(manifest.exchanges.map((one) => [steadyResource(one.url), one.status]));
  const [were, are] = [answers(before), answers(after)];
  if (after.reading === null) return [];
  const inside = inScope(after.reading);
  return after.reading.media.flatMap(({ src, tag, path }) => {
    if (!inside(path)) return [];
    const [was, is] = [were.get(steadyResource(src)), are.get(steadyResource(src))];
    if ((was !== 200 && was !== 206) || (is !== 404 && is !== 410)) return [];
    const summary = `The ${tag} ${src} now answers with status ${is}.`;
    return [changeOf('video-removed', summary, { before: src, after: null }, path)];
  });
}

/** A file keeps its name when it is played by another player, in another format. */
function nameOf(src: string): string {
  if (src.startsWith('data:')) return src;
  const file = [...src.matchAll(FILE)].at(-1)?.[1];
  return file?.toLowerCase() ?? playedIn(src) ?? steadyResource(src);
}

const FILE =
  /([\w%.-]{4,120})\.(?:flv|f4v|mp4|m4v|m3u8|webm|og[gv]|mp3|wma|wmv|rm|rmvb|avi|mov|mpe?g|3gp)(?![\w])/gi;

/** Services by their hosts, and where their address says which video they play. */
const SERVICES: readonly (readonly [RegExp, RegExp])[] = [
  [/(?:^|\.)youtube(?:-nocookie)?\.com$/, /^\/(?:embed|v)\/([\w-]{6,})/],
  [/(?:^|\.)vimeo\.com$/, /^\/video\/(\d+)/],
  [/(?:^|\.)youku\.com$/, /\/(?:embed|sid)\/([\w=-]{6,})/],
  [/(?:^|\.)qq\.com$/, /[?&]vid=(\w+)/],
  [/(?:^|\.)bilibili\.com$/, /[?&](?:bvid|aid)=(\w+)/],
  [/(?:^|\.)dailymotion\.com$/, /\/embed\/video\/(\w+)/],
  [/(?:^|\.)aparat\.com$/, /\/videohash\/(\w+)/],
  [/(?:^|\.)rutube\.ru$/, /\/embed\/(\w+)/],
  [/(?:^|\.)facebook\.com$/, /^\/plugins\/video\.php.*[?&]href=([^&]+)/],
];

/** The video a player shows, as `host:number`; null for any other address. */
function playedIn(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { hostname, pathname, search } = new URL(url);
  for (const [host, place] of SERVICES) {
    const id = host.test(hostname) ? place.exec(pathname + search)?.[1] : undefined;
    if (id !== undefined) return `${hostname.split('.').at(-2)?.replace('-nocookie', '')}:${id}`;
  }
  return null;
}
