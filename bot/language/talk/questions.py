"""Whether a message asks something, and what about where its words leave no doubt."""

import re

__all__ = [
    "WEATHER",
    "asks_about_weather",
    "asks_clock",
    "asks_days",
    "asks_desk_hours",
    "asks_duration",
    "asks_excluded",
    "asks_for_all",
    "asks_for_offers",
    "asks_for_the_night",
    "asks_hours",
    "asks_if_enough",
    "asks_if_offered",
    "asks_included",
    "asks_overview",
    "asks_places",
    "asks_scope",
    "asks_to_prepare",
    "asks_to_repeat",
    "asks_when_it_ends",
    "besides_questions",
    "is_in_general",
    "is_question",
    "wants_yes_or_no",
]

_QUESTION = re.compile(
    r"[?？]|\d(?:天|个月|个?小时|次|点)还是[^，。?？]{1,8}$|(?:吗|(?<![什怎这那多要])么)(?=[，,；;\s])|没(?:有)?(?:关系|影响)吧|不(?:要紧|碍事|影响)吧|[便会有得做洗擦带管含包]不[呀啊啦]*[。！!]*$|(?:吗|么|呢|(?<![步砍讨征采])伐)[。！!]*$|(?:方便|可以|要紧|[行好有能对带够得])不[。！!]*$|([签收包含要能会带算管做去洗有是扣退赔])不\1|几(?:个|位|名)?人|几(?:个|位|名)(?:阿姨|师傅)|什么|哪(?!天|里都)|怎么|咋|是不是|能不能|有没有|多久|谁(?:出|付|给|掏|承担|负责|买)(?!都)"
    r"|^(?:那|那么|她|他|阿姨|师傅|护工|你们|人家|应该|都)*(?:会(?!议|所)|包(?![月年天厢])|含)(?!员)[^，。,]{2,12}吧[。]*$"
    r"|^(?:what|how|when|where|which|who|why|do|does|is|are|can|could|will|would)\b",
    re.IGNORECASE,
)

