"""What the official account can and cannot do: asked of WeChat, held against the settings (REQ E6).

Source: https://developers.weixin.qq.com/doc/offiaccount/openApi/get_api_quota.html
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.channels.base import UnknownOutcomeError
from bot.channels.wechat_api import WeChatApi
from bot.channels.wechat_errors import CodeError, translate
from bot.channels.wechat_templates import read_template
from bot.clock import Clock
from bot.errors import FrontDeskError
from bot.models import Delivery, Purpose
from bot.services.sending.delivery_policy import (
    MEANS,
    RULES,
    SETTING_OF,
    Account,
    Means,
    account_of,
    template_setting,
)
from bot.settings import Settings

_NO_RIGHT = frozenset({48001, 76022})
_FIELD = re.compile(r"\{\{\s*(\w+)\.DATA\s*\}\}")


class Mark(StrEnum):
    """Right; wrong, something that is set up cannot work; or not there and not needed."""

    RIGHT = "✓"
    WRONG = "✗"
    SPARE = "–"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check."""

    mark: Mark
    what: str
    said: str


@dataclass(frozen=True, slots=True)
class _Right:
    what: str
    path: str
    means: Means | None = None


_RIGHTS = (
    _Right("customer-service messages", "/cgi-bin/message/custom/send", Means.WINDOW),
    _Right("template messages", "/cgi-bin/message/template/send", Means.TEMPLATE),
    _Right("subscription notices", "/cgi-bin/message/subscribe/bizsend", Means.NOTICE),
    _Right("one-time messages", "/cgi-bin/message/template/subscribe", Means.ONCE),
    _Right("menu", "/cgi-bin/menu/create"),
    _Right("pictures and voices", "/cgi-bin/media/get"),
)


@dataclass(frozen=True, slots=True)
class AccountCheck:
    """Asks WeChat; sends nothing to anybody and changes nothing."""

    api: WeChatApi
    settings: Settings
    clock: Clock

    def findings(self) -> Iterator[Finding]:
        """The lines in order; after a refused token nothing else can be asked."""
        account = account_of("wechat", self.settings)
        assert account is not None
        token = self._token()
        yield token
        if token.mark == Mark.WRONG:
            return
        for right in _RIGHTS:
            yield self._right(right, account)
        yield from self._templates(account)
        yield from _deliveries(account, self.settings)

    def _token(self) -> Finding:
        try:
            self.api.check_token()
        except CodeError as error:
            said = str(translate(error, self.clock.now()))
            return Finding(Mark.WRONG, "access token", said)
        except FrontDeskError as error:
            return Finding(Mark.WRONG, "access token", str(error))
        return Finding(Mark.RIGHT, "access token", f"AppID {self.settings.wechat_appid}")

    def _right(self, right: _Right, account: Account) -> Finding:
        needed = _is_needed(right, account, self.settings)
        try:
            left, most = self.api.calls_left(right.path)
        except CodeError as error:
            if error.code not in _NO_RIGHT:
                return Finding(Mark.WRONG, right.what, f"WeChat: {error}")
            said = "the account has no right to it"
            hint = f"; is FRONTDESK_WECHAT_ACCOUNT={self.settings.wechat_account} right?"
            return Finding(
                Mark.WRONG if needed else Mark.SPARE, right.what, said + (hint if needed else "")
            )
        except FrontDeskError as error:
            return Finding(Mark.WRONG, right.what, str(error))
        if not left:
            return Finding(Mark.WRONG, right.what, f"all {most} calls of the day are used up")
        unused = "" if needed else "; not used with these settings"
        return Finding(Mark.RIGHT, right.what, f"{left} of {most} calls left today{unused}")

    def _templates(self, account: Account) -> Iterator[Finding]:
        for means, ask in ((Means.TEMPLATE, self.api.templates), (Means.NOTICE, self.api.notices)):
            wanted = [
                purpose
                for purpose, row in MEANS[account].items()
                if means in row and template_setting(means, purpose, self.settings)
            ]
            if wanted:
                yield from self._filled(means, wanted, ask)

    def _filled(
        self, means: Means, wanted: list[Purpose], ask: Callable[[], dict[str, str]]
    ) -> Iterator[Finding]:
        """Each template of the settings is there, and its fields are those of the settings."""
        try:
            known = ask()
        except (CodeError, FrontDeskError, UnknownOutcomeError) as error:
            yield Finding(Mark.WRONG, f"list of {means}s", f"WeChat: {error}")
            return
        for purpose in wanted:
            template = read_template(template_setting(means, purpose, self.settings))
            assert template is not None
            name = f"FRONTDESK_{SETTING_OF[means, purpose].upper()}"
            content = known.get(template.id)
            if content is None:
                yield Finding(Mark.WRONG, name, f"the account has no template {template.id}")
                continue
            fields = set(_FIELD.findall(content))
            if odd := sorted(fields ^ set(template.fields)):
                yield Finding(Mark.WRONG, name, f"fields that do not fit: {', '.join(odd)}")
            else:
                yield Finding(Mark.RIGHT, name, f"template {template.id}")


def _is_needed(right: _Right, account: Account, settings: Settings) -> bool:
    """Whether the desk will use a right with this account and these settings."""
    if right.means is None:
        return account != Account.WECHAT_PASSIVE
    return any(
        right.means in row
        and (right.means == Means.WINDOW or template_setting(right.means, purpose, settings))
        for purpose, row in MEANS[account].items()
    )


def _deliveries(account: Account, settings: Settings) -> Iterator[Finding]:
    """Per purpose: by which means it can go out with these settings, and what else there is."""
    for purpose, row in MEANS[account].items():
        lacking = [
            SETTING_OF[means, purpose]
            for means in row
            if (means, purpose) in SETTING_OF and not template_setting(means, purpose, settings)
        ]
        usable = [means for means in row if SETTING_OF.get((means, purpose)) not in lacking]
        last = "dropped" if RULES[purpose].lost == Delivery.DROPPED else "a person"
        said = " → ".join([*usable, last])
        if lacking:
            said += f"; not set: {', '.join(f'FRONTDESK_{name.upper()}' for name in lacking)}"
        yield Finding(Mark.RIGHT if usable and not lacking else Mark.SPARE, purpose, said)
