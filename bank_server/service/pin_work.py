"""The slow part of an authorisation: a PIN is compared, a new one hashed. Pure but for the time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bank_server.domain.cards import Card, PinRecord
from bank_server.domain.challenges import ChallengeTerms
from bank_server.service.pin_hash import PinHasher, PinParameters, tags_match
from hardware.crypto.secret import Secret

_STEPS_WEAK: Final = (0, 1, -1)  # 1111, 1234, 4321


@dataclass(frozen=True, slots=True)
class PinWork:
    """What Argon2 is needed for; the try is already counted.

    Attributes:
        card_id: in plain text; the salt.
        pin: as typed, or None if a visit token proved it.
        new_pin: for a PIN change.
    """

    terms: ChallengeTerms
    card: Card
    card_id: Secret
    pin: Secret | None
    new_pin: Secret | None


@dataclass(frozen=True, slots=True)
class PinFindings:
    """What Argon2 said.

    Attributes:
        is_right: the PIN, or True if none had to be compared.
        new_pin: the new PIN as it will be stored; None if none was asked for, or the old one was
            wrong, or the new one is weak.
    """

    is_right: bool
    is_new_weak: bool = False
    new_pin: PinRecord | None = None


def find_out(work: PinWork, hasher: PinHasher) -> PinFindings:
    """At most one run for the PIN and one for the new one. Takes tens of milliseconds a run."""
    if work.pin is not None and not _is_right(work, work.pin, hasher):
        return PinFindings(is_right=False)
    if work.new_pin is None:
        return PinFindings(is_right=True)
    if is_weak(work.new_pin):
        return PinFindings(is_right=True, is_new_weak=True)
    return PinFindings(is_right=True, new_pin=hashed(work.new_pin, work.card_id, hasher))


def hashed(pin: Secret, card_id: Secret, hasher: PinHasher) -> PinRecord:
    """A PIN as it is stored."""
    parameters = PinParameters()
    return PinRecord(
        tag=hasher.tag(pin, card_id, parameters),
        version=parameters.version,
        memory=parameters.memory_kib,
        time=parameters.time_cost,
        lanes=parameters.lanes,
    )


def is_weak(pin: Secret) -> bool:
    """All digits the same, or counting up or down by one."""
    steps = {after - before for before, after in pairwise(pin.reveal())}
    return len(steps) == 1 and steps.pop() in _STEPS_WEAK


def _is_right(work: PinWork, pin: Secret, hasher: PinHasher) -> bool:
    stored = work.card.pin
    assert stored is not None, "a card that is active has a PIN"
    parameters = PinParameters(stored.version, stored.memory, stored.time, stored.lanes)
    return tags_match(stored.tag, hasher.tag(pin, work.card_id, parameters))
