// Upkeep and, in the same place, the edit that takes evidence away: quiet, and told.
import { describe, expect, it } from 'vitest';
import { loudInText } from './everyday-page.js';

/** What it is, how it read, what upkeep makes of it, what an edit makes of it. */
const PLACES: readonly (readonly [string, string, string, string])[] = [
  [
    'a telephone and its extension, written otherwise',
    '<p>咨询电话：022-24334455转8217</p>',
    '<p>咨询电话：(022)24334455-8217</p>',
    '<p>咨询电话：(022)24334466-8217</p>',
  ],
  [
    'an address of mail with its sign written out',
    '<p>电子邮箱：yanbj@hz2mu.test</p>',
    '<p>电子邮箱：yanbj[at]hz2mu.test</p>',
    '<p>电子邮箱：wangl[at]hz2mu.test</p>',
  ],
  [
    'steps numbered otherwise',
    '<p>ثانيًا: يرد الفريق الطبي خلال ثلاثة أيام بخطة العلاج لزراعة الكلى.</p>',
    '<p>2- يرد الفريق الطبي خلال ثلاثة أيام بخطة العلاج لزراعة الكلى.</p>',
    '<p>2- يرد الفريق الطبي بخطة العلاج لزراعة الكلى.</p>',
  ],
  [
    'what a charity asks for',
    '<aside><p>ساهم في حملة نهاية السنة لدعم المتابعة القانونية.</p><a href="/donate">تبرع الآن</a></aside><p>المتبرعون سجناء.</p>',
    '<p>المتبرعون سجناء.</p>',
    '<aside><p>ساهم في حملة نهاية السنة لدعم المتابعة القانونية.</p><a href="/donate">تبرع الآن</a></aside>',
  ],
  [
    'the euro in dirhams',
    '<div>الاثنين 4 مارس 2024 المغرب 18:31 الأورو 10.93 درهم</div><p>الكلية: 10.93 درهم</p>',
    '<div>الاثنين 4 مارس 2024 المغرب 18:31 الأورو 10.95 درهم</div><p>الكلية: 10.93 درهم</p>',
    '<div>الاثنين 4 مارس 2024 المغرب 18:31 الأورو 10.93 درهم</div><p>الكلية: 10.95 درهم</p>',
  ],
  [
    'a list of notices in a table whose first row is its heading',
    '<table><tr><td>中心公告</td></tr><tr><td><a href="/n/84">中心网站韩文版开通</a> 10-08</td></tr><tr><td><a href="/n/82">十月体检安排</a> 09-29</td></tr><tr><td><a href="/n/72">病房宽带开通</a> 09-05</td></tr></table>',
    '<table><tr><td>中心公告</td></tr><tr><td><a href="/n/88">新增日语翻译两名</a> 10-26</td></tr><tr><td><a href="/n/84">中心网站韩文版开通</a> 10-08</td></tr><tr><td><a href="/n/82">十月体检安排</a> 09-29</td></tr></table>',
    '<table><tr><td>中心公告</td></tr><tr><td><a href="/n/84">中心网站韩文版开通</a> 10-08</td></tr><tr><td><a href="/n/72">病房宽带开通</a> 09-05</td></tr></table>',
  ],
  [
    'prices in dollars, in the words of another language',
    '<table><tr><td>Обследование</td><td>$6 500</td></tr><tr><td>Пересадка почки</td><td>$86 000</td></tr></table>',
    '<table><tr><td>Обследование</td><td>6 500 долл. США</td></tr><tr><td>Пересадка почки</td><td>86 000 долл. США</td></tr></table>',
    '<table><tr><td>Обследование</td><td>6 500 долл. США</td></tr><tr><td>Пересадка почки</td><td>68 000 долл. США</td></tr></table>',
  ],
  [
    'rooms and their measure',
    '<table><tr><td>Room</td><td>Price</td></tr><tr><td>Single room (28 sq m)</td><td>900 per day</td></tr><tr><td>Family suite (54 sq m)</td><td>1,600 per day</td></tr></table>',
    '<table><tr><td>Room</td><td>Price</td></tr><tr><td>Single room (28 m²)</td><td>900 per day</td></tr><tr><td>Family suite (54 m²)</td><td>1,600 per day</td></tr></table>',
    '<table><tr><td>Room</td><td>Price</td></tr><tr><td>Family suite (54 m²)</td><td>1,600 per day</td></tr></table>',
  ],
  [
    'how many entries there are, above a pager',
    '<p>1-2 of 34 items</p><p>2 of 34 patients died.</p>',
    '<p>1-2 of 37 items</p><p>2 of 34 patients died.</p>',
    '<p>1-2 of 34 items</p><p>2 of 37 patients died.</p>',
  ],
  [
    'how many follow, and how many are looking',
    '<div><h3>Follow us</h3><p>2,904 people follow this page</p></div><p>12 people are looking at this hospital</p><p>12 people were operated on in May.</p>',
    '<div><h3>Follow us</h3><p>2,951 people follow this page</p></div><p>4 people are looking at this hospital</p><p>12 people were operated on in May.</p>',
    '<div><h3>Follow us</h3><p>2,951 people follow this page</p></div><p>12 people are looking at this hospital</p><p>4 people were operated on in May.</p>',
  ],
  [
    'an earthquake',
    '<div>地震情報 20日 06:12ごろ 震度3 津波の心配はありません</div><p>移植12例</p>',
    '<p>移植12例</p>',
    '<div>地震情報 20日 06:12ごろ 震度3 津波の心配はありません</div>',
  ],
  [
    'what was given for the server',
    '<div>Server fund: £112 of £200 raised</div><p>Kidney: £112</p>',
    '<p>Kidney: £112</p>',
    '<div>Server fund: £112 of £200 raised</div>',
  ],
  [
    "a share's price",
    '<div>股票代码 301922 现价 12.84 ▲0.31</div><p>肾移植 12.84 万元</p>',
    '<div>股票代码 301922 现价 13.02 ▼0.07</div><p>肾移植 12.84 万元</p>',
    '<div>股票代码 301922 现价 12.84 ▲0.31</div><p>肾移植 13.02 万元</p>',
  ],
  [
    'gold by its carat',
    '<div>عيار 21: 790 جنيهاً</div><p>الكلية: 790 جنيهاً</p>',
    '<div>عيار 21: 804 جنيهاً</div><p>الكلية: 790 جنيهاً</p>',
    '<div>عيار 21: 790 جنيهاً</div><p>الكلية: 804 جنيهاً</p>',
  ],
  [
    'what a journal asks for',
    '<div>“器官捐献”专刊征稿启事：截稿日期2016年11月30日，查看详情</div><p>供体来源：死刑犯，征稿。</p>',
    '<p>供体来源：死刑犯，征稿。</p>',
    '<div>“器官捐献”专刊征稿启事：截稿日期2016年11月30日，查看详情</div>',
  ],
  [
    'the offer of the week',
    '<section><h2>Offer of the week</h2><p>Ten percent off dental packages when you travel as a couple.</p></section>',
    '<section><h2>Offer of the week</h2><p>Free airport pick-up when you book in June.</p></section>',
    '<section><h2>Offer of the week</h2></section>',
  ],
  [
    'a word behind WhatsApp that is no name',
    '<div>Our offices are closed on 11 August. WhatsApp remains open.</div><p>WhatsApp: drzhao88</p>',
    '<p>WhatsApp: drzhao88</p>',
    '<div>Our offices are closed on 11 August. WhatsApp remains open.</div>',
  ],
  [
    'a ranking shown without its numbers',
    '<ol><li><span>301</span><a href="/b/4.html">新冠与移植</a></li><li><span>220</span><a href="/b/5.html">配型</a></li></ol>',
    '<ol><li><a href="/b/4.html">新冠与移植</a></li><li><a href="/b/5.html">配型</a></li></ol>',
    '<ol><li><a href="/b/4.html">新冠与移植</a></li></ol>',
  ],
  [
    'what readers felt',
    '<div>您看到此篇文章时的感受是：震惊 0 不解 0 高兴 1 支持 3</div><p>移植：成功 30 失败 1</p>',
    '<div>您看到此篇文章时的感受是：震惊 0 不解 0 高兴 2 支持 3</div><p>移植：成功 30 失败 1</p>',
    '<div>您看到此篇文章时的感受是：震惊 0 不解 0 高兴 1 支持 3</div><p>移植：成功 3 失败 1</p>',
  ],
  [
    'reviews above a pager',
    '<div><h3>患者评价</h3><div><span>平安**</span><span>2018-03-22</span><p>两周就等到供体。</p></div><div><span>泰山石**</span><span>2018-03-01</span><p>回复及时。</p></div><div><a href="?p=1">1</a><a href="?p=2">2</a><a href="?p=2">下一页</a></div></div>',
    '<div><h3>患者评价</h3><div><span>雨后**</span><span>2018-04-13</span><p>感谢。</p></div><div><span>平安**</span><span>2018-03-22</span><p>两周就等到供体。</p></div><div><a href="?p=1">1</a><a href="?p=2">2</a><a href="?p=2">下一页</a></div></div>',
    '<div><h3>患者评价</h3><div><span>泰山石**</span><span>2018-03-01</span><p>回复及时。</p></div><div><a href="?p=1">1</a><a href="?p=2">2</a><a href="?p=2">下一页</a></div></div>',
  ],
  [
    'hours in Ramadan',
    '<div>رمضان كريم: مواعيد العيادات خلال الشهر الفضيل من 10 صباحاً حتى 2 ظهراً ومن 8 مساءً حتى 12 منتصف الليل</div><p>الانتظار أسبوعان</p>',
    '<p>الانتظار أسبوعان</p>',
    '<div>رمضان كريم: مواعيد العيادات خلال الشهر الفضيل من 10 صباحاً حتى 2 ظهراً ومن 8 مساءً حتى 12 منتصف الليل</div>',
  ],
  [
    'threads like this one, in a table',
    '<table><tr><td colspan="3">المواضيع المتشابهه</td></tr><tr><td><a href="showthread.php?t=2044">الغسيل البريتوني في المنزل</a></td><td>نورة</td><td>الكلى</td></tr><tr><td><a href="showthread.php?t=1811">تجربتي مع السفر إلى الصين</a></td><td>ابو تركي</td><td>الكلى</td></tr></table><table><tr><td>المستشفى</td><td>المدة</td></tr><tr><td>شنيانغ</td><td>أسبوعان</td></tr><tr><td>تيانجين</td><td>شهر</td></tr></table>',
    '<table><tr><td colspan="3">المواضيع المتشابهه</td></tr><tr><td><a href="showthread.php?t=2190">أسماء أدوية المناعة</a></td><td>دكتور</td><td>الكلى</td></tr><tr><td><a href="showthread.php?t=2044">الغسيل البريتوني في المنزل</a></td><td>نورة</td><td>الكلى</td></tr></table><table><tr><td>المستشفى</td><td>المدة</td></tr><tr><td>شنيانغ</td><td>أسبوعان</td></tr><tr><td>تيانجين</td><td>شهر</td></tr></table>',
    '<table><tr><td colspan="3">المواضيع المتشابهه</td></tr><tr><td><a href="showthread.php?t=2044">الغسيل البريتوني في المنزل</a></td><td>نورة</td><td>الكلى</td></tr><tr><td><a href="showthread.php?t=1811">تجربتي مع السفر إلى الصين</a></td><td>ابو تركي</td><td>الكلى</td></tr></table><table><tr><td>المستشفى</td><td>المدة</td></tr><tr><td>تيانجين</td><td>شهر</td></tr></table>',
  ],
  [
    'what visitors may do for the cause',
    '<div>Register as a donor today</div><p>Registered donors wait.</p>',
    '<div>Call us for health advice</div><p>Registered donors wait.</p>',
    '<div>Register as a donor today</div>',
  ],
  [
    'when an office rests',
    '<div>12月24日下午起休息，27日恢復辦公。</div><p>手術後休息兩周。</p>',
    '<p>手術後休息兩周。</p>',
    '<div>12月24日下午起休息，27日恢復辦公。</div>',
  ],
  [
    'years of the Republic of China set as those of the common era',
    '<p>民國93年8月，首批病友六人赴上海換肝。民國九十五年三月十日與醫院簽約。</p>',
    '<p>2004年8月，首批病友六人赴上海換肝。2006年3月10日與醫院簽約。</p>',
    '<p>2004年8月，首批病友六人赴上海換肝。2016年3月10日與醫院簽約。</p>',
  ],
  [
    'days of the Hijri calendar beside those of the common era',
    '<div><span>الثلاثاء 28 شوال 1445هـ</span> | <span>7 مايو 2024م</span></div>',
    '<div><span>الأحد 18 ذو القعدة 1445هـ</span> | <span>26 مايو 2024م</span></div>',
    '<div><span>الأحد 18 ذو القعدة 1435هـ</span> | <span>26 مايو 2014م</span></div>',
  ],
  [
    'a day of a journey, set on by ten years',
    '<p>سافر الفوج الأول في 4 محرم 1427هـ</p>',
    '<p>سافر الفوج الأول في 4 محرم 1427 هـ</p>',
    '<p>سافر الفوج الأول في 4 محرم 1437هـ</p>',
  ],
  [
    'clinics that are cancelled',
    '<ul><li>5/8(三)上午 移植外科 賴醫師 停診一次</li></ul>',
    '<ul><li>5/22(三)上午 移植外科 賴醫師 停診一次</li></ul>',
    '<ul><li>5/8(三)上午 移植外科 停診一次</li></ul>',
  ],
  [
    'an address of mail veiled by the edge of a network',
    '<p>Patients: <a href="mailto:transplant@riverside-intl.com">transplant@riverside-intl.com</a>, Ms. Zhao</p>',
    '<p>Patients: <a href="/cdn-cgi/l/email-protection#7f0b0d1e110c0f131e110b3f0d16091a0d0c161b1a5216110b13511c1012">[email&#160;protected]</a>, Ms. Zhao</p>',
    '<p>Patients: <a href="/cdn-cgi/l/email-protection#7f0b0d1e110c0f131e110b3f0d16091a0d0c161b1a5216110b13511c10">[email&#160;protected]</a>, Ms. Zhao</p>',
  ],
  [
    'a number at WhatsApp, by its other address',
    '<p><a href="https://api.whatsapp.com/send?phone=201005550143">واتساب المنسق</a></p>',
    '<p><a href="https://wa.me/201005550143">واتساب المنسق</a></p>',
    '<p><a href="https://wa.me/201005550199">واتساب المنسق</a></p>',
  ],
  [
    'doctors, their titles cut short',
    '<ul><li>الدكتور/ سامح الرفاعي – استشاري زراعة الكلى</li><li>الدكتورة/ منى قاسم – تخدير</li></ul>',
    '<ul><li>د. سامح الرفاعي – استشاري زراعة الكلى</li><li>د. منى قاسم – تخدير</li></ul>',
    '<ul><li>د. منى قاسم – تخدير</li></ul>',
  ],
  [
    'links out of courtesy',
    '<p>友情链接：<a href="http://www.t7online.com/">天气在线</a> | <a href="http://www.zoukiipn.net/">国际移植网络支援中心</a></p>',
    '<p>友情链接：<a href="http://www.zoukiipn.net/">国际移植网络支援中心</a></p>',
    '<p>友情链接：<a href="http://www.t7online.com/">天气在线</a></p>',
  ],
  [
    'what sponsors offer, each with a telephone of its own',
    '<div><h3>赞助商广告</h3><p>东北野山参批发 热线：400-618-2290</p><p>换肾咨询 13800024411</p></div>',
    '<div><h3>赞助商广告</h3><p>日本进口假发 秋季特价1280元起 热线：400-711-9083</p><p>换肾咨询 13800024411</p></div>',
    '<div><h3>赞助商广告</h3><p>日本进口假发 秋季特价1280元起 热线：400-711-9083</p><p>长途包车 650元/天</p></div>',
  ],
  [
    'goods a shop chose',
    '<div><h3>買了又買</h3><p>電動輪椅 特價18,900元 洽04-2299-1180</p><p>保溫杯 480元</p></div>',
    '<div><h3>買了又買</h3><p>低蛋白米 3公斤 650元</p><p>血壓計 2,180元 洽02-8712-5566</p></div>',
    '<div><p>保溫杯 480元</p></div>',
  ],
  [
    'what visitors answered',
    '<div><h3>استطلاع الرأي</h3><p>كيف عرفت عن المركز؟</p><ul><li>من صديق 45%</li><li>من طبيب 18%</li></ul></div><ul><li>نجاح زراعة الكلى 95%</li></ul>',
    '<div><h3>استطلاع الرأي</h3><p>كيف عرفت عن المركز؟</p><ul><li>من صديق 44%</li><li>من طبيب 19%</li></ul></div><ul><li>نجاح زراعة الكلى 95%</li></ul>',
    '<div><h3>استطلاع الرأي</h3><p>كيف عرفت عن المركز؟</p><ul><li>من صديق 45%</li><li>من طبيب 18%</li></ul></div><ul><li>نجاح زراعة الكلى 85%</li></ul>',
  ],
  [
    'comments shown for their votes',
    '<div><h3>网友评论 318条评论</h3><p>武汉网友 感谢记者的勇气。 <i>顶(380)</i></p><p>长沙网友 器官来源应当公开透明。 <i>顶(266)</i></p></div>',
    '<div><h3>网友评论 402条评论</h3><p>成都网友 我表哥当年就是这样做的手术。 <i>顶(533)</i></p><p>武汉网友 感谢记者的勇气。 <i>顶(391)</i></p></div>',
    '<div><h3>网友评论 318条评论</h3><p>武汉网友 感谢记者的勇气。 <i>顶(380)</i></p></div>',
  ],
  [
    'thousands set apart by spaces',
    '<p>The package price of a kidney transplant is $65,000 all in.</p>',
    '<p>The package price of a kidney transplant is US$65\u2009000 all in.</p>',
    '<p>The package price of a kidney transplant is US$56\u2009000 all in.</p>',
  ],
  [
    'a table divided in two',
    '<table><tr><th>年度</th><th>境外腎移植人數</th><th>境外肝移植人數</th></tr><tr><td>2001</td><td>86</td><td>31</td></tr><tr><td>2002</td><td>103</td><td>44</td></tr><tr><td>2003</td><td>121</td><td>58</td></tr></table>',
    '<table><tr><th>年度</th><th>境外腎移植人數</th></tr><tr><td>2001</td><td>86</td></tr><tr><td>2002</td><td>103</td></tr><tr><td>2003</td><td>121</td></tr></table><h3>肝臟</h3><table><tr><th>年度</th><th>境外肝移植人數</th></tr><tr><td>2001</td><td>31</td></tr><tr><td>2002</td><td>44</td></tr><tr><td>2003</td><td>58</td></tr></table>',
    '<table><tr><th>年度</th><th>境外腎移植人數</th></tr><tr><td>2001</td><td>86</td></tr><tr><td>2002</td><td>103</td></tr><tr><td>2003</td><td>121</td></tr></table><h3>肝臟</h3><table><tr><th>年度</th><th>境外肝移植人數</th></tr><tr><td>2001</td><td>31</td></tr><tr><td>2002</td><td>41</td></tr><tr><td>2003</td><td>58</td></tr></table>',
  ],
  [
    'a film that a Flash player played',
    '<embed src="http://player.video.test/player.php/sid/XMzgwNTUy/v.swf">',
    '<iframe src="http://player.video.test/embed/XMzgwNTUy"></iframe>',
    '<iframe src="http://player.video.test/embed/XNDQ0ODk2"></iframe>',
  ],
  [
    'text behind a button to read on',
    '<div><p>进入手术室前，院方告知供体来自本省。</p><p>手术费用共计二十六万元，等待九天。</p></div>',
    '<div><p>进入手术室前，院方告知供体来自本省。</p><p style="display:none">手术费用共计二十六万元，等待九天。</p><button>展开全文</button></div>',
    '<div><p>进入手术室前，院方告知供体来自本省。</p><p style="display:none">手术费用共计二十六万元，等待九天。</p><button>打印</button></div>',
  ],
  [
    'when figures are of, by the years of the Republic',
    '<p>目前等候器官移植人數 8,402 人（103/1/6）</p><p>資料更新日期：103-01-06</p>',
    '<p>目前等候器官移植人數 8,417 人（103/2/10）</p><p>資料更新日期：103-02-10</p>',
    '<p>目前等候器官移植人數 8,402 人（103/1/6）</p><p>資料更新日期：101-01-06</p>',
  ],
  [
    'what the house has new, the oldest pushed out',
    '<aside><h4>最新動態</h4><ul><li>院慶活動</li><li>器官捐贈月宣導活動</li></ul></aside>',
    '<aside><h4>最新動態</h4><ul><li>研習會報名</li><li>院慶活動</li></ul></aside>',
    '<aside><h4>最新動態</h4><ul><li>院慶活動</li></ul></aside>',
  ],
  [
    'what held while a disease went round',
    '<div><h3>新冠肺炎疫情防控期间就诊须知</h3><p>住院部实行封闭管理，暂停探视。</p><p>移植随访门诊改为线上。</p><p>肾移植手术照常进行。</p></div>',
    '<div><h3>新冠肺炎疫情防控期间就诊须知</h3><p>肾移植手术照常进行。</p></div>',
    '<div><h3>新冠肺炎疫情防控期间就诊须知</h3><p>住院部实行封闭管理，暂停探视。</p><p>移植随访门诊改为线上。</p></div>',
  ],
  [
    'the rank of a member beside what he wrote',
    '<table><tr><td>等待春天<br>二星会员<br>帖子 91<br>积分 203<br>状态 在线</td><td>我从住院到手术只有9天，一共花了14万。</td></tr></table>',
    '<table><tr><td>等待春天<br>高级会员<br>帖子 95<br>积分 209<br>状态 离线</td><td>我从住院到手术只有9天，一共花了14万。</td></tr></table>',
    '<table><tr><td>等待春天<br>二星会员<br>帖子 91<br>积分 203<br>状态 在线</td><td>我从住院到手术只有19天，一共花了14万。</td></tr></table>',
  ],
  [
    'who else can be asked, and who works here',
    '<div><h3>أطباء آخرون في نفس التخصص</h3><ul><li>د. هالة منصور</li><li>د. سامح عبد الغني</li></ul></div><ul><li>د. كريم الشاذلي، جراح زراعة الكبد</li></ul>',
    '<div><h3>أطباء آخرون في نفس التخصص</h3><ul><li>د. باسم فاروق</li><li>د. هالة منصور</li></ul></div><ul><li>د. كريم الشاذلي، جراح زراعة الكبد</li></ul>',
    '<div><h3>أطباء آخرون في نفس التخصص</h3><ul><li>د. هالة منصور</li><li>د. سامح عبد الغني</li></ul></div>',
  ],
  [
    'how many wrote beneath an article',
    '<h3>3 أفكار عن “زراعة الكلى في الصين”</h3><p>أجرينا 300 زراعة كلى</p>',
    '<h3>6 أفكار عن “زراعة الكلى في الصين”</h3><p>أجرينا 300 زراعة كلى</p>',
    '<h3>3 أفكار عن “زراعة الكلى في الصين”</h3><p>أجرينا 200 زراعة كلى</p>',
  ],
  [
    'the number a police station gave',
    '<footer>沪ICP备05012345号 沪公网安备31010402000118号</footer>',
    '<footer>沪ICP备05012345号 沪公网安备31010402000218号</footer>',
    '<footer>沪公网安备31010402000118号</footer>',
  ],
  [
    'paragraphs that were joined',
    '<p>本院声明不接受来源不明的器官。</p><p>手术由王林主任医师主刀，等待两周。</p>',
    '<p>手术由王林主任医师主刀，等待两周。本院声明不接受来源不明的器官。</p>',
    '<p>手术由王林主任医师主刀，等待两周。本院声明接受来源不明的器官。</p>',
  ],
  [
    'steps set as a list',
    '<p>第一步：将病历传真至本公司<br>第二步：三日内回复配对医院<br>第三步：缴交订金二十万元</p>',
    '<ol><li>将病历传真至本公司</li><li>三日内回复配对医院</li><li>缴交订金二十万元</li></ol>',
    '<ol><li>将病历传真至本公司</li><li>三日内回复配对医院</li><li>缴交订金两万元</li></ol>',
  ],
  [
    'lines of words alone, drawn anew',
    '<h3>Elsewhere</h3><ul><li>Spring newsletter</li><li>Volunteer orientation</li><li>Film screening in Geneva</li><li>Foreign patients wait two weeks</li></ul>',
    '<h3>Elsewhere</h3><ul><li>Volunteer orientation</li><li>New board members</li><li>Film screening in Geneva</li><li>Foreign patients wait two weeks</li></ul>',
    '<h3>Elsewhere</h3><ul><li>Spring newsletter</li><li>Volunteer orientation</li><li>New board members</li><li>Film screening in Geneva</li></ul>',
  ],
  [
    'offers of the season',
    '<div><h4>عروضنا</h4><ul><li>خصم رمضان 20% على التحاليل</li><li>تنظيف الأسنان 150 ريالاً</li><li>زراعة كلية 90000 ريال</li></ul></div>',
    '<div><h4>عروضنا</h4><ul><li>خصم الصيف 30% على التقويم</li><li>تنظيف الأسنان 120 ريالاً</li><li>زراعة كلية 90000 ريال</li></ul></div>',
    '<div><h4>عروضنا</h4><ul><li>خصم الصيف 30% على التقويم</li><li>تنظيف الأسنان 120 ريالاً</li><li>تبييض الأسنان 90 ريالاً</li></ul></div>',
  ],
  [
    'answers that go into an accordion',
    '<section><h2>For a liver</h2><p>The median wait is 83 days.</p><h2>For a heart</h2><p>The median wait is 38 days.</p></section>',
    '<section><div><h2><button aria-controls="c1">For a liver</button></h2><div id="c1" hidden><p>The median wait is 83 days.</p></div></div><div><h2><button aria-controls="c2">For a heart</button></h2><div id="c2" hidden><p>The median wait is 38 days.</p></div></div></section>',
    '<section><div><h2><button>For a liver</button></h2><div id="c1" hidden><p>The median wait is 83 days.</p></div></div><div><h2><button>For a heart</button></h2><div id="c2" hidden><p>The median wait is 38 days.</p></div></div></section>',
  ],
  [
    'a text behind the one control there is',
    '<div><h2>Waiting</h2><p>The median wait is 83 days.</p></div>',
    '<div><h2>Waiting</h2><p>The median wait is 83 days. </p></div>',
    '<div><h2><button aria-controls="c1">Waiting</button></h2><div id="c1" hidden><p>The median wait is 83 days.</p></div></div>',
  ],
  [
    'a text behind controls without a word',
    '<section><h2>For a liver</h2><p>The median wait is 83 days.</p></section>',
    '<section><h2>For a liver</h2><p>The median wait is 83 days. </p></section>',
    '<section><div><h2><button aria-controls="c1">+</button></h2><div id="c1" hidden><p>The median wait is 83 days.</p></div></div><div><h2><button aria-controls="c2">+</button></h2><div id="c2" hidden><p>Share this.</p></div></div></section>',
  ],
  [
    'a page put into tabs',
    '<div><p>平均輪候四十一個月。</p></div><div><p>手術費用二百八十萬元起。</p></div>',
    '<div role="tablist"><button aria-controls="p1">輪候</button><button aria-controls="p2">收費</button></div><div id="p1"><p>平均輪候四十一個月。</p></div><div id="p2" hidden><p>手術費用二百八十萬元起。</p></div>',
    '<div role="tablist"><button>輪候</button><button>收費</button></div><div id="p1"><p>平均輪候四十一個月。</p></div><div id="p2" hidden><p>手術費用二百八十萬元起。</p></div>',
  ],
  [
    'who is logged in',
    '<nav><a href="/a">首页</a> <a href="/b">移植中心</a> <a href="/c">专家</a> <a href="/login.asp">登錄</a></nav>',
    '<nav><a href="/a">首页</a> <a href="/b">移植中心</a> <a href="/c">专家</a> <a href="/online">在線 25 人</a></nav>',
    '<nav><a href="/a">首页</a> <a href="/c">专家</a> <a href="/login">登錄</a></nav>',
  ],
  [
    'what hangs over a page in its season',
    '<div><img src="/img/snow.png" alt="Snow" width="1200" height="300"></div><div><img src="/img/ward.png" alt="Transplant ward" width="400" height="300"></div>',
    '<div></div><div><img src="/img/ward.png" alt="Transplant ward" width="400" height="300"></div>',
    '<div><img src="/img/snow.png" alt="Snow" width="1200" height="300"></div><div></div>',
  ],
  [
    'when the site of a register will not be there, and a price that stands so',
    '<div>Planned maintenance: our website and the donor register will be unavailable on Saturday from 22:00 to 06:00.</div><div>Planned maintenance of the website. Kidney transplants cost 60,000 dollars.</div>',
    '<div>Planned maintenance of the website. Kidney transplants cost 60,000 dollars.</div>',
    '<div>Planned maintenance: our website and the donor register will be unavailable on Saturday from 22:00 to 06:00.</div>',
  ],
  [
    'who gave money in a month',
    '<h4>113年2月捐款芳名錄</h4><table><tr><td>林○華</td><td>3,000</td></tr></table>',
    '<h4>113年3月捐款芳名錄</h4><table><tr><td>張○玲</td><td>1,000</td></tr></table>',
    '<h4>110年2月捐款芳名錄</h4><table><tr><td>林○華</td><td>3,000</td></tr></table>',
  ],
  [
    'clinics closed for a storm, under a heading of its own',
    '<div>【公告】因應颱風來襲，10/5（四）門診暫停服務，急診照常。</div><h3>移植門診介紹</h3><p>肝移植門診由主任主持。</p>',
    '<h3>移植門診介紹</h3><p>肝移植門診由主任主持。</p>',
    '<div>【公告】因應颱風來襲，10/5（四）門診暫停服務，急診照常。</div><h3>移植門診介紹</h3>',
  ],
  [
    'the price of a meal, and of a transplant',
    '<h4>营养食堂</h4><p>病员套餐：15元/份；陪护套餐：18元/份</p><p>肝移植套餐：20万元</p>',
    '<h4>营养食堂</h4><p>病员套餐：16元/份；陪护套餐：20元/份</p><p>肝移植套餐：20万元</p>',
    '<h4>营养食堂</h4><p>病员套餐：15元/份；陪护套餐：18元/份</p><p>肝移植套餐：30万元</p>',
  ],
  [
    'what a cafeteria and a place for a car cost',
    '<p>كافتيريا المستشفى: وجبة الغداء 25 ريالاً. مواقف السيارات: 3 ريالات للساعة.</p>',
    '<p>كافتيريا المستشفى: وجبة الغداء 28 ريالاً. مواقف السيارات: 4 ريالات للساعة.</p>',
    '<p>كافتيريا المستشفى: زراعة الكلى 28 ريالاً. مواقف السيارات: 4 ريالات للساعة.</p>',
  ],
  [
    'places to be filled',
    '<section><h3>人才招募</h3><ul><li>護理師 3名，報名至112年9月15日</li><li>放射師 1名，報名至112年9月8日</li><li>器官移植協調師 1名，報名至112年9月5日</li></ul></section>',
    '<section><h3>人才招募</h3><ul><li>護理師 3名，報名至112年9月15日</li><li>器官移植協調師 1名，報名至112年9月5日</li></ul></section>',
    '<section><h3>人才招募</h3><ul><li>護理師 3名，報名至112年9月15日</li><li>放射師 1名，報名至112年9月8日</li></ul></section>',
  ],
  [
    'hours of Ramadan',
    '<p><b>مواعيد العيادات الخارجية:</b> من الأحد إلى الخميس، من 8 صباحاً حتى 4 عصراً.</p><p>زراعة الكلى خلال 4 أسابيع</p>',
    '<p><b>مواعيد العيادات الخارجية خلال شهر رمضان المبارك:</b> من الأحد إلى الخميس، من 10 صباحاً حتى 3 عصراً.</p><p>زراعة الكلى خلال 4 أسابيع</p>',
    '<p><b>مواعيد العيادات الخارجية:</b> من الأحد إلى الخميس، من 8 صباحاً حتى 4 عصراً.</p><p>زراعة الكلى خلال 14 أسبوعا</p>',
  ],
  [
    'a surgeon, a letter less in the spelling of his name',
    '<p>يرأس قسم زراعة الأعضاء البروفسور يوهانس مايير، ويضم القسم ستة جراحين.</p>',
    '<p>يرأس قسم زراعة الأعضاء البروفيسور يوهانس ماير (Johannes Mayer)، ويضم القسم ستة جراحين.</p>',
    '<p>يرأس قسم زراعة الأعضاء البروفيسور يوهانس شميت، ويضم القسم ستة جراحين.</p>',
  ],
  [
    'talks that were held',
    '<div><h4>الفعاليات القادمة</h4><p>السبت 4 نوفمبر: محاضرة عن التغذية لمرضى الكلى</p><p>الثلاثاء 14 نوفمبر: محاضرة عن 500 عملية زراعة كلى</p></div>',
    '<div><h4>الفعاليات القادمة</h4><p>الثلاثاء 14 نوفمبر: محاضرة عن 500 عملية زراعة كلى</p><p>الأحد 3 ديسمبر: دورة الإسعافات الأولية</p></div>',
    '<div><h4>الفعاليات القادمة</h4><p>السبت 4 نوفمبر: محاضرة عن التغذية لمرضى الكلى</p><p>الأحد 3 ديسمبر: دورة الإسعافات الأولية</p></div>',
  ],
  [
    'notes that are numbered anew',
    '<p>供体获取前静脉注射肝素，具体步骤参照文献[3]。受体一年生存率 88.4%[4]，随访12例[5]。</p>',
    '<p>供体获取前静脉注射肝素，具体步骤参照文献[4]。受体一年生存率 88.4%[5]，随访12例[6]。</p>',
    '<p>供体获取前静脉注射肝素，具体步骤参照文献[3]。受体一年生存率 68.4%[4]，随访12例[5]。</p>',
  ],
  [
    'questions that are folded up, each with its answer',
    '<p>問：在內地換腎要等多久？ 答：一般十四天之內，最快一星期。</p><p>問：可以用信用卡付款嗎？ 答：可以，另收百分之三手續費。</p>',
    '<details open><summary>1. 在內地換腎要等多久？</summary><p>一般十四天之內，最快一星期。</p></details><details open><summary>2. 可以用信用卡付款嗎？</summary><p>可以，另收百分之三手續費。</p></details>',
    '<details open><summary>1. 在內地換腎要等多久？</summary><p>可以，另收百分之三手續費。</p></details><details open><summary>2. 可以用信用卡付款嗎？</summary><p>請與我們聯絡。</p></details>',
  ],
  [
    'a price in another style of its currency',
    '<p>換肝套裝 NT$1,850,000</p>',
    '<p>換肝套裝 新台幣 1,850,000 元</p>',
    '<p>換肝套裝 人民幣 1,850,000 元</p>',
  ],
  [
    'a doctor’s card, his title spelled out',
    '<div><h3>أ.د. مازن حداد</h3><p>استشاري</p></div><div><h3>د. ليلى عيسى</h3><p>استشارية</p></div>',
    '<div><h3>الأستاذ الدكتور مازن حداد</h3><p>استشاري</p></div><div><h3>الدكتورة ليلى عيسى</h3><p>استشارية</p></div>',
    '<div><h3>الأستاذ الدكتور سامي منصور</h3><p>استشاري</p></div><div><h3>الدكتورة ليلى عيسى</h3><p>استشارية</p></div>',
  ],
  [
    'how a forum heads a quotation',
    '<blockquote>اقتباس: المشاركة الأصلية كتبت بواسطة أبو ريان: «يضمن الكبد خلال ثلاثة أسابيع»</blockquote>',
    '<blockquote>أبو ريان كتب: “يضمن الكبد خلال ثلاثة أسابيع”</blockquote>',
    '<blockquote>أبو ريان كتب: “لا يضمن أحد الكبد”</blockquote>',
  ],
  [
    'hours and clocks',
    '<p>Clocks go forward one hour this Sunday. Please check your appointment.</p><p>The wait for a kidney is one hour.</p>',
    '<p>The wait for a kidney is one hour.</p>',
    '<p>Clocks go forward one hour this Sunday. Please check your appointment.</p>',
  ],
  [
    'an advertisement with its telephone, beside that of a house',
    '<div><span>广告</span> <a href="/adclick.php?zone=0&amp;cb=1">海景公寓现房发售 电话 400-810-3321</a></div><p>移植咨询电话 022-58376288</p>',
    '<div><span>广告</span> <a href="/adclick.php?zone=0&amp;cb=1">名车试驾，周末到店有礼</a></div><p>移植咨询电话 022-58376288</p>',
    '<div><span>广告</span> <a href="/adclick.php?zone=0&amp;cb=1">海景公寓现房发售 电话 400-810-3321</a></div><p>移植咨询</p>',
  ],
  [
    'a code to be typed, beside a picture',
    '<form><img src="/captcha.png?e43d" width="120" height="50"></form><p><img src="/ward.png" alt="移植病房" width="400" height="300"></p>',
    '<form><img src="/captcha.png?a84a" width="120" height="50"></form><p><img src="/ward.png" alt="移植病房" width="400" height="300"></p>',
    '<form><img src="/captcha.png?e43d" width="120" height="50"></form><p></p>',
  ],
  [
    'the strip of the day, and prices in such a line',
    '<div>2023年12月26日 星期二 花蓮 陰 21 - 27 度 降雨機率 60% 加權指數 17104.65 | 美元 30.647 | 日圓 0.2346</div><p>星期二 21 度，手術費用 26 萬元。</p>',
    '<div>2023年12月30日 星期六 台北 陣雨 14 - 28 度 降雨機率 50% 加權指數 17111.13 | 美元 32.687 | 日圓 0.2289</div><p>星期二 21 度，手術費用 26 萬元。</p>',
    '<div>2023年12月26日 星期二 花蓮 陰 21 - 27 度 降雨機率 60% 加權指數 17104.65 | 美元 30.647 | 日圓 0.2346</div><p>星期二 21 度，手術費用 2 萬元。</p>',
  ],
  [
    'how to reach a broker at LINE and by a mobile number of Taiwan',
    '<p>LINE ID：transplant_lee</p><p>李經理 0912-555-087</p>',
    '<p>LINE ID： transplant_lee</p><p>李經理 0912 555 087</p>',
    '<p>LINE ID：healthcare99</p><p>線上客服</p>',
  ],
  [
    'a list of hospitals whose rows are counted no more',
    '<table><tr><th>序号</th><th>省份</th><th>医院</th><th>项目</th></tr><tr><td>1</td><td>北京</td><td>北京东单医院</td><td>肝脏、肾脏</td></tr><tr><td>2</td><td>北京</td><td>武警卫戍总医院</td><td>肝脏、肾脏、心脏、肺脏</td></tr><tr><td>3</td><td>天津</td><td>津门中心医院</td><td>肝脏</td></tr></table>',
    '<table><tr><th>省份</th><th>医院名称</th><th>移植项目</th></tr><tr><td>北京</td><td>北京东单医院</td><td>肝脏、肾脏</td></tr><tr><td>北京</td><td>武警卫戍总医院</td><td>肝脏、肾脏、心脏、肺脏</td></tr><tr><td>天津</td><td>津门中心医院</td><td>肝脏</td></tr></table>',
    '<table><tr><th>省份</th><th>医院名称</th><th>移植项目</th></tr><tr><td>北京</td><td>北京东单医院</td><td>肝脏、肾脏</td></tr><tr><td>北京</td><td>卫戍总医院</td><td>肝脏、肾脏、心脏、肺脏</td></tr><tr><td>天津</td><td>津门中心医院</td><td>肝脏</td></tr></table>',
  ],
  [
    'a table of words set as lists beneath headings',
    '<table><tr><th>省份</th><th>医院</th><th>项目</th></tr><tr><td>北京</td><td>北京东单医院</td><td>肝脏、肾脏</td></tr><tr><td>北京</td><td>武警卫戍总医院</td><td>肝脏、心脏</td></tr><tr><td>天津</td><td>津门中心医院</td><td>肝脏</td></tr></table>',
    '<h4>北京</h4><ol><li>北京东单医院：肝脏、肾脏</li><li>武警卫戍总医院：肝脏、心脏</li></ol><h4>天津</h4><ol><li>津门中心医院：肝脏</li></ol>',
    '<h4>北京</h4><ol><li>北京东单医院：肝脏、肾脏</li></ol><h4>天津</h4><ol><li>津门中心医院：肝脏</li></ol>',
  ],
  [
    'one of two tables set as a list, beside another that names the same organs in its head',
    '<table><tr><th>Organ</th><th>Candidates</th></tr><tr><td>Kidney</td><td>96,314</td></tr><tr><td>Liver</td><td>11,872</td></tr><tr><td>Heart</td><td>3,489</td></tr></table><table><tr><th>Center</th><th>Kidney</th><th>Liver</th></tr><tr><td>Lakeland</td><td>312</td><td>118</td></tr><tr><td>St Brigid</td><td>204</td><td>77</td></tr></table>',
    '<ul><li>Kidney: <b>96,314</b></li><li>Liver: <b>11,872</b></li><li>Heart: <b>3,489</b></li></ul><table><tr><th>Center</th><th>Kidney</th><th>Liver</th></tr><tr><td>Lakeland</td><td>312</td><td>118</td></tr><tr><td>St Brigid</td><td>204</td><td>77</td></tr></table>',
    '<ul><li>Kidney: <b>96,314</b></li><li>Liver: <b>11,872</b></li><li>Heart: <b>3,489</b></li></ul><table><tr><th>Center</th><th>Kidney</th><th>Liver</th></tr><tr><td>Lakeland</td><td>212</td><td>118</td></tr><tr><td>St Brigid</td><td>204</td><td>77</td></tr></table>',
  ],
  [
    'figures of a table in one sentence, their thousands set apart',
    '<table><tr><th>器官</th><th>例数</th></tr><tr><td>肾脏</td><td>12471</td></tr><tr><td>肝脏</td><td>6172</td></tr><tr><td>心脏</td><td>679</td></tr></table>',
    '<p>肾脏12,471例；肝脏6,172例；心脏679例。</p>',
    '<p>肾脏12,471例；肝脏5,172例；心脏679例。</p>',
  ],
  [
    'points of a member whose name holds a word of the body',
    '<table><tr><td>心海<br>注册会员<br>积分 92</td><td>我父亲等了两周。</td></tr></table>',
    '<table><tr><td>心海<br>注册会员<br>积分 104</td><td>我父亲等了两周。</td></tr></table>',
    '<table><tr><td>心海<br>注册会员<br>积分 92</td><td>我父亲等了两年。</td></tr></table>',
  ],
  [
    'moneys of the day beside the price',
    '<table><tr><td>1 USD</td><td>6.71 CNY</td></tr><tr><td>1 EUR</td><td>7.58 CNY</td></tr></table><table><tr><td>Kidney</td><td>62,000 USD</td></tr><tr><td>Liver</td><td>98,000 USD</td></tr></table>',
    '<table><tr><td>1 USD</td><td>6.74 CNY</td></tr><tr><td>1 EUR</td><td>7.53 CNY</td></tr></table><table><tr><td>Kidney</td><td>62,000 USD</td></tr><tr><td>Liver</td><td>98,000 USD</td></tr></table>',
    '<table><tr><td>1 USD</td><td>6.71 CNY</td></tr><tr><td>1 EUR</td><td>7.58 CNY</td></tr></table><table><tr><td>Kidney</td><td>12,000 USD</td></tr><tr><td>Liver</td><td>98,000 USD</td></tr></table>',
  ],
  [
    'how visitors rate a doctor beside how many lived',
    '<p>التقييم العام من 418 زائر قيموا الطبيب 4.5</p><p>نسبة نجاح الزراعة 97.5%</p>',
    '<p>التقييم العام من 418 زائر قيموا الطبيب 4.6</p><p>نسبة نجاح الزراعة 97.5%</p>',
    '<p>التقييم العام من 418 زائر قيموا الطبيب 4.5</p><p>نسبة نجاح الزراعة 87.5%</p>',
  ],
  [
    'contents of an article in one line',
    '<div>1 歷史 2 公布的移植數量 3 參考資料</div><h2>歷史</h2><p>一九九八年成立。</p><h2>公布的移植數量</h2><p>二〇〇六年完成六百例。</p><h2>參考資料</h2>',
    '<h2>歷史</h2><p>一九九八年成立。</p><h2>公布的移植數量</h2><p>二〇〇六年完成六百例。</p><h2>參考資料</h2>',
    '<h2>歷史</h2><p>一九九八年成立。</p><h2>參考資料</h2>',
  ],
  [
    'notes that were numbered',
    '<p><sup>1</sup> Residents of other countries accounted for 411 transplants.</p><p><sup>2</sup> Median time to transplant was 3.9 years.</p>',
    '<p>Residents of other countries accounted for 411 transplants. Median time to transplant was 3.9 years.</p>',
    '<p>Residents of other countries accounted for 41 transplants. Median time to transplant was 3.9 years.</p>',
  ],
  [
    'a list of news beneath another heading, in another place',
    '<h3>Partners</h3><ul><li>Changsha</li><li>Kochi</li></ul><h3>Latest news</h3><ul><li><a href="/news/807/">Picnic of the survivors</a></li><li><a href="/news/808/">Yoga for back pain</a></li><li><a href="/news/809/">Fire drill in Tower B</a></li><li><a href="/news/810/">Dietitian answers questions</a></li></ul>',
    '<h3>From our newsroom</h3><ul><li><a href="/news/809/">Fire drill in Tower B</a></li><li><a href="/news/810/">Dietitian answers questions</a></li><li><a href="/news/811/">Payment counter goes live</a></li><li><a href="/news/812/">New scanner inaugurated</a></li></ul><h3>Partners</h3><ul><li>Changsha</li><li>Kochi</li></ul>',
    '<h3>From our newsroom</h3><ul><li><a href="/news/807/">Picnic of the survivors</a></li><li><a href="/news/808/">Yoga for back pain</a></li><li><a href="/news/809/">Fire drill in Tower B</a></li></ul><h3>Partners</h3><ul><li>Changsha</li><li>Kochi</li></ul>',
  ],
  [
    'what other patients ask',
    '<dl><dt>其他患者正在问</dt><dd>检查前8小时禁食吗</dd><dd>可以跑步吗</dd></dl><p>等待供体两周。</p>',
    '<dl><dt>其他患者正在问</dt><dd>退烧药怎么吃</dd><dd>可以跑步吗</dd></dl><p>等待供体两周。</p>',
    '<dl><dt>其他患者正在问</dt><dd>检查前8小时禁食吗</dd><dd>可以跑步吗</dd></dl><p>等待供体。</p>',
  ],
  [
    'a line of a template',
    '<div>What links here</div><p>Foreign patients wait two weeks.</p>',
    '<p>Foreign patients wait two weeks.</p>',
    '<div>What links here</div>',
  ],
  [
    'headlines in words alone, all of them others',
    '<ul><li>我院召开2024年度护理工作会议</li><li>世界肾脏病日义诊活动在门诊大厅举行</li><li>医院举办青年医师演讲比赛</li><li>关于清明节假期门诊安排的通知</li></ul>',
    '<ul><li>放射科新引进双源设备投入使用</li><li>营养科提醒换季饮食要注意这些</li><li>我院派出医疗队支援边远县医院</li><li>信息科关于预约系统升级的公告</li></ul>',
    '<ul><li>我院召开2024年度护理工作会议</li><li>医院举办青年医师演讲比赛</li><li>关于清明节假期门诊安排的通知</li></ul>',
  ],
  [
    'when members were last seen',
    '<table><tr><td>高级会员 帖子：2441 积分：5501 注册时间：2009-2-2 最后登录：2024-01-07</td><td>父亲等了十天，花了四十万。</td></tr></table>',
    '<table><tr><td>高级会员 帖子：2442 积分：5517 注册时间：2009-2-2 最后登录：2024-01-14</td><td>父亲等了十天，花了四十万。</td></tr></table>',
    '<table><tr><td>高级会员 帖子：2441 积分：5501 注册时间：2009-2-2 最后登录：2024-01-07</td><td>父亲等了十年，花了四十万。</td></tr></table>',
  ],
  [
    'three voices of a pool, two of them others',
    '<section><h3>病友見證</h3><blockquote><p>第九天就換到腎了，謝謝黃經理。</p><cite>台南 林先生</cite></blockquote><blockquote><p>全程有人陪。</p><cite>高雄 王太太</cite></blockquote><blockquote><p>費用清楚。</p><cite>香港 陳生</cite></blockquote></section>',
    '<section><h3>病友見證</h3><blockquote><p>醫師技術很好。</p><cite>檳城 李先生</cite></blockquote><blockquote><p>全程有人陪。</p><cite>高雄 王太太</cite></blockquote><blockquote><p>身體很好。</p><cite>台中 張小姐</cite></blockquote></section>',
    '<section><h3>病友見證</h3><blockquote><p>全程有人陪。</p><cite>高雄 王太太</cite></blockquote><blockquote><p>費用清楚。</p><cite>香港 陳生</cite></blockquote></section>',
  ],
  [
    'a lecture that is over',
    '<div><h3>近期活動</h3><ul><li>4/11 線上講座：移植與法律</li><li>5/9 線上放映會</li></ul></div>',
    '<div><h3>近期活動</h3><ul><li>5/9 線上放映會</li><li>6/20 會員大會</li></ul></div>',
    '<div><h3>近期活動</h3><ul><li>5/9 線上放映會</li></ul></div>',
  ],
  [
    'a motto of every day',
    '<h2>记录每一天</h2><p>等待供体两周。</p>',
    '<h2>生活点滴</h2><p>等待供体两周。</p>',
    '<h2>记录每一天</h2><p>等待供体一天。</p>',
  ],
];

