"""What the screens call things, in Chinese."""

from datetime import datetime, timedelta

from bot.clock import local
from bot.language.survey.reasons import Topic
from bot.models import (
    CaseKind,
    Category,
    ComplaintState,
    Delivery,
    Flag,
    Group,
    HandoverState,
    Heard,
    NudgeKind,
    Owner,
    Purpose,
    Role,
    ShiftKind,
    SurveyKind,
    VisitState,
    WishKind,
    WishState,
)
from bot.services.order.corrections import Cause
from bot.services.sending.delivery_policy import Why
from bot.services.staff.presence import Presence
from bot.services.survey.callbacks import Standing

FLAG = {
    Flag.URGENT: "紧急",
    Flag.COMPLAINT: "投诉",
    Flag.PERSON_WANTED: "要求人工",
    Flag.ANGRY: "情绪激动",
    Flag.LOW_SCORE: "评分低",
    Flag.NOT_UNDERSTOOD: "没听懂",
}
OWNER = {Owner.BOT: "机器人接待中", Owner.QUEUE: "等待人工", Owner.PERSON: "人工接待中"}
GROUP = {Group.GENERAL: "客服组", Group.ORDER: "订单组", Group.COMPLAINT: "投诉组"}
ROLE = {
    Role.AGENT: "客服",
    Role.LEAD: "组长",
    Role.SUPERVISOR: "主管",
    Role.MANAGER: "经理",
    Role.ADMINISTRATOR: "管理员",
}
CHANNEL = {
    "web": "网页",
    "wechat": "微信",
    "telegram": "Telegram",
    "phone": "电话",
    "on_site": "现场",
    "letter": "书面",
    "email": "邮件",
}
DELIVERY = {
    Delivery.QUEUED: "待发送",
    Delivery.SENDING: "发送中",
    Delivery.SENT: "已发送",
    Delivery.UNKNOWN: "结果未知",
    Delivery.FAILED: "发送失败",
    Delivery.DROPPED: "未发送",
    Delivery.HANDED: "未送达，需电话联系",
}
PENDING = frozenset({Delivery.QUEUED, Delivery.SENDING})
TROUBLE = frozenset({Delivery.UNKNOWN, Delivery.FAILED, Delivery.DROPPED, Delivery.HANDED})
PURPOSE = {
    Purpose.REMINDER: "上门提醒",
    Purpose.RATING: "评价邀请",
    Purpose.CALLBACK: "服务回访",
    Purpose.NOTICE: "系统通知",
    Purpose.ALARM: "员工告警",
    Purpose.CARE: "关怀消息",
}
WHY = {
    Why.NO_CHANNEL: "这个渠道没有启用",
    Why.LEFT: "客户已取关或拉黑",
    Why.NO_CARE: "客户没有同意接收关怀消息",
    Why.CAPPED: "已达到频次上限",
    Why.QUIET: "免打扰时段，顺延发送",
    Why.NO_MEANS: "这类账号不能主动推送",
    Why.CLOSED: "窗口已关闭：客户最近没有来信",
    Why.USED_UP: "窗口内的条数已用完",
    Why.SPARED: "剩下的条数留给人工",
    Why.ONLY_ANSWERS: "这类账号只能在客户来信时回复",
    Why.NO_TEMPLATE: "没有设置对应的模板",
    Why.NO_CONSENT: "客户没有同意订阅，或次数已用完",
    Why.TAKEN_OVER: "人工已接管，机器人的答复不再发送",
    Why.OVERTAKEN: "已有更新的答复",
    Why.IN_PART: "只发出了一部分，窗口已关闭",
}
VISIT = {
    VisitState.DRAFT: "草稿",
    VisitState.CONFIRMED: "已确认",
    VisitState.ASSIGNED: "已派工",
    VisitState.ACCEPTED: "服务人员已接单",
    VisitState.UNDER_WAY: "服务中",
    VisitState.COMPLETED: "已完成",
    VisitState.REVIEWED: "已评价",
    VisitState.CANCELLED: "已取消",
}
STEP = {
    VisitState.ASSIGNED: "已派工",
    VisitState.ACCEPTED: "服务人员已接单",
    VisitState.UNDER_WAY: "开始服务",
    VisitState.COMPLETED: "完成",
}
CATEGORY = {
    Category.QUALITY: "服务质量",
    Category.ATTITUDE: "服务态度",
    Category.LATE: "迟到早退",
    Category.NO_SHOW: "未上门",
    Category.DAMAGE: "物品损坏",
    Category.OVERCHARGE: "多收费用",
    Category.REFUND: "退款",
    Category.SAFETY: "人身财产安全",
    Category.OTHER: "其他",
}
COMPLAINT = {
    ComplaintState.OPEN: "待处理",
    ComplaintState.INVESTIGATING: "核实中",
    ComplaintState.RESOLVED: "已解决",
    ComplaintState.CLOSED: "已关闭",
}
CASE = {
    CaseKind.ENQUIRY: "咨询",
    CaseKind.ORDER: "订单",
    CaseKind.COMPLAINT: "投诉",
    CaseKind.SUGGESTION: "建议",
    CaseKind.PRAISE: "表扬",
    CaseKind.TECHNICAL: "技术",
    CaseKind.CALL: "电话联系",
    CaseKind.LOW_SCORE: "评分低",
    CaseKind.URGENT: "紧急",
}
CAUSE = {Cause.DESK: "客服差错", Cause.CUSTOMER: "客户要求", Cause.WORKER: "服务人员原因"}
HEARD = {Heard.REACHED: "已联系上", Heard.REFUSED: "客户不愿回访", Heard.UNREACHED: "未联系上"}
STANDING = {
    Standing.DUE: "待回访",
    Standing.TRIED: "已尝试",
    Standing.REACHED: "已回访",
    Standing.REFUSED: "不愿回访",
}
SHIFT = {ShiftKind.DAY: "早班", ShiftKind.EVENING: "晚班", ShiftKind.ON_CALL: "值班"}
WISH = {WishKind.LEAVE: "请假", WishKind.SWAP: "换班"}
WISH_STATE = {
    WishState.ASKED: "待答复",
    WishState.AGREED: "同事已同意，待批准",
    WishState.APPROVED: "已批准",
    WishState.REFUSED: "已驳回",
    WishState.WITHDRAWN: "已撤回",
    WishState.LAPSED: "已失效",
}
HANDOVER = {
    HandoverState.OFFERED: "等待接班",
    HandoverState.SIGNED: "双方已签字",
    HandoverState.REFUSED: "已拒绝",
}
PRIORITY = {"urgent": "紧急", "high": "高"}
TOPIC = {
    Topic.ATTITUDE: "态度",
    Topic.SPEED: "速度",
    Topic.RESULT: "效果",
    Topic.EXPERIENCE: "体验",
}
SURVEY = {
    SurveyKind.SERVICE: "上门服务",
    SurveyKind.CALLBACK: "服务回访",
    SurveyKind.AGENT: "客服接待",
    SurveyKind.NPS: "推荐意愿",
}
NUDGE = {
    NudgeKind.ASSIGNED: "新会话分配给您",
    NudgeKind.REASSIGNED: "会话超时没有回复",
    NudgeKind.AIM: "客户在等您回复",
    NudgeKind.LIMIT: "回复或处理已超时限",
    NudgeKind.TRANSFER: "同事请您接手",
    NudgeKind.ANSWER: "转接没有成功",
    NudgeKind.STEPPED_IN: "会话已由上级接管",
    NudgeKind.ESCALATED: "同事向您升级",
}
PRESENCE = {
    Presence.PRESENT: "在线",
    Presence.AWAY: "离开",
    Presence.OFFLINE: "离线",
}
INTENT = {
    "enquiry_price": "咨询价格",
    "enquiry_content": "咨询服务内容",
    "enquiry_qualification": "咨询人员资质",
    "enquiry_booking": "咨询如何预约",
    "enquiry_area_hours": "咨询范围和时间",
    "enquiry_promotion": "咨询优惠",
    "order_place": "下单预约",
    "order_reschedule": "改期",
    "order_cancel": "取消订单",
    "order_status": "查询订单",
    "complaint_late": "投诉迟到早退",
    "complaint_attitude": "投诉服务态度",
    "complaint_quality": "投诉服务质量",
    "complaint_damage": "投诉物品损坏",
    "complaint_overcharge": "投诉多收费",
    "complaint_no_show": "投诉未上门",
    "complaint_refund": "要求退款",
    "complaint_safety": "投诉安全问题",
    "greet": "问候",
    "thanks": "感谢",
    "goodbye": "告别",
    "affirm": "肯定",
    "deny": "否定",
    "ask_human": "要求人工",
    "inform": "补充信息",
    "out_of_scope": "与业务无关",
    "not_understood": "没有听懂",
    "rating": "评分",
    "media": "图片或语音",
    "urgent": "紧急情况",
    "confirm_please": "等待确认",
}


