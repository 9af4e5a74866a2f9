"""A receipt is printed once or not at all; the money is where it was, whatever the printer does."""

from __future__ import annotations

import pytest

from hardware.emulators.dispenser import Delays
from hardware.emulators.receipt_printer import PrintFault
from kiosk.visits.questions import reference_of
from tests.world.support.transfers import AMOUNT, TwoAccounts


def out(scene):
    scene.machine.matter.printer.load_paper(0)


def jammed(scene):
    scene.machine.matter.printer.set_jam(is_jammed=True)


def opened(scene):
    scene.machine.matter.printer.set_cover(is_open=True)


def unplugged(scene):
    scene.machine.unplug("receipt_printer")


def dark(scene):
    scene.machine.matter.printer.power_off()


@pytest.fixture
def printing():
    """A transfer is to be confirmed, on a machine with a printer that takes no time."""
    scene = TwoAccounts(has_printer=True)
    scene.machine.matter.printer._delays = Delays.none()
    scene.goes_to_confirmation()
    scene.machine.moments.begin()
    return scene


def transfers(scene):
    """And is asked to take the receipt, or told that there is none."""
    scene.alice.confirms()
    scene.runs(5.0)
    assert AMOUNT.minor == scene.moved


def said(scene):
    return [each for each in scene.machine.entries if each.startswith("RECEIPT")]


def reference(scene):
    return reference_of(bytes.fromhex(scene.machine.last_entry("INTENT")["txid"]))


def receipts(scene):
    """Whole ones, as they came out of the printer."""
    slips = [
        [line.text for line in slip.lines] for slip in scene.machine.matter.printer.paper.slips
    ]
    return [slip for slip in slips if reference(scene) in slip[-1]]


def test_a_receipt_is_printed_and_taken(printing):
    printing.machine.matter.use_hands(receipt=True)
    transfers(printing)

    assert ["RECEIPT_PRINTED", "RECEIPT_TAKEN"] == said(printing)
    assert 1 == len(receipts(printing))
    printing.agrees()


@pytest.mark.parametrize(
    ("breaks", "code"),
    [
        (out, "out"),
        (jammed, "jam"),
        (opened, "open"),
        (unplugged, "lost"),
        (dark, "lost"),
    ],
)
def test_a_printer_that_cannot_print_is_told_and_the_money_is_where_it_was(printing, breaks, code):
    breaks(printing)
    transfers(printing)

    assert ["RECEIPT_FAIL"] == said(printing)
    assert code == printing.machine.last_entry("RECEIPT_FAIL")["code"]
    assert [] == receipts(printing)
    printing.agrees()


@pytest.mark.parametrize(
    ("fault", "code"),
    [(PrintFault.OUT, "out"), (PrintFault.JAM, "jam"), (PrintFault.LOST, "lost")],
)
def test_a_receipt_that_stops_half_way_is_never_printed_again(printing, fault, code):
    """Nobody knows whether it came out; the machine goes on, and so does the money."""
    printing.machine.matter.printer.planned.append(fault)
    transfers(printing)
    printing.machine.matter.printer.load_paper(500)
    printing.machine.matter.printer.set_jam(is_jammed=False)
    printing.runs(60.0)
    printing.rests()

    assert ["RECEIPT_FAIL"] == said(printing)
    assert code == printing.machine.last_entry("RECEIPT_FAIL")["code"]
    assert 1 >= len(receipts(printing))
    printing.agrees()


def test_killed_while_it_prints_nothing_is_printed_at_the_next_start(printing):
    printing.at("receipt_printer PRINT before #1", printing.machine.kill)
    transfers(printing)
    printing.restarts()

    assert [] == said(printing)
    assert [] == receipts(printing)
    printing.agrees()
