"""One round over real processes that brings out every entry of the journal's catalogue.

Withdrawals that go well and badly, wrong cards and PINs, a link that is cut, a customer who falls
asleep, a kiosk that is killed, people who look, and half a year that passes in a moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from kiosk.domain.screens import Notice, PinPrompt, ScreenId
from kiosk.journal.events import EVENTS
from kiosk.workbench import scripts
from kiosk.workbench.customer import Customer
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.round_envelopes import envelopes, transfer
from kiosk.workbench.round_receipts import receipts
from kiosk.workbench.stage import NotSeen

DAY_S: Final = 24 * 3600.0
MANUAL_LOOK_S: Final = 601.0  # a review is looked for each ten minutes
BEAT_S: Final = 901.0
RETENTION_S: Final = 181 * DAY_S
NOTES_PER_CANISTER: Final = 60
SLOW_NOTE_MS: Final = 1_500
LOOK_S: Final = 0.05
LOOKS_MAX: Final = 600
CUTS_MAX: Final = 5

Deed = Callable[[RoundDesk], None]


def unreached(desk: RoundDesk) -> list[str]:
    """Reachable entries that the round did not bring out, by name; and unknown ones that it did."""
    found = desk.codes()
    return [
        *(f"never written: {code}" for code in EVENTS if not found[code]),
        *(f"not in the catalogue: {code}" for code in sorted(found.keys() - EVENTS.keys())),
    ]


def doubt(desk: RoundDesk) -> str:
    """The txid of the transaction that nobody can be certain of; empty before that deed."""
    for path in sorted(desk.journal.glob("EJ_*.jsonl"), reverse=True):
        for line in path.read_bytes().splitlines():
            if b'"ev":"DISPENSE_SUSPECT"' in line:
                return str(json.loads(line)["d"]["txid"])
    return ""


def is_of_the_doubt(finding: str, txid: str) -> bool:
    """What an auditor must say of it: it is in doubt, and so is where its notes are."""
    return finding == f"unfinished: transaction {txid} is in-doubt" or finding.startswith(
        "notes: canister 1: "
    )


def _cash_with_bad_notes(desk: RoundDesk) -> None:
    """First an amount that no notes make; then a torn note, so that a part is left to take."""
    desk.does("next_notes", canister=1, faults=["reject"])
    alice = desk.person("alice")
    _enter(alice)
    alice.sees(ScreenId.MENU).presses("1")
    alice.sees(ScreenId.AMOUNT).presses("7")
    alice.sees(ScreenId.OTHER_AMOUNT).presses("75E")
    alice.sees(ScreenId.OTHER_AMOUNT, notice=Notice.AMOUNT_IMPOSSIBLE).presses("C430E")
    alice.sees(ScreenId.CONFIRM).presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.PARTIAL).presses("E")
    alice.sees(ScreenId.TAKE_CASH).takes_cash()
    _leave(desk, alice)


def _sleepy_customer(desk: RoundDesk) -> None:
    """More time, then none; and the card waits longer than it should."""
    alice = desk.person("alice")
    _enter(alice)
    alice.sees(ScreenId.MENU).presses("2")
    alice.sees(ScreenId.BALANCE)
    desk.lets_time_pass(ScreenId.MORE_TIME)
    alice.presses("E")
    alice.sees(ScreenId.BALANCE)
    desk.lets_time_pass(ScreenId.MORE_TIME)
    desk.lets_time_pass(ScreenId.TAKE_CARD)
    desk.lets_time_pass("CARD_NOT_TAKEN", desk.codes())
    alice.takes_card()
    _go(alice)


def _cancelling_customer(desk: RoundDesk) -> None:
    bob = desk.person("bob")
    _enter(bob)
    bob.sees(ScreenId.MENU).presses("X")
    bob.sees(ScreenId.TAKE_CARD).takes_card()
    _go(bob)


def _new_pin_in_doubt(desk: RoundDesk) -> None:
    """The line is cut between question and answer; later the bank says what it did.

    Where the cut fell before the question, as beside a heartbeat, the customer tries again.
    """
    bob, before = desk.person("bob"), desk.codes()
    new_pin = scripts.USUAL_PIN if bob.pin == scripts.OTHER_PIN else scripts.OTHER_PIN
    for _ in range(CUTS_MAX):
        _new_pin_and_a_cut(desk, bob, new_pin)
        if desk.codes()["AUTH_TIMEOUT"] > before["AUTH_TIMEOUT"]:
            break
        _leave(desk, bob)
    desk.waits_for("RESOLUTION_CONFIRMED", before)
    if desk.codes()["PIN_CHANGED"] > before["PIN_CHANGED"]:
        bob.has_new_pin(new_pin)
    _leave(desk, bob)


def _new_pin_and_a_cut(desk: RoundDesk, you: Customer, new_pin: str) -> None:
    """The link is up again afterwards, and it stands in the journal what became of the question."""
    _enter(you)
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


def _stopped_card(desk: RoundDesk) -> None:
    """Three wrong PINs; the bank is told; the card is refused afterwards."""
    carol, before = desk.person("carol"), desk.codes()
    carol.inserts_card()
    carol.reaches_pin().types_pin(scripts.WRONG_PIN)
    for _ in range(2):
        carol.sees(ScreenId.PIN, notice=Notice.PIN_WRONG).types_pin(scripts.WRONG_PIN)
    carol.sees(ScreenId.TAKE_CARD, notice=Notice.PIN_BLOCKED).takes_card()
    carol.sees(ScreenId.MESSAGE, notice=Notice.PIN_BLOCKED).presses("E")
    _go(carol)
    desk.waits_for("CARD_DEACTIVATE_CONFIRMED", before)
    _enter(carol)
    carol.sees(ScreenId.TAKE_CARD).takes_card()
    desk.waits_for("CARD_REFUSED", before)
    carol.sees(ScreenId.MESSAGE).presses("E")
    _go(carol)


def _card_without_a_number(desk: RoundDesk) -> None:
    desk.does("new_card", card="blank")
    stranger = desk.person("blank")
    stranger.inserts_card()
    stranger.sees(ScreenId.TAKE_CARD, notice=Notice.CARD_UNREADABLE).takes_card()
    stranger.sees(ScreenId.MESSAGE).presses("E")
    _go(stranger)


def _operator(desk: RoundDesk) -> None:
    """Key, count, door, and a cable that comes out."""
    anna = desk.person("carol")
    anna.turns_key(on=False)
    anna.sees(ScreenId.CLOSED).turns_key(on=True)
    anna.counts_notes()
    anna.sees(ScreenId.ATTRACT)
    before = desk.codes()
    desk.does("door", door="service", open=True)
    desk.waits_for("DOOR", before)
    desk.does("door", door="service", open=False)
    anna.pulls_cable("card_reader")
    anna.sees(ScreenId.OUT_OF_SERVICE).plugs_cable("card_reader")
    anna.sees(ScreenId.ATTRACT)


def _late_approval(desk: RoundDesk) -> None:
    """The customer cancels while a slow bank is asked."""
    alice = desk.person("alice")
    _enter(alice)
    _asks_for(alice, "20")
    before = desk.codes()
    desk.does("link", state="slow")
    alice.presses("E")
    desk.waits_for("AUTH_REQUEST", before)
    alice.presses("X")
    desk.waits_for("LATE_ANSWER", before)
    desk.does("link", state="up")
    _leave(desk, alice)


def _no_cash_at_all(desk: RoundDesk) -> None:
    desk.does("next_notes", canister=1, faults=["jam"])
    alice, before = desk.person("alice"), desk.codes()
    _enter(alice)
    _asks_for(alice, "20")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    desk.waits_for("DISPENSE_FAIL", before)
    _leave(desk, alice)
    desk.does("clear", canister=1)


def _forgotten_cash(desk: RoundDesk) -> None:
    alice, before = desk.person("alice"), desk.codes()
    _enter(alice)
    _asks_for(alice, "20")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    desk.lets_time_pass("CASH_RETRACTED", before)
    _leave(desk, alice)


def _day_without_a_bank(desk: RoundDesk) -> None:
    """The cash is out, the line is dead for a day, and a new business day begins."""
    alice, before = desk.person("alice"), desk.codes()
    _enter(alice)
    _asks_for(alice, "20")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    desk.does("link", state="down")
    alice.takes_cash()
    desk.waits_for("LINK_DOWN", before)
    desk.passes(wall_s=DAY_S, passed_s=MANUAL_LOOK_S)
    for code in ("CLOCK_CHANGED", "MANUAL_REVIEW", "JOURNAL_CLOSE"):
        desk.waits_for(code, before)
    desk.does("link", state="up")
    desk.waits_for("SETTLEMENT_CONFIRMED", before)
    _leave(desk, alice)


def _restored_bank(desk: RoundDesk) -> None:
    """The bank's books are put back to what they were a withdrawal ago; the kiosk tells it."""
    file = str(desk.machine.state / "bank" / "backup.jsonl")  # knows what only the bank may
    desk.administers("backup", file)
    scripts.withdraw(desk.person("alice"), desk.desk)
    before = desk.codes()
    desk.machine.end_bank()
    desk.administers("restore", file, "--replace")
    desk.machine.start_bank()
    desk.lets_time_pass("BANK_LEVEL", before)
    desk.person("alice").sees(ScreenId.ATTRACT)


