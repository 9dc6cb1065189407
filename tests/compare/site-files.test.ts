// What a site tells machines, before and now -> which watched pages are kept out of sight.
import { describe, expect, it } from 'vitest';
import { addressesIn, changesOfSiteFiles, type SiteFiles } from '../../src/compare/site-files.js';
import { parseRobotsTxt, refusalOf } from '../../src/formats/robots-txt.js';

const ORIGIN = 'https://www.donghai.test';
const PAGE = `${ORIGIN}/cn/移植/价格.html`;
const OTHER = `${ORIGIN}/en/prices.html`;

describe('robots.txt', () => {
  it.each<[string, string, string, string | null]>([
    ['keeps nobody out when empty', '', '*', null],
    ['keeps nobody out by an empty Disallow', 'User-agent: *\nDisallow:', '*', null],
    ['keeps all out of all', 'User-agent: *\r\nDisallow: /', 'googlebot', 'Disallow: /'],
    ['speaks to the agent named', 'User-agent: ia_archiver\nDisallow: /', '*', null],
    [
      'speaks to agents named together, in any case',
      'User-Agent: CCBot\nuser-agent: IA_Archiver\nDISALLOW: /cn/ # 中文',
      'ia_archiver',
      'Disallow: /cn/',
    ],
    [
      'leaves the rules for all aside where there are own ones',
      'User-agent: *\nDisallow: /\n\nUser-agent: Baiduspider\nDisallow: /admin/',
      'baiduspider',
      null,
    ],
    ['lets the longer match decide', 'User-agent: *\nDisallow: /cn\nAllow: /cn/移植/', '*', null],
    ['lets Allow win a draw', 'User-agent: *\nDisallow: /cn/\nAllow: /cn/', '*', null],
    [
      'knows encoded paths',
      'User-agent: *\nDisallow: /cn/%e7%A7%BB植/',
      '*',
      'Disallow: /cn/%e7%A7%BB植/',
    ],
    ['knows * and $', 'User-agent: *\nDisallow: /*/*.html$', '*', 'Disallow: /*/*.html$'],
    ['knows where $ does not match', 'User-agent: *\nDisallow: /cn/$', '*', null],
    [
      'passes over what is no rule',
      'Sitemap: /s.xml\nDisallow: /\n<html>\nUser-agent: *\nCrawl-delay: 9',
      '*',
      null,
    ],
  ])('%s', (_, text, agent, expected) => {
    expect(refusalOf(parseRobotsTxt(text), agent, PAGE)).toBe(expected);
  });

  it('of hostile length is read in time', () => {
    const lines = `User-agent: *\n${`Disallow: ${'/*'.repeat(200)}x$\n`.repeat(300)}${' '.repeat(200_000)}`;
    expect(refusalOf(parseRobotsTxt(lines), '*', `${ORIGIN}/${'a/'.repeat(400)}`)).toBeNull();
  });
});

describe('the files of a site', () => {
  const NONE: SiteFiles = { robots: null, sitemap: null };
  const watched = { urls: [PAGE, OTHER], named: new Set([PAGE]) };
  const told = (before: Partial<SiteFiles>, after: Partial<SiteFiles>) =>
    changesOfSiteFiles({ ...NONE, ...before }, { ...NONE, ...after }, ORIGIN, watched);
  const SHUT = 'User-agent: *\nDisallow: /cn/';

  it('tell of a watched page that search engines are kept from, and of their return', () => {
    const [change, ...more] = told({ robots: '' }, { robots: SHUT });
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      ...{ kind: 'robots-tightened', severity: 'high', where: `${ORIGIN}/robots.txt` },
      ...{ before: null, after: 'Disallow: /cn/' },
    });
    expect(change?.summary).toContain(
      '1 watched page (“https://www.donghai.test/cn/移植/价格.html”)',
    );
    expect(told({ robots: SHUT }, { robots: '' })).toMatchObject([
      { kind: 'robots-tightened', severity: 'info', before: 'Disallow: /cn/', after: null },
    ]);
  });

  it('tell of archives by themselves, and name no page of another case', () => {
    const [change] = told({ robots: '' }, { robots: 'User-agent: ia_archiver\nDisallow: /en/' });
    expect(change).toMatchObject({ kind: 'archive-excluded', severity: 'high' });
    expect(change?.summary).toContain('1 watched page: Disallow: /en/');
    expect(change?.summary).not.toContain(OTHER);
  });

  it.each<[string, Partial<SiteFiles>, Partial<SiteFiles>]>([
    ['where an answer says nothing', { robots: '' }, { robots: null }],
    ['where none was known before', { robots: null }, { robots: SHUT }],
    [
      'where no watched page is touched',
      { robots: '' },
      { robots: 'User-agent: *\nDisallow: /admin/' },
    ],
    ['where the same is said otherwise', { robots: SHUT }, { robots: `${SHUT}*` }],
  ])('tell nothing %s', (_, before, after) => {
    expect(told(before, after)).toEqual([]);
  });

  it('tell of a site map that shrank, and of watched pages it names no more', () => {
    const map = (...paths: string[]) => new Set(paths.map((path) => `${ORIGIN}${path}`));
    const whole = map('/a', '/b', '/c', '/d', '/e');
    expect(told({ sitemap: whole }, { sitemap: map('/a', '/b') })).toMatchObject([
      { kind: 'sitemap-shrank', severity: 'info', before: `${ORIGIN}/c\n${ORIGIN}/d\n${ORIGIN}/e` },
    ]);
    expect(told({ sitemap: whole }, { sitemap: map('/a', '/b', '/c', '/d', '/f') })).toEqual([]);
    expect(told({ sitemap: new Set([...whole, PAGE]) }, { sitemap: whole })).toMatchObject([
      { kind: 'sitemap-shrank', severity: 'medium', before: PAGE },
    ]);
  });

  it('are read from site maps and indexes of them, in time', () => {
    const xml = `<?xml version="1.0"?><s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9">
      <s:url><s:loc> ${ORIGIN}/show?id=1&amp;lang=zh </s:loc></s:url>
      <s:url><s:loc><![CDATA[${PAGE}]]></s:loc></s:url></s:urlset>`;
    expect([...(addressesIn(xml) ?? [])]).toEqual([`${ORIGIN}/show?id=1&lang=zh`, PAGE]);
    expect(addressesIn('<html><body>404</body></html>')).toBeNull();
    expect(addressesIn(`<urlset>${`<loc>${' '.repeat(500)}`.repeat(3000)}`)?.size).toBe(0);
  });
});
