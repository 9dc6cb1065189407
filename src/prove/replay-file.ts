// One snapshot -> a WACZ 1.1.1 for the replay engine alone: records, index and page, without proof.
import { rm } from 'node:fs/promises';
import { VestigeError } from '../errors.js';
import { DATA_PACKAGE_PATH, PAGES_PATH, WARC_PATH } from '../formats/bundle.js';
import { sortCdxLines, timestampOf, writeCdxFiles } from '../formats/cdxj.js';
import { wholeSeconds, writeDataPackage, writePages } from '../formats/wacz.js';
import { hasPage, pageInstantOf, pageUrlOf } from '../formats/warc-snapshot.js';
import type { Manifest } from '../model/snapshot.js';
import type { BlobStore } from '../ports/blob-store.js';
import { WarcFile } from './warc-file.js';
import { ZipFile } from './zip-file.js';

/** How the engine finds the page in the file. */
export interface ReplayPage {
  readonly url: string;
  /** Digits of the instant, as in CDXJ. */
  readonly timestamp: string;
}

/** Writes `outFile`, which must not exist. @throws NOTHING_THERE when the capture has no page */
export async function writeReplayFile(
  { blobs, software }: { readonly blobs: BlobStore; readonly software: string },
  manifest: Manifest,
  outFile: string,
): Promise<ReplayPage> {
  if (!hasPage(manifest)) {
    throw new VestigeError('NOTHING_THERE', `The capture ${manifest.capture} has no page to show.`);
  }
  const { capture: id, title } = manifest;
  const page = { id, url: pageUrlOf(manifest), ts: pageInstantOf(manifest), title: title ?? '' };
  const warcFile = `${outFile}.warc`;
  const about = { software, title: id, manifests: [manifest] };
  try {
    const warc = await WarcFile.create(warcFile, blobs, about);
    await warc.addSnapshot(manifest, new Set()).finally(() => warc.close());
    const zip = await ZipFile.create(outFile);
    try {
      const resources = [await zip.addFile(WARC_PATH, warcFile)];
      for (const { name, bytes } of await writeCdxFiles(sortCdxLines(warc.lines))) {
        resources.push(await zip.add(`indexes/${name}`, bytes));
      }
      resources.push(await zip.add(PAGES_PATH, writePages([page])));
      const dataPackage = writeDataPackage({
        ...{ title: id, description: '', software, resources },
        created: wholeSeconds(manifest.finishedAt),
        mainPageUrl: page.url,
        mainPageDate: page.ts,
      });
      await zip.add(DATA_PACKAGE_PATH, dataPackage);
      await zip.finish();
    } finally {
      await zip.close();
    }
  } catch (error) {
    await rm(outFile, { force: true });
    throw error;
  } finally {
    await rm(warcFile, { force: true });
  }
  return { url: page.url, timestamp: timestampOf(page.ts) };
}
