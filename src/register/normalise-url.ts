// What a person typed -> an address that can be visited, and the identity two spellings of it share.
// WHATWG URL Standard; RFC 3986 §6.2.2 for percent-encoding; IANA special-purpose address registries.
import ipaddr from 'ipaddr.js';
import { VestigeError } from '../errors.js';

export interface RegisteredUrl {
  /** As typed, without white space around it. */
  readonly url: string;
  /** Identity: see `registerUrl`. */
  readonly urlKey: string;
  /** Host name in ASCII (punycode), or an address; without port. */
  readonly host: string;
}

const MAX_URL_CHARACTERS = 8192;
const MAX_HOST_CHARACTERS = 253;
const MAX_LABEL_CHARACTERS = 63;

/**
 * Checks an address and gives its identity.
 *
 * `urlKey` folds only what the standards call the same address: case of scheme and host, Unicode
 * and punycode host names, the default port, dot segments, the fragment, an empty query, and raw or
 * percent-encoded spellings of one path (`/价格` = `/%E4%BB%B7%e6%a0%bc`, `%7E` = `~`). Nothing
 * more: http and https, `www.`, a trailing slash, the case of the path, the order and the
 * parameters of the query, NFC and NFD may each be another page, and a takedown of one of them must
 * not be hidden behind the other.
 *
 * @throws URL_INVALID, URL_PRIVATE
 */
export function registerUrl(
  typed: string,
  options: { readonly allowPrivateAddresses: boolean },
): RegisteredUrl {
  const url = trimPasted(typed);
  refuseSpelling(url);
  const parsed = parseHttpUrl(url);
  const host = parsed.hostname;
  refuseHost(url, host);
  if (!options.allowPrivateAddresses) refusePrivate(url, host);
  return { url, urlKey: identityOf(parsed), host };
}

/** White space, byte order marks and direction marks that copying leaves around an address. */
function trimPasted(typed: string): string {
  return typed.replace(
    /^[\s\u200B\u200E\u200F\u061C\u2060\u2066-\u2069\u202A-\u202E\uFEFF]+|[\s\u200B\u200E\u200F\u061C\u2060\u2066-\u2069\u202A-\u202E\uFEFF]+$/gu,
    '',
  );
}

// Beside its opposite at the same place; an apostrophe or bracket may well end an address.
const OPENING = '《〈「『【〔（“‘"<([\'';
const CLOSING = '》〉」』】〕）”’">';
const SENTENCE_END = '。，、；：！？．｡';

/** Refuses what cannot be an address, before WHATWG parsing silently repairs it. */
function refuseSpelling(url: string): void {
  if (url === '') throw invalid(url, 'it is empty');
  if (url.length > MAX_URL_CHARACTERS) {
    throw invalid(
      url,
      `it has ${url.length} characters; at most ${MAX_URL_CHARACTERS} are allowed`,
    );
  }
  if (/\p{Cc}/u.test(url)) throw invalid(url, 'it contains a control character or a line break');
  if (/\s/u.test(url)) throw invalid(url, 'it contains a space; write %20 if it belongs there');
  // Zero-width joiners (U+200C, U+200D) stay: Persian and Indic paths need them.
  if (/[\u00AD\u200B\u200E\u200F\u061C\u2060\u2066-\u2069\u202A-\u202E\uFEFF]/u.test(url)) {
    throw invalid(url, 'it contains an invisible character; type it again by hand');
  }
  const first = url.charAt(0);
  if (OPENING.includes(first) || SENTENCE_END.includes(first)) {
    throw invalid(url, `it begins with ${first}; leave out the punctuation around the address`);
  }
  const last = url.charAt(url.length - 1);
  const opener = OPENING.charAt(CLOSING.indexOf(last));
  const isStrayClosing = CLOSING.includes(last) && !url.slice(0, -1).includes(opener);
  if (isStrayClosing || SENTENCE_END.includes(last)) {
    throw invalid(
      url,
      `it ends with ${last}; leave out the punctuation around the address, or write ` +
        `${encodeURIComponent(last)} if it belongs to it`,
    );
  }
}

