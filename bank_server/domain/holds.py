"""Whether a withdrawal gets its money reserved, and which notes it is granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason, Operation
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import Card, ProofKind
from bank_server.domain.challenges import ChallengeTerms, counters_equal
from bank_server.domain.changes import Change, HeldChange
from bank_server.domain.ledger import Account
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import CARD_BUSY_MS, Grant, Transaction, TransactionState

PAID: Final = frozenset({TransactionState.CAPTURED, TransactionState.RESOLVED})


def has_notes(terms: ChallengeTerms) -> bool:
    """Whether the HSM had as many notes at OPEN as are asked for, canister by canister."""
    left = {line.canister: line.left for line in terms.lines if line.load > 0}
    return all(asked.count <= left.get(asked.canister, 0) for asked in terms.notes)


def grants_of(terms: ChallengeTerms, atm: Atm) -> tuple[Grant, ...]:
    """The notes that an approval of these terms allows, and that its vouchers must name."""
    lines = {line.canister: line for line in terms.lines}
    grants = []
    for asked in terms.notes:
        line, denomination = lines[asked.canister], atm.denomination(asked.canister)
        assert denomination is not None, "no challenge is given for a canister that is not there"
        grants.append(Grant(asked.canister, line.load, line.next, asked.count, denomination))
    return tuple(grants)


def source_of(terms: ChallengeTerms, card: Card) -> str | None:
    """The account that is meant, or None if the card does not reach it."""
    if terms.source is None:
        return card.accounts[0] if card.accounts else None
    return terms.source if terms.source in card.accounts else None


def hold_refusal(
    transaction: Transaction,
    card: Card,
    account: Account | None,
    atm: Atm,
    *,
    recent: Sequence[Transaction],
    withdrawn: int,
    limit: Money | None,
    now_ms: int,
) -> DeclineReason | ProblemCode | None:
    """Why no money is reserved, or None if it may be.

    recent: of the last CARD_BUSY_MS or more, at least those of the card that are HOLDING.
    withdrawn: minor units that the card has had since the business day began.
    Source: docs/protocols.md, section 6, step 6 of `authorisations`.
    """
    terms = transaction.terms
    assert terms is not None, "only an authorised withdrawal is held"
    assert terms.amount is not None, "the contract asks for the amount of a withdrawal"
    if card.is_blocked:
        return DeclineReason.CARD_BLOCKED
    if terms.proof is ProofKind.STRIPE and not card.may_withdraw:
        return DeclineReason.STRIPE_REFUSED
    if account is None:
        return DeclineReason.NOT_LINKED
    if account.balance.currency != terms.amount.currency:
        return DeclineReason.CURRENCY
    if atm.held_txid is not None or not atm.may_give_cash:
        return ProblemCode.ATM_BUSY
    if not counters_equal(terms.lines, atm):
        return ProblemCode.COUNTERS_DIFFER
    if any(other.is_holding and now_ms - other.started_ms < CARD_BUSY_MS for other in recent):
        return DeclineReason.CARD_BUSY
    if not has_notes(terms):
        return DeclineReason.ATM_CASH
    if limit is not None and withdrawn + terms.amount.minor > limit.minor:
        return DeclineReason.DAILY_LIMIT
    if account.available < terms.amount:
        return DeclineReason.FUNDS
    return None


def held(
    transaction: Transaction, card: Card, account_id: str, atm: Atm, reply: bytes, now_ms: int
) -> Change:
    """The hold that an approved withdrawal makes. Counters stay until the receipt comes."""
    terms = transaction.terms
    assert terms is not None, "only an authorised withdrawal is held"
    assert terms.amount is not None, "the contract asks for the amount of a withdrawal"
    return Change(
        transaction=replace(
            transaction,
            state=TransactionState.HELD,
            account_id=account_id,
            grants=grants_of(terms, atm),
            reply=reply,
        ),
        card=replace(card, last_hold_ms=now_ms),
        atm=replace(atm, held_txid=transaction.txid),
        held=(HeldChange(account_id, terms.amount),),
    )


def withdrawn_minor(transactions: Sequence[Transaction]) -> int:
    """What these withdrawals have cost or may still cost."""
    total = 0
    for transaction in transactions:
        if transaction.operation is not Operation.WITHDRAWAL:
            continue
        if transaction.is_holding and transaction.amount is not None:
            total += transaction.amount.minor
        elif transaction.state in PAID and transaction.captured is not None:
            total += transaction.captured.minor
            total -= 0 if transaction.returned is None else transaction.returned.minor
    return total
