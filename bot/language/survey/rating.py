"""Survey answers in words and figures: CSAT with its reason, NPS (REQ E2)."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.language.normalise import normalise
from bot.language.survey.rating_scale import Figure, find_figure, find_taken_off, split_scale

__all__ = ["Rating", "read_csat", "read_nps"]


@dataclass(frozen=True, slots=True)
class Rating:
    """A score on the five-point scale (1–5) and the customer's reason, if any."""

    score: Decimal
    reason: str | None = None


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2, "俩": 2}
_ENGLISH = {
    name: value
    for value, name in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
_FIGURE = (
    r"(?<![\d.零一二三四五六七八九十百])(?:(?:one|two|three|four|five|six|seven|eight|nine|ten)(?= )|"
    r"(?:10|\d)(?:\.\d)?|[零一二三四五六七八九十两俩](?:点[一二三四五六七八九五])?)"
)
_POINTS = re.compile(
    rf"(?P<lead>给|打|评|我给|就给|只给|只能给|最多|顶多|勉强|算|)(?:你们?|她|他|阿姨|师傅|个|了|"
    rf"服务|这次|您|客服)*\s*"
    rf"(?P<figure>{_FIGURE})\s*(?P<unit>颗?星星?|颗|分|points?|stars?|/\s?(?:5|10)|out of (?:5|"
    rf"10))(?P<half>半)?"
    r"(?!钟|之|店|期|公司|开|[种类批担手\d]|体|所|享|享|级?酒店)(?P<rest>.*)",
    re.I | re.S,
)
_BARE = re.compile(
    rf"(?P<figure>{_FIGURE})(?P<half>半)?[\s,，。.!！~、;；]*(?P<rest>(?<=[\s,，。.!！~、;；]).*)?",
    re.S,
)
_NOT_A_SCORE = re.compile(
    r"\d{1,2}[:：点]\d{0,2}|\d{5,}|[上下中]午|\d+点|[元块号]|小时|分钟|月\d|单号|订单|[0-9]月|"
    r"平米?|[A-Za-z]{1,3}\d{6,}|楼|号线|一?点(?:半|钟)|今天|明天|后天|周[一二三四五六日天末]"
)
_STARS = re.compile(r"^\s*(?P<stars>(?:[⭐★🌟✨☆]\ufe0f?\s*){1,5})(?P<rest>.*)$", re.S)
_FULL = (
    r"满分|满星|全五星|五星好评|好评如潮|百分百满意|一百分|100分|十分满意|full marks|"
    r"perfect score|五颗星"
)
_NOT_FULL = re.compile(
    r"(?:(?:不|没|别|难|给不了|达不到)[^,，]{0,4}|(?:本来|原本|原来|差点|离|距离)[^。！]{0,6})$"
)
"""Before 满分: it is not given."""
_OFF = re.compile(r"(?:扣|减|少)[^,，。]{0,6}[分星]")
_LEAD = re.compile(r"(?:我|就|只|满分|\s)*(?:打|给|评|个)*$")
_FULL_RULE = re.compile(_FULL, re.I)
_WORDS: tuple[tuple[str, str], ...] = (
    (
        "1",
        r"(?:非常|很|太|特别|极其|十分|相当|超级?|极度|极|万分|巨|严重)(?:的)?(?:不满意?|差劲?|"
        r"糟糕?|烂|失望|不满|恶劣|垃圾|坑|不好)|差评|差劲(?:透|死|极)|差到|零分|(?<!\d)0分|负分|糟透|"
        r"烂透|烂死|一塌糊涂|"
        r"失望透顶|太失望|最差|垃圾|一星都(?:不|嫌)|不想给分|very (?:bad|unsatisfied|"
        r"dissatisfied|disappointed|poor)|terrible|awful|horrible|worst|extremely (?:bad|"
        r"dissatisfied)|差得离谱|差死了|太拉了|拉胯",
    ),
    (
        "2",
        r"(?:不太|不大|不怎么|不是(?:很|太)|不够|有点不|有些不|没那么)(?:满意|好|行|理想|认真|"
        r"干净|专业|到位|细心)|不满意|不满|不行|不好|不怎么样|不咋地|不咋样|不理想|不如(?:上次|"
        r"以前|预期)|(?:较|比较|有点|有些|挺|蛮|偏)(?:差|失望|糟糕|烂)|失望|很一般|太一般|"
        r"not (?:satisfied|happy|good|great)|dissatisfied|unsatisfied|unhappy|disappoint|poor|"
        r"\bbad\b|唔满意|冇咁好|差|麻麻地?",
    ),
    (
        "3",
        r"说不上(?:多|有多|特别|很)?(?:好|坏|差|满意)|谈不上(?:多|有多|特别|很)?(?:好|坏|差)|不算(?:太)?(?:好|差|坏)|一般般?|还行|还可以|凑合|凑活|马马虎虎|中规中矩|过得去|普普通通|普通|勉勉强强|勉强|"
        r"将就|中等|无功无过|不好不坏|so-?so|okay?\b|average|not bad|acceptable|it was fine|"
        r"还凑合|一半一半|就那样|就那么回事|及格",
    ),
    (
        "5",
        r"(?:非常|很|十分|特别|超级?|太|相当|极其|极|最|真的?|巨)(?:的)?(?:满意|好|棒|赞|不错|"
        r"到位|专业|细致|干净|开心|完美|喜欢|给力|优秀)|满意(?:极了|得很|透了|死了)|完美|棒极|"
        r"棒棒|赞|点赞|好极|优秀|超赞|无可挑剔|没得挑|没话说|"
        r"惊喜|五星|好评|very (?:satisfied|good|happy|pleased)|excellent|perfect|amazing|great|"
        r"awesome|wonderful|fantastic|love(?:d)? it|outstanding|顶呱呱|一百个满意|巴适得很|太棒|"
        r"nice work|杠杠",
    ),
    (
        "4",
        r"(?:比较|还算|挺|蛮|基本|基本上|总体|整体|大体|还|较)(?:是|都|上)?(?:满意|好|不错|棒|"
        r"可以)|满意|不错|挺好|蛮好|可以|(?<![你您])好的?$|良好|satisfied|good|happy|pretty good|"
        r"nice|fine|唔错|几好|ok的",
    ),
)
_WORD_RULES = tuple((Decimal(score), re.compile(rule, re.I)) for score, rule in _WORDS)
_QUESTION = re.compile(r"[?？]|吗|怎么打|几分|多少分")
_REASON_EDGE = " ,，。.!！~～、;；:：-—的吧了哈啊呀哦"
_TURN = re.compile(
    r"(?:但是?|不过|可是|就是|因为|由于|除了|只是|because|but|since|except|,|，|。|;|；|!|！|\s)",
    re.I,
)


_NEVER = re.compile(
    r"(?:肯定|绝对|一定|打死|坚决|完全|根本|才)?不(?:会|可能|愿意?|想)(?:再)?(?:推荐|介绍)|(?:肯定|绝对)不(?:会|可能)|"
    r"(?:would|will) (?:never|not) recommend|\bnever\b",
    re.I,
)
_GLADLY = re.compile(r"满分|(?:一百|100)分|十分愿意|百分之?百(?:会|愿意)|肯定会推荐|一定会?推荐")
_NOT_GLADLY = re.compile(r"不会|[?？]|吗")


def read_csat(text: str, scale: int = 5) -> Rating | None:
    """The score of a survey answer on 1–5, or None when the message is no score.  Never raises.

    Figures are read on ``scale`` (5 or 10; "9分" on 10 is 4.5) unless they name their own
    (“八分，满分十分” is 4, “扣一分” is 4); words are five-point words: 非常满意 5, 满意 4, 一般 3, 不满意 2, 太差了 1.  A sticker is no score.
    """
    plain = normalise(text)
    if not plain or len(plain) > 300 or _QUESTION.search(plain):
        return None
    if _is_beyond(plain, scale):
        return None
    for read in (_stars, _named_scale, _full, _points, _bare):
        rating = read(plain, scale)
        if rating:
            return rating
    return None if _NOT_A_SCORE.search(plain) else _words(plain)


def read_nps(text: str) -> int | None:
    """The likelihood to recommend, 0–10, as a whole number; None when there is none."""
    plain = normalise(text)
    scaled = None if _QUESTION.search(plain) else _scaled(plain, 10)
    if scaled is not None:
        return int(scaled[1]) if scaled[1] == scaled[1].to_integral_value() else None
    full = _GLADLY.search(plain)
    if full and not (_NOT_FULL.search(plain[: full.start()]) or _NOT_GLADLY.search(plain)):
        return 10
    if _NEVER.search(plain) and not _QUESTION.search(plain):
        return 0
    match = _POINTS.search(plain) or _BARE.fullmatch(plain)
    if not match or _NOT_A_SCORE.search(_around(plain, match)) or _QUESTION.search(plain):
        return None
    value = _value(match)
    whole = value is not None and value == value.to_integral_value() and 0 <= value <= 10
    return int(value) if whole and value is not None else None


def _stars(plain: str, scale: int) -> Rating | None:
    match = _STARS.match(plain)
    if not match:
        return None
    count = len(re.findall(r"[⭐★🌟✨]", match.group("stars")))
    return Rating(Decimal(count), _reason(match.group("rest"))) if count else None


def _is_beyond(plain: str, scale: int) -> bool:
    """“给八分” of five: of which scale it is, is asked."""
    match = _POINTS.search(plain)
    if match is None or split_scale(plain)[1] is not None or _FULL_RULE.search(plain):
        return False
    value = _value(match)
    return value is not None and value > _scale_said(match, scale)


def _scaled(plain: str, best: int) -> tuple[Figure, Decimal] | None:
    """The figure on the scale that the answer names, or off the best score, and what that is of
    ``best``."""
    said, top = split_scale(plain)
    if top is not None and (figure := find_figure(said)) is not None and figure.value <= top:
        return figure, figure.value * best / top
    off = None if _POINTS.search(_OFF.sub("", plain)) else find_taken_off(plain)
    return (off, best - off.value) if off is not None else None


def _named_scale(plain: str, scale: int) -> Rating | None:
    scaled = _scaled(plain, 5)
    if scaled is None:
        return None
    figure, score = scaled
    return Rating(
        max(Decimal(1), score), _reason(figure.rest) or _reason(_LEAD.sub("", figure.before))
    )


def _full(plain: str, scale: int) -> Rating | None:
    match = _FULL_RULE.search(plain)
    if not match or _NOT_FULL.search(plain[: match.start()]):
        return None
    return Rating(Decimal(5), _reason(plain[match.end() :]))


def _points(plain: str, scale: int) -> Rating | None:
    match = _POINTS.search(plain)
    if not match or _NOT_A_SCORE.search(_around(plain, match)):
        return None
    return _rated(match, _scale_said(match, scale), _before(plain, match))


def _bare(plain: str, scale: int) -> Rating | None:
    match = _BARE.fullmatch(plain)
    if not match or _NOT_A_SCORE.search(_around(plain, match)):
        return None
    return _rated(match, scale, "")


def _before(plain: str, match: re.Match[str]) -> str:
    return plain[: match.start()]


def _around(plain: str, match: re.Match[str]) -> str:
    """What stands at the figure: 4点半 is no score, a later 迟到30分钟 does not matter."""
    return plain[
        max(0, match.start() - 6) : match.start("rest") + 3 if match.group("rest") else match.end()
    ]


def _scale_said(match: re.Match[str], scale: int) -> int:
    unit = match.group("unit")
    if "10" in unit:
        return 10
    return 5 if "星" in unit or "颗" in unit or "star" in unit.lower() or "5" in unit else scale


def _rated(match: re.Match[str], scale: int, before: str) -> Rating | None:
    value = _value(match)
    if value is None or not 0 <= value <= (10 if scale == 10 else 5):
        return None
    score = max(Decimal(1), value / 2 if scale == 10 else value)
    return Rating(score, _reason(match.group("rest") or "") or _reason(before))


def _value(match: re.Match[str]) -> Decimal | None:
    figure = match.group("figure")
    try:
        value = Decimal(figure) if figure[0].isdigit() else _spoken(figure.lower())
    except (InvalidOperation, KeyError):
        return None
    return value + Decimal("0.5") if match.group("half") else value


def _spoken(figure: str) -> Decimal:
    if figure in _ENGLISH:
        return Decimal(_ENGLISH[figure])
    whole, _, tenth = figure.partition("点")
    return Decimal(_DIGITS[whole]) + Decimal(_DIGITS[tenth] if tenth else 0) / 10


def _words(plain: str) -> Rating | None:
    """The earliest word decides; of those that begin at one place the first of the table."""
    found = [
        (m.start(), -m.end(), score) for score, rule in _WORD_RULES if (m := rule.search(plain))
    ]
    if not found or min(found)[0] > 14:
        return None
    _, end, score = min(found)
    return Rating(score, _reason(plain[-end:]))


def _reason(rest: str) -> str | None:
    """What was said besides the score, if it is more than a particle."""
    said = rest.strip(_REASON_EDGE)
    return said if len(said) > 1 and re.search(r"\w{2}", said) else None
