"""`./atm locks cost`: what each answer to a card costs a lock, measured, beside other designs.

Every number is read from a meter that counts the primitives as they are computed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from hardware.locks.attributes import AttributeKey
from hardware.locks.audit_entry import Why
from hardware.locks.firmware.swipe import STAFF_PERIODS_MAX, WINDOW
from hardware.locks.hotel_time import week
from hardware.locks.keycard import GuestCard, StaffCard
from hardware.locks.metered import Crypto, Meter, Primitives, Unmetered
from hardware.locks.specimen import START_S, Specimen, TrueTime, factory_lock

ALLOWED_MS: Final = 100
STAFF_COUNT: Final = 100

_INDEX: Final = 50
_WEEK: Final = week(START_S)
_HASH_BLOCK: Final = 64
_INNER: Final = bytes([0x36]) * _HASH_BLOCK
_OUTER: Final = bytes([0x5C]) * _HASH_BLOCK
_BODY: Final = bytes(30)
_KEY: Final = bytes(16)


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of the table."""

    case: str
    answer: str
    ms: int


def options(parser: argparse.ArgumentParser) -> None:
    """None."""
    parser.set_defaults()


def run(_: argparse.Namespace) -> int:
    sys.stdout.write(report())
    return 0


def report() -> str:
    ours, others = answers(), other_designs()
    worst = max(each.ms for each in ours)
    rows = [f"{'ms':>4}  {'answer':11} card", *(_row(each) for each in ours)]
    rows += [f"worst {worst} ms of the {ALLOWED_MS} allowed", ""]
    rows += [f"{'ms':>4}  {'':11} other designs", *(_row(each) for each in others)]
    return "\n".join(rows) + "\n"


def answers() -> list[Cost]:
    """A fresh lock for each card, so that no line depends on another."""
    own = Specimen()
    now = own.guest(_INDEX)
    next_card = own.guest(_INDEX + 1)
    cards: list[tuple[str, GuestCard | StaffCard]] = [
        ("guest, the card in use", now),
        ("guest, the next card for the first time", next_card),
        ("guest, two before never came", own.guest(_INDEX + 3)),
        (f"guest, {WINDOW - 1} before never came", own.guest(_INDEX + WINDOW)),
        ("guest, the value altered and the tag forged", _forged(own, WINDOW)),
        ("guest, dates altered", replace(now, not_after=now.not_after + 1)),
        ("guest, the one before", own.guest(_INDEX - 1)),
        ("guest, too far ahead", own.guest(_INDEX + WINDOW + 1)),
        ("guest, of another room", replace(now, lock=own.lock + 1)),
        ("guest, of another hotel", replace(now, hotel=own.hotel + 1)),
        ("guest, of last week", own.guest(_INDEX, START_S - 7 * 86_400)),
        ("staff, the same week again", own.staff(1, _WEEK)),
        ("staff, the first time this week", own.staff(2, _WEEK)),
        ("staff, not at this door for 30 weeks", own.staff(3, _WEEK)),
        (f"staff, not at this door for {STAFF_PERIODS_MAX} weeks", own.staff(4, _WEEK)),
        ("staff, for longer", own.staff(5, _WEEK)),
        ("staff, of last week", own.staff(4, _WEEK - 1)),
        ("staff, unknown here", own.staff(6, _WEEK)),
    ]
    return [_answer(own, case, card) for case, card in cards]


def other_designs() -> list[Cost]:
    """What others would compute for one card, on the same primitives."""
    designs: tuple[tuple[str, Callable[[Crypto], None]], ...] = (
        (f"each of {STAFF_COUNT} staff hashes tried", _every_hash),
        (f"an HMAC-SHA-256 for each of {STAFF_COUNT} staff", _every_hmac),
        ("one key for the hotel in every lock: fast, and one lock read out opens all", _hotel_key),
        ("the last value of a chain kept in the lock: fast, and opens other doors", _plain_lamport),
    )
    found = []
    for case, compute in designs:
        meter = Meter()
        compute(Primitives(meter))
        found.append(Cost(case, "", meter.ms))
    return found


def _row(cost: Cost) -> str:
    return f"{cost.ms:4}  {cost.answer:11} {cost.case}"


def _answer(own: Specimen, case: str, card: GuestCard | StaffCard) -> Cost:
    lock, _, _ = factory_lock(TrueTime(), Meter())
    seen = {1: 0, 2: 1, 3: 30, 4: STAFF_PERIODS_MAX, 5: STAFF_PERIODS_MAX + 1}
    lock.install(own.installation(_INDEX, {j: _WEEK - ago for j, ago in seen.items()}))
    found = lock.swipe(card.encode())
    return Cost(case, "opens" if found.why is Why.OPENED else found.why.name, found.ms)


def _forged(own: Specimen, ahead: int) -> GuestCard:
    """By somebody who has read the lock's memory, and so holds its key for attributes."""
    card = replace(own.guest(_INDEX + ahead), x=bytes(16))
    return card.sealed(Unmetered(), own.attribute_key)


def _every_hash(crypto: Crypto) -> None:
    for _ in range(STAFF_COUNT):
        crypto.sha256(_BODY)


def _every_hmac(crypto: Crypto) -> None:
    for _ in range(STAFF_COUNT):
        crypto.sha256(_OUTER + crypto.sha256(_INNER + _BODY))


def _hotel_key(crypto: Crypto) -> None:
    stored = AttributeKey(_KEY, _KEY, _KEY)
    stored.tag96(crypto, _BODY)


def _plain_lamport(crypto: Crypto) -> None:
    crypto.sha256(_KEY)
