"""Homophone typos of the trade, as Chinese input methods produce them.

Each pattern says in its neighbourhood when the same characters are right as they stand
(每月扫一次 is no 月嫂).  A correction keeps the length, so that places stay places.
Data: add a line here, and a line in test_normalise.py.
"""

import re

_TYPOS: tuple[tuple[str, str], ...] = (
    (r"[保抱包饱报宝][结杰沽洁](?!公司的洗|洗发|产品|集团|婷|帖)", "保洁"),
    (r"保解(?=阿姨|服务|多少|怎么|员)", "保洁"),
    (r"[阿啊][一宜咦胰姨夷](?!样|下|个)", "阿姨"),
    (r"家(?:正|证)(?=服务|公司|阿姨|员|保|的?$|[，。,!?！？])", "家政"),
    (r"(?<![参增])加政|佳政", "家政"),
    (r"(?<![每个上下本这当几整\d一二三四五六七八九十])月[扫骚搜](?!一|两|几|过|地|了)", "月嫂"),
    (r"育[儿鹅而][扫搜骚]|育[鹅而]嫂|玉儿嫂", "育儿嫂"),
    (r"[钟终中][点典][公功]|[终中]点工|钟典工", "钟点工"),
    (r"小时公(?!里)", "小时工"),
    (r"保[母木](?!亲)", "保姆"),
    (r"打[稍嫂捎](?=卫|一|房|干|下|屋|家|吗|$)", "打扫"),
    (r"清[冼]", "清洗"),
    (r"冼(?=空调|油烟|衣|地|窗|沙发|冰箱|洗衣|家电)", "洗"),
    (r"清[吉劫](?!利)|青洁", "清洁"),
    (r"(?<!召)开[慌谎](?=保洁|打扫|清洁|多少|怎么|$)", "开荒"),
    (r"擦[波坡薄]璃", "擦玻璃"),
    (r"收[那拿](?=整理|师|多少|服务)|(?<=整理)收[那拿]", "收纳"),
    (r"油烟[鸡几](?!点)", "油烟机"),
    (r"除[满蛮](?=虫|床|机|多少|服务|$)", "除螨"),
    (r"投[拆诉斥](?!诉)", "投诉"),
    (r"退[宽](?!容|限)", "退款"),
    (r"上们(?=服务|保洁|打扫|清洗|收费|做)", "上门"),
    (r"客[付福](?=呢|吗|在|人|$)", "客服"),
    (r"[煤媒][汽弃气](?<!煤气)", "煤气"),
    (r"偷东[希系]", "偷东西"),
    (r"管道输通", "管道疏通"),
)
_COMPILED = tuple((re.compile(pattern), right) for pattern, right in _TYPOS)


def correct(text: str) -> str:
    """The text with the trade's usual typos put right.  Never raises."""
    for pattern, right in _COMPILED:
        text = pattern.sub(right, text)
    return text
