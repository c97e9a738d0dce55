"""How a message goes out on WeChat by each means of the delivery policy (REQ E6).

Window slots and consents are taken before the call and given back when it surely did not arrive.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels import wechat_window
from bot.channels.base import NotAllowedError, Outgoing, PermanentError, TemporaryError
from bot.channels.wechat_api import WeChatApi
from bot.channels.wechat_errors import NO_CONSENT, QUOTA_USED, WINDOW_CLOSED, CodeError, translate
from bot.channels.wechat_templates import template_for
from bot.clock import Clock
from bot.db import Database
from bot.models import Identity, Purpose
from bot.services.sending import consents
from bot.services.sending.delivery_policy import Means, Why, scene_of, template_id
from bot.settings import Settings

_TITLES = {
    Purpose.REMINDER: "上门服务提醒",
    Purpose.RATING: "服务评价邀请",
    Purpose.CALLBACK: "服务回访",
}
"""Titles of one-time messages, at most 15 characters."""
_LONGEST_CONTENT = 200


@dataclass(frozen=True, slots=True)
class Ways:
    """Sends by window, template, notice or one-time message; errors are the port's."""

    api: WeChatApi
    settings: Settings
    clock: Clock
    database: Database

    def send(self, to: Identity, message: Outgoing, text: str) -> str:
        """``text`` is the message with its buttons as words.

        Raises:
            TemporaryError, PermanentError, NotAllowedError, UnknownOutcomeError
        """
        match message.means:
            case Means.WINDOW:
                return self._in_window(to, message.purpose, text)
            case Means.TEMPLATE:
                return self._by_template(to, message)
            case Means.NOTICE:
                return self._by_consent(to, message, self._notice)
            case Means.ONCE:
                return self._by_consent(to, message, self._once)
            case _:
                raise NotAllowedError(Why.ONLY_ANSWERS)

    def _in_window(self, to: Identity, purpose: Purpose, text: str) -> str:
        now = self.clock.now()
        slot = wechat_window.take_slot(self.database, to.id, purpose, now, self.settings)
        try:
            return self.api.send_text(to.external_id, text)
        except CodeError as error:
            if error.code in (WINDOW_CLOSED, QUOTA_USED):
                slot.close(window=error.code == WINDOW_CLOSED)
            else:
                slot.give_back()
            raise translate(error, now) from None
        except (TemporaryError, PermanentError):
            slot.give_back()
            raise

    def _by_template(self, to: Identity, message: Outgoing) -> str:
        template = template_for(message.means, message.purpose, self.settings)
        try:
            return self.api.send_template(
                to.external_id, template.id, template.filled(message.fields)
            )
        except CodeError as error:
            raise translate(error, self.clock.now()) from None

    def _by_consent(
        self, to: Identity, message: Outgoing, call: Callable[[Identity, Outgoing], str]
    ) -> str:
        consent = _Consent(self.database, to, message, self.settings, self.clock)
        consent.use()
        try:
            return call(to, message)
        except CodeError as error:
            if error.code == NO_CONSENT:
                consent.forget()
            else:
                consent.give_back()
            raise translate(error, self.clock.now()) from None
        except (TemporaryError, PermanentError, NotAllowedError):
            consent.give_back()
            raise

    def _notice(self, to: Identity, message: Outgoing) -> str:
        template = template_for(message.means, message.purpose, self.settings)
        return self.api.send_notice(to.external_id, template.id, template.filled(message.fields))

    def _once(self, to: Identity, message: Outgoing) -> str:
        template = template_id(message.means, message.purpose, self.settings)
        return self.api.send_once(
            to.external_id,
            template,
            scene=scene_of(message.means, message.purpose),
            title=_TITLES[message.purpose],
            content=shortened(message.text),
        )


@dataclass(frozen=True, slots=True)
class _Consent:
    """The customer's leave for one message of a template."""

    database: Database
    to: Identity
    message: Outgoing
    settings: Settings
    clock: Clock

    @property
    def _key(self) -> tuple[int, str, int]:
        means, purpose = self.message.means, self.message.purpose
        return self.to.id, template_id(means, purpose, self.settings), scene_of(means, purpose)

    def use(self) -> None:
        with self.database.write() as session:
            if not consents.use(session, *self._key):
                raise NotAllowedError(Why.NO_CONSENT)

    def give_back(self) -> None:
        with self.database.write() as session:
            consents.give_back(session, *self._key)

    def forget(self) -> None:
        """WeChat knows of no consent: neither do we."""
        identity_id, template, _ = self._key
        with self.database.write() as session:
            consents.withdraw(session, identity_id, template, now=self.clock.now())


def shortened(text: str) -> str:
    """At most 200 characters, cut at a sentence's end where there is one."""
    if len(text) <= _LONGEST_CONTENT:
        return text
    cut = text[: _LONGEST_CONTENT - 1]
    end = max(cut.rfind(mark) for mark in "。！？\n")
    return cut[: end + 1] if end > 0 else f"{cut}…"
