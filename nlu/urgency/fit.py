"""Fit the urgency model: ``[[pieces, label, weight], …]`` as JSON in, ``piece<TAB>weight`` out.

Runs in the engine's environment, which has scikit-learn; ``make urgency`` calls it.
"""

import json
import sys
from math import sqrt

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

STRENGTH = 100.0
KEPT = 50_000
"""Of 100,000 pieces: as good as all of them on lines not learned from."""


def main() -> None:
    rows = json.load(sys.stdin)
    counts: dict[str, int] = {}
    for pieces, _, _ in rows:
        for piece in pieces:
            counts[piece] = counts.get(piece, 0) + 1
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        {piece: 1 / sqrt(len(pieces)) for piece in sorted(pieces) if counts[piece] > 1}
        for pieces, _, _ in rows
    )
    model = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced")
    model.fit(matrix, [label for _, label, _ in rows], [weight for _, _, weight in rows])
    weights = model.coef_[0]
    sys.stdout.write(f"<bias>\t{model.intercept_[0]:.2f}\n")
    for column in sorted(numpy.argsort(-abs(weights))[:KEPT]):
        sys.stdout.write(f"{vectorizer.feature_names_[column]}\t{weights[column]:.2f}\n")


if __name__ == "__main__":
    main()
