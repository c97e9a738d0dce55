"""Subjects that customers ask about and of which few catalogues speak: parking, lifts, invoices …

An answer is never guessed (REQ B2): the catalogue's own sentence about the subject, or none.
"""

import re
from dataclasses import dataclass

from bot.language.booking.worker_sex import asks_sex

__all__ = [
    "PEOPLE",
    "WORKER_NAME",
    "WORKER_SEX",
    "Subject",
    "asks_name",
    "asks_terms",
    "find_subject",
]


@dataclass(frozen=True, slots=True)
class Subject:
    """``named``: how customers ask; ``held``: the words of a catalogue that speaks of it;
    ``policy``: what the company does where the catalogue says nothing (domain.yml,
    ``utter_policy_…``)."""

    named: re.Pattern[str]
    held: re.Pattern[str]
    policy: str = ""


def _subject(named: str, held: str, policy: str = "") -> Subject:
    return Subject(re.compile(named, re.IGNORECASE), re.compile(held, re.IGNORECASE), policy)


WORKER_SEX = _subject(
    r"[男女]的?|\b(?:wo)?m[ae]n\b", r"[男女]性|[男女]士|\b(?:fe)?male\b|\bwom[ae]n\b"
)
"""Read by rules of its own (worker_sex.py)."""
PEOPLE = _subject(
    r"几(?:个|位|名)(?:人|阿姨|师傅)?(?:来|做|干|上门|一起)|(?:要|需要|得)几(?:个|位|名)人?(?:来|做|啊|呢|[?？]|$)|[一两二三1-3](?:个|位|名)人来[^，。?？]{0,10}(?:吗|么|还是|[?？])|(?:来|派|安排|上门)几(?:个|位|名)|多少(?:个)?人(?:来|做|上门)"
    r"|\bhow many (?:people|cleaners|workers)\b",
    r"[\d一二两]\s*(?:[–-]\s*\d\s*)?(?:名|位|人)(?!工)|\bcleaners?\b|\bpeople\b",
)
"""How many come."""
WORKER_NAME = _subject(
    r"(?:阿姨|师傅|月嫂|保姆|护工|来的人|上门的人|服务人员|哪个人|人)[^，。?？]{0,4}(?:叫什么|姓什么|叫啥|贵姓|姓名|名字|是谁)|(?:来|上门|派来?)的(?:会|到底|究竟)?是谁|(?:派|是|谁)(?:谁|哪位|哪个)[^，。?？]{0,4}(?:来|上门)|^谁(?:会|能)?来(?:[?？啊呀呢]|$)|哪位(?:阿姨|师傅)?(?:来|上门)|\bwho (?:is coming|will come)\b",
    r"(?!)",
)
"""Who comes: settled when the visit is assigned, whatever the catalogue says."""
TERMS = (
    _subject(
        r"(?:不(?:满意|合适|喜欢|好|行|干净)|中途|半路|没(?:做|用)完|万一)[^。?？]{0,10}(?:退|怎么办|咋办|怎么处理)(?!租|房|订)"
        r"|(?:能|可以|给|包|会|可不可以|怎么|如何|支持|多久)(?:不能|不给)?(?:全额?)?退(?:钱|款|费)|(?<!取消)(?<!取消了)(?:能|可以|给|包)退(?:的)?(?:吗|么|不|[?？])"
        r"|(?<!取消能)(?<!取消了能)(?<!取消)退(?:钱|款|费)?(?:吗|么|不退)(?:[?？]|$)|无理由|\b(?:money back|refund(?:able|s)?)\b[^.]{0,30}\?",
        r"退款|退费|变更按|\brefund",
    ),
    _subject(
        r"(?:不(?:满意|合适|喜欢|好|行|对脾气)|中途|万一|要是|如果|试用)[^。?？]{0,12}换(?!时间|成|做|个?时|洗|季)"
        r"|(?:能|可以|可不可以|让|给|免费|随时|包)换(?:人|个人|一个人|阿姨|师傅|月嫂|保姆)(?:吗|么|不|嘛|[?？])|换(?:一次|几次|人)[^，。]{0,4}(?:收费|加钱|要钱|免费|几次)"
        r"|\b(?:replace|change) (?:her|him|the (?:nanny|cleaner|nurse|helper|person))\b",
        r"换人|变更按",
    ),
    _subject(
        r"(?:做|洗|擦|通|弄|清|修|打扫|除)不(?:好|干净|掉|通|了)[^，。?？]{0,6}(?:收|退|要钱|怎么|返|重|给钱)",
        r"退款|返工|变更按",
    ),
    _subject(
        r"试(?:用|工|岗)|试做|(?:先|可以|能)试(?:一|几|两)?(?:试|天|次|个?星期|个?月|下)|\btrial\b",
        r"试用|试工|试做|\btrial\b",
    ),
    _subject(
        r"(?:打|弄|摔|碰|搞|损|洗|擦|刮|碎|坏|丢)(?:坏|碎|破|花|丢)?了?[^，。?？]{0,8}(?:赔|怎么办|咋办|算谁|谁负责|谁赔)|(?:会|要|给|管|包)(?:不会)?赔(?:偿)?(?:吗|么|不|[?？])|赔不赔|谁(?:来)?赔|怎么赔"
        r"|\bif (?:something|anything|she|he|they)[^.?]{0,16}(?:break|broken|damage)",
        r"赔付|赔偿|保险|\binsur",
    ),
    _subject(
        r"(?:工资|薪水|工钱|钱)[^，。?？]{0,6}(?:怎么(?:给|发|结)|(?:付|交|给|发|打)给?(?:谁|你们|阿姨|公司|中介|本人)|几号|哪天|日结|月结)"
        r"|(?:付|交|给|打|转)给?(?:你们|公司|中介|阿姨)[^，。?？]{0,8}还是|\b(?:salary|wages?)\b",
        r"工资|薪|salary",
        "payment",
    ),
    _subject(r"中介费|管理费|服务费(?:另|要|多少)|\bagency fee\b", r"中介费|管理费|\bfees?\b"),
    _subject(
        r"早产|早生|提前(?:生|发动|卸货|出来)|(?:预产期|生)[^，。?？]{0,6}(?:提前|推迟|推后|延后|不准)[^，。?？]{0,6}(?:怎么|咋|能|可以|吗)",
        r"变更按|上户日期",
    ),
    _subject(r"监控|摄像头?|\b(?:cctv|cameras?)\b", r"监控|摄像|camera"),
    _subject(r"双胞胎|龙凤胎|[多三]胞胎|双胎|\btwins?\b", r"双胞胎|多胞胎|twins"),
    _subject(
        r"(?:什么|啥|哪种|哪些|用的)[^，。?？]{0,4}(?:药水|清洁剂|清洗剂|消毒水|消毒液|洗涤剂|药剂|化学)|(?:药水|清洁剂|清洗剂|消毒液|消毒水)[^，。?？]{0,8}(?:味|安全|伤|毒|害|影响|刺激|环保)"
        r"|异味|有没有(?:毒|害|味|刺激)|(?:孕妇|宝宝|孩子|小孩|老人|宠物|猫|狗)[^，。?？]{0,10}(?:安全|有害|影响|刺激|(?:可以|能|能不能|可不可以)(?:待)?在|(?:待)?在家[^，。?？]{0,2}(?:可以|能|行)(?:吗|么|不))"
        r"|\b(?:chemicals?|toxic|safe for)\b[^.]{0,20}\?",
        r"异味|无毒|环保|孕|toxic",
    ),
    _subject(
        r"金牌|银牌|钻石|特级|几星|星级|(?:分|有)(?:几个|哪些|什么|没有)?等级|级别|等级|高级(?:月嫂|保姆|育儿嫂|阿姨)",
        r"金牌|银牌|星级|等级|级别",
    ),
    _subject(
        r"(?:上门|先来|过来|来家里|派人来)[^，。?？]{0,6}(?:看|估|量)[^，。?？]{0,6}(?:价|再定|再说|多少|报)|估价|(?:先|免费)(?:上门)?(?:看房|看看现场|勘)"
        r"|\b(?:on-?site|free) (?:quote|estimate)\b",
        r"估价|看房|勘|estimate",
    ),
    _subject(
        r"(?:挂机|柜机|大的|小的|不拆|拆不拆|每台|几台)[^，。?？]{0,10}(?:一样|同价|一个价)|(?:一样|同价)[^，。?？]{0,4}(?:台|拆)|(?:一样|同一?个?)(?:的)?(?:价|贵|钱)|价(?:格|钱)?(?:都)?(?:一样|相同|同)(?!的)",
        r"同价|same price",
    ),
    _subject(
        r"(?:会|能|懂)(?:不会)?(?:说|讲)?(?:英语|英文|日语|普通话|上海话|粤语|方言)[^，。]{0,4}(?:吗|么|不|[?？])|\bspeaks? (?:any )?(?:english|chinese|mandarin|japanese)\b",
        r"英语|英文|普通话|\benglish\b",
    ),
    _subject(
        r"迟到|晚到[^，。?？]{0,6}(?:怎么|赔|扣|减)|没(?:做|擦|洗|打扫)(?:好|干净)[^，。?？]{0,4}(?:怎么|咋|返工|重)|返工|包干净|(?:怎么|如何|有什么|有没有|有|拿什么|能(?:不能)?|可以)(?:来)?保[证障]|\bguarantee",
        r"返工|迟到|保[证障]|guarantee",
    ),
)
"""What is agreed on besides the price: refunds, another worker, damage, a trial, wages."""
SUBJECTS = (
    _subject(r"停车(?:费|钱|位)?|车停|\bparking\b", r"停车|parking"),
    _subject(
        r"(?:没有?|无|冇|不带)电梯|爬楼|步梯|楼梯房|(?:上楼|楼层|爬楼)费"
        r"|楼[^，。]{0,4}(?:加|另外?收|多收)(?:钱|费)|\b(?:no|without an?) (?:lift|elevator)\b",
        r"电梯|步梯|楼层费|上楼费|\b(?:lift|elevator)\b",
    ),
    _subject(
        r"(?:管|供)(?:他们?|她们?|阿姨|师傅)?(?:一?顿)?(?:饭|吃)|包吃|(?:阿姨|师傅|保洁|工人|他们?|她们?)"
        r"[^，。]{0,6}(?:吃饭|吃什么|吃住|在哪吃|午饭)|伙食|餐[费补]|饭钱|\bmeals? for the\b",
        r"餐食|伙食|用餐|吃住|\bmeals?\b",
    ),
    *TERMS,
    _subject(
        r"(?:怎么|咋|如何|啥时候|什么时候|几时|用什么)(?:样)?(?:付|支付|给钱|交钱|结账|结算|结钱|结(?![果束婚局])|收钱|转钱)|付款|支付"
        r"|微信(?:付|支付|转)|微信[^，。?？]{0,3}[付收]|支付宝|月结|次结|日结|一次一(?:结|付)|现金|刷卡|信用卡|扫码|花呗|分期|对公|[先后预]付|转账"
        r"|付(?:钱|费)[^，。?？]{0,6}(?:给谁|给|是|要|先|后|还是|呢|吗|么)|(?:要|需要|得|是)?[先后](?:给|交|收|付)[^，。?？]{0,2}(?:钱|款|费)|(?:做|干|弄|服务)(?:完|好)(?:了)?(?:以后|之后)?(?:再|才)?(?:给|付|收|结)"
        r"|(?:见面|面谈|面试|面聊)[^，。?？]{0,4}(?:[收要付给交]不)?(?:收|要|付|给|交)(?:钱|费)|(?:见面|面谈|面试)[^，。?？]{0,3}免费"
        r"|[先后](?:付|给)(?:还是|吗|么)|分(?:开|次|批)付|付(?:一半|全款|全额)"
        r"|\b(?:pay|payment|credit card|alipay|cash)\b",
        r"付款|支付|结算|分期|\bpa(?:y|id|yment)\b",
        "payment",
    ),
    _subject(r"菜钱|菜金|食材(?:费|钱)|材料费|耗材", r"菜钱|费用另计|at cost|charged apart"),
    _subject(r"发票|开票|收据|税[点率]|\b(?:invoice|receipt|fapiao)\b", r"发票|开票|invoice"),
    _subject(r"[押定订]金|\bdeposit\b", r"[押定订]金|deposit"),
    _subject(r"合同|协议|\bcontract\b", r"合同|协议|contract"),
    _subject(r"保险|赔付|理赔|\binsur(?:ance|ed)\b", r"保险|insur"),
    _subject(
        r"(?:路|车|交通|打车|上门|出车|远程|来回)(?:的)?费|\btravel (?:fee|cost)",
        r"路费|车费|交通费|上门费|travel",
    ),
    _subject(
        r"牌子|品牌|型号|什么成分|配方|产地|\bbrands?\b",
        r"牌子|品牌|成分|产地|brand",
    ),
    PEOPLE,
    WORKER_NAME,
    _subject(
        r"(?:要|用|需要|必须|得|可以|能|非得)(?:不要|不用|不)?(?:我|我们|人|家里)?(?:有人|一直|全程)?(?:在家|在场)"
        r"|(?:人|我们?)不在家?[^，。]{0,4}(?:行|可以|能|怎么|咋)|没人在家[^，。]{0,4}(?:行|可以|能|怎么|咋)"
        r"|钥匙(?:放|给|怎么|交|留)|\b(?:be|stay) (?:at )?home\b",
        r"在家|在场|钥匙|at home",
    ),
    _subject(
        r"休息日|(?:周|星期|礼拜|月)(?:能|要|会|可以)?(?:休|放)(?:息|假)?几天|休几天|几天休|怎么休|休息(?:怎么|几)|放假|单休|双休"
        r"|\bdays? off\b|\brest days?\b",
        r"休息|每月工作|\brest\b|days a month",
    ),
    _subject(
        r"几天[^，。?？]{0,3}(?:算|是|为)[^，。?？]{0,2}一?个?月|(?:一个?|每个?)月[^，。?？]{0,4}(?:算|是|干|做|上|有)?(?:几|多少)天(?!休|假)",
        r"每月工作|住家 \d+ 天|days a month|for \d+ days",
    ),
    _subject(r"执照|注册资本|加盟|\blicen[cs]e\b", r"执照|加盟|licen"),
)


def find_subject(text: str) -> Subject | None:
    """The first of these subjects that a message names.  Never raises."""
    if asks_sex(text):
        return WORKER_SEX
    return next((subject for subject in SUBJECTS if subject.named.search(text)), None)


def asks_terms(text: str) -> bool:
    """Whether the question is of terms: what if it does not suit, who pays for damage.

    Never raises.
    """
    return any(subject.named.search(text) for subject in TERMS)


def asks_name(text: str) -> bool:
    """“阿姨叫什么名字”: who it is that comes.  Never raises."""
    return bool(WORKER_NAME.named.search(text))
