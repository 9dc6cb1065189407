// A letter -> a push message by ntfy (docs.ntfy.sh, publishing as JSON): plain text, no markup.
import type { Severity } from '../../model/change.js';
import type { Notifier } from '../../ports/notifier.js';
import { post, type Receiver } from './post.js';

export interface NtfySettings extends Pick<Receiver, 'connect'> {
  readonly name: string;
  /** Of the topic: `https://ntfy.example/topic`. */
  readonly url: string;
  readonly token: string | null;
}

const PRIORITY: Readonly<Record<Severity, number>> = {
  critical: 5,
  high: 4,
  medium: 3,
  low: 2,
  info: 2,
};
/** Longer messages become files: 4096 bytes. */
const MAX_BYTES = 3800;

/** Tells the subscribers of a topic. */
export function createNtfyNotifier({ name, url, token, connect }: NtfySettings): Notifier {
  const { origin, pathname, host } = new URL(url);
  // Whoever knows the topic reads along: it is not shown.
  const where = `ntfy at ${host}`;
  return {
    name,
    kind: 'ntfy',
    where,
    async send({ title, text, severity, link }) {
      const body = JSON.stringify({
        topic: decodeURIComponent(pathname.slice(1)),
        title,
        message: cut(text),
        priority: PRIORITY[severity],
        click: link,
      });
      const login = token === null ? {} : { authorization: `Bearer ${token}` };
      await post({ where, url: origin, connect }, body, login);
      return '';
    },
  };
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_BYTES) return text;
  return `${bytes.toString('utf8', 0, MAX_BYTES).replace(/\ufffd+$/, '')}…`;
}
