"""What waits for a second person, in words that this person can judge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import assert_never

from bank_server.contract.money import Money
from bank_server.domain.amounts import amount_text
from bank_server.domain.business_days import preceding
from bank_server.domain.deposits import reference_of
from bank_server.domain.disputes import disputed, payer
from bank_server.domain.ledger import AccountKind
from bank_server.domain.people import REJECTED, ActionKind, Proposal
from bank_server.domain.suspense import remaining
from bank_server.store.base import Store


def says(proposal: Proposal, store: Store) -> str:
    """A sentence without its full stop. The body is canonical JSON that this bank wrote."""
    said = json.loads(proposal.body)
    match proposal.kind:
        case ActionKind.SET_BALANCE:
            account_id, minor, currency = said
            account = store.accounts.account(account_id)
            assert account is not None, "accounts are never deleted"
            new = amount_text(Money(minor, currency))
            return (
                f"change the balance of account {account.account_name!r} "
                f"from {amount_text(account.balance)} to {new}"
            )
        case ActionKind.RESOLVE_IN_DOUBT:
            txid, atm_id, presented, why = said
            notes = _notes(presented, atm_id, store)
            return (
                f"end transaction {txid} of ATM {atm_id}: the customer got {notes}; because: {why}"
            )
        case ActionKind.ACCEPT_JOURNAL:
            atm_id, kept, shown, why = said
            return (
                f"let ATM {atm_id} go on with the journal that it shows, which ends at entry "
                f"{shown[0]}, and give up the one known here, which ended at entry {kept[0]}; "
                f"because: {why}"
            )
        case ActionKind.NEW_JOURNAL:
            atm_id, why = said
            return _new_journal(atm_id, why, store)
        case ActionKind.RESOLVE_DISPUTE:
            txid, atm_id, found, why = said
            return _dispute(txid, atm_id, found, why, store)
        case ActionKind.RESOLVE_SUSPENSE:
            txid, atm_id, account_id, charged, why = said
            money = None if charged is None else Money(*charged)
            return _suspense(txid, atm_id, account_id, money, why, store)
        case ActionKind.END_DEPOSIT:
            txid, atm_id, account_id, found, why, *told = said
            return _deposit(txid, atm_id, account_id, Money(*found), why, told, store)
        case ActionKind.WAIVE_LEVELLING:
            atm_id, _name, why = said
            return (
                f"wait no longer for what ATM {atm_id} would tell the restored bank; because: {why}"
            )
        case ActionKind.CLOSE_DAY:
            date, began_ms, ended_ms, *_entries = said
            return _day(date, began_ms, ended_ms, store)
        case _:
            assert_never(proposal.kind)


def _new_journal(atm_id: str, why: str, store: Store) -> str:
    atm = store.terminals.atm(atm_id)
    assert atm is not None, "ATMs are never deleted"
    return (
        f"let ATM {atm_id}, whose journal is lost, begin a new one under a key of its own; the one "
        f"known here ended at entry {atm.anchor.seq}; because: {why}"
    )


def _dispute(txid: str, atm_id: str, found: Sequence[Sequence[int]], why: str, store: Store) -> str:
    transaction = store.transactions.find(txid, atm_id)
    assert transaction is not None, "what is disputed exists"
    amount = disputed(transaction)
    assert amount is not None, "what is proposed was disputed, and stays what it was"
    account = store.accounts.account(payer(transaction, amount.currency))
    assert account is not None, "what was debited has an account"
    named = (
        "suspense" if account.kind is AccountKind.SUSPENSE else f"account {account.account_name!r}"
    )
    return (
        f"end the dispute over {amount_text(amount)} of transaction {txid} of ATM {atm_id}: "
        f"{named} gets back {_notes(found, atm_id, store)}, which lay in "
        f"the safe, and the rest was taken; because: {why}"
    )


def _suspense(
    txid: str, atm_id: str, account_id: str | None, charged: Money | None, why: str, store: Store
) -> str:
    transaction = store.transactions.find(txid, atm_id)
    assert transaction is not None, "what lies in suspense exists"
    amount = remaining(transaction)
    assert amount is not None, "what is proposed was in suspense, and stays what it was"
    whose = "the bank bears it"
    if account_id is not None and charged is not None:
        account = store.accounts.account(account_id)
        assert account is not None, "accounts are never deleted"
        rest = amount - charged
        whose = f"account {account.account_name!r} is charged {amount_text(charged)}"
        whose += f" and the bank bears {amount_text(rest)}" if rest.minor else ""
    return (
        f"end the suspense of {amount_text(amount)} of transaction {txid} of ATM {atm_id}: "
        f"{whose}; because: {why}"
    )


def _deposit(
    txid: str,
    atm_id: str,
    account_id: str | None,
    found: Money,
    why: str,
    told: Sequence[object],
    store: Store,
) -> str:
    transaction = store.transactions.find(txid, atm_id)
    assert transaction is not None, "what is deposited exists"
    claimed = "what was claimed is not known any more"
    if transaction.amount is not None:
        claimed = f"{amount_text(transaction.amount)} were claimed"
    whose = "nothing is credited"
    if account_id is not None:
        account = store.accounts.account(account_id)
        assert account is not None, "accounts are never deleted"
        whose = f"account {account.account_name!r} is credited {amount_text(found)}"
    word = "the slot has said nothing of it"
    was_rejected = told[-1:] == [REJECTED]
    if len(told) > int(was_rejected):
        result, number, *_ = told
        word = f"the slot said {result}" + ("" if number is None else f", envelope {number}")
    before = "; two people have credited nothing for it before" if was_rejected else ""
    return (
        f"end the deposit with reference {reference_of(txid, atm_id)} at ATM {atm_id}: {whose}, "
        f"{claimed}, and {word}{before}; because: {why}"
    )


def _day(date: str, began_ms: int, ended_ms: int, store: Store) -> str:
    closed = store.days.day(date)
    report = store.days.look(date, began_ms, ended_ms) if closed is None else closed.report
    balanced = sum(each.balancings > 0 for each in report.atms)
    off = [each for each in report.atms if each.cash_difference.minor]
    told = f"{balanced} of {len(report.atms)} ATMs balanced"
    told += "".join(f", {_off(each.cash_difference)} at {each.atm_id}" for each in off)
    if report.awaited:
        told += f", {report.awaited} ATMs have not told a restored bank everything yet"
    entries = f"entries {report.after + 1} to {report.head}"
    if report.head == report.after:
        entries = "no entries"
    if report.after and store.days.day(preceding(date)) is None:
        told += f"; it is the first, so entries 1 to {report.after} are in no business day"
    return f"close the business day {date}, which has {entries} of the ledger: {told}"


def _off(difference: Money) -> str:
    way = "over" if difference.minor > 0 else "short"
    size = difference if difference.minor > 0 else -difference
    return f"{amount_text(size)} {way}"


def _notes(presented: Sequence[Sequence[int]], atm_id: str, store: Store) -> str:
    """`2 × 10.00 EUR (20.00 EUR in all)`, or `nothing`."""
    atm = store.terminals.atm(atm_id)
    assert atm is not None, "ATMs are never deleted"
    parts, total = [], Money(0, atm.currency)
    for canister, count in presented:
        note = Money(atm.denomination(canister) or 0, atm.currency)
        parts.append(
            f"{count} × {amount_text(note)}" if note.minor else f"{count} of canister {canister}"
        )
        total = total + note.times(count)
    return f"{' + '.join(parts)} ({amount_text(total)} in all)" if parts else "nothing"
