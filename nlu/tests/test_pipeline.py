"""The components inside Rasa's graph: train, store, load, parse."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.jieba_tokenizer import JiebaTokenizer
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.linear_intent import LinearIntentClassifier
from components.span_tagger import SpanTagger

DATA = """version: "3.1"
nlu:
- intent: order_place
  examples: |
    - 来个保洁，[闵行区新镇路8号](address)
    - 约个阿姨，[徐汇区龙华路5号](address)
    - 明天打扫[长宁区仙霞路88弄](address)
    - 安排擦玻璃，[静安区愚园路9号](address)
- intent: greet
  examples: |
    - 你好
    - 在吗
    - 您好呀
    - 早上好
"""


@pytest.fixture(scope="module")
def parse(tmp_path_factory: pytest.TempPathFactory):
    """Train both components, load them again, and return a function that parses a text."""
    folder: Path = tmp_path_factory.mktemp("nlu")
    (folder / "nlu.yml").write_text(DATA, "utf-8")
    (folder / "model").mkdir()
    storage = LocalModelStorage.create(folder / "model")
    tokenizer = JiebaTokenizer(JiebaTokenizer.get_default_config(), storage, Resource("words"))
    data = tokenizer.process_training_data(load_data(str(folder / "nlu.yml")))
    components = [_trained(kind, data, storage) for kind in (LinearIntentClassifier, SpanTagger)]

    def run(text: str) -> Message:
        messages = tokenizer.process([Message.build(text)])
        for component in components:
            messages = component.process(messages)
        return messages[0]

    return run


def _trained(kind: type, data: TrainingData, storage: ModelStorage) -> GraphComponent:
    """Return the component as loaded from what its training stored."""
    context = ExecutionContext(GraphSchema({}))
    config = {**kind.get_default_config(), "min_documents": 1}
    resource = Resource(kind.__name__)
    kind.create(config, storage, resource, context).train(data)
    return kind.load(config, storage, resource, context)


def test_intents_are_ranked_with_confidences(parse):
    message = parse("你好呀")
    ranking = message.get("intent_ranking")
    assert message.get("intent")["name"] == "greet"
    assert ranking[0] == message.get("intent")
    assert sum(intent["confidence"] for intent in ranking) == pytest.approx(1)


def test_addresses_are_marked_exactly(parse):
    text = "来个保洁，徐汇区龙华路6号"
    (entity,) = parse(text).get("entities")
    assert entity["entity"] == "address"
    assert entity["value"] == "徐汇区龙华路6号"
    assert text[entity["start"] : entity["end"]] == entity["value"]
    assert 0 < entity["confidence_entity"] <= 1


@pytest.mark.parametrize("text", ["/order_place", "/greet"])
def test_intents_of_the_application_are_left_alone(parse, text: str):
    assert not parse(text).get("intent")
    assert not parse(text).get("entities")


def test_strange_texts_do_no_harm(parse):
    for text in (" ", "👋👋", "a" * 500):
        assert parse(text).get("intent")["name"] in ("greet", "order_place")
