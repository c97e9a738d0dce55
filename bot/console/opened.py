"""The conversation that is open on one page."""

from dataclasses import dataclass, field

from bot.console.looks import Offer
from bot.services.screens.desk_cases import CaseRow
from bot.services.screens.desk_views import QueueRow


@dataclass(slots=True)
class Opened:
    """Its id, and what was last read of it: None while nothing is open or read."""

    id: int | None = None
    head: QueueRow | None = None
    offer: Offer | None = None
    cases: list[CaseRow] = field(default_factory=list[CaseRow])

    def change(self, conversation_id: int) -> None:
        """Another one; nothing of it is read yet."""
        self.id, self.head, self.offer, self.cases = conversation_id, None, None, []
