// The few files of our own that a replay needs, as the browser gets them.
import type { ReplayPage } from '../../archive.js';
import { type Confinement, pageHeaders } from './policy.js';

export type ReplayLanguage = 'en' | 'zh-Hans' | 'zh-Hant' | 'ar';

const FAILED: Readonly<Record<ReplayLanguage, string>> = {
  en: 'The page cannot be shown.',
  'zh-Hans': '无法显示此网页。',
  'zh-Hant': '無法顯示此網頁。',
  ar: 'تعذّر عرض الصفحة.',
};

/** The page around the captured one: it starts the engine, and then shows the page in a frame. */
export function framePage(
  { url, timestamp }: ReplayPage,
  name: string,
  language: ReplayLanguage,
): string {
  const path = `w/${name}/${timestamp}mp_/${url}`;
  const facts = { name, path, failed: FAILED[language] };
  const attributes = Object.entries(facts).map(([key, value]) => `data-${key}="${escaped(value)}"`);
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}" ${attributes.join(' ')}>
<meta charset="utf-8"><title>replay</title><link rel="stylesheet" href="frame.css">
<p role="status">…</p><script type="module" src="frame.js"></script></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const FRAME_CSS = `html, body { height: 100%; margin: 0; background: #fff; color: #333; }
body { font: 15px system-ui, sans-serif; }
p { margin: 0; padding: 1rem; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
`;

export const FRAME_SCRIPT = `// Starts the engine for one capture, and shows its page in a frame of its own.
const { name, path, failed } = document.documentElement.dataset;
const said = document.querySelector('p');
const workers = navigator.serviceWorker;

async function start() {
  const registration = await workers.register('worker.js', { scope: './' });
  const { active } = await workers.ready;
  await new Promise((resolve, reject) => {
    workers.addEventListener('message', ({ data }) => {
      if (data.msg_type === 'collAdded') resolve();
      if (data.error) reject(new Error(String(data.error)));
    });
    const file = { sourceUrl: new URL('capture.wacz', location.href).href };
    active.postMessage({ msg_type: 'addColl', name, type: 'wacz', file });
  });
  // What the engine remembers is of no use to the next view.
  addEventListener('pagehide', () => {
    active.postMessage({ msg_type: 'removeColl', name });
    void registration.unregister();
  });
  const frame = document.createElement('iframe');
  frame.sandbox = 'allow-same-origin';
  frame.src = path;
  frame.title = 'capture';
  said.remove();
  document.body.append(frame);
}

await start().catch((error) => { said.textContent = failed + ' (' + error.message + ')'; });
`;

/** What an archived answer may say of itself; the rest could make the browser act. */
const KEPT_HEADERS = ['content-type', 'content-language', 'content-range', 'accept-ranges'];

/** Around the engine, which is loaded as it was published: every answer of it gets our headers. */
export function workerScript(one: Confinement): string {
  const { 'content-type': _, ...forced } = pageHeaders(one);
  return `const FORCED = ${JSON.stringify(forced)};
const KEPT = ${JSON.stringify([...KEPT_HEADERS, 'location'])};
const add = self.addEventListener.bind(self);
self.addEventListener = (type, listener, options) => {
  if (type !== 'fetch') return add(type, listener, options);
  add(type, (event) => {
    const respond = (answer) => FetchEvent.prototype.respondWith.call(event, answer);
    // Never a page by itself: only in the frame, whose surroundings keep it from going elsewhere.
    const isAlone = event.request.destination === 'document';
    Object.defineProperty(event, 'respondWith', {
      value: isAlone
        ? () => respond(new Response('', { status: 403, headers: FORCED }))
        : (answer) => respond(Promise.resolve(answer).then(confine)),
    });
    listener(event);
  }, options);
};
function confine(answer) {
  if (answer.type === 'error' || answer.type.startsWith('opaque')) return Response.error();
  const headers = new Headers(FORCED);
  for (const name of KEPT) {
    if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  }
  const { status, statusText } = answer;
  return new Response(answer.body, { status, statusText, headers });
}
importScripts('engine.js');
`;
}
