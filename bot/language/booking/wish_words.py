"""Turns of phrase by which a customer tells what matters besides the details of an order."""

import re

__all__ = ["outdated", "tells_a_wish"]

_ROOMS = (
    r"(?:厨房|卫生间|厕所|浴室|窗户?|玻璃|地板|地面|油烟机|墙[面上]?|灶台?|阳台|客厅|卧室|书房|沙发|床底?|柜子?|灰尘?"
    r"|油污?|水垢|霉|胶|东西|衣服)"
)
_HOW = r"(?:很|特别|比较|有点|太|挺|蛮|最|重点|仔细|好好|多擦|要擦)"
_HOUSEHOLD = (
    r"[一两二三四五六七八九十\d]口(?:人|之家)?|双胞胎|剖腹产|顺产|二胎|高层|记性|腿脚|[能会]?自己(?:能|会|可以)?(?:走路?|吃饭|下床|上厕所|洗澡)|走路|下不了床|接不(?:了|到)电话|不方便接|轮椅|要(?:人)?[扶搀]|卧床|抱上抱下|扶上扶下|翻身|喂饭|擦身|导尿|鼻饲|自理|听不懂|耳背|耳朵"
    r"|糖尿病|高血压|怕生|怕吵|怕狗|[\d一二三四五六七八九十]{1,3} ?岁|没人在?家|家里没人|不在家|租户|租的房|钱(?:由|是)?我(?:自己|来|们)*(?:付|出|给)"
)
_ALSO = r"(?<!玻璃)(?<!窗)(?<!窗[户子])(?<!烟机)也(?:要|得|需要|麻烦|请)?(?:一起)?(?:擦|吸|拖|扫|收拾|刷|除尘)(?:一?下|干净|一?遍|掉)?(?:的|一起|哦|哈)?(?=$|\s)"
"""“地毯也要吸”: what is to be done as well."""
_BOTH_SIDES = (
    r"^(?:里外|内外|双面|两面|正反面?)(?:都|全|也|要)*[擦洗抹](?:的|一?遍)?$"
    r"|^(?:只|就|光)(?:要)?[擦洗](?:里面|内侧|里边)(?:的|就行|就好|吧)?$"
)
_FOOD = r"不吃|忌|素食|回民|穆斯林|口味|清淡|偏[甜辣咸]|少[油盐糖辣]|吃辣"
_GUESTS = r"^(?:大概|大约|一共|总共|我们|家里|就|差不多|有)*[\d一二两三四五六七八九十]{1,3}(?:个|位|口)(?:大?人|客人|小孩|孩子|朋友)?(?:吃(?:饭)?|用餐|左右)*$"
_WORKER = (
    r"(?:要|得|能|可以|最好|可)会.|会(?:讲|说|烧|包|催)|力气|手脚|勤快|爱干净|有耐心|脾气好|年纪|年轻|属相"
    r"|属[鼠牛虎兔龙蛇马羊猴鸡狗猪]|老家|籍贯|普通话|方言|[\u4e00-\u9fff]{2}话(?=$|的)|带过|固定的|固定(?:同)?一|同一[个位]"
)
_HOUSE = (
    r"登记|多(?:打|敲|按|响|等)(?:[几两三]|一会)|门卫|保安|物业|敲门|门铃|电梯|房卡|车位|停车|梯子|抬头|税号|发票|滚筒|波轮|侧吸|顶吸|嵌入式|发短信|发微信"
    r"|短信联系|微信联系|口罩|手套|吸尘器|拖把|抹布|清洁剂|联系(?:我[妈爸老婆公]|[她他])"
)
_ASKS_FOR = (
    r"^(?:还有|另外|那|就是|但是|不过|我|我们)?(?:最好|希望|尽量|记得|务必|千万|一定要?|重点)..|..(?:最好|优先)$"
    r"|^(?:别|不要|勿|不能|不用|不准|不许)(?![了来约订做这那改急早晚贵急谢是再等上]|太[早晚]|确认|取消|生气|客气|紧|好意思|担心|麻烦|骗|废话)..+"
)
_ENGLISH = (
    r"\bplease (?:bring|take|don'?t|use|ring|wear|be|make|ask|tell|knock|keep|close|lock|leave|park|mind|avoid|remove|wash|focus|text|message|note)\b|\bshoes off\b|\btake (?:\w+ )?shoes\b"
    r"|\bbring (?:a|an|the|your|their|some)\b|\b(?:vegetarian|vegan|halal|kosher|no pork)\b|\bmake sure\b"
    r"|\bdon'?t (?:use|touch|wake|ring|knock|smoke)\b|\bno (?:\w+ )?(?:chemicals?|bleach|perfume|scents?|smoking|shoes|lift|elevator)\b"
    r"|\b(?:under the (?:door)?mat|lock ?box|concierge|doorman)\b"
)
_TELLS = re.compile(
    rf"{_ROOMS}[^，。]{{0,4}}{_HOW}|灰[很大多]|有(?:胶|油漆|水泥|霉|划痕|蟑螂|水垢|灰)|(?:重点|仔细)[擦做打扫清搞点些弄]*|{_HOUSEHOLD}|{_FOOD}|{_GUESTS}|{_ALSO}|{_BOTH_SIDES}"
    rf"|{_WORKER}|{_HOUSE}|{_ASKS_FOR}|{_ENGLISH}",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\d+[号室弄栋幢单点月]|\d{5,}(?![\dA-Z])|上午|下午|晚上|早上|今天|明天|后天|周[一二三四五六日天末]|星期|礼拜|每[天周月]"
    r"|多少|几[个位点天]|怎么|什么|哪|[贵块元]|钱(?!(?:由|是)?我(?:自己|来|们)*(?:付|出|给))|便宜|优惠|折|能不能|是不是|有没有|要不要|[?？]|[吗么呢]$"
    r"|(?:得|的)?(?:很|挺|真|非常)(?:好|棒|干净|仔细|勤快|认真|不错|细心|耐心|专业|准时)|满意|辛苦|表扬|投诉|赔|退"
)
"""A detail, a question, a price, praise or blame: no wish."""
_TAKEN_BACK = (
    (
        re.compile(r"医院|病房"),
        re.compile(
            r"^(?:就|是|改成?|换成?|还是)?在?(?:我|自己)?家里?(?:照顾|护理)?(?:吧|的|就行)?$|不(?:去|在)医院"
        ),
    ),
    (re.compile(r"陪夜|夜里|夜班|通宵"), re.compile(r"白天|白班|不(?:用|要)(?:陪夜|过夜)")),
)


def tells_a_wish(clause: str) -> bool:
    """Whether a clause says what the worker should be, do, bring or know.  Never raises."""
    return bool(_TELLS.search(clause)) and not _OTHERWISE.search(clause)


def outdated(note: str, text: str) -> bool:
    """Whether what is said now takes back an earlier wish: “在家” after “去医院陪夜”."""
    return any(old.search(note) and new.search(text.strip()) for old, new in _TAKEN_BACK)
