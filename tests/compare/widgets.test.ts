// What the small boxes around a page do by themselves: lists of two, polls, tickers, boards, the price of a
// paper -> nothing loud; beside them stands the edit that looks like it.
import { describe, expect, it } from 'vitest';
import { ARTICLE, loud } from './everyday-page.js';

/** What it is, how it read, how it reads now. */
type Pair = readonly [string, string, string];

const list = (...entries: readonly string[]): string =>
  `<ul>${entries.map((entry) => `<li>${entry}</li>`).join('')}</ul>`;
const linked = (...names: readonly string[]): string =>
  list(...names.map((name) => `<a href="/p/${encodeURIComponent(name)}.html">${name}</a>`));
const under = (heading: string, inner: string): string =>
  `<div class="box"><h3>${heading}</h3>${inner}</div>`;
const rows = (...cells: readonly (readonly [string, string, string])[]): string =>
  `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

const UPKEEP: readonly Pair[] = [
  [
    'two comments, the older of them gone on',
    under('热门评论', list('津门老王：不容易啊', '小鱼：转发给家人看看')),
    under('热门评论', list('小鱼：转发给家人看看', '清风：写得真细')),
  ],
  [
    'two lines of advice, one of them new',
    `<dl><dt>健康常识</dt><dd>${list('冬季如何预防感冒', '血压计怎么选')}</dd></dl>`,
    `<dl><dt>健康常识</dt><dd>${list('春季过敏怎么办', '冬季如何预防感冒')}</dd></dl>`,
  ],
  [
    'the latest posts in words alone',
    under('أحدث التدوينات', list('وصفات قليلة البوتاسيوم', 'عشر سنوات بعد الزراعة')),
    under('أحدث التدوينات', list('الصيام والكلية المزروعة', 'وصفات قليلة البوتاسيوم')),
  ],
  [
    'two links of a list that moved on',
    under('في صور', linked('صورة من المؤتمر', 'نصيحة اليوم')),
    under('في صور', linked('نصيحة اليوم', 'جولة في بكين')),
  ],
  [
    'a poll and who is online that a new template has not',
    `<div class="side"><h3>Polls</h3><div>How did you find us?</div><div>Search engine A friend</div><h3>Who's Online</h3><div>We have 1 guest online</div></div>`,
    '',
  ],
  [
    'whose turn it is in each clinic',
    under('門診進度', rows(['家醫科', '第1診', '22號'], ['腎臟科', '第3診', '31號'])),
    under('門診進度', rows(['家醫科', '第1診', '48號'], ['腎臟科', '第3診', '57號'])),
  ],
  [
    'shares and moneys in one line',
    '<div><span>STI 3,412.88</span> <span>USD/SGD 1.2901</span></div>',
    '<div><span>STI 3,398.10</span> <span>USD/SGD 1.2874</span></div>',
  ],
  [
    'what a paper costs its readers',
    '<header><a href="/">The Courier</a> <a href="/subscribe">Subscribe from $0.99</a></header>',
    '<header><a href="/">The Courier</a> <a href="/subscribe">Subscribe</a></header>',
  ],
  [
    'a call to talk that a test words otherwise',
    '<div class="cta">Talk to us on Zoom, seven days a week</div>',
    '<div class="cta">Book a video call with a coordinator</div>',
  ],
  [
    'a linked picture for another day, moved by boxes before it',
    '<div class="lamp"><a href="/jk/75390.html"><img src="/ad/75390.jpg" alt="全国爱眼日"></a></div>',
    '<div>春回大地</div><div>福满人间</div><div class="lamp"><a href="/jk/2592.html"><img src="/ad/2592.jpg" alt="恭贺新春"></a></div>',
  ],
];

const EDITS: readonly Pair[] = [
  [
    'a boast exchanged in a list of two',
    under('中心优势', list('供体充足', '专家亲自主刀')),
    under('中心优势', list('供体充足', '环境优美')),
  ],
  [
    'the boast that a list of two lost at its end',
    under('中心优势', list('专家亲自主刀', '供体充足，随到随做')),
    under('中心优势', list('环境优美', '专家亲自主刀')),
  ],
  [
    'a list of two links that lost one',
    under('中心资料', linked('供体来源说明', '费用说明')),
    under('中心资料', linked('费用说明')),
  ],
  [
    'a wait that went under a call',
    '<div class="cta">Talk to us on Zoom: a kidney within seven days</div>',
    '<div class="cta">Talk to us on Zoom</div>',
  ],
  [
    'what a place on a list costs',
    '<div>Subscribe to the kidney list from $990</div>',
    '<div>Subscribe to the kidney list</div>',
  ],
  [
    'how many were transplanted under words of progress',
    under('移植进度', rows(['肝移植', '第1组', '22例'], ['肾移植', '第3组', '31例'])),
    under('移植进度', rows(['肝移植', '第1组', '12例'], ['肾移植', '第3组', '31例'])),
  ],
  [
    'a price beside the name of a money',
    '<div>Kidney transplant 62,000 USD / person</div>',
    '<div>Kidney transplant 52,000 USD / person</div>',
  ],
];

const pageWith = (side: string): string =>
  `<!doctype html><html><head><title>器官移植中心</title></head><body>${side}<div>${ARTICLE.map((text) => `<p>${text}</p>`).join('')}</div></body></html>`;

describe('a box beside the page', () => {
  it.each(UPKEEP)('may show another of %s', (_, before, after) => {
    expect(loud(pageWith(before), pageWith(after))).toEqual([]);
  });

  it.each(EDITS)('is told of where it is %s', (_, before, after) => {
    expect(loud(pageWith(before), pageWith(after))).not.toEqual([]);
  });
});
