// Text of a rendered document -> whether its colour sets it off from what lies behind it. Runs inside
// the page, so it uses nothing but itself, what it is given and the DOM.
import type { PageDom } from './page-dom.js';

interface Ground {
  /** Computed colour, or null where it is a picture. */
  readonly color: string | null;
  /** The element whose background it is; null: the browser's own white. */
  readonly owner: Element | null;
}

/** Says that text cannot be seen only where that is sure: anything painted in between is a doubt. */
export class PageInk {
  private readonly grounds = new Map<Element, Ground>();
  private readonly hidden = new Map<Element, boolean>();
  private painted: readonly Element[] | null = null;
  private readonly dom: PageDom;

  constructor(dom: PageDom) {
    this.dom = dom;
  }

  /** True when the text directly in `element` has the colour of its background, or none. */
  isLost(element: Element): boolean {
    const known = this.hidden.get(element);
    if (known !== undefined) return known;
    const lost = this.find(element);
    this.hidden.set(element, lost);
    return lost;
  }

  private find(element: Element): boolean {
    const style = getComputedStyle(element);
    const fill =
      element instanceof SVGElement
        ? style.fill
        : style.getPropertyValue('-webkit-text-fill-color');
    const ground = this.groundOf(element);
    const isClear = this.isClear(fill);
    if (!isClear && (ground.color === null || fill !== ground.color)) return false;
    if (style.textShadow !== 'none' || style.webkitTextStrokeWidth !== '0px') return false;
    // Letters cut out of a background are seen by it.
    if (isClear) return !this.isCutOut(element);
    if (element instanceof SVGElement) return false;
    return !this.isAnythingBetween(element, ground.owner);
  }

  private isClear(color: string): boolean {
    return color === 'transparent' || /^rgba\(.*, 0\)$/.test(color);
  }

  private isCutOut(element: Element): boolean {
    for (let each: Element | null = element; each !== null; each = each.parentElement) {
      if (getComputedStyle(each).backgroundClip.includes('text')) return true;
      if (each === this.dom.body) return false;
    }
    return false;
  }

  private groundOf(element: Element): Ground {
    const chain: Element[] = [];
    let each: Element | null = element;
    // A page may ask for the browser's dark canvas instead of its white one.
    const isDark = getComputedStyle(this.dom.root).colorScheme.includes('dark');
    let found: Ground = { color: isDark ? null : 'rgb(255, 255, 255)', owner: null };
    while (each !== null) {
      const known = this.grounds.get(each);
      if (known !== undefined) {
        found = known;
        break;
      }
      chain.push(each);
      const { backgroundColor, backgroundImage } = getComputedStyle(each);
      if (backgroundImage !== 'none') found = { color: null, owner: each };
      else if (!this.isClear(backgroundColor)) found = { color: backgroundColor, owner: each };
      if (found.owner !== null) break;
      const parent: Node | null = this.dom.parentOf(each);
      each = parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
    }
    for (const one of chain) this.grounds.set(one, found);
    return found;
  }

  /** Pictures and backgrounds that lie where the text does and are none of its own surroundings. */
  private isAnythingBetween(element: Element, owner: Element | null): boolean {
    for (let each: Element | null = element; each !== null; each = each.parentElement) {
      for (const pseudo of ['::before', '::after']) {
        const style = getComputedStyle(each, pseudo);
        if (style.content !== 'none' && this.isPainting(style)) return true;
      }
      if (each === owner) break;
    }
    const box = this.dom.boxOf(element);
    this.painted ??= this.findPainted();
    return this.painted.some((other) => {
      if (other.contains(element) || element.contains(other)) return false;
      const its = this.dom.boxOf(other);
      const isApart =
        its.right <= box.left ||
        its.left >= box.right ||
        its.bottom <= box.top ||
        its.top >= box.bottom;
      return !isApart;
    });
  }

  private isPainting(style: CSSStyleDeclaration): boolean {
    return style.backgroundImage !== 'none' || !this.isClear(style.backgroundColor);
  }

  private findPainted(): readonly Element[] {
    const replaced = 'img picture video canvas svg iframe object embed input';
    const tags = new Set(replaced.split(' '));
    return Array.from(this.dom.everyElement(document)).filter(
      (each) => tags.has(this.dom.tagOf(each)) || this.isPainting(getComputedStyle(each)),
    );
  }
}
