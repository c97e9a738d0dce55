"""What every custom action shares: the scene of a turn, and the way back to the engine."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.errors import ConflictError, RefusedError
from bot.house import House
from bot.language.contact.names import is_form_of_address
from bot.models import Case, CaseKind, Conversation, Draft, Service, Turn
from bot.services import drafts, phrasing
from bot.services.desk import Desk
from bot.services.handoff import cases
from bot.services.reading import Reading
from bot.services.staff import desk_hours
from bot.services.thread import conversations, messages, turns
from bot.services.wording import Button, Reply
from bot.settings import Settings


@dataclass(slots=True)
class Scene:
    """One turn: its conversation, what was understood, and the replies so far."""

    house: House
    session: Session
    turn: Turn
    reading: Reading
    now: datetime
    said: list[str] = field(default_factory=list)
    """What the desk said in this conversation lately and in this turn, the oldest first."""

    @property
    def conversation(self) -> Conversation:
        return self.turn.conversation

    @property
    def settings(self) -> Settings:
        return self.house.settings

    @property
    def desk(self) -> Desk:
        return Desk(self.session, self.conversation, self.now, self.settings)

    def draft(self) -> Draft | None:
        return drafts.current(self.session, self.conversation.id)

    def say(self, key: str, *buttons: Button, **places: object) -> Reply:
        """A reply in the customer's language."""
        return Reply(self.text(key, **places), buttons)

    def text(self, key: str, **places: object) -> str:
        """A sentence in the customer's language."""
        said, seed, dear = "\n".join(self.said), self.turn.id, self.dear
        text = self.house.wording.say_anew(
            key, said, seed=seed, language=self.language, **{"dear": dear, **places}
        )
        self.said.append(text)
        return text

    @property
    def dear(self) -> str:
        """“王女士，”, where the customer has told how to be called; else nothing."""
        name = self.conversation.identity.customer.name
        if not name or not is_form_of_address(name):
            return ""  # “我姓王” says not how to be called
        return self.house.wording.say("utter_dear", language=self.language, name=name)

    @property
    def language(self) -> str:
        return self.conversation.identity.language

    def when(self, at: datetime) -> str:
        """A time in the customer's language."""
        return phrasing.moment(at, self.now, self.language)

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row, with the commas of the customer's language."""
        return phrasing.listed(list(words), self.language)

    def service(self, service: Service) -> str:
        """A service's name in the customer's language."""
        return phrasing.service_name(service, self.language)

    def price(self, service: Service) -> str:
        """A service's price in the customer's language."""
        return phrasing.price(service, self.language)

    def button(self, name: str, payload: str, **places: object) -> Button:
        """A button whose title stands under ``utter_button_<name>``."""
        return Button(self.text(f"utter_button_{name}", **places), payload)

    def open_case(
        self,
        kind: CaseKind,
        name: str,
        subject: str,
        *,
        due_at: datetime | None = None,
        order_id: int | None = None,
    ) -> Case:
        """The case ``name`` of this turn, opened once; due when the desk's hours promise it, unless
        ``due_at`` says otherwise."""
        due_at = due_at or desk_hours.promised(self.now, self.settings)
        return cases.open_case(
            self.session,
            key=f"turn:{self.turn.id}:{name}",
            kind=kind,
            subject=subject,
            now=self.now,
            due_in=due_at - self.now,
            conversation=self.conversation,
            order_id=order_id,
        )

    def refusal(self, refused: RefusedError) -> Reply:
        """The sentence for a rule that refused a wish."""
        return self.say(f"utter_refused_{refused.reason}", **refused.places)


class DeskAction(Action):
    """A custom action of the front desk; ``act`` runs in one transaction of its own."""

    title: str = ""

    def __init__(self, house: House) -> None:
        self.house = house

    def name(self) -> str:
        return self.title

    def act(self, scene: Scene) -> list[Reply]:
        """What is said."""
        return []

    def events(self, scene: Scene) -> list[dict[str, Any]]:
        """What the engine's tracker is told."""
        return []

    async def run(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        with self.house.database.write() as session:
            scene = self._scene(session, tracker.sender_id)
            replies = self._once(scene)
            events = self.events(scene)
        for reply in replies:
            dispatcher.utter_message(text=reply["text"], buttons=reply["buttons"])
        return events

    def _once(self, scene: Scene) -> list[dict[str, Any]]:
        """Act, unless this turn's action is in the database already (a crash came after it)."""
        done = scene.turn.outcome or {}
        if self.title in done:
            return done[self.title]
        replies = [
            {
                "text": reply.text,
                "buttons": [{"title": b.title, "payload": b.payload} for b in reply.buttons],
            }
            for reply in self.act(scene)
        ]
        scene.turn.outcome = {**done, self.title: replies}
        return replies

    def _scene(self, session: Session, sender: str) -> Scene:
        turn = turns.of_engine(session, sender)
        # the engine may still be at an action that the application has asked for again
        conversations.locked(session, turn.conversation_id)
        session.refresh(turn)
        if turn.sender != sender or turn.done_at is not None:
            raise ConflictError("this try at the turn is over")
        reading = Reading.model_validate(turn.reading)
        said = [m.text for m in reversed(messages.recent_of_ours(session, turn.conversation))]
        return Scene(self.house, session, turn, reading, self.house.clock.now(), said)
