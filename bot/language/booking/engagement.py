"""What is said of work for months to come while its first meeting is arranged: a due date, the day
it is to begin, for how long, in which shift, for whom."""

import re
from datetime import datetime
from enum import StrEnum

from bot.language.when import When, find_times

__all__ = [
    "Span",
    "asks_to_meet",
    "lasts_a_shift",
    "names_due_date",
    "span_of",
    "times_in",
    "work_said",
]

_CLAUSE_END = re.compile(
    r"[，,。；;！!\n]+|(?<=[？?])|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])"
)
_TO_MEET = r"面谈|面试|面聊|见面|见(?:个|一|上|了)*面|先?见(?:一)?见|先见|见(?:一)?下|\binterview|\bmeet(?:ing)?\b"
_MEETING = re.compile(
    rf"{_TO_MEET}|上门(?:来)?(?:看|谈|聊)|[来过](?:家里)?(?:谈|聊|看看)", re.IGNORECASE
)
_ASKS_TO_MEET = re.compile(
    rf"(?:能|可以|可不可以|想|要|让|安排|\bcan|\bcould|\bmay)[^，。]{{0,12}}(?:{_TO_MEET})"
    rf"|(?:{_TO_MEET})[^，。]{{0,6}}(?:吗|么|呢|行|可以|再定|再说|[?？])",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"预产期|预产|产期|(?:要|会|快|应该|大概|准备)生(?!日|病|活|意|气)|[日号初底旬]生(?!日|病|活|意|气)"
    r"|剖|出生|生产|\bdue\b|\bbaby (?:comes|is coming)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"上户|到岗|上岗|上工|入户|开工|进家|住进来|出院|[出坐满]月子|满月|上班"
    r"|\bstart(?:s|ing)? (?:work|on|from)\b",
    re.IGNORECASE,
)
_BEGINS_BARE = re.compile(
    r"开始|开头|起(?!来|床)|以?后(?:做|来|用|要)|\bfrom\b|\bstart", re.IGNORECASE
)
_SHIFT = re.compile(
    r"[白日夜晚]班|每天|每日|天天|上班|下班"
    r"|(?:白天|晚上|夜里)[^，。]{0,4}(?:自己|我们|来就|带|做|睡|陪|看)|(?:周|星期|礼拜)[一二三四五六日天]?(?:到|至|[-~—])"
    r"|[双单]休|周末[^，。]{0,4}(?:不用|休|自己|我们)|\b(?:day|night) shift\b|\bevery day\b",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"住家(?!的?(?:保姆|阿姨))|全天|24小时|二十四小时|钟点|\blive.?in\b", re.IGNORECASE
)
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十半几]{1,3})"
_LENGTH = re.compile(
    rf"{_NUMBER}(?:多)?(?:个)?(?:月|天|周|星期|礼拜|年)(?![前后内初底中份]|以[前后]|之[前后]|\d)|长期|长做|短期|试用"
    rf"|\b(?:\d{{1,2}}|a|one|two|three|six) (?:months?|weeks?|days)\b",
    re.IGNORECASE,
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"{_NUMBER}月{_NUMBER}[日号]?|\d (?:of )?{_MONTHS}|{_MONTHS} \d|\d(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"剖腹|顺产|双胞胎|龙凤胎|多胞胎|早产|[头一二三]胎|[大二三]宝|宝宝|娃|孩子|老人|[老爸妈]人?\d|岁|月龄|过敏"
    r"|忌口|回民|清真|不吃|口味|[一二两三四五六七八九\d]口|母乳|奶粉|混合喂养|催乳|通乳|产妇|\btwins?\b|\bc-section\b"
    r"|\ballerg|\bbaby is\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"最好|希望|必须|[要得能]会|要有|会(?:做|讲|说|带|烧|包|开车|英语)|金牌|银牌|[高特]级|有经验|经验丰富|普通话"
    r"|上海话|本地|方言|属[相鼠牛虎兔龙蛇马羊猴鸡狗猪]|年[纪龄轻]|勤快|爱?干净|耐心|脾气|性格|做饭|烧饭|打扫|家务"
    r"|接送|接孩子|\bspeaks?\b|\bexperienced?\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"[？?]$|(?:吗|么|呢|对吧|是吧|行不行|好不好)$|多少|怎么|几[天个]|什么|哪|有没有|能不能|可不可以"
    r"|是不是|会不会|\b(?:how|what|do|does|can|is it)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"^(?:你好|您好|请问|我|想|要|需要|帮我|给我|麻烦|先)*(?:请|找|约|订|预约|来|安排|需要|要)(?:一?个|一?[位名]|一下)(?!半?个?月)"
    r"|地址|电话|手机|\d{5,}|[路弄]\d|\d[号栋幢]?楼|(?:我|叫|姓)[\u4e00-\u9fff]?(?:姓|叫)"
)
_NEAR = re.compile(
    r"今[天晚早]|明[天晚早]|后[天晚早]|现在|马上|today|tomorrow|tonight", re.IGNORECASE
)
_WEEKDAYS = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]?(?:到|至|[-~—])")
_TOO_SOON = re.compile(
    r"太赶|太早|太急|太紧|太晚|来不及|赶不及|赶不上|\btoo (?:soon|early|late)\b", re.IGNORECASE
)
_MISSAID = re.compile(r"[说记写搞弄看算](?:得)?错|不对|有误|搞混|改了|变了|提前了|推[后迟]了")
_GOES_ON = re.compile(r"(?:应该|其实|现在|改)?(?:是|为|成)")
_SHIFT_HOURS = 4
_LONGEST = 40


