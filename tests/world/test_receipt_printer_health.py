"""Without receipts a machine serves as ever: it is said to staff, to the bank and to the visit."""

from __future__ import annotations

import pytest

from kiosk.assembly import _house
from kiosk.domain.screens import ScreenId
from kiosk.domain.supervisor import Mode, Reason
from kiosk.settings import Settings
from kiosk.visits.supervision import PRINTER_ANSWER_S
from tests.world.support.scene import Scene

WELL = (Mode.IN_SERVICE, ())
WITHOUT = (Mode.IN_SERVICE, (Reason.PAPER,))
POLL_S = 1.0


def service_of(machine):
    return machine.core.service.mode, machine.core.service.reasons


@pytest.fixture
def printing():
    return Scene(has_printer=True)


def out(machine):
    machine.matter.printer.load_paper(0)


def jammed(machine):
    machine.matter.printer.set_jam(is_jammed=True)


def opened(machine):
    machine.matter.printer.set_cover(is_open=True)


def unplugged(machine):
    machine.unplug("receipt_printer")


def dark(machine):
    machine.matter.printer.power_off()


def mend(machine):
    machine.matter.printer.load_paper(500)
    machine.matter.printer.set_jam(is_jammed=False)
    machine.matter.printer.set_cover(is_open=False)
    machine.matter.printer.power_on()
    machine.plug("receipt_printer")


def test_a_machine_without_a_printer_lacks_nothing(scene, machine):
    terms = machine.core._terms()

    assert WELL == service_of(machine)
    assert (False, False) == (terms.has_printer, terms.prints)


def test_a_machine_with_a_printer_prints(printing):
    terms = printing.machine.core._terms()

    assert WELL == service_of(printing.machine)
    assert (True, True) == (terms.has_printer, terms.prints)


@pytest.mark.parametrize("fault", [out, jammed, opened, unplugged, dark])
def test_a_printer_that_cannot_print_stops_no_service(printing, fault):
    """OOS-09 while it lasts; the next visit is told, and the one after the repair is not."""
    machine = printing.machine
    fault(machine)
    printing.runs(POLL_S)
    amiss = service_of(machine), machine.core._terms().prints
    mend(machine)
    printing.runs(POLL_S)

    assert (WITHOUT, False) == amiss
    assert (WELL, True) == (service_of(machine), machine.core._terms().prints)
    assert ScreenId.ATTRACT is printing.alice.screen.id


def test_paper_is_a_supply_in_the_journal(printing):
    machine = printing.machine
    machine.matter.printer.load_paper(100)
    printing.runs(POLL_S)
    low = machine.last_entry("SUPPLY_THRESHOLD")
    out(machine)
    printing.runs(POLL_S)
    gone = machine.last_entry("SUPPLY_THRESHOLD")
    mend(machine)
    printing.runs(POLL_S)

    assert [("paper", "low"), ("paper", "out"), ("paper", "ok")] == [
        (told["which"], told["level"])
        for told in (low, gone, machine.last_entry("SUPPLY_THRESHOLD"))
    ]


@pytest.mark.parametrize(("fault", "code"), [(jammed, "jam"), (opened, "open")])
def test_a_stopped_printer_is_a_fault_until_a_person_has_seen_to_it(printing, fault, code):
    machine = printing.machine
    fault(machine)
    printing.runs(POLL_S)
    told = machine.last_entry("DEVICE_FAULT")
    mend(machine)
    printing.runs(POLL_S)

    assert ("receipt_printer", code) == (told["device"], told["code"])
    assert "receipt_printer" == machine.last_entry("DEVICE_RECOVERED")["device"]


def test_cash_is_paid_without_paper(printing):
    """From the first key to the notes."""
    machine = printing.machine
    out(machine)
    printing.runs(POLL_S)
    printing.alice.withdraws(20)

    assert ScreenId.TAKE_CASH in [screen.id for screen in machine.eyes.shown]
    assert WITHOUT == service_of(machine)


def test_how_long_a_receipt_is_waited_for_is_as_it_was_set(printing):
    """From the settings to the visit."""
    core = printing.machine.core
    core._house = _house(Settings(take_receipt_s=7, print_s=17), 1, needs_request=False)

    assert (7, 17) == (core._terms().take_receipt_s, core._terms().print_s)


def restarted(scene, fault, seconds):
    """What was shown in this time after a start at which the printer was like this."""
    machine = scene.machine
    machine.kill()
    fault(machine)
    machine.start(has_printer=True)
    shown = []
    machine.core.observe(Seen(shown))
    scene.runs(seconds)
    return [screen for screen in shown if screen.id is ScreenId.ATTRACT]


class Seen:
    """Whoever looks at the screen all the time."""

    def __init__(self, shown):
        self.screen_shown = shown.append


def test_the_first_customer_is_not_told_of_a_lack_that_is_none(printing):
    """This printer takes half a second longer than all else."""
    printing.loop.after(0.5, printing.machine.matter.printer.power_on)
    shown = restarted(printing, dark, 2.0)

    assert [True] == [screen.prints for screen in shown]


@pytest.mark.parametrize(
    ("fault", "seconds"), [(out, 1.0), *((f, PRINTER_ANSWER_S + 0.1) for f in (unplugged, dark))]
)
def test_no_service_is_held_for_a_printer_that_cannot_print_or_does_not_answer(
    printing, fault, seconds
):
    shown = restarted(printing, fault, seconds)

    assert [False] == [screen.prints for screen in shown]
