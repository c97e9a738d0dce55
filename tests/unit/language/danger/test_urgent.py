"""Danger to people and theft (REQ D3): the lines learned from, unseen ones, and ways to tell it."""

import csv
from pathlib import Path

import pytest

from bot.conversation.engine_process import NLU
from bot.language.danger import urgent
from bot.language.danger.urgency import urgency
from bot.language.danger.urgent import Urgent, urgent_kind
from bot.language.danger.urgent_reports import reports_help
from tests.unit.language.tables import messages


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))


KNOWN = _rows(NLU / "urgency" / "lines.tsv")
UNSEEN = _rows(NLU / "tests" / "urgent.tsv")


def _lines(rows: list[dict[str, str]], urgent: str) -> list[str]:
    return [row["text"] for row in rows if row["urgent"] == urgent]


def test_of_a_thousand_known_dangers_one_is_missed_at_most() -> None:
    danger = _lines(KNOWN, "yes")
    missed = [text for text in danger if urgent_kind(text) is None]
    assert len(missed) <= 0.001 * len(danger), missed


def test_hardly_any_known_ordinary_line_is_taken_for_danger() -> None:
    ordinary = _lines(KNOWN, "no")
    assert sum(urgent_kind(text) is not None for text in ordinary) <= 0.03 * len(ordinary)


def test_unseen_danger_is_recognised() -> None:
    """The goal is all of them; this holds what is reached without the engine."""
    danger = _lines(UNSEEN, "yes")
    assert sum(urgent_kind(text) is not None for text in danger) >= 0.9 * len(danger)


def test_the_engine_adds_to_a_suspicion_but_does_not_decide_alone(monkeypatch) -> None:
    monkeypatch.setattr(urgent, "urgency", {"有点怪": 0.6, "很普通": -1.0}.get)
    assert urgent_kind("有点怪") is None
    assert urgent_kind("有点怪", engine=0.6) is Urgent.SAFETY
    assert urgent_kind("很普通", engine=0.9) is None


def test_unseen_lines_that_only_sound_like_danger_are_mostly_left_alone() -> None:
    """They were written to mislead: one in a hundred is the goal for ordinary messages."""
    ordinary = _lines(UNSEEN, "no")
    assert sum(urgent_kind(text) is not None for text in ordinary) <= 0.04 * len(ordinary)


def test_ordinary_messages_are_taken_for_danger_once_in_a_hundred_at_most() -> None:
    ordinary = [
        row["text"]
        for row in _rows(NLU / "tests" / "messages.tsv")
        if row["intent"] != "complaint_safety"
    ]
    assert sum(urgent_kind(text) is not None for text in ordinary) <= 0.01 * len(ordinary)


def test_the_kind_is_right_for_nine_of_ten() -> None:
    told = [row for row in KNOWN if row["kind"]]
    right = sum(urgent_kind(row["text"]) == row["kind"] for row in told)
    assert right >= 0.9 * len(told)


def test_danger_in_words_without_a_rule_is_still_danger() -> None:
    assert urgent_kind("说是你们公司的阿姨 接走了我儿子 可我没让人去接") is Urgent.SAFETY


def test_a_danger_told_in_the_middle_of_a_long_story_counts() -> None:
    story = "你好，今天来打扫得很干净，谢谢。" * 20
    danger = "孩子把纽扣电池吞了。"
    assert urgency(story) < 0 < urgency(story + danger + story)


@pytest.mark.parametrize(
    "text",
    [
        "阿姨把孩子\n烫伤了",
        "阿姨把孩子……烫伤了",
        "着 火 了",
        "煤 气 漏 了",
        "你好。阿姨人不错。"
        + "今天来打扫得很干净，谢谢。" * 80
        + "就是走了以后一股煤气味。"
        + "好的。" * 80,
        "保结把煤汽开着走了",
        "我妈在家。摔倒了！",
    ],
)
def test_danger_is_found_in_bubbles_typos_and_long_messages(text: str) -> None:
    assert urgent_kind(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "阿姨把孩子烫伤了，你们怎么处理？",
        "阿姨不小心把孩子摔了",
        "不是你们阿姨偷的还能是谁",
        "插座冒火星了",
        "他打断我妈的腿",
        "拿着菜刀追我",
        "让你们师傅别再骚扰我，他天天跟踪我",
        "我妈刚出院，护工又把她摔了",
    ],
)
def test_words_of_denial_and_question_do_not_hide_what_happened(text: str) -> None:
    assert urgent_kind(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "妈妈前天在家摔了一跤，现在出院了，想找个护工照顾",
        "老人上周摔了一跤骨折了，需要请人照顾",
        "我爸上个月摔断了腿，现在卧床，想请个阿姨照顾",
        "妈妈摔了，想找个人照顾",
    ],
)
def test_an_old_fall_told_as_the_reason_for_care_is_no_emergency(text: str) -> None:
    assert urgent_kind(text) is None


def test_who_is_merely_busy_is_in_no_danger_whatever_the_engine_suspects() -> None:
    assert urgent_kind("我妈在洗澡没听见敲门", engine=0.9) is None
    assert urgent_kind("我妈在洗澡摔倒了", engine=0.9) is not None
    assert urgent_kind("我妈在洗澡半天没出来，敲门没反应", engine=0.9) is not None


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("已经报警了", True),
        ("110打了，警察在路上", True),
        ("救护车到了", True),
        ("要不要报警", False),
        ("打110没人接", False),
        ("消防通道堵了", False),
    ],
)
def test_a_report_that_help_was_called_is_told_from_a_question(text: str, reports: bool) -> None:
    assert reports_help(text) is reports


def test_the_gravest_of_several_dangers_leads() -> None:
    assert urgent_kind("项链不见了。厨房还有煤气味") is Urgent.GAS


@pytest.mark.parametrize(("text", "urgent"), messages("danger/urgent_messages.tsv"))
def test_danger_told_in_plain_words_is_found_and_what_sounds_like_it_is_not(
    text: str, urgent: str
) -> None:
    """REQ D3, without the engine."""
    assert (urgent_kind(text) is not None) == (urgent == "yes")
