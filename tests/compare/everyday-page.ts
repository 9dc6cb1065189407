// A page of four paragraphs, and what is told loudly of a piece of it that became another.
import { compareSnapshots } from '../../src/compare/compare.js';
import { snapshotOf } from '../judge/build.js';

export const ARTICLE = [
  '我院器官移植中心成立于1998年，是华东地区最早开展肝移植的单位之一，设床位64张。',
  '截至2014年底，共完成肝移植手术1213例，其中急诊移植57例，均为本院自行获取供体。',
  '中心主任先后赴匹兹堡大学、明尼苏达大学访问学习，承担国家课题三项。',
  '肾移植等待时间一般为两周，费用二十六万元，包含术后一个月的住院。',
];

/** Kinds of the loud changes where `before` became `after` in the midst of the page. */
export function loudInText(before: string, after: string, url?: string): readonly string[] {
  return loud(pageWith(before), pageWith(after), url);
}

/** Kinds of the loud changes from one page to another. */
export function loud(before: string, after: string, url?: string): readonly string[] {
  const [was, is] = [before, after].map((html) =>
    snapshotOf(html, url === undefined ? {} : { url }),
  );
  if (was === undefined || is === undefined) return [];
  return compareSnapshots(was, is, { terms: [], claims: [] })
    .filter(({ severity }) => severity === 'critical' || severity === 'high')
    .map(({ kind }) => kind);
}

function pageWith(part: string): string {
  const paragraphs = ARTICLE.map((text) => `<p>${text}</p>`);
  return `<!doctype html><html><head><meta charset="utf-8"><title>器官移植中心 - 东海医院</title></head><body><main><h1>器官移植中心</h1>${paragraphs.slice(0, 2).join('')}${part}${paragraphs.slice(2).join('')}</main></body></html>`;
}
