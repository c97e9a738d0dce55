"""What a message means in its conversation (REQ A11, C1, C2, D2, E2): many small cases."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from bot.conversation.decision import Context, decide
from bot.language.when import SHANGHAI, When, find_times, merge_all
from bot.models import DraftKind
from bot.services.drafts import CONFIRM
from bot.services.reading import Reading, Score, when_from_json, when_to_json

WHEN: dict[str, Any] = {
    "text": "明天下午两点",
    "day": "2026-11-23",
    "clock": "14:00:00",
    "until": None,
    "part": None,
    "hours": None,
}
LENGTH = {**WHEN, "text": "两小时", "day": None, "clock": None, "hours": "2"}
BOOKING, COMPLAINT = DraftKind.BOOKING, DraftKind.COMPLAINT
CANCEL, RESCHEDULE = DraftKind.CANCEL, DraftKind.RESCHEDULE
SCORE = Score(score=Decimal(5))
FILED = Context(has_complaint=True, in_complaint=True, has_survey=True)
LATE = Context(has_orders=True, had_service=True)
DANGER = Context(is_urgent=True)
UNTAKEN = Context(has_complaint=True, in_complaint=True)
STATUS = "complaint_status"
READ_BACK = Context(draft=BOOKING, asked=CONFIRM)
ASKED_START = Context(draft=BOOKING, asked="start")
ASKED_ADDRESS = Context(draft=BOOKING, asked="address")
COMPLAINING = Context(draft=COMPLAINT)
CANCELLING = Context(draft=CANCEL, asked=CONFIRM)
MOVING = Context(draft=RESCHEDULE, asked="start")
SURVEYED = Context(has_survey=True)
ASKED_PHONE = Context(draft=BOOKING, asked="phone", known_phone="+86138")
WAITING = Context(awaits_person=True)
BOOKED = Context(has_orders=True)
MOVE_READ = Context(draft=RESCHEDULE, asked=CONFIRM, has_orders=True)
CANCEL_WHICH = Context(draft=CANCEL, asked="which", has_orders=True)
RATED = Context(rated=7, answered=7, had_service=True)
ASKED_RATING = Context(has_survey=True, asks_rating=True, had_service=True)
PHONE_KNOWN = Context(draft=BOOKING, known_phone="+86138")


def sure(top: str, text: str = "甲乙", **more: Any) -> Reading:
    """The engine is sure of it."""
    return Reading(text=text, top=top, confidence=0.9, accepted=True, **more)


def unsure(text: str = "甲乙", **more: Any) -> Reading:
    """The engine is not sure of anything."""
    return Reading(text=text, confidence=0.2, **more)


def guess(top: str, text: str, **more: Any) -> Reading:
    """The engine takes it for that, and is far from sure."""
    return Reading(text=text, top=top, confidence=0.34, accepted=True, **more)


def pressed(payload: str, **more: Any) -> Reading:
    return Reading(text="甲乙", kind="button", payload=payload, **more)


def timed(top: str, text: str, **more: Any) -> Reading:
    """The engine is sure, and the times are those of the text."""
    times = find_times(text, NOW)
    when = merge_all(times)
    return sure(
        top,
        text,
        when=when_to_json(when) if when else None,
        times=[when_to_json(each) for each in times],
        **more,
    )


NOW = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
ANOTHER_OPEN = Context(
    draft=BOOKING,
    asked="start",
    has_orders=True,
    booked=("daily_clean",),
    booked_days=frozenset({date(2026, 11, 24)}),
    in_hand="tidying",
    day_in_hand=date(2026, 12, 2),
)
MOVING_ONE = Context(
    draft=RESCHEDULE,
    asked=CONFIRM,
    has_orders=True,
    booked_days=frozenset({date(2026, 11, 24), date(2026, 11, 30)}),
)
CANCELLING_ONE = replace(MOVING_ONE, draft=CANCEL)
JUST_BOOKED = Context(has_orders=True, just_booked=True, booked=("daily_clean",))
SERIES_READ = replace(READ_BACK, is_series=True)
EMPTIED = replace(READ_BACK, empties=True)

READ_TIMED = replace(
    READ_BACK,
    day_in_hand=date(2026, 11, 24),
    when_in_hand=When("明天下午两点", day=date(2026, 11, 24), clock=time(14), part="下午"),
)
BOOKED_TOMORROW = Context(
    has_orders=True, booked=("daily_clean",), booked_days=frozenset({date(2026, 11, 24)})
)


CASES: list[tuple[str, Reading, Context, str]] = [
    # -- the read-back: a yes, a wish, a question --------------------------------------------
    *(
        (f"at the read-back: {text}", reading, READ_TIMED, intent)
        for text, reading, intent in [
            ("a yes", unsure("行吧，订一下"), "affirm"),
            ("its time again", timed("order_place", "好 就明天下午两点"), "affirm"),
            ("another time", timed("order_place", "好 就明天下午三点"), "inform"),
            ("what is wrong", sure("deny", "不对", answer=False), "confirm_please"),
            ("the whole", sure("order_cancel", "不约了", answer=False), "deny"),
            ("no part", sure("order_cancel", "胆子小的阿姨就别来了"), "inform"),
            ("the sum", unsure("115块对吧"), "enquiry_price"),
            ("when", unsure("到底几点到"), "enquiry_booking"),
            ("what is written", unsure("地址写的哪里"), "confirm_please"),
            ("a way back", sure("inform", "刚刚约的能退吗 我妈说自己会擦"), "enquiry_booking"),
            ("the money back", sure("enquiry_price", "做不好能退钱吗"), "enquiry_price"),
            ("a farewell", unsure("行吧我去接我妈 拜拜"), "goodbye"),
            ("a question", sure("out_of_scope", "那盆花会搬吗"), "enquiry_content"),
        ]
    ),
    *(
        (f"a complaint: {text}", sure(top, text), Context(), intent)
        for text, top, intent in [
            ("我要投诉，上周五日常保洁迟到一个小时", "order_place", "complaint_other"),
            ("我要投诉，阿姨迟到", "complaint_late", "complaint_late"),
            ("我不想投诉，就问问", "inform", "inform"),
            ("我想投诉怎么投诉？", "enquiry_booking", "enquiry_booking"),
        ]
    ),
    (
        "another service instead of the one of a moment ago",
        sure("inform", "算了算了，还是日常吧", services=["deep_clean"]),
        JUST_BOOKED,
        "order_reschedule",
    ),
    ("the change is taken", sure("order_reschedule", "嗯 换"), MOVE_READ, "affirm"),
    ("the order is kept", sure("order_cancel", "no wait, keep it"), CANCELLING, "deny"),
    (
        "what is to be cancelled belongs to the complaint",
        sure("order_cancel", "后面还有两次预约 要取消"),
        UNTAKEN,
        "complaint_other",
    ),
    # -- what stands is asked about, kept, or given up ---------------------------------------
    *(
        (f"of what is booked: {text}", reading, BOOKED_TOMORROW, intent)
        for text, reading, intent in [
            ("when", sure("enquiry_area_hours", "她几点来"), "order_status"),
            ("which date", timed("order_reschedule", "礼拜天那天是几号来着"), "order_status"),
            ("cancelled, and why", sure("order_reschedule", "取消吧，临时有事"), "order_cancel"),
            ("no time then", timed("order_place", "哎呀明天不行 要开家长会"), "order_reschedule"),
            ("another day", timed("order_place", "后天有空吗 我再约一次"), "order_place"),
            ("no more", sure("order_cancel", "不用了 一个够了", answer=False), "deny"),
            (
                "a medicine at three",
                timed("order_place", "对了 老人要吃药 下午三点那顿 提醒一下"),
                "order_reschedule",
            ),
            ("to leave by three", timed("order_place", "下午三点前走 可以吧"), "order_reschedule"),
            (
                "rain",
                timed("order_reschedule", "那天可能下雨 推后一天吧", shift=1440),
                "order_reschedule",
            ),
            (
                "another worker",
                sure("order_reschedule", "能换个细心点的阿姨吗"),
                "order_reschedule",
            ),
            ("too dear", sure("enquiry_promotion", "不加了 太贵"), "deny"),
        ]
    ),
    *(
        (f"another time for what was just booked: {reading.text}", reading, JUST_BOOKED, expected)
        for reading, expected in [
            (sure("order_place", "有点早 十一点行吗", when=WHEN), "order_reschedule"),
            (sure("order_place", "能十点半来吗", when=WHEN), "order_reschedule"),
            (
                sure("order_place", "周三我走不开，周四吧", when=WHEN, excused=[WHEN]),
                "order_reschedule",
            ),
            (sure("order_place", "再约一个十点行吗", when=WHEN), "order_place"),
            (sure("order_place", "明天还能约十点吗", when=WHEN), "order_place"),
        ]
    ),
    # -- in a complaint ----------------------------------------------------------------------
    *(
        (f"in the form: {text}", reading, COMPLAINING, "inform")
        for text, reading in [
            ("redoing", sure("order_place", "不是要你们赔，来个人重新洗一遍就行")),
            ("pictures", sure("enquiry_booking", "照片现在发可以吗")),
        ]
    ),
    *(
        (f"of one that is filed: {text}", reading, UNTAKEN, wanted)
        for text, reading, wanted in [
            ("its call", sure("enquiry_booking", "那多久有人联系我", calls=True), STATUS),
            ("pictures", sure("out_of_scope", "付款截图我有，怎么发给你"), "complaint_other"),
            ("a reminder", sure("inform", "不用赔，跟他说一声就行，以后注意"), "complaint_other"),
            ("upset", sure("out_of_scope", "你倒是说句话啊"), "complaint_other"),
            ("taken back", sure("order_cancel", "算了算了，也不是大事，撤了吧"), STATUS),
        ]
    ),
    (
        "not washed clean",
        sure("order_place", "滤网没洗干净，麻烦你们再派人来洗一次"),
        Context(),
        "complaint_other",
    ),
    # -- to an order that stands -------------------------------------------------------------
    *(
        (f"to what is booked: {text}", reading, BOOKED, "order_reschedule")
        for text, reading in [
            ("a remark", sure("order_reschedule", "备注：门铃坏了 敲门")),
            (
                "a remark that sounds angry",
                sure("complaint_attitude", "加一句 别跟她说是我花钱请的"),
            ),
            ("what to do on arrival", unsure("小区进门要登记，报我名字")),
            ("a call before", unsure("阿姨来之前打个电话")),
            ("longer", sure("order_reschedule", "再加一个小时吧")),
            ("longer, read as a length", unsure("多做两小时", when=LENGTH)),
            ("one more person", sure("order_place", "再多叫一个人来 两个阿姨")),
            (
                "of the health of whom is cared for",
                sure("enquiry_price", "她有糖尿病，也跟护理员说一下"),
            ),
            ("a cat", sure("enquiry_price", "Also please tell the cleaner I have a cat")),
            ("the same order", sure("complaint_overcharge", "对加到同一单")),
            ("another service", sure("order_reschedule", "改成日常的", services=["cook"])),
        ]
    ),
    *(
        (f"no remark: {text}", reading, BOOKED, wanted)
        for text, reading, wanted in [
            ("a new order", sure("order_place", "再加一台油烟机", services=["a"]), "order_place"),
            ("a call of ours", sure("complaint_late", "到现在还没打电话"), "complaint_late"),
        ]
    ),
    ("dropped for a reason", sure("order_cancel", "取消吧，临时有事"), BOOKED, "order_cancel"),
    ("away", sure("order_cancel", "我那天临时有事"), BOOKED, "order_reschedule"),
    ("only asked", sure("order_cancel", "不取消 就问问"), BOOKED, "deny"),
    *(
        (f"said besides at the read-back: {text}", reading, READ_BACK, intent)
        for text, reading, intent in [
            ("a wish", sure("enquiry_qualification", "阿姨要固定的"), "inform"),
            (
                "a tongue",
                sure("enquiry_qualification", "要会讲上海话的", address={"a": 1}),
                "inform",
            ),
            ("a plain remark", sure("inform", "孩子房间先做完"), "inform"),
            (
                "an allergy",
                Reading(
                    text="鸡蛋过敏，别给他吃", top="complaint_safety", confidence=0.8, accepted=True
                ),
                "inform",
            ),
            ("a name", sure("inform", "我叫阿梁", name="阿梁"), "inform"),
            ("nonsense", sure("out_of_scope", "香蕉苹果"), "confirm_please"),
            ("a price", sure("inform", "旁边那家七千块"), "confirm_please"),
            ("time to think", sure("deny", "那算了我再想想", waits=True), "confirm_please"),
        ]
    ),
    # -- an order that is booked, while another one is open or right after --------------------
    *(
        (f"of what is booked: {text}", timed(top, text, **more), ANOTHER_OPEN, intent)
        for top, text, intent, more in [
            ("inform", "把明天的改到明天下午四点", "order_reschedule", {}),
            ("order_reschedule", "明天我要加班 改后天同一时间", "order_reschedule", {}),
            ("inform", "明天那次挪到周五", "order_reschedule", {}),
            ("order_reschedule", "刚才订的那单改到周六上午", "order_reschedule", {}),
            (
                "inform",
                "保洁那单改到周六",
                "order_reschedule",
                {"services": ["daily_clean"]},
            ),
            ("order_cancel", "明天的取消吧", "order_cancel", {}),
        ]
    ),
    *(
        (f"of the booking that is open: {text}", timed(top, text), ANOTHER_OPEN, intent)
        for top, text, intent in [
            ("inform", "明天，哦不，改后天吧", "inform"),
            ("inform", "改到周五下午", "inform"),
            ("inform", "把12月2号的改到12月3号", "inform"),
            ("order_reschedule", "时间改成后天上午", "inform"),
            ("order_reschedule", "刚才定的时间改到三点", "inform"),
            ("inform", "改到前面单元楼门口等，周五", "inform"),
        ]
    ),
    *(
        (f"right after the yes: {text}", timed(top, text), JUST_BOOKED, intent)
        for top, text, intent in [
            ("order_place", "订", "order_status"),
            ("affirm", "那就订吧", "order_status"),
            ("order_place", "哦不对是大后天", "order_reschedule"),
            ("inform", "不好意思说错了，是周六下午三点", "order_reschedule"),
            ("order_place", "周六再约一次", "order_place"),
            ("order_place", "不对，另外还要约周六的", "order_place"),
        ]
    ),
    *(
        (f"while another visit is moved: {text}", timed(top, text), MOVING_ONE, intent)
        for top, text, intent in [
            ("inform", "24号的改到26号", "order_reschedule"),
            ("order_reschedule", "明天那个不变", "confirm_please"),
            ("order_reschedule", "改到周五吧", "inform"),
            ("affirm", "嗯", "affirm"),
        ]
    ),
    *(
        (f"while visits are cancelled: {text}", timed(top, text), CANCELLING_ONE, intent)
        for top, text, intent in [
            ("order_cancel", "24号和30号都不用来", "order_cancel"),
            ("inform", "30号那次", "order_cancel"),
            ("inform", "那改到周五吧", "order_reschedule"),
            ("inform", "那周六下午吧", "order_reschedule"),
        ]
    ),
    *(
        (f"of who booked before: {text}", timed(top, text), BOOKED, intent)
        for top, text, intent in [
            ("not_understood", "下周还来，跟上次一样的时间", "order_place"),
            ("order_reschedule", "周五同样再来一次", "order_place"),
            ("order_reschedule", "改到下周同一时间", "order_reschedule"),
            ("order_reschedule", "再帮我约一次，地址都一样，改成下周三", "order_place"),
            ("complaint_quality", "跟上次一样没擦干净", "complaint_quality"),
            ("order_reschedule", "以后周五别来了，周二照常", "order_cancel"),
            ("order_reschedule", "周五别来得太早", "order_reschedule"),
        ]
    ),
    (
        "the same, from who never booked",
        unsure("跟上次一样的时间再来"),
        Context(),
        "not_understood",
    ),
    (
        "who cannot be there, and nothing in hand has a day",
        timed("order_reschedule", "我要加班 改后天同一时间"),
        replace(ANOTHER_OPEN, day_in_hand=None),
        "order_reschedule",
    ),
    (
        "who cannot be there on the day in hand",
        timed("order_reschedule", "我那天要加班 改后天吧"),
        ANOTHER_OPEN,
        "inform",
    ),
    *(
        (f"booked elsewhere: {text}", sure(top, text), context, intent)
        for top, text, context, intent in [
            ("order_reschedule", "我要改期 不是在这里约的，打电话约的", Context(), "ask_human"),
            ("order_status", "我老婆约的，什么时候来", Context(), "ask_human"),
            ("order_status", "我约的什么时候来", Context(), "order_status"),
        ]
    ),
    ("an invoice of what is booked", sure("order_status", "发票开好了吗"), BOOKED, "enquiry_price"),
    (
        "everything cancelled",
        sure("order_cancel", "I want to cancel everything"),
        Context(),
        "order_cancel",
    ),
    ("booked long ago", sure("order_place", "订吧"), BOOKED, "order_place"),
    *(
        (f"once at the read-back: {text}", sure(top, text, repeats=True), context, intent)
        for top, text, context, intent in [
            ("affirm", "好 就先订一天", SERIES_READ, "inform"),
            ("order_cancel", "油烟机先不弄了，下次再说", EMPTIED, "deny"),
            ("enquiry_content", "油烟机不弄可以吗", EMPTIED, "enquiry_content"),
            ("affirm", "可以，先做一次看看", SERIES_READ, "inform"),
            ("affirm", "就先订一次，确认", SERIES_READ, "inform"),
            ("affirm", "好 就先订一天", READ_BACK, "affirm"),
            ("affirm", "可以，先做一次看看", READ_BACK, "affirm"),
            ("inform", "好，先做厨房吧", READ_BACK, "inform"),
        ]
    ),
    # -- nothing open ---------------------------------------------------------------------
    ("greeting", sure("greet"), Context(), "greet"),
    ("enquiry", sure("enquiry_price"), Context(), "enquiry_price"),
    ("complaint", sure("complaint_late"), Context(), "complaint_late"),
    ("not sure asks back", unsure(), Context(), "not_understood"),
    ("a bare service is a detail", unsure(services=["cook"]), Context(), "inform"),
    ("service and time are a wish", unsure(services=["cook"], when=WHEN), Context(), "order_place"),
    ("a bare time is not understood", unsure(when=WHEN), Context(), "not_understood"),
    *(
        (f"right after a complaint: {text}", reading, FILED, "complaint_other")
        for text, reading in [
            ("a phone", sure("inform", "13816620093", phone="+8613816620093")),
            ("a threat", sure("out_of_scope", "小红书已经写好了")),
            ("scorn", unsure("呵呵")),
            ("a demand", unsure("三千块，不行就法院见", rating=SCORE)),
            ("the question of guilt", sure("out_of_scope", "是不是你们的责任")),
        ]
    ),
    *(
        (f"which visit a complaint is about: {text}", reading, UNTAKEN, "complaint_other")
        for text, reading in [
            ("昨天约的日常保洁", unsure("昨天约的日常保洁", services=["daily_clean"], when=WHEN)),
            ("上周三做的擦窗", sure("order_place", "上周三做的擦窗", services=["window_clean"])),
            ("who and where", sure("inform", "我姓周", phone="+8613900001111", address={"a": 1})),
            ("a time for the redoing", sure("order_place", "明天下午两点来弄", when=WHEN)),
            ("redone", sure("order_place", "重新来做一次", services=["cook"], when=WHEN)),
            ("a visit", sure("enquiry_qualification", "你们能派人来看看吗")),
            ("the fee", sure("enquiry_price", "返工还收钱吗")),
            ("worry", unsure("这次不会又这样吧")),
            ("kindness", sure("deny", "那就不用罚她了")),
            ("told here", unsure("不留电话，就这里回我")),
            ("when they come, nothing booked", sure("order_status", "你们到底几点来")),
        ]
    ),
    *(
        (f"how long a complaint takes: {text}", sure("enquiry_booking", text), UNTAKEN, STATUS)
        for text in (
            "多久会有结果",
            "幾天能處理好",
            "大概要多久啊",
            "结果什么时候出",
            "什么时候给我打电话",
            "接下来怎么处理",
            "How long will it take?",
            "When will someone contact me?",
        )
    ),
    ("how long, while it is begun", sure("enquiry_content", "要多久"), COMPLAINING, STATUS),
    ("how long a service takes", sure("enquiry_content", "要多久"), Context(), "enquiry_content"),
    (
        "what is booked, moved beside a complaint",
        sure("order_reschedule", "周五那单改到明天下午两点", when=WHEN),
        replace(UNTAKEN, has_orders=True),
        "order_reschedule",
    ),
    (
        "what was booked yesterday",
        unsure("昨天约的日常保洁", services=["daily_clean"], when=WHEN),
        Context(),
        "order_status",
    ),
    *(
        (f"charged more than said: {text}", sure(label, text), Context(), "complaint_overcharge")
        for label, text in [
            ("complaint_overcharge", "你们的收费怎么比报价多了两百块？"),
            ("enquiry_price", "怎么比说好的贵了一百"),
            ("inform", "报价298，最后收我498"),
            ("enquiry_price", "阿姨多收了我六十"),
        ]
    ),
    *(
        (f"another matter beside a complaint: {text}", reading, context, intent)
        for text, reading, context, intent in [
            (
                "whether once is enough",
                sure("enquiry_content", "两张床一组沙发，够不够一次的", services=["mites"]),
                replace(UNTAKEN, talked_of_service=True, offered=True),
                "enquiry_price",
            ),
            (
                "a whole wish of the service talked of",
                unsure("下周五上午九点半，松江区广富林路600弄", when=WHEN, address={"a": 1}),
                replace(UNTAKEN, talked_of_service=True),
                "order_place",
            ),
            (
                "what went wrong, after a price",
                unsure("厨房也没擦干净"),
                replace(UNTAKEN, talked_of_service=True, offered=True),
                "complaint_other",
            ),
            (
                "what is not ours",
                sure("out_of_scope", "我想问搬家你们做吗"),
                UNTAKEN,
                "out_of_scope",
            ),
            (
                "what is done about it",
                sure("enquiry_booking", "我想问下你们打算怎么办"),
                UNTAKEN,
                "complaint_other",
            ),
            (
                "the booking asked for",
                sure(
                    "enquiry_booking",
                    "can I book a window cleaning for Saturday?",
                    services=["window_clean"],
                    when=WHEN,
                ),
                UNTAKEN,
                "order_place",
            ),
        ]
    ),
    (
        "how to book is asked",
        sure("enquiry_booking", "how do I book a cleaning on Saturday", services=["a"], when=WHEN),
        Context(),
        "enquiry_booking",
    ),
    (
        "what a sigh was about",
        sure("inform", "洗空调", services=["appliance"]),
        Context(pours_out=True),
        "complaint_other",
    ),
    (
        "a wish after a sigh",
        sure("order_place", "算了约个保洁", services=["daily_clean"]),
        Context(pours_out=True),
        "order_place",
    ),
    ("a price after a complaint", sure("enquiry_price", "多少钱"), FILED, "enquiry_price"),
    ("thanks after a complaint", sure("thanks"), FILED, "thanks"),
    ("a score after a complaint", unsure("2分", rating=SCORE), FILED, "rating"),
    ("its number", unsure("编号给我"), FILED, "complaint_status"),
    ("how long, in Traditional", unsure("幾時有答覆"), FILED, "complaint_status"),
    ("a threat is a complaint", unsure("我要打12345", angry=True), Context(), "complaint_other"),
    ("yes to nothing", sure("affirm", answer=True), Context(), "affirm"),
    ("yes to an offer", sure("affirm", answer=True), Context(offered=True), "order_place"),
    ("unsure yes to an offer", unsure(answer=True), Context(offered=True), "order_place"),
    ("unsure no to an offer", unsure(answer=False), Context(offered=True), "not_understood"),
    ("time to an offer", sure("inform", when=WHEN), Context(offered=True), "order_place"),
    ("time without an offer", sure("inform", when=WHEN), Context(), "inform"),
    (
        "details that look foreign are a wish",
        sure("out_of_scope", services=["cook"], when=WHEN),
        Context(),
        "order_place",
    ),
    # -- a person, pictures, surveys ------------------------------------------------------
    ("a person by rule", unsure(intent="ask_human"), Context(), "ask_human"),
    ("a person by the engine", sure("ask_human"), Context(draft=BOOKING), "ask_human"),
    ("a person before a survey", sure("ask_human", rating=SCORE), SURVEYED, "ask_human"),
    ("a picture is never a yes", unsure(kind="image", answer=True), READ_BACK, "media"),
    ("a sticker", unsure(kind="sticker"), Context(), "media"),
    ("a voice", unsure(kind="voice"), Context(), "media"),
    ("a score", unsure(rating=SCORE), SURVEYED, "rating"),
    ("a score without a survey", unsure(rating=SCORE), Context(), "not_understood"),
    ("a score in passing", sure("enquiry_price", rating=SCORE), SURVEYED, "enquiry_price"),
    (
        "the price of a day before the yes",
        sure("out_of_scope", "一天多少"),
        READ_BACK,
        "enquiry_price",
    ),
    (
        "a score and a complaint word",
        sure("complaint_quality", "两颗星，没擦干净", rating=SCORE),
        SURVEYED,
        "rating",
    ),
    (
        "a grievance in words is no score",
        sure("complaint_quality", "厨房都没擦", rating=SCORE),
        SURVEYED,
        "complaint_quality",
    ),
    (
        "“and the other one?” keeps the topic",
        unsure("深度呢", services=["deep_clean"]),
        Context(talked_of_service=True, last_topic="enquiry_price"),
        "enquiry_price",
    ),
    (
        "another day keeps the price",
        sure("enquiry_area_hours", "那周末呢"),
        Context(talked_of_service=True, last_topic="enquiry_price"),
        "enquiry_price",
    ),
    (
        "a score in words is no wish, whatever the label",
        sure("enquiry_price", "前几天那个打扫啊，一般般", rating=SCORE),
        Context(has_survey=True, asks_rating=True),
        "rating",
    ),
    (
        "what becomes of the worker",
        sure("enquiry_booking", "你们会扣他钱吗"),
        Context(has_complaint=True, had_service=True),
        "complaint_other",
    ),
    (
        "whether a booking stands",
        sure("order_cancel", "周五那单保洁不受影响吧", services=["daily_clean"], when=WHEN),
        Context(has_complaint=True, has_orders=True, had_service=True),
        "order_status",
    ),
    ("parking, of nothing in particular", unsure("停车费谁出？"), Context(), "enquiry_price"),
    ("who wants to work here", sure("out_of_scope", "你们招阿姨吗"), Context(), "out_of_scope"),
    (
        "what an applicant tells of herself",
        sure("inform", "会做饭带孩子", services=["cook"]),
        Context(seeks_work=True),
        "out_of_scope",
    ),
    (
        "a complaint is taken back",
        sure("order_cancel", "那个投诉撤了吧"),
        Context(has_complaint=True),
        "complaint_status",
    ),
    (
        "an order right after a complaint",
        sure("order_place", "再约一次保洁，换个人", services=["daily_clean"], when=WHEN),
        Context(has_complaint=True, in_complaint=True),
        "order_place",
    ),
    (
        "the yes and the next order",
        unsure("确认，再约个擦玻璃", services=["window_clean"], adds=True),
        READ_BACK,
        "affirm",
    ),
    (
        "another service on top",
        sure("enquiry_content", "也能洗空调吗", services=["appliance_clean"], adds=True),
        READ_BACK,
        "inform",
    ),
    (
        "as soon as can be",
        sure("enquiry_area_hours", "最早几点能来", any_time="soonest"),
        Context(draft=BOOKING, asked="start"),
        "inform",
    ),
    (
        "a booked time is kept after all",
        unsure("算了还是不改了"),
        Context(draft=DraftKind.RESCHEDULE, asked="start", has_orders=True),
        "deny",
    ),
    ("nothing but dots", unsure("……"), Context(), "media"),
    # -- a booking is open ----------------------------------------------------------------
    ("detail", unsure(phone="+8613800138000"), Context(draft=BOOKING, asked="phone"), "inform"),
    ("unsure text", unsure("三号楼"), ASKED_ADDRESS, "inform"),
    ("question in between", sure("enquiry_price", "多少钱"), ASKED_ADDRESS, "enquiry_price"),
    (
        "a question that fills the gap",
        sure("enquiry_booking", "明天下午两点", when=WHEN),
        ASKED_START,
        "inform",
    ),
    (
        "a question about what was asked for",
        sure("enquiry_booking", "明天下午两点有人吗", when=WHEN),
        ASKED_START,
        "enquiry_booking",
    ),
    ("giving up", sure("deny", answer=False), ASKED_START, "deny"),
    (
        "a trial put as a question",
        sure("enquiry_content", "可以先试两天吗"),
        READ_BACK,
        "inform",
    ),
    (
        "a day off after a quote",
        sure("out_of_scope", "双休不用来"),
        Context(has_quote=True),
        "order_place",
    ),
    (
        "a day off after a price",
        sure("out_of_scope", "双休不用来"),
        Context(talked_of_service=True),
        "order_place",
    ),
    ("the weekdays of a series", sure("enquiry_content", "那一三五呢"), SERIES_READ, "inform"),
    ("a visit of a series", sure("enquiry_area_hours", "元旦那天算不算"), SERIES_READ, "inform"),
    ("giving up as cancelling", sure("order_cancel", "我不约了"), ASKED_START, "deny"),
    *(
        (f"a part is left out, the booking stays: {text}", reading, READ_BACK, "inform")
        for text, reading in [
            ("the outside", sure("deny", "不要外面")),
            ("on a condition", sure("order_cancel", "不安全就算了 里面擦擦")),
            ("wiped, not washed", sure("enquiry_content", "灶台也要擦 不是清洗 就是擦擦外面")),
            ("another service", sure("order_cancel", "玻璃不要了", refused=["window_clean"])),
        ]
    ),
    ("no, but", sure("deny", answer=False, when=WHEN), READ_BACK, "inform"),
    ("thanks in between", sure("thanks"), ASKED_START, "thanks"),
    (
        "status in between",
        sure("order_status"),
        replace(ASKED_START, has_orders=True),
        "order_status",
    ),
    ("status of the booking in hand", sure("order_status"), ASKED_START, "confirm_please"),
    ("complaint in between", sure("complaint_late"), ASKED_START, "complaint_late"),
    ("foreign", sure("out_of_scope", "今天股票涨了没有啊"), ASKED_START, "out_of_scope"),
    ("foreign as an address", sure("out_of_scope"), ASKED_ADDRESS, "inform"),
    ("yes to the read-back", unsure(answer=True), READ_BACK, "affirm"),
    ("no to the read-back", unsure(answer=False), READ_BACK, "deny"),
    ("correction at the read-back", sure("affirm", answer=True, when=WHEN), READ_BACK, "inform"),
    ("neither yes nor no", unsure(), READ_BACK, "confirm_please"),
    ("question at the read-back", sure("enquiry_price", when=WHEN), READ_BACK, "enquiry_price"),
    (
        "complaint at the read-back",
        sure("complaint_late", answer=True),
        READ_BACK,
        "complaint_late",
    ),
    ("wish at the read-back", sure("order_place"), READ_BACK, "order_place"),
    ("yes to the known phone", unsure(answer=True), ASKED_PHONE, "inform"),
    # -- a complaint is open --------------------------------------------------------------
    ("more of it", unsure(), COMPLAINING, "inform"),
    ("another complaint", sure("complaint_damage"), COMPLAINING, "complaint_damage"),
    ("a question", sure("enquiry_price"), COMPLAINING, "enquiry_price"),
    ("a question in anger is none", sure("enquiry_price", angry=True), COMPLAINING, "inform"),
    ("good-bye", sure("goodbye"), COMPLAINING, "goodbye"),
    ("a phone not told", unsure("我不想说电话"), COMPLAINING, "inform"),
    ("not ours", sure("out_of_scope", "我想问搬家你们做吗"), COMPLAINING, "out_of_scope"),
    (
        "another service",
        sure("inform", "那除螨呢", services=["mites"]),
        COMPLAINING,
        "enquiry_content",
    ),
    (
        "the redoing is of it",
        sure("inform", "玻璃什么时候重新擦一遍", services=["window_clean"]),
        COMPLAINING,
        "inform",
    ),
    ("thanks with the phone", sure("thanks", phone="+86138"), COMPLAINING, "inform"),
    ("a no is no end", sure("deny", answer=False), COMPLAINING, "inform"),
    # -- cancelling and rescheduling ------------------------------------------------------
    ("yes", unsure(answer=True), CANCELLING, "affirm"),
    ("no", unsure(answer=False), CANCELLING, "deny"),
    ("yes before the question", unsure(answer=True), MOVING, "affirm"),
    ("new time", unsure(when=WHEN), MOVING, "inform"),
    ("new time from the old one", unsure(shift=1440), MOVING, "inform"),
    ("moved instead of cancelled", unsure(shift=1440), CANCELLING, "order_reschedule"),
    (
        "new time with yes",
        unsure(when=WHEN, answer=True),
        Context(draft=RESCHEDULE, asked=CONFIRM),
        "inform",
    ),
    ("which order", unsure(services=["cook"]), Context(draft=CANCEL), "order_cancel"),
    (
        "which order to move",
        unsure(services=["cook"]),
        Context(draft=RESCHEDULE),
        "order_reschedule",
    ),
    ("unclear", unsure(), CANCELLING, "confirm_please"),
    ("what that costs is the rule", sure("enquiry_price"), CANCELLING, "enquiry_booking"),
    (
        "another service's price",
        sure("enquiry_price", services=["cook"]),
        CANCELLING,
        "enquiry_price",
    ),
    ("time to think keeps the draft", unsure("我再看看", waits=True), READ_BACK, "confirm_please"),
    ("time to think, nothing open", unsure("我先看看", waits=True), Context(), "deny"),
    (
        "content with the result that was told just now",
        unsure("行吧就这样"),
        Context(has_result=True, asks_verdict=True),
        "complaint_verdict",
    ),
    (
        "not content, days later",
        unsure("上次投诉的处理结果我不满意"),
        Context(has_result=True),
        "complaint_verdict",
    ),
    (
        "a bare yes days later is none",
        sure("affirm", "可以", answer=True),
        Context(has_result=True),
        "affirm",
    ),
    (
        "urgent stays urgent",
        unsure("我到楼下了"),
        Context(draft=BOOKING, asked="phone", is_urgent=True),
        "ask_human",
    ),
    *(
        (f"in danger: {text}", reading, DANGER, "ask_human")
        for text, reading in [
            ("an address", sure("inform", "在闵行区莘庄", address={"a": 1}, when=WHEN)),
            ("her papers", sure("enquiry_qualification", "你们有没有她的身份证信息")),
            ("the way home", unsure("我在公司赶回去要一个小时", when=WHEN)),
            ("who comes", sure("order_status", "你们什么时候派人来")),
            ("who pays", sure("enquiry_price", "墙都熏黑了谁来赔")),
        ]
    ),
    *(
        (f"danger does not hold up: {intent}", reading, replace(DANGER, **more), intent)
        for intent, reading, more in [
            ("thanks", sure("thanks", "谢谢你们"), {}),
            ("enquiry_price", sure("enquiry_price", "保洁多少钱"), {}),
            ("order_cancel", sure("order_cancel", "明天的取消吧"), {"has_orders": True}),
            ("affirm", unsure("好，就这么定", answer=True), {"draft": BOOKING, "asked": CONFIRM}),
            (
                "order_place",
                sure("order_place", "帮我约个保洁，周三上午", services=["daily_clean"], when=WHEN),
                {},
            ),
        ]
    ),
    *(
        (f"what one of ours did: {text}", sure(top, text, **more), Context(), "complaint_other")
        for top, text, more in [
            (
                "enquiry_content",
                "你们家的钟点工偷吃我冰箱里的东西",
                {"services": ["hourly_helper"]},
            ),
            ("out_of_scope", "燃气灶拆洗完打不着火", {"services": ["appliance_clean"]}),
            ("order_place", "空调洗完不制冷", {"services": ["appliance_clean"]}),
        ]
    ),
    *(
        (f"no complaint out of half a guess: {text}", half, Context(), intent)
        for text, half, intent in [
            ("time to think", guess("complaint_damage", "ok let me think", waits=True), "deny"),
            ("a headache", guess("complaint_quality", "我今天头痛得很厉害"), "inform"),
            ("half a grievance", guess("complaint_quality", "地上还是脏"), "complaint_quality"),
        ]
    ),
    (
        "what one of ours did, labelled a question",
        sure("enquiry_content", "你们那个擦油烟机的把我们家厨房弄得一塌糊涂"),
        Context(),
        "complaint_other",
    ),
    (
        "what a child did is no complaint",
        unsure("娃把家里弄得乱七八糟，阿姨能来吗", services=["daily_clean"]),
        Context(),
        "enquiry_content",
    ),
    (
        "a service asked after, labelled a complaint",
        Reading(
            text="what about windows then",
            top="complaint_quality",
            confidence=0.63,
            accepted=True,
            services=["window_clean"],
        ),
        Context(),
        "enquiry_content",
    ),
    (
        "how often somebody is to come",
        guess("enquiry_booking", "你们能不能每两个礼拜来一次"),
        Context(),
        "order_place",
    ),
    (
        "what a visit every week costs",
        guess("enquiry_price", "每周来一次多少钱"),
        Context(),
        "enquiry_price",
    ),
    ("a yes to the first meeting", unsure("嗯 那就见一面"), READ_BACK, "affirm"),
    (
        "another day, and no good-bye",
        unsure("不对 周六我产检，周日见", when=WHEN),
        READ_BACK,
        "inform",
    ),
    ("a free visit", sure("enquiry_price", "不要钱的那种"), UNTAKEN, "complaint_other"),
    ("an apology that is missed", unsure("到了也不说对不起"), COMPLAINING, "inform"),
    (
        "to book what was talked of",
        sure("enquiry_booking", "fine, book it"),
        Context(talked_of_service=True),
        "order_place",
    ),
    ("secrecy", sure("enquiry_content", "可以不说是我举报的吗"), UNTAKEN, "complaint_other"),
    ("no complaint to take back", sure("order_cancel", "我想取消投诉"), Context(), STATUS),
    (
        "a complaint of last time",
        sure("complaint_attitude", "上次投诉怎么没下文"),
        Context(),
        STATUS,
    ),
    ("is it you", unsure("喂，是安心家政吗，我不太会打字"), Context(), "greet"),
    ("your name", sure("order_status", "你们叫啥名字来着"), Context(), "introduce"),
    ("praise", sure("thanks", "想表扬一下赵阿姨"), Context(), "thanks"),
    ("a suggestion", sure("enquiry_promotion", "能不能出个会员卡"), Context(), "out_of_scope"),
    (
        "a name behind our own question",
        sure("enquiry_promotion", "贵姓？我姓闻 新闻的闻", name="闻"),
        Context(draft=DraftKind.BOOKING, asked="phone"),
        "inform",
    ),
    ("abuse and nothing else", unsure("你们这帮傻逼", angry=True), Context(), "abuse"),
    (
        "no complaint is wanted",
        sure("complaint_attitude", "我不想投诉，就是说一声"),
        Context(),
        "inform",
    ),
    (
        "the same address is no complaint",
        sure("complaint_no_show", "地址一样，电话也一样", known_address=True),
        ASKED_ADDRESS,
        "inform",
    ),
    ("a greeting", sure("greet"), MOVING, "greet"),
    # -- what the words decide ------------------------------------------------------------
    (
        "a wish for who is to come is no complaint",
        Reading(
            text="阿姨来了说话大声点", top="complaint_attitude", confidence=0.47, accepted=True
        ),
        Context(),
        "inform",
    ),
    (
        "the same after a service is one",
        Reading(
            text="阿姨来了说话大声点", top="complaint_attitude", confidence=0.47, accepted=True
        ),
        Context(had_service=True),
        "complaint_attitude",
    ),
    (
        "a yes at the end of a half complaint",
        Reading(
            text="好了，按原价，确认", top="complaint_overcharge", confidence=0.68, accepted=True
        ),
        READ_BACK,
        "affirm",
    ),
    ("the fee asked at a cancellation", unsure("啊？还要收钱？"), CANCELLING, "order_cancel"),
    ("the fee of moving instead", unsure("那改期收不收钱"), CANCELLING, "enquiry_booking"),
    ("cancelling in English", unsure("Can I cancel for free?"), Context(), "enquiry_booking"),
    (
        "a call with its phone",
        sure("inform", "让他们九点打我13800000001", calls=True, phone="+8613800000001", when=WHEN),
        Context(has_orders=True),
        "ask_human",
    ),
    (
        "another time for the call",
        sure("order_reschedule", "改四点吧", when=WHEN),
        Context(awaits_call=True),
        "ask_human",
    ),
    (
        "a phone that was asked for is no wish to be called",
        sure("inform", "打我13800000001", calls=True, phone="+8613800000001"),
        ASKED_PHONE,
        "inform",
    ),
    (
        "whose phone it is to be, in the middle of a booking",
        sure("inform", "电话打我的 13800000001，她耳背", calls=True, phone="+8613800000001"),
        Context(draft=BOOKING, asked="start"),
        "inform",
    ),
    (
        "another phone for what is booked",
        sure("inform", "打我爸的 13800000001", calls=True, phone="+8613800000001"),
        BOOKED,
        "order_reschedule",
    ),
    (
        "a call on arrival is for the worker",
        unsure("来之前给我打个电话", intent="ask_human"),
        Context(has_orders=True),
        "order_reschedule",
    ),
    (
        "when the promised answer comes",
        sure("out_of_scope", "刚才问的，什么时候告诉我"),
        Context(awaits_answer=True),
        "complaint_status",
    ),
    (
        "a new address for what is booked",
        sure("inform", "地址写错了，是漕溪路28号", address={"detail": "漕溪路28号"}),
        Context(has_orders=True),
        "order_reschedule",
    ),
    (
        "the address is wrong",
        unsure("明天那单我地址写错了"),
        Context(has_orders=True),
        "order_reschedule",
    ),
    ("a door mended at the read-back", unsure("不是601，是610"), READ_BACK, "inform"),
    (
        "another service without a question",
        Reading(
            text="还是做深度保洁吧",
            top="enquiry_content",
            confidence=0.95,
            accepted=True,
            services=["deep_clean"],
        ),
        READ_BACK,
        "inform",
    ),
    ("a question that no label knows", unsure("机器响不响？"), ASKED_START, "enquiry_content"),
    ("an apology", unsure("不好意思，今天心情不好"), Context(misses=1), "thanks"),
    ("“先不取消” keeps it", sure("order_cancel", "先不取消"), Context(has_orders=True), "deny"),
    (
        "“别取消” while a new time is asked for",
        sure("order_cancel", "别给我取消"),
        Context(draft=DraftKind.RESCHEDULE, asked="start"),
        "deny",
    ),
    (
        "who complained wants a person now",
        unsure("我不要等三天，现在就要人"),
        Context(has_complaint=True),
        "ask_human",
    ),
    (
        "how long, after a complaint",
        sure("enquiry_booking", "要等多久"),
        Context(has_complaint=True),
        "complaint_status",
    ),
    (
        "abuse in the middle of a booking",
        sure("out_of_scope", "傻逼机器人"),
        Context(draft=DraftKind.BOOKING, asked="start"),
        "abuse",
    ),
    (
        "an apology that sounds like a cancellation",
        sure("order_cancel", "算了，不好意思，刚才话说重了"),
        Context(),
        "thanks",
    ),
    (
        "a result is not rated by saying yes to it",
        unsure("重做可以，但我要换个阿姨", rating=SCORE),
        Context(has_survey=True, has_complaint=True),
        "complaint_other",
    ),
    (
        "a booking begun within a complaint",
        sure("inform", "那约后天两点日常保洁", services=["daily_clean"], when=WHEN),
        Context(draft=COMPLAINT, asked="complaint_contact"),
        "order_place",
    ),
    # -- who waits, and who is to come ----------------------------------------------------
    ("how long", sure("enquiry_booking", "要等多久才有人回复"), Context(), "ask_human"),
    ("somebody for a visit", unsure("两点有人吗", when=WHEN), Context(), "not_understood"),
    ("out of patience", sure("complaint_late", "都20分钟了"), WAITING, "ask_human"),
    ("enough of it", sure("deny", "算了不等了", answer=False), WAITING, "ask_human"),
    ("told to who is to come", unsure("抬头是安心公司"), WAITING, "ask_human"),
    (
        "details go on with what is told to the person",
        sure("order_place", "日常保洁，明天两点的", services=["daily_clean"], when=WHEN),
        Context(awaits_person=True, tells_person=True),
        "ask_human",
    ),
    (
        "a booking in so many words",
        sure("order_place", "重新约一个日常保洁", services=["daily_clean"]),
        Context(awaits_person=True, tells_person=True),
        "order_place",
    ),
    (
        "a phone by which the order is found",
        sure("inform", "订单电话是13916650021", phone="+8613916650021"),
        WAITING,
        "ask_human",
    ),
    (
        "the phone of the booking in hand",
        sure("inform", "电话打我的 13916650021", phone="+8613916650021", calls=True),
        ASKED_START,
        "inform",
    ),
    (
        "the order's phone is another",
        sure("order_reschedule", "手机换了，以后打13916650021", phone="+8613916650021", calls=True),
        Context(has_orders=True),
        "order_reschedule",
    ),
    (
        "a second phone for the order",
        sure("order_reschedule", "我妈的座机13916650021也加一下", phone="+8613916650021"),
        Context(has_orders=True),
        "order_reschedule",
    ),
    (
        "the hour of a call that waits for it",
        sure("inform", "下午打", when={"part": "afternoon", "clock": None, "day": None}),
        Context(awaits_person=True, wishes_call=True),
        "ask_human",
    ),
    ("an order that is not here", sure("order_cancel", "取消那单"), WAITING, "ask_human"),
    ("is it a woman", sure("order_status", "来的是女的吗"), Context(), "enquiry_qualification"),
    ("a woman, please", sure("enquiry_qualification", "要女的"), READ_BACK, "inform"),
    ("a man, first of all", unsure("要男师傅"), Context(), "order_place"),
    ("a woman for what is booked", sure("inform", "换个女阿姨"), BOOKED, "order_reschedule"),
    *(
        (f"nobody came: {text}", sure("order_status", text), LATE, "complaint_no_show")
        for text in ("阿姨怎么还没到", "人呢", "等了半小时还不来", "the cleaner has not arrived")
    ),
    ("when they come", sure("order_status", "阿姨几点到"), LATE, "order_status"),
    # -- what is booked -------------------------------------------------------------------
    ("not any more", sure("deny", "不想要了", answer=False), BOOKED, "order_cancel"),
    ("not there that day", unsure("那天我有事来不了了"), BOOKED, "order_reschedule"),
    ("not the move, the order", unsure("等等，还是取消吧"), MOVE_READ, "order_cancel"),
    ("not the move", sure("order_cancel", "取消改期"), MOVE_READ, "deny"),
    ("another order", unsure("第二单取消"), CANCELLING, "confirm_please"),
    ("why, not what", sure("enquiry_booking", "临时要出差"), CANCELLING, "confirm_please"),
    ("to be moved after all", unsure("那改到明天", when=WHEN), CANCEL_WHICH, "order_reschedule"),
    ("the phone is kept back", unsure("不想给电话", intent="ask_human"), ASKED_PHONE, "inform"),
    (
        "who came, to a complaint",
        sure("order_status", "阿姨姓王，周二来的", when=WHEN),
        Context(draft=COMPLAINT, asked="complaint_contact"),
        "inform",
    ),
    *(
        (f"something went wrong: {text}", sure(label, text), Context(), "complaint_other")
        for label, text in [
            ("out_of_scope", "你们怎么搞的"),
            ("out_of_scope", "呵呵，你们家政真是厉害"),
            ("thanks", "你们可真行啊"),
            ("out_of_scope", "服了你们了"),
            ("out_of_scope", "你们是不是骗子公司"),
        ]
    ),
    *(
        (f"praise is praise: {text}", sure("thanks", text), Context(), "thanks")
        for text in ("你们阿姨真厉害，擦得很干净", "你们服务真好", "你们阿姨真行，谢谢")
    ),
    # -- after a score --------------------------------------------------------------------
    ("another score", unsure("打错了，应该是四分半", rating=SCORE), RATED, "rating"),
    ("another score and nothing else", unsure("三分半", rating=SCORE), RATED, "rating"),
    ("another score in English", unsure("make it 3 stars", rating=SCORE), RATED, "rating"),
    ("praise in thanks", sure("thanks", "谢谢，小林很耐心"), RATED, "rating"),
    ("mere thanks", sure("thanks", "谢谢啊"), RATED, "thanks"),
    (
        "a complaint is no reason",
        sure("complaint_attitude", "我要投诉她"),
        RATED,
        "complaint_other",
    ),
    ("a reason that names the price", sure("enquiry_promotion", "便宜点就推荐"), RATED, "rating"),
    ("no wish to rate", unsure("不想评"), SURVEYED, "rating"),
    ("what the scale is", unsure("几分制啊"), ASKED_RATING, "rating"),
    ("a score beyond the scale", unsure("给八分吧"), ASKED_RATING, "rating"),
    ("minutes are no score", unsure("八分钟就到了"), ASKED_RATING, "not_understood"),
    (
        "irony",
        sure("complaint_quality", "真是太好了，地都没拖", rating=SCORE),
        ASKED_RATING,
        "complaint_quality",
    ),
    (
        "praise that turns",
        sure("complaint_late", "挺好的，就是来晚了", rating=SCORE),
        ASKED_RATING,
        "rating",
    ),
    # -- buttons --------------------------------------------------------------------------
    ("yes to cancelling", pressed("yes:cancel"), CANCELLING, "affirm"),
    ("an old yes to a booking", pressed("yes"), CANCELLING, "confirm_please"),
    ("an old yes to cancelling", pressed("yes:cancel"), READ_BACK, "confirm_please"),
    ("an old “all of them”", pressed("rest"), READ_BACK, "confirm_please"),
    ("yes button", pressed("yes"), READ_BACK, "affirm"),
    ("no button", pressed("no"), Context(draft=BOOKING), "deny"),
    ("book button", pressed("book"), Context(), "order_place"),
    ("person button", pressed("person"), Context(draft=BOOKING), "ask_human"),
    ("service button", pressed("service:cook"), Context(draft=BOOKING), "order_place"),
    ("start button", pressed("start:2026-11-23T14:00"), Context(draft=BOOKING), "inform"),
    ("start button later", pressed("start:2026-11-23T14:00"), Context(), "order_place"),
    ("phone button", pressed("phone:known"), PHONE_KNOWN, "inform"),
    ("rating button", pressed("rate:7:4"), Context(), "rating"),
    ("broken rating button", pressed("rate:x:4"), Context(), "not_understood"),
    ("no score", pressed("rate:7:"), Context(), "not_understood"),
    ("no number", pressed("rate:7:NaN"), Context(), "not_understood"),
    ("menu button", pressed("intent:enquiry_price"), Context(), "enquiry_price"),
    ("no other intent by button", pressed("intent:order_place"), Context(), "not_understood"),
    ("order to cancel", pressed("cancel:D20261122-0001"), Context(), "order_cancel"),
    ("order to move", pressed("reschedule:D20261122-0001"), Context(), "order_reschedule"),
    ("unknown button", pressed("admin:1"), Context(), "not_understood"),
    ("empty button", pressed(""), Context(), "not_understood"),
    ("a button beats the text", pressed("no", intent="ask_human"), Context(), "deny"),
]


@pytest.mark.parametrize(
    ("reading", "context", "intent"),
    [case[1:] for case in CASES],
    ids=[f"{n}-{case[0].replace(' ', '-')}" for n, case in enumerate(CASES)],
)
def test_the_desk_acts_on_the_meaning_in_the_conversation(
    reading: Reading, context: Context, intent: str
) -> None:
    """REQ A11."""
    assert decide(reading, context) == intent


def test_a_start_button_is_its_moment_in_shanghai() -> None:
    reading = pressed("start:2026-11-23T14:30")
    decide(reading, Context(draft=BOOKING))
    when = when_from_json(reading.when)
    assert when is not None
    assert when.start == datetime.fromisoformat("2026-11-23T14:30+08:00")


def test_a_service_button_names_its_service() -> None:
    reading = pressed("service:cook", services=["daily_clean"])
    decide(reading, Context())
    assert reading.services == ["cook"]


def test_a_rating_button_names_its_survey() -> None:
    """REQ E2: an old question is answered by its own button."""
    reading = pressed("rate:7:4")
    decide(reading, Context())
    assert reading.rating == Score(score=Decimal(4), survey_id=7)


@pytest.mark.parametrize(("answer", "phone"), [(True, "+86138"), (False, None)])
def test_yes_to_the_known_phone_takes_it_and_no_does_not(answer: bool, phone: str | None) -> None:
    """REQ C1."""
    reading = unsure(answer=answer)
    decide(reading, ASKED_PHONE)
    assert reading.phone == phone


def test_the_known_phone_is_given_by_its_button() -> None:
    reading = pressed("phone:known")
    decide(reading, PHONE_KNOWN)
    assert reading.phone == "+86138"


def test_a_figure_after_the_question_whether_one_recommends_us_is_its_answer() -> None:
    """REQ E2: 9 is no score of five: without that question the scale is told."""
    said = Reading(text="9", nps=9)
    asked = Context(has_survey=True, has_nps=True, asks_rating=True)
    assert decide(said, asked) == "rating"
    assert said.rating is not None
    assert said.rating.score == 9
    too_high = Reading(text="9", nps=9)
    assert decide(too_high, Context(has_survey=True, asks_rating=True)) == "rating"
    assert too_high.rating is None
