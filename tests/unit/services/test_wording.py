"""The renderer of sentences: by key, seed and language (REQ A5)."""

from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.services.wording import Wording, fields_of, load_wording, responses
from bot.settings import Settings

RESPONSES = {
    "hello": ["您好", "{company}为您服务", "欢迎您"],
    "hello_en": ["Hello", "Welcome to {company}"],
    "price": ["{service}：{price}"],
}
WORDING = Wording(RESPONSES, {"company": "安心家政"})


def test_the_seed_picks_the_variation() -> None:
    said = [WORDING.say("hello", seed=seed) for seed in range(4)]
    assert said == ["您好", "安心家政为您服务", "欢迎您", "您好"]


def test_a_repeated_turn_says_the_same_and_the_next_something_else() -> None:
    """REQ G5: a conversation does not repeat itself, a crash does not reword."""
    assert WORDING.say("hello", seed=7) == WORDING.say("hello", seed=7)
    assert WORDING.say("hello", seed=7) != WORDING.say("hello", seed=8)


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "您好"), ("en", "Hello"), ("fr", "您好"), ("zh-TW", "您好")]
)
def test_the_language_picks_the_text_and_chinese_is_the_default(language: str, text: str) -> None:
    assert WORDING.say("hello", language=language) == text


def test_a_text_without_a_translation_is_chinese() -> None:
    assert WORDING.say("price", language="en", service="保洁", price=45) == "保洁：45"


def test_the_company_is_always_filled_in() -> None:
    assert WORDING.say("hello", seed=1, language="en") == "Welcome to 安心家政"


def test_a_place_may_hold_what_looks_like_a_place() -> None:
    """What a customer typed is never a template."""
    assert WORDING.say("price", service="{company}", price="{x!r}") == "{company}：{x!r}"


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(ConfigurationError, match="no response goodbye"):
        WORDING.say("goodbye")
    assert not WORDING.has("goodbye")
    assert WORDING.has("hello")


def test_a_place_without_a_value_is_named_with_its_key() -> None:
    with pytest.raises(ConfigurationError, match=r"response price: no value for 'price'"):
        WORDING.say("price", service="保洁")


def test_the_wording_of_a_file_is_read(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "domain.yml"
    path.write_text(
        "responses:\n  utter_x:\n  - text: '{company} {open_from}–{open_until} {hotline}'\n",
        encoding="utf-8",
    )
    wording = load_wording(settings, path)
    assert wording.say("utter_x") == "安心家政 08:00–20:00 安心家政"
    assert responses(path) == {"utter_x": ["{company} {open_from}–{open_until} {hotline}"]}


def test_the_places_of_a_template_are_found() -> None:
    assert fields_of("{a} und {b}，{a}") == {"a", "b"}
    assert fields_of("ohne") == set()
