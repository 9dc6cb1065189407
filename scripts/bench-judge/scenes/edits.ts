// Silent edits: one thing on a page that stays is altered, of every kind, at three noise levels.
import { pdf } from '../files.js';
import { LAYOUTS } from '../layouts.js';
import type { NoiseLevel } from '../noise.js';
import {
  all,
  change,
  drop,
  dropRow,
  type Edit,
  type Page,
  reword,
  SCRIPTS,
  type Script,
  setCell,
} from '../page.js';
import { type Expect, type Face, healthy, type Scenario } from '../scenario.js';

interface Silent {
  /** Kinds accepted, the one it is counted under first. */
  readonly kinds: readonly string[];
  readonly script: Script;
  readonly topic: string;
  readonly name: string;
  readonly face: Face;
  readonly more?: Partial<Scenario>;
  readonly expect?: Expect;
}

const silent = (
  kind: string | readonly string[],
  script: Script,
  topic: string,
  name: string,
  edit: Edit | Face,
  more: Pick<Silent, 'more' | 'expect'> = {},
): Silent => ({
  kinds: typeof kind === 'string' ? [kind] : kind,
  script,
  topic,
  name,
  face: typeof edit === 'function' ? { edit } : edit,
  ...more,
});
/** A claim of the page loses its sentence; the paragraph around it stays. */
const without = (sentence: string): Edit => reword(sentence, '');
const ABSENT: Pick<Silent, 'expect'> = { expect: { claim: ['absent'] } };
const ALTERED: Pick<Silent, 'expect'> = { expect: { claim: ['altered'] } };
const NO_CLAIM: Pick<Silent, 'more'> = { more: { unclaimed: true } };

const CLAIMS: readonly Silent[] = [
  silent(
    'claim-absent',
    'hans',
    'centre',
    'sentence',
    without('患者入院后平均等待供体时间为两周，最快一周即可安排手术；'),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'hans',
    'doctor',
    'half-sentence',
    without('，创下单日连续完成五台肝移植的纪录'),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'hans',
    'news',
    'quotation',
    without('“供体来源充足，配型很快就能完成。”'),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'hant',
    'centre',
    'sentence',
    without(
      '根據本中心追蹤之一百四十二名境外移植病友，平均等候時間僅十七天，遠低於國內的五年四個月。',
    ),
    ABSENT,
  ),
  silent('claim-absent', 'hant', 'doctor', 'block', drop('p', 1), ABSENT),
  silent(
    'claim-absent',
    'hant',
    'fees',
    'half-sentence',
    without('；若首次手術失敗，合作醫院承諾兩個月內免費再次移植'),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'en',
    'package',
    'sentence',
    without(
      'The average waiting time for a matching liver is two weeks, and in urgent cases surgery has been performed within 72 hours of admission.',
    ),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'en',
    'paper',
    'clause',
    without('; no organs from executed prisoners were used'),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'en',
    'news',
    'quotation',
    without(
      '"Bed occupancy reached 131 percent in spring, so we simply had to grow," he said, adding that the supply of organs was stable.',
    ),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'ar',
    'package',
    'sentence',
    without('مدة الانتظار للحصول على كلية مطابقة أسبوعان فقط، وقد تقل عن ذلك في الحالات العاجلة.'),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'ar',
    'doctor',
    'sentence',
    without('نسق الدكتور سفر خمسة وسبعين مريضا لإجراء الزراعة في الخارج بين عامي ٢٠١٠ و٢٠١٥.'),
    ABSENT,
  ),
  silent(
    'claim-absent',
    'ar',
    'news',
    'clause',
    without(
      'وأوضح التقرير أن ٢٠٤ حالات من هذه الحالات أجريت في الصين، بينما توزعت البقية على الهند وباكستان ومصر.',
    ),
    ABSENT,
  ),
  silent(
    'claim-altered',
    'hans',
    'centre',
    'duration',
    reword('时间为两周', '时间为三个月'),
    ALTERED,
  ),
  silent(
    'claim-altered',
    'hans',
    'report',
    'count',
    reword('不完整的有九例', '不完整的有两例'),
    ALTERED,
  ),
  silent(
    'claim-altered',
    'hans',
    'news',
    'word',
    reword('供体来源充足，配型很快就能完成', '捐献者来源有限，配型需要耐心等待'),
    { expect: { claim: ['altered', 'absent'] } },
  ),
  silent('claim-altered', 'hant', 'centre', 'duration', reword('僅十七天', '約十七個月'), ALTERED),
  silent(
    'claim-altered',
    'hant',
    'news',
    'count',
    reword('五十一例無法說明', '十五例無法說明'),
    ALTERED,
  ),
  silent('claim-altered', 'hant', 'doctor', 'count', reword('病患三十餘名', '病患三名'), ALTERED),
  silent(
    'claim-altered',
    'en',
    'package',
    'duration',
    reword('matching liver is two weeks', 'matching liver is twelve months'),
    ALTERED,
  ),
  silent('claim-altered', 'en', 'news', 'percent', reword('131 percent', '81 percent'), ALTERED),
  silent(
    'claim-altered',
    'en',
    'paper',
    'hours',
    reword('a mean of 41 hours', 'a mean of 410 hours'),
    { expect: { kinds: ['claim-altered'] } },
  ),
  silent(
    'claim-altered',
    'ar',
    'package',
    'duration',
    reword('مطابقة أسبوعان فقط', 'مطابقة ستة أشهر فقط'),
    ALTERED,
  ),
  silent('claim-altered', 'ar', 'news', 'count', reword('٢٠٤ حالات', '٢٤ حالة'), {
    expect: { claim: ['altered', 'absent'] },
  }),
  silent(
    'claim-altered',
    'ar',
    'doctor',
    'count',
    reword('سفر خمسة وسبعين مريضا', 'سفر خمسة مرضى'),
    { expect: { claim: ['altered', 'absent'] } },
  ),
];

