"""Questions without an answer are followed up (REQ E2)."""

from bot.house import House, Work
from bot.jobs.each import each
from bot.services.survey import survey_chasing


def chase_due(house: House) -> int:
    """Remind of what is due, or have somebody phone; the number of questions."""
    now = house.clock.now()
    with house.database.read() as session:
        found = survey_chasing.due(session, now)
    done = each(
        house,
        "surveys",
        found,
        lambda session, row_id: survey_chasing.chase(
            session, row_id, wording=house.wording, now=now, settings=house.settings
        ),
    )
    if done:
        house.bell.ring(Work.SENDING)
    return done
