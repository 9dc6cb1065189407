// Counts -> shares with their Wilson intervals.

/** The 95 % Wilson score interval of `hits` out of `all`. */
export function wilson(hits: number, all: number): readonly [number, number] {
  if (all === 0) return [0, 1];
  const z = 1.96;
  const share = hits / all;
  const scale = 1 + z ** 2 / all;
  const middle = share + z ** 2 / (2 * all);
  const reach = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
}

/** `hits/all`, the share and its interval, for people. */
export function told(hits: number, all: number): string {
  if (all === 0) return '–';
  const [low, high] = wilson(hits, all).map((share) => (share * 100).toFixed(0));
  return `${hits}/${all} = ${((hits / all) * 100).toFixed(1)} % (${low}–${high})`;
}

/** Items by a key, in the order in which keys are met (Map.groupBy needs Node 21). */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
