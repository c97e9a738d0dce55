"""Weekdays of a repeated visit in English: “Tuesdays and Fridays”, “we don't need Sunday”."""

import re

__all__ = ["DAYS", "every_day_named", "left_out", "only_days", "skips"]

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = rf"(?:{'|'.join(DAYS)}|(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?=[,. ]|$|/))"
_LIST = rf"{_DAY}s?(?:(?:\s*(?:,|&|/|and|,\s?and|plus)\s*)(?:every |on )?{_DAY}s?)*"
_EVERY = re.compile(
    rf"\b(?:every|each|weekly on|every week on|(?:once|twice|three times) (?:a|per) week,?(?: on)?|a week,?(?: on)?)\s(?:other |second )?(?P<every>{_LIST})"
    rf"|\bevery week\b[^.!?]{{0,12}}\bon (?P<weekly>{_LIST})|\b(?P<plural>(?:{_DAY}s?(?:\s*(?:,|&|/|and|,\s?and)\s*))*(?:{'|'.join(DAYS)})s)\b",
    re.IGNORECASE,
)
_WORKDAYS = re.compile(
    r"\b(?:on |every |all )?(?:weekdays|working days)\b|\b(?:monday|mon)s?\s?(?:to|till|through|thru|-)\s?(?:friday|fri)s?\b",
    re.IGNORECASE,
)
_NOT_WISHED = re.compile(
    r"\b(?:home|works?|working|school|busy|closed|off|away|open|price|cost|charge|more expensive|surcharge|available|which|was|were|last)\b|\?",
    re.IGNORECASE,
)
_OUT = re.compile(
    rf"\b(?:(?:don'?t|do not|won'?t|no longer) (?:need|want|require)(?: (?:any(?:one|body)|some(?:one|body)|her|him|it|you|cleaning|the \w+))?(?: on)?|not(?: on)?|no(?: visits?| cleaning)?(?: on)?|except(?: for)?(?: on)?|without|drop|skip|leave out|cancel|apart from|but not(?: on)?)\s(?:the )?(?P<days>{_LIST})(?! (?:\d|the \d))",
    re.IGNORECASE,
)
_ONLY = re.compile(
    rf"\b(?:only|just)\s(?:on )?(?P<days>{_LIST})(?=\W*(?:please|then|now|$|[,.!]))"
    rf"|\b(?P<before>{_LIST}) only\b",
    re.IGNORECASE,
)
_SKIPS = re.compile(
    r"\b(?:skip|leave out|miss out|pause|no (?:cleaning|visit|cleaner)|nobody|don'?t (?:come|need (?:anyone|anybody|someone|her|him)))\b[^.!?]{0,24}\b(?:the \d|\d|january|february|march|april|may|june|july|august|september|october|november|december|christmas|new year|\d+(?:st|nd|rd|th))",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"\b(?:might|maybe|perhaps|may need|not sure|let you know)\b", re.IGNORECASE)


def every_day_named(text: str) -> tuple[int, ...]:
    """ISO weekdays on which somebody is to come again and again; () for a single day, and where
    the days tell something else.  Never raises."""
    if _WORKDAYS.search(text) and not _NOT_WISHED.search(text):
        return (1, 2, 3, 4, 5)
    found = _EVERY.search(text)
    if found is None or left_out(text) or _NOT_WISHED.search(text):
        return ()
    return _numbers(found["every"] or found["weekly"] or found["plural"])


def left_out(text: str) -> frozenset[int]:
    """“we don't need Sunday”, “drop Friday”: ISO weekdays that are not wanted.  Never raises."""
    if _PERHAPS.search(text):
        return frozenset()
    return frozenset(day for found in _OUT.finditer(text) for day in _numbers(found["days"]))


def only_days(text: str) -> frozenset[int]:
    """“only Tuesday, please”: ISO weekdays that take the place of all.  Never raises."""
    found = None if _PERHAPS.search(text) else _ONLY.search(text)
    return frozenset(_numbers(found["days"] or found["before"])) if found else frozenset()


def skips(text: str) -> bool:
    """“please leave out the 24th”: a date on which nobody is to come.  Never raises."""
    return bool(_SKIPS.search(text)) and not _PERHAPS.search(text)


def _numbers(said: str) -> tuple[int, ...]:
    names = re.findall(_DAY, said, re.IGNORECASE)
    starts = [day[:3] for day in DAYS]
    return tuple(sorted({starts.index(name.lower()[:3]) + 1 for name in names}))
