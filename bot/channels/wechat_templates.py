"""WeChat's template messages and subscription notices: what may be pushed outside the window.

A setting reads ``TEMPLATE_ID thing1=service time2=when thing3=address``: the template's id, then
which of its fields takes which fact. A thing holds 20 characters.
"""

from dataclasses import dataclass

from bot.channels.base import NotAllowedError
from bot.errors import ConfigurationError
from bot.models import Purpose
from bot.services.sending.delivery_policy import Means, Why, template_setting
from bot.settings import Settings

_LONGEST = 20
FACTS = frozenset({"service", "when", "address", "number", "what"})
"""``what`` is the text of an alarm; the others are facts of a visit."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template's id and the fact that each of its fields takes."""

    id: str
    fields: dict[str, str]

    def filled(self, facts: dict[str, str]) -> dict[str, str]:
        """The fields with their facts, cut to what WeChat takes."""
        return {name: facts.get(fact, "-")[:_LONGEST] for name, fact in self.fields.items()}


def read_template(setting: str) -> Template | None:
    """The template of a setting; None when it is empty.

    Raises:
        ConfigurationError: a field names no fact.
    """
    words = setting.split()
    if not words:
        return None
    fields: dict[str, str] = {}
    for word in words[1:]:
        name, _, fact = word.partition("=")
        fields[name] = fact
    unknown = set(fields.values()) - FACTS
    if unknown:
        raise ConfigurationError(
            f"FRONTDESK_WECHAT_TEMPLATE_…, _NOTICE_…: {', '.join(sorted(unknown))} is none of"
            f" {', '.join(sorted(FACTS))}"
        )
    return Template(words[0], fields)


def template_for(means: Means, purpose: Purpose, settings: Settings) -> Template:
    """The template by which a means carries a purpose.

    Raises:
        NotAllowedError: none is set.
    """
    template = read_template(template_setting(means, purpose, settings))
    if template is None:
        raise NotAllowedError(Why.NO_TEMPLATE)
    return template
