"""What a customer has ordered that moves no notes, and the txid that stands for it."""

from __future__ import annotations

from dataclasses import dataclass

from bank_server.contract.money import Money


@dataclass(frozen=True, slots=True)
class TransferOrder:
    """source, target: the accounts' ids at the bank, two different ones of this card."""

    txid: bytes
    source: str
    target: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DepositOrder:
    """target: the account's id at the bank. amount: what the customer says is in the envelope."""

    txid: bytes
    target: str
    amount: Money
