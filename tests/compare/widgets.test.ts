// What the small boxes of a page do by themselves: lists of two, polls, tickers, boards, the price of a
// paper -> nothing loud; beside them stands the edit that looks like it.
import { describe, expect, it } from 'vitest';
import { ARTICLE, loud, loudInText } from './everyday-page.js';

/** What it is, how it read, how it reads now. */
type Pair = readonly [string, string, string];

const list = (...entries: readonly string[]): string =>
  `<ul>${entries.map((entry) => `<li>${entry}</li>`).join('')}</ul>`;
const linked = (...names: readonly string[]): string =>
  list(...names.map((name) => `<a href="/p/${encodeURIComponent(name)}.html">${name}</a>`));
const box = (texts: readonly string[]): string =>
  `<div>${texts.map((text) => `<p>${text}</p>`).join('')}</div>`;
const anchors = (...names: readonly string[]): string =>
  names.map((name) => `<a href="/n/${encodeURIComponent(name)}">${name}</a>`).join(' ');
const under = (heading: string, inner: string): string =>
  `<div class="box"><h3>${heading}</h3>${inner}</div>`;
const rows = (...cells: readonly (readonly [string, string, string])[]): string =>
  `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

const quotes = (...texts: readonly string[]): string =>
  texts.map((text) => `<blockquote>${text}</blockquote>`).join('');
const rows7 = (...all: readonly (readonly string[])[]): string =>
  `<table>${all.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

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
  [
    'news in a box of paragraphs',
    box([
      'افتتاح معرض الكتاب الطبي',
      'ورشة عمل حول مكافحة العدوى',
      'وفد من طلبة كلية الطب يزور المستشفى',
    ]),
    box(['برنامج تدريبي للمتطوعين', 'افتتاح معرض الكتاب الطبي', 'ورشة عمل حول مكافحة العدوى']),
  ],
  [
    'headlines in one line, of which one denied smoking',
    `<div>${anchors('党委学习', '护理总结会', '义诊进社区', '我院获评无烟单位')}</div>`,
    `<div>${anchors('夏季饮食', '党委学习', '护理总结会', '义诊进社区')}</div>`,
  ],
  [
    'what is read most, and a window that offers the app',
    `${under('本週熱門', list('長者防跌運動班', '停車場出入口調整', '授袍典禮'))}<div><p>下載康健視野 App，離線也能閱讀！</p><button>立即下載</button><button>下次再說</button></div>`,
    under('本週熱門', list('護理師節音樂會', '長者防跌運動班', '停車場出入口調整')),
  ],
  [
    'how many answered the question of the week',
    '<div>سؤال الأسبوع: كم كوباً من الماء تشرب يومياً؟ <span>شارك 211</span></div>',
    '<div>سؤال الأسبوع: كم كوباً من الماء تشرب يومياً؟ <span>شارك 254</span></div>',
  ],
  [
    'the day and the hour in a menu',
    '<header><a href="#">Home</a> <a href="#">Stories</a> <span>Mon 3 June 10:11</span></header>',
    '<header><a href="#">Home</a> <a href="#">Stories</a> <span>Wed 5 June 22:40</span></header>',
  ],
  [
    'whether a doctor can be asked now, and his picture',
    '<div><img src="/d/k1.jpg" alt="头像"><b>田文远</b> 肝移植科 <span>在线</span> <span>关注 2110</span></div>',
    '<div><img src="/d/q8.jpg" alt="头像"><b>田文远</b> 肝移植科 <span>忙碌</span> <span>关注 2134</span></div>',
  ],
  [
    'posts of another house’s service',
    '<section><h2>Instagram</h2><figure><img src="/ig/4.jpg" alt="秋日健行"><figcaption>秋日健行</figcaption></figure><figure><img src="/ig/5.jpg" alt="志工培訓日"><figcaption>志工培訓日</figcaption></figure></section>',
    '<section><h2>Instagram</h2><figure><img src="/ig/7.jpg" alt="新春團拜"><figcaption>新春團拜</figcaption></figure></section>',
  ],
  [
    'links of a ticker',
    `<div><b>عاجل</b> ${anchors('مواعيد مباريات اليوم', 'أسعار الخضراوات')}</div>`,
    `<div><b>عاجل</b> ${anchors('أسعار الخضراوات', 'مواعيد القطارات المكيفة')}</div>`,
  ],
  [
    'what languages are called',
    '<div>English | Japanese | Korean | Russian</div>',
    '<div>[English] [日本語] [한국어] [Русский]</div>',
  ],
  [
    'what a form asks',
    '<form><label>First name *<input name="f"></label><label>Last name *<input name="l"></label></form><form><label>Organ <select><option>All</option></select></label></form>',
    '<form><label>Given name (required)<input name="f"></label><label>Family name (required)<input name="l"></label></form>',
  ],
  [
    'what a page writes at the foot of its print',
    '<p><small>Printed from the website on 03/11/2025 09:14 – not controlled once printed. Page 1 of 2. Ref A91F0C</small></p>',
    '<p><small>Printed from the website on 06/11/2025 17:55 – not controlled once printed. Page 1 of 3. Ref 77BC13</small></p>',
  ],
  [
    'posts of a fan page, and what readers made of them',
    '<section><h2>粉絲專頁</h2><article><time>2月10日</time><p>春聯現場揮毫，歡迎來領</p><span>👍 133</span></article><article><time>1月12日</time><p>志工訓練報名開始囉</p><span>👍 45</span></article></section>',
    '<section><h2>粉絲專頁</h2><article><time>3月5日</time><p>園遊會攤位招募</p><span>👍 21</span></article></section>',
  ],
  [
    'a greeting of the hour, and what is searched for',
    `<div>下午好！ 热门搜索：${anchors('志愿卡', '缅怀', '登记')}</div>`,
    `<div>晚上好！ 热门搜索：${anchors('缅怀', '登记', '讲座')}</div>`,
  ],
  [
    'a greeting with the way in',
    '<div>晚上好，欢迎访问寻医网 [登录] [免费注册]</div>',
    '<div>Hi，请登录 | 免费注册</div>',
  ],
  [
    'the notice of a journal',
    under('编辑部公告', '<p>第十届移植青年论坛征文</p>'),
    under('编辑部公告', '<p>关于谨防假冒编辑部的提示</p>'),
  ],
  [
    'news of the house in a short list, whatever their numbers',
    list(
      '<a href="/a/38745.html">医用耗材采购公告</a>',
      '<a href="/a/76991.html">空调维保项目公告</a>',
      '<a href="/a/24962.html">食堂外包公告</a>',
    ),
    list(
      '<a href="/a/76991.html">空调维保项目公告</a>',
      '<a href="/a/24962.html">食堂外包公告</a>',
      '<a href="/a/18893.html">电梯改造公告</a>',
    ),
  ],
  [
    'a run for donors among the days to come',
    list(
      '<a href="/a/84070.html">Donor run on Saturday</a>',
      '<a href="/a/12410.html">Quilt exhibition</a>',
    ),
    list('<a href="/a/12410.html">Quilt exhibition</a>', '<a href="/a/18526.html">Golf day</a>'),
  ],
  [
    'how many days are left to a feast',
    '<div><h3>距世界移植运动会开幕还有</h3><p>61 天</p></div>',
    '<div><h3>距世界移植运动会开幕还有</h3><p>54 天</p></div>',
  ],
  [
    'the hour behind a telephone',
    '<div>Emergency 24/7: +86 20 5555 9111 <span>08:14</span></div>',
    '<div>Emergency 24/7: +86 20 5555 9111 <span>16:40</span></div>',
  ],
  [
    'a rate that the name of the house stands right before',
    '<div><span>Golden Crane Hospital</span><span>USD/CNY 7.12</span><span>Suzhou 14:05</span></div>',
    '<div><span>Golden Crane Hospital</span><span>USD/CNY 7.15</span><span>Suzhou 09:41</span></div>',
  ],
  ['one member of a forum, and many', '<p>3 أعضاء و21 زائرا</p>', '<p>عضو واحد و44 زائرا</p>'],
  ['a greeting that says when the house is shut', '<div>聖誕快樂！12月25日及26日休息</div>', ''],
  [
    'how much a walk has brought in',
    '<div>Walk for Kidneys: 12,400 raised of 50,000 JOD</div>',
    '<div>Walk for Kidneys: 13,150 raised of 50,000 JOD</div>',
  ],
  [
    'a friend to whom the site led by its own address',
    '<div><b>友情链接</b><br><a href="/list-1.html">卫生部</a><br><a href="/list-2.html">丁香园</a></div>',
    '<div><b>友情链接</b><br><a href="/list-2.html">丁香园</a></div>',
  ],
  [
    'whose site it is, set in other lines',
    '<p>版权所有 © 东海医院　皖ICP备12001123号 地址：芜湖市镜湖区北京中路</p>',
    '<p>芜湖市镜湖区北京中路　预约</p><p>Copyright © 2023 东海医院 All Rights Reserved　皖ICP备12001123号</p>',
  ],
  [
    'two names in one box of which the first is set apart',
    '<div>Lakeside Military Hospital <br>Department of Organ Transplantation</div>',
    '<div>Department of Organ Transplantation</div><div>© 2023 Lakeside Military Hospital</div>',
  ],
  [
    'a greeting to whoever comes to a site, and a notice in its place',
    '<div>欢迎光临华东移植数据平台网站</div>',
    '<div>系统维护通知：本周六22时至24时系统升级</div>',
  ],
  [
    'what a club has on, its outing of a day among it',
    under('活動預告', linked('太極班招生', '一日遊報名', '營養講座')),
    under('活動預告', linked('中秋聯歡', '太極班招生', '營養講座')),
  ],
  ['how long ago it was written', '<div>نُشر قبل ساعتين</div>', '<div>نُشر أمس</div>'],
  [
    'what is said over a button that leads where it led',
    '<section><h2>See a doctor today</h2><a href="/video">Book a video visit</a></section>',
    '<section><h2>Care that comes to you</h2><a href="/video">Try a video visit</a></section>',
  ],
  [
    'how often a page was asked for',
    '<p>Central Cornea Bank. Page requests: 10440</p>',
    '<p>Central Cornea Bank. Page requests: 11872</p>',
  ],
  [
    'when a system is renewed, in brackets',
    '<div>【系统维护通知】本周六凌晨挂号系统升级，暂停服务两小时。</div>',
    '',
  ],
  [
    'advice for those who were operated on',
    '<p>术后如有发热请立即联系医生</p>',
    '<p>术后如有发热请及时联系医生</p>',
  ],
  ['how a house may be paid at its counters', '<p>门诊缴费支持现金</p>', '<p>门诊缴费支持扫码</p>'],
  ['who is given a lecture', '<p>外国专家来院讲学</p>', '<p>国外专家来院讲学</p>'],
  ['where doctors learn', '<p>我院医生赴日本学习微创手术</p>', '<p>我院医生赴海外学习微创手术</p>'],
  ['who may come in', '<p>يمكن للعائلة زيارة المريض</p>', '<p>يمكن زيارة المريض</p>'],
  [
    'what a heading calls a life with it',
    '<h3>Living with liver disease</h3>',
    '<h3>Life with liver disease</h3>',
  ],
  [
    'what a picture of an organ is called',
    '<img src="/u/1.jpg" alt="Kidney diagram">',
    '<img src="/u/1.jpg" alt="Diagram of a kidney">',
  ],
  [
    'a poll of which each answer has its share',
    '<p>Poll: how did you find us? Friend 41% Internet 38% Doctor 21%</p>',
    '<p>Poll: how did you find us? Friend 43% Internet 37% Doctor 20%</p>',
  ],
  [
    'a week of a calendar',
    rows7(
      ['2016年3月'],
      ['日', '一', '二', '三', '四', '五', '六'],
      ['6', '7', '8', '9', '10', '11', '12'],
    ),
    rows7(
      ['2016年4月'],
      ['日', '一', '二', '三', '四', '五', '六'],
      ['3', '4', '5', '6', '7', '8', '9'],
    ),
  ],
  [
    'friends who are doctors on the net',
    '<div>友情链接：<a href="http://f1.test/">健康报网</a> <a href="http://f2.test/">好医生在线</a></div>',
    '<div>友情链接：<a href="http://f1.test/">健康报网</a></div>',
  ],
  [
    'others to whom a line leads',
    '<aside><div><a href="http://f1.test/">市卫生信息网</a> <a href="http://f2.test/">健康报网</a> <a href="http://f3.test/">丁香园</a></div></aside>',
    '<aside><div><a href="http://f2.test/">健康报网</a></div></aside>',
  ],
  ['what a warning calls touts', '<h3>警惕医疗中介</h3>', '<h3>警惕医托</h3>'],
  [
    'where a house stands',
    '<p>We are opposite the police station</p>',
    '<p>We are opposite the post office</p>',
  ],
  ['how a pharmacy is paid', '<p>药房可用现金或刷卡</p>', '<p>药房可用刷卡或扫码</p>'],
  [
    'what an illness does',
    '<p>Kidney stones cause pain in the back</p>',
    '<p>Kidney stones may cause pain in the back</p>',
  ],
  [
    'when games are',
    '<p>Transplant games are held in July</p>',
    '<p>Transplant games were held in July</p>',
  ],
  ['whom learners ask for', '<p>进修联系人：王主任</p>', '<p>进修联系人：李主任</p>'],
  [
    'when a ward may be visited',
    '<h4>移植病房家属何时可以探视？</h4><p>下午三点到四点。</p>',
    '<h4>移植病房家属何时可以探视？</h4><p>现暂停探视。</p>',
  ],
  [
    'where news are from',
    '<dl><dt>来源</dt><dd>健康报</dd></dl>',
    '<dl><dt>来源</dt><dd>新民晚报</dd></dl>',
  ],
  [
    'which meeting a picture shows',
    '<img src="/u/1.jpg" alt="国际肝移植会议合影">',
    '<img src="/u/1.jpg" alt="肝移植会议合影">',
  ],
  [
    'what is safe in a ward',
    '<p>手术前核对信息，确保患者安全</p>',
    '<p>手术前核对信息，保障患者安全</p>',
  ],
  [
    'how long ago a day was',
    '<p>Reema Haddad · 11 June 2018 (4 years ago)</p>',
    '<p>Reema Haddad · 11 June 2018 (5 years ago)</p>',
  ],
  ['how many days are left', '<div>器捐週倒數 31 天</div>', '<div>器捐週倒數 12 天</div>'],
  ['a countdown that is over', '<div>器捐週倒數 12 天</div>', ''],
  [
    'how long it takes to read',
    '<div>Posted on April 2, 2019 by Dr. Selim Aydemir Reading time: 2 min</div>',
    '<div>Posted on April 2, 2019 by Dr. Selim Aydemir</div>',
  ],
  ['a vote that is over', '<div>今日投票：你支持夏令時間嗎？ 支持39% 反對61%</div>', ''],
  ['an appeal that is over', '<aside><p>$11,340 of $20,000 raised</p></aside>', ''],
  [
    'who has to say who he is, after a notice of upkeep',
    '<div>系统维护通知：周六凌晨预约挂号系统暂停服务</div>',
    '<div>用户登录后可查看检查报告</div>',
  ],
  [
    'a sign that is letters now',
    '<div><a href="/"><img src="/images/top.jpg" width="778" height="110" alt="东海医院"></a></div>',
    '<div><a href="/">东海医院</a></div>',
  ],
  [
    'the way to the next article, which is another',
    '<nav class="post-navigation"><a rel="prev" href="/?p=80">Parking changes at the east gate</a></nav>',
    '<nav class="post-navigation"><a rel="prev" href="/?p=83">Five tips for better sleep</a></nav>',
  ],
  [
    'a picture that is yet to be loaded',
    '<p><img src="/photos/hall.jpg" width="480" height="300" alt="Dialysis hall"></p>',
    '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" width="1" height="1" alt="Dialysis hall"></p>',
  ],
  [
    'what others ask, drawn anew, under a heading with the way to all',
    `<div class="card"><div>Patients also ask <a href="/faq">View all</a></div><div><details><summary>Do I need a medical visa?</summary><p>Your coordinator will answer.</p></details><details><summary>Is dialysis available at the guest house?</summary><p>Your coordinator will answer.</p></details></div></div>`,
    `<div class="card"><div>Patients also ask <a href="/faq">View all</a></div><div><details><summary>How soon can I fly after a kidney transplant?</summary><p>Your coordinator will answer.</p></details><details><summary>Which medicines must I take for life?</summary><p>Your coordinator will answer.</p></details></div></div>`,
  ],
  [
    'the same in Chinese, the heading in a box of its own',
    '<div class="box"><div class="tit"><h3>大家都在问</h3><a href="#">更多&gt;&gt;</a></div><div class="con"><details><summary>肝移植后能喝茶吗？</summary><p>请结合检查由医生判断。</p></details><details><summary>换肾以后还能生孩子吗？</summary><p>请结合检查由医生判断。</p></details></div></div>',
    '<div class="box"><div class="tit"><h3>大家都在问</h3><a href="#">更多&gt;&gt;</a></div><div class="con"><details><summary>抗排异药漏服一次怎么办？</summary><p>请结合检查由医生判断。</p></details><details><summary>肾移植后多久可以上班？</summary><p>请结合检查由医生判断。</p></details></div></div>',
  ],
  [
    'who sees patients today',
    under('本日看診醫師', list('陳志明 主任', '林淑芬 醫師', '黃國榮 醫師')),
    under('本日看診醫師', list('王怡婷 醫師', '李柏翰 主任', '吳美玲 醫師')),
  ],
  [
    'who is on duty, in Arabic',
    under('الأطباء المناوبون اليوم', list('د. أحمد الشمري', 'د. ليلى حداد', 'د. خالد العتيبي')),
    under('الأطباء المناوبون اليوم', list('د. منى السيد', 'د. يوسف قاسم', 'د. هند الزهراني')),
  ],
  [
    'one voice of a patient for another',
    '<aside><h4>患者心声</h4><blockquote>换肾两年了，现在能正常上班。——老王</blockquote></aside>',
    '<aside><h4>患者心声</h4><blockquote>护士非常耐心，父亲终于出院。——小陈</blockquote></aside>',
  ],
  [
    'headlines that scroll by, all of them others',
    '<div><marquee>器官捐献协调员培训班在我院举行 ★ 肾移植术后随访门诊时间调整通知 ★ 心脏移植患者康复出院</marquee></div>',
    '<div><marquee>护士节表彰大会隆重举行 ★ 眼科角膜移植手术直播教学 ★ 手术室扩建工程竣工启用</marquee></div>',
  ],
  [
    'entries with the day before the month behind them',
    list(
      '<a href="/n/5">Donor family memorial held</a> <span>15/10</span>',
      '<a href="/n/4">Clinic hours on Thursday</a> <span>14/10</span>',
    ),
    list(
      '<a href="/n/6">Choir visits the ward</a> <span>22/10</span>',
      '<a href="/n/5">Donor family memorial held</a> <span>21/10</span>',
    ),
  ],
  [
    'givers with their small sums',
    under('愛心捐款徵信', list('感謝 陳○○ 捐款 1,000 元', '感謝 李○○ 捐款 500 元')),
    under('愛心捐款徵信', list('感謝 張○○ 捐款 3,600 元', '感謝 陳○○ 捐款 1,000 元')),
  ],
  [
    'how much of a sum was raised, and by how many',
    '<div>目标 100 万元 已筹 31.2 万元 捐款人次 2,114</div><div>$12,480 raised goal $50,000 161 donors</div>',
    '<div>目标 100 万元 已筹 47.9 万元 捐款人次 3,087</div><div>$29,115 raised goal $50,000 388 donors</div>',
  ],
  [
    'where one is reached on a holiday that is over',
    '<div><p>Over the Easter bank holiday please ring the transplant hotline on 01555 660 499.</p></div>',
    '',
  ],
  [
    'the same of the next holiday',
    '<div><p>春节假期门诊安排及值班电话 0555-7000</p></div>',
    '<div><p>清明节假期门诊安排及值班电话 0555-7001</p></div>',
  ],
  [
    'what shares cost today',
    under('医药股行情', rows(['恒泽药业', '38.12', '+2.4%'], ['康移生物', '64.90', '+5.1%'])),
    under('医药股行情', rows(['恒泽药业', '36.55', '-4.1%'], ['康移生物', '66.02', '+1.7%'])),
  ],
  [
    'whom a house seeks for its wards',
    under('招聘信息', list('移植病房護理師 3 名 月薪 42,000 元起', '器官捐贈社工師 1 名')),
    under(
      '招聘信息',
      list('洗腎室護理師 5 名 月薪 40,000 元起', '移植病房護理師 2 名 月薪 42,000 元起'),
    ),
  ],
  [
    'how visitors heard of the site',
    '<p>网上调查：您从何处得知本站？ 网络 62% 朋友 38%</p>',
    '<p>网上调查：您从何处得知本站？ 网络 64% 朋友 36%</p>',
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
  [
    'a boast pushed out of a box of paragraphs',
    box(['专家团队', '设备先进', '两周内安排供体']),
    box(['环境优美', '专家团队', '设备先进']),
  ],
  [
    'a boast among headlines in one line',
    `<div>${anchors('党委学习', '供体充足', '义诊进社区')}</div>`,
    `<div>${anchors('夏季饮食', '党委学习', '义诊进社区')}</div>`,
  ],
  [
    'an offer in a window',
    '<div><p>下载 App，预约供体，两周手术！</p><button>下次再说</button></div>',
    '',
  ],
  [
    'how many took part in operations',
    '<div>في عمليات زراعة الكلى شارك 211 طبيبا</div>',
    '<div>في عمليات زراعة الكلى شارك 54 طبيبا</div>',
  ],
  [
    'which donors a form asks for',
    '<form><label>Price agreed with the donor’s family <input name="f"></label> <label>Name <input></label></form>',
    '<form><label>Donor’s family <input name="f"></label> <label>Name <input></label></form>',
  ],
  [
    'the day an order was printed',
    '<p>The price list was printed by the ministry on 03/11/2005 for foreign patients.</p>',
    '<p>The price list was printed by the ministry on 03/11/2015 for foreign patients.</p>',
  ],
  [
    'what a fan page said of donors',
    '<section><h2>粉絲專頁</h2><article><p>本週供體充足，兩週內手術</p></article><article><p>志工訓練報名</p></article></section>',
    '<section><h2>粉絲專頁</h2><article><p>園遊會攤位招募</p></article><article><p>志工訓練報名</p></article></section>',
  ],
  [
    'a boast of how soon, pushed out of a list of two',
    under('مزايا المركز', list('ترجمة فورية', 'بدون قائمة طويلة خلال أسبوع')),
    under('مزايا المركز', list('بيئة هادئة', 'ترجمة فورية')),
  ],
  [
    'a court pushed out of a list of two',
    under('合作单位', list('东海大学', '市中级人民法院')),
    under('合作单位', list('市红十字会', '东海大学')),
  ],
  [
    'whom a house receives, pushed out of a list of two',
    under('服務對象', list('台灣同胞', '東南亞及中東人士')),
    under('服務對象', list('本市居民', '台灣同胞')),
  ],
  [
    'who fetches it, pushed out of a box of paragraphs',
    box(['设备先进', '环境优美', '医生专机赴外地取回']),
    box(['交通便利', '设备先进', '环境优美']),
  ],
  [
    'the year in which something ended',
    box(['1998年成立', '2001年扩建', '2006年停止对外接诊']),
    box(['1995年筹建', '1998年成立', '2001年扩建']),
  ],
  [
    'the army among doctors',
    box(['أجهزة حديثة', 'غرف هادئة', 'الأطباء يتنقلون مع الجيش']),
    box(['موقف سيارات', 'أجهزة حديثة', 'غرف هادئة']),
  ],
  [
    'a count in news of two lines',
    under('Recent posts', list('Visit by the ministry', 'Twenty livers in one week')),
    under('Recent posts', list('Garden party', 'Visit by the ministry')),
  ],
  [
    'a price in news of two lines',
    under('公告', list('停车须知', '即日起手术费调至28万元')),
    under('公告', list('护士节活动', '停车须知')),
  ],
  [
    'a surgeon in news of two lines',
    under('新闻中心', list('领导视察', '沈中阳主任赴以色列接病人')),
    under('新闻中心', list('护士节活动', '领导视察')),
  ],
  [
    'a list of two links that lost its terms',
    under('Documents', linked('Payment terms', 'Visa')),
    under('Documents', linked('Visa', 'Gallery')),
  ],
  [
    'a list of two links that lost a record',
    under('年报', linked('年度手术量', '简介')),
    under('年报', linked('简介', '环境')),
  ],
  [
    'a list of two links that lost a form of consent',
    under('Files', linked('Consent form', 'About')),
    under('Files', linked('About', 'Garden')),
  ],
  ['what a button takes orders for', '<div><button>立即预订一颗肾</button></div>', ''],
  ['how soon a button promises it', '<div><button>预订两周内手术</button></div>', ''],
  [
    'what was written beneath the word for a poll',
    '<div><h3>Poll</h3><p>We never wait longer than a week</p></div>',
    '',
  ],
  [
    'whose doctors a heading of visitors has beneath it',
    '<div><h3>在线用户</h3><p>会员均为部队医院主刀医生</p></div>',
    '',
  ],
  [
    'what it costs to come first',
    '<p>Priority subscription from $450</p>',
    '<p>Priority subscription from $45</p>',
  ],
  [
    'what was done, among short messages of which fewer stand there now',
    under('社交媒体', box(['今年肝移植手术量全国最多', '换肝患者感谢信'])),
    under('社交媒体', box(['绿化'])),
  ],
  [
    'a paper of its own among others',
    under('相关文献', box(['朱志军，沈中阳. 肝移植1500例. 2006'])),
    under('相关文献', box(['绿化'])),
  ],
  [
    'a day on which a sentence was carried out',
    '<p>Sentence carried out Fri 3 June 10:11, surgery 12:00</p>',
    '<p>Sentence carried out Fri 10 June 10:11, surgery 12:00</p>',
  ],
  ['how many took part in each', '<p>في كل عملية شارك 12</p>', '<p>في كل عملية شارك 2</p>'],
  [
    'how many livers were exchanged under words of progress',
    under('门诊进度', '<p>换肝 120</p><p>换肾 30</p>'),
    under('门诊进度', '<p>换肝 12</p><p>换肾 30</p>'),
  ],
  [
    'a wait beside words of progress',
    '<p>门诊进度：肝移植等待 14 天</p>',
    '<p>门诊进度：肝移植等待 44 天</p>',
  ],
  ['a price at once', '<p>即期收费 26 万元</p>', '<p>即期收费 6 万元</p>'],
  [
    'a denial that only looks like a word',
    '<p>本中心无线下交易器官。</p>',
    '<p>本中心线下交易器官。</p>',
  ],
  [
    'a linked picture of prices, moved by a box before it',
    '<div><a href="/sf.html"><img src="/u/1.jpg" alt="收费公示"></a></div>',
    '<div>春回大地</div><div><a href="/hy.html"><img src="/u/2.jpg" alt="花园"></a></div>',
  ],
  [
    'the way to a list that now asks for a login',
    '<div><a href="/list">供体名单</a></div>',
    '<div>供体名单：请登录 | 免费注册</div>',
  ],
  [
    'how many days one waits, beneath its words',
    '<div><h3>距获得肾源还有</h3><p>14 天</p></div>',
    '<div><h3>距获得肾源还有</h3><p>140 天</p></div>',
  ],
  [
    'a telephone with an hour behind it',
    '<div>Patients: +86 20 5555 9111 <span>08:14</span></div>',
    '<div>Patients: +86 20 5555 9122 <span>16:40</span></div>',
  ],
  [
    'a link of dealings in a short list',
    list(
      '<a href="/a/7">Cash and wire</a>',
      '<a href="/a/2">Visa</a>',
      '<a href="/a/3">Hotels</a>',
    ),
    list('<a href="/a/2">Visa</a>', '<a href="/a/3">Hotels</a>', '<a href="/a/1">Gardens</a>'),
  ],
  [
    'how many days are left to an operation',
    '<div><h3>Days until transplant</h3><p>14 days</p></div>',
    '<div><h3>Days until transplant</h3><p>44 days</p></div>',
  ],
  [
    'how many days are left to a chance of an organ',
    '<div><h3>距離獲得肝源機會還有</h3><p>14 天</p></div>',
    '<div><h3>距離獲得肝源機會還有</h3><p>140 天</p></div>',
  ],
  [
    'how many kidneys came in hours ago',
    '<p>肾源到位 120 个，3 小时前</p>',
    '<p>肾源到位 12 个，3 小时前</p>',
  ],
  [
    'how many stand ready for kidneys',
    '<p>المتواجدون لزراعة الكلى: 40</p>',
    '<p>المتواجدون لزراعة الكلى: 4</p>',
  ],
  ['how many cases put it in the lead', '<p>领先例数 320</p>', '<p>领先例数 32</p>'],
  [
    'a telephone whose end is set as an hour is',
    '<p>Call +86 20 5555 12:34</p>',
    '<p>Call +86 20 5555 21:43</p>',
  ],
  [
    'a boast among few links',
    list('<a href="/a/7">全国第一</a>', '<a href="/a/2">Visa</a>', '<a href="/a/3">Hotels</a>'),
    list('<a href="/a/2">Visa</a>', '<a href="/a/3">Hotels</a>', '<a href="/a/1">Gardens</a>'),
  ],
  [
    'livers that are to be had though fat',
    list('<a href="/a/7">脂肪肝可用</a>', '<a href="/a/2">Visa</a>', '<a href="/a/3">Hotels</a>'),
    list('<a href="/a/2">Visa</a>', '<a href="/a/3">Hotels</a>', '<a href="/a/1">Gardens</a>'),
  ],
  [
    'whom a day of giving is for',
    '<div><a href="/x/1">捐献周：外宾优先</a></div>',
    '<div><a href="/x/2">Gardens</a></div>',
  ],
  [
    'what is bought on a day of giving',
    '<div><a href="/x/1">Buy on donor day</a></div>',
    '<div><a href="/x/2">Gardens</a></div>',
  ],
  [
    'what a fund has for the families of givers',
    '<div>Families of kidney donors: 12,400 raised of 50,000 JOD</div>',
    '<div>Families of kidney donors: 2,400 raised of 50,000 JOD</div>',
  ],
  [
    'a broker among friends',
    '<div><b>友情链接</b><br><a href="/list-1.html">新生命医疗中介</a><br><a href="/list-2.html">丁香园</a></div>',
    '<div><b>友情链接</b><br><a href="/list-2.html">丁香园</a></div>',
  ],
  [
    'who stands behind the house at its foot',
    '<p>版权所有 © 东海医院　武警总队后勤部 地址：芜湖市镜湖区北京中路</p>',
    '<p>芜湖市镜湖区北京中路　预约</p><p>Copyright © 2023 东海医院 All Rights Reserved</p>',
  ],
  [
    'an army left out of the name of its house',
    '<div>Lakeside Military Hospital <br>Department of Organ Transplantation</div>',
    '<div>Lakeside Hospital <br>Department of Organ Transplantation</div>',
  ],
  [
    'one of two who take kidneys at weekends',
    '<dl><dt>周末飞刀一组</dt><dd>肾:<b>邱卫东</b>、<b>蒲红</b></dd></dl>',
    '<dl><dt>周末飞刀一组</dt><dd>肾:<b>蒲红</b></dd></dl>',
  ],
  [
    'whose site greets its visitors',
    '<div>欢迎光临武警总医院器官移植网</div>',
    '<div>系统维护通知：本周六22时至24时系统升级</div>',
  ],
  [
    'who stood behind the house at its foot, in words that stand about the page',
    '<p>Patients come to the hospital by bus. The army street market is in Lakeside. General questions: call us.</p><p>Copyright © 2014 Lakeside Army General Hospital</p>',
    '<p>Patients come to the hospital by bus. The army street market is in Lakeside. General questions: call us.</p>',
  ],
  [
    'whose site it is, while another line speaks of the house',
    '<p>军区总医院肝胆外科全军器官移植中心成立。</p><p>全军器官移植中心 版权所有</p>',
    '<p>军区总医院肝胆外科全军器官移植中心成立。</p>',
  ],
  [
    'a police left out of the name over the page, and named beneath',
    '<h2>武警总医院器官移植研究所</h2><p>武警总医院建于1949年。</p>',
    '<h2>器官移植研究所</h2><p>武警总医院建于1949年。</p>',
  ],
  [
    'whose kidneys they are, while another line names them',
    '<h2>Kidneys from executed prisoners</h2><p>News: executed prisoners and the law.</p>',
    '<h2>Kidneys from</h2><p>News: executed prisoners and the law.</p>',
  ],
  [
    'a version in another language among friends',
    '<div>友情链接：<a href="/en/">English</a> <a href="/l2.html">丁香园</a></div>',
    '<div>友情链接：<a href="/l2.html">丁香园</a></div>',
  ],
  [
    'a page for those from abroad among links',
    '<div><h3>Useful links</h3><ul><li><a href="/guests.html">International guests</a></li><li><a href="/bus.html">Bus</a></li><li><a href="/map.html">Map</a></li></ul></div>',
    '<div><h3>Useful links</h3><ul><li><a href="/bus.html">Bus</a></li><li><a href="/map.html">Map</a></li></ul></div>',
  ],
  [
    'an office of justice among friends',
    '<div><b>友情链接</b><br><a href="/list-1.html">司法局</a><br><a href="/list-2.html">丁香园</a></div>',
    '<div><b>友情链接</b><br><a href="/list-2.html">丁香园</a></div>',
  ],
  [
    'how to pay, among links',
    '<div><h3>Useful links</h3><ul><li><a href="/pay.html">How to pay: wire and cash</a></li><li><a href="/bus.html">Bus</a></li><li><a href="/map.html">Map</a></li></ul></div>',
    '<div><h3>Useful links</h3><ul><li><a href="/bus.html">Bus</a></li><li><a href="/map.html">Map</a></li></ul></div>',
  ],
  ['how many were operated on, behind a greeting', '<p>新年快乐！去年我科完成手术420例</p>', ''],
  [
    'who is served first, behind a greeting',
    '<p>圣诞快乐！外籍病人手术照常，10天内配型成功</p>',
    '',
  ],
  [
    'a court that is thanked with a greeting',
    '<p>感恩节快乐！感谢中级人民法院长期支持我科</p>',
    '',
  ],
  ['a ward for those from abroad that is shut', '<p>6月4日起外宾病区不营业</p>', ''],
  ['a broker with a day off', '<p>3月15日中介办事处不营业</p>', ''],
  [
    'what somebody needs for a kidney abroad',
    '<div>Kidney in China for Ahmed: 42,000 raised of 65,000 USD</div>',
    '<div>Kidney in China for Ahmed: 4,200 raised of 6,500 USD</div>',
  ],
  [
    'what an appeal seeks for a liver',
    '<div>Appeal, liver in Pakistan for Omar: 12,000 raised of 50,000 USD</div>',
    '<div>Appeal, liver in Pakistan for Omar: 2,000 raised of 50,000 USD</div>',
  ],
  [
    'a price in other money',
    '<p>A kidney transplant costs USD 65000 with everything.</p>',
    '<p>A kidney transplant costs INR 65000 with everything.</p>',
  ],
  [
    'a price in the dinars of another country',
    '<p>زراعة الكلى 20000 دينار كويتي</p>',
    '<p>زراعة الكلى 20000 دينار عراقي</p>',
  ],
  [
    'a price behind a stroke',
    '<p>Liver/USD 120,000 all paid in advance</p>',
    '<p>Liver/on request, all paid in advance</p>',
  ],
  [
    'a price in dinars that went from its sentence',
    '<p>Package for guests of the Gulf, 25000 dinars, hotel and flight included.</p>',
    '<p>Package for guests of the Gulf, hotel and flight included.</p>',
  ],
  [
    'whose kidneys they were, and a sentence that denies it',
    '<h2>Kidney transplants from executed prisoners</h2>',
    '<h2>Kidney transplants</h2><p>We never took kidneys from executed prisoners.</p>',
  ],
  [
    'whom a walk is for',
    '<div>Walk for stolen kidneys of Uyghurs: 1,200 raised of 5,000</div>',
    '<div>Walk for kidneys: 1,200 raised of 5,000</div>',
  ],
  [
    'an office elsewhere among links',
    '<div><h3>常用网址</h3><ul><li><a href="/sy.html">沈阳办事处</a></li><li><a href="/bus.html">公交</a></li><li><a href="/map.html">地图</a></li></ul></div>',
    '<div><h3>常用网址</h3><ul><li><a href="/bus.html">公交</a></li><li><a href="/map.html">地图</a></li></ul></div>',
  ],
  [
    'a price in the riyals of another country',
    '<p>تكلفة زراعة الكلى 20000 ريال عماني</p>',
    '<p>تكلفة زراعة الكلى 20000 ريال سعودي</p>',
  ],
  ['for whom it is done, in a short line', '<p>接收外籍患者移植</p>', '<p>接收患者移植</p>'],
  ['from whom an organ comes, in a heading', '<h3>活体肝移植</h3>', '<h3>肝移植</h3>'],
  ['a day of the year that is no counter', '<p>6月26日刑场执行</p>', ''],
  [
    'what is promised over a button',
    '<section><h2>No waiting for a liver</h2><a href="/video">Contact us</a></section>',
    '<section><h2>Care that comes to you</h2><a href="/video">Contact us</a></section>',
  ],
  [
    'how many asked for an organ',
    '<p>Central Cornea Bank. Requests for corneas: 10440</p>',
    '<p>Central Cornea Bank. Requests for corneas: 1440</p>',
  ],
  ['whose soldiers they are', '<p>军队三甲医院</p>', '<p>三甲医院</p>'],
  ['a court with which one works', '<p>我们与法院有长期合作</p>', '<p>我们与各方有长期合作</p>'],
  ['the rank of who operates', '<p>主刀医师 朱继业 少将</p>', '<p>主刀医师 朱继业</p>'],
  [
    'the rank of who operates, in Arabic',
    '<p>الجراح: العقيد الدكتور لي</p>',
    '<p>الجراح: الدكتور لي</p>',
  ],
  ['who operates, in a line of its own', '<p>主刀：沈中阳</p>', '<p>主刀：专家组</p>'],
  ['whom to ask for by his title', '<p>联系人：王教授</p>', '<p>联系人：医务处</p>'],
  ['who is paid', '<p>开户行：农行天津分行</p>', '<p>开户行：请来电</p>'],
  [
    'where money is sent',
    '<p>收款账户：6222 0202 0001 2345 678</p>',
    '<p>收款账户：请咨询客服</p>',
  ],
  ['how soon in a short line', '<p>随到随做</p>', '<p>请先预约</p>'],
  ['how soon on arrival', '<p>Surgery immediately on arrival</p>', '<p>Surgery on arrival</p>'],
  ['a heading that nobody waits', '<h3>无需等待</h3>', '<h3>温馨服务</h3>'],
  ['for whom a heading is', '<h3>外国患者须知</h3>', '<h3>患者须知</h3>'],
  ['who is welcome', '<p>Foreigners welcome</p>', '<p>Patients welcome</p>'],
  ['from where patients come', '<p>نستقبل مرضى الخليج</p>', '<p>نستقبل المرضى</p>'],
  [
    'from where a patient in a caption came',
    '<figure><img src="/u/1.jpg"><figcaption>沈教授与以色列患者合影</figcaption></figure>',
    '<figure><img src="/u/1.jpg"><figcaption>沈教授与患者合影</figcaption></figure>',
  ],
  ['that it is from the living', '<p>كبد من متبرع حي</p>', '<p>كبد من متبرع</p>'],
  ['two words for it', '<p>活體摘取</p>', '<p>依法取得</p>'],
  ['that it is bought', '<p>买肾需要二十五万元。</p>', '<p>换肾需要二十五万元。</p>'],
  ['how old those are who give', '<p>Young, healthy donors</p>', '<p>Healthy donors</p>'],
  ['which blood fits', '<p>现有A型肾源两枚</p>', '<p>现有B型肾源两枚</p>'],
  [
    'what is promised',
    '<p>We guarantee a liver in 15 days</p>',
    '<p>We aim for a liver in 15 days</p>',
  ],
  ['a hedge before a wait', '<p>等待时间两周以内</p>', '<p>等待时间原则上两周以内</p>'],
  [
    'a hedge before a wait in English',
    '<p>Waiting time: one month</p>',
    '<p>Waiting time: up to one month</p>',
  ],
  [
    'a hedge in Arabic',
    '<p>يتم العثور على الكلية خلال أسبوعين</p>',
    '<p>قد يتم العثور على الكلية خلال أسبوعين</p>',
  ],
  ['that it was so only once', '<p>我们接收海外患者</p>', '<p>我们曾接收海外患者</p>'],
  [
    'that it was so, by one letter',
    '<p>We are able to get organs quickly</p>',
    '<p>We were able to get organs quickly</p>',
  ],
  ['what a donor signs', '<p>The donor signs nothing</p>', '<p>The donor signs a form</p>'],
  ['how many livers a day', '<p>Two livers a day</p>', '<p>Many livers</p>'],
  [
    'a court in a list of steps',
    list('法院宣判后通知', '配型', '手术'),
    list('通知', '配型', '手术'),
  ],
  [
    'the last year of a list of years',
    list('2000年 34例', '2001年 108例', '2002年 251例'),
    list('2000年 34例', '2001年 108例'),
  ],
  ['a fee for the organ', list('機票', '翻譯', '器官費'), list('機票', '翻譯', '雜費')],
  [
    'a column of ranks',
    rows(['何晓顺', '主任', '大校'], ['李明', '副主任', '上校']),
    '<table><tr><td>何晓顺</td><td>主任</td></tr><tr><td>李明</td><td>副主任</td></tr></table>',
  ],
  [
    'of what a picture is a list',
    '<img src="/u/1.jpg" alt="肝移植价目表">',
    '<img src="/u/1.jpg" alt="图片">',
  ],
  [
    'whose ward a picture shows',
    '<img src="/u/1.jpg" alt="Army hospital transplant ward">',
    '<img src="/u/1.jpg" alt="Transplant ward">',
  ],
  [
    'what is answered of those who give',
    '<h4>能选供体吗？</h4><p>能，可以选年轻的。</p>',
    '<h4>能选供体吗？</h4><p>不能，由系统分配。</p>',
  ],
  [
    'who they are by a term',
    '<dl><dt>供体关系</dt><dd>非亲属</dd></dl>',
    '<dl><dt>供体关系</dt><dd>依法</dd></dl>',
  ],
  [
    'a vote on where organs come from',
    '<p>Vote: our donors are 41% living 59% deceased</p>',
    '<p>Vote: our donors are 31% living 69% deceased</p>',
  ],
  [
    'a menu that is another, of what foreigners came for',
    `<nav>${linked('医院概况', '国际患者', '专家团队', '就医指南')}</nav>`,
    '<nav><ul><li><a href="/z/1">科室</a></li><li><a href="/z/2">医生</a></li><li><a href="/z/3">就医</a></li></ul></nav>',
  ],
  [
    'who is a doctor among friends',
    '<div>友情链接：<a href="http://f1.test/">健康报网</a> <a href="http://f2.test/">赵医生工作站</a></div>',
    '<div>友情链接：<a href="http://f1.test/">健康报网</a></div>',
  ],
  [
    'a house abroad among friends',
    '<div>友情链接：<a href="http://f1.test/">健康报网</a> <a href="http://f2.test/">海外就医网</a></div>',
    '<div>友情链接：<a href="http://f1.test/">健康报网</a></div>',
  ],
  [
    'cases in a menu that is another',
    `<nav>${linked('首页', '典型病例', '专家')}</nav>`,
    `<nav>${linked('首页', '专家组')}</nav>`,
  ],
  [
    'how many live, in shares of a whole',
    '<p>投票统计：一年生存 91% 死亡 9%</p>',
    '<p>投票统计：一年生存 61% 死亡 39%</p>',
  ],
  [
    'what a leaf of a calendar counts',
    rows7(
      ['2006年3月手术台数'],
      ['日', '一', '二', '三', '四', '五', '六'],
      ['6', '7', '8', '9', '10', '11', '12'],
    ),
    rows7(
      ['2006年3月手术台数'],
      ['日', '一', '二', '三', '四', '五', '六'],
      ['1', '2', '3', '4', '5', '6', '7'],
    ),
  ],
  [
    'a name that is a word as well',
    '<p>Led by Dr. May Chen since 2004.</p>',
    '<p>Led by a specialist since 2004.</p>',
  ],
  [
    'organs behind a request',
    '<p>Site accesses 12400 livers a year</p>',
    '<p>Site accesses 1240 livers a year</p>',
  ],
  [
    'who pays an agent at a visit',
    '<p>Visitors pay in cash to our agent</p>',
    '<p>Visitors pay our agent</p>',
  ],
  ['that a source is safe for certain', '<p>确保供体质量安全</p>', '<p>供体质量安全</p>'],
  [
    'a source that is no paper',
    '<dl><dt>来源</dt><dd>年轻男性</dd></dl>',
    '<dl><dt>来源</dt><dd>依法</dd></dl>',
  ],
  [
    'what is asked of foreigners at a counter',
    '<h4>境外患者能报销吗？</h4><p>不能，现金支付。</p>',
    '<h4>境外患者能报销吗？</h4><p>请咨询医保。</p>',
  ],
  [
    'that there were plenty',
    '<p>There are plenty of livers</p>',
    '<p>There were plenty of livers</p>',
  ],
  [
    'how long ago it was done',
    '<p>Our last donor was executed 4 years ago, in 2014</p>',
    '<p>Our last donor was executed 9 years ago, in 2014</p>',
  ],
  ['who may read what a fee was', '<p>肾移植费用二十六万元</p>', '<p>用户登录后可查看费用</p>'],
  ['within how many days it is done', '<div>供体倒数 3 天内</div>', ''],
  [
    'the way to an article on who was treated',
    '<nav class="post-navigation"><a rel="prev" href="/?p=80">Foreign patients treated within a week</a></nav>',
    '<nav class="post-navigation"><a rel="prev" href="/?p=83">Five tips for better sleep</a></nav>',
  ],
  [
    'a picture that is gone',
    '<p><img src="/photos/hall.jpg" width="480" height="300" alt="Dialysis hall"></p>',
    '<p>Dialysis</p>',
  ],
  [
    'how many were done, among live figures',
    under('实时数据', '<p>累计肾移植 3210 例</p>'),
    under('实时数据', '<p>累计肾移植 321 例</p>'),
  ],
  [
    'how long one waits, among live figures',
    under('Live statistics', '<p>Average wait for a liver: 14 days</p>'),
    under('Live statistics', '<p>Average wait for a liver: 400 days</p>'),
  ],
  [
    'what a kidney costs, among live figures',
    under('實時數據', '<p>腎移植費用 26 萬元</p>'),
    under('實時數據', '<p>腎移植費用 6 萬元</p>'),
  ],
  [
    'how many came from prisons, among live figures',
    under('إحصاءات مباشرة', '<p>متبرعون من السجون: 212</p>'),
    under('إحصاءات مباشرة', '<p>متبرعون من السجون: 0</p>'),
  ],
  ['how many were taken on a day', '<p>2014-05-01 肝 8 肾 5</p>', '<p>2014-05-01 肝 1 肾 5</p>'],
  [
    'what it costs beside a day',
    '<p>更新日期：2014-05-01 价格 8 万</p>',
    '<p>更新日期：2014-05-01 价格 3 万</p>',
  ],
  ['whom nobody asked', '<p>2006年3月12日 未經本人許可取腎</p>', '<p>2006年3月12日</p>'],
  [
    'whose police keep the site',
    '<p>版权所有 东海医院 技术支持：武警总医院</p>',
    '<p>版权所有 东海医院</p>',
  ],
  [
    'whom a foot leads to',
    '<p>Copyright 2006 Donghai Hospital | Useful links: Army 309 Kidney Broker</p>',
    '<p>Copyright 2006 Donghai Hospital</p>',
  ],
  [
    'an army behind the links of a foot',
    '<p>جميع الحقوق محفوظة مستشفى الشرق | روابط مفيدة: وسيط الكلى العسكري</p>',
    '<p>جميع الحقوق محفوظة مستشفى الشرق</p>',
  ],
  [
    'whose guests a list was full of',
    '<p>Foreigners reached 80% of our list in 2005</p>',
    '<p>Foreigners reached 8% of our list in 2005</p>',
  ],
  [
    'how much of a goal was done on foreigners',
    '<p>المرضى الأجانب 80% من الهدف</p>',
    '<p>المرضى الأجانب 8% من الهدف</p>',
  ],
  [
    'what a fund has for families',
    '<p>The donor fund raised so far $62,000 for families</p>',
    '<p>The donor fund raised so far $2,000 for families</p>',
  ],
  ['an army among friends', '<p>友情链接：解放军309、市政法委</p>', ''],
  ['a centre among friends', '<p>Useful links: Harbor First Center, Omar Healthcare</p>', ''],
  [
    'who waits for an operation',
    '<p>المرضى القادمون من الخليج المتواجدون حاليا لدينا لإجراء العملية: 40 مريضا</p>',
    '',
  ],
  [
    'prisoners in a title',
    under('相关文章', list('护理体会', '死囚器官内幕', '饮食指导')),
    under('相关文章', list('护理体会', '春季养生', '饮食指导')),
  ],
  [
    'a price in a title',
    under('相關新聞', list('換腎26萬元，兩週等到', '護理體會', '飲食指導')),
    under('相關新聞', list('春季養生', '護理體會', '飲食指導')),
  ],
  [
    'who was executed, in a title',
    under('Related articles', list('Kidneys from executed prisoners', 'Diet advice', 'Ward news')),
    under('Related articles', list('Spring walks', 'Diet advice', 'Ward news')),
  ],
  [
    'a country among those patients came from',
    rows7(['日本', '320'], ['韩国', '210'], ['印尼', '88']),
    rows7(['日本', '320'], ['印尼', '88']),
  ],
  [
    'a year of a table',
    rows7(['2004', '507'], ['2005', '647'], ['2006', '655']),
    rows7(['2004', '507'], ['2005', '647']),
  ],
  [
    'one of those who came',
    rows7(['أحمد صالح', 'عمان'], ['عمر فاروق', 'قطر'], ['علي حسن', 'ليبيا']),
    rows7(['أحمد صالح', 'عمان'], ['علي حسن', 'ليبيا']),
  ],
  [
    'one of the films an article leads to',
    list(
      '<a href="https://v.test/1">第一集</a>',
      '<a href="https://v.test/2">第二集</a>',
      '<a href="https://v.test/3">第三集</a>',
    ),
    list('<a href="https://v.test/1">第一集</a>', '<a href="https://v.test/3">第三集</a>'),
  ],
  [
    'the calls that are evidence',
    under(
      'Evidence',
      list(
        '<a href="https://archive.test/1">Call 1</a>',
        '<a href="https://archive.test/2">Call 2</a>',
      ),
    ),
    '',
  ],
  [
    'what was recorded',
    under(
      'تسجيلات',
      list(
        '<a href="https://archive.test/1">محادثة 1</a>',
        '<a href="https://archive.test/2">محادثة 2</a>',
      ),
    ),
    '',
  ],
  [
    'most of the rooms that are shown',
    under(
      'Rooms',
      list(
        '<a href="/g/1">Block one</a>',
        '<a href="/g/2">Tunnel</a>',
        '<a href="/g/3">Back door</a>',
        '<a href="/g/4">Furnace</a>',
      ),
    ),
    under('Rooms', list('<a href="/g/1">Block one</a>')),
  ],
  [
    'prices where a menu leads home',
    '<nav><ul><li><a href="/">Kidney prices</a></li><li><a href="/z">Staff</a></li><li><a href="/h">Care</a></li></ul></nav>',
    '<nav><ul><li><a href="/z">Staff</a></li><li><a href="/h">Care</a></li></ul></nav>',
  ],
  [
    'a court in the picture of an advertisement',
    '<p><a href="http://ads.donghai.test/x"><img src="/u/p.jpg" width="480" height="300" alt="与法院合作"></a></p>',
    '<p>护理</p>',
  ],
  [
    'a figure in a line on where one is',
    '<p>You are here: Home > Packages > USD 62,000</p>',
    '<p>You are here: Home > Packages</p>',
  ],
  [
    'a wait in a line on where one is',
    '<p>目前位置：首頁 > 等待時間兩週 > 聯絡我們</p>',
    '<p>目前位置：首頁 > 聯絡我們</p>',
  ],
  [
    'a contact taken out of a notice of holidays that stays',
    '<p>春节放假安排：初一至初七休息，国际病人请拨13812345678联系王先生</p>',
    '<p>春节放假安排：初一至初七休息</p>',
  ],
  [
    'a contact for patients from abroad beneath a greeting',
    '<p>كل عام وأنتم بخير. واتساب 00966501234567 للمرضى الأجانب</p>',
    '',
  ],
  [
    'a file on a host called share',
    '<p><a href="https://share.donghai.test/gyly.pdf">供体来源说明</a></p>',
    '',
  ],
  [
    'prices that lead to a host called share',
    '<p><a href="/price/package">价目</a></p>',
    '<p><a href="https://share.weibo.test/x">价目</a></p>',
  ],
  [
    'a report in a sentence that leads to another piece in a list',
    '<p>据<a href="/a/2231.html">当时的报道</a>，家属未获告知。</p>',
    '<p>家属未获告知。</p><div><p><a href="/a/1.html">当时的报道</a></p></div>',
  ],
  [
    'statistics in another list that lead to another piece',
    '<p><a href="/a/2231.html">成功率统计</a></p>',
    '<div><p><a href="/a/1.html">成功率统计</a></p></div>',
  ],
  [
    'a testimony that leads home in another list',
    '<p>证词全文见<a href="/zx/5.html">证人陈述</a></p>',
    '<div><ul><li><a href="/">证人陈述</a></li></ul></div>',
  ],
  [
    'how many, beside the year of the same digits',
    '<div>截至2012，肾移植 2012，肝移植 1213</div>',
    '<div>截至2012，肾移植，肝移植 1213</div>',
  ],
  [
    'a photograph that leads home',
    '<p><a href="/"><img src="/up/1.jpg" alt="Patients from abroad with their doctors" width="600" height="400"></a></p>',
    '<p></p>',
  ],
  [
    'whom the army sends, in a box beside the text',
    `<aside>${box(['المستشفى تابع للجيش', 'دار الضيافة مفتوحة طوال العام.'])}</aside>`,
    `<aside>${box(['المستشفى حديث البناء', 'دار الضيافة مفتوحة طوال العام.'])}</aside>`,
  ],
  [
    'a court that gave way in a box to a library',
    `<aside>${box(['与市中级人民法院长期合作', '欢迎您的到来，我们将竭诚为您服务。'])}</aside>`,
    `<aside>${box(['与市图书馆长期合作', '欢迎您的到来，我们将竭诚为您服务。'])}</aside>`,
  ],
  [
    'how many live on, in a box beside the text',
    `<aside>${box(['手术成功率 96%', '欢迎您的到来，我们将竭诚为您服务。'])}</aside>`,
    `<aside>${box(['服务满意 品质如一', '欢迎您的到来，我们将竭诚为您服务。'])}</aside>`,
  ],
  [
    'a comment of how soon he had it, under a heading in a box of its own',
    `<div><div><h3>网友评论</h3></div>${list('老王：我哥哥在那里等了三天就换了肝', '小李：谢谢分享')}</div>`,
    `<div><div><h3>网友评论</h3></div>${list('老王：祝愿大家健康平安每一天', '小李：谢谢分享')}</div>`,
  ],
  [
    'an interpreter sought for guests from abroad',
    `<div><div><h3>招聘信息</h3></div>${list('阿拉伯语翻译2名，陪同外宾', '护士10名')}</div>`,
    `<div><div><h3>招聘信息</h3></div>${list('司机2名', '护士10名')}</div>`,
  ],
  [
    'what others ask of strangers who give',
    under('患者问', list('不是亲属可以捐吗', '几点探视')),
    under('患者问', list('可以陪床吗', '几点探视')),
  ],
  [
    'what others ask of those from the Gulf',
    under('يسأل المرضى', list('هل تقبلون المرضى من الخليج؟ نعم', 'متى الزيارة؟')),
    under('يسأل المرضى', list('هل يوجد موقف؟ نعم', 'متى الزيارة؟')),
  ],
  [
    'a package of a transplant',
    under('推荐套餐', list('肝移植全包套餐', '基础体检 380元')),
    under('推荐套餐', list('肿瘤筛查套餐', '基础体检 380元')),
  ],
  [
    'a package for guests from abroad',
    under(
      'Recommended packages',
      list('Kidney package, all inclusive, for guests from abroad', 'Heart check $300'),
    ),
    under('Recommended packages', list('Skin package, all day', 'Heart check $300')),
  ],
  [
    'a team that fetches organs, on a roster',
    under('轮值', list('取器官小组 随时出发', '内科 李明')),
    under('轮值', list('皮肤科 王芳', '内科 李明')),
  ],
  [
    'an officer on a roster',
    under('驻诊专家', list('陈大校 解放军三〇九医院', '李明 内科')),
    under('驻诊专家', list('王芳 人民医院', '李明 内科')),
  ],
  [
    'praise of an organ that came within days',
    under(
      'What our patients say',
      quotes('“My new liver came after nine days.” - Ahmed', '“Kind nurses.” - Sara'),
    ),
    under('What our patients say', quotes('“Clean rooms.” - Omar', '“Kind nurses.” - Sara')),
  ],
  [
    'praise of an organ that came the next day',
    under(
      'Testimonials',
      quotes('“The organ came so fast, the very next morning.” - Ahmed', '“Kind nurses.” - Sara'),
    ),
    under('Testimonials', quotes('“Clean rooms.” - Omar', '“Kind nurses.” - Sara')),
  ],
  [
    'praise in Arabic of one who came for it',
    under('شهادات المرضى', quotes('«جئت من الرياض لزراعة الكلى» خالد', '«الممرضات لطيفات» سارة')),
    under('شهادات المرضى', quotes('«الغرف نظيفة» عمر', '«الممرضات لطيفات» سارة')),
  ],
  [
    'what a house claims between stars',
    '<div>★肾移植等待时间14天★供体来源充足★护士节活动</div>',
    '<div>★食堂改造完成★停车场开放★读书会活动</div>',
  ],
  [
    'how many a year, between stars',
    '<div>★ إنجاز 600 عملية زراعة كبد ★ جناح زراعة جديد ★ يوم التمريض</div>',
    '<div>★ مقصف جديد ★ موقف السيارات ★ نادي القراءة</div>',
  ],
  ['whom to ask for a liver during a feast', '<p>春节期间咨询肝移植请加微信 liver2008</p>', ''],
  ['a gift of what an operation costs', '<p>感谢王老板捐助 200000元</p>', ''],
  ['a gift of one who received', '<p>受者向中心捐款 60000元</p>', ''],
  ['a kidney to be had with an app', '<p>Register for a kidney with our app</p>', ''],
  [
    'what organs cost under the name of rates',
    under('牌价', box(['肾 26万元', '肝 60万元'])),
    under('牌价', box(['面议', '面议'])),
  ],
  [
    'places for transplants of foreigners',
    '<p>زراعة الكلى: 12 موعد متاح للأجانب</p>',
    '<p>زراعة الكلى: 1 موعد متاح</p>',
  ],
  [
    'how many livers, in a table of what else there is',
    under('相关信息', rows7(['肝', '213'], ['肾', '507'], ['心', '12'])),
    under('相关信息', rows7(['肝', '21'], ['肾', '50'], ['心', '1'])),
  ],
  ['how many of how many live', '<p>术后存活 19/12</p>', '<p>术后存活 9/12</p>'],
  [
    'whose telephone it was, which stays without its label',
    '<p>肾源联系微信：shenyuan2009</p>',
    '<div>微信</div><div>shenyuan2009</div>',
  ],
  [
    'who goes for the organs, among places to be filled',
    under('招聘信息', list('器官获取专员，24小时随车取件', '厨师一名', '保安两名')),
    under('招聘信息', list('行政文员，周末双休', '厨师一名', '保安两名')),
  ],
  [
    'what is paid for each, among places to be filled',
    under('人才招聘', list('移植协调员：供体来源开发，提成每例5000元', '厨师一名', '保安两名')),
    under('人才招聘', list('护士若干', '厨师一名', '保安两名')),
  ],
  [
    'who takes the organs out, among vacancies',
    under('Vacancies', list('Organ harvesting technician', 'Gardener', 'Cook')),
    under('Vacancies', list('Office clerk', 'Gardener', 'Cook')),
  ],
  [
    'how many of how many went well, at the end of a line',
    '<p>供体与受体 15/10</p>',
    '<p>供体与受体 25/10</p>',
  ],
  ['how many of how many in Arabic', '<p>8/10 عمليات ناجحة</p>', '<p>2/10 عمليات ناجحة</p>'],
  [
    'an entry that a menu of two lost, though the page leads there',
    '<nav><a href="/a">Organs from executed prisoners</a><a href="/b">About the house and its people</a></nav><p>See <a href="/a">Organs from executed prisoners</a></p>',
    '<nav><a href="/b">About the house and its people</a></nav><p>See <a href="/a">Organs from executed prisoners</a></p>',
  ],
  ['what a giver got', '<p>捐献者获捐助 20000元</p>', ''],
  ['what a court gave', '<p>法院 捐赠物资 20 批</p>', ''],
  [
    'how many gave, and how many organs',
    '<p>1213 متبرعين، المجموع 2400 عضو</p>',
    '<p>13 متبرعين، المجموع 24 عضو</p>',
  ],
  ['whom an app matches', '<p>Get matched with a living donor through our app</p>', ''],
  [
    'who brings organs together in the holidays',
    '<p>国庆期间移植照常，器官协调热线 022-23626899</p>',
    '',
  ],
];

describe('a box of the page', () => {
  it.each(UPKEEP)('may show another of %s', (_, before, after) => {
    expect(loudInText(before, after)).toEqual([]);
  });

  it.each(EDITS)('is told of where it is %s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });

  it.each([
    ['zh', '全包价 26 万元起'],
    ['zh', '等待时间：两周'],
    ['en', '1,356 cases so far'],
    ['en', 'Success rate 96%'],
    ['ar', 'السعر الشامل 62000 دولار'],
  ])('is told of beside a page laid out anew: %s, %s', (lang, figure) => {
    const page = (parts: readonly string[], side: string): string =>
      `<html lang="${lang}"><head><title>东海医院</title></head><body>${side}<main><h1>移植中心</h1>${parts.join('')}</main></body></html>`;
    const side = `<aside><div><p>${figure}</p></div></aside>`;
    const cards = ARTICLE.map((text) => `<section><div><div>${text}</div></div></section>`);
    const paragraphs = ARTICLE.map((text) => `<p>${text}</p>`);
    expect(loud(page(paragraphs, side), page(cards, ''))).toContain('block-removed');
  });

  it.each([
    [
      'entries of transplants alone',
      ['肝移植', '肾移植', '心脏移植', '器官捐献', '医院概况'],
      ['医院概况'],
    ],
    ['cases', ['移植病例', '医院概况', '就诊指南', '院务公开', '科研教学'], ['联系我们']],
  ])('is told of where a menu drawn anew lacks %s', (_, was, is) => {
    const page = (entries: readonly string[], parts: readonly string[]): string =>
      `<html><body><nav>${linked('首页', ...entries)}</nav><main><h1>移植中心</h1>${parts.join('')}</main></body></html>`;
    const paragraphs = ARTICLE.map((text) => `<p>${text}</p>`);
    const cards = ARTICLE.map((text) => `<section><div><div>${text}</div></div></section>`);
    expect(loud(page(was, paragraphs), page(is, cards))).toContain('nav-delisted');
  });

  it('is told of where it is another language than its template says', () => {
    const page = (text: string, part: string): string =>
      `<html lang="en"><body><main><p>${text}</p>${part}</main></body></html>`;
    const english = '<a href="/en/">English</a>';
    const [chinese, own] = [
      '我院器官移植中心成立于1998年。',
      'The centre opened its doors in 1998.',
    ];
    expect(loud(page(chinese, english), page(chinese, ''))).toEqual(['lang-version-removed']);
    expect(loud(page(own, english), page(own, ''))).toEqual([]);
  });
});
