// Answers about what never changes -> kept, the newest asked for, so that nobody waits for one twice.

/** Works each answer out once; what is null or failed is tried again. */
export function remembering<T>(most: number) {
  const kept = new Map<string, Promise<T>>();
  return (key: string, find: () => Promise<T>): Promise<T> => {
    const answer = kept.get(key) ?? find();
    // Anew at the end: the first of a map is the one that was not asked for the longest.
    kept.delete(key);
    kept.set(key, answer);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    const forget = () => kept.get(key) === answer && kept.delete(key);
    answer.then((found) => found === null && forget(), forget);
    return answer;
  };
}
