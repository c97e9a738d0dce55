"""What somebody adds to a complaint: a demand, the question of guilt, a threat, or more of the story.

Each gets its own answer; none of them a promise or a word on whose fault it is (REQ D1).
"""

import re

from bot.language.manners import threatens
from bot.language.script import simplify

__all__ = ["added"]

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
_PUBLIC = re.compile(r"热搜|小红书|抖音|微博|电视台|记者|媒体|曝光|材料|律师|网上|差评|朋友圈")


def added(text: str) -> str:
    """``blame``, ``demand``, ``public`` or ``added``.  Never raises."""
    plain = simplify(text)
    if _BLAME.search(plain):
        return "blame"
    if _DEMAND.search(plain):
        return "demand"
    return "public" if threatens(text) or _PUBLIC.search(plain) else "added"
