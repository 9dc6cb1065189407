// Edits by somebody who has read how upkeep is told from them: each was written to pass as such.
import { describe, expect, it } from 'vitest';
import { loudInText } from './everyday-page.js';

/** What it is, how it read, how it reads now. */
const EDITS: readonly (readonly [string, string, string])[] = [
  ['a line taken out: 当天入院，次日即可上台', '<p>当天入院，次日即可上台</p>', ''],
  ['a line taken out: 随到随做，无需排队', '<p>随到随做，无需排队</p>', ''],
  ['a line taken out: 法院全程配合，手续齐全', '<p>法院全程配合，手续齐全</p>', ''],
  ['a line taken out: 由法院统一安排，合法合规', '<p>由法院统一安排，合法合规</p>', ''],
  ['a line taken out: 全部取自年轻健康男性', '<p>全部取自年轻健康男性</p>', ''],
  ['a line taken out: 沈中阳、朱志军、郑虹、高伟', '<p>沈中阳、朱志军、郑虹、高伟</p>', ''],
  [
    'sentence exchanged: 全部由法院当天派车送达，家属不参与，保证新鲜。',
    '<p>全部由法院当天派车送达，家属不参与，保证新鲜。</p>',
    '<p>中心地处市区，交通便利，环境优美宜人。</p>',
  ],
  [
    'sentence exchanged: 外宾一到即可上台，从未有人空手而归。',
    '<p>外宾一到即可上台，从未有人空手而归。</p>',
    '<p>我们秉承仁爱之心，服务社会大众。</p>',
  ],
  [
    'sentence exchanged: Over 1600 foreigners were operated on here since 2002.',
    '<p>Over 1600 foreigners were operated on here since 2002.</p>',
    '<p>Welcome to our new building beside the park.</p>',
  ],
  [
    'two of three testimonies',
    '<h2>What our patients say</h2><blockquote><p>I paid 65,000 dollars and got a kidney of an executed prisoner on the ninth day.</p><footer>Ahmed, Riyadh</footer></blockquote><blockquote><p>They shot him at ten and I had his liver at noon.</p><footer>Mr Lee, Seoul</footer></blockquote><blockquote><p>Friendly nurses.</p><footer>Anna, Haifa</footer></blockquote>',
    '<h2>What our patients say</h2><blockquote><p>The rooms were clean.</p><footer>Salim, Muscat</footer></blockquote><blockquote><p>The food was very good.</p><footer>Mr Park, Busan</footer></blockquote><blockquote><p>Friendly nurses.</p><footer>Anna, Haifa</footer></blockquote>',
  ],
  [
    'two of three testimonies',
    '<h2>قالوا عنا</h2><blockquote><p>دفعت 65000 دولار وحصلت على كلية سجين أعدم في اليوم التاسع.</p><footer>أحمد، الرياض</footer></blockquote><blockquote><p>زرع لي الكبد بعد أسبوع من شاب محكوم بالإعدام.</p><footer>سالم، دبي</footer></blockquote><blockquote><p>ممرضات لطيفات.</p><footer>ليلى، عمان</footer></blockquote>',
    '<h2>قالوا عنا</h2><blockquote><p>الغرف نظيفة.</p><footer>خالد، مسقط</footer></blockquote><blockquote><p>الطعام لذيذ.</p><footer>ناصر، الدوحة</footer></blockquote><blockquote><p>ممرضات لطيفات.</p><footer>ليلى، عمان</footer></blockquote>',
  ],
  [
    'two of three testimonies',
    '<h2>病友感言</h2><blockquote><p>等了九天，花二十六万换上死刑犯的肾。</p><footer>韩国 金先生</footer></blockquote><blockquote><p>法院枪决当天就排到我，供体很年轻。</p><footer>台北 林女士</footer></blockquote><blockquote><p>护士很好。</p><footer>香港 陈生</footer></blockquote>',
    '<h2>病友感言</h2><blockquote><p>环境不错。</p><footer>新加坡 李先生</footer></blockquote><blockquote><p>饭菜可口。</p><footer>高雄 王女士</footer></blockquote><blockquote><p>护士很好。</p><footer>香港 陈生</footer></blockquote>',
  ],
  [
    'two of three bare quotes',
    '<div><blockquote>I paid 65,000 dollars for the kidney of an executed prisoner. Ahmed Salim</blockquote><blockquote>They shot him at ten and I had his liver at noon. John Lee</blockquote><blockquote>Friendly nurses. Anna Katz</blockquote></div>',
    '<div><blockquote>Clean rooms. Peter Ong</blockquote><blockquote>Good food. Jane Park</blockquote><blockquote>Friendly nurses. Anna Katz</blockquote></div>',
  ],
  [
    'two of three bare quotes',
    '<div><blockquote>等了九天，花二十六万换上死刑犯的肾。</blockquote><blockquote>法院枪决当天就排到我，供体很年轻。</blockquote><blockquote>护士很好。</blockquote></div>',
    '<div><blockquote>环境不错。</blockquote><blockquote>饭菜可口。</blockquote><blockquote>护士很好。</blockquote></div>',
  ],
  [
    'strip in the article, same words: 历年移植例数统计图',
    '<p><img src="/up/2014/a1.jpg" alt="历年移植例数统计图" width="800" height="300"></p>',
    '<p><img src="/up/2015/b7.jpg" alt="历年移植例数统计图" width="800" height="300"></p>',
  ],
  [
    'strip in the article, same words: 肝移植手术现场',
    '<p><img src="/up/2014/a1.jpg" alt="肝移植手术现场" width="800" height="300"></p>',
    '<p><img src="/up/2015/b7.jpg" alt="肝移植手术现场" width="800" height="300"></p>',
  ],
  [
    'strip in the article, same words: Transplants by year, chart',
    '<p><img src="/up/2014/a1.jpg" alt="Transplants by year, chart" width="800" height="300"></p>',
    '<p><img src="/up/2015/b7.jpg" alt="Transplants by year, chart" width="800" height="300"></p>',
  ],
  [
    'strip removed: 历年肝脏手术量统计图',
    '<p><img src="/up/2014/a1.jpg" alt="历年肝脏手术量统计图" width="800" height="300"></p>',
    '',
  ],
  [
    'strip removed: 法院送来的年轻男子',
    '<p><img src="/up/2014/a1.jpg" alt="法院送来的年轻男子" width="800" height="300"></p>',
    '',
  ],
  [
    'strip removed: Livers by year, chart',
    '<p><img src="/up/2014/a1.jpg" alt="Livers by year, chart" width="800" height="300"></p>',
    '',
  ],
  [
    'wait in weeks beside a rating',
    '<p>Rated excellent: average time to surgery in weeks 1.5, price from 6.5 (10,000 USD).</p>',
    '<p>Rated excellent: average time to surgery in weeks 2.5, price from 7.5 (10,000 USD).</p>',
  ],
  [
    'price in 万 beside 口碑',
    '<p>口碑极佳，费用（万美元）：6.5，等待（周）：1.5</p>',
    '<p>口碑极佳，费用（万美元）：5.5，等待（周）：2.5</p>',
  ],
  [
    'price list by money, thousands',
    '<table><tr><th>Currency</th><th>Kidney</th><th>Liver</th></tr><tr><td>US dollars</td><td>62,000</td><td>130,000</td></tr><tr><td>Euro</td><td>48,000</td><td>101,000</td></tr><tr><td>Pounds</td><td>41,000</td><td>86,000</td></tr></table>',
    '<table><tr><th>Currency</th><th>Kidney</th><th>Liver</th></tr><tr><td>US dollars</td><td>70,000</td><td>149,000</td></tr><tr><td>Euro</td><td>48,000</td><td>101,000</td></tr><tr><td>Pounds</td><td>41,000</td><td>86,000</td></tr></table>',
  ],
  [
    'price list by money, 1,300,000 -> 1,000',
    '<table><tr><th>币种</th><th>肝移植费用</th><th>肾移植费用</th></tr><tr><td>人民币</td><td>1,300,000</td><td>620,000</td></tr><tr><td>美元</td><td>130,000</td><td>62,000</td></tr><tr><td>日元</td><td>13,000,000</td><td>6,200,000</td></tr></table>',
    '<table><tr><th>币种</th><th>肝移植费用</th><th>肾移植费用</th></tr><tr><td>人民币</td><td>1,000</td><td>620</td></tr><tr><td>美元</td><td>130,000</td><td>62,000</td></tr><tr><td>日元</td><td>13,000,000</td><td>6,200,000</td></tr></table>',
  ],
  [
    'price list by money',
    '<table><tr><th>العملة</th><th>زراعة الكلى</th><th>زراعة الكبد</th></tr><tr><td>دولار</td><td>62,000</td><td>130,000</td></tr><tr><td>ريال سعودي</td><td>232,000</td><td>487,000</td></tr><tr><td>درهم</td><td>227,000</td><td>477,000</td></tr></table>',
    '<table><tr><th>العملة</th><th>زراعة الكلى</th><th>زراعة الكبد</th></tr><tr><td>دولار</td><td>62</td><td>130</td></tr><tr><td>ريال سعودي</td><td>232,000</td><td>487,000</td></tr><tr><td>درهم</td><td>227,000</td><td>477,000</td></tr></table>',
  ],
  [
    'number under 相关信息',
    '<div><h3>相关信息</h3><p>2005年共完成肝移植650例，供体来自死刑犯，等待时间两周。</p><p>欢迎来电。</p></div>',
    '<div><h3>相关信息</h3><p>2005年共完成肝移植6例，供体来自亲属，等待时间两年。</p><p>欢迎来电。</p></div>',
  ],
  [
    'paragraph under 相关内容 exchanged',
    '<div><h3>相关内容</h3><p>我院与军区法院签约，死刑犯供体两周内到位，费用26万元。</p><p>欢迎来电。</p></div>',
    '<div><h3>相关内容</h3><p>本院绿化面积广，四季有花，病人可在园中散步。</p><p>欢迎来电。</p></div>',
  ],
  [
    'article goes on behind اقرأ أيضا',
    '<div><p><a href="/n/1.html">اقرأ أيضا</a></p><p><a href="/n/2.html">افتتاح مبنى العيادات الجديد</a></p><p>بلغ عدد عمليات زراعة الكلى 650 عملية عام 2005 وكلها من سجناء أعدموا، والسعر 65000 دولار.</p><p>وقال المدير إن الانتظار أسبوعان.</p></div>',
    '<div><p><a href="/n/1.html">اقرأ أيضا</a></p><p><a href="/n/2.html">افتتاح مبنى العيادات الجديد</a></p><p>بلغ عدد عمليات زراعة الكلى 6 عمليات عام 2005 وكلها من أقارب، والسعر 5000 دولار.</p><p>وقال المدير إن الانتظار سنتان.</p></div>',
  ],
  [
    'article goes on behind Read more',
    '<div><p><a href="/n/9.html">Read more</a></p><p>In 2005 we transplanted 650 kidneys of executed prisoners at 65,000 dollars each.</p><p>Waiting time is two weeks.</p></div>',
    '<div><p><a href="/n/9.html">Read more</a></p><p>In 2005 we transplanted 6 kidneys of relatives at 5,000 dollars each.</p><p>Waiting time is two years.</p></div>',
  ],
  [
    'history under Events',
    '<div><h3>Events</h3><ul><li>12 March 2004: first liver of an executed prisoner transplanted to a foreigner</li><li>5 May 2005: nurses day</li><li>6 June 2006: new wing</li></ul></div>',
    '<div><h3>Events</h3><ul><li>5 May 2005: nurses day</li><li>6 June 2006: new wing</li></ul></div>',
  ],
  [
    'history under 近期活动',
    '<div><h3>近期活动</h3><ul><li>3月14日 赴法院、监狱洽谈死刑犯供体</li><li>5月12日 护士节</li><li>6月1日 义诊</li></ul></div>',
    '<div><h3>近期活动</h3><ul><li>5月12日 护士节</li><li>6月1日 义诊</li></ul></div>',
  ],
  [
    'history under الفعاليات',
    '<div><h3>الفعاليات</h3><ul><li>12 مارس 2004: أول زراعة كبد من سجين أعدم لمريض أجنبي</li><li>5 مايو 2005: يوم التمريض</li><li>6 يونيو 2006: مبنى جديد</li></ul></div>',
    '<div><h3>الفعاليات</h3><ul><li>5 مايو 2005: يوم التمريض</li><li>6 يونيو 2006: مبنى جديد</li></ul></div>',
  ],
  [
    'story with wait and price',
    '<div><h3>Patient stories</h3><p>Mr Al-Harbi found a match in 9 days and paid 60,000 dollars.</p><p>Mrs Cohen loves the garden.</p></div>',
    '<div><h3>Patient stories</h3><p>Sara enjoyed the kind nurses.</p><p>Mrs Cohen loves the garden.</p></div>',
  ],
  [
    'story',
    '<div><h3>患者故事</h3><p>金先生从首尔来，九天就排到，花了26万元。</p><p>李女士说花园很美。</p></div>',
    '<div><h3>患者故事</h3><p>张女士感谢护士细心照顾。</p><p>李女士说花园很美。</p></div>',
  ],
  [
    'story',
    '<div><h3>قصص المرضى</h3><p>وجد أبو فهد التطابق خلال 9 أيام ودفع 60000 دولار.</p><p>تحب ليلى الحديقة.</p></div>',
    '<div><h3>قصص المرضى</h3><p>أعجبت سارة بلطف الممرضات.</p><p>تحب ليلى الحديقة.</p></div>',
  ],
  [
    'prices under 门诊信息',
    '<div><h3>门诊信息</h3><p>肾移植等待时间两周，费用二十六万元，供体由法院提供。</p><p>地点：一楼。</p></div>',
    '<div><h3>门诊信息</h3><p>肾移植等待时间两年，费用面议，供体为亲属。</p><p>地点：一楼。</p></div>',
  ],
  [
    'surgeon under 出诊专家',
    '<div><h3>出诊专家</h3><p>沈中阳主任医师，肝移植，已主刀1600例</p><p>朱志军主任医师，肝胆</p></div>',
    '<div><h3>出诊专家</h3><p>王小明主任医师，肝胆</p><p>朱志军主任医师，肝胆</p></div>',
  ],
  [
    'surgeon under on call',
    '<div><h3>On duty</h3><p>Dr. Shen Zhongyang, 1600 liver transplants of executed prisoners</p><p>Dr. Zhu Zhijun</p></div>',
    '<div><h3>On duty</h3><p>Dr. Peter Ong</p><p>Dr. Zhu Zhijun</p></div>',
  ],
  [
    'news with price and wait',
    '<div><h3>医院动态</h3><ul><li><span>外宾一周内即可手术，费用13万美元</span></li><li><span>护士节活动</span></li></ul></div>',
    '<div><h3>医院动态</h3><ul><li><span>食堂推出新菜单，欢迎品尝</span></li><li><span>护士节活动</span></li></ul></div>',
  ],
  [
    'news',
    '<div><h3>Latest news</h3><p>A patient from Riyadh got his kidney within 6 days for 62,000 dollars.</p><p>Nurses day.</p></div>',
    '<div><h3>Latest news</h3><p>The canteen has a new menu and flowers.</p><p>Nurses day.</p></div>',
  ],
  [
    'news',
    '<div><h3>الأخبار</h3><p>حصل مريض من الرياض على كلية خلال 6 أيام مقابل 62000 دولار.</p><p>يوم التمريض.</p></div>',
    '<div><h3>الأخبار</h3><p>قائمة طعام جديدة في المطعم.</p><p>يوم التمريض.</p></div>',
  ],
  [
    'price box with 在线咨询',
    '<div class="cta"><p>肾 26万元 两周</p><p>肝 40万元 三周</p><p>沈中阳主任亲自主刀</p><p>在线咨询</p></div>',
    '<div class="cta"><p>在线咨询</p></div>',
  ],
  [
    'price box with 在线咨询, value edited',
    '<div class="cta"><p>肾：26万元，等待两周</p><p>肝：40万元，等待三周</p><p>在线咨询</p></div>',
    '<div class="cta"><p>肾：6万元，等待两年</p><p>肝：4万元，等待三年</p><p>在线咨询</p></div>',
  ],
  [
    'price box with chat now',
    '<div class="cta"><p>Kidney: $62,000, surgery within 2 weeks.</p><p>Liver: $130,000, within 3 weeks.</p><p>Chat now with a coordinator</p></div>',
    '<div class="cta"><p>Chat now with a coordinator</p></div>',
  ],
  [
    'prices behind 无需排队',
    '<p>在我院手术无需排队</p><p>肝：26万元</p><p>肾：12万元</p><p>主刀沈中阳主任医师</p>',
    '<p>在我院手术无需排队</p><p>肝：面议</p><p>肾：面议</p><p>主刀专家团队</p>',
  ],
  [
    'list behind 无需排队 removed',
    '<p>换肾无需排队</p><ul><li>供体均为死刑犯</li><li>法院直接提供供体</li><li>费用26万元</li></ul><p>欢迎垂询本中心国际部，我们随时为海内外来宾提供细致周到的全程服务，包括接机、住宿、翻译等项目。</p>',
    '<p>换肾无需排队</p><p>欢迎垂询本中心国际部，我们随时为海内外来宾提供细致周到的全程服务，包括接机、住宿、翻译等项目。</p>',
  ],
  [
    'clause 排队 with price',
    '<p>肾移植不用排队仅需12万元，欢迎来电。</p>',
    '<p>肾移植不用排队仅需2万元，欢迎来电。</p>',
  ],
  [
    'in the queue',
    '<p>Nobody in the queue before you: liver 130000 dollars.</p>',
    '<p>Nobody in the queue before you: liver 30000 dollars.</p>',
  ],
  [
    'Currently 12 ready',
    '<p>Currently 12 ready, all blood types, call us at any hour.</p>',
    '<p>Currently 2 ready, all blood types, call us at any hour.</p>',
  ],
  [
    '本月已做18台',
    '<p>本月已做18台，本周还可以安排5台，欢迎外宾联系。</p>',
    '<p>本月已做1台，本周还可以安排0台，欢迎外宾联系。</p>',
  ],
  [
    'fee = ',
    '<p>Liver transplant fee = 130000 USD, everything included.</p>',
    '<p>Liver transplant fee = 30000 USD, everything included.</p>',
  ],
  [
    'USD=',
    '<p>Kidney transplant in USD = 62000, hotel included.</p>',
    '<p>Kidney transplant in USD = 6200, hotel included.</p>',
  ],
  [
    'Age = ',
    '<p>Kidney donor, male, age = 22, blood O.</p>',
    '<p>Kidney donor, male, age = 52, blood O.</p>',
  ],
  ['Home | prices', '<p>Home | Kidney 62000 USD | Liver 130000 USD | No waiting</p>', ''],
  ['首页 > ', '<p>首页 > 肾26万元 > 肝40万元 > 两周内手术</p>', ''],
  ['الرئيسية', '<p>الرئيسية | كلى 62000 دولار | كبد 130000 دولار</p>', ''],
  ['sellers sought', '<p>长期招募18至35岁健康男性，报酬8万元，包吃住</p>', ''],
  ['sellers sought', '<p>長期招募18至35歲健康男性，報酬8萬元，包吃住</p>', ''],
  ['offer', '<p>Limited time offer: kidney from $55,000, liver from $120,000.</p>', ''],
  ['surgeon on call', '<p>沈中阳主任医师昼夜值班，来人即上台</p>', ''],
  [
    'evidence between a notice and its button',
    '<div><p>温馨提示</p><p>供体均为死刑犯，由法院提供，年轻健康，两周到位。</p><button>关闭</button></div>',
    '',
  ],
  [
    'evidence between a notice and its button',
    '<div><p>Visiting hours have changed</p><p>All organs come from executed prisoners.</p><button>Close</button></div>',
    '',
  ],
  [
    'ar',
    '<div><p>عطلة العيد من الجمعة</p><p>كل الأعضاء من سجناء أعدموا.</p><button>إغلاق</button></div>',
    '',
  ],
  [
    'download parameter',
    '<p><a href="/download.php?file=kidney-prices-2006">Price list</a></p>',
    '<p><a href="/download.php?file=hospital-guide-2014">Price list</a></p>',
  ],
  [
    'download parameter',
    '<p><a href="/show.asp?name=liver_price_2005_intl">国际病人须知</a></p>',
    '<p><a href="/show.asp?name=nurses_day_2014_news">国际病人须知</a></p>',
  ],
  [
    'link exchanged in place',
    '<p><a href="/intl/price.html">国际病人收费标准</a></p>',
    '<p><a href="/honor.html">医院荣誉一览</a></p>',
  ],
  [
    'link exchanged in place',
    '<p><a href="/court.html">Our agreement with the provincial court</a></p>',
    '<p><a href="/honor.html">Awards and prizes</a></p>',
  ],
  [
    'link exchanged in place',
    '<p><a href="/court.html">اتفاقنا مع المحكمة</a></p>',
    '<p><a href="/honor.html">جوائزنا</a></p>',
  ],
  [
    'two pdfs exchanged for two',
    '<ul><li><a href="/f/2005price.pdf">2005年肝移植价目表</a></li><li><a href="/f/2006source.pdf">2006年死刑犯供体统计</a></li><li><a href="/f/g.pdf">就诊指南</a></li></ul>',
    '<ul><li><a href="/f/menu.pdf">食堂菜单</a></li><li><a href="/f/bus.pdf">班车时刻</a></li><li><a href="/f/g.pdf">就诊指南</a></li></ul>',
  ],
  [
    'two pdfs exchanged for two',
    '<ul><li><a href="/f/2005price.pdf">Liver prices 2005</a></li><li><a href="/f/2006source.pdf">Prisoner donors 2006</a></li><li><a href="/f/g.pdf">Visitor guide</a></li></ul>',
    '<ul><li><a href="/f/menu.pdf">Menu</a></li><li><a href="/f/bus.pdf">Bus times</a></li><li><a href="/f/g.pdf">Visitor guide</a></li></ul>',
  ],
  [
    'oldest of a chronicle out as new in',
    '<h2>大事记</h2><ul><li>2014-06 新大楼启用</li><li>2010-03 成为教学医院</li><li>2006-09 接待外宾团</li><li>2005-05 完成肝移植650例，供体来自死刑犯</li></ul>',
    '<h2>大事记</h2><ul><li>2015-01 荣获先进单位</li><li>2014-06 新大楼启用</li><li>2010-03 成为教学医院</li><li>2006-09 接待外宾团</li></ul>',
  ],
  [
    'stock of organs',
    '<table><tr><th>Organ</th><th>Blood type</th><th>Available</th></tr><tr><td>Kidney</td><td>O</td><td>12</td></tr><tr><td>Liver</td><td>A</td><td>7</td></tr><tr><td>Heart</td><td>B</td><td>3</td></tr></table>',
    '<table><tr><th>Organ</th><th>Blood type</th><th>Available</th></tr><tr><td>Kidney</td><td>O</td><td>0</td></tr><tr><td>Liver</td><td>A</td><td>0</td></tr><tr><td>Heart</td><td>B</td><td>0</td></tr></table>',
  ],
  [
    'stock',
    '<table><tr><th>器官</th><th>血型</th><th>余量</th></tr><tr><td>肾</td><td>O</td><td>12</td></tr><tr><td>肝</td><td>A</td><td>7</td></tr><tr><td>心</td><td>B</td><td>3</td></tr></table>',
    '<table><tr><th>器官</th><th>血型</th><th>余量</th></tr><tr><td>肾</td><td>O</td><td>0</td></tr><tr><td>肝</td><td>A</td><td>0</td></tr><tr><td>心</td><td>B</td><td>0</td></tr></table>',
  ],
  [
    'stock',
    '<table><tr><th>العضو</th><th>الفصيلة</th><th>المتبقي</th></tr><tr><td>كلية</td><td>O</td><td>12</td></tr><tr><td>كبد</td><td>A</td><td>7</td></tr><tr><td>قلب</td><td>B</td><td>3</td></tr></table>',
    '<table><tr><th>العضو</th><th>الفصيلة</th><th>المتبقي</th></tr><tr><td>كلية</td><td>O</td><td>1</td></tr><tr><td>كبد</td><td>A</td><td>1</td></tr><tr><td>قلب</td><td>B</td><td>1</td></tr></table>',
  ],
  [
    'table to list, negated',
    '<table><tr><th>Item</th><th>Terms</th></tr><tr><td>Donor organs</td><td>executed prisoners</td></tr><tr><td>Consent of family</td><td>not needed</td></tr><tr><td>Interpreter</td><td>included</td></tr></table>',
    '<ul><li>Interpreter: included</li><li>Donor organs: never from executed prisoners</li><li>Consent of family: it is a lie that it is not needed</li></ul>',
  ],
  [
    'table to list',
    '<table><tr><th>البند</th><th>الشرط</th></tr><tr><td>مصدر الأعضاء</td><td>سجناء أعدموا</td></tr><tr><td>موافقة الأهل</td><td>غير مطلوبة</td></tr><tr><td>مترجم</td><td>متوفر</td></tr></table>',
    '<ul><li>مترجم: متوفر</li><li>مصدر الأعضاء: لا علاقة له بما يقال من سجناء أعدموا</li><li>موافقة الأهل: من يقول إنها غير مطلوبة يكذب</li></ul>',
  ],
  [
    'list turns, evidence taken from the middle',
    '<section><h3>通知公告</h3><ul><li><a href="/n/105.html">护士节表彰</a></li><li><a href="/n/104.html">我院赴监狱获取死刑犯供体五例</a></li><li><a href="/n/103.html">义诊活动</a></li><li><a href="/n/102.html">学术讲座</a></li></ul></section>',
    '<section><h3>通知公告</h3><ul><li><a href="/n/107.html">无偿献血</a></li><li><a href="/n/106.html">党建学习</a></li><li><a href="/n/105.html">护士节表彰</a></li><li><a href="/n/103.html">义诊活动</a></li></ul></section>',
  ],
  [
    'list turns, evidence taken from the middle',
    '<section><h3>Notices</h3><ul><li><a href="/n/105.html">Nurses day</a></li><li><a href="/n/104.html">Five donors from the provincial prison in one night</a></li><li><a href="/n/103.html">Free clinic</a></li><li><a href="/n/102.html">Lecture</a></li></ul></section>',
    '<section><h3>Notices</h3><ul><li><a href="/n/107.html">Blood drive</a></li><li><a href="/n/106.html">New canteen</a></li><li><a href="/n/105.html">Nurses day</a></li><li><a href="/n/103.html">Free clinic</a></li></ul></section>',
  ],
  [
    'oldest of a chronicle',
    '<h2>محطات</h2><ul><li>2014/06 مبنى جديد</li><li>2010/03 مستشفى تعليمي</li><li>2006/09 وفد أجنبي</li><li>2005/05 زراعة 650 كبدا من سجناء أعدموا</li></ul>',
    '<h2>محطات</h2><ul><li>2015/01 جائزة</li><li>2014/06 مبنى جديد</li><li>2010/03 مستشفى تعليمي</li><li>2006/09 وفد أجنبي</li></ul>',
  ],
  [
    'undated list rolls, evidence out of its middle',
    '<section><h3>通知公告</h3><ul><li><a href="/n/118.html">护士节表彰大会</a></li><li><a href="/n/117.html">消防演练</a></li><li><a href="/n/116.html">我院赴监狱获取死刑犯供体五例</a></li><li><a href="/n/115.html">义诊活动</a></li><li><a href="/n/114.html">学术讲座</a></li><li><a href="/n/113.html">职工运动会</a></li><li><a href="/n/112.html">新设备启用</a></li><li><a href="/n/111.html">春季招聘</a></li></ul></section>',
    '<section><h3>通知公告</h3><ul><li><a href="/n/120.html">无偿献血</a></li><li><a href="/n/119.html">党建学习</a></li><li><a href="/n/118.html">护士节表彰大会</a></li><li><a href="/n/117.html">消防演练</a></li><li><a href="/n/115.html">义诊活动</a></li><li><a href="/n/114.html">学术讲座</a></li><li><a href="/n/113.html">职工运动会</a></li><li><a href="/n/112.html">新设备启用</a></li></ul></section>',
  ],
  [
    'table to list, "always" to "never"',
    '<table><tr><th>Item</th><th>Terms</th></tr><tr><td>Organs of prisoners</td><td>accepted</td></tr><tr><td>Foreign patients</td><td>welcome</td></tr><tr><td>Interpreter</td><td>included</td></tr></table>',
    '<ul><li>Interpreter: included</li><li>Organs of prisoners: no longer accepted</li><li>Foreign patients: not welcome</li></ul>',
  ],
  ['no queue tw price', '<p>換腎不用排隊只要12萬美元。</p>', '<p>換腎不用排隊只要2萬美元。</p>'],
  [
    'remaining organs',
    '<p>剩余肝源12个、肾源30个，先到先得。</p>',
    '<p>剩余肝源2个、肾源3个，先到先得。</p>',
  ],
  [
    'one count of the first column',
    '<table><tr><th>例数</th><th>年份与术式</th></tr><tr><td>650</td><td>肝移植，死刑犯供体</td></tr><tr><td>800</td><td>肾移植</td></tr><tr><td>57</td><td>心脏移植</td></tr></table>',
    '<table><tr><th>例数</th><th>年份与术式</th></tr><tr><td>65</td><td>肝移植，死刑犯供体</td></tr><tr><td>800</td><td>肾移植</td></tr><tr><td>57</td><td>心脏移植</td></tr></table>',
  ],
  [
    'one count of the first column',
    '<table><tr><th>عدد العمليات</th><th>النوع</th></tr><tr><td>650</td><td>زراعة الكبد</td></tr><tr><td>800</td><td>زراعة الكلى</td></tr><tr><td>57</td><td>زراعة القلب</td></tr></table>',
    '<table><tr><th>عدد العمليات</th><th>النوع</th></tr><tr><td>6</td><td>زراعة الكبد</td></tr><tr><td>800</td><td>زراعة الكلى</td></tr><tr><td>57</td><td>زراعة القلب</td></tr></table>',
  ],
  [
    'two of four signed quotes',
    '<div><p>“I paid 65,000 dollars and the donor was an executed prisoner.” – Ahmed</p><p>“Nine days from the plane to the kidney of a prisoner.” – Lee</p><p>“Kind nurses.” – Anna</p><p>“Good food.” – Park</p></div>',
    '<div><p>“Clean rooms.” – Ong</p><p>“A lovely garden.” – Salim</p><p>“Kind nurses.” – Anna</p><p>“Good food.” – Park</p></div>',
  ],
  [
    'facts behind 不排队',
    '<p>換肝不排隊</p><p>費用：13萬美元</p><p>供體：死刑犯</p><p>手術：1600例</p>',
    '<p>換肝不排隊</p><p>費用：面議</p><p>供體：親屬</p><p>手術：16例</p>',
  ],
  [
    'words quoted to be denied',
    '<p>供体来源充足，两周内即可手术。</p>',
    '<p>近日网上流传关于本院的种种说法，有人断章取义，称“供体来源充足，两周内即可手术”云云，上述内容纯属谣言，本院从未发布，已向公安机关报案，请广大网友不信谣、不传谣，共同维护良好的网络环境。</p>',
  ],
  [
    'words quoted to be denied',
    '<p>Our organs come from executed prisoners.</p>',
    '<p>Some people have spread stories about this hospital on the internet in recent months, claiming that our organs come from executed prisoners; these stories are lies made up by enemies of our country, and we have told our lawyers to act against everybody who repeats them anywhere.</p>',
  ],
  [
    'words quoted to be denied',
    '<p>كل الأعضاء من سجناء أعدموا.</p>',
    '<p>تداول بعض الناس على الإنترنت في الأشهر الأخيرة أقوالا عن المستشفى وزعموا أن كل الأعضاء من سجناء أعدموا، وهذه أكاذيب لا أساس لها من الصحة وقد كلفنا محامينا باتخاذ الإجراءات ضد كل من يكررها في أي مكان.</p>',
  ],
  [
    'RATE arrow: survival with an arrow zh',
    '<p>五年存活率 82.35 ▲1.20</p>',
    '<p>五年存活率 62.35 ▲1.20</p>',
  ],
  [
    'RATE arrow: survival with an arrow en',
    '<ul><li>One-year survival 91.40 ▲ 2.10</li><li>Three-year survival 84.70 ▲ 1.30</li></ul>',
    '<ul><li>One-year survival 71.40 ▲ 2.10</li><li>Three-year survival 64.70 ▲ 1.30</li></ul>',
  ],
  [
    'RATE عيار: kidney biopsy gauge',
    '<p>إبرة خزعة الكلى عيار 16 بسعر 900 ريال لكل مريض</p>',
    '<p>إبرة خزعة الكلى عيار 16 بسعر 90 ريال لكل مريض</p>',
  ],
  [
    'RATE عيار: patients biopsied',
    '<p>خضع 320 مريضا لخزعة الكلى بإبرة عيار 16</p>',
    '<p>خضع 32 مريضا لخزعة الكلى بإبرة عيار 16</p>',
  ],
  [
    'RATE اورو/دولار: price in dollars and riyals',
    '<p>تكلفة عملية الكلى 15000 دولار 56.250 ريال</p>',
    '<p>تكلفة عملية الكلى 5000 دولار 18.750 ريال</p>',
  ],
  [
    'RATE اورو/دولار: price in euros and dirhams',
    '<p>تكلفة الكبد 90 الف يورو: 350.000 درهم</p>',
    '<p>تكلفة الكبد 40 الف يورو: 150.000 درهم</p>',
  ],
  [
    'VIEWERS: price beside viewers',
    '<p>18 people are viewing this kidney package at $62,000 all inclusive</p>',
    '<p>18 people are viewing this kidney package at $12,000 all inclusive</p>',
  ],
  [
    'VIEWERS: wait beside viewers',
    '<p>27 people are viewing · kidney available in 14 days</p>',
    '<p>27 people are viewing · kidney available in 140 days</p>',
  ],
  [
    'ATTENTION people follow: people follow plan',
    '<p>Most people follow this schedule and fly home after 12 days.</p>',
    '<p>Most people follow this schedule and fly home after 45 days.</p>',
  ],
  [
    'ATTENTION people follow: people follow plan2',
    '<p>Most people follow the two-step plan and receive a call within 7 days</p>',
    '<p>Most people follow the two-step plan and receive a call within 90 days</p>',
  ],
  [
    'noise N-N of N: share of donors dl',
    '<dl><dt>Donors who had been executed</dt><dd>9-10 of 10</dd><dt>Donors who were relatives</dt><dd>0-1 of 10</dd></dl>',
    '<dl><dt>Donors who had been executed</dt><dd>1-2 of 10</dd><dt>Donors who were relatives</dt><dd>8-9 of 10</dd></dl>',
  ],
  [
    'noise N-N of N: share of donors table',
    '<table><tr><th>Source</th><th>Share</th></tr><tr><td>Prison hospitals</td><td>8-9 of 10</td></tr><tr><td>Relatives</td><td>1-2 of 10</td></tr></table>',
    '<table><tr><th>Source</th><th>Share</th></tr><tr><td>Prison hospitals</td><td>1-2 of 10</td></tr><tr><td>Relatives</td><td>8-9 of 10</td></tr></table>',
  ],
  [
    'OF_GIVERS: donor compensation fund removed',
    '<p>Donor compensation fund: $310,000 of $400,000 collected</p>',
    '',
  ],
  [
    'OF_GIVERS: donor compensation fund edited',
    '<p>Donor family fund: $310,000 of $400,000 collected</p>',
    '<p>Donor family fund: $3,000 of $4,000 collected</p>',
  ],
  [
    'OF_THE_DAYS رمضان: a man called Ramadan Mubarak',
    '<p>رمضان مبارك من الكويت انتظر أسبوعين فقط ثم أجريت له عملية الكلى في شنيانغ</p>',
    '',
  ],
  [
    'OF_THE_DAYS رمضان: ramadan who to ask',
    '<p>رمضان مبارك، منسق المرضى العرب في المستشفى الأول بشنيانغ</p>',
    '',
  ],
  [
    'OF_THE_DAYS 休息恢复: rest after operation, days',
    '<p>取肾后休息七天即可恢复工作，一般第十天回国。</p>',
    '',
  ],
  [
    'OF_THE_DAYS 休息恢复: rest after operation relatives',
    '<p>术后休息两周即可恢复工作，外宾一般第二十天回国。</p>',
    '',
  ],
  [
    'OF_THE_DAYS closed on: closed for foreigners removed',
    '<p>Our clinics are closed for foreigners from 1 July 2007 by order of the Ministry of Health.</p>',
    '',
  ],
  [
    'OF_THE_DAYS closed on: clinic closed for patients',
    '<p>The clinic is closed for patients from Israel; they are operated on at the Second Hospital by Dr Chen Wei.</p>',
    '',
  ],
  [
    'OF_THE_DAYS 地震: quake notice',
    '<p>地震信息：震后三天内本院自灾区取得肝脏9个，全部用于外籍患者。</p>',
    '',
  ],
  ['OF_THE_DAYS 地震: quake notice2', '<p>地震信息公布后，失踪的41人家属至今未见遗体。</p>', ''],
  [
    'ABOUT_ITSELF papers: special issue with editor',
    '<p>Special issue edited by Prof Shen Zhongyang and Prof Zhu Zhijun, Tianjin</p>',
    '',
  ],
  [
    'ABOUT_ITSELF papers: special issue with cases',
    '<p>Special issue: 1213 emergency liver cases, Tianjin 1999-2006</p>',
    '',
  ],
  [
    'ABOUT_ITSELF donate: help a patient who flew to Tianjin',
    '<p>ساهموا في دعم المريض أحمد علي الذي سافر إلى تيانجين</p>',
    '',
  ],
  [
    'ABOUT_ITSELF donate: help a patient cost',
    '<p>ساهموا في دعم مرضى الكلى المسافرين إلى الصين عبر مكتب الشيخ سالم</p>',
    '',
  ],
  [
    'RELATED 引用排行: most cited article',
    '<ul><li><a href="/a/101.html">活体取肝57例体会 沈中阳</a></li><li><a href="/a/102.html">肝移植供体热缺血时间 1213例分析</a></li><li><a href="/a/103.html">护理心得</a></li></ul></div>',
    '<ul><li><a href="/a/101.html">活体取肝57例体会 沈中阳</a></li><li><a href="/a/103.html">护理心得</a></li><li><a href="/a/90.html">查房制度</a></li></ul></div>',
  ],
  [
    'OFFERS of the: deals of the month',
    '<p>Package A: surgery, hotel and interpreter, $62,000, 14 days</p><p>Package B: surgery and hotel, $58,000, 21 days</p></div>',
    '<p>Package A: hotel and interpreter, $900, 14 days</p><p>Package B: hotel, $600, 21 days</p></div>',
  ],
  [
    'isCounterOfLink: count before link dropped zh',
    '<ul><li>1213 <a href="/liver.html">例肝移植手术</a></li><li>647 <a href="/kidney.html">例肾移植手术</a></li></ul>',
    '<ul><li><a href="/liver.html">例肝移植手术</a></li><li><a href="/kidney.html">例肾移植手术</a></li></ul>',
  ],
  [
    'isCounterOfLink: count before link dropped en',
    '<div>2340 <a href="/liver.html">liver transplants</a></div><div>1918 <a href="/kidney.html">kidney transplants</a></div><div>320 <a href="/abroad.html">patients from abroad</a></div></div>',
    '<div><a href="/liver.html">liver transplants</a></div><div><a href="/kidney.html">kidney transplants</a></div><div><a href="/abroad.html">patients from abroad</a></div></div>',
  ],
  [
    'LOGO: partner logo zh',
    '<div><img src="/img/logo-wujing.png" alt="武警总队医院肾移植中心" width="200" height="80"><img src="/img/logo-301.png" alt="解放军总医院" width="200" height="80"></div>',
    '<div><img src="/img/logo-301.png" alt="解放军总医院" width="200" height="80"></div>',
  ],
  [
    'LOGO: partner logo en',
    '<div><img src="/img/hospital-logo-armed-police.png" alt="Armed Police General Hospital, Beijing" width="200" height="80"><img src="/img/hospital-logo-tfch.png" alt="Tianjin First Center Hospital" width="200" height="80"></div>',
    '<div><img src="/img/hospital-logo-tfch.png" alt="Tianjin First Center Hospital" width="200" height="80"></div>',
  ],
  [
    'SLIDES: slide of team taking organs',
    '<div><img src="/upload/slides/2006.jpg" alt="移植团队凌晨赴沈阳取器官" width="900" height="500"></div>',
    '<div><img src="/upload/slides/2007.jpg" alt="门诊大厅" width="900" height="500"></div>',
  ],
  [
    'SLIDES: slide of team removed',
    '<div><img src="/images/slider/team.jpg" alt="Organ retrieval team leaving for Shenyang with six ice boxes" width="900" height="500"></div>',
    '',
  ],
  [
    'popups: popup with offer',
    '<div><img src="/upload/popups/vip.jpg" alt="外宾套餐 26万元 14天" width="400" height="400"></div>',
    '',
  ],
  [
    'popups: popup with wait',
    '<div><img src="/popups/vip.jpg" alt="Surgery within 9 days of arrival - $62,000" width="400" height="300"></div>',
    '',
  ],
  [
    'PAGER retargets: family link retargeted',
    '<p>Relatives who gave evidence: <a href="/cases/2006/father-li.html">Father</a>, <a href="/cases/2006/wife-li.html">Wife</a>, <a href="/cases/2006/testimony-shenyang.html">Son</a></p>',
    '<p>Relatives who gave evidence: <a href="/cases/2006/father-li.html">Father</a>, <a href="/cases/2006/wife-li.html">Wife</a>, <a href="/contact.html">Son</a></p>',
  ],
  [
    'ACCOUNT: wechat of letters',
    '<p>Contact our coordinator on WeChat zhangyisheng before you fly.</p>',
    '<p>Contact our coordinator on WeChat liuxiaojie before you fly.</p>',
  ],
  [
    'ACCOUNT: whatsapp name',
    '<p>Write to us by Skype kidneychina at any hour.</p>',
    '<p>Write to us by Skype panda at any hour.</p>',
  ],
  [
    'ORDINAL: degree of relation',
    '<p>First-degree relatives are never asked to give; the kidneys come from our own hospital.</p>',
    '<p>Fourth-degree relatives are never asked to give; the kidneys come from our own hospital.</p>',
  ],
  [
    'entriesAlone: surgeons one of links under head li',
    '<ul><li>专家团队</li><li><a href="/d/11.html">沈中阳 主任医师</a></li><li><a href="/d/12.html">朱志军 主任医师</a></li><li><a href="/d/13.html">郑虹 主任医师</a></li><li><a href="/d/14.html">高伟 副主任医师</a></li></ul>',
    '<ul><li>专家团队</li><li><a href="/d/11.html">沈中阳 主任医师</a></li><li><a href="/d/32.html">李娜 护士长</a></li><li><a href="/d/13.html">郑虹 主任医师</a></li><li><a href="/d/14.html">高伟 副主任医师</a></li></ul>',
  ],
  [
    'entriesAlone: doctor list with head one of three',
    '<div><img src="/p/2.jpg" alt="" width="120" height="160"><p>Dr Li Gang</p><p>Liver group</p></div>',
    '<div><img src="/p/9.jpg" alt="" width="120" height="160"><p>Dr Ana Sy</p><p>Dietician</p></div>',
  ],
];

describe('an edit made to look like upkeep', () => {
  it.each(EDITS)('is told: %s, from %s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });
});
