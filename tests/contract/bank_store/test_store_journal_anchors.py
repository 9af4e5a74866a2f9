"""What every store promises about heartbeats, and about a journal that went back."""

import pytest

from bank_server.contract.operations import ServiceCommand
from bank_server.domain.people import (
    ActionKind,
    CloseResult,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    journal_body,
)
from bank_server.domain.terminals import AtmStatus, Beat, JournalAnchor, KioskRun
from tests.contract.bank_store.store_world import ATM, digest


def anchor_of(seq, text="a"):
    return JournalAnchor(seq, digest(text), digest(text)[:32])


class TestHeartbeat:
    def beat(self, world, seq, text="a"):
        return world.store.terminals.heartbeat(ATM, anchor_of(seq, text), world.now)

    def test_keeps_the_anchor_as_it_grows(self, world):
        assert not self.beat(world, 5).is_rolled_back
        assert not self.beat(world, 5).is_rolled_back
        assert () == self.beat(world, 6, "b").commands
        assert 6 == world.atm.anchor.seq

    @pytest.mark.parametrize(("seq", "text"), [(4, "a"), (5, "b")], ids=["shorter", "other"])
    def test_stops_a_kiosk_whose_journal_went_back(self, world, seq, text):
        self.beat(world, 5)

        beat = self.beat(world, seq, text)

        assert beat.is_rolled_back
        assert (ServiceCommand.STOP_SERVICE,) == beat.commands
        assert 5 == world.atm.anchor.seq
        assert ["journal-rolled-back"] == world.work

    def test_goes_on_stopping_it_however_long_the_new_journal_grows(self, world):
        self.beat(world, 5)
        self.beat(world, 3, "new")

        beat = self.beat(world, 6, "newer")

        assert (True, False) == (beat.is_rolled_back, beat.is_new)
        assert (ServiceCommand.STOP_SERVICE,) == beat.commands
        assert (5, 6) == (world.atm.anchor.seq, world.atm.contradiction.seq)
        assert not world.atm.may_give_cash

    def test_leaves_its_work_item_open_until_the_journal_is_accepted(self, world):
        self.beat(world, 5)
        self.beat(world, 3)

        number = world.store.staff.work_items()[0].number
        closed = world.store.staff.close_work_item(number, "alice", "looked at it", world.now)
        assert closed is CloseResult.NOT_YET

    def test_stops_a_suspended_atm(self, world):
        world.store.terminals.set_status(ATM, AtmStatus.SUSPENDED)

        assert (ServiceCommand.STOP_SERVICE,) == self.beat(world, 5).commands


def run_of(text, number):
    return Beat(KioskRun(digest(text)[:32], number))


class TestLateHeartbeat:
    """A message that is doubled or under way for long comes after newer ones: no news."""

    @pytest.fixture
    def beat(self, world):
        """Heartbeats of the kiosk's first run, unless another is named."""

        def heard(number, seq, text="a", run="first"):
            of = run_of(run, number)
            return world.store.terminals.heartbeat(ATM, anchor_of(seq, text), world.now, of)

        return heard

    def test_is_no_news(self, world, beat):
        beat(1, 5)
        beat(2, 6, "b")
        kept = world.atm

        late = beat(1, 5)

        assert (True, False, ()) == (late.is_late, late.is_rolled_back, late.commands)
        assert (kept, []) == (world.atm, world.work)

    def test_that_was_not_heard_before_is_no_news_either(self, world, beat):
        beat(2, 6)

        assert beat(1, 5, "b").is_late
        assert (6, []) == (world.atm.anchor.seq, world.work)

    def test_of_a_run_that_another_followed_is_no_news(self, world, beat):
        beat(1, 5)
        beat(1, 7, "b", run="second")

        assert beat(2, 6, "c").is_late
        assert (7, []) == (world.atm.anchor.seq, world.work)

    def test_does_not_release_a_stopped_atm(self, world, beat):
        beat(1, 5)
        beat(1, 3, "new", run="second")

        late = beat(2, 6)

        assert (True, True, False) == (late.is_late, late.is_rolled_back, late.is_new)
        assert (ServiceCommand.STOP_SERVICE,) == late.commands
        assert 3 == world.atm.contradiction.seq

    def test_of_the_journal_that_was_given_up_changes_nothing(self, world, beat):
        world.store.staff.add(Staff("alice", StaffRole.SUPERVISOR, "a1"))
        world.store.staff.add(Staff("bob", StaffRole.SUPERVISOR, "b1"))
        beat(1, 5)
        beat(1, 3, "new", run="second")
        said = {"kept": anchor_of(5), "said": anchor_of(3, "new"), "why": "disk replaced"}
        body = journal_body(ATM, *said.values())
        world.store.staff.propose("d" * 32, ActionKind.ACCEPT_JOURNAL, body, "alice", world.now)
        done = world.store.terminals.accept_journal(
            ATM, **said, confirmation=Confirmation("d" * 32, "bob"), now_ms=world.now
        )
        assert done is ConfirmResult.DONE

        assert () == beat(1, 5).commands
        assert () == beat(2, 6).commands
        assert () == beat(2, 4, "newer", run="second").commands
        assert (4, []) == (world.atm.anchor.seq, world.work)

    def test_is_none_when_a_new_run_says_less(self, world, beat):
        """What a restored journal says, whether or not a number like it was said before."""
        beat(1, 5)
        beat(2, 6, "b")

        assert beat(1, 5, run="second").is_new
        assert ["journal-rolled-back"] == world.work

    def test_is_none_when_the_same_run_says_less_later(self, world, beat):
        beat(1, 5)

        assert beat(2, 4).is_new


