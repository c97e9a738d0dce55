"""What is told beside the details of a booking: “我妈要抱上抱下，周六上午来” tells more than a time."""

import re
from collections.abc import Iterable

from bot.language.booking.mending import find_correction
from bot.language.place.address_parts import mends_a_part
from bot.language.talk.manners import is_abusive
from bot.language.talk.questions import is_question

__all__ = ["NO_STATEMENT", "statements"]

NO_STATEMENT = re.compile(
    r"\d{5,}|多少|[贵钱块元]|便宜|优惠|打折|那家|别家|随便|都行|都可以|无所谓|看情况|再说|知道|清楚|确定|没想好|[你您]们?[看定]"
    r"|看着办|等等|稍等|谢|好了|确认|下单|预约|约|订|取消|改|换|投诉|退|赔|人工|一样|上次|上回"
)
"""An answer, a price, a courtesy, a change: something else than a statement."""
_CLAUSE = re.compile(r"[^，,。；;！!~～\n]+[？?]?")
_OF_THE_HOME = re.compile(
    r"[家房屋楼门墙地灯水电气味厨卫床柜窗鞋车梯锁灰油脏乱霉虫鼠药]|小区|物业|保安|钥匙|密码|电梯|阳台|沙发|空调|冰箱|马桶"
    r"|老人|孩子|小孩|宝宝|[爸妈爷奶婆公]|老伴|父亲|母亲|[狗猫]|身体|腿|腰|手术|生病|出院|住院|东西|衣服|行李|箱子|家具"
)
_OTHER = re.compile(
    r"[想请找帮派]|([\u4e00-\u9fff])不\1|需要|安排|麻烦|上门|过来|来[一个做擦洗打]|要[个一做擦洗打来]|[你您]|服务|公司|客户|朋友|网上|推荐|介绍|看到|听说"
    r"|电话|手机|号码|微信|地址|时间|现在|马上|尽快|越快|今[天晚早]|明[天晚早]|后天|周[一二三四五六日天末]|星期|礼拜|[点号月]|早上|上午|中午|下午|晚上"
    r"|错|不对|不是|可以|没问题|没事|没关系|[吧呢吗么嘛呀]$|^(?:对|是|嗯|好|行|哦|噢|啊|那|不)(?:的|了|啊|呀)?[ ，]?$|上班|下班"
)
"""A wish for the service itself, somebody else's, a time, an answer."""
_AGE = re.compile(
    r"(?:[他她]|我?(?:[爸妈爹娘]|爷爷|奶奶|外公|外婆|婆婆|公公)|老[人爷太头]{1,2}|老[爸妈]|父亲|母亲)?(?:今年|都|快|已经|有)*"
    r"(?:[6-9]\d|10\d|[六七八九]十[一二三四五六七八九]?)(?:多|几)?(?:岁|了|岁了)"
)
"""“娘72了”."""
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEWEST, _SHORTEST, _LONGEST = 3, 4, 30


def statements(text: str, found: Iterable[str]) -> list[str]:
    """The clauses that tell of the home and the people in it and hold nothing of what was
    ``found`` elsewhere: times, places, phones, services, names.  Never raises."""
    if mends_a_part(text):
        return []
    known = [part.strip() for said in found for part in _CLAUSE.findall(said)]
    clauses = [clause.strip() for clause in _CLAUSE.findall(text)]
    return [
        clause
        for clause in clauses
        if any(map(_tells, _BLANK.split(clause))) and not any(said in clause for said in known)
    ]


def _tells(clause: str) -> bool:
    if _AGE.fullmatch(clause):
        return True
    if len(_HAN.findall(clause)) < _FEWEST or not _SHORTEST <= len(clause) <= _LONGEST:
        return False
    if not _OF_THE_HOME.search(clause) or is_question(clause):
        return False
    if NO_STATEMENT.search(clause) or _OTHER.search(clause):
        return False
    return find_correction(clause) is None and not is_abusive(clause)
