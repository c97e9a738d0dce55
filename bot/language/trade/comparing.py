"""Which of two services is the better choice, and which of all is the cheapest."""

import re

__all__ = ["asks_cheapest", "compares"]

_WHICH = r"哪(?:一)?(?:个|种|款|项|样|类)"
_BETTER = (
    r"(?:比较|更|会|要|最|相对|算下来|性价比)*(?:划算|合算|实惠|便宜|省钱|贵|好(?![了啦吧约]|的?阿姨|时间)|合适|适合|干净"
    r"|值|靠谱|彻底|省事|快|高)"
)
_COMPARES = re.compile(
    rf"{_WHICH}[^，。?？]{{0,4}}{_BETTER}|(?:选|约|做|用|推荐|建议)(?:我)?{_WHICH}"
    rf"|(?:有)?(?:什么|啥|哪些|多大|咩)(?:区别|差别|不同|不一样|分别)|(?:区别|差别|不同|不一样)(?:在|是)?(?:哪|什么|啥|多大)"
    rf"|(?:差|不一样)在(?:哪|什么)|(?:怎么|咋|如何)(?:区分|选(?!时)|挑)|(?:还是|跟|和|与|比)[^，。?？]{{1,8}}{_BETTER}"
    r"|\b(?:which (?:one )?(?:is|would be|do you|should i)|(?:what(?:'s| is) )?the differences? between|compared? (?:to|with))\b",
    re.IGNORECASE,
)
_NO_COMPARISON = re.compile(
    rf"{_WHICH}?(?:阿姨|师傅|人|时间|时段|天|钟点|号码?|手机|地址)|几点|(?:平时|周末|上午|下午)[^，。?？]{{0,3}}{_WHICH}"
)
"""“哪个阿姨好”, “上午下午哪个好” compare something else."""
_CHEAPEST = re.compile(
    r"最(?:便宜|实惠|省钱|划算|低价)的?(?:是|服务|项目|有)?(?:的)?(?:哪|什么|啥)|最(?:便宜|实惠|省钱|划算|低价)的(?:服务|项目|是|要)*多少|哪(?:一)?(?:个|种|款|项)(?:服务|项目)?最(?:便宜|实惠|省钱)"
    r"|\b(?:cheapest|least expensive)\b",
    re.IGNORECASE,
)


def compares(text: str) -> bool:
    """“哪个划算”, “有什么区别”: advice between services is wanted.  Never raises."""
    return bool(_COMPARES.search(text)) and not _NO_COMPARISON.search(text)


def asks_cheapest(text: str) -> bool:
    """“你们最便宜的是哪个”.  Never raises."""
    return bool(_CHEAPEST.search(text))
