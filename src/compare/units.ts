// The units and multipliers that may stand around a number, in Chinese (simplified, as folded),
// English and Arabic (as united), with the one unit each is counted in.

/** Currencies that stand before the amount. */
export const CURRENCY_BEFORE = String.raw`¥|人民币|新?台币|港币|美金|rmb|cny|twd|hkd|(?:us|hk|nt)?\$|usd|€|eur|£|gbp|sar|aed|qar|omr|jod|kwd|bhd|₹|inr|sgd|myr|thb`;

/** What follows digits and multiplies them. */
export const MULTIPLIERS: readonly (readonly [RegExp, number])[] = [
  [/^ ?千万/, 10_000_000],
  [/^ ?百万/, 1_000_000],
  [/^ ?十万/, 100_000],
  [/^ ?多?万/, 10_000],
  [/^ ?亿/, 100_000_000],
  [/^ ?千/, 1000],
  [/^ ?百/, 100],
  [/^ ?(?:millions?|mn)\b/, 1_000_000],
  [/^ ?(?:thousands?|k)\b/, 1000],
  [/^ ?مليون/, 1_000_000],
  [/^ ?(?:الف|الاف)(?![\u0600-\u06ff])/, 1000],
];

/** What follows a number: [pattern, unit, factor into that unit]. Longer names come first. */
export const UNITS: readonly (readonly [RegExp, string, number])[] = [
  [/^ ?(?:%|percent\b|per cent\b|بالمئه|بالمائه|في المئه|في المائه)/, '%', 1],
  // 三成 is thirty per cent; 成立 is no share.
  [/^ ?成(?![立功员为本果都年分就长人品套因效交药])/, '%', 10],
  [/^ ?(?:us)?\$/, 'USD', 1],
  [/^ ?(?:美元|美金|usd\b|us dollars?\b|dollars?\b|دولار)/, 'USD', 1],
  [/^ ?долл(?:ар(?:ов|а|ы)?)?\.?(?: сша)?(?!\p{L})/u, 'USD', 1],
  [/^ ?(?:欧元|eur\b|euros?\b|يورو|евро(?!\p{L}))/u, 'EUR', 1],
  [/^ ?(?:₽|rub\b|руб(?:л(?:ей|я|ь))?\.?(?!\p{L}))/u, 'RUB', 1],
  [/^ ?(?:日元|日圆|yen\b|jpy\b)/, 'JPY', 1],
  [/^ ?(?:韩元|krw\b)/, 'KRW', 1],
  [/^ ?(?:港元|港币|hkd\b)/, 'HKD', 1],
  [/^ ?(?:新?台币|twd\b)/, 'TWD', 1],
  [/^ ?(?:元人民币|人民币|元整|元|圆|块钱|rmb\b|cny\b|yuan\b|يوان)/, 'CNY', 1],
  [/^ ?(?:qar\b|ريال قطري)/, 'QAR', 1],
  [/^ ?(?:omr\b|ريال عماني)/, 'OMR', 1],
  [/^ ?(?:沙特里亚尔|里亚尔|sar\b|riyals?\b|ريال(?: سعودي)?|ر\. ?س)/, 'SAR', 1],
  [/^ ?(?:aed\b|dirhams?\b|درهم)/, 'AED', 1],
  [/^ ?(?:egp\b|جنيه)/, 'EGP', 1],
  [/^ ?(?:jod\b|(?:دينارا?|دنانير) اردني)/, 'JOD', 1],
  [/^ ?(?:kwd\b|(?:دينارا?|دنانير) كويتي)/, 'KWD', 1],
  [/^ ?(?:bhd\b|(?:دينارا?|دنانير) بحريني)/, 'BHD', 1],
  [/^ ?(?:iqd\b|(?:دينارا?|دنانير) عراقي)/, 'IQD', 1],
  [/^ ?(?:dinars?\b|دينارا?|دنانير)/, 'dinar', 1],
  [/^ ?(?:lbp\b|(?:ليره|ليرات) لبناني)/, 'LBP', 1],
  [/^ ?(?:syp\b|(?:ليره|ليرات) سوري)/, 'SYP', 1],
  [/^ ?(?:turkish liras?\b|(?:ليره|ليرات) تركي)/, 'TRY', 1],
  [/^ ?(?:liras?\b|ليره|ليرات)/, 'lira', 1],
  [/^ ?(?:inr\b|rupees?\b|卢比|روبيه)/, 'INR', 1],
  [/^ ?(?:sgd\b|新加坡元|新币)/, 'SGD', 1],
  [/^ ?(?:myr\b|ringgit\b|令吉|马币)/, 'MYR', 1],
  [/^ ?(?:thb\b|baht\b|泰铢)/, 'THB', 1],
  [/^ ?(?:个)?(?:星期|礼拜)/, 'd', 7],
  [/^ ?(?:周年)/, '周年', 1],
  [/^ ?(?:个)?周(?!岁|围|边|刊)/, 'd', 7],
  [/^[ -]?weeks?\b/, 'd', 7],
  [/^ ?(?:اسبوع|اسابيع)/, 'd', 7],
  [/^[ -]?(?:个)?(?:工作日|business days?\b|working days?\b)/, 'workday', 1],
  [/^ ?(?:天|日)(?!元|圆|本|游)/, 'd', 1],
  // When one is there, and not how long it takes.
  [/^[ -]?days? (?:a|per) week\b/, 'days of the week', 1],
  [/^[ -]?days?\b/, 'd', 1],
  [/^ ?(?:يوما|يوم|ايام)/, 'd', 1],
  [/^[ -]?hours? (?:a|per) day\b/, 'hours of the day', 1],
  [
    /^ ?(?:个)?(?:小时(?!滚动|热[榜点]|新闻|要闻)|钟头)|^[ -]?(?:hours?|hrs?)\b|^ ?(?:ساعه|ساعات)/,
    'h',
    1,
  ],
  [/^ ?分钟|^[ -]?(?:minutes?|mins?)\b|^ ?(?:دقيقه|دقائق)/, 'min', 1],
  [/^ ?(?:个多?月)|^[ -]?months?\b|^ ?(?:شهر|اشهر|شهور)/, 'mo', 1],
  [/^ ?年(?!级|代)|^[ -]?(?:years?|yrs?)\b|^ ?(?:سنه|سنوات|عاما|عام|اعوام)/, 'y', 1],
  [/^ ?(?:多)?(?:病例|例)|^ cases?\b|^ ?(?:حاله|حالات|عمليه|عمليات)/, 'case', 1],
  [
    /^ (?:(?:[a-z]+ ){0,2})(?:transplants?|transplantations?|operations?|surgeries|procedures?)\b/,
    'case',
    1,
  ],
  [/^ ?(?:张)?(?:病床|床位|床)|^ beds?\b|^ ?(?:سريرا?|اسره)/, 'bed', 1],
  [/^ ?(?:余|多)?(?:名|位|人)|^ (?:people|persons?|patients?|doctors?|donors?)\b/, 'person', 1],
  [/^ ?(?:(?:مريض|طبيب|شخص|متبرع)(?:ا|ه|ات|ين|ون)?|مرضي|اطباء|اشخاص)(?!\p{L})/u, 'person', 1],
  [/^ ?(?:平方米|m2|sq\.? ?m(?:et(?:er|re)s?)?\b|square met(?:er|re)s?\b|متر مربع)/, 'm2', 1],
  [/^ ?(?:台次|台)/, '台', 1],
  // One and two as well where organs are counted.
  [
    /^ ?(?:livers|kidneys|hearts(?= (?:in|since|this|a|per|each|were|are|from|available|transplanted)\b)|lungs|corneas|organs)\b/,
    'organ',
    1,
  ],
  [/^ ?(?:个|枚|颗)(?=[肝肾心]|供体|角膜)/, 'organ', 1],
  [/^ ?(?:次|家|所|间|项|篇|个|种|件|套|支|份|枚)/, 'n', 1],
];
