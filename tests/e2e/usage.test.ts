import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandLine, LOCAL_CONFIG, openCommandLine } from './command-line.js';

let vestige: CommandLine;
beforeAll(async () => {
  vestige = await openCommandLine({ ...LOCAL_CONFIG, egress: {} });
});
afterAll(() => vestige.dispose());

test('a reader that stops reading ends nothing', async () => {
  const command = vestige.start('help');
  command.stdout?.destroy();
  const [code] = await once(command, 'close');
  expect(code).toBe(0);
});

describe('wrong input is refused with a reason, and nothing is stored', () => {
  const refused: readonly [string, string[], number, string][] = [
    ['another scheme', ['watch', 'add', 'ftp://donghai.test/'], 2, 'URL_INVALID'],
    ['credentials', ['watch', 'add', 'http://a:b@donghai.test/'], 2, 'URL_INVALID'],
    ['a private address', ['watch', 'add', 'http://127.0.0.1/'], 2, 'URL_PRIVATE'],
    [
      'one bad URL among good ones',
      ['watch', 'add', 'http://donghai.test/', 'http:///'],
      2,
      'URL_INVALID',
    ],
    [
      'a bad schedule',
      ['watch', 'add', 'http://donghai.test/', '--every', 'often'],
      2,
      'INPUT_INVALID',
    ],
    ['nothing to capture', ['capture'], 2, 'INPUT_INVALID'],
    ['an unknown option', ['watch', 'list', '--colour'], 2, 'INPUT_INVALID'],
    ['an unknown command', ['look'], 2, 'INPUT_INVALID'],
    ['no such watch', ['watch', 'show', 'w_0'], 4, 'WATCH_NOT_FOUND'],
    ['no such capture', ['show', 'c_0'], 4, 'CAPTURE_NOT_FOUND'],
    ['no such flag', ['flags', 'ack', 'f_0'], 4, 'FLAG_NOT_FOUND'],
    ['no such case', ['export', '--case', '东海'], 4, 'CASE_NOT_FOUND'],
    ['no command at all', [], 2, 'INPUT_INVALID'],
    ['a missing bundle', ['verify', 'nothing.wacz'], 2, 'FILE_NOT_FOUND'],
    ['a memento without an address', ['import', 'memento', 'x'], 2, 'INPUT_INVALID'],
  ];

  test.each(refused)('%s', async (_what, args, exit, code) => {
    const document = await vestige.json(args, exit);
    expect(document.error).toMatchObject({ code });
    expect(document.error.message).not.toBe('');
    expect((await vestige.json(['watch', 'list'])).watches).toEqual([]);
  });

  test('an archive where none can be is refused, and does not hang', async () => {
    const ran = await vestige.run('watch', 'list', '--archive', '/proc/archive');
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('STORE_FAILED')]);
  });

  test('a list with bad lines names every one of them', async () => {
    const file = join(vestige.dir, 'list.csv');
    await writeFile(
      file,
      'url,claims\nhttp://donghai.test/,等待时间两周\nnot a url,x\nftp://a.test/,y\n',
    );
    const result = await vestige.json(['watch', 'import', file], 2);
    expect(result).toMatchObject({ imported: 0, errors: [{ line: 3 }, { line: 4 }] });
    expect((await vestige.json(['watch', 'list'])).watches).toEqual([]);
  });

  test('a file that is no bundle fails the check, with exit 3', async () => {
    const file = join(vestige.dir, 'no.wacz');
    await writeFile(file, '这不是证据包');
    const report = await vestige.json(['verify', file], 3);
    expect(report.ok).toBe(false);
  });

  test('a wrong key in the config stops every command with the key and what is allowed', async () => {
    const file = join(vestige.dir, 'wrong.yaml');
    await writeFile(file, 'capture:\n  timeout: 3\n');
    const ran = await vestige.run('watch', 'list', '--config', file);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/wrong\.yaml.*2.*timeout/s);
  });
});

describe('a page that is watched already', () => {
  test('keeps its options, and says which of the new ones it did not take', async () => {
    const long = `http://donghai.test/${'器官'.repeat(600)}`;
    await vestige.json(['watch', 'add', long, '--claim', '等待时间两周']);
    const ran = await vestige.run('watch', 'add', long, '--claim', '费用65万元', '--json');
    expect(JSON.parse(ran.stdout).watches).toMatchObject([
      { existing: true, ignored: ['claims'], claims: [{ text: '等待时间两周' }] },
    ]);
    expect(ran.stderr).toContain('claims were NOT changed');
  });
});
