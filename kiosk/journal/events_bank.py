"""What was asked of the bank during a visit, and what it said; no secret, no balance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group


class ChallengeResult(StrEnum):
    OK = "ok"
    LATE = "late"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CardChallenge(Event):
    """How the card's proof went, as far as the bank or the reader says. Never its contents.

    Attributes:
        result: `ok`, `late` after the bank's time for it, or `bad`: wrong; or the card was silent,
            which the device says, with rsn `no-answer`.
    """

    CODE: ClassVar[str] = "CARD_CHALLENGE"
    ACTOR: ClassVar[Actor] = Actor.BANK
    REASON: ClassVar[str] = "result"
    txid: bytes
    result: ChallengeResult


@dataclass(frozen=True, slots=True)
class BankRestored(Event):
    """The bank's books were put back to an earlier moment; it is told again what it has forgotten.

    Attributes:
        restoration: the bank's name for it, 16 random bytes.
        acked: seq up to which the bank has the journal now.
        count: withdrawals, cash loads and envelopes that it is told again.
    """

    CODE: ClassVar[str] = "BANK_RESTORED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    restoration: bytes
    acked: int
    count: int


@dataclass(frozen=True, slots=True)
class BankLevel(Event):
    """After BANK_RESTORED: the bank has compared its books with the HSM's own record.

    Attributes:
        restoration: as in BANK_RESTORED.
        is_level: whether the bank knows of all notes that the HSM has moved; else people look.
    """

    CODE: ClassVar[str] = "BANK_LEVEL"
    ACTOR: ClassVar[Actor] = Actor.BANK
    restoration: bytes
    is_level: bool


@dataclass(frozen=True, slots=True)
class AuthRequest(Event):
    """Before an authorisation is sent to the bank.

    Attributes:
        operation: `accounts`, `balance`, `withdrawal`, `transfer`, `deposit` or `pin-change`.
        amount: asked for, of a deposit claimed; none where no money moves.
        account_last4: the end of the account's id at the bank: of a transfer where it comes from,
            of a deposit where it goes; empty before the accounts are known.
    """

    CODE: ClassVar[str] = "AUTH_REQUEST"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes
    operation: str
    amount: Money | None = None
    account_last4: str = ""


@dataclass(frozen=True, slots=True)
class AuthApproved(Event):
    """The bank has approved.

    Attributes:
        ms: between request and answer.
    """

    CODE: ClassVar[str] = "AUTH_APPROVED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    txid: bytes
    ms: int


@dataclass(frozen=True, slots=True)
class AuthDeclined(Event):
    """The bank has declined, or refused to work on the request.

    Attributes:
        reason: the bank's code: `pin-wrong`, `card-blocked`, `funds`, `daily-limit`, `amount`,
            `not-linked`, `card-busy`, `atm-cash`, `stripe-refused`, `pin-weak`, `currency`; where
            it did not work on the request, what the customer is told: `card-blocked`,
            `visit-expired`, `silent`, `card`, `counters-differ`, `refused`. rsn then has the bank's
            own code, or `not-sent`, by the system, if it never got it.
        ms: between request and answer.
    """

    CODE: ClassVar[str] = "AUTH_DECLINED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    REASON: ClassVar[str] = "reason"
    txid: bytes
    reason: str
    ms: int


@dataclass(frozen=True, slots=True)
class AuthTimeout(Event):
    """An authorisation was sent and no answer came in time; what the bank did is unknown.

    Attributes:
        ms: waited.
        action: `cancel or resolve`: a withdrawal is cancelled at the HSM, and the bank asked.
    """

    CODE: ClassVar[str] = "AUTH_TIMEOUT"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    REASON: ClassVar[str] = "no-answer"
    txid: bytes
    ms: int
    action: str


@dataclass(frozen=True, slots=True)
class LateAnswer(Event):
    """The bank approves a withdrawal that was given up while it was asked.

    Attributes:
        action: `void`: its hold is given back, and no note moves.
    """

    CODE: ClassVar[str] = "LATE_ANSWER"
    ACTOR: ClassVar[Actor] = Actor.BANK
    REASON: ClassVar[str] = "too-late"
    txid: bytes
    action: str


@dataclass(frozen=True, slots=True)
class PinOk(Event):
    """The bank has found the PIN right.

    Attributes:
        tries: PINs typed in this visit, this one included.
    """

    CODE: ClassVar[str] = "PIN_OK"
    ACTOR: ClassVar[Actor] = Actor.CUSTOMER
    GROUP: ClassVar[Group] = Group.PIN
    tries: int


@dataclass(frozen=True, slots=True)
class PinFail(Event):
    """The bank has found the PIN wrong.

    Attributes:
        tries: wrong ones since the last right one, wherever they were typed.
        tries_left: before the card is stopped.
    """

    CODE: ClassVar[str] = "PIN_FAIL"
    ACTOR: ClassVar[Actor] = Actor.CUSTOMER
    GROUP: ClassVar[Group] = Group.PIN
    tries: int
    tries_left: int


@dataclass(frozen=True, slots=True)
class PinLimit(Event):
    """With PIN_FAIL, where no tries are left: the bank has stopped the card."""

    CODE: ClassVar[str] = "PIN_LIMIT"
    ACTOR: ClassVar[Actor] = Actor.BANK
    GROUP: ClassVar[Group] = Group.PIN
    REASON: ClassVar[str] = "tries-used-up"


@dataclass(frozen=True, slots=True)
class CardDeactivateSent(Event):
    """After three wrong PINs in one visit the bank is told that the card should be stopped.

    Attributes:
        tries: how often that was sent, this time included.
    """

    CODE: ClassVar[str] = "CARD_DEACTIVATE_SENT"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.PIN
    tries: int


@dataclass(frozen=True, slots=True)
class CardDeactivateConfirmed(Event):
    """The end of that: the bank has answered, or is not told again.

    Attributes:
        state: `deactivated`, `ignored` if the bank has not counted three wrong PINs, or
            `unanswered`.
        tries: how often that was sent.
    """

    CODE: ClassVar[str] = "CARD_DEACTIVATE_CONFIRMED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    GROUP: ClassVar[Group] = Group.PIN
    ACTOR_BY: ClassVar[str] = "state"
    ACTORS: ClassVar[Mapping[str, Actor]] = {"unanswered": Actor.SYSTEM}
    REASON: ClassVar[str] = "state"
    state: str
    tries: int


@dataclass(frozen=True, slots=True)
class BalanceShown(Event):
    """The balance is on the screen. That it was shown, not what it was."""

    CODE: ClassVar[str] = "BALANCE_SHOWN"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes


@dataclass(frozen=True, slots=True)
class PinChanged(Event):
    """The bank has taken the new PIN."""

    CODE: ClassVar[str] = "PIN_CHANGED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    txid: bytes


@dataclass(frozen=True, slots=True)
class TransferDone(Event):
    """The bank has moved the money from one account of the card to another.

    Attributes:
        from_last4, to_last4: the ends of both accounts' ids at the bank.
        amount: that was moved.
    """

    CODE: ClassVar[str] = "TRANSFER_DONE"
    ACTOR: ClassVar[Actor] = Actor.BANK
    txid: bytes
    from_last4: str
    to_last4: str
    amount: Money


@dataclass(frozen=True, slots=True)
class LinkUp(Event):
    """The bank answers again, or for the first time in this run.

    Attributes:
        down_ms: how long it did not; 0 at a start.
    """

    CODE: ClassVar[str] = "LINK_UP"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.SERVICE
    down_ms: int


@dataclass(frozen=True, slots=True)
class LinkDown(Event):
    """The bank does not answer any more.

    Attributes:
        cause: `no connection`, `no connection in time`, `no trusted connection`, `silence` of more
            than 10 s in a visit, or what was wrong with the answer.
        open_txids: transactions of this run without a DONE: also those that only wait for the
            bank's word.
    """

    CODE: ClassVar[str] = "LINK_DOWN"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.SERVICE
    REASON: ClassVar[str] = "cause"
    cause: str
    open_txids: tuple[bytes, ...] = ()
