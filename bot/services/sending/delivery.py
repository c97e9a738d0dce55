"""How things stand with a customer, for the delivery policy and for those who look (REQ E6)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.models import Conversation, Delivery, Identity, Outbox, Purpose
from bot.services.sending import consents
from bot.services.sending.delivery_policy import (
    BY_CONSENT,
    MEANS,
    RULES,
    Account,
    Cap,
    Means,
    Standing,
    Verdict,
    Window,
    account_of,
    cap_of,
    decide,
    purposes_under,
    scene_of,
    template_id,
)
from bot.settings import Settings


def judge(
    session: Session, identity: Identity, purpose: Purpose, *, now: datetime, settings: Settings
) -> Verdict:
    """The policy's word on a message to ``identity`` now."""
    standing = standing_of(session, identity, purpose, now=now, settings=settings)
    return decide(purpose, standing, now=now, settings=settings)


def standing_of(
    session: Session, identity: Identity, purpose: Purpose, *, now: datetime, settings: Settings
) -> Standing:
    """What the policy must know of a customer for a message of ``purpose``."""
    account = account_of(identity.channel, settings)
    cap = RULES[purpose].cap
    return Standing(
        account=account,
        reachable=identity.reachable,
        window=window_of(identity),
        consented=_consented(session, identity, account, purpose, settings),
        care_consent=identity.customer.care_consent,
        lately=_sent_lately(session, identity, cap, now, settings) if cap else 0,
        last_inbound_at=identity.last_inbound_at,
    )


def window_of(identity: Identity) -> Window:
    """The window and quota that are kept with the customer's identity."""
    return Window(identity.window_until, identity.window_left)


def _consented(
    session: Session,
    identity: Identity,
    account: Account | None,
    purpose: Purpose,
    settings: Settings,
) -> frozenset[Means]:
    asked = [means for means in MEANS[account][purpose] if means in BY_CONSENT] if account else []
    return frozenset(
        means
        for means in asked
        if consents.left(
            session,
            identity.id,
            template_id(means, purpose, settings),
            scene_of(means, purpose),
        )
    )


def _sent_lately(
    session: Session, identity: Identity, cap: Cap, now: datetime, settings: Settings
) -> int:
    """What counts for the cap and went (or may have gone) out to the person on any channel."""
    since = now - cap_of(cap, settings)[1]
    return (
        session.scalar(
            select(func.count())
            .select_from(Outbox)
            .join(Conversation, Conversation.id == Outbox.conversation_id)
            .join(Identity, Identity.id == Conversation.identity_id)
            .where(
                Identity.customer_id == identity.customer_id,
                Outbox.purpose.in_(purposes_under(cap)),
                Outbox.state.in_([Delivery.SENDING, Delivery.SENT, Delivery.UNKNOWN]),
                func.coalesce(Outbox.sent_at, Outbox.not_before) > since,
            )
        )
        or 0
    )
