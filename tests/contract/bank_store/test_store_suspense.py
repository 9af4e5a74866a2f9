"""What every store promises about notes that came out without a hold: they are counted where they
may lie in the safe, and what is left of them is ended once, by two people."""

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from bank_server.domain.people import (
    ActionKind,
    CloseResult,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    dispute_body,
    resolution_body,
    suspense_body,
)
from bank_server.domain.suspense import open_suspense
from hardware.crypto.record import LineFlag, TxnOutcome
from tests.contract.bank_store.store_world import (
    ASKED,
    ATM,
    LOADED,
    MAIN,
    OPENING_MINOR,
    OTHER_ATM,
    TEN,
    TWENTY,
    euros,
    with_line,
)

DAY_MS = 24 * 3_600_000
FILLED = LOADED * (TEN + TWENTY)
DONE, REFUSED = ConfirmResult.DONE, ConfirmResult.REFUSED


def balance(world, account_id):
    return world.store.accounts.account(account_id).balance.minor


def balances(world):
    """(suspense, dispute, what is in the ATM), in minor units."""
    return balance(world, "suspense:EUR"), balance(world, "dispute:EUR"), in_safe(world)


def in_safe(world):
    return -balance(world, f"cash:{ATM}")


def by_books(world):
    return sum(book.inside * book.denomination for book in world.atm.canisters)


def ends(world, txid, account=None, charged=None, *, by="bob", atm=ATM, proposal_id="e" * 32):
    """Two people charge this account, or let the bank bear it."""
    body = suspense_body(txid, atm, account, charged, "asked")
    world.store.staff.propose(proposal_id, ActionKind.RESOLVE_SUSPENSE, body, "alice", world.now)
    return world.store.transactions.resolve_suspense(
        txid,
        atm,
        account_id=account,
        charged=charged,
        why="asked",
        confirmation=Confirmation(proposal_id, by),
        now_ms=world.now,
    )


def finds(world, txid, found):
    """Two people have counted the bins."""
    body = dispute_body(txid, ATM, found, "counted")
    world.store.staff.propose("d" * 32, ActionKind.RESOLVE_DISPUTE, body, "alice", world.now)
    return world.store.transactions.resolve_dispute(
        txid,
        ATM,
        found=found,
        why="counted",
        confirmation=Confirmation("d" * 32, "bob"),
        now_ms=world.now,
    )


@pytest.fixture(autouse=True)
def _staff(world):
    world.store.staff.add(Staff("alice", StaffRole.SUPERVISOR, "a1"))
    world.store.staff.add(Staff("bob", StaffRole.SUPERVISOR, "b0b"))


@pytest.fixture
def unheld(world):
    """A transaction that the bank never heard of."""
    return world.terms(world.new_txid())


@pytest.fixture
def taken(world, unheld):
    """Three tens and a twenty were taken for it."""
    world.settle(world.taken(unheld))
    assert (-ASKED, 0, FILLED - ASKED) == balances(world)
    return unheld.txid


@pytest.fixture
def retracted(world, unheld):
    """They were presented and taken back, nobody knows how many of them."""
    world.settle(world.receipt(unheld, TxnOutcome.RETRACTED, {1: 3, 2: 1}))
    return unheld.txid


@pytest.fixture
def suspect(world, unheld):
    """Three tens and the twenty were picked; one ten was rejected, more is not known."""
    receipt = world.receipt(unheld, TxnOutcome.SUSPECT, {1: 2, 2: 1}, {1: 1})
    receipt = with_line(receipt, 1, flags=LineFlag.NOTES_UNKNOWN, presented=0)
    world.settle(with_line(receipt, 2, flags=LineFlag.NOTES_UNKNOWN, presented=0))
    return unheld.txid


