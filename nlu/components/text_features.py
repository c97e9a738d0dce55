"""TF-IDF features of short Chinese messages: characters, words, sounds, abstracted text, form."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse

from components.lexicon import CONCEPTS, abstract
from components.sounds import syllables

# The longest n-grams of each block.
_LONGEST = {"characters": 3, "words": 2, "sounds": 3, "topics": 4, "concepts": 3}
_LENGTH_STEP, _LENGTHS = 3, 12  # characters in one class of length; classes
Row = tuple[list[int], list[float]]  # columns and their values


class Document(NamedTuple):
    """A message as the features see it: text, words in order, a transformer's vector if any."""

    text: str
    words: Sequence[str]
    vector: Sequence[float] = ()


def _grams(items: Sequence[str], longest: int) -> list[str]:
    """Return the n-grams of 1 to `longest` items; words are joined by a space."""
    joint = "" if isinstance(items, str) else " "
    ends = range(1, longest + 1)
    return [joint.join(items[i : i + n]) for n in ends for i in range(len(items) - n + 1)]


def characters(document: Document) -> list[str]:
    """Return the character n-grams of the lower-case text."""
    return _grams(document.text.lower(), _LONGEST["characters"])


def words(document: Document) -> list[str]:
    """Return the word n-grams."""
    return _grams([word.lower() for word in document.words if word.strip()], _LONGEST["words"])


def sounds(document: Document) -> list[str]:
    """Return the n-grams of syllables."""
    return _grams(syllables(document.text), _LONGEST["sounds"])


def topics(document: Document) -> list[str]:
    """Return the character n-grams of the text whose known words are abstracted to topics."""
    return _grams(abstract(document.text.lower()), _LONGEST["topics"])


def concepts(document: Document) -> list[str]:
    """Return the same for the finer concepts."""
    return _grams(abstract(document.text.lower(), CONCEPTS), _LONGEST["concepts"])


def form(document: Document) -> list[str]:
    """Return the class of length, and whether the text asks or exclaims."""
    length = min(len(document.text) // _LENGTH_STEP, _LENGTHS)
    return [f"length {length}", *(mark for mark in "?!" if mark in document.text)]


_BLOCKS: Sequence[Callable[[Document], list[str]]] = (
    characters,
    words,
    sounds,
    topics,
    concepts,
    form,
)


class TextFeatures:
    """A row of TF-IDF blocks, each of unit length, with sublinear counts.

    Own code instead of scikit-learn's vectorizer: its diagonal matrices cost milliseconds for
    each message, and this one is stored as JSON and numpy arrays, without pickles.
    """

    def __init__(
        self, columns: Sequence[dict[str, int]], rarity: np.ndarray, scale: np.ndarray
    ) -> None:
        """Use the column of each n-gram, block by block, and the weight of each column.

        `scale` is (2, width of the vectors): what to subtract, and what to multiply by.
        """
        self._columns, self._rarity, self._scale = columns, rarity, scale

    @classmethod
    def fit(cls, documents: Sequence[Document], min_documents: int = 1) -> "TextFeatures":
        """Learn the n-grams that occur in at least `min_documents`, and their weights."""
        columns: list[dict[str, int]] = []
        counts: list[int] = []
        for block in _BLOCKS:
            seen = Counter(gram for document in documents for gram in set(block(document)))
            kept = sorted(gram for gram, count in seen.items() if count >= min_documents)
            columns.append({gram: len(counts) + i for i, gram in enumerate(kept)})
            counts += [seen[gram] for gram in kept]
        rarity = np.log((1 + len(documents)) / (1 + np.array(counts))) + 1
        return cls(columns, rarity, _scale([document.vector for document in documents]))

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self._rarity) + self.vector_width

    @property
    def vector_width(self) -> int:
        """Return the width of the vectors that it was fitted on; 0 without any."""
        return self._scale.shape[1]

    def row(self, document: Document) -> Row:
        """Return the columns and values of one document; unknown n-grams are left out."""
        indices: list[int] = []
        values: list[float] = []
        for block, columns in zip(_BLOCKS, self._columns, strict=True):
            counts = Counter(columns[gram] for gram in block(document) if gram in columns)
            found = list(counts)
            weights = (1 + np.log(list(counts.values()))) * self._rarity[np.array(found, dtype=int)]
            indices += found
            values += (weights / (np.linalg.norm(weights) or 1.0)).tolist()
        if self.vector_width:
            vector = (np.asarray(document.vector) - self._scale[0]) * self._scale[1]
            indices += range(len(self._rarity), self.width)
            values += vector.tolist()
        return indices, values

    def matrix(self, documents: Sequence[Document]) -> scipy.sparse.csr_matrix:
        """Return one row of features for each document."""
        rows = [self.row(document) for document in documents]
        ends = np.cumsum([0, *(len(indices) for indices, _ in rows)])
        indices = np.concatenate([np.array(indices, dtype=np.int32) for indices, _ in rows])
        values = np.concatenate([np.array(values) for _, values in rows])
        return scipy.sparse.csr_matrix((values, indices, ends), shape=(len(rows), self.width))

    def save(self, directory: Path) -> None:
        """Write n-grams and weights into the directory."""
        grams = json.dumps([list(columns) for columns in self._columns], ensure_ascii=False)
        (directory / "grams.json").write_text(grams, "utf-8")
        np.save(directory / "rarity.npy", self._rarity.astype(np.float32))
        np.save(directory / "scale.npy", self._scale.astype(np.float32))

    @classmethod
    def load(cls, directory: Path) -> "TextFeatures":
        """Read what `save` wrote; raises OSError when a file is missing."""
        columns, start = [], 0
        for grams in json.loads((directory / "grams.json").read_text("utf-8")):
            columns.append({gram: start + i for i, gram in enumerate(grams)})
            start += len(grams)
        rarity, scale = (np.load(directory / f"{name}.npy") for name in ("rarity", "scale"))
        return cls(columns, rarity.astype(np.float64), scale.astype(np.float64))


def _scale(vectors: Sequence[Sequence[float]]) -> np.ndarray:
    """Return mean and factor of each column, so that a row is of about unit length."""
    table = np.array(vectors, dtype=np.float64)
    spread = table.std(axis=0) * np.sqrt(table.shape[1])
    return np.array([table.mean(axis=0), 1 / np.where(spread > 0, spread, 1)])
