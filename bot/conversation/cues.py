"""Turns of phrase that decide, in their context, more surely than a label of the engine."""

import re

ASKS_FEE = re.compile(
    r"(?:收|扣|要|花|付|交|算)(?:我|你们)?(?:多少|几|什么)?(?:钱|费|手续费)|\d+\s*(?:块|元)|多少钱|费用|收费|违约金|凭什么|为什么|为啥|怎么还"
    r"|\b(?:fee|charge|cost|pay|how much|why)\b",
    re.IGNORECASE,
)
"""What it would cost, asked at the read-back of a cancellation."""

ASKS_ANSWER = re.compile(
    r"问(?:的|过|你们)?[^。]{0,14}(?:什么时候|啥时候|几时|多久|怎么样|怎么说|有.{0,2}(?:答案|结果|消息|回复)|(?:回复|答复|回答|查|问)(?:到|好|了)?(?:吗|没|么))"
    r"|(?:什么时候|啥时候|几时|几点|多久|多长时间)(?:才|能|可以|会)*(?:给)?(?:我)?(?:告诉|回复|答复|回我|回话|答案|消息|回信)"
    r"|(?:的|那|这)(?:件)?事儿?(?:怎么说|怎么样|咋样|有.{0,2}(?:结果|消息|答案))"
    r"|(?:有|出)(?:答案|结果|消息|回复|信儿?)(?:了)?(?:吗|没|么|[?？])|when (?:will|can) (?:you|i|someone|they) (?:tell|know|hear|get back|let me|answer)",
    re.IGNORECASE,
)
"""When the promised answer comes; only while one is owed."""


MENDS = re.compile(
    r"地址|门牌|地点|搬|换|改|错|不对|送|去|到|不是|应该是|\baddress\b|\bmoved?\b|\binstead\b",
    re.IGNORECASE,
)
"""An address or a number beside these mends what was booked."""
CONTACT_WRONG = re.compile(
    r"(?:地址|门牌号?|地点|地方|电话|手机号?|号码)(?:我|好像|是|都|也|给|给你们|留|写|填|发|说|弄|报)*(?:错|不对|要改|要换|有误|有问题|得改|得换|变了|打不通)"
    r"|(?:电话|手机号?|号码)(?:已经|刚|都)?换(?:了|成|过)|(?:换|改)(?:一?下|一个|个)?(?:上门|服务|联系)?(?:的)?(?:地址|地点|地方|电话|手机号?|号码)|搬家了"
    r"|(?:address|phone|number)[^.]{0,20}\b(?:wrong|changed?|mistake|new)\b|\b(?:wrong|new|change (?:the|my)) (?:address|phone|number)",
    re.IGNORECASE,
)
"""The address or the phone of a booked order is to be another."""

ASKS_PRICES = re.compile(r"价目|价格表|报价单?|收费标准|价位表|price ?list", re.IGNORECASE)
ASKS_PRICE = re.compile(
    r"多少钱|多少米|多钱|几多钱|几钱|什么价|啥价|怎么收|咋收|收费|价格|价钱|报价|起步|几小时起|最少(?:几|多少)|贵不贵|(?:实付|到手|应付|要付)[^，。]{0,3}(?:多少|几)"
    r"|(?:[一每](?:天|次|个?月|小时)|总共|一共|合计)(?:是|要|得|收|算下来)?多少|how much",
    re.IGNORECASE,
)
ASKS_IF_DEAR = re.compile(r"贵不贵|贵(?:吗|么)[?？]?$|\bis (?:it|that) expensive\b", re.IGNORECASE)
ASKS_MINIMUM = re.compile(
    r"起步|几个?(?:小时|钟头)起|(?:最少|至少|最短|起码).{0,5}(?:几|多少|多久|多长)"
)
ASKS_BASIS = re.compile(
    r"(?:按|照|依)(?:照)?(?:的是|着)?(?:哪|什么|啥|多少|几|建筑|套内|实际|使用|单面|双面|人头?|时间|面积|小时|次|平方?|台|天)[^，。?？]{0,6}(?:算|收|计)(?:的|钱|费|价)*"
    r"|(?:钱|价钱?|费用|价格)[^，。?？]{0,3}(?:怎么|咋|如何)(?:个)?算(?!错|多)|^\W*(?:那|这个?|请问)*(?:怎么|咋|如何)(?:个)?(?:算|计|收)(?:的|钱|费|价)*(?:啊|呀|呢)?\W*$",
)
"""“按哪个算的钱”, “怎么算的”: what a price goes by, of a service that is talked of."""
ASKS_TO_MOVE = re.compile(
    r"(?:可以|能|能不能|可不可以|还能|想|要)(?:再|帮我|给我)?(?:改|换|挪|调)(?:一?下|个|到)?(?:时间|期|日子|天|点)(?![^，。]{0,4}(?:收|扣|费|钱))"
    r"|\b(?:can|could) i (?:change|move|reschedule)\b",
    re.IGNORECASE,
)
"""May it be moved; only with an open order."""
ASKS_STATUS = re.compile(
    r"(?:不|没|会|有没有|会不会)(?:会|有)?(?:受|被)?(?:到)?影响|照常(?:来|做|上门|吗|吧)|还在(?:不在|吗|吧|么|的吧)|还(?:来|算数|作数|有效)(?:吗|吧|不|么)"
    r"|(?:定|约|订|安排)(?:好|上|下来|成功|妥)?了?(?:没有|没|吗|么)(?:[?？]|$)"
    r"|(?:周|星期|礼拜|号|明天|后天|今天|约的?|订的?).{0,8}(?:对吧|是吧|对吗|没错吧|是不是)"
)
"""Does my booking stand; only with an open order."""

