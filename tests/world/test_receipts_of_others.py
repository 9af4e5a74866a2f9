"""Nobody gets a receipt of another, or a piece of one, or hears what became of another one."""

from __future__ import annotations

import pytest

from hardware.emulators.dispenser import Delays
from hardware.emulators.receipt_printer import PrintFault
from kiosk.domain.screens import Notice, ScreenId
from tests.world.support.stripes import StripeScene
from tests.world.support.transfers import TwoAccounts

PIECE = "the first lines of it"
RECONNECTED_S = 5.0
LATE_S = 3.0


@pytest.fixture
def scene():
    """A transfer is to be confirmed; whoever comes leaves the receipt where it is."""
    scene = TwoAccounts(has_printer=True)
    scene.machine.matter.printer._delays = Delays.none()
    scene.goes_to_confirmation()
    scene.machine.moments.begin()
    return scene


@pytest.fixture
def printer(scene):
    return scene.machine.matter.printer


def leaves(scene):
    scene.alice.presses("E")
    scene.alice.sees(ScreenId.ANOTHER)
    scene.alice.chooses("no")
    scene.alice.goes()


def whole(slip):
    return "Reference" in slip.lines[-1].text


def test_after_a_power_cut_the_piece_is_out_of_the_way_before_the_next_customer(scene, printer):
    """In the midst of a receipt; power comes back when nobody is there."""

    def power_fails():
        printer.receive(f"{PIECE}\nand more".encode())
        printer.power_off()

    scene.at("receipt_printer PRINT before #1", power_fails)
    scene.alice.confirms()
    told = scene.alice.is_told(Notice.RECEIPT_UNSURE)
    leaves(scene)
    hanging = [line.text for line in printer.paper.hanging]
    printer.power_on()
    scene.runs(RECONNECTED_S)
    (piece,) = printer.paper.slips
    in_slot = printer.paper.in_slot
    scene.goes_to_confirmation()
    scene.alice.confirms()
    scene.alice.sees(ScreenId.TAKE_RECEIPT)

    assert told.reference
    assert [PIECE] == hanging == [line.text for line in piece.lines]
    assert (True, 0) == (piece.is_back, in_slot)
    assert (1, True) == (printer.paper.in_slot, whole(printer.paper.slips[-1]))


def test_a_receipt_that_was_left_is_taken_back_when_the_next_visit_begins(scene, printer):
    """It stays at its slot as long as nobody else comes; and nobody has taken it."""
    scene.alice.confirms()
    scene.alice.sees(ScreenId.TAKE_RECEIPT)
    leaves(scene)
    scene.runs(2.0)
    left = printer.paper.in_slot
    scene.alice.enters()

    assert (1, 0, True) == (left, printer.paper.in_slot, printer.paper.slips[-1].is_back)
    assert ["RECEIPT_PRINTED"] == [
        each for each in scene.machine.entries if each.startswith("RECEIPT")
    ]


def test_what_could_not_be_taken_back_then_is_taken_back_before_the_next_receipt(scene, printer):
    """The printer was away when the visit began."""
    scene.alice.confirms()
    scene.alice.sees(ScreenId.TAKE_RECEIPT)
    leaves(scene)
    scene.machine.unplug("receipt_printer")
    scene.runs(RECONNECTED_S)
    scene.alice.enters()
    scene.machine.plug("receipt_printer")
    scene.runs(RECONNECTED_S)
    scene.alice.chooses("balance")
    scene.alice.sees(ScreenId.ACCOUNT)
    scene.alice.presses("1")
    scene.alice.sees(ScreenId.BALANCE)
    scene.alice.chooses("print")
    scene.alice.sees(ScreenId.TAKE_RECEIPT)
    scene.runs(1.0)

    assert [True, False] == [slip.is_back for slip in printer.paper.slips]
    assert 1 == printer.paper.in_slot


class LatePort:
    """The printer's port, whose answers come late."""

    def __init__(self, port, loop):
        self._port, self._loop = port, loop

    def submit(self, call, deliver):
        self._port.submit(call, lambda result: self._loop.after(LATE_S, lambda: deliver(result)))


def test_in_a_series_what_became_of_the_first_receipt_is_not_told_of_the_second():
    """Two transfers quickly after each other; of the first receipt nobody knows."""
    scene = StripeScene(has_printer=True)
    scene.machine.matter.printer._delays = Delays.none()
    desk = scene.machine.core._transactions._receipts
    desk._printer = LatePort(desk._printer, scene.loop)
    alice = scene.alice
    alice.enters()
    scene.runs(2 * LATE_S)
    scene.machine.matter.printer.planned.append(PrintFault.LOST)
    first = _transfers(alice).reference
    alice.presses("E")
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("yes")
    alice.sees(ScreenId.MENU)
    alice.waits(LATE_S / 2)
    second = _transfers(alice).reference
    alice.waits(LATE_S * 0.75)
    told_of_first = alice.screen
    alice.waits(LATE_S)

    assert ["RECEIPT_FAIL", "RECEIPT_PRINTED"] == [
        each for each in scene.machine.entries if each.startswith("RECEIPT")
    ]
    assert first != second
    assert (ScreenId.TAKE_RECEIPT, second, True) == (
        told_of_first.id,
        told_of_first.reference,
        told_of_first.printing,
    )
    assert (ScreenId.TAKE_RECEIPT, False) == (alice.screen.id, alice.screen.printing)


def _transfers(you):
    """From the menu to the page of its receipt."""
    you.chooses("transfer")
    you.sees(ScreenId.TRANSFER_FROM)
    you.presses("1")
    you.sees(ScreenId.TRANSFER_AMOUNT)
    you.presses("500E")
    you.sees(ScreenId.TRANSFER_CONFIRM)
    you.confirms()
    return you.sees(ScreenId.TAKE_RECEIPT)
