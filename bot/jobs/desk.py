"""The desk's ticks: who gets what waits, and which promises run out (REQ A4, A8)."""

from bot.house import House
from bot.jobs.each import each
from bot.services.handoff import assignment, sla, transfers


def give_out(house: House) -> int:
    """Assign, reassign and put back; transfers that nobody answers lapse."""
    now, settings = house.clock.now(), house.settings
    with house.database.read() as session:
        waiting = assignment.open_now(session, now=now, settings=settings)
        stale = transfers.stale(session, now=now, settings=settings)
    done = each(
        house,
        "assignment",
        waiting,
        lambda session, key: assignment.assign(session, key, now=now, settings=settings) and None,
    )
    return done + each(
        house, "transfers", stale, lambda session, key: transfers.lapse(session, key, now=now)
    )


def watch_clocks(house: House) -> int:
    """Start and stop clocks, then raise the alarms that are due."""
    now, settings = house.clock.now(), house.settings
    with house.database.read() as session:
        astray = sla.astray(session)
    done = each(
        house,
        "clocks",
        astray,
        lambda session, key: sla.follow(session, key, now=now, settings=settings),
    )
    with house.database.read() as session:
        due = sla.due(session, now)
    return done + each(
        house,
        "clock alarms",
        due,
        lambda session, key: sla.ring(
            session, key, wording=house.wording, now=now, settings=settings
        ),
    )
