"""Every store against a small model of its own: messages repeated, late, lost and out of order.

The kiosk and the HSM in this world are honest, but the network keeps every message and may deliver
any of them again at any time. The model knows one account, one canister and a state per txid; it
shares no code with the store.
"""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bank_server.domain.challenges import ChallengeRefusal, LiveChallenge
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    dispute_body,
)
from bank_server.domain.transactions import FinishResult, SettleResult, TakeRefusal
from bank_server.store.memory import memory_store
from bank_server.store.sqlite import sqlite_store
from hardware.crypto.record import TxnOutcome
from tests.contract.bank_store.store_world import (
    ATM,
    CARD,
    LOADED,
    OTHER_CARD,
    TEN,
    World,
    euros,
)

NOTES_MAX = 40
OPENING_NOTES = 35  # so that the largest wish is always too much
DAY_MS = 24 * 3_600_000


@dataclass
class Txn:
    """What the model knows of one txid."""

    terms: object
    notes: int
    state: str = ""  # "" until it is taken into work or voided
    begun_ms: int = 0
    final: object = None  # the HSM's record, once it is made
    presented: int = 0
    is_settled: bool = False
    is_disputed: bool = False  # taken back, and not counted by people yet


class StoreMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.world = World(self.new_store()).furnish(OPENING_NOTES * TEN)
        self.txns = {}
        self.open = None  # the txid that the HSM has open
        self.live = {}  # card -> (txid, expires_ms)
        self.balance = OPENING_NOTES
        self.bank_next = 0
        self.hsm_next = 0
        self.returned = 0  # notes that customers got back after a count
        self.proposals = 0
        for name in ("alice", "bob"):
            self.world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))

    def new_store(self):
        return memory_store("boot 1")

    def teardown(self):
        self.world.store.close()

    # The kiosk and its HSM.

    @precondition(lambda self: self.open is None)
    @rule(card=st.sampled_from([CARD, OTHER_CARD]), notes=st.sampled_from([1, 5, 20, NOTES_MAX]))
    def opens(self, card, notes):
        txid = self.world.new_txid()
        terms = self.world.terms(txid, card=card, notes=((1, notes),))
        first = terms.lines[0]
        gone = self.hsm_next - first.next
        lines = (replace(first, next=self.hsm_next, left=first.left - gone), terms.lines[1])
        self.txns[txid] = Txn(replace(terms, lines=lines), notes)
        self.open = txid

    @precondition(lambda self: self.open is not None)
    @rule(data=st.data(), outcome=st.sampled_from([TxnOutcome.TAKEN, TxnOutcome.RETRACTED]))
    def ends(self, data, outcome):
        """Cash comes out only under a voucher, and a voucher only with a hold."""
        txn = self.txns[self.open]
        picked = data.draw(st.sampled_from([0, 1, txn.notes])) if txn.state == "held" else 0
        rejected = data.draw(st.integers(0, min(1, picked)))
        txn.presented = picked - rejected
        outcome = outcome if txn.presented else TxnOutcome.VOID
        txn.final = self.world.receipt(txn.terms, outcome, {1: txn.presented}, {1: rejected})
        self.hsm_next += picked
        self.open = None

    # Messages, each of them as often as the network likes.

    @precondition(lambda self: self.txns)
    @rule(data=st.data(), far=st.integers(1, 3))
    def goes_on(self, data, far):
        """The messages of one txid in their order, so that histories get deep."""
        txid, txn = self.some(data)
        for step in (self.ask, self.begin, self.hold)[:far]:
            step(txid, txn)

    @precondition(lambda self: self.txns)
    @rule(data=st.data())
    def asks_for_a_challenge(self, data):
        self.ask(*self.some(data))

    @precondition(lambda self: self.txns)
    @rule(data=st.data())
    def begins_an_authorisation(self, data):
        self.begin(*self.some(data))

    @precondition(lambda self: self.txns)
    @rule(data=st.data())
    def ends_an_authorisation(self, data):
        self.hold(*self.some(data))

    def ask(self, txid, txn):
        answer = self.world.give(txn.terms)

        expected = self.refusal(txn)
        if expected is None:
            assert isinstance(answer, LiveChallenge)
            card = txn.terms.card_id
            if self.live.get(card, ("", 0))[0] != txid or self.live[card][1] < self.world.now:
                self.live[card] = (txid, self.world.now + 5_000)
        else:
            assert expected is answer

    def begin(self, txid, txn):
        held_by, expires_ms = self.live.get(txn.terms.card_id, ("", 0))

        answer = self.world.take(txid)

        if txn.state:
            assert txn.state == answer.state.value
        elif held_by != txid:
            assert answer is TakeRefusal.CHALLENGE_MISSING
        else:
            del self.live[txn.terms.card_id]
            if self.world.now > expires_ms:
                assert answer is TakeRefusal.CHALLENGE_EXPIRED
            else:
                assert txn.terms == answer.terms
                txn.state, txn.begun_ms = "in-work", self.world.now

    def hold(self, txid, txn):
        if not txn.state:
            return
        expected = self.after_hold(txn) if txn.state == "in-work" else txn.state
        is_first = txn.state == "in-work"

        finish = self.world.hold(txn.terms)

        assert expected == finish.transaction.state.value
        assert (FinishResult.ENDED if is_first else FinishResult.NOT_IN_WORK) is finish.result
        txn.state = expected

    @precondition(lambda self: any(txn.final for txn in self.txns.values()))
    @rule(data=st.data())
    def settles(self, data):
        _, txn = self.some(data, lambda txn: txn.final)
        is_at_work = self.is_at_work(txn)

        answer = self.world.settle(txn.final)

        if is_at_work:
            assert answer.result is SettleResult.IN_PROGRESS
            return
        expected = SettleResult.SAME if txn.is_settled else SettleResult.SETTLED
        assert expected is answer.result
        assert euros(txn.presented * TEN) == answer.amount
        assert ("captured" if txn.presented else "void") == answer.state.value
        if not txn.is_settled:
            # A void that picked nothing tells the bank nothing of notes that went before it.
            if txn.final.lines[0].picked:
                self.bank_next = max(self.bank_next, txn.final.lines[0].next)
            self.balance -= txn.presented
            txn.is_settled = True
            txn.is_disputed = txn.final.outcome is TxnOutcome.RETRACTED
            if txn.state in {"", "in-work", "held", "in-doubt"}:
                txn.state = "captured" if txn.presented else "void"

    @precondition(lambda self: any(txn.presented for txn in self.txns.values()))
    @rule(data=st.data())
    def two_people_end_a_dispute(self, data):
        """Whichever transaction they mean, and however often."""
        txid, txn = self.some(data, lambda txn: txn.presented)
        found = data.draw(st.integers(0, txn.presented + 1))
        self.proposals += 1
        proposal = f"{self.proposals:032x}"
        body = dispute_body(txid, ATM, [(1, found)], "counted")
        kind = ActionKind.RESOLVE_DISPUTE
        self.world.store.staff.propose(proposal, kind, body, "alice", self.world.now)

        answer = self.world.store.transactions.resolve_dispute(
            txid,
            ATM,
            found=[(1, found)],
            why="counted",
            confirmation=Confirmation(proposal, "bob"),
            now_ms=self.world.now,
        )

        if not txn.is_disputed or found > txn.presented:
            assert answer is ConfirmResult.REFUSED
            return
        assert answer is ConfirmResult.DONE
        txn.is_disputed = False
        self.balance += found
        self.returned += found

    @precondition(lambda self: self.txns)
    @rule(data=st.data())
    def asks_what_became_of_it(self, data):
        txid, txn = self.some(data)
        is_at_work = self.is_at_work(txn)

        answer = self.world.store.transactions.resolve(txid, ATM, self.world.now)

        if txn.state == "" or (txn.state == "in-work" and not is_at_work):
            txn.state = "void"
        said = {
            "in-work": "in-progress",
            "problem": "void",
            "captured": "done",
            "in-doubt": "held",
        }.get(txn.state, txn.state)
        assert said == answer.state.value

    @rule(ms=st.sampled_from([1, 1, 4_999, 4_999, 5_001, 30_000, 120_000, DAY_MS]))
    def waits(self, ms):
        self.world.tick(ms)

    @rule()
    def looks_for_old_holds(self):
        old = [
            txn
            for txn in self.txns.values()
            if txn.state == "held" and self.world.now - txn.begun_ms >= DAY_MS
        ]

        assert len(old) == self.world.store.transactions.doubt_old_holds(self.world.now)
        for txn in old:
            txn.state = "in-doubt"

    # What must be true whatever came before.

    @invariant()
    def the_account_is_what_the_model_says(self):
        assert (self.balance * TEN, self.held_notes * TEN) == self.world.money

    @invariant()
    def every_txid_is_where_the_model_says(self):
        for txid, txn in self.txns.items():
            assert (txn.state or None) == self.world.state(txid)

    @invariant()
    def the_books_add_up(self):
        """I1, I6 and I8: all entries sum to zero, held is the sum of the holds, one an ATM."""
        assert () == self.world.findings

    @invariant()
    def the_bank_is_at_most_one_transaction_behind_the_hsm(self):
        """I5: and level with it as soon as every receipt has come."""
        assert self.bank_next == self.world.counters[0][1]
        unsettled = sum(
            txn.final.lines[0].picked
            for txn in self.txns.values()
            if txn.final is not None and not txn.is_settled
        )
        assert self.hsm_next - self.bank_next == unsettled <= NOTES_MAX

    @invariant()
    def what_came_out_was_paid_for(self):
        """I3: settled notes are captured; the others are still held."""
        out = sum(txn.presented for txn in self.txns.values())
        owed = sum(txn.presented for txn in self.txns.values() if not txn.is_settled)
        assert OPENING_NOTES - self.balance == out - owed - self.returned
        assert owed <= self.held_notes

    @invariant()
    def the_cash_account_is_what_lies_in_the_machine(self):
        """The canisters' books, the bins that were counted, and what was taken back since."""
        accounts = self.world.store.accounts
        in_books = sum(
            (book.left + book.rejected + book.found) * book.denomination
            for book in self.world.atm.canisters
        )
        disputed = sum(txn.presented * TEN for txn in self.txns.values() if txn.is_disputed)
        assert disputed == accounts.account("dispute:EUR").balance.minor
        assert -(in_books + disputed) == accounts.account(f"cash:{ATM}").balance.minor

    @property
    def held_notes(self):
        return sum(txn.notes for txn in self.txns.values() if txn.state in {"held", "in-doubt"})

    def some(self, data, wanted=lambda txn: True):
        """One of the txids; the newest are the likeliest."""
        txids = [txid for txid, txn in reversed(self.txns.items()) if wanted(txn)]
        txid = data.draw(st.sampled_from(txids[:2]) | st.sampled_from(txids))
        return txid, self.txns[txid]

    def is_at_work(self, txn):
        return txn.state == "in-work" and self.world.now - txn.begun_ms < 30_000

    def refusal(self, txn):
        if txn.state == "void":
            return ChallengeRefusal.VOIDED
        if txn.state == "in-work":
            return ChallengeRefusal.IN_PROGRESS
        if txn.state:
            return ChallengeRefusal.TXID_CONFLICT
        if txn.terms.lines[0].next != self.bank_next:
            return ChallengeRefusal.COUNTERS_DIFFER
        if self.is_busy:
            return ChallengeRefusal.ATM_BUSY
        return None

    def after_hold(self, txn):
        if self.is_busy or txn.terms.lines[0].next != self.bank_next:
            return "problem"
        others = [
            other
            for other in self.txns.values()
            if other.terms.card_id == txn.terms.card_id
            and other.state in {"held", "in-doubt"}
            and self.world.now - other.begun_ms < 120_000
        ]
        if others or txn.terms.lines[0].left < txn.notes:
            return "declined"
        return "held" if self.balance - self.held_notes >= txn.notes else "declined"

    @property
    def is_busy(self):
        return any(txn.state == "held" for txn in self.txns.values())


class SqliteMachine(StoreMachine):
    def new_store(self):
        self._folder = tempfile.TemporaryDirectory()
        return sqlite_store(Path(self._folder.name) / "bank.sqlite", "boot 1")

    def teardown(self):
        super().teardown()
        self._folder.cleanup()


TestMemoryMachine = StoreMachine.TestCase
TestMemoryMachine.settings = settings(max_examples=150, stateful_step_count=50)

TestSqliteMachine = SqliteMachine.TestCase
TestSqliteMachine.settings = settings(max_examples=20, stateful_step_count=50)

assert LOADED >= OPENING_NOTES, "the canister never runs empty before the account does"
