// Two readings -> what stood beneath a heading that says that what stands there comes and goes: comments,
// what else to read, days to come, places to be filled, offers, who is on duty, what is new.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, ReadLink, TextBlock } from '../model/reading.js';
import { blockKey } from './blocks.js';
import { MONEY_UNITS, wordsAlike } from './changed-values.js';
import { fieldWordsIn, isPointed } from './field-words.js';
import { steadyUrl } from './noise.js';
import { labelledQuantities } from './numbers.js';
import { isOfField } from './wordings.js';

/** Why something that went is not a loss, or `null` where nothing says so. */
export type Turn = 'rolled' | 'rotated' | 'turned' | 'notice';

/** A place of the page before, and why what stood there is no loss. */
export interface TurnedPlace {
  readonly path: string;
  readonly frame: string | null;
  readonly turn: Turn;
  /** Paths within it that are not meant. */
  readonly except?: readonly string[];
}

const TALK =
  /^(?:网友|用户|读者|访客|最新|全部|热门)?(?:评论|留言|点评|回复|互动)(?:板|区|列表|专区)?(?: ?[(:：].*)?$|^(?:\d+ )?(?:recent |latest |user |guest )?(?:comments?|reviews?|guestbook|discussion|replies)\b.{0,12}$|^(?:التعليقات|تعليقات|اراء|الردود|سجل الزوار).{0,20}$/;

const LATEST = /最新|热门|\b(?:recent|latest)\b|احدث|اخر/;

/** Behind all that stayed, while others came in before it: the oldest, now on the next page. */
function isPushedOut(
  block: TextBlock,
  old: readonly TextBlock[],
  fresh: readonly TextBlock[],
): boolean {
  const [had, has] = [old, fresh].map((list) => new Set(list.map(blockKey)));
  const behind = old.slice(old.indexOf(block));
  const first = fresh.findIndex((one) => had?.has(blockKey(one)) === true);
  return first > 0 && behind.every((one) => has?.has(blockKey(one)) !== true);
}

/** Between others that stayed: somebody took it out. */
function isTakenOut(
  block: TextBlock,
  old: readonly TextBlock[],
  fresh: readonly TextBlock[],
): boolean {
  const now = new Set(fresh.map(blockKey));
  const stays = (one: TextBlock): boolean => now.has(blockKey(one));
  const at = old.indexOf(block);
  return !stays(block) && old.slice(0, at).some(stays) && old.slice(at + 1).some(stays);
}

/** What else there is to read, chosen by a program. */
const RELATED =
  /^(?:most (?:read|viewed|popular|shared)(?: \w+)?|(?:popular|trending|related|recommended|suggested|similar) (?:articles?|posts?|news|stories|reading|pages|links|topics|jobs|content|papers)|you (?:may|might) also (?:like|be interested in)|further reading|also read|read (?:next|also))(?: by the same author(?:\(s\)|s)?)? ?:?$|^most read articles\b.{0,30}$|^(?:相关|热门|推荐|精彩|精选|延伸|热点)(?:的)?(?:文章|阅读|新闻|资讯|信息|链接|内容|专题|报道|帖子|话题|推荐|主题)(?: ?[(:：].*)?$|^(?:猜你喜欢|大家都在看|为您推荐|(?:阅读|点击|浏览|热度|人气)排行榜?)(?: ?[(:：].*)?$|^(?:ال)?(?:مواضيع|مقالات|اخبار|موضوعات) (?:ذات صله|(?:ال)?(?:مشابهه|متشابهه|متعلقه|مقترحه)) ?:?$|^الاكثر (?:قراءه|مشاهده|شيوعا|تداولا)$|^اقرا ايضا$|^قد يهمك(?: ايضا)?$|^(?:您|你)?(?:可能|也许)(?:也|还)?(?:想看|喜欢|感兴趣).{0,6}$|^(?:站内|编辑|小编)推荐$|^推荐在线(?:医生|医师)$|^最新录用$|^相关问题$/;

const RELATED_LINE =
  /^(?:相关|热门|推荐|延伸)(?:新闻|阅读|文章|报道|链接|资讯)[:：].|^(?:related|see also|read (?:more|also))(?: (?:news|articles?|stories))?:.|^(?:اقرا ايضا|مواضيع ذات صله) ?[:：]./;

/** Days to come: each goes when it is over. */
const EVENTS =
  /^(?:(?:coming|upcoming|next) (?:events?|dates?|meetings?|webinars?|seminars?|lectures?|talks?|courses?|workshops?)|events|what'?s on|diary|calendar)$|^(?:(?:活动|会议|讲座|直播)预告|近期(?:活动|会议|讲座|直播)|下(?:一)?[期场](?:活动|讲座|直播|培训)|活动日历)$|^(?:(?:ال)?فعاليات(?: (?:ال)?قادمه)?|المواعيد القادمه|(?:ال)?(?:ندوه|محاضره|فعاليه|دوره|ورشه|لقاء) (?:ال)?قادمه?)$/;

/** Places to be filled: each goes with its term. */
const JOBS =
  /^(?:(?:current |open )?(?:vacanc(?:y|ies)|job openings?|jobs)|we(?: a|')re hiring|careers)$|^(?:(?:人才|人员)?(?:招聘|招募|征才)(?:信息|启事|公告|讯息)?|诚聘英才|职位空缺|职缺)$|^(?:وظائف(?: شاغره| متاحه)?|فرص عمل|التوظيف)$/;

/** What a house sells cheaper for a season. */
const OFFERS =
  /^(?:.{0,12}(?:优惠|特惠|促销)(?:活动|信息)?|(?:[a-z]+ ){0,2}(?:offers?|deals?|promotions?)|(?:ال)?عروض(?:نا)?(?: .{0,20})?)$/;

/** What others pay to have shown, and goods a shop's program chose. */
const ADVERTS =
  /^(?:(?:赞助商?|商业|友情|站内|底部|侧栏)?(?:广告|推广)(?:位|链接|信息|内容|区|推荐|专区)?|赞助商(?:链接|推荐)?|advertisements?|ads(?: by .{2,20})?|(?:from )?our (?:sponsors|advertisers|partners' offers)|sponsored(?: (?:links|content|results|posts|by))?|classified(?: ad)?s|(?:ال)?اعلانات(?: (?:ممول[هة]|مبوب[هة]|تجاري[هة]|google))?|محتوي ممول)(?: ?[:：])?$|^(?:买了(?:又|还)买|看了(?:又|还)看|(?:相似|类似|相关|热销|热门|推荐|同类)(?:商品|产品)|(?:顾客|买家).{0,8}(?:也买了|还买了)|(?:similar|related|recommended|featured) (?:products|items|goods)|(?:customers|people) (?:who .{0,30} )?also (?:bought|viewed)|منتجات (?:مشابه[هة]|ذات صل[هة]|مقترح[هة]))(?: ?[:：])?$/;

/** Those who were treated, one after the other. */
const STORIES =
  /^(?:患者|病友|康复|病人)(?:故事|心声|感言)$|^(?:patients?'?s?|success|recovery) stor(?:y|ies)$|^قصص (?:المرضي|النجاح|نجاح)$/;

/** What the house has new. */
const NEWS =
  /^(?:(?:latest|recent|hospital|our)? ?(?:news|updates|announcements|headlines)|what'?s new|(?:医院|最新|图片|院内|综合|新闻)?(?:新闻|动态|要闻|资讯|公告|消息)(?:中心|动态|快讯|公告)?|(?:اخر|احدث)? ?(?:ال)?اخبار(?: المركز| المستشفي)?|(?:المركز )?الاعلامي)(?: ?[(:：].*)?$/;

/** Who is there today. */
const DUTY =
  /^(?:今日|本日|当日|今天)?(?:专家)?(?:出诊|坐诊|值班|当值|门诊)(?:专家|医生|医师|安排|信息|表)?(?: ?[(:：].*)?$|^(?:today'?s|on) (?:clinics?|doctors?|duty|call)(?: list| roster)?:?$|^(?:المناوبون?|الاطباء المناوبون|مناوبه اليوم|عيادات اليوم|اقرب المواعيد) ?:?$|^(?:next available|available today)(?: doctors?)?$|^(?:本周|近期)出诊.{0,6}$/;

/** What stands under a heading of comments, or of what else to read, where as much stands there now. */
export function placesBeneathHeadings(
  before: PageReading,
  after: PageReading,
): readonly TurnedPlace[] {
  const [were, are] = [under(EVENTS, before), under(EVENTS, after)];
  const over = were.filter(
    ({ text }) => are.length > 0 && /\p{Nd}/u.test(text) && labelledQuantities(text).length === 0,
  );
  const rotated = [TALK, RELATED, EVENTS, JOBS, OFFERS, ADVERTS, STORIES, DUTY, NEWS].flatMap(
    (heading) => {
      const [old, fresh] = [allUnder(heading, before), allUnder(heading, after)];
      const isFull = fresh.length >= (heading === TALK ? old.length * 0.8 : old.length);
      const isPlain = ({ text }: Pick<TextBlock, 'text'>): boolean =>
        fieldWordsIn(mapText(text).text).length === 0;
      // A headline of the field that left a list of news has to be looked for.
      if (heading === NEWS) return isFull && isAside(old, before) ? old.filter(isPlain) : [];
      // What witnesses wrote stays in the thread of its page; a box of the latest turns over.
      if (heading === TALK && !LATEST.test(headOf(TALK, before)))
        return old.filter(
          (block) =>
            isFull &&
            (isPushedOut(block, old, fresh) || (isPlain(block) && !isTakenOut(block, old, fresh))),
        );
      if (heading === OFFERS && !isPlainHead(OFFERS, before)) return [];
      if (SEASONAL.has(heading)) {
        // A story that is told otherwise is no other story.
        const isAnother = ({ text }: TextBlock): boolean =>
          heading !== STORIES ||
          !fresh.some(
            (one) => one.text !== text && one.text.slice(0, NAME) === text.slice(0, NAME),
          );
        const isOver = ({ text }: TextBlock): boolean => !isOfField(mapText(text).text);
        // Prices that gave way to none were taken away.
        const isPriced = heading !== OFFERS || pricesIn(fresh) >= pricesIn(old);
        // A place that was filled goes without another.
        const stands = heading === JOBS ? fresh.length >= old.length / 2 : isFull;
        return stands && isPriced
          ? old.filter(
              (block) =>
                isPlain(block) &&
                isOver(block) &&
                isAnother(block) &&
                !OF_ABROAD.test(mapText(block.text).text),
            )
          : [];
      }
      // A talk that was held may have said something: figures beside its day.
      const saysNothing = ({ text }: TextBlock): boolean =>
        heading !== EVENTS || (isPlain({ text }) && labelledQuantities(text).length === 0);
      return old.filter(
        (block) =>
          saysNothing(block) &&
          (isFull || (heading === RELATED && isPlain(block))) &&
          !isRenamed(block, before, after),
      );
    },
  );
  // In one line: "相关新闻：…、…".
  const lines = [before, after].map(({ blocks }) =>
    blocks.filter(({ text }) => RELATED_LINE.test(mapText(text).text)),
  );
  const isFull = lines[0]?.length === lines[1]?.length;
  const drawn = (lines[0] ?? []).filter(
    ({ text }) => isFull || fieldWordsIn(mapText(text).text).length === 0,
  );
  // Words right in a box that holds other texts as well speak for themselves alone.
  const placesOf = (blocks: readonly TextBlock[], turn: Turn): readonly TurnedPlace[] =>
    blocks.map(({ path, frame }) => ({
      ...{ path, frame, turn },
      except: before.blocks.flatMap((one) =>
        one.path !== path && isWithin(one.path, path) ? [one.path] : [],
      ),
    }));
  return [
    ...placesOf(drawn, 'rotated'),
    ...placesOf(over, 'rolled'),
    ...placesOf(rotated, 'rotated'),
  ];
}

/** Whether a place stands among advertisements, none of them of the field, where others stand now. */
export function isAmongAdverts(path: string, before: PageReading, after: PageReading): boolean {
  const box = allUnder(ADVERTS, before).find((block) => block.path === path);
  const isPlain = box !== undefined && !isOfField(mapText(box.text).text);
  return isPlain && allUnder(ADVERTS, after).length > 0;
}

/** Other sites a site leads to out of courtesy. */
const FRIENDS =
  /^(?:友情|友好)(?:链接|网站|站点)|^常用网[站址]|^(?:friendly |useful |external )?links(?: ?[:|]|$)|^مواقع (?:صديقه|مفيده|شقيقه)/;

/** Whether a link is one of those, in the line or under the heading that says so. */
export function friendsOf(reading: PageReading): (link: ReadLink) => boolean {
  const isOfLinks = ({ text, linkTextLength }: TextBlock): boolean =>
    linkTextLength >= text.length * 0.5;
  const lines = reading.blocks.filter((block) => FRIENDS.test(mapText(block.text).text));
  const places = [...lines, ...allUnder(FRIENDS, reading)].filter(isOfLinks);
  return (link) =>
    places.some(({ path, frame }) => frame === link.frame && isWithin(link.path, path));
}

/** Led by other words to where it led: a headline of the field was written anew. */
function isRenamed(block: TextBlock, before: PageReading, after: PageReading): boolean {
  const link = before.links.find(
    ({ path, frame }) => frame === block.frame && isWithin(path, block.path),
  );
  if (link === undefined || !isPointed(mapText(link.text).text)) return false;
  const url = steadyUrl(link.href);
  const now = after.links.filter(({ href }) => steadyUrl(href) === url);
  return now.length > 0 && now.every(({ text }) => wordsAlike(text, link.text) < 0.5);
}

function pricesIn(blocks: readonly TextBlock[]): number {
  return blocks.flatMap(({ text }) =>
    labelledQuantities(text).filter(({ unit }) => MONEY_UNITS.test(unit)),
  ).length;
}

/** Who is sought for those from abroad says what the house does. */
const OF_ABROAD =
  /外国|外籍|境外|国际|中国|\b(?:foreign\w*|overseas|abroad|international|chin(?:a|ese))\b|اجانب|اجنب|دولي|الصين/;

/** As many letters begin a story with whose it is. */
const NAME = 3;

/** What turns over there, nothing of the field. */
const SEASONAL: ReadonlySet<RegExp> = new Set([JOBS, OFFERS, ADVERTS, STORIES]);

function isPlainHead(words: RegExp, reading: PageReading): boolean {
  return fieldWordsIn(headOf(words, reading)).length === 0;
}

/** Less than the rest of the page: news beside an article, and not the list the page is. */
function isAside(part: readonly TextBlock[], { blocks }: PageReading): boolean {
  return lengthOf(part) <= lengthOf(blocks) * MOST_ASIDE;
}

const MOST_ASIDE = 0.3;

function lengthOf(blocks: readonly TextBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

/** Where the first heading in such words stands; -1 without one. */
function placeOfHead(words: RegExp, { blocks }: PageReading, from = 0): number {
  return blocks.findIndex(
    ({ text, zone, linkTextLength }, at) =>
      at >= from &&
      text.length <= 40 &&
      // An entry of a menu heads no list.
      (words !== NEWS || (zone !== 'nav' && linkTextLength < text.length * 0.5)) &&
      words.test(mapText(text).text.trim()),
  );
}

function headOf(words: RegExp, reading: PageReading): string {
  return mapText(reading.blocks[placeOfHead(words, reading)]?.text ?? '').text;
}

/** What stands under every heading in such words. */
function allUnder(words: RegExp, reading: PageReading): readonly TextBlock[] {
  const found = new Set<TextBlock>();
  for (let at = placeOfHead(words, reading); at >= 0; at = placeOfHead(words, reading, at + 1)) {
    for (const block of under(words, reading, at)) found.add(block);
  }
  return [...found];
}

function under(
  words: RegExp,
  reading: PageReading,
  head = placeOfHead(words, reading),
): readonly TextBlock[] {
  const { blocks } = reading;
  const heading = blocks[head];
  if (heading === undefined) return [];
  // The head of a table stands in a row of its own.
  const parent = parentOf(
    heading.path.replace(/ > tr(?::nth-of-type\(\d+\))? > t[dh][^>]*$/, ' > tr'),
  );
  const behind = blocks.slice(head + 1);
  const tagIn = ({ path }: TextBlock): string =>
    /^ > ([a-z0-9]+)/.exec(path.slice(parent.length))?.[1] ?? '';
  // What follows a list stands under the heading no more.
  const list = /^(?:[ou]l|dl|table)$/.exec(behind[0] === undefined ? '' : tagIn(behind[0]))?.[0];
  const end = behind.findIndex(
    (block) =>
      !isWithin(block.path, parent) ||
      /^h[1-3]$/.test(block.tag) ||
      (list !== undefined && tagIn(block) !== list),
  );
  return end < 0 ? behind : behind.slice(0, end);
}
