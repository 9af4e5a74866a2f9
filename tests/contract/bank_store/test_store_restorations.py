"""What every store promises once its books were put back: whom it waits for, and what ends that."""

from dataclasses import replace
from uuid import UUID

import pytest

from bank_server.contract.operations import ServiceCommand
from bank_server.domain.challenges import ChallengeRefusal, LiveChallenge
from bank_server.domain.journals import JournalBook
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    waiver_body,
)
from bank_server.domain.restoration import Awaited, LevelResult
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook, JournalAnchor
from bank_server.domain.transactions import TakeRefusal
from hardware.crypto.record import RecordKind
from tests.contract.bank_store.store_world import (
    ATM,
    CARD,
    EUR,
    LOADED,
    OTHER_ATM,
    declined,
    digest,
)

FIRST, SECOND = "5" * 32, "6" * 32
# Where the databases have no part of their own in it, one of them will do.
ON_TWO = pytest.mark.parametrize("world", ["memory", "sqlite"], indirect=True)
DAY_MS = 24 * 3_600_000
WAITING = (Awaited(ATM, 0), Awaited(OTHER_ATM, 0))


def journal(acked, key="k" * 16, atm_id=ATM):
    kept = JournalAnchor(acked, digest("h"), digest("m")[:32])
    return JournalBook(atm_id, key, b"first", b"next", acked + 1, kept=kept)


def anchor(seq, key=""):
    return JournalAnchor(seq, digest("h"), digest("m")[:32], key)


def level(world, status=None, name=FIRST, atm_id=ATM):
    status = world.status(name, atm_id) if status is None else status
    return world.store.restorations.level(atm_id, name, status, world.now)


class TestBegin:
    def test_a_bank_that_was_never_restored_waits_for_nobody(self, world):
        assert world.store.restorations.last() is None
        assert isinstance(world.give(world.terms(world.new_txid())), LiveChallenge)

    def test_waits_for_every_atm_with_a_key_from_where_its_journal_is_kept(self, world):
        keyless = Atm("2" + ATM[1:], AtmStatus.CREATED, EUR, 40, (CanisterBook(1, 1_000),))
        world.store.terminals.create(keyless, ())
        world.store.journals.keep(journal(2), [b"1", b"2"])

        begun = world.restored()

        assert (FIRST, world.now) == (begun.name, begun.at_ms)
        assert (Awaited(ATM, 2), Awaited(OTHER_ATM, 0)) == begun.waiting
        assert begun == world.store.restorations.last()

    def test_the_place_stays_while_the_journal_goes_on(self, world):
        world.store.journals.keep(journal(2), [b"1", b"2"])
        world.restored()
        world.store.journals.keep(journal(4), [b"3", b"4"])

        beat = world.store.terminals.heartbeat(ATM, anchor(4), world.now)

        assert (FIRST, 2) == beat.restored

    def test_of_a_journal_begun_since_the_backup_everything_is_told(self, world):
        world.store.journals.keep(journal(2), [b"1", b"2"])
        world.restored()
        known = world.store.terminals.heartbeat(ATM, anchor(3, "k" * 16), world.now)

        new = world.store.terminals.heartbeat(ATM, anchor(3, "l" * 16), world.now)

        assert ((FIRST, 2), (FIRST, 0)) == (known.restored, new.restored)

    def test_again_with_the_same_name_changes_nothing(self, world):
        begun = world.restored()
        level(world)
        world.tick(5)

        again = world.restored()

        assert (Awaited(OTHER_ATM, 0),) == again.waiting
        assert (begun.at_ms, FIRST) == (again.at_ms, again.name)

    def test_the_name_of_a_former_one_changes_nothing(self, world):
        world.restored(FIRST)
        second = world.restored(SECOND)

        assert second == world.restored(FIRST)
        assert second == world.store.restorations.last()

    def test_a_backup_of_a_bank_that_was_being_told_waits_from_where_that_began(self, world):
        world.store.journals.keep(journal(2), [b"1", b"2"])
        world.restored(FIRST)
        world.store.journals.keep(journal(4), [b"3", b"4"])
        world.store.journals.keep(journal(4, atm_id=OTHER_ATM), [b"1", b"2", b"3", b"4"])
        level(world, atm_id=OTHER_ATM)

        begun = world.restored(SECOND)

        assert (Awaited(ATM, 2), Awaited(OTHER_ATM, 4)) == begun.waiting

    def test_ends_visits_and_challenges(self, world):
        visit, read = digest("visit"), world.begin(world.read_terms(world.new_txid()))
        world.store.transactions.answer_read(
            read.txid, ATM, declined=declined, visit=visit, now_ms=world.now
        )
        assert world.store.cards.touch_visit(visit, CARD, ATM, world.now)
        given = world.terms(world.new_txid())
        world.give(given)

        world.restored()

        assert not world.store.cards.touch_visit(visit, CARD, ATM, world.now)
        assert world.take(given.txid) is TakeRefusal.CHALLENGE_MISSING

    @ON_TWO
    def test_stops_the_service_of_all_until_all_are_level(self, world):
        stop = (ServiceCommand.STOP_SERVICE,)
        world.restored()
        level(world)

        level_one = world.store.terminals.heartbeat(ATM, anchor(1), world.now)
        other = world.store.terminals.heartbeat(OTHER_ATM, anchor(1), world.now)

        assert ((None, stop), ((FIRST, 0), stop)) == (
            (level_one.restored, level_one.commands),
            (other.restored, other.commands),
        )
        level(world, atm_id=OTHER_ATM)
        assert () == world.store.terminals.heartbeat(ATM, anchor(1), world.now).commands


