"""Praise and suggestions become cases of their own (REQ A7)."""

from datetime import timedelta

from actions.base import Scene
from bot.language.booking.worker_names import find_worker
from bot.language.survey.feedback import chats, praises, suggests
from bot.models import CaseKind
from bot.services.wording import Reply


def praised(scene: Scene) -> Reply | None:
    """“想表扬姓赵的阿姨”: recorded, and passed on to whom it is for."""
    if not praises(scene.reading.words):
        return None
    _keep(scene, CaseKind.PRAISE)
    worker = find_worker(scene.reading.words)
    if worker is None:
        return scene.say("utter_praise")
    return scene.say("utter_praise_worker", worker=worker)


def suggested(scene: Scene) -> Reply | None:
    """“能不能出个会员卡”: recorded for whoever decides on it."""
    if not suggests(scene.reading.words):
        return None
    _keep(scene, CaseKind.SUGGESTION)
    return scene.say("utter_suggestion")


def chatted(scene: Scene) -> Reply | None:
    """A warm word for small talk, an open ear for a sigh."""
    kind = chats(scene.reading.words)
    return scene.say(f"utter_small_talk_{kind}") if kind else None


def _keep(scene: Scene, kind: CaseKind) -> None:
    due_at = scene.now + timedelta(hours=scene.settings.case_first_hours)
    scene.open_case(kind, kind, scene.reading.text[:200], due_at=due_at)
