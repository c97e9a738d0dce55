"""What danger to people, and theft, sounds like: signs, alone or near people and things.

Source: REQ D3 and the labelling guide (danger and theft are always complaint_safety, also when told
calmly or asked).  The order of the rules is the order in which they decide a sentence's kind.
"""

from bot.language.danger.urgent_pairs import ANYONE, PAIRS, Rule
from bot.language.danger.urgent_signs import SIGNS
from bot.language.patterns import either

__all__ = ["RULES", "Rule"]

_VITAL = Rule(
    "injury",
    either(
        "噎(?!人) 呛(?=到|着|住|奶|水|进) 窒息 没呼吸 没有呼吸 没气 没心跳 叫不醒 溺水 抽搐 昏迷 "
        "休克 卡(?=喉|嗓|住喉)"
    ),
    ANYONE,
    16,
)
"""Before everything that leaves time for questions."""

_ORDER = (
    "gas fire self_harm missing_person violence harassment poisoning electric trapped elder_fall "
    "injury theft flood"
)


def _of_kind(kind: str) -> list[Rule]:
    signs = [Rule(kind, sign) for name, sign in SIGNS if name == kind]
    return [*signs, *(pair for pair in PAIRS if pair.kind == kind)]


def _ordered() -> tuple[Rule, ...]:
    first, *rest = _ORDER.split()
    by_kind = [rule for kind in rest for rule in _of_kind(kind)]
    return (*_of_kind(first), _VITAL, *by_kind)


RULES: tuple[Rule, ...] = _ordered()
