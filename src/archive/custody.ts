// Use cases of custody: what people did with captures and in the archive, each link bound to the one before.
import { VestigeError } from '../errors.js';
import type { Capture } from '../model/capture.js';
import { type Act, type CustodyEntry, type CustodyEvent, custodyOf } from '../model/custody.js';
import { type Instant, instantOf } from '../model/instant.js';
import type { AuditReport } from '../model/problem.js';
import type { ArchiveDeps } from './deps.js';
import { isHeld } from './holding.js';
import { requireCapture } from './looking.js';
import { requireWatch } from './watching.js';

/** What was done, for people and programs. */
export interface Event {
  readonly at: Instant;
  /** Null where it stands in a capture's own chain, which goes into bundles. */
  readonly by: string | null;
  readonly event: string;
  readonly subject: string;
  readonly note: string;
}

export interface Custody {
  /**
   * Puts on record who did what; looking at an original goes into the capture's own chain too.
   * Durable on return.
   */
  noteAct(act: Pick<Act, 'by' | 'act' | 'subject'> & { readonly note?: string }): Promise<void>;
  /**
   * Holds a capture, or a watch with the captures it has, or releases it: in their own chains and in
   * that of acts. A held watch cannot be removed. False where nothing was to be done.
   * @throws CAPTURE_NOT_FOUND, WATCH_NOT_FOUND, INPUT_INVALID
   */
  hold(request: {
    readonly target: string;
    readonly event: 'held' | 'released';
    readonly by: string;
    readonly note: string;
  }): Promise<boolean>;
  /**
   * Puts on record that everything stored was re-hashed, and what came of it: in the chain of acts, and
   * where nothing was wrong in that of each capture that somebody had to do with.
   */
  noteAudit(by: string, report: AuditReport): Promise<void>;
  /**
   * What was done with a capture, a watch and its captures, anything else with an id; or with all.
   * Oldest first. @throws CAPTURE_NOT_FOUND, WATCH_NOT_FOUND
   */
  listCustody(target: string | null): Promise<readonly Event[]>;
}

/** Acts that are told in a capture's own chain as well. */
const TOLD: Readonly<Record<string, CustodyEvent>> = { 'original-viewed': 'viewed' };

/** The use cases of custody over `deps`. */
export function createCustody(deps: ArchiveDeps): Custody {
  const { catalogue, clock } = deps;
  return {
    async noteAct({ by, act, subject, note = '' }) {
      const at = instantOf(clock.nowMs());
      await catalogue.appendAct({ at, by, act, subject, note });
      const [id = '', ...part] = subject.split('/');
      const event = TOLD[act];
      const capture = event === undefined ? null : await catalogue.findCapture(id);
      if (event === undefined || capture === null) return;
      await catalogue.appendCustody([custodyOf(capture, event, at, part.join('/'))]);
    },
    async hold({ target, event, by, note }) {
      if (!/^[cw]_/.test(target)) {
        throw new VestigeError('INPUT_INVALID', `${target} is neither a watch nor a capture.`);
      }
      const captures = await capturesOf(deps, target);
      if ((await isHeld(catalogue, target)) === (event === 'held')) return false;
      const at = instantOf(clock.nowMs());
      await catalogue.appendCustody(captures.map((one) => custodyOf(one, event, at, note)));
      await catalogue.appendAct({ at, by, act: event, subject: target, note });
      return true;
    },
    async noteAudit(by, { ok, blobs, problems }) {
      const at = instantOf(clock.nowMs());
      const note = `${blobs} contents re-hashed, ${problems.length} problems`;
      await catalogue.appendAct({ at, by, act: 'verified', subject: 'archive', note });
      if (!ok) return;
      const handled = await Promise.all(
        (await catalogue.listInCustody()).map((id) => requireCapture(deps, id)),
      );
      const verified = 'as it was stored: every content re-hashed, catalogue and log checked';
      await catalogue.appendCustody(
        handled.map((capture) => custodyOf(capture, 'verified', at, verified)),
      );
    },
    async listCustody(target) {
      const captures = await capturesOf(deps, target);
      const own = await Promise.all(captures.map(({ id }) => catalogue.listCustody(id)));
      const events = own.flat().map((line): Event => {
        const entry = JSON.parse(Buffer.from(line).toString()) as CustodyEntry;
        const { at, event, capture: subject, note } = entry;
        return { at, by: null, event, subject, note };
      });
      const subjects = target === null ? [null] : [target, ...captures.map(({ id }) => id)];
      for (const subject of new Set(subjects)) {
        for (const { at, by, act: event, ...rest } of await catalogue.listActs(subject)) {
          events.push({ at, by, event, subject: rest.subject, note: rest.note });
        }
      }
      return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    },
  };
}

async function capturesOf(deps: ArchiveDeps, target: string | null): Promise<readonly Capture[]> {
  if (target === null) return [];
  if (target.startsWith('c_')) return [await requireCapture(deps, target)];
  if (!target.startsWith('w_')) return [];
  const { id: watchId } = await requireWatch(deps, target);
  return deps.catalogue.listCaptures({ watchId });
}
