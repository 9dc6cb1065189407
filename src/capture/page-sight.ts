// Elements of a rendered document -> what of them a visitor gets to see. Runs inside the page, so it
// uses nothing but itself, what it is given and the DOM.
import type { PageDom } from './page-dom.js';

/** Edges in the coordinates of the window, CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How one element stands, known from its parent's: computed once on the way down. */
export interface Sight {
  readonly element: Element;
  /** `none` within what is not rendered at all. */
  readonly display: string;
  /** What the boxes around leave to be seen: of text in the flow, and of what leaves the flow. */
  readonly open: Box;
  readonly openToAbsolute: Box;
  readonly backgroundImage: string;
}

/** Boxes that clip, edges of the page, colours: what hides text that is there. */
export class PageSight {
  readonly page: Box;
  private readonly nowhere: Box = { left: 1, top: 1, right: 0, bottom: 0 };
  private readonly shown = new Map<Element, boolean>();
  private readonly range = document.createRange();
  private readonly dom: PageDom;

  constructor(dom: PageDom) {
    this.dom = dom;
    this.page = this.pageBox();
  }

  /** The page to its far edges; text in Arabic and in columns runs on to the left. */
  private pageBox(): Box {
    const style = getComputedStyle(this.dom.body ?? this.dom.root);
    const isVertical = style.writingMode.endsWith('-rl');
    const isLeftward =
      isVertical || (style.direction === 'rtl' && !style.writingMode.includes('-'));
    const whole = Math.max(this.dom.root.scrollWidth, innerWidth);
    // What was put a thousand pixels aside was put out of sight.
    const width = isLeftward && !isVertical ? Math.min(whole, innerWidth * 2) : whole;
    const left = (isLeftward ? innerWidth - width : 0) - scrollX;
    return { left, top: -scrollY, right: left + width, bottom: Number.POSITIVE_INFINITY };
  }

  ofRoot(element: Element): Sight {
    const { display, backgroundImage } = getComputedStyle(element);
    return { element, display, open: this.page, openToAbsolute: this.page, backgroundImage };
  }

  ofChild(element: Element, above: Sight): Sight {
    if (above.display === 'none') return { ...above, element };
    const style = getComputedStyle(element);
    const { display, position, overflow, clipPath, backgroundImage } = style;
    if (display === 'none' || display === '') {
      return { ...above, element, display: 'none', backgroundImage: 'none' };
    }
    const isOut = position === 'absolute' || position === 'fixed';
    const around = position === 'fixed' ? this.page : isOut ? above.openToAbsolute : above.open;
    const isClipped =
      (clipPath !== 'none' && this.isClippedAway(clipPath)) ||
      (isOut && /^rect\((0px,? ?){4}\)$/.test(style.clip));
    const open = isClipped
      ? this.nowhere
      : overflow === 'visible'
        ? around
        : this.openWithin(element, display, overflow, around);
    const openToAbsolute = isClipped || position !== 'static' ? open : above.openToAbsolute;
    return { element, display, open, openToAbsolute, backgroundImage };
  }

  private isClippedAway(clipPath: string): boolean {
    return /^(inset\((50|100)%|circle\(0(px|%)?\b|polygon\((0(px|%)? 0(px|%)?(, )?)+\)$)/.test(
      clipPath,
    );
  }

  /** What a box that hides its overflow, or scrolls, leaves open for its content. */
  private openWithin(element: Element, display: string, overflow: string, around: Box): Box {
    const isPage = element === this.dom.body || element === this.dom.root;
    if (isPage || display === 'inline' || display === 'contents') return around;
    if (element.clientWidth <= 1 || element.clientHeight <= 1) return this.nowhere;
    const box = this.dom.boxOf(element);
    if (!this.meet(box, around)) return this.nowhere;
    const [x = 'visible', y = x] = overflow.split(' ');
    const scrolls = (how: string): boolean => how === 'auto' || how === 'scroll';
    const horizontal = this.openAlong(
      x,
      scrolls(x),
      [box.left, box.right],
      [around.left, around.right],
    );
    const vertical = this.openAlong(
      y,
      scrolls(y),
      [box.top, box.bottom],
      [around.top, around.bottom],
    );
    return { left: horizontal[0], right: horizontal[1], top: vertical[0], bottom: vertical[1] };
  }

  private openAlong(
    how: string,
    scrolls: boolean,
    box: readonly [number, number],
    around: readonly [number, number],
  ): readonly [number, number] {
    // Whatever a box scrolls to can be seen where the box itself can.
    if (scrolls) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (how === 'visible') return around;
    return [Math.max(box[0], around[0]), Math.min(box[1], around[1])];
  }

  private meet(box: Box, other: Box): boolean {
    return (
      box.right > other.left &&
      box.left < other.right &&
      box.bottom > other.top &&
      box.top < other.bottom
    );
  }

  /** By its own style and those around it, wherever it stands. */
  isStyledShown(element: Element): boolean {
    const known = this.shown.get(element);
    if (known !== undefined) return known;
    const shown = this.dom.isShown(element);
    this.shown.set(element, shown);
    return shown;
  }

  isTextShown(text: Text, sight: Sight): boolean {
    if (sight.display === 'none' || !this.isStyledShown(sight.element)) return false;
    this.range.selectNodeContents(text);
    return this.isAnyOpen(this.range.getClientRects(), sight.open);
  }

  /** Of an element whose box is what a visitor sees: a picture, a field, a link. */
  isBoxShown(sight: Sight): boolean {
    if (sight.display === 'none' || !this.isStyledShown(sight.element)) return false;
    return this.isAnyOpen(Element.prototype.getClientRects.call(sight.element), sight.open);
  }

  private isAnyOpen(rects: DOMRectList, open: Box): boolean {
    for (const rect of rects) {
      if (rect.width > 1 && rect.height > 1 && this.meet(rect, open)) return true;
    }
    return false;
  }
}
