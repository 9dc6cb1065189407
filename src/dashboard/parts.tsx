// Small parts that every page uses: words, times, links, pictures, waiting.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Asked } from './api.js';
import { said, toneOf } from './said.js';
import { ar } from './words/ar.js';
import { en, type Key, type Words } from './words/en.js';
import { zhHans } from './words/zh-hans.js';
import { zhHant } from './words/zh-hant.js';

export const LANGUAGES: Readonly<Record<string, readonly [name: string, words: Words]>> = {
  en: ['English', en],
  'zh-Hans': ['简体中文', zhHans],
  'zh-Hant': ['繁體中文', zhHant],
  ar: ['العربية', ar],
};

/** The language chosen, else the browser's own, else English. */
export function language(): string {
  const chosen = localStorage.getItem('language');
  if (chosen !== null && chosen in LANGUAGES) return chosen;
  const own = navigator.language;
  if (own.startsWith('ar')) return 'ar';
  if (/^zh-(tw|hk|mo|hant)/i.test(own)) return 'zh-Hant';
  return own.startsWith('zh') ? 'zh-Hans' : 'en';
}

/** The same, as the server names it. */
export function serverLanguage(): string {
  return language() === 'zh-Hans' ? 'zh' : language();
}

export function t(key: Key): string {
  return (LANGUAGES[language()]?.[1] ?? en)[key];
}

export function timeText(at: string): string {
  const said = new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' });
  return said.format(new Date(at));
}

/** In the reader's zone; UTC on hover, as evidence says it. */
export function Time({ at }: { at: string | null }) {
  if (at === null) return <span>{t('never')}</span>;
  return (
    <time dateTime={at} title={`${at.slice(0, 19).replace('T', ' ')} UTC`}>
      {timeText(at)}
    </time>
  );
}

export function Picture({
  id,
  file = 'thumbnail',
  alt,
  isNone = false,
}: {
  id: string;
  file?: string;
  alt: string;
  /** Known to be missing: then it is not asked for. */
  isNone?: boolean;
}) {
  const [isMissing, setMissing] = useState(isNone);
  if (isMissing) return <p class="no-picture">{t('noPicture')}</p>;
  const src = `/api/v1/captures/${id}/files/${file}`;
  return <img src={src} alt={alt} loading="lazy" onError={() => setMissing(true)} />;
}

/** What was asked for, or that it is on its way, or why it is not. */
export function Wait<T>({
  of,
  loading = t('loading'),
  children,
}: {
  of: Asked<T>;
  loading?: string;
  children: (value: T) => ComponentChildren;
}) {
  if (of.value !== null) return <>{children(of.value)}</>;
  if (of.error === null) return <p role="status">{loading}</p>;
  return (
    <p role="alert" class="bad">
      {t('failed')} <bdi lang="en">{of.error.message}</bdi>{' '}
      <button type="button" onClick={of.again}>
        {t('retry')}
      </button>
    </p>
  );
}

/** A button that says when its work is under way, and why it failed. */
export function Act({
  label,
  act,
  kind,
}: {
  label: string;
  act: () => Promise<unknown>;
  kind?: string;
}) {
  const [state, setState] = useState<'' | 'busy' | Error>('');
  const run = () => {
    setState('busy');
    act()
      .then(() => setState(''))
      .catch(setState);
  };
  return (
    <span>
      <button type="button" class={kind} disabled={state === 'busy'} onClick={run}>
        {label}
      </button>
      {state instanceof Error && (
        <span role="alert" class="bad">
          {' '}
          <bdi lang="en">{state.message}</bdi>
        </span>
      )}
    </span>
  );
}

/** Leads to another page without loading the dashboard again. */
export function go(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

export async function exportProof(choice: Record<string, unknown>): Promise<void> {
  const { ask } = await import('./api.js');
  await ask('exports', 'POST', { ...choice, language: serverLanguage() });
  go('/exports');
}

export function State({ state, level }: { state: string; level?: string }) {
  return (
    <span class={`state state-${state}`}>
      {said('states', state)}
      {level === undefined ? '' : ` · ${said('levels', level)}`}
    </span>
  );
}

/** One look as a small square of its colour, which leads to it. */
export function LookMark({ capture, name, at }: { capture: string; name: string; at: string }) {
  const text = `${said('classes', name)} ${timeText(at)}`;
  return (
    <a
      href={`/captures/${capture}`}
      class={`look tone-${toneOf(name)}`}
      title={text}
      aria-label={text}
    />
  );
}
