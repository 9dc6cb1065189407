// Two tables of data -> rows gone, values changed, by the key each row has: a price list, a roster.
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { ReadTable, TextBlock } from '../model/reading.js';
import { asMedium, changeOf, quoted } from './change.js';
import { changedDates } from './changed-dates.js';
import { changedNumbers, isBroughtUpToDate } from './changed-values.js';
import {
  type Columns,
  columnsOf,
  countersOf,
  lostColumns,
  numberIn,
  plain,
  type Rows,
  renamedColumns,
  type Standing,
  standingIn,
  withoutNumbers,
} from './columns.js';
import { lostWords, reworded } from './edits.js';
import { fieldWordsIn } from './field-words.js';
import { labelledQuantities } from './numbers.js';
import { isMonth, isOfDays, rollsByBookings, rollsByDates, rollsByDays } from './rolling-rows.js';
import { placeOf } from './scope.js';
import { keyed, keyedAlike, namesTwice } from './table-rows.js';
import { isOfField } from './wordings.js';

interface TableContext {
  readonly isOnBoard?: boolean;
  /** The other tables there are now: where one was divided, its columns stand there. */
  readonly others?: readonly ReadTable[];
}

/** What changed between two states of one table; on a board, its values are of this minute. */
export function changesOfTable(
  was: ReadTable,
  is: ReadTable,
  { isOnBoard = false, others = [] }: TableContext = {},
): readonly Change[] {
  const [before, after] = [withHeadOf(was, is), withHeadOf(is, was)].map(withoutNumbers) as [
    ReadTable,
    ReadTable,
  ];
  const isTwofold = namesTwice(before) || namesTwice(after);
  const old = keyed(before, isTwofold);
  const fresh = keyedAlike(keyed(after, isTwofold), old);
  const where = placeOf(after);
  const header = before.hasHeader ? (before.rows[0] ?? []) : [];
  const headNow = after.hasHeader ? (after.rows[0] ?? []) : [];
  const columns = columnsOf(before, after);
  const isQueue = isOnBoard || (header.some((name) => CALLED.test(name)) && sharesRows(old, fresh));
  const isWeek = [before, after].every(({ rows }) => isOfDays(rows[0] ?? []));
  const isCalendar =
    isWeek ||
    rollsByDays([...old.keys()], [...fresh.keys()]) ||
    rollsByBookings(old, fresh, header) ||
    isMonth(before);
  const isRolled = !isCalendar && rollsByDates(old, fresh);
  const stands = standingIn(others);
  const counters = countersOf(old, fresh, header);
  const changes = [
    ...lostColumns(before, columns, where, stands),
    ...renamedColumns(before, after, columns, where),
  ];
  for (const [key, row] of old) {
    const now = fresh.get(key) ?? broughtUpToDate(row, old, fresh);
    if (now === undefined) {
      const line = row.join(' | ');
      const sides = { before: line, after: null };
      const summary = isCalendar
        ? `A day left a calendar as later ones came in: ${quoted(line)}.`
        : isRolled
          ? `A row left a table as newer ones came in: ${quoted(line)}.`
          : `A table row is no longer there: ${quoted(line)}.`;
      const severity = isCalendar || isRolled ? 'low' : undefined;
      changes.push(changeOf('table-row-removed', summary, sides, where, severity));
    } else {
      const told = changesOfRow(row, now, { header, headNow, columns, where, counters, stands });
      changes.push(
        ...(isQueue ||
        isWeek ||
        isPetty(row) ||
        (isRate(row, now) && !header.some((name) => isOfField(mapText(name).text))) ||
        isSumOfNew(key, old, fresh) ||
        isBroughtUpToDate(row.join(' | '), now.join(' | '))
          ? told.map(asMedium)
          : told),
      );
    }
  }
  for (const [key, row] of fresh) {
    if (old.has(key)) continue;
    const line = row.join(' | ');
    const summary = `A table row was added: ${quoted(line)}.`;
    changes.push(changeOf('block-added', summary, { before: null, after: line }, where));
  }
  return changes;
}

/** A row of sums that grew by what came in above it, column for column. */
function isSumOfNew(key: string, old: Rows, fresh: Rows): boolean {
  const [was, is] = [old.get(key) ?? [], fresh.get(key) ?? []];
  if (!SUM.test(mapText(was[0] ?? '').text)) return false;
  return was.every((cell, at) => {
    if (plain(cell) === plain(is[at] ?? '')) return true;
    const came = [...fresh].reduce((sum, [other, row]) => {
      const before = old.get(other)?.[at] ?? '';
      if (other === key || plain(before) === plain(row[at] ?? '')) return sum;
      // A figure that stood there was altered, and no sum excuses that.
      return /\d/.test(before) ? Number.NaN : sum + numberIn(row[at] ?? '');
    }, 0);
    return numberIn(is[at] ?? '') - numberIn(cell) === came;
  });
}

