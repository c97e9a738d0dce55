"""What somebody adds to a complaint: a wish for secrecy, the question of how the result is told, a
demand, the question of guilt, a threat, or more of the story.

Each gets its own answer; none of them a promise or a word on whose fault it is (REQ D1).
"""

import re

from bot.language.script import simplify
from bot.language.talk.manners import threatens

__all__ = ["added", "by_phone", "no_phone", "offers_time", "sells", "spoils_gas", "withdraws"]

_BLAME = re.compile(
    r"(?:谁|你们?|阿姨|公司)的?(?:错|责任|问题|过失)(?!.{0,3}(?:反馈|反映))|承认|负责(?:吗|不|么|任|$)"
    r"|认不认|(?:谁|你们)(?:来)?负责|(?:保证|包)(?:给我|能|会)?(?:解决|处理|赔)|your fault|responsible|admit",
    re.IGNORECASE,
)
_DEMAND = re.compile(
    r"退(?:我|款|钱|费|一半|全|[\d一二两三四五六七八九十百千])|赔|补偿|转账|打款|免单|还(?:我)?钱|重做|返工"
    r"|道(?:个|一个)?歉|说法|交代|少一分|refund|money back|compensat|apolog",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"(?:不|别|甭|无需|懒得|不想|不打算)(?:再|想|要|用|跟你们|和你们)*(?:追究|投诉|计较|举报|纠缠|追责)(?:了|啦|吧|他|她|你们|$)"
    r"|(?:撤(?:回|销|诉|了)|取消|收回)(?:这个|我的|那个|刚才的)?(?:投诉|举报|申诉)|投诉(?:撤(?:回|销|了)?|取消|作废)(?:了|吧|掉)?"
    r"|不用(?:再)?(?:处理|管|查|核实|跟进)(?:了|啦|这(?:事|件))|(?:这事|这件事|事情)?(?:就)?(?:算了|到此为止|翻篇)(?:吧|了|,|，|。|$)"
    r"|撤(?:诉|案)|(?<![后倒])撤(?:掉|了)?(?:吧|好了|了(?=$|[，,。！!]))|(?:投诉|那个?事|这个?事|那件事|这件事)[^，,。]{0,6}不用(?:再)?(?:弄|办|搞|理)(?:了|啦)"
    r"|\b(?:withdraw|drop|forget about) (?:the|my|this) complaint\b|don't want to complain",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"(?:不|绝不|休想|别想)[^，,。]{0,4}撤|但|不过|可是|除非|如果|要是|凭什么|不可能|没那么容易|[?？]|吗"
)
_PRIVATE = re.compile(
    r"(?:不|别|莫)(?:想|要|能|可以)?(?:让|告诉|跟|和|给|说)(?!我说)[^，,。]{0,8}(?:知道|是我|说我|我说|我的名|我投诉|我举报)|匿名|保密|不(?:说|提|讲)(?:是)?我|(?:打击)?报复"
    r"|\banonym|\bconfidential|\bdon'?t tell (?:her|him|them|the)|\bkeep (?:it|this) private",
    re.IGNORECASE,
)
_HOW_TOLD = re.compile(
    r"(?:就|直接)?(?:在)?(?:这里|这儿|这边|线上)(?:直接|打字)?(?:回|回复|回答|联系|答复|告诉|通知|说)(?:我)?(?:就|吧|行|好|可以|\W|$)|不(?:想|方便|愿意?)?(?:留|给)(?:你们)?(?:电话|手机|号码)|(?:打|接)?电话(?:不(?:太)?方便|别打)[^。]{0,4}(?:微信|这里|这儿|线上|打字|发)|(?:发)?(?:微信|消息|信息)(?:里|上)?(?:说|聊|回|就行|吧|联系)|"
    r"(?:结果|处理|答复|进展)?(?:怎么|咋|如何|在哪(?:里|儿)?|用什么|通过什么)(?:告诉|通知|联系|答复|回复|知道)(?:到)?(?:我)?|(?:是|会)(?:打电话|发短信|在这里)[^，,。]{0,6}(?:吗|还是)"
    r"|\bhow (?:will|do|would|can) (?:you|i) (?:tell|contact|reach|let|hear|know|inform)",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"不(?:想|方便|愿意?|用)?(?:再)?(?:留|给|打|接)(?:你们|我)?(?:电话|手机|号码)|别打(?:电话|给我)|(?:打|接)?电话(?:不(?:太)?方便|别打)|不要打电话|\bno (?:calls?|phone)\b|\bdon'?t call\b",
    re.IGNORECASE,
)
_OFFERS_TIME = re.compile(
    r"(?:我|家里)(?:都|就|一直)?(?:在家|有人|有空|方便)|^\W*(?:那)?(?:就|还是)|\b(?:at home|free|available)\b",
    re.IGNORECASE,
)
_LENIENT = re.compile(
    r"(?:不|别|甭|不用|不必|不要|不想)(?:再)?(?:要)?(?:罚|扣|处分|处罚|开除|辞退|怪|为难|追究|骂|批评)(?:款|钱|工资)?(?:她|他|人家|阿姨|师傅|了|$)|(?:也)?不(?:全)?(?:怪|怨)(?:她|他|阿姨|师傅)"
    r"|\bdon'?t (?:fire|punish|blame) (?:her|him|them|the)\b",
    re.IGNORECASE,
)
_FEE = re.compile(
    r"(?:返工|重做|重新[^，,。]{0,4}|再来|上门|来一趟|修|复查|检查)[^，,。]{0,6}(?:还|要|得|会)?(?:再)?(?:收|要|花|付|算)(?:不(?:收|要))?(?:多少)?(?:钱|费)|(?:还|要|会)(?:再|另外)?(?:收|付)(?:一次|我)?(?:钱|费)(?:吗|么|不|[?？])|免费(?:的)?(?:吗|么|不|[?？])"
    r"|\b(?:free of charge|charge me again|cost (?:me )?(?:extra|anything|again)|pay again)\b",
    re.IGNORECASE,
)
_WORRY = re.compile(
    r"(?:不会|别|可别|千万别|该不会|会不会)(?:又|再|还)[^，,。]{0,8}(?:这样|那样|这么|出|弄|来|发生|同样|一样|迟到|放鸽子)|\b(?:not|won'?t) (?:it )?happen again\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"热搜|小红书|抖音|微博|电视台|记者|媒体|曝光|材料(?!费|钱)|律师|网上|差评|朋友圈"
)
_BY_PHONE = re.compile(
    r"^\W*(?:就|还是|那就?|可以|用|给我|麻烦)*(?:打|回|来)?(?:个|我的?)?(?:电话|手机)(?:联系|说|沟通|回我|打给我|给我|吧|就行|就好|就可以|好了)*\W*$|^\W*(?:by )?(?:phone|call)(?: me)?\W*$",
    re.IGNORECASE,
)
_SELLS = re.compile(
    r"推销|(?:让|叫|劝|逼|非要?|忽悠)我?[^，,。]{0,6}(?:办[^，,。]{0,6}卡|买)|办[^，,。]{0,8}的?卡|卖(?:东西|产品|保健品|保险|课)|(?:发|打)(?:小)?广告|拉我?(?:进|入)群|\b(?:sell|pushing|upsell)\w*\b",
    re.IGNORECASE,
)
_SPOILS_GAS = re.compile(
    r"(?:燃气|煤气|天然气)?(?:灶|热水器|炉灶|炉子)[^。]{0,14}(?:打不着|点不着|点不了|打不了火|打不燃|点不燃|不着火|熄火|老灭|一直灭|自己灭)"
    r"|\b(?:stove|hob|burner|gas cooker)\b[^.]{0,30}\b(?:won'?t|does not|doesn'?t|not) (?:light|ignite|start)",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"(?:照片|图片?|视频|录像|监控|截图|小票|发票|收据|凭证|单子|记录|聊天记录)[^。！!]{0,14}(?:怎么(?:发|传|给)|如何发|发(?:到|给|在)?(?:哪|谁)|(?:发|传|给)[^，,。]{0,6}(?:吗|么|不|可以|行|[?？])|要不要|(?:可以|能|能不能)(?:直接)?(?:发|传))"
    r"|(?:怎么|如何|往哪|在哪(?:里|儿)?|现在|要不要|可以|能不能|能)(?:给你们?|给您)?(?:发|传|上传)(?:给你们?|一下|个|下)?(?:照片|图片?|视频|录像|截图|小票|发票|凭证)"
    r"|^\W*(?:要|你们要)?(?:照片|图片?|视频|截图|小票|收据|凭证)(?:的话)?(?:我)?(?:也|都)?(?:有|拍了|存着|留着)(?:的|,|，|。|$)"
    r"|\b(?:how|where|can|shall|should|may|do)\b[^.?]{0,16}\b(?:send|upload|attach|share)\b[^.?]{0,20}\b(?:photos?|pictures?|screenshots?|videos?|receipts?|images?|proof)\b",
    re.IGNORECASE,
)
_UPSET = re.compile(
    r"(?:你|您)(?:倒是|怎么不|说句?话)[^。]{0,4}(?:说|吭|回)|说句话|气得|气死|气哭|(?:好|很|真|太|这么|心里)(?:气|生气|难受|委屈|憋屈|窝火|心寒|堵)|睡不(?:着|好)|手(?:都)?发?抖|欺负(?:人|我|老)|心(?:都)?(?:凉|寒)了|都说我傻|哭了"
    r"|\b(?:furious|so angry|really upset|fed up|in tears|crying)\b",
    re.IGNORECASE,
)
_KINDS = (
    ("pictures", _PICTURES),
    ("private", _PRIVATE),
    ("channel", _HOW_TOLD),
    ("lenient", _LENIENT),
    ("fee", _FEE),
    ("worry", _WORRY),
    ("blame", _BLAME),
    ("demand", _DEMAND),
    ("upset", _UPSET),
)
"""In the order in which they decide."""


