// A manifest -> what resolvers named by the config said, read from its blob.
import { parseLookups } from '../formats/lookups-file.js';
import type { Lookup } from '../model/lookup.js';
import type { Manifest } from '../model/snapshot.js';
import type { BlobStore } from '../ports/blob-store.js';

/**
 * The lookups of a capture; none where none was asked.
 * @throws STORE_BLOB_MISSING, STORE_DIGEST_MISMATCH
 */
export async function readLookups(
  { blobs }: { readonly blobs: Pick<BlobStore, 'get'> },
  { lookups }: Pick<Manifest, 'lookups'>,
): Promise<readonly Lookup[]> {
  return lookups === undefined ? [] : parseLookups(await blobs.get(lookups.digest));
}
