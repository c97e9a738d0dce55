"""The language model's data: no test message is known from training, labels exist, lines differ."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest
import yaml

from bot.conversation.engine_process import NLU
from bot.language.normalise import normalise
from bot.services.wording import DOMAIN
from bot.training import bare_text, examples

SHORT = 8
"""Below so many characters two people write the same (转人工)."""
LIKENESS = 0.6
"""Jaccard index of the character bigrams above which two lines are one."""
TESTS = sorted(path.name for path in (NLU / "tests").iterdir() if path.suffix in {".tsv", ".yml"})


def _test_lines(name: str) -> list[str]:
    path = NLU / "tests" / name
    if path.suffix == ".yml":
        return [case["text"] for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    with path.open(encoding="utf-8", newline="") as source:
        rows = csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["text"] for row in rows]


def _training() -> Iterator[tuple[str, str]]:
    """Intent and text of each line, without its marks."""
    for path in sorted((NLU / "data").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            yield from ((block["intent"], bare_text(line)) for line in examples(block))


def _urgency_lines() -> list[str]:
    """What the urgency model learns from beside the intents' lines."""
    lines = (NLU / "urgency" / "lines.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines[1:]]


def _letters(text: str) -> str:
    """The normalised text without punctuation, blanks and pictures."""
    return "".join(char for char in normalise(text).lower() if char.isalnum())


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@cache
def _index() -> tuple[list[tuple[str, frozenset[str]]], dict[str, list[int]]]:
    """Each training line, raw and by its letters, with its bigrams; where each bigram occurs."""
    raw = {text for _, text in _training()} | set(_urgency_lines())
    lines = [(text, _bigrams(text)) for text in sorted(raw | set(map(_letters, raw)))]
    places: dict[str, list[int]] = defaultdict(list)
    for number, (_, bigrams) in enumerate(lines):
        for bigram in bigrams:
            places[bigram].append(number)
    return lines, places


def _near(text: str) -> list[str]:
    """The training lines that are nearly this text."""
    lines, places = _index()
    own = _bigrams(text)
    shared = Counter(chain.from_iterable(places.get(bigram, ()) for bigram in own))
    return [
        lines[i][0]
        for i, count in shared.items()
        if count / (len(own) + len(lines[i][1]) - count) > LIKENESS
        and max(len(text), len(lines[i][0])) >= SHORT
    ]


@pytest.mark.parametrize("name", TESTS)
def test_no_message_of_the_tests_is_nearly_in_the_training_data(name: str) -> None:
    lines = _test_lines(name)
    leaks = {
        line: near for line in lines if (near := [*chain(*map(_near, {line, _letters(line)}))])
    }
    assert lines
    assert not leaks


def test_a_near_copy_would_be_found() -> None:
    line = next(text for _, text in _training() if len(text) > 20)
    assert line in _near(line[:-1])


def test_every_intent_is_the_domains() -> None:
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    known = {intent for intent, _ in _training()}
    assert known <= {next(iter(i)) if isinstance(i, dict) else i for i in domain["intents"]}


def test_no_line_stands_under_two_intents() -> None:
    intents: dict[str, set[str]] = defaultdict(set)
    for intent, text in _training():
        intents[normalise(text)].add(intent)
    assert not {text: found for text, found in intents.items() if len(found) > 1}
