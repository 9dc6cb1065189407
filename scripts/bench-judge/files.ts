// Pictures and documents a site serves: one and the same for a name, another for another.
import sharp from 'sharp';
import { chance } from './random.js';

const pictures = new Map<string, Promise<Buffer>>();

/** A picture of coloured fields, drawn from its name; `quality` compresses the same one differently. */
export function picture(name: string, quality = 80): Promise<Buffer> {
  const key = `${name} ${quality}`;
  const known = pictures.get(key) ?? draw(name, quality);
  pictures.set(key, known);
  return known;
}

function draw(name: string, quality: number): Promise<Buffer> {
  const pick = chance(name.replace(/#low$/, ''));
  const shapes = Array.from({ length: 9 }, () => {
    const [x, y, r] = [pick.below(480), pick.below(300), 20 + pick.below(90)];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${pick.below(360)},70%,${20 + pick.below(60)}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300"><rect width="480" height="300" fill="hsl(${pick.below(360)},40%,80%)"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality }).toBuffer();
}

/** A PDF of one page that says `text` (ASCII). */
export function pdf(text: string): Buffer {
  const stream = `BT /F1 14 Tf 60 760 Td 18 TL ${text
    .split('\n')
    .map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`)
    .join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets
    .map((at) => `${String(at).padStart(10, '0')} 00000 n \n`)
    .join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}
