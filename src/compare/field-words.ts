// The words this work is about, in the form `matchable` gives: a sentence that loses one of them has
// lost what it was cited for, whether or not the watch names the word.

const WORDS: readonly (readonly [string, RegExp])[] = [
  ['供体', /供(?:体|者|肝|肾|心)/],
  ['器官', /器官/],
  ['移植', /(?<!毛发|头发|脂肪)移植/],
  ['捐献', /捐(?:献|赠)|(?<![a-z])d[cb]d(?![a-z])/],
  ['自愿', /自愿(?!参加|报名|加入)|志愿(?!者|服务|军|填|队)|爱心捐/],
  ['来源', /供\p{L}{0,2}来源|来源(?:充足|有保障|稳定|广泛|合法)/u],
  ['肝源', /[肝肾心]源/],
  ['死囚', /死囚|死刑犯?|囚犯|犯人|服刑/],
  ['donor', /(?<![a-z]|(?<!-)\bblood )donors?\b|(?<!(?<!-)\bblood )\bdonat(?:ed|ion|ions|ing)\b/],
  ['voluntary', /\bvoluntar(?:y|ily)\b|\baltruistic/],
  ['organ', /\borgans?\b/],
  ['transplant', /(?<![a-z]|hair )transplant(?!_)/],
  [
    'prisoner',
    /\bprison(?:er)?s?\b|\bjails?\b|\binmates?\b|\bexecut(?:ed|ion|ions)\b|\bdeath row\b/,
  ],
  ['متبرع', /متبرع(?!\p{L}* بالدم)|تبرع(?!\p{L}* بالدم)/u],
  [
    'طوعي',
    /(?<!مت)طوعي|(?<!م)تطوع|(?:اعضاء|كلي|كبد|زراع).{0,40}متطوع|متطوع.{0,40}(?:اعضاء|كلي|كبد|زراع)/,
  ],
  ['زراعه', /(?:زراعه|زرع)(?! (?:ال)?(?:شعر|اسنان|سن|لحيه|حواجب))/],
  [
    'اعضاء',
    /(?<!\p{L})(?<!لا )(?<!لا يوجد )(?:ال)?اعضاء(?!\p{L})(?! (?:علي الموقع|هيئه|مجلس|الفريق|اللجنه|الجمعيه|المنتدي|الموقع))/u,
  ],
  ['سجناء', /سجين|سجناء|سجون|اعدام|(?<!\p{L})ال?سجن(?!\p{L})/u],
  ['换肝', /换(?:肝|肾|肺|心脏|器官)/],
  ['监狱', /监狱|看守所|劳教/],
  ['公安', /公安(?!备|网安)/],
  ['武警', /武警|武装警察|军区/],
  ['military', /\b(?:military|armed police|army)\b/],
  ['在押', /在押|拘押|法轮功|维吾尔|良心犯|劳改/],
  ['detainee', /\bdetainees?\b|\buyghurs?\b|\bfalun (?:gong|dafa)\b/],
  ['معتقل', /معتقل|الايغور|الفالون/],
  ['عسكري', /عسكري/],
  ['پیوند', /پيوند (?:كليه|كبد|قلب|ريه|اعضا|عضو|قرنيه)|(?:عمل|جراحي|مركز|بخش) پيوند/],
  ['اهدا', /اهدا ?كننده|اهداي (?:عضو|اعضا|كليه)|مرگ مغزي/],
  ['이식', /이식/],
  ['장기', /장기 ?(?:기증|매매|적출|밀매)|기증자/],
  ['臓器', /臓器|脏器|ドナー/],
  ['донор', /донор/],
  ['трансплант', /трансплант|пересад(?:к|ит)/],
  ['nakil', /\b(?:organ|karaciger|karaciğer|böbrek|bobrek)\b.{0,12}\bnak(?:il|li)/],
  ['买卖', /(?:肝|肾|器官).{0,6}(?:买卖|出售|贩卖)|(?:买卖|出售|贩卖).{0,4}(?:肝|肾|器官)/],
  [
    'sale',
    /\b(?:sell(?:s|ing|ers?)?|sold|sale|buy(?:s|ing|ers?)?|bought|traffick\w*)\b.{0,24}\b(?:kidneys?|livers?|organs?)\b|\b(?:kidneys?|livers?|organs?)\b.{0,16}\b(?:sold|for sale|sellers?|traffick\w*)\b/,
  ],
  ['بيع', /(?:بيع|شراء|اتجار|متاجر|سماسر|فروش|خريد).{0,12}(?:كلي|كبد|اعضا|عضو)/],
];

