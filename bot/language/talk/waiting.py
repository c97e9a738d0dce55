"""What is said by somebody who waits for a person: where everybody is, or that it is enough."""

import re

__all__ = ["asks_for_somebody", "gives_up_waiting", "loses_patience"]

_WAITS_FOR_PEOPLE = re.compile(
    r"(?:没|没有|冇)(?:有)?(?:个|一个)?人(?:来)?(?:理|回|管|接|应|搭理|答)"
    r"|(?:等|排队?)(?:多久|多长时间|到(?:什么|啥)?时候|到几点|几分钟)[^，。]{0,4}(?:人|回|理|接|轮)"
    r"|(?:多久|多长时间|什么时候|啥时候|几时|几点)(?:才|能|会|可以|先)*(?:有)?(?:人|同事|客服|人工|经理|他们)"
    r"(?:能|会|可以|先)*(?:来|回|接|理|在|上班|搭|处理)"
    r"|(?:现在|这会儿?|那边)?有(?:没有|冇)?(?:真)?人(?:在)?(?:吗|么|啊|呀|不|没)"
    r"|(?:人工|真人|客服|同事|经理)(?:在哪|去哪|人呢|呢|怎么还(?:没|不)|还(?:没|不)来)"
    r"|前面(?:还)?(?:有|排)(?:了)?(?:多少|几)个?人|排到(?:我|哪|几)|第几位"
    r"|\bany(?:one|body) (?:there|here|home|around)\b|\bno ?(?:one|body) (?:is )?(?:answer|reply|respond)"
    r"|\bhow long (?:do|must|will|should) i (?:have to |need to )?wait\b"
    r"|\bhow long (?:is|'s|will|would) (?:the|my|this) (?:wait|queue|line)\b|\bwhat(?:'s| is) the wait(?:ing time)?\b|\bhow (?:much )?longer\b"
    r"|\bhow long (?:until|till|before|does it take (?:for|until)) (?:some|any)(?:one|body)\b",
    re.IGNORECASE,
)
_IS_IMPATIENT = re.compile(
    r"^\W*(?:那|请问|大概|大约|一般|你们|现在|到底|究竟|得|要|需要)*(?:等|排队?)(?:待)?(?:时间|要)?(?:多久|多长时间|多长|几分钟|多少分钟|到几点|到什么时候)[啊呀呢了]*\W*$"
    r"|^\W*(?:那|到底|究竟|都这么久了)*(?:怎么|咋)还(?:是)?(?:没有?|冇)(?:人|同事|客服|人工)(?:来|在|回|理|接|应)?[^，。]{0,3}$"
    r"|(?:还|得|要)(?:要|得|需要)?(?:等|排)(?:到)?(?:多久|多长时间|什么时候|啥时候|几点|几分钟)"
    r"|^\W*(?:人呢|人咧|人去哪了?|喂+|多久了?|还没好|怎么还没(?:来|人|好|回)?|快(?:一?点|些)(?:啊|呀|吧|行不行|好不好|行吗)?)\W*$"
    r"|(?:等|过)了?(?:你们)?(?:快|都|有)?(?:半天|好久|很久|这么久|老半天|半个?(?:多)?(?:小时|钟头)|[\d一二三四五六七八九十两]+\s*(?:多)?(?:分钟|个?(?:多)?(?:小时|钟头)))"
    r"|^\W*(?:这)?(?:都|已经|快)(?:过|等)?(?:了)?\s*[\d一二三四五六七八九十半两]+\s*个?(?:多)?(?:分钟|小时|钟头)了?\W*$"
    r"|^\W*(?:那|那么)?你?们?(?:人工|客服)?(?:几点|什么时候|啥时候|几时)(?:钟)?(?:才)?上班[^，。]{0,3}$"
    r"|\bstill waiting\b|\bhurry\b",
    re.IGNORECASE,
)
_VISITS = re.compile(
    r"上门|阿姨|师傅|到家|来做|打扫|做完|干完|洗完|擦完|服务完|\b(?:cleaner|visit)\b"
)
_ENOUGH = re.compile(
    r"(?:不|别|懒得|没空|唔)(?:用|想|再|必|使)?(?:再)?等(?:了|啦|喇|人了|你们了|他们了)"
    r"|(?:不|别|唔)(?:用|要|必|使|需要|想)?(?:再)?(?:人工|客服|真人|同事|转接?|找人|回电|回我|打(?:电话)?(?:给我|过来)?|来电)(?:了|啦|喇)"
    r"|(?:不|别)(?:用|要|必)?(?:再)?(?:打|回)(?:电话|电)(?:给我)?(?:了|啦)?\W*$"
    r"|(?:电话|回电)(?:就)?(?:不用|别|不必)(?:打|回)(?:了|啦)?"
    r"|\b(?:never ?mind|no need (?:to call|for a (?:person|human))|i(?:'ll| will)? ?(?:stop|not) wait)",
    re.IGNORECASE,
)


def asks_for_somebody(text: str) -> bool:
    """“要等多久才有人回复”, “怎么没人理我”: about a person's answer, not a worker's visit.

    Never raises.
    """
    return bool(_WAITS_FOR_PEOPLE.search(text)) and not _VISITS.search(text)


def loses_patience(text: str) -> bool:
    """“都20分钟了”, “快点行不行”: of who is known to wait for a person.  Never raises."""
    return bool(_IS_IMPATIENT.search(text)) and not _VISITS.search(text)


def gives_up_waiting(text: str) -> bool:
    """“算了不等了”, “不用打了”: nobody is waited for any more.  Never raises."""
    return bool(_ENOUGH.search(text))
