// The rows of a table before and after -> whether days and dates moved it on: a calendar, a week of
// consultations, a page of notices.
import { mapText } from '../formats/normal-text.js';
import type { ReadTable } from '../model/reading.js';
import { isEarlier, isYearsOn } from './changed-dates.js';
import { plain, type Rows } from './columns.js';
import { isSharp } from './field-words.js';
import { datesIn } from './numbers.js';
import { isTellingLabel } from './passing.js';
import { saysSense } from './senses.js';
import { isOfField } from './wordings.js';

type Row = readonly string[];

/** Rows named by days, out at the head and in at the tail: the days to come. */
export function rollsByDays(were: readonly string[], are: readonly string[]): boolean {
  const isDay = (key: string): boolean => DAY.test(key);
  if (were.length !== are.length || ![...were, ...are].every(isDay)) return false;
  const out = were.filter((key) => !are.includes(key)).length;
  return out > 0 && were.slice(out).every((key, at) => key === are[at]);
}

/** Days on which one may come, and no more: as many later ones stand there now. Organs are no visit. */
export function rollsByBookings(old: Rows, fresh: Rows, head: readonly string[]): boolean {
  if (head.some((cell) => isOfField(mapText(cell).text) || isSharp(mapText(cell).text)))
    return false;
  const isBooking = (row: readonly string[]): boolean => {
    const [day = '', ...states] = row.map((cell) => mapText(cell).text.trim());
    return isBareDay(day) && states.length > 0 && states.every((state) => BOOKING.test(state));
  };
  const [were, are] = [old, fresh].map((rows) => [...rows.values()].filter(isBooking));
  return (
    were !== undefined &&
    were.length >= 2 &&
    were.length === are?.length &&
    isLater(were, are) &&
    [...old].every(([key, row]) => isBooking(row) || fresh.has(key))
  );
}

/** The first day and the last moved on, and no years. */
function isLater(were: readonly Row[], are: readonly Row[]): boolean {
  return [0, -1].every((at) => {
    const [was, is] = [were, are].map((rows) => datesIn(rows.at(at)?.[0] ?? '')[0]);
    return was === undefined || is === undefined || (!isEarlier(is, was) && !isYearsOn(was, is));
  });
}

/** With the day of the week and the half of the day, and nobody's name. */
function isBareDay(day: string): boolean {
  const behind = day.replace(/^.*\d ?[日号]?/, '').replace(WEEKDAY, '');
  return DAY.test(day) && !/(?![上下]午|晚上)\p{sc=Han}{2}/u.test(behind);
}

const BOOKING =
  /^(?:可预约|可约|预约|有号|余 ?\d+|约满|已满|满|停诊|休诊|-|—|available|free|full|booked|closed|متاح|محجوز|ممتلئ|مغلق)?$/;

/** A head of days with the days of the week: who sees patients when. */
export function isOfDays(head: readonly string[]): boolean {
  const named = head.filter((cell) => plain(cell) !== '');
  const days = named.filter((cell) => /\d/.test(cell) && WEEKDAY.test(mapText(cell).text));
  return days.length >= 3 && days.length >= named.length - 2;
}

const WEEKDAY =
  /(?:周|星期|礼拜)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)|(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)/;

/** A leaf of a calendar: the days of a month in their order, and little else. */
export function isMonth({ rows }: ReadTable): boolean {
  const cells = rows.flat().map(plain);
  const days = cells.filter((cell) => /^\d{1,2}$/.test(cell)).map(Number);
  const run = days.filter((day, at) => at === 0 || day === (days[at - 1] ?? 0) + 1);
  if (run.length < days.length - 2) return false;
  const isWhole = days.length >= 28 && days.length >= cells.length * 0.6;
  const isLeaf =
    days.length >= 7 &&
    rows.some(isWeek) &&
    cells.length <= days.length + WEEK_AND_TITLE &&
    !saysOfWork(rows.flat().join(' '));
  return isWhole || isLeaf;
}

/** What is done on the days, beside them. */
function saysOfWork(text: string): boolean {
  return isTellingLabel(mapText(text).text) || saysSense(text);
}

/** The days of a week by their first letters. */
function isWeek(row: Row): boolean {
  return row.length === 7 && row.every((cell) => INITIAL.test(plain(cell)));
}

const INITIAL =
  /^(?:(?:周|星期)?[日一二三四五六]|(?:mo?|tu?|we?|th?|fr?|sa?|su?)n?[eut]?|ح|ن|ث|ر|خ|ج|س|(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت))$/;
const WEEK_AND_TITLE = 10;

/** Dated rows in at the head as the oldest went out at the tail: a list of notices, one page of it. */
export function rollsByDates(old: Rows, fresh: Rows): boolean {
  const [were, are] = [[...old.keys()], [...fresh.keys()]];
  const out = were.filter((key) => !fresh.has(key));
  const into = are.filter((key) => !old.has(key));
  if (out.length === 0 || into.length < out.length || out.length === were.length) return false;
  const dateOf = (row: readonly string[]): string => row.flatMap(datesIn).toSorted().at(-1) ?? '';
  const [gone, came] = [out, into].map((keys, at) =>
    keys.map((key) => dateOf((at === 0 ? old : fresh).get(key) ?? [])),
  );
  const kept = were.filter((key) => fresh.has(key)).map((key) => dateOf(old.get(key) ?? []));
  const isDated = [...(gone ?? []), ...(came ?? []), ...kept].every((date) => date !== '');
  const isAtEnds =
    were.slice(-out.length).every((key) => out.includes(key)) &&
    are.slice(0, into.length).every((key) => into.includes(key));
  const [oldest, newest] = [kept.toSorted().at(0) ?? '', kept.toSorted().at(-1) ?? ''];
  return (
    isDated &&
    isAtEnds &&
    (gone ?? []).every((date) => date <= oldest) &&
    (came ?? []).every((date) => date >= newest)
  );
}

const DAY =
  /^(?:\d{4} ?[-/.年] ?)?\d{1,2} ?[-/.月] ?\d{1,2}[日号]?(?:\D{0,12})?$|^\d{1,2} [a-z]{3,9}(?: \d{4})?$|^[a-z]{3,9} \d{1,2}$/;