class Span(StrEnum):
    """What a time in such a message is of."""

    MEETING = "meeting"
    DUE = "due"
    BEGIN = "begin"
    SHIFT = "shift"
    GONE = "gone"


def times_in(when: When, text: str, now: datetime) -> list[When]:
    """A time that runs on from one clause to the next, where one of them is of the work:
    “预产期12月15号，这周六下午来面谈” are two.  Never raises."""
    parts = _clauses(when.text)
    is_of_work = any(rule.search(text) for rule in (_DUE, _BEGINS, _BEGINS_BARE))
    if len(parts) < 2 or not is_of_work:
        return [when]
    return [each for part in parts for each in find_times(part, now)]


def span_of(when: When, text: str, *, is_asked: bool) -> Span:
    """What a time is of; a bare day before the meeting was asked about (``is_asked``) is the day
    on which the work is to begin.  Never raises."""
    clause = _clause_of(when, text)
    if _TOO_SOON.search(clause):
        return Span.GONE
    if _MEETING.search(clause):
        return Span.MEETING
    if when.day is not None and _DUE.search(clause):
        return Span.DUE
    if when.day is not None and _BEGINS.search(clause):
        return Span.BEGIN
    if lasts_a_shift(when) or _SHIFT.search(clause):
        is_dated = when.day is not None and not _WEEKDAYS.search(text)
        return Span.BEGIN if is_dated and lasts_a_shift(when) else Span.SHIFT
    if when.day is None or when.clock or when.part or when.is_bounded:
        return Span.MEETING
    if _BEGINS_BARE.search(clause):
        return Span.BEGIN
    is_near = _NEAR.search(clause) or _MEETING.search(text)
    return Span.MEETING if is_asked or is_near else Span.BEGIN


def _clause_of(when: When, text: str) -> str:
    """The clause of a time, with the one before where it only goes on: “预产期说错了，是2月20号”."""
    clauses = _clauses(text)
    at = next((n for n, c in enumerate(clauses) if when.text and when.text in c), None)
    if at is None:
        return text
    is_mended = at > 0 and _GOES_ON.match(clauses[at]) and _MISSAID.search(clauses[at - 1])
    return clauses[at - 1] + clauses[at] if is_mended else clauses[at]


def lasts_a_shift(when: When) -> bool:
    """“早八点到晚六点”, “8小时”: a working day; a meeting is shorter."""
    if when.hours is not None and when.hours > _SHIFT_HOURS:
        return True
    if when.clock is None or when.until is None:
        return False
    return not 0 < when.until.hour - when.clock.hour <= _SHIFT_HOURS


def work_said(text: str) -> list[str]:
    """The clauses about the work itself, as typed, but for questions and what has a date.

    Never raises.
    """
    return [clause for clause in _clauses(text) if _is_of_work(clause)]


def asks_to_meet(text: str) -> bool:
    """“能先面试吗”, “想先见一面再定”."""
    return bool(_ASKS_TO_MEET.search(text))


def names_due_date(text: str) -> bool:
    """“预产期是三月五号”.  Never raises."""
    return bool(_DUE.search(text))


def _clauses(text: str) -> list[str]:
    parts = [text] if text.isascii() else _CLAUSE_END.split(text)
    return [part.strip() for part in parts if part and part.strip()]


def _is_of_work(clause: str) -> bool:
    if len(clause) > _LONGEST or _QUESTION.search(clause) or _ORDERS.search(clause):
        return False
    if _MEETING.search(clause) or _DATE.search(clause) or _MISSAID.search(clause):
        return False
    named = (_SHIFT, _MANNER, _LENGTH, _FAMILY, _PERSON, _BEGINS, _DUE)
    return any(rule.search(clause) for rule in named)
