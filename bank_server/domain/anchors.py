"""Whether the kiosk's journal has grown, stood still, or lost something."""

from __future__ import annotations

from dataclasses import replace

from bank_server.domain.terminals import Atm, JournalAnchor


def is_rolled_back(kept: JournalAnchor, said: JournalAnchor) -> bool:
    """Whether what the kiosk says cannot come after what the bank keeps."""
    if said.seq == kept.seq:
        return (said.h, said.m) != (kept.h, kept.m)
    return said.seq < kept.seq


def heard(atm: Atm, said: JournalAnchor) -> Atm:
    """The ATM after its kiosk said so.

    Growing past the old number proves nothing: a journal that was lost once would only have to be
    long enough. So a contradiction stays, with the newest anchor, until people accept it.
    """
    if atm.contradiction is not None or is_rolled_back(atm.anchor, said):
        return replace(atm, contradiction=said)
    return replace(atm, anchor=said)


def accepted(atm: Atm, kept: JournalAnchor, said: JournalAnchor) -> Atm | None:
    """The ATM with the journal that it shows now as the new base, or None if that journal is not
    the one that people looked at.

    kept, said: the two anchors that they saw. Since then `said` may have grown.
    """
    now = atm.contradiction
    if now is None or atm.anchor != kept or is_rolled_back(said, now):
        return None
    return replace(atm, anchor=now, contradiction=None)
