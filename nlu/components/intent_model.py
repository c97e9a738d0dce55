"""A linear model of intents with calibrated probabilities; knows nothing of Rasa."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from components.grams import Document, GramCounts
from components.text_features import TextFeatures

_BOUNDS = (0.05, 20.0)  # of the sharpness
_TOLERANCE = 0.1  # of the dual solver: ten times as fast as the primal one, with the same figures


class Settings(NamedTuple):
    """What a fit depends on besides the data."""

    strength: float
    min_documents: int
    seed: int


class IntentModel:
    """One-versus-rest logistic regression over `TextFeatures`, calibrated by one sharpness.

    The sharpness (an inverse temperature) is fitted on messages that the model had not seen.
    Folds are not shuffled: the data are ordered by writer, so a fold is close to unseen people.
    """

    def __init__(
        self,
        labels: Sequence[str],
        features: TextFeatures,
        weights: np.ndarray,
        bias: np.ndarray,
        sharpness: float,
    ) -> None:
        """Use fitted parts; `weights` is (features, labels), `bias` is (labels,)."""
        self.labels: list[str] = list(labels)
        self.sharpness = sharpness
        self._features, self._weights, self._bias = features, weights, bias

    @classmethod
    def fit(
        cls,
        documents: Sequence[Document],
        intents: Sequence[str],
        strength: float = 10.0,
        min_documents: int = 2,
        folds: int = 4,
        seed: int = 0,
    ) -> "IntentModel":
        """Train on documents and their intents.

        `strength` is the inverse regularisation; n-grams of fewer than `min_documents` messages
        are left out. Intents with fewer than `folds` messages make the calibration fall back to
        a sharpness of 1. Raises ValueError for a single intent.
        """
        labels, numbers = np.unique(np.asarray(intents, dtype=object), return_inverse=True)
        settings = Settings(strength, min_documents, seed)
        counted = GramCounts(documents)
        sharpness = _calibrate(counted, numbers, settings, folds)
        everything = np.arange(len(numbers))
        return cls(labels, *_fit(counted, everything, numbers, settings), sharpness)

    @property
    def vector_width(self) -> int:
        """Return the width of the vectors that documents must bring; 0: none."""
        return self._features.vector_width

    def probabilities(self, documents: Sequence[Document]) -> np.ndarray:
        """Return (documents, labels) probabilities; each row sums to 1."""
        scores = np.array([self._scores(document) for document in documents])
        return softmax(self.sharpness * scores, axis=1)

    def _scores(self, document: Document) -> np.ndarray:
        columns, values = self._features.row(document)
        return np.asarray(values) @ self._weights[columns] + self._bias

    def save(self, directory: Path) -> None:
        """Write the model into the directory, weights in half precision."""
        self._features.save(directory)
        weights = self._weights.astype(np.float16)
        np.savez(directory / "linear.npz", weights=weights, bias=self._bias)
        meta = {"labels": self.labels, "sharpness": self.sharpness}
        (directory / "intents.json").write_text(json.dumps(meta, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, directory: Path) -> "IntentModel":
        """Read what `save` wrote; raises OSError when a file is missing."""
        meta = json.loads((directory / "intents.json").read_text("utf-8"))
        arrays = np.load(directory / "linear.npz")
        weights = arrays["weights"].astype(np.float32)
        features = TextFeatures.load(directory)
        return cls(meta["labels"], features, weights, arrays["bias"], meta["sharpness"])


def _fit(
    counted: GramCounts, rows: np.ndarray, numbers: np.ndarray, settings: Settings
) -> tuple[TextFeatures, np.ndarray, np.ndarray]:
    """Return features, weights and bias of these rows; the classes are the numbers that occur."""
    features = TextFeatures.fit(counted, rows, settings.min_documents)
    model = LogisticRegression(
        C=settings.strength,
        solver="liblinear",
        dual=True,
        tol=_TOLERANCE,
        random_state=settings.seed,
    )
    model.fit(features.matrix(counted, rows), numbers[rows])
    weights, bias = model.coef_.T, model.intercept_
    if weights.shape[1] == 1:  # two intents share one column in scikit-learn
        weights, bias = np.hstack([-weights, weights]), np.hstack([-bias, bias])
    return features, np.ascontiguousarray(weights, dtype=np.float32), bias


def _calibrate(counted: GramCounts, numbers: np.ndarray, settings: Settings, folds: int) -> float:
    """Return the sharpness under which unseen messages are most likely."""
    if folds < 2 or np.bincount(numbers).min() < folds:
        return 1.0
    scores = np.zeros((len(numbers), numbers.max() + 1))
    for known, unseen in StratifiedKFold(folds, shuffle=False).split(scores, numbers):
        features, weights, bias = _fit(counted, known, numbers, settings)
        scores[unseen] = features.matrix(counted, unseen) @ weights + bias
    return float(minimize_scalar(_loss(scores, numbers), bounds=_BOUNDS, method="bounded").x)


def _loss(scores: np.ndarray, numbers: np.ndarray) -> Callable[[float], float]:
    """Return the mean negative log likelihood as a function of the sharpness."""
    rows = np.arange(len(numbers))
    return lambda sharpness: -log_softmax(sharpness * scores, axis=1)[rows, numbers].mean()
