// Documents in a real browser -> what is read of them.
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/adapters/playwright/find-browser.js';
import { type DocumentReading, readPageExpression } from '../../src/capture/read-page.js';
import { type PageReading, visibleText } from '../../src/model/reading.js';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(process.cwd()) });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: current }),
  );
});
afterAll(() => browser.close());

let current = '';

async function read(
  body: string,
  options: { ignore?: string[]; select?: string[]; head?: string } = {},
): Promise<PageReading> {
  current = `<!doctype html><html lang="zh"><head><title>东海</title>${options.head ?? ''}</head><body>${body}</body></html>`;
  await page.goto('http://donghai.test/dir/page?q=1');
  const { ignore = [], select = [] } = options;
  const limits = { maxMs: 60_000, maxLength: 10_000_000 };
  const json = await page.evaluate(readPageExpression({ ignore, select, limits }));
  return (JSON.parse(String(json)) as DocumentReading).reading;
}

const texts = (reading: PageReading): string[] => reading.blocks.map((block) => block.text);
const shown = (reading: PageReading): string[] => visibleText(reading).split('\n');

describe('text', () => {
  it('is one block for each block-level element, whatever stands inline', async () => {
    const reading = await read(
      '<p>等待<b>时间</b><span>约<i>两</i>周</span>，<a href="/x">详情</a>。</p><ul><li>甲</li><li>乙</li></ul>',
    );
    expect(reading.blocks.map(({ text, tag }) => [tag, text])).toEqual([
      ['p', '等待时间约两周，详情。'],
      ['li', '甲'],
      ['li', '乙'],
    ]);
    expect(reading.blocks[0]?.linkTextLength).toBe(2);
  });

  it('beside a nested block belongs to the element it stands in', async () => {
    const reading = await read('<div>前<p>中</p>后</div>');
    expect(reading.blocks.map(({ text, path }) => [text, path])).toEqual([
      ['前', 'html > body > div'],
      ['中', 'html > body > div > p'],
      ['后', 'html > body > div'],
    ]);
  });

  it('is parted by two line breaks, and kept together by one', async () => {
    expect(texts(await read('<p>地址：东海市<br>电话：110<br><br>开放时间</p>'))).toEqual([
      '地址：东海市 电话：110',
      '开放时间',
    ]);
  });

  it('has its white space collapsed', async () => {
    expect(texts(await read('<p>  مدة\n\t الانتظار&nbsp;&nbsp;أسبوعان </p>'))).toEqual([
      'مدة الانتظار أسبوعان',
    ]);
  });

  it('of scripts, styles, templates and comments is none', async () => {
    const hidden =
      '<script>1</script><style>a{}</style><template>t</template><noscript>n</noscript>';
    expect(texts(await read(`<p>文${hidden}<!-- 注 -->字</p>`))).toEqual(['文字']);
  });

  it('in open shadow roots is read where it is shown, slots filled', async () => {
    const reading = await read(
      '<x-card><span slot="name">李医生</span></x-card><script>document.querySelector("x-card").attachShadow({mode:"open"}).innerHTML="<p>主任：<slot name=name></slot></p>"</script>',
    );
    expect(reading.blocks).toMatchObject([
      { text: '主任：李医生', tag: 'p', path: 'html > body > x-card >>> p', visible: true },
    ]);
  });

  it('of SVG and of buttons is text too', async () => {
    const reading = await read(
      '<svg width="200" height="50"><title>图</title><text x="5" y="20">三十万</text></svg><input type="submit" value="预约"><input type="hidden" value="私人">',
    );
    expect(texts(reading)).toEqual(['三十万', '预约']);
  });

  it('says which part of the page it stands in', async () => {
    const reading = await read(
      '<header><p>头</p></header><nav><p>航</p></nav><main><article><header><p>题</p></header></article></main><div role="complementary"><p>旁</p></div><p>无</p><footer><p>尾</p></footer>',
    );
    expect(reading.blocks.map(({ text, zone }) => `${text} ${zone}`)).toEqual([
      ...['头 header', '航 nav', '题 main', '旁 aside', '无 null', '尾 footer'],
    ]);
  });

  it('stands aside where a layout without landmarks names a box so', async () => {
    const reading = await read(
      '<div class="sidebar left"><p>热点</p></div><div id="ad-top"><p>折扣</p></div><section class="related-posts"><p>相关</p></section><div class="sidebar"><h1>题</h1><p>文</p></div><p class="sidebar-free">净</p><footer><div class="ads"><p>尾</p></div></footer>',
    );
    expect(reading.blocks.map(({ text, zone }) => `${text} ${zone}`)).toEqual([
      ...['热点 aside', '折扣 aside', '相关 aside', '题 null', '文 null', '净 null', '尾 footer'],
    ]);
  });
});

