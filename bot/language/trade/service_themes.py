"""What a message is about when no service is named in it: a theme beside a wish for somebody.

宝宝刚满月，想找个白天带的阿姨; 聚会完一地狼藉，要人收拾.  The loosest of the rules, asked last and only
where nothing else was found; the first theme that fits wins.  Simplified lower-case text.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from bot.language.trade.service_wishes import CHILD, ELDER

__all__ = ["THEMES", "find_theme"]


class _Theme(NamedTuple):
    """``name`` is one that the service has in the catalogue; ``asks``: a wish must stand beside."""

    name: str
    said: re.Pattern[str]
    asks: bool = True


_HELPER: Final = r"(?:阿姨|大姐|嬢嬢|姐姐|阿嬢|保姆|帮手|师傅|工人|专业人员|人手|个伴|(?<![\d一二三四五六七八九十])个人|(?<!个)人(?!家|工|民|员工|气))"
_ASKS: Final = re.compile(
    rf"(?:找|请|要|想|需|派|喊|叫|来|有|求|缺|雇|寻|揾|搵|安排|推荐|介绍|没)[^。!！?？\n]{{0,10}}?{_HELPER}"
    rf"|(?:能|可以|可不可以|能不能|会|接)[^。!！?？\n]{{0,8}}?(?:吗|嘛|么|不|[?？])|你们[^。!！?？\n]{{0,4}}?(?:做|弄|搞|接)[不吗么]"
    r"|多少钱|怎么收|什么价|几钱|报个?价|想(?:请|找|约|订|预约|做|要|把|弄|搞|擦|洗|刷|清)|帮(?:我|忙|手)|帮帮|麻烦|预约|约个?"
    r"|需要|过来|上门|来[一几两]?[个趟次]|安排|弄一?弄|弄下|弄弄|搞一?搞|整一?整|处理|要[^。!！?？\n]{0,4}?[擦抹洗刷扫拖收理弄清抠]"
    r"|\b(?:need|want|can|could|please|looking for|would like|'d like|how much|book)\b"
)
_NOT_OURS: Final = re.compile(
    r"(?<![没未不刚才])(?:弄坏|打碎|摔|碰坏|碎了|裂|丢|偷|少了|找不到(?!地方)|赔|投诉|退款|退钱)|(?:坏|掉|断|松|裂)了|(?<!装)修(?!剪|好|完)|换[一个新]|安装|维修"
    r"|家教|辅导|补习|老师|学校招|钢琴|医生|大夫|急救|走丢|失踪|受伤|不见了|保险|招聘|招人|应聘|卖|搬运|\bfix\b|\brepair\b|broken"
)
_GRIEVED: Final = re.compile(
    r"投诉|迟到|没来|没人来|还没到|吼|骂|凶|哭|捏|呛|发烧|发高烧|感冒|手足口|隔离|取消|退给|退到|扣钱|扣不扣|小费|忘了|忘做|一点没|没少|还在呢?"
    r"|验收(?![^。]{0,16}[清扫擦])|查查|说句公道|电话[^,，。]{0,4}打|打我|打不通|来之前|让人进|来外人|先清空|被说|自己(?:跪|擦|弄|搞|洗|随便|用|打扫|收拾)|不请人|专线|跟人讲|跟我讲|人工|客服"
)
"""Told of a service that was, or of what hinders one that is booked."""
_SOMEBODY: Final = (
    r"(?:(?<![没不])(?:找|请|要|需要|雇|寻|揾|搵|缺|有没有|派|想有|来(?=一?[个位]))(?:一?个|一?位|一名)?[^,，。!！?？\n]{0,8}?(?:阿姨|大姐|嬢嬢|姐姐|保姆|帮手|人(?!家|工|民))"
    r"|[缺要找请](?:一?个|一?位)[^,，。!！?？\n]{0,8}?的(?=$|[\s,，。!！?？])|(?:找|请)个伴儿?|哪种人|没人[管带看接陪照守]|(?:能|可以|会)(?:护理|照[看顾料]|陪护|陪|带|接|看|帮)[^,，。!！?？\n]{0,4}?[吗么不])"
)
_NEAR: Final = r"[^。!！?？\n]{0,16}?"
_FAR: Final = r"[^。!！?？\n]{0,28}?"
_ILL: Final = (
    r"(?:照[看顾料应]|护理|伺候|服侍|陪[着伴夜床同]?|推(?!销)|扶|术后|手术|住院|出院|化疗|透析|病|不便|不利索|岁|瘫|癌|中风|脑梗|偏瘫|骨折"
    r"|失禁|痴呆|糊涂|自理|独居|一个人[住在]|轮椅|卧床|康复|喂饭|翻身|看着)"
)
_DIRT: Final = r"(?:脏|乱|灰|污糟|邋遢|狼藉|油|毛|臭|烟头|瓶子|垃圾|埋汰|下不去脚|没法住|没法看)"
_HOME: Final = r"(?:家里?|屋|房[子间]|客厅|卧室|厨房|卫生间|厕所|阳台|地[板上]?|院子|店[里铺面]?|宿舍|办公室|工作室|诊所|民宿|公寓|楼道|聚会|派对|客人)"

_THEMES: Final = (
    _Theme(
        "通下水道",
        re.compile(
            r"(?:马桶|下水|地漏|[水洗][脸手菜碗衣]?[池槽盆斗]|台盆|面盆|浴缸|厕所|蹲坑|管道|淋浴|去水|洗[脸手]池)[^。!！?？\n]{0,10}?"
            r"(?:水下得|下得慢|走得慢|下不动|往上冒|往外冒|冒(?:脏|臭|水)|反味|返味|倒灌|积水|堵|排得慢|流得慢|流不下去)"
        ),
        asks=False,
    ),
    _Theme(
        "洗空调",
        re.compile(
            r"(?:油烟机|烟机|空调|冷气|冰箱|洗衣机|热水器|烤箱|微波炉|饮水机|消毒柜|烘干机|洗碗机|灶[台头具]|炉灶|燃气灶|太阳能)"
            rf"{_NEAR}(?:弄干净|弄弄|弄一?弄|搞一?搞|异?味|霉|结霜|油|脏|水垢|积垢|没拆|擦|刷|洗(?!衣|澡|手|碗))"
            r"|\b(?:oven|fridge|freezer|microwave|hood|dishwasher|washer|air ?con\w*|ac)\b[^.!?\n]{0,20}?\b(?:scrub\w*|degreas\w*|wip\w*|clean\w*|wash\w*|descal\w*)"
            r"|\b(?:scrub|degrease|wipe|descale)\w*[^.!?\n]{0,16}?\b(?:oven|fridge|freezer|microwave|hood|dishwasher|kettle)"
        ),
    ),
    _Theme(
        "洗沙发",
        re.compile(
            rf"(?:沙发|床垫|地毯|窗帘|床褥|被[子褥]|枕头|布艺|榻榻米|椅垫){_NEAR}"
            r"(?:弄干净|弄弄|洗|清洁|保养|螨|味|尿|渍|脏|霉|毛)"
        ),
    ),
    _Theme(
        "擦玻璃",
        re.compile(
            r"(?:玻璃(?!杯|瓶|碗|胶|心)|窗(?!帘|口|台|外的)|飘窗|推拉门|移门|幕墙|天窗|橱窗|落地镜)[^。!！?？\n]{0,14}?"
            r"(?:擦|抹|揩|洗|刷|清洁|弄干净|手印|水渍|水印|胶印|泥点|灰)"
        ),
    ),
    _Theme(
        "照顾月子",
        re.compile(
            r"(?:预产期|剖[腹宫]产|顺产|月子|产妇|产后|临产|待产|快生|要生|刚生|年底生|月生|怀孕|(?<![胞凤])胎)"
            rf"{_FAR}(?:月子|{_SOMEBODY}|[定订约](?:一?[个位])[^,，。!！?？\n]{{0,6}}?(?:人|阿姨)|什么样的人|照[看顾料]|伺候|护理)"
        ),
    ),
    _Theme(
        "带孩子",
        re.compile(
            rf"(?:{CHILD}|新生儿|婴儿|幼儿){_FAR}{_SOMEBODY}[^,，。!！?？\n]{{0,6}}?(?:带|看|接|陪|照[看顾料]|管)?"
            rf"|{_SOMEBODY}[^,，。!！?？\n]{{0,6}}?(?:带|看|接|陪|照[看顾料]|管)[^,，。!！?？\n]{{0,6}}?(?:{CHILD}|新生儿|婴儿|幼儿)"
            r"|(?:双胞胎|龙凤胎|宝宝|娃)[^,，。!！?？\n]{0,6}?带得过来"
        ),
    ),
    _Theme(
        "照顾老人",
        re.compile(
            rf"(?:(?<![宝小大])(?:{ELDER})(?![机卡证]))(?:{_FAR}{_ILL}{_FAR}{_SOMEBODY}|{_NEAR}{_SOMEBODY}[^,，。!！?？\n]{{0,6}}?{_ILL})"
            rf"|{_SOMEBODY}[^,，。!！?？\n]{{0,8}}?{_ILL}[^,，。!！?？\n]{{0,4}}?(?:{ELDER})"
            rf"|(?:老人家?|老爷子|老太太|老母亲|老父亲|老两口|病人|老年人)(?![机卡证]){_FAR}{_SOMEBODY}"
            r"|(?:病人|瘫痪|卧床|失能|术后|半自理)[^,，。!！?？\n]{0,6}?(?:护理|陪护|照料|看护)"
        ),
    ),
    _Theme(
        "做饭",
        re.compile(
            r"[烧做办整弄]个?[^。!！?？\n]{0,6}?(?:宴|席)|(?:法事|寿宴|生日宴|满月酒|家宴|聚餐)[^。!！?？\n]{0,10}?[桌菜]|[一两三四五六几]桌(?:菜|饭|席|$|[,，。!！?？\s])|(?:素菜|家常菜|川菜|粤菜|本帮菜|湘菜|月子餐|辅食)[^。!！?？\n]{0,6}?(?:师傅|阿姨|人)"
            r"|(?:找|请|来|派|要)(?:一?[个位])[^,，。!！?？\n]{0,6}?会[做烧炒弄][^,，。!！?？\n]{0,5}?(?:菜|饭|面食|辅食)的?(?:阿姨|人|师傅|大姐|嬢嬢|$)"
            rf"|(?:一日三餐|三顿饭|两顿饭|早中晚饭|伙食){_NEAR}(?:人|阿姨|解决|管|做)"
        ),
    ),
    _Theme(
        "整理衣柜",
        re.compile(
            r"(?:衣服|衣物|东西|杂物|鞋子?|包包|书|玩具|箱子?|柜(?![机台])子?|衣柜|衣橱|衣帽间|储物间|车库|阁楼|行李|文件)[^。!！?？\n]{0,14}?"
            r"(?:叠|归[位类置整]|分[类门]|规[划整]|摆|(?<![处管料大])理(?![石由发解疗智论财赔])|收[纳好拾]|放不下|塞不下|装不下|堆|乱|没拆|拆箱|挂(?![机墙壁式号失]))"
        ),
    ),
    _Theme(
        "整理衣柜",
        re.compile(
            r"(?:东西|衣服|衣物|玩具|书|鞋子?|杂物)[^。!！?？\n]{0,8}?(?:没地方|找不到地方|没处|放不下|塞不下|堆成山)(?:放|摆|收)?"
        ),
        asks=False,
    ),
    _Theme(
        "装修后打扫",
        re.compile(
            r"(?:装修|装完修?|刚装|装好|毛坯|精装|新房)[^。!！?？\n]{0,16}?(?:全是|都是|满地|满屋|一地|到处|一屋子?|满是|一层)[^。!！?？\n]{0,6}?(?:灰|粉|渣|木屑|胶|漆|腻子|水泥|垃圾|尘)"
        ),
        asks=False,
    ),
    _Theme(
        "装修后打扫",
        re.compile(
            r"(?:装修|装完修?|装潢|毛坯|精装|新房|新家|收房|交房|验房|完工|拿钥匙)"
            rf"{_FAR}(?:灰|漆|胶|腻子|水泥|粉|脏|清|扫|擦|搞|弄|打扫|干净)"
        ),
    ),
    _Theme(
        "彻底打扫",
        re.compile(
            r"(?:瓷砖|墙砖|砖缝|水垢|油垢|油污|霉|重油|死角|灶台)[^。!！?？\n]{0,16}?(?:刷|抠|铲|清|除|擦|洗|搞|弄|仔细|彻底)"
            r"|(?:厨房|卫生间|浴室|厕所|洗手间)[^。!！?？\n]{0,8}?(?:抠|刷)"
            r"|(?:彻底|仔细|好好|狠狠|全面)(?:地|的)?(?:给我|帮我)?[刷抠清扫擦洗打搞弄]"
        ),
    ),
    _Theme(
        "打扫",
        re.compile(
            rf"{_HOME}{_NEAR}{_DIRT}{_NEAR}(?:收拾|打扫|拖|扫|吸|擦|抹|弄|搞|清|整一?[整下理]|来)"
            rf"|{_HOME}[^。!！?？\n]{{0,10}}?(?:收拾|打扫|拖|扫(?!码|描|地机|一扫码|她|他)|吸[一尘]|弄干净|搞干净|清理|[執执](?:下|吓|屋))"
            rf"|{_DIRT}[^。!！?？\n]{{0,12}}?(?:收拾|打扫|拖|扫(?!码|描|地机|一扫码|她|他)|吸[一尘]|弄干净|搞干净|清理|[執执](?:下|吓|屋))"
        ),
    ),
)
THEMES: Final = tuple(theme.name for theme in _THEMES)
"""Names that services of the catalogue have; of a company that has none the theme is silent."""
_SENTENCE: Final = re.compile(r"[^。!！?？\n]+[?？]?")


def find_theme(plain: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each sentence's theme, the most telling first.  Never raises."""
    for sentence in _SENTENCE.finditer(plain):
        said = sentence.group()
        if _NOT_OURS.search(said) or _GRIEVED.search(said):
            continue
        asks = _ASKS.search(said) is not None
        for theme in _THEMES:
            found = theme.said.search(said) if asks or not theme.asks else None
            if found is not None:
                yield sentence.start() + found.start(), sentence.start() + found.end(), theme.name
