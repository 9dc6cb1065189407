// A year of looks at a page, day by day, each day in the colour of the worst that was seen on it.
import { useState } from 'preact/hooks';
import { useAsk, type Watch } from '../api.js';
import { LookMark, language, t, Wait } from '../parts.js';
import { type Tone, toneOf } from '../said.js';

interface Look {
  readonly capture: string;
  readonly at: string;
  readonly class: string;
}

/** From the least to what a person should see first. */
const WEIGHTS: readonly Tone[] = ['good', 'own', 'doubt', 'lost'];
const DAYS = [1, 2, 3, 4, 5, 6, 0] as const;

export function Calendar({ watch }: { watch: Watch }) {
  const newest = watch.lastCaptureAt === null ? new Date() : new Date(watch.lastCaptureAt);
  const [year, setYear] = useState(newest.getFullYear());
  const [day, setDay] = useState<string | null>(null);
  const [from, to] = [new Date(year, 0, 1), new Date(year + 1, 0, 1)].map((at) => at.toISOString());
  const asked = useAsk<{ looks: Look[] }>(`watches/${watch.id}/looks?from=${from}&to=${to}`);
  const turn = (by: number) => {
    setYear(year + by);
    setDay(null);
  };
  return (
    <section>
      <h2>{t('calendar')}</h2>
      <p class="actions">
        <button type="button" aria-label={String(year - 1)} onClick={() => turn(-1)}>
          −
        </button>
        <b>{new Intl.NumberFormat(language(), { useGrouping: false }).format(year)}</b>
        <button type="button" aria-label={String(year + 1)} onClick={() => turn(1)}>
          +
        </button>
      </p>
      <Wait of={asked}>
        {({ looks }) => {
          const days = byDay(looks);
          if (days.size === 0) return <p class="empty">{t('calendarEmpty')}</p>;
          return (
            <>
              <div class="calendar">
                {monthsOf(days).map((month) => (
                  <Month key={month} {...{ year, month, days, day, choose: setDay }} />
                ))}
              </div>
              {day !== null && (
                <p class="strip wide-strip">
                  {(days.get(day) ?? []).map((one) => (
                    <LookMark
                      key={one.capture}
                      capture={one.capture}
                      name={one.class}
                      at={one.at}
                    />
                  ))}
                </p>
              )}
            </>
          );
        }}
      </Wait>
    </section>
  );
}

type Days = ReadonlyMap<string, readonly Look[]>;

function Month(props: {
  year: number;
  month: number;
  days: Days;
  day: string | null;
  choose: (day: string) => void;
}) {
  const { year, month, days, day, choose } = props;
  const first = new Date(year, month, 1);
  const said = (options: Intl.DateTimeFormatOptions, at: Date) =>
    new Intl.DateTimeFormat(language(), options).format(at);
  const cells: (number | null)[] = [
    ...Array.from({ length: (first.getDay() + 6) % 7 }, () => null),
    ...Array.from({ length: new Date(year, month + 1, 0).getDate() }, (_, i) => i + 1),
  ];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) =>
    cells.slice(i * 7, i * 7 + 7),
  );
  return (
    <table>
      <caption>{said({ month: 'long' }, first)}</caption>
      <thead>
        <tr>
          {DAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {said({ weekday: 'narrow' }, new Date(2024, 0, 7 + weekday))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, row) => (
          <tr key={row}>
            {week.map((date, column) => {
              if (date === null) return <td key={column} />;
              const name = `${month}-${date}`;
              const looks = days.get(name) ?? [];
              const number = new Intl.NumberFormat(language()).format(date);
              if (looks.length === 0) return <td key={column}>{number}</td>;
              const at = said({ dateStyle: 'full' }, new Date(year, month, date));
              return (
                <td key={column}>
                  <button
                    type="button"
                    class={`tone-${worstOf(looks)}`}
                    aria-pressed={day === name}
                    aria-label={`${at}: ${looks.length} ${t('captures')}`}
                    title={`${at}: ${looks.length} ${t('captures')}`}
                    onClick={() => choose(name)}
                  >
                    {number}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** In the reader's zone, by month and day. */
function byDay(looks: readonly Look[]): Days {
  const days = new Map<string, Look[]>();
  for (const look of looks) {
    const at = new Date(look.at);
    const name = `${at.getMonth()}-${at.getDate()}`;
    const own = days.get(name);
    if (own === undefined) days.set(name, [look]);
    else own.push(look);
  }
  return days;
}

/** Those in which anybody looked. */
function monthsOf(days: Days): readonly number[] {
  const months = new Set([...days.keys()].map((name) => Number(name.split('-')[0])));
  return [...months].sort((a, b) => a - b);
}

function worstOf(looks: readonly Look[]): Tone {
  const weights = looks.map((look) => WEIGHTS.indexOf(toneOf(look.class)));
  return WEIGHTS[Math.max(...weights)] ?? 'doubt';
}
