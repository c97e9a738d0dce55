"""Phrases that an agent is warned of before they go out (REQ A5); the list is data."""

from pathlib import Path

from bot.language.talk.manners import forbidden_phrases

_NAME = "forbidden_phrases.txt"
_SHIPPED = Path(__file__).parent / _NAME


def forbidden_in(text: str, data: Path) -> list[str]:
    """The phrases of the list that stand in a text; a list in the data folder replaces ours."""
    own = data / _NAME
    lines = (own if own.is_file() else _SHIPPED).read_text(encoding="utf-8").splitlines()
    rules = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    for harmless in rules:
        if harmless.startswith("!"):
            text = text.replace(harmless[1:], "")
    return forbidden_phrases(text, [rule for rule in rules if not rule.startswith("!")])
