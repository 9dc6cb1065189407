// Addresses of two pictures -> whether they are renditions of one: services that cut, size and encode
// pictures for each visitor are told how in the address.

/** Wix, Cloudinary, Drupal, WordPress, Shopify, screens of double density, Alibaba's styles. */
const WAYS: readonly RegExp[] = [
  /(?<=\.(?:jpe?g|png))\.(?:webp|avif)$/,
  /\/v1\/(?:fill|fit|crop)\/.*$/,
  /(?<=\/(?:upload|fetch)\/)(?:[a-z]{1,3}_[^/]+\/)+/,
  /\/styles\/[^/]+\/public(?=\/)/,
  /[-_]\d{2,4}x(?:\d{2,4})?(?=\.\w{3,4}$)/,
  /@\dx(?=\.\w{3,4}$)/,
  /(?<=\.\w{3,4})(?:@!|!)[\w.-]+$/,
  /\/-\/resize\/[^/]+(?=\/)/,
  /\/\d{2,4}x\d{0,4}[a-z]?(?=\/)/,
  /\/(?:thumbnail|large|medium|small|original|landscape_\d+|binary)(?=\/)/gi,
];
/** Any of the hosts over which a house spreads its pictures. */
const HOSTS = /^(?:img|images?|i|pics?|photos?|static|cdn|media|thb|th)\d*\./;
/** WordPress's own service, which names the host it fetches from. */
const FETCHED = /^https:\/\/i\d\.wp\.com\//;
const ASKED =
  /^(?:x-oss-process|x-image-process|image(?:view2|mogr2).*|w|h|wid|hei|width|height|size|resize|fit|crop|rect|format|fm|auto|quality|q|qlt|dpr|strip|ssl)$/i;

/** A service that makes pictures smaller, with the picture's own address in its own. */
function fetchedBy(src: string): string {
  const url = new URL(src);
  const inner = /\/_next\/image$/.test(url.pathname) ? url.searchParams.get('url') : null;
  return inner === null || !URL.canParse(inner, url) ? src : new URL(inner, url).href;
}

/** True for two addresses that name one picture and ask for it in other ways. */
export function isOtherRendition(src: string, other: string): boolean {
  const [a, b] = [originalOf(src), originalOf(other)];
  return src !== other && a !== null && a === b;
}

function originalOf(src: string): string | null {
  if (!/^https?:/i.test(src)) return null;
  const url = new URL(
    fetchedBy(src)
      .replace(/^http:/, 'https:')
      .replace(FETCHED, 'https://'),
  );
  for (const name of [...url.searchParams.keys()]) {
    if (ASKED.test(name)) url.searchParams.delete(name);
  }
  url.pathname = WAYS.reduce((path, way) => path.replace(way, ''), url.pathname);
  url.hostname = url.hostname.replace(HOSTS, '');
  return url.href;
}
