"""What a cell may hold: a reader that says what is wrong and what to do, and its writer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.language.contact.phone import find_phones
from bot.services.sheets.files import Cell

_PARTS = re.compile(r"[|、，,；;\n]+")
_CLAUSES = re.compile(r"[；;\n]+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YES, _NO = {"是", "y", "yes", "true", "1", "√"}, {"否", "n", "no", "false", "0", "×"}


class CellError(ValueError):
    """What is wrong with a cell, and what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Kind:
    """How a cell is read (raises :class:`CellError`) and written; ``empty`` stands for nothing."""

    read: Callable[[str], Any]
    write: Callable[[Any], Cell] = str
    empty: Any = None
    is_long: bool = False


def text(most: int, *, is_long: bool = False) -> Kind:
    """Any text of at most ``most`` characters."""

    def read(said: str) -> str:
        if len(said) > most:
            raise CellError(f"有 {len(said)} 个字", f"请缩短到 {most} 个字以内")
        return said

    return Kind(read, empty="", is_long=is_long)


def code(most: int = 40) -> Kind:
    """A name for machines: letters, digits, underscores and hyphens."""

    def read(said: str) -> str:
        if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{most}}}", said):
            raise CellError(f"“{said[:20]}”不能作编码", f"请用字母、数字、_ 或 -，最多 {most} 个")
        return said

    return Kind(read, empty="")


def figure(least: str, most: str, places: int = 2, *, empty: str = "0") -> Kind:
    """An exact number between two bounds, such as yuan with cents."""
    low, high = Decimal(least), Decimal(most)

    def read(said: str) -> Decimal:
        try:
            value = Decimal(re.sub(r"[¥￥元\s]|(?<=\d),(?=\d{3})", "", said))
        except InvalidOperation as error:
            raise CellError(f"“{said[:20]}”不是数字", "请只填数字，例如 45 或 45.50") from error
        if not value.is_finite() or not low <= value <= high:
            raise CellError(f"“{said[:20]}”超出范围", f"请填 {low} 到 {high} 之间的数字")
        if value != round(value, places):
            raise CellError(f"“{said[:20]}”小数位过多", f"最多 {places} 位小数")
        return round(value, places)

    return Kind(read, lambda value: value, empty=Decimal(empty))


def whole(least: int, most: int) -> Kind:
    """A whole number."""
    kind = figure(str(least), str(most), 0)
    return Kind(lambda said: int(kind.read(said)), lambda value: value, empty=0)


def _read_yes_no(said: str) -> bool:
    if said.lower() in _YES | _NO:
        return said.lower() in _YES
    raise CellError(f"“{said[:20]}”不是“是”或“否”", "请填“是”或“否”")


YES_NO = Kind(_read_yes_no, lambda value: "是" if value else "否", empty=False)


def choice(names: Mapping[str, str]) -> Kind:
    """One of a few names."""
    titles = {value: name for name, value in names.items()}

    def read(said: str) -> str:
        if said not in names:
            raise CellError(f"“{said[:20]}”不在可选之列", f"请填其中一个：{'、'.join(names)}")
        return names[said]

    return Kind(read, lambda value: titles[value], empty=next(iter(names.values())))


def read_date(said: str) -> date:
    """A day such as 2026-12-01, 2026/12/1 or 2026年12月1日."""
    found = _DATE.fullmatch(said.removesuffix(" 00:00").strip())
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(said)
    except ValueError as error:
        raise CellError(f"“{said[:20]}”不是日期", "请按 2026-12-01 这样填写") from error


DATE = Kind(read_date, lambda value: value.isoformat() if value else "")


def _read_phone(said: str) -> str:
    found = find_phones(said)
    if len(found) != 1 or not found[0].e164.startswith("+"):
        raise CellError("不是有效的电话号码", "请填 11 位手机号，或带区号的座机号")
    return found[0].e164.removeprefix("+86")


PHONE = Kind(_read_phone)


def parts(said: str) -> list[str]:
    """What a cell lists, split at the usual marks, each once."""
    return list(dict.fromkeys(part.strip() for part in _PARTS.split(said) if part.strip()))


def listing(*, most: int = 200, longest: int = 60) -> Kind:
    """Names in a row; written with ``|`` between them."""

    def read(said: str) -> list[str]:
        found = parts(said)
        if len(found) > most or any(len(part) > longest for part in found):
            raise CellError("内容过多", f"最多 {most} 项，每项最多 {longest} 个字，用“|”隔开")
        return found

    return Kind(read, lambda value: "|".join(value), empty=[], is_long=True)


def known(what: str, names: Mapping[str, str], titles: Mapping[str, str]) -> Kind:
    """Names that must be among ``names`` (name to code); ``titles`` leads back."""

    def read(said: str) -> list[str]:
        found = parts(said)
        if unknown := [part for part in found if part not in names]:
            raise CellError(
                f"没有这样的{what}：{'、'.join(unknown)[:80]}",
                f"请改成已有的{what}：{'、'.join(list(titles.values())[:8])}…",
            )
        return list(dict.fromkeys(names[part] for part in found))

    def write(value: list[str]) -> str:
        return "|".join(titles.get(part, part) for part in value)

    return Kind(read, write, empty=[], is_long=True)


_HELD = re.compile(r"(?P<name>[^（(]+?)\s*[（(]\s*(?:至|到|有效期至)?\s*(?P<until>[^）)]+)[）)]")


def read_certificates(said: str) -> list[dict[str, str | None]]:
    """“健康证（2027-05-31）；安全作业证”: names, each with the last day it holds, if it ends."""
    held: list[dict[str, str | None]] = []
    for clause in filter(None, (part.strip() for part in _CLAUSES.split(said))):
        found = _HELD.fullmatch(clause)
        name = (found["name"] if found else clause).strip()
        if len(name) > 60:
            raise CellError(f"证书名“{name[:20]}…”过长", "多本证书请用分号隔开，名称最多 60 个字")
        until = read_date(found["until"].strip()).isoformat() if found else None
        held.append({"name": name, "until": until})
    return held


def _write_certificates(held: list[dict[str, str | None]]) -> str:
    return "；".join(f"{c['name']}（{c['until']}）" if c["until"] else str(c["name"]) for c in held)


CERTIFICATES = Kind(read_certificates, _write_certificates, empty=[], is_long=True)
_DAYS = "一二三四五六日"
_DAY = r"(?:周|星期)?([一二三四五六日])"
_SPAN = re.compile(rf"{_DAY}\s*(?:至|到|-|–|—|~)\s*{_DAY}")


def _read_weekdays(said: str) -> list[int]:
    """“周一至周五”, “周六、周日”, “每天” as ISO weekdays."""
    plain = said.replace("天", "日") if said not in {"每天", "全周"} else "一至日"
    days: set[int] = set()
    for first, last in _SPAN.findall(plain):
        start, end = _DAYS.index(first), _DAYS.index(last)
        days |= {(start + step) % 7 + 1 for step in range((end - start) % 7 + 1)}
    rest = re.sub(r"周|星期|[、，,|；;\s]", "", _SPAN.sub("", plain))
    if any(day not in _DAYS for day in rest) or not (days or rest):
        raise CellError(f"“{said[:20]}”不是工作日", "请按“周一至周五”或“周一、周三”填写")
    return sorted(days | {_DAYS.index(day) + 1 for day in rest})


def _write_weekdays(days: list[int]) -> str:
    return "每天" if len(days) == 7 else "、".join(f"周{_DAYS[day - 1]}" for day in days)


WEEKDAYS = Kind(_read_weekdays, _write_weekdays, empty=[1, 2, 3, 4, 5, 6, 7])
