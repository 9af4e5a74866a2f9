"""What an attacker knows: everything but the desk.

The layouts, the program, the memory of every lock, the cards that it was given in all the years.
What it makes of them: hardware.locks.hotel.forgeries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hardware.locks import keycard
from hardware.locks.attributes import AttributeKey
from hardware.locks.chains import VALUE_SIZE, guest_step
from hardware.locks.firmware.memory_map import (
    ATTRIBUTE_KEY,
    GUEST_IMAGE,
    GUEST_INDEX,
    HOTEL,
    LOCK,
    STAFF,
    Range,
)
from hardware.locks.hotel.draws import Draws
from hardware.locks.keycard import (
    INDEX_MAX,
    GuestCard,
    StaffCard,
)
from hardware.locks.metered import Unmetered
from hardware.locks.staff_table import SLOT_SIZE, SLOTS, SlotState, StaffSlot

STAY_QUARTERS: Final = 8 * 96
SLOTS_TRIED: Final = 6
VALUE_MAX: Final = (1 << 8 * VALUE_SIZE) - 1

_FREE: Final = Unmetered()


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in one lock's memory."""

    hotel: int
    lock: int
    used: int
    image: bytes
    key: AttributeKey
    slots: tuple[tuple[int, StaffSlot], ...]

    @classmethod
    def of(cls, ram: bytes) -> Seen:
        def read(of: Range) -> bytes:
            return ram[of.offset : of.end]

        table = read(STAFF)
        slots = (
            (slot, StaffSlot.from_bytes(table[slot * SLOT_SIZE : (slot + 1) * SLOT_SIZE]))
            for slot in range(SLOTS)
        )
        return cls(
            int.from_bytes(read(HOTEL), "big"),
            int.from_bytes(read(LOCK), "big"),
            int.from_bytes(read(GUEST_INDEX), "big"),
            read(GUEST_IMAGE),
            AttributeKey.from_bytes(read(ATTRIBUTE_KEY)),
            tuple((slot, each) for slot, each in slots if each.state is not SlotState.EMPTY),
        )


@dataclass(slots=True)
class Attacker:
    """locks: whose memory was read. stripes: all cards that it ever had. quarter, period: now.

    over: those of them that must not open any longer, whatever is made of them.
    """

    locks: tuple[Seen, ...]
    stripes: tuple[bytes, ...]
    quarter: int
    period: int
    draws: Draws
    over: tuple[bytes, ...] = ()
    guests: tuple[GuestCard, ...] = field(init=False)
    staff: tuple[StaffCard, ...] = field(init=False)
    _rights: tuple[GuestCard | StaffCard, ...] = field(init=False)

    def __post_init__(self) -> None:
        cards = [keycard.decode(each) for each in self.stripes]
        self._rights = tuple(
            card for card, each in zip(cards, self.stripes, strict=True) if each not in self.over
        )
        self.guests = tuple(each for each in cards if isinstance(each, GuestCard))
        self.staff = tuple(each for each in cards if isinstance(each, StaffCard))

    def has_right_to(self, stripe: bytes) -> bool:
        """Whether this is a card that it was given, or an older one of the same chain: dates and
        copy apart. Such a card opens until the next guest has entered, and that is the limit."""
        try:
            card = keycard.decode(stripe)
        except keycard.BadStripe:
            return False
        if isinstance(card, StaffCard):
            return card in self._rights
        guests = (each for each in self._rights if isinstance(each, GuestCard))
        return any(self._leads_to(held, card) for held in guests)

    def values(self) -> list[bytes]:
        """Every 16 bytes that it knows, and what they become when hashed or counted on."""
        known = [each.x for each in self.guests] + [each.c for each in self.staff]
        for lock in self.locks:
            known += [lock.image, lock.key.k, lock.key.k1, lock.key.k2]
            known += [slot.image for _, slot in lock.slots[:SLOTS_TRIED]]
        unique = list(dict.fromkeys([*known, bytes(VALUE_SIZE), b"\xff" * VALUE_SIZE]))
        counted = []
        for each in unique:
            number = int.from_bytes(each, "big")
            near = (number + 1, number - 1, number ^ VALUE_MAX, number ^ 1 << 127)
            counted += [(other & VALUE_MAX).to_bytes(VALUE_SIZE, "big") for other in near]
        return list(dict.fromkeys(unique + counted))

    def dated(self, target: Seen, index: int, x: bytes, key: AttributeKey, lock: int = -1) -> bytes:
        """A guest's card for now, sealed with a key out of some memory."""
        place = target.lock if lock < 0 else lock
        first, last = self.quarter - 4, self.quarter + STAY_QUARTERS
        card = GuestCard(target.hotel, place, min(index, INDEX_MAX), first, last, 0, 0, x)
        return card.sealed(_FREE, key).encode()

    def _leads_to(self, held: GuestCard, card: GuestCard) -> bool:
        if (held.hotel, held.lock) != (card.hotel, card.lock) or not (
            held.index - STAY_QUARTERS <= card.index <= held.index
        ):
            return False
        x = held.x
        for k in range(held.index, card.index, -1):
            x = guest_step(_FREE, held.hotel, held.lock, k, x)
        return x == card.x
