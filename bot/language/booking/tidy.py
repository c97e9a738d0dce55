"""What is kept of a remark for who comes: without greetings, thanks, fillers and questions."""

import re
from typing import Final

from bot.language.talk.questions import is_question

__all__ = ["PETS", "merged", "tidied"]

PETS: Final = re.compile(
    r"[猫狗](?!粮)|宠物|金毛|泰迪|柯基|哈士奇|拉布拉多|边牧|萨摩|布偶|英短|鹦鹉|兔子"
)
_LEAD: Final = re.compile(
    r"^(?:(?:等等|等一?下|哦+|噢+|嗯+|喔|诶|欸|唉|哎呀?|对了|另外|然后|好的|好吧|行吧|你好|您好|顺便说一?[下句]|那就|那么|就是(?!说)|ok)(?:[，,、:：！!\s]+|(?=[\u4e00-\u9fff\d]))"
    r"|还有(?=[，,\s\d一两三四五]|请|麻烦|让|叫|记得|要|家里|我)[，,\s]*|那(?=(?:别|不要|不用|麻烦|请|记得|加上))|(?:好|行|那|啊)[，,\s]+)+",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?:[哦哈啊呀喔哟嘛啦~～]|(?<![就好])吧)+$")
_EMPTY: Final = re.compile(
    r"(?:收到|谢谢?(?:你|您|了|啦|哈)*|多谢|好+的?|嗯+|行|可以|知道了?|明白了?|辛苦(?:你|您|了|啦)*|麻烦(?:你|您|了|啦)+|拜托了?|对|是的?|没错|(?:没关系|没事|不要紧|不碍事|不影响|没问题)(?:吧|的吧)?|对了|另外|还有|等等|等一?下|哦+|噢|然后|你好|您好|顺便|ok)",
    re.IGNORECASE,
)
_ENGLISH_LEAD: Final = re.compile(
    r"^(?:(?:thank you(?: (?:so|very) much)?|thanks(?: a lot)?|ok(?:ay)?|yes|sure|great|perfect|and|also|but|oh|hi|hello|by the way|please note(?: that)?|just so you know|one more thing)\b[,.!:\s]*)+",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"([，,；;。！!\n]+)")
_BLANK: Final = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def tidied(note: str) -> str | None:
    """“等等 师傅带梯子吧，收到。” is “师傅带梯子”; None where nothing is left.  Never raises."""
    if note.isascii():
        return _ENGLISH_LEAD.sub("", note.strip()).strip(" ,.!") or None
    kept = [_clause(clause) for clause in _CLAUSE.split(note)[::2]]
    return "，".join(dict.fromkeys(filter(None, kept))) or None


def merged(notes: list[str], note: str) -> list[str]:
    """``notes`` with one more: what was told before is not told twice, and what says the same with
    more takes its place.  Never raises."""
    if any(note in each for each in notes):
        return notes
    kept = [each for each in notes if each not in note]
    known = {clause for each in kept for clause in each.split("，")}
    new = "，".join(clause for clause in note.split("，") if clause not in known)
    return [*kept, new] if new else kept


def _clause(clause: str) -> str:
    parts = [_part(part) for part in _BLANK.split(_LEAD.sub("", clause.strip()))]
    return " ".join(part for part in parts if part)


def _part(part: str) -> str:
    said = _LEAD.sub("", part.strip())
    if _EMPTY.fullmatch(said) or (is_question(said) and not PETS.search(said)):
        return ""
    return _TAIL.sub("", said).strip()
