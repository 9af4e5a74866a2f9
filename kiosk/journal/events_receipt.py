"""What became of a receipt, which never changes what became of the money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.journal.event_base import Actor, Event


@dataclass(frozen=True, slots=True)
class ReceiptPrinted(Event):
    """The printer has cut the receipt of a transaction that succeeded.

    Attributes:
        paper: what is left: `ok`, `low` or `out`.
    """

    CODE: ClassVar[str] = "RECEIPT_PRINTED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    txid: bytes
    paper: str


@dataclass(frozen=True, slots=True)
class ReceiptTaken(Event):
    """The receipt is gone from its slot; only where the printer has a sensor for it.

    Attributes:
        wait_ms: since it was cut, or since nobody knew whether it was.
    """

    CODE: ClassVar[str] = "RECEIPT_TAKEN"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    txid: bytes
    wait_ms: int


@dataclass(frozen=True, slots=True)
class ReceiptFail(Event):
    """The transaction succeeded, and its receipt was not printed, or nobody knows whether it was.

    Attributes:
        code: `out` of paper, `jam`, `open` cover, or `lost` printer.
    """

    CODE: ClassVar[str] = "RECEIPT_FAIL"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "code"
    txid: bytes
    code: str


@dataclass(frozen=True, slots=True)
class ReceiptDeclined(Event):
    """The transaction succeeded, and the customer wants no receipt on paper."""

    CODE: ClassVar[str] = "RECEIPT_DECLINED"
    ACTOR: ClassVar[Actor] = Actor.CUSTOMER
    txid: bytes