def added(text: str) -> str:
    """``private``, ``channel``, ``lenient``, ``fee``, ``worry``, ``blame``, ``demand``,
    ``pictures``, ``upset``, ``public`` or ``added``.  Never raises."""
    plain = simplify(text)
    for kind, sign in _KINDS:
        if sign.search(plain):
            return kind
    return "public" if threatens(text) or _PUBLIC.search(plain) else "added"


def withdraws(text: str) -> bool:
    """Whether a complaint is taken back, without an if or a but.  Never raises."""
    plain = simplify(text)
    return bool(_WITHDRAWN.search(plain)) and not _BUT.search(plain)


def no_phone(text: str) -> bool:
    """Whether the answer is not to come by phone.  Never raises."""
    return bool(_NO_PHONE.search(simplify(text)))


def offers_time(text: str) -> bool:
    """“下午四点以后我在家”, “那就明天”: of a time when somebody may come.  Never raises."""
    return bool(_OFFERS_TIME.search(simplify(text)))


def by_phone(text: str) -> bool:
    """“打电话”, to the question how to be reached; no number in it.  Never raises."""
    return bool(_BY_PHONE.search(simplify(text)))


def sells(text: str) -> bool:
    """Whether a worker sold something to the customer, who has paid nothing.  Never raises."""
    return bool(_SELLS.search(simplify(text)))


def spoils_gas(text: str) -> bool:
    """Whether a gas stove does not light: no danger yet, and near one.  Never raises."""
    return bool(_SPOILS_GAS.search(simplify(text)))
