// The frame all pages of the local hospital share: head, navigation, language versions, footer.

export type Language = 'zh' | 'en' | 'ar';

export interface PageText {
  readonly language: Language;
  readonly title: string;
  readonly description: string;
  /** Inner HTML of <main>. */
  readonly body: string;
}

const NAME: Record<Language, string> = {
  zh: '东海医院',
  en: 'Donghai Hospital',
  ar: 'مستشفى دونغهاي',
};

const NAVIGATION: Record<Language, readonly (readonly [href: string, text: string])[]> = {
  zh: [
    ['/', '首页'],
    ['/zh/移植中心', '移植中心'],
    ['/zh/价格', '收费标准'],
    ['/zh/news/', '新闻动态'],
    ['/zh/医院简介.html', '医院简介'],
    ['/files/price-list.pdf', '价目表下载'],
  ],
  en: [
    ['/', 'Home'],
    ['/en/transplant-faq', 'Transplant FAQ'],
    ['/zh/价格', 'Fees (Chinese)'],
    ['/files/price-list.pdf', 'Price list (PDF)'],
  ],
  ar: [
    ['/', 'الرئيسية'],
    ['/ar/الأسعار', 'الأسعار'],
    ['/en/transplant-faq', 'الإنجليزية'],
    ['/files/price-list.pdf', 'قائمة الأسعار'],
  ],
};

const FOOTER: Record<Language, string> = {
  zh: '东海医院 地址：东海市滨江路一百号 电话：0000-8800123 邮箱：info@donghai.test',
  en: 'Donghai Hospital, 100 Riverside Road, Donghai. Telephone 0000-8800123, info@donghai.test',
  ar: 'مستشفى دونغهاي، ١٠٠ طريق النهر، مدينة دونغهاي. هاتف 0000-8800123، info@donghai.test',
};

/** A whole HTML document; `charset` is what its meta element declares. */
export function layOut(page: PageText, charset = 'utf-8'): string {
  const { language, title, description, body } = page;
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  const items = NAVIGATION[language].map(
    ([href, text]) => `<li><a href="${href}">${text}</a></li>`,
  );
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : language}" dir="${direction}">
<head>
<meta charset="${charset}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${description}">
<title>${title} - ${NAME[language]}</title>
<link rel="stylesheet" href="/style.css">
<link rel="alternate" hreflang="zh" href="/zh/移植中心">
<link rel="alternate" hreflang="en" href="/en/transplant-faq">
<link rel="alternate" hreflang="ar" href="/ar/الأسعار">
</head>
<body>
<header><a href="/"><img src="/img/logo.png" width="160" height="48" alt="${NAME[language]}"></a>
<nav><ul>
${items.join('\n')}
</ul></nav>
<p class="languages"><a href="/zh/移植中心">中文</a> <a href="/en/transplant-faq">English</a> <a href="/ar/الأسعار">العربية</a></p>
</header>
<main>
${body}
</main>
<footer><p>${FOOTER[language]}</p></footer>
<script src="/app.js"></script>
</body>
</html>
`;
}
