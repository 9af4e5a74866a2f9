"""What was asked of the bank during a visit, and what it said; no secret, no balance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Event


class ChallengeResult(StrEnum):
    OK = "ok"
    LATE = "late"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CardChallenge(Event):
    """How the card's proof went; never the challenge, never the answer."""

    CODE: ClassVar[str] = "CARD_CHALLENGE"
    txid: bytes
    result: ChallengeResult


@dataclass(frozen=True, slots=True)
class AuthRequest(Event):
    """Before the authorisation is sent."""

    CODE: ClassVar[str] = "AUTH_REQUEST"
    txid: bytes
    operation: str
    amount: Money | None = None
    account_last4: str = ""


@dataclass(frozen=True, slots=True)
class AuthApproved(Event):
    CODE: ClassVar[str] = "AUTH_APPROVED"
    txid: bytes
    ms: int


@dataclass(frozen=True, slots=True)
class AuthDeclined(Event):
    CODE: ClassVar[str] = "AUTH_DECLINED"
    txid: bytes
    reason: str
    ms: int


@dataclass(frozen=True, slots=True)
class AuthTimeout(Event):
    """No answer; `action` is what is done about it."""

    CODE: ClassVar[str] = "AUTH_TIMEOUT"
    txid: bytes
    ms: int
    action: str


@dataclass(frozen=True, slots=True)
class PinOk(Event):
    CODE: ClassVar[str] = "PIN_OK"
    tries: int


@dataclass(frozen=True, slots=True)
class PinFail(Event):
    CODE: ClassVar[str] = "PIN_FAIL"
    tries: int
    tries_left: int


@dataclass(frozen=True, slots=True)
class PinLimit(Event):
    CODE: ClassVar[str] = "PIN_LIMIT"


@dataclass(frozen=True, slots=True)
class BalanceShown(Event):
    """That it was shown, not what it was."""

    CODE: ClassVar[str] = "BALANCE_SHOWN"
    txid: bytes


@dataclass(frozen=True, slots=True)
class PinChanged(Event):
    CODE: ClassVar[str] = "PIN_CHANGED"
    txid: bytes


@dataclass(frozen=True, slots=True)
class LinkUp(Event):
    CODE: ClassVar[str] = "LINK_UP"
    down_ms: int


@dataclass(frozen=True, slots=True)
class LinkDown(Event):
    CODE: ClassVar[str] = "LINK_DOWN"
    cause: str
    open_txids: tuple[bytes, ...] = ()
