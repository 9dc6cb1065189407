// What stands in for node:util: nothing in the page waits for a callback.

export function promisify(): () => Promise<never> {
  return () => Promise.reject(new Error('not in this page'));
}
