"""Words that mend what was said: “不是601，是610”, “是28号不是18号”, and times that are none."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.language.script import simplify
from bot.language.trade.services import Mention, ServiceName
from bot.language.when import SHANGHAI, When

__all__ = [
    "find_correction",
    "find_short_name",
    "without_doors",
    "without_past",
    "without_refused",
]

_PART = r"([A-Za-z0-9一-鿿]{1,12}?)"
_WRONG_RIGHT = re.compile(
    rf"(?<!是)不是\s*{_PART}(?:的|了)?[，,。 ]*(?:而|应该|应)?是\s*([^，,。；;\s了吧！!]{{1,12}})"
)
_RIGHT_WRONG = re.compile(
    r"(?:是|改成|应该是|写|为)?\s*([^，,。；;\s是]{1,20}?)[，,]?\s*(?<!是)不是\s*([^，,。；;\s了吧啊呀！!]{1,12})"
)
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+")
_CHOSEN = re.compile(
    r"(?:还是|改成?|换成?|算了[，,]?|那|就|选|要)(?:做|约|要|来|是|选|用)?([一-鿿]{2})(?:(?:的|那种|那个|吧|好了|就行)(?=$|[，,。！!吧了])|[。！!~]*$)"
    r"|^(?:那|就|我|要|做|约|来)*([一-鿿]{2})(?:的|那种)就(?:行|好|可以|成|够)"
)
_SHORT = re.compile(
    r"(?:我|那|就|想|先|还是|给我|帮我|改成?|换成?|要|做|约|来|选|订|是|一?个|一?次|今天|这次|麻烦)*([一-鿿]{2})"
    r"(?:的|那种|那个|一点的)*(?:就行|就好|就可以|好了|吧|啦|了|哈|啊)*"
)
"""“深度的吧”, “来个深度的”, “日常”: a whole word of the message, between its pauses."""
_PAUSES = re.compile(r"[\s，,。；;！!~～]+")
_ASKED = re.compile(r"^(?:那么?|还有)?[，,]?([一-鿿]{2})(?:的|那种)?(?:呢|怎么样|如何)[?？。]*$")
_TOO_MUCH = re.compile(r"(?:太|有点儿?|好|真)?贵|不划算|用不(?:着|了)|不合适|没必要|不值")
_OVER = re.compile(
    r"\s*(?:服务|阿姨|合同|的合同)?(?:都|已经|刚|也|就要|快|要|下个?月|这个?月)*"
    r"(?:到期|结束|用完|[做洗擦打扫]{1,2}[完过好]|走|下户|下岗|满|辞|请假|回老家)了"
)
_BEFORE = re.compile(
    r"(?:上次|上回|之前|以前|前几天|上个?[月周]|去年|前阵子|一直|原来)(?:[^，,。；;！!？?]{0,6}(?:[做请用约洗找擦订定]的?(?:了|过|都?是)?)|来?的?|你们|那个|那次)$"
)
_WORDS_OF_TIME = re.compile(r"[\W\d]|上午|下午|早上|晚上|[点半时号月日的吧呢在就是那]")
_STORY = 2
"""Characters beside the time from which on a clause tells something."""
_PLACE = re.compile(r"地址|门牌|[路街弄室楼栋幢]")
_BARE_DAY = re.compile(r"\d{1,3}号")
_WISH = re.compile(
    r"改|提前到|推迟到|见(?=[吧啊了]|$)|换|约|就|来(?!不及)|可以|吧|行(?!不)|(?<!不)要不"
)


def find_correction(text: str) -> tuple[str, str] | None:
    """The wrong part and the right one that takes its place.  Never raises."""
    if found := _WRONG_RIGHT.search(text):
        return found[1], found[2]
    if found := _RIGHT_WRONG.search(text):
        return found[2], found[1]
    return None


def without_refused(text: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The services that are wished: “深度太贵了，还是日常的” is the daily one."""
    refused = [clause for clause in _CLAUSE.findall(text) if _TOO_MUCH.search(clause)]
    plain = simplify(text)
    places = {m.text: text.find(m.text) for m in found}
    out = {
        name
        for name, start in places.items()
        if any(name in clause for clause in refused) or _is_over(plain, start, name)
    }
    wished = [m for m in found if m.text not in out]
    return wished if any(not m.negated for m in wished) else found


def _is_over(plain: str, start: int, name: str) -> bool:
    """“月嫂到期了”, “上次请的保姆”: what was, beside what is wished now."""
    behind = _OVER.match(plain, start + len(name))
    return bool(behind or _BEFORE.search(plain[max(0, start - 14) : start]))


def find_short_name(text: str, lexicon: Sequence[ServiceName]) -> str | None:
    """The code of a service that is chosen by the beginning of its name: “还是日常的”, “深度呢”.

    Only beside a word of choosing or asking, and only where one service begins so.  Never raises.
    """
    plain = simplify(text.strip())
    found = _CHOSEN.search(plain) or _ASKED.search(plain)
    said = [_SHORT.fullmatch(word) for word in _PAUSES.split(plain)]
    begun = {next(filter(None, each.groups())) for each in (found, *said) if each}
    codes = {s.code for word in begun for s in lexicon if s.name.startswith(word)}
    return codes.pop() if len(codes) == 1 else None


def without_doors(text: str, times: Sequence[When]) -> Sequence[When]:
    """“漕溪路28号不是18号” names doors, not days."""
    if find_correction(text) is None or not _PLACE.search(text):
        return times
    return [when for when in times if not _BARE_DAY.fullmatch(when.text)]


def without_past(text: str, times: Sequence[When], now: datetime) -> Sequence[When]:
    """The times that can be wished: “妈妈前天摔了一跤，想找护工” wishes for no day.

    A past day that stands alone, or beside a wish, is kept: it is refused with the reason.
    """
    today = now.astimezone(SHANGHAI).date()
    return [when for when in times if not (when.day and when.day < today and _told(text, when))]


def _told(text: str, when: When) -> bool:
    """Whether a time stands in a clause that tells of something."""
    clause = next((c for c in _CLAUSE.findall(text) if when.text in c), "")
    rest = _WORDS_OF_TIME.sub("", clause.replace(when.text, ""))
    return len(rest) >= _STORY and not _WISH.search(rest)
