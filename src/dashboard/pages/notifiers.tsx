// Settings: who is told of flags, whether it works, and what could not be told.
import { useState } from 'preact/hooks';
import { ask, useAsk } from '../api.js';
import { Act, Time, t, Wait } from '../parts.js';

interface Notifier {
  readonly name: string;
  readonly kind: string;
  readonly where: string;
  readonly isConfigured: boolean;
  readonly waiting: number;
  readonly dead: number;
  readonly failing: number;
  readonly lastToldAt: string | null;
  readonly detail: string;
}

export function Notifiers() {
  const asked = useAsk<{ notifiers: Notifier[] }>('notifiers', false);
  const [said, setSaid] = useState('');
  const test = async (name: string) => {
    setSaid('');
    try {
      const { where, remark } = await ask<{ where: string; remark: string }>(
        `notifiers/${encodeURIComponent(name)}/test`,
        'POST',
      );
      setSaid(`${t('testSent')} ${where} ${remark}`);
    } catch (error) {
      setSaid(`${t('failed')} ${(error as Error).message}`);
    }
  };
  const retry = (name: string) =>
    ask(`notifiers/${encodeURIComponent(name)}/retry`, 'POST').then(asked.again);
  return (
    <>
      <h2>{t('notifiers')}</h2>
      <p role="status">
        <bdi>{said}</bdi>
      </p>
      <Wait of={asked}>
        {({ notifiers }) =>
          notifiers.length === 0 ? (
            <p class="empty">{t('notifiersEmpty')}</p>
          ) : (
            <ul class="plain">
              {notifiers.map((one) => (
                <li key={one.name} class="card">
                  <b>
                    <bdi>{one.name}</bdi>
                  </b>{' '}
                  {one.kind} · <bdi>{one.where}</bdi>
                  <p>
                    {one.waiting} {t('waiting')} ·{' '}
                    <span class={one.dead > 0 ? 'bad' : ''}>
                      {one.dead} {t('givenUp')}
                    </span>{' '}
                    · {t('lastTold')} <Time at={one.lastToldAt} />
                  </p>
                  {one.detail !== '' && (
                    <p class={one.failing + one.dead > 0 ? 'bad' : ''}>
                      <bdi lang="en">{one.detail}</bdi>
                    </p>
                  )}
                  <p class="actions">
                    {one.isConfigured && <Act label={t('sendTest')} act={() => test(one.name)} />}
                    {one.dead > 0 && <Act label={t('retry')} act={() => retry(one.name)} />}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Wait>
    </>
  );
}