const SUM = /累计|合计|总计|总数|\btotals?\b|\bsum\b|مجموع|اجمالي/;

/** The row that now says what this one said, as of a later day. */
function broughtUpToDate(
  row: readonly string[],
  old: Rows,
  fresh: Rows,
): readonly string[] | undefined {
  const line = row.join(' | ');
  const came = [...fresh].filter(([key]) => !old.has(key)).map(([, now]) => now);
  return came.find((now) => isBroughtUpToDate(line, now.join(' | ')));
}

/** Heads of a board that calls the next patient: its numbers are of the minute. */
const CALLED =
  /当前号|當前號|目前(?:号|號|看诊|看診)|看诊进度|看診進度|当前叫号|叫号|叫號|看诊号|看診號|就诊中|now serving|الدور الحالي|الرقم الحالي/i;

/** One of a money in another, as the day has it: 1 USD | 6.71 CNY. */
function isRate(row: readonly string[], now: readonly string[]): boolean {
  const [name = '', ...cells] = row;
  const isNamed = OF_A_MONEY.test(mapText(name).text.trim());
  return (
    isNamed &&
    cells.every((cell, at) => {
      const [was, is] = [cell, now[at + 1] ?? ''].map((text) =>
        Number.parseFloat(text.replace(/,/g, '')),
      );
      return Number.isNaN(was)
        ? !/\d/.test(cell)
        : Math.abs((is ?? 0) - (was ?? 0)) <= (was ?? 0) * SWING;
    })
  );
}

/** More no money moves from one look to the next. */
const SWING = 0.15;

const OF_A_MONEY =
  /^(?:1|100)? ?(?:usd|eur|gbp|jpy|hkd|twd|cny|sar|aed|kwd|egp|rub|krw|(?:us )?dollars?|euros?|pounds?(?: sterling)?|yen|美元|欧元|英镑|日元|日圆|港[币元]|人民币|台币|韩元|(?:ال)?(?:دولار|يورو|جنيه|ريال|درهم|ين|استرليني)(?: \p{L}{3,10}){0,2})(?: ?[(（/][^()（）]{2,16}[)）]?)?$/u;

/** What a house takes from its visitors: parking, a chair for the night, copies. */
function isPetty(row: readonly string[]): boolean {
  const { text } = mapText(row.slice(0, 2).join(' '));
  return PETTY.test(text) && fieldWordsIn(text).length === 0;
}

const PETTY =
  /停车|陪护[椅床]|复印|(?<!套)餐|充电宝|租借|轮椅|\b(?:parking|photocop\w*|wi-?fi|tv rental|meals?|locker)\b|موقف السيارات|تصوير/;

function sharesRows(
  old: ReadonlyMap<string, unknown>,
  fresh: ReadonlyMap<string, unknown>,
): boolean {
  return [...old.keys()].every((key) => fresh.has(key));
}

/** A row that the other state marks as the head is the head, and one of words over rows of figures. */
function withHeadOf(table: ReadTable, other: ReadTable): ReadTable {
  const [row, head] = [table, other].map(({ rows }) => (rows[0] ?? []).map(plain).join('|'));
  const isHead = other.hasHeader ? row === head : isOverFigures(table);
  return !table.hasHeader && isHead ? { ...table, hasHeader: true } : table;
}

/** Words alone in the first row, figures behind the first cell of all others: scripts draw heads as cells. */
function isOverFigures({ rows }: ReadTable): boolean {
  const [first = [], ...rest] = rows;
  const isFilled = first.length >= 2 && first.slice(1).every((cell) => /\p{L}/u.test(cell));
  if (!isFilled || first.some((cell) => /\p{N}/u.test(cell)) || rest.length < 2) return false;
  return rest.every((row) => row.length > 1 && row.slice(1).every((cell) => /\p{N}/u.test(cell)));
}

/** Heads of columns that count down or up by themselves: places left, readers, answers. */
const OF_THE_MINUTE =
  /^(?:조회|추천|댓글)(?:수)?$|^(?:余号|余量|剩余|可约|已约|号源|名额|候诊|浏览|点击|阅读|查看|回复|回覆|回应|回帖|跟帖|发帖|帖数|人气|下载|关注)(?:数|量|次数|人数)?$|\b(?:slots?|places?|seats?|available|left|remaining|views?|replies|posts|downloads|hits)\b|^(?:المتبقي|المشاهدات|الردود)$/;

/** Heads of a list of what may be had. */
const OF_STOCK =
  /血型|器官|供[体者肝肾]|移植|\b(?:organs?|blood (?:types?|groups?)|transplant\w*|donors?)\b|فصيل|عضو|اعضاء|زراع/;

