// Settings -> a running Chromium with a profile, a way out and a network log of its own.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { BROWSERS_OWN_ZONE } from '../../formats/netlog/browsers-own.js';
import type { Clock } from '../../ports/clock.js';
import type { Egress, Gateway } from '../../ports/egress.js';
import { within } from './deadline.js';
import { makeDirectory, removeDirectory, socketRoot } from './directories.js';

export interface LaunchSettings {
  readonly executablePath: string;
  readonly tmpDir: string;
  readonly visitor: Visitor;
  readonly browserArguments: readonly string[];
  readonly timeoutMs: number;
}

/** What the page is told of who visits. */
export interface Visitor {
  readonly userAgent: string;
  /** BCP 47 tag, or null for the browser's own. */
  readonly language: string | null;
  readonly timezone: string;
  readonly viewport: { readonly widthPx: number; readonly heightPx: number };
}

/** One browser process, for one visit: its first and only window is the visit's. */
export interface RunningBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly visitor: Visitor;
  readonly gateway: Gateway;
  readonly vantage: string;
  readonly directory: string;
  readonly netlogPath: string;
  readonly arguments: readonly string[];
  readonly isSandboxed: boolean;
  /** Ends the process, by force after `graceMs`, so that its log is whole where it can be. */
  stop(graceMs: number): Promise<void>;
  /** Ends it and removes everything it wrote. */
  discard(): Promise<void>;
}

/** Chromium refuses its sandbox to root. */
export function canSandbox(): boolean {
  return process.getuid?.() !== 0;
}

/** Starts a browser that can reach nothing but its own gateway. */
export async function launch(
  settings: LaunchSettings,
  egress: Egress,
  vantage: string,
  clock: Clock,
): Promise<RunningBrowser> {
  const gateway = await egress.open(vantage);
  const directory = await makeDirectory(settings.tmpDir);
  const sockets = await makeDirectory(socketRoot());
  try {
    const profile = await writeProfile(directory);
    const netlogPath = join(directory, 'netlog.json');
    const switches = [...switchesFor(gateway.port, netlogPath), ...settings.browserArguments];
    const isSandboxed = canSandbox();
    const { userAgent, language, timezone, viewport } = settings.visitor;
    // The profile is as fresh as a context of its own would be, and costs no second renderer.
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: settings.executablePath,
      acceptDownloads: true,
      artifactsDir: join(directory, 'artifacts'),
      args: switches,
      chromiumSandbox: isSandboxed,
      env: environment(directory, sockets),
      headless: true,
      ignoreHTTPSErrors: false,
      ...(language === null ? {} : { locale: language }),
      permissions: [],
      serviceWorkers: 'block',
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
      timeout: Math.max(1, settings.timeoutMs),
      timezoneId: timezone,
      userAgent,
      viewport: { width: viewport.widthPx, height: viewport.heightPx },
    });
    const browser = context.browser();
    if (browser === null) throw new Error('the browser closed while it was starting');
    const page = context.pages()[0] ?? (await context.newPage());
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pid = processInfo.find((each) => each.type === 'browser')?.id ?? null;
    const stop = async (graceMs: number): Promise<void> => {
      const closed = within(
        clock,
        graceMs,
        browser.close().then(() => true),
      );
      if ((await closed) === null && browser.isConnected()) {
        if (pid !== null) killTree(pid);
        await within(clock, KILL_WAIT_MS, once(browser));
      }
      await gateway.close();
      // What was captured is still to be read; the sockets are of no more use.
      await removeDirectory(sockets);
    };
    return {
      browser,
      context,
      page,
      visitor: settings.visitor,
      gateway,
      vantage,
      directory,
      netlogPath,
      arguments: switches.map((each) => each.replaceAll(directory, '<directory>')),
      isSandboxed,
      stop,
      async discard() {
        await stop(DISCARD_GRACE_MS);
        await removeDirectory(directory);
      },
    };
  } catch (error) {
    await gateway.close();
    await removeDirectory(directory);
    await removeDirectory(sockets);
    throw error;
  }
}

const DISCARD_GRACE_MS = 3_000;
const KILL_WAIT_MS = 2_000;

function switchesFor(gatewayPort: number, netlogPath: string): readonly string[] {
  return [
    `--log-net-log=${netlogPath}`,
    '--net-log-capture-mode=Everything',
    `--proxy-server=socks5://127.0.0.1:${gatewayPort}`,
    // Chromium goes past its proxy for loopback unless told not to. For what it asks of its own
    // accord it shall, and then finds that no name has an address.
    `--proxy-bypass-list=<-loopback>;*.${BROWSERS_OWN_ZONE}`,
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    '--disable-quic',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--no-pings',
    // What it asks of its own accord is asked where it cannot be taken for the page's.
    `--gaia-url=https://accounts.${BROWSERS_OWN_ZONE}`,
    `--apps-gallery-update-url=https://updates.${BROWSERS_OWN_ZONE}/`,
    `--component-updater=url-source=https://updates.${BROWSERS_OWN_ZONE}/`,
    '--disable-domain-reliability',
    '--disable-client-side-phishing-detection',
  ];
}

/**
 * Chromium opens no ports of other protocols (Fetch Standard, "port blocking"); a person who watches
 * a page on such a port means it.
 */
export function portSwitches(url: string): readonly string[] {
  const port = Number(new URL(url).port);
  const isBlockable = (port > 0 && port < 1024) || BLOCKED_PORTS.has(port);
  return isBlockable ? [`--explicitly-allowed-ports=${port}`] : [];
}

// Fetch Standard, "bad port", those from 1024 up.
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10080,
]);

/** The profile's settings: nothing fetched ahead of need or told to others, a PDF is a file. */
async function writeProfile(directory: string): Promise<string> {
  const profile = join(directory, 'profile');
  await mkdir(join(profile, 'Default'), { recursive: true, mode: 0o700 });
  const preferences = {
    plugins: { always_open_pdf_externally: true },
    net: { network_prediction_options: 2 },
    alternate_error_pages: { enabled: false },
    safebrowsing: { enabled: false },
    search: { suggest_enabled: false },
    signin: { allowed: false, allowed_on_next_startup: false },
    // Else the shape of every form is sent to Google.
    autofill: { profile_enabled: false, credit_card_enabled: false },
    credentials_enable_service: false,
    translate: { enabled: false },
    profile: {
      default_content_setting_values: { geolocation: 2, media_stream: 2, notifications: 2 },
    },
  };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  // A browser that could log in would wait for somebody to do so; one that cannot shows the 401.
  await writeFile(join(profile, 'Local State'), JSON.stringify({ auth: { schemes: 'none' } }));
  return profile;
}

/** Nothing of ours reaches the browser: neither secrets nor the user's own settings. */
function environment(directory: string, sockets: string): Record<string, string> {
  const cache = process.env.XDG_CACHE_HOME ?? (process.env.HOME && `${process.env.HOME}/.cache`);
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: directory,
    TMPDIR: sockets,
    // Chromium keeps the cache of a profile below here in XDG_CACHE_HOME, which all visits share.
    XDG_CONFIG_HOME: join(directory, 'config'),
    // fontconfig keeps its list of fonts there; making it anew takes seconds.
    ...(cache ? { XDG_CACHE_HOME: cache } : {}),
  };
}

/** Playwright starts the browser as the leader of a process group. */
function killTree(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

function once(browser: Browser): Promise<true> {
  if (!browser.isConnected()) return Promise.resolve(true);
  return new Promise((resolve) => browser.once('disconnected', () => resolve(true)));
}
