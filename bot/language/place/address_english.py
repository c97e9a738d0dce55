"""English street addresses, as foreign customers write them to a Chinese company."""

import contextlib
import io
import re
from functools import lru_cache

from bot.language.place.gazetteer import Place, gazetteer

__all__ = ["find_english", "without_lead"]

_WORD = r"[A-Z][A-Za-z'’]*"
_STREET = (
    rf"(?:{_WORD}\s(?:\([A-Z]\)\s)?){{1,4}}"
    r"(?:Road|Rd|Street|St|Avenue|Ave|Boulevard|Blvd|Lane|Ln|Highway|Hwy|Alley|Lu|Dadao|Jie)\b\.?"
    r"(?:\s(?:East|West|North|South|Middle|[EWNS])\b)?"
)
_UNIT = (
    r"(?:(?i:Room|Rm|Apt|Apartment|Flat|Unit|Suite|Building|Bldg|Block|Tower|Lane|No|"
    r"#)\.?\s?#?[A-Z]?\d+[A-Z]?|\d{1,3}/F\b|\d{1,3}(?:st|nd|rd|th)\s(?i:floor))"
)
_NUMBER = r"(?:No\.?\s?)?\d{1,5}[A-Za-z]?(?:-\d+)?"
_ESTATE = (
    rf"(?:{_WORD}\s){{1,4}}(?:Gardens?|Residences?|Plaza|Mansions?|Villas?|Apartments?|Court|"
    rf"Tower|Compound|Park|Center|Centre)\b"
)
_PLACE = rf"(?!(?:Room|Rm|Apt|Apartment|Flat|Unit|Suite|Building|Bldg|Block|Tower|No)\b)(?:(?:{_WORD}\s){{0,2}}(?:District|New\sArea|City)|{_WORD}(?:\s{_WORD})?)"
_SYLLABLES = r"[A-Za-z]{2,20}(?:\s[a-z]{2,12}){0,2}"
_PINYIN = (
    rf"(?i:(?:{_SYLLABLES}\s?(?:xinqu|qu|xian|shi),?\s)?{_SYLLABLES}\s(?:lu|jie|dadao|xiang|dajie),?\s?"
    r"\d{1,5}\s?(?:nong|hao|long)?(?:,?\s?\d{1,5}\s?(?:hao\slou|hao|shi|lou|zhuang|dong|danyuan)){0,4}(?:,?\s\d{3,4}(?!\d))?)"
)
_CORE = (
    rf"(?:{_NUMBER},?\s)?{_STREET}|{_NUMBER},?\s{_ESTATE}|{_ESTATE}(?=,?\s(?:Room|Building|Bldg|"
    rf"Block|Tower|Apt|#|No))"
)
_ADDRESS = re.compile(
    rf"(?:{_WORD}(?:\s{_WORD})?\s(?:District|"
    rf"New\sArea),?\s)?(?:(?:{_UNIT},?\s?){{1,4}}(?:(?:{_WORD}\s){{0,2}}{_WORD},\s(?:{_UNIT},?\s){{0,2}})?)?(?:{_CORE})(?:,?\s(?:{_UNIT}|{_ESTATE}|"
    rf"{_NUMBER}(?!\d|:|\s?(?:am|"
    rf"pm)))){{0,4}}(?:,\s?{_PLACE}){{0,3}}(?:,\s?{_UNIT}){{0,3}}|(?<![A-Za-z]){_PINYIN}(?![A-Za-z])"
)
_DISTRICT = re.compile(
    r"\b[A-Z][a-z]+(?:['’]?[a-z]+)?(?=\sDistrict|\sNew\sArea)|\b[A-Z][a-z]+['’]?[a-z]+\b"
)
_BEHIND = re.compile(r",?\s([A-Za-z]['’A-Za-z]+)(\s[A-Za-z]['’A-Za-z]+)?")
_UNIT_BEHIND = re.compile(rf"[,.;]?\s{_UNIT}")
_BEFORE = re.compile(r"\b([A-Za-z]['’A-Za-z]+)(?:\sDistrict)?,\s?$")
_LEAD_IN = re.compile(
    r"^(?:(?:it'?s|it is|we(?:'re| are)?|i(?:'m| am)?|my|our|the)\s+)?(?:(?:live|living|address(?: is)?)\s*)?(?:an?\s+)?"
    r"(?:\d+\s?(?:sqm|m2|square met\w+)\s+)?(?:\d[- ]bed(?:room)?\s+)?(?:flat|apartment|house|home|place)?\s*(?:is\s+)?(?:in|at|on)\s+"
    r"|^(?:(?:my|our|the)\s+)?address(?:\s+is)?[\s:]+",
    re.IGNORECASE,
)
_KIND_OF_PLACE = re.compile(r"\s(?:district|new\sarea|city)\b", re.I)
_CITIES = {
    "beijing": "北京市", "tianjin": "天津市", "chongqing": "重庆市", "guangzhou": "广州市",
    "shenzhen": "深圳市", "hangzhou": "杭州市", "nanjing": "南京市", "suzhou": "苏州市",
    "wuxi": "无锡市", "ningbo": "宁波市", "jiaxing": "嘉兴市", "nantong": "南通市",
    "changzhou": "常州市", "shaoxing": "绍兴市", "hefei": "合肥市", "chengdu": "成都市",
    "wuhan": "武汉市", "qingdao": "青岛市", "xiamen": "厦门市", "dalian": "大连市",
    "shanghai": "上海市", "changsha": "长沙市", "zhengzhou": "郑州市", "jinan": "济南市",
}  # fmt: skip
"""Large cities as foreigners name them: most are asked for from outside our area."""
_LATIN = re.compile(r"[\x00-\x7f’，。？！]*")
_ANY_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_LEADING = re.compile(r"^(?:(?:My|Our|The|Please|Address|Home|I|At|On|In|To|Come|We|Is)\s)+")


