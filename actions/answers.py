"""Yes, no, and details outside a form: what they mean depends on what was asked last."""

from actions.base import DeskAction, Scene
from actions.booking import store
from actions.cancelling import ask_again, cancel_confirmed, cancel_instead
from actions.new_time import read_change, take_new_time
from actions.offers import resume, yes_or_no
from actions.order_choice import open_orders
from actions.orders import reschedule_confirmed
from actions.read_back import read_back
from actions.remarks import take_remark
from actions.taken import so_far
from actions.totals import quoted
from bot.language.booking.asked_back import asks_what_is_written
from bot.language.booking.giving_up import objects
from bot.language.booking.order_words import keeps_order
from bot.language.talk.questions import asks_to_repeat
from bot.language.trade.amounts import find_home
from bot.models import Draft, DraftKind
from bot.services import drafts
from bot.services.booking import bookings, following
from bot.services.trade import catalogue
from bot.services.wording import Reply


class Affirm(DeskAction):
    """A clear yes: carries out what was read back."""

    title = "action_affirm"

    def act(self, scene: Scene) -> list[Reply]:
        draft = scene.draft()
        if draft is None or draft.kind == DraftKind.COMPLAINT:
            return [scene.say("utter_affirm_nothing")]
        if draft.asked != drafts.CONFIRM:
            return [_what_is_open(scene, draft)]
        if draft.kind == DraftKind.BOOKING:
            following.take_added(scene.desk, draft, scene.reading)
            return store(scene, draft)
        carry_out = cancel_confirmed if draft.kind == DraftKind.CANCEL else reschedule_confirmed
        return [*carry_out(scene, draft), *_back_to_booking(scene)]


class Deny(DeskAction):
    """A clear no: drops what is open, nothing is stored."""

    title = "action_deny"

    def act(self, scene: Scene) -> list[Reply]:
        draft = scene.draft()
        if draft is None or draft.kind == DraftKind.COMPLAINT:
            is_kept = keeps_order(scene.reading.words) and open_orders(scene)
            return [scene.say("utter_order_kept" if is_kept else "utter_deny_nothing")]
        kind = draft.kind
        drafts.close(scene.session, draft)
        if kind == DraftKind.BOOKING:
            scene.conversation.last_service = None
            is_booked = bool(open_orders(scene))
            return [scene.say("utter_draft_dropped_only" if is_booked else "utter_draft_dropped")]
        return [scene.say("utter_order_kept"), *_back_to_booking(scene)]


class Inform(DeskAction):
    """Details while no form is open, or an unclear answer to a read-back."""

    title = "action_inform"

    def act(self, scene: Scene) -> list[Reply]:
        draft = scene.draft()
        if draft is not None and draft.kind in (DraftKind.RESCHEDULE, DraftKind.CANCEL):
            return _continue_change(scene, draft)
        service = catalogue.by_code(scene.session, scene.reading.service)
        if service is not None:
            scene.conversation.last_service = service.code
            if told := quoted(scene):
                return told
            price = scene.price(service)
            book = scene.button("book_now", "book")
            return [
                scene.say("utter_inform_service", book, service=scene.service(service), price=price)
            ]
        if told := quoted(scene) or take_remark(scene):
            return told
        if scene.conversation.last_service and find_home(scene.reading.text):
            guide = scene.say("utter_guide", scene.button("book_now", "book"))
            return [scene.say("utter_noted"), guide]
        return [scene.say("utter_noted")]


def _back_to_booking(scene: Scene) -> list[Reply]:
    """The booking that was open when an order came between goes on."""
    draft = scene.draft()
    if draft is None or draft.kind != DraftKind.BOOKING or not draft.asked:
        return []
    return [_what_is_open(scene, draft)]


def _what_is_open(scene: Scene, draft: Draft) -> Reply:
    """A yes to nothing that was asked: what was to be confirmed, or the next question."""
    if draft.kind == DraftKind.CANCEL:
        return ask_again(scene, draft)
    if draft.kind == DraftKind.RESCHEDULE:
        if draft.asked == "start":
            return resume(scene, draft)
        is_twice = draft.asked == drafts.TWICE
        return cancel_instead(scene, draft) if is_twice else read_change(scene, draft)
    return resume(scene, draft) if bookings.missing(draft) else read_back(scene, draft)


def _continue_change(scene: Scene, draft: Draft) -> list[Reply]:
    if draft.kind == DraftKind.RESCHEDULE and (scene.reading.when or scene.reading.shift):
        return take_new_time(scene, draft)
    return [scene.say("utter_confirm_please")]


class ConfirmPlease(DeskAction):
    """Neither yes nor no to a read-back: says again what is awaited."""

    title = "action_confirm_please"

    def act(self, scene: Scene) -> list[Reply]:
        draft = scene.draft()
        if scene.reading.waits:
            complete = draft is not None and draft.asked == drafts.CONFIRM
            if complete and draft is not None and draft.kind == DraftKind.BOOKING:
                return [scene.say("utter_take_your_time", *yes_or_no(scene))]
            return [scene.say("utter_take_your_time" if complete else "utter_no_hurry")]
        if draft is not None and draft.kind == DraftKind.BOOKING:
            text = scene.reading.words
            repeats = asks_to_repeat(text) or asks_what_is_written(text)
            if draft.asked != drafts.CONFIRM:
                return [*(so_far(scene, draft) if repeats else []), resume(scene, draft)]
            if repeats:
                return [read_back(scene, draft)]
            if objects(text):
                return [scene.say("utter_what_is_wrong")]
            return [scene.say("utter_confirm_please"), read_back(scene, draft)]
        if draft is not None and draft.kind == DraftKind.CANCEL:
            return [ask_again(scene, draft)]
        if draft is not None and draft.asked == "start":
            return [resume(scene, draft)]
        if (
            draft is not None
            and draft.kind == DraftKind.RESCHEDULE
            and (draft.data.get("when") or draft.data.get("contact"))
        ):
            return [read_change(scene, draft)]
        return [scene.say("utter_confirm_please")]
