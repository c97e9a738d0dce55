"""Whether a customer is content with the result of a complaint (REQ D7)."""

import re

from bot.language.normalise import normalise
from bot.language.talk.answers import read_answer
from bot.language.talk.manners import is_angry

__all__ = ["names_verdict", "read_verdict"]

_NOT_CONTENT = re.compile(
    r"不(?:太|是很|怎么|大|够|能|可以|愿意?|想|予)?(?:满意|认可|接受|同意|认同|服气?|赞成|合理|公平|公道|行|够|合适|可能接受)"
    r"|(?:没有?|未|木有)(?:真正|彻底|完全)?(?:解决|处理好|诚意|说清楚|弄好|修好|到账|收到)"
    r"|(?:接受|满意|认可|同意)不了|(?:太少|太低|太轻|太敷衍|太随便|太离谱)|凭什么|打发|糊弄|敷衍|忽悠"
    r"|(?:还是|仍然?|依然)(?:不|没|老样子|那样|有问题|脏|坏)|有(?:异议|意见|问题)|不认(?!识)|申诉|复核|上诉|重新(?:处理|核实|调查)"
    r"|这(?:就|也)?(?:算|叫)(?:什么|哪门子|是)?(?:处理|解决|道歉|答复)|就这(?:样)?[?？]|讨(?:个)?说法|没完"
    r"|not (?:\w+ ){0,2}(?:satisfied|happy|ok|okay|enough|acceptable|fair|right|good enough|solved|resolved)"
    r"|\b(?:unacceptable|unfair|disagree|appeal|reject|refuse|unsatisfied|dissatisfied|insulting)\b"
    r"|(?:don't|do not|can't|cannot|won't) (?:accept|agree)|still (?:not|broken|dirty|waiting)",
    re.IGNORECASE,
)
_DOUBLE_NO = re.compile(
    r"没(?:有)?(?:什么|啥)?(?:意见|异议|问题)(?!都)|无(?:异议|意见)|不是不(?:满意|认可|接受)|no objections?",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"满意|认可|接受|同意|认同|服气|合理|公道|挺好|蛮好|不错"
    r"|(?:行吧?|好吧?|可以|成|算了?|那就?|就)[，,。 ]*(?:就)?(?:这样|这么(?:办|着|定|处理)|按这个(?:来|办)?|如此|先这样)(?:吧|了|好了|罢)?"
    r"|(?:解决|处理|弄|搞)(?:好|妥|完)?了|(?:收到|到账)了|没事了|行吧$|好吧$|可以(?:了|的|吧)"
    r"|\b(?:accept(?:ed)?|agree(?:d)?|satisfied|happy with|fair enough|that works|that's fine|fine with me|all good|resolved)\b",
    re.IGNORECASE,
)
_OF_THE_RESULT = re.compile(
    r"满意|认可|接受|同意|不服|处理|结果|方案|投诉|答复|赔|退(?:款|钱|费)|补偿|申诉|复核|解决|satisfied|accept|agree|resolution|result|outcome|appeal|compensation|refund",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"[?？]|吗|但|不过|只是|可是|就是(?!了)|要是|如果|的话|\bbut\b|\bif\b", re.IGNORECASE
)
_NEEDLESS = re.compile(r"取消|不用|不需要|不必|算了|下次|再说")
"""A no that does not say what it refuses."""
_LONGEST = 120


def read_verdict(text: str) -> bool | None:
    """True: content with the result; False: not; None: neither, or with a condition.

    It is asked only where a result waits for its answer.  Never raises.
    """
    plain = normalise(text).lower()
    said = _DOUBLE_NO.sub("同意", plain)
    if _NOT_CONTENT.search(said) or is_angry(text):
        return False
    if len(plain) > _LONGEST or _OPEN.search(said):
        return None
    if _CONTENT.search(said):
        return True
    answer = read_answer(text)
    return None if answer is False and _NEEDLESS.search(said) else answer


def names_verdict(text: str) -> bool:
    """Whether a verdict says itself that it is about the result: it may come days later."""
    return read_verdict(text) is not None and bool(_OF_THE_RESULT.search(normalise(text).lower()))
