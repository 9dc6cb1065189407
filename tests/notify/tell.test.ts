import { describe, expect, test } from 'vitest';
import type { Flag } from '../../src/model/flag.js';
import type { MessageDraft } from '../../src/model/message.js';
import { UNSEEN } from '../../src/model/state.js';
import { tellOfFlags } from '../../src/notify/tell.js';
import type { FlagMove } from '../../src/ports/catalogue.js';
import { at, draft, openFlag, recordOf } from '../contracts/records.js';
import { watchOf } from '../schedule/watch.js';
import { route } from './events.js';

const watch = { ...watchOf(null), caseName: draft().caseName };
const { capture } = recordOf(watch, { captureId: 'c_02', vantage: 'default', attempt: 1 });
const opening = openFlag(watch, 'c_02', 'f_01');
const open = (change: Partial<Flag> = {}): Flag => {
  if (opening.move !== 'open') throw new Error('it opens');
  const rest = { closedAt: null, acknowledged: false, note: '', assignee: null };
  const { caseName } = watch;
  return { caseName, ...opening.flag, ...rest, ...change };
};
const update = (change: Partial<Extract<FlagMove, { move: 'update' }>> = {}): FlagMove => {
  const { id, level, severity, class: name, summary, changes } = open();
  return { move: 'update', id, level, severity, class: name, summary, changes, ...change };
};
const tell = (moves: readonly FlagMove[], openFlags: readonly Flag[] = [open()]) =>
  tellOfFlags(
    {
      watch,
      capture,
      page: { ...UNSEEN, state: 'gone', since: at(20) },
      moves,
      openFlags,
      now: at(30),
    },
    [route(), route({ name: 'other', cases: ['مستشفى'] })],
  );
const steps = (told: readonly MessageDraft[]) =>
  told.map(({ notifier, thread, event }) =>
    event.type === 'flag' ? `${notifier} ${thread} ${event.flag} ${event.kind} ${event.step}` : '',
  );

describe('what one capture did to flags', () => {
  test('is told once for each, under a key that a second telling shares', () => {
    const told = tell([opening], []);
    expect(steps(told)).toEqual(['mail f_01 f_01 takedown opened']);
    expect(told[0]?.key).toBe('mail:f_01:c_02:opened');
    expect(tell([opening], [])[0]?.key).toBe(told[0]?.key);
  });

  test('is told when level or weight grows, in its thread, and not when only words differ', () => {
    expect(steps(tell([update({ level: 'confirmed', severity: 'critical' })]))).toEqual([
      'mail f_01 f_01 takedown grown',
    ]);
    expect(steps(tell([update({ summary: 'Seen so 3 times.' })]))).toEqual([]);
  });

  test('is told as one return in the thread of the loss, not as an end as well', () => {
    const back: FlagMove =
      opening.move === 'open'
        ? { move: 'open', flag: { ...opening.flag, id: 'f_02', kind: 'restored', class: 'ok' } }
        : opening;
    const told = tell([{ move: 'close', id: 'f_01', at: at(30) }, back]);
    expect(steps(told)).toEqual(['mail f_01 f_02 restored opened']);
    // The settling of the return is no news.
    expect(
      steps(
        tell([{ move: 'close', id: 'f_02', at: at(40) }], [open({ id: 'f_02', kind: 'restored' })]),
      ),
    ).toEqual([]);
  });

  test('a change that was undone is told as one end', () => {
    const change = open({ kind: 'change', class: 'claim-absent' });
    const moves = [
      update({ summary: 'Undone.' }),
      { move: 'close', id: 'f_01', at: at(30) } as const,
    ];
    expect(steps(tell(moves, [change]))).toEqual(['mail f_01 f_01 change closed']);
  });
});
