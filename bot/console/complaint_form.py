"""The fields of a complaint, the same beside a conversation and for a call."""

from collections.abc import Mapping
from dataclasses import replace

from nicegui import ui

from bot.console.parts import box
from bot.console.words import CATEGORY
from bot.models import Category
from bot.services.screens.complaint_entries import Grievance

_FIELD = "outlined dense stack-label"


class ComplaintForm:
    """Kind, order, what happened, what is wanted, phone."""

    def __init__(self, known: Grievance, orders: Mapping[int, str]) -> None:
        self._known = known
        with box("form-grid"):
            kinds = {str(key): title for key, title in CATEGORY.items()}
            self._kind = ui.select(kinds, value=str(known.category), label="投诉类型")
            self._kind.props("outlined dense options-dense stack-label")
            self._order = ui.select([], label="相关订单")
            self._order.props("outlined dense options-dense stack-label")
            self.offer(orders)
            self._detail = ui.textarea("客户反映的问题（时间、经过、人员）", value=known.detail)
            self._detail.classes("wide").props(f"{_FIELD} autogrow maxlength=4000")
            self._wanted = ui.input("客户希望怎么处理（可不填）", value=known.wanted)
            self._wanted.classes("wide").props(f"{_FIELD} maxlength=500")
            self._phone = ui.input("联系电话（可不填）").classes("wide")
            self._phone.props(f"{_FIELD} maxlength=20 inputmode=tel")
            if known.phone_known:
                self._phone.props["placeholder"] = f"{known.phone_known}（不填则沿用）"

    def offer(self, orders: Mapping[int, str]) -> None:
        """Let it be one of these; what has been typed stays."""
        choice = {0: "不针对某个订单", **orders}
        wanted = self._order.value or self._known.order_id
        self._order.set_options(choice, value=wanted if wanted in orders else 0)

    def value(self) -> Grievance:
        """What stands in the fields now; the key stays."""
        return replace(
            self._known,
            category=Category(self._kind.value or Category.OTHER),
            order_id=int(self._order.value or 0) or None,
            detail=str(self._detail.value or ""),
            wanted=str(self._wanted.value or ""),
            phone=str(self._phone.value or ""),
        )