_INCLUDED = re.compile(
    r"(?:包|含|算)不(?:包|含|算)|(?:包|含|算)(?:在)?(?:里面|里头|内|进去)(?:吗|么|吧|不|没|[?？]|$)"
    r"|(?:包(?:不)?包|含不含|包含|包括|包|含)[^，。]{0,10}(?:吗|么|不|没有)[?？]?$|(?:另外|另|额外|单独)(?:再)?(?:算|收|付|加)(?:钱|费)?(?:吗|么|不|[?？])"
    r"|(?:不包(?:括|含)?|包(?:括|含)?|含)(?:哪些|什么|啥)"
    r"|what(?:'s| is| are)?(?: not)? (?:included|excluded|covered)|(?:do|does|is|are) \w+(?: \w+){0,3} (?:include|cover|included|covered)",
    re.IGNORECASE,
)
_PREPARE = re.compile(
    r"准备(?:什么|些什么|啥|哪些)|(?:要|需要|用)(?:我|我们)?(?:提前|自己|先)?(?:准备|买|备)[^，。]{0,8}(?:吗|么|什么|啥|不|[?？])"
    r"|(?:下雨|雨天|刮风|台风|下雪|天气不好)[^。]{0,6}(?:怎么|咋|吗|么|还|能|会)"
    r"|(?:要|需要|得|用)(?:不(?:要|用))?[^，。?？]{0,4}(?:先|提前|自己|我)[^，。?？]{0,6}(?:拿|清|搬|收|挪|腾|换|关|断|拆)(?:出来|出去|空|开|走|好|下来|掉|电|水|起来)*[^，。?？]{0,3}(?:吗|么|不|[?？]|$)|(?:要不要|需不需要|用不用|不?用|要)(?:断|关|停)[水电气闸](?:吗|么|不|[?？\s]|$)"
    r"|(?:工具|清洁剂|抹布|拖把|洗衣液|吸尘器|梯子|水桶|扫把)[^，。]{0,8}(?:呢|自带|自备|带吗|带不带|谁|要不要|还是|吗|么)|(?:自带|自备|带)(?:什么)?(?:工具|清洁剂|抹布)"
    r"|what if it (?:rains|snows)|what (?:do|should|must) i (?:need to )?prepare|(?:need|have) to prepare|(?:bring|have) (?:your|their) own",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:多久|多长时间|多少时间|多长辰光|几耐|几个?(?:小时|钟头|钟)|多少个?(?:小时|钟头)|几天)"
    r"(?:才|能|可以|就)*(?:做|弄|洗|擦|打扫|收拾|搞|清理|干|通|疏通|烧|整理|除)?(?:完|好|定|结束|干净)?(?:啊|呢|呀|吗|左右|的)*[?？。！!]*$"
    r"|\bhow long (?:does|will|would|is|do)\b|\bhow many hours (?:does|will|do you need)\b",
    re.IGNORECASE,
)
_ENOUGH = re.compile(
    r"(?:小时|钟头|天)[^，。?？]{0,6}够(?:不够|了?吗|么|吧|用)|时间够不够|来得及(?:做|打扫|擦|洗)|[做擦洗打扫]+得完"
    r"|\b(?:hours?|is that) (?:be )?enough\b",
    re.IGNORECASE,
)
"""“三小时够吗”."""
_OTHER_SPAN = re.compile(
    r"提前|来|到(?!底)|上门|回复|答复|回电|回话|等|起步|起订|最[少短]|隔|一次合适|取消|退款|退钱|处理|有效|开门|营业|等候|试用"
    r"|\bhow long (?:in advance|ahead|until|before)\b|\b(?:arrive|answer|reply|refund|advance)\b",
    re.IGNORECASE,
)
"""Spans of something else than the work: until somebody comes, ahead of the visit."""
_WEATHER = re.compile(r"下雨|雨天|刮风|台风|下雪|天气")
WEATHER = re.compile(r"[雨风雪]|天气")
"""What a text that has a rule for the weather speaks of."""
_EXCLUDED = re.compile(
    r"不(?:包括?|含|包含|做|管|负责|洗|擦|算)(?:在内)?的?(?:有|是)?(?:哪|什么|啥)|(?:哪|什么|啥)[^，。?？]{0,6}不(?:包|含|做|管|负责|洗|擦|算)"
    r"|\bnot (?:included|covered)\b|\b(?:excluded|exclusions?)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"介绍(?:一?下|介绍)?(?!来|过来|的|人)|(?:包括?|含|包含|都?[做洗擦管扫弄]|打扫|清洁|负责|服务)(?:的)?(?:内容)?(?:都|有|是|些)*(?:哪|什么|啥)(?!时候|时间|天|个区|里都|人)"
    r"|\bwhat(?:'s| is| are)? (?:all )?(?:included|covered)\b|\bwhat (?:do|does|will) (?:it|they|she|you) (?:include|cover|do)\b",
    re.IGNORECASE,
)
_OVERVIEW = re.compile(
    r"介绍|详细|具体|说说|讲讲|说明|了解|内容|项目|流程|步骤|标准|(?:是|算|叫)(?:个)?(?:什么|啥|咋|怎么)(?:样|回事|意思|服务|概念)?|(?:怎么|咋|如何)(?:个)?(?:做|洗|擦|弄|收拾|打扫|整理|清洗|服务|样|干)(?:的|法)?"
    r"|(?:做|干|帮|管|忙|负责|包)(?:些|点)?(?:什么|啥|哪些)|\b(?:tell me|about|details?|describe|explain|what (?:is|does|do)|how does)\b",
    re.IGNORECASE,
)
"""“介绍一下”, “具体怎么做”: of a service as a whole."""
_ALL = re.compile(
    r"(?:有|提供|做|能做|可以做)(?:些|的)?(?:都?有)?(?:哪些|什么|啥|几种|几项)(?:类型的?|样的)?(?:服务|项目|业务|家政)|(?:哪些|什么|啥)(?:服务|项目|业务)(?:都|可以|能|是)?(?:做|有|约|提供|预约)"
    r"|服务(?:项目|种类|类型|清单|列表)|业务范围|\bwhat services\b|\bservices? (?:do you|are there|you (?:offer|have))|\blist of services\b",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"(?:哪|什么|啥)(?:些|几个|个)?(?:区|地方|城市|地区|范围|位置)|(?:服务|上门)(?:的)?(?:区域|范围|地区|地方)|覆盖|郊区|市区|外地"
    r"|(?:来|去|到|上门)(?:不(?:来|去|到))?(?:我们?这|外地|郊区|周边)|\b(?:areas?|districts?|where do you|cover)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"几点|(?:什么|啥)时间(?:段|开始|结束|上班|下班|营业|上门)|营业|开门|关门|上下?班|下班|时间段|早上|上午|下午|晚上|夜里|凌晨|半夜|通宵|24小时|最[早晚]|多[早晚]"
    r"|\b(?:hours|open(?:ing)?|close|evenings?|mornings?|nights?|late|early|what time)\b",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"周[一二三四五六日天末]|星期|礼拜|双休|节假日|假期|过年|春节|除夕|国庆|五一|元旦|中秋|端午|清明|每天|天天|工作日|休息日"
    r"|\b(?:weekends?|holidays?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|every day)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"最[早晚迟][^，。?？]{0,4}(?:几点|什么时候|啥时候|能到|可以)|几点[^，。?？]{0,4}(?:能约|可以约|上门|开始|结束|之?前|以?后)|(?:早|晚)到几点"
    r"|\b(?:earliest|latest)\b",
    re.IGNORECASE,
)
_NIGHT = re.compile(
    r"夜里|半夜|通宵|过夜|陪夜|夜班|夜间|晚上(?:能|可以|也|来|陪|带|做)|\b(?:overnight|night shift|at night)\b",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:人工|客服|你们的?人|同事|真人|值班|经理|主管|他们)[^，。?？]{0,6}(?:几点|什么时候|啥时候|几时|上班|下班|在线|在不在|时间|24小时)"
    r"|\b(?:colleagues?|office|agents?|staff|somebody) [^.?]{0,12}(?:hours|available|online|there)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"(?:吗|么|吧|不|没有?)[?？。！!\s]*$|(.)不\1|是不是|能不能|会不会|可不可以|有没有"
    r"|^(?:do|does|is|are|can|could|will|would)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"(?:你们|这个|这种|有|能|可以)?(?:做|接|提供|弄|搞|有)(?:吗|么|不做|不|嘛|没有?)[?？\s]*$"
)
_SUFFICES = re.compile(r"够不够|够(?:了)?(?:吗|么)")
_OFFERS = re.compile(
    r"什么|啥|哪些|多少|有没有|怎么减|有(?:优惠|活动|券)|\b(?:what|any|which)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"(?:几点|什么时候|啥时候|几时)(?:能|可以|会|才|钟|左右|就)*(?:做|弄|干|打扫|搞|洗|擦|收拾)?(?:完|好(?!约)|结束|走|收工|下班|做到|离开)|(?:做|干|忙|弄|打扫|待)到(?:几点|什么时候)"
    r"|(?:中午|下午|晚上|天黑|\d点|[一二三四五六七八九十]点)(?:之?前)?[^，。?？]{0,3}(?:(?:能|可以)(?:做|弄|干|擦|洗|打扫|搞)得?完|(?:做|弄|干|擦|洗|打扫|搞)(?:得完|完(?=[吗么不没?？]|了吗|了没)))"
    r"|\b(?:what time|when) (?:will|do|does|would) (?:it|they|she|he|you) (?:be )?(?:finish(?:ed)?|done|end|leave)",
    re.IGNORECASE,
)
_IN_GENERAL = re.compile(
    r"周末|双休日?|工作日|平时|平日|节假日|假期|春节|过年|国庆节?|五一|元旦|中秋节?|端午节?|清明节?"
    r"|(?:on |at )?(?:the )?(?:weekends?|weekdays?|holidays?)",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"(?<=[?？])|[，,。；;！!\n]+|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")
