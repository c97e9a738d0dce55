import pytest

from bot.language.talk.babble import babbles


@pytest.mark.parametrize(
    "text",
    [
        "叽咕嘎巴噗噜呱呱",
        "咕噜叽里哇啦嘛哩",
        "阿巴阿巴呀",
        "叮咚叮当啪",
        "kjhfkjsdhf",
        "안녕하세요",
        "привет",
    ],
)
def test_sounds_without_a_word_are_babble(text: str) -> None:
    assert babbles(text)


@pytest.mark.parametrize(
    "text",
    [
        "哈哈哈哈",
        "啊啊啊啊",
        "叮叮",
        "",
        "喵",
        "嘛时候来啊",
        "阿里巴巴那边",
        "咕噜肉怎么做",
        "hello",
        "OK",
        "strengths",
        "wxfh",
        "5",
        "？",
    ],
)
def test_laughter_sighs_and_words_are_none(text: str) -> None:
    assert not babbles(text)
