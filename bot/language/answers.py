"""A clear yes, a clear no, or neither; and the wish to talk to a person."""

import re

from bot.language.normalise import normalise

__all__ = ["read_answer", "wants_person"]

_STICKER = re.compile(r"\[[^\[\]]{1,8}\]|/:[a-z@,.\-~]{1,8}|[^\w\s.,!?;:'\"，。！？；：、～~\-]+")
_POLITE = (
    r"(?:谢谢?(?:你|您|啦|了|哈|哦)*|感谢|辛苦了?|麻烦(?:你|您|了)*|拜托了?|多谢(?:你|您|晒)?|"
    r"唔该晒?|亲|您好|你好|好吗亲|"
    r"thanks?(?: you)?(?: so much| a lot| very much)?|thx|pls|please)"
)
_TAIL = r"(?:的|了|啊|呀|哦|喔|噢|吧|啦|嘞|呢|哈|滴|咯|喽|呐|呗|嘛|哒|der?|~|～)*"
_YES_WORD = (
    r"(?:好+|行+|可以|可|对+|是|是的|没错|没问题|没毛病|没意见|嗯嗯+|嗯(?:呐|哪|好|可以|行|对|"
    r"是)|恩恩+|恩|嗯|ok+a?y?|okey|okk+|k|yes+|yeah|yep|yup|ya|"
    r"sure|correct|right|confirm(?:ed)?|go ahead|sounds? good|that'?s (?:right|fine|correct)|"
    r"perfect|deal|of course|definitely|absolutely|fine|good|great|"
    r"确认|确定|确认无误|无误|正确|准确|就这样|就这么(?:定|着|办)|就这个|就它|就按这个(?:来|办)?|"
    r"按这个来|照这个(?:来|办)?|定了?|就定这个|妥+|妥妥|妥当|中|要得|系|得|"
    r"冇问题|冇错|啱|系咁|好嘅|可以嘅|得嘅|成|成交|同意|愿意|要|要的|需要|想要|想|约|约吧|订|"
    r"订吧|下单|下单吧|提交|当然|当然可以|必须|必须的|肯定|那好|那行|那可以|"
    r"好说|安排|安排上|搞起|走起|来吧|冲|收到|明白|知道了|了解|晓得|中中|欧了|欧克|噢克|哦了|"
    r"哦克|o了|1|好极了|太好了|挺好|蛮好|很好|不错|满意|"
    r"没有问题|木有问题|阔以|可以可以|闭眼下单|对头|对路|是这样|是这样的|是滴|就是|就是这样|都对|"
    r"全对|信息对|信息正确|信息无误|没有错|没得问题|没的说|巴适|要嘚|好咧|好勒|好叻|得行|行得通|"
    r"中不溜|得咗|冇意见|好滴|好哒|好嘞|好呀|好哇|好的呢|是呢|是呀|是啊|对呀|对啊|对的呀|"
    r"帮我(?:下单|提交|确认|预约|约上|订上|安排)(?:吧|了|一下)?|请(?:确认|提交|下单|安排))"
)
_NO_WORD = (
    r"(?:不|不了|不要|不用|不用了|不需要|不必|不必了|不是|不是的|不对|不行|不可以|不好|不同意|"
    r"不想|不愿意|不确认|不确定要|不约|不定|不订|不下单|不成|不中|不得|"
    r"算了|算啦|算咧|算哒|罢了|免了|先不|先不了|先不要|先不用|先不约|先算了|暂时不|暂时不用|"
    r"暂时不要|暂时不需要|暂不|下次吧|改天吧|下次再说|以后再说|回头再说|再说吧|"
    r"取消|取消吧|取消了|取消掉|撤销|撤了|别|别了|别约|别下单|别提交|错|错了|不对的|没有|没|"
    r"没有的|没有了|没了|no+|nope|nah|no thanks?|no thank you|not now|never ?mind|cancel(?: it)?|"
    r"wrong|"
    r"incorrect|not correct|not right|don'?t|stop|forget it|唔系|唔要|唔使|唔好|唔使喇|唔得|唔啱|"
    r"冇|莫|莫要|不要得|要不得|莫得|拉倒|拉倒吧|得了吧|放弃|不约了|不做了|不来了|不弄了|不整了|"
    r"不搞了|不麻烦了|不考虑|不考虑了|不感兴趣|没兴趣|信息不对|写错了|弄错了|错的|木有|伐要|勿要|"
    r"弗要|覅|甭了|甭|0)"
)
_GAP = r"[\s,.，。!！、;；~～]*"
_YES = re.compile(rf"(?:(?:{_YES_WORD}{_TAIL}|{_POLITE}){_GAP})+", re.I)
_NO = re.compile(rf"(?:(?:{_NO_WORD}{_TAIL}|{_POLITE}|我|那|就|还是){_GAP})+", re.I)
_YES_ONCE, _NO_ONCE = re.compile(_YES_WORD, re.I), re.compile(_NO_WORD, re.I)
_PREFIX = re.compile(
    r"^(?:那|那就|就|啊|哎|诶|呃|额|唉|哈哈+|嘿嘿+|呵呵|哦|噢|喔|啊+|我|我们|我觉得|应该|这个|"
    r"这样|这样子|信息|地址|时间|以上|上面|都|全部|全|是|嗯+|恩+|oh|well|um+)[\s,，、]*"
)
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
_DOUBT = re.compile(r"不是吧|不会吧|是吧$")
_UNSURE_NO = re.compile(r"改天吧|改日吧|还是(?:不|算|取消)")


def read_answer(text: str) -> bool | None:
    """True for a clear yes, False for a clear no, None for anything else.  Never raises.

    The whole message must be the answer: "好的但是改下午" changes something and "可以吗" asks, so
    neither books an order (REQ C2).  A bare 嗯, 哦 or a sticker only shows that it was read.
    """
    plain = _BLANK.sub("", normalise(text).lower()).strip(" ,.，。!！~～、")
    words = _STICKER.sub(" ", plain).strip(" ,.，。!！~～、") if _YES_ONCE or plain else ""
    if not words or len(words) > 40 or _DOUBT.search(words):
        return None
    if _UNCLEAR.search(_UNSURE_NO.sub("", words)) or "?" in text or "？" in text:
        return False if _NO.fullmatch(_UNSURE_NO.sub("不", words)) else None
    return _whole(words)


def _whole(words: str) -> bool | None:
    if _MERELY_HEARD.fullmatch(words):
        return _SHORT_ANSWERS.get(words.rstrip(".。…~～ "))
    for said in (words, _PREFIX.sub("", words)):
        if _YES.fullmatch(said) and _YES_ONCE.search(said):
            return None if _only_polite(said) else True
        if _NO.fullmatch(said) and _NO_ONCE.search(said):
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
    return bool(re.fullmatch(rf"(?:{_POLITE}{_TAIL}{_GAP})+", said, re.I))


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
