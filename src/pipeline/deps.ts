import type { Logger } from 'pino';
import type { RuleSet } from '../judge/rules.js';
import type { Confirmation } from '../judge/state.js';
import type { Collector, NotBefore } from '../model/snapshot.js';
import type { Route } from '../notify/route.js';
import type { BlobStore } from '../ports/blob-store.js';
import type { Browser } from '../ports/browser.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Clock } from '../ports/clock.js';
import type { DocumentReader } from '../ports/document-reader.js';
import type { Egress } from '../ports/egress.js';

export interface PipelineDeps {
  readonly browser: () => Promise<Browser>;
  readonly documents: DocumentReader;
  readonly blobs: BlobStore;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether a host takes connections from a vantage; see `Egress`. */
  readonly reaches: Egress['reaches'];
  readonly ownLine: Egress['ownLine'];
  /** Resolvers of the config, asked about a name; see `Egress`. */
  readonly askResolvers: Egress['askResolvers'];
  readonly resolversAsked: 'failures' | 'always';
  /** Addresses asked beside unrelated watched pages whether our own line works. */
  readonly canaries: readonly string[];
  /** Reads the rules at the first call: most commands judge nothing. */
  readonly rules: () => Promise<RuleSet>;
  readonly confirmation: Confirmation;
  /** A made-up address beside one that looks wrong is visited so often per directory; 0: never. */
  readonly siblingEveryMs: number;
  /** A host's robots.txt and sitemap.xml are asked for so often; 0: never. */
  readonly siteFilesEveryMs: number;
  /** Who is told of what. */
  readonly routes: readonly Route[];
  /** What nobody could know before this moment; null where there is nothing. */
  readonly notBefore: () => Promise<NotBefore | null>;
  /** Who collects, as manifests say; null where nobody is named. */
  readonly collector: Collector | null;
  readonly visit: {
    readonly timeoutMs: number;
    readonly settleMs: number;
    readonly maxBytes: number;
    readonly userAgent: string | null;
    readonly linkedFiles: { readonly most: number; readonly maxBytes: number };
  };
}
