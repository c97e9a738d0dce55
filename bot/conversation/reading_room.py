"""An engine and a reader for commands: started when needed, ended with the block."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.conversation.engine_process import EngineProcess
from bot.conversation.understanding import Reader
from bot.errors import EngineError
from bot.services.seeding import sample_lexicon
from bot.settings import Settings

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
    """A reader with the sample company's service names and a running engine."""
    with running_engine(settings, model) as process:
        engine = process.client()
        engine.status()
        yield Reader(engine, sample_lexicon(), settings.city, settings.intent_threshold)
        engine.close()
