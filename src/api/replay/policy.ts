// What a captured page may do: headers for every answer of the replay origin.
// It is shown still: no script of it runs, and nothing it names is fetched but from the capture itself.

export interface Confinement {
  /** Address of everything that belongs to one view, ending in `/`. */
  readonly base: string;
  /** Origin of the dashboard, which alone may frame it. */
  readonly dashboard: string;
}

/** Powers a browser grants pages, and a captured page has no use for. */
const NO_POWERS = [
  ...['accelerometer', 'autoplay', 'camera', 'clipboard-read', 'clipboard-write'],
  ...['display-capture', 'fullscreen', 'geolocation', 'gyroscope', 'hid', 'idle-detection'],
  ...['local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture'],
  ...['publickey-credentials-get', 'screen-wake-lock', 'serial', 'storage-access', 'usb'],
  ...['window-management', 'xr-spatial-tracking'],
].map((name) => `${name}=()`);

/** On every answer, whatever it is. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-type': 'text/plain; charset=utf-8',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': NO_POWERS.join(', '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  // Where a browser knows it (Chromium), it shuts what CSP has no word for: WebRTC, preconnecting,
  // looking names up. https://wicg.github.io/connection-allowlists/
  'connection-allowlist': '(response-origin)',
};

/** For the captured page and everything in it. */
export function pageHeaders(one: Confinement): Readonly<Record<string, string>> {
  const { base } = one;
  const shown = [
    `style-src ${base} 'unsafe-inline' data:`,
    `img-src ${base} data: blob:`,
    `media-src ${base} data: blob:`,
    `font-src ${base} data:`,
  ];
  return {
    ...COMMON_HEADERS,
    'content-security-policy': [
      "default-src 'none'",
      ...shown,
      "script-src 'none'",
      // Also says where a frame may go by itself: nowhere else.
      `frame-src ${base}`,
      "form-action 'none'",
      `base-uri ${base}`,
      framedBy(one),
      'sandbox allow-same-origin',
    ].join('; '),
  };
}

/** For our own page around it. */
export function frameHeaders(one: Confinement): Readonly<Record<string, string>> {
  const { base } = one;
  const policy = [
    "default-src 'none'",
    `script-src ${base}`,
    `worker-src ${base}`,
    `style-src ${base}`,
    `frame-src ${base}`,
    "form-action 'none'",
    "base-uri 'none'",
    framedBy(one),
    'sandbox allow-same-origin allow-scripts',
  ];
  // The engine redirects to the capture it found, and this header lets no redirect through.
  const { 'connection-allowlist': _, ...common } = COMMON_HEADERS;
  return {
    ...common,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
  };
}

/** For the service worker: it fetches the capture, and a request of the page leaves through nothing else. */
export function workerHeaders({ base }: Confinement): Readonly<Record<string, string>> {
  return {
    ...COMMON_HEADERS,
    'content-type': 'text/javascript; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src ${base} 'wasm-unsafe-eval'; connect-src ${base}`,
  };
}

function framedBy({ base, dashboard }: Confinement): string {
  return `frame-ancestors ${new URL(base).origin} ${dashboard}`;
}
