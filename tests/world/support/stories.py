"""What docs/journal.md tells as stories: each is played, and hands back what it wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.emulators.dispenser import Delays
from hardware.emulators.notes import PickFault
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import ScreenId
from kiosk.journal.boots import first_entries
from kiosk.journal.entry import Entry, StoredEntry
from kiosk.journal.events import SystemStop
from kiosk.journal.reader import read_entries
from kiosk.journal.writer import Journal
from kiosk.reopening import clear_halt
from kiosk.visits.loads import LoadOrder
from tests.world.support.customer import Customer
from tests.world.support.envelopes import comes_with_envelope
from tests.world.support.machine import Machine
from tests.world.support.scene import ALICE, Scene
from tests.world.support.transfers import TwoAccounts

ASLEEP_S: Final = 60.0
LOADED: Final = 200

Story = Callable[[], list[StoredEntry]]


class _Watched:
    """A scene, and its entries from now on."""

    def __init__(self, scene: Scene | None = None) -> None:
        self.scene = Scene() if scene is None else scene
        self._before = len(self._all())

    def told(self) -> list[StoredEntry]:
        self.scene.rests()
        return self._all()[self._before :]

    def _all(self) -> list[StoredEntry]:
        return list(read_entries(self.scene.machine.disk))


def taken() -> list[StoredEntry]:
    watched = _Watched()
    watched.scene.alice.withdraws(50)
    return watched.told()


def balance() -> list[StoredEntry]:
    watched = _Watched()
    alice = watched.scene.alice
    alice.enters()
    alice.chooses("balance")
    alice.sees(ScreenId.BALANCE)
    alice.chooses("continue")
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    return watched.told()


def partial() -> list[StoredEntry]:
    """The last of six notes jams, and the customer takes five."""
    watched = _Watched()
    alice, works = watched.scene.alice, watched.scene.machine.matter.works
    works.faults[2] = [PickFault.OK] * 3 + [PickFault.JAM]
    alice.enters()
    alice.asks_for(100)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.PARTIAL)
    alice.chooses("yes")
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    return watched.told()


def doubt() -> list[StoredEntry]:
    """The HSM loses its power while the notes lie in the shutter, and its sensors see nothing."""
    watched = _Watched()
    scene, machine, matter = watched.scene, watched.scene.machine, watched.scene.machine.matter
    scene.alice.is_offered_cash(50)
    scene.alice.waits(0.3)
    matter.works.set_sensors_unsure(are_unsure=True)
    matter.hsm.power_off()
    scene.runs(2.0)
    matter.hsm.power_on()
    scene.alice.sees(ScreenId.MESSAGE)
    scene.runs(ASLEEP_S)
    matter.works.set_sensors_unsure(are_unsure=False)
    machine.journal.append(Entry(SystemStop("system", "asked")))
    machine.kill()
    journal = machine.opened_journal()
    clear_halt(machine.disk, journal, "ben")
    journal.close()
    machine.opened_journal = _says_that_it_starts(machine)
    scene.restarts()
    return watched.told()


def declined() -> list[StoredEntry]:
    """More than the card may have in a day."""
    scene = Scene()
    scene.machine.issue_card("bob", "5291", ALICE, daily_limit=2_000)
    watched, bob = _Watched(scene), Customer(scene.loop, scene.machine, "bob", "5291")
    bob.enters()
    bob.asks_for(50)
    bob.confirms()
    bob.sees(ScreenId.MESSAGE)
    bob.presses("X")
    bob.sees(ScreenId.TAKE_CARD)
    bob.takes_card()
    return watched.told()


def no_such_amount() -> list[StoredEntry]:
    watched = _Watched()
    alice = watched.scene.alice
    alice.enters()
    alice.chooses("withdraw")
    alice.sees(ScreenId.AMOUNT)
    alice.chooses("other")
    alice.sees(ScreenId.OTHER_AMOUNT)
    alice.presses("55E")
    alice.presses("X")
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    return watched.told()


def three_wrong_pins() -> list[StoredEntry]:
    watched = _Watched()
    alice = watched.scene.alice
    alice.inserts()
    for _ in range(3):
        alice.types("1111")
        alice.waits(1.0)
    alice.takes_card()
    return watched.told()


def asleep() -> list[StoredEntry]:
    """A minute at the menu."""
    watched = _Watched()
    watched.scene.alice.enters()
    watched.scene.runs(ASLEEP_S)
    watched.scene.alice.takes_card()
    return watched.told()


def left() -> list[StoredEntry]:
    watched = _Watched()
    watched.scene.alice.is_offered_cash(50)
    watched.scene.runs(ASLEEP_S)
    return watched.told()


def power_cut() -> list[StoredEntry]:
    """The PC loses its power while the notes are counted, and the kiosk starts again."""
    watched = _Watched(Scene().with_quick_hands())
    scene = watched.scene
    scene.alice.enters()
    scene.alice.asks_for(50)
    scene.machine.moments.begin()
    scene.dies_at("hsm DISPENSE after #1", lambda alice: _goes_on(alice.confirms, scene))
    scene.machine.opened_journal = _says_that_it_starts(scene.machine)
    scene.restarts()
    return watched.told()


def _goes_on(act: Callable[[], None], scene: Scene) -> None:
    act()
    scene.alice.sees(ScreenId.ATTRACT)


def _says_that_it_starts(machine: Machine) -> Callable[[], Journal]:
    """A journal that is opened as the product opens it."""
    opened = machine.opened_journal

    def opened_and_told() -> Journal:
        journal = opened()
        journal.append_all(first_entries(journal.previous, "test", "0" * 16, ""))
        return journal

    return opened_and_told


def cash_load() -> list[StoredEntry]:
    """Key off, both doors, one load for each canister, and all of it back."""
    watched = _Watched()
    scene, machine = watched.scene, watched.scene.machine
    machine.key(is_on=False)
    scene.runs(1.0)
    machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
    scene.runs(1.0)
    machine.door(is_open=True)
    scene.runs(1.0)
    for canister in machine.canisters:
        found = machine.counters_of_hsm[canister - 1][2]
        order = LoadOrder(canister, LOADED, "anna+ben", found, is_taken_out=True)
        machine.core.loads.begin(order)
        scene.runs(2.0)
    machine.door(is_open=False)
    scene.runs(1.0)
    machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=False)
    scene.runs(1.0)
    scene.operator.puts_in_service()
    scene.runs(1.0)
    return watched.told()


def link_lost_before() -> list[StoredEntry]:
    """While the customer thinks whether the amount is right."""
    watched = _Watched()
    scene = watched.scene
    scene.alice.enters()
    scene.alice.asks_for(50)
    scene.machine.bank_line.is_down = True
    scene.alice.sees(ScreenId.TAKE_CARD)
    scene.alice.takes_card()
    scene.alice.sees(ScreenId.OUT_OF_SERVICE)
    scene.machine.bank_line.is_down = False
    return watched.told()


def link_lost_after() -> list[StoredEntry]:
    """While the notes are counted."""
    watched = _Watched(Scene().with_quick_hands())
    scene = watched.scene
    scene.alice.enters()
    scene.alice.asks_for(50)
    scene.machine.moments.begin()
    scene.at("hsm DISPENSE after #1", lambda: setattr(scene.machine.bank_line, "is_down", True))
    scene.alice.confirms()
    scene.alice.sees(ScreenId.OUT_OF_SERVICE)
    scene.machine.bank_line.is_down = False
    return watched.told()


def transfer() -> list[StoredEntry]:
    """On a machine that prints."""
    scene = TwoAccounts(has_printer=True)
    scene.machine.matter.printer._delays = Delays.none()
    watched = _Watched(scene)
    scene.goes_to_confirmation()
    scene.alice.confirms()
    scene.alice.sees(ScreenId.TAKE_RECEIPT)
    scene.alice.waits(2.0)
    scene.machine.matter.take_receipt()
    scene.alice.sees(ScreenId.ANOTHER)
    scene.alice.chooses("no")
    return watched.told()


def _with_envelope() -> _Watched:
    """At the open slot."""
    scene = Scene()
    watched = _Watched(scene)
    comes_with_envelope(scene, quick=False)
    scene.alice.confirms()
    scene.alice.sees(ScreenId.INSERT_ENVELOPE)
    return watched


def envelope() -> list[StoredEntry]:
    watched = _with_envelope()
    alice = watched.scene.alice
    alice.waits(2.0)
    watched.scene.machine.matter.slot.put()
    alice.sees(ScreenId.DEPOSIT_DONE)
    alice.waits(1.0)
    alice.presses("E")
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    return watched.told()


def no_envelope() -> list[StoredEntry]:
    """Cancel at the open slot."""
    watched = _with_envelope()
    watched.scene.alice.presses("X")
    return watched.told()


def envelope_in_doubt() -> list[StoredEntry]:
    """It sticks half-way."""
    watched = _with_envelope()
    watched.scene.machine.matter.slot.put(sticks=True)
    return watched.told()


STORIES: Final[dict[str, Story]] = {
    "The notes are taken": taken,
    "The balance is asked for": balance,
    "The bank declines": declined,
    "An amount that cannot be paid": no_such_amount,
    "Three wrong PINs": three_wrong_pins,
    "A customer who does not answer": asleep,
    "A part of the notes": partial,
    "The notes are left": left,
    "A power cut while notes are counted": power_cut,
    "Nobody knows who has the notes": doubt,
    "Cash is loaded": cash_load,
    "The link is lost before CMD": link_lost_before,
    "The link is lost after CMD": link_lost_after,
    "Money goes to the other account": transfer,
    "An envelope is put in": envelope,
    "No envelope comes": no_envelope,
    "Nobody knows where the envelope is": envelope_in_doubt,
}
