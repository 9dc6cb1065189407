// Export, verify, log, cases, settings: what proves, and whether all is well.
import { useEffect, useState } from 'preact/hooks';
import { ask, type Export, type Report, useAsk } from '../api.js';
import { Act, Time, t, Wait } from '../parts.js';
import { Notifiers } from './notifiers.js';

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
                  {one.state === 'failed' && <p class="bad">{one.error}</p>}
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

function Checks({ of }: { of: Report }) {
  const said: Record<string, string> = {
    passed: t('passed'),
    failed: t('failedCheck'),
    skipped: t('skipped'),
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
            <table>
              <tbody>
                {[...entries].reverse().map((entry) => (
                  <tr key={entry.seq}>
                    <td>{entry.seq}</td>
                    <td>
                      <Time at={entry.at} />
                    </td>
                    <td>{entry.type}</td>
                    <td>{entry.outcome}</td>
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

interface Pass {
  readonly id: string;
  readonly kind: string;
  readonly holder: string;
  readonly label: string;
  readonly lastUsedAt: string | null;
}

export function Settings() {
  const doctor = useAsk<Report>('doctor', false);
  const keys = useAsk<{ signer: { pem: string }; log: { vkey: string } }>('keys', false);
  const passes = useAsk<{ passes: Pass[] }>('passes', false);
  const settings = useAsk<{ software: string; config: unknown }>('settings', false);
  const [secret, setSecret] = useState('');
  const makeToken = async () => {
    const made = await ask<{ secret: string }>('tokens', 'POST', {
      label: 'dashboard',
      scopes: ['read', 'feed', 'metrics'],
    });
    setSecret(made.secret);
    passes.again();
  };
  return (
    <>
      <h1>{t('settings')}</h1>
      <h2>{t('doctor')}</h2>
      <Wait of={doctor}>{(value) => <Checks of={value} />}</Wait>
      <Notifiers />
      <h2>{t('tokens')}</h2>
      <p class="actions">
        <Act label={t('makeToken')} act={makeToken} />
        {secret !== '' && (
          <span>
            {t('tokenOnce')} <code dir="ltr">{secret}</code>
          </span>
        )}
      </p>
      <Wait of={passes}>
        {(value) => (
          <ul class="plain">
            {value.passes.map(({ id, kind, holder, label, lastUsedAt }) => (
              <li key={id}>
                {kind} · <bdi>{holder}</bdi> · <bdi lang="en">{label}</bdi> ·{' '}
                <Time at={lastUsedAt} />{' '}
                <Act
                  label={t('revoke')}
                  kind="danger"
                  act={() => ask(`passes/${id}`, 'DELETE').then(passes.again)}
                />
              </li>
            ))}
          </ul>
        )}
      </Wait>
      <p>{t('publishKeys')}</p>
      <Wait of={keys}>
        {({ signer, log }) => (
          <pre dir="ltr">
            {signer.pem}
            {log.vkey}
          </pre>
        )}
      </Wait>
      <h2>{t('configuration')}</h2>
      <p>{t('configHow')}</p>
      <Wait of={settings}>
        {({ software, config }) => (
          <pre dir="ltr">
            {software}
            {'\n'}
            {JSON.stringify(config, null, 2)}
          </pre>
        )}
      </Wait>
    </>
  );
}
