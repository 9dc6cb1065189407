// Watches and open flags -> one plain HTML page, without scripts.
import type { Flag } from '../model/flag.js';
import type { Watch } from '../model/watch.js';
import type { Catalogue } from '../ports/catalogue.js';

export interface Status {
  readonly watches: readonly Watch[];
  readonly flags: readonly Flag[];
  readonly queue: Awaited<ReturnType<Catalogue['queueDepth']>>;
}

const ROWS_SHOWN = 500;

/** The status page. */
export function statusPage({ watches, flags, queue }: Status): string {
  const due = queue.queued + queue.running;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="15"><title>Vestige</title><link rel="stylesheet" href="/style.css"></head>
<body><header><h1>Vestige</h1><p>${count(watches.length, 'page')} watched · ${count(flags.length, 'open flag')} · ${
    due === 0 ? 'nothing to capture now' : `${count(due, 'capture')} to make`
  }</p></header>
<main>
<section><h2>Open flags</h2>${flags.length === 0 ? '<p class="empty">Nothing needs a look.</p>' : `<ul class="flags">${flags.slice(0, ROWS_SHOWN).map(flagItem).join('')}</ul>`}</section>
<section><h2>Watches</h2>${watches.length === 0 ? EMPTY : watchTable(watches)}</section>
</main></body></html>
`;
}

const EMPTY =
  '<p class="empty">No page is watched yet. Register one in a terminal:</p><pre>npx vestige watch add http://donghai.test/ --claim "等待时间两周" --every daily</pre>';

function flagItem(flag: Flag): string {
  const picture = (id: string, label: string) =>
    `<figure><img src="/captures/${esc(id)}/thumbnail.jpg" alt="nothing to show" loading="lazy"><figcaption>${label}</figcaption></figure>`;
  const before = flag.lastGood === null ? '' : picture(flag.lastGood, 'last good');
  return `<li class="${flag.severity}"><p><b>${esc(flag.kind)}</b> <span class="level">${esc(flag.level)} · ${esc(flag.severity)}</span></p>
<p><bdi>${esc(flag.summary)}</bdi></p><p class="meta"><bdi>${esc(flag.url)}</bdi> · since ${time(flag.openedAt)}</p>
<div class="pictures">${before}${picture(flag.capture, 'now')}</div></li>`;
}

function watchTable(watches: readonly Watch[]): string {
  const rows = watches
    .slice(0, ROWS_SHOWN)
    .map(
      (watch) =>
        `<tr><td><bdi>${esc(watch.url)}</bdi></td><td>${esc(watch.caseName)}</td><td class="state-${watch.page.state}">${
          watch.paused ? 'paused' : `${watch.page.state}, ${watch.page.level}`
        }</td><td>${claims(watch)}</td><td>${time(watch.lastCaptureAt)}</td><td>${time(watch.nextDueAt)}</td></tr>`,
    );
  const more =
    watches.length > ROWS_SHOWN
      ? `<p>${watches.length - ROWS_SHOWN} more: <code>vestige watch list</code> shows all.</p>`
      : '';
  return `<table><thead><tr><th>Page</th><th>Case</th><th>State</th><th>Claims</th><th>Last look</th><th>Next look</th></tr></thead><tbody>${rows.join('')}</tbody></table>${more}`;
}

function claims(watch: Watch): string {
  return watch.claims
    .map(
      (claim) =>
        `<span class="claim-${claim.state}">${claim.state}</span> <bdi>${esc(claim.text)}</bdi>`,
    )
    .join('<br>');
}

function time(instant: string | null): string {
  if (instant === null) return '–';
  return `<time datetime="${instant}">${instant.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function esc(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --bad: #b3261e; --warn: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --warn: #ffca6b; } }
body { font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", "Noto Naskh Arabic", sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
header { display: flex; gap: 1rem; align-items: baseline; border-bottom: 1px solid var(--line); flex-wrap: wrap; }
h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; font-size: .85rem; } td time { white-space: nowrap; }
.flags { list-style: none; padding: 0; } .flags li { border-inline-start: 4px solid var(--line); padding: .2rem 1rem; margin: 1rem 0; }
.flags .critical, .flags .high { border-color: var(--bad); } .flags .medium { border-color: var(--warn); }
.flags p { margin: .2rem 0; } .meta, .level, .empty { opacity: .75; }
.pictures { display: flex; gap: 1rem; flex-wrap: wrap; } figure { margin: .5rem 0; } figure img { width: 16rem; max-width: 100%; border: 1px solid var(--line); } figcaption { font-size: .8rem; }
.claim-absent, .claim-altered, .state-gone, .state-domain-lost, .state-hijacked { color: var(--bad); font-weight: 600; }
.state-unreachable, .state-blind, .state-walled, .state-unknown { color: var(--warn); }
pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--line); }
`;