def intent(name: str) -> str:
    """An intent in words; a new one under its own name."""
    return INTENT.get(name, name)


def why(reason: str) -> str:
    """Why a message did not go out; a channel's own word as it came."""
    return WHY[Why(reason)] if reason in set(Why) else reason


def clock_time(moment: datetime, now: datetime) -> str:
    """“14:05” today, “昨天 14:05”, “11-20 14:05”."""
    here, today = local(moment), local(now).date()
    if here.date() == today:
        return f"{here:%H:%M}"
    if here.date() == today - timedelta(days=1):
        return f"昨天 {here:%H:%M}"
    return f"{here:%m-%d %H:%M}" if here.year == today.year else f"{here:%Y-%m-%d}"


def day_name(moment: datetime, now: datetime) -> str:
    """The heading of a day in the thread."""
    here, today = local(moment).date(), local(now).date()
    known = {today: "今天", today - timedelta(days=1): "昨天"}
    return known.get(here) or f"{here.year} 年 {here.month} 月 {here.day} 日"


def span(start: datetime, end: datetime) -> str:
    """“11月23日 周一 09:00–12:00”."""
    begin, until = local(start), local(end)
    weekday = "一二三四五六日"[begin.weekday()]
    return f"{begin.month}月{begin.day}日 周{weekday} {begin:%H:%M}–{until:%H:%M}"
