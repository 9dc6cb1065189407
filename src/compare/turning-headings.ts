// Words that head what comes and goes by itself, in the form `mapText` gives: comments, what else to read,
// days to come, places to be filled, offers, advertisements, who is on duty, what is new.

export const TALK =
  /^(?:网友|用户|读者|访客|患者|病友|最新|全部|热门)?(?:评论|留言|点评|评价|回复|互动)(?:板|区|列表|专区)?(?: ?[(:：].{0,40}| ?\d+ ?条.{0,40})?$|^(?:\d+ )?(?:recent |latest |user |guest )?(?:comments?|reviews?|guestbook|discussion|replies)\b.{0,12}$|^(?:التعليقات|تعليقات|اراء|تقييمات|الردود|سجل الزوار).{0,20}$/;

/** What a platform shows of those who were treated, some at a time. */
export const REVIEWS = /^(?:患者|用户|病友)(?:评价|点评)/;

export const LATEST = /最新|热门|\b(?:recent|latest)\b|احدث|اخر/;

/** What else there is to read, chosen by a program. */
export const RELATED =
  /^(?:本[月周日]|今日|一周)?(?:热[文帖]|热门|最热)$|^(?:アクセス|人気|今日の|閲覧|[記记]事)?ランキング$|^(?:人気|関[連连]|おすすめ)(?:の)?(?:[記记]事|ニュース)$|^(?:많이 본|인기|관련|추천) ?(?:뉴스|기사|글|게시물)$|^(?:самое читаемое|популярное|читайте также|похожие (?:статьи|материалы|новости))$|^(?:en )?(?:çok okunanlar|ilgili haberler)$|^more (?:from|in) [\w ]{2,30}$|^(?:most (?:read|viewed|popular|shared)(?: \w+)?|(?:popular|trending|related|recommended|suggested|similar) (?:articles?|posts?|news|stories|reading|pages|links|topics|jobs|content|papers)|you (?:may|might) also (?:like|be interested in)|further reading|also read|read (?:next|also))(?: by the same author(?:\(s\)|s)?)? ?:?$|^most read articles\b.{0,30}$|^(?:相关|相似|热门|推荐|精彩|精选|延伸|热点)(?:的)?(?:文章|文献|论文|阅读|新闻|资讯|信息|链接|内容|专题|报道|帖子|话题|推荐|主题)(?: ?[(:：].*)?$|^(?:猜你喜欢(?:的)?(?:医生|医院|文章|内容)?|大家都在看|为您推荐|(?:频道|本站|本月|本周|今日|文章|下载|引用|搜索|访问|热门|阅读|点击|浏览|热度|人气){1,3}总?排行榜?)(?: ?[(:：].*)?$|^(?:ال)?(?:مواضيع|مقالات|اخبار|موضوعات) (?:ذات صله|(?:ال)?(?:مشابهه|متشابهه|متعلقه|مقترحه)) ?:?$|^الاكثر (?:قراءه|مشاهده|شيوعا|تداولا)$|^اقرا ايضا$|^قد يهمك(?: ايضا)?$|^(?:您|你)?(?:可能|也许)(?:也|还)?(?:想看|喜欢|感兴趣).{0,6}$|^(?:站内|编辑|小编)推荐$|^推荐在线(?:医生|医师)$|^最新录用$|^相关问题$|^(?:其他|其它|别的|更多)(?:人|患者|病友|网友|用户|读者|网民|朋友)?(?:正在|还在|也在|都在|还|也)(?:问|看|读|搜|聊|关注|浏览|咨询|讨论|买|借)(?:的|过的)?(?:问题|内容|文章|书|图书)?$|^(?:看|读|浏览|借|买|关注|咨询|收藏)(?:过|了)(?:这|此|该|本)(?:本书|篇|个|条|部|件|文|书)?.{0,6}的(?:人|读者|用户|网友|患者|顾客)(?:还|也|都)(?:看|读|借|买|喜欢|问|浏览).{0,6}$|^(?:借|读|看)(?:过|了).{1,6}的(?:人|读者)(?:还|也).{1,6}$|^大家(?:都|也|还)?在(?:问|看|搜|读|聊|逛)(?:的)?(?:问题|内容)?$|^(?:people|users?|readers?|others|patients|members|customers|those|visitors) (?:who .{2,40} )?(?:also|are|were) (?:ask(?:ed|ing)?|view(?:ed|ing)|read(?:ing)?|search(?:ed|ing)?(?: for)?|borrow(?:ed|ing)|look(?:ed|ing) at|visited|like[ds]?|watch(?:ed|ing))(?: (?:this|these|for))?$|^(?:also (?:viewed|read|asked|borrowed|in this (?:issue|section|category))|keep reading|read more(?: from .{2,24})?|more (?:stories|articles|posts|reading|news|questions|videos|on this topic|like this|to (?:read|explore)|from (?:this|the) (?:section|author|category|blog|journal|issue))|what (?:others|people) are (?:reading|asking|saying)|similar (?:threads?|questions|cases|discussions|entries|records|items|documents|videos)|related (?:questions|searches|discussions|threads|videos|documents|records|items|entries|reports|publications)|recommended (?:for you|reading|videos))$|^(?:يسال|يبحث|يقرا|شاهد|قرا|بحث|سال) (?:الناس|اخرون|الاخرون|الزوار|القراء|اخرون).{0,16}$|^(?:شاهد|اقرا|طالع) (?:ايضا|المزيد)$|^المزيد(?: من .{2,24})?$|^(?:مواضيع|مقالات|اسئله|فيديوهات|تقارير|كتب) (?:اخري|مشابهه|ذات صله|مختاره|قد تهمك).{0,12}$/;

export const RELATED_LINE =
  /^(?:[\d,]+ people found this (?:page|article) (?:useful|helpful)\. ?)?most (?:asked|read|viewed|searched)(?: (?:this (?:week|month)|today|now))? ?:(?!.*(?:\d|prison|execut|court|police))[^?.]{0,80}\??$|^(?:相关|热门|推荐|延伸)(?:新闻|阅读|文章|报道|链接|资讯)[:：].|^(?:related|see also|read (?:more|also))(?: (?:news|articles?|stories))?:.|^(?:اقرا ايضا|مواضيع ذات صله) ?[:：]./;

/** Days to come: each goes when it is over. */
export const EVENTS =
  /^(?:卫教|健康|公益|病友|义工|近期)?(?:讲座|义诊|课程|活动)(?:信息|资讯|公告|时间|安排|一览)?$|^(?:(?:coming|upcoming|next) (?:events?|dates?|meetings?|webinars?|seminars?|lectures?|talks?|courses?|workshops?)|events|what'?s on|diary|calendar)$|^(?:(?:本月|活动|近期)?行事历|活动(?:日程|行程)|本月活动)$|^(?:(?:活动|会议|讲座|直播)预告|近期(?:活动|会议|讲座|直播)|下(?:一)?[期场](?:活动|讲座|直播|培训)|活动日历)$|^(?:(?:ال)?فعاليات(?: (?:ال)?قادمه)?|المواعيد القادمه|(?:ال)?(?:ندوه|محاضره|فعاليه|دوره|ورشه|لقاء) (?:ال)?قادمه?)$/;

/** Places to be filled: each goes with its term. */
export const JOBS =
  /^(?:(?:current |open )?(?:vacanc(?:y|ies)|job openings?|jobs)|we(?: a|')re hiring|careers)$|^(?:(?:人才|人员)?(?:招聘|招募|征才)(?:信息|启事|公告|讯息)?|诚聘英才|职位空缺|职缺)$|^(?:وظائف(?: شاغره| متاحه)?|فرص عمل|التوظيف)$/;

/** What a house sells cheaper for a season. */
export const OFFERS =
  /^(?:.{0,12}(?:优惠|特惠|促销)(?:活动|信息)?|(?:[a-z]+ ){0,2}(?:offers?|deals?|promotions?)(?: of the (?:day|week|month))?|(?:ال)?عروض(?:نا)?(?: .{0,20})?)$/;

/** What others pay to have shown, and goods a shop's program chose. */
export const ADVERTS =
  /^(?:(?:赞助商?|商业|友情|站内|底部|侧栏)?(?:广告|推广)(?:位|链接|信息|内容|区|推荐|专区)?|赞助商(?:链接|推荐)?|advertisements?|ads(?: by .{2,20})?|(?:from )?our (?:sponsors|advertisers|partners' offers)|sponsored(?: (?:links|content|results|posts|by))?|classified(?: ad)?s|(?:ال)?اعلانات(?: (?:ممول[هة]|مبوب[هة]|تجاري[هة]|google))?|محتوي ممول)(?: ?[:：])?$|^(?:买了(?:又|还)买|看了(?:又|还)看|(?:相似|类似|相关|热销|热门|推荐|同类)(?:商品|产品)|(?:顾客|买家).{0,8}(?:也买了|还买了)|(?:similar|related|recommended|featured) (?:products|items|goods)|(?:customers|people) (?:who .{0,30} )?also (?:bought|viewed)|منتجات (?:مشابه[هة]|ذات صل[هة]|مقترح[هة]))(?: ?[:：])?$/;

/** What others asked, drawn anew at each look. */
export const ASKED =
  /^(?:大家|病友|患者|网友|家属|其他人|别人|他们|人们)?(?:都|也|还|常)?在?(?:问|搜)(?:什么|些什么)?$|^(?:(?:other )?(?:people|patients|visitors|readers|others)) (?:also |often |frequently )?(?:asked|ask)$|^(?:يسال|سال) (?:ال)?(?:مرضي|ناس|زوار|اخرون|كثيرون)(?: (?:ايضا|كذلك))?$/;

/** Sets of check-ups and services a house sells, chosen by its program. */
export const PACKAGES =
  /^(?:相关|推荐|热门|热销|体检|健检)(?:的)?(?:套餐|方案|项目|服务)$|^(?:related|recommended|popular|other) (?:packages|check-?ups|services)$|^(?:patients|others|people) also booked$|^(?:باقات|عروض) (?:ذات صل[هة]|مشابه[هة]|اخري|مقترح[هة])$/;

/** Those who were treated, one after the other. */
export const STORIES =
  /^(?:meet )?\p{L}{2,14}['’]s story$|^(?:患者|病友|康复|病人)(?:故事|心声|感言|评价|好评)$|^(?:patients?'?s?|success|recovery) stor(?:y|ies)$|^قصص (?:المرضي|النجاح|نجاح)$/u;

/** What they say of the house, one of many at a time. */
export const PRAISE =
  /^(?:患者|病友|康复|病人|客户|顾客|家属)(?:心声|感言|评价|好评|怎么说|的话|见证|推荐)$|^(?:they|our patients|patients|clients|people) sa(?:y|id)(?: about us)?$|^(?:patient |client |customer )?(?:testimonials?|reviews|voices|feedback)$|^what (?:our )?(?:patients|clients|people|they) say(?: about us)?$|^(?:قالوا عنا|اراء (?:ال)?(?:مرضي|عملاء|مرضانا)|ماذا قالوا(?: عنا)?|شهادات (?:ال)?(?:مرضي|عملاء))$/;

/** What the house has new. */
export const NEWS =
  /^(?:(?:latest|recent|hospital|our)? ?(?:news|updates|announcements|headlines)|what'?s new|(?:医院|最新|图片|院内|综合|新闻|编辑部|本刊)?(?:新闻|动态|要闻|资讯|公告|消息)(?:中心|动态|快讯|公告)?|(?:اخر|احدث)? ?(?:ال)?اخبار(?: المركز| المستشفي| الوزاره| اخري| متفرقه)?|(?:المركز )?الاعلامي|(?:latest|recent|new(?:est)?) (?:(?:blog )?posts|articles|entries|stories)|(?:最新|最近|近期)(?:发表|更新)?(?:的)?(?:文章|日志|博文|帖子)|(?:احدث|اخر) (?:ال)?(?:تدوينات|مقالات|مواضيع|منشورات|مشاركات))(?: ?[(:：].*)?$/;

/** What helps a traveller or a patient, another piece at each look. */
export const TIPS =
  /^(?!.*[肝肾器移刑囚军警价供源])\p{sc=Han}{0,4}(?:小贴士|贴士|小提示)(?: ?[(:：].*)?$|^(?:(?:travel|health|daily|today's|patient) )?tips?(?: (?:of|for) (?:the |your )?(?:day|week|stay|trip|travellers))? ?:?$|^(?:نصيح[هة]|معلوم[هة]) (?:ال)?(?:يوم|اسبوع|طبي[هة]) ?:?$/u;

/** The same before its words, in one line. */
export const TIP_LINE =
  /^(?:(?:travel|health|daily|today's) tip|tip of the (?:day|week)|(?:出行|旅行|健康|生活)?(?:小贴士|贴士)|(?:نصيح[هة]|معلوم[هة]) (?:ال)?(?:يوم|اسبوع)) ?[:：]./;

/** Who is there today. */
export const DUTY =
  /^(?:今[日天]|[本当]日|[本每]周)?(?:专家|名医)?(?:[出坐看应当接驻]诊|值[班日]|轮值|当[值班]|门诊)(?:专家|名医|医[生师])?(?:安排|信息|一览|排班|班?表)?(?: ?[(:：].*)?$|^(?:today'?s|on|weekly|duty|this week's) (?:clinics?|doctors?|duty|call|roster|rota)(?: list| roster| rota)?:?$|^(?:doctors? )?(?:on[ -](?:duty|call))(?: (?:today|now|this week|doctors?))?:?$|^(?:(?:ال)?(?:اطباء|طبيب|فريق) )?(?:ال)?مناوب(?:ون?|ين|ه|ات)?(?: (?:اليوم|الان|هذا الاسبوع))?:?$|^جدول (?:ال)?(?:مناوبات?|مناوبين|عيادات)(?: (?:ال)?(?:اليوم|اسبوعي?|اسبوعيه))?:?$|^(?:اطباء|عيادات) اليوم ?:?$|^اقرب المواعيد ?:?$|^(?:next available|available today)(?: doctors?)?$|^(?:本周|近期)出诊.{0,6}$/;

/** Other sites a site leads to out of courtesy. */
export const FRIENDS =
  /^(?:友情|友好)(?:链接|网站|站点)|^常用网[站址]|^(?:friendly |useful |external )?links(?: ?[:|]|$)|^مواقع (?:صديقه|مفيده|شقيقه)/;

/** Who else can be asked, in a directory of many houses. */
export const OTHERS =
  /^(?:اعلانات ممول[هة]|اطباء ممولون|also viewed|sponsored)$|^(?:اطباء|دكاتره) (?:اخرون|مشابهون|بالقرب|قريبون).{0,30}$|^(?:sponsored|recommended) (?:colleagues|doctors|specialists)$|^(?:other|similar|nearby) (?:doctors|specialists|physicians|surgeons)\b.{0,30}$|^(?:其他|相似|同类|附近)(?:的)?(?:专家|医生|医师).{0,6}$/;

/** What holds while a disease goes round. */
export const EPIDEMIC =
  /^.{0,8}(?:新冠|疫情|防疫).{0,14}(?:须知|公告|通知|通告|提示|措施|指引|要求)$|^.{0,20}\b(?:covid(?:-?19)?|coronavirus)\b.{0,20}$|^.{0,30}(?:كورونا|كوفيد).{0,20}$/;

/** What is talked of today on a board, and short messages as they come. */
export const FEEDS =
  /^(?:(?:our )?(?:instagram|facebook|twitter|youtube|social media)(?: (?:feed|wall|posts))?|社交媒体|粉丝(?:专页|团|页)|社群(?:媒体|动态)|وسائل التواصل(?: الاجتماعي)?)$|^(?:follow us|(?:微博|微信|关注)(?:关注)?我们|تابعونا)(?: (?:on|علي) .{2,20})?$|^\d{1,2}小时(?:点击)?排行榜?$|^热门(?:咨询|问答|科普)$|^(?:popular|recent|trending) searches$|^(?:今日|本周|论坛|社区)?热[帖议](?:排行)?$|^(?:今日|健康|微博|本周)(?:推荐|热点|热议|头条)$|^(?:latest |recent |our )?tweets(?: by .{2,20})?$|^(?:اخر|احدث) (?:ال)?تغريدات.{0,16}$|^(?:最新)?微博$/;
