"""A withdrawal and a deposit clicked on the panel: real bank, devices and kiosk, and the books.

The panel's window is in this process; everything else is a process, as in a demo.
"""

import time

import pytest

from kiosk.panel.auditor import OperatorsClient
from kiosk.workbench.children import Children
from kiosk.workbench.demo_notes import load_notes
from kiosk.workbench.machine import Machine, make_folder
from kiosk.workbench.new_state import NewState
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.stage import Stage
from tests.gui.panel_driver import PanelDriver

ALICE = "panel.card.alice"


class Demo:
    """Attributes: stage (what the kiosk shows), panel (what is clicked), notes."""

    def __init__(self, state, machine, children):
        machine.start_bank()
        machine.start_devices(zero_delay=True, has_link=True)
        self.notes = load_notes(state)
        desk = OperatorDesk(state, children, machine.admin_port)
        NewState(machine, desk, self.notes).complete()
        desk.close()
        self.stage = Stage(machine, time.monotonic)
        options = ("--reduce-motion", "--languages", "en", "--receipt-printer", "escpos")
        machine.start_kiosk(self.notes.atm.uuid, *options, offscreen=True)
        self.panel = PanelDriver(state, self.notes.cards, auditor=OperatorsClient(state))

    def told(self):
        """The journal's lines and the ledger's accounts, as they are drawn."""
        rows = self.panel.model.journal.rows, self.panel.model.accounts.rows
        return [row.text for row in rows[0]], [(row.name, row.balance) for row in rows[1]]


@pytest.fixture(scope="module")
def demo(qapp, tmp_path_factory):
    state = tmp_path_factory.mktemp("state")
    make_folder(state)
    with Children(state / "logs", time.monotonic) as children:
        machine = Machine(state, children, time.monotonic)
        running = Demo(state, machine, children)
        try:
            yield running
        finally:
            running.panel.close()
            machine.end()


def enter(demo):
    """Alice's card and her PIN as it stands on it, until she sees the menu."""
    panel, stage = demo.panel, demo.stage
    panel.wait(lambda: panel.model.answers and panel.model.cardLamp, "the machine to serve")
    panel.wait(lambda: panel.model.boxes.rows, "the books")
    panel.click(ALICE)
    stage.wait_screen("S04")
    panel.wait(lambda: panel.model.padLamp, "the pad to take a PIN")
    panel.press(demo.notes.cards["alice"].pin + "E")
    stage.wait_screen("S05")


def insert_and_choose(demo):
    """And 50 euro; her card is to be taken."""
    panel, stage = demo.panel, demo.stage
    enter(demo)
    panel.click("panel.key.1")
    stage.wait_screen("S07")
    panel.click("panel.key.2")
    stage.wait_screen("S10")
    panel.click("panel.key.E")


def take_receipt(demo):
    """It is read, and put away. Its lines, from the machine's name on."""
    panel = demo.panel
    panel.wait(lambda: panel.model.receiptOut and panel.model.receiptLamp, "the receipt")
    panel.click("panel.receipt")
    panel.wait(lambda: panel.shows("panel.receiptInHand"), "the receipt in the hand")
    panel.wait(lambda: panel.named("panel.receiptInHand").height() > 0, "its picture")
    lines = panel.model.wordsInHand.splitlines()
    panel.click("panel.receiptInHand")
    panel.wait(lambda: not panel.shows("panel.receiptInHand"), "it to be put away")
    return lines


def test_withdrawal_is_clicked_from_card_to_cash_and_journal_and_books_follow(demo):
    panel = demo.panel
    insert_and_choose(demo)
    panel.wait(lambda: panel.model.cardGivenBack, "the card")
    panel.click("panel.slot")
    panel.wait(lambda: panel.model.shutterOpen, "the notes")
    stacks = [(row.worth, row.count) for row in panel.model.notes.rows]
    panel.click("panel.cash")
    receipt = take_receipt(demo)
    panel.wait(lambda: ("Alice Byrne", "4,950 EUR") in demo.told()[1], "the books")
    panel.wait(lambda: "Finished: the customer has the notes" in demo.told()[0], "the journal")

    assert [("20 EUR", 2), ("10 EUR", 1)] == stacks
    assert "Bank has debited 50 EUR" in demo.told()[0]
    assert ["Cash withdrawal", "Amount €50.00"] == [receipt[1], receipt[5]]
    assert panel.model.verdict.startswith("Books balance")
    assert not panel.model.shutterOpen


def test_link_cut_before_the_notes_costs_nothing_and_repairs_by_click(demo):
    panel = demo.panel
    demo.stage.wait_screen("S00")
    panel.click("panel.link.down")
    panel.wait(lambda: panel.model.link == "down", "the link")
    panel.click(ALICE)
    demo.stage.wait_screen("S90")
    panel.wait(lambda: panel.model.card == "at_slot", "the card")
    panel.click("panel.slot")
    panel.wait(lambda: panel.model.card == "none", "the wallet")
    panel.click("panel.repair")
    panel.wait(lambda: panel.model.isWhole, "the repair")
    demo.stage.wait_screen("S00")

    cut = {"Link is down", "Out of service"}
    panel.wait(lambda: cut <= {line.partition(":")[0] for line in demo.told()[0]}, "the cut")
    panel.wait(lambda: "In service" in demo.told()[0][:3], "the journal")

    assert ("Alice Byrne", "4,950 EUR") in demo.told()[1]


def test_deposit_is_clicked_from_card_to_envelope_and_waits_for_people(demo):
    """The envelope in the bin has the reference on it that the bank gave."""
    panel, stage = demo.panel, demo.stage
    enter(demo)
    panel.click("panel.key.4")
    stage.wait_screen("S22")
    panel.press("5000E")
    stage.wait_screen("S23")
    panel.click("panel.key.E")
    panel.wait(lambda: panel.model.slotOpen and panel.model.envelopeLamp, "the open slot")
    panel.click("panel.envelope")
    receipt = take_receipt(demo)
    work = "an envelope to be opened and counted"
    panel.wait(lambda: any(work in row.words for row in panel.model.work.rows), "the work list")
    number, text = panel.model._now.envelopes[-1]

    assert (1, True) == (number, bool(text))
    assert "Envelope deposit" == receipt[1]
    assert f"Envelope {text}" in receipt
    assert not panel.model.slotOpen
