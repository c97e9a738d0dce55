"""Tags and spans are two ways to write the same thing."""

from components.span_features import decode, encode, features

TEXT = "明天去闵行区88弄"
ENTITIES = [
    {"start": 0, "end": 2, "entity": "time"},
    {"start": 3, "end": 9, "entity": "address"},
]


def test_spans_survive_encoding_and_decoding():
    assert decode(encode(len(TEXT), ENTITIES)) == [(0, 2, "time"), (3, 9, "address")]


def test_neighbours_of_the_same_kind_stay_apart():
    assert decode(["B-time", "I-time", "B-time"]) == [(0, 2, "time"), (2, 3, "time")]


def test_a_stray_inside_tag_opens_a_span():
    assert decode(["O", "I-time", "I-address"]) == [(1, 2, "time"), (2, 3, "address")]


def test_each_character_has_features_and_empty_text_has_none():
    found = features(TEXT)
    assert len(found) == len(TEXT)
    assert "0place:B" in found[3]
    assert "0house:B" in found[6]
    assert features("") == []
