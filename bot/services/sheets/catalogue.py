"""The catalogue as tables: services, the area served, coupons (REQ B1, C7)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Area, Condition, Coupon, Service, Surcharge
from bot.services.sheets.cells import (
    DATE,
    YES_NO,
    CellError,
    Kind,
    choice,
    code,
    figure,
    known,
    listing,
    text,
    whole,
)
from bot.services.sheets.table import Column, Table, Values

_LONG = text(1000, is_long=True)
_BASE = choice({"单次": "visit", "整单": "order"})
_YUAN = figure("0", "1000000")
_CONDITIONS = {
    "周末": Condition.WEEKEND,
    "法定节假日": Condition.HOLIDAY,
    "临时预约": Condition.URGENT,
    "指定区县": Condition.AREA,
}


def tables(session: Session) -> list[Table]:
    """Every table of the catalogue, for reading or writing one file."""
    return [services(session), areas(), surcharges(session), coupons(session)]


def services(session: Session) -> Table:
    """What is sold; a service that is no longer sold stays, switched off."""
    names = {name: code_ for code_, name in session.execute(select(Service.code, Service.name))}

    def check(values: Values) -> None:
        for former in [name for name, code_ in names.items() if code_ == values["code"]]:
            del names[former]  # a name that is given up may be another's further down
        twin = names.setdefault(values["name"], values["code"])
        if twin != values["code"]:
            raise CellError(f"名称“{values['name']}”已用于 {twin}", "请给每项服务不同的名称")

    columns = (
        Column("编码", "code", code()),
        Column("名称", "name", text(40)),
        Column("别名", "aliases", listing(), is_needed=False),
        Column("单价（元）", "price", _YUAN),
        Column("计价单位", "unit", text(20)),
        Column("最低消费（元）", "minimum", _YUAN),
        Column("最低消费说明", "minimum_note", text(200), is_needed=False),
        Column("时长（小时）", "hours", figure("0.25", "24")),
        Column("时长说明", "duration", _LONG),
        Column("包含内容", "includes", _LONG),
        Column("不含内容", "excludes", _LONG),
        Column("客户准备", "prepare", _LONG),
        Column("人员资质", "qualification", _LONG),
        Column("所需证书", "certificates", listing(most=10), is_needed=False),
        Column("预约方式", "booking", _LONG),
        Column("取消规则", "cancellation", _LONG),
        Column(
            "免费取消提前（小时）", "cancel_free_hours", _unset(figure("0", "720")), is_needed=False
        ),
        Column("取消费（%）", "cancel_percent", _unset(whole(0, 100)), is_needed=False),
        Column("取消费基数", "cancel_base", _BASE, is_needed=False),
        Column("优惠活动", "promotion", text(1000, is_long=True), is_needed=False),
        *_english(),
        Column("排序", "position", whole(0, 100000), is_needed=False),
        Column("上架", "active", YES_NO),
    )
    order = ("position", "code")
    return Table("服务", "service", Service, columns, ("code",), order, check=check)


def _unset(kind: Kind) -> Kind:
    """Nothing said is nothing set, not zero."""
    return Kind(kind.read, kind.write, empty=None)


def _english() -> list[Column]:
    titles = {
        "duration": "时长说明", "includes": "包含内容", "excludes": "不含内容",
        "prepare": "客户准备", "qualification": "人员资质", "booking": "预约方式",
        "promotion": "优惠活动",
    }  # fmt: skip
    long = text(1000, is_long=True)
    rest = [
        Column(f"{title}（英文）", f"{name}_en", long, is_needed=False)
        for name, title in titles.items()
    ]
    return [Column("名称（英文）", "name_en", text(60), is_needed=False), *rest]


def areas() -> Table:
    """Where we come to; a file names all of it."""
    columns = (
        Column("城市", "city", text(20)),
        Column("区县", "district", text(20)),
        Column("城市（英文）", "city_en", text(40), is_needed=False),
        Column("区县（英文）", "district_en", text(40), is_needed=False),
    )
    key = ("city", "district")
    return Table("服务区域", "area", Area, columns, key, ("id",), is_whole=True)


def _services(session: Session) -> Kind:
    """Services by name or code."""
    codes: dict[str, str] = {}
    titles: dict[str, str] = {}
    for code_, name in session.execute(select(Service.code, Service.name)):
        codes |= {name: code_, code_: code_}
        titles[code_] = name
    return known("服务", codes, titles)


def surcharges(session: Session) -> Table:
    """What is charged on top, by its code."""
    districts = {name: name for name in session.scalars(select(Area.district).order_by(Area.id))}
    columns = (
        Column("加价码", "code", code()),
        Column("名称", "title", text(40)),
        Column("条件", "condition", choice(_CONDITIONS)),
        Column("限定服务", "services", _services(session), is_needed=False),
        Column("区县", "districts", known("区县", districts, districts), is_needed=False),
        Column("提前不足（小时）", "hours", figure("0", "720"), is_needed=False),
        Column("加价（%）", "percent", figure("0", "500"), is_needed=False),
        Column("加价（元）", "amount", _YUAN, is_needed=False),
        Column("启用", "active", YES_NO),
    )
    order = ("code",)
    return Table("加价规则", "surcharge", Surcharge, columns, order, order, check=_check_surcharge)


def _check_surcharge(values: Values) -> None:
    if values["condition"] == Condition.AREA and not values.get("districts"):
        raise CellError("按区县加价，却没有填区县", "请在“区县”一列填写")
    if values["condition"] == Condition.URGENT and not values.get("hours"):
        raise CellError("临时预约加价，却没有填小时数", "请在“提前不足（小时）”一列填写")
    if not values.get("percent") and not values.get("amount"):
        raise CellError("没有填加价", "请填“加价（%）”或“加价（元）”")


def coupons(session: Session) -> Table:
    """Promotions by their code."""
    columns = (
        Column("优惠码", "code", code()),
        Column("说明", "title", text(200)),
        Column("仅限首单", "first_order_only", YES_NO),
        Column("满（元）", "threshold", _YUAN, is_needed=False),
        Column("减（元）", "amount", _with_something(_YUAN)),
        Column("限定服务", "services", _services(session), is_needed=False),
        Column("有效期从", "valid_from", DATE, is_needed=False),
        Column("有效期至", "valid_until", DATE, is_needed=False),
        Column("每人一次", "once_only", YES_NO, is_needed=False),
    )
    return Table("优惠券", "coupon", Coupon, columns, ("code",), ("code",))


def _with_something(kind: Kind) -> Kind:
    def read(said: str) -> object:
        value = kind.read(said)
        if not value:
            raise CellError("不能是 0", "请填写减免的金额")
        return value

    return Kind(read, kind.write, kind.empty)
