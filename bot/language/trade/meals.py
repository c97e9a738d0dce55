"""For whom a meal is, and what is on the table: “八个菜，六个大人两个小孩”, “四口人，一天两顿”."""

import re
from typing import Final

__all__ = ["find_meal"]

_NUMBER: Final = r"(?:(?<!\d)\d{1,2}|[一二两三四五六七八九十]{1,3})"
_SEVERAL: Final = r"(?:(?<!\d)(?:[2-9]|[1-3]\d)|(?<!第)(?:[二两三四五六七八九]十?[一二三四五六七八九]?|十[一二三四五六七八九]?))"
_MEAL: Final = re.compile(
    rf"{_SEVERAL}(?:个|道|样)(?:[大小家常硬素荤热冷凉]{{1,3}})?菜(?:[一二两三\d]个?汤)?|{_NUMBER}(?:个)?[荤素]{_NUMBER}(?:个)?[荤素](?:{_NUMBER}个?汤)?|{_NUMBER}菜[一二两\d]汤"
    rf"|{_SEVERAL}(?:来)?(?:口人|个人(?=吃|用餐|的[饭菜量]|$|[\s，,。])|[位个](?:客人|大人|老人(?=吃|和|$|[\s，,。]))|人(?:吃|份|用餐|的[饭菜]))|{_NUMBER}个(?:小孩|孩子)(?=$|[\s，,。])"
    rf"|(?:一天|每天|一日){_NUMBER}[顿餐]|{_NUMBER}桌(?:菜|人|客)?"
)
_WORKERS: Final = re.compile(r"[来要叫请找派][一二两三四五\d]个?人(?!吃)")
_FOOD: Final = re.compile(r"[菜饭汤顿餐桌吃烧煮荤素]|口人|大人|客人|人份")
_MOST: Final = 4
_BARE: Final = re.compile(rf"(?:一共|总共|大概|就)?{_SEVERAL}个人")


def find_meal(text: str) -> str | None:
    """The figures of a meal, as they were typed; None where nothing is said of one.  Never raises."""
    if _WORKERS.search(text) or not (_FOOD.search(text) or _BARE.fullmatch(text.strip(" 。，,"))):
        return None
    found = [match[0] for match in _MEAL.finditer(text)]
    return "、".join(dict.fromkeys(found[:_MOST])) or None
