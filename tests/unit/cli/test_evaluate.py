"""frontdesk evaluate: what it refuses, and the tables by class and intent."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.evaluate import _print_classes, _print_figures, _rows
from bot.cli.figures import Figure, Judged, danger_figures, intent_figures
from bot.errors import ConfigurationError

HEAD = "text\tclass\tintent\n"


def _file(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "messages.tsv"
    path.write_text(content, encoding="utf-8")
    return path


def test_more_columns_and_quotation_marks_are_no_harm(tmp_path: Path) -> None:
    content = 'note\ttext\tclass\tintent\nx\t"你好\tother\tgreet\n'
    (row,) = _rows(_file(tmp_path, content))
    assert row == {"text": '"你好', "class": "other", "intent": "greet"}


def test_a_line_whose_class_and_intent_disagree_is_named(tmp_path: Path) -> None:
    content = HEAD + "你好\tother\tgreet\n多少钱\torder\tenquiry_price\n"
    with pytest.raises(
        ConfigurationError, match=r"tsv line 3: enquiry_price .* enquiry, not order"
    ):
        _rows(_file(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD, "no labelled messages"),
        ("", "no labelled messages"),
        ("text\tintent\n你好\tgreet\n", "line 2 has no class"),
        (HEAD + "你好\tother\tgreet\n你好\tother\n", "line 3 has no intent"),
    ],
)
def test_what_is_lacking_is_named(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        _rows(_file(tmp_path, content))


def test_the_table_by_class_tells_accuracy_and_confusion() -> None:
    pairs = [
        ("enquiry_price", "enquiry_content"),
        ("enquiry_price", "order_place"),
        ("complaint_late", "complaint_late"),
        ("greet", "thanks"),
    ]
    judged = [Judged("", gold, said, 0.9, accepted=True, urgent=False) for gold, said in pairs]
    out = Console(width=100, record=True, file=StringIO())
    _print_classes(judged, out)
    lines = [line.replace("│", " ").split() for line in out.export_text().splitlines()]
    assert ["enquiry", "2", "0.500", "1", "1", "0", "0"] in lines
    assert ["order", "0", "-", "0", "0", "0", "0"] in lines
    assert ["complaint", "1", "1.000", "0", "0", "1", "0"] in lines
    assert ["other", "1", "1.000", "0", "0", "0", "1"] in lines


def _printed(figures: dict[str, list[Figure]]) -> list[list[str]]:
    out = Console(width=120, record=True, file=StringIO())
    _print_figures(figures, out)
    return [line.replace("│", " ").split() for line in out.export_text().splitlines()]


def test_each_figure_stands_with_its_goal_and_whether_it_was_reached() -> None:
    own = [Figure("found", 0.9, 0.85), Figure("alarms", 0.02, 0.01, at_most=True)]
    strangers = [Figure("found", None, 0.85), Figure("alarms", 0.0, 0.01, at_most=True)]
    lines = _printed({"own": own, "strangers": strangers})
    assert ["found", "≥", "0.85", "0.900", "-", "hit"] in lines
    assert ["alarms", "≤", "0.01", "0.020", "0.000", "missed"] in lines


def test_the_figures_of_a_set_are_counted_as_the_goals_mean_them() -> None:
    judged = [
        Judged("擦玻璃多少", "enquiry_price", "enquiry_content", 0.9, accepted=True, urgent=False),
        Judged("没人来", "complaint_no_show", "order_status", 0.9, accepted=True, urgent=False),
        Judged("Where is she", "order_status", "order_status", 0.3, accepted=False, urgent=False),
        Judged("修電腦嗎", "out_of_scope", "enquiry_price", 0.2, accepted=False, urgent=False),
        Judged("哈", "out_of_scope", "greet", 0.9, accepted=True, urgent=False),
    ]
    found = {figure.name: figure.value for figure in intent_figures(judged)}
    assert found["class accuracy"] == pytest.approx(3 / 5)
    assert found["intent accuracy"] == pytest.approx(1 / 5)
    assert found["complaint recall"] == 0
    assert found["out of scope refused"] == pytest.approx(1 / 2)
    assert found["in scope answered"] == pytest.approx(2 / 3)
    assert found["wrong class and confident"] == pytest.approx(1 / 5)
    assert found["English and Traditional, class"] == pytest.approx(1 / 2)
    assert found["danger recognised"] is None
    assert found["false alarms"] == 0


def test_danger_and_false_alarms_are_told_apart() -> None:
    judged = [(True, True), (True, False), (False, True), (False, False), (False, False)]
    recognised, alarms = danger_figures(judged)
    assert (recognised.value, recognised.is_hit) == (0.5, False)
    assert (alarms.value, alarms.is_hit) == (pytest.approx(1 / 3), False)
