"""The part of the journal's round that brings out what becomes of transfers and envelopes."""

from __future__ import annotations

from kiosk.domain.screens import ScreenId
from kiosk.workbench.customer import Customer
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.round_steps import enters, leaves


def transfer(desk: RoundDesk) -> None:
    dora, before = desk.person("dora"), desk.codes()
    enters(dora)
    dora.sees(ScreenId.MENU).presses("4")
    dora.sees(ScreenId.TRANSFER_FROM).presses("1")
    dora.sees(ScreenId.TRANSFER_AMOUNT).presses("2500E")
    dora.sees(ScreenId.TRANSFER_CONFIRM).presses("E")
    desk.waits_for("TRANSFER_DONE", before)
    leaves(desk, dora)


def envelopes(desk: RoundDesk) -> None:
    """One goes in, one does not, and one sticks; then the operator looks into the slot."""
    alice, before = desk.person("alice"), desk.codes()
    enters(alice)
    _to_slot(alice)
    alice.puts_envelope()
    alice.sees(ScreenId.TAKE_RECEIPT).takes_receipt()
    alice.sees(ScreenId.ANOTHER).presses("1")
    _to_slot(alice)
    alice.presses("X")
    desk.waits_for("DEPOSIT_NOT_INSERTED", before)
    leaves(desk, alice)
    enters(alice)
    _to_slot(alice)
    alice.puts_envelope(sticks=True)
    desk.waits_for("DEPOSIT_FAIL", before)
    leaves(desk, alice)
    alice.turns_key(on=False)
    alice.sees(ScreenId.CLOSED)
    desk.does("door", door="service", open=True)
    desk.waits_for("DOOR", before)
    desk.does("clear", slot=True)
    desk.does("door", door="service", open=False)
    alice.turns_key(on=True)
    alice.counts_notes()
    alice.sees(ScreenId.ATTRACT)


def _to_slot(you: Customer) -> None:
    """From the menu to the open slot."""
    you.sees(ScreenId.MENU).presses("4")
    you.sees(ScreenId.DEPOSIT_AMOUNT).presses("5000E")
    you.sees(ScreenId.DEPOSIT_CONFIRM).presses("E")
    you.sees(ScreenId.INSERT_ENVELOPE)
