// Watches: the table of all pages, and adding many with a preview.
import { useState } from 'preact/hooks';
import { ask, useAsk, type Watch } from '../api.js';
import { Act, exportProof, LookMark, State, Time, t, Wait } from '../parts.js';
import { said } from '../said.js';

interface Draft {
  readonly url: string;
  readonly case: string;
  readonly claims: readonly string[];
  readonly existing: string | null;
}

/** With its claims as they are typed: a redraw halfway through a word takes nothing away. */
interface Row extends Draft {
  readonly typed: string;
}

const RHYTHMS = ['hourly', 'daily', 'weekly', 'manual'] as const;

interface Previewed<D> {
  readonly watches: readonly D[];
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

export function Watches({ caseName }: { caseName?: string }) {
  const [text, setText] = useState('');
  const [isAdding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isEditing, setEditing] = useState(false);
  const [cursor, setCursor] = useState('');
  const counts = useAsk<{ total: number; overdue: number; paused: number }>('watches/counts');
  const filter = new URLSearchParams({
    ...(text === '' ? {} : { text }),
    ...(caseName === undefined ? {} : { case: caseName }),
    ...(cursor === '' ? {} : { cursor }),
  });
  const asked = useAsk<{ watches: Watch[]; next: string | null }>(`watches?${filter}`);
  const each = (move: string) => async () => {
    for (const id of chosen) await ask(`watches/${id}/${move}`, 'POST');
    setChosen(new Set());
    asked.again();
  };
  const stop = async () => {
    if (confirm(t('stopSure'))) await each('remove')();
  };
  const look = () => ask('captures', 'POST', { watches: [...chosen] });
  return (
    <>
      <h1>{caseName === undefined ? t('watches') : <bdi>{caseName}</bdi>}</h1>
      <p class="actions">
        <button type="button" class="main" onClick={() => setAdding(!isAdding)}>
          {isAdding ? t('cancel') : t('addPages')}
        </button>
        <input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          dir="auto"
          value={text}
          onInput={(event) => {
            setCursor('');
            setText(event.currentTarget.value);
          }}
        />
        {caseName !== undefined && (
          <Act label={t('exportProof')} act={() => exportProof({ case: caseName })} />
        )}
        {counts.value !== null && (
          <span class="meta">
            {counts.value.total} {t('total')}
            {counts.value.overdue > 0 && (
              <b class="bad">
                {' '}
                · {counts.value.overdue} {t('overdue')}
              </b>
            )}
          </span>
        )}
      </p>
      {isAdding && (
        <AddPages
          caseName={caseName ?? ''}
          done={() => {
            setAdding(false);
            asked.again();
          }}
        />
      )}
      {chosen.size > 0 && (
        <p class="actions">
          <span>
            {chosen.size} {t('selected')}
          </span>
          <Act label={t('captureNow')} act={look} />
          <button type="button" aria-pressed={isEditing} onClick={() => setEditing(!isEditing)}>
            {t('edit')}
          </button>
          <Act label={t('pause')} act={each('pause')} />
          <Act label={t('resume')} act={each('resume')} />
          <Act label={t('stopWatching')} kind="danger" act={stop} />
        </p>
      )}
      {chosen.size > 0 && isEditing && (
        <BulkEdit
          watches={(asked.value?.watches ?? []).filter(({ id }) => chosen.has(id))}
          done={() => {
            setEditing(false);
            setChosen(new Set());
            asked.again();
          }}
        />
      )}
      <Wait of={asked}>
        {({ watches, next }) =>
          watches.length === 0 ? (
            <p class="empty">{text === '' ? t('watchesEmpty') : t('nothingFound')}</p>
          ) : (
            <>
              <WatchTable watches={watches} chosen={chosen} choose={setChosen} />
              {next !== null && (
                <button type="button" onClick={() => setCursor(next)}>
                  {t('more')}
                </button>
              )}
            </>
          )
        }
      </Wait>
    </>
  );
}

/** One change to many watches; what is left as it is stays. */
function BulkEdit({ watches, done }: { watches: readonly Watch[]; done: () => void }) {
  const [every, setEvery] = useState('');
  const [name, setName] = useState('');
  const [label, setLabel] = useState('');
  const save = async () => {
    for (const { id, labels } of watches) {
      await ask(`watches/${id}`, 'PATCH', {
        ...(every === '' ? {} : { every }),
        ...(name.trim() === '' ? {} : { case: name.trim() }),
        ...(label.trim() === '' ? {} : { labels: [...new Set([...labels, label.trim()])] }),
      });
    }
    done();
  };
  const box = (said: string, value: string, set: (value: string) => void) => (
    <label>
      {said} <input dir="auto" value={value} onInput={(event) => set(event.currentTarget.value)} />
    </label>
  );
  return (
    <section class="card">
      <p class="meta">{t('editHow')}</p>
      <p class="actions">
        <label>
          {t('every')}{' '}
          <select value={every} onChange={(event) => setEvery(event.currentTarget.value)}>
            <option value="">{t('asItIs')}</option>
            {RHYTHMS.map((one) => (
              <option key={one} value={one}>
                {t(one)}
              </option>
            ))}
          </select>
        </label>
        {box(t('caseName'), name, setName)}
        {box(t('addLabel'), label, setLabel)}
        <Act label={`${t('save')} (${watches.length})`} kind="main" act={save} />
      </p>
    </section>
  );
}

function WatchTable(props: {
  watches: readonly Watch[];
  chosen: ReadonlySet<string>;
  choose: (ids: ReadonlySet<string>) => void;
}) {
  const { watches, chosen, choose } = props;
  const flip = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose(next);
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('watches')}>
      <table>
        <thead>
          <tr>
            <th>
              <input
                type="checkbox"
                aria-label={t('selected')}
                checked={chosen.size === watches.length}
                onChange={() =>
                  choose(
                    chosen.size === watches.length ? new Set() : new Set(watches.map((w) => w.id)),
                  )
                }
              />
            </th>
            <th>{t('page')}</th>
            <th>{t('state')}</th>
            <th>{t('claims')}</th>
            <th>{t('history')}</th>
            <th>{t('lastLook')}</th>
            <th>{t('nextLook')}</th>
          </tr>
        </thead>
        <tbody>
          {watches.map((watch) => (
            <tr key={watch.id}>
              <td>
                <input
                  type="checkbox"
                  aria-label={watch.url}
                  checked={chosen.has(watch.id)}
                  onChange={() => flip(watch.id)}
                />
              </td>
              <td>
                <a href={`/watches/${watch.id}`}>
                  <bdi>{shown(watch.url)}</bdi>
                </a>
                <div class="meta">
                  <bdi>{watch.case}</bdi>{' '}
                  {watch.labels.map((label) => (
                    <bdi key={label} class="badge">
                      {label}
                    </bdi>
                  ))}
                </div>
              </td>
              <td>
                <State state={watch.state} level={watch.level} />
                {watch.paused && <span class="badge">{t('paused')}</span>}
              </td>
              <td>
                {watch.claims.map((claim) => (
                  <div key={claim.id} class={`claim-${claim.state}`}>
                    <bdi>{claim.text}</bdi> · {said('claimStates', claim.state)}
                  </div>
                ))}
              </td>
              <td>
                <Strip recent={watch.recent} />
              </td>
              <td>
                <Time at={watch.lastCaptureAt} />
              </td>
              <td>
                <Next watch={watch} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Next({ watch }: { watch: Watch }) {
  if (watch.nextDueAt === null) return <span>–</span>;
  const isOverdue = Date.parse(watch.nextDueAt) < Date.now() - 3_600_000;
  return (
    <span class={isOverdue ? 'bad' : ''}>
      {isOverdue && `${t('overdue')} `}
      <Time at={watch.nextDueAt} />
    </span>
  );
}

/** The newest looks as small squares, each with its words. */
export function Strip({ recent }: { recent: Watch['recent'] }) {
  return (
    <span class="strip">
      {recent.map((one) => (
        <LookMark key={one.capture} capture={one.capture} name={one.class} at={one.at} />
      ))}
    </span>
  );
}

function AddPages({ caseName, done }: { caseName: string; done: () => void }) {
  const [list, setList] = useState<Record<string, string>>({ text: '' });
  const [name, setName] = useState(caseName);
  const [every, setEvery] = useState('daily');
  const [preview, setPreview] = useState<Previewed<Row> | null>(null);
  const look = async () => {
    const found = await ask<Previewed<Draft>>('watches/preview', 'POST', {
      ...list,
      every,
      ...(name && { case: name }),
    });
    const watches = found.watches.map((one) => ({ ...one, typed: one.claims.join('\n') }));
    setPreview({ ...found, watches });
  };
  const add = async () => {
    const drafts = preview?.watches.filter((one) => one.existing === null) ?? [];
    const watches = drafts.map(({ existing: _, typed, ...draft }) => ({
      ...draft,
      claims: typed.split('\n').filter((line) => line.trim() !== ''),
    }));
    await ask('watches', 'POST', { watches });
    done();
  };
  // From what is there by then: two boxes may change before the page is drawn again.
  const change = (at: number, row: Row | null) =>
    setPreview(
      (now) =>
        now && {
          ...now,
          watches: now.watches.flatMap((one, i) => (i === at ? (row ?? []) : one)),
        },
    );
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    setList({ fileName: file.name, base64: btoa(binary) });
  };
  return (
    <section class="card">
      <label>
        {t('addHow')}
        <textarea
          rows={5}
          dir="ltr"
          value={list.text ?? ''}
          onInput={(event) => setList({ text: event.currentTarget.value })}
        />
      </label>
      <p class="actions">
        <label>
          {t('chooseFile')}{' '}
          <input type="file" onChange={(event) => choose(event.currentTarget.files?.[0])} />
        </label>
        <label>
          {t('caseName')}{' '}
          <input dir="auto" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          {t('every')}{' '}
          <select value={every} onChange={(event) => setEvery(event.currentTarget.value)}>
            {RHYTHMS.map((one) => (
              <option key={one} value={one}>
                {t(one)}
              </option>
            ))}
          </select>
        </label>
        <Act label={t('preview')} act={look} />
      </p>
      {preview?.errors.map(({ line, message }) => (
        <p key={line} class="bad" role="alert">
          {t('line')} {line}: <bdi>{message}</bdi>
        </p>
      ))}
      {preview?.watches.map((row, at) => (
        <div key={row.url} class="draft">
          <b>
            <bdi>{shown(row.url)}</bdi>
          </b>
          {row.existing !== null ? (
            <span class="badge">{t('alreadyWatched')}</span>
          ) : (
            <textarea
              rows={2}
              aria-label={`${t('claimsHow')}: ${row.url}`}
              placeholder={t('claimsHow')}
              dir="auto"
              value={row.typed}
              onInput={(event) => change(at, { ...row, typed: event.currentTarget.value })}
            />
          )}
          <button type="button" onClick={() => change(at, null)}>
            {t('remove')}
          </button>
        </div>
      ))}
      {preview !== null && preview.watches.length > 0 && (
        <p class="actions">
          <Act label={t('add')} kind="main" act={add} />
          <span class="meta">{t('nothingStored')}</span>
        </p>
      )}
    </section>
  );
}

/** As a browser shows an address: Chinese and Arabic readable. */
export function shown(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
