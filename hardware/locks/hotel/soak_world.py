"""What every part of a soak uses: the hotel, chance, the judge; swipes and the desk's refusals."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from hardware.locks import keycard
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.firmware.lock import Swipe
from hardware.locks.hotel.doors import Door
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.hotel import Hotel
from hardware.locks.hotel.judge import Judge
from hardware.locks.hotel.rates import Rates
from hardware.locks.hotel.tally import Tally
from hardware.locks.keycard import STRIPE_BITS, GuestCard, StaffCard

TRIES_MAX: Final = 8
CUT_BYTES_MAX: Final = 160  # a swipe writes up to about so many, journal included
SECRETS_MAX: Final = 400

T = TypeVar("T")


@dataclass(slots=True)
class SoakWorld:
    """places: number of each door's lock. service: doors that want their clock set or batteries.

    remedies: what the clerk does about a refusal that asks for something first.
    newest_backup: the number of the last that was made.
    """

    hotel: Hotel
    draws: Draws
    judge: Judge
    rates: Rates
    tally: Tally
    places: dict[str, int]
    service: set[str] = field(default_factory=set)
    secrets: deque[bytes] = field(default_factory=lambda: deque(maxlen=SECRETS_MAX))
    remedies: dict[Reason, Callable[[], None]] = field(default_factory=dict)
    newest_backup: int = 0

    def asked(
        self,
        what: str,
        deed: Callable[[], T],
        number: str = "",
        again: Callable[[bytes], T] | None = None,
    ) -> T | None:
        """The desk does it, if need be after what it asks for. None: it would not, in the end.

        again: what is done instead once a card was spoilt; gets its stripe.
        """
        for _ in range(TRIES_MAX):
            try:
                return deed()
            except DeskRefusal as refusal:
                self.tally.desk[refusal.reason.value] += 1
                match refusal.reason:
                    case Reason.ESCORT:
                        self.hotel.desk.escort(number)
                    case Reason.WRITER:
                        # What failed is taken out of the writer; it may well be a good card.
                        stripe = self.hotel.cards.take()
                        self.spoilt(stripe)
                        if again is not None:
                            deed = functools.partial(again, stripe)
                    case reason if reason in self.remedies:
                        self.remedies[reason]()
                    case _:
                        self.judge.violated(f"the desk refused {what}: {refusal.words}")
                        return None
        self.judge.violated(f"the desk refused {what} again and again")
        return None

    def spoilt(self, stripe: bytes) -> None:
        card = keycard.decode(stripe)
        if isinstance(card, GuestCard):
            self.judge.issued(card, is_new=False)

    def guest_card(self, stripe: bytes, *, is_new: bool) -> GuestCard:
        card = keycard.decode(stripe)
        assert isinstance(card, GuestCard)
        self.judge.issued(card, is_new=is_new)
        self.secrets.append(card.x)
        return card

    def staff_card(self, stripe: bytes) -> StaffCard:
        card = keycard.decode(stripe)
        assert isinstance(card, StaffCard)
        self.secrets.append(card.c)
        return card

    def swipe(self, number: str, stripe: bytes) -> Swipe:
        """As people swipe: now and then with a bit misread, or as the power goes; then again."""
        door, place = self.hotel.doors[number], self.places[number]
        if door.batteries.are_dead or not door.crystal.has_power:
            answer = door.swipe(stripe)
            if answer.opened:
                self.judge.violated(f"door {number} opened without power")
            self.tally.refusals[answer.why.name] += 1
            return answer
        if self.draws.chance(self.rates.flipped_bits):
            self._misread(door, stripe)
        card = keycard.decode(stripe)
        if self.draws.chance(self.rates.power_cuts):
            self._cut(door, place, card, stripe)
        answer = door.swipe(stripe)
        self.judge.swiped(door, place, card, answer)
        self._count(card, answer)
        if answer.battery_low:
            self.service.add(number)
        return answer

    def _misread(self, door: Door, stripe: bytes) -> None:
        at = self.draws.below(STRIPE_BITS)
        misread = bytearray(stripe)
        misread[at // 8] ^= 0x80 >> at % 8
        answer = door.swipe(bytes(misread))
        self.judge.unreadable(door, answer)
        self.tally.refusals[answer.why.name] += 1

    def _cut(self, door: Door, place: int, card: GuestCard | StaffCard, stripe: bytes) -> None:
        self.tally.events["power cuts in swipes"] += 1
        answer = door.swipe_with_power_cut(stripe, self.draws.below(CUT_BYTES_MAX))
        if door.crystal.has_power:
            # It had written all that it had to before the power went.
            self.judge.swiped(door, place, card, answer)
            self._count(card, answer)
            return
        door.lock.power_back()
        self.judge.cut(door, place, card, answer)
        self.tally.refusals[answer.why.name] += 1
        self.service.add(door.number)

    def _count(self, card: GuestCard | StaffCard, answer: Swipe) -> None:
        if answer.opened:
            whom = "guests" if isinstance(card, GuestCard) else "staff"
            self.tally.events[f"opens to {whom}"] += 1
        else:
            self.tally.refusals[answer.why.name] += 1
