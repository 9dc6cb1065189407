// What whoever holds the archive's keys, or mixes what is genuine, might try in a court: before and after
// exchanged, evidence made up and named, custody begun anew, two readings of one thing.
import { signCheckpoint, signNote, writeNote } from '../../../src/formats/checkpoint.js';
import { ORIGIN } from '../../prove/sample.js';
import { edit, editJson, type Files, linesIn, need, recustody, relog } from '../forge.js';
import type { Forgery } from './corpus.js';

const FIRST = 'c_01JD0000000000000000000001';
const SECOND = 'c_01JD0000000000000000000002';
const THIRD = 'c_01JD0000000000000000000003';
const WARC = 'archive/data.warc.gz';
const NOTE = 'proof/checkpoint.note';
const CHANGES = 'report/changes.json';
const BESIDE = 'proof/w_01JD00000000000000000000HZ.entries.jsonl';

type Members = Record<string, unknown>;

/** Changes what changes.json tells of one capture. */
const tellOf = (id: string, change: (told: Members) => void) => (files: Files) =>
  editJson(files, CHANGES, ({ captures }) => {
    for (const one of captures as Members[]) if (one.capture === id) change(one);
  });

/** Puts another note in, everywhere. */
function setNote(files: Files, note: string): void {
  const old = need(files, NOTE).toString('latin1');
  const latin1 = Buffer.from(note).toString('latin1');
  for (const name of files.keys()) {
    if (name.endsWith('.tlog-proof')) edit(files, name, (text) => text.replace(old, latin1));
  }
  files.set(NOTE, Buffer.from(note));
}

const add = (name: string) => (files: Files) => void files.set(name, Buffer.from('{}'));

