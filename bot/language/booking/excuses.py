"""Times that only tell why another does not suit: “后天我要带孩子打针，改周四上午”, “就别周三”."""

import re
from collections.abc import Sequence
from typing import Final

from bot.language.when import When

__all__ = ["names_fallback", "reasons", "without_excuses", "without_hindrances"]

_STOP: Final = re.compile(r"[，,。；;！!？?\n]|(?<=[一-鿿])[ \u3000]+(?=[一-鿿\d])")
_JOINS: Final = re.compile(r"(?:、|和|跟|与|及|还有|到|至|-|~)?")
_PAUSE: Final = re.compile(r"[\s，,]*")
_ALL: Final = re.compile(r"^(?:这?两天)?(?:我|家里)?[都全]")
_EXCUSE: Final = re.compile(
    r"开会|有事|有课|不行|不方便|来不及|没空|没时间|赶不上|不在|上班|加班|接(?:孩子|小孩|娃|人)|出门|出差"
    r"|(?:太|有点儿?|有些)[早晚]|[早晚]了(?:点|些|一点)|走不开|要去|有约|起不来|考试|不要|别在|(?<!能)不能|太[赶急紧]|排不开|过生日|生日宴|满月酒|婚礼|产检"
    r"|体检|复查|复诊|看病|看医生|疫苗|打(?:预防)?针|喜酒|见客户"
    r"|带(?:孩子|小孩|娃|宝宝|老人|我?[爸妈])[^，,。]{0,3}(?:去|打|看|出)|家长会|回老家|去医院|挂号|旅[游行]|办酒|请客|聚[餐会]|摆酒"
    r"|搬家|搬[进过]去?|入住|[交收接验]房|交付|退房|下班|到家|放[学假]|睡午?觉|午睡|休息|培训|面试我"
)
_AWAY: Final = re.compile(
    r"开会|有事|有课|没空|没时间|不在|上班|加班|出门|出差|走不开|有约|起不来|考试|产检|体检|复查|复诊|看病|看医生"
    r"|疫苗|打(?:预防)?针|见客户|家长会|回老家|去医院|旅[游行]|培训"
)
_LETS_IN: Final = re.compile(
    r"(?<!没)有人|(?<!不)在家|密码|钥匙|门卫|物业|保安|开门|阿姨自己|[?？吗]"
)
_GUESTS: Final = re.compile(
    r"(?:客人?|亲戚|朋友|同[学事]|公婆|[公婆]婆|爸妈|我[爸妈]|老丈人|丈母娘|岳[父母]|[爷奶]{2}|外[公婆]|老公|老婆|孩子们?|小囡|儿子|女儿|房东|中介)"
    r"[^，,。]{0,3}?(?:要|会|就|才|都)?(?:来(?:做客|玩|吃饭|看房|验房|了)?|到(?!时)|过来|回来|回家)|来(?:客人?|亲戚|朋友)|有客"
)
"""Who comes is not our worker."""
_OURS: Final = re.compile(r"[你您]们|阿姨|师傅|打扫|保洁|上门|改(?!天)|换|约(?!好)")
_WISH: Final = re.compile(
    r"改|提前到|推迟到|见(?=[吧啊了]|$)|换|约|就|(?<!不[用要必])(?<![别甭])来(?!不及)|可以|吧|行(?!不)|(?<!不)要不"
)
_NOT_ON: Final = re.compile(
    r"(?:(?<![特分区识差个])别|避开|除了|除去|除开|(?<!是)不是|不想|不要)(?:是|在|选|排|安排|约|放|挑|要|给我){0,2}$"
)
"""“就别周三”, “除了周三都行”"""
_NOT_THEN: Final = re.compile(
    r"^(?:[上下中]午|早上|晚上|的话|那天|当天|[都就我也又全家里人可能恐怕确实真的]){0,4}"
    r"(?:不行|不可以|不方便|没空|没时间|不成|不合适|不太行|来不了|走不开|排不开|算了|除外|免谈"
    r"|(?:不用|不要|不必|不需要|无需|别|甭)(?:再)?(?:来人?|过来|上门|派人|安排|约)?(?=$|[\W了吧啊哦的])"
    r"|(?:不用|不要|不必|不需要|无需|别|甭)(?:再)?(?:来人?|过来|上门|派人|安排|约))"
)
_MOVES_HOUSE: Final = re.compile(
    r"^(?:号|那天)?(?:开始|起|以后|之后)(?:我们?|就|再)*(?:去|住|搬|换|用新|到新|在新)"
)
"""“12月25号起去浦东”: from when on another address holds."""
_IF_NOT: Final = re.compile(
    r"(?:不行|没空|没人|没有|不方便|不可以|约不上|排不上|来不了|满了)的?话[，,]?(?:那|就|再)*|实在不行[，,]?(?:那|就|再)*"
)
"""“周六不行的话周日也行”: the second choice."""
_OWN_TIME: Final = re.compile(
    r"自己(?!家)[^，,]{0,3}(?:[带做弄烧搞管睡陪守]|来(?![得不])|在家|看(?![着情]|着办|下)|看着(?!办|定|来)|照[顾看]|解决|打扫|收拾|搞定)"
)
_FAMILY_TIME: Final = re.compile(
    r"(?:老公|老婆|先生|太太|爱人|婆婆|公公|我妈|我爸|家里?人|外婆|外公|奶奶|爷爷|爸妈)(?:自己|会|来|能|可以|在家)?"
    r"(?:[带看管陪](?!走|着)|照[顾看])"
)
_NOBODY: Final = re.compile(r"(?:不用|不必|不需要|无需|甭|别)(?:来|过来|上门|安排|管|做|带|住|人)")
_BY_DAY: Final = re.compile(r"白天|平时|其他时[间候]|别的时[间候]|其余时间|日头")
_ASKS: Final = re.compile(r"吗|[?？]|行不|可不可|方不方|么$")


