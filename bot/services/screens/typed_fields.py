"""What an agent types into a field, read by the readers of the chat."""

import secrets
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.errors import ConflictError, RefusedError
from bot.language.contact.phone import find_phones
from bot.language.place.address import find_addresses
from bot.models import (
    DraftKind,
)
from bot.services.booking import draft_address
from bot.services.desk import Desk
from bot.services.reading import address_to_json
from bot.services.trade import catalogue


def typed_address(desk: Desk, text: str) -> dict[str, Any] | None:
    """A typed address: read where the rules can, else as it stands.

    Raises:
        RefusedError: it lies outside the area.
    """
    plain = text.strip()[:120]
    if not plain:
        return None
    found = find_addresses(plain, desk.settings.city)
    address = found[-1] if found else draft_address.as_it_stands(plain, complete=True)
    if catalogue.serves(desk.session, address, desk.settings.city) is False:
        where = address.district or address.city or address.text
        areas = catalogue.areas_text(desk.session)
        raise RefusedError("outside_area", where=where, areas=areas)
    return address_to_json(replace(address, complete=True))


def typed_phone(text: str) -> str | None:
    """The number in E.164; None: the field is empty.

    Raises:
        ConflictError: it is no whole number.
    """
    if not text.strip():
        return None
    found = find_phones(text)
    if not found:
        raise ConflictError("电话号码不完整，请核对后再填")
    return found[0].e164


def typed_number(text: str) -> Decimal | None:
    """Hours or a quantity; None: the field is empty.

    Raises:
        ConflictError: it is none above 0.
    """
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or not 0 < value <= 9999:
        raise ConflictError("时长和数量请填大于 0 的数字")
    return value


def business_key(kind: DraftKind) -> str:
    """A new name of a business, under which it is done once."""
    return f"{kind}:{secrets.token_hex(12)}"