export const CUNNING: readonly Forgery[] = [
  {
    what: 'before and after exchanged: compared with a later capture',
    id: 'intervals',
    isForShell: true,
    forge: tellOf(FIRST, (told) => {
      told.comparedWith = THIRD;
    }),
  },
  {
    what: 'compared with a capture of another page',
    id: 'intervals',
    forge: tellOf(THIRD, (told) => {
      told.comparedWith = SECOND;
    }),
  },
  {
    what: 'a flag about a capture that is not in the bundle',
    id: 'intervals',
    isForShell: true,
    forge: (files) =>
      editJson(files, CHANGES, (value) => {
        value.flag = { id: 'f_1', capture: 'c_01JD0000000000000000000009', lastGood: FIRST };
      }),
  },
  {
    what: 'evidence made up and named after a capture',
    id: 'files',
    isForShell: true,
    forge: add(`provenance/${FIRST}.resolvers.json`),
  },
  { what: 'an opinion among the proofs', id: 'files', forge: add('proof/opinion.json') },
  {
    what: 'custody that does not begin with the making',
    id: 'custody',
    isForShell: true,
    forge: (files) => recustody(files, (lines) => lines.filter(({ event }) => event !== 'created')),
  },
  {
    what: 'custody in which a capture is made twice',
    id: 'custody',
    forge: (files) =>
      recustody(files, ([first = {}, ...rest]) => [first, { ...first, note: '' }, ...rest]),
  },
  {
    what: 'all times of a capture a day earlier, logged',
    id: 'manifest',
    forge: (files, { sample }) => {
      edit(files, `provenance/${SECOND}.json`, (text) =>
        text.replaceAll('2026-11-21T', '2026-11-20T'),
      );
      relog(files, { origin: ORIGIN, key: sample.logKey });
    },
  },
  {
    what: 'a capture once more under another id, logged',
    id: 'manifest',
    forge: (files, { sample }) => {
      const again = 'c_01JD0000000000000000000005';
      for (const [name, bytes] of [...files]) {
        if (!name.includes(FIRST) || !name.endsWith('.json')) continue;
        files.set(name.replace(FIRST, again), Buffer.from(bytes));
      }
      editJson(files, `provenance/${again}.json`, (value) => {
        value.capture = again;
      });
      relog(files, { origin: ORIGIN, key: sample.logKey });
    },
  },
  {
    what: 'a class nobody knows in log and report, logged',
    id: 'log-entry',
    isUnseenByShell: true,
    forge: (files, { sample }) => {
      relog(files, { origin: ORIGIN, key: sample.logKey }, (entry, id) => {
        if (id === SECOND) entry.outcome = 'gone-for-good';
      });
      tellOf(SECOND, (told) => {
        (told.observation as Members).class = 'gone-for-good';
      })(files);
    },
  },
  {
    what: 'the proof of one capture under the checkpoint of another log',
    id: 'log-inclusion',
    forge: (files, { sample }) => {
      const old = need(files, NOTE).toString('latin1');
      const head = { size: 7, root: old.split('\n')[2] ?? '' };
      const other = Buffer.from(signCheckpoint(head, 'other.test/log', sample.logKey));
      edit(files, `proof/${SECOND}.tlog-proof`, (text) =>
        text.replace(old, other.toString('latin1')),
      );
    },
  },
  {
    what: 'a second signature of the log beside the good one that is none',
    id: 'checkpoint-signature',
    isForShell: true,
    forge: (files, { sample }) => {
      const text = `${need(files, NOTE).toString().split('\n\n')[0]}\n`;
      const good = signNote(text, ORIGIN, sample.logKey);
      const bad = signNote(text.replace('\n7\n', '\n8\n'), ORIGIN, sample.logKey);
      const signatures = [...good.signatures, ...bad.signatures];
      setNote(files, writeNote({ text, signatures }));
    },
  },
  {
    what: 'a checkpoint whose lines end as on other systems',
    id: 'checkpoint-signature',
    forge: (files) => setNote(files, need(files, NOTE).toString().replaceAll('\n', '\r\n')),
  },
  {
    what: 'two entries of a watch in one place',
    id: 'history',
    forge: (files) => {
      const gap = linesIn(files, BESIDE).at(-1);
      edit(files, BESIDE, (text) => `${text}${text.split('\n').at(-2)}\n`);
      if (gap === undefined) throw new Error('the sample has a gap');
    },
  },
  {
    what: 'an entry beside the captures that is not canonical',
    id: 'history',
    forge: (files) => edit(files, BESIDE, (text) => text.replace('"type":', '"type": ')),
  },
  {
    what: 'zeros behind the last record',
    id: 'warc',
    isUnseenByShell: true,
    forge: (files) => void files.set(WARC, Buffer.concat([need(files, WARC), Buffer.alloc(512)])),
  },
  {
    what: 'a line of the index that points into a record',
    id: 'cdxj',
    forge: (files) =>
      edit(files, 'indexes/index.cdx', (text) =>
        text.replace(/"offset":(\d+)/, (_, at) => `"offset":${Number(at) + 1}`),
      ),
  },
  {
    what: 'a name given twice in a manifest, logged',
    id: 'json',
    forge: (files, { sample }) => {
      edit(files, `provenance/${SECOND}.json`, (text) =>
        text.replace('"attempt":1', '"attempt":1,"attempt":2'),
      );
      relog(files, { origin: ORIGIN, key: sample.logKey });
    },
  },
  {
    what: 'a page with the words of nobody',
    id: 'pages',
    forge: (files) =>
      edit(files, 'pages/pages.jsonl', (text) => text.replace('"ts":', '"text":"x","ts":')),
  },
  {
    what: 'two signers in keys.txt',
    id: 'signature',
    forge: (files) =>
      edit(files, 'proof/keys.txt', (text) => `${text}${text.slice(text.indexOf('signer '))}`),
  },
  {
    what: 'a name in two ways of writing it (composed, decomposed)',
    id: 'zip',
    forge: (files) => {
      files.set('report/é.html', Buffer.from('x'));
      files.set('report/e\u0301.html', Buffer.from('x'));
    },
  },
  {
    what: 'a capture seen from another place in the report',
    id: 'log-entry',
    forge: tellOf(FIRST, (told) => {
      told.vantage = 'geneva';
    }),
  },
];
