"""A short month with a scheduler that is killed: every promise is kept, and a broken one is seen
(REQ C4, C5, E1, G5). The long one is `frontdesk simulate`; its table is docs/simulation.md."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.app import open_house, prepare
from bot.clock import LOCAL
from bot.crypto import Vault, load_key
from bot.db import Database, use_vault
from bot.errors import ConfigurationError
from bot.models import Case, FollowUp, FollowUpState, History, Outbox, Visit, VisitState
from bot.settings import bare_settings
from bot.simulation.audit import audit
from bot.simulation.month import demonstrate, simulate
from tests.factories import VAULT, at, book, make_service, make_worker

END = datetime(2027, 3, 1, tzinfo=LOCAL)


def test_a_short_month_keeps_its_promises_and_the_audit_sees_what_breaks_them(
    tmp_path: Path, clean_environment: None
) -> None:
    """One simulation for both, since its processes take seconds to start."""
    try:
        outcome = simulate(days=2, orders=8, seed=3, kills=1, folder=tmp_path)
        assert outcome.kills == 1
        assert outcome.audit.promises == {name: [] for name in outcome.audit.promises}
        assert outcome.audit.figures["served, tried by the third day"] >= 4
        use_vault(Vault(load_key(tmp_path / "key")))
        _sees_what_is_broken(tmp_path / "data")
    finally:
        use_vault(VAULT)


def _sees_what_is_broken(data: Path) -> None:
    database = Database(f"sqlite:///{data / 'frontdesk.db'}")
    ledger = data / "sent.jsonl"
    lines = [json.loads(line) for line in ledger.read_text().splitlines()]
    with database.write() as session:
        served = session.scalars(
            select(Visit).where(Visit.state == VisitState.REVIEWED).order_by(Visit.start_at)
        ).all()
        one, two = served[:2]
        other_worker, two.worker_id = two.worker_id, one.worker_id
        two.start_at, two.end_at = one.start_at, one.end_at
        found = audit(session, ledger, END)
        assert found.double_bookings
        two.worker_id = other_worker

        row = session.scalars(select(FollowUp).where(FollowUp.state == FollowUpState.DONE)).first()
        assert row is not None
        row.state = FollowUpState.PENDING
        assert any(row.key in line for line in audit(session, ledger, END).lost)

        ledger.write_text("\n".join(json.dumps(line) for line in [*lines, lines[-1]]))
        assert audit(session, ledger, END).doubled

        asked = session.scalars(
            select(Outbox).where(Outbox.key == f"visit:{one.id}:rating")
        ).first()
        sent = asked.created_at if asked else END
        session.add(
            History(subject="visit", subject_id=one.id, action="moved", before="accepted",
                    after="cancelled", actor="test", at=sent - timedelta(hours=1))
        )  # fmt: skip
        session.flush()
        broken = audit(session, ledger, END)
        assert broken.illegal_steps
        assert bool(broken.after_cancelling) is (asked is not None)

        session.execute(
            update(Visit).values(completed_at=one.start_at - timedelta(days=9), state="completed")
        )
        session.execute(update(Case).values(key=Case.key + "x"))
        session.expire_all()
        assert audit(session, ledger, END).not_tried
        session.rollback()
    database.close()


def test_a_demo_is_not_played_into_an_installation_that_works(
    tmp_path: Path, clean_environment: None
) -> None:
    settings = bare_settings(data=tmp_path / "data", key_file=tmp_path / "key")
    try:
        house = open_house(settings)
        prepare(house)
        with house.database.write() as session:
            make_worker(session, "demo", skills=["demo"])
            book(session, make_service(session, "demo"), at("11-25 09:00"), settings)
        house.database.close()
        with pytest.raises(ConfigurationError, match="already"):
            demonstrate(settings, END)
    finally:
        use_vault(VAULT)
