"""What somebody adds to a complaint: a wish for secrecy, the question of how the result is told, a
demand, the question of guilt, a threat, or more of the story.

Each gets its own answer; none of them a promise or a word on whose fault it is (REQ D1).
"""

import re

from bot.language.manners import threatens
from bot.language.script import simplify

__all__ = ["added", "withdraws"]

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
    r"|不用(?:再)?(?:处理|管|查|核实|跟进)(?:了|啦|这(?:事|件))|(?:这事|这件事|事情)?(?:就)?(?:算了|到此为止|翻篇)(?:吧|了|，|。|$)"
    r"|\b(?:withdraw|drop|forget about) (?:the|my|this) complaint\b|don't want to complain",
    re.IGNORECASE,
)
_BUT = re.compile(r"但|不过|可是|除非|如果|要是|凭什么|不可能|没那么容易|[?？]|吗")
_PRIVATE = re.compile(
    r"(?:不|别|莫)(?:想|要|能|可以)?(?:让|告诉|跟|和|给|说)[^，。]{0,8}(?:知道|是我|说我|我说|我的名|我投诉|我举报)|匿名|保密|不(?:说|提|讲)(?:是)?我|(?:打击)?报复"
    r"|\banonym|\bconfidential|\bdon'?t tell (?:her|him|them|the)|\bkeep (?:it|this) private",
    re.IGNORECASE,
)
_HOW_TOLD = re.compile(
    r"(?:结果|处理|答复|进展)?(?:怎么|咋|如何|在哪(?:里|儿)?|用什么|通过什么)(?:告诉|通知|联系|答复|回复|知道)(?:到)?(?:我)?|(?:是|会)(?:打电话|发短信|在这里)[^，。]{0,6}(?:吗|还是)"
    r"|\bhow (?:will|do|would|can) (?:you|i) (?:tell|contact|reach|let|hear|know|inform)",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"热搜|小红书|抖音|微博|电视台|记者|媒体|曝光|材料|律师|网上|差评|朋友圈")


def added(text: str) -> str:
    """``private``, ``channel``, ``blame``, ``demand``, ``public`` or ``added``.  Never raises."""
    plain = simplify(text)
    if _PRIVATE.search(plain):
        return "private"
    if _HOW_TOLD.search(plain):
        return "channel"
    if _BLAME.search(plain):
        return "blame"
    if _DEMAND.search(plain):
        return "demand"
    return "public" if threatens(text) or _PUBLIC.search(plain) else "added"


def withdraws(text: str) -> bool:
    """Whether a complaint is taken back, without an if or a but.  Never raises."""
    plain = simplify(text)
    return bool(_WITHDRAWN.search(plain)) and not _BUT.search(plain)
