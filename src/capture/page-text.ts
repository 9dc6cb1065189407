// A rendered document -> its text, block by block, and the things met on the way. Runs inside the
// page, so it uses nothing but itself, what it is given and the DOM.
import type { TextBlock, TextOrigin, Zone } from '../model/reading.js';
import type { PageDom } from './page-dom.js';
import type { PageInk } from './page-ink.js';
import type { PageSight, Sight } from './page-sight.js';

/** An element on the way down, with what its surroundings say of it. */
export interface Place {
  readonly element: Element;
  readonly sight: Sight;
  readonly zone: Zone;
  readonly isInSection: boolean;
  readonly isLink: boolean;
  /** The block-level element its text belongs to. */
  readonly owner: Element;
}

/** Text gathered so far for the block-level element `owner`. */
interface Run {
  readonly owner: Element;
  readonly zone: Zone;
  text: string;
  linkTextLength: number;
  isShown: boolean;
  lineBreaks: number;
}

/** A node still to be visited; null: the block `place` ends here. */
interface Step {
  readonly node: Node | null;
  readonly place: Place;
}

export interface TextLimits {
  readonly maxMs: number;
  /** Characters of text and paths together. */
  readonly maxLength: number;
}

export class PageText {
  readonly blocks: TextBlock[] = [];
  /** Links, pictures, forms and the like, and what has a picture behind it, in document order. */
  readonly things: Place[] = [];
  truncated: 'time' | 'length' | null = null;
  sealedHosts = 0;

  private run: Run | null = null;
  /** Text beside the run, put behind it so that it parts no sentence. */
  private beside: TextBlock[] = [];
  private length = 0;
  private visited = 0;
  private readonly dom: PageDom;
  private readonly sight: PageSight;
  private readonly ink: PageInk;
  private readonly skipped = this.tags('script style noscript template head iframe frame embed rp');
  /** In these a header or footer is theirs and not the page's (HTML, sections and sectioning roots). */
  private readonly sections = this.tags(
    'article aside main nav section blockquote figure td dialog details',
  );
  private readonly kept = this.tags(
    'a area img input form table video audio source embed object iframe frame canvas',
  );
  readonly phrasing = this.tags(
    'a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q ruby s samp small span strong sub sup time tt u var wbr',
  );
  private readonly zones: Readonly<Record<string, Zone>> = {
    navigation: 'nav',
    banner: 'header',
    main: 'main',
    complementary: 'aside',
    contentinfo: 'footer',
  };

  /** Names that layouts without landmarks give to what stands beside the text. */
  private readonly asideName =
    /^(?:ads?|adv|advert\w*|ads?[-_]\w+|\w+[-_]ads?|guanggao|sponsor\w*|promo\w*|banners?|side-?bar\d?|related(?:[-_]\w+)?|recommend\w*|tuijian|ranking|paihang|ticker|marquee|weather|tianqi|widget|popular|trending|most-?read)$/i;

  constructor(dom: PageDom, sight: PageSight, ink: PageInk) {
    this.dom = dom;
    this.sight = sight;
    this.ink = ink;
  }

  private tags(names: string): ReadonlySet<string> {
    return new Set(names.split(' '));
  }

  collapse(text: string): string {
    return text.replace(/[\t\n\f\r \u00a0]+/g, ' ').trim();
  }

