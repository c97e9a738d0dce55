"""What is paid by the hour, for a whole day and for a month of days (REQ B2)."""

from decimal import Decimal

from bot.language.trade.by_day import asks_by_day
from bot.models import Service
from bot.services import phrasing
from bot.services.enquiry.answer import Answer

_A_DAY, _DAYS = Decimal(8), 30
"""The hours and days that are named with the figure, so that nobody takes it for a fixed price."""


def by_day(service: Service, text: str, language: str) -> Answer | None:
    """“一天多少钱”, “一个月大概多少”; None for what has a price by the day or the month."""
    if "小时" not in service.unit or not asks_by_day(text):
        return None
    a_day = max(service.price * _A_DAY, service.minimum)
    places = {
        "service": phrasing.service_name(service, language),
        "price": phrasing.price(service, language),
        "day": phrasing.amount(a_day, language),
        "month": phrasing.amount(a_day * _DAYS, language),
    }
    return Answer("utter_by_day", places, service=service)
