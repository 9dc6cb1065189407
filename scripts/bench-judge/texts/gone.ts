// Wordings of pages that are gone, as sites write them: notices of removal, and errors said under
// status 200. Written without knowledge of the rules.
import type { Script } from '../page.js';
import type { Notice } from '../scenes/dress.js';

export const DELETED: Record<Script, readonly Notice[]> = {
  hans: [
    ['提示', '该内容已被发布者删除'],
    ['温馨提示', '此文章因违反相关规定，已被管理员屏蔽，暂时无法查看。'],
    ['信息已撤下', '您查看的稿件已由原单位撤回，本站不再提供浏览。'],
    ['系统提示', '对不起，这篇文章已经下架了。'],
    ['页面提示', '本栏目因业务调整已停止服务，相关页面内容现已清空，由此带来的不便敬请谅解。'],
    ['公告', '该公告已过有效期，信息已从网站上移除。'],
    ['内容不可见', '应权利人要求，本页所载信息已作删除处理。'],
    ['友情提醒', '作者已将此文设为不公开或已删除。'],
  ],
  hant: [
    ['訊息', '您要瀏覽的文章已被作者刪除。'],
    ['內容已下架', '本頁內容因版權爭議，現已下架，造成不便敬請見諒。'],
    ['公告', '此則消息已逾公告期限，資料業已移除。'],
    ['系統訊息', '該篇新聞稿已由發布單位撤回，恕無法提供閱覽。'],
    ['提醒您', '此商品／服務頁面已停止提供，內容已自本站刪除。'],
  ],
  en: [
    ['Content removed', 'This article has been removed at the request of the author.'],
    [
      'Article withdrawn',
      'We have taken this page down. It is no longer available on our website.',
    ],
    ['Notice', 'The document you are trying to view was unpublished by its owner.'],
    [
      'Listing unavailable',
      'Sorry, this programme has been discontinued and its page has been deleted.',
    ],
    ['Removed', 'This content was removed for violating our community standards.'],
    ['Unavailable', 'The information formerly on this page has been withdrawn pending review.'],
  ],
  ar: [
    ['تنبيه', 'تمت إزالة هذا المحتوى من قبل الناشر.'],
    ['المحتوى غير متاح', 'عذرا، لقد حذفت إدارة الموقع هذا المقال.'],
    ['إشعار', 'سُحبت هذه الصفحة من الموقع بناء على طلب الجهة المعنية.'],
    ['رسالة', 'هذا الإعلان لم يعد متوفرا وقد تم حذفه.'],
    ['تنويه', 'تم إيقاف نشر هذه المادة وإلغاء الصفحة الخاصة بها.'],
  ],
};

export const NOT_FOUND: Record<Script, readonly Notice[]> = {
  hans: [
    ['404', '您访问的页面不存在'],
    ['页面走丢了', '哎呀，页面迷路了，去首页看看吧～'],
    ['出错啦', '抱歉，没有找到您要的内容，请检查网址是否正确。'],
    ['错误提示', '参数错误或该记录不存在！'],
    ['无法找到该页', '您正在搜索的页面可能已经删除、更名或暂时不可用。'],
    ['信息提示', '查无此信息，3秒后自动返回上一页。'],
    ['内容不存在', '文章ID无效，数据库中没有相应的数据。'],
  ],
  hant: [
    ['找不到網頁', '很抱歉，您所要尋找的頁面不存在或已經變更網址。'],
    ['查無資料', '查無此筆資料，請回上一頁重新查詢。'],
    ['喔喔，頁面不見了', '我們找遍了整個網站，還是找不到這一頁。'],
    ['錯誤訊息', '網址輸入錯誤，或該網頁已不存在。'],
  ],
  en: [
    ['Page not found', 'Sorry, the page you are looking for does not exist.'],
    ['Oops!', "We can't find that page. It may have moved, or the link may be broken."],
    ['Nothing here', 'It looks like nothing was found at this location. Maybe try a search?'],
    ['Error', 'The requested record could not be found.'],
    ['404', 'This is not the web page you are looking for.'],
  ],
  ar: [
    ['الصفحة غير موجودة', 'عذرا، الصفحة التي تبحث عنها غير موجودة.'],
    ['خطأ 404', 'لم يتم العثور على الصفحة المطلوبة، ربما تم نقلها أو حذفها.'],
    ['عفوا', 'الرابط الذي اتبعته غير صحيح أو أن الصفحة لم تعد متوفرة.'],
    ['نعتذر', 'لا توجد بيانات لعرضها، تأكد من صحة العنوان.'],
  ],
};

/** Bodies of a hard 404, from servers and from sites. */
export const HARD_404: readonly string[] = [
  '<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center></body></html>',
  '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL was not found on this server.</p><hr><address>Apache/2.4.6 (CentOS) PHP/5.4.16 Server</address></body></html>',
  '<!doctype html><html lang="zh"><head><title>HTTP状态 404 - 未找到</title></head><body><h1>HTTP状态 404 - 未找到</h1><hr><p><b>类型</b> 状态报告</p><p><b>消息</b> 请求的资源不可用</p><hr><h3>Apache Tomcat/9.0.37</h3></body></html>',
  '<html><head><meta charset="utf-8"><title>404 - 找不到文件或目录。</title></head><body><div id="header"><h1>服务器错误</h1></div><h2>404 - 找不到文件或目录。</h2><h3>您要查找的资源可能已被删除，已更改名称或者暂时不可用。</h3></body></html>',
  '',
  '{"code":404,"msg":"no route matched","data":null}',
];

export const BLOCKED_451: Record<Script, readonly Notice[]> = {
  hans: [
    ['451', '因法律原因无法显示此页面'],
    ['无法访问', '根据有关法律法规，该内容不予显示。'],
  ],
  hant: [
    ['因法律因素無法提供', '依主管機關來函，此網頁限制存取。'],
    ['451', '基於法律要求，本頁無法瀏覽。'],
  ],
  en: [
    [
      'Unavailable For Legal Reasons',
      'Access to this page has been restricted following a court order.',
    ],
    [
      '451',
      'We recognise you are attempting to access this website from a country belonging to the EEA and therefore access cannot be granted at this time.',
    ],
  ],
  ar: [
    ['غير متاح لأسباب قانونية', 'تم تقييد الوصول إلى هذه الصفحة بموجب أمر قضائي.'],
    ['451', 'المحتوى محجوب وفقا للقانون.'],
  ],
};