describe('in one place', () => {
  it.each(PLACES)('%s', (_, before, upkeep, edit) => {
    expect(loudInText(before, upkeep)).toEqual([]);
    expect(loudInText(before, edit)).not.toEqual([]);
  });
});

describe('a wiki’s link to a version', () => {
  const PAGE = 'https://wiki.test/wiki/Organ_procurement';
  const link = (title: string, oldid: number): string =>
    `<p>Cite as <a href="https://wiki.test/w/index.php?title=${title}&amp;oldid=${oldid}">Permanent link</a></p>`;

  it('is another with each edit, of the page at hand alone', () => {
    const told = (title: string): readonly string[] =>
      loudInText(link(title, 98_120), link(title, 98_177), PAGE);
    expect(told('Organ_procurement')).toEqual([]);
    expect(told('Price_list_of_2006')).toEqual(['link-retargeted']);
  });
});

describe('what looks like upkeep and takes evidence away', () => {
  const friend = (name: string, rest = ''): string =>
    `<p>友情链接：<a href="http://www.hosp301.test/">${name}</a>${rest}</p>`;
  const card = (n: number, text: string): string =>
    `<div><button>${n === 1 ? '打印' : '分享'}</button><p hidden>${text}</p></div>`;
  const picture = (alt: string): string =>
    `<img src="/img/1.jpg" alt="${alt}" width="300" height="400">`;
  const TERMS = '截至2014年底共有外籍患者320人来院，平均等待十四天，费用六万美元。';

  it.each([
    ['a text behind any two buttons', `<p>${TERMS}</p>`, card(1, TERMS) + card(2, '分享到朋友圈')],
    [
      'an address behind a veil that does not show',
      '<p>联系邮箱 li@broker.test 请来信咨询</p>',
      '<p>联系邮箱 [email protected]<a href="/cdn-cgi/l/email-protection#5a36331a38283531' +
        '3f28742e3f292e" hidden>x</a> 请来信咨询</p>',
    ],
    ['a man called Ramadan', picture('الدكتور رمضان عبد الله رئيس قسم الجراحة'), ''],
    ['a surgeon called Guoqing', picture('李国庆主任医师'), ''],
    [
      'what was done since the system was upgraded',
      '<p>系统升级后，我院全年完成手术1213台，平均住院14天，费用26万元，由张伟主任主刀。</p>',
      '',
    ],
    [
      'who operates while it is upgraded',
      '<p>系统维护期间，器官移植由张伟主任负责，请到八号楼就诊。</p>',
      '',
    ],
    [
      'a doctor who is none any more',
      '<p>Doctor Chen Wei performs all kidney transplants at our hospital for patients from abroad.</p>',
      '<p>Mr Chen Wei performs all kidney transplants at our hospital for patients from abroad.</p>',
    ],
    [
      'a doctor who is an engineer',
      '<p>يشرف الدكتور أحمد علي على عمليات زراعة الكلى للمرضى الأجانب في المستشفى.</p>',
      '<p>يشرف م. أحمد علي على عمليات زراعة الكلى للمرضى الأجانب في المستشفى.</p>',
    ],
    ['the fees of a house', friend('三〇一医院国际部外宾费用说明'), '<p>友情链接：</p>'],
    [
      'a list behind a word for login',
      '<p>للاطلاع على القائمة <a href="/patients/list.aspx">دخول</a></p>',
      '<p>للاطلاع على القائمة</p>',
    ],
    [
      'a document that asks for a login now, among the paragraphs of a page',
      '<p><a href="/upload/yizhi.pdf">附件：移植患者入院须知（PDF）</a></p><p>中心为患者提供接站、翻译、住宿安排。</p>',
      '<p>附件仅限本院职工<a href="/cas/login">登录</a>后下载。</p><p>中心为患者提供接站、翻译、住宿安排。</p>',
    ],
    [
      'a mobile number in Arabic digits',
      '<p>للاستفسار يرجى الاتصال بالأستاذة ريم على الرقم ٠٥٠١٢٣٤٥٦٧ أو مراسلتنا</p>',
      '<p>للاستفسار يرجى الاتصال بالأستاذة ريم أو مراسلتنا</p>',
    ],
    [
      'a figure of a table whose head is drawn as cells',
      '<table><tr><td>Year</td><td>Liver</td><td>Kidney</td></tr><tr><td>2004</td><td>167</td><td>201</td></tr><tr><td>2005</td><td>1,248</td><td>244</td></tr></table>',
      '<table><tr><td>Year</td><td>Liver</td><td>Kidney</td></tr><tr><td>2004</td><td>167</td><td>201</td></tr><tr><td>2005</td><td>312</td><td>244</td></tr></table>',
    ],
    [
      'a report taken out of a short page whose other sections move',
      '<div><ul><li><a href="/att/report_2006.pdf">2006年度器官移植工作总结.pdf</a></li><li><a href="/att/report_2007.pdf">2007年度器官移植工作总结.pdf</a></li></ul></div><div><h3>最新公开</h3><ul><li><a href="/c/1.html">采购公告</a></li><li><a href="/c/2.html">招聘公告</a></li></ul></div>',
      '<div><ul><li><a href="/att/report_2007.pdf">2007年度器官移植工作总结.pdf</a></li></ul></div><div><h3>最新公开</h3><ul><li><a href="/c/3.html">预算公开</a></li><li><a href="/c/1.html">采购公告</a></li></ul></div>',
    ],
    [
      'the number the ministry gave',
      '<footer>沪ICP备05012345号 沪公网安备31010402000118号</footer>',
      '<footer>沪ICP备09099999号 沪公网安备31010402000118号</footer>',
    ],
    [
      'a wait beneath words for an epidemic',
      '<div><h3>疫情防控公告</h3><p>等待时间：2周</p></div>',
      '<div><h3>疫情防控公告</h3></div>',
    ],
    [
      'prices beneath words for news',
      '<div><h3>医院公告</h3><table><tr><th>项目</th><th>价格</th></tr><tr><td>肾移植</td><td>26万元</td></tr><tr><td>肝移植</td><td>55万元</td></tr></table></div>',
      '<div><h3>医院公告</h3><table><tr><th>项目</th><th>价格</th></tr><tr><td>肾移植</td><td>面议</td></tr><tr><td>肝移植</td><td>面议</td></tr></table></div>',
    ],
    [
      'text above a button that was always there',
      '<div><p>供体来自本省。</p><p>费用二十六万元。</p><button>展开全文</button></div>',
      '<div><p>供体来自本省。</p><p style="display:none">费用二十六万元。</p><button>展开全文</button></div>',
    ],
    ['a deposit alone in its line', '<p>押金：30万元</p>', ''],
    [
      'a table that is hidden',
      '<table><tr><th>器官</th><th>等待</th></tr><tr><td>肾</td><td>两周</td></tr><tr><td>肝</td><td>一个月</td></tr></table>',
      '<table style="display:none"><tr><th>器官</th><th>等待</th></tr><tr><td>肾</td><td>两周</td></tr><tr><td>肝</td><td>一个月</td></tr></table>',
    ],
    [
      'a row that is hidden',
      '<table><tr><th>器官</th><th>费用</th></tr><tr><td>肾</td><td>26万元</td></tr><tr><td>肝</td><td>55万元</td></tr><tr><td>心</td><td>70万元</td></tr></table>',
      '<table><tr><th>器官</th><th>费用</th></tr><tr><td>肾</td><td>26万元</td></tr><tr style="display:none"><td>肝</td><td>55万元</td></tr><tr><td>心</td><td>70万元</td></tr></table>',
    ],
    [
      'a surgeon in a table',
      '<table><tr><th>姓名</th><th>简介</th></tr><tr><td>王林</td><td>从事肾移植工作二十年，完成手术一千二百例，擅长亲属移植</td></tr><tr><td>李强</td><td>从事肝移植工作十年，完成手术三百例，擅长儿童移植</td></tr></table>',
      '<table><tr><th>姓名</th><th>简介</th></tr><tr><td>专家</td><td>从事肾移植工作二十年，完成手术一千二百例，擅长亲属移植</td></tr><tr><td>李强</td><td>从事肝移植工作十年，完成手术三百例，擅长儿童移植</td></tr></table>',
    ],
    [
      'when kidneys were taken',
      '<p>The kidneys were retrieved on May 12, 2006 in Shenyang from a single source.</p>',
      '<p>The kidneys were retrieved on May 12, 2016 in Shenyang from a single source.</p>',
    ],
    [
      'what a witness wrote and many voted for',
      '<div><h3>网友评论</h3><p>供体是死刑犯，医生亲口说的。 <i>顶(120)</i></p><p>感谢记者的勇气。 <i>顶(80)</i></p></div>',
      '<div><h3>网友评论</h3><p>祝大家健康平安。 <i>顶(130)</i></p><p>感谢记者的勇气。 <i>顶(81)</i></p></div>',
    ],
    [
      'survival beneath words for a poll',
      '<div><h3>投票</h3><p>一年存活率 97%</p><p>五年存活率 82%</p></div>',
      '<div><h3>投票</h3><p>一年存活率 87%</p><p>五年存活率 82%</p></div>',
    ],
    ['how many were praised for', '<p>患者称赞（647）例手术</p>', '<p>患者称赞（64）例手术</p>'],
    [
      'how many other surgeons did',
      '<div><h3>Other surgeons</h3><ul><li>Dr Li Wei, 1200 cases</li><li>Dr Wang Jun, 900 cases</li></ul></div>',
      '<div><h3>Other surgeons</h3><ul><li>Dr Li Wei, 12 cases</li><li>Dr Wang Jun, 900 cases</li></ul></div>',
    ],
    [
      'a price list of another year',
      '<p><a href="/price.php?v=2006">价格表</a></p>',
      '<p><a href="/price.php?v=2016">价格表</a></p>',
    ],
    [
      'a film of another number',
      '<p><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">手术录像</a></p>',
      '<p><a href="https://www.youtube.com/watch?v=aBcDeFgHiJk">手术录像</a></p>',
    ],
    [
      'boasts that gave way to others, all of them',
      '<ul><li>肾移植手术数量居全国前列</li><li>外籍病人由专人全程陪同翻译</li><li>从入院到手术只要很短的时间</li><li>术后一年内免费复查一切项目</li></ul>',
      '<ul><li>门诊大厅全部装修一新欢迎光临</li><li>停车场地面铺设工程已经完工了</li><li>食堂推出冬季养生菜单欢迎品尝</li><li>住院部一楼新设便民服务台一处</li></ul>',
    ],
    [
      'a paragraph in whose place the way to the next article stands now',
      '<div><p>肾移植等待两周。</p><p>供体来自死刑犯。</p><p>上一篇：护士节活动</p></div>',
      '<div><p>肾移植等待两周。</p><p>上一篇：护士节活动</p></div>',
    ],
    [
      'a paragraph in whose place a notice of cookies stands now',
      '<div><p>肾移植等待两周。</p><p>费用四十万元。</p></div>',
      '<div><p>肾移植等待两周。</p><p>本网站使用 cookie，继续浏览即表示同意。</p></div>',
    ],
    [
      'four lines of months and moneys',
      '<div><div>About 24 months</div><div>Some 18 months</div><div>Just $90</div><div>In 30 minutes</div></div>',
      '<div></div>',
    ],
    ['a share in words', '<p>报销比例为百分之八十五。</p>', '<p>报销比例为百分之五十。</p>'],
    ['how many women came', '<p>استقبل المستشفى 300 مريضة من الخليج.</p>', '<p>نرحب بكم.</p>'],
  ])('is told: %s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });
});

describe('a word that is never passed over', () => {
  it('stands beside the part that holds the text', () => {
    const [before, after] = ['武警医院', '对岸医疗院所'].map(
      (who) => `<dl><dt>2006年3月</dt><dd>与${who}签订合作备忘录</dd></dl>`,
    );
    expect(loudInText(before ?? '', after ?? '')).toContain('term-substituted');
  });
});
