// URL -> the key it is sorted by in a CDXJ index, exactly as warcio.js's getSurt makes it, since
// that is what replay looks up.

/**
 * `https://www.Example.com/A?b=2&a=1#x` -> `com,example)/a?a=1&b=2`; other schemes stay as they
 * are. The whole URL is lower-cased, so that different URLs may share a key.
 */
export function surtOf(url: string): string {
  if (!url.startsWith('https:') && !url.startsWith('http:')) return url;
  const plain = url.replace(/^(https?:\/\/)www\d*\./, '$1').toLowerCase();
  if (!URL.canParse(plain)) return url;
  const { hostname, port, pathname, search } = new URL(plain);
  const host = hostname.split('.').reverse().join(',');
  const query = search === '' ? '' : `?${search.slice(1).split('&').sort().join('&')}`;
  return `${host}${port === '' ? '' : `:${port}`})${pathname}${query}`;
}
