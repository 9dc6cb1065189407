// A dead man's switch elsewhere: asked for while all is well, it tells people when that stops.
import { VestigeError } from '../../errors.js';

const TIMEOUT_MS = 20_000;

/** One request to the address that was configured, and to no other. @throws NOTIFIER_FAILED */
export function createPing(url: string): () => Promise<void> {
  return async () => {
    try {
      const response = await fetch(url, {
        headers: { 'user-agent': 'Vestige' },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`it answered HTTP ${response.status}`);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const { host } = new URL(url);
      throw new VestigeError('NOTIFIER_FAILED', `The dead man’s switch at ${host}: ${reason}.`, {
        cause,
      });
    }
  };
}
