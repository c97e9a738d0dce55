"""Days, hours and lengths in what customers write: `find_times`, `find_shift`, `merge`, `to_phrase`.

Text is brought to one spelling (normal), cut into tokens by rules (scan), the tokens grouped into
expressions (grammar) and these seen from now (reading).  JioNLP gives the lunar calendar only: its
extract_time read 37 of 134 starts in our messages as bookings mean them (bare weekdays and 5号 go
to the past, 明天两点 is 02:00, ranges fall in two), and importing it takes 0.6 s.
"""

from bot.language.when.merging import merge, merge_all, names_day
from bot.language.when.model import SHANGHAI, When
from bot.language.when.reading import find_times
from bot.language.when.shifts import find_shift
from bot.language.when.wording import to_phrase

__all__ = [
    "SHANGHAI",
    "When",
    "find_shift",
    "find_times",
    "merge",
    "merge_all",
    "names_day",
    "to_phrase",
]
