"""Why the desk did not do it, in the window's words: a headline, and buttons for commands."""

from __future__ import annotations

import re
from typing import Final

from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.visits import RoundKind
from kiosk.desk.round_questions import KINDS

HEADLINES: Final[dict[Reason, str]] = {
    Reason.NOT_SET_UP: "There is no hotel here yet",
    Reason.SET_UP_ALREADY: "There is a hotel here already",
    Reason.WRONG_INPUT: "Something typed does not fit",
    Reason.IN_USE: "Another window or command is at this desk",
    Reason.LOCKED: "Another window or command is at this desk",
    Reason.DISK_FULL: "The disk is full",
    Reason.DISK: "The disk did not take it",
    Reason.DAMAGED: "The desk's file is damaged",
    Reason.COPIED: "This desk is a copy",
    Reason.NO_ROOM: "There is no such room",
    Reason.OCCUPIED: "Somebody stays there",
    Reason.NOT_OCCUPIED: "Nobody stays there",
    Reason.DEPARTURE: "The departure does not fit",
    Reason.TOO_MANY_COPIES: "No more cards of this number",
    Reason.ESCORT: "Somebody has to go along first",
    Reason.BACKUP_DUE: "A backup comes first",
    Reason.CHAIN_ENDS: "The room's card numbers are used up",
    Reason.WRITER: "The card was not written",
    Reason.NO_STAFF: "Nobody has that number",
    Reason.STAFF_UNCHECKED: "The list of staff comes first",
    Reason.STAFF_ENDED: "That card was ended",
    Reason.NO_SLOT: "No place for staff is free",
    Reason.NO_ROUND: "There is no such round",
    Reason.NOTHING_TO_DO: "There is nothing to do",
    Reason.NOT_INSTALLED: "No lock is installed there",
    Reason.SIGNATURES_END: "All signatures are used up",
    Reason.CLOSING_CODE: "The closing code does not fit",
    Reason.ALTERED: "Something was changed",
    Reason.SHARE: "The papers do not fit",
    Reason.PAPERS: "The papers were not shown whole",
    Reason.BACKUP: "The backup does not fit",
    Reason.LOG: "The log does not fit",
    Reason.CLOCK: "The PC's clock does not fit",
}
UNFORESEEN: Final = "That could not be done"

# What a command is called here. A command that has no button keeps its own words.
_BUTTONS: Final = {
    "escort": "Go along",
    "entered": "Seen in the room",
    "extend": "Later departure",
    "lost": "Lost card",
    "duplicate": "Another card",
    "check-out": "Check out",
    "check-in": "Check in",
    "move": "Move",
    "backup": "Back up",
    "staff": "Staff",
    "staff --checked": "The list is right",
    "staff-card": "Card again",
    "staff-lost": "Lost card",
    "fire": "End the card",
    "renew": "Renew",
    "revocations": "Ended cards",
    "plan": "Rounds",
    **{f"plan {kind.value}": f"Rounds: {name}" for kind, (name, _) in KINDS.items()},
}
_COMMAND: Final = re.compile(r"`([^`]*)`")
# What helps, as buttons of the refusal itself: the deed's own room or person is meant.
REMEDIES: Final[dict[Reason, tuple[str, ...]]] = {
    Reason.ESCORT: ("escort",),
    Reason.BACKUP_DUE: ("back-up",),
}


def headline(reason: Reason | None) -> str:
    return UNFORESEEN if reason is None else HEADLINES.get(reason, UNFORESEEN)


def for_window(words: str) -> str:
    """The desk's words as a sentence that names buttons."""
    named = _COMMAND.sub(lambda found: _button(found[1]), words).strip()
    return named if named.endswith((".", "?", "!")) else f"{named}."


def why_shut(refusal: DeskRefusal) -> str:
    """Why there is no desk to work with, for a clerk who waits."""
    if refusal.reason is Reason.IN_USE:
        # A set-up or a restore may be at it: ending that is the last thing to do.
        held = refusal.words.partition(". ")[0].rstrip(".")
        return f"{held}. This window opens by itself when that has ended."
    return for_window(refusal.words)


def _button(command: str) -> str:
    words = command.split()
    for length in (2, 1):
        if name := _BUTTONS.get(" ".join(words[:length])):
            return f"“{name}”"
    return f"“./atm locks desk {command}”"


assert set(KINDS) == set(RoundKind), "a round without a name"
