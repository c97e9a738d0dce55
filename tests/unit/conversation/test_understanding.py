"""What the reader finds stands in the message as it was typed (REQ A3)."""

from datetime import datetime

import pytest

from bot.clock import LOCAL
from bot.conversation.understanding import Reader
from tests.factories import FakeEngine
from tests.unit.language.lexicon import LEXICON

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("地址是虹橋路1438號", "虹橋路1438號"),
        ("闵行，莘庄，水清三村40号", "闵行，莘庄，水清三村40号"),
        ("住控江路1200弄，402", "控江路1200弄，402"),
    ],
)
def test_an_address_keeps_its_writing_and_its_commas(text: str, address: str) -> None:
    reader = Reader(FakeEngine(), LEXICON, "上海市", 0.5)
    assert [found.text for found in reader.details(text, NOW).addresses] == [address]
