// One page on this machine that can be made to answer in every way a page can end.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Ending = 'page' | 'edited' | '404' | '410' | 'home' | 'reset' | 'hang';

const page = (waiting: string, price: string) => `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>东海医院器官移植中心</title></head><body>
<nav><a href="/">首页</a> <a href="/price.html">价格</a> <a href="/contact.html">联系我们</a></nav>
<main><h1>肝移植服务</h1>
<p>东海医院器官移植中心自二〇〇〇年成立以来，为来自世界各地的患者提供服务。</p>
<p>供体充足，肝移植的<b>等待时间</b>${waiting}，最快当天即可安排手术。</p>
<p>مدة الانتظار قصيرة ويتوفر مترجم عربي للمرضى القادمين من الخارج.</p>
<table><tr><th>项目</th><th>费用</th></tr>${price}<tr><td>术后护理</td><td>3万元</td></tr></table>
<p>咨询电话：0532-5550199。所有资料仅供测试。</p></main>
<footer>东海医院 版权所有 京ICP备00000000号</footer></body></html>`;

const PRICE_ROW = '<tr><td>肝移植</td><td>65万元</td></tr>';

export interface PageSite {
  readonly url: string;
  end(ending: Ending): void;
  /** Stops listening: connections are refused. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
}

/** Starts the site; the page is at `/liver/waiting.html`. */
export async function startPageSite(): Promise<PageSite> {
  let ending: Ending = 'page';
  const server: Server = createServer((request, response) => {
    const html = (status: number, body: string) => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
      response.end(body);
    };
    if (request.url === '/')
      return html(
        200,
        '<title>东海医院</title><h1>欢迎来到东海医院</h1><p>医院概况与新闻，专家介绍与就诊指南，欢迎各界朋友前来参观交流。</p>',
      );
    if (request.url !== '/liver/waiting.html') return html(404, '<h1>404</h1>');
    switch (ending) {
      case 'page':
        return html(200, page('两周', PRICE_ROW));
      case 'edited':
        return html(200, page('三个月', ''));
      case '404':
        return html(404, '<title>404 Not Found</title><h1>Not Found</h1>');
      case '410':
        response.writeHead(410).end();
        return;
      case 'home':
        response.writeHead(302, { location: '/' }).end();
        return;
      case 'reset':
        request.socket.resetAndDestroy();
        return;
      case 'hang':
        return;
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/liver/waiting.html`,
    end: (next) => {
      ending = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
    start: () => listen(port),
  };
}
