"""parse and evaluate read messages with the installation's own catalogue, where there is one."""

from pathlib import Path

from bot.app import open_house, prepare
from bot.conversation.reading_room import service_names
from bot.services.seeding import sample_lexicon
from tests.conftest import MakeSettings
from tests.factories import make_service


def test_without_a_database_it_is_the_samples_and_nothing_is_made(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    assert service_names(make_settings()) == sample_lexicon()
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_does_not_answer_is_no_hindrance(make_settings: MakeSettings) -> None:
    settings = make_settings(database_url="postgresql://desk@127.0.0.1:1/desk")
    assert service_names(settings) == sample_lexicon()


def test_the_installations_catalogue_counts(make_settings: MakeSettings) -> None:
    settings = make_settings(sample_company=False, admin_password="correct horse")
    house = open_house(settings)
    prepare(house)
    with house.database.write() as session:
        make_service(session, code="piano", name="钢琴搬运", aliases=["搬钢琴"])
    house.database.close()
    (name,) = service_names(settings)
    assert (name.code, name.name) == ("piano", "钢琴搬运")
