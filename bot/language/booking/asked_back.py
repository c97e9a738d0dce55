"""Questions about the booking in hand: when somebody comes, if it is 115 yuan, what is written."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.trade.amounts import whole_number

__all__ = ["Sum", "asks_to_undo", "asks_what_is_written", "asks_when_it_begins", "sum_checked"]

_WHEN = r"(?:几点钟?|什么时[候间]|啥时[候间]|几时|哪天|哪一天|几号|多会儿?|多早晚)"
_BEGINS = re.compile(
    rf"^(?!.*(?:能|可以|最[早晚快]|有空|方便|都行)).*(?:{_WHEN}[^，。]{{0,3}}(?:到(?!期)|来(?!着)|上门|过来|开始|做|打扫|见面?|面谈)"
    rf"|(?:[约定订]的?|时间)(?:是|在|定)?(?:的)?(?:在|到)?{_WHEN})(?:的|呀|啊|来着|呢|吗)*[\s?？。!！]*$"
    rf"|{_WHEN}来着"
    r"|\b(?:what time|when) (?:will|do|does|is|are) (?:it|they|she|he|you|the (?:cleaner|worker|helper|nanny|cook)|somebody|someone) (?:be )?(?:come|coming|arriv\w+|start\w*|get here|here)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"(?:地址|电话|手机号?|号码|名字|姓名|时间|要求|备注)(?:您|你们?|我)?(?:都|给我)?(?:写|记|填|留|登记|是)(?:的|了|成)?(?:的)?(?:是)?(?:哪|多少|什么|啥|几|谁|对(?:吗|吧|不对)|没错吧)"
    r"|(?:地址|电话|号码|名字)(?:没|有没有)(?:写|记|填|弄)?错(?:吧|吗|么)?|\bwhat (?:address|number|phone|name|time) (?:do|did|have) you",
    re.IGNORECASE,
)
_UNDO = re.compile(
    r"(?:能不能|可不可以|能|可以|还能)(?:再)?(?:退|取消|撤)(?:掉|单|了)?(?:吗|么|不|嘛)(?![^，。]{0,3}[钱款])"
)
_FIGURE = (
    r"(?P<sum{n}>\d{{1,5}}(?:\.\d)?|[一二两三四五六七八九十百千零]{{2,6}})\s*(?:块钱?|元钱?|yuan)?"
)
_CHECKS = re.compile(
    rf"^(?:那|所以|就是|也?才|就|一共|总共|是|也|只要|只|共|嗯|哦|对了|so|it'?s|that'?s|总价|费用|价格|\W)*{_FIGURE.format(n='')}"
    r"(?:整|一次)?(?:,? ?(?:对(?:吧|吗|不对|么)|是(?:吧|吗|不是|么)|没错吧|(?<=[块元钱])吧|吗|么|right|correct))\W*$",
    re.IGNORECASE,
)
_RECKONS = re.compile(
    rf"^\W*哦?(?:那么?|所以)?(?:一共|总共|合计|加起来|算下来|折后|优惠(?:完|后))(?:就?是|要)?{_FIGURE.format(n='')}(?:[啊呀咯了]|\W)*$"
    rf"|^\W*哦?(?:那么?|所以)就?是{_FIGURE.format(n='3')}[咯了啰喽呗]?\W*$"
)
"""“那就是一千四百二”, “算下来126?”: a sum worked out, put as it is."""
_BOUND = re.compile(
    rf"(?<!\d){_FIGURE.format(n='4')}够(?:不够|吗|么|了?吧)\W*$|(?:不(?:会)?(?:超过?|到|高于)|没(?:超过?|到)|(?:under|below|less than))\s*{_FIGURE.format(n='')}(?:吧|吗|么|的吧)?\W*$"
    rf"|^(?:那|应该|也就|就|大概|在|总共|一共|\W)*{_FIGURE.format(n='2')}(?:以内|之内|以下|封顶|不到|出头|左右)(?:就?(?:行|可以|好|够))?(?:吧|吗|么|的吧)?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum in yuan that a customer takes for the price, or for the most that it may be."""

    amount: Decimal
    is_bound: bool = False


def asks_when_it_begins(text: str) -> bool:
    """“到底几点到”, “约的是哪天来着”: of what is booked, not what can be had.  Never raises."""
    return bool(_BEGINS.search(text))


def asks_to_undo(text: str) -> bool:
    """“刚刚约的能退吗”: whether it may still be given up, which is not yet giving it up.

    Never raises.
    """
    return bool(_UNDO.search(text))


def asks_what_is_written(text: str) -> bool:
    """“地址写的哪里”, “电话没写错吧”: what was noted is to be said again.  Never raises."""
    return bool(_WRITTEN.search(text))


def sum_checked(text: str) -> Sum | None:
    """“115 块对吧”, “一百以内吧”; None where no sum is asked about.  Never raises."""
    for rule, is_bound in ((_CHECKS, False), (_RECKONS, False), (_BOUND, True)):
        found = rule.search(text.strip())
        said = next(filter(None, found.groupdict().values()), None) if found else None
        if said is not None and (amount := _yuan(said)) is not None:
            return Sum(amount, is_bound)
    return None


def _yuan(said: str) -> Decimal | None:
    if said[0].isdigit():
        return Decimal(said)
    number = whole_number(said)
    return Decimal(number) if number else None
