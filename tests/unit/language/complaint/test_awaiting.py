"""Who is waited for, and which worker is spoken of."""

import pytest

from bot.language.booking.worker_names import find_worker
from bot.language.complaint.awaiting import awaits_worker, misses_worker


@pytest.mark.parametrize(
    ("text", "awaits", "misses"),
    [
        ("阿姨怎么还没来", True, True),
        ("約好九點，現在人影都沒有", True, True),
        ("你们到底来不来", True, True),
        ("还来不来啊", True, False),
        ("阿姨几点到", True, False),
        ("到哪儿了", True, False),
        ("等了一个小时了还没到", True, True),
        ("Where is the cleaner?", True, False),
        ("nobody has come", True, True),
        ("no one came", True, True),
        ("昨天约好的没来", False, False),
        ("那天等了两个小时都没来", False, False),
        ("阿姨迟到了半小时", False, False),
    ],
)
def test_waiting_is_told_from_having_waited(text: str, awaits: bool, misses: bool) -> None:
    assert (awaits_worker(text), misses_worker(text)) == (awaits, misses)


@pytest.mark.parametrize(
    ("text", "worker"),
    [
        ("就是浦东金桥路那单，姓李的阿姨", "李阿姨"),
        ("是王师傅来的", "王师傅"),
        ("阿姨姓张", "张阿姨"),
        ("欧阳老师教的", "欧阳老师"),
        ("當時阿姨在擦窗", None),
        ("你们的阿姨太差了", None),
        ("那个阿姨", None),
    ],
)
def test_a_worker_is_named(text: str, worker: str | None) -> None:
    assert find_worker(text) == worker
