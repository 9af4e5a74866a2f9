"""What a lock does with a key card: the cheapest check first, and all is written before it opens.

    guest    hotel, room, index, dates                        0 ms
             tag of the attributes                            2 ms
             chain from k down to i, image                    2(k - i) + 2 ms
             where k > i: the new image                       2 ms
    staff    hotel, slot, period                              0 ms
             chain from p down to q, image                    2(p - q) + 2 ms
             where p > q: the new image                       2 ms

There is no lock-out and no waiting after bad tries: 128 bits need none, and it would let anybody
shut a guest out.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from typing import Final, assert_never

from hardware.locks import chains, hotel_time, keycard
from hardware.locks.attributes import BODY_SIZE, AttributeKey
from hardware.locks.audit_entry import NOBODY, Who, WhoKind, Why
from hardware.locks.cable import State
from hardware.locks.firmware.memory_map import (
    ATTRIBUTE_KEY,
    GUEST_IMAGE,
    GUEST_INDEX,
    HOTEL,
    LOCK,
    PERIOD_WEEKS,
    STAFF,
    STATE,
    Write,
)
from hardware.locks.firmware.parts import Parts
from hardware.locks.hotel_time import DAY_S, QUARTER_S
from hardware.locks.keycard import BadStripe, GuestCard, StaffCard
from hardware.locks.staff_table import SLOT_SIZE, SLOTS, SlotState, StaffSlot

WINDOW: Final = 32  # guest indexes beyond the largest used
# Periods since this door last saw that member of staff. In weeks it is as long as summer time
# lasts, from one half-yearly visit to the next: 31 in Europe, 34 in the United States.
STAFF_PERIODS_MAX: Final = 34
# A crystal that is wrong by 100 ppm is wrong by 27 minutes after half a year, and as often too slow
# as too fast.
EARLY_S: Final = 2 * QUARTER_S
LATE_S: Final = 2 * QUARTER_S
DOUBTFUL_S: Final = DAY_S  # in place of LATE_S, while the clock is doubtful


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, whose card it says it is, and what is to be written with it."""

    why: Why
    who: Who = NOBODY
    writes: tuple[Write, ...] = ()


def take(parts: Parts, stripe: bytes) -> Why:
    """Read a card, write what follows from it, and say whether to open. Repeatable."""
    if parts.memory.number(STATE) != State.OWNED:
        return Why.NOT_OWNED
    found = _judged(parts, stripe)
    parts.memory.commit([*found.writes, *parts.audit.noting(found.why, found.who)])
    return found.why


def _judged(parts: Parts, stripe: bytes) -> Verdict:
    try:
        card = keycard.decode(stripe)
    except BadStripe:
        return Verdict(Why.UNREADABLE)
    if card.hotel != parts.memory.number(HOTEL):
        kind = WhoKind.GUEST if isinstance(card, GuestCard) else WhoKind.STAFF
        return Verdict(Why.HOTEL, Who(kind, card.hotel))
    match card:
        case GuestCard():
            return _judged_guest(parts, card, stripe[:BODY_SIZE])
        case StaffCard():
            return _judged_staff(parts, card)
        case _:
            assert_never(card)


def _judged_guest(parts: Parts, card: GuestCard, body: bytes) -> Verdict:
    """body: the bits on the stripe that the tag is of."""
    memory = parts.memory
    if card.lock != memory.number(LOCK):
        return Verdict(Why.ROOM, Who(WhoKind.GUEST, card.lock, card.copy))
    who = Who(WhoKind.GUEST, card.index, card.copy)
    used = memory.number(GUEST_INDEX)
    free_refusal = _out_of_window(card, used) or _out_of_dates(parts, card, used)
    if free_refusal is not None:
        return Verdict(free_refusal, who)
    key = AttributeKey.from_bytes(memory.read(ATTRIBUTE_KEY))
    if not compare_digest(key.tag96(parts.crypto, body), card.tag):
        return Verdict(Why.ALTERED, who)
    crypto, hotel, lock = parts.crypto, card.hotel, card.lock
    reached = chains.guest_value(crypto, hotel, lock, (card.index, used), card.x)
    image = chains.guest_image(crypto, hotel, lock, used, reached)
    if not compare_digest(image, memory.read(GUEST_IMAGE)):
        return Verdict(Why.CHAIN, who)
    if card.index == used:
        return Verdict(Why.OPENED, who)
    newer = chains.guest_image(crypto, hotel, lock, card.index, card.x)
    return Verdict(Why.OPENED, who, (GUEST_INDEX.number(card.index), GUEST_IMAGE.put(newer)))


def _out_of_window(card: GuestCard, used: int) -> Why | None:
    if card.index < used:
        return Why.OLD
    if card.index > used + WINDOW:
        return Why.AHEAD
    return None


def _out_of_dates(parts: Parts, card: GuestCard, used: int) -> Why | None:
    """A doubtful clock is late, by as long as there was no power: it calls no card too early.

    The card in use needs no date then, and a newer one has a day: a guest who comes while the clock
    is far behind gets in, and one whose stay is over gets no more than he would with the next one.
    """
    now, doubtful = parts.clock.now(), parts.clock.is_doubtful
    if doubtful and card.index == used:
        return None
    if not doubtful and now < card.not_before * QUARTER_S - EARLY_S:
        return Why.TOO_EARLY
    if now > card.not_after * QUARTER_S + (DOUBTFUL_S if doubtful else LATE_S):
        return Why.EXPIRED
    return None


def _judged_staff(parts: Parts, card: StaffCard) -> Verdict:
    who = Who(WhoKind.STAFF, card.serial << 8 | card.slot)
    slot = _slot(parts, card)
    if slot is None:
        return Verdict(Why.NO_SLOT, who)
    if slot.state is SlotState.REVOKED:
        return Verdict(Why.REVOKED, who)
    free_refusal = _out_of_period(parts, card.period, slot.period)
    if free_refusal is not None:
        return Verdict(free_refusal, who)
    crypto, hotel, serial, p = parts.crypto, card.hotel, card.serial, card.period
    lock = parts.memory.number(LOCK)
    reached = chains.staff_value(crypto, hotel, serial, (p, slot.period), card.c)
    image = chains.staff_image(crypto, hotel, lock, serial, slot.period, reached)
    if not compare_digest(image, slot.image):
        return Verdict(Why.CHAIN, who)
    if p == slot.period:
        return Verdict(Why.OPENED, who)
    newer = chains.staff_image(crypto, hotel, lock, serial, p, card.c)
    content = StaffSlot(serial, p, newer, slot.epoch).to_bytes()
    return Verdict(Why.OPENED, who, (STAFF.part(card.slot * SLOT_SIZE, content),))


def _slot(parts: Parts, card: StaffCard) -> StaffSlot | None:
    """The slot that the card names, if that is who it says; one look, never a search."""
    if card.slot >= SLOTS:
        return None
    stored = parts.memory.part(STAFF, card.slot * SLOT_SIZE, SLOT_SIZE)
    slot = StaffSlot.from_bytes(stored)
    if slot.state is SlotState.EMPTY or (slot.serial, slot.epoch) != (card.serial, card.epoch):
        return None
    return slot


def _out_of_period(parts: Parts, period: int, seen: int) -> Why | None:
    """With a doubtful clock the door's own memory of that card is all there is to go by."""
    if period < seen:
        return Why.OLD
    if not parts.clock.is_doubtful:
        weeks = parts.memory.number(PERIOD_WEEKS)
        if period not in hotel_time.periods_accepted(parts.clock.now(), weeks):
            return Why.PERIOD
    return Why.AHEAD if period - seen > STAFF_PERIODS_MAX else None
