"""How a message stands to a service it names: refused, exchanged for another, done by the writer.

Works on simplified lower-case text; positions are those of the text.
"""

import re
from typing import Final

__all__ = ["gives_way", "is_listed_with", "is_own_doing", "is_refused"]

_REFUSED_BEFORE: Final = re.compile(
    r"(?:(?<!要)不要|(?<!用)不用|(?<!需)不需要|(?<!是)不是|(?<!做)不做|(?<!想)不想要?|不请|不找|"
    r"无需|"
    r"别(?:给|来|派|叫|做|搞|弄|安排)?|不约|不含|没要|没约|没说要?|没叫|唔[系要使]|no|not|don'?t (?:need|want)|instead of|"
    r"rather than|without)"
    r"\s*(?:我?(?:要|找|请|约|订|想|说|叫)?的?是?|给?我?(?:派|安排|推荐|发|介绍)(?:个|什么)?|做|再|普通的?|这个|那个|什么|你们的?|an?|"
    r"the)?\s*$",
    re.I,
)
_REFUSED_AFTER: Final = re.compile(
    r"\s*(?:这个|我|我们|就|先|这次|的话|暂时|服务|那个|也|都)*(?:不要|不用|不需要|不做|不想要|"
    r"算了|免了|不[约定订请急]|没要|唔要)"
    r"(?:了|啦|吧|的|咯|喽)*(?=$|[\s,，。!！;；、.]|换|改|要|给)|\s*(?:换成|改成|改为|改做)"
)
_EXCHANGED: Final = re.compile(
    r"\s*[,，]?\s*(?:那单|那个|的)?(?:我|现在|想|要|能不能|能|可以|帮我|给我|麻烦|都|就|再){0,4}"
    r"(?:换成|改成|改为|改做|改约|换做|换个?|变成)(?:做|约|个)?\s*$"
)
_GIVEN_UP: Final = re.compile(
    r"\s*(?:那个|那单|那项|服务|的)?(?:就|先|给我|帮我|都|可以|已经|暂时|今天|这次)*"
    r"(?:取消|去掉|退掉|退了|砍掉|删掉?|撤了?|别做|别弄|不弄|不搞|不洗|不擦|不来|作罢|pass)(?:了|吧|掉)?"
    r"(?=$|[\s,，。!！;；、.])"
)
_AND: Final = re.compile(r"\s*(?:和|跟|与|或者?|、|及|以及|还有|也|,|，|and|or)\s*", re.I)
_CHORE: Final = re.compile(
    r"[做烧煮弄]{1,2}(?:顿|点|个)?(?:早|中|午|晚)?[饭菜餐]|[带看接陪遛哄]{1,2}(?:送)?(?:个|我家)?"
    r"(?:孩子|娃|宝宝|小孩|小囡|儿子|女儿|老人|放学)|打扫|拖地|收拾|扫地|整理|照[看顾]|做家务|洗[衣窗]|擦"
)
_MYSELF: Final = re.compile(
    r"(?:^|[,，。!！?？;；\s])(?:(?:我|我们|咱|本人|老公|老婆|我妈|我爸|我婆婆|现在|这会儿|今天|刚才|人)*"
    r"(?:正在|在|正|刚刚?|忙着|还在|去|要去|得去|先去|刚在|忙)(?:厨房|家里?|屋里|外面|外头|楼下|忙)?"
    r"|(?:我|我们|老公|我妈|自己|我自己)(?:先|都|会|来|可以|能)?(?:自己)?)$"
)
_NOT_DONE: Final = re.compile(r"(?<![要会能可是])不(?:用|管|负责|需要)?$")
_OR_ELSE: Final = re.compile(r"[^,，。]{0,4}(?:就|的话|不行)")
"""不打扫干净就扣押金 wishes it all the more."""
_WAS_ONE: Final = re.compile(
    r"(?:我|自己|本人|我妈|我姐)[^,，。!！?？]{0,6}?(?:[干做当]过?了?[一二两三四五六七八九十几好多\d]{1,3}年的?|[干做当]过的?|就是(?:个)?|是(?:个)?做)$"
)
"""我自己就干过十年钟点工."""
_IS_ONE: Final = re.compile(r"我们?(?:以前|之前|本来|现在|就|也)?是(?:一?个|一?名|专业|专门)?$")
_AS_ONE: Final = re.compile(r"(?:的|阿姨|师傅|员)?(?:$|[\s,，。!！])")
"""我是做保洁的，你们还要人吗 offers work."""
_LEARNED: Final = re.compile(r"(?:学|教我?|学习|学着|教人)(?:怎么|如何)?$")
_LOOKED_UP: Final = re.compile(
    r"几|什么|啥|怎么|有没|是不|到没|回没|放没|在不在|的(?:作业|成绩|情况)"
)
_MEANWHILE: Final = re.compile(r"没[盐油酱米气水]")
_WANTED: Final = re.compile(r"(?:的(?:阿姨|人|师傅|保姆|大姐)|服务|多少钱|怎么收|吗|[么?？])")


def is_refused(plain: str, start: int, end: int, floor: int) -> bool:
    """不要月嫂, 月嫂不要了: by the words around it; nothing before ``floor`` counts."""
    before = plain[max(floor, start - 24) : start]
    if _NOT_DONE.search(before) and _CHORE.match(plain, start):
        asks = before[-2:-1] == plain[start]  # 带不带孩子
        return not asks and not _OR_ELSE.match(plain, end)
    return bool(_REFUSED_BEFORE.search(before) or _REFUSED_AFTER.match(plain, end))


def is_listed_with(before: str) -> bool:
    """不要月嫂和保姆: only a list stands between two services."""
    return bool(_AND.fullmatch(before)) and not before.strip().startswith((",", "，"))


def gives_way(plain: str, end: int, following: int | None) -> bool:
    """定的月嫂，现在想改成育儿嫂; 保洁取消，擦玻璃照旧: only where another one is named."""
    if following is not None and _EXCHANGED.fullmatch(plain, end, min(following, end + 24)):
        return True
    return _GIVEN_UP.match(plain, end) is not None


def is_own_doing(plain: str, start: int, end: int) -> bool:
    """我在厨房做饭呢, 刚带孩子去医院了: a chore that the writer does is no wish."""
    if _WAS_ONE.search(plain[max(0, start - 16) : start]):
        return _WANTED.match(plain, end) is None
    if _IS_ONE.search(plain[max(0, start - 12) : start]) and _AS_ONE.match(plain, end):
        return True
    if not _CHORE.match(plain, start):
        return False
    if plain[start] == "看" and _LOOKED_UP.match(plain, end):
        return True  # 看看孩子几点放学
    if _MEANWHILE.match(plain, end):
        return True  # 今天做饭没盐了
    before = plain[max(0, start - 16) : start]
    if _LEARNED.search(before):
        return True
    return bool(_MYSELF.search(before)) and not _WANTED.match(plain, end)
