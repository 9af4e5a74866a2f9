"""How accounts, cards, ATMs and people look on the staff listener."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bank_server.certificates.authority import Issued
from bank_server.contract.message import Message
from bank_server.contract.money import Money
from bank_server.domain.cards import Card
from bank_server.domain.ledger import Account
from bank_server.domain.people import Closing, Proposal, Staff, WorkItem
from bank_server.domain.terminals import Atm
from bank_server.http import journal_messages as j
from bank_server.http import staff_messages as m
from bank_server.service.outcome import Refusal
from bank_server.service.staff_atms import CreatedAtm
from bank_server.service.staff_cards import IssuedCard
from hardware.crypto.secret import Secret

T = TypeVar("T")


def shown(result: T | Refusal, how: Callable[[T], Message]) -> Message | Refusal:
    """A result as its message; a refusal stays one."""
    return result if isinstance(result, Refusal) else how(result)


def proposed(each: Proposal, says: str, confirmers: tuple[str, ...]) -> m.Proposed:
    return m.Proposed(id=each.proposal_id, says=says, ends_ms=each.ends_ms, confirmers=confirmers)


def new_journal(
    each: Proposal, says: str, confirmers: tuple[str, ...], token: Secret
) -> j.NewJournalProposed:
    return j.NewJournalProposed(
        id=each.proposal_id,
        says=says,
        ends_ms=each.ends_ms,
        confirmers=confirmers,
        token=token.reveal().decode("ascii"),
    )


def account(each: Account) -> m.Account:
    return m.Account(
        id=each.account_id,
        name=each.account_name,
        type=each.account_type,
        currency=each.balance.currency,
        balance=each.balance.minor,
        held=each.held.minor,
        available=each.available.minor,
    )


def card(each: Card, accounts: tuple[Account, ...]) -> m.Card:
    return m.Card(
        card=each.card_id,
        status=each.status.value,
        proof=each.proof.value,
        tries_left=each.tries_left,
        accounts=each.accounts,
        names=tuple(one.account_name for one in accounts),
        currency=accounts[0].balance.currency,
        issued_ms=each.issued_ms,
        may_withdraw=each.may_withdraw,
        daily_limit=each.daily_limit,
    )


def issued_card(each: IssuedCard) -> m.CardIssued:
    return m.CardIssued(
        uuid=each.uuid.reveal().decode("ascii"),
        card=each.card_id,
        token=each.token.reveal().decode("ascii"),
        stripe_code=None if each.stripe_code is None else each.stripe_code.reveal().decode("ascii"),
    )


def atm(each: Atm) -> m.Atm:
    return m.Atm(
        uuid=each.atm_id,
        status=each.status.value,
        currency=each.currency,
        max_notes=each.max_notes,
        num_bills=each.num_bills,
        num_dispensed_bills=each.num_dispensed_bills,
        held_txid=each.held_txid,
        journal_seq=each.anchor.seq,
        journal_shown=None if each.contradiction is None else each.contradiction.seq,
        canisters=tuple(
            m.CanisterState(
                canister=book.canister,
                denomination=book.denomination,
                load=book.load,
                next=book.next,
                left=book.left,
                rejected=book.rejected,
                found=book.found,
                counted_out=book.counted_out,
            )
            for book in each.canisters
        ),
    )


def created_atm(each: CreatedAtm) -> m.AtmCreated:
    return m.AtmCreated(
        uuid=each.atm_id,
        token=each.token.reveal().decode("ascii"),
        pad_token=each.pad_token.reveal().decode("ascii"),
        certificate=each.certificate,
        serial=each.serial,
    )


def certificate(each: Issued) -> m.CertificateIssued:
    return m.CertificateIssued(certificate=each.pem.decode("ascii"), serial=each.serial)


def operator(each: Staff) -> m.Operator:
    return m.Operator(
        name=each.name, role=each.role.value, serial=each.serial, is_allowed=each.is_allowed
    )


def waiting(each: Proposal, says: str) -> m.Waiting:
    return m.Waiting(
        id=each.proposal_id,
        kind=each.kind.value,
        proposed_by=each.proposed_by,
        proposed_ms=each.proposed_ms,
        ends_ms=each.ends_ms,
        says=says,
        body=each.body,
    )


def work_item(each: WorkItem, amount: Money | None) -> m.WorkItem:
    return m.WorkItem(
        number=each.number,
        since_ms=each.since_ms,
        kind=each.kind.value,
        atm=each.atm_id,
        reference=each.reference,
        note=each.note,
        is_alarm=each.is_alarm,
        amount=None if amount is None else amount.minor,
        currency=None if amount is None else amount.currency,
        closed=None if each.closed is None else closing(each.closed),
    )


def closing(each: Closing) -> m.WorkClosing:
    return m.WorkClosing(by=each.by, at_ms=each.at_ms, because=each.because)
