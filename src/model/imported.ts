// What somebody else archived of a page we watch: theirs, never a look of our own.
import type { ClaimSighting } from './claim.js';
import type { Digest } from './digest.js';
import type { ImportedId, WatchId } from './id.js';
import type { Instant } from './instant.js';

export interface ImportedPage {
  readonly id: ImportedId;
  readonly watchId: WatchId;
  readonly url: string;
  /** As the file says: nothing of ours vouches for it. */
  readonly takenAt: Instant;
  readonly status: number;
  readonly mediaType: string | null;
  readonly title: string;
  /** The entity body, as it was in the file. */
  readonly payload: Digest;
  /** The text read from it; null where it is no page of text. */
  readonly text: Digest | null;
  /** `unknown` where no text could be read. */
  readonly claims: readonly Pick<ClaimSighting, 'id' | 'text' | 'state' | 'found'>[];
  /** Whether the file's own digest of the payload fits; null where it gives none that we know. */
  readonly digestFits: boolean | null;
  /** The file it came in, kept whole as a blob. */
  readonly source: { readonly name: string; readonly digest: Digest; readonly note: string };
  readonly importedAt: Instant;
}
