"""A machine with real notes in it, honest people around it, and a bank that is told of all it does.

Where each note lies is known here and nowhere else, so that balancings can be held against it.
"""

from collections import Counter
from dataclasses import replace

from bank_server.contract.balancings import MachineTotals
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    Staff,
    StaffRole,
    dispute_body,
    resolution_body,
)
from hardware.crypto.record import TxnOutcome
from tests.contract.bank_store.balanced import asked, balance, counted
from tests.contract.bank_store.store_world import ATM, LOADED

CANISTERS = (1, 2)
DAY_MS = 24 * 3_600_000
WHY = "counted"


class HonestMachine:
    """
    Attributes:
        undecided: of each txid that people have to decide, how it ended: (decide, notes outside,
            notes in the retract bin).
        behind: the terms and the receipt of a hold that people ended before it came.
    """

    def __init__(self, world, chance):
        self.world = world
        self.chance = chance
        self.inside = Counter(dict.fromkeys(CANISTERS, LOADED))
        self.rejected, self.retracted = Counter(), Counter()
        self.totals = {each: Counter() for each in CANISTERS}
        self.undecided = {}
        self.behind = None
        self.since = None
        self.can_compare = True
        self._proposals = 0
        for name in ("alice", "bob"):
            world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, name * 4))

    # --- what happens

    def taken(self):
        self._settled(TxnOutcome.TAKEN)

    def void(self):
        self._settled(TxnOutcome.VOID)

    def retracted_notes(self):
        self._settled(TxnOutcome.RETRACTED)

    def suspect(self):
        self._settled(TxnOutcome.SUSPECT)

    def taken_without_a_hold(self):
        self._settled(TxnOutcome.TAKEN, is_held=False)

    def retracted_without_a_hold(self):
        self._settled(TxnOutcome.RETRACTED, is_held=False)

    def receipt_comes_after_people(self):
        """The hold grows old, people end it as it was, and the bank is told only then."""
        terms = self.world.withdraw(self.world.new_txid(), notes=self._notes())
        receipt = self._paid(terms, TxnOutcome.TAKEN)
        self.world.tick(DAY_MS)
        self.world.store.transactions.doubt_old_holds(self.world.now)
        presented = [(line.canister, line.presented) for line in receipt.lines if line.presented]
        self._resolve(terms.txid, presented)
        self.can_compare = False  # the machine paid it, the bank corrected it
        self.behind = receipt

    def told(self):
        if self.behind is not None:
            self.world.settle(self.behind)
            self.behind = None

    def decided(self):
        """People find the notes of one, wherever they are."""
        if not self.undecided:
            return
        txid = self.chance.choice(sorted(self.undecided))
        decide, outside, in_bin = self.undecided.pop(txid)
        decide(txid, outside, in_bin)

    def loaded(self):
        """One canister is taken out. What lies in the bins stays there until they are emptied."""
        if self.behind is not None or self.world.atm.held_txid is not None:
            return
        canister, count = self.chance.choice(CANISTERS), self.chance.randrange(LOADED)
        book = next(each for each in self.world.atm.canisters if each.canister == canister)
        closing = (book.next, book.rejected)
        self.world.load_cash(
            self.world.load_record(canister, book.load + 1, count, closing=closing,
                                   name=str(self.world.now))
        )  # fmt: skip
        self.inside[canister] = count

    def reject_bin_emptied(self):
        """Whether a load has booked its notes to the vault or not."""
        self.rejected = Counter()

    def retract_bin_emptied(self):
        """Before people have decided whose its notes are, or before the next load books them."""
        self.retracted = Counter()

    def balanced(self, balancing_id, *, close=True):
        """What the bank answers to the truth."""
        counts = tuple(
            counted(
                self.world,
                each,
                left=self.inside[each],
                rejected=self.rejected[each],
                retracted=self.retracted[each],
                expected_rejected=self.rejected[each],
                expected_retracted=self.retracted[each],
            )
            for each in CANISTERS
        )
        request = asked(
            self.world,
            balancing_id,
            close=close,
            since=self.since,
            machine=tuple(self._total(each) for each in CANISTERS),
            counted=counts,
        )
        came = balance(self.world, request, self._status(balancing_id))
        if close and came.reply is not None:
            self.since, self.can_compare = balancing_id, True
            self.totals = {each: Counter() for each in CANISTERS}
            self.behind = None  # the record has told it
        return came

    # --- how

    def _notes(self):
        books = {each.canister: each.left for each in self.world.atm.canisters}
        return tuple((each, 1 + self.chance.randrange(4)) for each in CANISTERS if books[each] > 10)

    def _settled(self, outcome, *, is_held=True):
        notes = self._notes()
        if not notes:
            return
        terms = self.world.terms(self.world.new_txid(), notes=notes)
        if is_held:
            self.world.begin(terms)
            self.world.hold(terms)
        self.world.settle(self._paid(terms, outcome, is_held=is_held))
        self.world.tick(130_000)

    def _paid(self, terms, outcome, *, is_held=True):
        """Its FINAL record, once the notes have moved."""
        presented, rejected, outside, in_bin = {}, {}, Counter(), Counter()
        for asked_for in terms.notes:
            each, count = asked_for.canister, asked_for.count
            rejected[each] = count if outcome is TxnOutcome.VOID else self.chance.randrange(2)
            rejected[each] = min(rejected[each], count)
            presented[each] = count - rejected[each]
            self.inside[each] -= count
            self.rejected[each] += rejected[each]
            is_out = outcome is TxnOutcome.TAKEN
            outside[each] = presented[each] if is_out else self.chance.randrange(count + 1)
            outside[each] = min(outside[each], presented[each])
            in_bin[each] = presented[each] - outside[each]
        self.retracted += in_bin
        self._write_down(outcome, presented, rejected)
        if any(presented.values()) and outcome in {TxnOutcome.RETRACTED, TxnOutcome.SUSPECT}:
            decide = self._dispute if outcome is TxnOutcome.RETRACTED else self._doubt
            self.undecided[terms.txid] = (decide, outside, in_bin)
        assert is_held or outcome is not TxnOutcome.SUSPECT, "drawn elsewhere"
        return self.world.receipt(terms, outcome, presented, rejected)

    def _write_down(self, outcome, presented, rejected):
        for each, count in presented.items():
            total = self.totals[each]
            total["rejected"] += rejected[each]
            if outcome is TxnOutcome.SUSPECT:
                total["unknown"] += count
            elif outcome is not TxnOutcome.VOID:
                total["presented"] += count
            if outcome is TxnOutcome.RETRACTED:
                total["retracted"] += count

    def _total(self, canister):
        total = self.totals[canister]
        names = ("presented", "retracted", "unknown", "rejected", "tested")
        return MachineTotals(canister=canister, **{name: total[name] for name in names})

    def _status(self, nonce):
        """Where a hold ended without its receipt, the HSM has counted more than the bank."""
        status = self.world.status(nonce)
        if self.behind is None:
            return status
        told = {line.canister: line for line in self.behind.lines}
        lines = tuple(
            replace(line, next=told[line.canister].next, left=told[line.canister].left)
            for line in status.lines
        )
        return replace(status, lines=lines)

    def _dispute(self, txid, _outside, in_bin):
        found = [(each, count) for each, count in sorted(in_bin.items()) if count]
        body = dispute_body(txid, ATM, found, WHY)
        yes = self._agreed(ActionKind.RESOLVE_DISPUTE, body)
        self.world.store.transactions.resolve_dispute(
            txid, ATM, found=found, why=WHY, confirmation=yes, now_ms=self.world.now
        )

    def _doubt(self, txid, outside, _in_bin):
        self._resolve(txid, [(each, count) for each, count in sorted(outside.items()) if count])

    def _resolve(self, txid, presented):
        yes = self._agreed(ActionKind.RESOLVE_IN_DOUBT, resolution_body(txid, ATM, presented, WHY))
        self.world.store.transactions.resolve_in_doubt(
            txid, ATM, presented=presented, why=WHY, confirmation=yes, now_ms=self.world.now
        )

    def _agreed(self, kind, body):
        self._proposals += 1
        proposal_id = f"{self._proposals:032x}"
        self.world.store.staff.propose(proposal_id, kind, body, "alice", self.world.now)
        return Confirmation(proposal_id, "bob")
