"""What the journal is told of an authorisation's answer; no secret, no balance."""

from __future__ import annotations

from typing import Final

from bank_server.contract import ProblemCode
from bank_server.contract.authorisations import Declined
from kiosk.bank.errors import BankRefused
from kiosk.journal.entry import Out
from kiosk.journal.event_base import Event
from kiosk.journal.events import (
    AuthApproved,
    AuthDeclined,
    CardChallenge,
    ChallengeResult,
    PinFail,
    PinLimit,
    PinOk,
)

TRIES_MAX: Final = 3

Evidence = list[tuple[Event, Out]]

_PROOFS: Final = {
    ProblemCode.CHALLENGE_EXPIRED: ChallengeResult.LATE,
    ProblemCode.RESPONSE_WRONG: ChallengeResult.BAD,
}


def approval(txid: bytes, took_ms: int, pin_tries: int | None) -> Evidence:
    """pin_tries: None if no PIN went along."""
    told: Evidence = [
        (CardChallenge(txid, ChallengeResult.OK), Out.OK),
        (AuthApproved(txid, took_ms), Out.OK),
    ]
    return told if pin_tries is None else [*told, (PinOk(pin_tries), Out.OK)]


def decline(txid: bytes, reply: Declined, took_ms: int) -> Evidence:
    """The bank's no; where it counts tries, the PIN was wrong."""
    told: Evidence = [(AuthDeclined(txid, reply.reason.value, took_ms), Out.FAIL)]
    left = reply.tries_left
    if left is not None:
        told.append((PinFail(TRIES_MAX - left, left), Out.FAIL))
    if left == 0:
        told.append((PinLimit(), Out.FAIL))
    return told


def refusal(txid: bytes, error: Exception, why: str, took_ms: int) -> Evidence:
    """The bank did not work on it, perhaps because the card has not proved itself."""
    proof = _PROOFS.get(error.code) if isinstance(error, BankRefused) else None
    bad: Evidence = [] if proof is None else [(CardChallenge(txid, proof), Out.FAIL)]
    return [*bad, (AuthDeclined(txid, why, took_ms), Out.FAIL)]


def silent_card(txid: bytes) -> Evidence:
    """The card gave no answer to the bank's challenge."""
    return [(CardChallenge(txid, ChallengeResult.BAD), Out.FAIL)]
