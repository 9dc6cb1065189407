// Who looked at an original stands on record before the bytes are sent.
import { expect, test } from 'vitest';
import { startService } from './service.js';

test('an original is sent once it is on record who looked; in the capture’s own chain nobody is named', async () => {
  const service = await startService();
  try {
    const { seed } = service;
    const { id, watchId, manifest } = await seed.capture(await seed.watch('/体检'));
    const ask = (path: string) =>
      fetch(`${service.origin}${path}`, { headers: { cookie: service.cookie } });
    expect((await ask(`/api/v1/captures/${id}/files/dom`)).status).toBe(200);
    expect((await ask(`/api/v1/captures/${id}/files/screenshot`)).status).toBe(200);
    expect((await ask('/api/v1/captures/c_01JD0000000000000000000009/files/dom')).status).toBe(404);
    const events = (await service.archive.listCustody(id)).map(({ by, event, subject, note }) =>
      `${by}: ${event} ${subject} ${note}`.trim(),
    );
    const [signedIn] = (await service.archive.listCustody(null)).map(({ by }) => by);
    expect(events).toEqual([
      `null: created ${id}`,
      `null: viewed ${id} dom`,
      `${signedIn}: original-viewed ${id}/dom`,
    ]);
    expect(signedIn).not.toBeNull();
    expect(await service.archive.listCustody(watchId)).toHaveLength(3);
    const lines = await service.seed.catalogue.listCustody(id);
    expect(JSON.parse(Buffer.from(lines[1] ?? []).toString())).toMatchObject({ seq: 1, manifest });
    const hold = (event: 'held' | 'released') =>
      service.archive.hold({ target: watchId, event, by: '李律师', note: '法院' });
    expect([await hold('held'), await hold('held')]).toEqual([true, false]);
    await expect(service.archive.removeWatch(watchId)).rejects.toThrow('is held');
    expect(await hold('released')).toBe(true);
    expect((await service.archive.removeWatch(watchId)).removedAt).not.toBeNull();
    const own = (await service.archive.listCustody(id)).filter(({ by }) => by === null);
    expect(own.map(({ event }) => event)).toEqual([
      'created',
      'viewed',
      'held',
      'released',
      'removed',
    ]);
    await expect(service.archive.listCustody('c_nobody')).rejects.toMatchObject({
      code: 'CAPTURE_NOT_FOUND',
    });
  } finally {
    await service.close();
  }
});
