"""What a lock should have answered: a small model, written without the firmware's code.

A guest's card opens iff it is for this door, its index is at least the largest that was ever used
there and at most 32 above it, and the lock's clock lies between its dates, with half an hour on
both sides. While the clock is doubtful, the card in use needs no date, and a newer one is never too
early and has a day.

A staff card opens iff its place is its serial's and was not revoked at this door, and its period is
now's (or the one before, for its first day; or the one after, in its last 12 hours) and not before
the last that was used at this door, nor more than 34 after it.

The lock's own clock is what the model goes by; that this clock is right is judged beside it.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.firmware.lock import Swipe
from hardware.locks.hotel.door_model import STAFF_WINDOW, DoorModel, Place
from hardware.locks.hotel.doors import Door
from hardware.locks.keycard import GuestCard, StaffCard

WINDOW: Final = 32
GRACE_S: Final = 1_800
DAY_S: Final = 86_400
WEEK_S: Final = 604_800
QUARTER_S: Final = 900
DRIFT_PPM_MAX: Final = 100
ANSWER_MS_MAX: Final = 72
HOUR_S: Final = 3_600


class Judge:
    """Holds the model and what contradicted it.

    period_weeks: of staff cards.
    """

    def __init__(self, period_weeks: int) -> None:
        self._period_s = period_weeks * WEEK_S
        self.doors: dict[str, DoorModel] = {}
        self.violations: list[str] = []
        self.worst_ms = 0
        self._issued: dict[int, int] = {}
        self._leaves: set[int] = set()

    def violated(self, words: str) -> None:
        self.violations.append(words)

    def issued(self, card: GuestCard, *, is_new: bool) -> None:
        """An index that a new holder gets was nobody's before."""
        last = self._issued.get(card.lock, 0)
        if is_new and card.index <= last:
            self.violated(f"lock {card.lock}: index {card.index} was issued again (after {last})")
        self._issued[card.lock] = max(last, card.index)

    def signed(self, leaf: int) -> None:
        """A leaf that signs a second time gives signatures away."""
        if leaf in self._leaves:
            self.violated(f"leaf {leaf} has signed twice")
        self._leaves.add(leaf)

    def swiped(self, door: Door, place: int, card: GuestCard | StaffCard, answer: Swipe) -> None:
        """Judge an answer that no power cut disturbed. place: the number of the lock."""
        self._timed(door, answer)
        now, is_doubtful = door.lock.now, door.lock.is_doubtful
        model = self.doors[door.number]
        if isinstance(card, GuestCard):
            expected = self._guest(model, place, card, now, is_doubtful=is_doubtful)
        else:
            expected = self._staff(model, card, now, is_doubtful=is_doubtful)
        if answer.why.name not in expected or answer.opened != (answer.why.name == "OPENED"):
            self.violated(
                f"door {door.number}: answered {answer.why.name}, should be {' or '.join(expected)}"
            )
        if answer.opened:
            self._opened(door, model, card)

    def unreadable(self, door: Door, answer: Swipe) -> None:
        """A card with a bit that flipped opens nothing."""
        self._timed(door, answer)
        if answer.opened:
            self.violated(f"door {door.number}: opened to a card with a flipped bit")

    def cut(self, door: Door, place: int, card: GuestCard | StaffCard, answer: Swipe) -> None:
        """The power went: nothing opened, and the state is the old one or the new one."""
        model = self.doors[door.number]
        if answer.opened:
            self.violated(f"door {door.number}: opened although the power went before it was noted")
        should = {model.used}
        if isinstance(card, GuestCard) and card.lock == place:
            # Only what might have opened: the former index is another card's.
            should.update({card.index} & set(range(model.used, model.used + WINDOW + 1)))
        if door.lock.index not in should:
            self.violated(f"door {door.number}: index {door.lock.index} after a power cut")
        model.used = door.lock.index
        if isinstance(card, StaffCard):
            model.perhaps_used_by(card.slot, card.serial, card.period)

    def resynced(self, door: Door, index: int) -> None:
        """An order took the lock on to this index, and to no other."""
        model = self.doors[door.number]
        if not model.used < index == door.lock.index:
            self.violated(
                f"door {door.number}: from {model.used} to {door.lock.index}, ordered was {index}"
            )
        model.used = door.lock.index

    def clock_set(self, number: str, now: int) -> None:
        self.doors[number].set_at = now

    def clock(self, door: Door, now: int) -> None:
        """A clock without a doubt is as right as its crystal; a doubtful one is late."""
        model = self.doors[door.number]
        off = door.lock.now - now
        bound = (now - model.set_at) * DRIFT_PPM_MAX // 1_000_000 + 2
        if off > bound or (off < -bound and not door.lock.is_doubtful):
            self.violated(f"door {door.number}: clock is off by {off} s, at most {bound}")

    def confirmed(self, serials: set[int]) -> None:
        """Of these the desk says that every door has their revocation."""
        for number, model in self.doors.items():
            if still := model.may_open_to(serials):
                self.violated(f"door {number}: is told to have revoked {min(still)}, and has not")

    def periods(self, now: int) -> range:
        """Which open at this time."""
        current, into = divmod(now, self._period_s)
        first = current - (into < DAY_S and current > 0)
        last = current + (into >= self._period_s - DAY_S // 2)
        return range(first, last + 1)

    def _guest(
        self, model: DoorModel, place: int, card: GuestCard, now: int, *, is_doubtful: bool
    ) -> tuple[str, ...]:
        if card.lock != place:
            return ("ROOM",)
        if card.index < model.used:
            return ("OLD",)
        if card.index > model.used + WINDOW:
            return ("AHEAD",)
        if is_doubtful and card.index == model.used:
            return ("OPENED",)
        if not is_doubtful and now < card.not_before * QUARTER_S - GRACE_S:
            return ("TOO_EARLY",)
        if now > card.not_after * QUARTER_S + (DAY_S if is_doubtful else GRACE_S):
            return ("EXPIRED",)
        return ("OPENED",)

    def _staff(
        self, model: DoorModel, card: StaffCard, now: int, *, is_doubtful: bool
    ) -> tuple[str, ...]:
        places = model.places.get(card.slot, ())
        found = [self._staff_at(each, card, now, is_doubtful=is_doubtful) for each in places]
        return tuple(dict.fromkeys(answer for answers in found for answer in answers))

    def _staff_at(
        self, place: Place, card: StaffCard, now: int, *, is_doubtful: bool
    ) -> tuple[str, ...]:
        if place.serial != card.serial or not place.is_live:
            return ("REVOKED", "NO_SLOT")
        return self._staff_since(card, place.period, now, is_doubtful=is_doubtful)

    def _staff_since(
        self, card: StaffCard, seen: int, now: int, *, is_doubtful: bool
    ) -> tuple[str, ...]:
        if card.period < seen:
            return ("OLD",)
        if not is_doubtful and card.period not in self.periods(now):
            return ("PERIOD",)
        return ("AHEAD",) if card.period - seen > STAFF_WINDOW else ("OPENED",)

    def _opened(self, door: Door, model: DoorModel, card: GuestCard | StaffCard) -> None:
        if isinstance(card, StaffCard):
            model.used_by(card.slot, card.serial, card.period)
            return
        model.used = card.index
        if door.lock.index != card.index:
            self.violated(f"door {door.number}: opened, and its memory does not say so")

    def _timed(self, door: Door, answer: Swipe) -> None:
        self.worst_ms = max(self.worst_ms, answer.ms)
        if answer.ms > ANSWER_MS_MAX:
            self.violated(f"door {door.number}: took {answer.ms} ms")