ABOUT_ORDERS = re.compile(
    r"单|约|订|阿姨|师傅|保洁|月嫂|保姆|服务|上门|打扫|来人|派|时间|改|取消|换|order|book|clean|appointment|cancel|reschedul|visit",
    re.IGNORECASE,
)
ASKS_FOR_US = re.compile(
    r"^\W*(?:喂|你好|您好|请问|在吗|哎|那个)*[，,。 ]*(?:这里|这儿|这|你们|您)?是[^，。?？]{0,8}(?:家政|家政公司|保洁公司)(?:公司)?(?:吗|么|吧|不|[?？，,]|$)"
)
"""“喂，是安心家政吗”: a greeting."""
IS_REMARK = re.compile(
    r"\b(?:intercom|doorbell|gate|door code|key)\b.{0,30}\b(?:broken|is|code|with|under)\b|\b(?:call|ring|phone|text) me (?:when|once|before)\b|"
    r"(?:到了|来了|上门|来之前|来前|快到).{0,6}(?:打|拨)(?:我|个|一个)?.{0,3}电话|打我(?:手机|电话)(?:就行|即可|吧)?$"
    r"|门禁(?:坏|密码|是|要|卡)|别按门铃|密码是|钥匙(?:在|放)|车(?:停|可以停)",
    re.IGNORECASE,
)
"""Something to tell the worker; only with an open order."""

ASKS_BACK = re.compile(
    r"刚才|刚刚|这(?:一)?单|再(?:念|说|发|报|看)(?:一)?(?:遍|次|下)|重(?:复|新)(?:念|说)|第[一二三四五六\d]个|哪天几点|几点来着"
    r"|(?:read|say) (?:it|that) again|once more",
    re.IGNORECASE,
)
"""How the booking in hand stands, not the ones that are booked."""

ENDS_WITH_YES = re.compile(
    r"(?:^|[，,。；; ！!])(?:那就|就|还是|我|好|行|对|嗯|没问题|可以)*(?:确认|确定|下单|落单|订吧|定吧|约吧|预约吧|定了|订了|就这样|就这么定)(?:下单|预约|吧|了|啦)?[。.！!~～\s]*$"
)
CHOOSES = re.compile(
    r"^(?:那|那就|就|还是|算了|要不|不如|改|换)[^?？]{0,8}(?:做|约|要|来|改|换|成|是|用|选)|(?:吧|好了|算了)[。.！!]*$"
)

