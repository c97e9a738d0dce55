"""What is said on the phone, and what it brought (REQ E1)."""

from dataclasses import dataclass
from decimal import Decimal

from nicegui import ui

from bot.console.dialogs import Store, answer, finish, question
from bot.console.parts import tag
from bot.console.words import HEARD
from bot.language.contact.phone import as_dialled
from bot.models import Heard

_SCORES = {5: "5 非常满意", 4: "4 满意", 3: "3 一般", 2: "2 不满意", 1: "1 很不满意"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended."""

    heard: Heard
    score: Decimal | None
    note: str


async def ask(script: str, phone: str, store: Store[Outcome]) -> None:
    """The script with the number to call, and the fields for the result."""
    with question("电话回访") as dialog:
        tag(as_dialled(phone), "strong num")
        tag("查看号码会留下记录", "muted")
        tag(script, "script", "p")
        heard = ui.select({h.value: HEARD[h] for h in Heard}, value=Heard.REACHED.value)
        heard.props("outlined label=通话结果")
        score = ui.select(_SCORES, label="评分（联系上时必填）").props("outlined")
        note = ui.textarea("客户的意见与原因").props("outlined autogrow maxlength=500")

        async def submit() -> str:
            ended = Heard(heard.value)
            if ended == Heard.REACHED and score.value is None:
                return "已联系上客户时，请选择评分"
            given = Decimal(score.value) if ended == Heard.REACHED else None
            return await store(Outcome(ended, given, note.value or ""))

        finish(dialog, "登记", submit)
    await answer(dialog, str)
