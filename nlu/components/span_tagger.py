"""The entity tagger: a conditional random field over characters, as a component of Rasa."""

from __future__ import annotations

from typing import Any

import pycrfsuite
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.span_features import decode, encode, features

_FILE = "spans.crfsuite"
_CONFIDENCE = "confidence_entity"  # as Rasa's own extractors name it


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SpanTagger(GraphComponent, EntityExtractorMixin):
    """Marks entities at exact character positions, independent of word boundaries."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Nothing is needed from earlier components."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: L1 and L2 regularisation, and the number of iterations."""
        return {"l1": 0.1, "l2": 0.1, "iterations": 40}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: bytes | None = None,
    ) -> None:
        """Keep where the model is stored, and open the model when there is one."""
        self._config, self._storage, self._resource = config, model_storage, resource
        self._model = model  # the tagger reads from these bytes: they must live as long as it does
        self._tagger = pycrfsuite.Tagger() if model else None
        if self._tagger:
            self._tagger.open_inmemory(model)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpanTagger:
        """Create an untrained tagger."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpanTagger:
        """Load a trained tagger; one that was trained without entities marks nothing.

        Reads the word segmenter's dictionary (0.8 s) here rather than at the first message.
        """
        features("你好")
        with model_storage.read_from(resource) as directory:
            path = directory / _FILE
            model = path.read_bytes() if path.exists() else None
            return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on all examples with a text (those without entities teach silence)."""
        examples = [example for example in training_data.nlu_examples if example.get(TEXT)]
        with self._storage.write_to(self._resource) as directory:
            if any(example.get(ENTITIES) for example in examples):
                self._train(examples, str(directory / _FILE))
        return self._resource

    def _train(self, examples: list[Message], path: str) -> None:
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params(
            {
                "c1": self._config["l1"],
                "c2": self._config["l2"],
                "max_iterations": self._config["iterations"],
                "feature.possible_transitions": True,
            }
        )
        for example in examples:
            text = example.get(TEXT)
            trainer.append(features(text), encode(len(text), example.get(ENTITIES) or []))
        trainer.train(path)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message; `/intent` messages have none."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._tagger and text and not text.startswith(INTENT_MESSAGE_PREFIX):
                found = self.add_extractor_name(self._entities(text))
                message.set(ENTITIES, (message.get(ENTITIES) or []) + found, add_to_output=True)
        return messages

    def _entities(self, text: str) -> list[dict[str, Any]]:
        """Return the entities of a text; the confidence is that of the least certain character."""
        tags = self._tagger.tag(features(text))
        return [
            {
                ENTITY_ATTRIBUTE_TYPE: kind,
                ENTITY_ATTRIBUTE_START: start,
                ENTITY_ATTRIBUTE_END: end,
                ENTITY_ATTRIBUTE_VALUE: text[start:end],
                _CONFIDENCE: min(self._tagger.marginal(tags[i], i) for i in range(start, end)),
            }
            for start, end, kind in decode(tags)
        ]
