"""The guests of one room of a soaked hotel, day after day, with all that goes wrong with cards."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from hardware.locks.audit_entry import Why
from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel.rates import RoomType
from hardware.locks.hotel.soak_rounds import SoakRounds
from hardware.locks.hotel.soak_staff import SoakStaff
from hardware.locks.hotel.soak_world import SoakWorld

FORMER_CARDS_MAX: Final = 4

Deed = Callable[[], CardMade]


@dataclass(slots=True)
class GuestStay:
    """departs: the day. cards: stripes in the guests' hands, the newest first."""

    departs: int
    cards: list[bytes]
    enters: bool
    index: int
    is_known: bool = False


@dataclass(slots=True)
class SoakRoom:
    """number: of the room. all_numbers: of the hotel, for moves and for wrong doors."""

    number: str
    type: RoomType
    world: SoakWorld
    rounds: SoakRounds
    staff: SoakStaff
    stay: GuestStay | None = None
    former: deque[bytes] = field(default_factory=lambda: deque(maxlen=FORMER_CARDS_MAX))

    def morning(self, day: int) -> None:
        """Departures, and a late extension now and then."""
        stay = self.stay
        if stay is None or day < stay.departs:
            return
        world, draws = self.world, self.world.draws
        desk = world.hotel.desk
        if draws.chance(world.rates.extends):
            self.new_card("extend", lambda: desk.extend(self.number, desk.departure("+1")), stay)
            stay.departs = day + 1
            return
        if draws.chance(world.rates.leaves_without_check_out):
            return
        self._leaves()

    def cleaned(self) -> None:
        """Somebody of the staff opens the door, and tells the desk that a guest lives there."""
        world, stay = self.world, self.stay
        person = self.staff.on_shift()
        self._swiped(person.stripe)
        if stay is None or stay.is_known or not stay.enters:
            return
        if world.judge.doors[self.number].used == stay.index:
            stay.is_known = True
            if world.draws.chance(world.rates.seen_by_housekeeping):
                world.asked("entered", lambda: world.hotel.desk.entered(self.number))

    def afternoon(
        self,
        day: int,
        wrong: Callable[[], str],
        vacant: Callable[[], SoakRoom | None],
    ) -> None:
        """An arrival, or one of the things that happen in a stay. wrong: another door's number."""
        world, draws, rates = self.world, self.world.draws, self.world.rates
        stay = self.stay
        if stay is not None and day >= stay.departs:
            self._overdue(day, stay)
            stay = self.stay
        if stay is None:
            if not draws.chance(self.type.vacant):
                self.arrives(day)
        elif draws.chance(rates.lost):
            desk = world.hotel.desk
            self.world.tally.events["guest cards lost"] += 1
            self.new_card("lost", lambda: desk.lost(self.number), stay)
        elif draws.chance(rates.moves):
            self._moves(day, stay, vacant())
        if self.stay is not None and draws.chance(rates.wrong_door):
            world.swipe(wrong(), self.stay.cards[0])
        if self.former and draws.chance(rates.former_guest_tries):
            self._swiped(draws.one_of(self.former))

    def evening(self) -> None:
        """Whoever has a card of a stay comes home, now and then twice."""
        stay = self.stay
        if stay is None or not stay.enters:
            return
        for _ in range(1 + self.world.draws.below(2)):
            self._comes_home(stay, self.world.draws.one_of(stay.cards))

    def arrives(self, day: int) -> None:
        """A new guest of this room, with one card or two."""
        world, draws = self.world, self.world.draws
        desk = world.hotel.desk
        nights = draws.one_of(self.type.nights)
        stay = GuestStay(day + nights, [], not draws.chance(world.rates.never_enters), 0)
        departure = desk.departure(f"+{nights}")
        world.tally.events["stays"] += 1
        # A stay whose very card could not be made is looked at by the judge, and does not begin.
        if not self.new_card(
            "check-in", lambda: desk.check_in(self.number, None, departure), stay, is_first=True
        ):
            return
        self.stay = stay
        if not stay.enters:
            world.tally.events["stays that nobody entered"] += 1
            return
        self._comes_home(stay, stay.cards[0])
        if draws.chance(world.rates.duplicate):
            made = world.asked("duplicate", lambda: desk.duplicate(self.number))
            if made is not None:
                world.tally.events["duplicates"] += 1
                stripe = world.hotel.cards.take()
                world.guest_card(stripe, is_new=False)
                stay.cards.append(stripe)

    def after_restore(self, day: int) -> None:
        """The desk knows the stays of the backup; whoever lives here gets a card that it knows."""
        world = self.world
        desk = world.hotel.desk
        if desk.room(self.number).stay is not None:
            world.asked("check-out", lambda: desk.check_out(self.number))
        if self.stay is None:
            return
        stay = self.stay
        stay.departs = max(stay.departs, day + 1)
        departure = desk.departure(f"+{stay.departs - day}")
        self.new_card("check-in", lambda: desk.check_in(self.number, None, departure), stay)
        if stay.enters:
            self._comes_home(stay, stay.cards[0])

    def _comes_home(self, stay: GuestStay, stripe: bytes) -> None:
        """An honest guest gets in; if the lock has to be helped, it is helped."""
        answer = self._swiped(stripe)
        if answer is Why.AHEAD:
            self.world.tally.events["resynchronised"] += 1
            if self.rounds.play(RoundKind.RESYNC, (self.number,)):
                answer = self._swiped(stripe)
        if answer is not Why.OPENED and self._should_open(stay, stripe):
            self.world.judge.violated(
                f"door {self.number}: a guest with a good card was left outside ({answer.name})"
            )

    def _should_open(self, stay: GuestStay, stripe: bytes) -> bool:
        """The newest card between its dates; a duplicate may have the date before an extension."""
        return stripe is stay.cards[0]

    def _swiped(self, stripe: bytes) -> Why:
        world, door = self.world, self.world.hotel.doors[self.number]
        answer = world.swipe(self.number, stripe)
        if answer.why is Why.NO_POWER and door.batteries.are_dead:
            self.rounds.dead_batteries(self.number)
            answer = world.swipe(self.number, stripe)
        return answer.why

    def new_card(self, what: str, deed: Deed, stay: GuestStay, *, is_first: bool = False) -> bool:
        made = self.world.asked(what, deed, self.number)
        if made is None:
            return False
        stripe = self.world.hotel.cards.take()
        card = self.world.guest_card(stripe, is_new=made.index != stay.index or is_first)
        self.former.extend(stay.cards)
        # Further cards of the stay are good only while they have the same index.
        stay.cards = [stripe]
        if card.index != stay.index:
            stay.is_known = False
        stay.index = card.index
        return True

    def _overdue(self, day: int, stay: GuestStay) -> None:
        """Gone without a word; or still there, and extended after the card has expired."""
        world = self.world
        desk = world.hotel.desk
        if stay.enters and world.draws.chance(world.rates.extends_too_late):
            self.new_card("extend", lambda: desk.extend(self.number, desk.departure("+1")), stay)
            stay.departs = day + 1
            self._comes_home(stay, stay.cards[0])
            return
        self._leaves()

    def _moves(self, day: int, stay: GuestStay, to: SoakRoom | None) -> None:
        if to is None or stay.departs <= day:
            return
        desk = self.world.hotel.desk
        there = GuestStay(stay.departs, [], stay.enters, 0)
        moved = to.new_card("move", lambda: desk.move(self.number, to.number), there, is_first=True)
        if moved:
            self.world.tally.events["moves"] += 1
            self.former.extend(stay.cards)
            self.stay, to.stay = None, there

    def _leaves(self) -> None:
        assert self.stay is not None
        self.world.asked("check-out", lambda: self.world.hotel.desk.check_out(self.number))
        self.former.extend(self.stay.cards)
        self.stay = None
