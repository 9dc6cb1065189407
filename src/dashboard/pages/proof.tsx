// Export, verify, log, cases: what proves.
import { useEffect, useState } from 'preact/hooks';
import { ask, type Export, type Report, useAsk } from '../api.js';
import { Time, t, Wait } from '../parts.js';
import { said } from '../said.js';

export function Exports() {
  const asked = useAsk<{ exports: Export[] }>('exports');
  const isRunning = asked.value?.exports.some(({ state }) => state === 'running') ?? false;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(asked.again, 500);
    return () => clearInterval(timer);
  }, [isRunning]);
  return (
    <>
      <h1>{t('exports')}</h1>
      <Wait of={asked}>
        {({ exports }) =>
          exports.length === 0 ? (
            <p class="empty">{t('exportEmpty')}</p>
          ) : (
            <ul class="plain">
              {exports.map((one) => (
                <li key={one.id} class="card">
                  <b>
                    <bdi>{one.name}</bdi>
                  </b>{' '}
                  <Time at={one.startedAt} />
                  {one.state === 'running' && (
                    <p>
                      {t('exporting')} {one.done}/{one.total}{' '}
                      <progress aria-label={t('exporting')} value={one.done} max={one.total || 1} />
                    </p>
                  )}
                  {one.state === 'failed' && (
                    <p class="bad">
                      <bdi lang="en">{one.error}</bdi>
                    </p>
                  )}
                  {one.state === 'done' && (
                    <p class="actions">
                      <a class="button main" href={`/api/v1/exports/${one.id}/file`} download>
                        {t('download')}
                      </a>
                      <span>
                        {one.captures} {t('captures')}, {one.bytes?.toLocaleString()} {t('bytes')}
                      </span>
                      <code dir="ltr">{one.sha256}</code>
                    </p>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Wait>
    </>
  );
}

export function Verify() {
  const [report, setReport] = useState<Report | null>(null);
  const [busy, setBusy] = useState('');
  const check = async (file: File | undefined) => {
    if (file === undefined) return;
    setReport(null);
    setBusy(t('verifying'));
    const form = new FormData();
    form.append('file', file);
    try {
      setReport(await ask<Report>('verify', 'POST', form));
      setBusy('');
    } catch (error) {
      setBusy(`${t('failed')} ${(error as Error).message}`);
    }
  };
  return (
    <>
      <h1>{t('verify')}</h1>
      <label
        class="drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void check(event.dataTransfer?.files[0]);
        }}
      >
        {t('verifyHow')}{' '}
        <input type="file" onChange={(event) => void check(event.currentTarget.files?.[0])} />
      </label>
      <p>
        <a href="/verify.html" download>
          {t('verifyOffline')}
        </a>
      </p>
      <p role="status">{busy}</p>
      {report !== null && (
        <>
          <p class={report.ok ? 'good' : 'bad'} role="status">
            <b>{report.ok ? t('allPassed') : t('somethingWrong')}</b>
          </p>
          <Checks of={report} />
        </>
      )}
    </>
  );
}

export function Checks({ of }: { of: Report }) {
  const said: Record<string, string> = {
    passed: t('passed'),
    failed: t('failedCheck'),
    skipped: t('skipped'),
    ok: t('ok'),
    warning: t('warning'),
    off: t('off'),
  };
  return (
    <table>
      <tbody>
        {of.checks.map(({ id, status, detail }) => (
          <tr key={id}>
            <td class={`check-${status}`}>{said[status] ?? status}</td>
            <td>
              <code dir="ltr">{id}</code>
            </td>
            <td>
              <bdi lang="en">{detail}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Log {
  readonly size: number;
  readonly checkpoint: { readonly size: number; readonly note: string } | null;
  readonly entries: readonly {
    readonly seq: number;
    readonly at: string;
    readonly type: string;
    readonly outcome: string;
  }[];
}

export function LogPage() {
  const asked = useAsk<Log>('log');
  return (
    <>
      <h1>{t('log')}</h1>
      <p>{t('logHow')}</p>
      <Wait of={asked}>
        {({ size, checkpoint, entries }) => (
          <>
            <p>
              {size} {t('entries')}
            </p>
            <h2>{t('checkpoint')}</h2>
            {checkpoint === null ? (
              <p class="empty">{t('noCheckpoint')}</p>
            ) : (
              <pre dir="ltr">{checkpoint.note}</pre>
            )}
            <Evidence />
            <h2>{t('newestEntries')}</h2>
            <table>
              <tbody>
                {[...entries].reverse().map((entry) => (
                  <tr key={entry.seq}>
                    <td>{entry.seq}</td>
                    <td>
                      <Time at={entry.at} />
                    </td>
                    <td>
                      <code dir="ltr">{entry.type}</code>
                    </td>
                    <td>{entry.outcome === entry.type ? '' : said('classes', entry.outcome)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Wait>
    </>
  );
}

interface Kept {
  readonly checkpoints: readonly {
    readonly size: number;
    readonly attestations: readonly {
      readonly notary: string;
      readonly kind: string;
      readonly state: 'wanted' | 'pending' | 'held' | 'superseded';
      readonly at: string | null;
      readonly detail: string;
    }[];
  }[];
  readonly witnesses: readonly {
    readonly name: string;
    readonly size: number | null;
    readonly at: string | null;
    readonly detail: string;
  }[];
}

/** What outsiders say of the log: notaries of its age, witnesses of its having but one history. */
function Evidence() {
  const asked = useAsk<Kept>('log/evidence');
  return (
    <Wait of={asked}>
      {({ checkpoints, witnesses }) => {
        const given = checkpoints.flatMap(({ size, attestations }) =>
          attestations
            .filter(({ state }) => state !== 'superseded')
            .map((one) => ({ size, ...one })),
        );
        return (
          <>
            <h2>{t('evidence')}</h2>
            {given.length === 0 ? (
              <p class="empty">{t('evidenceEmpty')}</p>
            ) : (
              <div class="scroll" tabIndex={0} role="region" aria-label={t('evidence')}>
                <table>
                  <tbody>
                    {given.map((one) => (
                      <tr key={`${one.size} ${one.notary}`}>
                        <td>
                          {one.size} {t('entries')}
                        </td>
                        <td>
                          <bdi dir="ltr">{one.notary}</bdi>
                        </td>
                        <td class={one.state === 'held' ? 'good' : 'text-doubt'}>
                          {one.state === 'superseded' ? '' : t(one.state)}
                        </td>
                        <td>{one.at !== null && <Time at={one.at} />}</td>
                        <td>
                          <bdi lang="en">{one.detail}</bdi>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            <h2>{t('witnesses')}</h2>
            {witnesses.length === 0 ? (
              <p class="empty">{t('witnessesEmpty')}</p>
            ) : (
              <ul class="plain">
                {witnesses.map(({ name, size, at, detail }) => (
                  <li key={name} class="card">
                    <b>
                      <bdi dir="ltr">{name}</bdi>
                    </b>{' '}
                    {size !== null && (
                      <>
                        {t('cosigned')} {size} {t('entries')}, <Time at={at} />
                      </>
                    )}
                    <p class={size === null ? 'bad' : 'meta'}>
                      <bdi lang="en">{detail}</bdi>
                    </p>
                  </li>
                ))}
              </ul>
            )}
          </>
        );
      }}
    </Wait>
  );
}

interface Case {
  readonly name: string;
  readonly watches: number;
  readonly openFlags: number;
  readonly lastCaptureAt: string | null;
}

export function Cases() {
  const asked = useAsk<{ cases: Case[] }>('cases');
  return (
    <>
      <h1>{t('cases')}</h1>
      <Wait of={asked}>
        {({ cases }) =>
          cases.length === 0 ? (
            <p class="empty">{t('casesEmpty')}</p>
          ) : (
            <ul class="plain">
              {cases.map(({ name, watches, openFlags, lastCaptureAt }) => (
                <li key={name} class="card">
                  <a href={`/cases/${encodeURIComponent(name)}`}>
                    <b>
                      <bdi>{name}</bdi>
                    </b>
                  </a>{' '}
                  {watches} {t('total')} ·{' '}
                  <span class={openFlags > 0 ? 'bad' : ''}>
                    {openFlags} {t('openFlags')}
                  </span>{' '}
                  · {t('lastLook')} <Time at={lastCaptureAt} />
                </li>
              ))}
            </ul>
          )
        }
      </Wait>
    </>
  );
}
