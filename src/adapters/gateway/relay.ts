// Two sockets -> one conversation: bytes pass untouched, at the slower one's pace, and an end or a
// reset on one side becomes an end or a reset on the other.
import type { Socket } from 'node:net';

export interface RelayWatch {
  /** Counts bytes of either direction; false stops the conversation. */
  count(sizeBytes: number): boolean;
  /** The site reset the connection. */
  reset(): void;
}

/** Joins the browser's socket with the site's until both are done. */
export function relay(browser: Socket, site: Socket, watch: RelayWatch): void {
  const stop = (): void => {
    resetNow(browser);
    site.destroy();
  };
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (bytes: Buffer) => {
      if (!watch.count(bytes.length)) return stop();
      if (!to.writable) return;
      if (!to.write(bytes)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
    from.on('end', () => to.end());
  };
  pass(browser, site);
  pass(site, browser);
  site.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET') watch.reset();
    // Chromium must see a reset as a reset, and first everything that came before it. (libuv tells
    // a reset that arrives together with data as an end; the body is then cut short all the same.)
    if (browser.writableLength === 0 || !browser.writable) resetNow(browser);
    else browser.write(Buffer.alloc(0), () => resetNow(browser));
  });
  site.on('close', () => {
    if (!browser.destroyed && site.errored === null) browser.destroySoon();
  });
  browser.on('error', () => resetNow(site));
  browser.on('close', () => {
    if (!site.destroyed) site.destroySoon();
  });
  browser.resume();
  site.resume();
}

/**
 * Socket.resetAndDestroy sends a FIN before its RST, which the other side takes for a tidy end; the
 * flag it sets makes destroy() alone send the RST.
 */
function resetNow(socket: Socket): void {
  Object.assign(socket, { resetAndClosing: true });
  socket.destroy();
}
