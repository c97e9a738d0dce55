"""A turn: take the waiting bubbles of one conversation, understand, act, store the replies.

Who owns the conversation is read before the engine is asked and again when the replies are stored.
A crash anywhere leaves the inbox rows unhandled and the turn open: it is taken again, what its
actions stored before is found in its outcome, and the engine gets a new name for it: what it may
still be doing under the old one comes to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.conversation import bubbles, side_desks
from bot.conversation.care_turn import CareTurns
from bot.conversation.engine import Engine
from bot.conversation.hearing import Hearing
from bot.conversation.side_desks import SideDesk
from bot.conversation.staff_turn import StaffTurns
from bot.conversation.worker_turn import WorkerTurns
from bot.db import Database
from bot.errors import EngineError
from bot.models import CaseKind, Conversation, Flag, Inbox, Owner, Purpose, Turn
from bot.services import drafts
from bot.services.danger.urgent_matters import raise_urgent, what_to_say
from bot.services.handoff.cases import add_to_case, open_case, open_of_kind
from bot.services.reading import Reading
from bot.services.sending.delivery_policy import answers_in_push
from bot.services.thread import conversations, messages, turns
from bot.services.wording import Reply, Wording
from bot.settings import Settings

log = structlog.get_logger()
TRIES = 3
READ_BACK = "action_read_back"
PASSIVE_HOLD = timedelta(seconds=20)
_RETRY = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A try at a turn. Whoever comes after, because the lease ran out, has a higher try: the late
    one must not finish what is another's by then."""

    conversation_id: int
    turn_id: int
    tries: int


