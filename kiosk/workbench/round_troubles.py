"""The part of the journal's round that the machine itself brings out: cuts, kills, doubt, time."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.workbench import scripts
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.round_staff import ends_halt
from kiosk.workbench.round_steps import asks_for, enters, leaves

DAY_S: Final = 24 * 3600.0
MANUAL_LOOK_S: Final = 601.0  # a review is looked for each ten minutes
BEAT_S: Final = 901.0
RETENTION_S: Final = 181 * DAY_S
SLOW_NOTE_MS: Final = 1_500


def operator(desk: RoundDesk) -> None:
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


def day_without_a_bank(desk: RoundDesk) -> None:
    """The cash is out, the line is dead for a day, and a new business day begins."""
    alice, before = desk.person("alice"), desk.codes()
    enters(alice)
    asks_for(alice, "20")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    desk.does("link", state="down")
    alice.takes_cash()
    desk.waits_for("LINK_DOWN", before)
    desk.passes(wall_s=DAY_S, passed_s=MANUAL_LOOK_S)
    desk.machine.end_bank()
    desk.machine.start_bank()  # it takes the time of day once, and goes on by its own clock
    for code in ("CLOCK_CHANGED", "MANUAL_REVIEW", "JOURNAL_CLOSE"):
        desk.waits_for(code, before)
    desk.does("link", state="up")
    desk.waits_for("SETTLEMENT_CONFIRMED", before)
    leaves(desk, alice)


def restored_bank(desk: RoundDesk) -> None:
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


def killed_while_counting(desk: RoundDesk) -> None:
    """The power fails while notes are picked, in the middle of a line; then it is back."""
    desk.does("delays", note_ms=SLOW_NOTE_MS)
    alice = desk.person("alice")
    enters(alice)
    asks_for(alice, "30")
    alice.presses("E")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.COUNTING)
    before = desk.codes()
    desk.kill()
    desk.does("delays", note_ms=0)
    desk.start()
    desk.waits_for("DONE", before)
    alice.sees(ScreenId.ATTRACT)


def notes_in_doubt(desk: RoundDesk) -> None:
    """No sensor can tell where the notes are: the machine stops its cash until people look."""
    desk.does("next_notes", canister=2, faults=["jam"])
    alice, before = desk.person("alice"), desk.codes()
    enters(alice)
    asks_for(alice, "30")
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
    ends_halt(desk)


def half_a_year(desk: RoundDesk) -> None:
    """The kiosk says that it lives, and lets go of what is old and at the bank."""
    before = desk.codes()
    desk.passes(passed_s=BEAT_S)
    desk.waits_for("HEARTBEAT", before)
    desk.passes(wall_s=RETENTION_S, passed_s=BEAT_S)
    desk.waits_for("JOURNAL_DELETED", before)


def opened_pad(desk: RoundDesk) -> None:
    """The last deed: the pad has no key after it."""
    before = desk.codes()
    desk.does("open_pad")
    desk.waits_for("TAMPER", before)
