"""Whether a customer wants a woman or a man to come, or asks which of them it will be."""

import re
from enum import StrEnum

from bot.language.contact.names import SURNAME
from bot.language.talk.questions import is_question

__all__ = ["Sex", "asks_sex", "sex_does_not_matter", "wanted_sex"]


class Sex(StrEnum):
    """Of the person who comes; the value is the wish as dispatch and worker read it."""

    FEMALE = "女性服务人员"
    MALE = "男性服务人员"


_PERSON = (
    r"(?:的|性|士|生|同志|孩子来|人来|服务人员|师傅|阿姨|保洁|工(?:人|作人员)?|员工|护工|护理|钟点工|小时工|陪护|老师|司机"
    r"|月嫂|育儿嫂|保姆|家政|整理师|收纳师|厨师)"
)
_FEMALE = re.compile(
    rf"(?<![男孙子美妇少处侄甥])女{_PERSON}|\b(?:females?|wom[ae]n|lad(?:y|ies))\b", re.IGNORECASE
)
_MALE = re.compile(rf"(?<![女])男{_PERSON}|\b(?:males?|m[ae]n|guys?)\b", re.IGNORECASE)
_BOTH = re.compile(r"男女|是男是女|女的?还是男|男的?还是女|[女男]的[、和或跟][女男]的")
_OWN = re.compile(
    r"(?:我们?|本人|自己|俺|老人|病人|宝宝|孩子|小孩|产妇|老公|老婆|邻居|主人|业主|客户|房东|室友|家里|家中|我家|屋里|只有|就我)"
    r"[^，,。；;！!？?要找派换想]{0,5}(?:是|有|住|一个|两个|就|都)(?:一?[个位名])?[^，,。；;！!？?要找派换]{0,2}[男女]"
    r"|[男女](?:的|生|士)(?:在家|一个人|住|用品|衣服|厕|卫|鞋)|\bi(?:'m| am) (?:a|an|the)\b",
    re.IGNORECASE,
)
"""Who lives there, not who is to come."""
_NOT = re.compile(
    r"(?:不(?:要|想要?|希望|接受|用|能是|可以是)|别(?:派|让|叫|来|找)?|唔要)[^，,。]{0,4}$"
)
_WISHES = re.compile(
    r"要|找|派|换|安排|指定|选|挑|限|希望|最好|尽量|只能|必须|得是|想|揾|搵|叫|来[个一位]|约[个一位]|请[个一位]"
    r"|\b(?:want|need|prefer|send|please|would like|only|rather)\b",
    re.IGNORECASE,
)
_ASKS_ONLY = re.compile(
    r"(?:是|都是|有|有没有|会是|来的)[^，,。要找派换]{0,6}[男女][^，,。]{0,8}(?:吗|么|吧|不|没|呢|嘛|[?？])"
    r"|是男是女|[男女]的?还是[男女]|是[男女]的?是[男女]的?|[男女](?:的|性)?(?:吗|么|吧)[?？]?$"
    r"|\b(?:is|are|will)\b[^.?!]{0,30}\b(?:female|male|wom[ae]n|m[ae]n|lady|ladies)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"(?:男女|男的女的|性别)[^，,。]{0,3}(?:都行|都可以|都好|不限|不论|无所谓|随便|没要求|不要求)"
    r"|(?:男|女)的也(?:行|可以|好|成)|不(?:限|挑|论)(?:男女|性别)|\b(?:either is|doesn't matter|don't mind)\b",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?:我?是|我?姓|叫我)?{SURNAME}[\u4e00-\u9fff]?女士")
"""“潘女士”: who it is, not who is to come."""
_CLAUSE = re.compile(r"[^，,。；;！!\n.]+[?？]?")


def wanted_sex(text: str) -> Sex | None:
    """The wish of a message: “要个男师傅”, “能不能派女阿姨”, “不要男的”; the last word counts.

    A question (“是女的吗”) is no wish.  Never raises.
    """
    wished = None
    for clause in _CLAUSE.findall(text):
        wished = _in_clause(clause) or wished
    return wished


def asks_sex(text: str) -> bool:
    """“来的是女的吧？”, “有男师傅吗”.  Never raises."""
    return wanted_sex(text) is None and any(
        (_ASKS_ONLY.search(clause) or is_question(clause)) and _names(clause)
        for clause in _CLAUSE.findall(text)
    )


def sex_does_not_matter(text: str) -> bool:
    """“男女都行”: a wish told before is taken back.  Never raises."""
    return bool(_EITHER.search(text))


def _names(clause: str) -> bool:
    named = _FEMALE.search(clause) or _MALE.search(clause) or _BOTH.search(clause)
    return bool(named) and not _OWN.search(clause)


def _in_clause(clause: str) -> Sex | None:
    if _NAME.fullmatch(clause.strip()):
        return None
    if _OWN.search(clause) or _EITHER.search(clause) or _BOTH.search(clause):
        return None
    if _ASKS_ONLY.search(clause) and not re.search(r"[要找派换搵揾]|安排|prefer|want", clause):
        return None
    for sex, other, said in ((Sex.FEMALE, Sex.MALE, _FEMALE), (Sex.MALE, Sex.FEMALE, _MALE)):
        if (found := said.search(clause)) is None:
            continue
        if _NOT.search(clause[: found.start()]):
            return other
        bare = len(clause.strip()) <= len(found[0]) + 2 and not is_question(clause)
        return sex if bare or _WISHES.search(clause) else None
    return None
