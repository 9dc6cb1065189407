import { describe, expect, it } from 'vitest';
import { parseWatchList } from '../../src/register/import-list.js';
import type { DraftDefaults } from '../../src/register/watch-draft.js';
import { encodeGbk } from '../site/files.js';

const defaults: DraftDefaults = {
  every: 'daily',
  timezone: 'Asia/Shanghai',
  allowPrivateAddresses: false,
  vantages: ['default'],
};

function read(fileName: string, content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return parseWatchList({ fileName, bytes }, defaults);
}

describe('a CSV list', () => {
  it('is read with all its columns, in any order and case', () => {
    const { drafts, errors } = read(
      'list.csv',
      'Case,URL,Labels,every,timezone,claims,terms,note,language,vantages\n' +
        '东海,https://donghai.test/价格,移植;价格,30 2 * * *,Africa/Cairo,"等待时间两周\n价格65万元",自愿;捐献,"一, 二",ar,default\n' +
        ',https://donghai.test/b,,,,,,,,\n',
    );
    expect(errors).toEqual([]);
    expect(drafts).toHaveLength(2);
    expect(drafts[0]).toMatchObject({
      url: 'https://donghai.test/价格',
      caseName: '东海',
      labels: ['移植', '价格'],
      every: '30 2 * * *',
      timezone: 'Africa/Cairo',
      claims: ['等待时间两周', '价格65万元'],
      terms: ['自愿', '捐献'],
      note: '一, 二',
      language: 'ar',
      vantages: ['default'],
    });
    expect(drafts[1]).toMatchObject({ caseName: 'default', every: 'daily', claims: [] });
  });

  const TEXT = 'url,claims\r\nhttps://donghai.test/a,等待时间两周\r\n';
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['GB18030, as Chinese Excel saves', encodeGbk(TEXT), 'gb18030'],
    [
      'UTF-16, as Excel saves Unicode text',
      Buffer.from(`\ufeff${TEXT.replaceAll(',', '\t')}`, 'utf16le'),
      'utf-16le',
    ],
    ['semicolons', Buffer.from(TEXT.replaceAll(',', ';')), 'utf-8'],
    ['tabs', Buffer.from(TEXT.replaceAll(',', '\t')), 'utf-8'],
    ['quoted column names', Buffer.from(TEXT.replace('url,claims', '"url","claims"')), 'utf-8'],
  ])('is read from %s', (_, bytes, encoding) => {
    const list = read('list.csv', bytes);
    expect(list.errors).toEqual([]);
    expect(list.drafts.map(({ url, claims }) => [url, claims])).toEqual([
      ['https://donghai.test/a', ['等待时间两周']],
    ]);
    expect(list.encoding).toBe(encoding);
  });

  it('names every bad line by its number in the file, and gives nothing', () => {
    const { drafts, errors } = read(
      'list.csv',
      'url,claims,every\r\n' +
        'https://donghai.test/a,"第一行\r\n第二行",daily\r\n' +
        '\r\n' +
        'ftp://donghai.test/,,\r\n' +
        'https://donghai.test/b,,sometimes\r\n' +
        ',等待,\r\n' +
        'http://127.0.0.1/,,\r\n' +
        'https://donghai.test/c,x,daily,too,many\r\n',
    );
    expect(drafts).toEqual([]);
    expect(errors.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9]);
    expect(errors.map(({ message }) => message).join('\n')).toMatch(
      /ftp:.*\n.*"sometimes".*\n.*it is empty.*\n.*allowPrivateAddresses.*\n.*no column name/,
    );
  });

  it('refuses a column it does not know, rather than lose what stands in it', () => {
    const { errors } = read('list.csv', 'url,remarks\nhttps://donghai.test/,x\n');
    expect(errors).toEqual([
      { line: 1, message: expect.stringContaining('"remarks" is not known') },
    ]);
  });

  it('names the line of a quote that is never closed', () => {
    const { drafts, errors } = read('list.csv', 'url,note\nhttps://donghai.test/,"x\n');
    expect(drafts).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(/quote/i);
  });

  it('may be a single column without a name', () => {
    expect(
      read('list.csv', 'https://donghai.test/a\nhttps://donghai.test/b\n').drafts,
    ).toHaveLength(2);
    expect(read('list.csv', 'https://donghai.test/a,东海\n').errors[0]?.message).toContain(
      'name the columns',
    );
  });

  it('folds lines for one page, and joins their claims', () => {
    const { drafts, folded } = read(
      'list.csv',
      'url,claims\nhttps://donghai.test/移植,两周\nhttps://donghai.test/%E7%A7%BB%E6%A4%8D#x,65万元\nhttps://donghai.test/c,\n',
    );
    expect(folded).toBe(1);
    expect(drafts.map(({ url, claims }) => [url, claims])).toEqual([
      ['https://donghai.test/移植', ['两周', '65万元']],
      ['https://donghai.test/c', []],
    ]);
  });

  it('keeps the same page in two cases apart', () => {
    const { drafts, folded } = read(
      'l.csv',
      'url,case\nhttps://donghai.test/,甲\nhttps://donghai.test/,乙\n',
    );
    expect([drafts.length, folded]).toEqual([2, 0]);
  });
});

