// One watch and one capture: the life of a page, and one look at it.
import { useState } from 'preact/hooks';
import { ask, type Capture, useAsk, type Watch } from '../api.js';
import { Act, exportProof, Picture, State, Time, t, Wait } from '../parts.js';
import { Replay } from './replay.js';
import { shown } from './watches.js';

export function WatchPage({ id }: { id: string }) {
  const asked = useAsk<Watch>(`watches/${id}`);
  const looks = useAsk<{ captures: Capture[] }>(`captures?watch=${id}&limit=200`);
  const move = (name: string) => () => ask(`watches/${id}/${name}`, 'POST').then(asked.again);
  const stop = async () => {
    if (confirm(t('stopSure'))) await move('remove')();
  };
  return (
    <Wait of={asked}>
      {(watch) => (
        <>
          <h1>
            <bdi>{shown(watch.url)}</bdi>
          </h1>
          <p>
            <State state={watch.state} level={watch.level} /> · {t('since')}{' '}
            <Time at={watch.since} /> · <bdi>{watch.case}</bdi> · {watch.every}
          </p>
          <p class="actions">
            <Act
              label={t('captureNow')}
              kind="main"
              act={() => ask('captures', 'POST', { watches: [id] })}
            />
            <Act label={t('exportProof')} act={() => exportProof({ watch: id })} />
            {watch.paused ? (
              <Act label={t('resume')} act={move('resume')} />
            ) : (
              <Act label={t('pause')} act={move('pause')} />
            )}
            <Act label={t('stopWatching')} kind="danger" act={stop} />
          </p>
          <Wait of={looks}>{({ captures }) => <Life watch={watch} captures={captures} />}</Wait>
        </>
      )}
    </Wait>
  );
}

