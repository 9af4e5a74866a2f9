"""Whether the kiosk's journal has grown, stood still, or lost something; and whether a heartbeat
that says so is news."""

from __future__ import annotations

from collections.abc import Sequence
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


def is_rolled_back(kept: JournalAnchor, said: JournalAnchor, issued: Sequence[str] = ()) -> bool:
    """Whether what the kiosk says cannot come after what the bank keeps.

    issued: names of the first keys that the bank gave this ATM, the newest last. A journal may
    begin anew under a key that was given after the kept one, and never goes back to an older one.
    """
    if not said.key and not said.seq and _awaits_newer(kept, issued):
        return False  # a machine whose journal is lost, before it has the key that it was given
    if said.key and said.key != kept.key and (kept.key or not kept.seq):
        return _place(said.key, issued) <= _place(kept.key, issued)
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


def heard(atm: Atm, said: JournalAnchor, beat: Beat | None, issued: Sequence[str] = ()) -> Atm:
    """The ATM after its kiosk said so in a heartbeat that is not late. issued: the ATM's keys.

    Growing past the old number proves nothing: a journal that was lost once would only have to be
    long enough. So a contradiction stays, with the newest anchor, until people accept it.
    """
    if atm.contradiction is not None or is_rolled_back(atm.anchor, said, issued):
        after = replace(atm, contradiction=said)
    elif not said.key and said.seq < atm.anchor.seq:
        after = atm  # it has no key yet: its former journal's end stays known
    else:
        after = replace(atm, anchor=replace(said, key=said.key or atm.anchor.key))
    return after if beat is None else _counted(atm, after, beat)


def accepted(
    atm: Atm, kept: JournalAnchor, said: JournalAnchor, issued: Sequence[str] = ()
) -> Atm | None:
    """The ATM with the journal that it shows now as the new base, or None if that journal is not
    the one that people looked at.

    kept, said: the two anchors that they saw. Since then `said` may have grown.
    """
    now = atm.contradiction
    if now is None or atm.anchor != kept or is_rolled_back(said, now, issued):
        return None
    return replace(atm, anchor=now, contradiction=None)


def _awaits_newer(kept: JournalAnchor, issued: Sequence[str]) -> bool:
    """Whether a key was given after the kept one, and nothing was heard under it yet."""
    return bool(issued) and _place(kept.key, issued) < len(issued) - 1


def _place(key: str, issued: Sequence[str]) -> int:
    """When it was given; -1 for a key that the bank did not give."""
    return issued.index(key) if key in issued else -1


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
