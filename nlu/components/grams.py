"""What stands in a short Chinese message: characters, words, sounds, abstracted text, form."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse

from components.lexicon import CONCEPTS, abstract
from components.sounds import syllables

# The longest n-grams of each block.
_LONGEST = {"characters": 3, "words": 2, "sounds": 3, "topics": 4, "concepts": 3}
_LENGTH_STEP, _LENGTHS = 3, 12  # characters in one class of length; classes


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


BLOCKS: Sequence[Callable[[Document], list[str]]] = (
    characters,
    words,
    sounds,
    topics,
    concepts,
    form,
)


class GramCounts:
    """How often each n-gram stands in each document, extracted once for the fits of all folds.

    `grams` holds the sorted n-grams of each block, `counts` for each block a (documents, grams)
    matrix, `vectors` (documents, width) what a transformer made of them.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        """Extract; this is what takes the time."""
        blocks = [_count(map(block, documents)) for block in BLOCKS]
        self.grams: list[list[str]] = [grams for grams, _ in blocks]
        self.counts: list[scipy.sparse.csr_matrix] = [counts for _, counts in blocks]
        self.vectors: np.ndarray = np.array([document.vector for document in documents])


def _count(documents: Iterable[list[str]]) -> tuple[list[str], scipy.sparse.csr_matrix]:
    """Return the n-grams in order and their (documents, n-grams) counts."""
    number: dict[str, int] = {}
    columns, counts, ends = [], [], [0]
    for grams in documents:
        found = Counter(number.setdefault(gram, len(number)) for gram in grams)
        columns.append(np.fromiter(found, np.int32, len(found)))
        counts.append(np.fromiter(found.values(), np.float64, len(found)))
        ends.append(ends[-1] + len(found))
    values = np.concatenate(counts), np.concatenate(columns), ends
    matrix = scipy.sparse.csr_matrix(values, shape=(len(ends) - 1, len(number)))
    grams = sorted(number)
    return grams, matrix[:, [number[gram] for gram in grams]]
