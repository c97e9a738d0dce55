"""The complaint draft (REQ D2): what was said, about which order, how to reach the customer.

The draft's data: ``category``, ``said`` (the customer's sentences), ``contact`` E.164,
``order_id``, ``orders`` the ids among which the customer is asked to choose, ``order_settled`` (no
order is linked, or needs to be), ``angry``,
``new_contact`` (the customer gave a phone), ``nothing_more`` (the customer would not say more).
"""

import re
from datetime import timedelta

from bot.language.complaint.grievance import by_phone, sells
from bot.language.place.address import Address, find_addresses
from bot.language.trade.services import find_services
from bot.models import Category, Complaint, Draft, Order
from bot.services import drafts
from bot.services.complaint import complaint_orders, complaints
from bot.services.desk import Desk
from bot.services.reading import Reading
from bot.services.trade import catalogue

_EMPTY = re.compile(
    r"^[\W_]*(?:你好|您好)?[\W_]*(?:我|俺)?(?:现在|今天)?(?:想|要|得|必须)*(?:来)?(?:投诉|举报|差评|提意见|反映(?:个|一个)?问题|退款|退钱)"
    r"(?:一下|你们|你|阿姨|她|他|们|的|了|！|!|。)*[\W_]*$"
    r"|^\W*(?:(?:hello|hi|hey|good (?:morning|afternoon|evening)|please)\W*)*"
    r"i(?:'d| would)? ?(?:want|like|need|wish|have)? to (?:make |file )?(?:a )?complain(?:t)?"
    r"(?: about)?(?: (?:the|your|my|a))?"
    r"(?: (?:cleaner|ayi|nanny|helper|worker|service))?(?: (?:who|that) (?:came|was here))?"
    r"(?: (?:yesterday|today|last \w+|on \w+|this \w+))*\W*$",
    re.IGNORECASE,
)
_OUR_PEOPLE = re.compile(
    r"阿姨|师傅|保洁|月嫂|育儿嫂|保姆|护工|护理员|钟点工|你们(?:家|的人|公司|派|那)|工人|小时工|嫂子|"
    r"做饭的|打扫的|带娃的|nanny|cleaner|worker|helper|ayi",
    re.IGNORECASE,
)
_SAME_MATTER = timedelta(days=7)
_MOST_ORDERS, _CHOICE, _PATIENCE = 5, 20, 2
_NONE = re.compile(
    r"不(?:方便|想|用|需要|愿意?)?(?:留|给|提供|打)|没有?(?:电话|手机)|就?在这(?:里|儿)|别打"
    r"|no phone|rather not",
    re.IGNORECASE,
)
WHICH_ORDER = "complaint_order"
SLOTS = ("complaint_detail", WHICH_ORDER, "complaint_contact")


def is_bare_complaint(text: str) -> bool:
    """“我要投诉”: a complaint that does not yet say what about."""
    return bool(_EMPTY.match(text)) and "退" not in text


def take(desk: Desk, draft: Draft, reading: Reading, *, category: Category | None = None) -> None:
    """Put a message into the draft; whatever was said before stays."""
    kind = category or _category(draft, reading)
    drafts.update(desk.session, draft, desk.now, category=str(kind))
    _take_words(desk, draft, reading)
    if reading.phone:
        drafts.update(desk.session, draft, desk.now, contact=reading.phone, new_contact=True)
    if reading.angry:
        drafts.update(desk.session, draft, desk.now, angry=True)
    _link(desk, draft, reading)
    _take_contact(desk, draft)


def _category(draft: Draft, reading: Reading) -> Category:
    known = draft.data.get("category")
    if sells(reading.text) and known in (None, Category.OTHER, Category.OVERCHARGE):
        return Category.ATTITUDE
    said = reading.intent.removeprefix("complaint_")
    is_open = known in (None, Category.OTHER, Category.REFUND)
    if is_open and reading.intent.startswith("complaint_") and said in set(Category):
        return Category(said)
    return Category(known or Category.OTHER)


def _take_words(desk: Desk, draft: Draft, reading: Reading) -> None:
    text = reading.text.strip()
    said = list(draft.data.get("said", []))
    chooses = draft.asked == WHICH_ORDER and len(text) <= _CHOICE
    if text and text not in said and not _is_phone_only(reading) and not chooses:
        said.append(text)
    refuses = (
        draft.asked == "complaint_contact" and not reading.phone and _gives_none(draft, reading)
    )
    drafts.update(desk.session, draft, desk.now, said=said, nothing_more=refuses or None)


def _gives_none(draft: Draft, reading: Reading) -> bool:
    """No phone is given: said so, or asked for twice; “打电话” is no refusal, but no number."""
    if by_phone(reading.text):
        return draft.data.get("asked_times", 1) > _PATIENCE
    return (
        reading.answer is False
        or draft.data.get("asked_times", 1) > 1
        or bool(_NONE.search(reading.text))
    )


def _is_phone_only(reading: Reading) -> bool:
    return bool(reading.phone) and len(re.sub(r"[\d\s\-+()]", "", reading.text)) <= 6


