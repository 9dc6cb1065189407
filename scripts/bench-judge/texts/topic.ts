// A topic: what a healthy page of one kind says, with numbers and names that differ from site to site.
import type { Block, Page, Script } from '../page.js';
import type { Chance } from '../random.js';

export interface Topic {
  readonly name: string;
  readonly script: Script;
  readonly make: (pick: Chance) => TopicPage;
}

export interface TopicPage {
  readonly heading: string;
  readonly date: string;
  readonly blocks: readonly Block[];
  readonly claims: readonly string[];
}

export interface SiteWords {
  readonly names: readonly string[];
  readonly nav: readonly string[];
  readonly pool: readonly string[];
  readonly contact: string;
  readonly footer: string;
  readonly languages: Page['languages'];
}

export const p = (text: string): Block => ({ kind: 'p', text });
export const h = (text: string): Block => ({ kind: 'h', text });
export const list = (...items: string[]): Block => ({ kind: 'list', items });
export const table = (head: string, ...rows: string[]): Block => ({
  kind: 'table',
  head: head.split('|'),
  rows: rows.map((row) => row.split('|')),
});
export const image = (src: string, alt: string): Block => ({ kind: 'image', src, alt });
export const file = (href: string, text: string): Block => ({ kind: 'file', href, text });
export const video = (src: string, alt: string): Block => ({ kind: 'video', src, alt });
