// Losses + what came in their place -> access that was tightened: a file now asks who is there, a
// section gave way to "members only". The loss itself stays told.
import { namesFile } from '../formats/file-names.js';
import { mapText } from '../formats/normal-text.js';
import { type Change, type ChangeKind, isLoud } from '../model/change.js';
import type { Exchange } from '../model/exchange.js';
import type { Snapshot } from '../model/snapshot.js';
import { changeOf, quoted } from './change.js';
import { isByTheWay } from './frame-words.js';
import { steadyUrl } from './steady-url.js';

/** As `mapText` gives it: Chinese simplified, Arabic letters united. */
const GATE =
  /(?:仅|只)(?:限|对|供|面向)?.{0,8}(?:会员|注册用户|内部|vip|订阅|登录用户)|限.{0,3}(?:会员|注册用户|本院职工|内部人员)|(?:会员|注册用户|登录用户|vip).{0,6}(?:专享|专区|可见|可看|才能|方可|查看|阅读|下载)|(?:请先?|需要?先?|必须|须)(?:登录|登陆|登入|注册)|(?:登录|登陆|登入|注册)(?:[^\s|]{0,4} ?(?:后|才|方可|以便)[^\s|]{0,4}|[^\s|]{0,4})(?:查看|阅读|下载|浏览|可见|继续)|无权(?:查看|访问|下载)|没有权限|权限不足|内部资料|付费(?:阅读|内容|查看|后)|\b(?:members?|subscribers?|staff) only\b|\b(?:registered|logged[- ]in|authori[sz]ed|paying) (?:users?|members?|subscribers?)\b|\b(?:log|sign) ?in to (?:read|view|download|continue|see|access|unlock)\b|\bplease (?:log|sign) ?in\b|\b(?:restricted|available) (?:to|for) (?:members|subscribers|staff)\b|للاعضاء|للمسجلين|للمشتركين|الاعضاء المسجلين|(?:يرجي|الرجاء|يجب|ينبغي) (?:تسجيل|التسجيل|الاشتراك)|(?:سجل|سجلوا) الدخول|تسجيل الدخول (?:ل|لل|من اجل)/;
const LOGIN =
  /\/(?:login|log-in|signin|sign-in|logon|passport|sso|cas|oauth2?|authori[sz]e|auth|member\/login|user\/login|register)(?:[./?]|$)/i;
const LOSSES: ReadonlySet<ChangeKind> = new Set([
  'file-removed',
  'block-removed',
  'link-removed',
  'table-row-removed',
  'video-removed',
  'claim-absent',
  'contact-removed',
  'number-changed',
  'term-substituted',
]);

/** Files that now ask who is there: refused, paid for, or led to a login. */
export function tightenedFiles(before: Snapshot, after: Snapshot): readonly Change[] {
  const answers = new Map(after.manifest.exchanges.map((one) => [steadyUrl(one.url), one]));
  return before.manifest.exchanges.flatMap((old) => {
    const now = answers.get(steadyUrl(old.url));
    if (old.status !== 200 || now === undefined || !isFile(old)) return [];
    const how = refusalOf(now);
    if (how === null) return [];
    const summary = `The file ${now.url} was open to anybody and now ${how}.`;
    const sides = { before: old.responseBody?.digest ?? null, after: null };
    return [changeOf('access-tightened', summary, sides, now.url)];
  });
}

function isFile({ url, responseHead }: Exchange): boolean {
  const type = /^content-type:\s*([^;\r\n]*)/im.exec(responseHead ?? '')?.[1] ?? '';
  return namesFile(url) || /pdf|msword|officedocument|ms-excel/i.test(type);
}

function refusalOf({ status, responseHead, redirectsTo }: Exchange): string | null {
  if (status === 401 || status === 407) return `asks for a password (status ${status})`;
  if (status === 402) return 'asks for payment (status 402)';
  if (status === 403) return 'is refused (status 403)';
  const location = redirectsTo ?? /^location:\s*([^\r\n]*)/im.exec(responseHead ?? '')?.[1] ?? '';
  return LOGIN.test(location) ? `leads to a login (${location.trim()})` : null;
}

/** Words or a link that ask for a login where something was lost, as one change. */
export function tightenedPlaces(changes: readonly Change[]): readonly Change[] {
  const gate = changes.find((one) => isGate(one));
  if (gate === undefined) return [];
  const loss = changes.find((one) => LOSSES.has(one.kind) && isLoud(one) && one !== gate);
  const lost = loss?.before ?? (gate.kind === 'block-added' ? null : gate.before);
  if (lost === null || lost === undefined || isByTheWay(lost)) return [];
  const summary = `Where ${quoted(lost)} stood or led, the page now asks for a login or a membership: ${quoted(gate.after ?? '')}.`;
  return [changeOf('access-tightened', summary, { before: lost, after: gate.after }, gate.where)];
}

function isGate({ kind, before, after }: Change): boolean {
  if (after === null || !GATES.has(kind)) return false;
  const asks = (text: string): boolean => {
    const { text: mapped } = mapText(text);
    return (GATE.test(mapped) && !TO_TAKE_PART.test(mapped.trim())) || LOGIN.test(text);
  };
  if (OF_MENU.test(mapText(after).text.trim()) && OFFERED.test(mapText(before ?? '').text))
    return false;
  return asks(after) && !asks(before ?? '');
}

/** A menu that ends with the way in, as it did before in other words. */
const OF_MENU =
  /(?:请先?登[录陆入]|\bplease (?:log|sign) ?in|(?:يرجي|الرجاء) تسجيل الدخول)(?: ?[|/,] ?\[?(?:免费|快速)?注册\]?| ?[|/,] ?register)?$/;
const OFFERED = /登[录陆入]|\b(?:log|sign) ?in\b|دخول/;

/** Who writes a comment has to say who he is, and what others wrote goes on behind it. */
const TO_TAKE_PART =
  /更多(?:评价|评论|点评)$|(?:登录|登陆|注册)(?:后|才能|方可)?(?:发表)?(?:评论|点评|发帖|回帖|提问)$|\b(?:log|sign) ?in to (?:comment|reply|review|vote|rate)\b|(?:للتعليق|لاضافه تعليق|للتقييم)$/;

const GATES: ReadonlySet<ChangeKind> = new Set([
  'block-added',
  'block-edited',
  'link-retargeted',
  'claim-altered',
]);
