"""bot/language/urgency_weights.tsv, made from labelled lines: ``make urgency`` writes it anew."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.conversation.engine_process import NLU, PYTHON, engine_environment
from bot.language.danger.urgency import WEIGHTS, pieces, plain
from bot.training import bare_text, examples

LINES = NLU / "urgency" / "lines.tsv"
_OWN_WEIGHT = 4.0
"""Written for this question, against one that the intents' lines answer by the way."""
_PERHAPS_OVER = 0.5
"""complaint_safety also tells of dangers that are over."""


def main() -> None:
    rows = [
        (sorted(pieces(plain(text))), is_urgent, weight)
        for text, is_urgent, weight in (*_own_lines(), *_intent_lines(NLU / "data"))
    ]
    fitted = subprocess.run(  # noqa: S603
        [str(PYTHON), str(NLU / "urgency" / "fit.py")],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
        env=engine_environment(),
    )
    WEIGHTS.write_text(fitted.stdout, encoding="utf-8")


def _own_lines() -> Iterator[tuple[str, bool, float]]:
    for line in LINES.read_text(encoding="utf-8").splitlines()[1:]:
        text, urgent = line.split("\t")[:2]
        yield text, urgent == "yes", _OWN_WEIGHT


def _intent_lines(data: Path) -> Iterator[tuple[str, bool, float]]:
    for source in sorted(data.rglob("*.yml")):
        for block in yaml.safe_load(source.read_text(encoding="utf-8")).get("nlu", []):
            is_urgent = block["intent"] == "complaint_safety"
            weight = _PERHAPS_OVER if is_urgent else 1.0
            yield from ((bare_text(line), is_urgent, weight) for line in examples(block))


if __name__ == "__main__":
    main()
