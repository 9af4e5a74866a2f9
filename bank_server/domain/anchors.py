"""Whether the kiosk's journal has grown, stood still, or lost something."""

from __future__ import annotations

from bank_server.domain.terminals import JournalAnchor


def is_rolled_back(kept: JournalAnchor, said: JournalAnchor) -> bool:
    """Whether what the kiosk says cannot come after what the bank keeps."""
    if said.seq == kept.seq:
        return (said.h, said.m) != (kept.h, kept.m)
    return said.seq < kept.seq
