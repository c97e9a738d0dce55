"""Whether a customer asks when the call comes that was promised."""

import re

__all__ = ["asks_for_the_call"]

_ASKS_CALL = re.compile(
    r"(?:几点|什么时候|啥时候|几时|多久)[^，。]{0,4}(?:打|来电|回电|联系|电话)|(?:电话|回电)[^，。]{0,6}(?:几点|什么时候|啥时候|多久)"
    r"|怎么还不打|电话呢|when (?:will|are) (?:you|they|someone) call",
    re.IGNORECASE,
)


def asks_for_the_call(text: str) -> bool:
    """“几点打给我？”, “怎么还不打”.  Never raises."""
    return bool(_ASKS_CALL.search(text))
