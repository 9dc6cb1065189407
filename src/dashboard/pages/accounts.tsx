// Settings: who may sign in, and as what.
import { useState } from 'preact/hooks';
import { ask, useAsk } from '../api.js';
import { Act, Time, t, Wait } from '../parts.js';

const ROLES = ['viewer', 'investigator', 'admin'] as const;
type Role = (typeof ROLES)[number];

interface Account {
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
}

export function Accounts() {
  const asked = useAsk<{ accounts: Account[] }>('accounts', false);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('investigator');
  const [password, setPassword] = useState('');
  const add = async () => {
    await ask('accounts', 'POST', { name, role, password });
    setName('');
    setPassword('');
    asked.again();
  };
  const remove = async (account: string) => {
    if (!confirm(`${account}: ${t('removeSure')}`)) return;
    await ask(`accounts/${encodeURIComponent(account)}`, 'DELETE');
    asked.again();
  };
  return (
    <>
      <h2>{t('accounts')}</h2>
      <p class="meta">{t('accountsHow')}</p>
      <Wait of={asked}>
        {({ accounts }) => (
          <ul class="plain">
            {accounts.map((one) => (
              <li key={one.name}>
                <b>
                  <bdi>{one.name}</bdi>
                </b>{' '}
                · {t(one.role)} · <Time at={one.createdAt} />{' '}
                <Act label={t('remove')} kind="danger" act={() => remove(one.name)} />
              </li>
            ))}
          </ul>
        )}
      </Wait>
      <p class="actions">
        <label>
          {t('name')}{' '}
          <input
            autocomplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label>
          {t('role')}{' '}
          <select value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {t(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('password')}{' '}
          <input
            type="password"
            autocomplete="new-password"
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <Act label={t('addAccount')} act={add} />
      </p>
    </>
  );
}
