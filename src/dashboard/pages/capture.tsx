// One capture: what was seen, and how it was made.
import { useEffect, useState } from 'preact/hooks';
import { type Capture, useAsk } from '../api.js';
import { Act, exportProof, Picture, Time, t, Wait } from '../parts.js';
import { said, toneOf } from '../said.js';
import { LookSentence } from '../sentence.js';
import { Replay } from './replay.js';
import { shown } from './watches.js';

interface Provenance {
  readonly exchanges: readonly {
    readonly url: string;
    readonly method: string;
    readonly startedAt: string;
    readonly responseHead: string | null;
    readonly tls: { readonly version: string | null } | null;
    readonly status: number | null;
    readonly protocol: string | null;
    readonly remoteAddress: string | null;
    readonly durationMs: number | null;
    readonly error: string | null;
  }[];
  readonly notCaptured: readonly { readonly url: string; readonly reason: string }[];
  readonly certificates: readonly (Record<string, string> | null)[];
  readonly provenance: Record<string, unknown> | null;
  readonly resolvers: readonly {
    readonly resolver: string;
    readonly address: string;
    readonly at: string;
    readonly said: string;
    readonly detail: string;
    readonly addresses: readonly string[];
    readonly transport: string;
    readonly isProxied: boolean;
    readonly isSigned: boolean;
  }[];
  readonly control: {
    readonly answers: readonly {
      readonly what: string;
      readonly name: string | null;
      readonly at: string;
      readonly isWell: boolean | null;
    }[];
  } | null;
  readonly proof: { readonly logIndex: number; readonly isSigned: boolean };
}

const TABS = ['screenshot', 'replay', 'text', 'source', 'exchanges', 'provenance'] as const;

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
            <b class={`text-${toneOf(one.observation.class)}`}>
              {said('classes', one.observation.class)}
            </b>{' '}
            <Time at={one.startedAt} /> · {t('status')} {one.status ?? '–'} · {t('vantage')}{' '}
            <bdi>{one.vantage}</bdi> · <a href={`/watches/${one.watch}`}>{t('history')}</a>
          </p>
          <LookSentence of={one} />
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
            {t('proof')}: {t('logged')} {one.logIndex} ·{' '}
            {made.value?.proof.isSigned ? t('signed') : t('notSigned')} · {t('noOutsideTime')}
          </p>
          {made.value && made.value.resolvers.length > 0 && <Resolvers of={made.value} />}
          {made.value?.control && <OwnLine of={made.value.control} />}
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
                  {t('download')} ({name})
                </a>
              ) : null,
            )}
          </p>
          {tab === 'screenshot' && (
            <Picture
              id={id}
              file="screenshot"
              alt={t('screenshot')}
              isNone={one.files.screenshot == null}
            />
          )}
          {tab === 'replay' && <Replay id={id} />}
          {tab === 'text' && <KeptText id={id} file="text" />}
          {tab === 'source' && (
            <>
              <p class="meta">{t('sourceHow')}</p>
              <KeptText id={id} file="dom" />
            </>
          )}
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

/** How our own line fared when nobody answered. */
function OwnLine({ of: { answers } }: { of: NonNullable<Provenance['control']> }) {
  return (
    <details>
      <summary>
        {t('ownLine')}: {answers.filter(({ isWell }) => isWell).length} /{' '}
        {answers.filter(({ isWell }) => isWell !== null).length}
      </summary>
      <table>
        <tbody>
          {answers.map((one, at) => (
            <tr key={at} class={one.isWell === false ? 'bad' : ''}>
              <th scope="row">
                <code dir="ltr">{one.what}</code> <code dir="ltr">{one.name ?? ''}</code>
              </th>
              <td>{one.isWell === null ? '–' : one.isWell ? '✓' : '✗'}</td>
              <td>
                <Time at={one.at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** What resolvers named by the config said of the name. */
function Resolvers({ of: { resolvers } }: { of: Provenance }) {
  return (
    <details open>
      <summary>{t('resolvers')}</summary>
      <table>
        <tbody>
          {resolvers.map((one) => (
            <tr key={one.resolver}>
              <th scope="row">
                <bdi>{one.resolver}</bdi> <code dir="ltr">{one.address}</code>
              </th>
              <td>
                <code dir="ltr">{one.addresses.join(', ') || one.detail}</code>
              </td>
              <td>
                <Time at={one.at} />
              </td>
              <td>
                {[
                  one.transport.toUpperCase(),
                  one.isProxied && t('throughProxy'),
                  one.isSigned && t('dnssec'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** More would make the browser crawl. */
const MOST_CHARACTERS = 300_000;

/** A kept file as text, never as a page. */
function KeptText({ id, file }: { id: string; file: 'text' | 'dom' }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    setText(null);
    void fetch(`/api/v1/captures/${id}/files/${file}`)
      .then(async (answer) => (answer.ok ? await answer.text() : '–'))
      .catch(() => t('failed'))
      .then((found) => isWanted && setText(found));
    return () => {
      isWanted = false;
    };
  }, [id, file]);
  const isLong = text !== null && text.length > MOST_CHARACTERS;
  return (
    <>
      <pre {...(file === 'dom' ? { dir: 'ltr' } : { class: 'page-text' })}>
        {text === null ? t('loading') : text.slice(0, MOST_CHARACTERS)}
      </pre>
      {isLong && <p class="meta">{t('cutOff')}</p>}
    </>
  );
}

function Exchanges({ of }: { of: Provenance }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('exchanges')}>
      <table class="exchanges">
        <tbody>
          {of.exchanges.map((one, at) => (
            <tr key={at}>
              <td>{one.method}</td>
              <td class={one.status === null || one.status >= 400 ? 'bad' : ''}>
                {one.status ?? <bdi>{one.error ?? '–'}</bdi>}
              </td>
              <td>
                <details>
                  <summary>
                    <bdi dir="ltr">{shown(one.url)}</bdi>
                  </summary>
                  <p class="meta" dir="ltr">
                    {[one.startedAt, one.protocol, one.remoteAddress, one.tls?.version]
                      .filter((part) => part != null)
                      .join(' · ')}
                  </p>
                  {one.responseHead !== null && <pre dir="ltr">{one.responseHead}</pre>}
                </details>
              </td>
              <td dir="ltr">{one.durationMs === null ? '' : `${Math.round(one.durationMs)} ms`}</td>
            </tr>
          ))}
          {of.notCaptured.map(({ url, reason }, at) => (
            <tr key={`missing ${at}`} class="bad">
              <td colSpan={2}>{t('notCaptured')}</td>
              <td>
                <bdi dir="ltr">{url}</bdi>
              </td>
              <td>
                <bdi lang="en">{reason}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
