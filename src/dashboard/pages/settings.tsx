// Settings: whether all is well, who is told, who may come in, and what holds.
import { useState } from 'preact/hooks';
import { ask, type Report, useAsk } from '../api.js';
import { Act, Time, t, Wait } from '../parts.js';
import { Accounts } from './accounts.js';
import { Notifiers } from './notifiers.js';
import { Checks } from './verify.js';

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
      <Accounts />
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
