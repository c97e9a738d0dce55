"""Whether somebody who writes wants to work for us: “你们招阿姨吗”, “我会做饭，想来上班”."""

import re

__all__ = ["seeks_work"]

_TRADE = r"(?:人|工|阿姨|保姆|保洁|月嫂|育儿嫂|护工|护理员|师傅|厨师|钟点工|小时工|司机|客服|兼职|学徒|临时工)"
_SEEKS = re.compile(
    rf"招(?:聘|工|募)|(?:还|在|要|你们|公司|有没有|有)招|招(?:不招|收)?{_TRADE}|(?:缺|要)(?:不缺|不要)?{_TRADE}(?:员)?(?:吗|么|不|嘛|呢|[?？])"
    r"|应聘|求职|入职|(?:找|求)(?:个|份|一份|点)?(?:工作|活儿?(?!的)|事做|兼职)(?!的人)"
    r"|(?:想|来|去|能|可以|到)(?:来|去|到)?(?:你们?|贵)(?:公司|这儿?|那儿?|家|这边|那边|里)*(?:上班|做工|干活|工作|应聘|做事)"
    r"|想(?:来|去)(?:上班|做工|干活|工作|应聘)|(?:怎么|如何|想|能不能|可以)(?:加入|入职)(?:你们|贵)"
    r"|(?:想|可以|能)(?:当|做)(?:你们的|一名|个)?(?:阿姨|保洁员|月嫂|师傅|护工)(?:吗|，|。|$)"
    r"|\b(?:are you|you) hiring\b|\b(?:job|vacanc(?:y|ies)|apply for work|work (?:for|with) (?:you|your))\b",
    re.IGNORECASE,
)
_WANTS_SOMEBODY = re.compile(
    r"(?:帮我|给我|我(?:家|们)?(?:想|要)?(?:找|请|约|雇))(?:招|一?个|位|名|找)"
)
"""“帮我招个阿姨” is a customer."""


def seeks_work(text: str) -> bool:
    """Whether somebody asks for work with us, not for somebody who works.  Never raises."""
    return bool(_SEEKS.search(text)) and not _WANTS_SOMEBODY.search(text)
