"""action_rating: the answer to a survey, by button or in words (REQ E2)."""

from decimal import Decimal

from actions.base import DeskAction, Scene
from actions.offers import resume
from bot.language.refusals import declines_survey
from bot.models import DraftKind, Survey, SurveyKind, SurveyState
from bot.services import catalogue, surveys
from bot.services.reading import Score
from bot.services.wording import Reply


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
    return _thanks(scene, score.score, is_low=is_low)


def _thanks(scene: Scene, score: Decimal, *, is_low: bool) -> Reply:
    key = "utter_rating_low" if is_low else "utter_rating_thanks"
    return scene.say(key, score=catalogue.money(score))


def _more(scene: Scene, score: Score, survey: Survey) -> Reply:
    """What is said after the score: its reason, or another score."""
    if score.reason:
        surveys.add_reason(scene.session, survey, score.reason, now=scene.now)
    lowest, highest = surveys.SCALE[SurveyKind(survey.kind)]
    is_other = score.corrects and score.score != survey.score
    if not is_other or not lowest <= score.score <= highest:
        return scene.say("utter_noted")
    is_low = surveys.correct(
        scene.session,
        survey,
        score=score.score,
        conversation=scene.conversation,
        now=scene.now,
        settings=scene.settings,
    )
    if is_low:
        return _thanks(scene, score.score, is_low=True)
    return scene.say("utter_rating_corrected", score=catalogue.money(score.score))


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
