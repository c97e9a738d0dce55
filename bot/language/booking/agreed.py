"""A clear yes to a booking that was read back, in the words of every day: “行吧，先订上”."""

import re

from bot.language.talk.answers import read_answer
from bot.language.talk.questions import is_question

__all__ = ["agreed"]

_CLAUSE = re.compile(r"[，,。.；;！!~～、\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_LEAD = r"(?:那|就|先|好的?|行|可以|嗯+|中|好个|赶紧|快点?|直接|帮我|给我|替我|侬|你们?|您|麻烦|请|按|照|要|这么|愉快地?|都|能|我们?|这样|这单|这个|订单|是|吧|了|哎呀?|唉|\s)"
_END = r"(?:吧|的|了|啊|呀|哦|嘛|呗|啦|嘞|哈|咯|呐|谢谢|一下|好)*"
_STRONG = re.compile(
    rf"{_LEAD}*(?:订|定|约|预约|预订|下单|落单|提交)(?:单|上|下来?|着|了|好|掉|这个|它|一下)?{_END}"
    rf"|{_LEAD}*(?:决定|说定|确认|确定)(?:了|吧|啊|呀|啦|哈|谢谢)*"
    rf"|{_LEAD}+(?:这样|这么(?:办|着|定)|酱紫|格能|恁办|这个|它){_END}"
    rf"|(?:那就?|就){_LEAD}*(?:麻烦|拜托|辛苦)(?:你们?|您)?{_END}"
    rf"|(?:那就?|就|{_LEAD}+)来吧|{_LEAD}*见(?:一|个|一个)?面{_END}"
    rf"|(?:没|没有)(?:什么|啥)?(?:别的|其他的?|要改的?|改的){_END}|不用(?:再)?改{_END}"
    r"|(?:yes|ok(?:ay)?|so|then|well|right|\s)*(?:go for it|book away|let'?s do (?:it|this)|lock it in)",
    re.IGNORECASE,
)
"""What settles it: words of booking or of leaving it at that."""
_BESIDE = re.compile(
    r"(?:那?就|还是|那|[嗯恩哦噢啊唉哎呀诶]+|好吧?|行|没事(?:儿)?|听(?:你们?|您)的|(?:价格|价钱|钱|时间|地址)(?:也|都)?(?:可以|行|还行|合适|ok|没问题)"
    r"|贵就贵点?|(?:别|不)(?:磨叽|啰嗦|废话)|快点?|赶紧的?|抓紧|辛苦|谢谢(?:你们?|您)?|麻烦(?:你们?|您)?|thanks?(?: you)?|please|great|cool)"
    rf"{_END}",
    re.IGNORECASE,
)
"""What may stand beside a yes and is none by itself."""
_OPEN = re.compile(
    r"[?？]|(?:吗|么|呢|不)\s*$|改(?:成|到|为)|换|但|不过|要是|如果|等等|等一?下|别订|不订"
)
_LONGEST = 60


def agreed(text: str) -> bool:
    """Whether each clause says yes or leaves it at that, and one of them settles it.

    Never raises.
    """
    if len(text) > _LONGEST or _OPEN.search(text) or is_question(text):
        return False
    if read_answer(text) is not None:
        return read_answer(text) is True
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()]
    settles = [bool(_STRONG.fullmatch(c)) or read_answer(c) is True for c in clauses]
    fits = [s or bool(_BESIDE.fullmatch(c)) for s, c in zip(settles, clauses, strict=True)]
    return any(settles) and all(fits)