const NUMBERS: readonly Silent[] = [
  silent(
    'number-changed',
    'hans',
    'prices',
    'price-cell',
    setCell(5, 1, () => '9.6万元'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'hans',
    'centre',
    'beds',
    (page) => ({
      ...page,
      blocks: page.blocks.map((one, at) =>
        at === 0 && one.kind === 'p'
          ? { ...one, text: one.text.replace(/床位\d+张/, '床位12张') }
          : one,
      ),
    }),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'hans',
    'report',
    'numeral',
    reword('四个百分点', '一个百分点'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'hans',
    'report',
    'table-year',
    setCell(0, 3, () => '31'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'hans',
    'prices',
    'percent',
    reword('百分之八十五', '百分之五十'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'hant',
    'fees',
    'price-cell',
    setCell(3, 1, () => '83萬元'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'hant',
    'news',
    'fine',
    reword('提高至一百五十萬元', '提高至五十萬元'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'hant',
    'fees',
    'wait-cell',
    setCell(1, 2, () => '約兩年'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'en',
    'prices',
    'price-cell',
    setCell(4, 1, () => '$13,000'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'en',
    'prices',
    'wait-cell',
    setCell(1, 3, () => '2 years'),
    NO_CLAIM,
  ),
  silent('number-changed', 'en', 'news', 'count', reword('up from 640', 'up from 1,064'), NO_CLAIM),
  silent(
    'number-changed',
    'en',
    'package',
    'patients',
    reword('212 patients', '21 patients'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'ar',
    'prices',
    'price-cell',
    setCell(3, 1, () => '٥٠ ألف دولار'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'ar',
    'package',
    'patients',
    reword('أكثر من ١٨٠ مريضا', 'أكثر من ١٨ مريضا'),
    NO_CLAIM,
  ),
  silent(
    'number-changed',
    'ar',
    'news',
    'deaths-cell',
    setCell(2, 2, () => '٢'),
    NO_CLAIM,
  ),
  silent('date-changed', 'hans', 'news', 'backdated', (page) => ({
    ...page,
    date: '发布时间：2019-03-05',
  })),
  silent('date-changed', 'hant', 'fees', 'backdated', (page) => ({ ...page, date: '2021.02.14' })),
  silent('date-changed', 'en', 'paper', 'backdated', (page) => ({
    ...page,
    date: 'Published online: 2 February 2016',
  })),
  silent(
    'date-changed',
    'en',
    'paper',
    'accepted',
    reword('accepted 22 April 2019', 'accepted 22 April 2017'),
  ),
  silent('date-changed', 'ar', 'prices', 'backdated', (page) => ({ ...page, date: '٢٠٢١/٠٩/٠٣' })),
];

const LOSSES: readonly Silent[] = [
  silent('block-removed', 'hans', 'news', 'paragraph', drop('p', 6), NO_CLAIM),
  silent('block-removed', 'hans', 'centre', 'last-paragraph', drop('p', -1), NO_CLAIM),
  silent('block-removed', 'hant', 'news', 'paragraph', drop('p', 4), NO_CLAIM),
  silent('block-removed', 'en', 'news', 'last-but-one', drop('p', 5), NO_CLAIM),
  silent('block-removed', 'en', 'package', 'list', drop('list'), NO_CLAIM),
  silent('block-removed', 'ar', 'news', 'paragraph', drop('p', 2), NO_CLAIM),
  silent(
    ['contact-removed', 'block-removed'],
    'hans',
    'centre',
    'paragraph',
    drop('p', 5),
    NO_CLAIM,
  ),
  silent(
    'contact-removed',
    'hans',
    'doctor',
    'phone',
    reword('门诊电话 022-58376288，', ''),
    NO_CLAIM,
  ),
  silent(
    'contact-removed',
    'hant',
    'centre',
    'mail',
    reword('，電子信箱 coordinator@jiaci.test', ''),
    NO_CLAIM,
  ),
  silent(
    'contact-removed',
    'en',
    'package',
    'phone',
    reword(' on +65 6555 0177 or', ', or'),
    NO_CLAIM,
  ),
  silent(
    'contact-removed',
    'en',
    'paper',
    'correspondence',
    reword(' Correspondence: shen.z@orient-hosp.test', ''),
    NO_CLAIM,
  ),
  silent(
    'contact-removed',
    'ar',
    'package',
    'phone',
    reword(' على الرقم ٠٥٠١٢٣٤٥٦٧', ''),
    NO_CLAIM,
  ),
  silent('table-row-removed', 'hans', 'prices', 'row', dropRow(1), NO_CLAIM),
  silent('table-row-removed', 'hans', 'report', 'row', dropRow(4), NO_CLAIM),
  silent('table-row-removed', 'hant', 'news', 'row', dropRow(0), NO_CLAIM),
  silent('table-row-removed', 'en', 'prices', 'row', dropRow(2), NO_CLAIM),
  silent('table-row-removed', 'ar', 'prices', 'row', dropRow(2), NO_CLAIM),
  ...SCRIPTS.flatMap((script): Silent[] => [
    silent(
      ['nav-delisted', 'link-removed'],
      script,
      'news',
      'menu',
      (page) => ({ ...page, nav: page.nav.filter((_, at) => at !== 3) }),
      NO_CLAIM,
    ),
    silent(
      'lang-version-removed',
      script,
      'news',
      'english',
      (page) => ({
        ...page,
        languages: page.languages.filter(({ lang }) => lang !== (script === 'en' ? 'ar' : 'en')),
      }),
      NO_CLAIM,
    ),
    silent(
      'noindex-added',
      script,
      script === 'en' ? 'paper' : 'doctor',
      'meta',
      (page) => ({ ...page, robots: 'noindex, nofollow' }),
      NO_CLAIM,
    ),
    silent(
      'noindex-added',
      script,
      'news',
      'header',
      { headers: { 'x-robots-tag': 'noindex' } },
      NO_CLAIM,
    ),
    silent(
      'archive-excluded',
      script,
      'news',
      'meta',
      (page) => ({ ...page, robots: 'noarchive' }),
      NO_CLAIM,
    ),
    silent(
      'title-changed',
      script,
      'news',
      'title',
      (page) => ({
        ...page,
        title: `${page.site}${script === 'hans' ? '：新闻动态' : script === 'hant' ? '：消息' : script === 'ar' ? ': أخبار' : ': archive'}`,
      }),
      NO_CLAIM,
    ),
    silent(
      'icp-number-changed',
      'hans',
      'news',
      `footer-${script}`,
      (page) => ({
        ...page,
        footer: page.footer.replace(
          '津ICP备12003456号-1',
          `京ICP备${20260000 + script.length}号-3`,
        ),
      }),
      NO_CLAIM,
    ),
    silent(
      'analytics-id-changed',
      script,
      'news',
      'id',
      (page) => ({ ...page, analytics: 'e7d0ff00aa11bb22cc33dd44ee55ff66' }),
      { more: { unclaimed: true }, expect: {} },
    ),
    silent(
      ['server-changed', 'cdn-added'],
      script,
      'news',
      'server',
      {
        headers: { server: 'cloudflare', 'cf-ray': '8f1c2d3e4a5b6c7d-HKG', via: '1.1 cloudflare' },
      },
      NO_CLAIM,
    ),
    silent('ip-changed', script, 'news', 'address', { name: 'other-address' }, NO_CLAIM),
    silent('image-removed', script, 'news', 'picture', drop('image'), NO_CLAIM),
    silent(
      'image-replaced',
      script,
      'news',
      'same-address',
      { pictures: (path) => (/news|press|wing|report/.test(path) ? `${path}#another` : path) },
      NO_CLAIM,
    ),
    silent(
      ['image-replaced', 'image-removed'],
      script,
      'news',
      'other-address',
      change('image', 0, (one) => ({ ...one, src: '/upload/2026/landscape.png' })),
      NO_CLAIM,
    ),
    silent(
      'block-added',
      script,
      'news',
      'paragraph',
      (page) => ({ ...page, blocks: [...page.blocks, { kind: 'p', text: ADDED[script] }] }),
      NO_CLAIM,
    ),
    silent(
      'hidden-not-removed',
      script,
      'news',
      'display-none',
      change('p', 1, (one) => ({ ...one, style: 'display:none' })),
      NO_CLAIM,
    ),
    silent(
      ['hidden-not-removed', 'claim-absent'],
      script,
      'news',
      'white-and-tiny',
      { markup: hideClaim },
      {},
    ),
  ]),
  silent('video-removed', 'hans', 'news', 'video', drop('video'), NO_CLAIM),
  silent('video-removed', 'hant', 'centre', 'video', drop('video'), NO_CLAIM),
  silent('video-removed', 'en', 'news', 'video', drop('video'), NO_CLAIM),
  silent('video-removed', 'ar', 'news', 'video', drop('video'), NO_CLAIM),
  silent(['file-removed', 'link-removed'], 'hans', 'centre', 'attachment', drop('file'), NO_CLAIM),
  silent(['file-removed', 'link-removed'], 'hant', 'fees', 'contract', drop('file'), NO_CLAIM),
  silent(['file-removed', 'link-removed'], 'en', 'paper', 'full-text', drop('file'), NO_CLAIM),
  silent(['file-removed', 'link-removed'], 'ar', 'package', 'guide', drop('file'), NO_CLAIM),
  silent(
    ['link-retargeted', 'file-replaced', 'file-removed'],
    'hans',
    'report',
    'pdf',
    change('file', 0, (one) => ({ ...one, href: '/upload/files/notice.pdf' })),
    NO_CLAIM,
  ),
  silent(
    ['link-retargeted', 'file-replaced', 'file-removed'],
    'en',
    'package',
    'pdf',
    change('file', 0, (one) => ({ ...one, href: '/wp-content/uploads/contact-form.pdf' })),
    NO_CLAIM,
  ),
  silent(
    ['link-retargeted', 'file-replaced', 'file-removed'],
    'hant',
    'centre',
    'pdf',
    change('file', 0, (one) => ({ ...one, href: '/' })),
    NO_CLAIM,
  ),
  silent(
    ['link-retargeted', 'file-replaced', 'file-removed'],
    'ar',
    'prices',
    'pdf',
    change('file', 0, (one) => ({ ...one, href: '/files/about.pdf' })),
    NO_CLAIM,
  ),
  ...SCRIPTS.map((script) =>
    silent(
      'file-replaced',
      script,
      'news',
      'watched-pdf',
      {
        page: {
          headers: { 'content-type': 'application/pdf' },
          body: pdf(
            'Transplant patients: notes for admission\nThe waiting time depends on the individual case.',
          ),
        },
      },
      { more: { unclaimed: true, watch: '/files/admission.pdf' } },
    ),
  ),
];

const WORDS: readonly Silent[] = [
  silent(
    'term-substituted',
    'hans',
    'centre',
    'term',
    all(reword('供体', '捐献者'), reword('供肝', '捐献肝')),
    { more: { unclaimed: true, terms: ['供体'] } },
  ),
  silent('term-substituted', 'hans', 'news', 'term', reword('供体', '爱心捐献'), {
    more: { unclaimed: true, terms: ['供体', '移植'] },
  }),
  silent('term-substituted', 'hant', 'centre', 'term', reword('屍腎', '大愛腎臟'), {
    more: { unclaimed: true, terms: ['屍腎'] },
  }),
  silent(
    'term-substituted',
    'en',
    'paper',
    'term',
    reword('executed prisoners', 'vulnerable persons'),
    { more: { unclaimed: true, terms: ['executed prisoners'] } },
  ),
  silent('term-substituted', 'ar', 'package', 'term', reword('زراعة', 'غرس'), {
    more: { unclaimed: true, terms: ['زراعة'] },
  }),
  silent(
    'block-edited',
    'hans',
    'news',
    'rewritten',
    reword('再次刷新全市单日移植手术纪录', '保障了患者的生命安全'),
    NO_CLAIM,
  ),
  silent(
    'block-edited',
    'hant',
    'news',
    'rewritten',
    reword('已移請檢調單位偵辦', '已請相關醫院說明'),
    NO_CLAIM,
  ),
  silent(
    'block-edited',
    'en',
    'news',
    'rewritten',
    reword('the largest transplant facility in Asia', 'a modern hospital for all citizens'),
    NO_CLAIM,
  ),
  silent(
    'block-edited',
    'ar',
    'news',
    'rewritten',
    reword('وطالبت بإلزام المرضى بالإفصاح', 'وشددت على أهمية التوعية والحديث'),
    NO_CLAIM,
  ),
  silent('script-switch', 'hans', 'news', 'traditional', toTraditional, NO_CLAIM),
  silent(
    'access-tightened',
    'hans',
    'centre',
    'attachment-behind-login',
    change('file', 0, () => ({
      kind: 'p',
      text: '附件仅限本院职工<a href="/cas/login">登录</a>后下载。',
    })),
    NO_CLAIM,
  ),
  silent(
    'access-tightened',
    'en',
    'paper',
    'full-text-behind-login',
    change('file', 0, () => ({
      kind: 'p',
      text: 'Full text: <a href="/login">log in</a> to download (members only).',
    })),
    NO_CLAIM,
  ),
];

const ADDED: Record<Script, string> = {
  hans: '以上内容仅供参考，具体政策以主管部门最新文件为准，医院保留最终解释权。',
  hant: '以上內容僅供參考，實際規定以主管機關公告為準。',
  en: 'This article is provided for information only and does not constitute medical advice of any kind.',
  ar: 'المعلومات الواردة أعلاه لأغراض التوعية فقط ولا تغني عن استشارة الطبيب.',
};

/** White letters of one pixel, off the screen: the words stay in the source. */
function hideClaim(html: string): string {
  const claim =
    /供体来源充足，配型很快就能完成|五十一例無法說明器官來源|Bed occupancy reached 131 percent|٢٠٤ حالات من هذه الحالات أجريت في الصين/;
  return html.replace(
    claim,
    (words) => `<span style="visibility:hidden;position:absolute;left:-9999px">${words}</span>`,
  );
}

/** The paragraphs of the news in Traditional characters, letter for letter. */
function toTraditional(page: Page): Page {
  const from =
    '报讯员吴晓燕医官植连续为单术纪录当点专机术间时启动几护奋战个来增长据说国马亚转标党书记对团队调进强品争与辟绿缩运给实视频导审摄责编辑传张发创万临';
  const to_ =
    '報訊員吳曉燕醫官植連續為單術紀錄當點專機術間時啟動幾護奮戰個來增長據說國馬亞轉標黨書記對團隊調進強品爭與闢綠縮運給實視頻導審攝責編輯傳張發創萬臨';
  const letters = new Map([...from].map((letter, at) => [letter, [...to_][at] ?? letter]));
  const turn = (text: string) => [...text].map((letter) => letters.get(letter) ?? letter).join('');
  return {
    ...page,
    blocks: page.blocks.map((one) => ('text' in one ? { ...one, text: turn(one.text) } : one)),
  };
}

/** Every edit at every noise level, in layouts taken in turn. */
export function edits(): Scenario[] {
  return [...CLAIMS, ...NUMBERS, ...LOSSES, ...WORDS].flatMap((one, nth) => {
    const layouts = LAYOUTS.filter(({ scripts }) => scripts.includes(one.script));
    const usable =
      one.face.markup === undefined ? layouts : layouts.filter(({ data }) => data === undefined);
    return ([0, 1, 2] as const).map(
      (noise: NoiseLevel): Scenario => ({
        id: `${one.kinds[0]}/${one.script}/${one.topic}-${one.name}/noise-${noise}`,
        group: 'edit',
        target: one.kinds[0] ?? '',
        script: one.script,
        layout: usable[(nth + noise) % usable.length]?.name ?? 'portal',
        noise,
        topic: one.topic,
        ...one.more,
        steps: [
          ...healthy(noise === 0 ? 1 : 2),
          {
            face: one.face,
            expect: { classes: ['ok', 'partial'], kinds: one.kinds, ...one.expect },
          },
        ],
      }),
    );
  });
}
