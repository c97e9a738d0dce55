"""The sample company of bot/sample: its files fit the models, each other and the rules (REQ B1)."""

import csv
import re
from collections import Counter
from decimal import Decimal

import pytest
from sqlalchemy import inspect

from bot.db import Base
from bot.models import Area, Coupon, Group, Role, Service, Worker
from bot.services.trade.catalogue import Quote, money
from bot.settings import ROOT, Settings

SAMPLE = ROOT / "bot" / "sample"
EXACT = re.compile(r"\d+\.\d{2}")
REQUIRED = {
    *("日常保洁", "深度保洁", "开荒保洁", "擦玻璃", "家电清洗", "收纳整理"),
    *("月嫂", "育儿嫂", "养老护理", "钟点工", "住家保姆"),
}
VAGUE = re.compile(r"可能|大概|也许|或许|应该|差不多|估计|大约|左右|似乎|绝对|保证|最好|一流|百分")


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SERVICES, AREAS, COUPONS = rows("services.csv"), rows("areas.csv"), rows("coupons.csv")
WORKERS, STAFF = rows("workers.csv"), rows("staff.csv")
CODES = [row["code"] for row in SERVICES]
DISTRICTS = [row["district"] for row in AREAS]


def parts(text: str) -> list[str]:
    return text.split("|")


@pytest.mark.parametrize(
    ("name", "model"),
    [("services", Service), ("areas", Area), ("coupons", Coupon), ("workers", Worker)],
)
def test_the_columns_are_the_models(name: str, model: type[Base]) -> None:
    columns = {c.key for c in inspect(model).columns} - {"id", "identity_id"}
    assert set(rows(f"{name}.csv")[0]) == columns


def test_every_row_is_full_width_and_trimmed() -> None:
    for row in (*SERVICES, *AREAS, *COUPONS, *WORKERS, *STAFF):
        assert None not in row
        assert None not in row.values()
        assert all(value == value.strip() for value in row.values())


# -- services -------------------------------------------------------------------------------------


def test_the_services_that_every_company_has() -> None:
    """B1."""
    assert {row["name"] for row in SERVICES} >= REQUIRED
    assert len(set(CODES)) == len(SERVICES) == 14
    assert all(re.fullmatch(r"[a-z_]{3,40}", code) for code in CODES)


@pytest.mark.parametrize("service", SERVICES, ids=CODES)
def test_a_service_answers_every_question(service: dict[str, str]) -> None:
    """B2: an empty column is a question that the desk cannot answer."""
    may_be_empty = {"promotion", "promotion_en", "certificates"}
    assert not [name for name, value in service.items() if not value and name not in may_be_empty]
    texts = [service[name] for name in service if name not in {"aliases", "code"}]
    assert not any(VAGUE.search(text) for text in texts), VAGUE.findall("".join(texts))


@pytest.mark.parametrize("service", SERVICES, ids=CODES)
def test_money_is_exact(service: dict[str, str]) -> None:
    """C7."""
    for name in ("price", "minimum", "hours"):
        assert EXACT.fullmatch(service[name])
        assert Decimal(service[name]) > 0
    assert Decimal(service["minimum"]) >= Decimal(service["price"])
    assert service["unit"] in {"小时", "平米", "台", "次", "天", "月", "26天"}
    assert Decimal(service["hours"]) <= 12, "one visit ends on its day"


@pytest.mark.parametrize(
    "service", [s for s in SERVICES if s["unit"] == "小时"], ids=lambda s: s["code"]
)
def test_the_note_of_an_hourly_minimum_is_its_figure(service: dict[str, str]) -> None:
    least = Decimal(service["minimum"]) / Decimal(service["price"])
    assert service["minimum_note"].startswith(f"{money(least)} 小时起")
    assert Decimal(service["hours"]) >= least


@pytest.mark.parametrize("service", SERVICES, ids=CODES)
def test_the_rules_told_are_the_rules_in_force(service: dict[str, str]) -> None:
    """C8: the text says what the columns do."""
    percent, told = service["cancel_percent"], service["cancellation"]
    assert service["cancel_base"] == "visit"
    if percent == "0":
        assert "不收费" in told
        assert "%" not in told
    else:
        assert f"{Decimal(service['cancel_free_hours']):.0f} 小时" in told
        assert f"这一次服务金额的 {percent}%" in told
    assert f"{Settings.model_fields['book_days_ahead'].default} 天" in service["booking"]