  /** Reads all there is under `root`, without recursion: pages nest as deep as they like. */
  read(root: Element, limits: TextLimits): void {
    const endsAtMs = performance.now() + limits.maxMs;
    const sight = this.sight.ofRoot(root);
    const above = {
      element: root,
      sight,
      zone: null,
      isInSection: false,
      isLink: false,
      owner: root,
    };
    const steps = this.stepsInto(above);
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      this.visited += 1;
      if (this.visited % 256 === 0 && performance.now() > endsAtMs) this.truncated = 'time';
      if (this.length > limits.maxLength) this.truncated = 'length';
      if (this.truncated !== null) break;
      const { node, place } = step;
      if (node === null) this.endRun();
      else if (node instanceof Text) this.addText(node, place);
      else if (node instanceof Element)
        for (const each of this.enter(node, place)) steps.push(each);
    }
    this.endRun();
  }

  /** The children of an element, last first: what is pushed last is visited first. */
  private stepsInto(place: Place): Step[] {
    const steps: Step[] = [];
    const { element } = place;
    for (const node of this.dom.composedChildren(element)) steps.push({ node, place });
    if (this.dom.shadowOf(element) !== null) {
      // What fills no slot is in the page without being shown.
      const hidden = { ...place, sight: { ...place.sight, display: 'none' } };
      for (const node of this.dom.nodesOf(element)) {
        if (!this.dom.isSlotted(node)) steps.push({ node, place: hidden });
      }
    }
    return steps.reverse();
  }

  /** What is to be visited inside `element`, once it has had its own say. */
  private enter(element: Element, above: Place): readonly Step[] {
    const tag = this.dom.tagOf(element);
    const isSkipped = this.skipped.has(tag);
    if (isSkipped && !this.kept.has(tag)) return [];
    if (tag === 'br') {
      this.breakLine(above);
      return [];
    }
    const sight = this.sight.ofChild(element, above.sight);
    const isOwner = this.isBlock(element, tag, sight.display);
    const isInSection = above.isInSection || this.sections.has(this.dom.tagOf(above.element));
    const place: Place = {
      element,
      sight,
      zone: this.zoneOf(element, tag, above, isInSection),
      isInSection,
      isLink: above.isLink || tag === 'a',
      owner: isOwner ? element : above.owner,
    };
    if (this.kept.has(tag) || sight.backgroundImage !== 'none') this.things.push(place);
    if (isSkipped || this.isVectorNote(element, tag)) return [];
    if (tag === 'rt' || tag === 'rtc') {
      this.addBeside(place, element.textContent ?? '', 'annotation', '');
      return [];
    }
    if (this.addField(element, place)) return [];
    if (isOwner) this.endRun();
    if (this.dom.maySealRoot(element)) this.sealedHosts += 1;
    if (sight.display !== 'none' && this.visited < 20_000) this.addGenerated(place);
    const steps = this.stepsInto(place);
    return isOwner ? [{ node: null, place }, ...steps] : steps;
  }

  private isVectorNote(element: Element, tag: string): boolean {
    return element instanceof SVGElement && ['title', 'desc', 'metadata', 'defs'].includes(tag);
  }

  private zoneOf(element: Element, tag: string, above: Place, isInSection: boolean): Zone {
    const byRole = this.zones[this.dom.attribute(element, 'role') ?? ''];
    if (byRole !== undefined) return byRole;
    if (tag === 'nav' || tag === 'main' || tag === 'aside') return tag;
    // HTML-AAM: header and footer inside sectioning content are no landmarks.
    if ((tag === 'header' || tag === 'footer') && !isInSection) return tag;
    const mayBeAside = above.zone === null || above.zone === 'main';
    return mayBeAside && this.isNamedAside(element, tag) ? 'aside' : above.zone;
  }

  /** By its names, unless it holds what a page is about: `sidebar` may be a word for the whole layout. */
  private isNamedAside(element: Element, tag: string): boolean {
    if (!/^(?:div|section|ul|td|p|dl)$/.test(tag)) return false;
    const names = `${this.dom.attribute(element, 'class') ?? ''} ${this.dom.attribute(element, 'id') ?? ''}`;
    if (
      !names
        .slice(0, 300)
        .split(/\s+/)
        .some((name) => this.asideName.test(name))
    )
      return false;
    return Element.prototype.querySelector.call(element, 'h1, main, article') === null;
  }

  /** Inline boxes of phrasing elements belong to the sentence around them. */
  private isBlock(element: Element, tag: string, display: string): boolean {
    if (display === 'contents' || display === 'inline' || display.startsWith('ruby')) return false;
    if (element instanceof SVGElement) return tag === 'text';
    const isInline = display.startsWith('inline') || display === 'none';
    return !(isInline && this.phrasing.has(tag));
  }

  private breakLine(place: Place): void {
    const run = this.startRun(place);
    run.text += '\n';
    run.lineBreaks += 1;
    // Two in a row are how old pages make paragraphs.
    if (run.lineBreaks > 1) this.endRun();
  }

  private startRun({ owner, zone }: Place): Run {
    if (this.run !== null && this.run.owner === owner) return this.run;
    this.endRun();
    this.run = { owner, zone, text: '', linkTextLength: 0, isShown: false, lineBreaks: 0 };
    return this.run;
  }

  private endRun(): void {
    const { run, beside } = this;
    this.run = null;
    this.beside = [];
    const text = run === null ? '' : this.collapse(run.text);
    if (run !== null && text !== '') {
      const linkTextLength = Math.min(run.linkTextLength, text.length);
      this.add(this.blockOf(run.owner, run.zone, text, run.isShown, linkTextLength));
    }
    for (const block of beside) this.add(block);
  }

  private add(block: TextBlock): void {
    this.length += block.text.length + block.path.length + 100;
    this.blocks.push(block);
  }

  private blockOf(
    owner: Element,
    zone: Zone,
    text: string,
    visible: boolean,
    linkTextLength: number,
  ): TextBlock {
    const path = this.dom.pathOf(owner);
    return { text, tag: this.dom.tagOf(owner), path, zone, visible, linkTextLength, frame: null };
  }

  private addText(text: Text, place: Place): void {
    const words = this.collapse(text.data);
    if (words === '') {
      if (this.run !== null && this.run.owner === place.owner) this.run.text += ' ';
      return;
    }
    const isShown =
      this.sight.isTextShown(text, place.sight) && !this.ink.isLost(place.sight.element);
    // Shown and hidden words never share a block: each must be judged by itself.
    const { run } = this;
    if (run !== null && run.text.trim() !== '' && run.isShown !== isShown) this.endRun();
    const into = this.startRun(place);
    into.isShown = isShown;
    into.lineBreaks = 0;
    into.text += text.data;
    if (place.isLink) into.linkTextLength += words.length;
  }

  /** A block of its own behind the one under way; `where` is added to the path. */
  private addBeside(place: Place, words: string, origin: TextOrigin, where: string): void {
    const text = this.collapse(words);
    if (text === '') return;
    const { element, zone, isLink } = place;
    const isShown = this.sight.isBoxShown(place.sight) && !this.ink.isLost(element);
    const block = this.blockOf(element, zone, text, isShown, isLink ? text.length : 0);
    this.beside.push({ ...block, path: block.path + where, origin });
  }

  /** Words of style sheets; signs of icon fonts are no words. */
  private addGenerated(place: Place): void {
    for (const pseudo of ['::before', '::after']) {
      const { content } = getComputedStyle(place.element, pseudo);
      if (content === 'none' || content === 'normal' || content === '') continue;
      const parts = content.matchAll(/"((?:[^"\\]|\\.)*)"|attr\(([^)]+)\)/g);
      const words = Array.from(parts, ([, string, name]) =>
        name === undefined
          ? (string ?? '').replace(/\\(.)/g, '$1')
          : (this.dom.attribute(place.element, name) ?? ''),
      ).join('');
      if (/[\p{L}\p{N}]/u.test(words)) this.addBeside(place, words, 'generated', pseudo);
    }
  }

  /** True for fields, whose text is not that of their children. */
  private addField(element: Element, place: Place): boolean {
    if (element instanceof HTMLInputElement) {
      const { type, value, placeholder } = element;
      if (type === 'submit' || type === 'button' || type === 'reset') this.addWords(place, value);
      else if (type === 'image') this.addWords(place, element.alt, 'alternative');
      else if (this.isWritten(type)) {
        // What a password is has never been shown to anybody.
        const shown = type === 'password' ? '' : value;
        this.addWords(place, shown || placeholder, shown === '' ? 'placeholder' : 'value');
      }
      return true;
    }
    if (element instanceof HTMLTextAreaElement) {
      const { value, placeholder } = element;
      this.addWords(place, value || placeholder, value === '' ? 'placeholder' : 'value');
      return true;
    }
    if (element instanceof HTMLSelectElement) {
      const isList = element.multiple || element.size > 1;
      const isShown = this.sight.isBoxShown(place.sight);
      for (const option of element.options) {
        const inList = { ...place, element: option, owner: option };
        this.addWords(inList, option.label, 'option', isShown && (isList || option.selected));
      }
      return true;
    }
    return false;
  }

  private isWritten(type: string): boolean {
    return !['hidden', 'checkbox', 'radio', 'range', 'color', 'file'].includes(type);
  }

  /** A block of its own, in its place. */
  private addWords(place: Place, words: string, origin?: TextOrigin, isShown?: boolean): void {
    const text = this.collapse(words);
    if (text === '') return;
    this.endRun();
    const visible = isShown ?? this.sight.isBoxShown(place.sight);
    const block = this.blockOf(place.element, place.zone, text, visible, 0);
    this.add(origin === undefined ? block : { ...block, origin });
  }
}
