"""The end of an authorisation: rules, money and reply, in the group that proved the customer."""

from __future__ import annotations

from typing import assert_never
from uuid import UUID

from bank_server.contract.authorisations import (
    ACCOUNT_NAME_SIZE_MAX,
    AccountView,
    ApprovedAccounts,
    ApprovedBalance,
    ApprovedDeposit,
    ApprovedPinChange,
    ApprovedTransfer,
    ApprovedWithdrawal,
    VoucherPart,
)
from bank_server.contract.json_text import dump
from bank_server.contract.message import Balance, Message
from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason, Operation
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import Card, PinRecord
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.deposits import reference_of
from bank_server.domain.holds import grants_of, has_notes, source_of
from bank_server.domain.ledger import Account
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Finish, FinishResult, Grant, TransactionState
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.clock import business_day_began_ms
from bank_server.service.device_keys import NotProvisioned, voucher_keys
from bank_server.service.group import Group
from bank_server.service.hold_copies import sealed_copy
from bank_server.service.identifiers import new_hex, text_hash
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from bank_server.service.replies import answer_of, sealed_decline, sealed_reply
from bank_server.store.base import DailyLimit, DeclineReply
from hardware.crypto import voucher
from hardware.crypto.voucher import VoucherTerms


class Approval:
    """Lives for one group, in which everything has been proven."""

    def __init__(self, parts: BankParts, group: Group, terms: ChallengeTerms) -> None:
        self._parts = parts
        self._group = group
        self._store = group.store
        self._terms = terms

    def decide(
        self, card: Card, *, new_pin: PinRecord | None, begins_visit: bool
    ) -> bytes | Refusal:
        """The answer to a customer who has proven who they are.

        begins_visit: the PIN was typed, so the reply carries a visit token.
        """
        terms = self._terms
        visit = new_hex(self._parts.random_bytes) if begins_visit else None
        match terms.operation:
            case Operation.ACCOUNTS | Operation.BALANCE:
                return self._read(visit)
            case Operation.WITHDRAWAL:
                return self._hold(card, visit)
            case Operation.PIN_CHANGE:
                assert new_pin is not None, "a PIN change comes with its new PIN"
                return self._change_pin(new_pin, visit)
            case Operation.TRANSFER:
                return self._transfer(visit)
            case Operation.DEPOSIT:
                return self._deposit(visit)
            case _:
                assert_never(terms.operation)

    def _read(self, visit: str | None) -> bytes | Refusal:
        terms = self._terms
        answer = self._store.transactions.answer_read(
            terms.txid,
            terms.atm_id,
            declined=self._declined(),
            visit=_hash(visit),
            now_ms=self._parts.now_ms(),
        )
        if not _is_done_now(answer.finish):
            return self._answer(answer.finish)
        self._note(AuditOutcome.DONE)
        if terms.operation is Operation.ACCOUNTS:
            views = tuple(_view(account) for account in answer.accounts)
            return dump(ApprovedAccounts(txid=terms.txid, visit=visit, accounts=views))
        account = answer.accounts[0]
        return dump(
            ApprovedBalance(
                txid=terms.txid,
                visit=visit,
                available=Balance.of(account.available),
                balance=Balance.of(account.balance),
            )
        )

    def _hold(self, card: Card, visit: str | None) -> bytes | Refusal:
        parts, terms = self._parts, self._terms
        atm = self._store.terminals.atm(terms.atm_id)
        assert atm is not None, "an ATM that was given a challenge exists"
        if not has_notes(terms):
            reply = self._declined()(DeclineReason.ATM_CASH)
            finish = self._store.transactions.decline(
                terms.txid, terms.atm_id, DeclineReason.ATM_CASH, reply
            )
            return self._answer(finish)
        grants = grants_of(terms, atm)
        try:
            vouchers = self._vouchers(atm, grants)
        except NotProvisioned:
            code = ProblemCode.ATM_UNKNOWN
            finish = self._store.transactions.refuse(terms.txid, terms.atm_id, code)
            return self._answer(finish)
        account_id, copy = source_of(terms, card), None
        if account_id is not None:  # else it is declined below
            copy = sealed_copy(parts.sealer, terms, account_id, grants, parts.now_ms())
        approved = ApprovedWithdrawal(
            txid=terms.txid, visit=visit, vouchers=vouchers, hold_copy=copy
        )
        sealed = sealed_reply(parts.sealer, terms.txid, terms.atm_id, approved)
        finish = self._store.transactions.hold(
            terms.txid,
            terms.atm_id,
            grants=grants,
            reply=sealed,
            declined=self._declined(),
            visit=_hash(visit),
            limit=self._limit(card, atm),
            now_ms=parts.now_ms(),
        )
        return self._answer(finish, sealed, approved)

    def _change_pin(self, new_pin: PinRecord, visit: str | None) -> bytes | Refusal:
        parts, terms = self._parts, self._terms
        approved = ApprovedPinChange(txid=terms.txid, visit=visit)
        sealed = sealed_reply(parts.sealer, terms.txid, terms.atm_id, approved)
        finish = self._store.transactions.change_pin(
            terms.txid,
            terms.atm_id,
            pin=new_pin,
            reply=sealed,
            declined=self._declined(),
            visit=_hash(visit),
            now_ms=parts.now_ms(),
        )
        return self._answer(finish, sealed, approved)

    def _transfer(self, visit: str | None) -> bytes | Refusal:
        parts, terms = self._parts, self._terms

        def approved(source: Money, target: Money) -> bytes:
            reply = ApprovedTransfer(
                txid=terms.txid,
                visit=visit,
                from_available=Balance.of(source),
                to_available=Balance.of(target),
            )
            return sealed_reply(parts.sealer, terms.txid, terms.atm_id, reply)

        finish = self._store.transactions.transfer(
            terms.txid,
            terms.atm_id,
            approved=approved,
            declined=self._declined(),
            visit=_hash(visit),
            now_ms=parts.now_ms(),
        )
        return self._answer(finish)

    def _deposit(self, visit: str | None) -> bytes | Refusal:
        parts, terms = self._parts, self._terms
        reference = reference_of(terms.txid, terms.atm_id)
        approved = ApprovedDeposit(txid=terms.txid, visit=visit, reference=reference)
        sealed = sealed_reply(parts.sealer, terms.txid, terms.atm_id, approved)
        finish = self._store.deposits.approve(
            terms.txid,
            terms.atm_id,
            reply=sealed,
            declined=self._declined(),
            visit=_hash(visit),
            now_ms=parts.now_ms(),
        )
        return self._answer(finish, sealed, approved)

    def _vouchers(self, atm: Atm, grants: tuple[Grant, ...]) -> tuple[VoucherPart, ...]:
        terms = self._terms
        assert terms.ticket is not None, "cash is asked for with a ticket"
        enc, mac = voucher_keys(self._parts.sealer, atm)
        parts = []
        with enc, mac:
            for grant in grants:
                said = VoucherTerms(
                    hsm=UUID(terms.atm_id),
                    txid=bytes.fromhex(terms.txid),
                    ticket=bytes.fromhex(terms.ticket),
                    parts=len(grants),
                    canister=grant.canister,
                    load=grant.load,
                    first=grant.first,
                    last=grant.first + grant.count,
                )
                sealed = voucher.seal(said, enc, mac, self._parts.random_bytes)
                parts.append(VoucherPart(canister=grant.canister, voucher=sealed.hex()))
        return tuple(parts)

    def _limit(self, card: Card, atm: Atm) -> DailyLimit | None:
        if card.daily_limit is None:
            return None
        parts = self._parts
        since_ms = business_day_began_ms(parts.now_ms(), parts.zone, parts.day_ends_minute)
        return DailyLimit(atm.money(card.daily_limit), since_ms)

    def _declined(self) -> DeclineReply:
        sealer, terms = self._parts.sealer, self._terms
        return lambda reason: sealed_decline(sealer, terms.txid, terms.atm_id, reason)

    def _answer(
        self,
        finish: Finish,
        sealed: bytes | None = None,
        approved: Message | None = None,
    ) -> bytes | Refusal:
        """The stored answer. sealed, approved: what was offered, to be stored if all went well."""
        transaction = finish.transaction
        if finish.result is FinishResult.ENDED:
            match transaction.state:
                case TransactionState.DECLINED:
                    reason = transaction.decline
                    self._note(AuditOutcome.DECLINED, reason and reason.value)
                case TransactionState.PROBLEM:
                    problem = transaction.problem
                    self._note(AuditOutcome.REFUSED, problem and problem.value)
                case _:
                    self._note(AuditOutcome.DONE)
        if approved is not None and transaction.reply == sealed:
            return dump(approved)
        return answer_of(self._parts.sealer, transaction)

    def _note(self, outcome: AuditOutcome, detail: str | None = None) -> None:
        terms = self._terms
        who, what = atm_name(terms.atm_id), terms.operation.value
        entry = AuditEntry(who, what, outcome, terms.txid, terms.card_id, detail)
        self._group.note(entry)


def _is_done_now(finish: Finish) -> bool:
    is_done = finish.transaction.state is TransactionState.DONE
    return finish.result is FinishResult.ENDED and is_done


def _hash(visit: str | None) -> str | None:
    return None if visit is None else text_hash(visit)


def _view(account: Account) -> AccountView:
    return AccountView(
        id=account.account_id,
        name=account.account_name[:ACCOUNT_NAME_SIZE_MAX],
        type=account.account_type,
        available=Balance.of(account.available),
        balance=Balance.of(account.balance),
    )