/** Those by which a page that is put right names where organs come from. */
export const EUPHEMISMS: ReadonlySet<string> = new Set([
  '捐献',
  '自愿',
  'donor',
  'voluntary',
  'متبرع',
  'طوعي',
]);

const MAIL = /[a-z0-9._%+-]{1,64}@[a-z0-9-][a-z0-9.-]{0,200}/g;

/** One thing in the languages of a page: a term with its English in brackets says nothing new. */
const ALIKE: readonly (readonly string[])[] = [
  ['捐献', 'donor', 'متبرع'],
  ['自愿', 'voluntary', 'طوعي'],
];

/** Whether two words of the field are one in other languages. */
export function isSameWord(one: string, other: string): boolean {
  return one === other || ALIKE.some((words) => words.includes(one) && words.includes(other));
}

/** The words of the field in a text that is in the form `matchable` or `mapText` gives. */
export function fieldWordsIn(text: string): readonly string[] {
  // What somebody calls a box for mail says nothing.
  const said = text.includes('@') ? text.replace(MAIL, ' ') : text;
  return WORDS.filter(([, pattern]) => pattern.test(said)).map(([name]) => name);
}

/** What a house that transplants writes over everything it says. */
const OF_THE_HOUSE: ReadonlySet<string> = new Set(
  '移植 器官 捐献 换肝 organ transplant donor متبرع زراعه اعضاء 이식 臓器 трансплант донор پیوند اهدا nakil'.split(
    ' ',
  ),
);

/** True for a word that says more than that a house does what it is for. */
export function isPointedWord(word: string): boolean {
  return !OF_THE_HOUSE.has(word);
}

/** What makes a headline one to be looked for: a number of something, a price, a wait, a source. */
const FIGURES =
  /\d ?(?:例|台|万|元|天|周|个?月|岁|%|名|人|位)|(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3}|[一两二三四五六七八九十百千]+(?:例|万|周|天|个月)/;
const SHARP =
  /军(?!训)|法院|检察|枪决|刑场|处决|家属|亲属|(?:年轻|健康).{0,2}(?:男|女|青年)|上台|随到|现场摘|签约|协议|等待|等候|费用|价[格目]|收费|报价|(?:[供受]体|器官|[肝肾心]源?)费|供(?:体|者|肝|肾|心)|来源|外籍|外国|外宾|国际|两岸|大陆|境外|海外|亚洲|\b(?:courts?|police|execut\w+|famil(?:y|ies)|relatives?|queue|(?:young|healthy) (?:men|women|people|males?)|wait\w*|prices?|costs?|fees?|sources?|foreign\w*|international|overseas|china|chinese|shortage|days?|weeks?)\b|محكم|محاكم|شرط|اقارب|الاهل|شباب|فصيله|انتظار|سعر|اسعار|تكلف|مصدر|اجنب|الصين|دولي|اسبوع|(?<!ال)يوم/;

/** Whether words make a headline one to be looked for. */
export function isSharp(text: string): boolean {
  return FIGURES.test(text) || SHARP.test(text);
}

/** The same by its words alone. */
export function isSharpInWords(text: string): boolean {
  return SHARP.test(text);
}

/** True for words of the field that say more than that a house does what it is for. */
export function isPointed(text: string): boolean {
  const words = fieldWordsIn(text);
  return words.some(isPointedWord) || (words.length > 0 && isSharp(text));
}

/** An organ by its name. */
export function namesOrgan(text: string): boolean {
  return ORGAN.test(text);
}

const ORGAN =
  /[肝肾肺]|心脏|角膜|\b(?:kidneys?|livers?|hearts?|lungs?|corneas?)\b|(?<!\p{L})(?:ال|لل|ب|و)?(?:كلي|كليه|كبد|قلب|رئه|قرنيه)(?!\p{L})/u;
