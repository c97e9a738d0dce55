"""Days, hours and lengths in what customers write; see docs of `find_times`.

Own rules on tokens (scan) and their neighbourhood (grammar); JioNLP only for the lunar calendar.
"""

from bot.language.when.merging import merge
from bot.language.when.model import SHANGHAI, When
from bot.language.when.reading import find_times
from bot.language.when.wording import to_phrase

__all__ = ["SHANGHAI", "When", "find_times", "merge", "to_phrase"]
