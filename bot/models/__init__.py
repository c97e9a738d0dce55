"""The tables, a file per noun; import a model from here."""

from bot.models.alarm import Alarm, AlarmKind, StaffChat
from bot.models.callback import Call, Heard
from bot.models.case import Case, CaseKind, CaseState
from bot.models.catalogue import Area, Condition, Coupon, Service, Surcharge
from bot.models.complaint import Category, Complaint, ComplaintState
from bot.models.consent import Consent
from bot.models.conversation import Conversation, Flag, Group, Owner
from bot.models.customer import Customer, Identity, Need, WebToken
from bot.models.desk import (
    Attendance,
    ClockKind,
    Nudge,
    NudgeKind,
    SlaClock,
    Transfer,
    TransferState,
)
from bot.models.draft import Draft, DraftKind
from bot.models.follow_up import FollowUp, FollowUpKind, FollowUpState
from bot.models.label import Label
from bot.models.merge import CustomerMerge, CustomerTag
from bot.models.message import Author, Delivery, Inbox, Media, Message, Outbox, Purpose
from bot.models.order import Order, Refusal, RefusalKind, Visit, VisitState
from bot.models.record import Counter, History, Keep
from bot.models.search import SearchTerm
from bot.models.shift import (
    Handover,
    HandoverState,
    Shift,
    ShiftKind,
    ShiftWish,
    WishKind,
    WishState,
)
from bot.models.staff import Role, Staff, StaffSession
from bot.models.survey import Survey, SurveyKind, SurveyState
from bot.models.turn import Turn
from bot.models.worker import Absence, Invitation, Worker

__all__ = [
    "Absence",
    "Alarm",
    "AlarmKind",
    "Area",
    "Attendance",
    "Author",
    "Call",
    "Case",
    "CaseKind",
    "CaseState",
    "Category",
    "ClockKind",
    "Complaint",
    "ComplaintState",
    "Condition",
    "Consent",
    "Conversation",
    "Counter",
    "Coupon",
    "Customer",
    "CustomerMerge",
    "CustomerTag",
    "Delivery",
    "Draft",
    "DraftKind",
    "Flag",
    "FollowUp",
    "FollowUpKind",
    "FollowUpState",
    "Group",
    "Handover",
    "HandoverState",
    "Heard",
    "History",
    "Identity",
    "Inbox",
    "Invitation",
    "Keep",
    "Label",
    "Media",
    "Message",
    "Need",
    "Nudge",
    "NudgeKind",
    "Order",
    "Outbox",
    "Owner",
    "Purpose",
    "Refusal",
    "RefusalKind",
    "Role",
    "SearchTerm",
    "Service",
    "Shift",
    "ShiftKind",
    "ShiftWish",
    "SlaClock",
    "Staff",
    "StaffChat",
    "StaffSession",
    "Surcharge",
    "Survey",
    "SurveyKind",
    "SurveyState",
    "Transfer",
    "TransferState",
    "Turn",
    "Visit",
    "VisitState",
    "WebToken",
    "WishKind",
    "WishState",
    "Worker",
]