def test_a_name_means_one_service() -> None:
    names = [n.lower() for s in SERVICES for n in (s["name"], *parts(s["aliases"]))]
    assert not [name for name, count in Counter(names).items() if count > 1]
    assert not {"阿姨", "师傅", "ayi", "服务", "家政", ""} & set(names)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("保洁", "daily_clean"),
        ("打扫", "daily_clean"),
        ("搞卫生", "daily_clean"),
        ("空调清洗", "appliance_clean"),
        ("洗油烟机", "appliance_clean"),
        ("洗洗衣机", "appliance_clean"),
        ("冰箱清洗", "appliance_clean"),
        ("通马桶", "drain"),
        ("通下水道", "drain"),
        ("小时工", "hourly_helper"),
        ("护工", "elder_care"),
        ("育婴师", "infant_nanny"),
        ("deep cleaning", "deep_clean"),
        ("window cleaning", "window_clean"),
    ],
)
def test_everyday_names(said: str, code: str) -> None:
    assert [s["code"] for s in SERVICES if said in parts(s["aliases"])] == [code]


# -- areas, coupons -------------------------------------------------------------------------------


def test_the_area_is_shanghai_and_one_district_of_suzhou() -> None:
    shanghai = [row["district"] for row in AREAS if row["city"] == "上海市"]
    assert len(shanghai) == len(set(shanghai)) == 16
    assert [row for row in AREAS if row["city"] != "上海市"] == [
        {"city": "苏州市", "district": "姑苏区", "city_en": "Suzhou", "district_en": "Gusu"}
    ]


@pytest.mark.parametrize("coupon", COUPONS, ids=lambda c: c["code"])
def test_a_coupon_says_what_it_takes_off(coupon: dict[str, str]) -> None:
    threshold, amount = Decimal(coupon["threshold"]), Decimal(coupon["amount"])
    assert EXACT.fullmatch(coupon["threshold"])
    assert EXACT.fullmatch(coupon["amount"])
    assert 0 < amount < threshold
    assert f"满 {money(threshold)} 元减 {money(amount)} 元" in coupon["title"]
    assert coupon["first_order_only"] in {"true", "false"}
    assert ("首单" in coupon["title"]) == (coupon["first_order_only"] == "true")
    assert not coupon["valid_until"] or re.fullmatch(r"\d{4}-\d\d-\d\d", coupon["valid_until"])


def test_a_quote_never_goes_below_nothing() -> None:
    least = min(Decimal(s["minimum"]) for s in SERVICES)
    fitting = [Decimal(c["amount"]) for c in COUPONS if Decimal(c["threshold"]) <= least]
    assert Quote(least - max(fitting, default=Decimal(0)), Decimal(0), None, "").amount > 0


# -- people ---------------------------------------------------------------------------------------


def test_thirty_workers_that_differ() -> None:
    assert len(WORKERS) == 30
    for column in ("number", "name", "phone"):
        assert len({worker[column] for worker in WORKERS}) == 30


@pytest.mark.parametrize("worker", WORKERS, ids=lambda w: w["number"])
def test_a_worker_fits_the_catalogue(worker: dict[str, str]) -> None:
    skills, areas = parts(worker["skills"]), parts(worker["areas"])
    assert set(skills) <= set(CODES)
    assert len(skills) == len(set(skills))
    assert set(areas) <= set(DISTRICTS)
    assert len(areas) >= 2
    assert re.fullmatch(r"1380000\d{4}", worker["phone"]), "an obviously invented number"
    assert Decimal(worker["rating"]) <= 5
    assert EXACT.fullmatch(worker["rating"])
    assert 0 <= int(worker["years"]) <= 40
    assert worker["certificates"]


def test_enough_workers_for_every_service() -> None:
    """C4: a sample in which nobody is ever free shows nothing."""
    skilled = Counter(skill for worker in WORKERS for skill in parts(worker["skills"]))
    assert all(skilled[code] >= 3 for code in CODES)
    assert skilled["daily_clean"] >= 12


@pytest.mark.parametrize("code", CODES)
def test_somebody_can_come_to_every_district(code: str) -> None:
    """C1: what is told as served can be booked."""
    skilled = [worker for worker in WORKERS if code in parts(worker["skills"])]
    covered = {area for worker in skilled for area in parts(worker["areas"])}
    assert set(DISTRICTS) - covered == set()


def test_the_desk() -> None:
    assert set(STAFF[0]) == {"username", "display_name", "role", "group"}, "no passwords in files"
    assert {row["role"] for row in STAFF} <= set(Role)
    assert {row["group"] for row in STAFF} <= set(Group)
    agents = [row for row in STAFF if row["role"] == Role.AGENT]
    assert [row["username"] for row in agents] == [f"agent{i}" for i in range(1, 6)]
    assert {row["group"] for row in agents} == set(Group)
    leads = {row["group"] for row in STAFF if row["role"] == Role.LEAD}
    assert leads == set(Group)
    assert len([row for row in STAFF if row["role"] == Role.SUPERVISOR]) == 1
    assert len({row["username"] for row in STAFF}) == len(STAFF)