CONFIRMS = re.compile(
    r"确认|确定|下单|落单|没错|^(?:好|行|可以|嗯|对)[的吧了，, ]*(?:那|就)*先?(?:[订约定来做试](?:一天|一次|这个?|这天|这次)|见(?:一|个|一个)?面)(?:吧|了|好了|看看)?\W*$|就这么(?:定|办|约)|就按这个|定了|订吧|定吧|约吧|这回对了|都对|\bconfirm|\bgo ahead|\bbook it",
    re.IGNORECASE,
)
HESITATES = re.compile(
    r"[?？]|吗|不(?!用改|变|错)|别|先(?![订约定]|[来做试](?:一|这))|等|再想|考虑|但|问问|问下|改|换|除了|没(?!错|问题)|\bnot\b|don't"
)
CONFIRMS_CHANGE = re.compile(
    r"^\W*[嗯恩]+\W*$|(?:确认|确定|可以|行|好的?|嗯+|对)[，, ]*(?:就)?[改换挪](?:吧|期|了|过去)*[。!！]?$"
)
CANCELS = re.compile(r"取消|退了|不要了|cancel", re.IGNORECASE)
MOVES = re.compile(
    r"改|换|挪|推迟|提前|延[后期]|往[前后]|\b(?:move|change|reschedule)\b", re.IGNORECASE
)
NAMES_ANOTHER = re.compile(
    r"第[一二三四五\d]+(?:个|单|项)|另(?:外|一)|其他|\bother\b", re.IGNORECASE
)
"""Another order than the one that was read back."""
NOT_WANTED = re.compile(
    r"^\W*(?:算了|那|我|还是|就|这单|这次|那单|[，, ])*(?:不(?:想|需|用)?(?:要|约|做|来|订|请)|用不上|用不着|不需要|退掉|退了)(?:这单|那单|服务|保洁)?(?:了|吧|啦)+\W*$"
)
"""“不想要了”: of what is booked, where nothing else is under way."""
CANNOT_BE_THERE = re.compile(
    r"(?:我|那天|那时|到时候?|当天|临时|突然)[^，。]{0,8}(?:有事|没空|没时间|不在家|来不了|不方便|出差|加班|赶不回|要出门|要开会|走不开|抽不出)"
    r"|(?:今天|明天|大?后天|(?:周|星期|礼拜)[一二三四五六日天]|\d+[号日])[^，。]{0,4}(?:不行|不方便|没空|有事|不在家?|来不了|走不开|去不了|要(?:开|出差|加班|上班|值班|考试|去))(?![吗么呢])"
    r"|(?:有事|没空|不在家|赶不回来|去不了|来不了)(?:了|啊|呀)?\W*$|\bi(?:'m| am| will be)? (?:not|can't) (?:be )?(?:there|home|in)\b",
    re.IGNORECASE,
)
"""The customer cannot be there as it was booked: it is moved, or cancelled."""
WANTS_TO_ASK = re.compile(
    r"^[^，。]{0,6}(?:问|咨询|了解|打听)(?:问|一?下|一声|个事)?|\bquestion about\b", re.IGNORECASE
)
"""“我想问问发票”: a question without any sign of one."""
TOO_DEAR = re.compile(
    r"(?:太|这么|有点儿?|好|真|挺)贵|^\W*(?:贵(?![姓司方地州阳不])|便宜)|贵(?:了|死|啊|吧|呀)|便宜(?:点|些|一点)|打(?:个|点)?折|少(?:算|收)?(?:点|一点|些)(?:钱|吧|呗)|(?:能|可以)(?:不能)?(?:便宜|优惠|少)"
    r"|\b(?:too expensive|discounts?|cheaper|coupons?|better price)\b|\d\s?% off\b",
    re.IGNORECASE,
)
"""The price is too high: what there is in promotions."""
SAYS_PRICE = re.compile(
    r"(?:听[^，。]{0,6}说|不是(?:说)?|你们|网上|广告|页面|写的?)[^，。?？]{0,6}?\d{1,5}\s*(?:块|元)(?:钱)?\s*(?:一|每|1|/)?个?(?:平|台|小时|次|天|月)",
)
"""“听说你们15块一平”: put right by the price itself."""
ASKS_PAPERS = re.compile(
    r"证件|证书|健康证|资质|有证|持证|证.{0,3}齐全|培训过|经验|背景(?:调查|审核)|无犯罪|体检"
)
CANCELS_ORDER = re.compile(
    r"(?:还是|干脆|直接|算了|就|那|给我|帮我|都|全)[，, ]*(?:都|全)?取消(?!改|换|了?改)(?:掉|了|吧|订单|这单|算了|\W*$)|取消(?:订单|这一?单|预约|算了)"
    r"|^\W*取消(?:吧|了|掉)?(?:\W*$|[，,。 ](?!换|改|重新|再))|\bcancel (?:it|the (?:order|booking|visit)|instead|altogether)\b",
    re.IGNORECASE,
)
"""Not the change but the order itself is to go."""
WAS_HERE = re.compile(
    r"(?:来|上门|做|干|打扫|服务|过来|走|到|擦|洗)(?:过)?的\W*$|(?:来|上门|做|干|打扫|走|到)(?:过|了)|姓[\u4e00-\u9fff]|那(?:天|次|回|单)|上(?:周|个?星期|个?礼拜|次|回)|昨天|昨晚|昨儿|前天|前几天|前两天"
    r"|(?:约|订|定|预约|下单)(?:好)?(?:的|过|了的)|\b(?:yesterday|last (?:week|time|night|mon|tue|wed|thu|fri|sat|sun)\w*|(?:she|he|they|cleaner|worker) (?:came|was|were|left))\b",
    re.IGNORECASE,
)
"""Of a visit that is over, or of what was booked before."""
POINTS = re.compile(
    r"那个|这个|那位|这位|[她他]|你们(?:的|派|家|来的)|\b(?:her|his|she|he|that|your)\b",
    re.IGNORECASE,
)
"""Somebody in particular, not a sort of service."""
ORDERS_ANEW = re.compile(
    r"(?:再|另外?|还|重新|想|要|帮我?|给我|替我|那就?|就|麻烦|请|先|来)[^，。]{0,4}(?:约|订|预约|预订|下单)(?!了?的|好的|过|了)|^\W*(?:预约|预订|约个?|订个?|下单)(?!了?的|好的|过|了)"
    r"|\b(?:book|schedule) (?:a|an|another|me|one|the)\b",
    re.IGNORECASE,
)
"""A wish to book, beside a complaint."""
HOW = re.compile(r"怎么|如何|咋|怎样|\bhow\b|什么时候", re.IGNORECASE)
BOOKED_BEFORE = re.compile(
    r"(?:昨天|昨晚|前天|前两天|前几天|上周|上个?星期|上个?礼拜|之前|早就|已经|刚才|刚刚|刚|早上|上午)[^，。]{0,6}(?:约|订|定|预约|预订|下单)(?:了|过|好|的)"
)
"""“昨天约的日常保洁”: of an order that is there already."""
KEEPS = re.compile(r"(?:不|别|先不|不用|不要|暂不)取消|保留|don't cancel|[?？]|吗")

