// Text -> the people named in it with a medical title: what a page says of who works there.

/** The commonest surnames and those that begin no other word, simplified; a name is one of them and one or two characters. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤简庄颜柯翁游阮詹骆蓝洪施葛章鲁俞涂巫纪童凌毕岳聂焦邢温欧殷邬' +
  '蒲樊祁臧戚鲍岑滕卞祝闵娄刁虞裘缪嵇裴荀甄靳糜栾厉郜蔺屠乔胥翟冉郦濮扈冀浦晏瞿阎茹耿匡寇晁敖阚饶鞠荆竺桓';
const TITLES =
  '(?:副?主任|主治|住院|特聘|首席)?(?:医师|医生|教授|院长|院士|博士|专家|大夫|护士长|主任)';
const CHINESE = [
  new RegExp(
    `(?<![\\u4e00-\\u9fff])(?:.{0,12}[由经请与和及据为找])?([${SURNAMES}][\\u4e00-\\u9fff]{1,2})(?=[ :,、(]{0,2}${TITLES})`,
    'g',
  ),
  new RegExp(
    `(?:${TITLES}|医生|医师|主刀|术者|带队|法人(?:代表)?|法定代表人)[:： ]{1,2}([${SURNAMES}][\\u4e00-\\u9fff]{1,2})(?![\\u4e00-\\u9fff])`,
    'g',
  ),
];
const NAME = `[${SURNAMES}][\\u4e00-\\u9fff]{1,2}`;
/** Several after what they are: 组员：张立新、陈志强、李国伟. */
const LISTED = new RegExp(
  `(?:组长|组员|成员|队员|专家|医师|医生|教授|协调员|团队)[:：] ?(${NAME}(?:[、,， ]{1,2}${NAME})+)(?![\\u4e00-\\u9fff])`,
  'g',
);
/** And after the organ they take: 肾：邱卫东、蒲红. */
const BY_ORGAN = new RegExp(
  `(?<![\\u4e00-\\u9fff])[肝肾心肺胰][:：] ?(${NAME}(?:[、,， ]{1,2}${NAME})+)(?![\\u4e00-\\u9fff])`,
  'g',
);
/** A doctor may come and go; before a short title these words are names. */
const ENGLISH =
  /(?<![a-z])(?:dr|prof|professor|doctor)\.? ((?!(?:of|and|who|is|was|near|now|today|online|about|before|visits?|appointments?)\b)(?!(?<=(?:doctor|professor)\.? )(?:or|in|on|for|from|at|by|to|will|can|may)\b)[a-z][a-z'-]+(?: (?!is\b|was\b|and\b|of\b|in\b|led\b|has\b|who\b|from\b|at\b|for\b|the\b|with\b|on\b|reading\b|posted\b|published\b|updated\b|reviewed\b|last\b)[a-z][a-z'-]+){0,2})/g;
const ARABIC =
  /(?<!\p{L})(?:ال)?(?:دكتوره?|بروفي?سور|استاذ|طبيبه?|د\.) ((?!\p{L}*(?:في|من|علي)(?!\p{L}))\p{L}{3,} \p{L}{3,}|\p{L}{2,}(?= (?:من|في)(?!\p{L})))/gu;

/** Who is paid, and where: 收款人：李某某, 开户行：农行天津分行. */
const PAYEE =
  /(?:收款人|户名|账户名称|开户行|开户银行)[:： ]{1,2}(?![\u4e00-\u9fff]{0,12}(?:慈善|红十字))([\u4e00-\u9fff]{2,16})|\b(?:payee|beneficiary|account name)[: ]{1,2}([a-z][a-z .'-]{2,30})/g;

/** True where a name gave way to its surname and a blank: "王某某" for "王建国". */
export function isMasked(before: string, after: string): boolean {
  const [surname = ''] = before;
  const isName = SURNAMES.includes(surname) && /^[\u4e00-\u9fff]{2,4}$/.test(before);
  return (
    isName && !/某/.test(before) && new RegExp(`^${surname}(?:某某?|[xX*＊○]{1,2})$`).test(after)
  );
}

/** Whom to ask for: 联系人：王志强, 洪经理. */
const CONTACT = new RegExp(
  `(?:联系人|经理|负责人|协调[员师]|顾问|专员|主管)[:： ]{1,2}[${SURNAMES}][\\u4e00-\\u9fff]{1,2}(?![\\u4e00-\\u9fff])|[${SURNAMES}](?:经理|先生|女士|小姐|主管)(?![\\u4e00-\\u9fff])`,
);
/** The same by a surname and a title, in a line of nothing else: 联系人：王教授, 柯医师. */
const TITLED = new RegExp(
  `(?<![\\u4e00-\\u9fff])(?:[\\u4e00-\\u9fff]{2,6}[:： ]{1,2})?([${SURNAMES}](?:教授|医师|医生|大夫|主任|院长|经理|先生|女士|小姐))(?![\\u4e00-\\u9fff])`,
);

/** Whether somebody is named as one who treats or as one to ask for, in the form `mapText` gives its text. */
export function namesSomebody(text: string): boolean {
  return namesIn(text).length > 0 || CONTACT.test(text);
}

/** Who is to be asked for, where a line names nobody else. */
export function titledIn(text: string): readonly string[] {
  const name =
    text.length <= LONGEST_TITLED && !OF_ROSTER.test(text)
      ? TITLED.exec(text.trim())?.[1]
      : undefined;
  return name === undefined ? [] : [name];
}

const LONGEST_TITLED = 24;
/** Who sees patients, whom learners ask for, who wrote a comment. */
const OF_ROSTER =
  /(?<!移植)[门出坐停]诊|主讲|摄影|作者|记者|值班|进修|招聘|培训|(?:先生|女士|小姐) ?(?:说|评论|留言)/;

/** The people named, in the form `mapText` gives its text. */
export function namesIn(text: string): readonly string[] {
  const found = [...CHINESE, ENGLISH, ARABIC, PAYEE].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? ''),
  );
  const listed = [LISTED, BY_ORGAN].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => (match[1] ?? '').split(/[、,， ]+/)),
  );
  return [...new Set([...found, ...listed].filter((name) => name !== ''))];
}
