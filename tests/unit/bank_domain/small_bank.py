"""One withdrawal that is held, the ATM that it is held for, and the records its HSM may make."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation
from bank_server.domain.cards import Card, CardStatus, ProofKind
from bank_server.domain.challenges import ChallengeTerms, NotesAsked, OpenLine
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook
from bank_server.domain.transactions import Grant, Transaction, TransactionState
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome

ATM_ID = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
TXID, TICKET = "1" * 32, "7" * 32
BOOT, START_MS, NOW_MS = "boot 2", 1_000_000, 1_005_000
TEN, TWENTY = 10_00, 20_00
NO_FLAG = LineFlag(0)
CASH, DISPUTE, SUSPENSE = f"cash:{ATM_ID}", "dispute:EUR", "suspense:EUR"


def euros(minor):
    return Money(minor, "EUR")


ATM = Atm(
    ATM_ID,
    AtmStatus.ACTIVE,
    "EUR",
    40,
    (
        CanisterBook(1, TEN, load=1, next=10, left=90, rejected=1),
        CanisterBook(2, TWENTY, load=4, next=20, left=80),
    ),
    num_dispensed_bills=7,
    held_txid=TXID,
)
IDLE = replace(ATM, held_txid=None)
CARD = Card("card", CardStatus.ACTIVE, 0, ProofKind.CHIP, ("alice", "savings"))
TERMS = ChallengeTerms(
    TXID,
    ATM_ID,
    "card",
    Operation.WITHDRAWAL,
    ProofKind.CHIP,
    amount=euros(3 * TEN + TWENTY),
    notes=(NotesAsked(1, 3), NotesAsked(2, 1)),
    ticket=TICKET,
    lines=(OpenLine(1, 1, 10, 90), OpenLine(2, 4, 20, 80)),
)
IN_WORK = Transaction(TXID, ATM_ID, TransactionState.IN_WORK, BOOT, START_MS, terms=TERMS)
GRANTS = (Grant(1, 1, 10, 3, TEN), Grant(2, 4, 20, 1, TWENTY))
HELD = replace(
    IN_WORK,
    state=TransactionState.HELD,
    account_id="alice",
    grants=GRANTS,
    reply=b"approved",
)
OLD = replace(HELD, state=TransactionState.IN_DOUBT)


def line(canister, load, next_, left, *, picked=0, rejected=0, presented=0, flags=NO_FLAG):
    return RecordLine(canister, flags, load, next_, left, picked, rejected, presented, 0)


def final(outcome, one=(0, 0, 0), two=(0, 0, 0), *more):
    """one, two: (picked, rejected, presented) of the two canisters."""
    lines = tuple(
        line(book.canister, book.load, book.next + n[0], book.left - n[0], **counts(n))
        for book, n in zip(ATM.canisters, (one, two), strict=True)
    )
    return Record(
        RecordKind.FINAL,
        UUID(ATM_ID),
        bytes.fromhex(TXID),
        bytes.fromhex(TICKET),
        outcome,
        (*lines, *more),
        bytes(16),
    )


def counts(numbers):
    return dict(zip(("picked", "rejected", "presented"), numbers, strict=True))


VOID = final(TxnOutcome.VOID)
TAKEN = final(TxnOutcome.TAKEN, (3, 0, 3), (1, 0, 1))
# One note of canister 1 went to the bin, and canister 2 gave none.
TAKEN_SHORT = final(TxnOutcome.TAKEN, (3, 1, 2), (0, 0, 0))
RETRACTED = final(TxnOutcome.RETRACTED, (3, 0, 3), (1, 0, 1))
SUSPECT = Record(
    RecordKind.FINAL,
    UUID(ATM_ID),
    bytes.fromhex(TXID),
    bytes.fromhex(TICKET),
    TxnOutcome.SUSPECT,
    (
        line(1, 1, 13, 87, picked=3, rejected=1, flags=LineFlag.NOTES_UNKNOWN),
        line(2, 4, 21, 79, picked=1, flags=LineFlag.NOTES_UNKNOWN),
    ),
    bytes(16),
)


def moved(atm, one=(0, 0), two=(0, 0), **changes):
    """The ATM with notes gone: (picked, rejected) of the two canisters."""
    books = tuple(
        replace(
            book,
            next=book.next + gone,
            left=book.left - gone,
            rejected=book.rejected + rejected,
        )
        for book, (gone, rejected) in zip(atm.canisters, (one, two), strict=True)
    )
    return replace(atm, canisters=books, **changes)
