// A page's reading -> the same, with what is folded up under a shown heading as shown: whoever reads
// the page opens it with one click (HTML, the details element; tabs and answers whose control names
// them), and many open by themselves at times.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';

interface Place {
  readonly path: string;
  readonly frame: string | null;
  readonly visible: boolean;
}

/** What scrolls by is out of sight at times (HTML, the marquee element). */
const SCROLLS = /[\s>]marquee\b/;

/** `reading` with the texts of closed `details`, of parts a control opens and of what scrolls by, as visible. */
export function unfolded(reading: PageReading): PageReading {
  const shut = new Set<string>();
  // In an open one, what does not show was hidden by other means.
  const open = new Set(
    (reading.folds ?? []).flatMap(({ path, frame, isOpen }) =>
      isOpen ? [keyOf(path, frame)] : [],
    ),
  );
  for (const block of reading.blocks) {
    const fold = block.visible ? foldOf(block) : null;
    if (fold !== null) (fold.isHeading ? shut : open).add(fold.key);
  }
  const parts = partsOf(reading);
  const menus = menusOf(reading);
  const scrolls = reading.blocks.some(({ path }) => SCROLLS.test(path));
  if (shut.size === 0 && parts.size === 0 && menus.size === 0 && !scrolls) return reading;
  const shown = <T extends Place>(one: T): T => {
    if (one.visible) return one;
    const fold = foldOf(one);
    const isFolded = fold !== null && shut.has(fold.key) && !open.has(fold.key);
    const isShown = isFolded || SCROLLS.test(one.path) || isIn(one, parts);
    return isShown ? { ...one, visible: true } : one;
  };
  // A menu is of links: what is told at length has no place there.
  const listed = <T extends Place>(one: T, words: number, linked: number): T =>
    !one.visible && words <= LONGEST_IN_MENU && linked >= words * 0.5 && isIn(one, menus)
      ? { ...one, visible: true }
      : one;
  return {
    ...reading,
    blocks: reading.blocks.map((one) => listed(shown(one), one.text.length, one.linkTextLength)),
    links: reading.links.map((one) => listed(shown(one), one.text.length, one.text.length)),
  };
}

/** So many links at least make a menu, none of them longer than an entry is. */
const LEAST_IN_MENU = 2;
const LONGEST_IN_MENU = 60;

/**
 * The menus that open beneath an entry of the site's navigation: nothing of them shows, several links stand in
 * each, and words stand over it that show.
 */
function menusOf({ links, blocks }: PageReading): ReadonlySet<string> {
  const inside = new Map<string, Set<string>>();
  const entries = new Set(
    links.filter(({ visible, zone }) => visible && zone === 'nav').map(({ href }) => href),
  );
  for (const { path, frame, zone, visible, href } of links) {
    // One that the navigation shows elsewhere makes no menu of the one beside it.
    if (visible || zone !== 'nav' || entries.has(href)) continue;
    // The entry around the one the link is alone in.
    const [, menu] =
      /^(.* > li(?::nth-of-type\(\d+\))? > [\w-]+(?::nth-of-type\(\d+\))?)(?: > .*)? > li\b/.exec(
        path,
      ) ?? [];
    if (menu === undefined) continue;
    const key = keyOf(menu, frame);
    inside.set(key, (inside.get(key) ?? new Set()).add(href));
  }
  const isMenu = (key: string): boolean => {
    const [frame = '', menu = ''] = key.split('\n');
    const shown = blocks.filter((block) => block.visible && (block.frame ?? '') === frame);
    const entry = parentOf(menu);
    return (
      shown.some(({ path, text }) => isWithin(path, entry) && lettersIn(text) >= LEAST_LABEL) &&
      !shown.some(({ path }) => isWithin(path, menu))
    );
  };
  return new Set([
    ...[...inside].flatMap(([key, { size }]) =>
      size >= LEAST_IN_MENU && isMenu(key) ? [key] : [],
    ),
    ...burgersOf({ blocks, links }),
  ]);
}

/** Navigation of which nothing shows but the button that opens it. */
function burgersOf({ blocks, links }: Pick<PageReading, 'blocks' | 'links'>): readonly string[] {
  const isButton = ({ visible, text }: TextBlock): boolean =>
    visible && MENU_BUTTON.test(mapText(text).text.trim());
  return blocks.filter(isButton).flatMap(({ path, frame }) => {
    const nav = /^.*[\s>]nav\b[^\s>]*/.exec(path)?.[0];
    if (nav === undefined) return [];
    const inside = links.filter((link) => link.frame === frame && isWithin(link.path, nav));
    const isShut = inside.length >= LEAST_IN_MENU && inside.every(({ visible }) => !visible);
    return isShut ? [keyOf(nav, frame)] : [];
  });
}

const MENU_BUTTON =
  /^[☰≡]? ?(?:(?:main |open |site )?menu|菜单|选单|导航|目录|(?:ال)?قائمه|меню|menü|メニュー|메뉴)$|^[☰≡]$/;

/** What one presses to read on; nothing else says so of itself. */
const READ_ON =
  /^(?:(?:read|show|see|view) (?:more|all|full (?:text|article))|continue reading|expand(?: all)?|(?:点击)?(?:展开|显示)(?:全文|阅读(?:全文)?|全部|更多|剩余\d*%?)?|(?:阅读|查看)(?:全文|更多|剩余.{0,6})|继续阅读|余下全文|(?:تابع|اكمل|متابعه|اكمال) (?:ال)?قراءه|(?:اقرا|عرض|قراءه|اظهر) (?:ال)?مزيد|عرض (?:ال)?كل|المزيد)[ .…↓▼»>]*$/;

