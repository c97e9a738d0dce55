"""Whether a message asks something, and what about where its words leave no doubt."""

import re

__all__ = [
    "WEATHER",
    "asks_about_weather",
    "asks_duration",
    "asks_included",
    "asks_to_prepare",
    "asks_to_repeat",
    "is_in_general",
    "is_question",
]

_QUESTION = re.compile(
    r"[?？]|(?:吗|么|呢)[。！!]*$|([签收包含要能会带算管做去洗有是扣退赔])不\1|几(?:个|位|名)?人|几(?:个|位|名)(?:阿姨|师傅)|什么|哪(?!天|里都)|怎么|咋|是不是|能不能|有没有|多久"
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
    r"|(?:工具|清洁剂|抹布|拖把|洗衣液)[^，。]{0,8}(?:自带|自备|带吗|带不带|谁|要不要|吗|么)|(?:自带|自备|带)(?:什么)?(?:工具|清洁剂|抹布)"
    r"|what (?:do|should|must) i (?:need to )?prepare|(?:need|have) to prepare|(?:bring|have) (?:your|their) own",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:多久|多长时间|多少时间|多长辰光|几耐|几个?(?:小时|钟头|钟)|多少个?(?:小时|钟头)|几天)"
    r"(?:才|能|可以|就)*(?:做|弄|洗|擦|打扫|收拾|搞|清理|干)?(?:完|好|定|结束|干净)?(?:啊|呢|呀|吗|左右|的)*[?？。！!]*$"
    r"|\bhow long (?:does|will|would|is|do)\b|\bhow many hours (?:does|will|do you need)\b",
    re.IGNORECASE,
)
_OTHER_SPAN = re.compile(
    r"提前|来|到(?!底)|上门|回复|答复|回电|回话|等|起步|起订|最[少短]|隔|一次合适|取消|退款|退钱|处理|有效|开门|营业|等候|试用"
    r"|\bhow long (?:in advance|ahead|until|before)\b|\b(?:arrive|answer|reply|refund|advance)\b",
    re.IGNORECASE,
)
"""Spans of something else than the work: until somebody comes, ahead of the visit."""
_WEATHER = re.compile(r"下雨|雨天|刮风|台风|下雪|天气")
WEATHER = re.compile(r"[雨风雪]|天气")
"""What a text that has a rule for the weather speaks of."""
_IN_GENERAL = re.compile(
    r"周末|双休日?|工作日|平时|平日|节假日|假期"
    r"|(?:on |at )?(?:the )?(?:weekends?|weekdays?|holidays?)",
    re.IGNORECASE,
)


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
    """Whether it asks how long the work takes.  Never raises."""
    return bool(_DURATION.search(text)) and not _OTHER_SPAN.search(text)
