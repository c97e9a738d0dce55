"""action_rating: the answer to a survey, by button or in words (REQ E2)."""

from actions.base import DeskAction, Scene
from bot.models import Survey, SurveyState
from bot.services import catalogue, surveys
from bot.services.wording import Reply


class TakeRating(DeskAction):
    """Stores the score; a low one is apologised for and goes to a person."""

    title = "action_rating"

    def act(self, scene: Scene) -> list[Reply]:
        score, survey = scene.reading.rating, _survey(scene)
        if score is None or survey is None:
            return [scene.say("utter_noted")]
        if survey.state == SurveyState.ANSWERED and score.reason:
            surveys.add_reason(scene.session, survey, score.reason, now=scene.now)
            return [scene.say("utter_noted")]
        if survey.state != SurveyState.ASKED:
            return [scene.say("utter_noted")]
        is_low = surveys.answer(
            scene.session,
            survey,
            score=score.score,
            reason=score.reason,
            conversation=scene.conversation,
            now=scene.now,
            settings=scene.settings,
        )
        key = "utter_rating_low" if is_low else "utter_rating_thanks"
        return [scene.say(key, score=catalogue.money(score.score))]


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