def find_english(text: str, city: str) -> list[tuple[tuple[int, int], Place]]:
    """Spans of English addresses and their district in ``city`` by its pinyin."""
    found: list[tuple[tuple[int, int], Place]] = []
    for match in _ADDRESS.finditer(text):
        said = match.group()
        lead = _LEADING.match(said)
        start = _from_district(text, match.start() + (lead.end() if lead else 0), city)
        end = _with_district(text, match.end(), city)
        if start < end:
            found.append(((start, end), _place(text[start:end], city)))
    return found or _bare_districts(text, city)


def without_lead(line: str) -> str:
    """“It's a 90 sqm flat in Jing'an, 1025 Yuyuan Road” from the district on.  Never raises."""
    return _LEAD_IN.sub("", line)


def _from_district(text: str, start: int, city: str) -> int:
    """The beginning with the district before it: Jing'an, 1025 Yuyuan Road."""
    before = _BEFORE.search(text, 0, start)
    is_known = before is not None and _plain(before[1]) in _spelled(city)
    return before.start(1) if before and is_known else start


def _with_district(text: str, end: int, city: str) -> int:
    """The end with the districts, cities and rooms behind: 500 Hengshan Road Xuhui, room 12A."""
    known = _spelled(city).keys() | _CITIES.keys()
    while (behind := _BEHIND.match(text, end)) is not None:
        both = _plain(behind[1] + (behind[2] or "")) in known
        if not both and _plain(behind[1]) not in known:
            break
        end = behind.end() if both or not behind[2] else behind.end(1)
        end = place.end() if (place := _KIND_OF_PLACE.match(text, end)) else end
    while (unit := _UNIT_BEHIND.match(text, end)) is not None:
        end = unit.end()
    return end


def _bare_districts(text: str, city: str) -> list[tuple[tuple[int, int], Place]]:
    """Districts of ``city`` by name alone, in a text without Chinese: "do you cover Minhang?"."""
    if not _LATIN.fullmatch(text) or not _ANY_WORD.search(text):
        return []
    home, spelled = gazetteer(city).home, _spelled(city)
    elsewhere = [
        (match.span(), Place(None, _CITIES[_plain(match.group())], None))
        for match in _ANY_WORD.finditer(text)
        if _plain(match.group()) in _CITIES and _CITIES[_plain(match.group())] != home.city
    ]
    return elsewhere or [
        (match.span(), Place(home.province, home.city, spelled[_plain(match.group())]))
        for match in _ANY_WORD.finditer(text)
        if len(match.group()) > 4 and _plain(match.group()) in spelled
    ]


def _place(said: str, city: str) -> Place:
    home = gazetteer(city).home
    spelled = _spelled(city)
    for match in _DISTRICT.finditer(said):
        district = spelled.get(_plain(match.group()))
        if district:
            return Place(home.province, home.city, district)
    return Place(None, None, None)


def _plain(word: str) -> str:
    return re.sub(r"['’\s]", "", word).lower()


@lru_cache(maxsize=8)
def _spelled(city: str) -> dict[str, str]:
    """Pinyin without tones of the districts of ``city``: jingan is 静安区."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    names = gazetteer(city)
    spelled: dict[str, str] = {}
    for short in names.home_short:
        district = next((p.district for p in names.short[short] if names.home.holds(p)), None)
        if district:
            syllables: list[str] = jionlp.pinyin(short, formater="simple")
            spelled["".join(syllable.rstrip("012345") for syllable in syllables)] = district
    return spelled
