// Places met in a rendered document -> its links, pictures, forms, tables and head. Runs inside the
// page, so it uses nothing but itself, what it is given and the DOM.
import type {
  PageReading,
  ReadBackground,
  ReadCanvas,
  ReadFold,
  ReadForm,
  ReadImage,
  ReadLink,
  ReadTable,
} from '../model/reading.js';
import type { PageDom } from './page-dom.js';
import type { PageSight } from './page-sight.js';
import type { PageText, Place } from './page-text.js';

export class PageThings {
  private readonly dom: PageDom;
  private readonly sight: PageSight;
  private readonly text: PageText;
  private readonly baseUrl: string;
  private readonly code = new Set(['script', 'style', 'noscript', 'template']);

  constructor(dom: PageDom, sight: PageSight, text: PageText) {
    this.dom = dom;
    this.sight = sight;
    this.text = text;
    this.baseUrl = dom.baseUrl;
  }

  private absolute(url: string | null): string | null {
    try {
      return url === null ? null : new URL(url, this.baseUrl).href;
    } catch {
      return null;
    }
  }

  /** The elements of some tags, in document order. */
  private placesOf(tags: string): readonly Place[] {
    const wanted = new Set(tags.split(' '));
    return this.text.things.filter((place) => wanted.has(this.dom.tagOf(place.element)));
  }

  /** As the DOM has it, shown or not, without code; a space where lines or blocks part words. */
  private textOf(element: Element): string {
    if (element.firstElementChild === null) return this.text.collapse(element.textContent ?? '');
    const copy = element.cloneNode(true) as Element;
    for (const each of Array.from(copy.querySelectorAll('*'))) {
      const tag = this.dom.tagOf(each);
      if (this.code.has(tag)) each.remove();
      else if (tag === 'br' || !this.text.phrasing.has(tag)) {
        each.before(' ');
        each.after(' ');
      }
    }
    return this.text.collapse(copy.textContent ?? '');
  }

  links(): ReadLink[] {
    return this.placesOf('a area').flatMap(({ element, sight, zone }) => {
      const href = this.absolute(element.getAttribute('href'));
      if (href === null || href.startsWith('javascript:')) return [];
      const pictures = Array.from(element.querySelectorAll('img[alt]'));
      const alt = pictures.map((each) => each.getAttribute('alt') ?? '').join(' ');
      const { collapse } = this.text;
      return {
        href,
        text: this.textOf(element) || collapse(alt) || collapse(element.getAttribute('alt') ?? ''),
        path: this.dom.pathOf(element),
        zone,
        visible: this.sight.isBoxShown(sight),
        frame: null,
      };
    });
  }

  images(): ReadImage[] {
    return this.placesOf('img input').flatMap(({ element, sight }) => {
      const isPicture = element instanceof HTMLImageElement;
      if (!isPicture && element.getAttribute('type')?.toLowerCase() !== 'image') return [];
      const src = this.absolute((isPicture && element.currentSrc) || element.getAttribute('src'));
      if (src === null || src === '') return [];
      return {
        src: this.shortened(src),
        alt: element.getAttribute('alt') ?? '',
        title: element.getAttribute('title') ?? '',
        path: this.dom.pathOf(element),
        widthPx: isPicture ? element.naturalWidth : 0,
        heightPx: isPicture ? element.naturalHeight : 0,
        visible: this.sight.isBoxShown(sight),
        frame: null,
      };
    });
  }

  /** An inlined picture is part of the page itself; here only its kind is of use. */
  private shortened(src: string): string {
    return src.startsWith('data:') && src.length > 2048 ? src.slice(0, src.indexOf(',') + 1) : src;
  }

  backgrounds(): ReadBackground[] {
    return this.text.things.flatMap(({ element, sight }) => {
      const urls = Array.from(sight.backgroundImage.matchAll(/url\("((?:[^"\\]|\\.)*)"\)/g));
      return urls.flatMap(([, url]) => {
        const src = this.absolute((url ?? '').replace(/\\(.)/g, '$1'));
        // Small inlined ones are signs and patterns.
        if (src === null || src.startsWith('data:')) return [];
        const visible = this.sight.isBoxShown(sight);
        return { src, path: this.dom.pathOf(element), visible, frame: null };
      });
    });
  }

  /** Smaller ones hold no line of text. */
  canvases(): ReadCanvas[] {
    return this.placesOf('canvas').flatMap(({ element, sight }) => {
      const { width, height } = this.dom.boxOf(element);
      if (width < 60 || height < 20) return [];
      const size = { widthPx: Math.round(width), heightPx: Math.round(height) };
      const visible = this.sight.isBoxShown(sight);
      return { path: this.dom.pathOf(element), ...size, visible, frame: null };
    });
  }

