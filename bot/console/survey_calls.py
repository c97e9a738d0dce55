"""Calls about surveys that nobody answered, on the callback page (REQ E2)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from nicegui import ui
from sqlalchemy.orm import Session

from bot.console.dialogs import Store, answer, finish, question
from bot.console.page import Page
from bot.console.parts import Tag, box, button, countdown, tag
from bot.console.words import SURVEY, clock_time
from bot.language.contact.phone import as_dialled
from bot.models import Staff, SurveyKind
from bot.services.survey import survey_chasing, surveys
from bot.services.survey.survey_chasing import CallRow

_HEADINGS = ("问卷", "服务", "询问时间", "剩余时间", "")
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a customer answered; without a score: would not."""

    score: Decimal | None
    note: str


class SurveyCalls:
    """Whom to call about which question."""

    def __init__(self, page: Page, me: Staff, refresh: Callable[[], Awaitable[None]]) -> None:
        self._page, self._me, self._refresh = page, me, refresh
        self._house = page.seat.house

    async def show(self, body: ui.element, figure: Tag, empty: Tag) -> None:
        """Read and draw."""
        found = await self._page.read(lambda session, _: survey_chasing.calls(session))
        if found is None:
            return
        figure.say(f"待打电话 {len(found)}")
        empty.say("" if found else "没有需要打电话的问卷")
        body.clear()
        if found:
            with body:
                self._draw(found)

    def _draw(self, found: list[CallRow]) -> None:
        now = self._house.clock.now()
        with box("table-row table-head surveys"):
            for heading in _HEADINGS:
                tag(heading, "cell")
        for row in found:
            with box("table-row surveys"):
                tag(SURVEY[row.kind], "cell subject")
                tag(row.service or "—", "cell")
                tag(clock_time(row.asked_at, now), "cell num muted")
                with box("cell due"):
                    countdown(row.due_at)
                with box("cell acts"):
                    link = Tag("a", "会话", "btn small")
                    link.props["href"] = f"/console/?c={row.conversation_id}"
                    button("打电话", partial(self._call, row), "small")

    async def _call(self, row: CallRow) -> None:
        house = self._house
        phone = await self._page.write(
            lambda session, me: survey_chasing.phone_of(
                session, row.survey_id, me, now=house.clock.now()
            )
        )
        if phone is None:
            return

        async def store(said: _Said) -> str:
            def work(session: Session, me: Staff) -> str:
                survey_chasing.note_call(
                    session, row.survey_id, me, said.score, note=said.note,
                    now=house.clock.now(), settings=house.settings,
                )  # fmt: skip
                return "已登记"

            return await self._page.attempt(work)

        await _ask(row, self._script(row), phone, store)
        await self._refresh()

    def _script(self, row: CallRow) -> str:
        key = "utter_nps_script" if row.kind == SurveyKind.NPS else "utter_agent_script"
        return self._house.wording.say(key, seed=row.survey_id, agent=self._me.display_name)


async def _ask(row: CallRow, script: str, phone: str, store: Store[_Said]) -> None:
    """The script with the number to call, and the fields for the answer."""
    lowest, highest = surveys.SCALE[row.kind]
    scores = {str(n): f"{n} 分" for n in range(int(highest), int(lowest) - 1, -1)}
    with question("问卷电话") as dialog:
        tag(as_dialled(phone), "strong num")
        tag("查看号码会留下记录", "muted")
        tag(script, "script", "p")
        score = ui.select({**scores, _REFUSED: "不愿回答"}, label="客户的回答").props("outlined")
        note = ui.textarea("客户的意见与原因").props("outlined autogrow maxlength=500")

        async def submit() -> str:
            if score.value is None:
                return "请选择客户的回答；没有联系上就先取消，稍后再打"
            given = None if score.value == _REFUSED else Decimal(score.value)
            return await store(_Said(given, note.value or ""))

        finish(dialog, "登记", submit)
    await answer(dialog, str)
