// Inbox and flag: what a person should look at, most serious first.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, type Flag, useAsk } from '../api.js';
import { Act, exportProof, Picture, Time, t, Wait } from '../parts.js';
import { said } from '../said.js';
import { FlagSentence } from '../sentence.js';
import { shown } from './watches.js';

interface Flags {
  readonly flags: readonly Flag[];
  readonly next: string | null;
}

const PAGE = 50;
const KINDS = ['takedown', 'change', 'access', 'infrastructure', 'restored', 'blind', 'site'];

export function Inbox() {
  const [showAll, setShowAll] = useState(false);
  const [filter, setFilter] = useState({ case: '', kind: '' });
  const cases = useAsk<{ cases: { name: string; openFlags: number }[] }>('cases');
  const chosen = Object.entries(filter).filter(([, value]) => value !== '');
  const query = new URLSearchParams([
    ['open', 'true'],
    ...(showAll ? [] : [['acknowledged', 'false']]),
    ...chosen,
  ]);
  const asked = useFlags(query.toString());
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)
        return;
      const items = [...(list.current?.querySelectorAll<HTMLElement>('article') ?? [])];
      const at = items.indexOf(document.activeElement as HTMLElement);
      if (event.key === 'j') items[Math.min(at + 1, items.length - 1)]?.focus();
      if (event.key === 'k') items[Math.max(at - 1, 0)]?.focus();
      const name = { e: '.ack button', Enter: 'a.compare' }[event.key];
      if (name && at >= 0) items[at]?.querySelector<HTMLElement>(name)?.click();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <h1>{t('inbox')}</h1>
      <p class="actions">
        <Choice
          label={t('caseName')}
          value={filter.case}
          values={(cases.value?.cases ?? []).map(({ name, openFlags }) => [
            name,
            `${name} (${openFlags})`,
          ])}
          choose={(value) => setFilter({ ...filter, case: value })}
        />
        <Choice
          label={t('kind')}
          value={filter.kind}
          values={KINDS.map((kind) => [kind, said('flags', kind)])}
          choose={(value) => setFilter({ ...filter, kind: value })}
        />
        <label class="check">
          <input type="checkbox" checked={showAll} onChange={() => setShowAll(!showAll)} />{' '}
          {t('showAcknowledged')}
        </label>
      </p>
      <Wait of={asked}>
        {({ flags, next }) =>
          flags.length === 0 ? (
            <p class="empty">{chosen.length === 0 ? t('inboxEmpty') : t('nothingFound')}</p>
          ) : (
            <div ref={list}>
              <p class="meta wide">{t('keys')}</p>
              {grouped(flags).map(([key, own]) => (
                <section key={key}>
                  <GroupTitle of={own[0]} />
                  {own.map((flag) => (
                    <FlagCard key={flag.id} flag={flag} again={asked.again} />
                  ))}
                </section>
              ))}
              {next !== null && (
                <button type="button" onClick={asked.more}>
                  {t('more')}
                </button>
              )}
            </div>
          )
        }
      </Wait>
    </>
  );
}

/** The flags of a query, as many pages of them as were asked for. */
function useFlags(query: string) {
  const [pages, setPages] = useState(1);
  useEffect(() => setPages(1), [query]);
  const asked = useAsk<Flags>(`flags?${query}&limit=${Math.min(500, pages * PAGE)}`);
  return { ...asked, more: () => setPages(pages + 1) };
}

/** A list to choose one of, or all. */
function Choice(props: {
  label: string;
  value: string;
  values: readonly (readonly [value: string, shown: string])[];
  choose: (value: string) => void;
}) {
  const { label, value, values, choose } = props;
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{t('all')}</option>
        {values.map(([one, shown]) => (
          <option key={one} value={one}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}

export function FlagPage({ id }: { id: string }) {
  const asked = useAsk<Flag>(`flags/${id}`);
  return (
    <Wait of={asked}>
      {(flag) => (
        <>
          <h1>{said('flags', flag.kind)}</h1>
          <FlagCard flag={flag} again={asked.again} />
        </>
      )}
    </Wait>
  );
}

function FlagCard({ flag, again }: { flag: Flag; again: () => void }) {
  const [note, setNote] = useState(flag.note);
  const { id, severity, kind, level, capture, lastGood } = flag;
  const acknowledge = () => ask(`flags/${id}/ack`, 'POST', { note }).then(again);
  const takeBack = () => ask(`flags/${id}/ack`, 'DELETE').then(again);
  return (
    <article class={`flag ${severity}`} tabIndex={0}>
      <p>
        <a href={`/flags/${id}`}>
          <b>{said('flags', kind)}</b>
        </a>{' '}
        <span class="badge">{said('severities', severity)}</span>{' '}
        <span class="badge">{said('levels', level)}</span>
      </p>
      <FlagSentence of={flag} />
      <p class="meta">
        <a href={`/watches/${flag.watch}`}>
          <bdi>{shown(flag.url)}</bdi>
        </a>{' '}
        · {t('since')} <Time at={flag.openedAt} />
        {flag.assignee !== null && (
          <>
            {' '}
            · {t('assigned')} <bdi>{flag.assignee}</bdi>
          </>
        )}
      </p>
      <div class="pictures">
        {lastGood !== null && (
          <figure>
            <Picture id={lastGood} alt={t('lastGood')} />
            <figcaption>{t('lastGood')}</figcaption>
          </figure>
        )}
        <figure>
          <Picture id={capture} alt={t('now')} />
          <figcaption>{t('now')}</figcaption>
        </figure>
      </div>
      <p class="actions">
        {lastGood !== null && (
          <a class="button compare" href={`/compare?from=${lastGood}&to=${capture}`}>
            {t('compare')}
          </a>
        )}
        <Act label={t('exportProof')} act={() => exportProof({ flag: id })} />
        <Act
          label={t('assignMe')}
          act={() => ask(`flags/${id}/assignee`, 'PUT', { assignee: 'me' }).then(again)}
        />
        {flag.acknowledged ? (
          <>
            <span>✓ {t('acknowledged')}</span>
            <Act label={t('undo')} act={takeBack} />
          </>
        ) : (
          <span class="ack">
            <input
              aria-label={t('note')}
              placeholder={t('note')}
              dir="auto"
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />{' '}
            <Act label={t('acknowledge')} act={acknowledge} />
          </span>
        )}
      </p>
      {flag.acknowledged && flag.note !== '' && (
        <p class="meta">
          <bdi>{flag.note}</bdi>
        </p>
      )}
    </article>
  );
}

/** The case and the site that flags have in common, leading to the pages of the case. */
function GroupTitle({ of }: { of: Flag | undefined }) {
  if (of === undefined) return null;
  return (
    <h2>
      {of.case !== '' && (
        <>
          <a href={`/cases/${encodeURIComponent(of.case)}`}>
            <bdi>{of.case}</bdi>
          </a>
          {' · '}
        </>
      )}
      <bdi>{siteOf(of)}</bdi>
    </h2>
  );
}

/** Flags of one case and site together, in the order of their most serious one. */
function grouped(flags: readonly Flag[]): [string, Flag[]][] {
  const groups = new Map<string, Flag[]>();
  for (const flag of flags) {
    const key = JSON.stringify([flag.case, siteOf(flag)]);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [flag]);
    else own.push(flag);
  }
  return [...groups];
}

function siteOf(flag: Flag): string {
  return new URL(flag.url).host;
}
