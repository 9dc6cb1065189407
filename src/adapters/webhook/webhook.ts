// A letter -> JSON to a program, signed as in Standard Webhooks (standardwebhooks.com): HMAC-SHA256
// over id, time and body, so that the receiver knows the sender and refuses what is replayed.
import { createHmac } from 'node:crypto';
import type { Clock } from '../../ports/clock.js';
import type { Letter, Notifier } from '../../ports/notifier.js';
import { post, type Receiver } from './post.js';

export interface WebhookSettings extends Pick<Receiver, 'connect'> {
  readonly name: string;
  readonly url: string;
  /** `whsec_` and base64, or any text. */
  readonly secret: string;
}

/** Tells a program. */
export function createWebhookNotifier(settings: WebhookSettings, clock: Clock): Notifier {
  const { name, url, secret, connect } = settings;
  const where = new URL(url).origin;
  return {
    name,
    kind: 'webhook',
    where,
    async send(letter) {
      const body = JSON.stringify(bodyOf(letter));
      const timestamp = String(Math.floor(clock.nowMs() / 1000));
      await post({ where, url, connect }, body, {
        'webhook-id': letter.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf(secret, letter.id, timestamp, body),
      });
      return '';
    },
  };
}

function bodyOf({ id, at, severity, title, text, link, events }: Letter) {
  return { id, at, severity, title, text, link, events };
}

function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret;
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
