"""Subjects that customers ask about and of which few catalogues speak: parking, lifts, invoices …

An answer is never guessed (REQ B2): the catalogue's own sentence about the subject, or none.
"""

import re
from dataclasses import dataclass

from bot.language.worker_sex import asks_sex

__all__ = ["WORKER_SEX", "Subject", "find_subject"]


@dataclass(frozen=True, slots=True)
class Subject:
    """``named``: how customers ask; ``held``: the words of a catalogue that speaks of it."""

    named: re.Pattern[str]
    held: re.Pattern[str]


def _subject(named: str, held: str) -> Subject:
    return Subject(re.compile(named, re.IGNORECASE), re.compile(held, re.IGNORECASE))


WORKER_SEX = _subject(
    r"[男女]的?|\b(?:wo)?m[ae]n\b", r"[男女]性|[男女]士|\b(?:fe)?male\b|\bwom[ae]n\b"
)
"""Read by rules of its own (worker_sex.py)."""
SUBJECTS = (
    _subject(r"停车(?:费|钱|位)?|车停|\bparking\b", r"停车|parking"),
    _subject(
        r"(?:没有?|无|冇|不带)电梯|爬楼|步梯|楼梯房|(?:上楼|楼层|爬楼)费"
        r"|楼[^，。]{0,4}(?:加|另外?收|多收)(?:钱|费)|\b(?:no|without an?) (?:lift|elevator)\b",
        r"电梯|步梯|楼层费|上楼费|\b(?:lift|elevator)\b",
    ),
    _subject(
        r"(?:管|供)(?:他们?|她们?|阿姨|师傅)?(?:一?顿)?(?:饭|吃)|包吃|(?:阿姨|师傅|保洁|工人|他们?|她们?)"
        r"[^，。]{0,6}(?:吃饭|吃什么|吃住|在哪吃|午饭)|伙食|餐[费补]|饭钱|\bmeals? for the\b",
        r"餐食|伙食|用餐|吃住|\bmeals?\b",
    ),
    _subject(
        r"(?:怎么|咋|如何|啥时候|什么时候|几时|用什么)(?:样)?(?:付|支付|给钱|交钱|结账|结算|收钱|转钱)|付款|支付"
        r"|微信(?:付|支付|转)|支付宝|现金|刷卡|信用卡|扫码|花呗|分期|对公|[先后预]付|转账"
        r"|\b(?:pay|payment|credit card|alipay|cash)\b",
        r"付款|支付|结算|分期|\bpa(?:y|id|yment)\b",
    ),
    _subject(r"发票|开票|收据|税[点率]|\b(?:invoice|receipt|fapiao)\b", r"发票|开票|invoice"),
    _subject(r"[押定订]金|\bdeposit\b", r"[押定订]金|deposit"),
    _subject(r"合同|协议|\bcontract\b", r"合同|协议|contract"),
    _subject(r"保险|赔付|理赔|\binsur(?:ance|ed)\b", r"保险|insur"),
    _subject(
        r"(?:路|车|交通|打车|上门|出车|远程|来回)(?:的)?费|\btravel (?:fee|cost)",
        r"路费|车费|交通费|上门费|travel",
    ),
    _subject(
        r"牌子|品牌|型号|什么成分|配方|产地|\bbrands?\b",
        r"牌子|品牌|成分|产地|brand",
    ),
    _subject(
        r"几(?:个|位|名)(?:人|阿姨|师傅)?(?:来|做|干|上门|一起)|(?:来|派|安排)几(?:个|位|名)|多少(?:个)?人(?:来|做|上门)"
        r"|\bhow many (?:people|cleaners|workers)\b",
        r"[\d一二两]\s*(?:[–-]\s*\d\s*)?(?:名|位|人)(?!工)|\bcleaners?\b|\bpeople\b",
    ),
    _subject(
        r"(?:要|用|需要|必须|得|可以|能|非得)(?:不要|不用|不)?(?:我|我们|人|家里)?(?:有人|一直|全程)?(?:在家|在场)"
        r"|(?:人|我们?)不在家?[^，。]{0,4}(?:行|可以|能|怎么|咋)|没人在家[^，。]{0,4}(?:行|可以|能|怎么|咋)"
        r"|钥匙(?:放|给|怎么|交|留)|\b(?:be|stay) (?:at )?home\b",
        r"在家|在场|钥匙|at home",
    ),
    _subject(
        r"休息日|(?:周|星期|礼拜|月)(?:能|要|会|可以)?(?:休|放)(?:息|假)?几天|休几天|几天休|怎么休|休息(?:怎么|几)|放假|单休|双休"
        r"|\bdays? off\b|\brest days?\b",
        r"休息|每月工作|\brest\b|days a month",
    ),
    _subject(r"执照|注册资本|加盟|\blicen[cs]e\b", r"执照|加盟|licen"),
)


def find_subject(text: str) -> Subject | None:
    """The first of these subjects that a message names.  Never raises."""
    if asks_sex(text):
        return WORKER_SEX
    return next((subject for subject in SUBJECTS if subject.named.search(text)), None)
