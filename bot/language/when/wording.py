"""How a moment is read back to a customer."""

from datetime import datetime, timedelta
from typing import Final

from bot.language.when.model import local

_NEAR: Final = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天", 3: "大后天"}
_FAR: Final = timedelta(days=180)


def to_phrase(moment: datetime, now: datetime) -> str:
    """“11月24日（周二，后天）14:00”; with the year in another one or half a year away.

    Raises:
        ValueError: when one of the two has no time zone.
    """
    then, today = local(moment), local(now)
    days = (then.date() - today.date()).days
    weekday = f"周{'一二三四五六日'[then.weekday()]}"
    note = f"{weekday}，{_NEAR[days]}" if days in _NEAR else weekday
    far = then.year != today.year or abs(then - today) > _FAR
    year = f"{then.year}年" if far else ""
    return f"{year}{then.month}月{then.day}日（{note}）{then:%H:%M}"
