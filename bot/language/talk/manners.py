"""Anger, abuse and forbidden phrases (REQ A5, A10)."""

import re
from collections.abc import Sequence

from bot.language.script import simplify

__all__ = [
    "apologises",
    "forbidden_phrases",
    "is_abusive",
    "is_angry",
    "regrets_manner",
    "takes_leave",
    "threatens",
]

_ABUSE = re.compile(
    r"(?:操|艹|草|日|干|肏|屌|丢|顶)(?:你|尼|泥|他|您|它)(?:妈|玛|吗|马|老母|娘|大爷|祖宗|个肺|"
    r"奶奶|全家)|(?:你|他|特|踏)(?:妈|马|ma)(?:的|逼|蛋|个)?(?:的|逼|隔壁|死|个)|他妈的?|特么|"
    r"特码|他喵|尼玛|(?<![我你她他咱])妈的|妈蛋|妈卖批|卖批|mmp|tmd|nmsl|cnm|sb(?![a-z])|"
    r"傻[逼比叉屄缺x×]|煞笔|沙比|沙雕|杀笔|脑残|智障|弱智|白痴|蠢货|蠢猪|废物|畜生|牲口|狗东西|"
    r"狗日|狗娘|王八蛋|王八|混蛋|混账|浑蛋|贱人|贱货|婊子|臭婊|不要脸|死全家|全家死|死妈|死爹|"
    r"去死|滚蛋|滚开|滚远|(?<![圆翻打])滚[!！,，。]?$|滚你|放屁|放你|狗屁|"
    r"瘪三|赤佬|扑街|冚家|仆街|死八婆|龟儿子|瓜娃子|锤子哦|仙人板板|日你|娘希匹|生儿子没|杂种|"
    r"杂碎|人渣|垃圾人|臭不要脸|丧尽天良|缺德|没教养|没人性|猪脑|眼瞎|瞎了狗眼|吃屎|恶心玩意|"
    r"\b(?:fuck\w*|f\*+ck|shit\w*|bullshit|bitch\w*|asshole|bastard|idiots?|morons?|stupid|"
    r"damn you|screw you|wtf|stfu|dumbass|retard\w*|go to hell)\b",
    re.I,
)
_NO_ABUSE = re.compile(
    r"滚(?:筒|动|烫|水|轮|刷|粘)|干你们这行|白痴都会|顶你们|草泥(?!马)|狗(?:屎味|屁股)|"
    r"瓜娃子(?=可爱)|stupid question|holy shit.*(?:clean|amazing)",
    re.I,
)
_THREAT = re.compile(
    r"(?:曝光|爆料|挂(?:到|上)网|发(?:到|上)?(?:网上|抖音|小红书|微博|朋友圈|大众点评|头条|热搜|"
    r"小红薯)|找(?:媒体|记者|律师|电视台|市长)|(?:打|拨|去|找|上|投诉(?:到)?|"
    r"举报(?:到)?)\s?(?:(?<!\d)12315(?!\d)|(?<!\d)12345(?!\d)|消协|消费者协会|工商|市监|市场监管|劳动局|民政|法院|警察|"
    r"派出所|110)|(?<!\d)12315(?!\d)|(?<!\d)12345(?!\d)|"
    r"(?:告|起诉|投诉|举报)(?:你们|你|死你们|到底|定了)|法院见|法庭见|律师函|差评(?!怎么|能)|"
    r"一星差评|网上见|(?:要|去|就|我会|一定|肯定)(?:投诉|举报|起诉|报警|曝光|告)|没完|走着瞧|"
    r"等着瞧|跟你们拼|砸了?你们?店|上门(?:闹|找你们)|闹到底|讨(?:个)?说法|拉横幅|"
    r"\b(?:sue|suing|lawyer|legal action|report you|expose you|bad review|one.?star|1.?star|"
    r"police report|consumer (?:association|council)|tell everyone|post (?:this|it) (?:on|every)|"
    r"media)\b)",
    re.I,
)
_FURY = re.compile(
    r"气死|气炸|气疯|气得|气人|火大|冒火|发火|恼火|光火|忍无可忍|受够了|受不了(?:你们|了)|"
    r"够了[!！]|太过分|过分了|欺人太甚|欺负人|岂有此理|什么(?:破|烂|垃圾|狗屁|鬼)(?:公司|服务|"
    r"态度|玩意|东西|平台|阿姨|家政)|什么(?:态度|玩意儿?|东西[!！,，]|意思[!！]|服务态度)|"
    r"(?:骗子|骗人|骗钱|诈骗|黑店|黑心|奸商|无良|坑人|坑钱|坑爹|坑死|太坑|强盗|流氓|土匪|吸血鬼|"
    r"霸王条款|不讲理|耍我|耍人|耍赖|玩我|当我(?:傻|好欺|是傻)|糊弄|忽悠|敷衍|踢皮球|推来推去|"
    r"店大欺客)|垃圾(?:公司|服务|平台|家政|态度|[!！]|$)|(?:太|真|简直|特别|非常|极其)(?:离谱|"
    r"垃圾|恶劣|恶心|无语|气愤|愤怒|生气|差劲|不像话|不负责|不要脸|不专业|坑|烂|扯)|"
    r"离(?:了)?(?:大)?谱|无语(?:了|死|[!！])|不像话|太不负责|让人(?:恼火|生气|愤怒|恶心)|愤怒|"
    r"生气了|很生气|怒了|暴怒|发飙|火冒三丈|怒火|火都|一肚子(?:火|气)|憋一肚子|恶心(?:人|死)|"
    r"(?:到底|究竟)(?:管不管|有没有人|还来不来|想怎样|要怎样|是什么意思|怎么回事|行不行|几点来)|"
    r"当(?:我|客户)(?:是)?(?:猴|傻子|空气)|(?:催|说|打|等|"
    r"问)了(?:[\d三四五六七八九十几多无数]+)(?:次|遍|回|个小时|"
    r"天)(?:了)?(?:[,，!！].{0,10})?(?:还|都|没|也|怎么)|"
    r"再(?:也)?不(?:会)?(?:用|找|来|信|请)你们|永远不会再|拉黑|退(?:钱|款)[!！]+|还我(?:钱|"
    r"血汗钱)|搞什么(?:鬼|东西|名堂|飞机|啊)|搞么(?:子|斯)|嬲|激死|激气|顶唔顺|岂有此理|离晒谱|"
    r"忍唔到|"
    r"\b(?:furious|outrag\w+|ridiculous|unacceptable|disgust\w*|pissed|angry|scam\w*|rip.?off|"
    r"fraud|worst|fed up|sick of (?:this|you)|terrible service|joke of a|never again|"
    r"shame on you|how dare|useless|pathetic|liars?)\b",
    re.I,
)
_NOT_FURY = re.compile(
    r"(?:没|不|别|消消|不要|勿|莫|唔)(?:有|再|太|会|是)?(?:生气|发火|气|介意|恼)|(?:不是|没有?|"
    r"并非)(?:要|想|来)?(?:投诉|举报|曝光|差评|差|骗)|好评|(?:怎么|如何|哪里|在哪|想|要)(?:投诉|"
    r"举报)(?:电话|渠道|建议)?[?？吗]|骗子吗|会不会(?:骗|坑)|是不是骗|怕(?:被)?(?:骗|坑)|别(?:坑|"
    r"骗)我|热得?气死|除了.{0,4}都好|(?:老公|婆婆|孩子|儿子|女儿|猫|邻居)[^,，]{0,6}气(?:死|人|"
    r"得)|不(?:坑|敷衍|糊弄|忽悠|离谱)",
    re.I,
)
_SORRY = re.compile(
    r"不好意思|对不起|抱歉|别(?:介意|见怪|往心里去)|(?:刚才|我)(?:语气|态度|说话)(?:重|冲|不好)|错怪|冤枉"
    r"|\b(?:sorry|my apologies|my bad)\b",
    re.I,
)
_NO_SORRY = re.compile(
    r"(?:不|没有?|从未|未|无|少|缺|欠)(?:曾|肯|会|愿意?|想|跟|向|和|给|对|我们?|人|说|讲|道|来)*(?:过)?(?:一?[句声个])?(?:对不起|抱歉|不好意思)"
    r"|(?:对不起|抱歉|不好意思)[^，。]{0,3}(?:都|也)(?:没|不)|连(?:一?[句声个])?(?:对不起|抱歉|不好意思)"
    r"|\b(?:never|not|no|without|didn'?t|wasn'?t|weren'?t)\b[^,.]{0,20}\b(?:sorry|apolog\w+)",
    re.I,
)
"""“到了也不说对不起”: another's apology is missed."""
_MOOD = re.compile(
    r"心情|情绪|脾气|冲动|激动|(?:语气|态度|话|说)[^，,。]{0,3}(?:重|冲|急|难听|不好|过分|过头)|骂(?:了|你|您|人)"
    r"|\b(?:rude|mood|temper|angry|upset)\b",
    re.I,
)
_ASKS = re.compile(
    r"[?？]|吗|请|帮|能不能|要|想|改|换|取消|约|订|发|打错|写错|说错|记错|弄错|填错|按错"
    r"|\b(?:can|could|please|make|change)\b",
    re.I,
)
_SHORT = 30
_SHOUT = re.compile(r"[!！]{3,}|[?？!！]{4,}")
_GLAD = re.compile(
    r"谢谢|感谢|太好了|棒|赞|满意|喜欢|好的|哈哈|开心|辛苦|爱你|你好|thank|great|love|awesome|"
    r"amazing|perfect|happy",
    re.I,
)
_CODE = re.compile(r"[{}<>=;\\]|--|'1'")
"""Signs of a programme: its capitals are no shouting."""
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_USUAL_CAPITALS = frozenset(
    {
        "OK",
        "AC",
        "TV",
        "APP",
        "VIP",
        "WIFI",
        "AM",
        "PM",
        "SPA",
        "DIY",
        "ID",
        "QQ",
        "UTC",
        "RMB",
        "SOS",
        "KTV",
        "SOHO",
        "LOFT",
        "PVC",
        "LED",
    }
)


