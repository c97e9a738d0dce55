"""The catalogue as tables: services, the area served, coupons (REQ B1, C7)."""

from bot.models import Area, Coupon, Service
from bot.services.sheets.cells import (
    DATE,
    YES_NO,
    CellError,
    Kind,
    code,
    figure,
    listing,
    text,
    whole,
)
from bot.services.sheets.table import Column, Table, Values

_LONG = text(1000, is_long=True)
_YUAN = figure("0", "1000000")


def tables() -> list[Table]:
    """Every table of the catalogue, for reading or writing one file."""
    return [services(), areas(), coupons()]


def services() -> Table:
    """What is sold; a service that is no longer sold stays, switched off."""
    names: dict[str, str] = {}

    def check(values: Values) -> None:
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
        Column("优惠活动", "promotion", text(1000, is_long=True), is_needed=False),
        Column("排序", "position", whole(0, 100000), is_needed=False),
        Column("上架", "active", YES_NO),
    )
    order = ("position", "code")
    return Table("服务", "service", Service, columns, ("code",), order, check=check)


def areas() -> Table:
    """Where we come to; a file names all of it."""
    columns = (Column("城市", "city", text(20)), Column("区县", "district", text(20)))
    key = ("city", "district")
    return Table("服务区域", "area", Area, columns, key, ("id",), is_whole=True)


def coupons() -> Table:
    """Promotions by their code."""
    columns = (
        Column("优惠码", "code", code()),
        Column("说明", "title", text(200)),
        Column("仅限首单", "first_order_only", YES_NO),
        Column("满（元）", "threshold", _YUAN, is_needed=False),
        Column("减（元）", "amount", _with_something(_YUAN)),
        Column("有效期至", "valid_until", DATE, is_needed=False),
    )
    return Table("优惠券", "coupon", Coupon, columns, ("code",), ("code",))


def _with_something(kind: Kind) -> Kind:
    def read(said: str) -> object:
        value = kind.read(said)
        if not value:
            raise CellError("不能是 0", "请填写减免的金额")
        return value

    return Kind(read, kind.write, kind.empty)
