"""Staff at a machine in virtual time: a list of people, and hands that type for them."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from hardware.crypto.secret import Secret
from kiosk.domain.maintenance.staff import Person, Role
from kiosk.domain.screens import ChoicePressed, KeyPressed, Screen
from kiosk.domain.staff_page import StaffPage
from kiosk.identity import Identity
from kiosk.maintenance.chores import ChorePort, InlineChores
from kiosk.maintenance.putting_together import staff_at
from kiosk.maintenance.staff_book import Cost, StaffBook
from kiosk.maintenance.staff_worker import InlineStaff
from kiosk.maintenance.tools import Tools
from kiosk.money.ports import Ports
from kiosk.receipts.words import plain_words
from kiosk.settings import Settings
from kiosk.visits.receipt_desk import Stationery
from tests.world.support.chance import Chance
from tests.world.support.house import small_house
from tests.world.support.scene import Scene

QUICK: Final = Cost(memory_kib=8, time_cost=1)
PINS: Final = {"anna": "274915", "ben": "381926", "carl": "559013", "dora": "706482"}
PEOPLE: Final = (
    Person("101", "anna", frozenset({Role.CUSTODIAN, Role.ADMINISTRATOR})),
    Person("102", "ben", frozenset({Role.CUSTODIAN, Role.ADMINISTRATOR})),
    Person("103", "carl", frozenset({Role.ENGINEER})),
    Person("104", "dora", frozenset({Role.AUDITOR})),
)
PRESS_S: Final = 0.1  # between two keys


class StaffRoom:
    """Make it after each start of the machine; the list of staff stays in its folder.

    Attributes:
        ended: why the program was asked to end, each time.
    """

    def __init__(
        self,
        scene: Scene,
        folder: Path,
        settings: Settings | None = None,
        sources: dict[str, str] | None = None,
        *,
        ports: Ports | None = None,
        chores: ChorePort | None = None,
    ) -> None:
        """ports, chores: others than the machine's, for the menu alone."""
        machine = scene.machine
        self._scene = scene
        self.machine = machine
        self.ended: list[str] = []
        self.file = folder / "staff.json"
        is_new = not self.file.exists()
        self.book = StaffBook(self.file, Chance("staff", 0), QUICK)
        if is_new:
            for person in PEOPLE:
                self.book.put(person, Secret(PINS[person.name].encode()))
        core = machine.core
        tools = Tools(
            ports=ports or machine.ports,
            core=core,
            supervision=core.supervision,
            devices=core.devices,
            loads=core.loads,
            bins=core.bins,
            counting=core.counting,
            house=small_house(
                machine.journal.boot,
                uses_pad=True,
                touch_pin=True,
                needs_request=False,
                has_printer=machine.devices.devices.receipt_printer is not None,
                cash=machine.cash,
            ),
            staff=InlineStaff(self.book, machine.life.post),
            chores=chores or InlineChores(machine.life.post),
            note_tests=core.note_tests,
            disk=machine.disk,
            state=folder,
            settings=settings or Settings(),
            sources=sources or {},
            spoken=("de", "en"),
            identity=_identity(UUID(machine.atm), folder),
            zone=ZoneInfo("UTC"),
            stationery=Stationery("ATM-1", "Here", UTC, plain_words),
            end=self.ended.append,
            utc_ms=machine.wall_ms,
        )
        self.desk = staff_at(core, tools)

    @property
    def screen(self) -> Screen:
        return self.machine.core.screen

    @property
    def page(self) -> StaffPage:
        """What staff see; there must be somebody at the menu."""
        page = self.screen.staff
        assert page is not None, self.screen.id
        return page

    @property
    def notice(self) -> str:
        """The id of the words that say what is wrong; empty if there are none."""
        return "" if self.page.notice is None else self.page.notice.id

    def press(self, keys: str) -> None:
        """As `KeyPressed`, one after the other."""
        for key in keys:
            self.machine.core.post_input(KeyPressed(key))
            self._scene.runs(PRESS_S)

    def touch(self, choice: str) -> None:
        """A control of the screen, by its id."""
        self.machine.core.post_input(ChoicePressed(self.screen.id, choice))
        self._scene.runs(PRESS_S)

    def turns_off(self) -> None:
        """The key; until the machine is closed."""
        self._scene.operator.turns_off()

    def log_in(self, name: str, pin: str = "") -> None:
        """From the closed screen to the menu."""
        self.press("E")
        self.identify(name, pin)

    def identify(self, name: str, pin: str = "") -> None:
        """Number and PIN, where they are asked for."""
        number = next(each.number for each in PEOPLE if each.name == name)
        self.press(f"{number}E{pin or PINS[name]}E")


def _identity(atm: UUID, folder: Path) -> Identity:
    """No file of it is ever read here."""
    return Identity(atm, *(folder / str(number) for number in range(6)))
