// One request -> one Visit: start, drive, stop, read the log, put together; always in time.
import { arch, release, type } from 'node:os';
import { join } from 'node:path';
import { trackRequests } from '../../capture/settle.js';
import { VestigeError } from '../../errors.js';
import { fieldOf } from '../../formats/netlog/http1.js';
import type { Exchange } from '../../model/exchange.js';
import { instantOf } from '../../model/instant.js';
import type { NotCaptured, OwnFault, Provenance, VisitOutcome } from '../../model/snapshot.js';
import { NOTHING_SEEN, type Visit, type VisitRequest } from '../../model/visit.js';
import type { DisposableVisit } from '../../ports/browser.js';
import type { Clock } from '../../ports/clock.js';
import { type AskedBesides, askBesides, asOther } from './ask-besides.js';
import { deadlineIn, within } from './deadline.js';
import { removeDirectory } from './directories.js';
import { drivePage, type PageView } from './drive-page.js';
import { joinExchanges, redirectsOf } from './exchanges.js';
import type { RunningBrowser } from './launch.js';
import { limitLog } from './log-limit.js';
import type { LogReaders } from './log-readers.js';
import { watchNotAsked } from './not-asked.js';
import { notCapturedOf, notLogged } from './not-captured.js';
import { outcomeOf } from './outcome.js';
import type { LogReading } from './read-log.js';
import { type PageWatch, watchPage } from './watch-page.js';

export interface VisitDeps {
  readonly take: (timeoutMs: number) => Promise<RunningBrowser>;
  readonly readers: LogReaders;
  readonly clock: Clock;
  /** `Vestige/1.2.3` */
  readonly software: string;
}

/** What the steps of a visit left behind. */
interface Trace {
  readonly startedAt: string;
  readonly view: PageView | null;
  readonly watch: PageWatch | null;
  readonly notAsked: readonly NotCaptured[];
  /** What we asked for of ourselves once the page was looked at. */
  readonly besides: AskedBesides | null;
  /** When the browser was told to end. */
  readonly leftAtMs: number;
  readonly log: LogReading | null;
  readonly isOutOfTime: boolean;
  readonly hasBrowserFailed: boolean;
}

/** Makes the visit; `running` is the browser it used, ended by now. */
export async function makeVisit(
  request: VisitRequest,
  deps: VisitDeps,
): Promise<{ disposable: DisposableVisit; running: RunningBrowser | null }> {
  const { clock } = deps;
  const startedAt = instantOf(clock.nowMs());
  const deadline = deadlineIn(request.timeoutMs);
  // For ending the browser and reading its log.
  const closingMs = Math.min(8_000, Math.max(1_200, request.timeoutMs * 0.25));
  const looking = deadline.earlier(closingMs);
  const refused = unopenable(request.url);
  if (refused !== null) {
    return {
      disposable: bare(deps, startedAt, 'address-refused', refused),
      running: null,
    };
  }
  const started = deps.take(looking.remainingMs());
  const start = await within(clock, looking.remainingMs(), settled(started));
  if (start?.running === undefined) {
    void started.then((late) => late.discard()).catch(() => {});
    // A wrong configuration is for its author, not for the record of the page.
    if (start?.error instanceof VestigeError) throw start.error;
    const detail = start === null ? 'the browser did not start in time' : firstLine(start.error);
    return { disposable: bare(deps, startedAt, 'browser-failed', detail), running: null };
  }
  const { running } = start;
  running.gateway.begin({ maxBytes: request.maxBytes });
  const driven = await drive(request, deps, running, looking);
  const isOutOfTime = looking.remainingMs() === 0;
  const hasBrowserFailed = !running.browser.isConnected();
  const leftAtMs = clock.nowMs();
  await running.stop(deadline.remainingMs() * 0.4);
  const log = await deps.readers.read({
    path: running.netlogPath,
    spoolDirectory: join(running.directory, 'spool'),
    maxMs: deadline.remainingMs() * 0.8,
  });
  const trace = { startedAt, leftAtMs, ...driven, log, isOutOfTime, hasBrowserFailed };
  const visit = assemble(request, deps, running, trace);
  return {
    disposable: { visit, dispose: () => removeDirectory(running.directory) },
    running,
  };
}

/** A promise's end as a value. */
function settled(
  started: Promise<RunningBrowser>,
): Promise<{ readonly running?: RunningBrowser; readonly error?: unknown }> {
  return started.then(
    (running) => ({ running }),
    (error: unknown) => ({ error }),
  );
}

/** Only the web may be opened: `file:` would read this machine's own files. */
function unopenable(url: string): string | null {
  if (!URL.canParse(url)) return 'this is no address';
  const { protocol } = new URL(url);
  return /^https?:$/.test(protocol) ? null : `addresses of ${protocol} are not opened`;
}

async function drive(
  request: VisitRequest,
  { clock }: VisitDeps,
  running: RunningBrowser,
  looking: ReturnType<typeof deadlineIn>,
): Promise<Pick<Trace, 'view' | 'watch' | 'notAsked' | 'besides'>> {
  const { context, page } = running;
  const inFlight = trackRequests(clock);
  const watch = watchPage(context, page, inFlight);
  const notAsked = watchNotAsked(context);
  const endLimit = limitLog(
    {
      path: running.netlogPath,
      maxBytes: request.maxBytes,
      whenFull() {
        watch.note('stopped loading: what the page had the browser unpack went over the limit');
        running.gateway.exhaust();
        void stopLoading(running);
      },
      whenTwiceFull: () => void running.stop(0),
    },
    clock,
  );
  const view = await within(
    clock,
    looking.remainingMs() + 50,
    drivePage({ context, page, watch, inFlight, deadline: looking, clock }, request),
  );
  const besides = await askBesides(running, request, view?.finalUrl ?? null, { clock, looking });
  endLimit();
  if (besides !== null)
    watch.note(`asked, apart from the page, for ${[...besides.urls].join(', ')}`);
  return { view, watch, notAsked: notAsked(), besides };
}

