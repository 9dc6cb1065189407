// The Browser port on Chromium through Playwright: each visit has a process of its own, recorded by
// Chromium's network log, and reaches the world through its own gateway only.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VestigeError } from '../../errors.js';
import type { Instant } from '../../model/instant.js';
import type { VisitRequest } from '../../model/visit.js';
import type { Browser, DisposableVisit } from '../../ports/browser.js';
import type { Clock } from '../../ports/clock.js';
import type { Egress } from '../../ports/egress.js';
import { socketRoot, sweepDirectories } from './directories.js';
import { findBrowser } from './find-browser.js';
import { canSandbox, launch, portSwitches, type RunningBrowser, type Visitor } from './launch.js';
import { createLogReaders } from './log-readers.js';
import { printPage } from './print.js';
import type { BrowserLog, BrowserSettings } from './settings.js';
import { userAgentOf } from './user-agent.js';
import { makeVisit } from './visit.js';

/** Browsers waiting longer than this have grown stale, and cost memory for nothing. */
const MAX_IDLE_MS = 600_000;
const LAUNCH_TIMEOUT_MS = 30_000;
/** A visit so soon after another lets expect a third. */
const BUSY_MS = 60_000;

/** Cheap: no browser is looked for or started before the first visit. */
export async function createBrowser(
  settings: BrowserSettings,
  egress: Egress,
  clock: Clock,
  log: BrowserLog,
): Promise<Browser> {
  const nowMs = clock.nowMs();
  const swept =
    (await sweepDirectories(settings.tmpDir, nowMs)) +
    (await sweepDirectories(socketRoot(), nowMs));
  if (swept > 0) log.info({ swept }, 'removed what visits of ended processes left behind');
  return new ChromiumBrowser(settings, egress, clock, log);
}

interface Warm {
  readonly vantage: string;
  readonly visitor: Visitor;
  readonly running: Promise<RunningBrowser>;
  readonly idle: AbortController;
}

class ChromiumBrowser implements Browser {
  readonly #settings: BrowserSettings;
  readonly #egress: Egress;
  readonly #clock: Clock;
  readonly #log: BrowserLog;
  readonly #readers;
  readonly #software: string;
  #warm: Warm[] = [];
  #inUse = new Set<RunningBrowser>();
  #isClosed = false;
  #hasWarned = false;
  #version: Promise<string> | null = null;
  #lastVisitAtMs = Number.NEGATIVE_INFINITY;

  constructor(settings: BrowserSettings, egress: Egress, clock: Clock, log: BrowserLog) {
    this.#settings = settings;
    this.#egress = egress;
    this.#clock = clock;
    this.#log = log;
    this.#readers = createLogReaders(clock);
    this.#software = softwareOf(settings.packageDir);
  }

  async visit(request: VisitRequest): Promise<DisposableVisit> {
    const executablePath = findBrowser(this.#settings.packageDir);
    if (!canSandbox() && !this.#hasWarned) {
      this.#hasWarned = true;
      this.#log.warn(
        {},
        'RUNNING AS ROOT: Chromium cannot use its sandbox, so a hostile page is held back less. Run Vestige as an ordinary user.',
      );
    }
    this.#readers.prepare();
    const isBusy = performance.now() - this.#lastVisitAtMs < BUSY_MS;
    this.#lastVisitAtMs = performance.now();
    const { disposable, running } = await makeVisit(request, {
      take: (timeoutMs) => this.#take(executablePath, request, timeoutMs),
      readers: this.#readers,
      clock: this.#clock,
      software: this.#software,
    });
    if (running !== null) {
      this.#inUse.delete(running);
      if (isBusy) this.#refill(executablePath, running);
    }
    return disposable;
  }

