"""Cards that an attacker makes of all it knows, family by family.

Known values are taken apart, hashed on, counted on and put together again: the same code for every
lock that reads these cards, whoever made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, permutations, product
from typing import Final

from hardware.locks import keycard
from hardware.locks.chains import guest_image, guest_step, staff_image, staff_step
from hardware.locks.hotel.attacker import SLOTS_TRIED, STAY_QUARTERS, Attacker, Seen
from hardware.locks.keycard import COPY_MAX, LOCK_MAX, STRIPE_BITS, GuestCard, StaffCard
from hardware.locks.metered import Unmetered
from hardware.locks.staff_table import SLOTS, StaffSlot

HASHED_ON: Final = 3  # steps up or down from everything that is known
INDEXES_AHEAD: Final = (0, 1, 2, 31, 32)
RANDOM_CARDS: Final = 500
EPOCHS: Final = (0, 1)
GUEST_FIELDS: Final = ("lock", "index", "not_before", "not_after", "copy", "x", "tag")

_FREE: Final = Unmetered()
_CRC_BITS: Final = 16
_CRC_SIZE: Final = _CRC_BITS // 8


def forgeries(attacker: Attacker, target: Seen, most: int) -> Iterator[tuple[str, bytes]]:
    """Family and stripe, for one lock; so many of a family at most."""
    for name, family in FAMILIES.items():
        for stripe in islice(family(attacker, target), most):
            yield name, stripe


def held_cards(attacker: Attacker, _: Seen) -> Iterator[bytes]:
    """Its own cards, as they are, at every door."""
    yield from attacker.stripes


def dated_anew(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Its own cards with today's dates, sealed with every key that was read."""
    for card, seen in product(attacker.guests, attacker.locks):
        now = replace(
            card, not_before=attacker.quarter - 4, not_after=attacker.quarter + STAY_QUARTERS
        )
        for lock, hotel in product({card.lock, target.lock}, {card.hotel, target.hotel}):
            yield replace(now, lock=lock, hotel=hotel).sealed(_FREE, seen.key).encode()


