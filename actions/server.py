"""The action server: one executor with every action, called from one route of the application."""

from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException

from actions.answers import Affirm, ConfirmPlease, Deny, Inform
from actions.booking import (
    AskAddress,
    AskPhone,
    AskService,
    AskStart,
    ReadBack,
    ValidateBooking,
)
from actions.cancelling import CancelOrder
from actions.complaint import (
    AskComplaintContact,
    AskComplaintDetail,
    AskComplaintOrder,
    ValidateComplaint,
)
from actions.complaint_filed import FileComplaint
from actions.complaint_status import ComplaintStatus
from actions.complaint_verdict import ComplaintVerdict
from actions.enquiry import AnswerEnquiry
from actions.handover import HandOver
from actions.orders import OrderStatus, Reschedule
from actions.rating import TakeRating
from actions.session import SessionStart
from actions.smalltalk import (
    Goodbye,
    Greet,
    Introduce,
    NotUnderstood,
    OutOfScope,
    SetLimit,
    TakeMedia,
    Thanks,
)
from bot.house import House

ACTIONS = (
    SessionStart, ValidateBooking, AskService, AskStart, AskAddress, AskPhone, ReadBack,
    ValidateComplaint, AskComplaintDetail, AskComplaintOrder, AskComplaintContact, FileComplaint,
    ComplaintStatus, ComplaintVerdict, AnswerEnquiry, OrderStatus, CancelOrder, Reschedule,
    HandOver, Affirm, Deny, Inform, ConfirmPlease, TakeRating, Greet, Thanks, Goodbye, OutOfScope,
    Introduce, NotUnderstood, TakeMedia, SetLimit,
)  # fmt: skip

__all__ = ["ACTIONS", "ActionNotFoundException", "make_executor", "run_action"]


def make_executor(house: House) -> ActionExecutor:
    """An executor that knows every action of the desk."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(house))
    return executor


async def run_action(executor: ActionExecutor, call: dict[str, Any]) -> dict[str, Any]:
    """One call of the engine.

    Raises:
        ActionNotFoundException: the domain names an action that is not served here.
    """
    # The engine leaves the domain out of its calls; our actions never look at it.
    result = await executor.run({"domain": {}, "domain_digest": None, **call})
    if result is None:
        return {"events": [], "responses": []}
    return result if isinstance(result, dict) else result.model_dump()
