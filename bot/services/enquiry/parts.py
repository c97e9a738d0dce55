"""Whether one part of a service is included: the catalogue's own words on it, no sheet (REQ B2)."""

import re

from bot.language.talk.questions import wants_yes_or_no
from bot.language.trade.parts import asks_part, find_parts
from bot.models import Service
from bot.services import phrasing
from bot.services.enquiry.answer import Answer

_ITEM = re.compile(r"(?:[^，,；;。、（(]|[（(][^）)]*[）)])+")
_LEAD = re.compile(r"^(?:另含|另外含|以及|和|all of |plus |and (?:the )?)")
_CLAUSE = re.compile(r"[^。；;，,]+[。；;，,]?")
_COMMA = {"zh": "、"}
_PAPERS = re.compile(
    r"证|资质|经验|培训|素质|专业|靠谱|可靠|放心|安全|背景|核验|正规|怎么样|好不好|哪里人|年纪|年龄|多大|\b(?:trained|experienced?|certified|checked|safe|reliable)\b",
    re.IGNORECASE,
)
"""What is asked of people as a whole."""
_APART = re.compile(r"另计|charged apart")
"""What is done, and paid for apart, is not left out."""
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_EVERYDAY = {
    *(
        "你们",
        "我们",
        "请问",
        "什么",
        "怎么",
        "可以",
        "是不",
        "需要",
        "告诉",
        "我家",
        "家里",
        "服务",
    ),
    *(
        "通常",
        "以上",
        "提前",
        "一个",
        "每次",
        "小时",
        "平米",
        "分类",
        "准备",
        "一次",
        "确认",
        "提供",
    ),
}
_PLAIN = re.compile(
    r"[\W\d]|[你您我们请问有没做吗呢么的可以能不会提供服务项目想要需了解一下介绍是啊吧给帮这那个咨询说讲详细都还也就呀哦嗯好怎样]"
)
_FUNCTION = re.compile(
    r"[你您我他她们有里的吗呢么是在不了会能要可以个这那吧啊和跟都也就什么家请给让把被到时]"
)
"""Characters that tell nothing of what is asked: “里有”, “在家”."""
_SOME = 3


def on_part(service: Service, text: str, language: str) -> Answer | None:
    """What a service has and has not of the part that a question names; None where the catalogue
    does not speak of it."""
    if not asks_part(text):
        return None
    held = [part.held for part in find_parts(_without_names(service, text))]
    return _parted(service, held, language) or _in_passing(service, held, language)


def on_words(service: Service, text: str, language: str) -> Answer | None:
    """The catalogue's own clauses that have a word of a question which is more than the name: in
    or out, else as it stands; None where they have none."""
    words = _telling(service, text)
    if not words:
        return None
    held = [re.compile("|".join(map(re.escape, words)))]
    return _parted(service, held, language) or _in_passing(service, held, language)


def on_qualification(service: Service, text: str, language: str) -> Answer | None:
    """“阿姨有健康证吗”: the clause that speaks of it; unknown what is asked of people in particular
    and told nowhere, None where all of it is wanted."""
    if not wants_yes_or_no(text):
        return None
    telling = _pairs(service, text, service.qualification)
    said = [
        c.strip("，；。, ")
        for c in _CLAUSE.findall(phrasing.text(service, "qualification", language))
    ]
    found = [clause for clause in said if any(pair in clause for pair in telling)]
    if not found:
        is_open = asks_particular(service, text) and not _PAPERS.search(text)
        return Answer("", {}, known=False) if is_open else None
    name, clauses = phrasing.service_name(service, language), _COMMA.get(language, ", ").join(found)
    return Answer("utter_exact", {"service": name, "words": clauses}, service=service)


def _in_passing(service: Service, held: list[re.Pattern[str]], language: str) -> Answer | None:
    """What is said of it where the length is told, or what has to be there."""
    texts = [phrasing.text(service, name, language) for name in ("duration", "prepare")]
    said = [
        c.strip("，；。, ")
        for text in texts
        for c in _CLAUSE.findall(text)
        if any(rule.search(c) for rule in held)
    ]
    if not said:
        return None
    name, clauses = phrasing.service_name(service, language), _COMMA.get(language, ", ").join(said)
    return Answer("utter_exact", {"service": name, "words": clauses}, service=service)


def _telling(service: Service, text: str) -> list[str]:
    """The pairs of characters that a question shares with what the catalogue says."""
    held = f"{service.includes}{service.excludes}{service.prepare}{service.duration}"
    return _pairs(service, text, held)


def _pairs(service: Service, text: str, held: str) -> list[str]:
    plain = _nameless(service, text)
    pairs = {plain[i : i + 2] for i in range(len(plain) - 1)} - _EVERYDAY
    telling = (pair for pair in pairs if _HAN.fullmatch(pair) and not _FUNCTION.search(pair))
    return sorted(pair for pair in telling if pair in held)


def asks_particular(service: Service, text: str) -> bool:
    """Whether a question is about more than the service by its name: “退租检查能通过吗”."""
    plain = _nameless(service, text)
    return len(_PLAIN.sub("", plain)) >= _SOME or bool(find_parts(plain))


def _parted(service: Service, held: list[re.Pattern[str]], language: str) -> Answer | None:
    """The items of a service that speak of it, apart by what is done and what is not."""
    inside = _items(phrasing.text(service, "includes", language), held, language)
    outside = _items(phrasing.text(service, "excludes", language), held, language)
    name = phrasing.service_name(service, language)
    if _APART.search(outside):
        words = _COMMA.get(language, ", ").join(filter(None, (inside, outside)))
        return Answer("utter_exact", {"service": name, "words": words}, service=service)
    if inside and outside:
        both = {"service": name, "inside": inside, "outside": outside}
        return Answer("utter_part_both", both, service=service)
    if inside:
        return Answer("utter_part_inside", {"service": name, "inside": inside}, service=service)
    if outside:
        return Answer("utter_part_outside", {"service": name, "outside": outside}, service=service)
    return None


def _items(said: str, held: list[re.Pattern[str]], language: str) -> str:
    items = [_LEAD.sub("", item.strip()) for item in _ITEM.findall(said)]
    found = [item for item in items if any(rule.search(item) for rule in held)]
    return _COMMA.get(language, ", ").join(found)


def _without_names(service: Service, text: str) -> str:
    """“做饭阿姨会买菜吗” asks of the shopping alone; a name that is all of it stays."""
    plain = _nameless(service, text)
    return plain if find_parts(plain) else text


def _nameless(service: Service, text: str) -> str:
    plain = text
    for name in sorted((service.name, *service.aliases), key=len, reverse=True):
        plain = plain.replace(name, " ")
    return plain
