"""Staff open accounts, look at them, and propose a balance that a second person must confirm."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from bank_server.contract.money import Money
from bank_server.contract.problems import ProblemCode
from bank_server.domain.ledger import Account, AccountKind
from bank_server.domain.people import ActionKind, balance_body
from bank_server.service.identifiers import new_hex
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name
from bank_server.store.base import MakeResult

# An account's id follows from its name, so the desk finds it by name and no name exists twice.
NAMES: Final = UUID("5a1f3c52-6f0b-4c8e-9d0a-6f1f5b7a2e10")
ACCOUNT_TYPE: Final = "current"
NO_ACCOUNT: Final = Refusal(ProblemCode.NOT_FOUND, "no account has this name")


def account_id_of(name: str) -> str:
    return str(uuid5(NAMES, name))


class StaffAccounts:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def create(
        self, by: str, name: str, opening: Money, account_type: str = ACCOUNT_TYPE
    ) -> Account | Refusal:
        if not name.isprintable():
            return Refusal(ProblemCode.BAD_REQUEST, "name has characters that cannot be shown")
        parts, account_id = self._parts, account_id_of(name)
        made = parts.store.accounts.create(account_id, name, account_type, opening, parts.now_ms())
        if made is not MakeResult.MADE:
            refusal = Refusal(StaffCode.EXISTS, "an account has this name already")
            return parts.refused(staff_name(by), "account-create", refusal)
        parts.done(staff_name(by), "account-create", subject=name)
        created = parts.store.accounts.account(account_id)
        assert created is not None, "what was made exists"
        return created

    def show(self, name: str) -> Account | Refusal:
        return self._parts.store.accounts.account(account_id_of(name)) or NO_ACCOUNT

    def all(self) -> tuple[Account, ...]:
        accounts = self._parts.store.accounts.snapshot().accounts
        customers = [each for each in accounts if each.kind is AccountKind.CUSTOMER]
        return tuple(sorted(customers, key=lambda each: each.account_name))

    def propose_balance(self, by: str, name: str, minor: int) -> str | Refusal:
        """The id that a second person confirms. Nothing moves before."""
        parts, account = self._parts, self.show(name)
        if isinstance(account, Refusal):
            return account
        balance = Money(minor, account.balance.currency)
        proposal_id = new_hex(parts.random_bytes)
        body = balance_body(account.account_id, balance)
        parts.store.staff.propose(proposal_id, ActionKind.SET_BALANCE, body, by, parts.now_ms())
        parts.done(staff_name(by), "set-balance-proposed", subject=name)
        return proposal_id
