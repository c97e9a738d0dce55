"""What is said to an order that stands: a remark for who comes, or more and other than was booked."""

import re

from bot.language.talk.questions import is_question

__all__ = [
    "booked_elsewhere",
    "find_order_change",
    "find_remark",
    "is_led",
    "is_word_to_worker",
    "keeps_order",
    "names_more",
    "prefers_another",
]

_LEAD = re.compile(
    r"^\W*(?:对了|还有|另外|哦|等下|等一下|那|就|麻烦|请|帮我?|给我?|替我|再|刚才(?:的|那个?)?(?:订单|单)?|订单|[，, ])*"
    r"(?:(?:加|写|补|留|做|记)(?:上|个|一个|一?句|一?条|一?下|点|充)*(?:备注|说明|话)?|补充(?:一?下|一?句|一?点)?|备注)(?:一?下|上|写|说|是|里|栏)*"
    r"[:：，, ]+(?P<said>\S.*)$"
)
"""“备注：门铃坏了”, “加一句 别跟她说…”: what follows is the remark, whatever it says."""
_TELLS_THE_WORKER = re.compile(
    r"(?:告诉|转告|提醒|叮嘱|嘱咐|(?:跟|和|同|对)(?=[^，。]{1,6}(?:说|讲)))(?:一?下|一?声)?(?:阿姨|师傅|她们?|他们?|来的人|上门的人|服务人员|保洁员?|护理员?|护工|月嫂|育儿嫂|保姆|钟点工|大姐|工人)"
    r"|(?<=[\u4e00-\u9fff，, ])(?:提醒|叮嘱|关照)一?下\W*$|点(?:半|钟)?(?:之?前|以前)(?:就?要|得|必须)?(?:走|结束|做完|弄完|离开|完事)"
    r"|\b(?:tell|let|remind|inform) (?:(?:the|my|your) (?:cleaner|worker|helper|nanny|carer|cook|lady|ayi|technician|person)|her|him|them)\b"
    r"|(?:让|叫|请|麻烦)(?:阿姨|师傅|她|他|来的人)[^，。？?没]{0,8}(?:带|敲|打|按|走|换|放|等|轻|登记|报)"
)
_ON_ARRIVAL = re.compile(
    r"敲门|按门铃|门铃[^，。]{0,4}(?:坏|不响|没声)|(?:进门|门口|门卫|保安|物业|小区|楼下)[^，。]{0,8}(?:登记|报|刷卡|放行|拦)|报我?(?:的)?(?:名字|手机|房号|门牌)"
    r"|(?:来|到|上门|出发|进小区)(?:了|之前|以前|前|的时候|时)?[^，。？?没]{0,6}(?:打|拨|来)(?:个|一个|通|一通)?(?:我)?(?:手机|电话)|走(?:楼梯|后门|侧门|北门|南门|东门|西门)"
    r"|钥匙(?:在|放)|(?:电梯|楼道灯|门禁|对讲)[^，。]{0,4}(?:坏|停|用不了)"
)
_N = r"(?:[一两二三四五六七八九十半]|\d{1,3})"
_MORE = re.compile(
    rf"(?:再|多|还要?|还想|另外)?(?:再)?(?:加|多|延长?|续|减|少)(?:做|干|约|订|上|来|掉|收|洗|擦)?{_N}(?:个)?半?(?:小时|钟头)(?!(?:到|来|上门))"
    rf"|(?:改|换)(?:成|为|做|到)?{_N}(?:个)?半?(?:小时|钟头)"
    rf"|(?:再|多|还想|还要|另外)[^，。？?]{{0,3}}?(?:加|洗|擦|做|来|要){_N}(?:台|扇|张|间|组|平|件|套|位|名|个(?:人|阿姨|师傅|房间|空调|沙发|床垫))"
    rf"|(?:减|少|加|多)(?:掉|去|上|了|擦|洗)?{_N}个?(?:平|台|扇|张|间|组)"
    rf"|(?:再|多)多?(?:叫|派|请|找|安排|配)上?{_N}(?:个|位|名)(?:人|阿姨|师傅|保洁员?)"
    r"|加(?:到|在|进)(?:同|这|那|刚才那?)?(?:一)?(?:个)?(?:单|订单)|(?:改|换)成?[两三四二\d]个人(?:来|做)?"
)
_NEW_TIME = re.compile(r"推迟|提前|延后|往后|晚(?:点|一)|早(?:点|一)|迟")
_RATHER = re.compile(
    r"^\W*(?:算了|那|我|想了想|[，, ])*还是(?:做|要|约|用)?[^，。不]{2,6}(?:吧|好了)\W*$"
)
"""“算了，还是日常吧”, a moment after something else was booked."""
_MAY = re.compile(r"^(?:能不能|可不可以|能|可以)(?:给我|帮我)?")
_TO_THE_DESK = re.compile(r"[改换挪移](?!鞋|药|衣|尿|床|洗)|取消|约|订|不用来|别来")
_OTHER_WORKER = re.compile(
    r"(?:叫|派|找|安排|来)(?:个|一个|一位|位)(?:[^，。]{1,4}(?:点儿?|些)|有力气|有经验|年轻|细心|勤快|[能会][^，。]{1,5})的(?:阿姨|师傅|人|护工)(?:来|过来)?(?:吗|么|不|吧|呢|行吗|可以吗)?\W*$|"
    r"(?:能(?:不能)?|可不可以|可以|想|要|帮我|给我|麻烦)*换(?:个|一个|一位|位)[^，。]{0,8}的?(?:阿姨|师傅|人|护工|月嫂|保姆)(?:来|过来|做)?(?:吗|么|不|吧|呢|行吗|可以吗)?\W*$"
)
_ANOTHER = re.compile(
    r"(?:改|换)(?:成|为|做|约|订)|[换改](?![到期天日一个])(?=[^，。的]{2,8}(?:吧|[，,。 ]|$))"
)
_KEEPS = re.compile(
    r"(?:不|别|先不|不用|不要|不想|暂不)(?:给我|帮我)?取消(?:了|吧|啦|啊|呀|哦|嘛|哈)*(?:[，, ]*(?:我)?(?:就|只|只是|就是|先|随便)+(?:问|了解|看)[^，。]{0,4})?[。.！!]*$"
    r"|^\W*(?:那|就|算了|还是|好吧?|[，, ])*(?:先)?不(?:用)?(?:加|改|换|挪|动)了(?:吧|啊|呀|啦)?(?:[，,。 ]*(?:太|有点儿?|好|真)?贵了?|[，,。 ]*(?:就)?(?:这样|按?原来的?)[^，。]{0,3})?\W*$"
    r"|^\W*(?:那|就|还是|[，, ])*不(?:用|要)了?[，,。 ]*(?:一个|就?这样|原来的?)(?:人|阿姨|师傅)?(?:就)?(?:够|行|可以|好)了?\W*$"
    r"|^\W*(?:那|就|还是|先|算了|别|等等|[，, ])*(?:留着|保留|别动)(?:吧|它|这单|那单|订单|了|啊)*\W*$"
    r"|^(?:no|wait|actually|ok(?:ay)?|sorry|oh|hmm+|please|then|just|let'?s|\W)*keep (?:it|the (?:order|booking|visit|appointment))\b"
    r"|(?:没|没有|不是|并不是|谁)(?:说|想|要|让你们?)+(?:要|给我)?取消"
    r"|\b(?:don'?t|do not|didn'?t|not) (?:want to |say to |going to )?cancel\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:打电话|电话里?|门店|店里|线下|当面|美团|大众点评|抖音|淘宝|小程序|公众号|群里|(?:别|其他|另)的?(?:地方|平台|渠道|微信|号)|(?<![帮给替])我(?:老公|老婆|爱人|家人|家里|朋友|儿子|女儿|爸|妈))(?:上|里|那边|帮我|给我)?(?:约|订|定|下|预约|下单)(?:了)?的"
    r"|不是(?:在|用)?(?:这里|这儿|你们?这|这个(?:号|微信)|线上)(?:上|里)?(?:约|订|定|下|预约)"
    r"|\bbooked (?:it )?(?:by phone|over the phone|in (?:the )?(?:shop|store)|elsewhere|on another)\b",
    re.IGNORECASE,
)
_LONGEST = 120


