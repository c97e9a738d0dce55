"""Names of provinces, cities, districts and (for the company's own city) towns.

The data is JioNLP's; its ``parse_location`` is not used on whole sentences because it takes the
南京 of 南京西路 and the 中山 of 中山公园 for cities (measured on 1.5.31) and costs 3 ms a call.
The first call loads the data (about 1.5 s), so the start of the front desk makes it.
"""

import contextlib
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

__all__ = ["Gazetteer", "Place", "gazetteer"]


class Place(NamedTuple):
    """A place down to the district; what is not known is None."""

    province: str | None
    city: str | None
    district: str | None

    def holds(self, other: "Place") -> bool:
        """Whether ``other`` lies in this place or may: nothing that is known contradicts."""
        return all(a is None or b is None or a == b for a, b in zip(self, other, strict=True))


_NOWHERE = Place("", "", None)
# Short names that are also words or parts of street and park names all over the country.
_WORDS = "中山 朝阳 东方 白银 安康 和平 黄山 泰安 长治 大同 平安 伊春 新华 大理 三明 保山 海西"
_ALSO_WORDS = frozenset(_WORDS.split())
_FORMER = {
    "闸北": "静安区",
    "卢湾": "黄浦区",
    "南汇": "浦东新区",
    "崇文": "东城区",
    "宣武": "西城区",
}
"""Districts that were merged into others and are still named by those who live there."""
_TOWN_SUFFIX = re.compile(r"(?:街道|地区|镇|乡|开发区|园区)$")


@dataclass(frozen=True)
class Gazetteer:
    """What every name can mean, seen from the company's city."""

    home: Place
    full: Mapping[str, tuple[Place, ...]]
    short: Mapping[str, tuple[Place, ...]]
    home_short: frozenset[str]
    towns_elsewhere: frozenset[str]
    towns: Mapping[str, Place]
    longest: int

    def name_at(self, text: str, start: int, inside: Place | None) -> str:
        """The longest name that begins at ``start``; short district names only inside a parent."""
        for length in range(min(self.longest, len(text) - start), 1, -1):
            name = text[start : start + length]
            if self._full_counts(name, inside) or self._short_counts(name, inside):
                return name
        return ""

    def meanings(self, name: str, inside: Place | None) -> tuple[Place, ...]:
        """What a name can mean; nothing when it contradicts what was said before it."""
        both = (*self.full.get(name, ()), *self.short.get(name, ()))
        fitting = tuple(place for place in both if inside is None or inside.holds(place))
        return tuple(dict.fromkeys(fitting))

    def resolve(self, name: str, inside: Place | None) -> Place | None:
        """The one meaning, or the one at home; of several elsewhere only the district's name."""
        places = self.meanings(name, inside)
        at_home = [place for place in places if self.home.holds(place)]
        if not places:
            return None
        if len(places) == 1 or at_home:
            return (at_home or list(places))[0]
        return _common(places)

    def _full_counts(self, name: str, inside: Place | None) -> bool:
        """城区, 东区, 和县 … are full names too: two characters count only inside a parent."""
        if name not in self.full:
            return False
        return len(name) > 2 or (inside is not None and bool(self.meanings(name, inside)))

    def _short_counts(self, name: str, inside: Place | None) -> bool:
        if name not in self.short:
            return False
        if name in self.home_short:
            return True
        if inside is not None:
            return bool(self.meanings(name, inside))
        if name in self.towns_elsewhere:
            return True
        return name not in _ALSO_WORDS and any(p.district is None for p in self.short[name])


def _common(places: tuple[Place, ...]) -> Place:
    provinces, cities, districts = (set(part) for part in zip(*places, strict=True))
    if len(districts) > 1 and None in districts:
        return next(place for place in places if place.district is None)
    return Place(_only(provinces), _only(cities), _only(districts))


def _only(values: set[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


@lru_cache(maxsize=8)
def gazetteer(city: str = "上海市") -> Gazetteer:
    """The gazetteer of a company in ``city`` (full or short name; an unknown one is no home)."""
    full: dict[str, list[Place]] = defaultdict(list)
    short: dict[str, list[Place]] = defaultdict(list)
    for name, alias, place in _places():
        full[name].append(place)
        if len(alias) > 1 and alias != name:
            short[alias].append(place)
    for former, now in _FORMER.items():
        places = [place for place in full[now] if place.district == now and former not in short]
        full[f"{former}区"] += places
        short[former] += places
    named = [*full.get(city, ()), *short.get(city, ())]
    home = next((place for place in named if place.city and not place.district), _NOWHERE)
    near = frozenset(n for n, places in short.items() if any(_is_near(home, p) for p in places))
    return Gazetteer(
        home=home,
        full=_frozen(full),
        short=_frozen(short),
        home_short=near,
        towns_elsewhere=_county_cities(short),
        towns=_towns(home),
        longest=max(map(len, full), default=2),
    )


def _county_cities(short: Mapping[str, list[Place]]) -> frozenset[str]:
    """Short names of one district or county-level city only: 昆山, 义乌, 吴江."""
    alone = {name: places[0] for name, places in short.items() if len(places) == 1}
    return frozenset(
        name for name, place in alone.items() if place.district and name not in _ALSO_WORDS
    )


def _is_near(home: Place, place: Place) -> bool:
    return place.province == home.province and place.city in {home.city, None}


def _frozen(names: Mapping[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(dict.fromkeys(places)) for name, places in names.items()}


def _places() -> Iterator[tuple[str, str, Place]]:
    for province, cities in _children(_tree()):
        yield province, str(cities["_alias"]), Place(province, None, None)
        for city, districts in _children(cities):
            for alias in districts["_alias"]:
                yield city, alias, Place(province, city, None)
            for district, names in _children(districts):
                yield district, str(names["_alias"]), Place(province, city, district)


def _towns(home: Place) -> dict[str, Place]:
    """Towns and quarters of the company's city, with and without 镇 and 街道."""
    towns: dict[str, Place] = {}
    districts = _tree().get(home.province or "", {}).get(home.city or "", {})
    for district, names in _children(districts):
        for town, _ in _children(names):
            place = Place(home.province, home.city, district)
            towns.setdefault(town, place)
            towns.setdefault(_TOWN_SUFFIX.sub("", town), place)
    return {
        name: place for name, place in towns.items() if len(name) > 1 and name[-1] not in "路站"
    }


def _children(node: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, child) for name, child in node.items() if not name.startswith("_"))


@lru_cache(maxsize=1)
def _tree() -> dict[str, Any]:
    """JioNLP's tree without villages; its banner on import is silenced."""
    with contextlib.redirect_stdout(io.StringIO()):
        from jionlp.dictionary.dictionary_loader import china_location_loader
    tree: dict[str, Any] = china_location_loader(detail=True)
    for _, cities in _children(tree):
        for _, districts in _children(cities):
            for _, towns in _children(districts):
                _forget_villages(towns)
    return tree


def _forget_villages(towns: dict[str, Any]) -> None:
    for town in [name for name in towns if not name.startswith("_")]:
        towns[town] = None
