"""The urgency model's fit: what speaks for danger weighs more, what stands once is left out."""

import io
import json

import pytest

from urgency import fit

ROWS = [
    *([["着火", "厨房"], True, 2.0] for _ in range(5)),
    *([["火锅", "厨房"], False, 1.0] for _ in range(5)),
    [["着火", "只此一次"], True, 2.0],
]


@pytest.fixture
def weights(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(ROWS)))
    fit.main()
    lines = capsys.readouterr().out.splitlines()
    return {piece: float(weight) for piece, weight in (line.split("\t") for line in lines)}


def test_pieces_of_danger_weigh_more_than_those_of_harmless_lines(weights):
    assert weights["着火"] > weights["厨房"] > weights["火锅"]


def test_a_piece_seen_once_has_no_weight(weights):
    assert "只此一次" not in weights
    assert "<bias>" in weights