describe('a text list', () => {
  it('has an address a line, and comments', () => {
    const { drafts } = read(
      'list.txt',
      '# 东海医院\r\n\r\nhttps://donghai.test/移植#waiting\r\n  https://donghai.test/b  \r\n',
    );
    expect(drafts.map(({ url }) => url)).toEqual([
      'https://donghai.test/移植#waiting',
      'https://donghai.test/b',
    ]);
  });

  it('counts comments and empty lines', () => {
    expect(read('list.txt', '# x\n\nwww.donghai.test\n').errors).toEqual([
      { line: 3, message: expect.stringContaining('Did you mean https://www.donghai.test') },
    ]);
  });
});

describe('a YAML list', () => {
  it('has addresses and mappings', () => {
    const { drafts, errors } = read(
      'list.yaml',
      '- https://donghai.test/a\n' +
        '- url: https://donghai.test/b\n  case: 2026\n  labels: [移植, 012]\n  claims:\n    - "等待时间: 两周"\n    - |\n      第一行\n  every: 30 2 * * *\n  note:\n',
    );
    expect(errors).toEqual([]);
    expect(drafts[1]).toMatchObject({
      caseName: '2026',
      labels: ['移植', '012'],
      claims: ['等待时间: 两周', '第一行'],
      every: '30 2 * * *',
      note: '',
    });
  });

  it('may stand under the key watches', () => {
    expect(read('list.yml', 'watches:\n  - https://donghai.test/a\n').drafts).toHaveLength(1);
  });

  it('names every bad item by its line', () => {
    const { drafts, errors } = read(
      'list.yaml',
      '- https://donghai.test/a\n- url: https://donghai.test/b\n  clams: x\n- [1, 2]\n- url: http://localhost/\n- url: {a: 1}\n',
    );
    expect(drafts).toEqual([]);
    expect(errors.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
    expect(errors[0]?.message).toContain('"clams" is not known');
  });

  it.each([
    ['a broken document', '- "abc\n', 'quote'],
    ['a duplicate key', '- url: https://a.test/\n  url: https://b.test/\n', 'unique'],
    ['a mapping without a list', 'url: https://a.test/\n', 'A list is expected'],
  ])('refuses %s', (_, text, reason) => {
    const { drafts, errors } = read('list.yaml', text);
    expect(drafts).toEqual([]);
    expect(errors[0]?.message).toContain(reason);
  });

  it('does not follow aliases, of which a few lines can stand for gigabytes', () => {
    const bomb = `- &a [x]\n${'bcdefgh'
      .split('')
      .map((name, index) => `- &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`)
      .join('\n')}\n- url: *h\n`;
    const { drafts, errors } = read('list.yaml', bomb);
    expect(drafts).toEqual([]);
    expect(errors.at(-1)?.message).toContain('*h refers to another place');
  });
});

describe('an OPML list', () => {
  it('has links, pages of feeds, labels and notes', () => {
    const { drafts, errors } = read(
      'feeds.opml',
      '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>x</title></head><body>\n' +
        '<outline text="医院">\n' +
        '<outline text="价格 &amp; 等待" type="link" url="https://donghai.test/价格?a=1&amp;b=2"/>\n' +
        '<outline text="新闻" type="rss" xmlUrl="https://donghai.test/feed.xml" htmlUrl="https://donghai.test/news" category="a, b"/>\n' +
        '<outline text="&#x6E90;" xmlUrl="https://donghai.test/only-feed"/>\n' +
        '</outline></body></opml>',
    );
    expect(errors).toEqual([]);
    expect(drafts.map(({ url, labels, note }) => [url, labels, note])).toEqual([
      ['https://donghai.test/价格?a=1&b=2', ['医院'], '价格 & 等待'],
      ['https://donghai.test/news', ['医院', 'a', 'b'], '新闻'],
      ['https://donghai.test/only-feed', ['医院'], '源'],
    ]);
  });

  it('names the line of a bad address', () => {
    const { errors } = read(
      'f.opml',
      '<opml><body>\n<outline text="a" url="https://a.test/"/>\n<outline text="b"\n url="gopher://b"/></body></opml>',
    );
    expect(errors).toEqual([{ line: 3, message: expect.stringContaining('gopher:') }]);
  });

  it.each([
    [
      'entities that expand',
      '<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<opml><body><outline url="https://a.test/&b;"/></body></opml>',
      'document type',
    ],
    [
      'entities from a file',
      '<!doctype x [<!ENTITY f SYSTEM "file:///etc/passwd">]><opml/>',
      'document type',
    ],
    ['unclosed elements', '<opml><body><outline></body></opml>', 'well-formed'],
    [
      'endless nesting',
      `<opml><body>${'<outline text="a">'.repeat(5000)}${'</outline>'.repeat(5000)}</body></opml>`,
      'nested',
    ],
    ['another kind of XML', '<rss><channel/></rss>', 'no <opml>'],
  ])('refuses %s', (_, text, reason) => {
    const { drafts, errors } = read('f.opml', text);
    expect(drafts).toEqual([]);
    expect(errors[0]?.message).toContain(reason);
  });
});

describe('any list', () => {
  it('is recognised by its content when the name says nothing', () => {
    expect(read('list', 'url;case\nhttps://donghai.test/;甲\n').drafts[0]?.caseName).toBe('甲');
    expect(read('-', 'https://donghai.test/\n').drafts).toHaveLength(1);
    expect(
      read('-', '<opml><body><outline url="https://a.test/"/></body></opml>').drafts,
    ).toHaveLength(1);
  });

  it.each(['csv', 'txt', 'yaml', 'opml'])('says so when a .%s file has no address', (ending) => {
    const text = ending === 'opml' ? '<opml><body/></opml>' : '\n';
    expect(read(`list.${ending}`, text).errors).toEqual([
      { line: 1, message: 'There is no address in this file.' },
    ]);
  });

  it('refuses names and bytes it cannot read', () => {
    expect(read('list.xlsx', 'PK').errors[0]?.message).toContain('.csv');
    const windows1256 = Uint8Array.from([...Buffer.from('url\n'), 0xc7, 0x20, 0xc8, 0x20]);
    expect(read('list.csv', windows1256).errors[0]?.message).toContain('CSV UTF-8');
  });

  it('reads 10,000 lines, each with its own page', () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `https://donghai.test/页面/${index},东海,"两周\n65万元",30 2 * * *`,
    );
    const { drafts, errors } = read(
      'big.csv',
      `url,case,claims,every\n${lines.join('\n')}\nhttps://donghai.test/页面/0,东海,x,daily\n`,
    );
    expect(errors).toEqual([]);
    expect(drafts).toHaveLength(10_000);
    expect(drafts[0]?.claims).toEqual(['两周', '65万元', 'x']);
  });
});
