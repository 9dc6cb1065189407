import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VestigeError } from '../../src/errors.js';
import { registerUrl } from '../../src/register/normalise-url.js';

const strict = { allowPrivateAddresses: false };
const keyOf = (url: string) => registerUrl(url, strict).urlKey;

function refusal(url: string, options = strict): { code: string; message: string } {
  try {
    registerUrl(url, options);
  } catch (error) {
    if (error instanceof VestigeError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'accepted', message: '' };
}

describe('the identity of an address', () => {
  it.each([
    ['scheme and host in any case', 'HTTPS://WWW.Donghai.TEST/', 'https://www.donghai.test/'],
    ['a missing slash', 'https://donghai.test', 'https://donghai.test/'],
    ['the default port', 'https://donghai.test:443/a', 'https://donghai.test/a'],
    ['the default port of http', 'http://donghai.test:80/a', 'http://donghai.test/a'],
    ['the fragment', 'https://donghai.test/a#第二节', 'https://donghai.test/a'],
    ['an empty query', 'https://donghai.test/a?', 'https://donghai.test/a'],
    ['an empty query before a fragment', 'https://donghai.test/a?#x', 'https://donghai.test/a'],
    ['dot segments', 'https://donghai.test/b/../a', 'https://donghai.test/a'],
    ['a raw Chinese path', 'https://donghai.test/移植', 'https://donghai.test/%E7%A7%BB%E6%A4%8D'],
    [
      'hex digits in lower case',
      'https://donghai.test/%e7%a7%bb',
      'https://donghai.test/%E7%A7%BB',
    ],
    ['half raw, half encoded', 'https://donghai.test/移%E6%A4%8D', 'https://donghai.test/移植'],
    [
      'a raw Arabic path',
      'https://donghai.test/الأسعار',
      `https://donghai.test/${encodeURIComponent('الأسعار')}`,
    ],
    [
      'a raw Chinese query',
      'https://donghai.test/?q=价格',
      'https://donghai.test/?q=%E4%BB%B7%E6%A0%BC',
    ],
    [
      'unreserved characters encoded for no reason',
      'https://donghai.test/%7Eli%2Dming',
      'https://donghai.test/~li-ming',
    ],
    [
      'characters that must be encoded',
      'https://donghai.test/a|b"c',
      'https://donghai.test/a%7Cb%22c',
    ],
    ['a Chinese host name', 'https://东海医院.test/', 'https://xn--xhqs8jw30agn1b.test/'],
    ['full-width letters in the host', 'https://ｄｏｎｇｈａｉ.test/', 'https://donghai.test/'],
  ])('does not depend on %s', (_, one, other) => {
    expect(keyOf(one)).toBe(keyOf(other));
  });

  it.each([
    ['http and https', 'http://donghai.test/', 'https://donghai.test/'],
    ['www', 'https://www.donghai.test/', 'https://donghai.test/'],
    ['the case of the path', 'https://donghai.test/Price', 'https://donghai.test/price'],
    ['a trailing slash', 'https://donghai.test/a/', 'https://donghai.test/a'],
    ['the order of the query', 'https://donghai.test/?a=1&b=2', 'https://donghai.test/?b=2&a=1'],
    ['a parameter of the query', 'https://donghai.test/?id=1', 'https://donghai.test/?id=2'],
    ['another port', 'https://donghai.test:8443/', 'https://donghai.test/'],
    ['an encoded slash', 'https://donghai.test/a%2Fb', 'https://donghai.test/a/b'],
    ['a plus and a space', 'https://donghai.test/a+b', 'https://donghai.test/a%20b'],
    ['NFC and NFD', 'https://donghai.test/caf\u00e9', 'https://donghai.test/cafe\u0301'],
  ])('keeps %s apart', (_, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  it('is written in ASCII', () => {
    expect(keyOf('https://东海医院.test/移植中心?项目=肝脏&价=65万')).toMatch(/^[\x21-\x7e]+$/);
    expect(registerUrl('https://东海医院.test/', strict).host).toMatch(/^xn--[a-z0-9]+\.test$/);
  });

  it('stays the same when taken again, and never changes the page that is visited', () => {
    const path = fc.array(
      fc.constantFrom(
        'a',
        '价',
        'ا',
        '%41',
        '%e4',
        '%',
        '/',
        '.',
        '+',
        '~',
        '|',
        "'",
        '?',
        '=',
        '&',
        '#',
        '😀',
        '[',
        '%2f',
      ),
    );
    fc.assert(
      fc.property(path, (parts) => {
        const typed = `https://donghai.test/${parts.join('')}`;
        fc.pre(refusal(typed).code === 'accepted');
        const { url, urlKey } = registerUrl(typed, strict);
        expect(url).toBe(typed);
        expect(keyOf(urlKey)).toBe(urlKey);
        expect(decodeLoosely(new URL(urlKey).pathname)).toBe(
          decodeLoosely(new URL(typed).pathname),
        );
      }),
    );
  });

  /** Octets of a path, percent-encoding undone. */
  function decodeLoosely(text: string): string {
    return text.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
});

describe('the address to be visited', () => {
  it('is what was typed, without what copying left around it', () => {
    const typed = 'https://Donghai.TEST:443/移植?a=1#waiting';
    expect(registerUrl(` \u200e\ufeff${typed}\u3000\n`, strict).url).toBe(typed);
  });

  it('keeps zero-width joiners inside, which Persian paths need', () => {
    expect(registerUrl('https://donghai.test/می\u200cخواهم', strict).urlKey).toContain('%E2%80%8C');
  });

  it('may end in a bracket that it opened itself', () => {
    expect(refusal('https://donghai.test/东海（消歧义）').code).toBe('accepted');
    expect(refusal("https://donghai.test/o'").code).toBe('accepted');
  });
});

describe('what is refused', () => {
  it.each([
    ['', 'it is empty'],
    ['   ', 'it is empty'],
    ['ftp://donghai.test/', 'ftp: cannot be watched'],
    ['file:///etc/passwd', 'file: cannot be watched'],
    ['javascript:alert(1)', 'javascript: cannot be watched'],
    ['data:text/html,x', 'data: cannot be watched'],
    ['www.donghai.test/价格', 'Did you mean https://www.donghai.test/价格 ?'],
    ['donghai.test:8080/x', 'Did you mean https://donghai.test:8080/x ?'],
    ['//donghai.test/x', 'Did you mean https://donghai.test/x ?'],
    ['hxxps://donghai.test/', 'Did you mean https://donghai.test/ ?'],
    ['https：//donghai.test/', 'Did you mean https://donghai.test/ ?'],
    ['https:/donghai.test/', 'Did you mean https://donghai.test/ ?'],
    ['https://', 'names no host'],
    ['https:///donghai.test', 'names no host'],
    ['https://a..test/', 'empty part'],
    [`https://${'a'.repeat(64)}.test/`, 'longer than names can be'],
    ['https://donghai.test:99999/', 'host or port is not valid'],
    ['https://dong hai.test/', 'contains a space'],
    ['https://donghai.test/a b', 'write %20'],
    ['https://donghai.test/a\u3000b', 'contains a space'],
    ['https://donghai.test/a\nb', 'line break'],
    ['https://donghai.test/\u0000', 'control character'],
    ['https://donghai.test/\u202egpj.exe', 'invisible character'],
    ['《https://donghai.test/》', 'begins with 《'],
    ['“https://donghai.test/”', 'begins with “'],
    ["'https://donghai.test/'", "begins with '"],
    ['https://donghai.test/"', '%22'],
    ['https://donghai.test/。', 'ends with 。'],
    ['https://donghai.test/，', '%EF%BC%8C'],
    ['https://donghai.test/）', 'ends with ）'],
    [`https://donghai.test/${'长'.repeat(9000)}`, 'at most 8192'],
  ])('%s', (url, reason) => {
    const { code, message } = refusal(url);
    expect(code).toBe('URL_INVALID');
    expect(message).toContain(reason);
    expect(message.length).toBeLessThan(500);
  });

  it('refuses credentials without repeating them', () => {
    for (const url of [
      'https://li:geheim@donghai.test/',
      'https://li@donghai.test/',
      'https://@donghai.test/',
    ]) {
      const { code, message } = refusal(url);
      expect(code).toBe('URL_INVALID');
      expect(message).toContain('user name or password');
      expect(message).not.toContain('geheim');
    }
    expect(refusal('https://donghai.test/@li').code).toBe('accepted');
  });

  const PRIVATE = [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://0x7f.0.0.1/',
    'http://0x7f000001/',
    'http://１２７。0。0。1/',
    'http://127.0.0.1./',
    'http://0.0.0.0/',
    'http://0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1:8080/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[ff02::1]/',
    'http://localhost/',
    'http://LOCALHOST:3000/',
    'http://localhost./',
    'http://ｌｏｃａｌｈｏｓｔ/',
    'http://a.localhost/',
    'http://drucker.local/',
    'http://metadata.google.internal/',
    'http://nas.home.arpa/',
    'http://intranet/',
  ];

  it.each(PRIVATE)('refuses the private address %s unless it is allowed', (url) => {
    const { code, message } = refusal(url);
    expect(code).toBe('URL_PRIVATE');
    expect(message).toContain('cannot be watched');
    expect(refusal(url, { allowPrivateAddresses: true }).code).toBe('accepted');
  });

  it.each([
    'http://8.8.8.8/',
    'http://[2606:4700::1111]/',
    'http://localhost.example.org/',
    'http://local.test/',
    'https://donghai.test/',
  ])('accepts the public address %s', (url) => {
    expect(refusal(url).code).toBe('accepted');
  });
});
