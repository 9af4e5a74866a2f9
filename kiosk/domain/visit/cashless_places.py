"""Where a customer is who moves money without notes; accounts are named by the bank's ids."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bank_server.contract.money import Money
from kiosk.domain.screens import Notice


@dataclass(frozen=True, slots=True)
class ChoosingSource:
    """Which account a transfer takes from. part: which part of the accounts is shown."""

    part: int = 0


@dataclass(frozen=True, slots=True)
class ChoosingTarget:
    """Which account a transfer gives to; not asked where there is one other only."""

    source: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class TypingTransfer:
    """Attributes: digits: of the amount in cents, as they were typed."""

    source: str
    target: str
    digits: str = ""
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class ConfirmingTransfer:
    source: str
    target: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Transferring:
    """The bank is asked: it cannot be called back."""

    source: str
    target: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Transferred:
    source: str
    target: str
    amount: Money
    reference: str


@dataclass(frozen=True, slots=True)
class TypingDeposit:
    """As for a transfer: what the customer says is in the envelope."""

    target: str
    digits: str = ""
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class ConfirmingDeposit:
    target: str
    amount: Money


class SlotPhase(Enum):
    ASKING = "contacting the bank"
    OPEN = "insert the envelope"
    CHECKING = "the slot closes"


@dataclass(frozen=True, slots=True)
class Depositing:
    """Attributes:
    cancelled: the customer does not want it any more. link_lost: the bank is not there any more.
    envelope: what the bank calls it, once the slot is open.
    """

    target: str
    amount: Money
    phase: SlotPhase = SlotPhase.ASKING
    cancelled: bool = False
    link_lost: bool = False
    envelope: str = ""


@dataclass(frozen=True, slots=True)
class Deposited:
    target: str
    amount: Money
    reference: str
    envelope: str
