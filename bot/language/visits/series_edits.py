"""How a series that is known is changed in words: “不要周五了”, “周二改周三”, “从下周开始”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.normalise import normalise
from bot.language.visits.english_days import DAYS, left_out, only_days, skips
from bot.language.when import When

__all__ = [
    "EVERY",
    "Edit",
    "asks_of_a_visit",
    "asks_to_pause",
    "begins_on",
    "find_edit",
    "find_range",
    "free_days",
    "is_remark_on_a_visit",
    "keeps_a_visit",
    "leaves_out",
    "moves_one_visit",
    "names_day_off",
    "weekdays_in",
]

EVERY = frozenset(range(1, 8))
"""The weekdays that go where another takes the place of them all."""
_NUMBERS = {
    **{name: number for number, name in enumerate("一二三四五六日", start=1)},
    "天": 7,
}
_WEEK = r"(?:周|星期|礼拜)"
_DAY = rf"(?<![下上这本]){_WEEK}([一二三四五六日天])"
_NO = r"(?:不要|不用|不必|不需要|不来|不做|去掉|取消|免了|别来|停掉|划掉|减掉)"
_NOT_ONCE = r"(?!那[次天回趟]|这[次天回趟]|的那[次天回趟])"
_DROPPED = re.compile(
    rf"(?:不要|去掉|取消|除了|免掉|减掉|划掉|不用来?){_DAY}{_NOT_ONCE}"
    rf"|{_DAY}{_NOT_ONCE}(?:就|的|也|都|那天)?(?:先)?{_NO}(?![换带迟晚早忘太穿抽喷动碰])"
)
_OFF_LIST = re.compile(
    rf"(?<![下上这本])(?P<days>双休日?|{_WEEK}末|{_WEEK}[一二三四五六日天](?:[、,，\s]?(?:和|跟|与|到|至)?{_WEEK}?[一二三四五六日天](?![个点]))+)"
    rf"(?:阿姨|就|的|也|都|我|可以)*(?:先)?{_NO}(?![换带迟晚早忘太穿抽喷动碰改])"
)
"""“礼拜六礼拜天不要来”, “双休不用来”"""
_LISTED = re.compile(
    rf"{_WEEK}(?P<days>[一二三四五六日天](?:[、,，\s]?(?:和|跟|与)?{_WEEK}?[一二三四五六日天](?![个点时半次]))+)"
)
_ALTERNATIVES = re.compile(r"都(?:行|可以|好|有空|方便|没问题|ok)|或|还是|要么|哪|选|[?？]|吗")
_OF_A_VISIT = re.compile(
    r"(?:第[一二三四五六七八1-8]|最后一?|头一)(?:次|回|趟)[^，。]{0,5}(?:哪一?天|几[号点]|什么时候|啥时候|星期几|周几|礼拜几)"
    r"|(?:那[天次回趟]|[号日]|元旦|圣诞|春节|国庆|中秋|端午|清明|五一|除夕|过年)(?:那[天次回趟])?(?:的话|阿姨|你们|还|也|到底){0,2}"
    r"(?:算不算|算(?:进去|在内)?[吗么]|来不来|来[吗么]|要不要来|做[吗么]|包[括含](?:在内)?[吗么]|在(?:里面|内)[吗么]|休息[吗么]|放假[吗么]|上班[吗么])"
)
_MOVES_ONE = re.compile(
    r"(?:第[一二三四五六七八1-8]|最后一?|头一)(?:次|回|趟)[^，。]{0,4}(?:改|换|挪|推|提前|往[前后]|延|调)"
)
_MOVED = re.compile(rf"{_DAY}(?:的)?(?:那次)?(?:改|换|挪|调)(?:成|到|为|在)?{_DAY}")
_ADDED = re.compile(rf"(?:再加|加上|加个|多加|增加)(?:一个|个|一次|上)?{_DAY}|{_DAY}也(?:来|要)")
_RANGE = re.compile(rf"{_WEEK}([一二三四五六])(?:到|至|-|~)(?:{_WEEK})?([二三四五六日天])")
_AWAY = re.compile(r"不|没|上班|加班|出差|有事|营业|[?？]|吗|改|换|任选|选一|随便|哪|或")
_COMES = re.compile(r"来|做|上门|每天|都要|打扫|照顾|带|小时|点|要")
_LITTLE = 6
_FREE = re.compile(
    rf"(?P<days>工作日|平时|周末|双休日|{_WEEK}[一二三四五六](?:到|至|-|~){_WEEK}?[二三四五六日天])"
    r"(?:的话|里)?(?:我)?(?:(?:随便)?哪一?天|任何一天|任意一天|什么时候|我|时间)?(?:都|随便|随时|任选|选一天|挑一天)"
    r"(?:行|可以|好|有空|方便|没问题|在家?|ok|成)?",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"(?:那|这)(?:一)?(?:次|天|回|趟)[^，。,;；]{0,4}(?:不要|不用|不来|别来|跳过|取消|停|空着|免了|不做|不需要)"
    r"|(?:跳过|去掉|除了|不要|取消|停)[^，。,;；]{0,12}(?:那|这)(?:一)?(?:次|天|回|趟)"
    r"|\d号(?:那[次天回趟])?(?:就)?(?:先)?(?:不要|不用来|不来|别来|跳过|停一次|空着)"
)
_BEGINS = re.compile(r"开始|起(?!来|床|码|步)|\bstarting\b|\bfrom\b", re.IGNORECASE)
_NEXT_WEEK = re.compile(rf"(下+)个?{_WEEK}(?![一二三四五六日天1-7])|\bnext week\b", re.IGNORECASE)
_MONTH = re.compile(
    r"(?P<next>下个?月)(?!\d)|(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|初)?(?=开始|起|以后)"
)
_MONTHS = {name: n for n, name in enumerate("一二三四五六七八九十", start=1)} | {
    "十一": 11,
    "十二": 12,
}
_REMARK = re.compile(
    r"(?:那|这)(?:一)?(?:次|天|回|趟|个)[^，。,;；]{0,6}(?:不在家?|没人|出门|上班|密码|钥匙|门卫|家里有|不变|照旧|不动)"
)
_KEPT = re.compile(
    r"(?:的|那)(?:一)?(?:次|天|回|趟|个)?[^，。,;；]{0,3}(?:不变|照旧|不动|照常|不用[改动]|还是原来)"
)
_DAY_OFF = re.compile(
    rf"(?:{_WEEK}[一二三四五六日天末]|双休日?|[今明后]天|\d{{1,2}}[号日])[^，。,;；!！?？]{{0,4}}?(?:自己[^，,]{{0,3}}(?:[看带管做烧弄]|照[顾看])[^。]{{0,3}})?"
    r"(?:不用|不必|不需要|无需|别|甭|不要)(?:再)?(?:来|过来|上门|派人|安排)(?!那么|太|得|早|晚)"
    rf"|(?:就|只要|但|千万)?(?:别|避开|除了)(?:是|选|排|约|在)?{_WEEK}[一二三四五六日天末]\W*$"
)
_CHANGES = re.compile(r"改|换|挪|推|提前|延|取消|不要|不来|不用来")
_SELF = re.compile(
    rf"{_DAY}[^，。,;；!！?？]{{0,8}}?(?:自己|有人|在家|休息|放假)[^。;；!！?？]{{0,8}}?(?:不用|不要|别|不必|甭)(?:再)?(?:来|过来|上门)"
)
"""“礼拜六我自己能看 不用来”"""
_BARE = re.compile(
    r"^\W*(?:那|就|还是|改|换|成|为|定|要|来|固定|每周|，|,| )*([一二三四五六日]{2,6})(?:[三四五]天)?(?:都|的|来|吧|了|呢|好|行|可以)*(?=\W|$)"
)
"""“那就二四六吧”, with nothing but a time behind it."""


_INSTEAD = re.compile(
    rf"\b(?:make|change|switch|move) (?:it|them|that|this)(?: (?:to|on|every))* (?P<day>{'|'.join(DAYS)})s?\b"
    rf"|\b(?P<instead>{'|'.join(DAYS)})s?\b(?: would be better)?,? instead\b",
    re.IGNORECASE,
)
_PAUSES = re.compile(
    r"\b(?:pause|skip|suspend|put [^.?]{0,12}on hold|take a break)\b|暂停|停[一几两]?(?:次|周|下|个)|跳过|中间[^，。]{0,8}(?:不在|出差|有事)",
    re.IGNORECASE,
)


_UNDECIDED = re.compile(r"\b(?:might|maybe|perhaps|may need|let you know)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edit:
    """ISO weekdays that go and that come."""

    out: frozenset[int]
    new: frozenset[int]

    def of(self, weekdays: tuple[int, ...]) -> tuple[int, ...]:
        """The weekdays after it; an edit that leaves none changes nothing."""
        left = tuple(sorted((set(weekdays) - self.out) | self.new))
        return left or weekdays


def find_edit(text: str) -> Edit | None:
    """Which weekdays of a series go, and which come in their place.  Never raises."""
    plain = normalise(text)
    instead = None if _UNDECIDED.search(plain) else _INSTEAD.search(plain)
    if instead:
        day = DAYS.index((instead["day"] or instead["instead"]).lower()) + 1
        return Edit(EVERY, frozenset({day}))
    if named := _bare_days(plain) or only_days(plain):
        return Edit(EVERY, named)
    moved = _MOVED.findall(plain)
    dropped = {a or b for a, b in _DROPPED.findall(plain)} | set(_SELF.findall(plain))
    dropped |= _off_list(plain)
    out = {a for a, _ in moved} | dropped
    new = {b for _, b in moved} | {a or b for a, b in _ADDED.findall(plain)}
    gone = frozenset(map(_NUMBERS.__getitem__, out)) | left_out(plain)
    if not gone and not new:
        return None
    return Edit(gone, frozenset(map(_NUMBERS.__getitem__, new)))


def _off_list(plain: str) -> set[str]:
    found = _OFF_LIST.search(plain)
    if found is None:
        return set()
    if found["days"].startswith("双休") or found["days"].endswith("末"):
        return {"六", "日"}
    return set(re.findall("[一二三四五六日天]", found["days"]))


def weekdays_in(text: str) -> tuple[int, ...]:
    """“礼拜一三五”, “周二、周四”: a list of weekdays, each of which is meant; () for any other, and
    where one of them is to be chosen.  Never raises."""
    plain = normalise(text)
    found = _LISTED.search(plain)
    if found is None or _ALTERNATIVES.search(plain):
        return tuple(sorted(_bare_days(plain)))
    days = re.findall("[一二三四五六日天]", found["days"])
    return tuple(sorted({_NUMBERS[name] for name in days}))


def asks_of_a_visit(text: str) -> bool:
    """“元旦那天算不算”, “第二次是哪天”: a question about one of the visits.  Never raises."""
    return bool(_OF_A_VISIT.search(normalise(text)))


def moves_one_visit(text: str) -> bool:
    """“第二次往后挪一天”: another time for one visit of several.  Never raises."""
    return bool(_MOVES_ONE.search(normalise(text)))


def _bare_days(plain: str) -> frozenset[int]:
    found = _BARE.match(plain)
    days = [_NUMBERS[name] for name in found[1]] if found else []
    return frozenset(days) if days == sorted(set(days)) else frozenset()


def asks_to_pause(text: str) -> bool:
    """“Can I pause it over Christmas?”: the days are of visits that are left out.  Never raises."""
    return bool(_PAUSES.search(text))


def find_range(text: str) -> tuple[int, ...]:
    """“周一到周五”, as days on which somebody is to come; () where it says anything else."""
    plain = normalise(text)
    found = _RANGE.search(plain)
    if found is None or _AWAY.search(plain):
        return ()
    rest = _RANGE.sub("", plain)
    if len(rest) > _LITTLE and not _COMES.search(rest):
        return ()
    return _between(found[1], found[2])


def _between(first: str, last: str) -> tuple[int, ...]:
    return tuple(range(_NUMBERS[first], _NUMBERS[last] + 1))


def free_days(text: str) -> tuple[int, ...]:
    """“工作日都行”: one visit on any of these weekdays.  Never raises."""
    found = _FREE.search(normalise(text))
    if found is None:
        return ()
    if found["days"] in {"周末", "双休日"}:
        return (6, 7)
    span = _RANGE.search(found["days"])
    return _between(span[1], span[2]) if span else _between("一", "五")


def leaves_out(text: str) -> bool:
    """“12月23号那次不要”: one visit of a series is not wanted.  Never raises."""
    plain = normalise(text)
    return bool(_ONCE.search(plain)) or skips(plain)


def names_day_off(text: str) -> bool:
    """“礼拜天我自己能看 不用来”: a day on which nobody is to come.  Never raises."""
    plain = normalise(text)
    return bool(_DAY_OFF.search(plain) or left_out(plain))


def is_remark_on_a_visit(text: str) -> bool:
    """“周四那次我不在家，密码锁”, “下周一那个不变”: the day says which visit, and is no new one."""
    plain = normalise(text)
    return bool(_REMARK.search(plain)) and not _CHANGES.search(_REMARK.sub("", plain))


def keeps_a_visit(text: str) -> bool:
    """“下周一那个不变”: the day is that of a visit that stays.  Never raises."""
    plain = normalise(text)
    return bool(_KEPT.search(plain)) and not _CHANGES.search(_KEPT.sub("", plain))


def begins_on(text: str, times: Sequence[When], today: date) -> date | None:
    """The day from which on a series runs: the first of the week or month that is told
    (“从下周开始”), else the day of ``times`` with which it is told to begin (“从12月1号开始”)."""
    plain = normalise(text)
    if _BEGINS.search(plain) and (first := _first_of_span(plain, today)):
        return first
    return next((when.day for when in times if when.day and _begins_with(text, when.text)), None)


def _first_of_span(plain: str, today: date) -> date | None:
    if week := _NEXT_WEEK.search(plain):
        weeks = len(week[1] or "下")
        return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    month = _MONTH.search(plain)
    if month is None:
        return None
    number = today.month % 12 + 1 if month["next"] else _month(month["month"])
    return date(today.year + (number < today.month), number, 1) if number != today.month else None


def _begins_with(text: str, day: str) -> bool:
    """“从12月1号开始”, “12月1号起”, not “从周一到周五”."""
    said = re.escape(day)
    begins = rf"从{said}(?!.?[到至])|{said}[号日]?(?:开始|起)(?!去|住|搬|到|换|用新|地址)|(?:from|starting(?: on)?) {said}"
    return "到" not in day and bool(re.search(begins, text, re.IGNORECASE))


def _month(said: str) -> int:
    return int(said) if said.isdigit() else _MONTHS[said]