  version(): Promise<string> {
    this.#version ??= readVersion(findBrowser(this.#settings.packageDir)).catch((error) => {
      this.#version = null;
      throw error;
    });
    return this.#version;
  }

  async print(html: string, at: Instant): Promise<Uint8Array> {
    return printPage(findBrowser(this.#settings.packageDir), html, at);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const warm = this.#warm;
    this.#warm = [];
    for (const each of warm) each.idle.abort();
    await Promise.all([
      ...warm.map((each) => discard(each)),
      ...[...this.#inUse].map((running) => running.discard()),
    ]);
    this.#readers.close();
  }

  async #take(
    executablePath: string,
    request: VisitRequest,
    timeoutMs: number,
  ): Promise<RunningBrowser> {
    const { vantage } = request;
    const visitor = await this.#visitorOf(request);
    const opened = portSwitches(request.url);
    const ready = opened.length > 0 ? null : await this.#takeWarm(vantage, visitor);
    const running =
      ready ?? (await this.#launch(executablePath, vantage, visitor, timeoutMs, opened));
    this.#inUse.add(running);
    return running;
  }

  async #visitorOf({ userAgent, language }: VisitRequest): Promise<Visitor> {
    const { viewport, timezone = 'UTC' } = this.#settings;
    return {
      userAgent: userAgent ?? userAgentOf(await this.#versionForVisit()),
      language: language ?? this.#settings.language,
      timezone,
      viewport,
    };
  }

  /** A browser that cannot even tell its version is a visit that was not made, like any that fails to start. */
  #versionForVisit(): Promise<string> {
    return this.version().catch((error: unknown) => {
      throw new Error(error instanceof Error ? error.message : String(error));
    });
  }

  async #takeWarm(vantage: string, visitor: Visitor): Promise<RunningBrowser | null> {
    const at = this.#warm.findIndex((each) => isFor(each, vantage, visitor));
    const [waiting] = at < 0 ? [] : this.#warm.splice(at, 1);
    if (waiting === undefined) return null;
    waiting.idle.abort();
    const ready = await waiting.running.catch(() => null);
    if (ready === null || ready.browser.isConnected()) return ready;
    await ready.discard();
    return null;
  }

  #launch(
    executablePath: string,
    vantage: string,
    visitor: Visitor,
    timeoutMs: number,
    opened: readonly string[] = [],
  ): Promise<RunningBrowser> {
    const { tmpDir } = this.#settings;
    const browserArguments = [...(this.#settings.browserArguments ?? []), ...opened];
    const settings = { executablePath, tmpDir, visitor, browserArguments, timeoutMs };
    return launch(settings, this.#egress, vantage, this.#clock);
  }

  /** Starts the next browser ahead, for a visit like the last. */
  #refill(executablePath: string, { vantage, visitor }: RunningBrowser): void {
    const wanted = this.#settings.warm ?? 1;
    if (this.#isClosed || wanted === 0) return;
    if (this.#warm.some((each) => isFor(each, vantage, visitor))) return;
    while (this.#warm.length >= wanted) {
      const oldest = this.#warm.shift();
      oldest?.idle.abort();
      if (oldest !== undefined) void discard(oldest);
    }
    const running = this.#launch(executablePath, vantage, visitor, LAUNCH_TIMEOUT_MS);
    running.catch((error: unknown) =>
      this.#log.warn({ err: error }, 'a browser could not be started ahead'),
    );
    const warm: Warm = { vantage, visitor, running, idle: new AbortController() };
    this.#warm.push(warm);
    const { signal } = warm.idle;
    void this.#clock.sleep(MAX_IDLE_MS, signal).then(() => {
      if (signal.aborted) return;
      this.#warm = this.#warm.filter((each) => each !== warm);
      void discard(warm);
    });
  }
}

function isFor(warm: Warm, vantage: string, visitor: Visitor): boolean {
  return (
    warm.vantage === vantage &&
    warm.visitor.userAgent === visitor.userAgent &&
    warm.visitor.language === visitor.language
  );
}

async function discard(warm: Warm): Promise<void> {
  const running = await warm.running.catch(() => null);
  await running?.discard();
}

async function readVersion(path: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 20_000 });
    return /[A-Za-z ]+ [0-9.]+/.exec(stdout)?.[0].trim() ?? stdout.trim();
  } catch (error) {
    throw new VestigeError('BROWSER_FAILED', `${path} does not tell its version.`, {
      cause: error,
    });
  }
}

function softwareOf(packageDir: string): string {
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  return `Vestige/${version}`;
}
