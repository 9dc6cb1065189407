// A document that is linked under another address: the same to the byte, or another.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import { snapshotOf } from '../judge/build.js';

const WAS = 'https://www.donghai.test/uploads/2014/肝移植收费.pdf';
const IS = 'https://cdn.donghai-files.test/2026/price-list.pdf?v=2';

const page = (href: string, body: string) =>
  snapshotOf(
    `<html><body><main><h1>肝移植</h1><p>收费标准见附件。</p><a href="${href}">肝移植收费标准（PDF）</a></main></body></html>`,
    { bodies: { [href]: body } },
  );
const loud = (...[before, after]: [ReturnType<typeof page>, ReturnType<typeof page>]) =>
  compareSnapshots(before, after, { terms: [], claims: [] })
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .map(({ kind }) => kind);

describe('a document under another address', () => {
  it('is no loss where it is the same to the byte, and says where it stands', () => {
    const [before, after] = [page(WAS, '%PDF 肝移植 65万元'), page(IS, '%PDF 肝移植 65万元')];
    expect(loud(before, after)).toEqual([]);
    expect(compareSnapshots(before, after, { terms: [], claims: [] })).toContainEqual(
      expect.objectContaining({ kind: 'noise', after: IS }),
    );
  });

  it('is told where its bytes are others, or did not come', () => {
    expect(loud(page(WAS, '%PDF 肝移植 65万元'), page(IS, '%PDF 肝移植 90万元'))).not.toEqual([]);
    const unread = snapshotOf(
      `<html><body><main><h1>肝移植</h1><p>收费标准见附件。</p><a href="${IS}">肝移植收费标准（PDF）</a></main></body></html>`,
    );
    expect(loud(page(WAS, '%PDF 肝移植 65万元'), unread)).not.toEqual([]);
  });
});
