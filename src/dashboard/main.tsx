// The dashboard: signs in, then shows the page the address names.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ask, listen, useAsk } from './api.js';
import { CapturePage } from './pages/capture.js';
import { ComparePage } from './pages/compare.js';
import { CompareImported } from './pages/imported.js';
import { FlagPage, Inbox } from './pages/inbox.js';
import { LogPage } from './pages/log.js';
import { Cases, Exports } from './pages/proof.js';
import { Settings } from './pages/settings.js';
import { Verify } from './pages/verify.js';
import { WatchPage } from './pages/watch.js';
import { Watches } from './pages/watches.js';
import { Act, go, LANGUAGES, language, serverLanguage, t } from './parts.js';
import { useWords } from './said.js';

interface Session {
  readonly holder: string;
  readonly hasAccounts: boolean;
}

const NAV = [
  ['/', 'inbox'],
  ['/watches', 'watches'],
  ['/cases', 'cases'],
  ['/exports', 'exports'],
  ['/verify', 'verify'],
  ['/log', 'log'],
  ['/settings', 'settings'],
] as const;

function App() {
  const session = useAsk<Session>('session', false);
  const [, redraw] = useState(0);
  const again = () => redraw((n) => n + 1);
  const isIn = session.value !== null && session.value.holder !== '';
  useEffect(() => {
    addEventListener('popstate', again);
    return () => removeEventListener('popstate', again);
  }, []);
  useEffect(() => {
    if (isIn) listen();
  }, [isIn]);
  const hasWords = useWords(isIn, serverLanguage());
  document.documentElement.lang = language();
  document.documentElement.dir = language() === 'ar' ? 'rtl' : 'ltr';
  if (session.value === null) return <main>{t('loading')}</main>;
  if (!isIn) return <SignIn hasAccounts={session.value.hasAccounts} onLanguage={again} />;
  if (!hasWords) return <main>{t('loading')}</main>;
  const { pathname } = location;
  return (
    <>
      <a class="skip" href="#content">
        {t('skip')}
      </a>
      <header>
        <nav aria-label="Vestige">
          {NAV.map(([path, name]) => (
            <a key={path} href={path} aria-current={pathname === path ? 'page' : undefined}>
              {t(name)}
            </a>
          ))}
        </nav>
        <span>
          <Languages onChange={again} />
          <Act
            label={t('signOut')}
            act={() => ask('session', 'DELETE').then(() => location.assign('/'))}
          />
        </span>
      </header>
      <main id="content" key={language() + pathname + location.search}>
        <Page path={pathname} query={new URLSearchParams(location.search)} />
      </main>
    </>
  );
}

function Page({ path, query }: { path: string; query: URLSearchParams }) {
  const [, group = '', rest] = path.split('/');
  const id = rest === undefined ? '' : decodeURIComponent(rest);
  if (group === 'watches') return id ? <WatchPage id={id} /> : <Watches />;
  if (group === 'captures') return <CapturePage id={id} />;
  if (group === 'flags') return <FlagPage id={id} />;
  if (group === 'cases') return id ? <Watches caseName={id} /> : <Cases />;
  if (group === 'exports') return <Exports />;
  if (group === 'verify') return <Verify />;
  if (group === 'log') return <LogPage />;
  if (group === 'settings') return <Settings />;
  if (group === 'compare') {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
    const isOthers = [from, to].some((one) => one.startsWith('i_'));
    return isOthers ? <CompareImported from={from} to={to} /> : <ComparePage from={from} to={to} />;
  }
  return <Inbox />;
}

function Languages({ onChange }: { onChange: () => void }) {
  return (
    <select
      aria-label={t('language')}
      value={language()}
      onChange={(event) => {
        localStorage.setItem('language', event.currentTarget.value);
        onChange();
      }}
    >
      {Object.entries(LANGUAGES).map(([tag, [name]]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}

function SignIn({ hasAccounts, onLanguage }: { hasAccounts: boolean; onLanguage: () => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const enter = async () => {
    await ask('session', 'POST', { name, password });
    location.assign('/');
  };
  return (
    <main class="sign-in">
      <h1>Vestige</h1>
      <Languages onChange={onLanguage} />
      <h2>{t('signInTitle')}</h2>
      {location.search === '?link=used' && <p class="bad">{t('linkUsed')}</p>}
      <p>{t('signInHow')}</p>
      <p>
        {t('signInNew')} <code dir="ltr">npx vestige sign-in</code>
      </p>
      {hasAccounts && (
        <p class="actions">
          <input
            aria-label={t('name')}
            placeholder={t('name')}
            autocomplete="username"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <input
            type="password"
            aria-label={t('password')}
            placeholder={t('password')}
            autocomplete="current-password"
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <Act label={t('signIn')} kind="main" act={enter} />
        </p>
      )}
    </main>
  );
}

// Links of the dashboard itself change the page without loading it again.
addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isOwn = link?.origin === location.origin && !link.pathname.startsWith('/api/');
  if (!isOwn || link.hash !== '' || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.pathname + link.search);
  scrollTo(0, 0);
});

const root = document.getElementById('app');
if (root !== null) {
  root.textContent = '';
  render(<App />, root);
}