WAITS = re.compile(
    r"^[\W_]*(?:好的?|行|嗯+|唉+|哎+|哦+|算了|那|那我|我们?|让我|容我|等我|这个|先|还是)*[，,。 ]*(?:我|让我|容我|等我|那我)?(?:先|再|要|得|还要|还得|需要|去)*"
    r"(?:(?:跟|和|同|与)[^，。]{1,6}(?:商量|说一?声|说|讲|讨论|沟通|合计|确认)(?:一?下|商量|看看)?|(?:等|过)(?:下个?月|下周|几天|两天|一阵子?|段时间|以后|阵子|我?[^，。]{1,4}(?:回来|下班|到家))|(?:我)?(?:老公|老婆|爱人|家人|家里人?|我妈|我爸|孩子|对象)(?:说|让|叫)(?:我)?(?:等|先|再)[^，。]{0,8}|看看|看一?下|看一看|想想|想一?下|想一想|考虑(?:一?下|考虑|看看)?|商量(?:一?下|商量)?|问问(?:家里|家人|老公|老婆|我妈|我爸)?|等等|等一?下|缓缓|了解(?:一?下|了解)?)"
    r"(?:再说|再定|再决定|再联系|再回复|先|吧|哈|啊|哦|了)*[\W_]*$"
    r"|(?:^|[，,。 ])(?:你|您)?等我(?:先)?(?:去)?(?:问|商量|查|看|确认)(?:一?下|[问查看]|清楚)?(?:再[^，。]{0,4})?\W*$"
    r"|^\W*(?:ok(?:ay)?|well|hmm+|alright|fine|thanks?|yes|so)?[,. ]*(?:let me think(?: about it| it over)?|i'?ll think about it|let me (?:check|see)|just looking|give me a moment)\W*$",
    re.IGNORECASE,
)
"""Not yet: neither a yes nor a no, and nothing to do."""


