"""TF-IDF features of short Chinese messages: characters, words, and the abstracted text."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse

from components.lexicon import abstract

CHARACTERS, WORDS, TOPICS = 3, 2, 4  # the longest n-gram of each block
Row = tuple[list[int], list[float]]  # columns and their values


class Document(NamedTuple):
    """A message as the features see it: its text and its words in order."""

    text: str
    words: Sequence[str]


def _grams(items: Sequence[str], longest: int) -> list[str]:
    """Return the n-grams of 1 to `longest` items; words are joined by a space."""
    joint = "" if isinstance(items, str) else " "
    ends = range(1, longest + 1)
    return [joint.join(items[i : i + n]) for n in ends for i in range(len(items) - n + 1)]


def characters(document: Document) -> list[str]:
    """Return the character n-grams of the lower-case text."""
    return _grams(document.text.lower(), CHARACTERS)


def words(document: Document) -> list[str]:
    """Return the word n-grams."""
    return _grams([word.lower() for word in document.words if word.strip()], WORDS)


def topics(document: Document) -> list[str]:
    """Return the character n-grams of the text whose known words are abstracted to topics."""
    return _grams(abstract(document.text.lower()), TOPICS)


_BLOCKS: Sequence[Callable[[Document], list[str]]] = (characters, words, topics)


class TextFeatures:
    """A row of TF-IDF blocks, each of unit length, with sublinear counts.

    Own code instead of scikit-learn's vectorizer: its diagonal matrices cost milliseconds for
    each message, and this one is stored as JSON and numpy arrays, without pickles.
    """

    def __init__(self, columns: Sequence[dict[str, int]], rarity: np.ndarray) -> None:
        """Use the column of each n-gram, block by block, and the weight of each column."""
        self._columns, self._rarity = columns, rarity

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
        return cls(columns, np.log((1 + len(documents)) / (1 + np.array(counts))) + 1)

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self._rarity)

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

    @classmethod
    def load(cls, directory: Path) -> "TextFeatures":
        """Read what `save` wrote; raises OSError when a file is missing."""
        columns, start = [], 0
        for grams in json.loads((directory / "grams.json").read_text("utf-8")):
            columns.append({gram: start + i for i, gram in enumerate(grams)})
            start += len(grams)
        return cls(columns, np.load(directory / "rarity.npy").astype(np.float64))
