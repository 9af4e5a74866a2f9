"""The machine's morning round: what two custodians and an engineer do at it before customers come.

Each step is one deed at the supervisor menu, as `docs/operating.md` tells it to a new technician.
"""

from __future__ import annotations

from typing import Final

from kiosk.workbench.customer import notes_in
from kiosk.workbench.technician import MENU, Technician

STATUS, CASH = 1, 3
SWAP, ADD = 1, 2
LOADED: Final = 300  # notes in the new canister
ADDED: Final = 40


def looks_around(you: Technician) -> None:
    you.opens(STATUS)
    you.is_at("menu.1")
    you.types("X")
    you.is_at(MENU)


def fills(you: Technician, second: Technician) -> None:
    """One canister is swapped, notes are put to those of the other; the safe stands open."""
    you.does("opens the safe", "door", door="safe", open=True)
    you.opens(CASH)
    second.comes_too()
    you.is_at("menu.3")
    you.chooses(SWAP)
    you.is_asked("cash.do-1", "cash.which")
    you.types("1E")
    you.counts("cash.ask-out:1", notes_in(you.world(), 1))
    you.counts("cash.ask-new:1", LOADED)
    you.chooses(1)
    you.is_at("menu.3", "cash.load-loaded")
    left = notes_in(you.world(), 2)
    you.chooses(ADD)
    you.is_asked("cash.do-2", "cash.which")
    you.types("2E")
    you.counts("cash.ask-left:2", left)
    you.counts("cash.ask-added:2", ADDED)
    you.chooses(1)
    you.is_at("menu.3", "cash.load-loaded")
    you.types("X")
    you.is_at(MENU)
    you.does("shuts the safe", "door", door="safe", open=False)
