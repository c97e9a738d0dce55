"""The time line of an order in a dialog: who did what when, and what is still to come."""

from collections.abc import Sequence
from datetime import datetime

from bot.clock import local
from bot.console.dialogs import question
from bot.console.parts import box, button, tag
from bot.console.words import HEARD, VISIT, clock_time
from bot.models import FollowUpKind, Heard, VisitState
from bot.services.order.time_line import Moment

_DID = {
    "booked": "下单",
    "moved": "状态",
    "rescheduled": "改期到",
    "late": "服务人员报告会晚到",
    "contact shown": "联系方式展示给服务人员",
    "contact": "更改地址或电话",
    "remark": "补充要求",
    "corrected": "更正订单",
    "phone shown": "查看客户电话",
    "called back": "电话回访",
    "rechecked": "季度复核",
    "task opened": "生成工单",
    "task closed": "工单办结",
    "rated": "评分",
}
_KIND = {
    FollowUpKind.OFFER: "派单通知",
    FollowUpKind.CHANGED: "告知服务人员变动",
    FollowUpKind.RELEASED: "通知服务人员不用上门",
    FollowUpKind.REPLACED: "告知客户更换服务人员",
    FollowUpKind.REMINDER: "上门前提醒",
    FollowUpKind.CONFIRMATION: "检查接单确认",
    FollowUpKind.ARRIVAL: "检查是否到达",
    FollowUpKind.FINISH: "询问是否完成",
    FollowUpKind.OVERDUE: "检查完成记录",
    FollowUpKind.RATING: "评价邀请",
    FollowUpKind.CALLBACK: "回访",
    FollowUpKind.CALLBACK_AGAIN: "第二次回访",
    FollowUpKind.CALLBACK_PHONE: "电话回访",
    FollowUpKind.NPS: "询问推荐意愿",
}
_AS_IT_IS = {"task opened", "task closed", "rated"}
_ACTOR = {"customer": "客户", "job": "系统", "bot": "机器人"}


def show_time_line(number: str, moments: Sequence[Moment], now: datetime) -> None:
    """Open the dialog."""
    with question(f"订单 {number} 的时间线") as dialog:
        with box("time-line"):
            for moment in moments:
                _line(moment, now)
        with box("ask-buttons"):
            button("关闭", dialog.close, "primary")
    dialog.open()


def _line(moment: Moment, now: datetime) -> None:
    with box("fact" + (" planned" if moment.is_planned else "")):
        tag(clock_time(moment.at, now), "num muted")
        tag(say(moment), "")
        tag("待办" if moment.is_planned else _who(moment.actor), "muted")
    if moment.reason:
        tag(moment.reason, "quote", "p")


def say(moment: Moment) -> str:
    """What happened, in Chinese."""
    if moment.what in set(FollowUpKind):
        return _KIND[FollowUpKind(moment.what)]
    did = _DID.get(moment.what, moment.what)
    return f"{did} {_after(moment)}".strip()


def _after(moment: Moment) -> str:
    if moment.what in _AS_IT_IS:
        return moment.after or ""
    if moment.after in set(Heard):
        return HEARD[Heard(moment.after)]
    if moment.after in set(VisitState):
        return VISIT[VisitState(moment.after)]
    if moment.what == "rescheduled" and moment.after:
        return f"{local(datetime.fromisoformat(moment.after)):%m-%d %H:%M}"
    return ""


def _who(actor: str | None) -> str:
    if actor is None:
        return "系统"
    kind, _, name = actor.partition(":")
    return {"staff": f"客服 {name}", "worker": f"服务人员 {name}"}.get(kind, _ACTOR.get(kind, kind))
