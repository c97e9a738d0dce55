"""What a customer says about greetings and offers (REQ E5): send them, or no more of them.

Only a whole message counts, so that “有优惠吗” stays a question and “退订” of a booking an order's.
"""

import re

_OURS = r"(?:广告|推销|推广|营销|促销|优惠|活动|关怀|节日|祝福|问候|垃圾)"
_THING = rf"{_OURS}(?:{_OURS}|和|、|类|的)*(?:消息|信息|短信|通知|问候)?"
_TAIL = r"(?:了|吧|啊|哦|呀|好吗|谢谢|[，,。！!.~～\s])*$"
_NO = re.compile(
    rf"^(?:请|麻烦|以后|你们|您们)*(?:别|不要|不用|勿|停止|不想|不愿意|不需要|不接受|拒绝)"
    rf"(?:再|总是|老是|老|总|天天|一直)*(?:给我|向我|跟我)?(?:接收|收到|收|发送|推送|发|推)?"
    rf"(?:这些|这种|这类|你们的|什么)?{_THING}{_TAIL}"
    rf"|^(?:我要|请|帮我)?(?:退订|取消订阅|取消){_THING}{_TAIL}"
    r"|^(?:please )?(?:stop (?:sending )?(?:me )?|no more |unsubscribe(?: me)? from )"
    r"(?:these |your |the )?(?:ads?|advertising|offers?|promotions?|greetings?|marketing)"
    r"(?: messages?)?(?:,? please)?[.! ]*$",
    re.IGNORECASE,
)
_BARE_NO = re.compile(r"^(?:退订|td|unsubscribe)[。！!.\s]*$", re.IGNORECASE)
_YES = re.compile(
    rf"^(?:好的?[，,]?)?(?:我)?(?:可以|愿意|同意|想|欢迎|请)(?:以后)?(?:给我|向我)?"
    rf"(?:接收|收到|收|发送|推送|发)(?:一些|你们的)?{_THING}(?:给我)?{_TAIL}"
    rf"|^(?:我要|请|帮我)?订阅{_THING}{_TAIL}"
    rf"|^(?:以后)?有{_THING}(?:的话)?(?:可以|请|就|都)*(?:告诉|通知|发给|提醒)我(?:一声|一下)?{_TAIL}"
    r"|^(?:please |you (?:can|may) |yes,? (?:please )?)?(?:send me|subscribe(?: me)? to)"
    r"(?: your| the)? (?:offers?|promotions?|greetings?)[.! ]*$",
    re.IGNORECASE,
)


def care_wish(text: str, *, gets_them: bool) -> bool | None:
    """True for yes, False for no more, None for anything else; a bare “退订” counts where
    ``gets_them``."""
    said = text.strip()
    if _NO.search(said) or (gets_them and _BARE_NO.search(said)):
        return False
    return True if _YES.search(said) else None
