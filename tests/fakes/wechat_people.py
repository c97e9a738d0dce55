"""Customers of the official account: followers, sending windows, consents, what they saw."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

MESSAGE_WINDOW = (5, timedelta(hours=48))
ACTION_WINDOW = (3, timedelta(minutes=1))


@dataclass
class Window:
    """Leave to send ``left`` customer-service messages until ``closes``."""

    left: int = 0
    closes: datetime | None = None

    def open(self, size: tuple[int, timedelta], now: datetime) -> None:
        """Open afresh: quotas are renewed, never added up."""
        self.left, self.closes = size[0], now + size[1]

    def is_open(self, now: datetime) -> bool:
        """Tell whether the time has not run out."""
        return self.closes is not None and now < self.closes


@dataclass
class Notice:
    """A template or subscription message; the customer sees it once it is ``success``."""

    kind: str
    openid: str
    template_id: str
    data: dict[str, Any]
    msgid: int
    status: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass
class Person:
    """One openid."""

    openid: str
    following: bool = True
    message_window: Window = field(default_factory=Window)
    action_window: Window = field(default_factory=Window)
    last_contact: datetime | None = None
    typing_until: datetime | None = None
    seen: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    consents: dict[tuple[str, str], int] = field(default_factory=dict)

    def spend(self, now: datetime) -> int:
        """Take one message from every open window; 0, 45015 (none open) or 45047 (used up).

        A message counts against all open windows at once: the strictest reading of the rules.
        """
        windows = [w for w in (self.message_window, self.action_window) if w.is_open(now)]
        if not windows:
            return 45015
        if not any(window.left for window in windows):
            return 45047
        for window in windows:
            window.left = max(0, window.left - 1)
        return 0

    def quota(self, now: datetime) -> int:
        """Return how many customer-service messages may still be sent now."""
        windows = (self.message_window, self.action_window)
        return max((w.left for w in windows if w.is_open(now)), default=0)

    def type_now(self, command: str, now: datetime) -> int:
        """Show or hide "typing"; 0 or the errcode."""
        if command not in ("Typing", "CancelTyping"):
            return 45072
        if self.last_contact is None or now - self.last_contact > timedelta(seconds=30):
            return 45080
        if command == "CancelTyping":
            self.typing_until = None
            return 0
        if self.typing_until is not None and now < self.typing_until:
            return 45081
        self.typing_until = now + timedelta(seconds=15)
        return 0

    def consent(self, template_id: str, scene: str = "", times: int = 1) -> None:
        """Agree to ``times`` messages; consents to one scene do not add up."""
        key = (template_id, scene)
        self.consents[key] = 1 if scene else self.consents.get(key, 0) + times

    def use_consent(self, template_id: str, scene: str = "") -> bool:
        """Use one consent up, if there is any."""
        key = (template_id, scene)
        if self.consents.get(key, 0) < 1:
            return False
        self.consents[key] -= 1
        return True
