"""The figures that the understanding is held to and their goals, from judged messages."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cli.parse import class_of
from bot.language.normalise import is_english, is_traditional

OUTSIDE = "out_of_scope"
DANGER = "complaint_safety"


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled message and what the model said."""

    text: str
    gold: str
    said: str
    confidence: float
    accepted: bool
    urgent: bool

    @property
    def gold_class(self) -> str:
        return class_of(self.gold)

    @property
    def said_class(self) -> str:
        return class_of(self.said)

    @property
    def is_class_right(self) -> bool:
        return self.said_class == self.gold_class


@dataclass(frozen=True, slots=True)
class Figure:
    """A share between 0 and 1 and its goal; ``value`` is None where nothing was there to count."""

    name: str
    value: float | None
    goal: float
    at_most: bool = False

    @property
    def is_hit(self) -> bool:
        if self.value is None:
            return False
        return self.value <= self.goal if self.at_most else self.value >= self.goal


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole``; None of nothing."""
    return part / whole if whole else None


def intent_figures(judged: Sequence[Judged]) -> list[Figure]:
    """What one test set says of classes, intents and thresholds."""
    complaints = [j for j in judged if j.gold_class == "complaint"]
    outside = [j for j in judged if j.gold == OUTSIDE]
    inside = [j for j in judged if j.gold != OUTSIDE]
    others = [j for j in judged if is_english(j.text) or is_traditional(j.text)]
    total = len(judged)
    return [
        Figure("class accuracy", _right_classes(judged), 0.96),
        Figure("intent accuracy", share(sum(j.said == j.gold for j in judged), total), 0.90),
        Figure("intent macro F1", macro_f1(judged), 0.88),
        Figure("complaint recall", _right_classes(complaints), 0.96),
        Figure("out of scope refused", share(sum(map(_is_refused, outside)), len(outside)), 0.85),
        Figure(
            "in scope answered", share(sum(not _is_refused(j) for j in inside), len(inside)), 0.92
        ),
        Figure(
            "wrong class and confident",
            share(sum(j.accepted and not j.is_class_right for j in judged), total),
            0.03,
            at_most=True,
        ),
        Figure("English and Traditional, class", _right_classes(others), 0.92),
        *danger_figures([(j.gold == DANGER, j.urgent) for j in judged]),
    ]


def danger_figures(judged: Sequence[tuple[bool, bool]], where: str = "") -> list[Figure]:
    """Danger found and false alarms of pairs: is there danger, was it said to be (REQ D3)."""
    told = [said for is_there, said in judged if is_there]
    calm = [said for is_there, said in judged if not is_there]
    return [
        Figure(f"danger recognised{where}", share(sum(told), len(told)), 1.0),
        Figure(f"false alarms{where}", share(sum(calm), len(calm)), 0.01, at_most=True),
    ]


def _right_classes(judged: Sequence[Judged]) -> float | None:
    return share(sum(j.is_class_right for j in judged), len(judged))


def _is_refused(j: Judged) -> bool:
    return j.said == OUTSIDE or not j.accepted


def macro_f1(judged: Sequence[Judged]) -> float | None:
    """The mean F1 of the intents that occur."""
    intents = {j.gold for j in judged}
    return sum(f1(judged, intent) for intent in intents) / len(intents) if intents else None


def f1(judged: Sequence[Judged], intent: str) -> float:
    """The harmonic mean of precision and recall of one intent."""
    hits = sum(j.said == j.gold == intent for j in judged)
    said = sum(j.said == intent for j in judged)
    gold = sum(j.gold == intent for j in judged)
    return 2 * hits / (said + gold) if said + gold else 0.0
