// A connection to our port on loopback -> was it made by a process of our own user? Any user of the
// machine can reach the port, and Chromium cannot sign in to a SOCKS proxy.
import { readFile } from 'node:fs/promises';

/** Linux tells the user of every connection, by proc(5) `/proc/net/tcp`; elsewhere null. */
export async function uidOfPeer(peerPort: number, ownPort: number): Promise<number | null> {
  const table = await readTable();
  const ends = `${loopback(peerPort)} ${loopback(ownPort)} `;
  const at = table.indexOf(ends);
  if (at < 0) return null;
  // Behind both ends: state, queues, timer, retransmits, user.
  const fields = table.slice(at + ends.length, at + ends.length + 120).split(/\s+/);
  const uid = Number(fields[4]);
  return Number.isSafeInteger(uid) ? uid : null;
}

/** True unless the connection is known to be another user's. */
export async function isOwnPeer(peerPort: number, ownPort: number): Promise<boolean> {
  const uid = process.getuid === undefined ? null : await uidOfPeer(peerPort, ownPort);
  return uid === null || uid === process.getuid?.();
}

let reading: Promise<unknown> = Promise.resolve();
let next: Promise<string> | null = null;

/**
 * All connections of the machine. The kernel takes milliseconds for it whatever there is to tell, so
 * whoever comes while it is at it waits for one more reading together.
 */
function readTable(): Promise<string> {
  next ??= reading.then(() => {
    next = null;
    const table = readFile('/proc/net/tcp', 'latin1').catch(() => '');
    reading = table;
    return table;
  });
  return next;
}

// The address stands in the machine's byte order: little-endian wherever Chromium runs.
function loopback(port: number): string {
  return `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}
