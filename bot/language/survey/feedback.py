"""Praise of a worker, a suggestion for the company, and small talk."""

import re

from bot.language.script import simplify

__all__ = ["chats", "praises", "suggests", "tells_weather"]

_PRAISE = re.compile(
    r"(?:想|要|来|得|特别|必须)(?:好好|专门|特地)?(?:表扬|夸|点(?:个)?赞|感谢)(?:一?下|你们|她|他|阿姨|师傅)?|(?:满分|五星|5星|超级|必须)好评(?!返|有|能|卡)|好评[^，。?？]{0,4}(?:你们|阿姨|师傅|[她他])|表扬(?:信|一?下|她|他|你们|阿姨|师傅)|锦旗"
    r"|(?:阿姨|师傅|月嫂|保姆|护工|小哥|[她他])[^，。?？]{0,8}(?:太|真|特别|非常|超级|很)(?:好|棒|细心|认真|负责|专业|能干|麻利|利索|勤快|贴心)(?:了|啊|呀|的)?(?:[，,。！!]|$)"
    r"|\b(?:praise|compliment|thank) (?:the|your|her|him|my)\b|\b(?:cleaner|ayi|nanny|helper|worker|she|he) (?:was|is|did) (?:really |so |very |an? )*(?:great|wonderful|amazing|excellent|fantastic|lovely|brilliant)\b",
    re.IGNORECASE,
)
_NO_PRAISE = re.compile(
    r"[?？]|吗|但|不过|可惜|就是(?!好)|不(?:太|够|是很|怎么)?(?:好|认真|细心|负责)|想要|要找|要个|找个|以后|下次|下回|再(?:来|约|派)|\bbut\b",
    re.IGNORECASE,
)
_SUGGESTION = re.compile(
    r"(?:提|给|有|说)(?:个|一个|点|一点|几个|些)?(?:小)?(?:建议|意见)(?!书)|(?<!不)建议(?:你们|贵公司|可以|能|增加|改)|(?:希望|盼着|要是|如果)你们(?:以后|将来)?(?:能|可以|多|出|开)[^，。]{0,16}(?:就好了|更好|会员|办卡|小程序|app|发票|包月|夜间|开通)"
    r"|(?:能不能|可不可以|可以)(?:考虑)?(?:出|推出|搞|弄|开发|开通|增加|做)(?:个|一个|一张)?[^，。]{0,8}(?:会员卡?|年卡|月卡|次卡|储值|办卡|小程序|app|公众号|套餐)"
    r"|\b(?:i (?:have|want to make) a suggestion|i(?:'d| would)? suggest|you should (?:offer|have|add))\b",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"^(?!.*(?:[价钱约订]|多少|限制|几(?:个|口)人|阿姨|师傅|保洁|服务))[^。]{0,24}(?:天气|好冷|真冷|好热|真热|下雨|下雪|吃(?:饭|了)|睡(?:了|觉)|辛苦|聪明|可爱|厉害|有意思|逗|搞笑|笑死|哈哈|嘻嘻|无聊|周末愉快|节日快乐|新年快乐|早安|晚安|你多大|你几岁|男的女的|喜欢你|爱你|讲个笑话|唱(?:首|个)歌|加班|累(?:死|了|不累)|忙不忙|在干嘛|干啥呢)"
    r"|^\W*(?:how are you|what'?s up|nice weather|you(?:'re| are) (?:smart|funny|clever|cute)|lol|haha+|tell me a joke)\b",
    re.IGNORECASE,
)
_WEATHER = re.compile(
    r"天气|[好真太]冷|[好真太]热|下雨|下雪|刮风|台风|降温|\bweather\b", re.IGNORECASE
)
_BUSINESS = re.compile(
    r"[?？来约改换做洗擦订]|吗|么|呢|取消|怎么|咋|提前|推迟|\b(?:come|book|move|change|cancel)\b",
    re.IGNORECASE,
)
_FLATTERS = re.compile(
    r"聪明|可爱|厉害|有意思|逗|搞笑|笑死|哈哈|嘻嘻|喜欢你|爱你|\b(?:smart|funny|clever|cute|lol|haha)",
    re.IGNORECASE,
)
_SIGH = re.compile(
    r"^\W*(?:烦死了?|真烦|好烦|烦(?:人|啊|得很)?|郁闷|无语|唉+|哎+|真的(?:是)?|真是(?:的)?|我(?:跟|和)你(?:说|讲)|你(?:听|听听)(?:我说)?|气人|服了|晕|累死|难受|心累|你们那个(?:阿姨|师傅|人))\W*$"
)


def praises(text: str) -> bool:
    """“阿姨太好了，想表扬她”, with no but and no further wish.  Never raises."""
    plain = simplify(text)
    return bool(_PRAISE.search(plain)) and not _NO_PRAISE.search(plain)


def suggests(text: str) -> bool:
    """“能不能出个会员卡”, “提个建议”.  Never raises."""
    return bool(_SUGGESTION.search(simplify(text)))


def tells_weather(text: str) -> bool:
    """“今天天气真冷”, with nothing to do about it.  Never raises."""
    return chats(text) == "weather" and not _BUSINESS.search(text)


def chats(text: str) -> str | None:
    """``weather``, ``praise`` (“你还挺聪明”) or ``chat`` for small talk, ``sigh`` for who begins to
    pour out; else None.

    Never raises.
    """
    plain = simplify(text)
    if _SIGH.search(plain):
        return "sigh"
    if not _CHAT.search(plain):
        return None
    if _WEATHER.search(plain):
        return "weather"
    return "praise" if _FLATTERS.search(plain) else "chat"
