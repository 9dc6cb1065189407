// Words around what a page says: when it was published and read, who made the site, greetings of the
// season, calls to subscribe. Simplified Chinese, as folded; in the form `mapText` gives.
import { mapText } from '../formats/normal-text.js';
import { fieldWordsIn, isPointed, isPointedWord } from './field-words.js';
import { namesIn } from './names.js';
import { blankNoise } from './noise.js';
import { withoutValues } from './numbers.js';
import { citesFigures, isOfDealings, NO_COURTESY, OF_POWERS, saysOfTrade } from './of-the-trade.js';

const ABOUT_THE_ARTICLE =
  /(?:来源|作者|张贴者|编辑|责任编辑|责编|审核|撰稿|供稿|通讯员|摄影|发布人|发布者|信息员)[:： ]*\S{0,16}|发布(?:时间|日期|于)?|更新(?:时间|日期|于)?|时间|日期|点击(?:数|量|率)?|浏览(?:次数|量)?|阅读(?:次数|量)?|字号|字体|大中小|[大中小](?=[\s\]|]|$)|打印|关闭|分享到?|收藏|次|人气|微博|人人网?|开心网?|豆瓣|qq空间|微信|朋友圈|\b(?:posted|published|updated|written|by|on|author|source|print|share|views?|date)\b|نشر|بتاريخ|الكاتب|المصدر|المشاهدات|طباعه|مشاركه|اليوم|الساعه/g;
const OWNER =
  /powered by|技术支持|版权所有|著作权|all rights reserved|copyright|©|icp备|公网安备|حقوق النشر|جميع الحقوق/;
const OF_THE_SITE =
  /网站建设|网站地图|^(?:网志存档|文章归档|blog archive|ارشيف المدونه).{0,60}$|网[页站]设计|设为首页|加入收藏|建议使用|分辨率|\b(?:site|web ?site|web|page)? ?(?:designed|developed|built|hosted|design) by\b|\bbest viewed\b|\bis free software released under\b|تصميم (?:و ?)?(?:برمجه|تطوير)|(?:تصميم|برمجه|تطوير) ?[:：]|(?:разработка|создание|дизайн) сайта|サイト制作|ホームページ制作|^you are here ?[:：]?$|^(?:您|你)?(?:现在|当前|目前)?(?:的)?位置 ?[:：]?$|^انت هنا ?[:：]?$/;
const GREETING =
  /^欢迎(?:光临|访问|来到).{0,30}$|祝[您你大]?.{0,16}(?:快乐|安康|吉祥|如意|愉快|大吉)|恭贺|恭祝|新年好|拜年|缅怀|哀悼|悼念|欢度|(?:春节|元旦|元宵|端午|中秋|国庆|新春|圣诞(?:节|新年)?|新年|感恩节|复活节|佛诞)(?:快乐|安康)|\bhappy (?:new year|holidays|easter|lunar)|merry christmas|season'?s greetings|\bhave a (?:good|nice|great|lovely) (?:day|week|weekend|evening)\b|^happy [a-z]+(?: day)?!?$|^good (?:morning|afternoon|evening)\b|كل عام وانتم|رمضان كريم|عيد مبارك|عيد سعيد|مبارك باد|تبريك ميگو/;
