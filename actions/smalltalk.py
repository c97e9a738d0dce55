"""Greeting, thanks, good-bye, what is not ours, what was not understood, pictures and stickers."""

from datetime import timedelta

from actions.applicants import application
from actions.base import DeskAction, Scene
from actions.enquiry import introduced
from actions.feedback import chatted, praised, suggested
from actions.handover import person_expected
from actions.offers import resume
from bot.language.talk.manners import apologises, takes_leave
from bot.language.talk.who import asks_hotline, asks_where_we_are
from bot.language.trade.appliances import to_be_repaired
from bot.language.trade.services import find_services
from bot.models import DraftKind, Flag
from bot.services import drafts
from bot.services.thread.conversations import flag
from bot.services.trade import catalogue
from bot.services.wording import Button, Reply

_GREETED_FOR = timedelta(hours=12)


def menu(scene: Scene) -> tuple[Button, ...]:
    """What a customer can always do."""
    return (
        scene.button("prices", "intent:enquiry_price"),
        scene.button("book", "book"),
        scene.button("person", "person"),
    )


class Greet(DeskAction):
    """The company's greeting; a shorter one if it was given lately; in a booking its question."""

    title = "action_greet"

    def act(self, scene: Scene) -> list[Reply]:
        last = scene.conversation.greeted_at
        scene.conversation.greeted_at = scene.now
        draft = scene.draft()
        if draft is not None and draft.kind == DraftKind.BOOKING:
            return [resume(scene, draft)]
        if last is not None and scene.now - last < _GREETED_FOR:
            return [scene.say("utter_greet_again")]
        return [scene.say("utter_greet", *menu(scene))]


class Thanks(DeskAction):
    """An answer to thanks, and to an apology."""

    title = "action_thanks"

    def act(self, scene: Scene) -> list[Reply]:
        if apologises(scene.reading.words):
            return [scene.say("utter_no_offence")]
        if (told := praised(scene)) is not None:
            return [told]
        leaves = takes_leave(scene.reading.words)
        return [scene.say("utter_thanks"), *(_left_open(scene) if leaves else [])]


class Goodbye(DeskAction):
    """How to reach us again, and a good wish."""

    title = "action_goodbye"

    def act(self, scene: Scene) -> list[Reply]:
        return [scene.say("utter_goodbye"), *_left_open(scene)]


def _left_open(scene: Scene) -> list[Reply]:
    """The booking that is not finished, to somebody who takes leave."""
    draft = scene.draft()
    if draft is None or draft.kind != DraftKind.BOOKING or not draft.asked:
        return []
    is_complete = draft.asked == drafts.CONFIRM
    return [scene.say("utter_left_unconfirmed" if is_complete else "utter_left_open")]


class OutOfScope(DeskAction):
    """Politely: not what we do, and what we do; who wants to work here is put through."""

    title = "action_out_of_scope"

    def act(self, scene: Scene) -> list[Reply]:
        if applied := application(scene):
            return [applied]
        draft, said = scene.draft(), suggested(scene) or chatted(scene) or _no_repairs(scene)
        if draft is not None and draft.kind == DraftKind.BOOKING and draft.asked:
            return [said or scene.say("utter_out_of_scope"), resume(scene, draft)]
        return [said or scene.say("utter_out_of_scope", *menu(scene))]


def _no_repairs(scene: Scene) -> Reply | None:
    """“空调坏了你们修吗”: what we do for such a machine instead, which is then talked of."""
    appliance = to_be_repaired(scene.reading.words)
    found = find_services(f"洗{appliance}", catalogue.lexicon(scene.session)) if appliance else []
    service = catalogue.by_code(scene.session, found[0].code) if found else None
    if service is None:
        return None
    scene.conversation.last_service = service.code
    name, price = scene.service(service), scene.price(service)
    return scene.say("utter_repairs_not", appliance=appliance, service=name, price=price)


class NotUnderstood(DeskAction):
    """Takes up a need that was told (“半边身子不能动”), else asks back; the second miss in a row
    goes to a person (REQ A10)."""

    title = "action_not_understood"

    def act(self, scene: Scene) -> list[Reply]:
        if (heard := chatted(scene)) is not None:
            return [heard]
        if scene.conversation.misses == 0:
            return introduced(scene, instead=True) or [
                scene.say("utter_not_understood", *menu(scene))
            ]
        if Flag.NOT_UNDERSTOOD in scene.conversation.flags:
            return [scene.say("utter_person_waiting")]
        flag(scene.session, scene.conversation, Flag.NOT_UNDERSTOOD, now=scene.now)
        return [scene.say("utter_not_understood_person"), person_expected(scene)]


class TakeMedia(DeskAction):
    """A picture, voice, sticker, forwarded text: kept, put with an open complaint, never a yes."""

    title = "action_media"

    def act(self, scene: Scene) -> list[Reply]:
        kind = scene.reading.kind
        if kind == "sticker":
            return self._sticker(scene)
        if kind == "voice":
            return [scene.say("utter_media_unreadable")]
        complaint = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        if complaint is not None:
            said = [*complaint.data.get("said", []), scene.reading.text]
            drafts.update(scene.session, complaint, scene.now, said=said)
        elif kind == "forwarded":
            return [scene.say("utter_forwarded_noted")]
        return [scene.say("utter_media_noted")]

    @staticmethod
    def _sticker(scene: Scene) -> list[Reply]:
        draft = scene.draft()
        if draft is not None and draft.asked == drafts.CONFIRM:
            return [scene.say("utter_confirm_please")]
        if draft is not None and draft.kind == DraftKind.BOOKING and draft.asked:
            return [resume(scene, draft)]
        return [scene.say("utter_sticker")]


class Introduce(DeskAction):
    """Who we are and where, our phone; “are you a robot?”: the truth, and the way to a person."""

    title = "action_introduce"

    def act(self, scene: Scene) -> list[Reply]:
        draft = scene.draft()
        told = self._told(scene)
        if draft is not None and draft.kind == DraftKind.BOOKING and draft.asked:
            return [told, resume(scene, draft)]
        return [Reply(told.text, menu(scene))]

    @staticmethod
    def _told(scene: Scene) -> Reply:
        words = scene.reading.words
        if asks_hotline(words):
            has_one = bool(scene.settings.hotline)
            return scene.say("utter_hotline" if has_one else "utter_hotline_none")
        if asks_where_we_are(words):
            areas = catalogue.areas_text(scene.session, scene.language)
            return scene.say("utter_introduce_where", areas=areas)
        return scene.say("utter_introduce")


class SetLimit(DeskAction):
    """Abuse and nothing else: calm, a limit, and the way to a person (REQ A5)."""

    title = "action_set_limit"

    def act(self, scene: Scene) -> list[Reply]:
        person = scene.button("person", "person")
        return [scene.say("utter_limit", person)]
