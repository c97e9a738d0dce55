"""What the customers of the turn benchmark say."""

BOOKING = (
    "你好",
    "你们擦玻璃怎么收费",
    "深度保洁包不包括擦窗户",
    "那就约个日常保洁",
    "{day}下午两点",
    "阿姨自己带工具吗",
    "徐汇区漕溪路18号3号楼201室",
    "{phone}",
    "对，确认",
    "我那单定好了吗",
    "谢谢",
    "先这样，再见",
)
"""Greeting, questions, a booking with a question in between, its status, good-bye."""

SMALL = (
    "擦玻璃怎么收费",
    "你们几点下班",
    "月嫂有证吗",
    "最近有什么优惠",
    "谢谢",
)
"""Turns of about equal weight, for the cost of a long acquaintance."""


def booking_of(number: int) -> list[str]:
    """The booking as customer ``number`` says it: own phone, own day."""
    phone = f"139{number:08d}"
    days = ("明天", "后天", "大后天", "下周二", "下周三", "下周四", "下周五")
    return [line.format(phone=phone, day=days[number % len(days)]) for line in BOOKING]
