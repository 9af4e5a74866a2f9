"""Item 6, cards: what the reader says of the card that is in it, if one is."""

from __future__ import annotations

from kiosk.domain.maintenance import cards
from kiosk.domain.staff_page import StaffPage
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools


class CardsTask(Task):
    def __init__(self, tools: Tools, _desk: Desk) -> None:
        self._tools = tools

    @property
    def page(self) -> StaffPage:
        status = self._tools.devices.card
        return cards.page(None if status is None else status.card)
