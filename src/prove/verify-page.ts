// Language -> proof/VERIFY.md: how to check a bundle by hand with common tools, what that proves,
// and what it does not.
import { toTraditional } from './words/by-language.js';
import type { Language } from './words/report-words.js';

const COMMANDS = {
  files: `unzip -q bundle.wacz -d bundle && cd bundle
sed -n 's/.*"path":"\\([^"]*\\)","hash":"sha256:\\([0-9a-f]*\\)".*/\\2  \\1/p' datapackage.json > files.sha256
sha256sum --check --strict --quiet files.sha256 && echo "files: good"`,
  signature: `field() { sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p" datapackage-digest.json; }
hash=$(sed -n 's/.*"signedData":{"hash":"\\(sha256:[0-9a-f]*\\)".*/\\1/p' datapackage-digest.json)
[ "$hash" = "sha256:$(sha256sum < datapackage.json | cut -d' ' -f1)" ] && echo "data package: good"
field publicKey | openssl base64 -d -A | openssl pkey -pubin -inform DER -out signer.pem
rs=$(field signature | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
printf 'asn1=SEQUENCE:s\\n[s]\\nr=INTEGER:0x%s\\ns=INTEGER:0x%s\\n' \\
  "$(echo "$rs" | cut -c1-96)" "$(echo "$rs" | cut -c97-192)" > signature.conf
openssl asn1parse -genconf signature.conf -noout -out signature.der
printf %s "$hash" > signed.txt
openssl dgst -sha256 -verify signer.pem -signature signature.der signed.txt
openssl pkey -pubin -in signer.pem -outform DER | sha256sum`,
  checkpoint: `vkey=$(sed -n 's/^log //p' proof/keys.txt)
{ printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'
  printf %s "\${vkey#*+*+}" | openssl base64 -d -A | tail -c +2; } > log.der
sed '/^$/,$d' proof/checkpoint.note > checkpoint.text
sed -n 's/^— [^ ]* //p' proof/checkpoint.note | openssl base64 -d -A | tail -c +5 > checkpoint.sig
openssl pkeyutl -verify -pubin -keyform DER -inkey log.der -rawin -in checkpoint.text -sigfile checkpoint.sig`,
  entries: `for entry in proof/*.entry.json; do
  capture=$(basename "$entry" .entry.json)
  grep -q "\\"manifest\\":\\"sha256:$(sha256sum < "provenance/$capture.json" | cut -d' ' -f1)\\"" "$entry" &&
    echo "$capture: manifest is the logged one" || echo "$capture: MANIFEST DIFFERS"
  { printf '\\000'; cat "$entry"; } | sha256sum
done`,
  records: 'gzip -dc archive/data.warc.gz | less',
} as const;

type Step = keyof typeof COMMANDS;

interface PageText {
  readonly title: string;
  readonly intro: string;
  readonly steps: Readonly<Record<Step, readonly [heading: string, text: string]>>;
  readonly provedTitle: string;
  readonly proved: readonly string[];
  readonly notProvedTitle: string;
  readonly notProved: readonly string[];
}

