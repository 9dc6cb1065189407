// One watch: the life of a page, as a calendar, on one axis with its claims, and in pictures.
import { ask, type Capture, useAsk, type Watch } from '../api.js';
import { Act, exportProof, LookMark, Picture, State, Time, t, Wait } from '../parts.js';
import { said, toneOf } from '../said.js';
import { Calendar } from './calendar.js';
import { ImportedPages } from './imported.js';
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
            <State state={watch.state} level={watch.level} />
            {watch.since !== null && (
              <>
                {' '}
                · {t('since')} <Time at={watch.since} />
              </>
            )}{' '}
            · <bdi>{watch.case}</bdi> · <Rhythm every={watch.every} />
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
          <Calendar watch={watch} />
          <ImportedPages watch={watch} />
          <Wait of={looks}>{({ captures }) => <Life watch={watch} captures={captures} />}</Wait>
        </>
      )}
    </Wait>
  );
}

function Rhythm({ every }: { every: string }) {
  const known = ['hourly', 'daily', 'weekly', 'manual'] as const;
  const word = known.find((one) => one === every);
  return word === undefined ? <code dir="ltr">{every}</code> : <span>{t(word)}</span>;
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
                  <LookMark capture={one.id} name={one.observation.class} at={one.startedAt} />
                </td>
              ))}
            </tr>
            {watch.claims.map((claim) => (
              <tr key={claim.id}>
                <th scope="row">
                  <bdi>{claim.text}</bdi>{' '}
                  <span class={`claim-${claim.state}`}>{said('claimStates', claim.state)}</span>
                </th>
                {oldestFirst.map((one) => {
                  const state = one.claims.find(({ id }) => id === claim.id)?.state ?? 'unknown';
                  return (
                    <td key={one.id}>
                      <span
                        class={`look claim-look-${state}`}
                        title={said('claimStates', state)}
                        role="img"
                        aria-label={said('claimStates', state)}
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
                <Picture
                  id={one.id}
                  alt={said('classes', one.observation.class)}
                  isNone={one.files.thumbnail == null}
                />
              </a>
              <figcaption>
                <b class={`text-${toneOf(one.observation.class)}`}>
                  {said('classes', one.observation.class)}
                </b>{' '}
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
