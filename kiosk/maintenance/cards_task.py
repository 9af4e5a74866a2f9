"""Item 6, cards: this machine keeps none, and the page says what becomes of one that is left."""

from __future__ import annotations

from hardware.protocol.card_reader import CardPosition
from kiosk.domain.staff_page import Line, Mood, StaffPage, Word
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools


class CardsTask(Task):
    def __init__(self, tools: Tools, _desk: Desk) -> None:
        self._tools = tools

    @property
    def page(self) -> StaffPage:
        card = self._tools.devices.card
        if card is None:
            now = Line(Word("device.card_reader"), (Word("status.away"),), Mood.BAD)
        else:
            is_jammed = card.card is CardPosition.JAM
            word = Word(f"tests.card-{card.card.name.lower()}")
            now = Line(Word("tests.card"), (word,), Mood.BAD if is_jammed else Mood.PLAIN)
        return StaffPage(
            Word("menu.6"),
            lines=(
                now,
                Line(Word("cards.kept"), (0,)),
                Line(Word("cards.left")),
                Line(Word("cards.blocked")),
                Line(Word("cards.found")),
            ),
        )
