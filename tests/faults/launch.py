"""``frontdesk`` as it is, but for the engine's program: the stand-in takes Rasa's place.

``python -m tests.faults.launch run`` and ``… worker`` are the commands of the application, with its
supervisor, its action route and its database; only what the supervisor starts is another program.
"""

import sys
from pathlib import Path

from bot import training
from bot.cli import main
from bot.conversation import engine_process


def use_stand_in() -> None:
    """Let the supervisor start ``stand_in/rasa`` with this Python; it needs no trained model."""
    engine_process.NLU = Path(__file__).parent / "stand_in"
    engine_process.PYTHON = Path(sys.executable)
    training.current_model = lambda: Path("stand-in.tar.gz")


if __name__ == "__main__":
    use_stand_in()
    main()
