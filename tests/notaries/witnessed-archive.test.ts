// An archive with a witness: asked over HTTP by `notarize`, taken by file, shown, and refused.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openArchive, openWitness } from '../../src/compose.js';
import { loadConfig } from '../../src/config.js';
import { serveWitness } from '../../src/witness/server.js';

const log = pino({ level: 'silent' });

test('notarize has the log cosigned, over HTTP and by file, and a stranger’s note is not kept', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vestige-witnessed-'));
  const witness = await openWitness(join(directory, 'w'), '证人.test/w');
  const server = await serveWitness(witness, { host: '127.0.0.1', port: 0, log });
  const cwd = process.cwd();
  const shipped = loadConfig({ file: null, env: {}, cwd, packageDir: cwd });
  const config = {
    ...shipped,
    archive: join(directory, 'archive'),
    witnesses: [{ name: 'partner', url: server.url, vkey: witness.vkey }],
  };
  const archive = await openArchive({ config, log });
  try {
    const { log: key } = archive.publicKeys();
    // Unknown to the witness, the log is refused, and that is said.
    const refused = await archive.notarize();
    expect(refused.notaries).toMatchObject([{ notary: 'witness-partner', status: 'failed' }]);
    expect(refused.notaries[0]?.detail).toContain('404');
    expect(await archive.listWitnesses()).toMatchObject([{ name: 'partner', size: null }]);

    await witness.trust(key.vkey);
    expect((await archive.notarize()).notaries).toMatchObject([{ status: 'held' }]);
    const first = await archive.checkpoint();
    expect(await archive.listWitnesses()).toMatchObject([{ name: 'partner', size: first.size }]);

    await archive.addWatches([{ url: 'http://donghai.test/东海', claims: ['肾移植'] }]);
    const second = await archive.checkpoint();
    const { checks } = await archive.diagnose();
    expect(checks.find(({ id }) => id === 'witnesses')).toMatchObject({ status: 'warning' });
    await expect(archive.keepCosigned(second.note)).rejects.toThrow('no cosignature is of');
    const { hashes } = await archive.proveConsistency(first.size, second.size);
    const path = hashes.map((hash) => Buffer.from(hash, 'base64'));
    const cosigned = await witness.cosignNote(second.note, path);
    await expect(archive.keepCosigned(cosigned.replace(/\n\d+\n/, '\n1\n'))).rejects.toThrow(
      'has signed no such checkpoint',
    );
    expect((await archive.keepCosigned(cosigned)).notaries).toMatchObject([{ status: 'held' }]);
    expect(await archive.listWitnesses()).toMatchObject([{ name: 'partner', size: second.size }]);
  } finally {
    await archive.close();
    await server.stop();
    await witness.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
