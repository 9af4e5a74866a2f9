"""Item 6: this machine keeps no card, and the page says what becomes of one that is left."""

from __future__ import annotations

from hardware.protocol.card_reader import CardPosition
from kiosk.domain.staff_page import Line, Mood, StaffPage, Word


def page(card: CardPosition | None) -> StaffPage:
    """card: where one is; None where the reader does not answer."""
    return StaffPage(
        Word("menu.6"),
        lines=(
            _now(card),
            Line(Word("cards.kept"), (0,)),
            Line(Word("cards.left")),
            Line(Word("cards.blocked")),
            Line(Word("cards.found")),
        ),
    )


def _now(card: CardPosition | None) -> Line:
    if card is None:
        return Line(Word("device.card_reader"), (Word("status.away"),), Mood.BAD)
    mood = Mood.BAD if card is CardPosition.JAM else Mood.PLAIN
    return Line(Word("tests.card"), (Word(f"tests.card-{card.name.lower()}"),), mood)
