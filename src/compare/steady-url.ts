// URLs -> the same without what moves by itself: session ids, clocks, cache busters, hashes of content.

const PASSING_PARAMETERS =
  /^(?:utm_\w+|spm|expires|sig|auth_key|x-(?:amz|oss|goog)-[\w-]+|ossaccesskeyid|awsaccesskeyid|from|ref|src|source|scm|campaign|aff(?:iliate)?(?:_?id)?|referrer|mc_\w+|_|t|ts|time|timestamp|rand|random|rnd|r|v|ver|version|cb|cachebuster|nocache|fbclid|gclid|_t|_v|(?:\w+[_-])?(?:token|csrf|nonce|sid|session_?id|phpsessid|jsessionid|sign|signature|hash))$/i;

/** A file that is there or not; which of its versions is shown, its bytes tell. */
const DOCUMENT = /\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|od[ts]|zip|rar|mp4)$/i;
const SESSION = /^(?=.*\d)[0-9a-f]{4,}$/i;
const LOGIN = /[/=](?:log-?in|log-?on|sign-?in|passport|sso|auth)\b/i;

/** True for an address that is a login's own. */
export function leadsToLogin(href: string): boolean {
  return LOGIN.test(href);
}

const RETURNS =
  'url forward return returnurl return_url redirect redirect_to redirect_url next backurl referer'.split(
    ' ',
  );

/** What a form's own address is marked with at each visit. */
const DRAWN = 'r tok token rand rnd nonce state csrf'.split(' ');

/** No word: "?state=hebei" is a place. */
function isDrawn(value: string): boolean {
  return /^(?=.*\d)(?!(?:19|20)\d\d)[\w-]+$/.test(value);
}

/** A URL without session ids and cache busters, for telling whether two links are one. */
export function steadyUrl(href: string, options: { readonly keepVersion?: boolean } = {}): string {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return href;
  }
  url.hash = url.hash.startsWith('#/') || url.hash.startsWith('#!') ? url.hash : '';
  // Where a login leads back to is drawn anew at each visit.
  if (LOGIN.test(url.href))
    for (const [name, value] of [...url.searchParams])
      if (RETURNS.includes(name) || (DRAWN.includes(name) && isDrawn(value)))
        url.searchParams.delete(name);
  for (const name of [...url.searchParams.keys()]) {
    // ?t=3 may be a topic; ?t=1732190000 is a clock.
    const value = url.searchParams.get(name) ?? '';
    // vBulletin's session; WordPress searches by this name.
    const isSession = name === 's' && /\.php$/.test(url.pathname) && SESSION.test(value);
    if (isSession) url.searchParams.delete(name);
    if (!PASSING_PARAMETERS.test(name) || DOCUMENT.test(value)) continue;
    // The film that is watched, the file a viewer shows.
    if (/^v$/i.test(name) && (/\/watch$/.test(url.pathname) || /\.\w{2,4}$/.test(value))) continue;
    // Where a visitor came from, and not the file a viewer shows.
    if (/^(?:src|source|ref)$/i.test(name) && /[/.]/.test(value)) continue;
    const isShort = name.length <= 2 && !name.startsWith('_') && value.length < 6;
    const isOfFile =
      /^v(?:er(?:sion)?)?$/i.test(name) &&
      /^(?!(?:19|20)\d\d$)(?:.{1,2}|\d{4,5})$/.test(value) &&
      DOCUMENT.test(url.pathname) &&
      // A viewer is told by it which file to show.
      (value.length <= 2 ||
        !/\/(?:view|show|get|down(?:load)?|file|doc|open|read)\w*\.\w+$/i.test(url.pathname));
    if (isShort && !isOfFile && options.keepVersion !== false) continue;
    url.searchParams.delete(name);
  }
  // As it is written: a query in GBK is no UTF-8.
  url.search = url.search.slice(1).split('&').sort().join('&');
  url.hostname = url.hostname.replace(/^www\./, '');
  url.pathname = url.pathname
    .replace(/;(?:jsessionid|sid)=[^/]*/i, '')
    .replace(/\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i, '/')
    .replace(/\/\((?:S|X)\([^)]*\)\)/i, '')
    .replace(/(?<=[^/])\/+$/, '');
  return url.href.replace(/^http:/, 'https:').replace(/\?$/, '');
}

/** A resource's URL without query and content hash in its name. */
export function steadyResource(href: string): string {
  if (href.startsWith('data:')) return href;
  return steadyUrl(href, { keepVersion: false })
    .replace(/\?.*$/, '')
    .replace(
      /[.-](?=[0-9a-f]*\d)(?:[0-9a-f]{8,}|(?!(?:19|20)\d\d)(?=[0-9a-f]*(?:\d[a-f]+\d|[a-f]\d+[a-f]))[0-9a-f]{6,7})(?=\.\w+$)/i,
      '',
    );
}
