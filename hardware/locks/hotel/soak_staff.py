"""The staff of a soaked hotel: who works with which card, and which cards are in wrong hands."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.revocations import Revocation
from hardware.locks.desk.staff import StaffState
from hardware.locks.hotel.soak_world import SoakWorld
from hardware.locks.keycard import StaffCard

BAD_CARDS_MAX: Final = 20
DAYS_A_YEAR: Final = 365


@dataclass(slots=True)
class Person:
    """card: what is on the stripe that this person carries. backup: the newest one when this place
    was taken."""

    name: str
    serial: int
    stripe: bytes
    card: StaffCard
    backup: int


@dataclass(slots=True)
class SoakStaff:
    """ended: serials that must be revoked. given: all serials that anybody ever had."""

    world: SoakWorld
    people: list[Person] = field(default_factory=list)
    ended: set[int] = field(default_factory=set)
    given: set[int] = field(default_factory=set)
    bad_cards: deque[bytes] = field(default_factory=lambda: deque(maxlen=BAD_CARDS_MAX))
    _hired: int = 0

    def hire(self) -> None:
        self._hired += 1
        name = f"Person {self._hired}"
        desk = self.world.hotel.desk
        if self.world.asked("hire", lambda: desk.hire(name), again=self._card_again) is not None:
            self.people.append(self._person(name))

    def day(self) -> None:
        """Losses and leavings of one day."""
        world, rates = self.world, self.world.rates
        for person in list(self.people):
            if world.draws.chance(rates.staff_lost_a_year / DAYS_A_YEAR):
                self._lose(person)
            elif world.draws.chance(rates.staff_leaves_a_year / DAYS_A_YEAR):
                self._leave(person)

    def on_shift(self) -> Person:
        """Somebody with a card that is good today, renewed if it was not."""
        world = self.world
        person = world.draws.one_of(self.people)
        is_over = person.card.period not in world.judge.periods(world.hotel.now())
        desk = world.hotel.desk
        if is_over and world.asked("renew", lambda: desk.renew(person.serial)) is not None:
            self._take(person)
        return person

    def waiting(self) -> list[str]:
        """The doors at which a revoked card still opens, as far as the desk knows."""
        floors = (floor for each in self._outstanding() for floor in each.floors)
        found = {number for floor in floors for number in floor.outstanding}
        return [number for number in self.world.hotel.doors if number in found]

    def want_revoked(self) -> None:
        """What the desk tells to be revoked at every door has to be."""
        outstanding = {each.serial for each in self._outstanding()}
        over = {
            each.serial
            for each in self.world.hotel.desk.staff()
            if each.state is not StaffState.WORKS
        }
        self.world.judge.confirmed((over & self.ended) - outstanding)

    def after_restore(self, backup: int) -> None:
        """Tell the desk who has left or lost a card, and hire again whom it does not know.

        backup: the number of the one that was restored.
        """
        desk = self.world.hotel.desk
        for member in desk.staff():
            if member.state is StaffState.WORKS and member.serial in self.ended:
                self._fire(member.serial)
        desk.staff_checked()
        for person in [each for each in self.people if each.backup >= backup]:
            self.people.remove(person)
            self._end(person)
            self.hire()

    def _lose(self, person: Person) -> None:
        self._end(person)
        self.world.tally.events["staff cards lost"] += 1
        desk = self.world.hotel.desk
        made = self.world.asked(
            "staff-lost", lambda: desk.staff_lost(person.serial), again=self._card_again
        )
        if made is None:
            self.people.remove(person)
            return
        self._take(person)
        person.backup = self.world.newest_backup

    def _leave(self, person: Person) -> None:
        self._end(person)
        self.world.tally.events["staff who left"] += 1
        self._fire(person.serial)
        self.people.remove(person)
        self.hire()

    def _outstanding(self) -> tuple[Revocation, ...]:
        return self.world.hotel.desk.revocations()

    def _fire(self, serial: int) -> None:
        self.world.asked("fire", lambda: self.world.hotel.desk.fire(serial))

    def _end(self, person: Person) -> None:
        self.ended.add(person.serial)
        self.bad_cards.append(person.stripe)

    def _person(self, name: str) -> Person:
        stripe = self.world.hotel.cards.take()
        card = self.world.staff_card(stripe)
        self._note_given(card.serial)
        return Person(name, card.serial, stripe, card, self.world.newest_backup)

    def _note_given(self, serial: int) -> None:
        """What was anybody's before would be in two hands."""
        if serial in self.given:
            self.world.judge.violated(f"staff serial {serial} was given again")
        self.given.add(serial)

    def _card_again(self, spoilt: bytes) -> CardMade:
        """The place is taken already; only its card was spoilt."""
        return self.world.hotel.desk.staff_card(self.world.staff_card(spoilt).serial)

    def _take(self, person: Person) -> None:
        person.stripe = self.world.hotel.cards.take()
        person.card = self.world.staff_card(person.stripe)
        if person.card.serial != person.serial:
            person.serial = person.card.serial
            self._note_given(person.serial)
