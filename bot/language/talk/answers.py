"""A clear yes, a clear no, or neither; and the wish to talk to a person."""

import re

from bot.language.normalise import normalise
from bot.language.talk.answer_words import NO, NO_ONCE, ONLY_POLITE, PREFIX, YES, YES_ONCE

__all__ = ["read_answer", "wants_person"]

_STICKER = re.compile(r"\[[^\[\]]{1,8}\]|/:[a-z@,.\-~]{1,8}|[^\w\s.,!?;:'\"，。！？；：、～~\-]+")
_MERELY_HEARD = re.compile(
    r"(?:嗯|恩|收到|明白|知道了|了解|晓得|哦|不错|1|0|k|好极了|想|得|满意|good|没有?)[\s.。…~～]*"
)
_UNCLEAR = re.compile(
    r"[?？]|吗|么$|呢$|嘛$|还是|但|不过|可是|只是|就是(?!$|这样|的|[,，])|除了|改|换|如果|要是|"
    r"的话|等等|等一下|等会|等下|稍等|考虑|想想|再看|先看|好像|可能|也许|大概|随便|随意|"
    r"不会吧|都行|都可以|无所谓|看情况|"
    r"maybe|perhaps|not sure|but\b|however|change|instead|wait|depends|whatever",
    re.I,
)
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")
_DOUBT = re.compile(r"不是吧|不会吧|(?:是|对|没问题|没错|正确|没毛病|没意见)吧$")
_LONGEST = 80
"""Letters of an answer; in Chinese half as many say as much."""
_UNSURE_NO = re.compile(r"改天吧|改日吧|还是(?:不|算|取消)")


def read_answer(text: str) -> bool | None:
    """True for a clear yes, False for a clear no, None for anything else.  Never raises.

    The whole message must be the answer: "好的但是改下午" changes something and "可以吗" asks, so
    neither books an order (REQ C2).  A bare 嗯, 哦 or a sticker only shows that it was read.
    """
    plain = _BLANK.sub("", normalise(text).lower()).strip(" ,.，。!！~～、")
    words = _STICKER.sub(" ", plain).strip(" ,.，。!！~～、") if YES_ONCE or plain else ""
    if (
        not words
        or len(words) > (_LONGEST if words.isascii() else _LONGEST // 2)
        or _DOUBT.search(words)
    ):
        return None
    if _UNCLEAR.search(_UNSURE_NO.sub("", words)) or "?" in text or "？" in text:
        return False if NO.fullmatch(_UNSURE_NO.sub("不", words)) else None
    return _whole(words)


def _whole(words: str) -> bool | None:
    if _MERELY_HEARD.fullmatch(words):
        return _SHORT_ANSWERS.get(words.rstrip(".。…~～ "))
    for said in (words, PREFIX.sub("", words)):
        if YES.fullmatch(said) and YES_ONCE.search(said):
            return None if _only_polite(said) else True
        if NO.fullmatch(said) and NO_ONCE.search(said):
            return None if _only_polite(said) else False
    return None


_SHORT_ANSWERS = {
    "得": True,
    "1": True,
    "想": True,
    "k": True,
    "没有": False,
    "没": False,
    "good": True,
}


def _only_polite(said: str) -> bool:
    return bool(ONLY_POLITE.fullmatch(said))


_PERSON = (
    r"(?:真人(?:客服)?|人工(?:客服|服务|坐席|座席)?|人类|客服(?:人员|小姐|专员|主管|经理)?|活人|"
    r"真人|经理|主管|领导|负责人|老板|店长|值班(?:的|经理)?|上级|组长|"
    r"管事的|管事儿的|说了算的|能做主的|能管事的|你们(?:的)?人|大活人|工作人员|接线员|专人|总监|"
    r"头儿)"
)
_ASK = re.compile(
    rf"(?:转|接|找|叫|要|换|喊|联系|呼叫|请|麻烦|帮我|给我|让|派|来|跟|和|同|搵|揾|对接|想找|"
    rf"需要|呼)(?:我|到|一?下|个|一个|位|你们?|您们?|的|公司|那边|家|这边|咱们?|那个|点|嘅|返|给|"
    rf"帮|找|真正的?|能不能|能|可以|请|接|转|叫|来|说话|聊)*{_PERSON}"
    r"|(?:叫|找|喊|让|派|安排|请)(?:一个|个)?(?:人|同事|你们的?人)(?:来|去|帮我|给我|帮忙)*(?:查|核实|核对|跟进|回复|答复|联系|对接|答|问)(?:一?下|一查|清楚|看|我|问|$)"
    rf"|{_PERSON}(?:在吗|在不在|呢|来|接|出来|回(?:复|电|我|话)|给我|服务|联系|打(?:电话|给)|"
    rf"处理|啊|吧)"
    rf"|^\W*(?:人工|真人|转人工|人工客服|人工服务|真人客服|转接|转客服|客服|有人吗|有人在吗|"
    rf"有人么|有真人吗|活人呢?)\W*$"
    r"|(?:给我|让人|叫人|找人|安排人|派人|麻烦人)(?:回|打|来)(?:个|一个|一下)?(?:电话|电)|(?:回|"
    r"打)个?电话给我|(?:给我)?回(?:个)?电话?(?:给我|吧|一下)|"
    r"(?:不想|不要|别|懒得|不愿意?|唔想)(?:再)?(?:跟|和|让|同|用)?(?:你|个)?(?:这个)?(?:机器人?|"
    r"ai|人机|自动回复|智能客服)|(?:你|是不是|不是)(?:是)?机器人.{0,8}(?:人工|真人|转)|机器人滚|"
    r"\b(?:real|live|actual|human) (?:person|human|agent|being|people|operator)|\b(?:speak|talk|"
    r"chat)(?:ing)? (?:to|with) (?:a |an |the |your |some)?(?:human|person|someone|somebody|"
    r"manager|agent|"
    r"representative|supervisor|staff|people|boss|operator|customer service|body)|\b(?:manager|"
    r"supervisor|human|agent|operator|representative|customer service)(?: please|,? pls)|"
    r"^\W*(?:human|agent|operator|representative)\W*$|"
    r"(?:get|give|want|need|connect|transfer|put)(?: me)?(?: to| through to| with)? ?(?:a |an |"
    r"the |your |some )?(?:human|real person|manager|agent|supervisor|representative|operator)|"
    r"call me(?: back)?\b|not a (?:ro)?bot",
    re.I,
)
_NO_ASK = re.compile(
    rf"(?:不要|不用|不需要|别|无需|先不|不想|唔使|不必)(?:再)?(?:转|接|找|叫)(?:我|到|你们?的?|"
    rf"个)*{_PERSON}|人工(?:费|成本|智能|草|湖|价|多少|贵|收费|怎么算)|(?:经理|主管|老板|领导|"
    rf"负责人|店长)(?:室|办公室|家|桌|好|说(?:过|了|可以|的)|让我|答应|已经|同意|人|姓)|"
    r"转人工(?:要|收|多少|怎么)|客服(?:态度|说|刚|之前|上次|昨天|今天|给我说|告诉|已经|答应|"
    r"电话(?:是|多少|号))|don'?t (?:call|want to talk)|接(?:孩子|小孩|人)|(?:要|找|请)(?:个|一个|"
    r"位)?(?:工作人员)?(?:阿姨|月嫂|保姆)",
    re.I,
)


def wants_person(text: str) -> bool:
    """Whether the customer asks for a human, a manager or a call back (REQ A10).  Never raises."""
    plain = normalise(text)
    return bool(_ASK.search(_NO_ASK.sub("□", plain)))