_REPEAT = re.compile(
    r"(?:重新|再|重复)(?:给我|帮我|跟我|和我)?(?:念|说|发|报|读|讲|核对)(?:给我)?(?:一)?(?:遍|次|下)|(?:念|报|读)(?:给我)?(?:听)?一?遍"
    r"|(?:都|现在|目前|已经)?(?:记|填|登记)(?:下|好|到)?(?:了)?(?:什么|哪些|啥|哪儿了|哪里了)|(?:说|记|填)到哪(?:儿|里|步)?了"
    r"|\b(?:say|read|repeat) (?:it|that|everything|them)(?: back)?(?: again)?\b|what (?:do|have) you (?:have|noted|got)",
    re.IGNORECASE,
)


def asks_to_repeat(text: str) -> bool:
    """“你重新说一遍”, “都记了什么”: what was noted so far is to be said again.  Never raises."""
    return bool(_REPEAT.search(text))


def is_question(text: str) -> bool:
    """Whether a message asks something.  Never raises."""
    return bool(_QUESTION.search(text))


def besides_questions(text: str) -> str:
    """The clauses of a message that ask nothing: “他们家六楼” of “外侧也擦吗，他们家六楼”.

    Never raises.
    """
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    return "，".join(clause for clause in clauses if not is_question(clause))


