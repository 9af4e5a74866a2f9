"""Three weak locks, as real ones were: the attacker opens each, or it would be no attacker.

    site key     one key for the whole hotel; whoever knows it writes any card
    Lamport      the plain chain: the lock keeps the value of the card that opened last
    24 bits      codes that count on, of which the lock takes the next fifty

They read the same cards and keep the same memory as the real lock, so that the very same attacker
can be let loose on them. Everything else of a real lock they do as it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from hardware.locks import keycard
from hardware.locks.attributes import AttributeKey
from hardware.locks.cable import State
from hardware.locks.chains import VALUE_SIZE, guest_step, guest_value
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.memory_map import (
    ATTRIBUTE_KEY,
    GUEST_IMAGE,
    GUEST_INDEX,
    HOTEL,
    LOCK,
    STATE,
)
from hardware.locks.hotel.draws import Draws
from hardware.locks.keycard import BadStripe, GuestCard
from hardware.locks.metered import Unmetered

WINDOW: Final = 32
CODE_LOOKAHEAD: Final = 50
CODE_SIZE: Final = 3
CHAIN_LENGTH: Final = 40
QUARTER_S: Final = 900

_FREE: Final = Unmetered()
_CODES: Final = 1 << 8 * CODE_SIZE


class Weakness(Enum):
    SITE_KEY = "one key for the hotel"
    LAMPORT = "plain Lamport chain"
    CODE_24 = "codes of 24 bits, lookahead 50"


class WeakLock:
    """One lock; keeps no more than its memory."""

    def __init__(self, weakness: Weakness, memory: Memory) -> None:
        self._weakness = weakness
        self._memory = memory

    def ram(self) -> bytes:
        return self._memory.image()

    def opens(self, stripe: bytes, quarter: int) -> bool:
        """Whether it does; it does not note it. quarter: now."""
        try:
            card = keycard.decode(stripe)
        except BadStripe:
            return False
        memory = self._memory
        if not isinstance(card, GuestCard) or (card.hotel, card.lock) != (
            memory.number(HOTEL),
            memory.number(LOCK),
        ):
            return False
        if not card.not_before <= quarter <= card.not_after:
            return False
        key = AttributeKey.from_bytes(memory.read(ATTRIBUTE_KEY))
        if key.tag96(_FREE, card.body()) != card.tag:
            return False
        used = memory.number(GUEST_INDEX)
        if not used <= card.index <= used + WINDOW:
            return False
        return self._knows(card, used)

    def _knows(self, card: GuestCard, used: int) -> bool:
        held = self._memory.read(GUEST_IMAGE)
        match self._weakness:
            case Weakness.SITE_KEY:
                return True
            case Weakness.LAMPORT:
                down = card.index, used
                return guest_value(_FREE, card.hotel, card.lock, down, card.x) == held
            case Weakness.CODE_24:
                ahead = int.from_bytes(card.x, "big") - int.from_bytes(held, "big")
                return 0 <= ahead % _CODES <= CODE_LOOKAHEAD


@dataclass(frozen=True, slots=True)
class WeakHotel:
    """locks: by number. held: the one card that the attacker has, of lock 1, which is over."""

    weakness: Weakness
    locks: dict[int, WeakLock]
    held: bytes


def weak_hotel(weakness: Weakness, draws: Draws, quarter: int, rooms: Sequence[int]) -> WeakHotel:
    """A hotel number of its own; every lock has been opened by its guest's card 3."""
    hotel, used = 0x00BAD0 + list(Weakness).index(weakness), 3
    site_key = AttributeKey.of(_FREE, draws.bytes(VALUE_SIZE))
    locks = {}
    held = b""
    for lock in rooms:
        own_key = AttributeKey.of(_FREE, draws.bytes(VALUE_SIZE))
        key = site_key if weakness is Weakness.SITE_KEY else own_key
        values = _values(weakness, hotel, lock, draws)
        memory = Memory.from_factory(lock.to_bytes(8, "big"))
        memory.write(
            [
                STATE.number(State.OWNED),
                HOTEL.number(hotel),
                LOCK.number(lock),
                GUEST_INDEX.number(used),
                GUEST_IMAGE.put(values[used]),
                ATTRIBUTE_KEY.put(key.to_bytes()),
            ]
        )
        locks[lock] = WeakLock(weakness, memory)
        if lock == rooms[0]:
            # A stay that ended: the next guest has entered since.
            last = used - 1
            card = GuestCard(hotel, lock, last, quarter - 200, quarter - 100, 0, 0, values[last])
            held = replace(card.sealed(_FREE, key)).encode()
    return WeakHotel(weakness, locks, held)


def _values(weakness: Weakness, hotel: int, lock: int, draws: Draws) -> list[bytes]:
    if weakness is Weakness.CODE_24:
        first = draws.below(_CODES - CHAIN_LENGTH)
        return [(first + k).to_bytes(VALUE_SIZE, "big") for k in range(CHAIN_LENGTH)]
    x = draws.bytes(VALUE_SIZE)
    values = [x]
    for k in range(CHAIN_LENGTH - 1, 0, -1):
        x = guest_step(_FREE, hotel, lock, k, x)
        values.append(x)
    return values[::-1]