class TestTaken:
    def test_can_be_charged_to_an_account(self, world, taken):
        assert ends(world, taken, MAIN, euros(ASKED)) is DONE

        assert OPENING_MINOR - ASKED == world.money[0]
        assert (0, 0, FILLED - ASKED) == balances(world)
        assert (([], ()), by_books(world)) == ((world.work, world.findings), in_safe(world))

    def test_can_be_the_banks_loss(self, world, taken):
        assert ends(world, taken) is DONE

        assert (OPENING_MINOR, -ASKED) == (world.money[0], balance(world, "correction:EUR"))
        assert (0, 0, FILLED - ASKED) == balances(world)
        assert ([], ()) == (world.work, world.findings)

    def test_can_be_charged_in_part_and_the_bank_bears_the_rest(self, world, taken):
        assert ends(world, taken, MAIN, euros(TEN)) is DONE

        assert OPENING_MINOR - TEN == world.money[0]
        assert (TEN - ASKED, 0) == (
            balance(world, "correction:EUR"),
            balance(world, "suspense:EUR"),
        )
        assert euros(TEN) == world.store.transactions.find(taken, ATM).charged
        lines = {(e.reference, e.kind.value) for e in world.store.accounts.entries(None, 3)}
        assert {("e" * 32, "suspense-end")} == lines
        assert () == world.findings

    def test_ends_once(self, world, taken):
        ends(world, taken)
        before = world.store.accounts.snapshot()

        assert REFUSED is ends(world, taken, MAIN, euros(TEN), proposal_id="f" * 32)
        assert before == world.store.accounts.snapshot()

    @pytest.mark.parametrize(
        ("account", "charged"),
        [
            (MAIN, euros(ASKED + 1)),
            (MAIN, euros(0)),
            (MAIN, Money(TEN, "SEK")),
            (MAIN, None),
            (None, euros(TEN)),
            ("nobody", euros(TEN)),
            ("correction:EUR", euros(TEN)),
            (f"cash:{ATM}", euros(TEN)),
        ],
        ids=["too much", "nothing", "currency", "no amount", "no account", "nobody", "own", "cash"],
    )
    def test_ends_for_no_other_account_or_amount(self, world, taken, account, charged):
        before = world.store.accounts.snapshot()
        assert REFUSED is ends(world, taken, account, charged)

        assert before == world.store.accounts.snapshot()
        assert ends(world, taken, MAIN, euros(ASKED), proposal_id="f" * 32) is DONE

    def test_leaves_what_is_held_alone(self, world, taken):
        """Ten of the account's money is not reserved, and twenty is asked for."""
        notes = ((1, (OPENING_MINOR - TEN) // TEN - 20), (2, 10))
        world.withdraw(world.new_txid(), notes=notes)
        assert OPENING_MINOR - TEN == world.money[1]

        assert REFUSED is ends(world, taken, MAIN, euros(TWENTY))
        assert ends(world, taken, MAIN, euros(TEN), proposal_id="f" * 32) is DONE
        assert () == world.findings

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [({"by": "alice"}, ConfirmResult.SAME_PERSON), ({"atm": OTHER_ATM}, REFUSED)],
        ids=["alone", "another ATM"],
    )
    def test_is_ended_by_two_people_for_this_transaction(self, world, taken, changes, refusal):
        assert refusal is ends(world, taken, **changes)
        assert -ASKED == balance(world, "suspense:EUR")
        assert ends(world, taken, proposal_id="f" * 32) is DONE

    def test_keeps_its_work_item_until_two_people_have_ended_it(self, world, taken):
        (item,) = world.store.staff.work_items()
        closed = world.store.staff.close_work_item(item.number, "alice", "in a hurry", world.now)
        assert closed is CloseResult.NOT_YET

        ends(world, taken)
        (item,) = world.store.staff.closed_work_items(1)
        assert ("bob", "asked") == (item.closed.by, item.closed.because)

    def test_leaves_the_answer_to_its_receipt_as_it_was(self, world, unheld):
        first = world.settle(world.taken(unheld))
        ends(world, unheld.txid, MAIN, euros(ASKED))

        again = world.settle(world.taken(unheld))
        assert (first.state, first.amount) == (again.state, again.amount)
        assert OPENING_MINOR - ASKED == world.money[0]

    def test_that_is_older_is_listed_first(self, world, taken):
        world.tick(DAY_MS)
        other = world.terms(world.new_txid(), notes=((1, 1),))
        world.settle(world.taken(other))

        found = open_suspense(reversed(world.store.accounts.snapshot().transactions))

        assert [(taken, euros(ASKED)), (other.txid, euros(TEN))] == [
            (each.txid, each.amount) for each in found
        ]

    def test_exists_only_where_there_was_no_hold(self, world, held):
        world.settle(world.taken(held))

        assert REFUSED is ends(world, held.txid)


class TestTakenBack:
    """The notes lie in the retract bin, as far as the customer left them in the shutter."""

    def test_stays_in_the_atms_cash_until_people_have_counted(self, world, retracted):
        assert (-ASKED, ASKED, FILLED) == balances(world)
        assert FILLED == by_books(world) + ASKED
        assert {"suspense", "dispute"} == set(world.work)
        assert () == world.findings

    def test_is_counted_before_anybody_is_charged(self, world, retracted):
        assert REFUSED is ends(world, retracted, MAIN, euros(ASKED))

        assert finds(world, retracted, []) is DONE
        assert ends(world, retracted, MAIN, euros(ASKED), proposal_id="f" * 32) is DONE
        assert () == world.findings

    def test_is_over_when_all_of_it_is_found(self, world, retracted):
        assert finds(world, retracted, [(1, 3), (2, 1)]) is DONE

        assert (0, 0, FILLED) == balances(world)
        assert FILLED == by_books(world)
        assert ([], ()) == (world.work, world.findings)
        assert REFUSED is ends(world, retracted)

    def test_leaves_in_suspense_what_was_not_found(self, world, retracted):
        assert finds(world, retracted, [(1, 2)]) is DONE

        missing = ASKED - 2 * TEN
        assert (-missing, 0, FILLED - missing) == balances(world)
        assert (["suspense"], ()) == (world.work, world.findings)
        assert by_books(world) == in_safe(world)
        assert REFUSED is ends(world, retracted, MAIN, euros(missing + 1))
        assert ends(world, retracted, MAIN, euros(missing), proposal_id="f" * 32) is DONE
        assert (OPENING_MINOR - missing, 0) == (world.money[0], balance(world, "suspense:EUR"))
        assert ([], ()) == (world.work, world.findings)

    @pytest.mark.parametrize("found", [[(1, 4)], [(2, 2)], [(1, 1), (1, 1)]], ids=str)
    def test_gives_no_more_than_was_presented(self, world, retracted, found):
        assert REFUSED is finds(world, retracted, found)
        assert (-ASKED, ASKED, FILLED) == balances(world)

    def test_that_no_sensor_could_tell_is_counted_too(self, world, suspect):
        outside = ASKED - TEN
        assert (-outside, outside, FILLED) == balances(world)
        assert REFUSED is finds(world, suspect, [(1, 3)])

    @pytest.mark.parametrize("found", [[], [(1, 1)], [(1, 2), (2, 1)]], ids=str)
    def test_that_no_sensor_could_tell_leaves_the_cash_that_was_found(self, world, suspect, found):
        assert finds(world, suspect, found) is DONE

        value = sum(count * {1: TEN, 2: TWENTY}[canister] for canister, count in found)
        assert FILLED - (ASKED - TEN) + value == in_safe(world) == by_books(world)
        assert () == world.findings


class TestCountedOut:
    """Two people have ended a hold whose receipt never came; the notes that they counted as paid
    are gone, whoever tells the bank's counters of it."""

    @pytest.fixture
    def counted(self, world, held):
        """Two tens were paid. The HSM has picked three, and the twenty."""
        world.tick(DAY_MS)
        world.store.transactions.doubt_old_holds(world.now)
        self.count(world, held, [(1, 2)])
        assert FILLED - 2 * TEN == in_safe(world) == by_books(world)
        return held

    def count(self, world, held, presented):
        body = resolution_body(held.txid, ATM, presented, "counted")
        kind = ActionKind.RESOLVE_IN_DOUBT
        world.store.staff.propose("p" * 32, kind, body, "alice", world.now)
        done = world.store.transactions.resolve_in_doubt(
            held.txid,
            ATM,
            presented=presented,
            why="counted",
            confirmation=Confirmation("p" * 32, "bob"),
            now_ms=world.now,
        )
        assert done is DONE

    @pytest.mark.parametrize("rejected", [0, 1])
    def test_a_load_before_the_next_open_record_brings_the_others_back(
        self, world, counted, rejected
    ):
        world.load_cash(
            world.load_record(1, 2, 50, closing=(3, rejected)),
            world.load_record(2, 2, 50, closing=(1, 0)),
        )

        assert 50 * (TEN + TWENTY) == in_safe(world) == by_books(world)
        assert (["counters-moved"], ()) == (world.work, world.findings)

    def test_a_load_whose_totals_do_not_fit_is_listed_and_booked_all_the_same(self, world, counted):
        world.load_cash(world.load_record(1, 2, 50, closing=(9, 0)))

        assert 50 * TEN + LOADED * TWENTY == in_safe(world) == by_books(world)
        assert ["load-differs"] == world.work

    def test_a_load_that_says_nothing_was_picked_is_listed(self, world, counted):
        """People have counted notes as paid that the HSM says it still had."""
        world.load_cash(world.load_record(1, 2, 50))

        assert 50 * TEN + LOADED * TWENTY == in_safe(world) == by_books(world)
        assert ["load-differs"] == world.work

    def test_the_next_open_record_tells_it_once(self, world, counted):
        """As `_caught_up` takes it: the third ten and the twenty lie in a bin."""
        terms = world.terms(world.new_txid(), notes=((1, 1),))
        lines = tuple(
            replace(line, next=line.next + gone, left=line.left - gone)
            for line, gone in zip(terms.lines, (3, 1), strict=True)
        )
        world.give(replace(terms, lines=lines))

        assert [(1, 3, LOADED - 3, 1), (1, 1, LOADED - 1, 1)] == world.counters
        assert [0, 0] == [book.counted_out for book in world.atm.canisters]
        assert FILLED - 2 * TEN == in_safe(world) == by_books(world)

    def test_its_receipt_tells_it_once(self, world, counted):
        world.settle(world.receipt(counted, TxnOutcome.TAKEN, {1: 2, 2: 0}, {1: 1, 2: 1}))

        assert [0, 0] == [book.counted_out for book in world.atm.canisters]
        assert FILLED - 2 * TEN == in_safe(world) == by_books(world)

    def test_a_receipt_after_the_load_moves_nothing(self, world, counted):
        world.load_cash(world.load_record(1, 2, 50, closing=(3, 1)))
        before = in_safe(world)

        world.settle(world.receipt(counted, TxnOutcome.TAKEN, {1: 2, 2: 0}, {1: 1, 2: 0}))
        assert before == in_safe(world) == by_books(world)

    def test_a_load_before_people_counted_is_put_right(self, world, held):
        """It took the notes back to the vault by the bank's book, and they were gone."""
        world.tick(DAY_MS)
        world.store.transactions.doubt_old_holds(world.now)
        world.load_cash(world.load_record(1, 2, 50, closing=(3, 1)))

        self.count(world, held, [(1, 2)])

        assert 50 * TEN + LOADED * TWENTY == in_safe(world) == by_books(world)
