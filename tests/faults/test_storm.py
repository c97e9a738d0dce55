"""The short form of ``make soak``: what is lost or doubled at this size fails the suite (REQ G5)."""

from pathlib import Path

import pytest

from tests.faults.storm import Plan, Progress, storm
from tests.postgres import Server

CUSTOMERS = 12
"""Of each channel: 24 customers with five messages each."""


def _quiet(_: Progress) -> None:
    pass


def _assert_all_went_well(folder: Path, plan: Plan) -> None:
    with storm(folder, plan) as scene:
        outcome = scene.run(_quiet)
    assert outcome.audit.findings == []
    assert outcome.kills == plan.kills
    assert outcome.audit.figures["messages stored"] == plan.customers * 2 * 5
    assert outcome.audit.figures["replies received"] > plan.customers
    assert outcome.befell["messages twice"] > 0


@pytest.mark.timeout(300)
def test_one_process_on_sqlite_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """REQ G5: three kill -9, pushes twice and too early, 429, 5xx, expired tokens."""
    _assert_all_went_well(tmp_path, Plan(CUSTOMERS, kills=3, seed=11))


@pytest.mark.timeout(300)
def test_three_processes_on_postgres_lose_and_double_nothing(
    postgres: Server, tmp_path: Path
) -> None:
    """REQ G5: a run and two workers, killed in turn, share one database."""
    name = postgres.create()
    plan = Plan(CUSTOMERS, kills=4, seed=12, database_url=postgres.url(name), workers=2)
    try:
        _assert_all_went_well(tmp_path, plan)
    finally:
        postgres.drop(name)
