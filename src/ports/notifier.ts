// Who tells people: a mail server, a web address, a chat.
import type { Severity } from '../model/change.js';
import type { Instant } from '../model/instant.js';
import type { NewsEvent } from '../model/message.js';
import type { NotifierKind } from '../model/notifier-kind.js';

export interface LetterPicture {
  /** Name of the file, and under `cid:` in the HTML. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What is told at once, in words and for programs. What pages said in it is cleaned already. */
export interface Letter {
  /** The same at every try. */
  readonly id: string;
  /** Id of the letter with which the thread began; null where it belongs to none. */
  readonly thread: string | null;
  readonly at: Instant;
  /** BCP 47. */
  readonly language: string;
  readonly severity: Severity;
  /** One line, the same for all letters of a thread. */
  readonly subject: string;
  /** One line: what is new. */
  readonly title: string;
  /** Plain text; a line is a paragraph. */
  readonly text: string;
  /** A whole document that shows `pictures` as `cid:`. */
  readonly html: string;
  readonly pictures: readonly LetterPicture[];
  /** Where to read on in the dashboard. */
  readonly link: string;
  readonly events: readonly NewsEvent[];
}

/**
 * Contract: when `send` resolves, the other side has accepted the letter. It talks to the address
 * that was configured and to no other, and gives up in time.
 * Trust: none. What it answers is shown to admins, cut short, and never followed.
 * @throws NOTIFIER_FAILED; `details.permanent` where trying again will not help.
 */
export interface Notifier {
  readonly name: string;
  readonly kind: NotifierKind;
  /** Where it sends to, without secrets. */
  readonly where: string;
  /** Why it cannot send at all, such as a secret that is missing. */
  readonly fault?: string;
  /** Resolves with what a person should know although it was sent; else the empty string. */
  send(letter: Letter): Promise<string>;
}
