"""What the journal is told of an authorisation's answer; no secret, no balance."""

from __future__ import annotations

from typing import Final

from bank_server.contract import ProblemCode
from bank_server.contract.authorisations import Declined
from kiosk.bank.errors import BankRefused
from kiosk.journal.entry import Actor, Entry, Out
from kiosk.journal.event_base import as_code
from kiosk.journal.events import (
    AuthApproved,
    AuthDeclined,
    CardChallenge,
    ChallengeResult,
    PinFail,
    PinLimit,
    PinOk,
)
from kiosk.money.ports import Told

TRIES_MAX: Final = 3

Evidence = list[Told]

NOT_SENT: Final = "not-sent"
NO_ANSWER: Final = "no-answer"

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
    """The bank did not work on it, perhaps because the card has not proved itself, or never got it.

    why: what the customer is told; the bank's own code is the entry's reason.
    """
    declined = AuthDeclined(txid, why, took_ms)
    if not isinstance(error, BankRefused):
        return [Entry(declined, out=Out.FAIL, rsn=NOT_SENT, actor=Actor.SYSTEM)]
    proof = _PROOFS.get(error.code)
    bad: Evidence = [] if proof is None else [(CardChallenge(txid, proof), Out.FAIL)]
    return [*bad, Entry(declined, out=Out.FAIL, rsn=as_code(error.code.value))]


def silent_card(txid: bytes) -> Evidence:
    """The card gave no answer to the bank's challenge."""
    silent = CardChallenge(txid, ChallengeResult.BAD)
    return [Entry(silent, out=Out.FAIL, rsn=NO_ANSWER, actor=Actor.DEVICE)]
