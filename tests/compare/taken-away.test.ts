// What a capable webmaster would try: evidence taken away where upkeep is let pass. Each was quiet once.
import { describe, expect, it } from 'vitest';
import { loudInText } from './everyday-page.js';

const KEPT = '<p>2005年共完成肝移植650例，供体来自死刑犯，等待时间两周。</p>';
const part = (id: string, text: string): string => `<div id="${id}" hidden>${text}</div>`;
const tabs = (a: string, b: string): string =>
  `<button aria-controls="a">${a}</button><button aria-controls="b">${b}</button>`;
const picture = (src: string, alt: string): string =>
  `<img src="${src}" alt="${alt}" width="400" height="300">`;
const friends = (...names: readonly string[]): string =>
  `<p>友情链接：${names.map((name, at) => `<a href="https://f${at}.test/${encodeURIComponent(name)}">${name}</a>`).join(' ')}</p>`;

describe('what looks like upkeep is told where it takes evidence away', () => {
  it.each([
    [
      'behind two controls of one name',
      `<div>${KEPT}</div><div><p>其他。</p></div>`,
      tabs('菜单', '菜单') + part('a', KEPT) + part('b', '<p>其他。</p>'),
    ],
    [
      'hidden within an open tab',
      `${tabs('简介', '数据')}<div id="a"><p>简介。</p></div><div id="b">${KEPT}</div>`,
      `${tabs('简介', '数据')}<div id="a"><p>简介。</p></div><div id="b"><div hidden>${KEPT}</div><p>请看。</p></div>`,
    ],
    [
      'counts in brackets',
      '<p>2005年完成肝移植[650]、肾移植[800]。</p>',
      '<p>2005年完成肝移植[65]、肾移植[80]。</p>',
    ],
    [
      'values behind a colon in brackets',
      '<p>等待时间：[14]，费用（万元）：[26]。</p>',
      '<p>等待时间：[140]，费用（万元）：[6]。</p>',
    ],
    [
      'a wait beside a place for a car',
      '<p>Waiting time is 2 weeks; parking is free for relatives.</p>',
      '<p>Waiting time is 2 years; parking is free for relatives.</p>',
    ],
    [
      'a package with breakfast',
      '<p>国际病人套餐含早餐及接送，26万元。</p>',
      '<p>国际病人套餐含早餐及接送，6万元。</p>',
    ],
    [
      'a price with parking in it',
      '<p>Package price USD 130,000 incl. airport pick-up, parking and 20 nights.</p>',
      '<p>Package price USD 30,000 incl. airport pick-up, parking and 2 nights.</p>',
    ],
    [
      'who came, beside where they eat',
      '<p>餐厅设在三楼，2005年共接待外籍患者1600例。</p>',
      '<p>餐厅设在三楼，2005年共接待外籍患者16例。</p>',
    ],
    [
      'a digit before the point',
      '<p>1.5万元起，等待时间两周。</p>',
      '<p>5万元起，等待时间两周。</p>',
    ],
    [
      'a patient who came in a storm',
      '<p>遇台风航班取消，外籍病人李先生改由军车送来，当晚即排到。</p>',
      '',
    ],
    [
      'a wait beside the clocks',
      '<p>Patients wait 2 weeks (clocks go back in October); call Dr. Wang Jianguo.</p>',
      '',
    ],
    [
      'the portrait of a surgeon',
      `<p>${picture('/upload/avatars/wang.jpg', '王建国主任医师')}</p>`,
      '<p></p>',
    ],
    [
      'a price list that says html5',
      `<p>${picture('/i/1.jpg', '手术价目表 html5')}</p>`,
      '<p></p>',
    ],
    [
      'a man who is another',
      '<p>رئيس القسم الدكتور محمود فارس</p>',
      '<p>رئيس القسم الدكتور محمد فارس</p>',
    ],
    ['a broker among friends', friends('国际医疗旅游中介', '天气'), friends('天气')],
    [
      'whom a house sought for those from abroad',
      '<h3>وظائف شاغرة</h3><ul><li>منسق للمرضى الأجانب في الصين</li><li>طبيب جراح</li><li>عامل نظافة</li></ul>',
      '<h3>وظائف شاغرة</h3><ul><li>طبيب جراح</li><li>عامل نظافة</li></ul>',
    ],
    [
      'what stands behind a word for hours',
      '<p>عيادات: يوجد 17 مريضا أجنبيا ينتظرون الدور</p>',
      '',
    ],
    [
      'who wrote it',
      '<p>Nobody here wrote: organs come from prisoners.</p>',
      '<p>Nobody here: organs come from prisoners.</p>',
    ],
    [
      'a version of a page on another host',
      '<p><a href="https://archive.test/w/index.php?title=2006&amp;oldid=123">肝移植旧版本</a></p>',
      '<p><a href="https://archive.test/w/index.php?title=2006&amp;oldid=999">肝移植旧版本</a></p>',
    ],
    [
      'when they died, in a heading',
      '<h2>Patients who died in March 2005</h2><p>Names follow.</p>',
      '<h2>Patients who died in April 2006</h2><p>Names follow.</p>',
    ],
    [
      'a clause with its negation',
      '<p>Case No. 4: the organs were not donated by relatives.</p>',
      '<p>Case No. 4: the organs were donated by relatives.</p>',
    ],
    [
      'a figure of a table turned round',
      '<table><tr><td></td><th>Kidney</th><th>Liver</th></tr><tr><th>Price</th><td>$65,000</td><td>$130,000</td></tr><tr><th>Waiting time</th><td>1 week</td><td>2 weeks</td></tr></table>',
      '<table><tr><th>Organ</th><th>Price</th><th>Waiting time</th></tr><tr><th>Kidney</th><td>$65,000</td><td>1 year</td></tr><tr><th>Liver</th><td>$130,000</td><td>2 weeks</td></tr></table>',
    ],
    [
      'a point of a sentence set in points',
      '<p>The package of $85,000 includes the organ, surgery, 21 days in hospital, interpreter and airport transfer.</p>',
      '<p>The package of $85,000 includes:</p><ul><li>surgery</li><li>21 days in hospital</li><li>interpreter</li><li>airport transfer</li></ul>',
    ],
    [
      'a number that is another in international form',
      '<div><p>جوال: 0501234567</p><p>هاتف: 012345678</p></div>',
      '<div><p>جوال / واتساب: <a href="https://wa.me/966501234599">+966 50 123 4599</a></p><p>هاتف: 01 234 5678</p></div>',
    ],
    [
      'the telephone of the house, exchanged in its own line',
      '<div><p>移植咨询专线：400-618-2290</p></div>',
      '<div><p>移植咨询专线：400-711-9083</p></div>',
    ],
    [
      'a picture that is called like a code to be typed',
      `<p>${picture('/upload/check_image.jpg', '肝移植手术记录')}</p>`,
      '<p></p>',
    ],
    [
      'a sentence taken back in another language',
      '<p>韩国患者到我院两周内可以手术</p>',
      '<p>韩国患者到我院两周内可以手术 (this is not true)</p>',
    ],
    [
      'a price in a box over the page',
      '<div><p>Sign up: kidney transplant for 60,000 dollars, no waiting.</p><button>Close</button></div>',
      '',
    ],
    [
      'a wait for an organ',
      '<p>Average wait for a liver: 2 weeks</p>',
      '<p>Average wait for a liver: 2 years</p>',
    ],
    [
      'that nobody is refused, where people view the page',
      '<p>9 donors are waiting here. We refuse no foreign patient.</p>',
      '<p>9 donors are waiting here. We refuse every foreign patient.</p>',
    ],
    [
      'how many donors there were',
      '<p>612 donors were executed prisoners.</p>',
      '<p>12 donors were volunteers.</p>',
    ],
    [
      'a sum in other money beneath a new head',
      '<table><tr><th>项目</th><th>费用（元）</th></tr><tr><td>肾移植</td><td>120,000</td></tr><tr><td>肝移植</td><td>350,000</td></tr></table>',
      '<table><tr><th>项目</th><th>费用（美元）</th></tr><tr><td>肾移植</td><td>12,000</td></tr><tr><td>肝移植</td><td>35,000</td></tr></table>',
    ],
  ])('%s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });
});

describe('and the same content in other forms is not', () => {
  it.each([
    [
      'money that moves into the head of its column',
      '<table><tr><th>项目</th><th>费用</th></tr><tr><td>肾移植</td><td>120000元</td></tr><tr><td>肝移植</td><td>350000元</td></tr></table>',
      '<table><tr><th>项目</th><th>费用（元）</th></tr><tr><td>肾移植</td><td>120,000</td></tr><tr><td>肝移植</td><td>350,000</td></tr></table>',
    ],
    [
      'rows that are numbered and sorted',
      '<table><tr><th>المستشفى</th><th>المدينة</th><th>زراعة الكبد</th></tr><tr><td>المستشفى المركزي الأول</td><td>تيانجين</td><td>1600</td></tr><tr><td>مستشفى الشرطة المسلحة</td><td>بكين</td><td>240</td></tr></table>',
      '<table><tr><th>م</th><th>المستشفى</th><th>المدينة</th><th>زراعة الكبد</th></tr><tr><td>1</td><td>مستشفى الشرطة المسلحة</td><td>بكين</td><td>240</td></tr><tr><td>2</td><td>المستشفى المركزي الأول</td><td>تيانجين</td><td>1,600</td></tr></table>',
    ],
    [
      'a date with its weekday',
      '<p><em>March 9, 2006</em></p>',
      '<p><time>Thursday, 9 March 2006</time></p>',
    ],
    [
      'a table turned round',
      '<table><tr><td></td><th>Kidney</th><th>Liver</th></tr><tr><th>Price</th><td>$65,000</td><td>$130,000</td></tr><tr><th>Waiting time</th><td>1 week</td><td>2 weeks</td></tr></table>',
      '<table><tr><th>Organ</th><th>Price</th><th>Waiting time</th></tr><tr><th>Kidney</th><td>$65,000</td><td>1 week</td></tr><tr><th>Liver</th><td>$130,000</td><td>2 weeks</td></tr></table>',
    ],
    [
      'a sentence set in points',
      '<p>The package of $85,000 includes the organ, surgery, 21 days in hospital, interpreter and airport transfer.</p>',
      '<p>The package of $85,000 includes:</p><ul><li>the organ</li><li>surgery</li><li>21 days in hospital</li><li>interpreter</li><li>airport transfer</li></ul>',
    ],
    [
      'a number in international form',
      '<div><p>جوال: 0501234567</p><p>هاتف: 012345678</p></div>',
      '<div><p>جوال / واتساب: <a href="https://wa.me/966501234567">+966 50 123 4567</a></p><p>هاتف: 01 234 5678</p></div>',
    ],
    [
      'a fund drive over the page',
      '<div><p>Dear readers in Canada, we ask you humbly: 98% of readers do not give. If each gave $2.75 this drive would end today.</p><p>Maybe later</p><p>Close</p></div>',
      '',
    ],
    [
      'what visitors answered',
      '<aside><p>ممتاز 46%</p><p>جيد 33%</p><p>ضعيف 21%</p></aside>',
      '<aside></aside>',
    ],
    [
      'a wait in an emergency room',
      '<aside><p>Average wait: 2h 10m</p></aside>',
      '<aside><p>Average wait: 5h 45m</p></aside>',
    ],
    [
      'how long one reads',
      '<div>30 March 2021 · 6 min read</div>',
      '<div>30 March 2021 · 7 min read</div>',
    ],
    [
      'who views the page',
      '<p>9 people are viewing this page. Only 2 check-up slots left this week</p>',
      '<p>4 people are viewing this page. No check-up slots left this week</p>',
    ],
    ['how the air is', '<p>空氣品質：良好 AQI 41</p>', '<p>空氣品質：對敏感族群不健康 AQI 112</p>'],
    [
      'when a register was processed',
      '<p>This page was generated from the register database last processed on March 2, 2026.</p>',
      '<p>This page was generated from the register database last processed on March 9, 2026.</p>',
    ],
    [
      'what a forum draws as a smile',
      '<p>我在天津做的肾移植，等了9天，一共花了28万[em01]</p>',
      '<p>我在天津做的肾移植，等了9天，一共花了28万</p>',
    ],
    [
      'a term with its English',
      '<p>تؤخذ الكبد من متبرع متوفى دماغياً، ومدة نقص التروية الباردة أقل من 6 ساعات.</p>',
      '<p>تؤخذ الكبد من متبرع متوفى دماغياً (brain-dead donor)، ومدة نقص التروية الباردة (cold ischemia time) أقل من 6 ساعات.</p>',
    ],
    [
      'money by its sign',
      '<p>تكلفة البرنامج الكامل 280 ألف ريال سعودي تشمل الكلية.</p>',
      '<p>تكلفة البرنامج الكامل 280,000 ر.س تشمل الكلية.</p>',
    ],
    [
      'a year of the Republic with its zero',
      '<p>被告自民國一百零三年二月起，仲介病患六人赴中國大陸接受器官移植。</p>',
      '<p>被告自民國103年2月起，仲介病患6人赴中國大陸接受器官移植。</p>',
    ],
  ])('%s', (_, before, after) => {
    expect(loudInText(before, after)).toEqual([]);
  });
});
