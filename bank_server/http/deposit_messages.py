"""What staff and bank say to each other of envelopes that people have to open."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from bank_server.contract.authorisations import ReferenceText
from bank_server.contract.deposit_results import ENVELOPE_NUMBER_MAX
from bank_server.contract.message import Amount, Balance, Message, Milliseconds, Txid, UuidText
from bank_server.contract.operations import EnvelopeResult
from bank_server.domain.open_deposits import OpenDeposit
from bank_server.http.staff_messages import AccountName, Proposed, Why
from bank_server.service.staff_deposits import Credited


class DepositVerify(Message):
    """
    Attributes:
        found: what was in the envelope.
        account: whose it is, where the bank does not know that any more; else null.
    """

    atm: UuidText
    txid: Txid
    found: Amount
    account: AccountName | None
    why: Why


class DepositReject(Message):
    """Nothing is credited."""

    atm: UuidText
    txid: Txid
    why: Why


class Deposit(Message):
    """An envelope that people have to open, or to look for.

    Attributes:
        since_ms: when the bank first heard of the transaction.
        reference: as printed on the envelope.
        account, claimed: as the customer said; null where a restored bank has forgotten it.
        was_rejected: two people have credited nothing for it before; the customer may have been
            told so.
        envelope: as the slot said; null if it has said nothing for a day.
        number: the slot's own count of it, or null.
    """

    since_ms: Milliseconds
    reference: ReferenceText
    account: AccountName | None
    claimed: Amount | None
    envelope: EnvelopeResult | None
    number: Annotated[int, Field(ge=0, le=ENVELOPE_NUMBER_MAX)] | None
    atm: UuidText
    txid: Txid
    was_rejected: bool

    @classmethod
    def of(cls, each: OpenDeposit, account_name: str | None) -> Self:
        money = each.claimed
        return cls(
            since_ms=each.since_ms,
            reference=each.reference,
            account=account_name,
            claimed=None if money is None else Amount.of(money),
            envelope=each.result,
            number=each.number,
            atm=each.atm_id,
            txid=each.txid,
            was_rejected=each.was_rejected,
        )


class Deposits(Message):
    """The oldest first; of those that were rejected, the one that was so last."""

    deposits: tuple[Deposit, ...]


class DepositAnswer(Message):
    """Either somebody else must confirm it, or one person's word was enough.

    Attributes:
        proposed: null where it is done.
        credited, account: what was done; null where nothing is done yet.
    """

    proposed: Proposed | None
    credited: Balance | None
    account: AccountName | None

    @classmethod
    def of(cls, came: Credited | Proposed) -> Self:
        if isinstance(came, Proposed):
            return cls(proposed=came, credited=None, account=None)
        credited = Balance.of(came.found)
        return cls(proposed=None, credited=credited, account=came.account_name)
