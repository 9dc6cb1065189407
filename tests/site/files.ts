// The files of the local hospital that are not pages: pictures, a PDF, GBK bytes.
import sharp from 'sharp';

/** A PNG of a simple scene in the given colour. */
export function drawPicture(widthPx: number, heightPx: number, colour: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">
<rect width="100%" height="100%" fill="#dfe9f2"/><rect y="70%" width="100%" height="30%" fill="#7c9a72"/>
<rect x="15%" y="25%" width="70%" height="60%" fill="${colour}"/><rect x="45%" y="60%" width="10%" height="25%" fill="#444"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** A PDF of one page with these lines of Latin text (ISO 32000-1 §7.5). */
export function makePdf(lines: readonly string[]): Buffer {
  const shown = lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n');
  const stream = `BT /F1 12 Tf 16 TL 72 760 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  return wrapPdf(objects);
}

/** Objects, the first of them the catalogue, as a file with its table; `more` stands in the trailer. */
export function wrapPdf(objects: readonly string[], more = ''): Buffer {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${more} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, 'latin1');
}

let gbkBytes: Map<string, readonly [number, number]> | null = null;

/** The bytes of HTML in GBK, what GBK lacks as character references; Node reads GBK but cannot write it. */
export function encodeGbk(text: string): Buffer {
  gbkBytes ??= readGbkTable();
  const bytes: number[] = [];
  for (const character of text) {
    const pair = gbkBytes.get(character);
    if (pair !== undefined) bytes.push(...pair);
    else if (character.charCodeAt(0) < 0x80) bytes.push(character.charCodeAt(0));
    else bytes.push(...Buffer.from(`&#${character.codePointAt(0)};`));
  }
  return Buffer.from(bytes);
}

function readGbkTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const isOne = [...text].length === 1 && text !== '\uFFFD';
      if (isOne && !table.has(text)) table.set(text, [lead, trail]);
    }
  }
  return table;
}