AS_BEFORE = re.compile(
    r"(?:上次|上回|之前|以前|老|原来|刚才|刚刚|前面|上一?单)"
    r"(?:那个?|用)?(?:一样的?|一个|同样的?|的|那个?)?(?:地址|地方)|老地方|(?:^|[，,。 ])(?:地址|地方)?(?:就)?(?:跟|和|同|按|照)(?:着)?(?:上次|上回|之前|以前|原来|刚才)(?:的|那单|那次)?(?:都|全)?一样\W*$"
    r"|(?:地址|地方)(?:和|跟|、)?(?:电话|手机)?.{0,8}(?:一样|不变|没变|照旧|相同)"
    r"|(?:跟|和|同)(?:上次|上回|之前|原来)(?:的)?(?:是)?(?:一|同)个?(?:地址|地方)"
    r"|(?:还是?|就)(?:在|去|到|用)?[那这]个?(?:地址|地方)|same address",
    re.IGNORECASE,
)
"""The address that was confirmed before."""

PHONE_AS_BEFORE = re.compile(
    r"(?:电话|手机|号码)(?:还是|也|就|都|跟|和|同)*(?:用|是)?(?:上次|上回|之前|以前|原来|刚才|上面|前面)?(?:那个|的)?(?:一样|不变|没变|照旧|没换)"
    r"|(?:电话|手机号?|号码)(?:还是|也|就|用|打|留|是|写)*(?:上次|上回|之前|以前|原来|刚才|刚刚|上面|前面|前头)(?:说|留|给|发|报|打)?(?:过|你|您|你们)?(?:的|那)*(?:那)?(?:个)?(?:号|号码)?(?:就行|吧|就好)?(?=$|[，,。 !！])"
    r"|(?:还是|就|用|打|也是)(?:用|打)?(?:上次|上回|之前|以前|原来|刚才|上面|前面|老)(?:的|那个|留的)*(?:电话|手机号?|号码)|\bsame (?:phone|number)\b",
    re.IGNORECASE,
)
"""The phone that was confirmed before."""

CHANGES_SO = re.compile(r"(?:就|那就)?(?:这么|这样|按这个|照这个)?改(?:吧|了|期)?")
SEES_YOU = re.compile(
    r"^(?!.*(?:不对|不是|改|换|错|不行|不方便|没空)).*?(?:周[一二三四五六日天]|星期.|礼拜.|明天|后天|明早|下周|到时候?|回头)见[啦了哈吧啊。.!！~～]*$"
)
CALLS_ME = re.compile(
    r"(?:打|拨|致电|回电?|联系)(?:个|一个|一下|一?通)?(?:电话|手机)?(?:给|到)?\s*(?:我|本人|这个(?:电话|号码|手机)?|\+?1\d{10}|0\d{2,3}-?\d{7,8})"
    r"|(?:打|回|来)(?:个|一个|一通|一下)?电话(?:给我|过来|吧|就行)|给我(?:打|回|来)(?:个|一个|一通)?(?:电话|电)|回(?:个)?电(?!器)"
    r"|\b(?:call|ring|phone) (?:me|this number|back)\b|\bcall ?back\b",
    re.IGNORECASE,
)
SOMEBODY_NOW = re.compile(
    r"(?:现在|马上|立刻|今天|立马|赶紧)就?(?:要|得|给我)(?:有|找|见到?|来)?(?:个|一个)?(?:真|活)?人(?:来|管|处理|回复|解决|说话|\W|$)"
    r"|(?:叫|让|喊|找)(?:个|一个|你们)?(?:真人|活人|领导|负责人|管事的|经理|主管|能做主的)"
)
"""Who complained wants a person, not a promise."""
NO_CALL = re.compile(
    r"(?:别|不要|不用|不必|甭|勿|不想|不方便)(?:再|你们|你|他们|总|一直|老)*(?:给我|跟我)?(?:打|拨|回|来|接)(?:我|个|一个|一通)?(?:的)?(?:电话|手机|电(?!器))"
    r"|不(?:想|方便|愿意?)?(?:留|给)(?:你们)?(?:电话|号码|手机)|(?:这里|这儿|线上)(?:上)?(?:直接|打字)?(?:回|联系)"
    r"|\b(?:don'?t|do not|no need to) (?:call|ring|phone)",
    re.IGNORECASE,
)
"""A call is refused."""
ARRIVES = re.compile(
    r"到了|来了|上门|来之前|来前|快到|楼下|门口|提前|开门|门禁|arriv", re.IGNORECASE
)
"""A call on arrival is the worker's, not the desk's."""


