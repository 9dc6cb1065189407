// The page's own words in four languages. Names of checks and reasons stay as `vestige verify` gives them.
import type { Language } from '../model/language.js';
import type { TrustKind } from './trust.js';

export interface PageWords {
  /** BCP 47. */
  readonly tag: string;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly intro: string;
  readonly trustHeading: string;
  readonly trustNote: string;
  readonly trustFiles: string;
  readonly trustText: string;
  readonly kinds: Readonly<Record<TrustKind, string>>;
  readonly notTrust: string;
  readonly bundleHeading: string;
  readonly drop: string;
  readonly checking: string;
  readonly broken: string;
  readonly status: Readonly<Record<'passed' | 'failed' | 'skipped', string>>;
  readonly failedSummary: string;
  readonly untrustedSummary: string;
  readonly derivative: string;
  readonly passedSummary: string;
  readonly columns: readonly [check: string, result: string, reason: string];
  readonly proves: string;
}

export const WORDS: Readonly<Record<Language, PageWords>> = {
  en: {
    ...{ tag: 'en', name: 'English', direction: 'ltr' },
    title: 'Check a proof bundle',
    intro:
      'Everything happens in this page: it has no way to a network, and sends nothing anywhere. It runs the same checks as the command “vestige verify”.',
    trustHeading: '1. Whom you trust (optional, but without it anybody may have signed)',
    trustNote:
      'Get these by another way than the bundle: the archive’s signing key (PEM) and log key, roots of time-stamping authorities (PEM), keys of witnesses, an older checkpoint and its consistency proof.',
    trustFiles: 'Files with keys and certificates',
    trustText: 'Or paste them here',
    kinds: {
      signerKeys: 'signing key',
      checkpointKeys: 'log key',
      trustPems: 'trusted roots',
      witnessKeys: 'key of a witness',
      checkpoint: 'older checkpoint',
      consistency: 'consistency proof',
    },
    notTrust: 'neither a key, a certificate nor a checkpoint',
    bundleHeading: '2. The bundle',
    drop: 'Drop a .wacz file here, or choose it',
    checking: 'Checking…',
    broken: 'The check broke off',
    status: { passed: 'passed', failed: 'failed', skipped: 'skipped' },
    failedSummary: 'Something is wrong with this bundle: do not rely on it.',
    derivative: 'It is a derivative: contents were left out of it, as the row “redacted” says.',
    untrustedSummary:
      'Nothing failed, but no key you trust vouches for it: anybody could have made this bundle. See the skipped checks.',
    passedSummary:
      'Nothing failed, and keys you trust vouch for it. Read why checks were skipped before relying on the bundle.',
    columns: ['Check', 'Result', 'Reason'],
    proves:
      'A pass does not prove that what a page said is true, nor that its content came from the site rather than from the recorder.',
  },
  zh: {
    ...{ tag: 'zh-Hans', name: '简体中文', direction: 'ltr' },
    title: '核验证据包',
    intro:
      '一切都在本页面内进行：它无法连接网络，也不向任何地方发送内容。所作的核验与命令“vestige verify”相同。',
    trustHeading: '1. 您信任谁（可不填，但若不填，任何人都可能是签名者）',
    trustNote:
      '请从证据包以外的途径取得：存档的签名密钥（PEM）和日志密钥、时间戳机构的根证书（PEM）、见证者的密钥、较早的检查点及其一致性证明。',
    trustFiles: '含有密钥和证书的文件',
    trustText: '或粘贴于此',
    kinds: {
      signerKeys: '签名密钥',
      checkpointKeys: '日志密钥',
      trustPems: '受信任的根证书',
      witnessKeys: '见证者的密钥',
      checkpoint: '较早的检查点',
      consistency: '一致性证明',
    },
    notTrust: '不是密钥、证书或检查点',
    bundleHeading: '2. 证据包',
    drop: '将 .wacz 文件拖到此处，或选择文件',
    checking: '正在核验……',
    broken: '核验中断',
    status: { passed: '通过', failed: '未通过', skipped: '未核验' },
    failedSummary: '该证据包有问题：请勿以其为据。',
    derivative: '这是删节副本：部分内容已略去，见“redacted”一行。',
    untrustedSummary:
      '没有任何一项未通过，但没有您所信任的密钥为其作保：任何人都可能制作了该证据包。请看未核验的各项。',
    passedSummary:
      '没有任何一项未通过，且有您所信任的密钥为其作保。以其为据之前，请先阅读各项未核验的原因。',
    columns: ['核验项', '结果', '原因'],
    proves: '通过核验并不证明网页所述属实，也不证明内容来自该网站而非记录者。',
  },
  'zh-Hant': {
    ...{ tag: 'zh-Hant', name: '繁體中文', direction: 'ltr' },
    title: '核驗證據包',
    intro:
      '一切都在本頁面內進行：它無法連線網路，也不向任何地方傳送內容。所作的核驗與命令「vestige verify」相同。',
    trustHeading: '1. 您信任誰（可不填，但若不填，任何人都可能是簽名者）',
    trustNote:
      '請從證據包以外的途徑取得：存檔的簽名金鑰（PEM）和日誌金鑰、時間戳機構的根證書（PEM）、見證者的金鑰、較早的檢查點及其一致性證明。',
    trustFiles: '含有金鑰和證書的檔案',
    trustText: '或貼上於此',
    kinds: {
      signerKeys: '簽名金鑰',
      checkpointKeys: '日誌金鑰',
      trustPems: '受信任的根證書',
      witnessKeys: '見證者的金鑰',
      checkpoint: '較早的檢查點',
      consistency: '一致性證明',
    },
    notTrust: '不是金鑰、證書或檢查點',
    bundleHeading: '2. 證據包',
    drop: '將 .wacz 檔案拖到此處，或選擇檔案',
    checking: '正在核驗……',
    broken: '核驗中斷',
    status: { passed: '通過', failed: '未通過', skipped: '未核驗' },
    failedSummary: '該證據包有問題：請勿以其為據。',
    derivative: '這是刪節副本：部分內容已略去，見「redacted」一列。',
    untrustedSummary:
      '沒有任何一項未通過，但沒有您所信任的金鑰為其作保：任何人都可能製作了該證據包。請看未核驗的各項。',
    passedSummary:
      '沒有任何一項未通過，且有您所信任的金鑰為其作保。以其為據之前，請先閱讀各項未核驗的原因。',
    columns: ['核驗項', '結果', '原因'],
    proves: '通過核驗並不證明網頁所述屬實，也不證明內容來自該網站而非記錄者。',
  },
  ar: {
    ...{ tag: 'ar', name: 'العربية', direction: 'rtl' },
    title: 'التحقق من حزمة إثبات',
    intro:
      'يجري كل شيء داخل هذه الصفحة: لا سبيل لها إلى الشبكة ولا ترسل شيئًا إلى أي مكان. وهي تجري الفحوص نفسها التي يجريها الأمر «vestige verify».',
    trustHeading: '1. بمن تثق (اختياري، ومن دونه قد يكون الموقّع أي شخص)',
    trustNote:
      'احصل عليها بطريق آخر غير الحزمة: مفتاح توقيع الأرشيف (PEM) ومفتاح سجله، وشهادات الجذر لسلطات الختم الزمني (PEM)، ومفاتيح الشهود، ونقطة تحقق أقدم مع إثبات اتساقها.',
    trustFiles: 'ملفات فيها مفاتيح وشهادات',
    trustText: 'أو الصقها هنا',
    kinds: {
      signerKeys: 'مفتاح توقيع',
      checkpointKeys: 'مفتاح سجل',
      trustPems: 'شهادات جذر موثوقة',
      witnessKeys: 'مفتاح شاهد',
      checkpoint: 'نقطة تحقق أقدم',
      consistency: 'إثبات اتساق',
    },
    notTrust: 'ليس مفتاحًا ولا شهادة ولا نقطة تحقق',
    bundleHeading: '2. الحزمة',
    drop: 'أفلت ملف ‎.wacz هنا أو اختره',
    checking: 'يجري التحقق…',
    broken: 'انقطع التحقق',
    status: { passed: 'ناجح', failed: 'فاشل', skipped: 'لم يُفحص' },
    failedSummary: 'في هذه الحزمة خلل: لا تعتمد عليها.',
    derivative: 'هذه نسخة مشتقة حُذفت منها محتويات، كما يقول السطر «redacted».',
    untrustedSummary:
      'لم يفشل أي فحص، لكن لا يشهد لها مفتاح تثق به: قد يكون أي شخص أعدّ هذه الحزمة. انظر الفحوص التي لم تُجرَ.',
    passedSummary:
      'لم يفشل أي فحص، وتشهد لها مفاتيح تثق بها. اقرأ أسباب ما لم يُفحص قبل الاعتماد على الحزمة.',
    columns: ['الفحص', 'النتيجة', 'السبب'],
    proves: 'النجاح لا يثبت صحة ما ورد في الصفحة، ولا أن محتواها جاء من الموقع لا من المسجِّل.',
  },
};