function parseHttpUrl(url: string): URL {
  refuseScheme(url);
  const authority = /^https?:\/\/([^/?#\\]*)/i.exec(url)?.[1] ?? '';
  if (authority === '') throw invalid(url, 'it names no host');
  if (authority.includes('@')) {
    throw new VestigeError(
      'URL_INVALID',
      'This address cannot be watched: it holds a user name or password before the @. ' +
        'Leave them out: they would be stored and shown in proof bundles.',
    );
  }
  try {
    return new URL(url);
  } catch (cause) {
    throw new VestigeError('URL_INVALID', messageFor(url, 'its host or port is not valid'), {
      cause,
    });
  }
}

function refuseScheme(url: string): void {
  if (/^https?:\/\//i.test(url)) return;
  if (/^https?[：:][／/]/iu.test(url)) {
    const mended = url.replace(/^(https?)[：:][／/]*/iu, '$1://');
    throw invalid(url, `it does not begin with http:// or https://. Did you mean ${mended} ?`);
  }
  if (/^hxxps?:/i.test(url)) {
    throw invalid(url, `it is written as hxxp. Did you mean ${url.replace(/^hxxp/i, 'http')} ?`);
  }
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/iu.exec(url) ?? [];
  const isHostAndPort = scheme !== '' && /^\d{1,5}(?:[/?#]|$)/.test(rest);
  if (scheme !== '' && !isHostAndPort && !scheme.includes('.')) {
    throw invalid(url, `addresses with ${scheme}: cannot be watched, only http:// and https://`);
  }
  const bare = url.replace(/^[:/]+/, '');
  throw invalid(url, `http:// or https:// is missing. Did you mean https://${bare} ?`);
}

function refuseHost(url: string, host: string): void {
  if (host.startsWith('[')) return;
  const labels = host.replace(/\.$/, '').split('.');
  if (labels.includes('')) throw invalid(url, 'its host name has an empty part');
  if (host.length > MAX_HOST_CHARACTERS || labels.some((l) => l.length > MAX_LABEL_CHARACTERS)) {
    throw invalid(url, 'its host name is longer than names can be');
  }
}

// RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN's reserved internal.
const PRIVATE_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa'];

function refusePrivate(url: string, host: string): void {
  // WHATWG parsing has already turned decimal, octal, hexadecimal and short forms into a.b.c.d.
  const bare = host.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host.startsWith('[') || /^[\d.]+$/.test(bare)) {
    const range = ipaddr.process(bare).range();
    if (range !== 'unicast') throw refusedAsPrivate(url, `${bare} is no public address (${range})`);
    return;
  }
  const isPrivateName = PRIVATE_SUFFIXES.some((s) => bare === s || bare.endsWith(`.${s}`));
  if (isPrivateName || !bare.includes('.')) {
    throw refusedAsPrivate(url, `${bare} is a name of your own machine or network`);
  }
}

function identityOf(parsed: URL): string {
  const path = foldEncoding(parsed.pathname, /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu);
  const query = foldEncoding(parsed.search, /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/gu);
  return `${parsed.protocol}//${parsed.host}${path}${query}`;
}

/**
 * RFC 3986 §6.2.2.1–2: hex digits in upper case, unreserved characters never encoded, others always.
 * A percent sign that encodes nothing stands for itself, so that no new code can come about.
 */
function foldEncoding(part: string, mustBeEncoded: RegExp): string {
  return part
    .replace(/%(?![0-9a-f]{2})/giu, '%25')
    .replace(/%[0-9a-f]{2}/giu, (code) => {
      const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
      return /[A-Za-z0-9\-._~]/.test(character) ? character : code.toUpperCase();
    })
    .replace(mustBeEncoded, (character) => encodeURIComponent(character));
}

function invalid(url: string, reason: string): VestigeError {
  return new VestigeError('URL_INVALID', messageFor(url, reason));
}

function refusedAsPrivate(url: string, reason: string): VestigeError {
  return new VestigeError('URL_PRIVATE', messageFor(url, reason));
}

function messageFor(url: string, reason: string): string {
  const shown = url.length > 200 ? `${url.slice(0, 200)}…` : url;
  return `The address ${JSON.stringify(shown)} cannot be watched: ${reason}.`;
}
