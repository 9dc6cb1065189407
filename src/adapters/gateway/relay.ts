// Two sockets -> one conversation: bytes pass untouched, at the slower one's pace, and an end or a
// reset on one side becomes an end or a reset on the other.
import type { Socket } from 'node:net';

export interface RelayWatch {
  /** Counts bytes of either direction; false stops the conversation. */
  count(sizeBytes: number): boolean;
  /** The site reset the connection. */
  reset(): void;
  /** Asked, before the browser learns of it, when the far side ended or broke off first. */
  gone?(): Promise<void>;
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
  };
  const whenGone = (pass: () => void): void => {
    if (watch.gone === undefined || browser.readableEnded || browser.destroyed) pass();
    else void watch.gone().then(pass);
  };
  pass(browser, site);
  pass(site, browser);
  browser.on('end', () => site.end());
  site.on('end', () => whenGone(() => browser.end()));
  site.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET') watch.reset();
    whenGone(() => passReset());
  });
  const passReset = (): void => {
    // Chromium must see a reset as a reset, and first everything that came before it. (libuv tells
    // a reset that arrives together with data as an end; the body is then cut short all the same.)
    if (browser.writableLength === 0 || !browser.writable) resetNow(browser);
    else browser.write(Buffer.alloc(0), () => resetNow(browser));
  };
  site.on('close', () => {
    if (site.errored === null) whenGone(() => browser.destroySoon());
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
export function resetNow(socket: Socket): void {
  Object.assign(socket, { resetAndClosing: true });
  socket.destroy();
}
