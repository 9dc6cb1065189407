// The rule files: whole, sound, and refused with file and line when they are not.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRules } from '../../src/judge/rules.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vestige-rules-'));
  await cp('config/rules', dir, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function replace(file: string, from: string, to: string): Promise<number> {
  const path = join(dir, file);
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
  return text.slice(0, text.indexOf(from)).split('\n').length;
}

describe('the rules that come with Vestige', () => {
  it('load, in the order of the stages, each with its source', async () => {
    const { rules, words } = await loadRules(dir);
    expect(rules.length).toBeGreaterThan(60);
    const stages = rules.map((rule) => Number(rule.stage.slice(1)));
    expect(stages).toEqual(stages.toSorted((a, b) => a - b));
    expect(words.get('absent')?.test('您访问的页面不存在')).toBe(true);
  });

  it('have a digest that changes with any file', async () => {
    const { digest } = await loadRules(dir);
    expect((await loadRules(dir)).digest).toBe(digest);
    await replace('words.yaml', '走丢, ', '走丢, 跑了, ');
    expect((await loadRules(dir)).digest).not.toBe(digest);
  });
});

describe('a rule file is refused', () => {
  it.each([
    ['with a class that does not exist', 'gives: gone-410', 'gives: gone-forever'],
    ['with a key that does not exist', '{ status: [410] }', '{ statuss: [410] }'],
    [
      'with a shape of redirect that does not exist',
      'redirected: [to the home page] }]\n    unless',
      'redirected: [to nowhere] }]\n    unless',
    ],
  ])('%s, naming file and line', async (_, from, to) => {
    const line = await replace('machine.yaml', from, to);
    const at = new RegExp(`machine\\.yaml:(?:${line}|${line + 1}):`);
    await expect(loadRules(dir)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(at),
    });
  });

  it.each([
    ['cut off', '"bias":{', '"bias":'],
    ['with a weight that is no number', '"features":{\n', '"features":{\n"某一词":["much",{}],\n'],
  ])('of what was learned: %s', async (_, from, to) => {
    await replace('learned.json', from, to);
    await expect(loadRules(dir)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/learned\.json:\d+:/),
    });
  });

  it('that is no YAML', async () => {
    await writeFile(join(dir, 'own.yaml'), 'rules:\n  - { id: "R');
    await expect(loadRules(dir)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('own.yaml:'),
    });
  });

  it('that names words nobody has listed', async () => {
    await replace('text.yaml', '[by law, removed]', '[by magic, removed]');
    await expect(loadRules(dir)).rejects.toThrow(
      /R-S7-BY-LAW: words\.yaml has no group "by magic"/,
    );
  });

  it('that says an id a second time', async () => {
    await replace('text.yaml', 'id: R-S7-BY-LAW', 'id: R-S6-404');
    await expect(loadRules(dir)).rejects.toThrow(/R-S6-404 already stands in/);
  });

  it('in a folder without words', async () => {
    await rm(join(dir, 'words.yaml'));
    await expect(loadRules(dir)).rejects.toThrow(/words\.yaml is missing/);
  });
});
