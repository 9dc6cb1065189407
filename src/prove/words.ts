// The words of a bundle's own pages in the languages it can be exported in.

export type Language = 'en' | 'zh' | 'ar';

export interface ReportWords {
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly intro: string;
  readonly notProved: string;
  readonly captures: string;
  readonly address: string;
  readonly ledTo: string;
  readonly began: string;
  readonly ended: string;
  readonly vantage: string;
  readonly httpStatus: string;
  readonly noAnswer: string;
  readonly observation: string;
  readonly pageState: string;
  readonly claims: string;
  readonly claimStates: Readonly<Record<'present' | 'altered' | 'absent' | 'unknown', string>>;
  readonly found: string;
  readonly changes: string;
  readonly noChanges: string;
  readonly notCompared: string;
  readonly before: string;
  readonly after: string;
  readonly where: string;
  readonly digests: string;
  readonly manifest: string;
  readonly logEntry: string;
  readonly notLogged: string;
  readonly picture: string;
  readonly noPicture: string;
  readonly interval: string;
  readonly lastSeen: string;
  readonly firstNotSeen: string;
}

const EN: ReportWords = {
  direction: 'ltr',
  title: 'Report',
  intro:
    'Every capture in this bundle, oldest first. Times are UTC. How to check the bundle without trusting whoever made it: proof/VERIFY.md.',
  notProved:
    'This report shows what was recorded. It does not prove that what the page said is true, nor why it changed.',
  captures: 'Captures',
  address: 'Address',
  ledTo: 'Led to',
  began: 'Began',
  ended: 'Ended',
  vantage: 'Seen from',
  httpStatus: 'HTTP status',
  noAnswer: 'no answer',
  observation: 'Observation',
  pageState: 'State of the page by then',
  claims: 'Claims',
  claimStates: { present: 'present', altered: 'altered', absent: 'absent', unknown: 'unknown' },
  found: 'found instead',
  changes: 'Changes against the last good capture',
  noChanges: 'None.',
  notCompared: 'Not compared: comparing did not finish in time.',
  before: 'before',
  after: 'after',
  where: 'where',
  digests: 'Digests (SHA-256)',
  manifest: 'manifest',
  logEntry: 'log entry',
  notLogged: 'not in the log',
  picture: 'Picture of the page',
  noPicture: 'There is no picture: nothing was rendered.',
  interval: 'Interval',
  lastSeen: 'The page was last seen',
  firstNotSeen: 'It was first not seen',
};

const ZH: ReportWords = {
  direction: 'ltr',
  title: '报告',
  intro:
    '本证据包中的每一次抓取，按时间先后排列。所有时间均为 UTC。如何在不信任制作者的情况下核验本证据包，见 proof/VERIFY.md。',
  notProved: '本报告只显示记录到的内容，不证明网页所述属实，也不说明其变化的原因。',
  captures: '抓取记录',
  address: '网址',
  ledTo: '最终到达',
  began: '开始时间',
  ended: '结束时间',
  vantage: '观察位置',
  httpStatus: 'HTTP 状态码',
  noAnswer: '无应答',
  observation: '观察结果',
  pageState: '当时的页面状态',
  claims: '所引用的陈述',
  claimStates: { present: '存在', altered: '已改动', absent: '已消失', unknown: '未知' },
  found: '现为',
  changes: '与上一次正常抓取相比的变化',
  noChanges: '无。',
  notCompared: '未比较：比较未能在限定时间内完成。',
  before: '之前',
  after: '之后',
  where: '位置',
  digests: '摘要（SHA-256）',
  manifest: '清单',
  logEntry: '日志条目',
  notLogged: '不在日志中',
  picture: '页面图像',
  noPicture: '没有图像：页面未能显示。',
  interval: '时间区间',
  lastSeen: '最后一次看到该页面',
  firstNotSeen: '首次未能看到该页面',
};

const AR: ReportWords = {
  direction: 'rtl',
  title: 'تقرير',
  intro:
    'كل عمليات الالتقاط في هذه الحزمة، من الأقدم إلى الأحدث. الأوقات بالتوقيت العالمي UTC. للتحقق من الحزمة دون الوثوق بمن أعدّها انظر الملف proof/VERIFY.md.',
  notProved: 'يعرض هذا التقرير ما سُجِّل فقط، ولا يثبت صحة ما ورد في الصفحة ولا سبب تغيّرها.',
  captures: 'عمليات الالتقاط',
  address: 'العنوان',
  ledTo: 'أدّى إلى',
  began: 'البداية',
  ended: 'النهاية',
  vantage: 'مكان المشاهدة',
  httpStatus: 'رمز حالة HTTP',
  noAnswer: 'لا إجابة',
  observation: 'الملاحظة',
  pageState: 'حالة الصفحة آنذاك',
  claims: 'العبارات المستشهد بها',
  claimStates: { present: 'موجودة', altered: 'معدّلة', absent: 'غائبة', unknown: 'غير معروفة' },
  found: 'وُجد بدلاً منها',
  changes: 'التغييرات مقارنةً بآخر التقاط سليم',
  noChanges: 'لا شيء.',
  notCompared: 'لم تُجرَ المقارنة: لم تكتمل في الوقت المحدد.',
  before: 'قبل',
  after: 'بعد',
  where: 'الموضع',
  digests: 'البصمات (SHA-256)',
  manifest: 'البيان',
  logEntry: 'قيد السجل',
  notLogged: 'غير مدرج في السجل',
  picture: 'صورة الصفحة',
  noPicture: 'لا توجد صورة: لم يُعرض شيء.',
  interval: 'المدة',
  lastSeen: 'شوهدت الصفحة آخر مرة',
  firstNotSeen: 'لم تُشاهد الصفحة أول مرة',
};

/** The words of the report by language. */
export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = { en: EN, zh: ZH, ar: AR };
