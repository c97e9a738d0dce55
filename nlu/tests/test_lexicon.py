"""Words of a topic look alike to the model; places and shapes are found."""

import pytest

from components import lexicon


def test_words_of_a_topic_become_the_same_symbol():
    assert lexicon.abstract("擦玻璃怎么收费") != "擦玻璃怎么收费"
    assert lexicon.abstract("洗空调多少钱") == lexicon.abstract("擦玻璃几钿")


def test_the_longest_word_wins():
    assert list(lexicon.matches("育儿嫂")) == [(0, 3, "service")]


@pytest.mark.parametrize(
    ("text", "shape"), [("13800001111", "PHONE"), ("下周三", "TIME"), ("89", "NUMBER")]
)
def test_shapes_are_named(text: str, shape: str):
    assert list(lexicon.matches(text)) == [(0, len(text), shape)]


def test_unknown_text_stays_and_nothing_is_fine():
    assert lexicon.abstract("穊穊") == "穊穊"
    assert lexicon.abstract("") == ""


def test_places_are_found_with_their_positions():
    assert lexicon.places("我在闵行七宝") == [(2, 4), (4, 6)]


def test_a_word_at_the_end_ends_with_the_text():
    assert list(lexicon.matches("育儿")) == []
    assert list(lexicon.matches("找保洁"))[-1] == (1, 3, "service")


def test_latin_words_count_only_whole():
    assert list(lexicon.matches("this")) == []
    assert next(iter(lexicon.matches("hi there"))) == (0, 2, "greet")


def test_concepts_are_finer_than_topics():
    topics = {lexicon.abstract(word) for word in ("月嫂", "保洁")}
    concepts = {lexicon.abstract(word, lexicon.CONCEPTS) for word in ("月嫂", "保洁")}
    assert (len(topics), len(concepts)) == (1, 2)
