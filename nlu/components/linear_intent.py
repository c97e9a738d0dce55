"""The linear intent classifier as a component of Rasa's graph."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
    TEXT_TOKENS,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.grams import Document
from components.intent_model import IntentModel


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Names the intent of a message and ranks all intents by calibrated confidence (0–1)."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words come from a tokenizer earlier in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: inverse regularisation, rarest n-gram, calibration folds, seed."""
        return {"strength": 10.0, "min_documents": 2, "calibration_folds": 4, "random_seed": 0}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        """Keep where the model is stored, and the model when there is one."""
        self._config, self._storage = config, model_storage
        self._resource, self._model = resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Load a trained classifier; raises when its files are missing."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, IntentModel.load(directory))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples that have a text and an intent, and store the model."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        self._model = IntentModel.fit(
            [_document(example) for example in examples],
            [example.get(INTENT) for example in examples],
            strength=self._config["strength"],
            min_documents=self._config["min_documents"],
            folds=self._config["calibration_folds"],
            seed=self._config["random_seed"],
        )
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of each message; `/intent` messages are left to Rasa."""
        for message in messages:
            if self._model and not (message.get(TEXT) or "").startswith(INTENT_MESSAGE_PREFIX):
                self._classify(self._model, message)
        return messages

    @staticmethod
    def _classify(model: IntentModel, message: Message) -> None:
        chances = model.probabilities([_document(message)])[0]
        ranking = [
            {INTENT_NAME_KEY: model.labels[i], PREDICTED_CONFIDENCE_KEY: float(chances[i])}
            for i in np.argsort(-chances, kind="stable")
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def _document(message: Message) -> Document:
    """Return the message's text and words, and the vector when a featurizer made one."""
    words = [token.text for token in message.get(TEXT_TOKENS) or []]
    _, dense = message.get_dense_features(TEXT)
    vector = dense.features[0].tolist() if dense else ()
    return Document(message.get(TEXT) or "", words, vector)