  /** By ARIA, by what Bootstrap's tabs and accordions have had since 2011, and each `details` that is open. */
  folds(): ReadFold[] {
    const controls =
      '[aria-controls], [data-target], [data-bs-target], [data-toggle][href], [role=tab][href]';
    const most = 500;
    const every = (selector: string): Element[] =>
      Array.from(this.dom.everyElement(document, selector)).slice(0, most);
    const open = every('details[open]').flatMap((element) => {
      const summary = Element.prototype.querySelector.call(element, 'summary');
      if (summary === null) return [];
      const [path, control] = [this.dom.pathOf(element), this.dom.pathOf(summary)];
      return { path, control, frame: null, isOpen: true as const };
    });
    const named = every(controls).flatMap((element) => {
      const names = ['aria-controls', 'data-bs-target', 'data-target', 'href'];
      const name = names.map((one) => this.dom.attribute(element, one)).find((one) => one);
      const id = name?.replace(/^#/, '') ?? '';
      const part = id === '' ? null : Document.prototype.getElementById.call(document, id);
      if (part === null || part.contains(element)) return [];
      return { path: this.dom.pathOf(part), control: this.dom.pathOf(element), frame: null };
    });
    return [...named, ...open];
  }

  media(): PageReading['media'] {
    return this.placesOf('video audio source embed object').flatMap(({ element }) => {
      const tag = this.dom.tagOf(element);
      const isPart = tag === 'source' && element.closest('video, audio') === null;
      const name = tag === 'object' ? 'data' : 'src';
      const src = isPart ? null : this.absolute(element.getAttribute(name));
      return src === null ? [] : { src, tag, path: this.dom.pathOf(element) };
    });
  }

  forms(): ReadForm[] {
    return this.placesOf('form').map(({ element, sight }) => {
      const query = Element.prototype.querySelector;
      return {
        action: this.absolute(this.dom.attribute(element, 'action') ?? '') ?? location.href,
        method: (this.dom.attribute(element, 'method') ?? 'get').toLowerCase(),
        hasPassword: query.call(element, 'input[type=password]') !== null,
        visible: this.sight.isBoxShown(sight),
      };
    });
  }

  /** Tables of figures; those that only lay the page out (nested ones within) are left out. */
  tables(): ReadTable[] {
    return this.placesOf('table').flatMap(({ element }) => {
      const role = element.getAttribute('role');
      if (role === 'presentation' || role === 'none') return [];
      if (!(element instanceof HTMLTableElement) || element.querySelector('table')) return [];
      const rows = Array.from(element.rows);
      const first = Array.from(rows[0]?.cells ?? []);
      const named = first.length > 0 && first.every((cell) => cell.localName === 'th');
      return {
        path: this.dom.pathOf(element),
        rows: rows.map((row) => Array.from(row.cells).map((cell) => this.textOf(cell))),
        hasHeader: named || (element.tHead?.rows.length ?? 0) > 0,
        frame: null,
      };
    });
  }

  frames(): PageReading['frames'] {
    return this.placesOf('iframe frame').flatMap(({ element }) => {
      const url = this.absolute(element.getAttribute('src'));
      return url === null ? [] : { url, path: this.dom.pathOf(element) };
    });
  }

  head(): Pick<PageReading, 'metas' | 'headLinks' | 'scripts'> {
    const fetched = ['stylesheet', 'preload', 'modulepreload', 'preconnect', 'dns-prefetch'];
    const every = (selector: string): Element[] =>
      Array.from(Document.prototype.querySelectorAll.call(document, selector));
    const nameOf = (meta: Element): string =>
      meta.getAttribute('name') ??
      meta.getAttribute('property') ??
      meta.getAttribute('http-equiv') ??
      '';
    return {
      metas: every('meta')
        .map((meta) => ({
          name: nameOf(meta).toLowerCase(),
          content: meta.getAttribute('content') ?? '',
        }))
        .filter((meta) => meta.name !== ''),
      headLinks: every('link[rel][href]').flatMap((link) => {
        const rel = (link.getAttribute('rel') ?? '').toLowerCase();
        const href = this.absolute(link.getAttribute('href'));
        if (href === null || fetched.includes(rel)) return [];
        return { rel, href, hreflang: link.getAttribute('hreflang') };
      }),
      scripts: every('script[src]').flatMap(
        (script) => this.absolute(script.getAttribute('src')) ?? [],
      ),
    };
  }
}