/** What a house tells its visitors for some days. */
const OF_THE_DAYS =
  /^(?:رمضان (?:كريم|مبارك)|عيد مبارك)(?: ?[:!،-]|$)|^(?!.*[肝肾])(?:地震|津波|海啸)(?:情报|信息|速报|预警|预报).*(?:震度|震级|\d级|津波|海啸)|^(?!.*(?:术|出院|取[肝肾]|卖)).{0,20}休息.{0,16}(?:恢复|照常)(?:办公|营业|门诊|开诊)|^(?:earthquake|tsunami|storm) (?:information|warning|alert)\b|^clocks (?:go|went|will go) (?:forward|back)\b|^夏令时|^(?:停[电水气诊]|停车|疫情|新冠|探视|放假|节假日|国庆|春节|中秋|五一|元旦|防汛|台风|高温|温馨提[示醒]|友情提示|网站维护|系统维护|口罩)|请(?:全程)?佩戴口罩|停车(?:费|场|位|收费)|(?:台风|暴雨|豪雨|寒潮).{0,16}(?:门诊|服务|上班|上课).{0,4}(?:暂停|停止|延)|停诊|休诊|代诊|开诊|半日门诊|(?:放|休|补)假|假期|調休|调休|^(?!.*\b(?:foreign\w*|order|ministry|court|surger\w*)\b).*\b(?:offices?|clinics?|we) (?:is|are|will be) closed (?:(?:on|from|between) (?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|for (?:lunch|(?:the )?holidays?|eid|christmas|easter|hari raya|(?:chinese|lunar) new year|national)\b)|\b(?:covid\S*|coronavirus|car park|visiting (?:hours|restrictions)|bank holidays?|wear a (?:face )?mask|face masks?|road ?works|will be (?:unavailable|offline|closed) (?:on|from|between)|(?:planned|scheduled) maintenance|industrial action|strike action|flu (?:jabs?|vaccin\w*)|vaccination clinic|copies of (?:medical|health) records)\b|疫苗|接种|التطعيم|复印病历|病历复印|病案复印|الكمامه|عطله (?:العيد|رسميه)|اجازه (?:العيد|رسميه)|صيانه الموقع|اعمال الصيانه|ستتوقف الخدمات|تعطيل است/;
const DAY_OFF = /^\d{1,2}月\d{1,2}日[^。,，元]{0,16}(?:休息|放假|不营业)$/;
const CALL =
  /^this entry was posted (?:on|in)\b|^proudly powered by\b|^(?:entries|posts) \(rss\)|^(?:栏目列表|推荐内容)$|^发[布表]留言|^(?:(?:名称|姓名|昵称|电邮|电子邮件|邮箱|网址|网站|name|e-?mail|website|الاسم|البريد الالكتروني) ?\*? ?)+$|^(?:font|text) size$|^(?:smaller|larger|bigger) ?(?:text)?$|^(?:顶一下|踩一下)|^skip to (?:main )?content$|^(?:recent|latest) (?:posts|comments)$|^跳(?:到|至|过).{0,4}(?:内容|导航)$|^(?:تخط|تجاوز|انتقل) ?(?:ي|ى)? ?ال[يى] المحتو|^[-—– ]*分[隔割]线[-—– ]*$|^(?:leave a (?:reply|comment)|post a comment|comments are closed\.?|发表(?:评论|回复)|我要评论|(?:اترك|اضف) (?:تعليقا?|ردا?))$|^submitted by \S+(?: \S+)? on\b|^(?:订阅|关注我们|扫一扫|扫码|扫描(?:加入|二维码)|微信扫|点击(?:咨询|预约)|在线咨询|下载.{0,8}app)|\b(?:download|get) (?:our|the) app\b|\b(?:we(?:'re| are) hiring|vacancies|careers|book (?:now|today|before)|(?:limited|special) (?:time )?offers?|early bird|save \d+ ?%|\d+ ?% off|half price)\b|诚聘|招聘|招募|限时(?:优惠|特惠|抢)|特惠|促销|秒杀|\b(?:newsletter|subscribe|sign up|follow us|join our|free (?:e-?book|brochure|newsletter)|no,? thanks|don't miss|never miss)\b|\b(?:survey|was this (?:page|article|information) (?:helpful|useful)|did you find|rate this page|give (?:us )?(?:your )?feedback)\b|满意度调查|问卷调查|استبيان|هل كانت هذه الصفحه|^(?:advertisement|(?:ad|sponsored)(?![a-z])|广告|推广|اعلان)|اشترك في|تابعونا|النشره البريديه/;
/** Longer texts say more than that. */
const LONGEST = 90;
const LONGEST_OF_DAYS = 140;

/** Nothing but the day, the clock, counters, or what stands beneath a headline. */
export function isByline(text: string): boolean {
  const mapped = mapText(text).text;
  if (mapped.length > LONGEST || !/\d/.test(mapped)) return false;
  const rest = withoutValues(blankNoise(mapped)).replace(ABOUT_THE_ARTICLE, '');
  return (rest.match(/\p{L}/gu) ?? []).length <= 3;
}

/** Who is on the site at the moment; in Arabic its members are written as organs are. */
const PRESENT =
  /^(?:\d+ (?:عضو|اعضاء)\p{L}*|عضو واحد) و ?\d+ (?:زائر|زوار|ضيف|ضيوف)\p{L}*$|^no registered users(?: and \d+ guests?)?$|^registered users: (?!.*\b(?:dr|prof)\b)(?:.{0,120}(?:\[bot\]|\d+ guests?)|[\w.-]+(?:, [\w.-]+)*)$|^(?!.*(?:عملي|مريض|مرضي (?:من|ال)))(?:.{0,60})(?:المتواجدون|المتصلون|المتواجدين|المتصلين).{0,40}$|^يوجد حاليا .{0,30}(?:زائر|زوار|ضيف|ضيوف|متصفح).{0,40}$|^who'?s online$|^there (?:is|are) currently .{0,40}\b(?:guests?|visitors?|users?) .{0,30}(?:online|browsing|on (?:the|this) site)\b.{0,20}$|^users browsing this .{0,120}$|^\d+ (?:weeks?|months?|years?) ago$|^(?:(?:نشرت?|اخر تحديث|حدث) ?:? ?)?(?:منذ|قبل) (?:\d+ )?(?:ثوان|ثانيه|دقيق\p{L}{2,3}|دقائق|ساع\p{L}{1,3}|يوم\p{L}{0,2}|ايام|اسبوع\p{L}{0,2}|اسابيع|شهر\p{L}{0,2}|اشهر|سن\p{L}{1,3}|عام\p{L}{0,2}|اعوام)$|^(?:刚刚|\d+ ?(?:秒|分钟|小时)前)[ ,，·:：].{0,50}$|^.{0,50}(?:刚刚|(?:\d+|半|几) ?个?(?:秒|分钟|小时|天)前|[昨前]天(?: \d{1,2}:\d{2})?)$|^(?:🔴 ?)?(?:正在)?直播(?:中|预告)?[:：].{0,60}$|^(?:谁在线上|在线会员|正在浏览.{0,40})$/u;

/** Buttons that share the page or lead to the house's accounts. */
const SHARE =
  /^(?:(?:share|share this(?: page| article)?|follow us(?: on)?|分享至?到?|关注我们|شارك|شاركنا|تابعنا)[:： ]*)?(?:(?:like this ?:?|like ?loading\.*|like|loading\.*|facebook|twitter|x|linkedin|e-?mail|whatsapp|weibo|微博|新浪微博|微信|朋友圈|qq空间|qq好友|qq|instagram|youtube|telegram|pinterest|print|copy link|فيسبوك|تويتر|واتساب)[\s|/·,、]*)*$/;

/** Short, and every number in it is a counter's or a clock's. */
function isCounter(text: string): boolean {
  if (text.length > 40 || !/\d/.test(text)) return false;
  if (fieldWordsIn(text).length > 0 || OF_POWERS.test(text)) return false;
  return !/\d/.test(blankNoise(text));
}

/** Who is there today: a name in a line of its own. */
export function isOfDuty(text: string): boolean {
  return text.length <= LONGEST_DUTY && DUTY.test(mapText(text).text);
}

const DUTY =
  /值班|当班|值守|停诊(?:一次|半天|一天|$)|代诊|今[日天](?:出诊|坐诊|门诊|接诊|当值)|本日出诊|\bon (?:call|duty)\b|\btoday'?s (?:doctor|clinic|consultant|physician)|المناوب|مناوبه/;
const LONGEST_DUTY = 60;

/** A line that says whose site it is. */
export function isOfOwner(text: string): boolean {
  return OWNER.test(mapText(text).text);
}

/** Other houses named out of courtesy; none that has part in it. */
function isOfFriends(text: string): boolean {
  return (
    FRIENDS_LINE.test(text) &&
    text.length <= LONGEST_OF_DAYS &&
    fieldWordsIn(text).length === 0 &&
    !isOfDealings(text) &&
    !NO_COURTESY.test(text) &&
    !OF_CENTRES.test(text) &&
    namesIn(text).length === 0
  );
}

const FRIENDS_LINE =
  /^(?:友情|友好)链接 ?[:：]|^(?:useful|friendly|related) links ?:|^(?:روابط|مواقع) (?:مفيده|صديقه) ?:/;
/** What houses and powers are called for short. */
const OF_CENTRES = /外国|国际|解放军|中心|\b(?:army|cent(?:er|re)s?|healthcare)\b|مركز/;

/** When a house is open, and nothing else. */
function isOfHours(text: string): boolean {
  if (!HOURS.test(text)) return false;
  const rest = withoutValues(text).replace(WEEKDAYS, '');
  const han = rest.match(/\p{sc=Han}/gu)?.length ?? 0;
  const letters = (rest.match(/\p{L}/gu)?.length ?? 0) - han;
  return han <= 12 && letters <= 60 && !MONEY.test(text);
}

const HOURS =
  /^.{0,8}(?:营业|办公|工作|上班|门诊|接诊|开放|服务|探视)时间|^(?:office|opening|working|business|clinic|visiting) hours\b|^(?:(?:اوقات|ساعات|مواعيد) )?(?:ال)?(?:دوام|عمل|زياره) ?:|^مواعيد (?:ال)?عيادات(?: الخارجيه)?(?: خلال (?:شهر )?رمضان(?: المبارك)?)? ?:/;
const WEEKDAYS =
  /(?:周|星期|礼拜)[一二三四五六日天]|[上下]午|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)/g;
const MONEY = /元|[$¥€£]|\b(?:usd|rmb|cny|eur|dollars?|yuan)\b|دولار|ريال|يوان/;

/** What eating there costs, or leaving a car. */
export function isOfMeals(text: string): boolean {
  const mapped = mapText(text).text;
  return mapped.length <= LONGEST_OF_DAYS && MEALS.test(mapped) && !isOfTreatment(mapped);
}

function isOfTreatment(text: string): boolean {
  return fieldWordsIn(text).length > 0 || TREATMENT.test(text);
}

const MEALS =
  /(?:早|午|晚)餐|食堂|餐厅|盒饭|停车费|套餐.{0,4}\d{1,2} ?元 ?[/／] ?份|\b(?:cafeteria|canteen|(?:car )?parking)\b|كافتيريا|وجبه (?:ال)?(?:غداء|افطار|عشاء)|مواقف (?:ال)?سيارات/;
const TREATMENT =
  /手术|治疗|住院|[肝肾肺心]|\b(?:surger\w+|operations?|treatments?|kidneys?|livers?)\b|عمليه|عمليات|جراح|علاج|كلي|كبد/;

/** When the site will not be there, and nothing else: "the donor register" is what the site is called. */
function isDowntime(text: string): boolean {
  if (text.length > LONGEST_DOWNTIME || !DOWNTIME.test(text)) return false;
  const rest = text.replace(REGISTER, ' ');
  return (
    !isOfTreatment(rest) && !MONEY.test(rest) && !COUNTED.test(rest) && namesIn(rest).length === 0
  );
}

const LONGEST_DOWNTIME = 260;
const DOWNTIME =
  /^(?:planned|scheduled|routine|essential) (?:site |system |website )?(?:maintenance|upgrade|downtime)\b|^(?:our|the|this) (?:\w+ )?(?:web ?site|portal|system)s?\b.{0,60}\bwill be (?:unavailable|offline|down)\b|^[【[〔]?(?:(?:系统|网站|平台|服务器|数据库).{0,4}(?:维护|升级|检修|停机)|(?:停机|例行)维护)(?:通知|公告|提示|[:：,，。】]|将|于|定于)|^(?:تنبيه ?:? ?)?(?:اعمال )?صيانه (?:مجدوله|دوريه|الموقع|النظام)/;
const REGISTER =
  /\b(?:organ )?(?:donor|donation|transplant) (?:register|registry|portal|web ?site)\b|(?:人体)?(?:器官)?(?:捐献|移植)(?:登记|管理|分配)?(?:系统|平台|网站)/g;
/** How many of something. */
const COUNTED =
  /\d ?(?:例|台|名|人|位|床|%)|\b\d+ (?:patients|people|cases|beds)\b|医师|医生|主任|\bdr\.? /;

const OF_GIVERS =
  /^(?!.*(?:器官|移植|[肝肾供卖军警囚刑]|医院|院方|家属|病人|患者|中介|法官|红包|补偿|(?<!免)费))(?:.{0,12}?(?:\*{1,3}|匿名|先生|女士|网友|[爱热]心人士).{0,4}?\d{1,4}(?:\.\d\d)? ?元[ ,，、;；]*){2,}$|^(?!.*(?:器官|移植|[肝肾供军警囚刑]|医院|院方|家属|病人|患者)).{1,40}捐[赠款] ?\d{1,4}(?:\.\d+)? ?元 ?\d{1,2}:\d{2}$|^(?!.*(?:器官|移植|[肝肾供卖军警囚刑]|医院|院方|家[属人里]|病人|患者|受[者体]|友人|外[国籍宾]|武装|[中法]院|中介|法官|红包|补偿|费|获|捐献|遗体|死者|亲人|康复者|求助|司法|公安|红十字|人道|沙特))(?:感谢 ?)?[^\d元]{1,24}?(?:捐[赠款助]|乐捐)(?:善款)? ?(?:\d{1,5}|\d{1,2},\d{3})(?:\.\d+)? ?元$|^(?!.*(?:[军警囚犯]|看守|外[国籍宾])).{1,12}?(?:\*{1,3}|[○〇]{1,2}|某{1,2})(?: ?[(（].{1,8}[)）])? ?登记捐献(?:志愿|意愿)?$|^(?!.*(?:器官|移植|[肝肾供卖军警囚刑]|法院|公安|司法|检察|看守))\S{2,16} ?捐赠(?:轮椅|图书|口罩|电脑|物资|大米|衣物|水果|鲜花|制氧机) ?\d{1,4} ?[台套本个批箱件份束]$|^(?:اخر العمليات ?)?(?!.*(?:كلي|كبد|مريض|مرضي|مستشف|زراع|عضو|اعضاء|عملي|مقابل|الصين|اجنب|اجانب|سجين|سنه|فصيل)).{0,30}(?:فاعل خير|متبرعه?) (?=.*(?:تبرع|اهدي))(?=.*\d).{0,160}$|^(?!.*(?:compensat|famil|prison|donor|kidney|liver|organ|china|patient|victim))[\p{L} ]{0,24}\b(?:fund|drive|appeal|donations)\b.{0,12}[$£€] ?[\d,.]+ of [$£€] ?[\d,.]+ (?:raised|reached|collected)$|^(?!.*\b(?:compensat|famil|donor|china|patient|victim|abroad|police|broker))(?=.*\b(?:walk|run|ride|swim|marathon)\b|(?!.*(?:kidney|liver|lung|organ|transplant|surger|operation)))[^.\d]{0,40} [\d,]+(?: ?\p{L}{3})? (?:raised|pledged) of (?:our |the |a )?(?:goal of |target of )?[\d,]+(?: ?\p{L}{3})?(?: (?:goal|target))?$|^已有 ?\d[\d,]* ?(?:人次?|[位名])(?:[爱善热]心(?:人士|网友)|网友|会员)?(?:献出?爱心|捐款|捐助|参与)?[,，]? ?(?:累计|共计?|总计)(?:[筹募]得|收到)?(?:善款|捐款)? ?\d[\d,.]* ?万?元$|^\d[\d,]* متبرع\p{L}{0,2}[،,]? و?(?:ال)?مجموع ?:? ?\d[\d,]* (?:دولار|ريال|دينار|درهم|جنيه)\p{L}*$|^\d[\d,]* (?:donors have (?:given|donated) [$£€] ?|(?:people|supporters|givers) have (?:given|donated) (?:[$£€] ?)?)\d[\d,]*(?: so far)?[.!]?$|^目标(?:金额)? ?[\d,.]+ ?万?元 ?(?:现?已|目前)[筹募](?:得|集)? ?[\d,.]+ ?万?元(?: ?\d+ ?%)?(?: ?(?:捐款|参与|支持)?人[次数] ?[\d,]+)?$|^[$£€] ?[\d,.]+ raised,? goal (?:[$£€] ?[\d,.]+|reached)(?:,? [\d,]+ (?:donors|supporters|backers|givers))?[.!]?(?: thank you[.!]?)?$|^[$£€] ?[\d,.]+ (?:raised )?of (?:our |the |a )?[$£€] ?[\d,.]+(?: goal| target)?(?: raised)?$|^已[筹募](?:得|集)? ?[¥￥$]? ?[\d,.]+ ?万?元? ?[/,，] ?目标(?:金额)? ?[¥￥$]? ?[\d,.]+ ?万?元?$|^(?:جمعنا|تم جمع) [\d,.]+ من (?:اصل )?[\d,.]+ (?:دولار|ريال|دينار|درهم|جنيه)\p{L}*$|^\d[\d,]* (?:donors|supporters|backers|contributors) ?[·|,•-] ?\d+ days? (?:left|to go)$|^(?:ممتاز|جيد(?: جدا)?|مقبول|ضعيف|excellent|very good|good|fair|poor|(?:非常|比较|不)?满意|一般|很好) ?:? ?\d{1,3}(?:\.\d)? ?%$/u;

/** When a house is shut, or how long. */
const DAYS =
  /[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]|\d{1,2} ?(?:[日天]|days?\b|يوما?|ايام)/g;

/** What has to be shown at the door; no fee, no wait, nothing of treatment. */
function isOfEpidemic(text: string): boolean {
  return (
    /防控政策|(?:提前|须|需).{0,8}报备|健康码|行程码|核酸(?:检测|采样)?证明/.test(text) &&
    !isOfTreatment(text) &&
    !MONEY.test(text) &&
    !/等[待候]/.test(text)
  );
}

function isAboutItself(text: string): boolean {
  return (
    !isPointed(text.replace(CALENDAR_DAY, ' ')) &&
    !OF_POWERS.test(text) &&
    ABOUT_ITSELF.some((words) => words.test(text.trim()))
  );
}

/** Who is reading at the moment. */
export function isOfPresence(text: string): boolean {
  return PRESENT.test(mapText(text).text);
}

const CALENDAR_DAY = /(?:\d{4}年)?\d{1,2}月\d{1,2}日/g;

/** Whatever the site is called, and wherever one is in it. */
const ABOUT_ITSELF: readonly RegExp[] = [
  /^(?:热烈)?欢迎[您你]?(?:光临|访问|来到|浏览|登[录陆])[^。,，;；\d]{0,30}[!！]?$|^welcome to [^.,;:\d]{0,60}[!.]?$|^(?:اهلا|مرحبا)(?: و ?سهلا)?(?: و ?مرحبا)? ب(?:كم|ك) (?:في|علي) [^.,،؛\d]{0,60}[!.]?$/,
  /^(?:您|你)?(?:现在|当前|目前)?(?:的|所在)?位置(?:是)? ?[:：] ?[^。,，\d]{0,60}[>»›→][^。,，\d]{0,60}$|^you are here ?: ?[^.\d]{0,120}$|^انت هنا ?: ?[^.\d]{0,120}$/,
  /^[^。,，]{1,16}送了? ?(?:\d+ ?[面束个份] ?)?(?:锦旗|鲜花|暖心|心意|礼物|感谢信)$/,
  /^(?!.*换[肝肾心])(?:门诊|看诊|就诊|叫号)进度 ?[:：][^,，。]{0,40}$/,
  /^(?!.*(?:كلي|كبد|عملي|اسبوع|قائمه|الصين|اجانب))(?:سجل|حمل|نزل)(?!\p{L}).{0,40}(?:عبر|من خلال|علي) تطبيق(?:نا)?(?: (?:ال)?جديد)?[.!]?$|^(?!.*\b(?:kidney|liver|match\w*|living|recipients?|surgery|weeks|china|donor list)\b)(?:download|get|register|sign up)\b.{0,40}\b(?:with|via|through|in|on) our (?:new )?app[.!]?$|^(?!.*(?:[肝肾]|换心|器官(?!捐)|供体|外[国籍宾]))(?:扫码|下载).{0,16}(?:app|客户端|小程序).{0,12}$/u,
  // What a visitor may do for the cause.
  /^(?:become|register as|sign up as) (?:a |an )?(?:organ )?donor(?: (?:today|now|here|online))?[.!]?$|^我要(?:捐献|登记)$|^كن متبرعا?(?: (?:اليوم|الان))?$/,
  /^(?:تبرع|تبرعوا|donate|give|make a donation)(?: (?:الان|معنا|اليوم|now|today|here|online))?[!.]?$|^(?!.*(?:المريض|مرضي|حساب))(?:ساهم|ساهموا) في (?:حمله|دعم).{0,60}$|^(?:support|give to) our (?:work|appeal|campaign)\b.{0,40}$/,
  /^(?:thank you[!.]? )?(?:hk|us|nt|s)?[$£€] ?[\d,.]+ raised (?:on|by|at|in|during) (?:our |the )?[\p{L} ]{2,30}[!.]?$/u,
  /^(?!.*(?:донор|почк|печен|\d ?[$€₽]))(?:(?:сейчас этот форум просматривают|кто сейчас на (?:форуме|конференции)).{0,140}|пройдите (?:тест|опрос)(?!\p{L}).{0,60})$/u,
  /^(?:ساعد|ادعم)(?:وا)? (?:ال)?(?:موسوعه|موقع|مجله|صحيفه)(?!\p{L}).{0,40}$/u,
  // What a journal asks for.
  /^(?!.*(?:edited by|chair|主编|\bprof|\bdr\b|\bcases\b|\d例|\d{4} ?\d{4}(?! ?年)))(?:call for (?:papers|abstracts)|special issue)\b[^.]{0,60}(?:\. deadline:? .{3,24})?$|^(?!.*(?:主编|\d例)).{0,16}(?:专刊|专辑|专栏)?征稿(?:启事|通知|函)?(?:[:：].{0,24}截稿.{0,24})?$|^دعوه (?:ل|الي )?(?:تقديم|نشر) (?:ال)?(?:بحوث|ابحاث|ملخصات).{0,40}$/,
  /\bif everyone reading this (?:gave|donated)\b|\bour (?:drive|fundraiser|fund ?drive) would be (?:over|done)\b/,
  /^[\p{L} .'-]{2,60} is (?:proudly )?powered by [a-z]+\.?$/u,
];

/** How many pieces are free to read this month. */
function isOfMeter(text: string): boolean {
  return (
    text.length <= LONGEST_OF_METER &&
    METER.test(text) &&
    fieldWordsIn(text).length === 0 &&
    !saysOfTrade(text)
  );
}

const LONGEST_OF_METER = 220;
const METER =
  /^this is your (?:last|\d+(?:st|nd|rd|th)|first|second|third) free (?:article|story)\b|^(?:you(?:'ve| have)|this is) (?:read |got )?(?:your )?\d+ (?:of \d+ )?(?:of your )?free (?:articles?|stories|reads)\b|^(?:您|你)?(?:本月|今日)?(?:已?免费阅读|还可(?:以)?免费阅读|剩余免费).{0,10}\d+ ?篇|^(?:تبقي|قرات) (?:لك )?\d+ (?:مقال\p{L}*|من \d+)/u;

/** How many gave for a cause, and how long they may; what visitors answered. */
export function isOfGivers(text: string): boolean {
  const mapped = mapText(text).text.trim();
  return (
    OF_GIVERS.test(mapped) &&
    !fieldWordsIn(mapped.replace(/登记捐献[志意]愿/, ' ')).some(isPointedWord)
  );
}

/** A greeting or a notice of some days, whatever else is beside it. */
export function isOfTheDays(text: string): boolean {
  const mapped = mapText(text).text;
  return (
    mapped.length <= LONGEST_OF_DAYS &&
    fieldWordsIn(mapped).length === 0 &&
    !isOfDealings(mapped) &&
    [OF_THE_DAYS, GREETING, DAY_OFF].some((words) => words.test(mapped))
  );
}

/** Who made the site, a greeting, a call to subscribe, an advertisement that says it is one. */
export function isByTheWay(text: string): boolean {
  const mapped = mapText(text).text;
  if (PRESENT.test(mapped) || SHARE.test(mapped.trim()) || isCounter(mapped)) return true;
  if (isOfFriends(mapped)) return true;
  if (isAboutItself(mapped) || isDowntime(mapped) || isOfGivers(text) || isOfMeter(mapped))
    return true;
  if (fieldWordsIn(mapped).length > 0 || mapped.length > LONGEST_OF_DAYS) return false;
  if (OF_THE_DAYS.test(mapped) || isOfHours(mapped) || isOfEpidemic(mapped)) return true;
  // Whoever is greeted, and whenever it is shut: what is done there, and for whom, is told beside it.
  const figures = isOfTreatment(mapped) ? mapped : mapped.replace(DAYS, ' ');
  const isIdle = !isOfDealings(mapped) && !citesFigures(figures);
  if (isIdle && DAY_OFF.test(mapped)) return true;
  return (
    mapped.length <= LONGEST &&
    (OWNER.test(mapped) ||
      OF_THE_SITE.test(mapped) ||
      (isIdle && GREETING.test(mapped)) ||
      CALL.test(mapped))
  );
}
