// A notice -> what a visitor gets: bare, inside the site's own layout, as a card, by script.
import type { Edit, Page, Script } from '../page.js';
import type { Answer, Face } from '../scenario.js';

/** Title and text; the text may hold markup. */
export type Notice = readonly [title: string, text: string];

const LANG: Record<Script, string> = { hans: 'zh', hant: 'zh-Hant', en: 'en', ar: 'ar" dir="rtl' };
const BACK: Record<Script, string> = {
  hans: '返回首页',
  hant: '回首頁',
  en: 'Back to homepage',
  ar: 'العودة إلى الرئيسية',
};

/** A document of its own with nothing but the notice. */
export function bare(script: Script, [title, text]: Notice): string {
  return `<!DOCTYPE html><html lang="${LANG[script]}"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;
}

/** A card with a picture and a way back. */
export function card(script: Script, [title, text]: Notice): string {
  return `<!DOCTYPE html><html lang="${LANG[script]}"><head><meta charset="utf-8"><title>${title}</title><style>.box{margin:120px auto;width:520px;text-align:center;color:#666}.btn{padding:8px 20px;background:#1e88e5;color:#fff}</style></head>
<body><div class="box"><img src="/images/tip.png" width="90" height="90" alt=""><div class="tip-title">${title}</div><div class="tip-text">${text}</div><a class="btn" href="/">${BACK[script]}</a></div></body></html>`;
}

/** Written by a script into an empty body. */
export function written(script: Script, [title, text]: Notice): string {
  const html = JSON.stringify(`<div class="wrap"><h2>${title}</h2><p>${text}</p></div>`).replaceAll(
    '</',
    '<\\/',
  );
  return `<!DOCTYPE html><html lang="${LANG[script]}"><head><meta charset="utf-8"><title>${title}</title></head><body><div id="root"></div><script>document.getElementById('root').innerHTML=${html};</script></body></html>`;
}

/** The site's layout with the notice where the article was. */
export function framed([title, text]: Notice): Edit {
  return (page: Page) => ({
    ...page,
    title: `${title} - ${page.site}`,
    heading: title,
    date: '',
    description: '',
    blocks: [{ kind: 'p', text }],
    side: page.side.slice(0, 4),
  });
}

export type Dress = 'bare' | 'card' | 'written' | 'framed';

/** The face of a site whose page has given way to a notice. */
export function dressed(dress: Dress, script: Script, notice: Notice, with_: Answer = {}): Face {
  if (dress === 'framed') {
    return {
      edit: framed(notice),
      ...(with_.status === undefined ? {} : { status: with_.status }),
    };
  }
  const draw = { bare, card, written }[dress];
  return { page: { ...with_, body: draw(script, notice) } };
}
