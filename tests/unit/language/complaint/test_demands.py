"""What a customer wants for a complaint, and how much."""

from decimal import Decimal

import pytest

from bot.language.complaint.demands import Demand, demands_of, read_demands

REDO, REFUND, PAY = Demand.REDO, Demand.REFUND, Demand.COMPENSATION
APOLOGY, REPAIR, VISIT = Demand.APOLOGY, Demand.REPAIR, Demand.VISIT


@pytest.mark.parametrize(
    ("text", "wanted", "amount", "share"),
    [
        ("我想让你们重新来擦一次", [REDO], None, None),
        ("我要今天就有人来弄干净", [REDO], None, None),
        ("不要钱的那种", [REDO], None, None),
        ("来人说不干净不算数", [], None, None),
        ("要么重做要么退钱", [REDO, REFUND], None, None),
        ("I'd just like an apology, no refund needed", [APOLOGY], None, None),
        ("人挺客气的，道歉了", [], None, None),
        ("你们会不会开除她", [], None, None),
        ("要求开除她", [Demand.MEASURE], None, None),
        ("能不能给我装根新的", [REPAIR], None, None),
        ("换个一样的就行", [REPAIR], None, None),
        ("不用赔，跟他说一声就行，以后注意", [Demand.REMINDER], None, None),
        ("他跟我说一声就走了", [], None, None),
        ("给我打个折也行，别的不要了", [Demand.DISCOUNT], None, None),
        ("便宜点吗", [], None, None),
        ("按原来的价，不行给我换人", [Demand.OTHER_WORKER, Demand.AGREED_PRICE], None, None),
        ("我就要你们把这八百出了", [PAY], 800, None),
        ("赔我误工费", [PAY], None, None),
        ("你们得赔我八百", [PAY], 800, None),
        ("这花瓶八百块买的，你们得赔我五百", [PAY], 500, None),
        ("賠償3200元", [PAY], 3200, None),
        ("要求赔偿一万二", [PAY], 12000, None),
        ("赔我1.5万", [PAY], 15000, None),
        ("赔3千5", [PAY], 3500, None),
        ("两万块的赔偿，不然没完", [PAY], 20000, None),
        ("三千，少一分不行，必须赔", [PAY], 3000, None),
        ("把多收的200退给我", [REFUND], None, None),
        ("退我200块", [REFUND], 200, None),
        ("退一半", [REFUND], None, "一半"),
        ("全额退款", [REFUND], None, "全额"),
        ("三倍赔偿", [PAY], None, "三倍"),
        ("三天内给我赔", [PAY], None, None),
        ("不想要道歉，我要赔", [PAY], None, None),
        ("不用赔钱，让她给我道个歉就行", [APOLOGY], None, None),
        ("别再派她来了", [Demand.OTHER_WORKER], None, None),
        ("换个阿姨来", [Demand.OTHER_WORKER], None, None),
        ("给我个说法", [Demand.EXPLANATION], None, None),
        ("把地板给我修好", [REPAIR], None, None),
        ("I want 500 yuan refund", [REFUND], 500, None),
        ("clean it again please", [REDO], None, None),
        ("I want 500 yuan for it", [PAY], 500, None),
        ("我就要五百块", [PAY], 500, None),
        ("I want compensation of 2,000 yuan", [PAY], 2000, None),
        ("退一个半小时的就行，67块5", [REFUND], 67.5, None),
        ("洗衣费80", [PAY], 80, None),
        ("要换人，还要退这八天的钱", [REFUND, Demand.OTHER_WORKER], None, None),
        ("医药费一共三百二", [PAY], 320, None),
        ("赔我三十块五", [PAY], 30.5, None),
        ("今天必须有人来", [VISIT], None, None),
        ("谁来给我修", [VISIT], None, None),
        ("你们能派人来看看吗", [VISIT], None, None),
        ("叫师傅来修", [VISIT], None, None),
        ("send someone to fix it", [VISIT, REPAIR], None, None),
        ("换个人来把厨房做完", [REDO, Demand.OTHER_WORKER], None, None),
        ("把厨房做完了才走", [], None, None),
        ("你们派人来的那个阿姨", [], None, None),
        ("阿姨来了两次", [], None, None),
        ("退一步说", [], None, None),
        ("厨房没擦干净", [], None, None),
        ("花了498", [], None, None),
    ],
)
def test_demands_are_read(
    text: str, wanted: list[Demand], amount: float | None, share: str | None
) -> None:
    read = read_demands(text)
    assert list(read.wanted) == wanted
    assert read.amount == (Decimal(amount) if amount else None)
    assert read.share == share


@pytest.mark.parametrize(
    ("lines", "wanted", "amount"),
    [
        (["地板花了", "不想要道歉，我要赔", "3200", "发票我有"], [PAY], 3200),
        (["赔钱", "最少两万"], [PAY], 20000),
        (["赔我五百", "算了，赔三百也行"], [PAY], 300),
        (["给我道歉", "重新擦一次"], [REDO, APOLOGY], None),
        (["给我道歉", "不用道歉了，退钱"], [REFUND], None),
        (["多收了钱", "3200"], [], None),
        (["赔我3千5"], [PAY], 3500),
        (["退钱", "13811112222"], [REFUND], None),
    ],
)
def test_what_is_said_later_adds_or_takes_the_place(
    lines: list[str], wanted: list[Demand], amount: int | None
) -> None:
    read = demands_of(lines)
    assert (list(read.wanted), read.amount) == (wanted, Decimal(amount) if amount else None)
