"""Which part of a service a question is about, for the catalogue's own words on it.

Customers say “做饭” where a catalogue says “月子餐” and “全家饮食”: a part is named by one and held
by the other.
"""

import re
from dataclasses import dataclass

from bot.language.talk.questions import asks_excluded, asks_scope

__all__ = ["Part", "asks_chore", "asks_part", "find_parts"]


@dataclass(frozen=True, slots=True)
class Part:
    """``named``: how customers say it; ``held``: the words of a catalogue."""

    named: re.Pattern[str]
    held: re.Pattern[str]


def _part(named: str, held: str) -> Part:
    return Part(re.compile(named, re.IGNORECASE), re.compile(held, re.IGNORECASE))


PARTS = (
    _part(r"[川湘]菜|本帮|上海菜|清淡|口味", r"本帮|川湘|清淡"),
    _part(r"几(?:个|口)人?吃|人数|宴席|请客|聚餐|家宴", r"宴席|人数"),
    _part(
        r"[做烧煮弄][^，。?？]{0,6}[饭菜餐]|伙食|三餐|月子餐|\bcook|\bmeals?\b",
        r"餐|饮食|烹饪|做饭|四菜|\bmeals?\b|\bcook",
    ),
    _part(
        r"洗(?:我们?的|大人的?|全家的?|点|个)?衣|衣服|熨|\blaundry|\biron",
        r"衣|熨|\blaundry|\biron",
    ),
    _part(
        r"(?:外面|外侧|外边|外墙|外层|室外|高层|高空|里外|内外|双面|两面)"
        r"|\d{1,2}[楼层](?:能|可以|也|的)?[^，。]{0,3}[擦洗]|\b(?:outside|outer|exterior)\b",
        r"外侧|外墙|高空|内侧|内外侧|outer|outside|height",
    ),
    _part(r"纱窗|\bscreens?\b", r"纱窗|screen"),
    _part(r"(?<![纱])窗(?!帘|台)|玻璃|\bwindows?\b", r"玻璃|窗框|窗槽|window|pane"),
    _part(r"烟机|\bhoods?\b", r"烟机|家电|hood"),
    _part(r"冰箱|\bfridges?\b|\brefrigerators?\b", r"冰箱|家电|fridge|of appliances"),
    _part(r"中央空调|\bcentral air", r"中央空调|Central air"),
    _part(
        r"(?<!中央)空调|\bair.?con|\bacs?\b",
        r"(?<!中央)空调|家电(?!清洗)|air conditioners|of appliances",
    ),
    _part(r"洗衣机|\bwashing machine", r"洗衣机|家电|washing machines|of appliances"),
    _part(r"微波炉|\bmicrowaves?\b", r"微波炉|家电|microwave|of appliances"),
    _part(r"烤箱|\bovens?\b", r"烤箱|\bovens?\b|of appliances"),
    _part(r"热水器|\bwater heaters?\b", r"热水器|water heater"),
    _part(r"燃气灶|煤气灶|\bhobs?\b|\bstoves?\b", r"燃气灶|灶面|hob"),
    _part(r"家电|电器|\bappliances?\b", r"家电|家用电器|appliances"),
    _part(
        r"重油|油污|油渍|油垢|厨房|灶台|\b(?:grease|kitchen)\b", r"重油污|厨房|厨卫|grease|kitchen"
    ),
    _part(
        r"厕所|卫生间|马桶|浴室|水垢|霉|\b(?:bathroom|toilet|mould|mold)\b",
        r"卫生间|厨卫|洁具|水垢|霉|马桶|bathroom|toilet",
    ),
    _part(r"地毯|\bcarpets?\b|\brugs?\b", r"地毯|carpet"),
    _part(r"窗帘|\bcurtains?\b", r"窗帘|curtain"),
    _part(r"阳台|\bbalcony\b", r"阳台|balcony"),
    _part(r"垃圾|\brubbish|\bgarbage|\btrash", r"垃圾|rubbish"),
    _part(r"墙(?!外)|\bwalls?\b", r"墙面|wall"),
    _part(r"宠物|[猫狗](?!粮|砂)|泰迪|金毛|柯基|\b(?:pets?|cats?|dogs?)\b", r"宠物|\bpets?\b"),
    _part(r"打蜡|\bwax", r"打蜡|wax"),
    _part(r"甲醛", r"甲醛"),
    _part(r"除胶|胶(?!囊)|水泥|油漆|漆点|\bglue\b|\bpaint\b", r"胶|漆|glue|paint"),
    _part(r"床底|柜顶|柜子|柜体|死角", r"床底|柜顶|柜体"),
    _part(
        r"[带看接陪照](?:顾|送|看)?(?:一下)?(?:我家)?(?:大的|孩子|娃|小孩|宝宝|老人|爷爷|奶奶)|孩子|\b(?:kids?|child(?:ren)?|toddler)\b",
        r"(?<!大)孩子|宝宝|新生儿|child|bab(?:y|ies)|newborn",
    ),
    _part(r"大宝|老大|大的那个|\bolder (?:child|kid)", r"大宝|older child"),
    _part(
        r"老人|爷爷|奶奶|失能|卧床|瘫|\belder|\bgrand(?:ma|pa|mother|father)",
        r"老人|失能|翻身|如厕|elder|cannot manage",
    ),
    _part(
        r"打针|输液|吃药|喂药|量血压|血糖|鼻饲|导尿|换药|\binjection|\bmedicine",
        r"医疗|用药|打针|血压|medic|injection|blood",
    ),
    _part(r"洗澡|助浴|擦身|\bbath(?!room)", r"洗浴|助浴|洗护|wash|bath"),
    _part(r"医院|看病|就医|挂号|住院|陪诊|\bhospital|\bdoctor", r"就医|医院|hospital|doctor"),
    _part(r"催乳|通乳|开奶|喂奶|母乳|\bbreast", r"乳房|喂养|breast|feeding"),
    _part(
        r"(?:全屋|家里|房间|屋子|卫生)?(?:打扫|卫生|保洁|拖地|扫地|搞卫生|收拾)|家务|\bclean(?:ing)?\b|\bhousework",
        r"保洁|清洁|家务|cleaning",
    ),
    _part(r"买菜|采购|采买|\bshopping|\bgroceries", r"买菜|采买|shopping"),
    _part(r"洗碗|碗筷|刷碗|锅碗|刷锅|\bdishes\b", r"洗碗|dishes"),
    _part(r"扔(?!垃圾)|丢掉|处理掉|不要的东西", r"去留|归集|what stays"),
    _part(r"熨|\biron", r"熨|iron"),
    _part(r"加氟|加氨|修(?!改)|维修|换零?件|\brepair", r"加氟|维修|零件|repair|parts"),
    _part(r"拆(?:开|洗|下)?|\btak(?:e|ing) apart", r"拆洗|taking apart"),
    _part(r"搬|\bmov(?:e|ing) furniture", r"搬运|moving"),
    _part(r"收纳盒|收纳箱|衣架|收纳用品|\bboxes\b", r"收纳用品|boxes"),
    _part(r"贴膜|天窗|幕墙", r"贴膜|天窗|幕墙"),
    _part(r"污渍|水洗|干洗|真皮|皮沙发", r"污渍|水洗|干洗|皮革"),
    _part(
        r"夜里|晚上带|过夜|睡(?:在|我)?家|24小时|\bovernight|\bat night",
        r"24 小时|住家|24 hours|lives in",
    ),
)
_ASKS_PART = re.compile(
    r"(?:包(?:不包|括|含)?|含(?:不含)?|算|管不?管|负不?负责|[会能给帮可要][^，。?？]{0,6}|也|都|还|连|做不做|擦不擦|洗不洗|弄不弄|带不带|扫不扫|拖不拖|拆不拆|收不收|搬不搬)"
    r"[^，。?？]{0,12}(?:吗|么|不|嘛|没有|[?？])|(.)不\1|是不是|不是(?:含|包|也|都)[^，。]{0,8}(?:吗|么|[?？])"
    r"|^[\u4e00-\u9fff\d]{2,9}(?:吗|么|不)[?？]?$|^\W*(?:那|还有)?[\u4e00-\u9fff]{1,6}呢[?？]?$|还是(?:我|要我|自己|自备|另)|^(?:那|她|他|阿姨|师傅|护工|月嫂|保姆|你们)*会[^，。?？]{2,12}吧"
    r"|\b(?:do(?:es)?|can|will|is|are)\b[^.?]{0,40}\?",
    re.IGNORECASE,
)
_CHORE = re.compile(
    r"(.)不\1|[会管能](?:不会|不能)?(?:帮忙|帮|给)?[做烧带看洗擦买打接]|^[做烧带看洗擦买打接][^，。]{1,5}(?:吗|么|不)"
)


def asks_chore(text: str) -> bool:
    """“做不做饭”: a task of who was talked of, though another service has its name.  Never raises."""
    return bool(_CHORE.search(text))


def find_parts(text: str) -> list[Part]:
    """Every part that a message names.  Never raises."""
    return [part for part in PARTS if part.named.search(text)]


def asks_part(text: str) -> bool:
    """Whether it asks if something in particular is done: no list is wanted.  Never raises."""
    asks = bool(_ASKS_PART.search(text)) and not asks_excluded(text) and not asks_scope(text)
    return asks and bool(find_parts(text))
