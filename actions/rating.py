"""action_rating: the answer to a survey, by button or in words (REQ E2)."""

from decimal import Decimal

from actions.base import DeskAction, Scene
from actions.offers import resume
from bot.language.booking.refusals import declines_survey
from bot.language.survey.rating_scale import split_scale
from bot.language.survey.reasons import topics_of
from bot.models import DraftKind, Survey, SurveyKind, SurveyState
from bot.services.reading import Score
from bot.services.survey import surveys
from bot.services.trade import catalogue
from bot.services.wording import Reply

_GOOD = Decimal("0.8")
"""Of the best score: from there on a reason is praise as a rule."""


class TakeRating(DeskAction):
    """Stores the score; a low one is apologised for and goes to a person."""

    title = "action_rating"

    def act(self, scene: Scene) -> list[Reply]:
        replies = [_answer(scene, scene.reading.rating, _survey(scene))]
        draft = scene.draft()
        if draft is not None and draft.kind == DraftKind.BOOKING and draft.asked:
            replies.append(resume(scene, draft))
        return replies


def _answer(scene: Scene, score: Score | None, survey: Survey | None) -> Reply:
    if survey is None:
        return scene.say("utter_noted")
    if score is None:
        return _without_score(scene, survey)
    if survey.state == SurveyState.ANSWERED:
        return _more(scene, score, survey)
    if survey.state != SurveyState.ASKED:
        return scene.say("utter_noted")
    is_low = surveys.answer(
        scene.session,
        survey,
        score=score.score,
        reason=score.reason,
        conversation=scene.conversation,
        now=scene.now,
        settings=scene.settings,
    )
    return _thanks(scene, score, is_low=is_low)


def _thanks(scene: Scene, score: Score, *, is_low: bool) -> Reply:
    """A low score is regretted; its reason is not asked again where it was given."""
    figure = catalogue.money(score.score)
    if is_low:
        regrets = "utter_rating_low_why" if score.reason else "utter_rating_low"
        return scene.say(regrets, score=figure, contact=_contact(scene))
    is_other_scale = split_scale(scene.reading.words)[1] not in (None, 5)
    key = "utter_rating_thanks_of_five" if is_other_scale else "utter_rating_thanks"
    return scene.say(key, score=figure)


def _contact(scene: Scene) -> str:
    """How the colleague comes back: by phone where one is known."""
    known = scene.conversation.identity.customer.phone
    return scene.text("utter_rating_call" if known else "utter_rating_write")


def _more(scene: Scene, score: Score, survey: Survey) -> Reply:
    """What is said after the score: its reason, or another score."""
    if score.reason:
        surveys.add_reason(scene.session, survey, score.reason, now=scene.now)
    lowest, highest = surveys.SCALE[SurveyKind(survey.kind)]
    is_other = score.corrects and score.score != survey.score
    if not is_other or not lowest <= score.score <= highest:
        return _explained(scene, survey)
    is_low = surveys.correct(
        scene.session,
        survey,
        score=score.score,
        conversation=scene.conversation,
        now=scene.now,
        settings=scene.settings,
    )
    if is_low:
        return _thanks(scene, score, is_low=True)
    return scene.say("utter_rating_corrected", score=catalogue.money(score.score))


def _explained(scene: Scene, survey: Survey) -> Reply:
    """The reason: thanked for beside a good score, regretted beside another."""
    if not topics_of(scene.reading.words):
        return scene.say("utter_noted")
    best = surveys.SCALE[SurveyKind(survey.kind)][1]
    is_good = survey.score is not None and survey.score >= best * _GOOD
    return scene.say("utter_rating_reason_good" if is_good else "utter_rating_reason")


def _without_score(scene: Scene, survey: Survey) -> Reply:
    """No score: the customer would rather not, or asks or guesses what the scale is."""
    if declines_survey(scene.reading.words):
        surveys.decline(scene.session, survey, now=scene.now)
        return scene.say("utter_rating_declined")
    wording, language = scene.house.wording, scene.language
    if survey.kind == SurveyKind.NPS:
        return scene.say("utter_nps_range", *surveys.nps_buttons(survey))
    return scene.say("utter_rating_range", *surveys.rating_buttons(survey, wording, language))


def _survey(scene: Scene) -> Survey | None:
    asked = scene.reading.rating.survey_id if scene.reading.rating else None
    if asked is not None:
        survey = scene.session.get(Survey, asked)
        return (
            survey
            if survey and surveys.may_answer(scene.session, survey, scene.conversation)
            else None
        )
    return surveys.open_survey(
        scene.session, scene.conversation, now=scene.now, settings=scene.settings
    )
