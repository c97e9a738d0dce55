"""Questions about the rules for a change of what is booked."""

import re

__all__ = ["asks_rule"]

_RULE = re.compile(
    r"(?:取消|改期|改时间|改约|退订|换时间).{0,4}"
    r"(?:收钱|收费|扣钱|扣费|要钱|花钱|手续费|费用|违约金|多少钱|怎么算|收不收|要不要钱|可以吗|行吗|行不|能不能)"
    r"|(?:扣|收|要)(?:不)?(?:扣|收|要)?(?:钱|费)(?:吗|么|不).{0,6}(?:取消|改期)"
    r"|cancel\w*\b[^.]{0,30}\b(?:free|fees?|charged?|cost|refund|policy|rules?)\b"
    r"|\b(?:free|fees?|charged?|cost|policy)\b[^.]{0,20}\bcancel",
    re.IGNORECASE,
)
"""What a change would cost, asked before it is wanted."""


def asks_rule(text: str) -> bool:
    """“改期收不收钱”, asked before it is wanted.  Never raises."""
    return bool(_RULE.search(text))
