"""Whether two records are one person: both side by side, and why (REQ A6)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from nicegui import ui

from bot.clock import local
from bot.console.dialogs import Store, answer, finish, question
from bot.console.parts import box, tag
from bot.console.words import CHANNEL
from bot.services.customer.merging import LONGEST_REASON, Candidate

Find = Callable[[str], Awaitable[Sequence[Candidate]]]


@dataclass(frozen=True, slots=True)
class Same:
    """The record that is the same person's, and why."""

    customer_id: int
    reason: str


async def ask_merge(mine: Candidate, find: Find, store: Store[Same]) -> None:
    """Which other record belongs to this customer."""
    with question("合并客户档案") as dialog:
        tag("另一份档案的渠道、订单、投诉和评价都会归到这位客户名下。", "ask-text", "p")
        _compared(mine, "当前档案")
        query = ui.input("查找另一份档案：姓名、手机号或单号").props(
            "outlined dense autofocus clearable debounce=300 maxlength=60"
        )
        found, chosen = box("merge-found"), _Choice()
        reason = ui.textarea("为什么是同一位客户（必填）").props(
            f"outlined autogrow maxlength={LONGEST_REASON}"
        )
        checked = ui.checkbox("我已核对姓名、电话和订单，确认是同一个人")

        async def look() -> None:
            asked = str(query.value or "")
            rows = await find(asked)
            if asked == str(query.value or ""):
                chosen.offer(found, rows, is_asked=bool(asked.strip()))

        async def submit() -> str:
            why = (reason.value or "").strip()
            if chosen.customer_id is None or not why or not checked.value:
                return "请选择另一份档案，写明原因，并勾选已核对"
            return await store(Same(chosen.customer_id, why))

        query.on_value_change(look)
        finish(dialog, "合并", submit)
    await answer(dialog, str)


class _Choice:
    """The records that were found, one of them chosen."""

    def __init__(self) -> None:
        self.customer_id: int | None = None

    def offer(self, where: ui.element, rows: Sequence[Candidate], *, is_asked: bool) -> None:
        self.customer_id = None
        where.clear()
        shown: dict[int, ui.element] = {}

        def choose(customer_id: int) -> None:
            self.customer_id = customer_id
            for key, element in shown.items():
                change = element.classes
                change(add="here") if key == customer_id else change(remove="here")

        with where:
            for row in rows:
                element = shown[row.customer_id] = _compared(row, "", kind="button")
                element.on("click", partial(choose, row.customer_id))
            if is_asked and not rows:
                tag("没有找到别的客户", "muted", "p")


def _compared(row: Candidate, title: str, kind: str = "div") -> ui.element:
    with box("merge-card", kind) as card:
        with box("line"):
            tag(row.name, "strong")
            if title:
                tag(title, "pill")
            tag(row.phone or "未留电话", "num muted")
        channels = "、".join(CHANNEL.get(name, name) for name in row.channels) or "没有渠道"
        since = f"{local(row.since):%Y-%m-%d} 建档"
        tag(f"{channels} · 订单 {row.orders} 个 · {since}", "muted")
    return card
