// Log: its size, its newest checkpoint and entries, what outsiders say of it, and when nobody looked.
import { useAsk } from '../api.js';
import { Time, t, Wait } from '../parts.js';
import { said } from '../said.js';

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
            <Gaps />
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

interface Span {
  readonly from: string;
  readonly to: string;
  readonly watches: number;
  readonly missed: number;
  readonly reason: string;
}

/** When nobody looked although pages were due. */
function Gaps() {
  const asked = useAsk<{ gaps: Span[] }>('log/gaps');
  return (
    <>
      <h2>{t('gaps')}</h2>
      <Wait of={asked}>
        {({ gaps }) =>
          gaps.length === 0 ? (
            <p class="empty">{t('gapsEmpty')}</p>
          ) : (
            <ul class="plain">
              {gaps.map((one) => (
                <li key={`${one.to} ${one.reason}`} class="card">
                  <b>
                    <Time at={one.from} /> – <Time at={one.to} />
                  </b>
                  <div>
                    {t('watches')}: {one.watches} ·{' '}
                    <span class="text-doubt">
                      {t('missedLooks')}: {one.missed}
                    </span>
                  </div>
                  <div class="meta">
                    <bdi lang="en">{one.reason}</bdi>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Wait>
    </>
  );
}
