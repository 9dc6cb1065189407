// A letter -> a message of a Telegram bot (Bot API, sendMessage): plain text, so that nothing a page
// wrote becomes markup, and without previews, for which Telegram would visit the addresses.
import type { Notifier } from '../../ports/notifier.js';
import { post, type Receiver } from './post.js';

export interface TelegramSettings extends Pick<Receiver, 'connect'> {
  readonly name: string;
  /** Of the Bot API; another than Telegram's own where one runs it oneself. */
  readonly url: string;
  readonly chat: string;
  readonly token: string;
}

/** UTF-16 units a message may have are 4096. */
const MAX_TEXT = 4000;

/** Tells a Telegram chat. */
export function createTelegramNotifier({
  name,
  url,
  chat,
  token,
  connect,
}: TelegramSettings): Notifier {
  const where = `Telegram chat ${chat}`;
  return {
    name,
    kind: 'telegram',
    where,
    async send({ title, text, severity }) {
      const body = JSON.stringify({
        chat_id: chat,
        text: cut(`${title}\n\n${text}`),
        link_preview_options: { is_disabled: true },
        disable_notification: severity === 'info' || severity === 'low',
      });
      const { href } = new URL(`/bot${token}/sendMessage`, url);
      await post({ where, url: href, connect }, body);
      return '';
    },
  };
}

function cut(text: string): string {
  return text.length <= MAX_TEXT
    ? text
    : `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}