def _killed_while_counting(desk: RoundDesk) -> None:
    """The power fails while notes are picked, in the middle of a line; then it is back."""
    desk.does("delays", note_ms=SLOW_NOTE_MS)
    alice = desk.person("alice")
    _enter(alice)
    _asks_for(alice, "30")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.COUNTING)
    before = desk.codes()
    desk.kill()
    desk.does("delays", note_ms=0)
    desk.start()
    desk.waits_for("DONE", before)
    alice.sees(ScreenId.ATTRACT)


def _doubt(desk: RoundDesk) -> None:
    """No sensor can tell where the notes are: the machine stops its cash until people look."""
    desk.does("next_notes", canister=2, faults=["jam"])
    alice, before = desk.person("alice"), desk.codes()
    _enter(alice)
    _asks_for(alice, "30")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.PARTIAL)
    desk.does("jam", sensors=True)
    alice.presses("C")
    desk.waits_for("SERVICE_HALTED", before)
    desk.does("clear", sensors=True)
    desk.does("clear", canister=2)
    alice.sees(ScreenId.MESSAGE).presses("E")
    alice.sees(ScreenId.NO_CASH)
    desk.machine.end_kiosk()
    desk.reopen("anna")
    desk.start()
    alice.sees(ScreenId.ATTRACT)


