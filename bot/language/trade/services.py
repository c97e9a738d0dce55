"""Which services of the catalogue a message names, and whether it names them to refuse them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.language.script import simplify
from bot.language.trade.service_phrases import english_phrase, phrase, wish
from bot.language.trade.service_sounds import Sounds, find_by_sound, sounds_of
from bot.language.trade.service_stance import gives_way, is_listed_with, is_own_doing, is_refused
from bot.language.trade.service_themes import THEMES, find_theme
from bot.language.typos import correct

__all__ = ["Mention", "ServiceName", "find_services"]


@dataclass(frozen=True, slots=True)
class ServiceName:
    """A service of the catalogue with its everyday names."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A service named in a message: ``text`` as typed; ``negated``: "not this one"."""

    text: str
    code: str
    negated: bool = False


_Found = tuple[int, int, str]
_Said = Callable[[Iterable[str]], str]
_Names = Mapping[str, tuple[re.Pattern[str], Sequence[str]]]
# 洗一下油烟机 is 洗油烟机: what people put between the verb and its object.
_VERB = re.compile(
    r"^(擦|抹|洗|搞|清洗|通|除|清|做|带|照顾|打扫|整理|收拾|伺候|护理|烧)(?=[\u4e00-\u9fff])"
)
_HELPERS = ("保姆", "月嫂", "育儿嫂", "护工")
_BETWEEN = (
    r"(?:一?下子?|个|[一两几]次|[一二两三四五六七八九十\d]{1,2}[台个块扇套张]|一洗|一擦|家里的?|"
    r"我家的?|我们家的?)?"
)
_THING = re.compile(
    r"(?:中央空调|抽油烟机|吸油烟机|油烟机|烟机|空调|冷气机?|冰箱|冰柜|(?:滚筒|波轮)?洗衣机|热水器|燃气灶|灶台|集成灶|微波炉|烤箱"
    r"|洗碗机|消毒柜|饮水机|烘干机|玻璃(?:推拉门|移门|窗)?|窗户玻璃|窗[户子]|[外落]地?窗|纱窗|(?:布艺|真皮|皮)?沙发|床垫|地毯|窗帘|衣帽间|衣柜|衣橱|储物间)(?![和跟与、])"
)
_CLOSE = 4
_CANTONESE = str.maketrans("冇嘅嚟畀", "没的来给")
_PERSON = re.compile(r"嫂|护工|护理[员师]|育[婴儿]师|陪护|nurse|carer|caregiver", re.I)
_LIVES_IN = re.compile(r"住家的?|live[- ]in", re.I)
_HELPER = re.compile(r"的?(?:保姆|阿姨|大姐|嬢嬢|姐姐)(?![来说在没把给就又])")


# 刚装修完，打扫一下 is the first cleaning of a new home, where the catalogue has one.
_HOMES = {
    "装修后打扫": re.compile(
        r"(?<![没未不])装(?:修|潢)?(?:[好完]|结束|过)|毛坯|新?交[房付](?!租)|新房|新家|新居|没住过|没住人|入住[之以]?前"
        r"|拿[到了]?(?:新房)?钥匙|renovat|newly built|new (?:home|house|flat|apartment)|moving in",
        re.I,
    ),
    "退租打扫": re.compile(
        r"(?<!客人)(?<!住客)退[租房]|(?:租的?|住的?)房子?(?:要|快|马上|准备|就)*退|房东(?:要求|让|说)|搬走|搬出|租期|还给?房东|交还|退押金|租的?房子?到期|房子到期|租约|mov(?:e|ing) out|end of (?:the |my )?(?:lease|tenancy)",
        re.I,
    ),
}
_REGULAR = re.compile(r"日常|定期|每周|平时|普通|常规|regular|weekly", re.I)


def find_services(text: str, lexicon: Sequence[ServiceName]) -> list[Mention]:
    """The services named, in order; the longest name wins a place.  Never raises.

    Typos and Traditional characters are read through; ``Mention.text`` is what was typed.
    """
    plain = simplify(text).translate(_CANTONESE)
    corrected = correct(plain)
    plain = (corrected if len(corrected) == len(plain) else plain).lower()
    mentions: list[Mention] = []
    before = (0, False)
    homes = _codes(tuple(lexicon), (*_HOMES, "打扫"))
    places = [p for p in _places(plain, tuple(lexicon)) if not is_own_doing(plain, *p[:2])]
    several = len({found for _, _, found in places}) > 1
    for place, (start, end, found) in enumerate(places):
        code = _of_home(plain, (start, end, found), homes)
        if start < before[0]:
            continue  # 带娃的保姆 is one wish
        helper = _HELPER.match(plain, end)
        end = helper.end() if helper else end
        refused = _is_refused(plain, start, end, before) or (
            several and gives_way(plain, end, _start(places, place + 1))
        )
        before = (end, refused)
        mentions.append(Mention(text[start : _name_end(plain, start, end)], code, refused))
    return _without_manner(mentions)


def _name_end(plain: str, start: int, end: int) -> int:
    """Where the name ends: of 空调一开一股霉味，拆开洗 it is the thing alone."""
    thing = _THING.match(plain, start, end)
    told = thing and (
        end - thing.end() > _CLOSE or re.search(r"[\s,，、]", plain[thing.end() : end])
    )
    return thing.end() if thing and told else end


def _without_manner(mentions: list[Mention]) -> list[Mention]:
    """月嫂，要住家: to live in is how a helper that is named comes, and no service beside her."""
    if not any(_PERSON.search(m.text) for m in mentions if not m.negated):
        return mentions
    return [m for m in mentions if m.negated or not _LIVES_IN.fullmatch(m.text)]


