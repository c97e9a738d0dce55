"""TF-IDF features of short Chinese messages: characters, words, and characters of the abstracted text."""

import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Sequence, Text

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from components.lexicon import abstract

CHARACTERS, WORDS, TOPICS = 3, 2, 4  # the longest n-gram of each block


class Document(NamedTuple):
    """A message as the features see it: its text and its words in order."""

    text: Text
    words: Sequence[Text]


def _grams(items: Sequence[Text], longest: int) -> List[Text]:
    """Return the n-grams of 1 to `longest` items; words are joined by a space."""
    joint = "" if isinstance(items, str) else " "
    ends = range(1, longest + 1)
    return [joint.join(items[i : i + n]) for n in ends for i in range(len(items) - n + 1)]


def characters(document: Document) -> List[Text]:
    """Return the character n-grams of the lower-case text."""
    return _grams(document.text.lower(), CHARACTERS)


def words(document: Document) -> List[Text]:
    """Return the word n-grams."""
    return _grams([word.lower() for word in document.words if word.strip()], WORDS)


def topics(document: Document) -> List[Text]:
    """Return the character n-grams of the text whose known words are abstracted to topics."""
    return _grams(abstract(document.text.lower()), TOPICS)


_BLOCKS = {"characters": characters, "words": words, "topics": topics}


class TextFeatures:
    """A row of TF-IDF blocks, each of unit length; stored as JSON and numpy arrays (no pickles)."""

    def __init__(self, vectorizers: Dict[Text, TfidfVectorizer]) -> None:
        """Use fitted vectorizers, one for each block."""
        self._vectorizers = vectorizers

    @classmethod
    def fit(cls, documents: Sequence[Document]) -> "TextFeatures":
        """Learn the n-grams and their weights."""
        fitted = {name: _vectorizer(name).fit(documents) for name in _BLOCKS}
        return cls(fitted)

    def transform(self, documents: Sequence[Document]) -> scipy.sparse.csr_matrix:
        """Return one row of features for each document."""
        blocks = [self._vectorizers[name].transform(documents) for name in _BLOCKS]
        return scipy.sparse.hstack(blocks).tocsr()

    def save(self, directory: Path) -> None:
        """Write terms and weights into the directory."""
        for name, vectorizer in self._vectorizers.items():
            terms = vectorizer.get_feature_names_out().tolist()
            (directory / f"{name}.json").write_text(json.dumps(terms, ensure_ascii=False), "utf-8")
            np.save(directory / f"{name}.npy", vectorizer.idf_.astype(np.float32))

    @classmethod
    def load(cls, directory: Path) -> "TextFeatures":
        """Read what `save` wrote; raises OSError when a file is missing."""
        loaded = {}
        for name in _BLOCKS:
            terms = json.loads((directory / f"{name}.json").read_text("utf-8"))
            loaded[name] = _vectorizer(name, vocabulary={term: i for i, term in enumerate(terms)})
            loaded[name].idf_ = np.load(directory / f"{name}.npy").astype(np.float64)
        return cls(loaded)


def _vectorizer(name: Text, **kwargs: Any) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=_BLOCKS[name], sublinear_tf=True, **kwargs)
