"""An engine and a reader for commands: started when needed, ended with the block."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import migrations
from bot.conversation.engine_process import EngineProcess
from bot.conversation.understanding import Reader
from bot.db import Database
from bot.errors import EngineError
from bot.language.trade.services import ServiceName
from bot.services.seeding import sample_lexicon
from bot.services.trade import catalogue
from bot.settings import Settings

log = structlog.get_logger()
_NO_ACTIONS = "http://127.0.0.1:9/none"


@contextmanager
def running_engine(
    settings: Settings, model: Path, action_url: str = _NO_ACTIONS
) -> Generator[EngineProcess]:
    """An engine that answers, for the length of the block.

    Raises:
        ConfigurationError: the engine's environment is missing.
        EngineError: it did not start in time.
    """
    process = EngineProcess(settings, model, action_url)
    process.start()
    try:
        if not process.ready.wait(120):
            raise EngineError("the language engine did not start; try FRONTDESK_ENGINE_LOG=1")
        yield process
    finally:
        process.stop()


@contextmanager
def open_reader(settings: Settings, model: Path) -> Generator[Reader]:
    """A reader with this installation's service names and a running engine."""
    names = service_names(settings)
    with running_engine(settings, model) as process:
        engine = process.client()
        engine.status()
        yield Reader(engine, names, settings.city, settings.intent_threshold)
        engine.close()


def service_names(settings: Settings) -> list[ServiceName]:
    """Those of the catalogue; the sample company's where there is no database. It makes nothing."""
    try:
        database = Database(settings.url)
        if migrations.version(database.engine) is None:
            return sample_lexicon()
        with database.read() as session:
            names = catalogue.lexicon(session)
        database.close()
    except (SQLAlchemyError, ImportError) as error:
        log.warning("the catalogue cannot be read; the sample's is used", error=repr(error)[:200])
        return sample_lexicon()
    return names
