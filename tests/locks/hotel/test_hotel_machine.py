"""A state machine of desk, lock and cards against a model: who gets in, and who never can.

A card opens iff its index is at least the largest used. Nobody but a holder of a card moves a lock
on. Nipkow's theorem: a guest who has entered with the newest card is safe until the desk makes
another card for the room.
"""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hardware.locks import keycard
from hardware.locks.audit_entry import Why
from hardware.locks.desk import whereabouts
from hardware.locks.desk.rooms import COPIES_MAX
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel.attacker import Seen
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.hotel import Hotel
from hardware.locks.hotel.passing_time import PassingTime
from hardware.locks.metered import Unmetered
from tests.locks.hotel.soak_kit import PLAN, START, _made

WINDOW = 32
NIGHTS = "+300"  # longer than any play: dates have tests of their own


class LockMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        made, papers = _made()
        self.folder = tempfile.mkdtemp()
        shutil.copytree(made.name, Path(self.folder) / "desk")
        whereabouts.settle(Path(self.folder) / "desk")
        number = PLAN.rooms[0].number
        draws = Draws(1, "machine")
        time = PassingTime(START)
        self.hotel = Hotel(
            Path(self.folder), PLAN, time, draws.bytes, papers=papers, numbers=(number,)
        )
        self.hotel.round(RoundKind.INSTALL, (number,))
        self.number, self.door = number, self.hotel.doors[number]
        self.used = self.issued = self.guest = 0
        self.safe: int | None = None
        self.held: list[tuple[int, int, bytes]] = []  # whose, index, stripe
        self.stays = False

    def teardown(self):
        self.hotel.close()
        shutil.rmtree(self.folder)

    def cards_of_newest(self):
        return sum(index == self.issued for _, index, _ in self.held)

    def take(self, *, is_new):
        stripe = self.hotel.cards.take()
        index = keycard.decode(stripe).index
        assert (self.issued + 1 if is_new else self.issued) == index
        self.issued = index
        if is_new:
            self.safe = None
        self.held.append((self.guest, index, stripe))

    @precondition(lambda self: not self.stays and self.issued - self.used < 15)
    @rule()
    def check_in(self):
        desk = self.hotel.desk
        self.guest += 1
        desk.check_in(self.number, None, desk.departure(NIGHTS))
        self.stays = True
        self.take(is_new=True)

    @precondition(lambda self: self.stays)
    @rule()
    def check_out(self):
        self.hotel.desk.check_out(self.number)
        self.stays = False

    @precondition(lambda self: self.stays and self.cards_of_newest() <= COPIES_MAX)
    @rule()
    def duplicate(self):
        self.hotel.desk.duplicate(self.number)
        self.take(is_new=False)

    @precondition(lambda self: self.stays and self.issued - self.used < 15)
    @rule()
    def lose_a_card(self):
        self.hotel.desk.lost(self.number)
        self.take(is_new=True)

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 99), hours=st.integers(0, 5))
    def swipe(self, which, hours):
        self.hotel.time.pass_s(hours * 3_600)
        whose, index, stripe = self.held[which % len(self.held)]
        answer = self.door.swipe(stripe)
        opens = self.used <= index <= self.used + WINDOW

        assert opens == answer.opened
        assert answer.opened or answer.why is Why.OLD
        if answer.opened:
            assert self.safe in (None, whose), "somebody else entered a safe guest's room"
            self.used = index
            if index == self.issued:
                self.safe = whose
                self.hotel.desk.entered(self.number) if self.stays else None

    @precondition(lambda self: self.held)
    @rule(
        which=st.integers(0, 99),
        ahead=st.integers(1, WINDOW),
        value=st.binary(min_size=16, max_size=16),
    )
    def forge_a_newer_card(self, which, ahead, value):
        """With the key out of the lock's memory, and any value that was not issued."""
        seen = Seen.of(self.door.lock.ram())
        card = keycard.decode(self.held[which % len(self.held)][2])
        for x in (value, card.x, seen.image):
            forged = replace(card, index=self.issued + ahead, x=x).sealed(Unmetered(), seen.key)

            assert not self.door.swipe(forged.encode()).opened

    @invariant()
    def the_lock_is_where_the_model_is(self):
        assert self.used == self.door.lock.index


TestLockMachine = LockMachine.TestCase
TestLockMachine.settings = settings(
    max_examples=5,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
