// Zips that two readers would read in two ways (APPNOTE 6.3).
import { deflateRawSync } from 'node:zlib';
import type { Forgery } from './corpus.js';

const LOCAL = Buffer.from('PK\u0003\u0004', 'latin1');
const END = Buffer.from('PK\u0005\u0006', 'latin1');
const HIDDEN = Buffer.from('隐藏');

const insert = (zip: Buffer, at: number, bytes: Uint8Array) =>
  Buffer.concat([zip.subarray(0, at), bytes, zip.subarray(at)]);
const endAt = (zip: Buffer) => zip.lastIndexOf(END);
const directoryAt = (zip: Buffer) => zip.readUInt32LE(endAt(zip) + 16);
/** The n-th header of the directory. */
const centralAt = (zip: Buffer, n: number): number => {
  let at = directoryAt(zip);
  for (let i = 0; i < n; i += 1) {
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return at;
};

/** Moves the directory's place on by what was put in before it. */
function moveDirectory(zip: Buffer, by: number): Buffer {
  const end = endAt(zip);
  zip.writeUInt32LE(zip.readUInt32LE(end + 16) + by, end + 16);
  return zip;
}

/** Puts an extra field behind the name of the first entry of the directory. */
function addExtra(zip: Buffer, id: number, data: Buffer): Buffer {
  const at = centralAt(zip, 0);
  const extra = Buffer.alloc(4 + data.length);
  extra.writeUInt16LE(id, 0);
  extra.writeUInt16LE(data.length, 2);
  data.copy(extra, 4);
  const bent = insert(zip, at + 46 + zip.readUInt16LE(at + 28), extra);
  bent.writeUInt16LE(extra.length, at + 30);
  const end = endAt(bent);
  bent.writeUInt32LE(bent.readUInt32LE(end + 12) + extra.length, end + 12);
  return bent;
}

/** Changes bytes of the n-th header in the directory. */
const patch =
  (n: number, change: (header: Buffer, zip: Buffer) => void) =>
  (zip: Buffer): Buffer => {
    change(zip.subarray(centralAt(zip, n)), zip);
    return zip;
  };

const addNamed = (name: string) => (files: Map<string, Buffer>) =>
  void files.set(name, Buffer.from('x'));

export const ZIPS: readonly Forgery[] = [
  { what: 'bytes before the first entry', id: 'zip', bend: (zip) => insert(zip, 0, HIDDEN) },
  {
    what: 'bytes between two entries, all offsets mended',
    id: 'zip',
    isForShell: true,
    bend: (zip) => {
      const at = zip.indexOf(LOCAL, 4);
      const bent = moveDirectory(insert(zip, at, HIDDEN), HIDDEN.length);
      const count = bent.readUInt16LE(endAt(bent) + 10);
      for (let i = 1; i < count; i += 1) {
        const header = centralAt(bent, i);
        bent.writeUInt32LE(bent.readUInt32LE(header + 42) + HIDDEN.length, header + 42);
      }
      return bent;
    },
  },
  {
    what: 'bytes between entries and directory',
    id: 'zip',
    bend: (zip) => moveDirectory(insert(zip, directoryAt(zip), HIDDEN), HIDDEN.length),
  },
  { what: 'bytes behind the end', id: 'zip', bend: (zip) => Buffer.concat([zip, HIDDEN]) },
  {
    what: 'a comment',
    id: 'zip',
    bend: (zip) => {
      zip.writeUInt16LE(HIDDEN.length, zip.length - 2);
      return Buffer.concat([zip, HIDDEN]);
    },
  },
  {
    what: 'a second end record, which names no files',
    id: 'zip',
    bend: (zip) => Buffer.concat([zip, END, Buffer.alloc(18)]),
  },
  {
    what: 'a name that is there twice',
    number: 4,
    id: 'zip',
    finish: 'zip',
    forge: addNamed('report/changes.jsox'),
    bend: (zip) => Buffer.from(zip.toString('latin1').replaceAll('.jsox', '.json'), 'latin1'),
  },
  { what: 'two names that differ in case', id: 'zip', forge: addNamed('indexes/INDEX.cdx') },
  {
    what: 'a name that leads out of the folder',
    number: 34,
    id: 'zip',
    forge: addNamed('../evil.html'),
  },
  { what: 'an absolute name', id: 'zip', forge: addNamed('/evil') },
  { what: 'a name two folders deep', id: 'zip', forge: addNamed('a/b/c') },
  { what: 'a name with a backslash', id: 'zip', forge: addNamed('a\\b') },
  { what: 'a name in another script', id: 'zip', forge: addNamed('页') },
  { what: 'a name that ends in a full stop', id: 'zip', forge: addNamed('report/report.html.') },
  {
    what: 'another name in the local header',
    number: 5,
    id: 'zip',
    bend: (zip) => {
      zip.write('archive/date', zip.indexOf('archive/data'));
      return zip;
    },
  },
  {
    what: 'an entry that says it is compressed',
    id: 'zip',
    bend: patch(1, (header) => header.writeUInt16LE(8, 10)),
  },
  {
    what: 'an entry that is compressed',
    id: 'zip',
    bend: (zip) => {
      // The first entry, packed, in a zip of its own: how most programs would write it.
      const size = zip.readUInt32LE(18);
      const [nameBytes] = [zip.readUInt16LE(26)];
      const packed = deflateRawSync(zip.subarray(30 + nameBytes, 30 + nameBytes + size));
      const local = Buffer.from(zip.subarray(0, 30 + nameBytes));
      const central = Buffer.from(zip.subarray(centralAt(zip, 0), centralAt(zip, 1)));
      local.writeUInt16LE(8, 8);
      local.writeUInt32LE(packed.length, 18);
      central.writeUInt16LE(8, 10);
      central.writeUInt32LE(packed.length, 20);
      const end = Buffer.alloc(22);
      END.copy(end);
      end.writeUInt16LE(1, 8);
      end.writeUInt16LE(1, 10);
      end.writeUInt32LE(central.length, 12);
      end.writeUInt32LE(local.length + packed.length, 16);
      return Buffer.concat([local, packed, central, end]);
    },
  },
  {
    what: 'an entry that says it is encrypted',
    id: 'zip',
    bend: patch(1, (header) => header.writeUInt16LE(0x801, 8)),
  },
  {
    what: 'an entry that says its size follows it (data descriptor)',
    id: 'zip',
    bend: patch(1, (header) => header.writeUInt16LE(0x808, 8)),
  },
  {
    what: 'an entry that is a symbolic link',
    id: 'zip',
    isForShell: true,
    bend: patch(1, (header) => header.writeUInt32LE(0o120777 * 2 ** 16, 38)),
  },
  {
    what: 'an entry with another time',
    id: 'zip',
    bend: patch(1, (header) => header.writeUInt16LE(0x5a21, 14)),
  },
  {
    what: 'a name in an extra field (Unicode path)',
    id: 'zip',
    bend: (zip) => addExtra(zip, 0x7075, Buffer.from('\u0001\0\0\0\0evil.html')),
  },
  {
    what: 'sizes in an extra field that needs none (zip64)',
    id: 'zip',
    bend: (zip) => addExtra(zip, 1, Buffer.alloc(16)),
  },
  {
    what: 'an entry over another',
    id: 'zip',
    bend: patch(1, (header, zip) =>
      header.writeUInt32LE(zip.readUInt32LE(centralAt(zip, 0) + 42), 42),
    ),
  },
  {
    what: 'a last entry that the end record does not count',
    id: 'zip',
    bend: (zip) => {
      const end = endAt(zip);
      zip.writeUInt16LE(zip.readUInt16LE(end + 10) - 1, end + 10);
      zip.writeUInt16LE(zip.readUInt16LE(end + 8) - 1, end + 8);
      return zip;
    },
  },
  {
    what: 'a wrong CRC-32, the same in both headers',
    id: 'zip',
    bend: patch(1, (header, zip) => {
      const at = header.readUInt32LE(42) + 14;
      header.writeUInt32LE(1, 16);
      zip.writeUInt32LE(1, at);
    }),
  },
];
