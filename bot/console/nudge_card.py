"""One conversation that a person is told about; it keeps its elements while its words change."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui

from bot.console.parts import box, button, tag
from bot.console.words import NUDGE
from bot.models import NudgeKind
from bot.services.screens.desk_state import NudgeRow

_TAKEN_AT_ONCE = {NudgeKind.ASSIGNED}
About = Sequence[NudgeRow]


class NudgeCard(ui.element):
    """The newest word about a conversation, and the way that the first word offers."""

    def __init__(
        self,
        on_open: Callable[[About, bool], Awaitable[None]],
        on_dismiss: Callable[[About], Awaitable[None]],
    ) -> None:
        super().__init__("div")
        self._about: About = ()
        self.props["role"] = "alert"
        with self:
            with box("nudge-text"):
                self._word, self._name = tag("", "strong"), tag("", "muted")
            with box("nudge-acts"):
                self._way = button("", lambda: on_open(self._about, self._takes), "small primary")
                button("知道了", lambda: on_dismiss(self._about), "small quiet")

    @property
    def _takes(self) -> bool:
        return any(one.kind in _TAKEN_AT_ONCE for one in self._about)

    def show(self, about: About) -> None:
        """``about``: what is told of the conversation, the newest first; at least one."""
        if about == self._about:
            return
        self._about, row = about, about[0]
        kinds = dict.fromkeys((NudgeKind.ASSIGNED, row.kind) if self._takes else (row.kind,))
        self.classes(replace=f"nudge {row.kind}")
        self._word.say(" · ".join(NUDGE[kind] for kind in kinds))
        self._name.say(row.name)
        self._way.say("接手" if self._takes else "查看")
