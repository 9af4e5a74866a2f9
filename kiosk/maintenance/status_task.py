"""Item 1, status: collects what is known of the machine, and shows it as it changes."""

from __future__ import annotations

from typing import Final

from kiosk.domain.maintenance import status
from kiosk.domain.maintenance.status import CanisterFacts, StatusFacts
from kiosk.domain.staff_page import Action, StaffPage, Word
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

REFRESH: Final = 1


class StatusTask(Task):
    """Reads and changes nothing."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._page = self._made()

    @property
    def page(self) -> StaffPage:
        return self._page

    def act(self, number: int) -> None:
        """Look again."""
        assert number == REFRESH
        self._page = self._made()

    def _made(self) -> StaffPage:
        supervision = self._tools.supervision
        gives = {each.number: each.left for each in self._tools.devices.canisters}
        left = {each.canister: each.left for each in supervision.counted}
        facts = StatusFacts(
            supervision.service,
            supervision.conditions,
            [
                CanisterFacts(number, denomination, left.get(number), number in gives)
                for number, denomination in enumerate(self._tools.house.denominations, start=1)
            ],
            self._tools.house.notes_max,
            len(supervision.open_txids),
            (),
        )
        shown = status.page(facts)
        return StaffPage(
            shown.title, lines=shown.lines, actions=(Action(REFRESH, Word("status.again")),)
        )
