// A host -> is it one Chromium asks on its own account? Switches send most of that to names that
// cannot exist; these are the services that have no switch and that no page loads from.

/** Where the browser's own account and update requests are sent, to be told from a page's. */
export const BROWSERS_OWN_ZONE = 'browsers-own.invalid';

const SERVICES: ReadonlySet<string> = new Set([
  'android.clients.google.com',
  'clients2.google.com',
  'connectivitycheck.gstatic.com',
  'content-autofill.googleapis.com',
  'edgedl.me.gvt1.com',
  'mtalk.google.com',
  'optimizationguide-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'sb-ssl.google.com',
  'update.googleapis.com',
]);

/** True for the browser's own services. */
export function isBrowsersOwnHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return SERVICES.has(name) || name === BROWSERS_OWN_ZONE || name.endsWith(`.${BROWSERS_OWN_ZONE}`);
}