@dataclass(frozen=True, slots=True)
class Turns:
    """Takes turns; ``worker`` names the holder of its leases."""

    database: Database
    engine: Engine
    clock: Clock
    settings: Settings
    wording: Wording
    worker: str

    @property
    def side_desks(self) -> Sequence[SideDesk]:
        """Service workers, who gets alarms here, who wants greetings and who does not."""
        return (
            WorkerTurns(self.clock, self.settings, self.wording),
            StaffTurns(self.clock, self.settings, self.wording),
            CareTurns(self.clock, self.wording),
        )

    @property
    def hearing(self) -> Hearing:
        """The reader of what customers say."""
        return Hearing(self.engine, self.clock, self.settings)

    def take_next(self, *, only_urgent: bool = False, overdue: timedelta = timedelta(0)) -> bool:
        """Take the turn that is due longest; False when none is.

        ``only_urgent``: those that need no engine, while it is not there yet. ``overdue``: of the
        others only what nobody else took for so long.
        """
        return any(self._take_if_free(due) for due in self._due(only_urgent, overdue))

    def _due(self, only_urgent: bool, overdue: timedelta) -> Sequence[int]:
        """The conversations that wait longest and that nobody is at."""
        now = self.clock.now()
        with self.database.read() as session:
            return turns.due(session, now, only_urgent=only_urgent, overdue=overdue)

    def _take_if_free(self, conversation_id: int) -> bool:
        """Take the turn of a conversation; False when another worker is at it."""
        with self.database.write() as session:
            if not self._claim(session, conversation_id):
                return False
            claim = self._open(session, conversation_id)
        if claim is not None:
            self._take(claim)
        return True

    def _claim(self, session: Session, conversation_id: int) -> bool:
        return turns.claim(session, conversation_id, self.worker, self.clock.now())

    def _open(self, session: Session, conversation_id: int) -> _Claim | None:
        """Bind the waiting messages to a turn: the one a crash left open, or a new one."""
        turn = turns.left_open(session, conversation_id)
        if turn is None:
            waiting = turns.waiting(session, conversation_id)
            if not waiting:
                turns.let_go(conversations.locked(session, conversation_id), None)
                return None
            turn = turns.begin(session, conversation_id, _together(waiting), self.clock.now())
        if turn.tries:
            turns.rename(turn)
        turn.tries += 1
        return _Claim(conversation_id, turn.id, turn.tries)

    def _take(self, claim: _Claim) -> None:
        try:
            replies = self._answer(claim.turn_id)
        except Exception as error:  # whatever failed, the customer must not be left alone
            self._log_failure(claim.conversation_id, error)
            if self._again_later(claim):
                return
            replies = self._give_up(claim)
        self._finish(claim, replies)

    def _held(self, session: Session, claim: _Claim) -> tuple[Conversation, Turn] | None:
        """The conversation, locked, and the turn; None when it is another's by now, or done."""
        conversation = conversations.locked(session, claim.conversation_id)
        turn = session.get_one(Turn, claim.turn_id)
        if turn.done_at is None and turn.tries == claim.tries:
            return conversation, turn
        log.warning("turn came too late", conversation=claim.conversation_id, turn=claim.turn_id)
        return None

    @staticmethod
    def _log_failure(conversation_id: int, error: Exception) -> None:
        if isinstance(error, EngineError):
            log.warning("engine failed", conversation=conversation_id, error=str(error))
        else:
            log.error("turn failed", conversation=conversation_id, exc_info=error)

    def _again_later(self, claim: _Claim) -> bool:
        """One quick second try; a customer must have an answer within 10 s."""
        if claim.tries >= TRIES - 1:
            return False
        with self.database.write() as session:
            if held := self._held(session, claim):
                turns.let_go(held[0], self.clock.now() + _RETRY)
        return True

    def _answer(self, turn_id: int) -> list[Reply]:
        """Understand the turn and let the engine's rules act on it.

        Raises:
            EngineError: the engine or an action failed.
        """
        replies = side_desks.answer(self.database, self.side_desks, turn_id)
        if replies is not None:
            return replies
        reading = self._understand(turn_id)
        if reading is None:
            return []
        with self.database.write() as session:
            turn = session.get_one(Turn, turn_id)
            if turn.reading is None:
                self.hearing.put_down(session, turn, reading)
            if reading.urgent:
                return self._urgent(session, turn, reading)
            sender = turn.sender
        replies = self.engine.take_turn(sender, reading.intent)
        if not replies:
            raise EngineError(f"no reply to {reading.intent}: an action failed")
        return replies

    def _understand(self, turn_id: int) -> Reading | None:
        """The reading of a turn, made once; None when a person has the conversation.

        The engine is asked while nothing but a reading transaction is open.
        """
        with self.database.read() as session:
            turn = session.get_one(Turn, turn_id)
            if turn.conversation.owner == Owner.PERSON:
                return None
            if turn.reading is not None:
                return Reading.model_validate(turn.reading)
            return self.hearing.hear(session, turn)

    def _urgent(self, session: Session, turn: Turn, reading: Reading) -> list[Reply]:
        """Fixed approved texts, a person at once, the engine is not asked (REQ D3)."""
        conversation = turn.conversation
        texts = what_to_say(session, conversation, reading, self.settings)
        raise_urgent(
            session,
            conversation,
            reading,
            key=f"turn:{turn.id}",
            now=self.clock.now(),
            settings=self.settings,
        )
        say = _Sayer(self.wording, turn.id, conversation.identity.language)
        return [say(key, **places) for key, places in texts]

    def _give_up(self, claim: _Claim) -> list[Reply]:
        """The engine is down: an apology, and a person gets the conversation (REQ G5)."""
        now = self.clock.now()
        with self.database.write() as session:
            held = self._held(session, claim)
            if held is None:
                return []
            conversation, turn = held
            if READ_BACK in (turn.outcome or {}):  # read back by the engine, and never sent
                drafts.unask(session, conversation.id, now)
            conversations.flag(session, conversation, Flag.NOT_UNDERSTOOD, now=now)
            said = "；".join(row.message.text for row in turns.open_rows(session, turn))
            subject = f"系统未能回复：{said[:200]}"
            self._report(session, turn, subject)
            say = _Sayer(self.wording, turn.id, conversation.identity.language)
            return [say("utter_engine_down")]

    def _report(self, session: Session, turn: Turn, subject: str) -> None:
        """A case for the failure; while one is open, the message is added to it."""
        under_way = open_of_kind(session, turn.conversation_id, CaseKind.TECHNICAL)
        if under_way is not None:
            add_to_case(session, under_way, subject)
            return
        open_case(
            session,
            key=f"turn:{turn.id}:failed",
            kind=CaseKind.TECHNICAL,
            subject=subject,
            now=self.clock.now(),
            due_in=timedelta(seconds=self.settings.reply_limit_seconds),
            conversation=turn.conversation,
            priority="high",
        )

    def _finish(self, claim: _Claim, replies: list[Reply]) -> None:
        """Store the replies and mark the messages handled, unless a person has come in between.

        A question is left out when the customer has written on meanwhile: the next turn asks anew.
        """
        now = self.clock.now()
        with self.database.write() as session:
            held = self._held(session, claim)
            if held is None:
                return
            conversation, turn = held
            written_on = bool(turns.waiting(session, conversation.id))
            is_late = written_on and messages.only_asks(turn)
            is_unsaid = is_late or (bool(replies) and conversation.owner == Owner.PERSON)
            if is_unsaid or (written_on and drafts.is_read_back(session, conversation.id)):
                # nobody saw the question before writing what comes next: it is no answer
                drafts.unask(session, conversation.id, now)
            if replies and not is_unsaid:
                messages.push(
                    session,
                    conversation,
                    joined(replies),
                    key=f"turn:{turn.id}",
                    purpose=Purpose.REPLY,
                    now=now,
                    turn_id=turn.id,
                    not_before=now + self._hold(conversation),
                )
            missed = turn.intent == "not_understood"
            conversation.misses = conversation.misses + 1 if missed else 0
            turns.settle(session, turn, now)
            turns.let_go(conversation, now if turns.waiting(session, conversation.id) else None)

    def _hold(self, conversation: Conversation) -> timedelta:
        """A passive-only WeChat account gets its reply in the answer to a push or its repetitions;
        only after these the sender may have it."""
        is_passive = answers_in_push(conversation.identity.channel, self.settings)
        return PASSIVE_HOLD if is_passive else timedelta(0)


@dataclass(frozen=True, slots=True)
class _Sayer:
    wording: Wording
    seed: int
    language: str

    def __call__(self, key: str, **places: object) -> Reply:
        return Reply(self.wording.say(key, seed=self.seed, language=self.language, **places))


def joined(replies: Sequence[Reply]) -> Reply:
    """One message of all replies: the sentences in order, every button once."""
    buttons = {button.payload: button for reply in replies for button in reply.buttons}
    return Reply("\n\n".join(reply.text for reply in replies), tuple(buttons.values()))


def _together(waiting: Sequence[Inbox]) -> Sequence[Inbox]:
    """The bubbles that are answered as one; what cannot be joined stands alone."""
    sort = bubbles.sort_of(waiting[0].message)
    if sort is None:
        return waiting[:1]
    return list(takewhile(lambda row: bubbles.sort_of(row.message) == sort, waiting))