describe('what is not shown', () => {
  it.each([
    ['display: none', '<p style="display:none">藏</p>'],
    ['hidden', '<p hidden>藏</p>'],
    ['visibility', '<p style="visibility:hidden">藏</p>'],
    ['opacity 0', '<div style="opacity:0"><p>藏</p></div>'],
    ['a box without height', '<div style="height:0;overflow:hidden"><p>藏</p></div>'],
    ['clipped away', '<p style="position:absolute;clip-path:inset(50%)">藏</p>'],
    ['off the page', '<p style="position:absolute;left:-9999px">藏</p>'],
    ['closed details', '<details><summary>题</summary><p>藏</p></details>'],
    ['no size', '<p style="font-size:0">藏</p>'],
  ])('by %s is read as not visible', async (_, body) => {
    const reading = await read(`<p>见</p>${body}`);
    expect(reading.blocks.find((block) => block.text === '藏')?.visible).toBe(false);
    expect(shown(reading)).toContain('见');
    expect(shown(reading)).not.toContain('藏');
  });

  it('is kept apart from shown words in the same element', async () => {
    const reading = await read('<p>等待<span style="display:none">一周</span>两周</p>');
    expect(reading.blocks.map(({ text, visible }) => [text, visible])).toEqual([
      ['等待', true],
      ['一周', false],
      ['两周', true],
    ]);
  });

  it('yet can be scrolled to is shown', async () => {
    const reading = await read(
      '<div style="height:5000px"></div><p>深</p><div style="height:50px;overflow:auto"><p style="margin-top:300px">内</p></div>',
    );
    expect(shown(reading)).toEqual(['深', '内']);
  });
});

describe('things', () => {
  it('links are absolute, named by their text or picture', async () => {
    const { links } = await read(
      '<nav><a href="../费用">费用</a></nav><a href="#x"><img src="/i.png" alt="图"></a><a href="javascript:void 0">不</a><a>不</a><a href="tel:+86110" hidden>电话</a>',
    );
    expect(links.map(({ href, text, zone, visible }) => [href, text, zone, visible])).toEqual([
      ['http://donghai.test/%E8%B4%B9%E7%94%A8', '费用', 'nav', true],
      ['http://donghai.test/dir/page?q=1#x', '图', null, true],
      ['tel:+86110', '电话', null, false],
    ]);
  });

  it('images give the source the browser chose', async () => {
    const { images } = await read(
      '<picture><source srcset="/big.png 1x"><img src="/small.png" alt="楼" title="t"></picture>',
    );
    expect(images).toMatchObject([
      {
        src: 'http://donghai.test/big.png',
        alt: '楼',
        title: 't',
        path: 'html > body > picture > img',
      },
    ]);
  });

  it('tables of figures are read row by row, layout tables are not', async () => {
    const { tables } = await read(
      '<table><tr><th>项目</th><th>费用</th></tr><tr><td>肝</td><td>30<b>万</b></td></tr></table><table id="l"><tr><td><table><tr><td>内</td></tr></table></td></tr></table>',
    );
    expect(tables).toMatchObject([
      {
        hasHeader: true,
        rows: [
          ['项目', '费用'],
          ['肝', '30万'],
        ],
      },
      { hasHeader: false, rows: [['内']] },
    ]);
  });

  it('parts of a cell in lines or blocks of their own stay apart', async () => {
    const { tables } = await read(
      '<table><tr><td><div>16</div><div>例</div></td><td>肝<br>肾</td><td>1<i>3</i>36<script>9</script></td></tr></table>',
    );
    expect(tables[0]?.rows).toEqual([['16 例', '肝 肾', '1336']]);
  });

  it('forms tell where they lead and whether they ask for a password', async () => {
    const { forms } = await read(
      '<form action="/login" method="POST"><input name="action"><input type="password"></form>',
    );
    expect(forms).toEqual([
      { action: 'http://donghai.test/login', method: 'post', hasPassword: true, visible: true },
    ]);
  });

  it('the head gives metas and links that matter', async () => {
    const reading = await read('', {
      head: '<meta name="ROBOTS" content="noindex"><meta property="og:title" content="题"><link rel="alternate" hreflang="ar" href="/ar"><link rel="stylesheet" href="/s.css"><script src="/a.js"></script>',
    });
    expect(reading).toMatchObject({
      title: '东海',
      language: 'zh',
      metas: [
        { name: 'robots', content: 'noindex' },
        { name: 'og:title', content: '题' },
      ],
      headLinks: [{ rel: 'alternate', href: 'http://donghai.test/ar', hreflang: 'ar' }],
      scripts: ['http://donghai.test/a.js'],
    });
  });

  it('controls that name a part they open are kept with it', async () => {
    const reading = await read(
      `<form id="x" name="getElementById"><button aria-controls="p1">等候</button></form>
      <ul><li><a data-toggle="tab" href="#p2">费用</a></li></ul>
      <section id="p1"><p>两周</p></section><section id="p2" hidden><p>65万元</p></section>
      <a href="#p1">回到等候</a><button aria-controls="nowhere">无</button><div id="own"><i data-target="#own">自己</i></div>`,
    );
    expect(reading.folds).toEqual([
      {
        path: 'html > body > section:nth-of-type(1)',
        control: 'html > body > form > button',
        frame: null,
      },
      {
        path: 'html > body > section:nth-of-type(2)',
        control: 'html > body > ul > li > a',
        frame: null,
      },
    ]);
    expect((await read('<p>两周</p>')).folds).toBeUndefined();
  });

  it('details that are open are kept with their summary', async () => {
    const reading = await read(
      '<details><summary>费用</summary><p>65万元</p></details><details open><summary>等候</summary><p>两周</p></details>',
    );
    const path = 'html > body > details:nth-of-type(2)';
    expect(reading.folds).toEqual([
      { path, control: `${path} > summary`, frame: null, isOpen: true },
    ]);
  });

  it('selectors of a watch give paths, and a wrong one gives none', async () => {
    const reading = await read('<div class="ad">1</div><div class="ad">2</div><main>文</main>', {
      ignore: ['.ad', ':::'],
      select: ['main'],
    });
    expect(reading.ignored).toEqual([
      'html > body > div:nth-of-type(1)',
      'html > body > div:nth-of-type(2)',
    ]);
    expect(reading.selected).toEqual(['html > body > main']);
  });
});
