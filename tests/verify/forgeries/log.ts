// Captures and the log: manifests, entries, places in the tree, checkpoints, and what is left out.
import { generateKeyPairSync } from 'node:crypto';
import { writeKeys } from '../../../src/formats/bundle.js';
import { signCheckpoint, vkeyOf } from '../../../src/formats/checkpoint.js';
import { digestOf } from '../../../src/model/digest.js';
import { makeBeacon } from '../../notaries/beacon.js';
import { ORIGIN } from '../../prove/sample.js';
import { edit, editJson, type Files, need, relog } from '../forge.js';
import type { Forgery, Tools } from './corpus.js';

const FIRST = 'c_01JD0000000000000000000001';
const SECOND = 'c_01JD0000000000000000000002';
const THIRD = 'c_01JD0000000000000000000003';
const FOURTH = 'c_01JD0000000000000000000004';
const NOTE = 'proof/checkpoint.note';
const CHANGES = 'report/changes.json';
const BESIDE = 'proof/w_01JD00000000000000000000HZ.entries.jsonl';

type Members = Record<string, unknown>;
type Exchanges = Record<string, unknown>[];

/** A manifest changed and all of the log made anew over it, with the log's own key. */
const sealAnew =
  (capture: string, change: (manifest: Members & { exchanges: Exchanges }) => void) =>
  (files: Files, tools: Tools) => {
    editJson(files, `provenance/${capture}.json`, (value) => change(value as never));
    relog(files, { origin: ORIGIN, key: tools.sample.logKey });
  };

/** A lower bound of the forger's own, signed with the log's key. */
function earlierCheckpoint(size: number) {
  return (files: Files, tools: Tools) => {
    const root = Buffer.alloc(32, 7).toString('base64');
    const checkpoint = signCheckpoint({ size, root }, ORIGIN, tools.sample.logKey);
    sealAnew(SECOND, (value) => {
      value.notBefore = { checkpoint };
    })(files, tools);
  };
}

/** The first answer of a resolver changed, and manifest and log made anew over it. */
function relookup(change: (lookups: readonly Members[]) => Members) {
  return (files: Files, tools: Tools) => {
    const path = `provenance/${FOURTH}.lookups.json`;
    editJson(files, path, (value) => {
      const lookups = value.lookups as Members[];
      Object.assign(lookups[0] ?? {}, change(lookups));
    });
    const bytes = need(files, path);
    sealAnew(FOURTH, (value) => {
      value.lookups = { digest: digestOf(bytes), sizeBytes: bytes.length };
    })(files, tools);
  };
}

/** Entries changed and all of the log made anew over them. */
const logAnew =
  (change: (entry: Members, capture: string) => void) => (files: Files, tools: Tools) =>
    relog(files, { origin: ORIGIN, key: tools.sample.logKey }, change);

const setCheckpoint = (files: Files, note: string) => {
  const old = need(files, NOTE).toString('latin1');
  const latin1 = Buffer.from(note).toString('latin1');
  for (const name of files.keys()) {
    if (name.endsWith('.tlog-proof')) edit(files, name, (text) => text.replace(old, latin1));
  }
  files.set(NOTE, Buffer.from(note));
};
const headOf = (files: Files) => {
  const [, size, root = ''] = need(files, NOTE).toString().split('\n');
  return { size: Number(size), root };
};

