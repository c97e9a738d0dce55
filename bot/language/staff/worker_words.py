"""What a service worker says about a job, by rules: “明天有什么活”, “到了”, “今天来不了”.

Workers write short, in a handful of ways, and a wrong guess costs a customer a visit: what is not
clear is None, a question is never taken as a report, and a negation (“还没到”) is no arrival.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.language.normalise import normalise
from bot.language.when import find_times


class Verb(StrEnum):
    """What a worker wants or reports."""

    JOBS = "jobs"
    ACCEPT = "accept"
    DECLINE = "decline"
    ARRIVED = "arrived"
    DONE = "done"
    OFF = "off"
    LEAVE = "leave"
    LATE = "late"
    TROUBLE = "trouble"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class WorkerSaid:
    """A message, read; ``is_all`` for “都接”, ``has_reason`` where it says more than the verb;
    ``until`` is the last day of several (“下周一到周三请假”, “明天起请三天假”)."""

    verb: Verb | None
    day: date | None = None
    until: date | None = None
    clock: time | None = None
    is_all: bool = False
    has_reason: bool = False


_ASKS = re.compile(
    r"[?？]|吗|么$|呢$|没有$|能不能|可不可以|是不是|要不要|怎么|如何|为什么|为啥|多少"
)
_IF = re.compile(r"如果|要是|万一|假如|的话")
_ABOUT_CUSTOMER = re.compile(
    r"(?:客户|顾客|业主|雇主|主家|东家|房东|家里|家)(?:人|说|讲|那边|这边|都|也|又|今天|明天|电话|手机)*"
    r"(?:不在|没人|没有人|不开门|没开门|不接|没接|打不通|不让|关机|取消|改|来不了|不要|要加|加活|"
    r"不给|不付|不满意|投诉|发火|骂|吵|不方便|有事)"
    r"|(?:没人|不|没有人)(?:在家|开门|应门|接电话)|联系不上|敲门没|进不去|门禁|找不到(?:地方|地址|门|小区)|"
    r"地址(?:不对|错|找不到)|弄坏|打碎|摔坏|碰坏|摔碎|弄碎|损坏|少给钱|没给钱|不给钱|工具(?:坏|没|忘)"
)
_PERSON = re.compile(
    r"人工|客服|(?:找|叫|联系|问)(?:一下)?(?:公司|领导|经理|主管|派单|调度|组长|你们老板|老板)|"
    r"(?:打|回)个?电话给我|(?:给|帮)我.{0,4}(?:打|回)个?电话|call me|human|manager", re.I
)  # fmt: skip
_LEAVE = re.compile(
    r"请(?:[一二两三四五六七八九十半\d]+天)?(?:个|了|病|事|年|产|婚|丧|几天|一下)?假|休假|休息(?:一天|[两二三四五\d]天|半天)|"
    r"调休|(?:想|要|得)(?:休息|歇)(?:一下)?(?:$|[一两二三\d]天)|day off|on leave|sick leave", re.I
)  # fmt: skip
_CANNOT = re.compile(
    r"(?:来|去|到|过|做|干|接|赶)(?:不了|不成|不来|不到|不过来|不过去)|(?:不能|没法|没办法|无法|不方便)(?:再)?"
    r"(?:来|去|过去|过来|上门|做|干|接|上班|到)|(?:不|没有空|没空|没时间)(?:去|来)?(?:了)$|临时有(?:点)?(?:急)?事|"
    r"(?:家里|突然|今天|明天|后天)(?:有点|有|出了点?|出)(?:急)?事|有急事|"
    r"(?:我|人)?(?:生病|病了|发烧|发高烧|感冒|拉肚子|住院|不舒服|骨折|扭了?脚|崴了?脚|伤了)|"
    r"(?:身体|身子|肚子|头|腰|腿|脚)(?:很|有点|太)?(?:不舒服|疼|痛)|"
    r"没空|没时间|走不开|抽不开身|脱不开身|撞单|can'?t (?:come|go|make|do)|cannot (?:come|go|make|do)", re.I
)  # fmt: skip
_DECLINE = re.compile(
    r"(?:不|没法|不想|不能|拒绝|拒)接(?:单|这单|了|这个|活|受)?|接不(?:了|到|成)|^不(?:去|做|干|要|行|可以|方便|太方便|接)"
    r"(?:了|这单|这个)?$|推掉|退单|换(?:个)?别?人|换(?:一个|其他|别的)?(?:阿姨|师傅|同事)|太远|"
    r"decline|reject|^no$", re.I
)  # fmt: skip
_LATE = re.compile(
    r"(?:会|要|得|可能|大概|估计)?(?:晚|迟)(?:到|来|点|一点|一会|几分钟|[一二两三四五六七八九十半\d]+(?:个?小时|分钟?|刻钟?|点))"
    r"|迟到|来不及(?:准时|按时)?|堵(?:车|在|死|住)|赶不(?:上|及)|路上(?:耽误|耽搁|有点慢)|(?:晚|迟).{0,4}(?:分钟|小时)|"
    r"running late|be late|stuck in traffic|delayed", re.I
)  # fmt: skip
_ON_THE_WAY = re.compile(
    r"(?:快|马上|就|就要|即将|差不多|快要|还有.{1,6}|.{0,4}分钟(?:后|就)?)(?:到|做完|好|结束|弄完|完)|在路上|出发|正?往.{0,4}赶|"
    r"(?:还|都)?没(?:有)?(?:到|做完|干完|弄完|好|结束|完)|未(?:到|完)|还在(?:做|打扫|干|弄)|on (?:my|the) way", re.I
)  # fmt: skip
_DONE = re.compile(
    r"(?:都|全|全部|已经|已|刚|刚刚|活|单子|服务|保洁|这单|打扫)*(?:做|干|弄|搞|忙|打扫|清洁|清洗|洗|收拾|整理|服务|收)(?:完|好|妥)(?:了|啦|咯|毕|成)?"
    r"|完工|收工|完成了?|结束了|搞定|下户了|离开客户家|finished|(?:all )?done|completed", re.I
)  # fmt: skip
_ARRIVED = re.compile(
    r"(?<![收时定会能想看听等遇买])(?:到(?:了|啦|咯|达|位|家|门口|楼下|小区|客户|现场|地方)|到$)|在(?:客户|业主|雇主)?(?:家)?(?:门口|楼下)了?|"
    r"(?:开始|已经在)(?:做|干|打扫|工作|服务)(?:了|啦)?|开工|上门了|已上户|arrived|i'?m here|started", re.I
)  # fmt: skip
_JOBS = re.compile(
    r"(?:有|安排|排|派)(?:没有|了|没)?(?:什么|啥|哪些|几个|几家|几单|多少)?.{0,4}(?:活|单|工|户|班|任务)|(?:^|[的我看查么些])(?:活|单子?|任务|安排|日程|行程|排班|班表|工单)"
    r"(?:有|是)?(?:什么|哪些|呢|表)?$|(?:几点|去哪|哪家|哪里|地址|哪几家|几家|几单)|我的(?:活|单|订单|安排|任务|工作|日程)|查(?:看)?(?:一下)?(?:单|活|安排|订单)|"
    r"(?:看|查)(?:一?下)?(?:今天|明天|后天|本周|这周|下周)|^(?:今天|明天|后天|大后天|周[一二三四五六日天])(?:的|呢)?(?:活|单)?[?？]?$|"
    r"jobs?|schedule|what.{0,12}(?:today|tomorrow)", re.I
)  # fmt: skip
_ACCEPT = re.compile(
    r"^(?:嗯+|好+|行+|可以|可|能|没问题|没事|ok+|okay|yes|好的|好嘞|好滴|收到|确认|接|接单|接了|接受|我接|能去|能来|能做|可以去|可以做|"
    r"可以接|我去|我来|去|准时到|按时到|一定到|会到|会去|明白|知道了|了解|没毛病|都接|都可以|都行|全接|全部确认|都确认|都能去|都去|sure|accept|confirm|"
    r"1|[,.，。!！~～、\s]|了|的|啊|呀|哦|哈|吧|呢|这单|这个|那单|我|会|准时|按时|谢谢|辛苦|放心|明天|今天|后天|上午|下午|早上|晚上)+$", re.I
)  # fmt: skip
_YES = re.compile(
    r"好|行|可以|能|没问题|ok|yes|收到|确认|接|去|来|到|明白|知道了|了解|sure|accept|confirm|1|嗯|没事|没毛病",
    re.I,
)
_ALL = re.compile(r"都|全|all", re.I)


def read_worker(text: str, now: datetime) -> WorkerSaid:
    """Read one turn of a worker; never raises."""
    plain = normalise(text).strip()
    times = find_times(text, now)
    day = next((when.day for when in times if when.day), None)
    clock = next((when.clock for when in times if when.clock), None)
    bare = plain
    for when in times:
        bare = bare.replace(when.text, "")
    verb = _verb(plain, bare)
    return WorkerSaid(
        verb,
        day,
        _until(plain, [when.day for when in times if when.day], now),
        clock,
        is_all=verb == Verb.ACCEPT and bool(_ALL.search(plain)),
        has_reason=len(plain) >= 8 and verb in {Verb.DECLINE, Verb.OFF, Verb.LEAVE, Verb.LATE},
    )


_TO = re.compile(r"到|至|—|–|-|~|\bto\b|\bthrough\b")
_LENGTH = re.compile(
    r"(?P<days>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*天|(?P<english>\d{1,2}) days"
)
_FIGURES = {name: number for number, name in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}


def _until(plain: str, days: list[date], now: datetime) -> date | None:
    """The last of several days; “周二到周四” and “30号到2号” are seen from the first."""
    if not days:
        return None
    if (to := _TO.search(plain)) is not None:
        rest = plain[to.end() :].strip()
        first = datetime.combine(days[0], time(12), now.tzinfo)
        ends = find_times(rest, now if rest.startswith("下") else first)
        last = next((when.day for when in ends if when.day), None)
        return last if last is not None and last > days[0] else None
    if len(days) > 1 and days[1] - days[0] == timedelta(days=1):
        return days[1]
    found = _LENGTH.search(plain)
    if not found:
        return None
    said = found["days"] or found["english"]
    number = int(said) if said.isdigit() else sum(_FIGURES[sign] for sign in said)
    return days[0] + timedelta(days=number - 1) if number > 1 else None


def _verb(plain: str, bare: str) -> Verb | None:
    """The first rule that fits, the gravest first; what is unclear is nothing.

    ``bare`` is the text without its times: a yes is nothing but a yes.
    """
    if not plain or len(plain) > 300:
        return None
    if _ABOUT_CUSTOMER.search(plain):
        return Verb.TROUBLE
    if _PERSON.search(plain):
        return Verb.PERSON
    asks = bool(_ASKS.search(plain))
    if _LEAVE.search(plain) and not _IF.search(plain):
        return Verb.LEAVE
    if not asks and not _IF.search(plain):
        return _report(plain, bare)
    return Verb.JOBS if _JOBS.search(plain) else None


def _report(plain: str, bare: str) -> Verb | None:
    if _LATE.search(plain):
        return Verb.LATE
    if _DECLINE.search(plain):
        return Verb.DECLINE
    if _CANNOT.search(plain):
        return Verb.OFF
    if _ON_THE_WAY.search(plain):
        return None
    if _DONE.search(plain):
        return Verb.DONE
    if _ARRIVED.search(plain):
        return Verb.ARRIVED
    if _ACCEPT.search(bare) and _YES.search(bare):
        return Verb.ACCEPT
    return Verb.JOBS if _JOBS.search(plain) else None