@ON_TWO
class TestChallenges:
    def test_are_given_to_nobody_before_all_are_level(self, world):
        terms, read = world.terms(world.new_txid()), world.read_terms(world.new_txid())
        world.restored()
        assert world.give(terms) is world.give(read) is ChallengeRefusal.LEVELLING
        level(world)

        assert world.give(terms) is ChallengeRefusal.LEVELLING
        level(world, atm_id=OTHER_ATM)
        assert isinstance(world.give(terms), LiveChallenge)


class TestLevel:
    def test_a_record_that_fits_the_books_ends_the_waiting_for_its_atm(self, world):
        world.restored()

        assert level(world) is LevelResult.LEVEL
        assert level(world) is LevelResult.LEVEL
        assert (Awaited(OTHER_ATM, 0),) == world.store.restorations.last().waiting

    @pytest.mark.parametrize("line", [{"next": 1, "left": LOADED - 1}, {"load": 2, "next": 0}])
    def test_an_hsm_that_has_moved_more_is_behind_until_it_is_told(self, world, line):
        world.restored()
        more = world.status(**line)

        assert level(world, more) is level(world, more) is LevelResult.BEHIND
        assert WAITING == world.store.restorations.last().waiting
        assert ["behind"] == world.work

        assert level(world) is LevelResult.LEVEL
        assert [] == world.work

    @ON_TWO
    def test_an_hsm_whose_memory_was_put_back_is_level(self, world):
        terms = world.withdraw(world.new_txid())
        world.settle(world.taken(terms))
        world.restored()

        assert level(world, world.status(next=1)) is LevelResult.LEVEL

    @ON_TWO
    def test_a_canister_that_was_never_loaded_is_not_counted(self, world):
        world.restored()

        assert level(world, world.status(load=0, next=0)) is LevelResult.LEVEL

    @ON_TWO
    @pytest.mark.parametrize(
        "change",
        [{"txid": bytes(16)}, {"hsm": UUID(OTHER_ATM)}, {"kind": RecordKind.OPEN}],
        ids=["nonce", "hsm", "kind"],
    )
    def test_refuses_a_record_that_is_not_its_status_for_this_restoration(self, world, change):
        world.restored()

        result = level(world, replace(world.status(), **change))

        assert result is LevelResult.RECORD_INVALID
        assert WAITING == world.store.restorations.last().waiting

    def test_knows_no_other_restoration(self, world):
        assert level(world) is LevelResult.OTHER
        world.restored(FIRST)
        world.restored(SECOND)

        assert level(world) is LevelResult.OTHER
        assert level(world, world.status(FIRST), SECOND) is LevelResult.RECORD_INVALID
        assert level(world, name=SECOND) is LevelResult.LEVEL

    @ON_TWO
    def test_knows_no_other_atm(self, world):
        world.restored()
        nobody = "9" + ATM[1:]

        found = world.store.restorations.level(nobody, FIRST, world.status(), world.now)

        assert found is LevelResult.ATM_UNKNOWN


@ON_TWO
class TestWaive:
    @pytest.fixture(autouse=True)
    def _staff(self, world):
        world.store.staff.add(Staff("alice", StaffRole.SUPERVISOR, "a1"))
        world.store.staff.add(Staff("bob", StaffRole.SUPERVISOR, "b0b"))

    def waives(self, world, *, name=FIRST, atm=ATM, by="bob", why="its PC burnt", at=0):
        confirmation = Confirmation("f" * 32, by)
        return world.store.restorations.waive(atm, name, why, confirmation, world.now + at)

    def proposes(self, world, *, name=FIRST, atm=ATM, kind=ActionKind.WAIVE_LEVELLING):
        body = waiver_body(atm, name, "its PC burnt")
        world.store.staff.propose("f" * 32, kind, body, "alice", world.now)

    def test_two_people_end_the_waiting_and_close_what_was_listed(self, world):
        world.restored()
        level(world, world.status(next=1))
        self.proposes(world)

        assert self.waives(world) is ConfirmResult.DONE
        assert (Awaited(OTHER_ATM, 0),) == world.store.restorations.last().waiting
        assert [] == world.work
        assert self.waives(world) is ConfirmResult.ALREADY_DONE

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"by": "alice"}, ConfirmResult.SAME_PERSON),
            ({"atm": OTHER_ATM}, ConfirmResult.DIFFERENT),
            ({"name": SECOND}, ConfirmResult.DIFFERENT),
            ({"why": "another"}, ConfirmResult.DIFFERENT),
            ({"at": DAY_MS + 1}, ConfirmResult.EXPIRED),
        ],
        ids=["by", "atm", "name", "why", "at"],
    )
    def test_is_refused(self, world, change, refusal):
        world.restored()
        self.proposes(world)

        assert self.waives(world, **change) is refusal
        assert WAITING == world.store.restorations.last().waiting
        assert self.waives(world) is ConfirmResult.DONE

    def test_of_another_kind_or_nobody_proposed_is_refused(self, world):
        world.restored()
        assert self.waives(world) is ConfirmResult.UNKNOWN
        self.proposes(world, kind=ActionKind.SET_BALANCE)

        assert self.waives(world) is ConfirmResult.DIFFERENT

    def test_one_that_is_level_needs_nobody(self, world):
        world.restored()
        self.proposes(world)
        level(world)

        assert self.waives(world) is ConfirmResult.REFUSED

    def test_of_a_former_restoration_ends_no_waiting(self, world):
        world.restored(FIRST)
        self.proposes(world)
        world.restored(SECOND)

        assert self.waives(world) is ConfirmResult.REFUSED
        assert WAITING == world.store.restorations.last().waiting
