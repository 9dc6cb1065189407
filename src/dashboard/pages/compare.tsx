// Compare: two looks at one page, typed changes first, then the pictures, then the text by words.
import { useState } from 'preact/hooks';
import { type Capture, type Change, useAsk } from '../api.js';
import { Picture, Time, t, Wait } from '../parts.js';
import { said } from '../said.js';
import { ChangeSentence } from '../sentence.js';

export interface Row {
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

interface Marks {
  readonly width: number;
  readonly isMarked: boolean;
  readonly before: Side;
  readonly after: Side;
}

interface Side {
  readonly height: number;
  readonly marks: readonly {
    readonly box: { left: number; top: number; right: number; bottom: number };
    readonly there: { top: number; bottom: number };
  }[];
}

export function ComparePage({ from, to }: { from: string; to: string }) {
  const pair = `compare?from=${from}&to=${to}`;
  const asked = useAsk<Compared>(`${pair}&changes=onRecord`, false);
  // What nobody has looked for yet takes longer, and the rest of the page need not wait for it.
  const isOnRecord = asked.value?.changes != null;
  const found = useAsk<Compared>(asked.value === null || isOnRecord ? null : pair, false);
  const sides = asked.value === null ? [] : [asked.value.from, asked.value.to];
  const areSeen = sides.length > 0 && sides.every(({ files }) => files.screenshot != null);
  const marks = useAsk<Marks>(areSeen ? `compare/pictures?from=${from}&to=${to}` : null, false);
  const [isSlider, setSlider] = useState(false);
  const [isOutlined, setOutlined] = useState(true);
  return (
    <>
      <h1>{t('compare')}</h1>
      <h2>{t('changes')}</h2>
      {isOnRecord || found.value !== null ? (
        <Changes changes={(found.value ?? asked.value)?.changes ?? null} />
      ) : (
        <Wait of={asked.error === null ? found : asked} loading={t('comparing')}>
          {() => null}
        </Wait>
      )}
      {asked.value !== null && <TextDiff {...asked.value.text} />}
      <h2>{t('screenshot')}</h2>
      <p class="actions" role="group">
        <button type="button" aria-pressed={!isSlider} onClick={() => setSlider(false)}>
          {t('sideBySide')}
        </button>
        <button type="button" aria-pressed={isSlider} onClick={() => setSlider(true)}>
          {t('slider')}
        </button>
        {!isSlider && (
          <label class="check">
            <input type="checkbox" checked={isOutlined} onChange={() => setOutlined(!isOutlined)} />{' '}
            {t('outline')}
          </label>
        )}
      </p>
      {!isSlider && isOutlined && marks.value !== null && (
        <p class="meta">{marks.value.isMarked ? t('outlineHow') : t('nothingInCommon')}</p>
      )}
      {isSlider ? (
        <Slider from={from} to={to} />
      ) : (
        <div class="side-by-side">
          {(['before', 'after'] as const).map((side) => (
            <figure key={side}>
              <figcaption>
                {t(side)}{' '}
                {asked.value && (
                  <Time at={asked.value[side === 'before' ? 'from' : 'to'].startedAt} />
                )}
              </figcaption>
              <div class="outlined">
                <Picture id={side === 'before' ? from : to} file="screenshot" alt={t(side)} />
                {isOutlined && marks.value !== null && <Outlines of={marks.value} side={side} />}
              </div>
            </figure>
          ))}
        </div>
      )}
    </>
  );
}

/** Boxes round what this picture alone has, and lines where the other has something. */
function Outlines({ of, side }: { of: Marks; side: 'before' | 'after' }) {
  const { width } = of;
  const { height, marks } = of[side];
  // Where both have something, the box says it.
  const others = of[side === 'before' ? 'after' : 'before'].marks.filter(
    ({ there }) => !marks.some(({ box }) => box.top < there.bottom && there.top < box.bottom),
  );
  return (
    <svg class={side} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {marks.map(({ box: { left, top, right, bottom } }, at) => (
        <rect
          key={at}
          class="own"
          x={left - 8}
          y={top - 6}
          width={right - left + 16}
          height={bottom - top + 12}
          rx={4}
        />
      ))}
      {others.map(({ box: { left, right }, there }, at) => {
        const y = Math.round((there.top + there.bottom) / 2);
        return <line key={at} x1={left - 8} x2={right + 8} y1={y} y2={y} />;
      })}
    </svg>
  );
}

function Changes({ changes }: { changes: readonly Change[] | null }) {
  if (changes === null) return <p class="bad">{t('notCompared')}</p>;
  if (changes.length === 0) return <p class="empty">{t('noChanges')}</p>;
  return (
    <ul class="changes">
      {changes.map((change, at) => (
        <li key={at} class={change.severity}>
          <b>{said('kinds', change.kind)}</b>{' '}
          <span class="badge">{said('severities', change.severity)}</span>{' '}
          <ChangeSentence of={change} />
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

/** The lines that differ. */
export function TextDiff({ rows, note }: { rows: readonly Row[]; note: string | null }) {
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
