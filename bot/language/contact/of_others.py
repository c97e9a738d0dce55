"""Phones of other people beside the customer's own: “丈母娘 13061700992”, “到了打物业小陈 137…”."""

import re
from typing import Final

from bot.language.contact.contact import contact
from bot.language.contact.phone import Phone, as_dialled, find_phones
from bot.language.script import simplify

__all__ = ["adds_phone", "is_beside_own", "names_contact", "phones_of_others", "whose_phone"]

_KIN: Final = (
    r"丈母娘|岳[父母]|丈人|婆婆|公公|爸爸?|妈妈?|老爸|老妈|父亲|母亲|爹|娘|老公|老婆|爱人|丈夫|妻子|儿子|女儿|闺女|儿媳妇?|女婿"
    r"|弟弟?|哥哥?|姐姐?|妹妹?|爷爷|奶奶|外公|外婆|姥姥|姥爷|阿婆|叔叔?|舅舅?|姑姑?|姨妈?|侄[子女]|老人|亲戚|对象|男朋友|女朋友"
)
_OFFICE: Final = r"邻居|朋友|同事|室友|合租的?|房东|租客|房客|物业|保安|门卫|管家|前台|中介|司机|秘书|助理|老板|店长|保姆|居委会?|楼长"
_TITLED: Final = r"(?:[小老]?(?![的是姓])[\u4e00-\u9fff](?:师傅|先生|女士|小姐|阿姨|经理|总)?(?=$|[的\s，,:：\d]))?"
WHO: Final = (
    rf"(?:(?:我|他|她|孩子|小孩|老公|老婆)(?:家?的?)?(?:{_KIN}|先生|太太)"
    rf"|(?<![\u4e00-\u9fff])(?:先生|太太)|(?:{_KIN}|{_OFFICE}))(?!姓){_TITLED}"
)
"""“我弟”, “物业小陈”, “丈母娘”."""
_WHOSE: Final = re.compile(
    rf"(?P<who>{WHO}|[她他](?=的?(?:电话|手机|座机|号)))(?:的|那边的?)?(?:电话|手机|座机|固话|号码?)*(?:号码?)?(?:是|叫|就?打|:|：)?"
    r"(?:(?:也|再|麻烦|帮我|给我)*(?:记|加|留|写|存|登记)(?:一?下|上|个|着)*[，,\s]*)?\s*$"
)
_BEHIND: Final = re.compile(
    rf"^\s*(?:[(（]|是|这是|这个是|，这是|,这是)?\s*(?P<who>{WHO})(?:的(?:电话|手机|号码?)?)?(?=$|[)）\s,，。;；!！])(?!\s*\d{{5}})"
)
_ENGLISH: Final = re.compile(
    r"(?P<who>\b(?:my|his|her) (?:wife|husband|mother|father|mom|mum|dad|son|daughter|sister|brother|landlord|neighbou?r|assistant|colleague|friend|ayi)"
    r"|\b(?:landlord|concierge|doorman))(?:'s)?(?: (?:number|phone|mobile|cell|tel))?(?: is)?[\s:,]*$",
    re.IGNORECASE,
)
_TO_WHOM: Final = re.compile(
    r"(?:(?:师傅|阿姨)?(?:到了|来了|上门|到的?时候|来的?时候|打不通|不通|没人接|不行|有事|进门|开门|拿钥匙|钥匙)[^，,。；;\d]{0,6}?)?"
    r"(?:(?:再|就|请|可以|先|也)*(?:打|联系|找|拨|问)(?:个?电话)?(?:给|一下)?)?$"
)
_OWN: Final = re.compile(
    r"(?:我(?:叫|姓)?(?:自己|本人)?的?|本人|自己的?)?(?:电话|手机|号码?)*(?:是|叫|:|：)*\s*$"
)
_ARRIVAL: Final = re.compile(
    r"到了|来了|来之前|上门|开门|进门|楼下|门口|钥匙|拿卡|备用|打不通|没人接|不通|另外|还有|或者|也可以|再打"
)
_INSTEAD: Final = re.compile(
    r"改|换|关机|停机|错了|不用|别打|不打|打(?:我|他|她)?(?:家|们)?[\u4e00-\u9fff]{0,4}的"
)
_CONTACT: Final = re.compile(
    rf"(?:(?:打|联系|拨|留|写|填|用)(?:{WHO}|我自己|我|她|他)的(?:电话|手机|号码?)?|先(?:打|联系|拨|找)(?:给)?{WHO}(?:电话|手机|号码?)?|电话(?:就|请|可以|也)*打)[\s:：是]*$"
)
_CALL_THIS: Final = re.compile(
    r"\d[^，。\d]{0,2}(?:有事|到时候?)?(?:联系|打|找)(?:我|这个|她|他)?(?:就好|就行|就可以|即可|都行|都可以)\W*$"
)
_ALSO: Final = re.compile(
    r"(?:也|再|另外|还有|多)[^，。\d]{0,8}(?:记|加|留|写|存)|(?:记|加|存)(?:一?下|上|个|一个)|备用|第二个"
)
_OTHER_NUMBER: Final = re.compile(
    r"(?:改|换)(?:一?下|一?个|了)*(?:联系)?(?:电话|手机|号码)|(?:电话|手机|号码)(?:要|得|已经)*(?:改|换)|(?:以后|今后|之后)(?:都|就|请)*打(?!扫|理|算)"
)
"""“手机换了，以后打159…”."""
_CLAUSE: Final = re.compile(r"[,，。;；!！?？\n]")