/** What has arrived by now would still be unpacked, unless the page no longer wants it. */
async function stopLoading({ context, page }: RunningBrowser): Promise<void> {
  try {
    const session = await context.newCDPSession(page);
    await session.send('Page.stopLoading');
  } catch {
    // The page is gone, and its loading with it.
  }
}

function assemble(
  request: VisitRequest,
  deps: VisitDeps,
  running: RunningBrowser,
  trace: Trace,
): Visit {
  const { gateway } = running;
  const { log, watch, view } = trace;
  // Where the browser died too early to tell, the address asked for is the one navigation there was.
  const told = watch?.navigations() ?? [];
  const navigated = told.length > 0 ? told : [request.url];
  const joined = joinExchanges(log?.exchanges ?? [], {
    connections: gateway.connections(),
    navigated,
    isExhausted: gateway.exhausted(),
    leftAtMs: trace.leftAtMs,
    linked: view?.linked.asked ?? [],
  });
  const mainIndex = joined.navigations.at(-1)?.at(-1) ?? null;
  const main = mainIndex === null ? null : (joined.exchanges[mainIndex] ?? null);
  const mainLogged = mainIndex === null ? null : joined.logged[mainIndex];
  const outcome = outcomeFor(request, trace, {
    main,
    connection: mainIndex === null ? null : joined.connectionOf(mainIndex),
    isTlsBroken: mainLogged?.tls?.isEstablished === false,
    isAnswerRefused: mainLogged?.isHeadTaken === false,
  });
  const isAnswered = outcome.kind === 'answered';
  return {
    finalUrl: (isAnswered ? (view?.finalUrl ?? main?.url) : null) ?? null,
    startedAt: trace.startedAt,
    finishedAt: instantOf(deps.clock.nowMs()),
    outcome,
    redirects: redirectsOf(joined),
    mainExchange: mainIndex,
    exchanges: asOther(joined, trace.besides),
    spooled: log?.spooled ?? [],
    ...(log === null || log.handshakes === null ? {} : { handshakes: log.handshakes }),
    reading: isAnswered ? (view?.reading ?? null) : null,
    dom: isAnswered ? (view?.dom ?? null) : null,
    screenshot: isAnswered ? (view?.screenshot ?? null) : null,
    dns: gateway.dns(),
    refused: gateway.refused(),
    notCaptured: [
      ...notCapturedOf(joined, mainIndex),
      ...(view?.linked.notCaptured ?? []),
      ...trace.notAsked,
      ...notLogged(log?.missingEvents ?? []),
    ],
    interactions: watch?.interactions() ?? [],
    provenance: provenanceOf(request, deps, running, log?.product ?? null, main),
  };
}

function outcomeFor(
  request: VisitRequest,
  trace: Trace,
  facts: Pick<
    Parameters<typeof outcomeOf>[0],
    'main' | 'connection' | 'isTlsBroken' | 'isAnswerRefused'
  >,
): VisitOutcome {
  const fault = (detail: string): VisitOutcome => ({
    kind: 'not-made',
    fault: 'browser-failed',
    detail,
  });
  if (trace.hasBrowserFailed) return fault('the browser ended before the visit did');
  if (trace.log === null) return fault('the network log could not be read in time');
  const { isOutOfTime } = trace;
  return outcomeOf({ ...facts, isOutOfTime, timeoutMs: request.timeoutMs });
}

function provenanceOf(
  request: VisitRequest,
  deps: VisitDeps,
  running: RunningBrowser,
  product: string | null,
  main: Exchange | null,
): Provenance {
  const { userAgent, viewport, timezone } = running.visitor;
  const exit = running.gateway.exit();
  return {
    software: deps.software,
    node: process.version,
    os: `${type()} ${release()} ${arch()}`,
    browser: product ?? `Chromium ${running.browser.version()}`,
    browserArguments: running.arguments,
    sandbox: running.isSandboxed,
    userAgent,
    acceptLanguage: fieldOf(main?.requestHead ?? '', 'accept-language') ?? '',
    viewport,
    timezone,
    settings: {
      timeoutMs: request.timeoutMs,
      settleMs: request.settleMs,
      maxBytes: request.maxBytes,
      // Only where there are any: what was compared is part of how a capture was made.
      ...(request.ignore.length === 0 ? {} : { ignore: request.ignore.join(', ') }),
      ...(request.select.length === 0 ? {} : { select: request.select.join(', ') }),
    },
    ...(exit === null ? {} : { exit }),
  };
}

/** A visit that never came to a browser. */
function bare(
  deps: VisitDeps,
  startedAt: string,
  fault: OwnFault,
  detail: string,
): DisposableVisit {
  const visit: Visit = {
    ...NOTHING_SEEN,
    startedAt,
    finishedAt: instantOf(deps.clock.nowMs()),
    outcome: { kind: 'not-made', fault, detail },
  };
  return { visit, dispose: async () => {} };
}

/** A vendor's message goes on with its own log, which names paths of this machine. */
function firstLine(error: unknown): string {
  return String(error).split('\n', 1)[0] ?? '';
}
