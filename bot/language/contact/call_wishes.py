"""A wish to be called by the desk, told from numbers that are for the booking or find an order."""

import re
from typing import Final

__all__ = [
    "asks_the_desk_to_call",
    "names_order_phone",
    "refuses_hours",
    "speaks_of_calls",
    "times_the_call",
]

_CALLS: Final = r"(?:打(?![扫理包折算车开破])|拨|回(?:电|我|个|话|复)|来电|联系)"
_DESK = re.compile(
    rf"(?:让|叫|请|喊|安排|麻烦)(?:一下)?(?:你们|您们|他们?|她们?|同事|客服|经理|主管|领导|负责人|工作人员|(?:个|一个)?人(?=给我|打|回|联系|来))(?!打扫|打理)[^，。]{{0,14}}?{_CALLS}(?!扫|理)"
    r"|(?:同事|客服|经理|主管|领导|负责人|工作人员|你们)[^，。]{0,6}?(?:能|可以|方便|有空|直接)[^，。]{0,6}?(?:打|回)[^，。]{0,2}(?:电话|我)"
    r"|回(?:个|一个)?电(?!器)|给我(?:打|回|来)(?:个|一个|一通)?(?:电话|电)|(?:打|回|来)(?:个|一个|一通|一下)?电话(?:给我|过来)"
    r"|(?:打|回|来)(?:个|一个|一通)(?:电话)?给我|(?:打(?:我|这个)?(?:的)?(?:电话|手机)?|电话(?:里|上)?)[^，。]{0,14}?(?:说|聊|谈|沟通|商量|讲)(?:吧|一下|清楚)?\W*$"
    r"|\bcall (?:me )?back\b|\bgive me a (?:call|ring)\b|\bhave (?:someone|somebody|a colleague) call\b",
    re.IGNORECASE,
)
_OF_ORDER = re.compile(
    r"(?:订单|下单|预约|预订|当时|上次|上回|之前|原来|登记|(?<![要想能])留的|绑定|注册)(?:的|时|用|约|订|下|做|留|填|登记|预约|我|候|那次|那单)*(?:的)?(?:电话|手机)(?:号码?)?"
    r"[是为:：\s]{0,3}\+?\d|(?:用|拿)[^，。\d]{0,8}(?:电话|手机|号码?)?[\s:：]*\+?1\d{10}[^，。]{0,3}(?:订|约|下单|预约)"
    r"|用[^，。\d]{0,6}(?:电话|手机|号码?)(?:号码?)?(?:订|约|下单|预约)的"
    r"|^\W*(?:我的?)?手机号(?:码)?[是为:：\s]{0,3}\+?1[\d\s-]{10,14}\W*$"
    r"|\b(?:order|booking|booked)\b[^.]{0,20}\b(?:phone|number)\b",
    re.IGNORECASE,
)
_WHEN = r"(?:多久|多长时间|什么时候|啥时候|几时|几点)"
_SPOKEN_OF = re.compile(
    rf"{_WHEN}(?:才|会|能|可以|就|要|先|内|之内|左右|有)*(?:有|给)?(?:人|个人|同事|客服|经理|你们|他们)?(?:才|会|能|可以|来)*(?:给我)?(?:回我|打给我|回电|联系我|打电话|回复|打来|回电话)"
    r"|(?:打|来|回)(?:了|过)?(?:个|一个)?电话(?:给我)?(?:过来)?(?:道(?:了)?歉|赔|解释|通知|说(?!吧|一下|清楚)|问(?!吧|一下))[^，。]{0,8}了?"
    r"|(?:打|回|来)(?:过|了)(?:个|好几个|[一两三几]个)?(?:电话|电)|\b(?:already|just) (?:called|rang|phoned)",
    re.IGNORECASE,
)
_OF_THE_CALL = re.compile(
    r"打|回电|来电|联系|通话|接电话|方便接|\b(?:call|ring|phone)\b", re.IGNORECASE
)
_NOT_THEN = re.compile(
    r"(?:不要|别|不能|不方便|没法|不便|避开|除了)(?:在)?[^，。]{0,6}?[\d一二三四五六七八九十两半点]+[^，。]{0,10}?(?:打|回电|接|来电|$)"
    r"|[点午上][^，。]{0,4}(?:不方便(?:接)?|不要打|别打|接不了|不能接)"
)
_VISIT = re.compile(r"上门|阿姨|师傅|打扫|来做|到家|过来(?!电)|打理|打折|打算|打包")


def asks_the_desk_to_call(text: str) -> bool:
    """“让他打我电话”, “给我回个电话”; “电话打我的 138…” only says which number is right.

    Never raises.
    """
    return bool(_DESK.search(text))


def names_order_phone(text: str) -> bool:
    """“订单电话是 139…”, “手机号 138…”: by which an order is found.  Never raises."""
    return bool(_OF_ORDER.search(text))


def speaks_of_calls(text: str) -> bool:
    """“多久有人联系我”, “打电话给我道歉了”: of a call, without wishing for one.  Never raises."""
    return bool(_SPOKEN_OF.search(text))


def refuses_hours(text: str) -> bool:
    """“不要在十二点到两点打”: the hours named are those without a call.  Never raises."""
    return bool(_NOT_THEN.search(text))


def times_the_call(text: str) -> bool:
    """“下午四点以后打”: about a call that is agreed, and no visit.  Never raises."""
    return bool(_OF_THE_CALL.search(text)) and not _VISIT.search(text)
