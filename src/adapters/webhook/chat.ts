// A letter -> a message by an incoming webhook of Slack or Mattermost: text with everything escaped
// that either reads as markup, a mention or an address to preview.
import type { Notifier } from '../../ports/notifier.js';
import { post, type Receiver } from './post.js';

export interface ChatSettings extends Pick<Receiver, 'connect'> {
  readonly name: string;
  readonly kind: 'slack' | 'mattermost';
  /** The address is the secret. */
  readonly url: string;
}

/** Tells a channel. */
export function createChatNotifier({ name, kind, url, connect }: ChatSettings): Notifier {
  const escaped = kind === 'slack' ? escapeSlack : escapeMattermost;
  const where = `${kind} at ${new URL(url).host}`;
  return {
    name,
    kind,
    where,
    async send({ title, text }) {
      const body = JSON.stringify({
        text: `*${escaped(title)}*\n${escaped(text)}`,
        unfurl_links: false,
        unfurl_media: false,
      });
      await post({ where, url, connect }, body);
      return '';
    },
  };
}

// An underscore within a word marks nothing, and stands in addresses of the dashboard.
const SLACK_MARKS = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const MATTERMOST_MARKS = /[\\`*{}[\]<>#+|~!]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** Slack's own escapes; without `<` there is neither link nor mention. */
function escapeSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(SLACK_MARKS, '\u200b$&');
}

/** Markdown; an `@` before a word would call people. */
function escapeMattermost(text: string): string {
  return text.replace(MATTERMOST_MARKS, '\\$&').replaceAll('@', '@\u200b');
}