/** Observations and claims on one axis, oldest first, then the looks with their pictures. */
function Life({ watch, captures }: { watch: Watch; captures: readonly Capture[] }) {
  const oldestFirst = [...captures].reverse();
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('history')}>
        <table class="life">
          <tbody>
            <tr>
              <th scope="row">{t('observation')}</th>
              {oldestFirst.map((one) => (
                <td key={one.id}>
                  <a
                    href={`/captures/${one.id}`}
                    class={`look look-${one.observation.class}`}
                    title={`${one.observation.class} · ${one.startedAt}`}
                    aria-label={`${one.observation.class} ${one.startedAt}`}
                  />
                </td>
              ))}
            </tr>
            {watch.claims.map((claim) => (
              <tr key={claim.id}>
                <th scope="row">
                  <bdi>{claim.text}</bdi> <span class={`claim-${claim.state}`}>{claim.state}</span>
                </th>
                {oldestFirst.map((one) => {
                  const state = one.claims.find(({ id }) => id === claim.id)?.state ?? 'unknown';
                  return (
                    <td key={one.id}>
                      <span
                        class={`look claim-look-${state}`}
                        title={state}
                        role="img"
                        aria-label={state}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{t('captures')}</h2>
      <div class="grid">
        {captures.map((one, at) => {
          const earlier = captures[at + 1];
          return (
            <figure key={one.id}>
              <a href={`/captures/${one.id}`}>
                <Picture id={one.id} alt={one.observation.class} />
              </a>
              <figcaption>
                <b class={`state-${one.state}`}>{one.observation.class}</b>{' '}
                <Time at={one.startedAt} />{' '}
                {earlier !== undefined && (
                  <a href={`/compare?from=${one.comparedWith ?? earlier.id}&to=${one.id}`}>
                    {t('compare')}
                  </a>
                )}
              </figcaption>
            </figure>
          );
        })}
      </div>
    </>
  );
}

interface Provenance {
  readonly exchanges: readonly {
    readonly url: string;
    readonly method: string;
    readonly status: number | null;
    readonly protocol: string | null;
    readonly remoteAddress: string | null;
    readonly durationMs: number | null;
    readonly error: string | null;
  }[];
  readonly notCaptured: readonly { readonly url: string; readonly reason: string }[];
  readonly certificates: readonly (Record<string, string> | null)[];
  readonly provenance: Record<string, unknown> | null;
  readonly proof: { readonly logIndex: number; readonly isSigned: boolean };
}

const TABS = ['screenshot', 'replay', 'text', 'exchanges', 'provenance'] as const;

export function CapturePage({ id }: { id: string }) {
  const [tab, setTab] = useState<(typeof TABS)[number]>('screenshot');
  const asked = useAsk<Capture>(`captures/${id}`, false);
  const made = useAsk<Provenance>(`captures/${id}/provenance`, false);
  return (
    <Wait of={asked}>
      {(one) => (
        <>
          <h1>
            <bdi>{shown(one.url)}</bdi>
          </h1>
          <p>
            <State state={one.observation.class} /> · <Time at={one.startedAt} /> · {t('status')}{' '}
            {one.status ?? '–'} · {t('vantage')} {one.vantage} ·{' '}
            <a href={`/watches/${one.watch}`}>{t('history')}</a>
          </p>
          <p>
            <bdi lang="en">{one.observation.summary}</bdi>
          </p>
          <details>
            <summary>{t('explanation')}</summary>
            <p>
              {t('rule')}: <code>{one.observation.rule}</code> ({one.observation.stage})
            </p>
            <p>
              <bdi lang="en">{one.observation.needs}</bdi>
            </p>
            <pre dir="ltr">{JSON.stringify(one.observation.signals, null, 1)}</pre>
          </details>
          <p>
            {t('proof')}: {t('logged')} {one.logIndex};{' '}
            {made.value?.proof.isSigned ? t('signed') : t('notSigned')}. {t('noOutsideTime')}
          </p>
          <p class="actions" role="group">
            {TABS.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={tab === name}
                onClick={() => setTab(name)}
              >
                {t(name)}
              </button>
            ))}
            <Act label={t('exportProof')} act={() => exportProof({ captures: [id] })} />
            {(['dom', 'html'] as const).map((name) =>
              one.files[name] ? (
                <a key={name} class="button" href={`/api/v1/captures/${id}/files/${name}`} download>
                  {t('source')} ({name})
                </a>
              ) : null,
            )}
          </p>
          {tab === 'screenshot' && <Picture id={id} file="screenshot" alt={t('screenshot')} />}
          {tab === 'replay' && <Replay id={id} />}
          {tab === 'text' && <VisibleText id={id} />}
          {tab === 'exchanges' && <Wait of={made}>{(value) => <Exchanges of={value} />}</Wait>}
          {tab === 'provenance' && (
            <Wait of={made}>
              {(value) => (
                <pre dir="ltr">
                  {JSON.stringify(
                    {
                      manifest: one.manifest,
                      ...value.provenance,
                      certificates: value.certificates,
                    },
                    null,
                    2,
                  )}
                </pre>
              )}
            </Wait>
          )}
        </>
      )}
    </Wait>
  );
}

function VisibleText({ id }: { id: string }) {
  const [text, setText] = useState<string | null>(null);
  if (text === null) {
    void fetch(`/api/v1/captures/${id}/files/text`)
      .then(async (answer) => setText(answer.ok ? await answer.text() : '–'))
      .catch(() => setText(t('failed')));
  }
  return <pre dir="auto">{text ?? t('loading')}</pre>;
}

function Exchanges({ of }: { of: Provenance }) {
  return (
    <div class="scroll">
      <table>
        <tbody>
          {of.exchanges.map((one, at) => (
            <tr key={at}>
              <td>{one.method}</td>
              <td>{one.status ?? one.error}</td>
              <td>
                <bdi>{shown(one.url)}</bdi>
              </td>
              <td>{one.protocol}</td>
              <td>{one.remoteAddress}</td>
              <td>{one.durationMs === null ? '' : `${Math.round(one.durationMs)} ms`}</td>
            </tr>
          ))}
          {of.notCaptured.map(({ url, reason }) => (
            <tr key={url} class="bad">
              <td colSpan={2}>{t('notCaptured')}</td>
              <td>
                <bdi>{url}</bdi>
              </td>
              <td colSpan={3}>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