def index_moved(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Its own values under other indexes."""
    for card, ahead in product(attacker.guests, range(-2, 36)):
        yield attacker.dated(target, max(0, target.used + ahead), card.x, target.key)


def hashed_on(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Older values of its chains, and whatever the same hashes make of them upwards."""
    for card in attacker.guests:
        x = card.x
        for down in range(HASHED_ON):
            x = guest_step(_FREE, card.hotel, card.lock, max(0, card.index - down), x)
            for index in (card.index - down - 1, target.used, target.used + 1):
                yield attacker.dated(target, max(0, index), x, target.key)
        x = card.x
        for up in range(1, HASHED_ON + 1):
            k = card.index + up
            x = guest_step(_FREE, target.hotel, target.lock, k, x)
            image = guest_image(_FREE, target.hotel, target.lock, k, x)
            for value, index in product((x, image), (k, target.used, target.used + up)):
                yield attacker.dated(target, index, value, target.key)


def known_values(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Images, keys and values of every lock and card as a guest's value, also counted on."""
    for value, ahead in product(attacker.values(), INDEXES_AHEAD):
        yield attacker.dated(target, target.used + ahead, value, target.key)


def other_keys(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """The same, sealed with another lock's key."""
    for seen, card in product(attacker.locks, attacker.guests):
        for ahead in INDEXES_AHEAD:
            yield attacker.dated(target, target.used + ahead, card.x, seen.key)
            yield attacker.dated(target, target.used + ahead, seen.image, seen.key)


def spliced(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Each choice of fields of two cards, with either's tag or one made with the lock's key."""
    for one, other in permutations(attacker.guests, 2):
        for taken in product((False, True), repeat=len(GUEST_FIELDS)):
            fields = [name for name, is_taken in zip(GUEST_FIELDS, taken, strict=True) if is_taken]
            card = replace(one, **{name: getattr(other, name) for name in fields})
            yield card.encode()
            yield replace(card, hotel=target.hotel).sealed(_FREE, target.key).encode()


def staff_as_guest(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Staff's values on a guest's card, hashed down as both chains do."""
    for card in attacker.staff:
        c = card.c
        for down in range(HASHED_ON):
            for ahead in INDEXES_AHEAD:
                yield attacker.dated(target, target.used + ahead, c, target.key)
            c = staff_step(_FREE, card.hotel, card.serial, max(0, card.period - down), c)


def guest_as_staff(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """A guest's value on a card of everybody who works there."""
    for card, (slot, held) in product(attacker.guests, target.slots[:SLOTS_TRIED]):
        for period in (held.period, attacker.period, attacker.period + 1):
            yield _staff(target, slot, held, period, card.x)


def staff_moved(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Its own staff cards in other periods, slots, serials and epochs, hashed up and down."""
    for card in attacker.staff:
        values = [card.c]
        for down in range(HASHED_ON):
            at = max(0, card.period - down)
            values.append(staff_step(_FREE, card.hotel, card.serial, at, values[-1]))
        up = card.c
        for ahead in range(1, HASHED_ON + 1):
            up = staff_step(_FREE, card.hotel, card.serial, card.period + ahead, up)
            values.append(up)
        for value, (slot, held) in product(values, target.slots[:SLOTS_TRIED]):
            for period in range(attacker.period - 2, attacker.period + 3):
                yield _staff(target, slot, held, max(0, period), value)
        for value, slot_number, epoch in product(values, (card.slot, card.slot + 1), (0, 1)):
            place = slot_number % SLOTS
            for period in range(max(0, attacker.period - 1), attacker.period + 2):
                yield StaffCard(target.hotel, card.serial, place, epoch, period, value).encode()


def staff_places(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Its own staff values in every place, as themselves and as whoever holds it, at each epoch."""
    for card, (slot, held) in product(attacker.staff, target.slots):
        for period, epoch in product({card.period, attacker.period}, EPOCHS):
            yield StaffCard(target.hotel, card.serial, slot, epoch, period, card.c).encode()
            yield StaffCard(target.hotel, held.serial, slot, epoch, period, card.c).encode()


def other_kinds(attacker: Attacker, _: Seen) -> Iterator[bytes]:
    """Every other version and type on its own cards, the check made right."""
    for stripe, first in product(attacker.stripes, range(256)):
        checked = bytes((first,)) + stripe[1:-_CRC_SIZE]
        yield checked + keycard.crc16(checked).to_bytes(_CRC_SIZE, "big")


def flags_and_copies(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Every flag and copy, known or not, under a tag made with the lock's key."""
    mine = [
        each for each in attacker.guests if (each.hotel, each.lock) == (target.hotel, target.lock)
    ]
    for card, (flags, copy) in product(
        mine, [*product(range(256), (0,)), *product((0, 1), range(1, COPY_MAX + 1))]
    ):
        first, last = attacker.quarter - 4, attacker.quarter + STAY_QUARTERS
        now = replace(card, flags=flags, copy=copy, not_before=first, not_after=last)
        yield now.sealed(_FREE, target.key).encode()


def images_as_staff(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """What lies in any lock as a staff value at this one."""
    for value, (slot, held) in product(attacker.values(), target.slots[:SLOTS_TRIED]):
        for period in (held.period, attacker.period):
            yield _staff(target, slot, held, period, value)
        image = staff_image(_FREE, target.hotel, target.lock, held.serial, held.period, value)
        yield _staff(target, slot, held, held.period, image)


def bits_flipped(attacker: Attacker, _: Seen) -> Iterator[bytes]:
    """Every single bit, with the check made right again."""
    for stripe in attacker.stripes:
        for at in range(STRIPE_BITS - _CRC_BITS):
            flipped = bytearray(stripe)
            flipped[at // 8] ^= 0x80 >> at % 8
            checked = bytes(flipped[:-2])
            yield checked + keycard.crc16(checked).to_bytes(2, "big")


def by_chance(attacker: Attacker, target: Seen) -> Iterator[bytes]:
    """Well-formed cards with values of chance."""
    draws = attacker.draws
    for _ in range(RANDOM_CARDS):
        copy, lock = draws.below(COPY_MAX + 1), draws.below(LOCK_MAX + 1)
        card = GuestCard(
            target.hotel, target.lock if copy else lock, target.used + draws.below(33),
            attacker.quarter - 4, attacker.quarter + 96, copy, 0, draws.bytes(16), draws.bytes(12),
        )  # fmt: skip
        yield card.encode()
        yield card.sealed(_FREE, target.key).encode()


def _staff(target: Seen, slot: int, held: StaffSlot, period: int, value: bytes) -> bytes:
    return StaffCard(target.hotel, held.serial, slot, held.epoch, period, value).encode()


Family = Callable[[Attacker, Seen], Iterator[bytes]]

FAMILIES: Final[dict[str, Family]] = {
    "own cards at every door": held_cards,
    "own cards dated anew": dated_anew,
    "own values, other index": index_moved,
    "own values hashed on": hashed_on,
    "images, keys, values as value": known_values,
    "sealed with another lock's key": other_keys,
    "fields of two cards spliced": spliced,
    "staff value as guest": staff_as_guest,
    "guest value as staff": guest_as_staff,
    "staff card moved": staff_moved,
    "staff card in every place": staff_places,
    "what lies in locks as staff": images_as_staff,
    "another kind of card": other_kinds,
    "flags and copies": flags_and_copies,
    "single bits, check made right": bits_flipped,
    "values of chance": by_chance,
}
