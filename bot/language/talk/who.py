"""Questions about us: who answers, where the company is, which phone it has."""

import re

__all__ = ["asks_hotline", "asks_where_we_are", "asks_who"]

_WHO = re.compile(
    r"(?:你们?|您|贵公司)(?:家|公司|这儿?|那边)?(?:叫|是)(?:啥|什么)(?:名字?|公司|家政|牌子)"
    r"|^[^找要转叫换]{0,6}(?:你|您|这)(?:到底)?(?:是|系)(?:不是)?(?:个)?(?:机器人|人工|真人|ai|人还是|活人|智能|客服|谁)"
    r"|are you (?:a )?(?:bot|robot|human|real)|\b(?:who (?:are you|is this)|(?:company'?s?|your) name)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"你们(?:公司|家政|总部|门店|店)?(?:是|在|开在)?哪(?:里|儿|家|个公司|个城市)的?(?:公司|家政)?(?:的|啊|呀)?[?？。]?$|家政[?？，, ]*哪里的"
    r"|(?:公司|门店|店面|总部|办公)(?:地址|地点|位置|在哪)|有(?:没有)?(?:门店|实体店)|\bwhere (?:are you (?:based|located)|is your (?:office|company|shop))",
    re.IGNORECASE,
)
_HOTLINE = re.compile(
    r"(?:你们|公司|客服|服务|人工|咨询|投诉|热线|总机|官方|联系)(?:的)?(?:客服|服务|咨询|投诉|热线|联系)?(?:电话|热线|号码)(?:号码?)?(?:是)?(?:多少|几号|什么|啥|呢|有吗|有没有|给我|发我|告诉|[?？])"
    r"|(?:打|拨)(?:什么|哪个|几号)(?:电话|号)|(?:有没有|有)(?:客服|联系|咨询|服务)?(?:电话|热线)(?:吗|么|可以打|[?？]|$)"
    r"|\b(?:your|a) (?:phone|hotline|contact|telephone)(?: number)?\b[^.]{0,12}\?",
    re.IGNORECASE,
)


def asks_who(text: str) -> bool:
    """“你们叫什么名字”, “你是机器人吗”.  Never raises."""
    return bool(_WHO.search(text)) or asks_where_we_are(text) or asks_hotline(text)


def asks_where_we_are(text: str) -> bool:
    """“你们是哪里的”, “公司在哪”.  Never raises."""
    return bool(_WHERE.search(text))


def asks_hotline(text: str) -> bool:
    """“你们客服电话多少”.  Never raises."""
    return bool(_HOTLINE.search(text))
