"""The readers' figures: only exact details count, and a time that is to be asked for is no time."""

from datetime import datetime
from pathlib import Path

import pytest
import yaml

from bot.cli.detail_figures import entity_figures, urgent_figures
from bot.clock import LOCAL
from bot.conversation.understanding import Reader
from tests.factories import FakeEngine
from tests.unit.language.lexicon import LEXICON

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=LOCAL)


@pytest.fixture
def reader() -> Reader:
    return Reader(FakeEngine(), LEXICON, "上海市", 0.5)


def test_danger_found_and_false_alarms_are_counted_apart(tmp_path: Path, reader: Reader) -> None:
    file = tmp_path / "urgent.tsv"
    lines = ["家里一股煤气味\tyes", "今天星期几\tyes", "擦玻璃多少钱\tno", "着火了\tno"]
    file.write_text("text\turgent\n" + "\n".join(lines) + "\n", encoding="utf-8")
    found, alarms = urgent_figures(file, reader, NOW)
    assert (found.value, alarms.value) == (0.5, 0.5)


def test_only_exact_details_count(tmp_path: Path, reader: Reader) -> None:
    cases = [
        {"text": "电话13800138000", "phone": ["13800138000"]},
        {"text": "电话13800138000", "phone": ["1380013800"]},
        {
            "text": "明天两点来个钟点工",
            "service_type": ["钟点工"],
            "now": NOW.isoformat(),
            "start": "2026-11-23T14:00:00+08:00",
        },
        {"text": "过几天再说", "now": NOW.isoformat()},
        {
            "text": "明天两点到四点",
            "now": NOW.isoformat(),
            "start": "2026-11-23T14:00:00+08:00",
            "end": "2026-11-23T15:00:00+08:00",
        },
    ]
    file = tmp_path / "entities.yml"
    file.write_text(yaml.safe_dump(cases, allow_unicode=True), encoding="utf-8")
    values = {figure.name: figure.value for figure in entity_figures(file, reader, NOW)}
    assert values == {
        "service, exact": 1.0,
        "phone, exact": 0.5,
        "address, exact": None,
        "time resolved, exact": pytest.approx(2 / 3),
    }
