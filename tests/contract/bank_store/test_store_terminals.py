"""What every store promises about devices' keys, certificates, loads and heartbeats."""

from dataclasses import replace
from uuid import UUID

import pytest

from bank_server.contract.cash_loads import CountDifference
from bank_server.contract.operations import DeviceKind, ServiceCommand
from bank_server.domain.cards import Card, CardStatus, PinRecord, ProofKind
from bank_server.domain.people import (
    ActionKind,
    CloseResult,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    journal_body,
)
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    Beat,
    CanisterBook,
    JournalAnchor,
    KioskRun,
    ProvisioningToken,
    ProvisionResult,
)
from bank_server.store.base import ChangeResult, LoadResult, MakeResult, Provisioning
from hardware.crypto.record import LineFlag, RecordKind, RecordLine
from tests.contract.bank_store.store_world import (
    ATM,
    EUR,
    LOADED,
    MAIN,
    OTHER_ATM,
    PIN,
    TEN,
    TWENTY,
    digest,
    euros,
)

FRESH_ATM = "2f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
FRESH_CARD = digest("fresh card")


class TestProvisioning:
    @pytest.fixture
    def card_token(self, world):
        token = ProvisioningToken(digest("t"), DeviceKind.CARD, FRESH_CARD, world.now + 1_000)
        card = Card(FRESH_CARD, CardStatus.ISSUED, 0, ProofKind.CHIP, (MAIN,))
        world.store.cards.issue(card, token)
        return token

    def provision(self, world, token="t", subject=FRESH_CARD, key="key", pin=PIN):
        device = Provisioning(digest(token), subject, digest(key), b"sealed " + key.encode(), pin)
        return world.store.terminals.provision(device, world.now)

    def test_of_a_card_makes_it_active(self, world, card_token):
        assert self.provision(world) is ProvisionResult.STORED

        card = world.store.cards.card(FRESH_CARD)
        assert (CardStatus.ACTIVE, b"sealed key", PIN) == (card.status, card.sealed_key, card.pin)

    def test_again_with_the_same_key_answers_alike_and_keeps_the_pin(self, world, card_token):
        self.provision(world)
        world.tick(10**9)
        other_pin = PinRecord(b"o" * 32, 19, 19456, 2, 1)

        assert self.provision(world, pin=other_pin) is ProvisionResult.SAME
        assert world.store.cards.card(FRESH_CARD).pin == PIN

    def test_again_with_another_key_is_refused(self, world, card_token):
        self.provision(world)

        assert self.provision(world, key="other") is ProvisionResult.TOKEN_INVALID
        assert world.store.cards.card(FRESH_CARD).sealed_key == b"sealed key"

    def test_refuses_unknown_foreign_and_old_tokens(self, world, card_token):
        assert self.provision(world, token="x") is ProvisionResult.TOKEN_INVALID
        assert self.provision(world, subject=digest("y")) is ProvisionResult.TOKEN_INVALID
        world.tick(1_000)
        assert self.provision(world) is ProvisionResult.STORED

    def test_refuses_a_token_after_its_time(self, world, card_token):
        world.tick(1_001)

        assert self.provision(world) is ProvisionResult.TOKEN_INVALID

    def test_of_an_hsm_waits_for_its_pad(self, world):
        tokens = [
            ProvisioningToken(digest(kind), kind, FRESH_ATM, world.now + 1_000)
            for kind in (DeviceKind.HSM, DeviceKind.PIN_PAD)
        ]
        atm = Atm(FRESH_ATM, AtmStatus.CREATED, EUR, 40, (CanisterBook(1, TEN),))
        world.store.terminals.create(atm, tokens)
        hsm = {"token": "hsm", "subject": FRESH_ATM, "pin": None}
        pad = {"token": "pinpad", "subject": FRESH_ATM, "pin": None}

        assert self.provision(world, **hsm) is ProvisionResult.PAD_FIRST
        assert self.provision(world, **pad) is ProvisionResult.STORED
        assert self.provision(world, **hsm) is ProvisionResult.STORED
        assert world.store.terminals.atm(FRESH_ATM).status is AtmStatus.ACTIVE


class TestCertificates:
    def test_speak_for_one_atm_until_they_are_revoked(self, world):
        terminals = world.store.terminals
        assert terminals.allow_certificate("1f", ATM) is MakeResult.MADE
        assert terminals.is_allowed("1f", ATM)
        assert not terminals.is_allowed("1f", OTHER_ATM)
        assert not terminals.is_allowed("2f", ATM)

        assert terminals.revoke_certificate("1f") is ChangeResult.CHANGED
        assert not terminals.is_allowed("1f", ATM)

    def test_never_return(self, world):
        world.store.terminals.allow_certificate("1f", ATM)
        world.store.terminals.revoke_certificate("1f")

        assert world.store.terminals.allow_certificate("1f", ATM) is MakeResult.EXISTS
        assert not world.store.terminals.is_allowed("1f", ATM)

    def test_are_for_atms_that_exist(self, world):
        assert world.store.terminals.allow_certificate("1f", FRESH_ATM) is MakeResult.UNKNOWN
        assert world.store.terminals.revoke_certificate("1f") is ChangeResult.UNKNOWN


