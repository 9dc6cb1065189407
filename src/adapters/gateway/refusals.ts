// What the gateway did not let through -> a list of it, each thing once, bounded whatever a page does.
import type { Instant } from '../../model/instant.js';
import type { Refusal } from '../../model/snapshot.js';

/** A page that asks for more than this asks in order to fill our disk. */
const MAX_LISTED = 1_000;

type Counted = { -readonly [K in keyof Refusal]: Refusal[K] };

export class Refusals {
  readonly #listed = new Map<string, Counted>();

  note(
    at: Instant,
    target: { readonly host: string; readonly port: number },
    reason: Refusal['reason'],
    detail: string,
  ): void {
    const key = `${reason} ${target.host} ${target.port} ${detail}`;
    const before = this.#listed.get(key);
    if (before !== undefined) {
      before.times = (before.times ?? 1) + 1;
    } else if (this.#listed.size < MAX_LISTED) {
      const { host, port } = target;
      this.#listed.set(key, { at, host, port, reason, detail });
    } else if (key !== REST) {
      this.note(at, NOWHERE, 'too-many', REST_DETAIL);
    } else {
      this.#listed.set(REST, { at, ...NOWHERE, reason: 'too-many', detail: REST_DETAIL });
    }
  }

  list(): readonly Refusal[] {
    return [...this.#listed.values()].map((each) => ({ ...each }));
  }
}

const NOWHERE = { host: '', port: 0 };
const REST_DETAIL = 'further refusals, not listed one by one';
const REST = `too-many ${NOWHERE.host} ${NOWHERE.port} ${REST_DETAIL}`;
