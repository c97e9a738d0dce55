"""A transformer's folder is read without network, and its vectors reach the classifier."""

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.intent_model import IntentModel
from components.linear_intent import LinearIntentClassifier
from components.transformer import TransformerFeaturizer

WIDTH = 16
CHARACTERS = "你好在吗保洁多少钱明天来个阿姨擦玻璃"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights, as HuggingFace stores it."""
    import tensorflow as tf
    from transformers import BertConfig, BertTokenizerFast, TFBertModel

    path = tmp_path_factory.mktemp("transformer")
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(CHARACTERS)]
    (path / "vocab.txt").write_text("\n".join(tokens), "utf-8")
    BertTokenizerFast(str(path / "vocab.txt")).save_pretrained(path)
    tf.keras.utils.set_random_seed(0)
    model = TFBertModel(
        BertConfig(
            vocab_size=len(tokens),
            hidden_size=WIDTH,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=WIDTH,
        )
    )
    model.build()
    model.save_pretrained(path, safe_serialization=True)
    return path


def _featurizer(folder: Path, tmp_path: Path) -> TransformerFeaturizer:
    storage = LocalModelStorage.create(tmp_path)
    context = ExecutionContext(GraphSchema({}), node_name="transformer")
    config = {"folder": str(folder)}
    return TransformerFeaturizer.create(config, storage, Resource("transformer"), context)


def _vector(message: Message) -> np.ndarray:
    _, sentence = message.get_dense_features(TEXT)
    assert sentence is not None
    return sentence.features[0]


def test_a_vector_does_not_depend_on_what_stands_beside_it(folder: Path, tmp_path: Path):
    featurizer = _featurizer(folder, tmp_path)
    (alone,) = featurizer.process([Message.build("你好")])
    beside, other = featurizer.process([Message.build("你好"), Message.build(CHARACTERS)])
    assert _vector(alone).shape == (WIDTH,)
    assert np.allclose(_vector(alone), _vector(beside), atol=1e-5)
    assert not np.allclose(_vector(alone), _vector(other), atol=1e-2)


def test_a_message_without_text_gets_no_vector(folder: Path, tmp_path: Path):
    (message,) = _featurizer(folder, tmp_path).process([Message.build("")])
    assert message.get_dense_features(TEXT) == (None, None)


def test_a_folder_that_holds_no_model_is_explained(tmp_path: Path):
    with pytest.raises(InvalidConfigException, match=r"config\.json, a tokenizer, and model"):
        _featurizer(tmp_path, tmp_path)
    with pytest.raises(InvalidConfigException, match="needs a folder"):
        TransformerFeaturizer.validate_config({"folder": ""})


def test_the_classifier_learns_from_the_vectors(folder: Path, tmp_path: Path):
    """Train and load in Rasa's way; without the vectors the answer is another."""
    featurizer = _featurizer(folder, tmp_path)
    texts = {"greet": ["你好", "在吗", "你在吗"], "order_place": ["来个阿姨", "明天来", "擦玻璃"]}
    data = TrainingData(
        [Message.build(text, intent) for intent, lines in texts.items() for text in lines]
    )
    data = featurizer.process_training_data(data)
    storage, resource = LocalModelStorage.create(tmp_path), Resource("intents")
    config = {**LinearIntentClassifier.get_default_config(), "min_documents": 1}
    context = ExecutionContext(GraphSchema({}))
    LinearIntentClassifier.create(config, storage, resource, context).train(data)
    classifier = LinearIntentClassifier.load(config, storage, resource, context)
    (message,) = classifier.process(featurizer.process([Message.build("你好在吗")]))
    assert message.get("intent")["name"] == "greet"
    with storage.read_from(resource) as directory:
        model = IntentModel.load(directory)
    assert model.vector_width == WIDTH
