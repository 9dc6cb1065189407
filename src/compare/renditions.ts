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
];
const ASKED =
  /^(?:x-oss-process|x-image-process|image(?:view2|mogr2).*|w|h|wid|hei|width|height|size|resize|fit|crop|rect|format|fm|auto|quality|q|qlt|dpr|strip|ssl)$/i;

/** True for two addresses that name one picture and ask for it in other ways. */
export function isOtherRendition(src: string, other: string): boolean {
  const [a, b] = [originalOf(src), originalOf(other)];
  return src !== other && a !== null && a === b;
}

function originalOf(src: string): string | null {
  if (!/^https?:/i.test(src)) return null;
  const url = new URL(src);
  for (const name of [...url.searchParams.keys()]) {
    if (ASKED.test(name)) url.searchParams.delete(name);
  }
  url.pathname = WAYS.reduce((path, way) => path.replace(way, ''), url.pathname);
  return url.href.replace(/^http:/, 'https:');
}
