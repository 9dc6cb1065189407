// How our own line fared when nobody answered for a page -> a table of the report.
import type { Control, ControlAnswer, Manifest } from '../../model/snapshot.js';
import type { ReportWords } from '../words/report-words.js';
import { code, table, time } from './markup.js';

/** The table with its heading; nothing where the page was reached. */
export function controlSection({ control }: Manifest, words: ReportWords): string {
  if (control === undefined) return '';
  const rows = [...namedRows(control, words), ...countedRows(control, words)];
  const shown = rows.length === 0 ? `<p>${words.controlNothing}</p>` : table(rows);
  return `<h4>${words.control}</h4>\n<p>${words.controlNote}</p>\n${shown}\n`;
}

function namedRows({ answers }: Control, words: ReportWords): readonly string[] {
  return answers.flatMap((one) =>
    one.name === null
      ? []
      : [
          `<tr><th scope="row">${words.controlKinds[one.what]} ${code(one.name)}</th><td>${wellness(one, words)} ${time(one.at)}</td></tr>`,
        ],
  );
}

/** Watched sites have no names here: they are counted. */
function countedRows({ answers, startedAt }: Control, words: ReportWords): readonly string[] {
  return (['other-site', 'latest-look'] as const).flatMap((what) => {
    const told = answers.filter((one) => one.what === what && one.isWell !== null);
    if (told.length === 0) return [];
    const well = told.filter(({ isWell }) => isWell).length;
    const counted = `<span dir="ltr">${well} / ${told.length}</span>`;
    return `<tr><th scope="row">${words.controlKinds[what]}</th><td>${words.works}: ${counted}<br>${time(startedAt)}</td></tr>`;
  });
}

function wellness({ isWell }: ControlAnswer, words: ReportWords): string {
  if (isWell === null) return words.tellsNothing;
  return isWell ? words.works : words.worksNot;
}