def whose_phone(text: str) -> str | None:
    """Whose the number to call is, where it is somebody else's: “我女儿”; None: the customer's."""
    phones = find_phones(text)
    called = contact(text, phones)
    if called is None:
        return None
    before, after = _around(text, called.text)
    return _whose(before, after)


def phones_of_others(text: str) -> list[str]:
    """Every number that is somebody else's, with whose it is and what it is for; the number that
    is to be called only where it stands alone.  Never raises."""
    phones = find_phones(text)
    called = contact(text, phones)
    others = [each for each in phones if each is not called] or phones
    said = (_said(text, each) for each in others)
    return [each for each in said if each]


def is_beside_own(text: str) -> bool:
    """Whether a number goes beside the one that is known, and does not take its place:
    “师傅到了打给物业小陈 137…”, “我老婆 139…”.  Never raises."""
    plain = simplify(text)
    if whose_phone(text) is None:
        return False
    return bool(_ARRIVAL.search(plain)) or not _INSTEAD.search(plain)


def adds_phone(text: str) -> bool:
    """Whether a second number is to be noted: “我妈的座机 5306… 也加一下”.  Never raises."""
    return is_beside_own(text) and bool(_ALSO.search(simplify(text)))


def names_contact(text: str) -> bool:
    """Whether a number is told as the one to call about a booking: “电话打我女儿的 134…”; it is no
    wish to be called at once.  Never raises."""
    plain = simplify(text)
    told = _CALL_THIS.search(plain) or _OTHER_NUMBER.search(plain)
    if told and find_phones(text):
        return True
    return any(
        _CONTACT.search(_CLAUSE.split(_around(plain, phone.text)[0])[-1])
        for phone in find_phones(text)
    )


def _around(text: str, phone: str) -> tuple[str, str]:
    """What stands before a number back to the number before it, and what stands behind."""
    before, _, after = text.partition(phone)
    for other in find_phones(before):
        before = before.rpartition(other.text)[2]
    return before, after


def _whose(before: str, after: str) -> str | None:
    plain = simplify(before)
    close = _CLAUSE.split(plain)[-1]
    if not close.strip():  # “我女儿的电话也记一下，139…”
        close = _CLAUSE.split(plain.rstrip(" ，,"))[-1]
        close = close if _ALSO.search(close) else ""
    found = _WHOSE.search(close) or _ENGLISH.search(before) or _BEHIND.search(simplify(after))
    return found["who"].strip() if found else None


def _said(text: str, phone: Phone) -> str | None:
    """“到了打物业小陈 13764002219 他开门”: from whose it is to the end of the clause."""
    before, after = _around(text, phone.text)
    who = _whose(before, after)
    if who is None:
        return None
    lead = before.rpartition(who)[0]
    led = _TO_WHOM.search(lead)
    more = _CLAUSE.split(after)[0]
    for other in find_phones(more):
        more = _OWN.sub("", more.partition(other.text)[0])
    more = "" if who in more else more.rstrip()
    return f"{led[0] if led else ''}{who} {as_dialled(phone.e164)}{more}".strip()
