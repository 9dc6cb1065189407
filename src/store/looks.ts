// The bytes of pictures -> how they look, as difference hashes (dHash, 64 bits), so that one
// compressed anew is told from one that shows something else.
import type { Digest } from '../model/digest.js';
import type { BlobStore } from '../ports/blob-store.js';

const COLUMNS = 9;
const ROWS = 8;

/** The looks of pictures by digest; what cannot be read or drawn has none. */
export async function readLooks(
  { blobs }: { readonly blobs: Pick<BlobStore, 'get'> },
  pictures: readonly Digest[],
): Promise<ReadonlyMap<string, bigint>> {
  const looks = new Map<string, bigint>();
  for (const digest of pictures) {
    const look = await blobs
      .get(digest)
      .then(lookOf)
      .catch(() => null);
    if (look !== null) looks.set(digest, look);
  }
  return looks;
}

/** A bit for each of eight by eight places whose neighbour to the right is lighter. */
async function lookOf(picture: Uint8Array): Promise<bigint | null> {
  // A large import that only pages with exchanged pictures need.
  const { default: sharp } = await import('sharp');
  const grey = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(COLUMNS, ROWS, { fit: 'fill' })
    .raw()
    .toBuffer();
  let hash = 0n;
  let spread = 0;
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column + 1 < COLUMNS; column += 1) {
      const at = row * COLUMNS + column;
      const step = (grey[at + 1] ?? 0) - (grey[at] ?? 0);
      spread += Math.abs(step);
      hash = (hash << 1n) | (step > 0 ? 1n : 0n);
    }
  }
  // A picture of one colour has no look: all such would be alike.
  return spread < COLUMNS * ROWS ? null : hash;
}
