"""Services by their everyday names."""

import pytest

from bot.language.services import Mention, ServiceName, find_services
from bot.services.seeding import sample_lexicon
from tests.growth import assert_grows_linearly
from tests.unit.language.lexicon import LEXICON


def _codes(text: str) -> list[str]:
    return [("!" if m.negated else "") + m.code for m in find_services(text, LEXICON)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("我想约个保洁", ["daily_clean"]),
        ("要不要做深度保洁", ["deep_clean"]),
        ("日常保洁和开荒有什么区别", ["daily_clean", "new_home_clean"]),
        ("洗一下油烟机多少钱", ["appliance_clean"]),
        ("擦两扇窗户", ["window_clean"]),
        ("找个阿姨", []),
        ("我要請個月嫂", ["maternity_nurse"]),
        ("月扫", ["maternity_nurse"]),
        ("马桶堵了", ["drain"]),
        ("照顾一下老人", ["elder_care"]),
        ("deep cleaning please", ["deep_clean"]),
        ("cookie", []),
    ],
)
def test_the_longest_everyday_name_wins(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("不要月嫂要育儿嫂", ["!maternity_nurse", "infant_nanny"]),
        ("月嫂不要了换育儿嫂", ["!maternity_nurse", "infant_nanny"]),
        ("月嫂换成育儿嫂", ["!maternity_nurse", "infant_nanny"]),
        ("不是保洁，是擦玻璃", ["!daily_clean", "window_clean"]),
        ("不要月嫂和保姆，要钟点工", ["!maternity_nurse", "!live_in_nanny", "hourly_helper"]),
        ("I need a cleaner, not a nanny", ["daily_clean", "!infant_nanny"]),
        ("月嫂不要太年轻的", ["maternity_nurse"]),
        ("除了擦玻璃还要洗油烟机", ["window_clean", "appliance_clean"]),
    ],
)
def test_what_is_refused_is_marked(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes


def test_the_mention_is_what_was_typed() -> None:
    assert find_services("我要寶潔", LEXICON) == [Mention("寶潔", "daily_clean")]


def test_an_empty_lexicon_or_name_finds_nothing() -> None:
    assert find_services("保洁", []) == []
    assert find_services("保洁", [ServiceName("x", " ", ("",))]) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("空调三台要洗", "appliance_clean"),
        ("油烟机好久没清了", "appliance_clean"),
        ("冰箱里头消毒一下", "appliance_clean"),
        ("衣橱太乱 想理一理", "tidy"),
        ("卧室的窗户外面擦一擦", "window_clean"),
        ("马桶又堵住了", "drain"),
        ("找个看小囡的阿姨", "infant_nanny"),
        ("老爸要个能伺候的人", "elder_care"),
    ],
)
def test_a_verb_and_its_thing_may_stand_apart(text: str, code: str) -> None:
    assert [mention.code for mention in find_services(text, sample_lexicon())] == [code]


@pytest.mark.parametrize(
    "text", ["洗衣机里有衣服没洗衣服就走了", "窗台上的玻璃杯擦不擦", "这道题我想不通"]
)
def test_other_verbs_and_things_are_no_service(text: str) -> None:
    assert find_services(text, sample_lexicon()) == []


@pytest.mark.parametrize("piece", ["洗", "空调", "油烟机好", "孩子没人", "bao ", "装修好打扫"])
def test_a_hostile_text_is_searched_in_time_that_grows_like_it(piece: str) -> None:
    lexicon = sample_lexicon()
    assert_grows_linearly(lambda text: find_services(text, lexicon), piece)