def _link(desk: Desk, draft: Draft, reading: Reading) -> None:
    """Link the order that it is about; what several orders fit is asked once."""
    if "order_id" in draft.data or draft.data.get("order_settled"):
        return
    found = _meant(desk, draft, reading)
    is_more = same_matter(desk) is not None
    if len(found) == 1 and not (is_more and not complaint_orders.names_one(reading, desk.now)):
        return drafts.update(desk.session, draft, desk.now, order_id=found[0], orders=None)
    settled = is_more or draft.asked == WHICH_ORDER or not found
    ids = None if settled else found[:_MOST_ORDERS]
    drafts.update(desk.session, draft, desk.now, orders=ids, order_settled=settled or None)
    return None


def _meant(desk: Desk, draft: Draft, reading: Reading) -> list[int]:
    """The ids of the orders that can be meant: one that was chosen, else those that fit."""
    offered: list[int] = draft.data.get("orders", [])
    _, _, chosen = (reading.payload or "").partition("about:")
    if chosen:
        return [order for order in offered if str(order) == chosen]
    found = complaint_orders.fitting(
        desk.session,
        desk.conversation.identity.customer_id,
        reading,
        desk.now,
        about_money=draft.data["category"] in (Category.REFUND, Category.OVERCHARGE),
    )
    ids = [order.id for order in found]
    return [order for order in ids if order in offered] if offered else ids


def same_matter(desk: Desk) -> Complaint | None:
    """The open complaint that what is said now belongs to."""
    known = complaints.open_complaint(desk.session, desk.conversation.identity.customer_id)
    return known if known is not None and known.created_at > desk.now - _SAME_MATTER else None


def service_of(desk: Desk) -> str | None:
    """The code of the service that the open complaint is about, by its order or its words."""
    known = same_matter(desk)
    if known is None:
        return None
    if known.order is not None:
        return known.order.service.code
    named = find_services(known.detail, catalogue.lexicon(desk.session))
    return named[-1].code if named else None


def address_of(desk: Desk) -> Address | None:
    """The address of the visit that the open complaint is about, by its order or its words."""
    known = same_matter(desk)
    if known is None:
        return None
    said = known.order.address if known.order else known.detail
    found = [each for each in find_addresses(said, desk.settings.city) if each.detail]
    return found[-1] if found else None


def _take_contact(desk: Desk, draft: Draft) -> None:
    """The phone that is known from the customer or from the order."""
    order = _order(desk, draft)
    phone = desk.conversation.identity.customer.phone or (order.phone if order else None)
    if phone and "contact" not in draft.data:
        drafts.update(desk.session, draft, desk.now, contact=phone)


def values(draft: Draft, *, is_more: bool = False) -> dict[str, str | None]:
    """The form's slots as the draft holds them; what adds to a complaint leaves nothing to ask."""
    said = [
        text
        for text in draft.data.get("said", [])
        if not _EMPTY.match(text) and not text.startswith("［")
    ]
    contact = draft.data.get("contact")
    if contact is None and (is_more or draft.data.get("nothing_more")):
        contact = "-"
    return {
        "complaint_detail": "\n".join(said) or ("-" if is_more else None),
        "complaint_order": None
        if draft.data.get("orders")
        else str(draft.data.get("order_id", "-")),
        "complaint_contact": contact,
    }


def is_about_us(reading: Reading) -> bool:
    """Whether a message speaks of our people or reads as a complaint."""
    return reading.top.startswith("complaint_") or names_us(reading.text)


def names_us(text: str) -> bool:
    """Whether a text speaks of our people."""
    return bool(_OUR_PEOPLE.search(text))


def file(desk: Desk, draft: Draft) -> Complaint:
    """Store the draft as a complaint, or add it to the one that is open; the draft is then gone."""
    known = same_matter(desk)
    if known is not None:
        return _add(desk, draft, known)
    said = "\n".join(draft.data.get("said", [])) or "（客户未说明）"
    category = Category(draft.data.get("category", Category.OTHER))
    complaint = complaints.file_complaint(
        desk.session,
        conversation=desk.conversation,
        category=category,
        detail=said,
        contact=draft.data.get("contact"),
        order=_order(desk, draft),
        priority=priority(category, angry=bool(draft.data.get("angry"))),
        request_key=draft.key,
        now=desk.now,
        settings=desk.settings,
    )
    drafts.close(desk.session, draft)
    return complaint


def _add(desk: Desk, draft: Draft, known: Complaint) -> Complaint:
    if said := "\n".join(draft.data.get("said", [])):
        complaints.add_detail(desk.session, known, said, now=desk.now)
    if known.contact is None or draft.data.get("new_contact"):
        known.contact = draft.data.get("contact")
    if (order := _order(desk, draft)) is not None:
        complaints.link(desk.session, known, order, now=desk.now)
    drafts.close(desk.session, draft)
    return known


def _order(desk: Desk, draft: Draft) -> Order | None:
    order_id = draft.data.get("order_id")
    return desk.session.get(Order, order_id) if order_id else None


def priority(category: Category, *, angry: bool) -> str:
    """How grave a new complaint is: normal, high or urgent."""
    if category == Category.SAFETY:
        return "urgent"
    return "high" if angry or category in (Category.NO_SHOW, Category.DAMAGE) else "normal"
