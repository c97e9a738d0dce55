"""Questions that end in an order, a complaint or an answer; what was typed survives a refusal."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, time

from nicegui import ui

from bot.console.booking_form import BookingForm
from bot.console.complaint_form import ComplaintForm
from bot.console.dialogs import Store, answer, finish, question
from bot.console.parts import box, button, tag
from bot.services.screens.complaint_entries import Grievance
from bot.services.screens.desk_entries import Booking

_FIELD = "outlined dense stack-label"
_TAKEN_OVER = "机器人已经记下的内容填在下面，请核对、补齐。"


async def ask_booking(known: Booking, services: Mapping[str, str], store: Store[Booking]) -> None:
    """Book; the dialog closes when the order stands."""
    with question("为客户下单") as dialog:
        if known.from_bot:
            tag(_TAKEN_OVER, "ask-text", "p")
        form = BookingForm(known, services)
        finish(dialog, "下单", lambda: store(form.value()))
    await answer(dialog, str)


async def ask_complaint(
    known: Grievance, orders: Mapping[int, str], store: Store[Grievance]
) -> None:
    """File a complaint; the dialog closes when it has its number."""
    with question("登记投诉") as dialog:
        if known.from_bot:
            tag(_TAKEN_OVER, "ask-text", "p")
        form = ComplaintForm(known, orders)
        finish(dialog, "登记", lambda: store(form.value()))
    await answer(dialog, str)


async def ask_new_time(
    number: str, now: str, store: Callable[[date, time], Awaitable[str]]
) -> None:
    """When a visit of an order is to be; the dialog closes when it is moved."""
    with question(f"改期：{number}") as dialog:
        tag(f"现在是 {now}。改好后客户会收到通知。", "ask-text", "p")
        with box("form-grid"):
            day = ui.input("新日期").props(f"{_FIELD} type=date")
            clock = ui.input("新的开始时间").props(f"{_FIELD} type=time step=900")

        async def move() -> str:
            try:
                wish = date.fromisoformat(day.value or ""), time.fromisoformat(clock.value or "")
            except ValueError:
                return "请选择日期和时间"
            return await store(*wish)

        finish(dialog, "改期", move)
    await answer(dialog, str)


async def ask_more(number: str, store: Store[str]) -> None:
    """What is to be added to a complaint."""
    with question(f"补充投诉：{number}") as dialog:
        text = ui.textarea("客户后来说的内容").props(f"{_FIELD} autogrow autofocus maxlength=2000")
        finish(dialog, "补充", lambda: store(str(text.value or "")))
    await answer(dialog, str)


async def ask_answer(
    services: Mapping[str, str],
    chosen: str | None,
    topics: Mapping[str, str],
    say: Callable[[str, str], Awaitable[Sequence[str]]],
) -> str | None:
    """The catalogue's own words on a service and a topic, to be sent or changed (REQ B2)."""
    with question("目录里的标准答案") as dialog:
        with box("form-grid"):
            first = chosen if chosen in services else next(iter(services), None)
            service = ui.select(dict(services), value=first, label="服务")
            topic = ui.select(dict(topics), value=next(iter(topics)), label="问题")
            for field in (service, topic):
                field.props("outlined dense options-dense stack-label")
        shown = tag("", "letter", "p")

        async def show() -> None:
            shown.say("".join(await say(str(service.value), str(topic.value))))

        service.on_value_change(show)
        topic.on_value_change(show)
        with box("ask-buttons"):
            button("取消", dialog.close)
            button("放进回复框", lambda: dialog.submit(shown.text), "primary")
        await show()
    return await answer(dialog, str)
