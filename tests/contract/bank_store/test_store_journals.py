"""What every store promises about the journals that kiosks send."""

from dataclasses import replace

import pytest

from bank_server.contract.operations import DeviceKind
from bank_server.domain.journals import SAID_COUNT_MAX, JournalBook
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    journal_body,
)
from bank_server.domain.terminals import JournalAnchor, ProvisioningToken, ProvisionResult
from bank_server.store.base import Provisioning
from tests.contract.bank_store.store_world import ATM, OTHER_ATM, digest

EMPTY = JournalBook(ATM, "k" * 16, b"first", b"first")


def anchor_of(seq, text="a"):
    return JournalAnchor(seq, digest(text), digest(text)[:32])


@pytest.fixture
def book(world):
    """A journal of which three lines are kept."""
    kept = replace(EMPTY, kept=anchor_of(3), sealed_next=b"fourth", next_number=4)
    world.store.journals.keep(kept, [b"1", b"2", b"3"])
    return kept


class TestLines:
    def test_are_found_under_their_numbers(self, world, book):
        assert (b"2", b"3") == world.store.journals.lines(book, 2, 5)
        assert () == world.store.journals.lines(book, 4, 5)
        assert (book,) == world.store.journals.books(ATM)
        assert () == world.store.journals.books(OTHER_ATM)

    def test_go_on_after_those_that_are_kept(self, world, book):
        grown = replace(book, kept=anchor_of(5))
        world.store.journals.keep(grown, [b"4", b"5"])

        assert (b"1", b"2", b"3", b"4", b"5") == world.store.journals.lines(grown, 1, 5)
        assert (grown,) == world.store.journals.books(ATM)

    def test_of_another_part_or_key_or_atm_are_others(self, world, book):
        for other in (
            replace(book, part=1),
            replace(book, key="l" * 16),
            replace(book, atm_id=OTHER_ATM),
        ):
            assert () == world.store.journals.lines(other, 1, 5)

    def test_of_a_newer_key_make_it_the_last_book(self, world, book):
        newer = replace(EMPTY, key="l" * 16)
        world.store.journals.keep(newer, [])
        world.store.journals.keep(book, [])

        assert [book, newer] == list(world.store.journals.books(ATM))


class TestSaid:
    def test_waits_once_and_leaves_with_its_line(self, world):
        said = [anchor_of(2), anchor_of(5, "b"), anchor_of(2)]
        world.store.journals.say(ATM, said)
        world.store.journals.say(ATM, said)
        assert (anchor_of(2), anchor_of(5, "b")) == world.store.journals.said(ATM)

        world.store.journals.keep(replace(EMPTY, kept=anchor_of(3)), [b"1", b"2", b"3"])

        assert (anchor_of(5, "b"),) == world.store.journals.said(ATM)
        assert () == world.store.journals.said(OTHER_ATM)

    def test_is_bounded_and_keeps_the_oldest_and_the_newest(self, world):
        half = SAID_COUNT_MAX // 2
        said = [anchor_of(seq) for seq in range(1, SAID_COUNT_MAX + 3)]
        world.store.journals.say(ATM, said)

        assert (*said[:half], *said[-half:]) == world.store.journals.said(ATM)


class TestContradict:
    def test_stops_the_atm_once_with_its_reason(self, world):
        contradict = world.store.terminals.contradict
        assert contradict(ATM, anchor_of(5), "journal-seal at entry 4", world.now)
        assert not contradict(ATM, anchor_of(6), "another", world.now)

        assert anchor_of(5) == world.atm.contradiction
        assert not world.atm.may_give_cash
        items = world.store.staff.work_items()
        assert [("journal-rolled-back", "journal-seal at entry 4")] == [
            (each.kind.value, each.note) for each in items
        ]

    def test_of_an_unknown_atm_is_nothing(self, world):
        assert not world.store.terminals.contradict("x" * 36, anchor_of(5), "why", world.now)
        assert [] == world.work

    def test_ends_when_two_people_accept_and_the_book_goes_on_from_there(self, world, book):
        for name, serial in (("alice", "a1"), ("bob", "b1")):
            world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, serial))
        world.store.journals.say(ATM, [anchor_of(9)])
        said, kept = anchor_of(2, "new"), world.atm.anchor
        world.store.terminals.contradict(ATM, said, "why", world.now)
        text = journal_body(ATM, kept, said, "disk replaced")
        world.store.staff.propose("d" * 32, ActionKind.ACCEPT_JOURNAL, text, "alice", world.now)

        done = world.store.terminals.accept_journal(
            ATM,
            kept=kept,
            said=said,
            why="disk replaced",
            confirmation=Confirmation("d" * 32, "bob"),
            now_ms=world.now,
        )

        assert done is ConfirmResult.DONE
        after = world.store.journals.books(ATM)[-1]
        assert replace(book, part=1, since=2, kept=JournalAnchor(2)) == after
        assert (said,) == world.store.journals.said(ATM)
        assert [] == world.work
        world.store.journals.keep(replace(after, kept=anchor_of(3, "other")), [b"other 3"])
        assert (b"other 3",) == world.store.journals.lines(after, 1, 9)
        assert (b"1", b"2", b"3") == world.store.journals.lines(book, 1, 9)

    def test_goes_on_from_the_entry_that_people_saw(self, world, book):
        """However far the kiosk says it is when the second one confirms."""
        for name, serial in (("alice", "a1"), ("bob", "b1")):
            world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, serial))
        said, grown, kept = anchor_of(2, "new"), anchor_of(90, "newer"), world.atm.anchor
        world.store.terminals.contradict(ATM, said, "why", world.now)
        text = journal_body(ATM, kept, said, "disk replaced")
        world.store.staff.propose("d" * 32, ActionKind.ACCEPT_JOURNAL, text, "alice", world.now)
        world.store.terminals.heartbeat(ATM, grown, world.now)

        world.store.terminals.accept_journal(
            ATM,
            kept=kept,
            said=said,
            why="disk replaced",
            confirmation=Confirmation("d" * 32, "bob"),
            now_ms=world.now,
        )

        after = world.store.journals.books(ATM)[-1]
        assert replace(book, part=1, since=2, kept=JournalAnchor(2)) == after
        assert (said, grown) == world.store.journals.said(ATM)
        assert grown == world.atm.anchor


class TestProvision:
    def test_of_an_hsm_begins_its_journal_anew(self, world, book):
        world.store.terminals.heartbeat(ATM, anchor_of(3), world.now)
        world.store.journals.say(ATM, [anchor_of(4)])
        token = ProvisioningToken(digest("new"), DeviceKind.HSM, OTHER_ATM, world.now + 1_000)
        world.store.terminals.create(
            replace(world.atm, atm_id="2" + ATM[1:], sealed_pad_key=b"pad"),
            [replace(token, subject="2" + ATM[1:])],
        )
        begun = replace(EMPTY, atm_id="2" + ATM[1:])
        device = Provisioning(digest("new"), "2" + ATM[1:], digest("key"), b"sealed", None, begun)

        stored = world.store.terminals.provision(device, world.now)
        again = world.store.terminals.provision(
            replace(device, journal=replace(begun, sealed_next=b"other")), world.now
        )

        assert (ProvisionResult.STORED, ProvisionResult.SAME) == (stored, again)
        assert (begun,) == world.store.journals.books("2" + ATM[1:])
        assert JournalAnchor() == world.store.terminals.atm("2" + ATM[1:]).anchor
        assert (anchor_of(3), (anchor_of(4),)) == (
            world.atm.anchor,
            world.store.journals.said(ATM),
        )
