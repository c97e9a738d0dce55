"""The sentences of domain.yml: keys, places, and the language of REQ A5.

The code of bot/ and actions/ is read as a syntax tree: every response key named there must exist,
and every place of it must get a value in each call that can be followed.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from bot.language.booking.worker_sex import Sex
from bot.language.complaint.demands import MONEY, Demand
from bot.language.danger.urgent_scenes import Scene
from bot.language.trade.subjects import SUBJECTS
from bot.models import AlarmKind, CaseKind, Category, VisitState
from bot.services.booking.bookings import SLOTS
from bot.services.wording import OPTIONAL, Wording, fields_of, responses
from bot.settings import ROOT

RESPONSES = responses()
COMPANY = {
    *OPTIONAL,
    "company",
    "hotline",
    "open_from",
    "open_until",
    "desk_from",
    "desk_until",
    "free_cancel_hours",
    "late_cancel_percent",
    "first_hours",
    "work_days",
}
CHINESE = {key: texts for key, texts in RESPONSES.items() if not key.endswith("_en")}
ENGLISH = {key: texts for key, texts in RESPONSES.items() if key.endswith("_en")}
URGENT = [
    *("gas", "fire", "injury", "theft", "missing_person", "violence", "harassment"),
    *("poisoning", "electric", "trapped", "elder_fall", "flood", "self_harm", "safety"),
    *map(str, Scene),
]
NEEDS = ["elder", "newborn", "pregnant", "pet", "moving", "allergy", "disabled"]
TOPICS = ["price", "content", "qualification", "booking"]
POLICIES = sorted({subject.policy for subject in SUBJECTS if subject.policy})
# What follows the fixed beginning of a key that the code puts together: f"utter_calm_{category}".
BUTTONS = sorted(
    match
    for path in (ROOT / "actions").glob("*.py")
    for match in re.findall(r'scene\.button\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
)
FAMILIES: dict[tuple[str, str], list[str]] = {
    ("utter_calm_", ""): [str(category) for category in Category],
    ("utter_urgent_", ""): URGENT,
    ("utter_urgent_now_", ""): [
        *("gas", "fire", "injury", "violence", "harassment", "self_harm"),
        *("fire_inside", "others_life", "left_alone", "heat"),
    ],
    ("utter_urgent_safe_", ""): ["gas", "fire", "injury", "others_life", "left_alone", "heat"],
    ("utter_urgent_more_", ""): [
        *("theft", "missing_person", "others_life", "frail_hit", "left_alone"),
    ],
    ("utter_state_", ""): [str(state) for state in VisitState],
    ("utter_open_", ""): [*SLOTS, "confirm"],
    ("utter_suggest_", ""): NEEDS,
    ("utter_button_", ""): BUTTONS,
    ("utter_worker_button_", ""): ["accept", "decline", "off", "done", "jobs", "person", "leave"],
    ("utter_worker_state_", ""): ["assigned", "accepted", "under_way"],
    ("utter_replaced_", ""): ["fine", "move", "cancel"],
    ("utter_score_", ""): ["1", "2", "3", "4", "5"],
    ("utter_complaint_", ""): [
        *("added", "blame", "demand", "private", "public", "lenient", "fee", "worry"),
        "pictures",
    ],
    ("utter_small_talk_", ""): ["chat", "praise", "sigh", "weather"],
    ("utter_demand_", ""): [str(demand) for demand in Demand],
    ("utter_demand_", "_part"): [str(demand) for demand in MONEY],
    ("utter_complaint_state_", ""): ["open", "investigating"],
    ("utter_case_", ""): [str(kind) for kind in CaseKind],
    ("utter_wished_", ""): [sex.name.lower() for sex in Sex],
    ("utter_alarm_", ""): [str(kind) for kind in AlarmKind],
    ("utter_policy_", ""): POLICIES,
    ("utter_policy_", "_contract"): POLICIES,
    ("utter_", ""): TOPICS,
    ("utter_", "_general"): TOPICS,
}
SPOKEN = ("say", "text", "Answer", "_say")


# -- what the code says ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Call:
    """A call that renders one of ``keys``; ``places`` is None where they cannot be followed."""

    where: str
    keys: tuple[str, ...]
    places: frozenset[str] | None


def _files() -> list[Path]:
    return sorted(chain((ROOT / "bot").rglob("*.py"), (ROOT / "actions").rglob("*.py")))


def _keys(node: ast.AST | None, assigned: dict[str, ast.AST]) -> tuple[str, ...]:
    """The response keys that an expression can be."""
    if isinstance(node, ast.Name):
        return _keys(assigned.get(node.id), {})
    if isinstance(node, ast.IfExp):
        return (*_keys(node.body, assigned), *_keys(node.orelse, assigned))
    if isinstance(node, ast.Constant) and re.fullmatch(r"utter_[a-z_]+", str(node.value)):
        return (str(node.value),)
    if isinstance(node, ast.JoinedStr):
        return _family(node)
    return ()


def _family(node: ast.JoinedStr) -> tuple[str, ...]:
    parts = [str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values]
    text = "".join(parts)
    if not text.startswith("utter_") or text.count("\0") != 1:
        return ()
    before, after = text.split("\0")
    if before == "utter_refused_":
        return ()  # see _refusals: the places come with the error
    assert (before, after) in FAMILIES, f"say what {before}…{after} can be, in FAMILIES"
    return tuple(f"{before}{middle}{after}" for middle in FAMILIES[before, after])


def _places(call: ast.Call, assigned: dict[str, ast.AST]) -> frozenset[str] | None:
    found = {word.arg for word in call.keywords if word.arg} - {"seed", "language"}
    dicts = [word.value for word in call.keywords if word.arg is None]
    if isinstance(call.func, ast.Name) and call.func.id == "Answer":
        found, dicts = set(), [call.args[1]]
    for value in dicts:
        known = assigned.get(value.id) if isinstance(value, ast.Name) else value
        if not isinstance(known, ast.Dict):
            return None
        found |= {str(key.value) for key in known.keys if isinstance(key, ast.Constant)}
    return frozenset(found)


def _calls_of(path: Path) -> Iterator[Call]:
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        nodes = list(ast.walk(function))
        assigned: dict[str, ast.AST] = {
            node.targets[0].id: node.value
            for node in nodes
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in nodes:
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            keys = _keys(node.args[0], assigned) if name in SPOKEN else ()
            if keys:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield Call(where, keys, _places(node, assigned))


def _refusals(path: Path) -> Iterator[Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RefusedError":
            reason = node.args[0]
            assert isinstance(reason, ast.Constant), f"{path}: a reason is a literal"
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            places = frozenset(word.arg for word in node.keywords if word.arg)
            yield Call(where, (f"utter_refused_{reason.value}",), places)


CALLS = [call for path in _files() for call in chain(_calls_of(path), _refusals(path))]


def _named_in_code() -> dict[str, str]:
    """Every complete response key that stands in the code, with its file."""
    named: dict[str, str] = {}
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for key in re.findall(r"^(?:utter|canned)_[a-z_]*[a-z]$", node.value):
                    named[key] = str(path.relative_to(ROOT))
    named.pop("utter_message", None)
    return named


def test_the_scan_sees_the_code() -> None:
    assert len(CALLS) > 40
    assert {key for call in CALLS for key in call.keys} >= {
        "utter_read_back",
        "utter_calm_quality",
        "utter_refused_past",
        "utter_price_general",
        "utter_area_no",
    }


def test_every_key_that_the_code_names_exists() -> None:
    missing = {key: path for key, path in _named_in_code().items() if key not in RESPONSES}
    missing |= {key: c.where for c in CALLS for key in c.keys if key not in RESPONSES}
    assert not missing


@pytest.mark.parametrize("call", [c for c in CALLS if c.places is not None], ids=lambda c: c.where)
def test_every_call_gives_the_places(call: Call) -> None:
    assert call.places is not None
    for key in call.keys:
        for name in (key, f"{key}_en"):
            wanted = set().union(*map(fields_of, RESPONSES.get(name, [])))
            assert wanted <= call.places | COMPANY, f"{call.where}: {name} wants more places"


@pytest.mark.parametrize("call", [c for c in CALLS if c.places], ids=lambda c: c.where)
def test_nothing_that_a_call_gives_is_left_unsaid(call: Call) -> None:
    """A place that no sentence shows is a detail the customer does not get."""
    if any(key.removeprefix("utter_").removesuffix("_general") in TOPICS for key in call.keys):
        return  # the catalogue's columns are offered to all topics
    used = set().union(*(fields_of(text) for key in call.keys for text in RESPONSES.get(key, [])))
    assert call.places is not None
    assert call.places <= used | COMPANY, f"{call.where}: {call.keys} leave places out"


# -- the sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", CHINESE)
def test_the_first_variation_has_every_place_of_its_key(key: str) -> None:
    first = fields_of(CHINESE[key][0]) | COMPANY
    for text in [*CHINESE[key], *RESPONSES.get(f"{key}_en", [])]:
        assert fields_of(text) <= first, text


@pytest.mark.parametrize("key", CHINESE)
def test_a_customers_sentence_has_an_english_one(key: str) -> None:
    assert key.startswith("canned_") or f"{key}_en" in ENGLISH


@pytest.mark.parametrize("key", ENGLISH)
def test_an_english_sentence_has_a_chinese_one(key: str) -> None:
    assert key.removesuffix("_en") in CHINESE


@pytest.mark.parametrize("key", RESPONSES)
def test_every_variation_can_be_said(key: str) -> None:
    places = set().union(*map(fields_of, RESPONSES[key]))
    wording = Wording(RESPONSES, dict.fromkeys(COMPANY, "…"))
    for seed in range(len(RESPONSES[key])):
        said = wording.say(key, seed=seed, **dict.fromkeys(places - COMPANY, "…"))
        assert said
        assert "{" not in said
        assert "}" not in said


@pytest.mark.parametrize("key", RESPONSES)
def test_variations_differ(key: str) -> None:
    assert len(set(RESPONSES[key])) == len(RESPONSES[key])


def test_every_family_is_complete() -> None:
    for (before, after), members in FAMILIES.items():
        for member in members:
            assert f"{before}{member}{after}" in CHINESE


def test_every_danger_and_need_has_its_sentence() -> None:
    from bot.language.danger.urgent import Urgent

    assert set(URGENT) == {str(kind) for kind in (*Urgent, *Scene)}


# What may be empty must leave no hole: an order without coupon, a complaint without order …
HOLES = [
    ("utter_read_back", "saving"),
    ("utter_complaint_filed", "about"),
    ("utter_ask_start", "service"),
    ("utter_ask_clock", "service"),
    ("utter_refused_nobody_free", "when"),
]


@pytest.mark.parametrize(("key", "empty"), HOLES)
def test_an_empty_place_leaves_no_hole(key: str, empty: str) -> None:
    for seed, text in enumerate(CHINESE[key]):
        filled = dict.fromkeys(fields_of(text) - {empty}, "某")
        said = Wording(CHINESE, {}).say(key, seed=seed, **filled, **{empty: ""})
        hole = r"（）|“”|[，。：、]{2}|  |^[，。：、]|[，、]$"
        assert not re.search(hole, said, re.MULTILINE), said


# -- the language (REQ A5) ------------------------------------------------------------------------

VAGUE = r"可能|大概|也许|或许|应该[是会可能吧]|说不定|差不多|估计|好像|大约|说不准|看情况"
BRUSH_OFF = r"不知道|不归我|不清楚|没办法|没有办法|管不了|不关我|无可奉告|自己看|自行解决"
MIND_READING = r"您似乎|您好像|您误会|您搞错|您弄错|您理解错|您想多|您一定是"
PRESSURE = r"按规定|必须|否则|后果自负|规定就是|最后一次"
PROMISE = r"绝对|保证|百分之百|百分百|肯定|一定[会能]|承诺|包您|永远|最好的|第一家"
LIABILITY = (
    r"我们的错|我们的责任|是我们不[对好]|我们的失误|我们的过错|是我们没|是阿姨的[错责]|全额|照价|"
    r"赔[您给偿付钱]|给您退|退给您|退款给您|为您退款|免单"
)
BLAME = r"您没有|您应该|您不该|您自己|怪您|您的问题[是在]|您的错"
FORBIDDEN = "|".join([VAGUE, BRUSH_OFF, MIND_READING, PRESSURE, PROMISE, LIABILITY, BLAME])
FORBIDDEN_ENGLISH = (
    r"\b(?:maybe|perhaps|probably|possibly|might be|i guess|i don't know|not my (?:job|problem)|"
    r"you seem|it seems (?:that )?you|you must|by regulation|guarantee|absolutely|definitely|"
    r"our fault|our mistake|we are liable|compensate|refund you|money back|you should have)\b"
)
EMOJI = r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u25A0-\u25FF\uFE0F]"


@pytest.mark.parametrize("key", CHINESE)
def test_chinese_language(key: str) -> None:
    """A5: nothing vague, no brush-off, no pressure, no promise beyond the rules, no blame."""
    for text in CHINESE[key]:
        named = "赔偿" if key.startswith("utter_demand_") else "这不是您的错"  # what was asked for
        found = re.search(FORBIDDEN, text.replace(named, ""))
        assert not found, f"{key}: {found[0] if found else ''}"
        assert not re.search(r"你|[a-z]{3,}(?![a-z_]*\})", re.sub(r"\{\w+\}", "", text)), text
        assert text.count("！") <= 1
        assert not re.search(EMOJI, text)
        assert not re.search(r"[,;?!](?!\d)", text), f"halfwidth marks in {text}"


@pytest.mark.parametrize("key", ENGLISH)
def test_english_language(key: str) -> None:
    """A5 in English."""
    for text in ENGLISH[key]:
        assert not re.search(FORBIDDEN_ENGLISH, text, re.IGNORECASE), text
        assert not re.search(r"[\u4e00-\u9fff，。！？]", text), text
        assert text.count("!") <= 1
        assert not re.search(EMOJI, text)


@pytest.mark.parametrize("key", CHINESE)
def test_a_reply_is_short(key: str) -> None:
    limit = 330 if key.startswith("utter_urgent_") else 200
    assert all(len(text) <= limit for text in CHINESE[key])


@pytest.mark.parametrize("phrase", ["大概三个小时", "这不归我管", "您似乎误会了", "按规定必须交钱"])
def test_the_forbidden_list_works(phrase: str) -> None:
    assert re.search(FORBIDDEN, phrase)


# -- the steps of reception and complaints --------------------------------------------------------


def test_the_greeting_names_the_company_and_offers_help() -> None:
    """A3, first step."""
    for text in CHINESE["utter_greet"]:
        assert "您好" in text
        assert "{company}" in text
        assert text[-1] in "？。"


def test_the_closing_says_how_to_reach_us_and_wishes_well() -> None:
    """A3, last step."""
    for text in CHINESE["utter_goodbye"]:
        assert "{hotline}" in text
        assert "祝" in text


def test_the_read_back_shows_the_whole_order() -> None:
    """C2: nothing is stored that was not read back."""
    whole = {"service", "when", "address", "phone", "note", "amount", "basis", "saving"}
    for text in [*CHINESE["utter_read_back"], *ENGLISH["utter_read_back_en"]]:
        assert fields_of(text) >= whole


@pytest.mark.parametrize("category", list(Category))
def test_a_complaint_is_calmed_before_anything_is_asked(category: Category) -> None:
    """D1: the experience first, an apology for it, no question, at least three variations."""
    texts = CHINESE[f"utter_calm_{category}"]
    assert len(texts) >= 3
    for text in texts:
        assert "抱歉" in text
        assert "？" not in text
        assert not text.startswith(("抱歉", "对不起"))


def test_a_complaint_gets_number_process_and_deadlines() -> None:
    """D4."""
    for text in CHINESE["utter_complaint_filed"]:
        assert {"number", "proposal", "answer"} <= fields_of(text)
        assert "核实" in text


@pytest.mark.parametrize("kind", URGENT)
def test_an_urgent_text_is_fixed_and_names_the_emergency_number(kind: str) -> None:
    """D3: one approved text each, so that nobody gets a weaker one."""
    number = {"gas": "119", "fire": "119", "electric": "120", "flood": "119", "trapped": "119"}
    police = dict.fromkeys(("theft", "missing_person", "violence", "harassment"), "110")
    wanted = {**number, **police}.get(kind, "120")
    for key in (f"utter_urgent_{kind}", f"utter_urgent_{kind}_en"):
        assert len(RESPONSES[key]) == 1
        assert wanted in RESPONSES[key][0]
        assert not fields_of(RESPONSES[key][0])


def _in_order(text: str, *words: str) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_the_first_things_to_do_come_in_the_right_order() -> None:
    """D3: what saves a life stands before what can wait."""
    assert _in_order(CHINESE["utter_urgent_gas"][0], "不要开关", "门窗", "阀门", "离开", "室外拨打")
    assert _in_order(CHINESE["utter_urgent_fire"][0], "撤离", "关上", "走楼梯", "119")
    assert _in_order(CHINESE["utter_urgent_electric"][0], "断电", "不要用手碰", "120", "胸外按压")
    assert _in_order(CHINESE["utter_urgent_missing_person"][0], "110", "不用等 24 小时", "近照")
    assert "12356" in CHINESE["utter_urgent_self_harm"][0]
    assert _in_order(CHINESE["utter_urgent_heat"][0], "120", "阴凉", "凉水擦身", "不喂水", "侧躺")
    assert _in_order(
        CHINESE["utter_urgent_others_life"][0], "110", "119", "别走开", "收走", "12356"
    )
    assert _in_order(CHINESE["utter_urgent_left_alone"][0], "邻居", "120", "119", "110", "打针")
    assert _in_order(CHINESE["utter_urgent_fire_inside"][0], "119", "不要再进去", "湿布", "窗口")
    assert _in_order(CHINESE["utter_urgent_frail_hit"][0], "110", "邻居", "质问", "锁好门", "120")


def test_ten_canned_replies_with_no_place_that_the_console_does_not_fill() -> None:
    known = {"agent", "customer", "order", "service", "when"}
    canned = [text for key, texts in CHINESE.items() if key.startswith("canned_") for text in texts]
    assert len(canned) >= 10
    assert set().union(*(fields_of(text) for text in canned)) <= known