def regrets_manner(text: str) -> bool:
    """Whether a customer is sorry for a mood or a tone, whatever else it sounds like.  Never raises."""
    return apologises(text) and bool(_MOOD.search(simplify(text)))


def apologises(text: str) -> bool:
    """Whether a customer is sorry and says nothing that has to be done.  Never raises."""
    plain = simplify(text).strip()
    if _NO_SORRY.search(plain):
        return False
    return bool(_SORRY.search(plain)) and len(plain) <= _SHORT and not _ASKS.search(plain)


def is_angry(text: str) -> bool:
    """Anger at us: abuse, threats to expose or sue, fury, shouting.  Never raises."""
    plain = simplify(text)
    if is_abusive(text) or threatens(text):
        return True
    if _FURY.search(_NOT_FURY.sub("□", plain)):
        return True
    return _shouts(plain) and not _GLAD.search(plain)


def threatens(text: str) -> bool:
    """A threat to go to the public, the authorities or a court: something went wrong before it.

    Never raises.
    """
    return bool(_THREAT.search(_NOT_FURY.sub("□", simplify(text))))


def is_abusive(text: str) -> bool:
    """Insults and swearing at a person, in Chinese, its dialects and English.  Never raises."""
    plain = re.sub(r"(?<=[\u4e00-\u9fff])[\s*.·_\-]+(?=[\u4e00-\u9fff])", "", simplify(text))
    return bool(_ABUSE.search(_NO_ABUSE.sub("□", plain)))


def forbidden_phrases(text: str, phrases: Sequence[str]) -> list[str]:
    """The phrases of a list (data, REQ A5) that stand in a text, in the order of the list.

    Width, script, blanks and case do not hide one; an empty phrase is never found.
    """
    plain = _folded(text)
    return [
        phrase for phrase in dict.fromkeys(phrases) if _folded(phrase) and _folded(phrase) in plain
    ]


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", simplify(text)).casefold()


def _shouts(plain: str) -> bool:
    if _SHOUT.search(plain):
        return True
    if _CODE.search(plain):
        return False
    words = [word for word in _CAPITALS.findall(plain) if word not in _USUAL_CAPITALS]
    return len(words) >= 3 and sum(map(len, words)) > len(re.findall(r"[a-z]", plain))


_LEAVE = re.compile(
    r"再见|拜拜|[8８]8\b|先这样(?:吧|了|哈)?\W*$|回头(?:聊|说|见)|下次(?:聊|见)|\b(?:good ?bye|bye|see you|talk later)\b",
    re.IGNORECASE,
)


def takes_leave(text: str) -> bool:
    """“谢谢再见”, “先这样吧”.  Never raises."""
    return bool(_LEAVE.search(text))
