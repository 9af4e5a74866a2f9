"""What a technician reads out of a shut cabinet: the lock's own digits for its last opening.

They are worked out again for each card that may have opened it. Those of an earlier opening are
others, and the count in them never goes back: so the door is shut, and who says so has been there.
Who has read K_L out of the lock can work them out, too; the next visit puts right what came of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hardware.locks.closing_proof import DIGITS, closing_proof
from hardware.locks.desk import stays
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import RoomRow, room_row
from hardware.locks.desk.store import Store

OPENINGS_MAX: Final = 0xFFFF_FFFF
# Indexes that a lock may be behind the newest card. Each is one more code of a million that fits.
BEHIND_MAX: Final = 64

_READ_OUT: Final = re.compile(
    rf"(\d{{{DIGITS // 2}}})\s*(\d{{{DIGITS // 2}}})\s*[/\s]\s*(\d{{1,10}})"
)


@dataclass(frozen=True, slots=True)
class DoorClosed:
    """
    Attributes:
        openings: how often the lock has opened in its life.
        index: of the newest card that has opened it; `newest`: of the newest there is.
        is_repeated: the same was told before: nobody has opened it since, or it was not shut.
    """

    number: str
    openings: int
    index: int
    newest: int
    is_repeated: bool


def closed(store: Store, number: str, read_out: str) -> DoorClosed:
    """The door was shut after that opening. Raises DeskRefusal, and has then changed nothing.

    read_out: six digits and a count, as the machine's menu shows them: `831 204 / 57`.
    """
    digits, openings = _parts(read_out)
    row = room_row(store.reading(), number)
    if row.state != "installed":
        raise DeskRefusal(Reason.NOT_INSTALLED, f"No lock is installed yet in {row.number}")
    if openings < row.openings:
        raise DeskRefusal(
            Reason.CLOSING_CODE,
            f"{row.number} was shut after opening {row.openings} already, and this is the code of "
            f"opening {openings}. Ask for the one that is shown now",
        )
    index = _index_in(store, row, digits, openings)
    if index is None:
        raise DeskRefusal(
            Reason.CLOSING_CODE,
            f"The lock of {row.number} shows another code after opening {openings}. Ask for both "
            "numbers again; if they stay the same, nobody knows that this door is shut",
        )
    told = {"room": row.number, "index": str(index), "openings": str(openings)}
    with store.deed("closed", **told) as deed:
        stays.believe(deed, row.lock, index)
        deed.sql.execute(
            "UPDATE room SET openings = :openings WHERE lock = :lock",
            {"openings": openings, "lock": row.lock},
        )
    is_repeated = openings == row.openings
    return DoorClosed(row.number, openings, index, row.issued, is_repeated=is_repeated)


def _index_in(store: Store, row: RoomRow, digits: str, openings: int) -> int | None:
    """Of the newest card with which the code comes out right; None where there is none."""
    place = store.facts.hotel, row.lock
    key = store.keys.attribute_key(row.lock, row.attribute_generation).reveal()
    for index in range(row.issued, max(row.believed, row.issued - BEHIND_MAX) - 1, -1):
        if closing_proof(store.crypto, place, index, openings, key).digits == digits:
            return index
    return None


def _parts(read_out: str) -> tuple[str, int]:
    found = _READ_OUT.fullmatch(read_out.strip())
    if found is None or int(found[3]) > OPENINGS_MAX:
        raise DeskRefusal(
            Reason.WRONG_INPUT,
            f"A closing code is six digits and a count, as 831 204 / 57: "
            f"{read_out.strip()[:24]!r} is none",
        )
    return found[1] + found[2], int(found[3])
