// The pages the bench visits: 20 of a hospital, each with 30 photographs of its own, on loopback.
// Started as a process of its own, so that serving is not counted as capturing; prints its port.
import { createServer } from 'node:http';
import sharp from 'sharp';
import { IMAGES } from './site-size.js';

const [WIDTH, HEIGHT] = [480, 320];

/** A photograph as photographs are: mild noise over a gradient, about 35 kB of JPEG. */
function photograph(seed: number): Promise<Buffer> {
  let state = seed * 2_654_435_761 + 1;
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const slope = (at / pixels.length) * 160 + ((at / 3) % WIDTH) / 8;
    pixels[at] = slope + (state >>> 28);
  }
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;
  return sharp(pixels, { raw }).jpeg({ quality: 80 }).toBuffer();
}

function page(number: number): string {
  const rows = Array.from({ length: IMAGES }, (_, image) => {
    const waited = ((number + image) % 9) + 1;
    return `<section><h2>肝移植中心 第${number}-${image}例</h2>
<img src="/photo/${number}-${image}.jpg" width="${WIDTH}" height="${HEIGHT}" alt="手术室 ${image}">
<p>患者平均等待供体时间为${waited}周，手术费用约${20 + image}万元人民币，由移植中心专家组主刀。术后在重症监护室观察三至五天。</p></section>`;
  });
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>东海医院 ${number}</title>
<style>body{font:16px sans-serif;margin:0 40px}section{display:grid;grid-template-columns:500px 1fr}</style>
<h1>东海医院器官移植中心</h1>${rows.join('\n')}</html>`;
}

const photographs = await Promise.all(
  Array.from({ length: 60 }, (_, index) => photograph(index + 1)),
);
const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const photo = /^\/photo\/([0-9]+)-([0-9]+)\.jpg$/.exec(path);
  if (photo !== null) {
    // JPEG ends at its end marker: the number behind it makes each file one of a kind.
    const body = photographs[(Number(photo[1]) * 7 + Number(photo[2])) % photographs.length];
    response.setHeader('content-type', 'image/jpeg');
    response.end(Buffer.concat([body ?? Buffer.alloc(0), Buffer.from(path)]));
    return;
  }
  const number = /^\/page\/([0-9]+)$/.exec(path)?.[1];
  response.statusCode = number === undefined ? 404 : 200;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(number === undefined ? '' : page(Number(number)));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
