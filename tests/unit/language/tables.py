"""Messages and what a reader must find in them, kept as tables beside the tests."""

from pathlib import Path


def messages(name: str) -> list[tuple[str, str]]:
    """Pairs of message and expectation of a file under this folder; its first line is a title."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(text, expected) for text, _, expected in (line.partition("\t") for line in lines)]