AWAITS = re.compile(
    r"^\W*(?:好吧?|行吧?|嗯+|那|那我|我|就|，|,| )*等(?:着|你们?的?)*(?:电话|回复|消息|通知|答复|回电)\W*$"
)

BOOKS = re.compile(
    r"^(?:你好|您好|在吗)?[，,! ！。]*(?:我|我们)?(?:那|就|还是|想|要|来|需要|帮我|麻烦|请)*(?:预约|预订|下单|约|订)"
    r"(?:一?下|一?个)?(?:你们的?)?(?:上门)?(?:服务)?(?:吧|呢|啊|哈)?[。.！!]*$"
    r"|^(?:(?:ok|okay|fine|great|good|yes|sure|then|so|alright|please|let'?s|let me|just)[, ]+)*(?:book|reserve) (?:it|that|this|one|them)(?:[, ]+(?:then|now|please|for me))*[.! ]*$",
    re.IGNORECASE,
)
"""A wish to book that names nothing yet."""

ASKS_ROOM = re.compile(
    r"(?:来|赶|排|约|安排)得(?:及|上|到|进)|(?:有没有|还有|有)(?:空|位|档期|人|阿姨|师傅|名额)|有(?:空|人|阿姨|师傅)(?:吗|么|不|没)"
    r"|(?:能|可以|可不可以|能不能)(?:约|来|上门|排|安排)(?:吗|么|不|得了)?\W*$|约满|排满"
    r"|\b(?:available|any slots?|can (?:you|someone|she) (?:come|do (?:it|that))|are you free)\b",
    re.IGNORECASE,
)
"""Whether a day that is named can still be had."""

AND_WHAT = re.compile(
    r"^\W*(?:那么?|还有|然后|再问下?)?[，, ]*[^，。?？]{1,14}?(?:的话)?(?:呢|怎么样|咋样|如何|又怎么算)[?？。！!]*$"
    r"|^\W*(?:and|what about|how about)\b[^.?]{2,40}[?？]*$",
    re.IGNORECASE,
)
"""“深度呢”: the last question again, of something else."""
DAYS = re.compile(
    r"周[一二三四五六日天末]|星期|礼拜|节假日|假期|过年|春节|国庆|五一|元旦|晚上|夜里|早上|白天|weekend|holiday|evening",
    re.IGNORECASE,
)

SAYS_YES = re.compile(r"(?:那就?|就)?(?:确认|确定|下单|没错|没问题)(?:了|吧|下单)?")

KEEPS_TIME = re.compile(
    r"(?:不|别|先不|不用|不要|暂不)(?:用|要)?(?:改|挪|换|动)(?:期|时间|约|日子)?(?:了|吧|啦)|^\W*(?:那)?算了[。！!吧 ]*$"
    r"|(?:还是|就)?(?:按|用|照)?原来的?(?:时间|安排)(?:吧|就行|不变)?|(?:时间|安排)(?:不变|照旧)|keep (?:it|the time)",
    re.IGNORECASE,
)
"""“算了还是不改了”, while a booked order is being changed."""

MY_PHONE = re.compile(
    r"^\W*(?:就|还是|那就)?(?:用|打|留|填|写)?我(?:的|自己的|这个|本人的?)(?:电话|手机号?|号码)(?:就行|就好|就可以|吧|联系)?\W*$"
    r"|^\W*(?:use )?my (?:own )?(?:phone|number)\W*$",
    re.IGNORECASE,
)
"""“用我的电话”: the phone that is known, whatever was asked for."""
TAKES_KNOWN = re.compile(
    r"^\W*(?:那)?(?:还是|就|还)?(?:用|打|按|是|写)?(?:这个|那个|它|原来的?|上面那?个?|之前的?|老)(?:电话|号码?|手机|地址|地方)?(?:吧|就行|就好|可以)?\W*$"
    r"|不(?:用)?换|没变|不变|^\W*(?:都)?一样的?\W*$|\b(?:this one|the same|same (?:one|number|address))\b",
    re.IGNORECASE,
)
"""“就用这个”: the address or phone that was offered."""