class TestLoad:
    def test_begins_a_new_load_and_books_the_notes(self, world):
        cash = f"cash:{ATM}"
        before = world.store.accounts.account(cash).balance

        load = world.load_cash(world.load_record(1, 2, 150), operator=[(1, 150)])

        assert load.result is LoadResult.BOOKED
        assert () == load.differences
        assert (2, 0, 150, 0) == world.counters[0]
        assert before + euros(50 * TEN) == world.store.accounts.account(cash).balance
        assert LOADED + 150 == world.atm.num_bills
        assert [] == world.work
        assert () == world.findings

    def test_books_what_the_machine_holds_after_a_withdrawal(self, world):
        terms = world.withdraw(world.new_txid())
        world.settle(world.taken(terms))
        world.load_cash(world.load_record(1, 2, LOADED, closing=(3, 0)))

        cash = world.store.accounts.account(f"cash:{ATM}").balance
        assert euros(-(LOADED * TEN + (LOADED - 1) * TWENTY)) == cash
        assert [] == world.work

    def test_again_is_booked_once(self, world):
        record = world.load_record(1, 2, 150)
        world.load_cash(record)
        before = world.atm

        assert world.load_cash(record).result is LoadResult.BOOKED
        assert before == world.atm

    def test_tells_where_people_counted_otherwise(self, world):
        load = world.load_cash(world.load_record(1, 2, 150), operator=[(1, 149), (2, 7)])

        difference = CountDifference(canister=1, operator=149, recorded=150)
        assert (difference,) == load.differences

    def test_waits_for_the_hold(self, world):
        world.withdraw(world.new_txid())

        assert world.load_cash(world.load_record(1, 2, 9)).result is LoadResult.ATM_BUSY
        assert (1, 0, LOADED, 0) == world.counters[0]

    def test_passes_over_a_canister_more_while_it_was_never_loaded(self, world):
        """A STATUS record tells of every canister that is fitted."""
        record = world.load_record(1, 2, 150)
        empty = RecordLine(3, LineFlag(0), 0, 0, 0, 0, 0, 0, 0)
        status = replace(record, kind=RecordKind.STATUS, lines=(*record.lines, empty))
        stranger = replace(record, lines=(*record.lines, replace(empty, load=1, left=9)))

        assert world.load_cash(stranger).result is LoadResult.RECORD_INVALID
        assert world.load_cash(status).result is LoadResult.BOOKED
        assert (2, 0, 150, 0) == world.counters[0]

    def test_sets_num_bills_to_what_is_in_the_machine(self, world):
        """Document A: how many notes remain; it starts with the notes of the first load."""
        assert 2 * LOADED == world.atm.num_bills
        assert world.load_cash(world.load_record(1, 2, 7)).result is LoadResult.BOOKED

        assert LOADED + 7 == world.atm.num_bills

    @pytest.mark.parametrize(
        "change",
        [{"hsm": UUID(OTHER_ATM)}, {"kind": RecordKind.PICKING}, {"lines": ()}],
        ids=["hsm", "kind", "lines"],
    )
    def test_refuses_a_record_that_is_no_load_of_this_atm(self, world, change):
        record = replace(world.load_record(1, 2, 9), **change)

        assert world.load_cash(record).result is LoadResult.RECORD_INVALID
        assert (1, 0, LOADED, 0) == world.counters[0]

    def test_books_nothing_of_a_bundle_with_one_bad_record(self, world):
        good = world.load_record(1, 2, 9)
        bad = replace(good, hsm=UUID(OTHER_ATM))

        assert world.load_cash(good, bad).result is LoadResult.RECORD_INVALID
        assert (1, 0, LOADED, 0) == world.counters[0]

    @pytest.mark.parametrize(("load", "closing"), [(3, (0, 0)), (2, (4, 0)), (2, (0, 1))])
    def test_that_does_not_follow_from_the_book_is_listed(self, world, load, closing):
        world.load_cash(world.load_record(1, load, 9, closing=closing))

        assert (load, 0, 9, 0) == world.counters[0]
        assert ["load-differs"] == world.work

    def test_of_an_older_load_moves_nothing(self, world):
        old = world.load_record(1, 2, 50)
        world.load_cash(world.load_record(1, 3, 60))

        world.load_cash(old)

        assert (3, 0, 60, 0) == world.counters[0]

    def test_by_status_moves_only_an_unused_newer_load(self, world):
        load = world.load_record(1, 2, 60)
        lines = tuple(replace(line, flags=LineFlag(0)) for line in load.lines)
        status = replace(load, kind=RecordKind.STATUS, lines=lines)
        used = replace(status, lines=(replace(lines[0], next=1), lines[1]))

        world.load_cash(used)
        assert (1, 0, LOADED, 0) == world.counters[0]
        world.load_cash(status)
        assert (2, 0, 60, 0) == world.counters[0]


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
