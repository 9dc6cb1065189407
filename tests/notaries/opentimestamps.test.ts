import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOpenTimestampsNotary } from '../../src/adapters/opentimestamps/notary.js';
import {
  blocksOf,
  mapNodes,
  parseProof,
  writeProof,
} from '../../src/adapters/opentimestamps/proof.js';
import { Calendar, HEIGHT } from './calendar.js';

const NOTE = Buffer.from('vestige.test/log\n3\n…\n\n— 东海 …\n');

const [first, second] = [new Calendar(), new Calendar()];
beforeAll(async () => {
  await Promise.all([first.start(), second.start()]);
});
afterAll(async () => {
  await Promise.all([first.stop(), second.stop()]);
});

test('two calendars are stamped at, and complete the proof once a block holds it', async () => {
  const notary = createOpenTimestampsNotary([first.url, `${second.url}/`]);
  const begun = await notary.stamp(NOTE, []);
  expect(begun).toMatchObject({ state: 'pending', at: null, files: [{ name: 'checkpoint.ots' }] });
  const [file] = begun.files;
  if (file === undefined) throw new Error('there is no file');
  const { digest, timestamp } = parseProof(file.bytes);
  expect(Buffer.from(digest)).toEqual(createHash('sha256').update(NOTE).digest());
  // What is written can be read, and is written the same again.
  expect(writeProof(digest, timestamp)).toEqual(Buffer.from(file.bytes));

  expect(await notary.stamp(NOTE, begun.files)).toMatchObject({ state: 'pending' });
  second.isInBlock = true;
  const held = await notary.stamp(NOTE, begun.files);
  expect(held).toMatchObject({ state: 'held', detail: expect.stringContaining(`${HEIGHT}`) });
  const whole = parseProof(held.files[0]?.bytes ?? Buffer.alloc(0)).timestamp;
  expect(blocksOf(whole)).toEqual([HEIGHT]);
  const roots: string[] = [];
  await mapNodes(digest, whole, async (message, node) => {
    const isBlock = node.attestations.some(({ tag }) => tag === '0588960d73d71901');
    if (isBlock) roots.push(Buffer.from(message).toString('hex'));
    return node;
  });
  expect(roots).toEqual([second.root]);
});

test('one calendar of two is not enough, and a damaged answer is none', async () => {
  const notary = createOpenTimestampsNotary([first.url, second.url]);
  for (const mood of ['down', 'damaged'] as const) {
    first.mood = mood;
    const refused = { code: 'NOTARY_FAILED', message: expect.stringContaining('1 of 2 calendars') };
    await expect(notary.stamp(NOTE, [])).rejects.toMatchObject(refused);
  }
  first.mood = 'good';
});

test('a proof begun is only asked for where it was configured, and only for this note', async () => {
  const begun = await createOpenTimestampsNotary([first.url, second.url]).stamp(NOTE, []);
  const before = second.asked.length;
  const alone = createOpenTimestampsNotary([first.url]);
  expect(await alone.stamp(NOTE, begun.files)).toMatchObject({ state: 'pending' });
  expect(second.asked).toHaveLength(before);
  await expect(alone.stamp(Buffer.from('其他'), begun.files)).rejects.toThrow('of another note');
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['with more behind it', (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)])],
  ['of another kind', (bytes: Buffer) => Buffer.concat([Buffer.of(1), bytes.subarray(1)])],
])('a proof %s is refused', async (_, change) => {
  const { files } = await createOpenTimestampsNotary([first.url, second.url]).stamp(NOTE, []);
  const bytes = Buffer.from(files[0]?.bytes ?? []);
  expect(() => parseProof(change(bytes))).toThrow(SyntaxError);
});