const TEXTS: Readonly<Record<Exclude<Language, 'zh-Hant'>, PageText>> = {
  en: {
    title: 'How to check this bundle',
    intro:
      'With Vestige: `vestige verify bundle.wacz --signer-key KEY.pem --checkpoint-key VKEY`, with keys you got from the archive by another way than this bundle. By hand, on any system with unzip, sed, coreutils and OpenSSL 3:',
    steps: {
      files: ['Files', 'Each file has the SHA-256 that datapackage.json gives for it.'],
      signature: [
        'Signature',
        'The digest of datapackage.json is signed (ECDSA P-384, SHA-256). OpenSSL must say `Verified OK`. The last line is the fingerprint of the signing key: compare it with the one the archive publishes. A bundle that anyone re-signed passes every step here but this comparison.',
      ],
      checkpoint: [
        'Log',
        'The checkpoint of the append-only log is signed (Ed25519). OpenSSL must say `Signature Verified Successfully`. Compare the `log` line of proof/keys.txt with the key the archive publishes.',
      ],
      entries: [
        'Captures in the log',
        'Each log entry names the digest of a manifest in provenance/. The second digest is the leaf of the entry; proof/*.tlog-proof holds the hashes that lead from it to the root in the checkpoint (RFC 6962 §2.1.1).',
      ],
      records: [
        'Content',
        'The records, with the request and response headers as they were on the wire; a Transfer-Encoding header is renamed X-Archive-Orig-Transfer-Encoding, for bodies are kept without chunks.',
      ],
    },
    provedTitle: 'What is proved',
    proved: [
      'The files are those that the holder of the signing key signed.',
      'Each capture stands in the log whose checkpoint is in this bundle, and was not changed since.',
      'The WARC holds exactly what the manifests say, neither more nor less.',
      'Where provenance/*.handshakes.json are in the bundle: the holder of the key of each certificate took part in the TLS handshake of that very connection. `vestige verify` and proof/verify.mjs recompute it (`tls-handshake`); whose certificate it is, your own roots decide (`--trust`, `tls-chain`).',
    ],
    notProvedTitle: 'What is not proved',
    notProved: [
      'That what the page said is true, or why it changed.',
      'That the content came from the site rather than from the recorder: TLS encrypts with keys that both ends know. A handshake shows who took part in a connection, not what was said over it, nor when.',
      'When it was recorded, by anyone but the recorder, as long as no notary has stamped the checkpoint.',
      'That a bundle holds every capture of a page: only those in it are checked.',
    ],
  },
  zh: {
    title: '如何核验本证据包',
    intro:
      '使用 Vestige：`vestige verify bundle.wacz --signer-key KEY.pem --checkpoint-key VKEY`，其中的密钥须从本证据包以外的途径获得。也可在任何装有 unzip、sed、coreutils 和 OpenSSL 3 的系统上手工核验：',
    steps: {
      files: ['文件', '每个文件的 SHA-256 与 datapackage.json 中所列一致。'],
      signature: [
        '签名',
        'datapackage.json 的摘要经过签名（ECDSA P-384，SHA-256）。OpenSSL 必须显示 `Verified OK`。最后一行是签名密钥的指纹：请与存档机构公布的指纹比对。若证据包被他人重新签名，只有这一比对能够发现。',
      ],
      checkpoint: [
        '日志',
        '只增日志的检查点经过签名（Ed25519）。OpenSSL 必须显示 `Signature Verified Successfully`。请将 proof/keys.txt 中 `log` 一行与存档机构公布的密钥比对。',
      ],
      entries: [
        '日志中的抓取记录',
        '每条日志都写明 provenance/ 中某份清单的摘要。第二个摘要是该条目的叶子；proof/*.tlog-proof 列出由它推至检查点根哈希的各个哈希（RFC 6962 §2.1.1）。',
      ],
      records: [
        '内容',
        '各条记录及其传输时的请求头和响应头；Transfer-Encoding 头改名为 X-Archive-Orig-Transfer-Encoding，因为正文不按分块保存。',
      ],
    },
    provedTitle: '证明了什么',
    proved: [
      '这些文件就是签名密钥持有者所签的文件。',
      '每次抓取都在本证据包所附检查点的日志之中，此后未被更改。',
      'WARC 的内容与清单所述完全一致，不多不少。',
      '若证据包内有 provenance/*.handshakes.json：每份证书的密钥持有者参与了该连接的 TLS 握手。`vestige verify` 和 proof/verify.mjs 会重新计算（`tls-handshake`）；证书属于谁，由您自备的根证书判定（`--trust`，`tls-chain`）。',
    ],
    notProvedTitle: '没有证明什么',
    notProved: [
      '网页所述是否属实，以及它为何变化。',
      '内容来自该网站而非记录者：TLS 的密钥双方都知道。握手只表明谁参与了连接，并不表明其中传了什么，也不表明时间。',
      '在公证方为检查点加盖时间之前，除记录者以外无人证明记录的时间。',
      '证据包包含该页面的全部抓取记录：只核验其中所含的部分。',
    ],
  },
  ar: {
    title: 'كيف تتحقق من هذه الحزمة',
    intro:
      'باستخدام Vestige: ‏`vestige verify bundle.wacz --signer-key KEY.pem --checkpoint-key VKEY` بمفاتيح حصلت عليها من الأرشيف بطريق آخر غير هذه الحزمة. أو يدويًا على أي نظام فيه unzip وsed وcoreutils وOpenSSL 3:',
    steps: {
      files: ['الملفات', 'لكل ملف بصمة SHA-256 المذكورة له في datapackage.json.'],
      signature: [
        'التوقيع',
        'بصمة datapackage.json موقّعة (ECDSA P-384، SHA-256). يجب أن يُظهر OpenSSL العبارة `Verified OK`. السطر الأخير هو بصمة مفتاح التوقيع: قارنها بما ينشره الأرشيف. الحزمة التي أعاد غيره توقيعها تجتاز كل الخطوات إلا هذه المقارنة.',
      ],
      checkpoint: [
        'السجل',
        'نقطة التحقق للسجل الذي لا يُضاف إليه إلا في آخره موقّعة (Ed25519). يجب أن يُظهر OpenSSL العبارة `Signature Verified Successfully`. قارن سطر `log` في proof/keys.txt بالمفتاح الذي ينشره الأرشيف.',
      ],
      entries: [
        'عمليات الالتقاط في السجل',
        'يذكر كل قيد بصمة بيان في provenance/. البصمة الثانية هي ورقة القيد، ويحوي proof/*.tlog-proof البصمات التي تقود منها إلى الجذر في نقطة التحقق (RFC 6962 §2.1.1).',
      ],
      records: [
        'المحتوى',
        'السجلات مع رؤوس الطلبات والإجابات كما مرّت على الشبكة؛ يُعاد تسمية الرأس Transfer-Encoding إلى X-Archive-Orig-Transfer-Encoding لأن المتون محفوظة دون تجزئة.',
      ],
    },
    provedTitle: 'ما الذي يثبت',
    proved: [
      'أن الملفات هي التي وقّعها صاحب مفتاح التوقيع.',
      'أن كل التقاط مدرج في السجل الذي ترد نقطة تحققه في هذه الحزمة، ولم يتغير منذ ذلك الحين.',
      'أن ملف WARC يحوي ما تقوله البيانات بالضبط، دون زيادة أو نقصان.',
      'أنه حيث توجد ملفات provenance/*.handshakes.json، فقد شارك صاحب مفتاح كل شهادة في مصافحة TLS لذلك الاتصال بعينه. يعيد `vestige verify` وproof/verify.mjs حسابها (`tls-handshake`)؛ أما صاحب الشهادة فتقرره شهادات الجذر التي لديك (`--trust`، `tls-chain`).',
    ],
    notProvedTitle: 'ما الذي لا يثبت',
    notProved: [
      'صحة ما ورد في الصفحة، أو سبب تغيّرها.',
      'أن المحتوى جاء من الموقع لا من المسجِّل: فمفاتيح TLS يعرفها الطرفان. والمصافحة تبيّن من شارك في الاتصال، لا ما قيل عبره ولا متى.',
      'وقت التسجيل بشهادة غير المسجِّل، ما دامت أي جهة توثيق لم تختم نقطة التحقق.',
      'أن الحزمة تحوي كل التقاطات الصفحة: لا يُتحقق إلا مما فيها.',
    ],
  },
};

/** The text of proof/VERIFY.md. */
export function verifyPage(language: Language): string {
  return language === 'zh-Hant' ? toTraditional(write(TEXTS.zh)) : write(TEXTS[language]);
}

function write(page: PageText): string {
  const steps = (Object.keys(COMMANDS) as Step[]).map((step, i) => {
    const [heading, text] = page.steps[step];
    return `## ${i + 1}. ${heading}\n\n${text}\n\n\`\`\`sh\n${COMMANDS[step]}\n\`\`\`\n`;
  });
  return `# ${page.title}

${page.intro}

${steps.join('\n')}
## ${page.provedTitle}

${page.proved.map((line) => `- ${line}\n`).join('')}
## ${page.notProvedTitle}

${page.notProved.map((line) => `- ${line}\n`).join('')}`;
}
