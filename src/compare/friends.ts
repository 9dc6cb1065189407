// A reading -> which of its links are other sites it leads to out of courtesy.
import { mapText } from '../formats/normal-text.js';
import { isWithin } from '../formats/page-core.js';
import type { PageReading, ReadLink, TextBlock } from '../model/reading.js';
import { allUnder } from './headed.js';
import { leavesSite } from './outsiders.js';
import { FRIENDS } from './turning-headings.js';

/** Whether a link is one of those, in the line or under the heading that says so. */
export function friendsOf(reading: PageReading): (link: ReadLink) => boolean {
  const isOfLinks = ({ text, linkTextLength }: TextBlock): boolean =>
    linkTextLength >= text.length * 0.5;
  const lines = reading.blocks.filter(
    (block) => FRIENDS.test(mapText(block.text).text) || isOfOthers(block, reading),
  );
  const places = [...lines, ...allUnder(FRIENDS, reading)].filter(isOfLinks);
  return (link) =>
    places.some(({ path, frame }) => frame === link.frame && isWithin(link.path, path));
}

/** A line beside the page's own text in which every link leads to another site. */
function isOfOthers(
  { path, frame, zone, text, linkTextLength }: TextBlock,
  reading: PageReading,
): boolean {
  if (zone !== 'aside' && zone !== 'footer') return false;
  const links = reading.links.filter((link) => link.frame === frame && isWithin(link.path, path));
  return (
    links.length >= LEAST_FRIENDS &&
    linkTextLength >= text.replace(/[^\p{L}\p{N}]/gu, '').length &&
    links.every(({ href }) => leavesSite(href, reading.url))
  );
}

const LEAST_FRIENDS = 3;
