"""What a customer wants for a complaint: redone, refunded, paid, an apology … and how much."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bot.language.script import simplify
from bot.language.trade.amounts import whole_number

__all__ = ["MONEY", "Demand", "Demands", "demands_of", "read_demands"]


class Demand(StrEnum):
    """A remedy, as it is named in ``utter_demand_…``."""

    REDO = "redo"
    VISIT = "visit"
    REFUND = "refund"
    COMPENSATION = "compensation"
    REPAIR = "repair"
    APOLOGY = "apology"
    OTHER_WORKER = "other_worker"
    EXPLANATION = "explanation"
    MEASURE = "measure"
    REMINDER = "reminder"
    DISCOUNT = "discount"
    AGREED_PRICE = "agreed_price"


MONEY = (Demand.COMPENSATION, Demand.REFUND)
"""Those that a sum belongs to."""


@dataclass(frozen=True, slots=True)
class Demands:
    """The remedies wanted, in the order of :class:`Demand`; ``amount`` in yuan, or ``share`` as it
    was typed (一半, 全额, 三倍); ``refused`` are those that are expressly not wanted."""

    wanted: tuple[Demand, ...] = ()
    amount: Decimal | None = None
    share: str | None = None
    refused: frozenset[Demand] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.amount)


_PEOPLE = r"(?:阿姨|师傅|人|保洁|月嫂|保姆|育儿嫂|护工|老师)"
_WORK = r"(?:做|擦|洗|打扫|弄|搞|清洁|保洁|收拾|拖|清理|整理|清洗|来|上门|派人|安排)"
_SIGNS = {
    Demand.REDO: rf"重做|(?:来|派|安排|有)(?:个)?人(?:再|过)?(?:来)?{_WORK}(?:干净|好|一?遍)|不要钱的|不收(?:我)?(?:的)?[钱费]的|免费(?:的|地)?(?:给我|帮我|派人?|再|来|上门|{_WORK})|返工|补做|补打扫|重新(?:给我|帮我|再)?{_WORK}|(?:把|将)[^，。]{{0,6}}(?:做|擦|扫|洗|弄|打扫|收拾|搞)(?:完|干净|好)(?!了|的|之后|以后)|再(?:给我|帮我|派人|派个人|上门|来|来人)*(?:做|擦|洗|打扫|弄|搞|拖|收拾)(?:一次|一遍|干净|好|一下)|\bre-?(?:do|clean)\b|\b(?:do|clean) (?:it|them|this|that)?\s?(?:again|properly)\b|\bcome back and\b",
    Demand.VISIT: r"(?:必须|要|得|给我|帮我|赶紧|马上|立刻|尽快|快点?|能不能|能|可以|希望|请|叫|让|今天|明天)(?:你们|他们|给我|帮我|再|马上|今天|明天|现在|尽快)*(?:派|安排|叫|有|来)(?:个|一个|位)?(?:人|师傅|技术员)(?:再)?(?:来|过来|上门|看|修|处理|解决)|上门(?:来)?(?:看看|看一?下|修|处理|解决|维修|检查)|(?:谁|什么人)(?:来|过来)(?:给我|帮我)?(?:修|处理|弄|解决|收拾|看)|(?:叫|让|派)(?:个|你们的?)?(?:人|师傅)(?:再|马上|过)*来(?:修|收拾|处理|看|弄|解决)|(?:必须|赶紧|马上|立刻)(?:得)?(?:有人|来人)来?|\b(?:send|have) (?:somebody|someone|a (?:person|technician|worker)|another one)\b|\bcome (?:and )?(?:look|check|fix)\b",
    Demand.REFUND: r"退(?:(?:这|那|我|剩)[^，。]{0,8}(?:钱|款|费)|[中介服务押定]{1,3}[费金]|款|钱|费|还|我|回|给我|一半|全|掉多|多收|差价|\d|[一二两三四五六七八九半](?:个|半|百|千|块|成))|(?:把|将)[^，。]{0,8}退|还(?:我)?钱|免单|\brefund|\bmoney back\b",
    Demand.COMPENSATION: r"赔(?!礼|不是|罪)|补偿|(?:你们?|公司|他们?|她)(?:来|得|要|应该|必须|给我?)*(?:出|付|承担)(?:这|修|打磨|维修|这笔|全部)|把[^，。]{0,3}[\d一二两三四五六七八九十百千]{2,}[^，。]{0,3}(?:出|付|承担)(?:了|掉)?|(?:误工|损失|洗衣|干洗|维修|修理|医药|治疗|打车|交通)费|\bcompensat|\breimburse|\bpay (?:for|me)\b",
    Demand.REPAIR: r"修(?:好|一下|理|复)|维修|换(?:个|一个|台|块|套)新|买(?:个|一个)新|恢复原[状样]|补好|原样(?:赔|还)|(?:换|装|配|买|赔)(?:个|一个|块|台|套|根|把|只|条|扇|张)?(?:一样|同款|玻璃)|(?:换|装|配|赔)(?:我)?(?:个|一个|块|一块|台|一台|套|根|一根|把|一把|只|一只|条|扇|张)(?:一样的|新的|同款的?)|\brepair|\breplace(?:d|ment)?\b|\bfix (?:it|this|that)\b",
    Demand.APOLOGY: r"(?<=[用要别必])道歉|道(?:个|一个|下)?歉(?!了(?:$|，|。))|赔礼|赔(?:个)?不是|赔罪|认(?:个)?错|\bapolog",
    Demand.OTHER_WORKER: rf"换(?:个|一个|一位|位|别的|另外一?个|其他)?{_PEOPLE}(?:来|吧|$|[，。！])|(?:别|不要|不许|不准|不想|不能)(?:再)?(?:派|让|叫)(?:她|他|这个|那个)|\b(?:another|different) (?:cleaner|worker|person|nanny|helper)\b",
    Demand.EXPLANATION: r"(?:给|要|讨|有)(?:我|我们|个|一个)*(?:说法|交代|解释)|\bexplanation\b",
    Demand.REMINDER: r"(?:跟|和|对)(?:他|她|阿姨|师傅|人家)(?:们)?(?:说|讲|提醒)(?:一下|一声|一句)(?!就|都|也)|(?<!我)(?:说|提醒|批评|教育|叮嘱)(?:他|她|阿姨|师傅)(?:们)?(?:一下|一声|一句|两句|几句)|(?:让|叫)(?:他|她|阿姨|师傅)(?:们)?(?:以后|下次)(?:别|不要|注意)|(?:以后|下次)注意|\bjust tell (?:her|him|them)\b",
    Demand.DISCOUNT: r"打(?:个|点)?折|(?:给我|便宜|优惠|减)(?:便宜|优惠|减免|减)?(?:一?点|一?些)(?!不|吗|么)|少收(?:我)?(?:一?点|一?些|\d)|\bdiscount\b",
    Demand.AGREED_PRICE: r"按(?:照)?(?:原来|原价|说好|讲好|约定|当初|合同|之前)(?:的)?(?:价|钱|收|算|来|说的)?|\b(?:the )?agreed price\b",
    Demand.MEASURE: r"(?<!会不会)(?<!会)(?<!不想)扣(?:她|他|阿姨|师傅)(?:的)?(?:钱|工资|奖金)|罚(?:她|他|款)|(?<!会不会)(?<!会)(?<!要不要)(?:开除|辞退|处分)|\bfire (?:her|him)\b",
}
_RULES = {demand: re.compile(sign, re.IGNORECASE) for demand, sign in _SIGNS.items()}
_SUM_WANTED = re.compile(
    r"\b(?:want|need|demand|ask(?:ing)? for|expect)\b[^.,\d]{0,12}[\d,]+ ?(?:yuan|rmb)"
    r"|(?<!不)要(?:你们|我)?(?:给我|拿)?[\d一二三四五六七八九十两百千万]+(?:块|元)",
    re.IGNORECASE,
)
"""“我就要五百块”: a sum without a word for what it is."""
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+")
_NOT = re.compile(
    r"(?:不(?:是)?(?:想|要|用|需要|必|稀罕|在乎|图)+|别|甭|无需|没(?:有)?要|谁(?:要|稀罕))[^，。]{0,4}$"
    r"|\b(?:don'?t|do not|not) (?:want|need)[^,.]{0,14}$|\bno (?:need for )?(?:an? |any )?$",
    re.IGNORECASE,
)
_HAN = "零〇一二两三四五六七八九十百千万俩仨"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}(?:\.\d{{1,2}})?|[{_HAN}]{{1,8}})"
_UNIT = r"\s*(?P<unit>[万千百wkWK](?![a-zA-Z]))?(?P<more>[一二三四五六七八九1-9](?![\d.]))?"
_MONEY = r"\s*(?P<yuan>元|块(?:(?P<jiao>[1-9一二三四五六七八九半])(?![\d十百个]))?(?:钱|毛|角)?|塊|圆|刀|人民币|rmb|yuan|cny|￥)"
_NO_COUNT = r"(?!\s*(?:[\d.％%]|天|次|倍|个|小时|点|号|月|年|遍|人|折|星|分|楼|层|室|平|台|岁|日|周|遍|秒|趟|位|名|张|件|回))"
_ANCHOR = (
    r"(?:赔|补偿|退|还|要|补|[衣洗修理药疗车通工失]费|最少|至少|起码|最低|不低于|少于|一共|总共|共|给我|want|refund|pay|compensat\w*|least|of|me|about)"
    r"[^，。,.\d零〇一二两三四五六七八九十百千]{0,7}[￥¥]?"
)
_CLAIMED = re.compile(rf"{_ANCHOR}(?P<n>{_NUMBER}){_UNIT}(?:{_MONEY}|{_NO_COUNT})", re.IGNORECASE)
_CLAIMED_BEFORE = re.compile(
    rf"(?P<n>{_NUMBER}){_UNIT}(?:{_MONEY})?(?:的)?(?:赔偿|补偿|退款|误工费|损失费|少一分)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^\W*(?:就|要|最少|至少|起码|大概|差不多|一共|总共|共)*(?P<n>{_NUMBER}){_UNIT}(?:{_MONEY})?(?:钱|吧|整|左右|不行|以上|才行)*\W*$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"全额|全款|一半|双倍|[两二三四五六七八九十\d]倍|(?<=退)全部|全部(?=退)|\b(?:full|half|double|twice)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\d{8,}")
_LEAST, _MOST = 5, Decimal(10_000_000)


def read_demands(text: str) -> Demands:
    """What one message wants.  Never raises."""
    plain = simplify(text)
    found, refused = set[Demand](), set[Demand]()
    for clause in _CLAUSE.findall(plain):
        for demand, sign in _RULES.items():
            if (said := sign.search(clause)) is not None:
                (refused if _refuses(clause[: said.start()], demand) else found).add(demand)
    if not found and _SUM_WANTED.search(plain):
        found.add(Demand.COMPENSATION)
    wanted = tuple(demand for demand in Demand if demand in found)
    is_money = any(demand in MONEY for demand in wanted)
    share = _SHARE.search(plain) if is_money else None
    amount = _amount(plain) if is_money or re.search("少一分", plain) else None
    return Demands(wanted, amount, share[0] if share else None, frozenset(refused - found))


def demands_of(lines: Iterable[str]) -> Demands:
    """What a complaint wants, line by line: what is said later adds, or takes the place of a sum.

    A bare figure is a sum where money is talked of: “我要赔”, “3200”.
    """
    known = Demands()
    for line in lines:
        known = _and(known, line)
    return known


def _and(known: Demands, line: str) -> Demands:
    new = read_demands(line)
    wanted = {*known.wanted, *new.wanted} - new.refused
    both = replace(known, wanted=tuple(d for d in Demand if d in wanted))
    if new.amount is not None or new.share is not None:
        return replace(both, amount=new.amount, share=new.share)
    if any(demand in MONEY for demand in both.wanted) and (sum_ := _bare(line)) is not None:
        return replace(both, amount=sum_, share=None)
    return both


def _refuses(before: str, demand: Demand) -> bool:
    """“不想要道歉”; “别再派她来” is a wish itself."""
    return demand != Demand.OTHER_WORKER and _NOT.search(before) is not None


def _bare(line: str) -> Decimal | None:
    found = _BARE.match(simplify(line))
    return _yuan(found) if found and not _PHONE.search(line) else None


def _amount(plain: str) -> Decimal | None:
    if _PHONE.search(plain):
        plain = _PHONE.sub("", plain)
    found = [*_CLAIMED.finditer(plain), *_CLAIMED_BEFORE.finditer(plain)] or [
        f for clause in _CLAUSE.findall(plain) if (f := _BARE.match(clause))
    ]
    sums = [value for each in found if (value := _yuan(each)) is not None]
    return sums[-1] if sums else None


def _yuan(found: re.Match[str]) -> Decimal | None:
    value = _number(found["n"])
    unit = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000, "百": 100}.get(
        (found["unit"] or "").lower(), 1
    )
    more = (_number(found["more"]) or 0) * unit // 10 if found["more"] else 0
    if value is None:
        return None
    total = value * unit + more + _tenths(found["jiao"])
    return total if _LEAST <= total <= _MOST else None


def _tenths(said: str | None) -> Decimal:
    """“67块5” is 67.5."""
    if said is None:
        return Decimal(0)
    return Decimal("0.5") if said == "半" else (_number(said) or Decimal(0)) / 10


def _number(said: str) -> Decimal | None:
    if said[0].isdigit():
        return Decimal(said.replace(",", ""))
    many, has_wan, rest = said.partition("万")
    if not has_wan:
        value = whole_number(said)
        return Decimal(value) if value is not None else None
    tens = whole_number(many)
    below = whole_number(rest) or 0
    below = below * 1000 if len(rest) == 1 else below
    return Decimal(tens * 10_000 + below) if tens else None
