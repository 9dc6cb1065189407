// Text -> bytes of GBK or Big5, which Node decodes but does not write; what a charset lacks becomes
// a character reference, as the old publishing systems do.

export type Charset = 'utf-8' | 'gbk' | 'big5';

const tables = new Map<Charset, Map<string, Buffer>>();

function tableOf(charset: Charset): Map<string, Buffer> {
  const known = tables.get(charset);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(charset);
  const table = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const bytes = Buffer.from([lead, trail]);
      const letter = decoder.decode(bytes);
      if ([...letter].length === 1 && letter !== '\ufffd' && !table.has(letter)) {
        table.set(letter, bytes);
      }
    }
  }
  tables.set(charset, table);
  return table;
}

/** The bytes of `text` in `charset`. */
export function encode(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text);
  const table = tableOf(charset);
  const parts = [...text].map((letter) => {
    if (letter < '\x80') return Buffer.from(letter);
    return table.get(letter) ?? Buffer.from(`&#${letter.codePointAt(0)};`);
  });
  return Buffer.concat(parts);
}
