"""“跟上回一样”, “同样再来一次”, “同一时间”, “同一天”: what a wish takes from the order before it."""

import re
from enum import StrEnum

__all__ = ["Same", "find_same", "is_elsewhere", "speaks_of_before", "speaks_of_former"]

_BEFORE = r"(?:上(?:一)?(?:次|回|单|趟)|之前|以前|前面|刚才|刚刚|原来|前一?次)"
_OTHER = r"(?!的?(?:地址|地方|时间|时段|人|阿姨|师傅|电话|号码|价|钱|位))"


class Same(StrEnum):
    """What stays as it was: everything, what is done, the hour, the day; or merely the service."""

    ALL = "all"
    KIND = "kind"
    WORK = "work"
    TIME = "time"
    DAY = "day"


_SIGNS = {
    Same.KIND: re.compile(r"再(?:来|约|做|安排)|\bagain\b", re.IGNORECASE),
    Same.WORK: re.compile(
        rf"(?:{_BEFORE}(?:的|那次|那个)?(?:一样|相同|同样)的?|同样的|一样的)(?:服务|项目|内容|套餐|活儿?)|\bsame service\b",
        re.IGNORECASE,
    ),
    Same.TIME: re.compile(
        r"(?:同一个?|同样的?|一样的?|老|原来的?|相同的?)(?:时间段?|时段|钟点|时候|点)|时间(?:还是|也|都)?(?:不变|照旧|一样|相同)|\bsame time\b",
        re.IGNORECASE,
    ),
    Same.DAY: re.compile(
        r"同一?天|同日|(?:^|[，,。 ]|就|也|都)(?:在|是)?那(?:一)?天(?![我要]?(?:有事|没空|不在))|\bsame day\b",
        re.IGNORECASE,
    ),
    Same.ALL: re.compile(
        rf"{_BEFORE}(?:的|那(?:次|单|个|样)|(?:订|约)的)?(?:全|都|完全|就)?(?:一模一样|一样|相同){_OTHER}(?!的?服务)"
        rf"|同样(?:的)?(?:再)?(?:给我|帮我)?(?:来|约|订|做|安排)|再(?:给我|帮我)?(?:来|约|订|安排)(?:上)?(?:同样的?)?一(?:次|回)(?![^，。]{{0,2}}[吗么?？])"
        rf"|老样子|(?:照|按)(?:着)?{_BEFORE}(?:的|那样|那次|那单)?(?:来|做|订|约|安排|办|再)|一样的(?:再|也)?(?:来|约|订)|(?:再|还|也)(?:要|来|约|订|安排)(?:上)?(?:一)?(?:个|次|单|份)?(?:同样|一样)的"
        r"|\bsame (?:again|as (?:the )?(?:last|before|previous))\b|\b(?:book|have|get) (?:it|the same|that) again\b|\b(?:repeat|rebook) (?:my|the) (?:last )?(?:order|booking)\b",
        re.IGNORECASE,
    ),
}
_ELSEWHERE = re.compile(
    r"(?:给|帮|替)(?:我)?(?:爸|妈|父|母|丈母|岳|婆婆|公婆|公公|儿子|女儿|朋友|同事|老人|姐|妹|哥|弟|爷爷|奶奶|外婆|外公)"
    r"|另(?:外)?一?(?:个|套|处)(?:地址|地方|房)|(?:别的|新的?|换个?)(?:地址|地方)|换(?:个)?地(?:址|方)|新家|新房|老家|娘家|婆家|公司(?:里|那边)|办公室"
    r"|\b(?:my (?:parents?|mother|father|mom|mum|dad|friend)|another (?:address|place)|office)\b",
    re.IGNORECASE,
)


def find_same(text: str) -> frozenset[Same]:
    """What is to be as in the order before; nothing for most texts.  Never raises."""
    found = frozenset(same for same, sign in _SIGNS.items() if sign.search(text))
    return found - {Same.KIND} if len(found) > 1 else found


def speaks_of_before(text: str) -> bool:
    """Whether it points at a time before: “上次那位”, unlike “固定同一个阿姨”.  Never raises."""
    return bool(re.search(rf"{_BEFORE}|\blast\b|\bbefore\b", text, re.IGNORECASE))


def speaks_of_former(text: str) -> bool:
    """“上次的地址”, “老地方”: of an order before; “刚才说的” is of this talk.  Never raises."""
    return bool(re.search(r"上(?:一)?(?:次|回|单|趟)|以前|老地方|上个月|去年|\blast\b", text, re.I))


def is_elsewhere(text: str) -> bool:
    """Whether it is for somebody else or another place.  Never raises."""
    return bool(_ELSEWHERE.search(text))
