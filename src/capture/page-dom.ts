// The DOM as the parser made it -> parents, children and paths. Runs inside the page, so it uses
// nothing but itself and the DOM.

type Getter<O, K extends keyof O> = (of: O) => O[K];

/**
 * Reads documents past what their authors call things: named elements hide the properties of
 * documents and forms (Web IDL §3.7.4.1, LegacyOverrideBuiltIns), those of prototypes they cannot.
 */
export class PageDom {
  readonly parentOf = this.getter(Node.prototype, 'parentNode');
  readonly nodesOf = this.getter(Node.prototype, 'childNodes');
  readonly elementsOf = this.getter(Element.prototype, 'children');
  readonly tagOf = this.getter(Element.prototype, 'localName');
  readonly namespaceOf = this.getter(Element.prototype, 'namespaceURI');
  readonly root = this.ofDocument('documentElement');
  readonly body = this.ofDocument('body');
  readonly baseUrl = this.getter(Node.prototype, 'baseURI')(document);

  private readonly paths = new Map<Element, string>();
  private readonly depths = new Map<Element, number>();
  private readonly names = new Map<Element, string>();
  private readonly shadowRoots = new Set<ShadowRoot>();
  /** DOM Standard, "attach a shadow root": elements that may hold one, as far as pages use them. */
  private readonly hosts = new Set(
    'article aside blockquote div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(
      ' ',
    ),
  );
  private readonly closedRoots: ReadonlyMap<Element, ShadowRoot>;

  /** `closedRoots`: those the page keeps to itself, had from the browser. */
  constructor(closedRoots: readonly ShadowRoot[]) {
    this.closedRoots = new Map(closedRoots.map((each) => [each.host, each]));
  }

  private getter<O extends object, K extends keyof O>(prototype: O, name: K): Getter<O, K> {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
    return (of) => get?.call(of);
  }

  ofDocument<K extends keyof Document>(name: K): Document[K] {
    return this.getter(Document.prototype, name)(document);
  }

  attribute(element: Element, name: string): string | null {
    return Element.prototype.getAttribute.call(element, name);
  }

  isShown(element: Element): boolean {
    const options = { opacityProperty: true, visibilityProperty: true };
    return Element.prototype.checkVisibility.call(element, options);
  }

  boxOf(element: Element): DOMRect {
    return Element.prototype.getBoundingClientRect.call(element);
  }

  shadowOf(element: Element): ShadowRoot | null {
    // No form can have one, so nothing of value is hidden here.
    const found = element.shadowRoot ?? this.closedRoots.get(element) ?? null;
    if (!(found instanceof ShadowRoot)) return null;
    this.shadowRoots.add(found);
    return found;
  }

  /** `assignedSlot` is null for closed roots, whose slots know all the same. */
  isSlotted(node: Node): boolean {
    if (!(node instanceof Element || node instanceof Text)) return true;
    if (node.assignedSlot !== null) return true;
    const host = this.parentOf(node);
    const closed = host instanceof Element ? this.closedRoots.get(host) : undefined;
    const slots = Array.from(closed?.querySelectorAll('slot') ?? []);
    return slots.some((slot) => slot.assignedNodes().includes(node));
  }

  /** Children as composed: a shadow root stands for its host's, a slot for what fills it. */
  composedChildren(element: Element): readonly Node[] {
    const shadow = this.shadowOf(element);
    if (shadow !== null) return Array.from(shadow.childNodes);
    if (element instanceof HTMLSlotElement) {
      const assigned = element.assignedNodes();
      if (assigned.length > 0) return assigned;
    }
    return Array.from(this.nodesOf(element));
  }

  /** All elements, those in shadow roots included, in document order. */
  *everyElement(root: Document | ShadowRoot, selector = '*'): Generator<Element> {
    const prototype = root instanceof ShadowRoot ? DocumentFragment.prototype : Document.prototype;
    for (const each of prototype.querySelectorAll.call(root, '*')) {
      if (selector === '*' || Element.prototype.matches.call(each, selector)) yield each;
      const shadow = this.shadowOf(each);
      if (shadow !== null) yield* this.everyElement(shadow, selector);
    }
  }

  /**
   * `html > body > div:nth-of-type(2) > p`; ` >>> ` leads into a shadow root. Elements nested past
   * any sense share the path of the deepest that has one.
   */
  pathOf(element: Element): string {
    const deepest = 200;
    const chain: Element[] = [];
    let each: Element | null = element;
    while (each !== null && !this.paths.has(each)) {
      chain.push(each);
      const parent: Node | null = this.parentOf(each);
      each = parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
    }
    for (const one of chain.reverse()) {
      const parent = this.parentOf(one);
      const isInShadow = parent instanceof ShadowRoot;
      const above = isInShadow ? parent.host : parent instanceof Element ? parent : null;
      const depth = above === null ? 0 : (this.depths.get(above) ?? 0) + 1;
      this.depths.set(one, depth);
      const before = above === null ? '' : (this.paths.get(above) ?? '');
      const own = `${before}${before === '' ? '' : isInShadow ? ' >>> ' : ' > '}${this.nameOf(one)}`;
      this.paths.set(one, depth > deepest ? before : own);
    }
    return this.paths.get(element) ?? '';
  }

  /** Counted once for all children of a parent, of which there may be very many. */
  private nameOf(element: Element): string {
    const known = this.names.get(element);
    if (known !== undefined) return known;
    const parent = this.parentOf(element);
    const siblings =
      parent instanceof Element
        ? Array.from(this.elementsOf(parent))
        : parent instanceof ShadowRoot
          ? Array.from(parent.children)
          : [element];
    const ofTag = new Map<string, Element[]>();
    for (const each of siblings) {
      const tag = this.tagOf(each);
      const list = ofTag.get(tag);
      if (list === undefined) ofTag.set(tag, [each]);
      else list.push(each);
    }
    for (const [tag, list] of ofTag) {
      list.forEach((each, index) => {
        this.names.set(each, list.length > 1 ? `${tag}:nth-of-type(${index + 1})` : tag);
      });
    }
    return this.names.get(element) ?? this.tagOf(element);
  }

  /** Paths of what the selectors match; one the browser does not understand matches nothing. */
  pathsOf(selectors: readonly string[]): string[] {
    return selectors.flatMap((selector) => {
      try {
        return Array.from(this.everyElement(document, selector), (each) => this.pathOf(each));
      } catch {
        return [];
      }
    });
  }

  /** True when a shadow root that scripts cannot see may hang on the element. */
  maySealRoot(element: Element): boolean {
    const tag = this.tagOf(element);
    if (tag.includes('-')) return this.shadowOf(element) === null;
    if (!this.hosts.has(tag) || element.firstChild !== null || element.clientHeight === 0)
      return false;
    if (this.shadowOf(element) !== null) return false;
    // Nothing in it, no height given to it, and yet it has one.
    return element.computedStyleMap().get('height')?.toString() === 'auto';
  }

  /** The rendered DOM as text, shadow roots as `<template shadowrootmode>` (HTML §13.3). */
  serialise(): string {
    const doctype = this.ofDocument('doctype');
    const start = doctype === null ? '' : `${new XMLSerializer().serializeToString(doctype)}\n`;
    if (this.shadowRoots.size === 0) return start + this.root.outerHTML;
    const shell = (this.root.cloneNode(false) as Element).outerHTML;
    const end = shell.lastIndexOf('</');
    const inner = this.root.getHTML({ shadowRoots: Array.from(this.shadowRoots) });
    return start + shell.slice(0, end) + inner + shell.slice(end);
  }
}
