// A scenario: one made-up site, the faces it shows one after the other, and what has to be said.
import type { NoiseLevel } from './noise.js';
import type { Edit, Script } from './page.js';

/** What the server does with a request. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** The line fails instead: cut off, silent, or ended in the middle of the body. */
  readonly line?: 'reset' | 'hang' | 'cut';
}

export interface Asked {
  readonly host: string;
  readonly path: string;
  /** The address of the watched page. */
  readonly page: string;
  readonly cookie: string;
}

type Respond = Answer | ((asked: Asked) => Answer | null);

/** How a site stands at one time; what is left out is healthy. */
export interface Face {
  /** Edits of the watched page. */
  readonly edit?: Edit;
  /** Status of the page as it is laid out. */
  readonly status?: number;
  /** Headers added to the page. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the watched page. */
  readonly page?: Respond;
  /** In place of every document of the site. */
  readonly site?: Respond;
  /** Where the name leads: nowhere, to a closed port, to another address of this machine. */
  readonly name?: 'gone' | 'closed' | 'other-address';
  /** Changes of the HTML as sent, after laying it out. */
  readonly markup?: (html: string) => string;
  /** Another layout from now on. */
  readonly layout?: string;
  /** Name of the picture drawn for a path, or null where it is missing. */
  readonly pictures?: (path: string) => string | null;
  /** Where the article also stands from now on. */
  readonly moved?: 'address' | 'domain';
}

export interface Expect {
  /** Accepted classes, the best first. */
  readonly classes?: readonly string[];
  readonly states?: readonly string[];
  readonly levels?: readonly string[];
  /** One of these kinds is among the changes. */
  readonly kinds?: readonly string[];
  /** A flag of one of these kinds is open after it. */
  readonly open?: readonly string[];
  /** No flag of these kinds is open after it. */
  readonly shut?: readonly string[];
  /** States of the first claim. */
  readonly claim?: readonly string[];
  /** Seen, and nothing of severity high or critical said. */
  readonly quiet?: true;
}

export interface Step {
  readonly face: Face;
  readonly expect: Expect;
}

export const GROUPS = ['positive', 'edit', 'trap', 'control', 'timeline'] as const;
export type Group = (typeof GROUPS)[number];

export interface Scenario {
  readonly id: string;
  readonly group: Group;
  /** Class, change kind, trap or story under which its outcome is counted. */
  readonly target: string;
  readonly script: Script;
  readonly layout: string;
  readonly noise: NoiseLevel;
  readonly topic: string;
  readonly terms?: readonly string[];
  /** Watched pages of the site beside the main one. */
  readonly others?: number;
  /** Watch without a claim. */
  readonly unclaimed?: true;
  /** The picture or document to watch in place of the page. */
  readonly watch?: string;
  readonly steps: readonly Step[];
}

export const HEALTHY: Face = {};
export const QUIET: Expect = { quiet: true };

/** `times` healthy looks. */
export function healthy(times: number): Step[] {
  return Array.from({ length: times }, () => ({ face: HEALTHY, expect: QUIET }));
}
