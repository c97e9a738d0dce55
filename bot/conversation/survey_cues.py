"""Turns of phrase in the answer to a survey, beside the score itself."""

import re

SCORES = re.compile(
    r"[分星]|打[一二三四五1-5]|^\W*[1-5一二三四五]\W*$|\d\s?/\s?(?:5|10)\b|\bstars?\b|\bpoints?\b"
    r"|\bout of (?:5|five|10|ten)\b",
    re.IGNORECASE,
)
TURNS = re.compile(r"就是|但|不过|可惜|除了|只是|美中不足|\b(?:but|except|though)\b", re.IGNORECASE)
"""Praise that turns: “挺好的，就是来晚了点”."""
CORRECTS_SCORE = re.compile(
    r"(?:打|点|按|选|评|说|给|算|写)错|应该是|^\W*(?:不对|不是)|改|重新(?:打|评)"
    r"|\b(?:wrong|instead|should be|make it|change (?:it|that)|i meant)\b"
    r"|^(?!.{0,3}扣|.{0,3}少)[^，。,]{0,7}[分星]半?(?:吧|好了|都不|都嫌|$)|^\W*(?:差评|好评|负分|满分)",
    re.IGNORECASE,
)
"""Another score than the one that was just given."""
IS_BARE_SCORE = re.compile(
    r"^\W*(?:那|就|还是|嗯+|呃|我|再|给|打|算|个|它|她|他|你们?|不对|不是|应该|改成?|[，,、 ])*"
    r"(?:[1-5](?:\.\d)?|[一二两三四五](?:点五)?)\s*个?半?\s*(?:分|个?颗?星|颗)?\s*半?\s*(?:吧|了|好了|算了|啦)*\W*$"
    r"|^\W*(?:make it |no,? |i(?:'d| would) say )?(?:[1-5](?:\.5)?|one|two|three|four|five)(?: and a half)?(?: stars?| points?)?\W*$",
    re.IGNORECASE,
)
"""Nothing but a score: after another one it takes its place."""
RATES = re.compile(r"评|打分|分数|回访|调查|rating|survey", re.IGNORECASE)
ASKS_SCALE = re.compile(
    r"几分制|满分(?:是)?(?:多少|几)|(?:怎么|如何|咋)(?:个)?(?:打分|打|评)|(?:打|评|给)(?:多少|几)分|最高(?:多少|几)分|^\W*(?:[6-9]|\d{2,3}|[六七八九十])\s*分?(?:吧)?\W*$|(?:[6-9]|\d{2,3}|[六七八九十])\s*个?(?:分|颗?星)(?!钟|之)"
    r"|(?:out of|scale)",
    re.IGNORECASE,
)
"""What the scale is, or a figure that is not on it."""
COMPLAINS = re.compile(
    r"(?<![不没])(?:要|想|得|去)(?:投诉|举报)|投诉(?:她|他|你|这|那)|complain", re.IGNORECASE
)
