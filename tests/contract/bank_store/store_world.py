"""A small bank for the store's tests: one ATM, two canisters, two cards, two accounts.

The HSM here is honest unless a test says otherwise; the store never sees a MAC's key, so any
sixteen bytes will do for one.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import UUID

from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.money import Money
from bank_server.contract.operations import DeviceKind, EnvelopeResult, Operation
from bank_server.domain import hold_copy
from bank_server.domain.cards import Card, CardStatus, PinRecord, ProofKind
from bank_server.domain.challenges import ChallengeTerms, NotesAsked, OpenLine
from bank_server.domain.holds import grants_of
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook, ProvisioningToken
from bank_server.store.base import Provisioning
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome

ATM = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
OTHER_ATM = "1f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
MAIN = "aaaaaaaa-0000-4000-8000-000000000001"
SAVINGS = "aaaaaaaa-0000-4000-8000-000000000002"
EUR = "EUR"
OPENING_MINOR = 50_000
LOADED = 200
TEN, TWENTY = 1_000, 2_000  # minor units of canisters 1 and 2
ASKED = 5_000  # three tens and a twenty, unless a test says otherwise
CHALLENGE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
PIN = PinRecord(b"t" * 32, 19, 19456, 2, 1)
START_MS = 1_800_000_000_000


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


CARD, OTHER_CARD = digest("card"), digest("other card")


def euros(minor):
    return Money(minor, EUR)


def txid_of(number):
    return digest(f"txid {number}")[:32]


def ticket_of(txid):
    return digest(f"ticket {txid}")[:32]


def declined(reason):
    return f"declined {reason}".encode()


class World:
    """A store with something in it, and a clock that only the test moves."""

    def __init__(self, store):
        self.store = store
        self.now = START_MS
        self._serial = 0

    @property
    def atm(self):
        return self.store.terminals.atm(ATM)

    @property
    def account(self):
        return self.store.accounts.account(MAIN)

    @property
    def money(self):
        """(balance, held) of the main account, in minor units."""
        account = self.account
        return account.balance.minor, account.held.minor

    @property
    def counters(self):
        """(load, next, left, rejected) of each canister."""
        return [(b.load, b.next, b.left, b.rejected) for b in self.atm.canisters]

    @property
    def findings(self):
        return self.store.accounts.snapshot().findings

    @property
    def work(self):
        return [item.kind.value for item in self.store.staff.work_items()]

    def tick(self, ms):
        self.now += ms

    def new_txid(self):
        self._serial += 1
        return txid_of(self._serial)

    def furnish(self, opening=OPENING_MINOR):
        """Accounts, cards and an ATM that is provisioned and loaded."""
        accounts = self.store.accounts
        accounts.create(MAIN, "Alice", "current", euros(opening), self.now)
        accounts.create(SAVINGS, "Alice", "savings", euros(0), self.now)
        self.issue(CARD, (MAIN, SAVINGS))
        self.issue(OTHER_CARD, (MAIN,))
        self.create_atm(ATM)
        self.create_atm(OTHER_ATM)
        return self

    def issue(self, card_id, accounts):
        token = ProvisioningToken(digest(card_id), DeviceKind.CARD, card_id, self.now + 86_400_000)
        self.store.cards.issue(Card(card_id, CardStatus.ISSUED, 0, ProofKind.CHIP, accounts), token)
        self.store.terminals.provision(
            Provisioning(token.token_hash, card_id, digest("key"), b"sealed", PIN), self.now
        )

    def create_atm(self, atm_id, load=LOADED):
        books = (CanisterBook(1, TEN), CanisterBook(2, TWENTY))
        pad, hsm = (
            ProvisioningToken(digest(f"{kind}{atm_id}"), kind, atm_id, self.now + 86_400_000)
            for kind in (DeviceKind.PIN_PAD, DeviceKind.HSM)
        )
        atm = Atm(atm_id, AtmStatus.CREATED, EUR, 40, books)
        self.store.terminals.create(atm, (pad, hsm))
        for token in (pad, hsm):
            self.store.terminals.provision(
                Provisioning(token.token_hash, atm_id, digest("key"), b"sealed"), self.now
            )
        for canister in (1, 2):
            record = self.load_record(canister, 1, load, atm_id=atm_id)
            self.store.terminals.load_cash(atm_id, [record], [], self.now)

    def load_record(self, canister, load, count, *, closing=(0, 0), atm_id=ATM, name=""):
        lines = tuple(
            RecordLine(book.canister, LineFlag.LOADED, load, 0, count, *closing, 0, 0)
            if book.canister == canister
            else RecordLine(book.canister, LineFlag(0), book.load, book.next, book.left, 0, 0, 0, 0)
            for book in self.store.terminals.atm(atm_id).canisters
        )
        load_id = bytes.fromhex(digest(f"load {atm_id} {canister} {load} {name}")[:32])
        return Record(
            RecordKind.LOAD,
            UUID(atm_id),
            load_id,
            bytes(16),
            TxnOutcome.NONE,
            lines,
            bytes(16),
        )

    def load_cash(self, *records, operator=()):
        counts = [OperatorCount(canister=c, count=n) for c, n in operator]
        return self.store.terminals.load_cash(ATM, records, counts, self.now)

    def terms(self, txid, *, notes=((1, 3), (2, 1)), card=CARD, atm_id=ATM, **changes):
        """A withdrawal of these notes, with the OPEN record that an honest HSM makes."""
        books = self.store.terminals.atm(atm_id).canisters
        value = {book.canister: book.denomination for book in books}
        terms = ChallengeTerms(
            txid,
            atm_id,
            card,
            Operation.WITHDRAWAL,
            ProofKind.CHIP,
            amount=euros(sum(count * value[canister] for canister, count in notes)),
            notes=tuple(NotesAsked(canister, count) for canister, count in notes),
            ticket=ticket_of(txid),
            lines=tuple(OpenLine(b.canister, b.load, b.next, b.left) for b in books),
        )
        return replace(terms, **changes)

    def read_terms(self, txid, operation=Operation.BALANCE, card=CARD, source=None):
        return ChallengeTerms(txid, ATM, card, operation, ProofKind.CHIP, source=source)

    def give(self, terms):
        return self.store.challenges.give(terms, CHALLENGE, self.now)

    def take(self, txid, atm_id=ATM):
        return self.store.challenges.take(txid, atm_id, self.now)

    def begin(self, terms):
        """The txid is in work."""
        self.give(terms)
        self.take(terms.txid, terms.atm_id)
        return terms

    def hold(self, terms, *, visit=None, limit=None):
        """The rest of an authorisation whose PIN was right."""
        atm = self.store.terminals.atm(terms.atm_id)
        return self.store.transactions.hold(
            terms.txid,
            terms.atm_id,
            grants=grants_of(terms, atm),
            reply=b"approved " + terms.txid.encode(),
            declined=declined,
            visit=visit,
            limit=limit,
            now_ms=self.now,
        )

    def withdraw(self, txid, **changes):
        """A held withdrawal; its terms."""
        terms = self.begin(self.terms(txid, **changes))
        self.hold(terms)
        return terms

    def transfer(self, amount=ASKED, **changes):
        """From the main account to the savings; how it ended."""
        return self.moves(self.asks_to_move(amount, **changes))

    def asks_to_move(self, amount=ASKED, **changes):
        """The txid of a transfer that is in work."""
        terms = self.read_terms(self.new_txid(), Operation.TRANSFER, source=MAIN)
        changes = {"target": SAVINGS, "amount": euros(amount)} | changes
        return self.begin(replace(terms, **changes)).txid

    def moves(self, txid):
        return self.store.transactions.transfer(
            txid,
            ATM,
            approved=lambda source, target: b"%d %d" % (source.minor, target.minor),
            declined=declined,
            visit=None,
            now_ms=self.now,
        )

    def approve(self, amount=ASKED, **changes):
        """A deposit onto the savings that is approved, unless a test says otherwise."""
        txid = self.new_txid()
        terms = self.read_terms(txid, Operation.DEPOSIT)
        terms = replace(terms, **{"target": SAVINGS, "amount": euros(amount)} | changes)
        self.begin(terms)
        return self.store.deposits.approve(
            txid,
            terms.atm_id,
            reply=b"approved " + txid.encode(),
            declined=declined,
            visit=None,
            now_ms=self.now,
        ).transaction

    def report(self, txid, result=EnvelopeResult.ACCEPTED, number=7, atm_id=ATM):
        """(result, state) of what the slot says."""
        came = self.store.deposits.report(txid, atm_id, result, number, self.now)
        return came.result, came.state

    def receipt(self, terms, outcome, presented, rejected=None):
        """The FINAL record of an honest HSM for these terms."""
        rejected = rejected or {}
        lines = tuple(
            _line(line, presented.get(line.canister, 0), rejected.get(line.canister, 0))
            for line in terms.lines
        )
        return Record(
            RecordKind.FINAL,
            UUID(terms.atm_id),
            bytes.fromhex(terms.txid),
            bytes.fromhex(terms.ticket),
            outcome,
            lines,
            bytes(16),
        )

    def taken(self, terms):
        asked = {asked.canister: asked.count for asked in terms.notes}
        return self.receipt(terms, TxnOutcome.TAKEN, asked)

    def void(self, terms, rejected=None):
        return self.receipt(terms, TxnOutcome.VOID, {}, rejected)

    def settle(self, receipt, txid=None, atm_id=ATM, copy=None, since=0):
        return self.store.transactions.settle(
            txid or receipt.txid.hex(), atm_id, receipt, self.now, copy, since
        )

    def copy(self, terms, account_id=MAIN):
        """What the bank reads from its copy of the hold that these terms came to."""
        grants = grants_of(terms, self.store.terminals.atm(terms.atm_id))
        raw = hold_copy.write(terms, account_id, grants, terms.amount.currency, self.now)
        return hold_copy.read(raw, terms.txid, terms.atm_id, "boot 1")

    def restored(self, name="5" * 32):
        """The books are those of a backup; every ATM with a key is waited for."""
        return self.store.restorations.begin(name, self.now)

    def status(self, nonce="5" * 32, atm_id=ATM, **line):
        """The HSM's count after that restoration. line: what it says else of canister 1."""
        lines = tuple(
            RecordLine(b.canister, LineFlag(0), b.load, b.next, b.left, 0, 0, 0, 0)
            for b in self.store.terminals.atm(atm_id).canisters
        )
        record = Record(
            RecordKind.STATUS,
            UUID(atm_id),
            bytes.fromhex(nonce),
            bytes(16),
            TxnOutcome.NONE,
            lines,
            bytes(16),
        )
        return with_line(record, 1, **line)

    def state(self, txid, atm_id=ATM):
        found = self.store.transactions.find(txid, atm_id)
        return None if found is None else found.state.value


def _line(line, presented, rejected):
    picked = presented + rejected
    return RecordLine(
        line.canister,
        LineFlag(0),
        line.load,
        line.next + picked,
        line.left - picked,
        picked,
        rejected,
        presented,
        0,
    )


def with_line(record, canister, **changes):
    """The record with one canister's line changed."""
    lines = tuple(
        replace(line, **changes) if line.canister == canister else line for line in record.lines
    )
    return replace(record, lines=lines)
