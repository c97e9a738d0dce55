"""Whether words choose another service in the place of the one in hand, or only speak of it.

“还是做开荒吧” chooses; “后天要带孩子打针”, “阿姨会烧饭吗”, “家里有月嫂” tell, ask, or give a reason.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.language.script import simplify
from bot.language.spacing import paused
from bot.language.talk.questions import is_question
from bot.language.trade.services import Mention
from bot.language.trade.tasks import is_chore

__all__ = ["asks_of_the_worker", "changes_service", "chosen_instead", "spoken_of"]

_CHANGES: Final = re.compile(
    r"换(?!鞋|衣|床|气|季)|改(?:成|为|做|约|要|订|定|个|洗|擦)|还是|算了|干脆|不如|要不|(?:[要说约订想]的?|其实|应该)是"
    r"|\b(?:instead|rather|change|switch|make it)\b",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(r"\s*(?:代替|吧|好了|就行|就好|\binstead\b)", re.IGNORECASE)
_WISHES: Final = re.compile(
    r"(?:想|(?<![一二三四五六日天号点午晚早])要|约|订|定|需|请|找|雇|叫|缺|帮我|帮忙|安排|下单|那就|^就|来[个一次])(?![了过的])"
    r"|\b(?:book|need|want|like|looking for|get)\b",
    re.IGNORECASE,
)
_HIRES: Final = re.compile(
    r"(?:约|订|预约|下单|[请找雇来要派](?:一?[个位名次]|人))(?![了过的])|\b(?:book|need|hire) an?\b",
    re.IGNORECASE,
)
"""Somebody is wished to do it; “我要带孩子” is the writer's own doing."""
_OWN: Final = re.compile(
    r"(?:我|家里)(?:们|[妈爸]|老公|老婆|婆婆|公公|家)?(?:今天|明天|那天|到时候?|正好|刚好)?(?:要|得|还要|去|在|自己|没空|没时间)[^请找约订]{0,4}$"
)
_FAMILY: Final = re.compile(r"[带接陪看遛哄做烧煮炒照伺]")
"""What people do themselves: “我要带孩子打针” wishes for nobody."""
_LEAD: Final = re.compile(
    r"^\W*(?:(?:你好|您好|请问|哦|噢|嗯|那么?|就|好的?|行|对|是|我|们|先|再|第一个|第二个|the|a|an|ok|so)[，, ]*)*$",
    re.IGNORECASE,
)
_THERE: Final = re.compile(r"(?:那[边里头]|家里?|另外一?[处头边])(?:要|再|还)*$")
"""“丈母娘那边擦玻璃”: what is to be done at another place."""
_ENDS: Final = re.compile(
    r"^(?:服务|清洗|的|吧|哈|啊|呀|哦|噢|了|好了|就行|就好|please)*(?:$|[\s，,。！!~～\d]|[一二两三四五六七八九十][个次台点室平]|[上下]午|[今明后]|[周星])",
    re.IGNORECASE,
)
_OF_THE_WORKER: Final = re.compile(
    r"(?:阿姨|师傅|保姆|月嫂|育儿嫂|护工|保洁员?|钟点工|人家|[她他])们?(?:们|也|还|到时候?|来了)*(?:能不能|会不会|可不可以|能|会|可以|管|负责|顺便|包)"
    r"|(?:能不能|会不会|可不可以|能|会|可以)(?:让|叫|请|麻烦)(?:阿姨|师傅|保姆|月嫂|育儿嫂|护工|她|他)"
    r"|\b(?:can|could|will|would|does|do|is|may) (?:the |your |my |our )?(?:carer|nanny|cleaners?|helper|cook|ayi|maid|worker|nurse|she|he|they)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"不|别|没|\bno\b|\bnot\b")
_CLAUSE: Final = re.compile(r"[^，,。；;！!？?\n]+")


def changes_service(text: str) -> bool:
    """Whether it has a word of exchange: 换成, 还是, instead.  Never raises."""
    return bool(_CHANGES.search(simplify(text)))


def asks_of_the_worker(text: str) -> bool:
    """“阿姨会烧饭吗”, “can the carer cook lunch”: what the one who comes is able to do."""
    return is_question(text) and bool(_OF_THE_WORKER.search(simplify(text)))


def chosen_instead(
    text: str, found: Sequence[Mention], in_hand: str, *, asks: bool = False
) -> list[str]:
    """The services that a message puts in the place of ``in_hand``; none where it only tells of
    them or ``asks`` about them.  Never raises."""
    others = dict.fromkeys(m for m in found if m.code != in_hand and not m.negated)
    if any(m.negated and m.code == in_hand for m in found):
        return [m.code for m in others]
    asks = asks or is_question(text)
    return [m.code for m in others if _is_chosen(m, text, asks=asks)]


def spoken_of(text: str, found: Sequence[Mention], in_hand: str) -> list[str]:
    """The clauses that speak of what another service does, and say what is to be done here:
    “洗碗 陪孩子写作业”; no reason of the writer's own.  Never raises."""
    tasks = [m for m in dict.fromkeys(found) if m.code != in_hand and is_chore(m.text)]
    clauses = [next((c for c in _CLAUSE.findall(text) if m.text in c), m.text) for m in tasks]
    return [c.strip() for c in dict.fromkeys(clauses) if not _OWN.search(_before(c, found))]


def _before(clause: str, found: Sequence[Mention]) -> str:
    return next((clause.partition(m.text)[0] for m in found if m.text in clause), clause)


def _clause_of(text: str, mention: Mention) -> str:
    return next((c for c in _CLAUSE.findall(paused(text)) if mention.text in c), mention.text)


def _is_chosen(mention: Mention, text: str, *, asks: bool) -> bool:
    name = simplify(mention.text)
    before, _, after = simplify(_clause_of(text, mention)).partition(name)
    if _CHANGES.search(before) or (_CHANGED.match(after) and _LEAD.match(before)):
        return True
    if asks or _NOT.search(mention.text) or (_OWN.search(before) and _FAMILY.match(mention.text)):
        return False
    told = before + mention.text
    if is_chore(mention.text):
        lead, _, end = simplify(text).partition(name)
        return bool(_HIRES.search(told) or (_LEAD.match(lead) and _ENDS.fullmatch(end)))
    leads = _LEAD.match(before) or _THERE.search(before)
    return bool(_WISHES.search(told) or (leads and _ENDS.match(after)))
