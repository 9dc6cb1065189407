// The bytes of pictures -> how they look, in greys of 64 by 64 places, so that one compressed anew is
// told from one that shows something else.
import type { Digest } from '../model/digest.js';
import type { BlobStore } from '../ports/blob-store.js';

const SIDE = 64;

/** The looks of pictures by digest; what cannot be read or drawn has none. */
export async function readLooks(
  { blobs }: { readonly blobs: Pick<BlobStore, 'get'> },
  pictures: readonly Digest[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const looks = new Map<string, Uint8Array>();
  for (const digest of pictures) {
    const look = await blobs
      .get(digest)
      .then(lookOf)
      .catch(() => null);
    if (look !== null) looks.set(digest, look);
  }
  return looks;
}

async function lookOf(picture: Uint8Array): Promise<Uint8Array> {
  // A large import that only pages with exchanged pictures need.
  const { default: sharp } = await import('sharp');
  const grey = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(SIDE, SIDE, { fit: 'fill' })
    .raw()
    .toBuffer();
  return Uint8Array.from(grey);
}
