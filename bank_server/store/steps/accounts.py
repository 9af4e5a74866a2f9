"""Customers' accounts and the ledger behind them."""

from __future__ import annotations

from dataclasses import replace

from bank_server.contract.money import Money
from bank_server.domain import people
from bank_server.domain.ledger import (
    Account,
    AccountKind,
    Entry,
    PostingKind,
    internal_account_id,
    transfer,
)
from bank_server.domain.people import ActionKind, Confirmation, ConfirmResult
from bank_server.store.results import MakeResult, Snapshot
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.applying import open_internal_accounts, post


class AccountSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self, account_id: str, name: str, account_type: str, opening: Money, now_ms: int
    ) -> MakeResult:
        assert opening.minor >= 0, "the contract refuses a negative opening balance"

        def step(rows: Rows) -> MakeResult:
            if rows.account(account_id) is not None:
                return MakeResult.EXISTS
            zero = opening.zero()
            open_internal_accounts(rows, opening.currency)
            rows.put_account(
                Account(account_id, AccountKind.CUSTOMER, name, zero, zero, account_type)
            )
            if opening.is_payable:
                vault = internal_account_id(AccountKind.OPENING, opening.currency)
                posting = transfer(PostingKind.OPENING, account_id, vault, account_id, opening)
                post(rows, posting, now_ms)
            return MakeResult.MADE

        return self._engine.run(step)

    def account(self, account_id: str) -> Account | None:
        return self._engine.run(lambda rows: rows.account(account_id))

    def set_balance(
        self, account_id: str, balance: Money, confirmation: Confirmation, now_ms: int
    ) -> ConfirmResult:
        def step(rows: Rows) -> ConfirmResult:
            proposal = rows.proposal(confirmation.proposal_id)
            body = people.balance_body(account_id, balance)
            refusal = people.refusal(
                proposal, ActionKind.SET_BALANCE, body, confirmation.by, now_ms
            )
            if refusal is not None:
                return refusal
            assert proposal is not None, "an unknown proposal is refused"
            account = rows.account(account_id)
            if account is None or not _may_become(account, balance):
                return ConfirmResult.REFUSED
            correction = internal_account_id(AccountKind.CORRECTION, balance.currency)
            by = balance - account.balance
            if by.minor:
                kind = PostingKind.CORRECTION
                posting = transfer(kind, proposal.proposal_id, correction, account_id, by)
                post(rows, posting, now_ms)
            rows.put_proposal(replace(proposal, used_by=confirmation.by))
            return ConfirmResult.DONE

        return self._engine.run(step)

    def entries(self, account_id: str, count_max: int) -> tuple[Entry, ...]:
        return self._engine.run(lambda rows: rows.entries(account_id, count_max))

    def snapshot(self) -> Snapshot:
        def step(rows: Rows) -> Snapshot:
            atms = rows.atms()
            return Snapshot(
                rows.accounts(),
                rows.entries(None, None),
                rows.transactions(),
                atms,
                tuple(one for atm in atms for one in rows.balancings(atm.atm_id, 0)),
                rows.days(),
            )

        return self._engine.run(step)


def _may_become(account: Account, balance: Money) -> bool:
    return (
        account.kind is AccountKind.CUSTOMER
        and account.balance.currency == balance.currency
        and balance >= account.held
    )
