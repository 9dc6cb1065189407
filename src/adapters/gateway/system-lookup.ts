// A name -> its addresses, as this machine finds them: its hosts file, then the DNS servers it uses.
// DNS itself is spoken and not getaddrinfo, which cannot tell a name that does not exist from a
// server that does not answer, and whose two threads one slow name would take from every capture.
import { lookup, Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAddress, isPrivateName } from './address-policy.js';

/**
 * All addresses of a name, or an error with its code: `ENOTFOUND` only where a DNS server said that
 * the name does not exist (NXDOMAIN).
 */
export interface LookupNames {
  (name: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Whether there is an answer for a top-level domain as a whole; null for those that need not exist. */
  readonly topAnswers?: (top: string) => Promise<boolean | null>;
}

export interface SystemLookupOptions {
  /** `address:port` of DNS servers in place of the machine's own. */
  readonly servers?: readonly string[];
  readonly hostsPath?: string;
  /** Until a server is asked again; each further try waits longer. */
  readonly timeoutMs?: number;
}

const TRIES = 2;
/** Names of these never had to exist (RFC 2606, 6761, 7686), so that a server may deny them all. */
const RESERVED = new Set(['test', 'example', 'invalid', 'localhost', 'local', 'onion', 'alt']);
/** What was found out of the server holds for names asked for at the same time. */
const TRUST_AGE_MS = 10_000;
/** Addresses of the other family are waited for so long once there are some. */
const OTHER_FAMILY_MS = 1_000;

/** Looks names up where this machine is configured to. */
export function createSystemLookup(options: SystemLookupOptions = {}): LookupNames {
  const { servers, hostsPath = '/etc/hosts', timeoutMs = 3_000 } = options;
  const tops = new Map<string, { readonly atMs: number; readonly answers: Promise<boolean> }>();
  const answersFor = (top: string): Promise<boolean> => {
    const known = tops.get(top);
    if (known !== undefined && performance.now() - known.atMs < TRUST_AGE_MS) return known.answers;
    const resolver = new Resolver({ timeout: timeoutMs, tries: TRIES });
    if (servers !== undefined) resolver.setServers(servers);
    const answers = resolver.resolveSoa(top).then(
      () => true,
      (error: unknown) => codeOf(error) === 'ENODATA',
    );
    tops.set(top, { atMs: performance.now(), answers });
    return answers;
  };
  const lookupNames = async (name: string, signal: AbortSignal): Promise<readonly string[]> => {
    const listed = await inHostsFile(hostsPath, name);
    if (listed.length > 0) return listed;
    if (signal.aborted) throw failure('ECANCELLED');
    if (isPrivateName(name)) return askSystem(name);
    const resolver = new Resolver({ timeout: timeoutMs, tries: TRIES });
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await askServers(resolver, name);
    } catch (error) {
      // No server is there to be asked: names may come to this machine in another way.
      if (codeOf(error) === 'ECONNREFUSED' && servers === undefined) return await askSystem(name);
      const top = name.split('.').at(-1) ?? '';
      // A server that denies even "cn" or "com" has no word on anything below it.
      if (!signal.aborted && codeOf(error) !== 'ENODATA' && !RESERVED.has(top)) {
        if (!(await answersFor(top))) throw Object.assign(failure(codeOf(error)), { denied: top });
      }
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
      resolver.cancel();
    }
  };
  const topAnswers = async (top: string) => (RESERVED.has(top) ? null : answersFor(top));
  return Object.assign(lookupNames, { topAnswers });
}

/** The top-level domain for which the server has no answer either, or null. */
export function deniedTop(error: unknown): string | null {
  const top = (error as { denied?: unknown } | null)?.denied;
  return typeof top === 'string' ? top : null;
}

/** The error's code, such as `ESERVFAIL`. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'EUNKNOWN';
}

interface Answer {
  readonly addresses: readonly string[];
  readonly code: string | null;
}

const NOTHING: Answer = { addresses: [], code: null };

async function askServers(resolver: Resolver, name: string): Promise<readonly string[]> {
  const asked4 = answerOf(resolver.resolve4(name));
  const asked6 = answerOf(resolver.resolve6(name));
  const four = await asked4;
  const enough = new AbortController();
  const late = (): Promise<Answer> =>
    sleep(OTHER_FAMILY_MS, NOTHING, { signal: enough.signal }).catch(() => NOTHING);
  const six = await (four.addresses.length > 0 ? Promise.race([asked6, late()]) : asked6);
  enough.abort();
  const addresses = [...four.addresses, ...six.addresses];
  if (addresses.length > 0) return addresses;
  // Only where both questions were answered alike is it the name that does not exist.
  const doubtful = [four.code, six.code].find((code) => code !== 'ENOTFOUND');
  throw failure(doubtful ?? 'ENOTFOUND');
}

function answerOf(asked: Promise<readonly string[]>): Promise<Answer> {
  return asked.then(
    (addresses) => ({ addresses, code: null }),
    (error: unknown) => ({ addresses: [], code: codeOf(error) }),
  );
}

/** As everything else on this machine would find it, whatever its sources (nsswitch.conf). */
async function askSystem(name: string): Promise<readonly string[]> {
  try {
    const found = await lookup(name, { all: true });
    return found.map((each) => each.address);
  } catch (error) {
    // getaddrinfo says ENOTFOUND also where nobody could be asked.
    throw failure(codeOf(error) === 'ENOTFOUND' ? 'EAI_NONAME' : codeOf(error));
  }
}

// hosts(5): an address, then its names.
async function inHostsFile(path: string, name: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const isMeant = names.some((each) => each.toLowerCase() === name);
    return isMeant && isAddress(address) ? [address] : [];
  });
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
