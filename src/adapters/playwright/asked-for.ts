// What a page asked its visitor for -> sentences: from the browser's own count of the features a page
// uses (Blink UseCounter), so that nothing in the page is hooked and no page can tell.
import type { BrowserContext } from 'playwright';

/** Numbers of `blink.mojom.WebFeature`, which are never given out again. */
const ASKED: readonly { readonly features: readonly number[]; readonly what: string }[] = [
  { features: [2214, 2215], what: 'did not tell the page where it is looked at from' },
  { features: [535], what: 'did not let the page send notifications' },
  { features: [667], what: 'gave the page no camera, microphone or screen' },
  { features: [2371], what: 'did not let the page read the clipboard' },
  { features: [857], what: 'gave the page no musical instruments (MIDI)' },
  { features: [953], what: 'did not print, as the page wanted' },
];

/** What was asked for and refused, in plain words. A fresh browser counts one visit only. */
export async function readRefusals(context: BrowserContext): Promise<readonly string[]> {
  const session = await context.browser()?.newBrowserCDPSession();
  const counted = await session?.send('Browser.getHistogram', {
    name: 'Blink.UseCounter.Features',
  });
  const used = new Set(counted?.histogram.buckets.map((bucket) => bucket.low));
  return ASKED.flatMap(({ features, what }) =>
    features.some((feature) => used.has(feature)) ? [what] : [],
  );
}
