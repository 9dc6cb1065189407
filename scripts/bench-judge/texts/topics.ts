// The topics and words of each script.
import type { Script } from '../page.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { hans } from './hans.js';
import { hant } from './hant.js';
import type { SiteWords, Topic } from './topic.js';

const BY_SCRIPT = { hans, hant, en, ar } as const;

export function topicsOf(script: Script): readonly Topic[] {
  return BY_SCRIPT[script].topics;
}

export function topicOf(script: Script, name: string): Topic;
export function topicOf(script: Script, name: string, orNone: true): Topic | null;
export function topicOf(script: Script, name: string, orNone?: true): Topic | null {
  const found = topicsOf(script).find((topic) => topic.name === name) ?? null;
  if (found === null && orNone !== true) throw new Error(`there is no topic ${name} in ${script}`);
  return found;
}

export function wordsOf(script: Script): SiteWords {
  return BY_SCRIPT[script].words;
}

/** Title and text of the error page a site of that script has. */
export function notFoundWords(script: Script): readonly [string, string] {
  if (script === 'hans') return ['出错了', '您要找的页面不见了，可能已被移走或输错了网址。'];
  if (script === 'hant') return ['找不到網頁', '很抱歉，您輸入的網址不存在。'];
  if (script === 'ar')
    return ['الصفحة غير موجودة', 'عذرا، لم نتمكن من العثور على الصفحة المطلوبة.'];
  return ['Page not found', "We can't seem to find the page you're looking for."];
}
