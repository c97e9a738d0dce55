"""TF-IDF features of a message's n-grams, and a transformer's vector where there is one."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy.sparse
from sklearn.preprocessing import normalize

from components.grams import BLOCKS, Document, GramCounts

Row = tuple[list[int], list[float]]  # columns and their values


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
    def fit(
        cls, counted: GramCounts, rows: Sequence[int] | np.ndarray, min_documents: int = 1
    ) -> "TextFeatures":
        """Learn the n-grams that occur in at least `min_documents` of the rows, and weights."""
        columns: list[dict[str, int]] = []
        occurring: list[int] = []
        for grams, counts in zip(counted.grams, counted.counts, strict=True):
            seen = counts[rows].getnnz(axis=0)
            kept = np.flatnonzero(seen >= min_documents)
            columns.append({grams[n]: len(occurring) + i for i, n in enumerate(kept)})
            occurring += seen[kept].tolist()
        rarity = np.log((1 + len(rows)) / (1 + np.array(occurring))) + 1
        return cls(columns, rarity, _scale(counted.vectors[rows]))

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
        for block, columns in zip(BLOCKS, self._columns, strict=True):
            counts = Counter(columns[gram] for gram in block(document) if gram in columns)
            found = list(counts)
            weights = self._weights(np.array(list(counts.values())), np.array(found, dtype=int))
            indices += found
            values += (weights / (np.linalg.norm(weights) or 1.0)).tolist()
        if self.vector_width:
            indices += range(len(self._rarity), self.width)
            values += self._scaled(np.asarray(document.vector)).tolist()
        return indices, values

    def matrix(
        self, counted: GramCounts, rows: Sequence[int] | np.ndarray
    ) -> scipy.sparse.csr_matrix:
        """Return the same for many: one row of features for each of the rows."""
        parts = [
            normalize(self._block(grams, counts[rows], columns))
            for grams, counts, columns in zip(
                counted.grams, counted.counts, self._columns, strict=True
            )
            if columns
        ]
        if self.vector_width:
            parts.append(scipy.sparse.csr_matrix(self._scaled(counted.vectors[rows])))
        return scipy.sparse.hstack(parts, format="csr")

    def _block(
        self, grams: Sequence[str], counts: scipy.sparse.csr_matrix, columns: dict[str, int]
    ) -> scipy.sparse.csr_matrix:
        """Return the weights of one block, known n-grams only."""
        first = min(columns.values())
        known = [n for n, gram in enumerate(grams) if gram in columns]
        block = counts[:, known]
        numbers = np.array([columns[grams[n]] for n in known], dtype=int)
        weights = self._weights(block.data, numbers[block.indices])
        return scipy.sparse.csr_matrix(
            (weights, numbers[block.indices] - first, block.indptr),
            shape=(len(counts.indptr) - 1, len(columns)),
        )

    def _weights(self, counts: np.ndarray, columns: np.ndarray) -> np.ndarray:
        return (1 + np.log(counts)) * self._rarity[columns]

    def _scaled(self, vectors: np.ndarray) -> np.ndarray:
        return (vectors - self._scale[0]) * self._scale[1]

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


def _scale(vectors: np.ndarray) -> np.ndarray:
    """Return mean and factor of each column, so that a row is of about unit length."""
    spread = vectors.std(axis=0) * np.sqrt(vectors.shape[1])
    return np.array([vectors.mean(axis=0), 1 / np.where(spread > 0, spread, 1)])
