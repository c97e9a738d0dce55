"""Whether somebody in danger reports that the police or an ambulance has been called."""

import re

__all__ = ["reports_help", "without_report"]

_NUMBER = r"(?:110|119|120|12110|报?警(?:察|方)?|民警|派出所|救护车|消防(?:队|员|车)?)"
_HELP = re.compile(
    r"报(?:了|过)警|报警(?:了|过|电话(?:已经)?打)|(?:打|拨|叫|喊|通知|联系)(?:了|过|完|通)?"
    + _NUMBER
    + r"(?:电话)?(?:了|过)"
    r"|(?:打|拨|叫|喊)(?:了|过|完|通)"
    + _NUMBER
    + r"|"
    + _NUMBER
    + r"(?:电话)?(?:已经|都|也|我|刚|马上|说|快|就)*"
    r"(?:打|叫|来|到|报|通知|在路上|在来|在赶|赶|出发|接)(?:了|过|到|通|的路上)?"
    r"|\b(?:called|phoned|rang|contacted) (?:the )?(?:police|ambulance|110|119|120|fire brigade)"
    r"|\b(?:i'?m |i am |we'?re |ok(?:ay)?,? |now |already )+calling\b(?! you| your)|\b(?:i'?ll|we'?ll|i will) call (?:them|the police|an? ambulance|110|119|120|now)\b"
    r"|\b(?:police|ambulance|firemen|fire brigade) (?:is|are|has|have|was|were)\b",
    re.IGNORECASE,
)


def reports_help(text: str) -> bool:
    """Whether help has been called already or is on its way.  Never raises."""
    return bool(_HELP.search(text))


def without_report(text: str) -> str:
    """What a message tells besides that help has been called.  Never raises."""
    return _HELP.sub("，", text)