def is_in_general(time: str) -> bool:
    """Whether a time, as typed, names no day: “周末也是这个价吗” wishes for none.  Never raises."""
    return bool(_IN_GENERAL.fullmatch(time))


def asks_included(text: str) -> bool:
    """Whether it asks what is or is not part of a service.  Never raises."""
    return bool(_INCLUDED.search(text))


def asks_to_prepare(text: str) -> bool:
    """Whether it asks what has to be there, or what happens when it rains.  Never raises."""
    return bool(_PREPARE.search(text))


def asks_about_weather(text: str) -> bool:
    """Whether it asks about rain, wind or snow.  Never raises."""
    return bool(_WEATHER.search(text))


def asks_duration(text: str) -> bool:
    """Whether it asks how long the work takes, or if a time is enough.  Never raises."""
    asks = _DURATION.search(text) or _ENOUGH.search(text)
    return bool(asks) and not _OTHER_SPAN.search(text)


def asks_excluded(text: str) -> bool:
    """“不包括什么”: only what is not done.  Never raises."""
    return bool(_EXCLUDED.search(text))


def asks_scope(text: str) -> bool:
    """“都打扫哪些地方”: what is done, as a whole.  Never raises."""
    return bool(_SCOPE.search(text)) and not asks_excluded(text)


def asks_overview(text: str) -> bool:
    """“详细介绍一下”, “具体怎么做的”: a service as a whole.  Never raises."""
    return bool(_OVERVIEW.search(text)) or asks_scope(text)


def asks_for_all(text: str) -> bool:
    """“你们都有什么服务”: what there is at all.  Never raises."""
    return bool(_ALL.search(text))


def asks_places(text: str) -> bool:
    """“哪些区能上门”: where we come.  Never raises."""
    return bool(_PLACES.search(text))


def asks_hours(text: str) -> bool:
    """“晚上八点以后呢”: at what times we come.  Never raises."""
    return bool(_HOURS.search(text))


def asks_days(text: str) -> bool:
    """“周日能做吗”: on which days we come.  Never raises."""
    return bool(_DAYS.search(text))


def asks_desk_hours(text: str) -> bool:
    """“你们人工几点上班”: when a person is here.  Never raises."""
    return bool(_DESK.search(text))


def wants_yes_or_no(text: str) -> bool:
    """Whether a question is answered by yes or no.  Never raises."""
    return bool(_YES_OR_NO.search(text))


def asks_when_it_ends(text: str) -> bool:
    """“几点能做完”: when the visit in hand is over.  Never raises."""
    return bool(_ENDS.search(text))


def asks_clock(text: str) -> bool:
    """“最晚几点能约”: within which hours.  Never raises."""
    return bool(_CLOCK.search(text))


def asks_for_the_night(text: str) -> bool:
    """“晚上能陪夜吗”.  Never raises."""
    return bool(_NIGHT.search(text))


def asks_if_offered(text: str) -> bool:
    """“退租的打扫你们做吗”: whether there is such a service.  Never raises."""
    return bool(_OFFERED.search(text))


def asks_if_enough(text: str) -> bool:
    """“两张床一组沙发，够不够一次的”: whether the least that is paid for will do.  Never raises."""
    return bool(_SUFFICES.search(text))


def asks_for_offers(text: str) -> bool:
    """“有什么优惠”, “满500减多少”: the offers by name, no haggling.  Never raises."""
    return bool(_OFFERS.search(text))
