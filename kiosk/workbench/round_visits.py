"""The part of the journal's round that customers bring out, with good cards and bad ones."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import Notice, PinPrompt, ScreenId
from kiosk.workbench import scripts
from kiosk.workbench.customer import Customer
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.round_steps import asks_for, enters, goes, leaves

CUTS_MAX: Final = 5


def cash_with_bad_notes(desk: RoundDesk) -> None:
    """First an amount that no notes make; then a torn note, so that a part is left to take."""
    desk.does("next_notes", canister=1, faults=["reject"])
    alice = desk.person("alice")
    enters(alice)
    alice.sees(ScreenId.MENU).presses("1")
    alice.sees(ScreenId.AMOUNT).presses("7")
    alice.sees(ScreenId.OTHER_AMOUNT).presses("75E")
    alice.sees(ScreenId.OTHER_AMOUNT, notice=Notice.AMOUNT_IMPOSSIBLE).presses("C430E")
    alice.sees(ScreenId.CONFIRM).presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.PARTIAL).presses("E")
    alice.sees(ScreenId.TAKE_CASH).takes_cash()
    leaves(desk, alice)


def sleepy_customer(desk: RoundDesk) -> None:
    """More time, then none; and the card waits longer than it should."""
    alice = desk.person("alice")
    enters(alice)
    alice.sees(ScreenId.MENU).presses("2")
    alice.sees(ScreenId.BALANCE)
    desk.lets_time_pass(ScreenId.MORE_TIME)
    alice.presses("E")
    alice.sees(ScreenId.BALANCE)
    desk.lets_time_pass(ScreenId.MORE_TIME)
    desk.lets_time_pass(ScreenId.TAKE_CARD)
    desk.lets_time_pass("CARD_NOT_TAKEN", desk.codes())
    alice.takes_card()
    goes(alice)


def cancelling_customer(desk: RoundDesk) -> None:
    bob = desk.person("bob")
    enters(bob)
    bob.sees(ScreenId.MENU).presses("X")
    bob.sees(ScreenId.TAKE_CARD).takes_card()
    goes(bob)


def new_pin(desk: RoundDesk) -> None:
    scripts.pin_change(desk.person("bob"), desk.desk)


def new_pin_in_doubt(desk: RoundDesk) -> None:
    """The line is cut between question and answer; later the bank says what it did.

    Where the cut fell before the question, as beside a heartbeat, the customer tries again.
    """
    bob, before = desk.person("bob"), desk.codes()
    new_pin = scripts.USUAL_PIN if bob.pin == scripts.OTHER_PIN else scripts.OTHER_PIN
    for _ in range(CUTS_MAX):
        _new_pin_and_a_cut(desk, bob, new_pin)
        if desk.codes()["AUTH_TIMEOUT"] > before["AUTH_TIMEOUT"]:
            break
        leaves(desk, bob)
    desk.waits_for("RESOLUTION_CONFIRMED", before)
    if desk.codes()["PIN_CHANGED"] > before["PIN_CHANGED"]:
        bob.has_new_pin(new_pin)
    leaves(desk, bob)


def _new_pin_and_a_cut(desk: RoundDesk, you: Customer, new_pin: str) -> None:
    """The link is up again afterwards, and it stands in the journal what became of the question."""
    enters(you)
    you.sees(ScreenId.MENU).presses("3")
    you.sees(ScreenId.PIN_CHANGE, prompt=PinPrompt.NEW).types_pin(new_pin)
    you.sees(ScreenId.PIN_CHANGE, prompt=PinPrompt.AGAIN)
    before = desk.codes()
    desk.does("link", state="slow")
    you.types_pin(new_pin)
    desk.waits_for("INTENT", before)
    desk.waits_for_after("INTENT", "AUTH_REQUEST")
    desk.stage.wait_world(lambda world: bool(world["bank_asked"]), "the question to the bank")
    desk.does("link", state="down")
    desk.waits_for_any(("AUTH_TIMEOUT", "DONE"), before)
    desk.waits_for("LINK_DOWN", before)
    desk.does("link", state="up")
    desk.waits_for("LINK_UP", before)


def stopped_card(desk: RoundDesk) -> None:
    """Three wrong PINs; the bank is told; the card is refused afterwards."""
    carol, before = desk.person("carol"), desk.codes()
    carol.inserts_card()
    carol.reaches_pin().types_pin(scripts.WRONG_PIN)
    for _ in range(2):
        carol.sees(ScreenId.PIN, notice=Notice.PIN_WRONG).types_pin(scripts.WRONG_PIN)
    carol.sees(ScreenId.TAKE_CARD, notice=Notice.PIN_BLOCKED).takes_card()
    carol.sees(ScreenId.MESSAGE, notice=Notice.PIN_BLOCKED).presses("E")
    goes(carol)
    desk.waits_for("CARD_DEACTIVATE_CONFIRMED", before)
    enters(carol)
    carol.sees(ScreenId.TAKE_CARD).takes_card()
    desk.waits_for("CARD_REFUSED", before)
    carol.sees(ScreenId.MESSAGE).presses("E")
    goes(carol)


def card_without_a_number(desk: RoundDesk) -> None:
    desk.does("new_card", card="blank")
    stranger = desk.person("blank")
    stranger.inserts_card()
    stranger.sees(ScreenId.TAKE_CARD, notice=Notice.CARD_UNREADABLE).takes_card()
    stranger.sees(ScreenId.MESSAGE).presses("E")
    goes(stranger)


def late_approval(desk: RoundDesk) -> None:
    """The customer cancels while a slow bank is asked."""
    alice = desk.person("alice")
    enters(alice)
    asks_for(alice, "20")
    before = desk.codes()
    desk.does("link", state="slow")
    alice.presses("E")
    desk.waits_for("AUTH_REQUEST", before)
    alice.presses("X")
    desk.waits_for("LATE_ANSWER", before)
    desk.does("link", state="up")
    leaves(desk, alice)


def no_cash_at_all(desk: RoundDesk) -> None:
    desk.does("next_notes", canister=1, faults=["jam"])
    alice, before = desk.person("alice"), desk.codes()
    enters(alice)
    asks_for(alice, "20")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    desk.waits_for("DISPENSE_FAIL", before)
    leaves(desk, alice)
    desk.does("clear", canister=1)


def forgotten_cash(desk: RoundDesk) -> None:
    alice, before = desk.person("alice"), desk.codes()
    enters(alice)
    asks_for(alice, "20")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    desk.lets_time_pass("CASH_RETRACTED", before)
    leaves(desk, alice)