def without_excuses(text: str, times: Sequence[When]) -> Sequence[When]:
    """The times that are wished: “改四点吧，三点要开会” is four o'clock.

    A time whose own words only say why it does not suit counts for nothing beside another; one that
    is ruled out (就别周三), or at which the family is there itself (白天来就行，晚上我们自己带),
    counts for nothing at all.
    """
    said = _with_words(text, times)
    left = [
        (when, before, after)
        for when, before, after in _first_choices(text, said)
        if not _NOT_ON.search(before) and not _is_own_time(before + after, text)
    ]
    wished = [
        when for when, before, after in left if when.is_bounded or not _excuses(before, after)
    ]
    return wished or [when for when, _, _ in left]


def names_fallback(text: str) -> bool:
    """“不行的话26号下午也可以”: a time only for when another fails.  Never raises."""
    return bool(_IF_NOT.search(text))


def _first_choices(text: str, said: list[tuple[When, str, str]]) -> list[tuple[When, str, str]]:
    """Without the second choice, where there is a first."""
    spare = _IF_NOT.search(text)
    first = [each for each in said if spare and text.find(each[0].text) < spare.start()]
    return first or said


def without_hindrances(text: str, times: Sequence[When]) -> Sequence[When]:
    """Of times in the middle of a booking those that are wished, if it is none at all: “礼拜天不用
    来”, “周三我出差”; who comes or what is kept then (周六请客) may be what the visit is for."""
    return [
        when
        for when, before, after in _with_words(text, times)
        if when.is_bounded or not (_is_no(after) or _is_away(before + after, text))
    ]


def reasons(text: str, excused: Sequence[When]) -> list[str]:
    """The clauses in which those times stand: “后天我要带孩子打针”, whose child is no service."""
    stops = [0, *(at for stop in _STOP.finditer(text) for at in stop.span()), len(text)]
    clauses = [text[a:b] for a, b in zip(stops[::2], stops[1::2], strict=True)]
    return [clause for clause in clauses if any(when.text in clause for when in excused)]


def _is_away(words: str, text: str) -> bool:
    return bool(_AWAY.search(words)) and not (_WISH.search(words) or _LETS_IN.search(text))


def _with_words(text: str, times: Sequence[When]) -> list[tuple[When, str, str]]:
    """Each time with the words before and after it that are its own: up to a stop, or to the next
    time, as words between two belong to the first; a list (“周一周二都不行”) shares those of its
    last."""
    places = _places(text, times)
    stops = [stop.span() for stop in _STOP.finditer(text)]
    found: list[tuple[When, str, str]] = []
    following, behind = len(text), ""
    for when, (start, end), former in reversed(
        list(zip(times, places, [0, *(end for _, end in places)], strict=False))
    ):
        first = max((stop for _, stop in stops if stop <= start), default=0)
        last = min((stop for stop, _ in stops if stop >= end), default=len(text))
        after = text[end : max(end, min(last, following))]
        if _shares(text[end:following], behind):
            after = behind
        found.append((when, text[first:start] if first >= former else "", after))
        following, behind = start, after
    return found[::-1]


def _shares(gap: str, behind: str) -> bool:
    """Whether what follows the next time holds for this one too."""
    if not behind:
        return False
    return bool(_JOINS.fullmatch(gap) or (_PAUSE.fullmatch(gap) and _ALL.search(behind)))


def _places(text: str, times: Sequence[When]) -> list[tuple[int, int]]:
    """Where each time stands in the text, in its order."""
    found: list[tuple[int, int]] = []
    at = 0
    for when in times:
        place = text.find(when.text, at)
        start = place if place >= 0 else at
        at = start + (len(when.text) if place >= 0 else 0)
        found.append((start, at))
    return found


def _excuses(before: str, after: str) -> bool:
    """Whether the words of a time only tell of the customer's own affairs."""
    words = before + after
    if _is_no(after):
        return True
    if _GUESTS.search(words) and not _OURS.search(words):
        return True
    return bool(_EXCUSE.search(words)) and not _WISH.search(words)


def _is_no(after: str) -> bool:
    is_out = _NOT_THEN.match(after) or _MOVES_HOUSE.match(after)
    return bool(is_out) and not (_ASKS.search(after) or _IF_NOT.search(after))


def _is_own_time(words: str, text: str) -> bool:
    if _OWN_TIME.search(words):
        return not _WISH.search(_OWN_TIME.sub("", words))
    away = _NOBODY.search(words) or _FAMILY_TIME.search(words)
    return bool(away and _BY_DAY.search(text.replace(words, "")))
