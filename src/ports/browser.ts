// A browser that visits one page and tells everything that came back.
import type { Instant } from '../model/instant.js';
import type { Visit, VisitRequest } from '../model/visit.js';

/**
 * Contract: `visit` resolves within `timeoutMs` and never throws for what a site does: a dead
 * domain, a hang or a crash of the renderer is a Visit with its outcome. No cookie, cache or TLS
 * session of one visit reaches another. Nothing leaves but through the egress of the vantage.
 * The files of `spooled` live until `dispose`.
 * Trust: trusted to record what it received; the page inside it is hostile.
 * @throws BROWSER_MISSING when there is no browser to start.
 */
export interface Browser {
  visit(request: VisitRequest): Promise<DisposableVisit>;
  /** Product and version, such as `Chromium 156.0.8078.79`. */
  version(): Promise<string>;
  /** A document of our own, HTML without scripts -> PDF, dated `at`; asks the network for nothing. */
  print(html: string, at: Instant): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface DisposableVisit {
  readonly visit: Visit;
  dispose(): Promise<void>;
}
