// What others archived of a page: a list that says whose it is, and its text beside ours.
import { type Imported, useAsk, type Watch } from '../api.js';
import { Time, t, Wait } from '../parts.js';
import { said } from '../said.js';
import { type Row, TextDiff } from './compare.js';
import { shown } from './watches.js';

/** Shown on the page of a watch, where there are any. */
export function ImportedPages({ watch }: { watch: Watch }) {
  const { value } = useAsk<{ imported: Imported[] }>(`watches/${watch.id}/imported`, false);
  if (value === null || value.imported.length === 0) return null;
  const ours = typeof watch.lastGood === 'string' ? watch.lastGood : null;
  return (
    <>
      <h2>{t('imported')}</h2>
      <p class="meta">{t('importedHow')}</p>
      <ul class="plain">
        {value.imported.map((one) => (
          <li key={one.id} class="card">
            <b>
              <Time at={one.takenAt} />
            </b>{' '}
            <bdi>{one.title || shown(one.url)}</bdi> · {t('status')} {one.status}
            <div class="meta">
              <bdi>{one.source.name}</bdi> <bdi>{one.source.note}</bdi>
              {one.digestFits === false && <span class="bad"> {t('digestWrong')}</span>}
            </div>
            {one.claims.map((claim) => (
              <div key={claim.id} class={`claim-${claim.state}`}>
                <bdi>{claim.text}</bdi> · {said('claimStates', claim.state)}
              </div>
            ))}
            {one.text !== null && (
              <p class="actions">
                <a href={`/api/v1/imported/${one.id}/text`} target="_blank" rel="noreferrer">
                  {t('text')}
                </a>
                {ours !== null && (
                  <a class="button" href={`/compare?from=${one.id}&to=${ours}`}>
                    {t('compare')}
                  </a>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

interface Compared {
  readonly from: Side;
  readonly to: Side;
  readonly text: { readonly rows: readonly Row[]; readonly note: string | null };
}

interface Side {
  readonly at: string;
  readonly url: string;
  readonly imported: boolean;
}

export function CompareImported({ from, to }: { from: string; to: string }) {
  const asked = useAsk<Compared>(`imported/compare?from=${from}&to=${to}`, false);
  return (
    <>
      <h1>{t('compare')}</h1>
      <p class="meta">{t('importedHow')}</p>
      <Wait of={asked} loading={t('comparing')}>
        {(value) => (
          <>
            {(['from', 'to'] as const).map((side) => (
              <p key={side}>
                {t(side === 'from' ? 'before' : 'after')}: <Time at={value[side].at} />{' '}
                <bdi>{shown(value[side].url)}</bdi>{' '}
                {value[side].imported && <span class="badge">{t('imported')}</span>}
              </p>
            ))}
            {value.text.rows.every(({ kind }) => kind === 'same') && (
              <p class="empty">{t('noChanges')}</p>
            )}
            <TextDiff {...value.text} />
          </>
        )}
      </Wait>
    </>
  );
}
