"""What stands on the programmer's display: 4 lines of 20 characters, in plain words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

from hardware.locks.cable import Answer
from hardware.locks.order_commands import Op
from hardware.locks.programmer.carried import Stop
from hardware.locks.programmer.jobs import Door, OrderJob
from hardware.locks.programmer.results import VisitOutcome, VisitResult
from hardware.locks.programmer.visit import Told

LINES: Final = 4
COLUMNS: Final = 20

WAIT: Final = "Leave cable in".ljust(COLUMNS)

Screen = tuple[str, str, str, str]

DEEDS: Final = {
    Op.SET_CLOCK: "clock set",
    Op.STAFF_TABLE: "staff table",
    Op.REVOKE: "revoked",
    Op.REKEY: "new key",
    Op.RESYNC: "index",
    Op.OPEN: "opened",
    Op.READ_AUDIT: "audit",
    Op.DECOMMISSION: "wiped",
}

REFUSALS: Final = {
    Answer.NOT_FACTORY: "is a hotel's already",
    Answer.NOT_OWNED: "is not installed",
    Answer.OLD: "did a newer order",
    Answer.TOO_EARLY: "order begins later",
    Answer.EXPIRED: "order has ended",
    Answer.CLOCK_DOUBTFUL: "needs its clock set",
    Answer.LIVE_TIME: "clock here is wrong",
    Answer.BAD_SIGNATURE: "knows another key",
    Answer.BACKWARDS: "is further already",
    Answer.HOTEL: "another hotel's lock",
    Answer.LOCK: "another door's lock",
}


def screen(*lines: str) -> Screen:
    """Cut and filled to the display."""
    filled = [each[:COLUMNS].ljust(COLUMNS) for each in (*lines, "", "", "", "")]
    return filled[0], filled[1], filled[2], filled[3]


def doors(stops: Sequence[Stop], at: int, typed: str) -> Screen:
    """The list around the chosen door; what was typed of a door's number."""
    if not stops:
        return screen("Nothing to do.", "Plug me into the", "desk.")
    left = sum(not each.is_done for each in stops)
    foot = f"Door {typed}_" if typed else "ENTER: visit"
    first = min(at, max(0, len(stops) - 2))
    shown = [_door_line(each, is_chosen=each is stops[at]) for each in stops[first : first + 2]]
    return screen(f"{left} of {len(stops)} doors left", *shown, *[""] * (2 - len(shown)), foot)


def told(door: Door, what: Told) -> Screen:
    """While a visit goes on."""
    share = f"{100 * what.done // what.of} %" if what.of else ""
    return screen(where(door), what.words, share, WAIT)


def result(door: Door, found: VisitResult, done: Sequence[Op]) -> Screen:
    """What came of a visit, in words. done: the commands that were carried out."""
    match found.outcome:
        case VisitOutcome.DONE if found.hello.is_doubtful:
            return screen(where(door), "Done. But its clock", "needs a new round", "ENTER: go on")
        case VisitOutcome.DONE:
            words = ", ".join(DEEDS[each] for each in done) or "installed"
            first, *rest = textwrap.wrap(f"Done: {words}", COLUMNS)
            return screen(where(door), first, " ".join(rest), "ENTER: go on")
        case VisitOutcome.OTHER_LOCK:
            return screen(where(door), "This is the lock of", "another door", "ENTER: go on")
        case VisitOutcome.REFUSED:
            why = REFUSALS.get(found.answer, found.answer.name.lower().replace("_", " "))
            return screen(where(door), "Refused. The lock", why, "ENTER: go on")


def interrupted(door: Door) -> Screen:
    return screen(where(door), "Lock not heard.", "Cable in? Try again.", "ENTER: go on")


def no_clock() -> Screen:
    return screen("My clock is not set.", "Plug me into the", "desk.", "ENTER: go on")


def where(door: Door) -> str:
    return f"Fl. {door.floor} {door.name}"


def _door_line(stop: Stop, *, is_chosen: bool) -> str:
    mark = ">" if is_chosen else " "
    state = "ok" if stop.is_done else "--" if stop.result is None else "!!"
    kind = "" if isinstance(stop.job, OrderJob) else "+"
    name = f"{mark}{where(stop.job.door)}{kind}"
    return f"{name[: COLUMNS - 3].ljust(COLUMNS - 3)} {state}"
