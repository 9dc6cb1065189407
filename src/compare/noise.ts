// Text -> the same without what moves by itself: counters, clocks, today's date, nonces. Only typed
// tokens: bare numbers are prices, and stay.
import { blankPassing } from './passing.js';

// Noise is looked for before and after Arabic letter variants are united (`mapText`): both match.
function arabic(words: string): string {
  return words
    .replace(/[اأإآ]/g, '[اأإآ]')
    .replace(/[ةه]/g, '[ةه]')
    .replace(/[يى]/g, '[يى]');
}

const TIME = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?`;
const DATE = String.raw`(?:\d{4} ?[年/.-] ?\d{1,2} ?[月/.-] ?\d{1,2} ?日?|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.?,? \d{4}|\d{1,2} [\u0621-\u064a]{3,9}(?:[ /][\u0621-\u064a]{3,9}){0,3},? \d{4})`;
const WEEKDAY = String.raw`(?:(?:星期|周|礼拜|週|禮拜)[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b|(?:يوم )?(?:ال)?(?:${arabic('احد|اثنين|ثلاثاء|اربعاء|خميس|جمعة|سبت')}))`;
// A page may hold a run of digits as long as itself: no counter is so long.
const NUMBER = String.raw`\d[\d,.]{0,14}(?: ?(?:[万萬]|k(?![a-z])))?`;

const MONEYS =
  'usd|eur|gbp|cny|cnh|rmb|jpy|hkd|twd|sgd|krw|inr|myr|thb|idr|pkr|aud|nzd|cad|chf|rub|try|aed|sar|qar|omr|bhd|kwd|jod|egp|zar|brl';

const WHO = '(?:people|persons?|readers?|users?|guests?|visitors?|viewers?|members?)';
const DOING = '(?:reading|viewing|watching|browsing|looking at)';

// Live counters in Arabic: who is there, and what was read or seen.
const PRESENT = arabic('المتواجدون|المتواجدين|المتصلون|المتصلين|المتصفحون|المتصفحين');
const READERS = arabic(
  'شخص|شخصا|اشخاص|زائر|زائرا|زوار|متصفح|متصفحا|متصفحين|قارئ|قارئا|قراء|مستخدم|مستخدما|مستخدمين|عضو|عضوا|اعضاء',
);
const BROWSING = arabic('يقراون|يقرا|يتصفحون|يتصفح|يشاهدون|يشاهد|يطالعون|يطالع|متصل|متصلون|متصلين');
const MOMENT = arabic('الآن|حاليا|في هذه اللحظة');
const READ_COUNT = arabic(
  'المشاهدات|مشاهدات|الزيارات|زيارات|الزوار|زوار|القراءات|قراءات|مشاهدة|زيارة',
);
const WAS_READ = arabic(
  'قرئ|قرئت|قراءة|القراءة|شوهد|شوهدت|المشاهدة|زيارة|تمت قراءته|تمت مشاهدته|تمت قراءتها|تمت مشاهدتها',
);
// Only a page is counted so: "زيارة السجن 3 مرات" is a fact.
const OF_PAGE = arabic(
  '(?:(?:هذا|هذه) )?(?:الخبر|المقال|المقالة|الصفحة|التقرير|الموضوع|الموقع|المنشور) ',
);

// Each pattern is matched on text in its comparable form; what it covers becomes one sign.
const TOKENS: readonly RegExp[] = [
  /(?:今日|今天|今天是) ?[:：]? ?[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿]{1,3}日(?=$|[ ,，;；|]|星期|周)/g,
  new RegExp(
    `(?:总|總|今日|本站|累计|累計|您是第|网站|網站)*(?:浏览|瀏覽|阅读|閱讀|点击|點擊|访问|訪問|访客|訪客|查看|人气|人氣|播放)(?:次数|次數|人数|人數|人次|总量|總量|量|数|數)?(?:为|為)? ?[:：]? ?\\(? ?${NUMBER} ?\\)?(?:次|人次|人|位)?`,
    'g',
  ),
  new RegExp(
    `(?:您是|你是)?第? ?${NUMBER} ?(?:位|名|个|個)?(?:访客|訪客|访问者|訪問者|次(?:访问|訪問|浏览|瀏覽))`,
    'g',
  ),
  new RegExp(
    `(?:当前|當前|目前)?(?:在线|在線|线上|線上)(?:人数|人數|会员|會員|用户|用戶)?[:：]? ?${NUMBER}(?: ?人)?(?!\\d| ?人?[已等在配做换])`,
    'g',
  ),
  new RegExp(
    `\\b(?:views?|visits?|visitors?|hits|page views|reads?) ?[:：]? ?${NUMBER}\\b(?: times\\b)?`,
    'g',
  ),
  new RegExp(`\\b${NUMBER} (?:page )?(?:views?|visits?|visitors?|hits|reads|online)\\b`, 'g'),
  new RegExp(
    `\\b(?:read|viewed|opened|accessed|displayed|clicked|downloaded|shared) (?:by )?${NUMBER} (?:times|people|readers|users)\\b`,
    'g',
  ),
  new RegExp(
    `\\b(?:page|site|article|story|report)\\b[^.\\d]{0,24}\\bvisited ${NUMBER} times\\b`,
    'g',
  ),
  new RegExp(
    `\\b${NUMBER} ${WHO} (?:is |are )?${DOING}\\b[^.\\d]{0,40}?\\b(?:right now|now|at the moment)\\b`,
    'g',
  ),
  new RegExp(
    `\\b${NUMBER} (?:articles?|posts|stories) (?:on this site|published)\\b|^${NUMBER} (?:(?:thoughts?|responses?|replies|comments?) (?:on|to)|answers?|questions? answered)\\b`,
    'g',
  ),
  /(?:今日)?(?:已?解答|已?回答|医生回答|专家回答|网友提问)(?:了)? ?[:：(]? ?\d[\d,]* ?[)）]?(?:个|位|次|条)?(?:问题)?/g,
  /在线(?:医生|专家|客服)[:： ]*\d+ ?(?:位|名|人)?/g,
  /有用 ?\(?\d+\)?|(?<!\d)\d+ ?人(?:觉得)?有(?:用|帮助)(?: ?\(共 ?\d+ ?人\))?/g,
  // Votes for a comment, letters of thanks, what members of a board have written.
  /(?<!\p{sc=Han})(?:顶|踩|赞|有用|没用)(?:一下)? ?[(（] ?\d+ ?[)）](?! ?[例台名人次个])/gu,
  /^(?:感谢信|表扬信|锦旗|心意礼物|患者评价|用户评价|网友点评|问诊记录) ?[(（]?\d+[)）]?$/g,
  // When a reader looked at it, in how it is cited.
  /\[(?:cited|accessed) \d{4} [a-z]{3,9}\.? \d{1,2}\]|(?<=[(.] ?)(?:accessed|retrieved)(?: on)?:? [a-z]{3,9}\.? \d{1,2},? \d{4}\)?/g,
  /(?<!\p{sc=Han})(?:帖子|主题|精华|积分|威望|金钱|金币) ?[:：]? ?\d+(?: ?(?:(?:帖子|主题|精华|积分|威望|金钱|金币|贡献|经验) ?[:：]? ?\d+|状态 ?[:：]? ?(?:在线|离线)))+/gu,
  new RegExp(
    `^\\d+ (?:${arabic('أفكار|فكرة|تعليقات|تعليق|تعليقا|ردود|آراء')}) (?:${arabic('عن|على|حول')}) `,
    'gu',
  ),
  new RegExp(
    `(?:${arabic('قيم|تقييم')}) ${arabic('ال')}\\p{L}{3,10} ?:? ?\\d(?:\\.\\d)?(?: ?/ ?5)?(?= ?[(（]\\d)|[(（]\\d+ ${arabic('تقييم')}\\p{L}{0,2}[)）]`,
    'gu',
  ),
  new RegExp(
    `(?:${arabic('حجز|طلب|شاهد|يشاهد')}) [^\\d.،]{0,24}\\d+ (?:${arabic('أشخاص|شخص|شخصا|زائر|زائرا')}) (?:${arabic('اليوم|الآن|هذا الأسبوع')})`,
    'gu',
  ),
  new RegExp(
    `(?:${arabic('يشاهدون|يتصفحون|المتصفحون')}) [^\\d]{0,32}: ?\\d+ ?\\( ?${arabic('الأعضاء')} \\d+ ${arabic('والزوار')} \\d+\\)`,
    'gu',
  ),
  // How long ago the day before it is.
  new RegExp(
    `(?<=(?:${DATE}|\\d{1,2} [a-z]{3,9} \\d{4}|[a-z]{3,9} \\d{1,2}, \\d{4}) ?)\\(\\d+ (?:years?|months?|weeks?|days?) ago\\)`,
    'g',
  ),
  // Behind a dash, in words: when an entry was written.
  new RegExp(
    `(?<=[-–—|·•] ?)(?:${arabic('قبل|منذ')}) (?:${arabic('لحظات|دقيقة|دقيقتين|ساعة|ساعتين|يوم|يومين|أسبوع|أسبوعين|شهر|شهرين|سنة|سنتين')})$`,
    'gu',
  ),
  // What is written at the head of a board.
  /今日[:：] ?\d+(?: ?\| ?(?:昨日|主题|帖子|排名|会员)[:：]? ?\d+)+/g,
  /هل (?:استفدت|افادت|وجدت|اعجب|كانت? هذ[اه]).{0,60}?\(?\d+\)?.{0,12}?\(?\d+\)?$/g,
  // How large a file is.
  /\b\d+(?:[.,]\d+)? ?(?:kb|mb|kib|mib|bytes|字节)(?![a-z])/g,
  new RegExp(
    `(?<!\\bon )\\b(?:page|site) (?:requests|loads|impressions|accesses) ?[:：]? ?${NUMBER}(?![\\d,]| ?(?:livers?|kidneys?|hearts?|lungs?|corneas?|organs?|donors?|cases|patients|beds)\\b)`,
    'g',
  ),
  new RegExp(`\\bvisitor (?:number|no\\.?|#) ?:? ?${NUMBER}`, 'g'),
  // Who is there at this moment: "12 people are reading this now", "38 guests online".
  new RegExp(
    `\\b${NUMBER} (?:other )?${WHO} (?:(?:is|are|have been) )?(?:currently |now )?(?:online|here now)(?: (?:right )?now)?\\b`,
    'g',
  ),
  new RegExp(
    `\\b${NUMBER} (?:other )?${WHO} (?:is |are )?(?:(?:currently|now) ${DOING}\\b|${DOING} (?:this|the) (?:page|article|story|report|site|post)\\b|${DOING}(?: this| it| here| along)?(?: page| article| story| report| post)?(?=,? (?:right now|now|at the moment)\\b))(?:,? (?:right now|now|at the moment)\\b)?`,
    'g',
  ),
  new RegExp(
    `\\b(?:(?:${WHO}|who is) (?:now )?online|online (?:now|${WHO})|(?:currently|now) (?:online|reading|viewing)) ?[:：]? ?${NUMBER}(?: ${WHO}\\b)?`,
    'g',
  ),
  new RegExp(`(?:عدد )?(?:${READ_COUNT})(?: الصفحة| الصفحه)? ?[:：]? ?${NUMBER}`, 'g'),
  new RegExp(
    `${NUMBER} (?:${arabic('مشاهدات|مشاهدة|زيارات|زيارة|زائر|قراءة|قراءات')})(?!\\p{L})`,
    'gu',
  ),
  new RegExp(
    `(?<!\\p{L})(?:${WAS_READ})[ :]+(?:${OF_PAGE})?${NUMBER} ?(?:${arabic('مرة|مرات')})(?!\\p{L})`,
    'gu',
  ),
  new RegExp(
    `(?:عدد )?(?:${PRESENT})(?: (?:${MOMENT}))? ?[:：]? ?${NUMBER}(?: ?(?:${READERS})(?!\\p{L}))?`,
    'gu',
  ),
  new RegExp(
    `(?:(?:${BROWSING}) (?:[\\u0621-\\u064a]+ ){0,3}(?:${MOMENT}) ?:? ?${NUMBER}(?: ?(?:${READERS})(?!\\p{L}))?|${NUMBER} (?:${READERS}) (?:${BROWSING})(?: [\\u0621-\\u064a]+){0,3} (?:${MOMENT})(?!\\p{L}))`,
    'gu',
  ),
  new RegExp(
    `(?:${MOMENT}) ?:? ?${NUMBER} ?(?:${READERS}) ?(?:${BROWSING})(?!\\p{L})|(?:${BROWSING}) (?:${MOMENT}) ?:? ?${NUMBER}`,
    'gu',
  ),
  new RegExp(
    `(?<=[(（])(?:${arabic('الأعضاء|أعضاء')}) ?:? ?${NUMBER}(?=[,،]? ?و?(?:¤|(?:${arabic('ال')})?(?:${READERS}) ))`,
    'gu',
  ),
  // Whom it pleased, behind what somebody wrote.
  /(?<=[\p{L}\p{P}] ?)(?:(?<!称|夸|盛)赞|点赞|顶|踩|likes?|👍) ?[(（]?\d{1,6}[)）]?$/gu,
  // Japanese counters, and who is on a forum: names of robots and guests alike.
  new RegExp(`${NUMBER} ?人目(?:の(?:訪問者|访问者|お客様|ご訪問|来访者))?`, 'g'),
  /\busers browsing this (?:forum|topic|thread) ?:.{0,120}$/g,
  // A pair of currencies and its rate; behind a sum or what is paid for it is a price.
  new RegExp(
    `(?<!(?:[\\d_]|\\dk|kidneys?|livers?|hearts?|organs?|fees?|costs?|prices?))(?:${MONEYS})\\/(?:${MONEYS}) ?:? ?\\d+\\.\\d+`,
    'g',
  ),
  new RegExp(
    `(?:今天是|今天|今日|现在是|現在是|当前时间|當前時間|现在时间|北京时间|系统时间|today is|today|current time|local time|server time|now|${arabic('اليوم|الوقت الآن|التاريخ')})[:： ,]*(?:${WEEKDAY}[ ,]*)?(?:${DATE})?[ ,]*(?:${WEEKDAY})?[ ,]*(?:${TIME})?`,
    'g',
  ),
  new RegExp(
    `(?:打印|查询|访问|浏览|printed(?: on)?|accessed(?: on)?|${arabic('تاريخ الطباعة|طبع في')})(?:日期|时间|時間|于)?[:： ]*${DATE}(?:[ ,]*${TIME})?`,
    'g',
  ),
  // What a page writes at the foot of its print.
  new RegExp(
    `\\bprinted (?:from [a-z .]{3,40} )?on ?:? ?(?:${DATE}|\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4})(?:[ ,]*${TIME})?`,
    'g',
  ),
  /\bpage \d{1,3} of \d{1,3}\b|\bref(?:erence)?\.? ?:? ?(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{6,}$/g,
  // What was done on a day is no clock.
  new RegExp(`(?<![于在] ?)(?<!\\bon )${DATE}[ ,]*${WEEKDAY}(?:[ ,]*${TIME})?`, 'g'),
  new RegExp(`(?<![于在] ?)(?<!\\bon )${WEEKDAY}[ ,]+${DATE}(?:[ ,]*${TIME})?`, 'g'),
  new RegExp(
    `(?<!\\b(?:on|out|until|from|since|[a-z]+ed) ?)${WEEKDAY}[ ,]+\\d{1,2} [a-z]{3,9}[ ,]+${TIME}(?! and\\b)`,
    'g',
  ),
  // How many answered the question of the week; how many were for it, and how many against.
  new RegExp(`(?<=[؟?] ?)(?:${arabic('شارك|شاركوا|صوت')}) \\d+$`, 'gu'),
  /(?<!\p{sc=Han})(?:顶|赞) ?\d+ +踩 ?\d+(?=$|\D)/gu,
  // Whether a doctor can be asked at the moment.
  /(?:在线|离线|忙碌|空闲)(?= ?关注)/g,
  // Without a year it is the day.
  new RegExp(`(?<![\\d年] ?)\\d{1,2} ?月 ?\\d{1,2} ?[日号][ ,(]*${WEEKDAY}`, 'g'),
  new RegExp(`${DATE} ?\\((?:周|星期)?[一二三四五六日天]\\)`, 'g'),
  /\b\d{1,2}:\d{2}:\d{2}\b/g,
  // An address of the net (RFC 791), and which version of a program runs: no sum in rupiah, no quantity.
  /(?<![\d.]|[$€£¥])(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})(?![\d.]*\d)/g,
  /(?:(?<![a-z])(?:version|ver\.?|v|release|build)|版本号?|الاصدار|الإصدار|версия|sürüm) ?[:：]? ?\d+(?:\.\d+){1,3}(?![\d.]| ?(?:[万亿元例台天周岁%$€£₽]|beds\b|patients\b|cases\b|usd\b|دولار|ريال))/g,
  // Which browser a site asks for, how wide a screen; a sum to be done by whom a form takes for no robot.
  /\b(?:ie|internet explorer|firefox|chrome|safari|netscape|edge|opera) ?\d{1,3}(?:\.\d+)?(?= ?(?:\+|以上|及|或|和|版|浏览器|瀏覽器|(?:or|and) (?:later|above|higher|newer)\b|browsers?\b))|\b\d{3,4} ?[x×*] ?\d{3,4}\b(?=[^.。\d]{0,12}(?:分辨率|解析度|resolution))|\b(?:640|800|1024|1280|1366|1440|1920) ?[x×*] ?\d{3,4}$|(?:分辨率|解析度|resolution) ?[:：]? ?\d{3,4} ?[x×*] ?\d{3,4}/g,
  /(?<!\d)\d{1,2} ?[+\-−×*x] ?\d{1,2} ?= ?[?？](?! ?[万元$例天])/g,
  /\bguest ?book ?\(\d+ (?:entries|messages)\)/g,
  /(?<=^(?!.*\b(?:patients?|surger\w+|operat\w+|donors?|admitted)\b).{0,80}\b(?:asked|viewed|active|updated|modified|last (?:seen|updated)|posted|edited) )(?:\d+ (?:years?|months?|weeks?)(?:, \d+ (?:months?|weeks?|days?))? ago|yesterday|today)/g,
  new RegExp(
    `(?<=^(?!.*(?:${arabic('متبرع|مريض|عملي|زراع|كلي|كبد|اعدام|سجين|سعر|اسعار')})).{0,160}[—–-] )(?:${arabic('منذ|قبل')}) (?:\\d+ )?(?:${arabic('ثوان|ثانية|دقيقة|دقيقتين|دقائق|ساعة|ساعتين|ساعات|يوم|يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|سنة|سنتين|سنوات')})$`,
    'gu',
  ),
  // Who comes by after who wrote it, and not when something befell him.
  /(?<=^(?!.*[肝肾术院捐供源换等配买卖被死亡])\p{L}[\p{L}\d_]{1,11} )\d+ ?(?:周|星期|个月|年)前$/gu,
  /сейчас (?:этот форум просматривают(?!.*(?:донор|почк|печен))[^.$€₽]{0,120}|на (?:форуме|конференции|сайте) ?:? ?\d+ (?:посет|польз|гост|чел|участ)\p{L}*)/gu,
  // The clock a forum shows at its foot.
  new RegExp(`\\b(?:gmt|utc) ?[+-]\\d{1,2}(?::\\d{2})?[, ]+${DATE}[ ,]*${TIME}`, 'g'),
  /\b\d+ (?:sql )?quer(?:y|ies)\b/g,
  /(?:页面|頁面|网页|page|processed|generated|executed)[^.。]{0,16}?(?:in |用时|用時|耗时|耗時|执行时间|:)? ?\d+(?:\.\d+)? ?(?:ms\b|毫秒|秒|seconds?\b|s\b)/g,
  /(?:copyright|版权所有|版權所有|©|\(c\)|حقوق[^\d]{0,20})[^\d]{0,20}(?:\d{4} ?- ?)?\d{4}/g,
  // Reactions to an article, and what a visitor is called who has no name.
  new RegExp(
    `(?:点赞|點讚|评论|評論|留言|收藏|分享|转发|轉發|回复|回覆|关注|關注|粉丝|粉絲|热度|熱度|下载|下載|👍|❤)(?:次数|次數|量|数|數)? ?[:：]? ?\\(? ?${NUMBER} ?\\)?`,
    'g',
  ),
  new RegExp(
    `${NUMBER} ?(?:人|次|位|个|條|条)? ?(?:浏览|瀏覽|阅读|閱讀|点击|點擊|围观|圍觀|查看|点赞|點讚|评论|評論|收藏|分享|转发|轉發|关注|關注|粉丝|粉絲|下载|下載|看过|觉得有用|回答|回复|回覆|答案)`,
    'g',
  ),
  new RegExp(
    `\\b(?:number of )?(?:views?|likes?|comments?|shares?|followers?|subscribers?|downloads?|replies|votes|favou?rites?) ?[:：]? ?\\(? ?${NUMBER} ?\\)?`,
    'g',
  ),
  new RegExp(
    `\\b${NUMBER} (?:likes?|comments?|shares?|followers?|subscribers?|downloads?|replies|votes)\\b`,
    'g',
  ),
  new RegExp(
    `(?:${arabic('التعليقات|تعليقات|تعليق|إعجاب|اعجابات|مشاركات|مشاركة|متابعون|متابع|تحميلات|تنزيلات')}) ?[:：]? ?\\(? ?${NUMBER} ?\\)?`,
    'g',
  ),
  new RegExp(
    `${NUMBER} (?:${arabic('تعليقات|تعليق|تعليقا|إعجاب|إعجابا|مشاركات|مشاركة|متابعين|متابع|تحميل|تنزيل')})(?!\\p{L})`,
    'gu',
  ),
  /(?:游客|遊客|访客|訪客|guest|visitor|زائر|ضيف) ?[#_-]?\d{3,}(?![\d/.-]*[/.-]\d)/g,
  // Temperatures, people waiting and places left: shown to be of the moment.
  /(?<!\d)[-−+]?\d+(?:\.\d+)? ?(?:~ ?[-−+]?\d+ ?)?° ?c/g,
  // The day beside it, in Russian.
  /\b\d{1,2} \p{sc=Cyrillic}{3,9}(?=[, ]+(?:[-−+]?\d+ ?°|¤))/gu,
  /\buptime ?:? ?\d+(?:\.\d+)? ?%/g,
  // Telephones of winners, and what others are said to be doing at the moment.
  /\d{2,4}\*{3,}\d{2,4}/g,
  new RegExp(
    `\\b${NUMBER} (?:patients|people|visitors|families|users) (?:have )?(?:requested|asked|booked|viewed|enquired|inquired)\\b[^.]{0,40}(?:¤+|\\b(?:this week|this month|in the last \\d+ hours))`,
    'g',
  ),
  // How often a member of a forum has written, in a line of its own.
  /^(?:发表)?(?:文章|主题|主題|帖子|发帖|發帖|积分|積分|威望|经验|經驗|在线时间)(?:数|數)? ?[:：] ?\d+$/g,
  /(?:候诊|排队|等候|就诊中|剩余号|余号|剩余)(?:人数|号源|数)?[:为是]? ?\d+(?!\d)(?! ?(?:万|元|周|天|个?月|年)) ?(?:人|号|个)?/g,
  /预计(?:等候|候诊|排队|叫号)(?:时间)?[:为约]? ?\d+ ?(?:分钟|小时|min)/g,
  /(?:号源|余号|剩余)(?![^。.\d]{0,12}(?:[肝肾心]|器官|供体))[^。.\d]{0,12}\d+ ?个?(?:[,、， ]+\p{L}{1,8} ?\d+ ?个?)*/gu,
  /\b\d+ ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?) ago\b/g,
  // At the end of an entry; before an operation it is a rule.
  new RegExp(
    `${arabic('(?:قبل|منذ)')} \\d+ ${arabic('(?:ثانية|ثوان|ثواني|دقيقة|دقائق|ساعة|ساعات)')}$`,
    'g',
  ),
  /\bshowing \d+(?: ?(?:to|-|–) ?\d+)? of \d+\b/g,
  /^\d+ ?[-–] ?\d+ of \d+(?= ?(?:[>»]|items|results|entries|records|articles))/g,
  /(?:(?<!\d)\d+|半|几) ?个?(?:秒|分钟|分鐘|小时|小時|天)前/g,
  new RegExp(`(?:观看|觀看|收看)(?:次数|次數|量) ?[:：]? ?${NUMBER}`, 'g'),
  /(?:昨天|前天|今天) ?\d{1,2}:\d{2}(?!\d)/g,
  // Behind a dot: when something was posted, and how many liked it.
  /(?<=@[\w.]{1,30} ?[·•] ?)\d{1,3} ?(?:s|m|h|d|w|mo|y)(?= ?(?:$|[·•—-]))/g,
  /[♥❤👍👎🔥👏😂🙏🔁💬👁]\ufe0f? ?\d[\d,.]*k?|(?<![\d.,])\d[\d,.]*k? ?[♥❤👍👎🔥👏😂🙏🔁💬👁]/gu,
  // Between who wrote a comment and what it says.
  new RegExp(
    `(?<=^(?:\\p{L}+ ){1,3})(?:${arabic('منذ|قبل')}) (?:\\d+ )?(?:${arabic('ثوان|ثانية|دقيقة|دقيقتين|دقائق|ساعة|ساعتين|ساعات|يوم|يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|سنة|سنتين|سنوات|عام|عامين|اعوام')}) ?(?=:)`,
    'gu',
  ),
  /\b\d+ ?min(?:ute)?s? read\b|(?:阅读时间|阅读约需|预计阅读)[^\d]{0,4}\d+ ?分钟|(?<!\d)\d+ (?:دقيقه|دقائق) قراءه/g,
  /(?:用时|用時|耗时|耗時) ?[:：]? ?\d+\.\d+ ?秒/g,
  // Behind an entry; in a sentence it says when something was done.
  /(?<=(?:^|[|·,•(]) ?)\d+ ?(?:(?:周|星期|个月|年)前|(?:weeks?|months?|years?) ago)$/g,
  /(?:jsessionid|phpsessid|sessionid|session_id|csrf|nonce|token|trace ?id|request ?id|请求id|事件id)[=:： ]+[\w.-]{6,}/g,
];

/** A text in comparable form, folded, without its counters and clocks, each a sign `¤`. */
export function withoutNoise(text: string): string {
  return blankNoise(text).replace(/¤+/g, '¤');
}

/** `withoutNoise` that keeps the text's length, so that places in it still hold. */
export function blankNoise(text: string): string {
  if (!/\d|农历|今[日天]|منذ|قبل/.test(text)) return text;
  const quiet = TOKENS.reduce(
    (rest, pattern) => rest.replace(pattern, (noise) => '¤'.repeat(noise.length)),
    text,
  );
  return blankPassing(text, quiet);
}
