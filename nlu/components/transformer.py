"""Vectors of a company's own transformer as features: loaded from a folder, never downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_LONGEST = 256  # tokens
_BATCH = 32  # messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class TransformerFeaturizer(GraphComponent, DenseFeaturizer):
    """Adds the mean of a transformer's last layer to each message.

    The folder is in HuggingFace's format: config.json, a tokenizer, and weights as
    model.safetensors or tf_model.h5. It is read with TensorFlow, which Rasa brings along.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The transformer has a tokenizer of its own."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: the folder, which must be given."""
        return {"folder": ""}

    def __init__(self, name: str, folder: Path) -> None:
        """Load the model; raises InvalidConfigException that says what to do."""
        self._name = name
        self._tokenizer, self._model = _load(folder)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TransformerFeaturizer:
        """Create the component, for training and for use alike."""
        return cls(execution_context.node_name or cls.__name__, Path(config["folder"]))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise InvalidConfigException when no folder is given."""
        if not config.get("folder"):
            raise InvalidConfigException("TransformerFeaturizer needs a folder (docs/settings.md)")

    def process(self, messages: list[Message]) -> list[Message]:
        """Add one dense sentence feature to each message with a text."""
        told = [message for message in messages if message.get(TEXT)]
        for start in range(0, len(told), _BATCH):
            batch = told[start : start + _BATCH]
            vectors = self._vectors([message.get(TEXT) for message in batch])
            for message, vector in zip(batch, vectors, strict=True):
                row = vector[np.newaxis]
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._name))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to all training examples."""
        self.process(training_data.training_examples)
        return training_data

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Return (texts, width): the mean over each text's tokens, padding left out."""
        tokens = self._tokenizer(
            list(texts), padding=True, truncation=True, max_length=_LONGEST, return_tensors="tf"
        )
        states = self._model(**tokens).last_hidden_state.numpy()
        mask = tokens["attention_mask"].numpy()[..., np.newaxis]
        return (states * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)


def _load(folder: Path) -> tuple[Any, Any]:
    """Return tokenizer and model; transformers is imported only where a folder is given."""
    from transformers import AutoTokenizer, TFAutoModel

    try:
        tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        return tokenizer, TFAutoModel.from_pretrained(str(folder), local_files_only=True)
    except (OSError, ValueError, ImportError) as error:
        raise InvalidConfigException(
            f"the transformer in {folder} cannot be read: {error} Needed are config.json, a"
            " tokenizer, and model.safetensors or tf_model.h5 of a kind that TensorFlow knows."
        ) from error
