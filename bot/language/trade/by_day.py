"""Prices by the day or the month that are asked of what is paid by the hour."""

import re

__all__ = ["asks_by_day"]

_BY_DAY = re.compile(
    r"(?:[一每](?:天|日)|按天|日薪)[^，。?？]{0,6}(?:多少|几[块钱]|怎么(?:算|收)|什么价)|(?:多少钱?|几钱|什么价|怎么(?:算|收)费?|价格)[^，。?？]{0,3}(?:[一每](?:天|日)(?!保洁))"
    r"|(?:一个?|每个?|整)月[^，。?？]{0,8}(?:多少(?!天|次)|几(?![天个次])|怎么(?:算|收)|什么价)|多少钱?[^，。?？]{0,3}(?:一个|每个?)月"
    r"|\bhow much\b[^.?]{0,24}\b(?:per|a|each|whole) (?:day|week|month)\b",
    re.IGNORECASE,
)


def asks_by_day(text: str) -> bool:
    """“一天多少钱”, “一个月大概多少”: the price of what is paid by the hour.  Never raises."""
    return bool(_BY_DAY.search(text))
