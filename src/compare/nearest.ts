// A short text + a long one -> the stretch of the long one that needs the fewest edits (Sellers 1980).

/** A stretch of the text and its Levenshtein distance from what was looked for. */
export interface Nearest {
  readonly distance: number;
  readonly start: number;
  readonly end: number;
}

/** The stretch of `text` nearest to `wanted`; O(n·m), so give it short stretches. */
export function nearest(wanted: string, text: string): Nearest {
  const n = wanted.length;
  let costs = Array.from({ length: n + 1 }, (_, i) => i);
  let starts = new Array<number>(n + 1).fill(0);
  let best: Nearest = { distance: n, start: 0, end: 0 };
  for (let j = 1; j <= text.length; j += 1) {
    const nextCosts = [0];
    const nextStarts = [j];
    for (let i = 1; i <= n; i += 1) {
      const swap = (costs[i - 1] ?? 0) + (wanted[i - 1] === text[j - 1] ? 0 : 1);
      const extra = (costs[i] ?? 0) + 1;
      const missing = (nextCosts[i - 1] ?? 0) + 1;
      const least = Math.min(swap, extra, missing);
      nextCosts.push(least);
      nextStarts.push(
        (least === swap ? starts[i - 1] : least === extra ? starts[i] : nextStarts[i - 1]) ?? j,
      );
    }
    costs = nextCosts;
    starts = nextStarts;
    const distance = costs[n] ?? n;
    if (distance < best.distance) best = { distance, start: starts[n] ?? 0, end: j };
  }
  return best;
}
