"""What a guest's next card is, and its stripe; the index is committed before the stripe exists.

The lock lets 31 unused indexes be skipped. The desk stops at 16 and asks that somebody goes along;
the other 16 are left for a restored backup, which skips 16 for every room. For the same reason no
room gets more than 16 indexes between two backups.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hardware.crypto.secret import Secret
from hardware.locks.attributes import AttributeKey
from hardware.locks.desk import room_chains, stays
from hardware.locks.desk.issuing import Draft, begun
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import ESCORT_GOES, ESCORT_WENT, SINCE_BACKUP_MAX, RoomRow
from hardware.locks.desk.store import Deed, Store
from hardware.locks.hotel_time import QUARTERS_MAX, quarter_begun, quarter_ended
from hardware.locks.keycard import INDEX_MAX, LATE_CHECK_OUT, GuestCard


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """
    Attributes:
        k: index. is_new: nobody has a card with it yet.
        arrived, departs: hotel seconds between which it opens.
    """

    k: int
    copy: int
    arrived: int
    departs: int
    is_new: bool


def next_card(row: RoomRow, backups: int, now: int, departs: int) -> PlannedCard:
    """The room's next index. Raises DeskRefusal where a rule wants something else first.

    backups: how many were made; a hotel that has none has nothing to restore.
    """
    if row.needs_escort:
        raise DeskRefusal(
            Reason.ESCORT,
            f"{row.gap} cards were made for room {row.number} since one is known or presumed "
            f"to have opened it. Somebody has to go along: `escort {row.number}`, then this again",
        )
    if row.issued >= INDEX_MAX:
        raise DeskRefusal(
            Reason.CHAIN_ENDS,
            f"Room {row.number} has used its {INDEX_MAX} indexes. `plan reseed {row.number}` "
            "gives its lock new ones, once nobody stays there: who does, moves or is checked out",
        )
    if backups and row.issued - row.at_backup >= SINCE_BACKUP_MAX:
        raise DeskRefusal(
            Reason.BACKUP_DUE,
            f"Room {row.number} gets no new card before a backup: it had {SINCE_BACKUP_MAX} since "
            "the last one, or this desk was restored. `backup` makes one; without it a restored "
            "desk could bring an old card back to life",
        )
    return PlannedCard(row.issued + 1, 0, now, departs, is_new=True)


def drafted(store: Store, row: RoomRow, card: PlannedCard) -> Callable[[Deed], Draft]:
    """What commits to the card's index and makes its stripe; works the chain out beforehand."""
    if quarter_ended(card.departs) > QUARTERS_MAX:
        raise DeskRefusal(Reason.DEPARTURE, "No card can carry so late a date")
    stripe = _stripe(store, row, card)

    def commit(deed: Deed) -> Draft:
        stays.forget_names(deed)
        if card.is_new:
            _take_index(deed, row, card.k)
        elif card.copy:
            stays.count_copy(deed, row.lock, card.copy)
        deed.told |= {"room": row.number, "index": str(card.k), "copy": str(card.copy)}
        number = begun(
            deed,
            lock=row.lock,
            generation=row.generation,
            k=card.k,
            copy=card.copy,
            is_new=card.is_new,
        )
        return Draft(number, stripe, row.number, card.k if card.is_new else None)

    return commit


def _take_index(deed: Deed, row: RoomRow, k: int) -> None:
    taken = deed.sql.execute(
        """UPDATE room SET issued = :k, escort = CASE escort WHEN :goes THEN :went ELSE 0 END
        WHERE lock = :lock AND issued = :k - 1""",
        {"k": k, "lock": row.lock, "goes": ESCORT_GOES, "went": ESCORT_WENT},
    )
    assert taken.rowcount == 1, "somebody else has taken the index"


def _stripe(store: Store, row: RoomRow, card: PlannedCard) -> Secret:
    x = room_chains.value(store, row.lock, row.generation, card.k)
    key = AttributeKey.of(
        store.crypto, store.keys.attribute_key(row.lock, row.attribute_generation).reveal()
    )
    is_late = store.facts.hours.is_late(store.facts.time.instant(card.departs))
    plain = GuestCard(
        hotel=store.facts.hotel,
        lock=row.lock,
        index=card.k,
        not_before=quarter_begun(card.arrived),
        not_after=quarter_ended(card.departs),
        copy=card.copy,
        flags=LATE_CHECK_OUT if is_late else 0,
        x=x.reveal(),
    )
    return Secret(plain.sealed(store.crypto, key).encode())
