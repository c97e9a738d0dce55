"""The answer to a survey in words: a score, its reason, another score, or none (REQ E2)."""

from decimal import Decimal

from bot.conversation import cues, survey_cues
from bot.conversation.context import Context
from bot.language.booking.refusals import declines_survey
from bot.language.survey.reasons import topics_of
from bot.language.talk.questions import is_question
from bot.services.complaint.complaint_drafts import is_bare_complaint
from bot.services.reading import Reading, Score
from bot.services.survey.surveys import LOWEST

_GOOD = Decimal(4)
_COURTESY = ("greet", "thanks", "goodbye")


def survey_answer(reading: Reading, context: Context) -> str | None:
    """``rating`` where a message answers the survey that is open, or mends the last answer."""
    if context.answered is not None and _corrects(reading, context):
        return "rating"
    if context.rated is not None and _is_reason(reading):
        reason = reading.text.strip()
        reading.rating = Score(score=LOWEST, reason=reason, survey_id=context.rated)
        return "rating"
    is_free = not context.has_survey and context.draft is None
    if is_free and not reading.accepted and declines_survey(reading.words):
        return "deny"
    if context.has_survey and _has_no_score(reading, context):
        reading.rating = None
        return "rating"
    return "rating" if _is_score(reading, context) else None


def _is_score(reading: Reading, context: Context) -> bool:
    if context.has_nps and reading.nps is not None:
        reason = reading.rating.reason if reading.rating else None
        reading.rating = Score(score=Decimal(reading.nps), reason=reason)
    if reading.rating is None or not context.has_survey:
        return False
    says_score = survey_cues.SCORES.search(reading.words)
    if context.has_complaint and not context.asks_rating and not says_score:
        return False  # “重做可以” is about the complaint
    is_story = reading.reads_as("complaint_") and not says_score
    is_asked = context.asks_rating or context.has_nps
    is_ironic = reading.rating.score >= _GOOD and not survey_cues.TURNS.search(reading.words)
    if is_story and (not is_asked or is_ironic):
        return False  # what went wrong, told in words or in irony, is a complaint and no score
    asks = is_question(reading.words) or cues.ASKS_PRICE.search(reading.words)
    tells = context.asks_rating and not asks and not reading.reads_as("order_")
    if not (tells or not reading.is_new_business):
        return False
    return context.asks_rating or reading.answer is None


def _corrects(reading: Reading, context: Context) -> bool:
    """“打错了，应该是四分半”, “三分半” a moment after another score."""
    if context.draft is not None or context.has_survey or reading.has_details:
        return False
    said = reading.rating.score if reading.rating else reading.nps
    is_bare = bool(survey_cues.IS_BARE_SCORE.search(reading.words))
    if said is None or not (is_bare or survey_cues.CORRECTS_SCORE.search(reading.words)):
        return False
    reason = None if is_bare else reading.text.strip()
    reading.rating = Score(
        score=Decimal(said), reason=reason, survey_id=context.answered, corrects=True
    )
    return True


def _has_no_score(reading: Reading, context: Context) -> bool:
    """“不想评”, “几分制啊”, a 6 of 5: the survey is meant, and no score is told."""
    if reading.has_details or context.draft is not None or reading.reads_as("complaint_", "order_"):
        return False
    if declines_survey(reading.words) and (
        context.asks_rating or survey_cues.RATES.search(reading.words)
    ):
        return True
    is_open = reading.rating is None and not (context.has_nps and reading.nps is not None)
    return context.asks_rating and is_open and bool(survey_cues.ASKS_SCALE.search(reading.words))


def _is_reason(reading: Reading) -> bool:
    """What is said right after a bare score, unless it is a wish of its own."""
    grave = reading.reads_as("complaint_") and reading.angry
    if grave or reading.has_details or reading.urgent or is_bare_complaint(reading.text):
        return False
    if reading.reads_as("order_") or survey_cues.COMPLAINS.search(reading.words):
        return False
    asks = is_question(reading.words) or cues.ASKS_PRICE.search(reading.words)
    if reading.reads_as("enquiry_") and asks:
        return False
    if reading.reads_as(*_COURTESY) and topics_of(reading.words):
        return True
    return not reading.reads_as(*_COURTESY, "affirm", "deny", "ask_human")
