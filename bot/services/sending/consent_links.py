"""Links by which a customer agrees to WeChat's one-time messages (REQ E6).

WeChat's own page asks the customer and comes back to us with what we gave it as ``reserved``:
a signed word that says for whom and for what, good for one consent.
Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/One-time_subscription_info.html
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from bot.errors import SignatureError
from bot.models import Identity, Purpose
from bot.services.sending import consents
from bot.services.sending.delivery_policy import MEANS, Means, account_of, scene_of, template_id
from bot.settings import Settings

PATH = "/channels/wechat/agree"
BACK = "/channels/wechat/agreed"
NOTICES = "/channels/wechat/notices"
_PAGE = "https://mp.weixin.qq.com/mp/subscribemsg"
_WORD = re.compile(r"i(\d+)s(\d+)n(\d+)x([0-9a-f]{24})")


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom and for which scene a consent was asked, and the word itself."""

    identity_id: int
    scene: int
    word: str


def link(identity: Identity, purpose: Purpose, number: int, settings: Settings) -> str | None:
    """The address to send to a customer; None where the account has no such messages.

    ``number`` is of what the consent is for (a visit): each has a consent of its own.
    """
    account = account_of(identity.channel, settings)
    if account is None or Means.ONCE not in MEANS[account][purpose]:
        return None
    if not template_id(Means.ONCE, purpose, settings) or not settings.public_url:
        return None
    body = f"i{identity.id}s{scene_of(Means.ONCE, purpose)}n{number}"
    return f"{settings.public_url}{PATH}/{body}x{_signature(body, settings)}"


def notices_page(identity: Identity, settings: Settings) -> str | None:
    """The page that asks for subscription notices; None where the account has no such messages."""
    account = account_of(identity.channel, settings)
    has_means = account is not None and any(Means.NOTICE in row for row in MEANS[account].values())
    if not has_means or not notice_templates(settings) or not settings.public_url:
        return None
    return f"{settings.public_url}{NOTICES}"


def notice_templates(settings: Settings) -> list[str]:
    """The ids of the subscription notices that are set, at most three: WeChat asks for no more."""
    purposes = (Purpose.REMINDER, Purpose.RATING, Purpose.CALLBACK)
    ids = (template_id(Means.NOTICE, purpose, settings) for purpose in purposes)
    return list(dict.fromkeys(one for one in ids if one))


def wechat_page(word: str, settings: Settings) -> str:
    """Where the customer is asked by WeChat.

    Raises:
        SignatureError: the word is not ours.
    """
    asked = _read(word, settings)
    query = {
        "action": "get_confirm",
        "appid": settings.wechat_appid,
        "scene": asked.scene,
        "template_id": settings.wechat_once_template,
        "redirect_url": f"{settings.public_url}{BACK}",
        "reserved": word,
    }
    return f"{_PAGE}?{urlencode(query)}#wechat_redirect"


def take_answer(
    session: Session, answer: dict[str, str], *, now: datetime, settings: Settings
) -> bool:
    """Note what WeChat's page came back with; whether the customer agreed. The same page opened
    again changes nothing.

    Raises:
        SignatureError: the word is not ours, or was somebody else's.
    """
    asked = _read(answer.get("reserved", ""), settings)
    identity = session.get(Identity, asked.identity_id)
    if identity is None or identity.external_id != answer.get("openid"):
        raise SignatureError("a consent in another customer's name")
    if answer.get("action") != "confirm":
        return False
    consents.give(
        session,
        identity.id,
        settings.wechat_once_template,
        scene=asked.scene,
        reference=asked.word,
        adds_up=False,
        now=now,
    )
    return True


def _read(word: str, settings: Settings) -> Asked:
    found = _WORD.fullmatch(word)
    body = word.rpartition("x")[0]
    if found is None or not hmac.compare_digest(found[4], _signature(body, settings)):
        raise SignatureError("a link for a consent that is not ours")
    return Asked(int(found[1]), int(found[2]), word)


def _signature(body: str, settings: Settings) -> str:
    secret = settings.wechat_token.get_secret_value() if settings.wechat_token else ""
    key = hashlib.sha256(b"consent:" + secret.encode()).digest()
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()[:24]
