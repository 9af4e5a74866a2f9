"""What became of an envelope with cash or checks, from the bank's yes until people take it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Actor, Event


@dataclass(frozen=True, slots=True)
class DepositApproved(Event):
    """The bank agrees to take an envelope; on disk before the slot opens.

    Attributes:
        account_last4: the end of the account's id at the bank.
        claimed: amount that the customer typed; nobody has counted it.
        reference: the bank's, printed on the envelope.
    """

    CODE: ClassVar[str] = "DEPOSIT_APPROVED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    txid: bytes
    account_last4: str
    claimed: Money
    reference: str


@dataclass(frozen=True, slots=True)
class DepositInserted(Event):
    """The slot has taken the envelope in, and is shut again; on disk before the bank hears of it.

    Attributes:
        envelope: its number, as the slot counts.
        wait_ms: since the slot opened; 0 where a start finds it so.
    """

    CODE: ClassVar[str] = "DEPOSIT_INSERTED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    txid: bytes
    envelope: int
    wait_ms: int


@dataclass(frozen=True, slots=True)
class DepositNotInserted(Event):
    """No envelope has passed the slot, which is shut or never opened; on disk before the bank hears
    that it may forget the deposit.

    Attributes:
        why: `cancel`, `link` or `timeout` of the open slot; `full`, `slot-refused` or `no-slot`
            where it did not open; `no-approval` where the bank's answer was lost, and `restart`
            where a start finds that no envelope came.
    """

    CODE: ClassVar[str] = "DEPOSIT_NOT_INSERTED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    ACTOR_BY: ClassVar[str] = "why"
    ACTORS: ClassVar[Mapping[str, Actor]] = {
        "cancel": Actor.CUSTOMER,
        "link": Actor.SYSTEM,
        "no-approval": Actor.SYSTEM,
    }
    REASON: ClassVar[str] = "why"
    txid: bytes
    why: str


@dataclass(frozen=True, slots=True)
class DepositFail(Event):
    """Whether the envelope is inside is not known, and people must look; on disk before the bank
    hears of it. No envelope is taken until they have.

    Attributes:
        code: `jam`, as the slot says, or `lost`: its memory tells of another envelope.
    """

    CODE: ClassVar[str] = "DEPOSIT_FAIL"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "code"
    txid: bytes
    code: str


@dataclass(frozen=True, slots=True)
class DepositSent(Event):
    """The bank is told what became of the envelope; once more at each repetition.

    Attributes:
        envelope: `accepted`, `refused` or `unknown`.
        tries: this one included.
    """

    CODE: ClassVar[str] = "DEPOSIT_SENT"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes
    envelope: str
    tries: int


@dataclass(frozen=True, slots=True)
class DepositConfirmed(Event):
    """The bank has acknowledged what became of the envelope.

    Attributes:
        state: what it made of the deposit: `pending` until people have opened the envelope,
            `void`, or `disputed`.
        tries: how often it was told.
    """

    CODE: ClassVar[str] = "DEPOSIT_CONFIRMED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    txid: bytes
    state: str
    tries: int
