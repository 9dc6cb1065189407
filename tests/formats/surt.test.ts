import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getSurt } from 'warcio';
import { surtOf } from '../../src/formats/surt.js';

describe('surtOf', () => {
  it.each([
    ['https://www.Example.com/A?b=2&a=1#x', 'com,example)/a?a=1&b=2'],
    ['http://www2.donghai.test:8080/', 'test,donghai:8080)/'],
    ['https://donghai.test:443', 'test,donghai)/'],
    ['https://xn--ekrs67m.cn/%E4%BD%A0?q=好', 'cn,xn--ekrs67m)/%e4%bd%a0?q=%E5%A5%BD'],
    ['urn:view:https://Noor.test/', 'urn:view:https://Noor.test/'],
    ['dns:noor.test', 'dns:noor.test'],
    ['http://[::1', 'http://[::1'],
  ])('%s is filed under %s', (url, key) => {
    expect(surtOf(url)).toBe(key);
  });

  it('gives the key that warcio.js gives, whatever the address', () => {
    const path = fc.webPath();
    const part = fc.string({
      unit: fc.constantFrom('医', 'نو', 'A', 'a', '%E5', '&', '=', '1', '/'),
    });
    const host = fc.constantFrom('www.Donghai.test', 'WWW3.noor.test', '医院.中国', '192.0.2.7');
    const url = fc
      .tuple(
        fc.constantFrom('http', 'https', 'HTTP', 'ftp'),
        host,
        fc.integer({ max: 65535, min: 0 }),
      )
      .chain(([scheme, name, port]) =>
        fc.tuple(path, part, part).map(([p, query, hash]) => {
          return `${scheme}://${name}${port % 2 === 0 ? '' : `:${port}`}${p}?${query}#${hash}`;
        }),
      );
    fc.assert(
      fc.property(fc.oneof(url, fc.webUrl({ withQueryParameters: true }), fc.string()), (value) => {
        expect(surtOf(value)).toBe(getSurt(value));
      }),
      { numRuns: 500 },
    );
  });
});