/**
 * Whether a place that does not show is what a shown button right behind it reads on to: nothing that shows
 * stands between them, and the button was not there before.
 */
export function readsOnTo(
  before: PageReading,
  { blocks, links }: PageReading,
): (path: string, frame: string | null) => boolean {
  const old = new Set(before.blocks.filter(({ visible }) => visible).map(({ text }) => text));
  const found = new Set<string>();
  for (const [at, { visible, text, path, frame, linkTextLength }] of blocks.entries()) {
    if (!visible || old.has(text) || text.length > LONGEST_BUTTON) continue;
    const isButton = / > button(?::nth-of-type\(\d+\))?$/.test(path);
    // A link that leads nowhere is pressed, too: it is no link of the reading.
    const isPressed =
      linkTextLength >= text.length / 3 &&
      !links.some((link) => link.frame === frame && isWithin(link.path, path));
    const words = mapText(text)
      .text.trim()
      .replace(/^余下全文 ?(?=.)/, '');
    if (!READ_ON.test(words) || !(isButton || isPressed)) continue;
    const part = parentOf(path);
    for (let i = at - 1; i >= 0; i -= 1) {
      const one = blocks[i];
      if (one === undefined || one.visible || one.frame !== frame || !isWithin(one.path, part))
        break;
      found.add(keyOf(one.path, frame));
    }
  }
  return (path, frame) => found.has(keyOf(path, frame));
}

const LONGEST_BUTTON = 24;

/** The innermost fold a thing stands in; one within another has a heading folded up with it. */
function foldOf({
  path,
  frame,
}: Place): { readonly key: string; readonly isHeading: boolean } | null {
  const match = /^(.*[\s>]details\b[^\s>]*)(.*)$/.exec(path);
  if (match?.[1] === undefined) return null;
  return { key: `${frame ?? ''}\n${match[1]}`, isHeading: /^ > summary\b/.test(match[2] ?? '') };
}

/** Fewer parts side by side are no tabs and no accordion: one control hides a text as well as it shows it. */
const LEAST_PARTS = 2;
/** A plus sign says nothing of what it opens. */
const LEAST_LABEL = 2;

/**
 * The parts of which nothing shows and that a shown control with words of its own opens, where others
 * stand beside them; keyed with their frame.
 */
function partsOf({ folds: every = [], blocks, links }: PageReading): ReadonlySet<string> {
  const folds = every.filter(({ isOpen }) => !isOpen);
  const beside = new Map<string, Map<string, string>>();
  for (const { path, control, frame } of folds) {
    const around = blocks.filter(
      (block) =>
        block.visible &&
        block.frame === frame &&
        (isWithin(block.path, control) || isWithin(control, block.path)),
    );
    // The words nearest to it: the page's root may have some of its own.
    const label = around.toSorted((a, b) => b.path.length - a.path.length)[0]?.text;
    const isPressed = CONTROL.test(control) || isTab(control, { folds, links, blocks });
    if (label === undefined || lettersIn(label) < LEAST_LABEL || !isPressed) continue;
    // An accordion's parts stand each in a card of its own.
    const kind = `${frame ?? ''}\n${path.replace(/:nth-of-type\(\d+\)/g, '')}`;
    const parts = beside.get(kind) ?? new Map<string, string>();
    if (![...parts.values()].includes(label)) parts.set(keyOf(path, frame), label);
    beside.set(kind, parts);
  }
  const open = new Set<string>();
  for (const { path, frame, visible } of blocks) {
    for (let above = path; visible && above !== ''; above = parentOf(above)) {
      open.add(keyOf(above, frame));
    }
  }
  const opened = [...beside.values()].filter(({ size }) => size >= LEAST_PARTS);
  return new Set(opened.flatMap((parts) => [...parts.keys()]).filter((part) => !open.has(part)));
}

/** What one presses. */
const CONTROL = /(?:^| > )(?:button|a|summary|label)(?::nth-of-type\(\d+\))?$/;

/** An entry of a list of tabs, each around a link to a part of its own (jQuery UI). */
function isTab(
  control: string,
  { folds = [], links, blocks }: Pick<PageReading, 'folds' | 'links' | 'blocks'>,
): boolean {
  const list = parentOf(control);
  const entries = folds.filter((one) => parentOf(one.control) === list);
  const aims = entries.map(({ control: entry }) => {
    const href = links.find(({ path }) => isWithin(path, entry))?.href ?? '';
    return /#[^#]+$/.exec(href)?.[0];
  });
  const isEntry = / > (?:li|div|span)(?::nth-of-type\(\d+\))?$/.test(control);
  // Or each names a part of its own, one of which is open (ARIA 1.2, tab).
  const parts = new Set(entries.map(({ path }) => path));
  const isNamed =
    isEntry &&
    entries.length >= LEAST_PARTS &&
    parts.size === entries.length &&
    blocks.some(({ visible, path }) => visible && [...parts].some((part) => isWithin(path, part)));
  return (
    isEntry &&
    (isNamed || (aims.every((aim) => aim !== undefined) && new Set(aims).size === aims.length))
  );
}

function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

function keyOf(path: string, frame: string | null): string {
  return `${frame ?? ''}\n${path}`;
}

function isIn({ path, frame }: Place, parts: ReadonlySet<string>): boolean {
  for (let above = path; above !== ''; above = parentOf(above)) {
    if (parts.has(keyOf(above, frame))) return true;
  }
  return false;
}
