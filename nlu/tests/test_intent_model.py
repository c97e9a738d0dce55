"""The linear model learns, is calibrated, repeatable, and survives storage."""

from pathlib import Path

import numpy as np
import pytest

from components.grams import Document, GramCounts
from components.intent_model import IntentModel
from components.text_features import TextFeatures

TEXTS = {
    "enquiry_price": ["擦玻璃怎么收费", "保洁多少钱", "洗空调几钿", "月嫂什么价位", "搞卫生贵不贵"],
    "order_place": ["明天来个保洁", "帮我约个月嫂", "我要订擦玻璃", "周三来人洗空调", "安排个阿姨"],
    "greet": ["你好", "在吗", "您好呀", "有人吗", "早上好"],
}
DOCUMENTS = [Document(text, list(text)) for texts in TEXTS.values() for text in texts]
INTENTS = [intent for intent, texts in TEXTS.items() for _ in texts]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return IntentModel.fit(DOCUMENTS, INTENTS, min_documents=1)


def _fitted(documents: list[Document], min_documents: int = 1) -> TextFeatures:
    return TextFeatures.fit(GramCounts(documents), range(len(documents)), min_documents)


def _best(model: IntentModel, text: str) -> str:
    return model.labels[model.probabilities([Document(text, list(text))])[0].argmax()]


def test_unseen_words_of_known_topics_are_understood(model: IntentModel):
    assert _best(model, "收纳几多钱") == "enquiry_price"
    assert _best(model, "你好呀") == "greet"


def test_probabilities_sum_to_one_also_for_nothing(model: IntentModel):
    chances = model.probabilities([Document("", []), Document("穊", ["穊"])])
    assert np.allclose(chances.sum(axis=1), 1)


def test_the_same_data_give_the_same_model(model: IntentModel):
    again = IntentModel.fit(DOCUMENTS, INTENTS, min_documents=1)
    assert np.array_equal(again.probabilities(DOCUMENTS), model.probabilities(DOCUMENTS))


def test_a_stored_model_answers_alike(model: IntentModel, tmp_path: Path):
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    expected = model.probabilities(DOCUMENTS)
    assert loaded.labels == model.labels
    assert np.allclose(loaded.probabilities(DOCUMENTS), expected, atol=0.01)


def test_too_few_messages_leave_the_model_uncalibrated():
    assert IntentModel.fit(DOCUMENTS[:6], INTENTS[:6], min_documents=1).sharpness == 1.0


def test_a_missing_file_is_an_error(tmp_path: Path):
    with pytest.raises(OSError, match="intents"):
        IntentModel.load(tmp_path)


def test_rows_and_matrix_agree_and_blocks_have_unit_length():
    features = _fitted(DOCUMENTS[:12])
    unseen = features.matrix(GramCounts(DOCUMENTS[11:]), [1, 0])  # an order of its own, new grams
    for document, expected in zip((DOCUMENTS[12], DOCUMENTS[11]), unseen.toarray(), strict=True):
        columns, values = features.row(document)
        assert np.count_nonzero(expected) == len(columns)
        assert np.allclose(expected[columns], values)
    assert np.isclose(np.square(values).sum(), 6)  # one for each block


def test_vectors_stand_in_rows_and_matrix_alike():
    told = [Document(d.text, d.words, (float(i), 7.0)) for i, d in enumerate(DOCUMENTS)]
    features = _fitted(told)
    columns, values = features.row(told[3])
    assert np.allclose(features.matrix(GramCounts(told), [3]).toarray()[0, columns], values)


def test_vectors_are_scaled_and_stand_after_the_grams(tmp_path: Path):
    told = [Document(d.text, d.words, (float(i), 7.0)) for i, d in enumerate(DOCUMENTS)]
    features = _fitted(told)
    features.save(tmp_path)
    for known in (features, TextFeatures.load(tmp_path)):
        columns, values = known.row(told[-1])
        assert columns[-2:] == [known.width - 2, known.width - 1]
        assert values[-2] == pytest.approx((14 - 7) / np.std(range(15)) / np.sqrt(2), rel=1e-4)
        assert values[-1] == 0


def test_a_block_without_grams_has_no_columns():
    wordless = [Document(document.text, []) for document in DOCUMENTS]
    columns, values = _fitted(wordless).row(wordless[0])
    matrix = _fitted(wordless).matrix(GramCounts(wordless), [0])
    assert np.allclose(matrix.toarray()[0, columns], values)


def test_rare_grams_are_left_out():
    assert _fitted(DOCUMENTS, 2).width < _fitted(DOCUMENTS, 1).width