export const LOG: readonly Forgery[] = [
  {
    what: 'a manifest changed',
    id: 'log-entry',
    forge: (files) =>
      editJson(files, `provenance/${SECOND}.json`, (value) => {
        value.attempt = 2;
      }),
  },
  {
    what: 'a manifest that is not canonical',
    id: 'manifest',
    isUnseenByShell: true,
    forge: (files) =>
      edit(files, `provenance/${SECOND}.json`, (text) =>
        text.replace('"attempt":1', '"attempt": 1'),
      ),
  },
  {
    what: 'a manifest of another shape, logged',
    id: 'manifest',
    isUnseenByShell: true,
    forge: sealAnew(SECOND, (value) => {
      value.attempt = '1';
    }),
  },
  {
    what: 'a main exchange that is not there, logged',
    id: 'manifest',
    forge: sealAnew(SECOND, (value) => {
      value.mainExchange = 99;
    }),
  },
  {
    what: 'an outcome that was not answered, logged',
    id: 'manifest',
    forge: sealAnew(SECOND, (value) => {
      value.outcome = { kind: 'answered', status: 404 };
    }),
  },
  {
    what: 'an address in a manifest, logged',
    id: 'manifest',
    isForShell: true,
    forge: sealAnew(SECOND, (value) => {
      for (const one of value.exchanges) one.url = String(one.url).replace('noor', 'nour');
    }),
  },
  {
    what: 'a body in a manifest, logged',
    id: 'manifest',
    forge: sealAnew(SECOND, (value) => {
      const [page, logo] = value.exchanges;
      if (page) page.responseBody = logo?.responseBody;
    }),
  },
  {
    what: 'an exchange left out of a manifest, logged',
    id: 'manifest',
    forge: sealAnew(FIRST, (value) => {
      value.exchanges.pop();
    }),
  },
  {
    what: 'the text of another capture in a manifest, logged',
    id: 'manifest',
    forge: sealAnew(SECOND, (value) => {
      const [file] = value.files as Members[];
      if (file) file.role = 'dom';
    }),
  },
  {
    what: 'a certificate in a manifest, logged',
    id: 'manifest',
    forge: sealAnew(SECOND, (value) => {
      for (const one of value.exchanges) (one.tls as Members).certificates = [];
    }),
  },
  {
    what: 'the cipher suite in a manifest, logged',
    id: 'manifest',
    forge: sealAnew(SECOND, (value) => {
      for (const one of value.exchanges)
        (one.tls as Members).cipherSuite = 'TLS_CHACHA20_POLY1305_SHA256';
    }),
  },
  {
    what: 'the answers of resolvers in a manifest, logged',
    id: 'manifest',
    forge: sealAnew(FIRST, (value) => {
      const [dns] = value.dns as Members[];
      if (dns) dns.addresses = ['203.0.113.1'];
    }),
  },
  {
    what: 'an answer of a resolver to another question, logged',
    id: 'manifest',
    isUnseenByShell: true,
    forge: relookup(([first]) => {
      // An answer carries the id of its question (RFC 1035 §4.1.1).
      const bytes = Buffer.from(String(first?.answer), 'base64');
      bytes.writeUInt16BE(0x1234, 0);
      return { answer: bytes.toString('base64') };
    }),
  },
  {
    what: 'resolvers asked for another name, logged',
    id: 'manifest',
    isUnseenByShell: true,
    forge: relookup(([first]) => {
      const rename = (message: unknown) =>
        Buffer.from(
          Buffer.from(String(message), 'base64').toString('latin1').replace('donghai', 'dongbei'),
          'latin1',
        ).toString('base64');
      return {
        name: 'dongbei.test',
        query: rename(first?.query),
        answer: rename(first?.answer),
      };
    }),
  },
  {
    what: 'resolvers asked on another day, logged',
    id: 'manifest',
    isUnseenByShell: true,
    forge: relookup(() => ({ at: '2026-11-20T16:00:00.000Z' })),
  },
  {
    what: 'a round of drand that is younger than the capture, logged',
    number: 31,
    id: 'not-before',
    isForShell: true,
    forge: sealAnew(SECOND, (value) => {
      // By a beacon of the forger's own: of its time nobody else would give it to them.
      value.notBefore = { drand: makeBeacon(Date.UTC(2026, 0, 1)).roundAt(Date.UTC(2026, 11, 1)) };
    }),
  },
  {
    what: 'the number of a round of drand, logged',
    id: 'not-before',
    isUnseenByShell: true,
    forge: sealAnew(SECOND, ({ notBefore }) => {
      ((notBefore as Members).drand as Members).round = 1_001;
    }),
  },
  {
    what: 'a checkpoint of somebody else as the lower bound, logged',
    id: 'not-before',
    isForShell: true,
    forge: sealAnew(SECOND, (value) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const root = Buffer.alloc(32).toString('base64');
      value.notBefore = { checkpoint: signCheckpoint({ size: 1, root }, ORIGIN, privateKey) };
    }),
  },
  {
    what: 'a checkpoint over entries that were not there as the lower bound, logged',
    id: 'not-before',
    forge: earlierCheckpoint(1_000),
  },
  {
    what: 'another root over as many entries as the lower bound, logged',
    id: 'not-before',
    forge: earlierCheckpoint(1),
  },
  {
    what: 'a control probe of another day, logged',
    id: 'times',
    forge: sealAnew(FOURTH, (value) => {
      (value.control as Members).startedAt = '2026-11-20T16:00:00.000Z';
    }),
  },
  {
    what: 'why a visit failed in a manifest, logged',
    id: 'manifest',
    forge: sealAnew(FOURTH, (value) => {
      (value.outcome as Members).failure = 'timeout';
    }),
  },
  {
    what: 'a title in a manifest, logged',
    id: 'pages',
    forge: sealAnew(SECOND, (value) => {
      value.title = 'Closed';
    }),
  },
  {
    what: 'an entry changed',
    id: 'log-inclusion',
    forge: (files) =>
      edit(files, `proof/${SECOND}.entry.json`, (text) => text.replace('"at":"2026', '"at":"2027')),
  },
  {
    what: 'an entry taken out',
    id: 'log-entry',
    forge: (files) => void files.delete(`proof/${SECOND}.entry.json`),
  },
  {
    what: 'an outcome in an entry, logged',
    id: 'log-entry',
    forge: logAnew((entry, id) => {
      if (id === SECOND) entry.outcome = 'gone';
    }),
  },
  {
    what: 'a failure logged as a capture',
    id: 'log-entry',
    forge: logAnew((entry) => {
      entry.type = 'capture';
    }),
  },
  {
    what: 'an entry of another address, logged',
    id: 'log-entry',
    forge: logAnew((entry, id) => {
      if (id === SECOND) entry.target = `sha256:${'0'.repeat(64)}`;
    }),
  },
  {
    what: 'an entry that is none of a capture, logged',
    id: 'log-entry',
    forge: logAnew((entry, id) => {
      if (id === SECOND) entry.type = 'gap';
    }),
  },
  {
    what: 'another class in changes.json',
    id: 'log-entry',
    forge: (files) =>
      edit(files, 'report/changes.json', (text) => text.replace('"class":"reset"', '"class":"ok"')),
  },
  {
    what: 'another manifest in changes.json',
    id: 'log-entry',
    forge: (files) =>
      edit(files, 'report/changes.json', (text) =>
        text.replace(/"manifest":"sha256:../, '"manifest":"sha256:00'),
      ),
  },
  {
    what: 'a failed attempt left out of changes.json',
    id: 'log-entry',
    forge: (files) =>
      editJson(files, 'report/changes.json', (value) => {
        (value.captures as unknown[]).pop();
      }),
  },
  {
    what: 'a capture that denies those before it, logged',
    id: 'history',
    isForShell: true,
    forge: logAnew((entry, id) => {
      if (id === THIRD) entry.previous = null;
    }),
  },
  {
    what: 'a capture that skips one that is in the bundle, logged',
    id: 'history',
    forge: (files, tools) => {
      let first: unknown = null;
      logAnew((entry, id) => {
        if (id === THIRD) first = entry.previous;
        if (id === FOURTH) entry.previous = first;
      })(files, tools);
    },
  },
  {
    what: 'an index off by one',
    number: 22,
    id: 'log-inclusion',
    isForShell: true,
    forge: (files) =>
      edit(files, `proof/${SECOND}.tlog-proof`, (text) => text.replace('index 3', 'index 4')),
  },
  {
    what: 'the proof of another capture',
    id: 'log-inclusion',
    forge: (files) => {
      const [a, b] = [`proof/${FIRST}.tlog-proof`, `proof/${SECOND}.tlog-proof`];
      const first = need(files, a);
      files.set(a, need(files, b)).set(b, first);
    },
  },
  {
    what: 'a hash more in a proof',
    id: 'log-inclusion',
    forge: (files) =>
      edit(files, `proof/${SECOND}.tlog-proof`, (text) =>
        text.replace('\n\n', `\n${Buffer.alloc(32).toString('base64')}\n\n`),
      ),
  },
  {
    what: 'a hash less in a proof',
    id: 'log-inclusion',
    forge: (files) =>
      edit(files, `proof/${SECOND}.tlog-proof`, (text) => text.replace(/\n\S{44}\n\n/, '\n\n')),
  },
  {
    what: 'a proof taken out',
    id: 'log-inclusion',
    forge: (files) => void files.delete(`proof/${SECOND}.tlog-proof`),
  },
  {
    what: 'a checkpoint of a larger tree',
    number: 23,
    id: 'log-inclusion',
    forge: (files, { sample }) =>
      setCheckpoint(files, signCheckpoint({ ...headOf(files), size: 99 }, ORIGIN, sample.logKey)),
  },
  {
    what: 'a checkpoint of another root',
    id: 'log-inclusion',
    forge: (files, { sample }) =>
      setCheckpoint(
        files,
        signCheckpoint(
          { ...headOf(files), root: Buffer.alloc(32).toString('base64') },
          ORIGIN,
          sample.logKey,
        ),
      ),
  },
  {
    what: 'a checkpoint nobody signed',
    id: 'checkpoint-signature',
    forge: (files) =>
      setCheckpoint(
        files,
        need(files, NOTE)
          .toString()
          .replace(/\n(\d+)\n/, '\n6\n'),
      ),
  },
  {
    what: 'a checkpoint taken out',
    id: 'checkpoint-signature',
    forge: (files) => void files.delete(NOTE),
  },
  {
    what: 'a checkpoint of another log',
    id: 'checkpoint-signature',
    forge: (files, { sample }) =>
      setCheckpoint(files, signCheckpoint(headOf(files), 'evil.test/log', sample.logKey)),
  },
  {
    what: 'a log of another name, with its key in keys.txt',
    id: 'checkpoint-key',
    forge: (files, { sample }) => {
      const key = generateKeyPairSync('ed25519').privateKey;
      relog(files, { origin: 'evil.test/log', key });
      files.set(
        'proof/keys.txt',
        Buffer.from(writeKeys(sample.signer, vkeyOf('evil.test/log', key))),
      );
    },
  },
  {
    what: 'a log of the same name by another key',
    number: 26,
    id: 'checkpoint-key',
    forge: (files, { sample }) => {
      const key = generateKeyPairSync('ed25519').privateKey;
      relog(files, { origin: ORIGIN, key });
      files.set('proof/keys.txt', Buffer.from(writeKeys(sample.signer, vkeyOf(ORIGIN, key))));
    },
  },
  {
    what: 'a capture logged before it ended',
    id: 'times',
    forge: logAnew((entry) => {
      entry.at = String(entry.at).replace('T16', 'T15');
    }),
  },
  {
    what: 'an exchange outside of its capture, logged',
    id: 'times',
    forge: sealAnew(SECOND, (value) => {
      for (const one of value.exchanges) one.startedAt = '2026-11-20T16:01:00.000Z';
    }),
  },
  {
    what: 'a gap that the log has left out of changes.json, intervals made to fit',
    id: 'intervals',
    isForShell: true,
    forge: (files) =>
      editJson(files, CHANGES, (value) => {
        value.gaps = [];
        for (const one of value.intervals as Members[]) one.gaps = [];
      }),
  },
  {
    what: 'a gap that the log does not have',
    id: 'intervals',
    forge: (files) =>
      editJson(files, CHANGES, (value) => {
        const [gap] = value.gaps as Members[];
        value.gaps = [gap, { ...gap, to: '2026-11-21T17:59:00.000Z' }];
      }),
  },
  {
    what: 'fewer times missed in a gap than the log has',
    id: 'intervals',
    forge: (files) => edit(files, CHANGES, (text) => text.replaceAll('"missed":2', '"missed":1')),
  },
  {
    what: 'a loss said to be shorter than it may have been',
    id: 'intervals',
    forge: (files) =>
      editJson(files, CHANGES, (value) => {
        for (const one of value.intervals as Members[]) one.after = one.before;
      }),
  },
  {
    what: 'a loss left out',
    id: 'intervals',
    isForShell: true,
    forge: (files) =>
      editJson(files, CHANGES, (value) => {
        value.intervals = [];
      }),
  },
  {
    what: 'a loss made up',
    id: 'intervals',
    forge: (files) =>
      editJson(files, CHANGES, (value) => {
        const [one] = value.intervals as Members[];
        value.intervals = [one, { ...one, watch: 'w_01JD00000000000000000000N0' }];
      }),
  },
  {
    what: 'a loss put off to a later look',
    id: 'intervals',
    forge: (files) =>
      editJson(files, CHANGES, (value) => {
        for (const one of value.intervals as Members[]) one.stillNotSeen = 3;
      }),
  },
  {
    what: 'a look that could not tell said to have been able to',
    id: 'log-entry',
    forge: (files) =>
      editJson(files, CHANGES, (value) => {
        for (const one of value.captures as Members[]) (one.observation as Members).abstain = true;
      }),
  },
  {
    what: 'the entry of a gap taken out, and from changes.json too',
    id: 'history',
    isForShell: true,
    forge: (files) => {
      const [added] = need(files, BESIDE).toString().split('\n');
      files.set(BESIDE, Buffer.from(`${added}\n`));
      editJson(files, CHANGES, (value) => {
        value.gaps = [];
        for (const one of value.intervals as Members[]) one.gaps = [];
      });
    },
  },
  {
    what: 'an entry that no later one names',
    id: 'history',
    forge: (files) =>
      edit(files, BESIDE, (text) => {
        const [line = '{}'] = text.split('\n');
        return `${text}${line.replace('"seq":1', '"seq":9')}\n`;
      }),
  },
  {
    what: 'entries of a watch that is not in the bundle',
    id: 'history',
    isForShell: true,
    forge: (files) =>
      void files.set('proof/w_01JD00000000000000000000ZZ.entries.jsonl', need(files, BESIDE)),
  },
];
