"""Where a withdrawal is; each state holds only what is valid in it."""

from __future__ import annotations

from dataclasses import dataclass

from bank_server.contract.money import Money
from hardware.crypto.record import Record
from kiosk.domain.transactions.withdrawal.job import Denial, Job, Voucher


@dataclass(frozen=True, slots=True)
class Intending:
    """INTENT is being written."""

    job: Job
    cancelled: Denial | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """INTENT is on disk; OPEN has been sent."""

    job: Job
    cancelled: Denial | None = None


@dataclass(frozen=True, slots=True)
class Authorising:
    """The HSM has opened; challenge, answer and authorisation are under way."""

    job: Job
    opened: Record
    cancelled: Denial | None = None


@dataclass(frozen=True, slots=True)
class CardLeaving:
    """The bank has approved; the card goes out before the cash."""

    job: Job
    opened: Record
    vouchers: tuple[Voucher, ...]


@dataclass(frozen=True, slots=True)
class Commanding:
    """CMD is being written: from here on cancel is refused."""

    job: Job
    vouchers: tuple[Voucher, ...]


@dataclass(frozen=True, slots=True)
class Picking:
    """CMD is on disk; DISPENSE has been sent; waiting for the stack."""

    job: Job
    polls: int = 0
    silences: int = 0


@dataclass(frozen=True, slots=True)
class Deciding:
    """Fewer notes lie stacked than were granted; the customer takes them or not."""

    job: Job
    possible: Money


@dataclass(frozen=True, slots=True)
class Presenting:
    """PRESENT has been sent."""

    job: Job
    polls: int = 0
    silences: int = 0


@dataclass(frozen=True, slots=True)
class Presented:
    """Notes lie at the shutter; the HSM itself waits, then has taken or retracted."""

    job: Job
    polls: int = 0
    silences: int = 0


@dataclass(frozen=True, slots=True)
class Cancelling:
    """CANCEL until FINAL. `commanded`: CMD is on disk, so the HSM must know the txid."""

    txid: bytes
    job: Job | None
    denial: Denial
    commanded: bool
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Resolving:
    """The HSM does not know this txid. If it never opened it, the bank makes a tombstone.

    commanded: CMD is on disk, so the HSM has forgotten it; at the bank people may have ended it.
    """

    txid: bytes
    job: Job | None
    denial: Denial
    commanded: bool
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Recording:
    """RES is being written."""

    job: Job | None
    final: Record
    denial: Denial | None


@dataclass(frozen=True, slots=True)
class Settling:
    """RES is on disk; the bank gets the record until it acknowledges it."""

    txid: bytes
    final: Record
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """DONE is being written."""

    txid: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """DONE is on disk."""

    txid: bytes


@dataclass(frozen=True, slots=True)
class Stuck:
    """Two witnesses contradict each other: a person must look. The journal keeps the open entry."""

    txid: bytes
    why: str


State = (
    Intending
    | Opening
    | Authorising
    | CardLeaving
    | Commanding
    | Picking
    | Deciding
    | Presenting
    | Presented
    | Cancelling
    | Resolving
    | Recording
    | Settling
    | Closing
    | Finished
    | Stuck
)
