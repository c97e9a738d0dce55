"""What the pages of one console share."""

from bot.console.board import Board
from bot.console.rounds import Rounds
from bot.house import House


class Pulse(Board):
    """The board, and the rounds that keep it and all open pages up to date."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.rounds = Rounds(self)
