"""Many words as one fast pattern.

Python's ``re`` skips ahead only if every branch of an alternation begins with a letter.  So a word
that begins with a group, a set or a look-behind is written out as branches that do: ``[二三]宝``
becomes ``二宝|三宝``, ``(?<!睡)着了`` becomes ``着(?<!睡着)了``.  Measured on the urgent rules and
10,000 characters: 8 times as fast.
"""

import re

__all__ = ["either"]

_SET = re.compile(r"\[([^\]^\\-][^\]\\-]*)\](?![?*+{])")
_OPTIONAL = re.compile(r"([\u3400-\u9fff])\?(?!\?)")


def either(*groups: str) -> str:
    """One pattern that matches any word of the groups; blanks stand between the words."""
    words = (word for group in groups for word in group.split())
    return "|".join(dict.fromkeys(branch for word in words for branch in _branches(word)))


def _branches(word: str) -> list[str]:
    """The word with its beginning written out; one that cannot be stays as it is."""
    if word.startswith(("(?<!", "(?<=")):
        return _behind(word)
    if word.startswith("(?:"):
        return _group(word)
    set_ = _SET.match(word)
    if set_:
        return [char + word[set_.end() :] for char in set_.group(1)]
    optional = _OPTIONAL.match(word)
    if optional:
        rest = word[optional.end() :]
        return [optional.group(1) + rest, *_branches(rest)]
    return [word]


def _behind(word: str) -> list[str]:
    """``(?<!睡)着了`` → ``着(?<!睡着)了``: the look-behind moves behind the first letter."""
    end = _closing(word)
    look = word[: end - 1]
    return [
        f"{branch[0]}{_with_letter(look, branch[0])}){branch[1:]}" if branch[0].isalnum() else word
        for branch in _branches(word[end:])
    ]


def _with_letter(look: str, letter: str) -> str:
    inside = _split(look[4:])
    return look[:4] + "|".join(part + letter for part in inside)


def _group(word: str) -> list[str]:
    end = _closing(word)
    if word[end : end + 1] in {"?", "*", "+", "{"}:
        return [word]
    parts = _split(word[3 : end - 1])
    return [branch for part in parts for branch in _branches(part + word[end:])]


def _closing(word: str) -> int:
    """The place after the bracket that closes the one at the start."""
    depth = 0
    for place, char in enumerate(word):
        if word[place - 1 : place] == "\\":
            continue
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth == 0:
            return place + 1
    return len(word)


def _split(inside: str) -> list[str]:
    """The alternatives of a group's inside, at its own level."""
    parts, depth, start = [""], 0, 0
    for place, char in enumerate(inside):
        depth += {"(": 1, ")": -1, "[": 1, "]": -1}.get(char, 0)
        if char == "|" and depth == 0:
            parts[-1] = inside[start:place]
            parts.append("")
            start = place + 1
    parts[-1] = inside[start:]
    return parts