def _half_a_year(desk: RoundDesk) -> None:
    """The kiosk says that it lives, and lets go of what is old and at the bank."""
    before = desk.codes()
    desk.passes(passed_s=BEAT_S)
    desk.waits_for("HEARTBEAT", before)
    desk.passes(wall_s=RETENTION_S, passed_s=BEAT_S)
    desk.waits_for("JOURNAL_DELETED", before)


def _opened_pad(desk: RoundDesk) -> None:
    """The last deed: the pad has no key after it."""
    before = desk.codes()
    desk.does("open_pad")
    desk.waits_for("TAMPER", before)


def _new_pin(desk: RoundDesk) -> None:
    scripts.pin_change(desk.person("bob"), desk.desk)


DEEDS: Final[tuple[tuple[str, Deed], ...]] = (
    ("an amount that no notes make, and a torn note", _cash_with_bad_notes),
    ("a customer who falls asleep", _sleepy_customer),
    ("a customer who cancels", _cancelling_customer),
    ("receipts: one taken, one jammed, one not wanted", lambda desk: receipts(desk, _leave)),
    ("a new PIN", _new_pin),
    ("a new PIN, and the line is cut", _new_pin_in_doubt),
    ("three wrong PINs", _stopped_card),
    ("a card without a number", _card_without_a_number),
    ("the operator's key, a door, a cable", _operator),
    ("a transfer", lambda desk: transfer(desk, _leave)),
    ("envelopes", lambda desk: envelopes(desk, _leave)),
    ("cancelled while a slow bank approves", _late_approval),
    ("no cash at all", _no_cash_at_all),
    ("forgotten cash", _forgotten_cash),
    ("a day without a bank", _day_without_a_bank),
    ("a bank that was restored from a backup", _restored_bank),
    ("killed while notes are counted", _killed_while_counting),
    ("notes that nobody can tell of", _doubt),
    ("half a year", _half_a_year),
    ("an opened PIN pad", _opened_pad),
)


def _enter(you: Customer) -> None:
    you.inserts_card()
    you.reaches_pin().types_pin(you.pin)


def _asks_for(you: Customer, units: str) -> None:
    """Up to the question whether this is to be paid."""
    you.sees(ScreenId.MENU).presses("1")
    you.sees(ScreenId.AMOUNT).presses("7")
    you.sees(ScreenId.OTHER_AMOUNT).presses(f"{units}E")
    you.sees(ScreenId.CONFIRM)


def _go(you: Customer) -> None:
    you.sees(ScreenId.GOODBYE).presses("E")
    you.sees(ScreenId.ATTRACT)


def _leave(desk: RoundDesk, you: Customer) -> None:
    """Whatever is shown: take the card, read what is said, and go, until the machine is free."""
    left, before = 0, ""
    for _ in range(LOOKS_MAX):
        desk.stage.looks_around(LOOK_S)
        place = len(desk.stage.shown)
        if place == left:
            continue
        left, screen = place, desk.stage.shown[-1].screen
        has_taken, before = screen == before, screen
        match screen:
            case ScreenId.TAKE_CARD:
                you.takes_card()
            case ScreenId.TAKE_RECEIPT if not has_taken:
                you.takes_receipt()
            case ScreenId.MESSAGE | ScreenId.GOODBYE:
                you.presses("E")
            case ScreenId.MENU | ScreenId.ANOTHER | ScreenId.AMOUNT:
                you.presses("X")
            case ScreenId.ATTRACT | ScreenId.NO_CASH:
                return
    raise NotSeen(f"the customer could not leave; last was {desk.stage.shown[-1].screen}")
