// Nothing leaves but what the page asks for: a browser that waits, visits a quiet page and stays on
// it asks nobody for anything of its own accord.
import { afterAll, expect, it } from 'vitest';
import { type CleanUp, look, serveHttp, startBrowser, undo } from './network.js';

const cleanUp: CleanUp = [];
afterAll(() => undo(cleanUp));

// Whatever Chromium has features for: a form with a password and a card, a foreign language, a PDF.
const PAGE = `<!doctype html><html lang=ar><meta charset=utf-8><title>مستشفى</title>
<p>مدة الانتظار أسبوعان</p><form><input type=email name=email><input type=password name=password>
<input name=cc autocomplete=cc-number></form><iframe src="/liste.pdf"></iframe>
<script>setTimeout(() => fetch('/late'), 9000); document.querySelector('input').focus();</script>`;

it('asks the gateway for the page and for nothing else', async () => {
  const paths: string[] = [];
  const port = await serveHttp((request, response) => {
    paths.push(request.url ?? '');
    const isPdf = request.url === '/liste.pdf';
    response.writeHead(200, {
      'content-type': isPdf ? 'application/pdf' : 'text/html; charset=utf-8',
    });
    response.end(isPdf ? '%PDF-1.4' : PAGE);
  }, cleanUp);
  const names = (name: string) => (name === 'quiet.example' ? ['93.184.216.34'] : []);
  const places = { '93.184.216.34': port };
  const browser = await startBrowser({ names, places }, cleanUp, { warm: 1 });
  // The second visit's browser was started during the first, and has waited since.
  const visits = [
    await look(browser, 'http://quiet.example/', { settleMs: 500 }),
    // Silence of ten seconds: the page is stayed on for as long.
    await look(browser, 'http://quiet.example/', { settleMs: 10_000 }),
  ];
  for (const { visit } of visits) {
    expect(visit.outcome).toEqual({ kind: 'answered', status: 200 });
    expect(visit.refused).toEqual([]);
    expect(visit.dns.map((each) => each.host)).toEqual(['quiet.example']);
    expect(visit.exchanges.map((each) => new URL(each.url).hostname)).not.toContain(
      expect.stringMatching(/google|gvt1|browsers-own/),
    );
  }
  expect(paths).toContain('/late');
});