def _start(places: Sequence[_Found], place: int) -> int | None:
    return places[place][0] if place < len(places) else None


def _of_home(plain: str, found: _Found, homes: Mapping[str, str]) -> str:
    """The code, or that of the cleaning for a home just built or left, told in the same sentence."""
    start, end, code = found
    if code != homes.get("打扫") or _REGULAR.search(plain, start, end):
        return code
    told = re.split(r"[。!！?？\n]", plain[max(0, start - 24) : start])[-1] + plain[end : end + 10]
    return next(
        (homes[n] for n, words in _HOMES.items() if n in homes and words.search(told)), code
    )


@lru_cache(maxsize=16)
def _codes(lexicon: tuple[ServiceName, ...], names: tuple[str, ...]) -> dict[str, str]:
    """The code of the service that has each of these names."""
    return {
        name: service.code
        for name in names
        for service in lexicon
        if name in (service.name, *service.aliases)
    }


def _is_refused(plain: str, start: int, end: int, previous: tuple[int, bool]) -> bool:
    """Refused by the words around, or in one list with a refused one (不要月嫂和保姆)."""
    floor, before = previous
    if before and is_listed_with(plain[max(floor, start - 24) : start]):
        return True
    return is_refused(plain, start, end, floor)


def _places(plain: str, lexicon: tuple[ServiceName, ...]) -> list[_Found]:
    """Longest names first, each place once, in the order of the text; looser phrases come last.

    What people only tell (孩子没人带) counts where the service is not named as well.
    """
    names = _names(lexicon)
    every = [found for start in range(len(plain)) for found in _at(plain, start, names)]
    exact = {found[0] for found in every}
    every += [found for found in find_by_sound(plain, _sounds(lexicon)) if found[0] not in exact]
    every += _matches(plain, lexicon, english_phrase)
    every.sort(key=lambda found: (found[0] - found[1], found[0]))
    taken = bytearray(len(plain))
    kept = _free([*every, *_matches(plain, lexicon, phrase)], taken)
    named = {code for _, _, code in kept}
    told = [found for found in _matches(plain, lexicon, wish) if found[2] not in named]
    return sorted([*kept, *_free(told, taken)]) or _theme(plain, lexicon)


def _theme(plain: str, lexicon: tuple[ServiceName, ...]) -> list[_Found]:
    """What a message that names nothing is about: one service at most."""
    codes = _codes(lexicon, THEMES)
    themes = ((start, end, codes[name]) for start, end, name in find_theme(plain) if name in codes)
    return list(islice(themes, 1))


def _free(found: Sequence[_Found], taken: bytearray) -> list[_Found]:
    kept: list[_Found] = []
    for start, end, code in found:
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, code))
    return kept


def _matches(plain: str, lexicon: tuple[ServiceName, ...], said: _Said) -> list[_Found]:
    return [
        (*match.span(), code)
        for pattern, code in _patterns(lexicon, said)
        for match in pattern.finditer(plain)
    ]


@lru_cache(maxsize=48)
def _patterns(lexicon: tuple[ServiceName, ...], said: _Said) -> list[tuple[re.Pattern[str], str]]:
    """Each service's pattern of this kind, where it has one."""
    all_said = ((said((service.name, *service.aliases)), service.code) for service in lexicon)
    return [(re.compile(pattern), code) for pattern, code in all_said if pattern]


@lru_cache(maxsize=16)
def _sounds(lexicon: tuple[ServiceName, ...]) -> Sounds:
    return sounds_of(
        (simplify(name).strip(), service.code)
        for service in lexicon
        for name in (service.name, *service.aliases)
    )


def _at(plain: str, start: int, names: _Names) -> list[_Found]:
    """The longest name at one place, or nothing."""
    if plain[start] not in names:
        return []
    pattern, codes = names[plain[start]]
    match = pattern.match(plain, start)
    return [(start, match.end(), codes[(match.lastindex or 1) - 1])] if match else []


@lru_cache(maxsize=16)
def _names(lexicon: tuple[ServiceName, ...]) -> _Names:
    """One pattern for each first character, long names first, a group a name."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for service in lexicon:
        for name in (service.name, *service.aliases):
            plain = simplify(name).strip().lower()
            if plain:
                names[plain[0]].setdefault(plain, service.code)
    return {first: _compiled(codes) for first, codes in names.items()}


def _compiled(codes: Mapping[str, str]) -> tuple[re.Pattern[str], Sequence[str]]:
    ordered = sorted(codes, key=lambda name: (-len(name), name))
    pattern = "|".join(f"({_pattern(name)})" for name in ordered)
    return re.compile(pattern), [codes[name] for name in ordered]


def _pattern(name: str) -> str:
    if name.isascii():
        words = r"\s+".join(map(re.escape, name.split()))
        plural = rf"{words[:-1]}(?:y|ies)" if words.endswith("y") else rf"{words}(?:s|es)?"
        return rf"(?<![a-z]){plural}(?![a-z]|\s(?:who|that)\s(?:sleep|live|stay)s)"
    verb = _VERB.match(name)
    if name.startswith("住家"):
        return f"(?<!不){re.escape(name)}(?![宝褓堡]姆)"  # 不住家的育儿嫂 is no live-in
    if name.endswith(_HELPERS):
        return f"(?:{name})(?!间|房(?!子)|车|培训|市场|学校)"
    if not verb:
        return f"(?:{name}){{1,2}}" if len(name) == 2 else re.escape(name)
    return f"(?:{verb.group()}){{1,2}}" + _BETWEEN + re.escape(name[verb.end() :]) + "(?![间灶])"
