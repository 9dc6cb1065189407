// A page that tries every door of a browser at once, to find one that leads into a private network.

/** Spellings of hosts that are private, whatever the browser makes of them. */
export const PRIVATE_HOSTS = [
  ...['127.0.0.1', '127.0.0.2', 'localhost', 'localhost.', 'foo.localhost', 'LOCALHOST'],
  ...['printer.local', 'router', 'git.internal', 'nas.home.arpa', 'wiki.lan'],
  ...[
    '2130706433',
    '0177.0.0.1',
    '0x7f.1',
    '127.1',
    '0x7f000001',
    '１２７.０.０.１',
    '127.0.0.%31',
  ],
  ...['127.0.0.1.', '①②⑦.0.0.1', '0', '0.0.0.0', '169.254.169.254', '10.0.0.1', '192.168.1.1'],
  ...['100.64.0.1', '192.0.0.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
  ...['[2002:7f00:1::]', '[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]', '[::127.0.0.1]'],
  ...['[fe80::1]', '[fc00::1]', '[fd00:ec2::254]', '[fec0::1]', '[ff02::1]', '[2001:db8::1]'],
] as const;

/** Names of public look whose answers are private, or become so. */
export const LYING_NAMES = ['private.example', 'mixed.example', 'rebind.example'] as const;

/** Kinds of requests; each asks for a host of its own, `<kind>.inside.example`, and for loopback. */
export const DOORS = [
  ...['fetch', 'xhr', 'image', 'css-image', 'font', 'style', 'script', 'module', 'frame', 'object'],
  ...['embed', 'video', 'audio', 'track', 'beacon', 'event-source', 'web-socket', 'worker-fetch'],
  ...['shared-worker-fetch', 'import-scripts', 'form-post', 'meta-refresh', 'script-redirect'],
  ...['window-open', 'redirect-301', 'redirect-302', 'redirect-307', 'redirect-fetch'],
  ...['keepalive', 'link-icon', 'manifest', 'srcset', 'svg-use', 'turn-tcp', 'download'],
] as const;

// Tried beside them, and shut by Chromium itself as it is started: ping, preconnect, dns-prefetch,
// prefetch, prerender, STUN and TURN over UDP, WebTransport. Nobody may come, no record is owed.
const OTHER_SCHEMES = [
  ...['file:///etc/hostname', 'view-source:http://127.0.0.1/', 'chrome://version', 'about:version'],
  ...[
    'chrome-devtools://devtools/bundled/inspector.html',
    'ftp://127.0.0.1/',
    'intent://127.0.0.1/',
  ],
  ...['filesystem:http://127.0.0.1/temporary/x', 'blob:http://127.0.0.1/x', 'ws://127.0.0.1/'],
] as const;

const urlFor = (door: string, port: number): string => `//${door}.inside.example:${port}/${door}`;

/** Answers for every path of the hostile site. */
export function hostileSite(port: number, ownAddresses: readonly string[]) {
  return (path: string): { status: number; headers: Record<string, string>; body: string } => {
    const html = (body: string) => ({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body,
    });
    const redirect = /^\/go\/(30[127])\/(.+)$/.exec(path);
    if (redirect !== null) {
      const location = `http:${urlFor(redirect[2] ?? '', port)}`;
      return { status: Number(redirect[1]), headers: { location }, body: '' };
    }
    if (path === '/worker.js') return script(WORKER);
    if (path === '/shared.js') return script(`onconnect = () => { ${WORKER} };`);
    if (path === '/meta') {
      return html(`<meta http-equiv=refresh content="0;url=http:${urlFor('meta-refresh', port)}">`);
    }
    if (path === '/save') {
      return html(
        `<a download href="http:${urlFor('download', port)}">x</a><script>document.links[0].click()</script>`,
      );
    }
    if (path === '/leave') {
      return html(`<script>location = 'http:${urlFor('script-redirect', port)}'</script>`);
    }
    if (path === '/form') {
      return html(
        `<form method=post action="http:${urlFor('form-post', port)}"></form><script>document.forms[0].submit()</script>`,
      );
    }
    if (path !== '/') return { status: 404, headers: {}, body: '' };
    return html(mainPage(port, ownAddresses));

    function script(body: string) {
      const code = `const PORT = ${port};\n${body}`;
      return { status: 200, headers: { 'content-type': 'text/javascript' }, body: code };
    }
  };
}

const WORKER = `
const kind = self.SharedWorkerGlobalScope ? 'shared-worker-fetch' : 'worker-fetch';
fetch('http://' + kind + '.inside.example:' + PORT + '/', { mode: 'no-cors' }).catch(() => {});
if (kind === 'worker-fetch') {
  try { importScripts('http://import-scripts.inside.example:' + PORT + '/'); } catch {}
}
`;

function mainPage(port: number, ownAddresses: readonly string[]): string {
  const at = (door: string): string => urlFor(door, port);
  const hosts = [
    ...PRIVATE_HOSTS,
    ...LYING_NAMES,
    ...ownAddresses.map((each) => (each.includes(':') ? `[${each}]` : each)),
  ];
  return `<!doctype html><meta charset=utf-8><title>东海医院</title>
<link rel=icon href="${at('link-icon')}"><link rel=manifest href="${at('manifest')}">
<link rel=preconnect href="${at('preconnect')}"><link rel=dns-prefetch href="${at('dns-prefetch')}">
<link rel=prefetch href="${at('prefetch')}"><link rel=preload as=image href="${at('preload')}">
<link rel=prerender href="${at('prerender')}"><link rel=stylesheet href="${at('style')}">
<script type=speculationrules>{"prefetch":[{"source":"list","urls":["${at('speculation')}"]}],"prerender":[{"source":"list","urls":["${at('speculation')}"]}]}</script>
<style>@font-face{font-family:x;src:url("${at('font')}")}p{font-family:x;background:url("${at('css-image')}")}</style>
<p>肝移植说明 <a id=ping href="#top" ping="${at('ping')}">ping</a> </p>
<img src="${at('image')}"><img srcset="${at('srcset')} 1x"><img src="/go/301/redirect-301">
<script src="${at('script')}"></script><script type=module src="${at('module')}"></script>
<iframe src="${at('frame')}"></iframe><iframe src="/go/302/redirect-302"></iframe><iframe src="/go/307/redirect-307"></iframe>
<iframe src="/save"></iframe><iframe src="/meta"></iframe><iframe src="/leave"></iframe><iframe src="/form"></iframe>
<object data="${at('object')}"></object><embed src="${at('embed')}">
<video src="${at('video')}" preload=auto></video><audio src="${at('audio')}" preload=auto></audio>
<video src="data:," crossorigin preload=auto><track default kind=captions src="${at('track')}"></video>
<svg width=9 height=9><image href="${at('svg-use')}" width=9 height=9 /></svg>
${OTHER_SCHEMES.map((url) => `<iframe src="${url}"></iframe><img src="${url}">`).join('\n')}
<script>
const PORT = ${port};
const at = (door) => 'http://' + door + '.inside.example:' + PORT + '/' + door;
const quietly = (act) => { try { const r = act(); if (r && r.catch) r.catch(() => {}); } catch {} };
const acts = [
  () => fetch(at('fetch'), { mode: 'no-cors' }),
  () => fetch(at('keepalive'), { mode: 'no-cors', keepalive: true }),
  () => fetch('/go/302/redirect-fetch', { mode: 'no-cors' }),
  () => { const x = new XMLHttpRequest(); x.open('GET', at('xhr')); x.send(); },
  () => navigator.sendBeacon(at('beacon'), 'x'),
  () => { const source = new EventSource(at('event-source')); source.onerror = () => source.close(); },
  () => new WebSocket(at('web-socket').replace('http', 'ws')),
  () => new Worker('/worker.js'),
  () => new SharedWorker('/shared.js'),
  () => window.open(at('window-open')),
  () => window.open("javascript:fetch('" + at('javascript-open') + "')"),
  () => document.getElementById('ping').click(),
  () => new WebTransport('https://127.0.0.1:' + PORT + '/').ready,
  () => new RTCPeerConnection({ iceServers: [
      { urls: ['stun:127.0.0.1:' + PORT, 'stun:[::1]:' + PORT] },
      { urls: ['turn:127.0.0.1:' + PORT + '?transport=udp'], username: 'u', credential: 'p' },
      { urls: ['turn:turn-tcp.inside.example:' + PORT + '?transport=tcp', 'turn:127.0.0.1:' + PORT + '?transport=tcp'], username: 'u', credential: 'p' } ] }),
];
for (const act of acts) quietly(() => {
  const made = act();
  if (!(made instanceof RTCPeerConnection)) return made;
  made.createDataChannel('x');
  return made.createOffer().then((offer) => made.setLocalDescription(offer));
});
for (const host of ${JSON.stringify(hosts)}) {
  quietly(() => fetch('http://' + host + ':' + PORT + '/by-fetch', { mode: 'no-cors' }));
  quietly(() => { new Image().src = 'http://' + host + ':' + PORT + '/by-image'; });
}
for (const url of ${JSON.stringify(OTHER_SCHEMES)}) {
  quietly(() => fetch(url, { mode: 'no-cors' }));
  quietly(() => window.open(url));
}
for (const other of [22, 25, 53, 80, 443, 3306, 6379, 8484, 9222]) quietly(() => fetch('http://127.0.0.1:' + other + '/', { mode: 'no-cors' }));
</script>`;
}
