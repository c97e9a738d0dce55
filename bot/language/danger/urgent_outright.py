"""Dangers said in so many words that the learned figure, knowing few lines like them, may miss."""

import re

__all__ = ["OUTRIGHT"]

_SOMEBODY = r"(?:她|他|阿姨|月嫂|保姆|护工|育儿嫂|师傅|工人|我?妈|我?爸|老公|老婆|女儿|儿子|孩子|邻居|有人|有个人)"
_CARER = r"(?:保姆|阿姨|月嫂|育儿嫂|护工|护理员?|看护)"
_CHILD = r"(?:孩子|宝宝|宝贝|娃|儿子|女儿|小孩)"
_FRAIL = rf"(?:{_CHILD}|老人|老太太?|老爷子|我?妈|我?爸|奶奶|爷爷|外婆|外公|婆婆|公公)"

OUTRIGHT: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "theft",
        re.compile(
            r"\b(?:stole|stolen|has robbed|have robbed|robbed) (?:my|our|us|me|some of (?:my|our)|money from)\b"
            r"|\b(?:took|taken|takes|taking|grabbed|pocketed) (?:the |my |our |some |a |\d+ )*(?:money|cash|yuan|jewell?ery|ring|watch|necklace|bracelet|wallet|phone|laptop|bag)\b[^.?]{0,20}\b(?:from|out of) (?:my|our|the) (?:\w+ )?(?:drawers?|bag|purse|wallet|safe|room|bedroom|house|home|flat|desk|closet|table|cupboard|box)"
        ),
    ),
    (
        "self_harm",
        re.compile(
            rf"{_SOMEBODY}[^，。得]{{0,6}}(?:要|想|闹着|准备|正要|嚷着)[^，。得]{{0,3}}(?:跳楼|跳下去|跳河|自杀|寻死|轻生|割腕)(?!价)"
            r"|(?:站|坐|爬|趴|骑)(?:在|到|上)[^，。]{0,4}(?:楼顶|天台|窗台|栏杆|护栏|阳台)[^，。擦]{0,6}(?:边上?|外面?)?[^。擦]{0,8}(?:哭|不下来|不肯下|要跳|想跳)"
            r"|(?:站|坐)(?:在|到)[^，。]{0,4}(?:楼顶|天台)[^，。]{0,4}(?:边|沿|外)"
            r"|\b(?:she|he|they|i|nanny|cleaner|helper|worker|wife|husband|mother|daughter|son|neighbou?r)\b[^.!?]{0,24}\b(?:might|may|will|wants? to|going to|about to|threat\w+ to|trying to|gonna) jump\b(?=\W*$|[.,!]| off| out| from)"
        ),
    ),
    (
        "fire",
        re.compile(
            r"火(?:势)?(?:很|好|太|越来越|挺)大[^。]{0,10}(?:没(?:跑|逃|出|撤)|出不来|在里面|困)"
        ),
    ),
    (
        "violence",
        re.compile(
            rf"{_CARER}[^，。]{{0,4}}(?:摔|甩|拧|掐|扇|捂)(?:了|打)?(?:我们?|我家|咱家)?(?:的)?{_CHILD}(?!的|床|车|玩|奶|餐|衣)"
        ),
    ),
    ("injury", re.compile(r"热射病(?!预防|知识)|中暑(?:晕|昏|倒|了(?!怎么|谁|你们|算|能))")),
    (
        "safety",
        re.compile(
            r"^(?!.*(?:想|要|再|能|重新|帮我)(?:再|重新|给我)?(?:找|请|换|派|约|安排))"
            rf".*{_CARER}[^。]{{0,8}}(?:走了|跑了|不干了|没来(?:接班|交班|换班)|不辞而别|不见了)[^。]{{0,8}}{_FRAIL}[^，。]{{0,8}}(?:一个人|独自|没人(?:管|看|照|陪))"
        ),
    ),
)
"""The kind and what says it, in a text made ``plain``."""
