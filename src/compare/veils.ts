// A reading -> the same with addresses of mail as a reader sees them: Cloudflare's script puts back what
// its edge hides from programs, and a visit may end before it has run.
import { isWithin } from '../formats/page-core.js';
import type { PageReading } from '../model/reading.js';

const VEIL = /\/cdn-cgi\/l\/email-protection#([0-9a-f]{4,260})$/i;
const SHOWN = /\[email[\s\u00a0]protected\]/;

/** Undoes the veil: the first byte is the key the others are xored with. */
export function unveiled(reading: PageReading): PageReading {
  const veiled = reading.links.flatMap((link) => {
    const address = addressOf(VEIL.exec(link.href)?.[1] ?? '');
    // A link that does not show veils nothing anybody sees.
    return address === null || !link.visible || !SHOWN.test(link.text) ? [] : [{ link, address }];
  });
  if (veiled.length === 0) return reading;
  const addresses = new Map(veiled.map(({ link, address }) => [link, address]));
  return {
    ...reading,
    links: reading.links.map((link) => {
      const address = addresses.get(link);
      return address === undefined
        ? link
        : { ...link, href: `mailto:${address}`, text: link.text.replace(SHOWN, address) };
    }),
    blocks: reading.blocks.map((block) => {
      const own = veiled.filter(
        ({ link }) => link.frame === block.frame && isWithin(link.path, block.path),
      );
      const text = own.reduce((said, { address }) => said.replace(SHOWN, address), block.text);
      return text === block.text ? block : { ...block, text };
    }),
  };
}

function addressOf(hex: string): string | null {
  const bytes = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const [key, ...rest] = bytes;
  if (key === undefined) return null;
  const address = String.fromCharCode(...rest.map((byte) => byte ^ key));
  return /^[\w.+%-]+@[\w.-]+\.[a-z]{2,}$/i.test(address) ? address : null;
}
