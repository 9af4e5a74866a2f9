"""The machine's morning round: what two custodians and an engineer do at it before customers come.

Each step is one deed at the supervisor menu, as `docs/operating.md` tells it to a new technician.
"""

from __future__ import annotations

from typing import Final

from kiosk.workbench.technician import Technician

STATUS, BALANCING, CASH = 1, 2, 3
TRIAL, CLOSE = 1, 2
CONFIRM: Final = 1
SWAP, ADD, REJECT_BIN, RETRACT_BIN = 1, 2, 5, 6
LOADED: Final = 300  # notes in the new canister
ADDED: Final = 40
COUNTS_MAX: Final = 32  # of one balancing
PLACES: Final = {"canister": "canisters", "reject": "reject_bin", "retract": "retract_bin"}


def looks_around(you: Technician) -> None:
    you.opens(STATUS)
    you.is_at("menu.1")
    you.leaves()


def sees_totals(you: Technician, second: Technician) -> None:
    """What must be in the machine, on paper; nothing is changed by it."""
    you.opens(BALANCING)
    second.comes_too()
    you.is_at("menu.2")
    you.chooses(TRIAL)
    you.is_at("menu.2", "slip.printed")
    you.hands.takes_receipt()
    you.leaves()


def closes(you: Technician, second: Technician) -> None:
    """Everything is counted, in canisters and bins, and the period ends; two slips."""
    you.opens(BALANCING)
    second.comes_too()
    you.is_at("menu.2")
    you.chooses(CLOSE)
    page = you.sees(lambda page: bool(page.asks), "the first question")
    for _ in range(COUNTS_MAX):
        place, _, canister = page.asks.removeprefix("balance.count-").partition(":")
        you.counts(page.asks, _notes(you, PLACES[place], int(canister)))
        page = you.sees(lambda page: not page.is_again, "the next question")
        if not page.asks:
            break
    you.chooses(CONFIRM)
    you.is_at("menu.2", "balance.closed")
    you.hands.takes_receipt()
    you.leaves()


def fills(you: Technician, second: Technician) -> None:
    """One canister is swapped, notes are put to those of the other; both bins are emptied.

    The safe stands open meanwhile.
    """
    you.opens_door("safe")
    you.opens(CASH)
    second.comes_too()
    you.is_at("menu.3")
    you.chooses(SWAP)
    you.is_asked("cash.do-1", "cash.which:2")
    you.types("1E")
    you.counts("cash.ask-out:1", _notes(you, "canisters", 1))
    you.counts("cash.ask-new:1", LOADED)
    you.chooses(1)
    you.is_at("menu.3", "cash.load-loaded")
    left = _notes(you, "canisters", 2)
    you.chooses(ADD)
    you.is_asked("cash.do-2", "cash.which:2")
    you.types("2E")
    you.counts("cash.ask-left:2", left)
    you.counts("cash.ask-added:2", ADDED)
    you.chooses(1)
    you.is_at("menu.3", "cash.load-loaded")
    _empties_bins(you)
    you.leaves()
    you.does("shuts the safe", "door", door="safe", open=False)


def _empties_bins(you: Technician) -> None:
    found = {
        place: [_notes(you, place, canister) for canister in (1, 2)]
        for place in ("reject_bin", "retract_bin")
    }
    you.does("takes the notes out of both bins", "clear", bins=True)
    for deed, place, said in (
        (REJECT_BIN, "reject_bin", "cash.emptied-reject"),
        (RETRACT_BIN, "retract_bin", "cash.emptied-retract"),
    ):
        you.chooses(deed)
        for canister, count in enumerate(found[place], start=1):
            asks = f"cash.ask-bin:{canister}"
            you.is_asked(f"cash.do-{deed}", asks)
            you.counts(asks, count)
        you.chooses(CONFIRM)
        you.is_at("menu.3", said)


def _notes(you: Technician, place: str, canister: int) -> int:
    """As somebody counts them who looks there."""
    lying = you.world()["notes"]
    assert isinstance(lying, dict), "notes by place"
    there = lying[place]
    assert isinstance(there, dict), "notes by canister"
    count = there.get(str(canister), 0)
    assert isinstance(count, int), "whole notes"
    return count
