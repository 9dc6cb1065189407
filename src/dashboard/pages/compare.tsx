// Compare: two looks at one page, typed changes first, then the pictures, then the text by words.
import { useState } from 'preact/hooks';
import { type Capture, type Change, useAsk } from '../api.js';
import { Picture, Time, t, Wait } from '../parts.js';

interface Row {
  readonly kind: 'same' | 'edited' | 'removed' | 'added' | 'moved';
  readonly before: string | null;
  readonly after: string | null;
  readonly parts: readonly { readonly kind: string; readonly text: string }[] | null;
  readonly direction: 'ltr' | 'rtl';
}

interface Compared {
  readonly from: Capture;
  readonly to: Capture;
  readonly changes: readonly Change[] | null;
  readonly text: { readonly rows: readonly Row[]; readonly note: string | null };
}

export function ComparePage({ from, to }: { from: string; to: string }) {
  const asked = useAsk<Compared>(`compare?from=${from}&to=${to}`, false);
  const [isSlider, setSlider] = useState(false);
  return (
    <>
      <h1>{t('compare')}</h1>
      {asked.value === null && asked.error === null && <p role="status">{t('comparing')}</p>}
      {(asked.value !== null || asked.error !== null) && (
        <Wait of={asked}>
          {({ changes, text }) => (
            <>
              <h2>{t('changes')}</h2>
              <Changes changes={changes} />
              <TextDiff rows={text.rows} note={text.note} />
            </>
          )}
        </Wait>
      )}
      <h2>{t('screenshot')}</h2>
      <p class="actions" role="group">
        <button type="button" aria-pressed={!isSlider} onClick={() => setSlider(false)}>
          {t('sideBySide')}
        </button>
        <button type="button" aria-pressed={isSlider} onClick={() => setSlider(true)}>
          {t('slider')}
        </button>
      </p>
      {isSlider ? (
        <Slider from={from} to={to} />
      ) : (
        <div class="side-by-side">
          <figure>
            <figcaption>
              {t('before')} {asked.value && <Time at={asked.value.from.startedAt} />}
            </figcaption>
            <Picture id={from} file="screenshot" alt={t('before')} />
          </figure>
          <figure>
            <figcaption>
              {t('after')} {asked.value && <Time at={asked.value.to.startedAt} />}
            </figcaption>
            <Picture id={to} file="screenshot" alt={t('after')} />
          </figure>
        </div>
      )}
    </>
  );
}

function Changes({ changes }: { changes: readonly Change[] | null }) {
  if (changes === null) return <p class="bad">{t('notCompared')}</p>;
  if (changes.length === 0) return <p class="empty">{t('noChanges')}</p>;
  return (
    <ul class="changes">
      {changes.map((change, at) => (
        <li key={at} class={change.severity}>
          <b>{change.kind}</b> <span class="badge">{change.severity}</span>{' '}
          <bdi lang="en">{change.summary}</bdi>
          {change.before !== null && (
            <div>
              <del>
                <bdi>{change.before}</bdi>
              </del>
            </div>
          )}
          {change.after !== null && (
            <div>
              <ins>
                <bdi>{change.after}</bdi>
              </ins>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function TextDiff({ rows, note }: { rows: readonly Row[]; note: string | null }) {
  const told = rows.filter(({ kind }) => kind !== 'same');
  if (told.length === 0) return null;
  return (
    <>
      <h2>{t('text')}</h2>
      {note !== null && <p class="meta">{note}</p>}
      <div class="diff">
        {told.map((row, at) => (
          <p key={at} class={row.kind} dir={row.direction}>
            {row.kind === 'moved' && <span class="badge">{t('moved')}</span>}
            <Line row={row} />
          </p>
        ))}
      </div>
    </>
  );
}

function Line({ row }: { row: Row }) {
  if (row.kind === 'removed') return <del>{row.before}</del>;
  if (row.kind === 'added') return <ins>{row.after}</ins>;
  if (row.parts === null) return <>{row.after}</>;
  return (
    <>
      {row.parts.map(({ kind, text }, at) => {
        if (kind === 'removed') return <del key={at}>{text}</del>;
        return kind === 'added' ? <ins key={at}>{text}</ins> : <span key={at}>{text}</span>;
      })}
    </>
  );
}

/** The later picture over the earlier one, as much of it as the handle says. */
function Slider({ from, to }: { from: string; to: string }) {
  const [share, setShare] = useState(50);
  return (
    <div class="slider">
      <input
        type="range"
        min={0}
        max={100}
        value={share}
        aria-label={t('sliderLabel')}
        onInput={(event) => setShare(Number(event.currentTarget.value))}
      />
      <div class="stack" dir="ltr">
        <Picture id={from} file="screenshot" alt={t('before')} />
        <div
          class="over"
          ref={(it) => it?.style.setProperty('clip-path', `inset(0 0 0 ${100 - share}%)`)}
        >
          <Picture id={to} file="screenshot" alt={t('after')} />
        </div>
      </div>
    </div>
  );
}
