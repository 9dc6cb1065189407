// Export and cases: what is put together to be given away.
import { useEffect } from 'preact/hooks';
import { type Export, useAsk } from '../api.js';
import { Time, t, Wait } from '../parts.js';

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
