"""Whether the kiosk's journal has grown, stood still, or lost something; and whether a heartbeat
that says so is news."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.domain.terminals import Atm, Beat, JournalAnchor, KioskRun

# Of so many runs of a kiosk the late heartbeats are known. A message is under way for a minute or
# two at most, and a kiosk does not start sixteen times meanwhile.
RUNS_MAX: Final = 16
# An idle kiosk's count is written down this often, and otherwise with each new anchor only.
NUMBER_STEP: Final = 16
# A run that was followed by another is over; what still comes of it was sent before. More than so
# many heartbeats beyond the last that was written down: that process lives, beside another one.
STILL_UNDER_WAY_MAX: Final = 64


def is_rolled_back(kept: JournalAnchor, said: JournalAnchor) -> bool:
    """Whether what the kiosk says cannot come after what the bank keeps."""
    if said.seq == kept.seq:
        return (said.h, said.m) != (kept.h, kept.m)
    return said.seq < kept.seq


def is_late(atm: Atm, beat: Beat | None) -> bool:
    """Whether a newer heartbeat was heard before this one: it was delayed, or is a copy.

    A kiosk that starts over an older journal is never late: nobody has heard of its run, and no
    other run names it. None: the kiosk does not count, and everything is news.
    """
    known = None if beat is None else _known(atm, beat.of.run)
    if beat is None or known is None:
        return False
    if known is atm.runs[-1]:
        return beat.of.number < known.number
    return beat.of.number <= known.number + STILL_UNDER_WAY_MAX


def heard(atm: Atm, said: JournalAnchor, beat: Beat | None) -> Atm:
    """The ATM after its kiosk said so in a heartbeat that is not late.

    Growing past the old number proves nothing: a journal that was lost once would only have to be
    long enough. So a contradiction stays, with the newest anchor, until people accept it.
    """
    if atm.contradiction is not None or is_rolled_back(atm.anchor, said):
        after = replace(atm, contradiction=said)
    else:
        after = replace(atm, anchor=said)
    return after if beat is None else _counted(atm, after, beat)


def accepted(atm: Atm, kept: JournalAnchor, said: JournalAnchor) -> Atm | None:
    """The ATM with the journal that it shows now as the new base, or None if that journal is not
    the one that people looked at.

    kept, said: the two anchors that they saw. Since then `said` may have grown.
    """
    now = atm.contradiction
    if now is None or atm.anchor != kept or is_rolled_back(said, now):
        return None
    return replace(atm, anchor=now, contradiction=None)


def _known(atm: Atm, run: str) -> KioskRun | None:
    return next((each for each in atm.runs if each.run == run), None)


def _counted(before: Atm, after: Atm, beat: Beat) -> Atm:
    """With this heartbeat as the newest one, if it matters.

    While the anchor stays the same it does not: nothing that an earlier heartbeat says differs.
    """
    newest = before.runs[-1] if before.runs else None
    if (
        newest is not None
        and newest.run == beat.of.run
        and after == before
        and beat.of.number < newest.number + NUMBER_STEP
    ):
        return after
    heard_of = {each.run for each in before.runs}
    unheard = tuple(KioskRun(run, 0) for run in beat.before if run not in heard_of)
    others = tuple(each for each in (*before.runs, *unheard) if each.run != beat.of.run)
    return replace(after, runs=(*others, beat.of)[-RUNS_MAX:])
