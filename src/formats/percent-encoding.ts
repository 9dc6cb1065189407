// Percent-encoded text of an address -> as a person reads it (RFC 3986 §2.1).

/** What is no UTF-8 stays as it is written: old Chinese pages encode in GBK. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
