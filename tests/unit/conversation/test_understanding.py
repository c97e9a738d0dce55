"""What the reader finds stands in the message as it was typed (REQ A3)."""

from datetime import datetime

import pytest

from bot.clock import LOCAL
from bot.conversation.understanding import Reader
from bot.language.normalise import normalise
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


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("洗衣机里头一股霉味 想拆开洗", "order_place"),
        ("油烟机脏死了 想找人来洗洗", "order_place"),
        ("就按一台算", "inform"),
        ("按哪个算的钱", "enquiry_price"),
        ("我妈说电话关机了，打我爸的 18621096635", "inform"),
        ("阿姨没擦干净 要重擦", "complaint_quality"),
        ("阿姨电话打不通 13800138000", "complaint_quality"),
        ("按四百收的 太坑了", "complaint_quality"),
    ],
)
def test_what_complains_of_nothing_is_no_complaint_whatever_its_label(
    text: str, label: str
) -> None:
    engine = FakeEngine({normalise(text): "complaint_quality"})
    reader = Reader(engine, LEXICON, "上海市", 0.5)
    assert reader.read(text, NOW).reading.top == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("By the way my daughter has an egg allergy", "inform"),
        ("我妈78了一个人住，牙口不好，想给她请一个", "inform"),
        ("阿姨昨天推了我妈一把", "complaint_safety"),
    ],
)
def test_the_engine_alone_makes_no_danger_of_calm_words(text: str, label: str) -> None:
    reader = Reader(FakeEngine({normalise(text): "complaint_safety"}), LEXICON, "上海市", 0.5)
    assert reader.read(text, NOW).reading.top == label
