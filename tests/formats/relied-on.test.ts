// What the reader of network logs goes by, and who is told when a browser logs something else.
import { describe, expect, it } from 'vitest';
import { checkBrowser } from '../../src/archive/diagnosing.js';
import { RELIED_ON, TESTED_CHROMIUM } from '../../src/formats/netlog/relied-on.js';
import { createNetlogReader } from '../../src/formats/netlog.js';
import type { Browser } from '../../src/ports/browser.js';

/** What the reader misses in a log of a browser that knows these events. */
function missingIn(events: readonly string[]): readonly string[] {
  const reader = createNetlogReader({ body: () => {}, certificate: () => {} });
  const constants = {
    clientInfo: { name: 'Chromium', version: '156.0.0.0' },
    logEventTypes: Object.fromEntries(events.map((name, id) => [name, id])),
    netError: {},
    timeTickOffset: '0',
  };
  reader.line(`{"constants":${JSON.stringify(constants)},`);
  return reader.end().missingEvents;
}

describe('the events relied on', () => {
  const all = Object.keys(RELIED_ON);

  it('are missed by name where the browser does not log them', () => {
    expect(missingIn(all)).toEqual([]);
    expect(missingIn([...all, 'SOMETHING_NEW'])).toEqual([]);
    expect(missingIn(all.filter((name) => !/^SSL_SOCKET_BYTES/.test(name)))).toEqual([
      'SSL_SOCKET_BYTES_SENT',
      'SSL_SOCKET_BYTES_RECEIVED',
    ]);
  });

  it.each([
    [TESTED_CHROMIUM.min - 1, 'warning'],
    [TESTED_CHROMIUM.min, 'ok'],
    [TESTED_CHROMIUM.max, 'ok'],
    [TESTED_CHROMIUM.max + 1, 'warning'],
  ])('are of versions the doctor knows: Chromium %i is told as %s', async (major, status) => {
    const version = `Chromium ${major}.0.1.2`;
    const browser = async () => ({ version: async () => version }) as Browser;
    const check = await checkBrowser({ browser });
    expect(check).toMatchObject({ id: 'browser', status });
    expect(check.detail).toContain(version);
    if (status === 'warning') expect(check.detail).toContain(`${TESTED_CHROMIUM.min}`);
  });
});
