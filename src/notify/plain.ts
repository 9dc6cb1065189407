// What a hostile page wrote -> text that is safe in a message: one line, of bounded length, with no
// control characters, and nothing that a mail scanner or a chat would visit by itself.

/**
 * Controls, and characters that turn the direction of what follows or cannot be seen; but for the two
 * joiners that Persian is written with.
 */
const UNSEEN = /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}])+/gu;

/** One line of at most `max` characters. */
export function plain(text: string, max = 300): string {
  const line = text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join('')}…`;
}

/**
 * Text of a page with its addresses made unclickable (`hxxp://donghai[.]test`): what follows links in
 * messages before a person does would visit the page, and tell its owner.
 */
export function defused(text: string, max?: number): string {
  return plain(text, max)
    .replace(/(h)tt(ps?:)/gi, '$1xx$2')
    .replace(/(?<=[\p{L}\p{N}-])\.(?=[\p{L}\p{N}-]*\p{L})/gu, '[.]')
    .replaceAll('@', '[at]');
}

/** An address to be read and not followed: `donghai[.]test/服务`. */
export function shownAddress(url: string, max = 200): string {
  if (!URL.canParse(url)) return defused(url, max);
  const { host, pathname, search } = new URL(url);
  const path = readable(pathname + search);
  return `${host.replaceAll('.', '[.]')}${path === '/' ? '' : defused(path, max)}`;
}

/** The host of an address, to be read and not followed. */
export function shownHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replaceAll('.', '[.]') : defused(url, 100);
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
