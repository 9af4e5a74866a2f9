"""Failures as visits: paper, envelopes and notes; and all scripts that can be named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.domain.screens import Notice, ScreenId
from kiosk.workbench import visits_more as visits
from kiosk.workbench.customer import Customer
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.scripts import SCRIPTS, Script
from kiosk.workbench.scripts_door import SERVICE_DOOR
from kiosk.workbench.scripts_more import (
    CHOICES_AND_RULES,
    FULL_ROLL,
    asks_for,
    enters,
    goes,
    moves_money,
)
from kiosk.workbench.scripts_morning import MORNING
from kiosk.workbench.scripts_stripe import STRIPE


def no_paper(alice: Customer, _desk: OperatorDesk) -> None:
    alice.does("takes the paper out", "paper", lines=0)
    alice.inserts_card()
    alice.passes_notice().types_pin(alice.pin)
    alice.sees(ScreenId.MENU)
    asks_for(alice, 20)
    alice.confirms(20)
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.TAKE_CASH).takes_cash()
    alice.sees(ScreenId.GOODBYE)
    alice.waits_for_booking()
    goes(alice)
    alice.does("puts paper in", "paper", lines=FULL_ROLL)


def paper_jam(dora: Customer, _desk: OperatorDesk) -> None:
    dora.does("plans a jam of paper", "next_prints", faults=["jam"])
    enters(dora)
    moves_money(dora)
    dora.presses("E")
    dora.sees(ScreenId.MESSAGE, notice=Notice.RECEIPT_UNSURE).presses("1")
    dora.sees(ScreenId.SCREEN_RECEIPT).presses("E")
    dora.sees(ScreenId.ANOTHER)
    goes(dora)
    dora.does("clears the paper", "printer", jam=False)


def _comes_to_the_slot(alice: Customer) -> None:
    enters(alice)
    alice.presses("4")
    alice.sees(ScreenId.DEPOSIT_AMOUNT).presses("5000E")
    alice.sees(ScreenId.DEPOSIT_CONFIRM).presses("E")
    alice.sees(ScreenId.INSERT_ENVELOPE)


def envelope_back(alice: Customer, _desk: OperatorDesk) -> None:
    _comes_to_the_slot(alice)
    alice.does("pulls the envelope back", "envelope", what="leave")
    alice.sees(ScreenId.MESSAGE, notice=Notice.ENVELOPE_NOT_TAKEN)
    goes(alice)


def envelope_cancelled(alice: Customer, _desk: OperatorDesk) -> None:
    _comes_to_the_slot(alice)
    alice.presses("X")
    alice.sees(ScreenId.TAKE_CARD, notice=Notice.CANCELLED)
    goes(alice)


def envelopes_full(alice: Customer, _desk: OperatorDesk) -> None:
    alice.does("fills the bin", "envelope_bin", full=True)
    enters(alice)
    alice.presses("4")  # there is no deposit any more: it is how one finishes
    alice.sees(ScreenId.TAKE_CARD)
    goes(alice)
    alice.turns_key(on=False)
    alice.sees(ScreenId.CLOSED).does("empties the bin", "envelopes_remove")
    alice.does("uncovers its sensor", "envelope_bin", full=False)
    alice.turns_key(on=True)
    alice.counts_notes()
    alice.sees(ScreenId.ATTRACT)


def short_stack(alice: Customer, _desk: OperatorDesk) -> None:
    """Of 30 euro the note of 10 is torn."""
    alice.does("tears a note", "next_notes", canister=2, faults=["reject"] * 3)
    enters(alice)
    asks_for(alice, 30)
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.PARTIAL).confirms(20)
    alice.sees(ScreenId.TAKE_CASH).takes_cash()
    alice.waits_for_booking()
    goes(alice)
    alice.does("takes the torn notes away", "next_notes", canister=2, faults=[])


def no_notes(alice: Customer, _desk: OperatorDesk) -> None:
    enters(alice)
    asks_for(alice, 20)
    for canister in (1, 2):
        alice.does("jams a canister", "jam", canister=canister)
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.MESSAGE, notice=Notice.CASH_FAULT)
    for canister in (1, 2):
        alice.does("clears a canister", "clear", canister=canister)
    goes(alice)


FAILURES: Final = (
    Script(visits.NO_PAPER, no_paper),
    Script(visits.PAPER_JAM, paper_jam),
    Script(visits.ENVELOPE_BACK, envelope_back),
    Script(visits.ENVELOPE_CANCELLED, envelope_cancelled),
    Script(visits.ENVELOPES_FULL, envelopes_full),
    Script(visits.SHORT_STACK, short_stack),
    Script(visits.NO_NOTES, no_notes),
)

ALL_SCRIPTS: Final[Mapping[str, Script]] = {
    **SCRIPTS,
    **{
        script.visit.name: script
        for script in (*CHOICES_AND_RULES, *FAILURES, STRIPE, MORNING, SERVICE_DOOR)
    },
}