class TestAcceptJournal:
    """After a lost disk: two people say that the journal which the ATM shows is the one."""

    KEPT, SAID, WHY = anchor_of(5), anchor_of(3, "new"), "disk replaced"

    @pytest.fixture
    def proposal(self, world):
        """Of alice, for an ATM that is stopped."""
        for name, serial in (("alice", "a1"), ("bob", "b1")):
            world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, serial))
        self.beat(world, self.KEPT)
        self.beat(world, self.SAID)
        body = journal_body(ATM, self.KEPT, self.SAID, self.WHY)
        world.store.staff.propose("d" * 32, ActionKind.ACCEPT_JOURNAL, body, "alice", world.now)
        return "d" * 32

    def beat(self, world, anchor):
        return world.store.terminals.heartbeat(ATM, anchor, world.now)

    def accept(self, world, proposal, by="bob", **change):
        said = {"kept": self.KEPT, "said": self.SAID, "why": self.WHY} | change
        confirmation = Confirmation(proposal, by)
        return world.store.terminals.accept_journal(
            ATM, **said, confirmation=confirmation, now_ms=world.now
        )

    def test_by_two_people_lets_the_atm_serve_from_the_new_base(self, world, proposal):
        assert self.accept(world, proposal) is ConfirmResult.DONE

        assert (self.SAID, None) == (world.atm.anchor, world.atm.contradiction)
        assert () == self.beat(world, anchor_of(4, "newer")).commands
        assert [] == world.work
        closed = world.store.staff.closed_work_items(1)[0].closed
        assert "bob" == closed.by
        assert f"journal 5 {self.KEPT.h} given up for 3: disk replaced" == closed.because

    def test_takes_the_journal_as_it_has_grown_since_the_proposal(self, world, proposal):
        self.beat(world, anchor_of(9, "longer than the old one"))

        assert self.accept(world, proposal) is ConfirmResult.DONE
        assert 9 == world.atm.anchor.seq

    def test_by_the_same_person_changes_nothing(self, world, proposal):
        assert self.accept(world, proposal, by="alice") is ConfirmResult.SAME_PERSON

        assert world.atm.contradiction == self.SAID
        assert (ServiceCommand.STOP_SERVICE,) == self.beat(world, self.SAID).commands

    @pytest.mark.parametrize("change", [{"kept": SAID}, {"said": KEPT}, {"why": "other"}])
    def test_is_only_what_was_proposed(self, world, proposal, change):
        assert self.accept(world, proposal, **change) is ConfirmResult.DIFFERENT

    def test_is_refused_when_the_journal_went_back_again(self, world, proposal):
        self.beat(world, anchor_of(2, "newest"))

        assert self.accept(world, proposal) is ConfirmResult.REFUSED
        assert world.atm.contradiction == anchor_of(2, "newest")

    def test_works_once(self, world, proposal):
        self.accept(world, proposal)

        assert self.accept(world, proposal) is ConfirmResult.ALREADY_DONE

    @pytest.mark.parametrize("older", [anchor_of(2, "new"), anchor_of(3, "old")])
    def test_does_not_last_when_an_older_anchor_comes_afterwards(self, world, proposal, older):
        self.accept(world, proposal)
        assert () == self.beat(world, self.SAID).commands

        beat = self.beat(world, older)

        assert (True, True) == (beat.is_rolled_back, beat.is_new)
        assert ["journal-rolled-back"] == world.work
