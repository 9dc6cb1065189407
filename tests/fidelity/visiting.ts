// A browser as the archive uses it, and the bytes it brought back.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEgress } from '../../src/adapters/gateway/egress.js';
import { createBrowser } from '../../src/adapters/playwright/browser.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { BlobRef, Exchange } from '../../src/model/exchange.js';
import type { Visit, VisitRequest } from '../../src/model/visit.js';

export interface Seen {
  readonly visit: Visit;
  /** The one exchange of that address and method; throws where there are none or several. */
  exchange(url: string, method?: string): Exchange;
  exchanges(url: string, method?: string): readonly Exchange[];
  bytes(ref: BlobRef | null | undefined): Buffer | null;
  certificate(digest: string): Buffer | null;
  /** The browser's network log, where it was asked for. */
  readonly log: string;
}

export interface Visitor {
  /** Logs of visits made at the same time cannot be told apart: ask for one at a time. */
  see(
    url: string,
    request?: Partial<VisitRequest>,
    options?: { readonly keepsLog: boolean },
  ): Promise<Seen>;
  close(): Promise<void>;
}

/** A browser that finds `hosts` (name -> port) on this machine and trusts the given public keys. */
export async function startVisitor(
  hosts: Readonly<Record<string, number>>,
  trustedKeys: readonly string[] = [],
): Promise<Visitor> {
  const clock = createSystemClock();
  const tmpDir = await mkdtemp(join(tmpdir(), 'vestige-fidelity-'));
  const resolve = Object.fromEntries(
    Object.entries(hosts).map(([name, port]) => [name, `127.0.0.1:${port}`]),
  );
  const browser = await createBrowser(
    {
      packageDir: fileURLToPath(new URL('../..', import.meta.url)),
      tmpDir,
      viewport: { widthPx: 800, heightPx: 600 },
      language: 'zh-CN',
      warm: 0,
      browserArguments:
        trustedKeys.length === 0
          ? []
          : [`--ignore-certificate-errors-spki-list=${trustedKeys.join(',')}`],
    },
    openEgress(
      { allowPrivateAddresses: true, resolve, vantages: { default: { proxy: null } } },
      clock,
    ),
    clock,
    { info: () => {}, warn: () => {} },
  );
  return {
    async see(url, request = {}, { keepsLog } = { keepsLog: false }) {
      const { visit, dispose } = await browser.visit({
        url,
        vantage: 'default',
        language: null,
        ignore: [],
        select: [],
        timeoutMs: 60_000,
        settleMs: 200,
        maxBytes: 200_000_000,
        userAgent: null,
        ...request,
      });
      const files = new Map<string, Buffer>();
      for (const each of visit.spooled) files.set(each.digest, await readFile(each.path));
      const [directory = ''] = keepsLog ? await readdir(tmpDir) : [];
      const log = keepsLog ? await readFile(join(tmpDir, directory, 'netlog.json'), 'utf8') : '';
      await dispose();
      return seen(visit, files, log);
    },
    async close() {
      await browser.close();
      await rm(tmpDir, { recursive: true, force: true });
    },
  };
}

function seen(visit: Visit, files: ReadonlyMap<string, Buffer>, log: string): Seen {
  const exchanges = (url: string, method?: string): readonly Exchange[] =>
    visit.exchanges.filter(
      (each) => each.url === url && (method === undefined || each.method === method),
    );
  return {
    visit,
    log,
    exchanges,
    exchange(url, method) {
      const [only, ...more] = exchanges(url, method);
      if (only !== undefined && more.length === 0) return only;
      throw new Error(`${only === undefined ? 'no' : more.length + 1} exchange(s) of ${url}`);
    },
    bytes: (ref) => (ref === null || ref === undefined ? null : (files.get(ref.digest) ?? null)),
    certificate: (digest) => files.get(digest) ?? null,
  };
}