def find_remark(text: str) -> str | None:
    """What who comes is to be told: after “备注：” all of it, else the words as they stand; None
    for questions and anything else.  Never raises."""
    if is_led(text):
        return _LEAD.sub(r"\g<said>", text).strip()[:_LONGEST]
    if _OTHER_WORKER.search(text):
        return _MAY.sub("", text.strip(" ?？吗么吧呢"))[:_LONGEST]
    if is_question(text):
        return None
    if _TELLS_THE_WORKER.search(text) or _ON_ARRIVAL.search(text):
        return text.strip()[:_LONGEST]
    return None


def is_word_to_worker(text: str) -> bool:
    """“三点那顿药提醒一下”: for who comes, whatever hour it names, and nothing to be changed here.

    Never raises.
    """
    is_told = _TELLS_THE_WORKER.search(text) and not is_question(text)
    return bool(is_told) and not (_TO_THE_DESK.search(text) or _NEW_TIME.search(text))


def is_led(text: str) -> bool:
    """Whether it is called a remark: “备注：…”, “加一句 …”.  Never raises."""
    return bool(_LEAD.match(text))


def names_more(text: str) -> bool:
    """“再加一个小时”, “加到同一单”: more or less of what was booked.  Never raises."""
    return bool(_MORE.search(text)) and not _NEW_TIME.search(text)


def prefers_another(text: str) -> bool:
    """“算了，还是日常吧”: in place of what was just booked.  Never raises."""
    return bool(_RATHER.search(text))


def find_order_change(text: str, *, other_service: bool) -> str | None:
    """The words that change how much is done or what, not when or where; None where nothing does.

    ``other_service``: whether the message names a service that is not booked.  Never raises.
    """
    changes = names_more(text) or (
        other_service and (_ANOTHER.search(text) or _RATHER.search(text))
    )
    return text.strip()[:_LONGEST] if changes else None


def keeps_order(text: str) -> bool:
    """“那不取消了”, “不取消，就问问”: what is booked stays, also where nothing was asked.  Never
    raises."""
    return bool(_KEEPS.search(text))


def booked_elsewhere(text: str) -> bool:
    """“打电话约的”, “不是在这里约的”: an order that this conversation does not know.  Never raises."""
    return bool(_ELSEWHERE.search(text))
