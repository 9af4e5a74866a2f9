"""Puts the supervisor menu together: the desk, and the task behind each item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.domain.maintenance.items import Item
from kiosk.maintenance.balancing_task import BalancingTask
from kiosk.maintenance.cards_task import CardsTask
from kiosk.maintenance.cash_task import CashTask
from kiosk.maintenance.deposits_task import DepositsTask
from kiosk.maintenance.journal_task import JournalTask
from kiosk.maintenance.keys_task import KeysTask
from kiosk.maintenance.paper_task import PaperTask
from kiosk.maintenance.power_task import PowerTask
from kiosk.maintenance.settings_task import SettingsTask
from kiosk.maintenance.software_task import SoftwareTask
from kiosk.maintenance.staff_desk import MakeTask, StaffDesk
from kiosk.maintenance.status_task import StatusTask
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tests_task import TestsTask
from kiosk.maintenance.tools import Tools
from kiosk.maintenance.unresolved_task import UnresolvedTask
from kiosk.maintenance.users_task import UsersTask
from kiosk.visits.kiosk_core import KioskCore

TASKS: Final[Mapping[Item, Callable[[Tools, Desk], Task]]] = {
    Item.STATUS: StatusTask,
    Item.BALANCING: BalancingTask,
    Item.CASH: CashTask,
    Item.JOURNAL: JournalTask,
    Item.SOFTWARE: SoftwareTask,
    Item.POWER: PowerTask,
    Item.SETTINGS: SettingsTask,
    Item.UNRESOLVED: UnresolvedTask,
    Item.KEYS: KeysTask,
    Item.DEPOSITS: DepositsTask,
    Item.PAPER: PaperTask,
    Item.CARDS: CardsTask,
    Item.TESTS: TestsTask,
    Item.USERS: UsersTask,
}


def staff_at(core: KioskCore, tools: Tools) -> StaffDesk:
    """The desk of this machine, which the core shows from now on while the key is off."""
    supervision = core.supervision
    made = StaffDesk(
        tools.ports,
        tools.staff,
        {item: _with(tools, task) for item, task in TASKS.items()},
        core.staff_changed,
        lambda staffed: supervision.note(staffed=staffed),
        core.counting.staff_were_cut,
        core.door,
    )
    core.staffed_by(made)
    return made


def _with(tools: Tools, task: Callable[[Tools, Desk], Task]) -> MakeTask:
    return lambda desk: task(tools, desk)
