"""What holds for every reader: it never raises, is quick, and says the same twice."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.contact.phone import find_phones, mask_phone
from bot.language.danger.urgent import urgent_kind
from bot.language.normalise import LONGEST, is_english, is_traditional, normalise, simplify
from bot.language.place.address import find_addresses, mask_address
from bot.language.survey.rating import read_csat, read_nps
from bot.language.talk.answers import read_answer, wants_person
from bot.language.talk.manners import forbidden_phrases, is_abusive, is_angry
from bot.language.trade.needs import find_needs
from bot.language.trade.services import find_services
from bot.language.typos import correct
from tests.growth import assert_grows_linearly
from tests.unit.language.lexicon import LEXICON

_READERS: list[Callable[[str], object]] = [
    normalise,
    simplify,
    is_traditional,
    is_english,
    find_phones,
    mask_phone,
    find_addresses,
    mask_address,
    lambda text: find_services(text, LEXICON),
    urgent_kind,
    read_answer,
    wants_person,
    read_csat,
    lambda text: read_csat(text, scale=10),
    read_nps,
    is_angry,
    is_abusive,
    lambda text: forbidden_phrases(text, ["可能", text[:3]]),
    find_needs,
]
# Words of the trade and signs in any order come closer to real text than random characters.
_WORDS = """
    不要 月嫂 阿姨 孩子 摔 了 ， 。 漕溪路 18 号 138 0013 8000 五 星 分 半 煤气 漏 好的 吗 ？ 上海
    的 3-2 / [微笑] 后
"""
_PIECES = st.sampled_from([*_WORDS.split(), " ", "\n", "\u200d", "\ud800"])
_TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=st.characters(codec=None), max_size=100),
    st.lists(_PIECES, max_size=40).map("".join),
)
_LONG = [
    "路",
    "上海",
    "好",
    "a ",
    "1",
    "13800138000 ",
    "火",
    "孩子摔",
    "五星",
    "!",
    "不要月嫂和",
    "我妈",
    "hit my ",
    "(0",
]


@given(text=_TEXTS)
@settings(max_examples=250, deadline=None, derandomize=True)
def test_no_reader_ever_raises_and_each_says_the_same_twice(text: str) -> None:
    for reader in _READERS:
        assert reader(text) == reader(text)


@given(text=_TEXTS)
@settings(deadline=None, derandomize=True)
def test_simplify_and_correct_keep_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)
    assert len(correct(text)) == len(text)


@given(text=_TEXTS)
@settings(deadline=None, derandomize=True)
def test_a_normalised_text_is_short_and_no_command(text: str) -> None:
    plain = normalise(text)
    assert len(plain) <= LONGEST
    assert not plain.startswith("/")


@given(text=_TEXTS)
@settings(deadline=None, derandomize=True)
def test_what_is_found_stands_in_the_text_as_typed(text: str) -> None:
    found = [*find_phones(text), *find_addresses(text), *find_services(text, LEXICON)]
    assert all(one.text in text for one in found)


@pytest.mark.parametrize("piece", _LONG)
def test_the_time_grows_no_faster_than_the_text(piece: str) -> None:
    for reader in _READERS:
        assert_grows_linearly(reader, piece)
