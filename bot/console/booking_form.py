"""The fields of an order, the same beside a conversation and for a call."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from nicegui import ui

from bot.console.parts import box
from bot.services.screens.desk_entries import Booking

_REPEATS = {
    "": "不重复",
    "weekly": "每周同一天",
    "fortnightly": "每两周同一天",
    "workdays": "每个工作日",
    "daily": "每天",
}
_FIELD = "outlined dense stack-label"


class BookingForm:
    """Service, time, place, phone, wishes; what is known is shown masked and need not be typed."""

    def __init__(self, known: Booking, services: Mapping[str, str]) -> None:
        self._known = known
        with box("form-grid"):
            self._service = ui.select(dict(services), value=known.service, label="服务")
            self._service.props("outlined dense options-dense stack-label").classes("wide")
            self._day = _field("日期", known.day.isoformat() if known.day else "", "type=date")
            clock = f"{known.clock:%H:%M}" if known.clock else ""
            self._clock = _field("开始时间", clock, "type=time step=900")
            self._hours = _field("时长（小时，可不填）", known.hours, "maxlength=5")
            self._quantity = _field("面积或数量（可不填）", known.quantity, "maxlength=7")
            self._repeats = ui.select(_REPEATS, value=known.repeats, label="重复")
            self._repeats.props("outlined dense options-dense stack-label")
            self._visits = _field("次数（不填排四周）", known.visits, "maxlength=2")
            self._address = _field("服务地址", "", "maxlength=120").classes("wide")
            _hint(self._address, known.address_known)
            self._phone = _field("联系电话", "", "maxlength=20 inputmode=tel").classes("wide")
            _hint(self._phone, known.phone_known)
            self._note = ui.textarea("特别要求（可不填）", value=known.note).classes("wide")
            self._note.props(f"{_FIELD} autogrow maxlength=500")

    def value(self) -> Booking:
        """What stands in the fields now; the key stays."""
        return replace(
            self._known,
            service=self._service.value or None,
            day=_day(self._day.value),
            clock=_clock(self._clock.value),
            hours=str(self._hours.value or ""),
            quantity=str(self._quantity.value or ""),
            repeats=str(self._repeats.value or ""),
            visits=str(self._visits.value or ""),
            address=str(self._address.value or ""),
            phone=str(self._phone.value or ""),
            note=str(self._note.value or ""),
        )


def _field(title: str, value: str, props: str) -> ui.input:
    return ui.input(title, value=value).props(f"{_FIELD} {props}")


def _hint(field: ui.input, known: str) -> None:
    if known:
        field.props["placeholder"] = f"{known}（不填则沿用）"


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _clock(value: Any) -> time | None:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        return None