/** When somebody last wrote. */
const LAST_POST =
  /最[后後](?:发表|回[复覆]|更新)|\blast (?:post|reply|updated?)\b|اخر (?:مشاركه|رد)/;

interface RowContext {
  readonly header: readonly string[];
  /** The head as it is now. */
  readonly headNow: readonly string[];
  readonly columns: Columns;
  readonly where: string;
  /** Columns that only count up. */
  readonly counters: ReadonlySet<number>;
  readonly stands: Standing;
}

function changesOfRow(
  before: readonly string[],
  after: readonly string[],
  { header, headNow, columns, where, counters, stands }: RowContext,
): readonly Change[] {
  // Rows without their running number begin one column later.
  const skipped = Math.max(0, columns.length - before.length);
  const skippedNow = headNow.length === 0 ? skipped : Math.max(0, headNow.length - after.length);
  return before.flatMap((cell, index) => {
    const column = columns[index + skipped];
    if (column === null) return [];
    const at = column ?? index + skipped;
    const now = after[at - skippedNow] ?? '';
    if (plain(cell) === plain(now)) return [];
    const head = header[index + skipped] ?? '';
    if (now === '' && stands(before[0] ?? '', head, cell)) return [];
    if (isSameSum(cell, now, headNow[at] ?? '')) {
      const summary = `A sum is written otherwise: ${quoted(cell)} now reads ${quoted(now)}.`;
      return [changeOf('block-edited', summary, { before: cell, after: now }, where, 'low')];
    }
    const name = [before[0], head].filter((word) => word && word !== cell).join(' / ');
    const numbers = changedNumbers(cell, now, where, name);
    const { text: mapped } = mapText(head);
    const isOfMinute =
      mapped.split(/ ?[/|] ?/).every((part) => OF_THE_MINUTE.test(part.trim())) &&
      // What is left of organs is cited.
      !header.some((name) => OF_STOCK.test(mapText(name).text));
    if ((isOfMinute || counters.has(index)) && /^[\p{N},.\s/|]+$/u.test(plain(cell))) {
      return numbers.map(asMedium);
    }
    if (numbers.length > 0) return numbers;
    const dates = changedDates(cell, now, where, null, name);
    if (dates.length > 0) {
      return LAST_POST.test(mapped) || counters.size > 0 ? dates.map(asMedium) : dates;
    }
    if (isFigure(cell) && !/\p{N}/u.test(now)) {
      const gone = `The value ${quoted(cell)}${name === '' ? '' : ` (${name})`} is no longer stated: the cell now reads ${quoted(now)}.`;
      return [changeOf('number-changed', gone, { before: cell, after: now }, where)];
    }
    const said = changesOfWords(cell, now, where);
    if (said.length > 0) return said;
    const summary = `A table cell${name === '' ? '' : ` (${name})`} changed from ${quoted(cell)} to ${quoted(now)}.`;
    return [changeOf('block-edited', summary, { before: cell, after: now }, where)];
  });
}

/** The same figure whose money the head of its column names now: 120000元, then 120,000 beneath 费用（元）. */
function isSameSum(was: string, is: string, head: string): boolean {
  const [[old, ...more], [fresh, ...others]] = [labelledQuantities(was), labelledQuantities(is)];
  if (old === undefined || fresh === undefined || more.length + others.length > 0) return false;
  if (Number.parseFloat(old.value) !== Number.parseFloat(fresh.value)) return false;
  const named = labelledQuantities(`1${/[(（]([^)）]+)[)）]\s*$/.exec(head)?.[1] ?? ''}`)[0]?.unit;
  if (named === undefined || named === '') return false;
  // 元 is whose money the page is in.
  const isBare = /^[\d,.\s]+元$/.test(was.trim()) && named === 'TWD';
  return (fresh.unit === '' || fresh.unit === named) && (old.unit === named || isBare);
}

/** What a cell of words says otherwise now, where that is of the field. */
function changesOfWords(was: string, is: string, where: string): readonly Change[] {
  const blockOf = (text: string): TextBlock => ({
    ...{ text, path: where, tag: 'td', zone: null, visible: true, linkTextLength: 0, frame: null },
  });
  const [before, after] = [blockOf(was), blockOf(is)];
  return [...lostWords(before, after, []), ...reworded(before, after)].slice(0, 1);
}

/** A cell that is a figure and nothing else to speak of: a price, a count. */
function isFigure(cell: string): boolean {
  const digits = cell.match(/\p{Nd}/gu)?.length ?? 0;
  return digits >= 2 && (cell.match(/\p{L}/gu)?.length ?? 0) <= 4;
}
