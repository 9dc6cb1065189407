// Verify: a bundle and the keys a person trusts -> every check, and what they say together.
import { useState } from 'preact/hooks';
import { ask, type Report } from '../api.js';
import { Act, t } from '../parts.js';

/** The checks that tell whether anybody known made the bundle. */
const VOUCHING = ['signer-key', 'checkpoint-key'];
/** Fields of the API, each with the words that ask for it. */
const KEYS = [
  ['signerKey', 'signerKey'],
  ['checkpointKey', 'checkpointKey'],
  ['trust', 'trustRoots'],
  ['witnessKey', 'witnessKey'],
] as const;

type Keys = Readonly<Record<(typeof KEYS)[number][0], string>>;

export function Verify() {
  const [report, setReport] = useState<Report | null>(null);
  const [busy, setBusy] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [keys, setKeys] = useState<Keys>({
    ...{ signerKey: '', checkpointKey: '', trust: '', witnessKey: '' },
  });
  const check = async (one: File | undefined | null) => {
    if (one == null) return;
    setFile(one);
    setReport(null);
    setBusy(t('verifying'));
    const form = new FormData();
    // Before the file: they are read first.
    for (const [name, text] of Object.entries(keys)) form.append(name, text);
    form.append('file', one);
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
      <details class="card">
        <summary>{t('trustTitle')}</summary>
        <p class="meta">{t('trustHow')}</p>
        {KEYS.map(([name, words]) => (
          <KeyField
            key={name}
            label={t(words)}
            value={keys[name]}
            set={(text) => setKeys((now) => ({ ...now, [name]: text }))}
          />
        ))}
        {file !== null && <Act label={t('checkAgain')} kind="main" act={() => check(file)} />}
      </details>
      <p>
        <a href="/verify.html" download>
          {t('verifyOffline')}
        </a>
      </p>
      <p role="status" class={busy.startsWith(t('failed')) ? 'bad' : ''}>
        <bdi>{busy}</bdi>
      </p>
      {report !== null && (
        <>
          <Verdict of={report} />
          <Checks of={report} />
        </>
      )}
    </>
  );
}

/** Pasted, or taken from a file. */
function KeyField(props: { label: string; value: string; set: (text: string) => void }) {
  const { label, value, set } = props;
  return (
    <div class="draft">
      <label class="whole">
        {label}
        <textarea
          rows={2}
          dir="ltr"
          spellcheck={false}
          value={value}
          onInput={(event) => set(event.currentTarget.value)}
        />
      </label>
      <input
        type="file"
        aria-label={`${t('chooseFile')}: ${label}`}
        onChange={(event) => void event.currentTarget.files?.[0]?.text().then((text) => set(text))}
      />
    </div>
  );
}

function Verdict({ of: { ok, checks } }: { of: Report }) {
  const isVouched = VOUCHING.every((name) =>
    checks.some(({ id, status }) => id === name && status === 'passed'),
  );
  const words = !ok ? 'somethingWrong' : isVouched ? 'allVouched' : 'allPassed';
  return (
    <p class={ok ? (isVouched ? 'good' : 'text-doubt') : 'bad'} role="status">
      <b>{t(words)}</b>
    </p>
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
