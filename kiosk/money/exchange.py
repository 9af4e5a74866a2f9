"""One question to the bank: challenge, the card's answer, the PIN block, the authorisation.

Each step begins when the one before has succeeded; the authorisation is sent once. What comes
back is one of four: approved, declined, surely not done, or unknown.
Source: docs/protocols.md, sections 5 and 6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from bank_server.contract import (
    AuthorisationReply,
    AuthorisationRequest,
    ChallengeReply,
    ChallengeRequest,
    DeclineReason,
    Operation,
    PinProof,
    ProblemCode,
    VisitProof,
)
from bank_server.contract.authorisations import Declined as DeclinedReply
from bank_server.contract.challenges import NoteCount
from bank_server.contract.message import Amount
from bank_server.contract.money import Money
from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError
from hardware.status import Status
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, Result, Unknown
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.visit.events import Failure
from kiosk.journal.entry import Out
from kiosk.journal.events import AuthRequest, AuthTimeout
from kiosk.money import evidence
from kiosk.money.ports import CardInUse, Ports

SLOT_CURRENT: Final = 0
SLOT_NEW: Final = 1
LAST_SHOWN: Final = 4  # of an account's id, in the journal


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        txid: new for every question, and for every PIN attempt.
        account: the account's id at the bank, or None for the card's first; none for a deposit.
        target: where a transfer or a deposit goes.
        with_pin: the PIN typed now proves the customer; otherwise the visit's token does.
        with_new_pin: the new PIN goes along.
        pin_tries: PINs typed for the bank in this visit, this one included.
    """

    txid: bytes
    operation: Operation
    account: str | None = None
    target: str | None = None
    amount: Money | None = None
    notes: tuple[CanisterNotes, ...] = ()
    opened: Record | None = None
    with_pin: bool = False
    with_new_pin: bool = False
    pin_tries: int = 1


@dataclass(frozen=True, slots=True)
class Approved:
    reply: AuthorisationReply = field(repr=False)


@dataclass(frozen=True, slots=True)
class Declined:
    reason: DeclineReason
    tries_left: int | None


@dataclass(frozen=True, slots=True)
class NotAsked:
    """The bank has not done it: it refused, or the authorisation was never sent."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The authorisation was sent; what became of it is unknown."""


Answer = Approved | Declined | NotAsked | NoAnswer

_FAILURES: Final = {
    ProblemCode.VISIT_EXPIRED: Failure.EXPIRED,
    ProblemCode.CARD_BLOCKED: Failure.BLOCKED,
    ProblemCode.CARD_UNKNOWN: Failure.BLOCKED,
    ProblemCode.CHALLENGE_EXPIRED: Failure.SILENT,
    ProblemCode.OVERLOADED: Failure.SILENT,
    ProblemCode.RATE: Failure.SILENT,
    ProblemCode.RESPONSE_WRONG: Failure.CARD,
    ProblemCode.COUNTERS_DIFFER: Failure.COUNTERS,
}


class Exchange:
    """One question, asked once. The visit's token is kept by whoever makes the exchange."""

    def __init__(
        self,
        ports: Ports,
        card: CardInUse,
        visit: str | None,
        token: Secret | None,
        deliver: Callable[[Answer], None],
    ) -> None:
        self._ports = ports
        self._card = card
        self._visit = visit
        self._token = token
        self._deliver = deliver
        self._sent_at = 0.0
        self._is_stopped = False

    def stop(self) -> None:
        """What has not been sent yet is not sent: card and token are no longer to be used."""
        self._is_stopped = True

    def ask(self, question: Question) -> None:
        stripe_code = self._card.stripe_code
        try:
            request = ChallengeRequest(
                anchor=self._ports.anchor(),
                txid=question.txid.hex(),
                card_id=self._card.card_id.reveal().decode("ascii"),
                operation=question.operation,
                source=question.account,
                target=question.target,
                amount=_amount(question.amount),
                notes=tuple(
                    NoteCount(canister=line.canister, count=line.count) for line in question.notes
                ),
                open_record=None if question.opened is None else question.opened.encode().hex(),
                stripe_code=None if stripe_code is None else stripe_code.reveal().decode("ascii"),
            )
        except ValidationError:
            # A device said what the bank's contract cannot carry. Whoever asks is told after this.
            refused = NotAsked(Failure.REFUSED)
            self._ports.loop.post(lambda: self._deliver(refused))
            return
        self._ports.bank.submit(request, lambda result: self._challenged(question, result))

    def _challenged(self, question: Question, result: Result[ChallengeReply]) -> None:
        match result:
            case _ if self._is_stopped:
                self._deliver(NotAsked(Failure.CARD))
            case Done(reply) if self._card.stripe_code is not None:
                # A stripe answers nothing: its code went along, and the card is out already.
                self._prove(question, reply.challenge.encode("ascii"), None)
            case Done(reply):
                challenge = reply.challenge.encode("ascii")
                insert_no = self._card.insert_no
                self._ports.devices.card_reader.submit(
                    lambda reader: reader.challenge(insert_no, challenge),
                    lambda answer: self._answered(question, challenge, answer),
                )
            case _:
                self._deliver(NotAsked(_bank_failure(result.error)))

    def _answered(self, question: Question, challenge: bytes, result: Result[Secret]) -> None:
        if not isinstance(result, Done):
            self._ports.note_all(evidence.silent_card(question.txid), self._visit)
            self._deliver(NotAsked(Failure.CARD))
            return
        self._prove(question, challenge, result.value)

    def _prove(self, question: Question, challenge: bytes, response: Secret | None) -> None:
        """The card has proven itself; now whoever holds it. response: None for a stripe card."""
        if self._is_stopped:
            self._deliver(NotAsked(Failure.CARD))
        elif question.with_pin:
            self._take_block(SLOT_CURRENT, question, challenge, response, None)
        elif question.with_new_pin:
            self._take_block(SLOT_NEW, question, challenge, response, None)
        else:
            self._authorise(question, response, None, None)

    def _take_block(
        self,
        slot: int,
        question: Question,
        challenge: bytes,
        response: Secret | None,
        current: Secret | None,
    ) -> None:
        def taken(result: Result[Secret]) -> None:
            if self._is_stopped:
                self._deliver(NotAsked(Failure.CARD))
            elif not isinstance(result, Done):
                self._deliver(NotAsked(_pad_failure(result.error)))
            elif slot == SLOT_NEW:
                self._authorise(question, response, current, result.value)
            elif question.with_new_pin:
                self._take_block(SLOT_NEW, question, challenge, response, result.value)
            else:
                self._authorise(question, response, result.value, None)

        self._ports.pins.block(slot, self._card.card_id, challenge, taken)

    def _authorise(
        self,
        question: Question,
        response: Secret | None,
        block: Secret | None,
        new_block: Secret | None,
    ) -> None:
        if block is None and self._token is None:
            self._deliver(NotAsked(Failure.EXPIRED))
            return
        try:
            request = AuthorisationRequest(
                anchor=self._ports.anchor(),
                txid=question.txid.hex(),
                response=None if response is None else response.reveal().hex(),
                proof=_proof(block, self._token),
                new_pin_block=None if new_block is None else new_block.reveal().hex(),
            )
        except ValidationError:
            self._deliver(NotAsked(Failure.REFUSED))
            return
        account = (question.account or "")[-LAST_SHOWN:]
        event = AuthRequest(question.txid, question.operation.value, question.amount, account)
        self._ports.note(event, self._visit)
        self._sent_at = self._ports.loop.now()
        self._ports.bank.submit(request, lambda result: self._authorised(question, result))

    def _authorised(self, question: Question, result: Result[AuthorisationReply]) -> None:
        took_ms = round((self._ports.loop.now() - self._sent_at) * 1000)
        match result:
            case Done(reply) if reply.txid != question.txid.hex():
                # An answer to another question says nothing about this one.
                self._unanswered(question, took_ms)
            case Done(DeclinedReply() as reply):
                told = evidence.decline(question.txid, reply, took_ms)
                self._ports.note_all(told, self._visit)
                self._deliver(Declined(reply.reason, reply.tries_left))
            case Done(reply):
                tries = question.pin_tries if question.with_pin else None
                told = evidence.approval(question.txid, took_ms, tries)
                self._ports.note_all(told, self._visit)
                self._deliver(Approved(reply))
            case Unknown():
                self._unanswered(question, took_ms)
            case _:
                failure = _bank_failure(result.error)
                told = evidence.refusal(question.txid, result.error, failure.value, took_ms)
                self._ports.note_all(told, self._visit)
                self._deliver(NotAsked(failure))

    def _unanswered(self, question: Question, took_ms: int) -> None:
        timeout = AuthTimeout(question.txid, took_ms, "cancel or resolve")
        self._ports.note(timeout, self._visit, Out.UNKNOWN)
        self._deliver(NoAnswer())


def _proof(block: Secret | None, token: Secret | None) -> PinProof | VisitProof:
    if block is not None:
        return PinProof(pin_block=block.reveal().hex())
    assert token is not None, "the PIN or an earlier one proves the customer"
    return VisitProof(visit=token.reveal().decode("ascii"))


def _amount(money: Money | None) -> Amount | None:
    return None if money is None else Amount(minor=money.minor, currency=money.currency)


def _bank_failure(error: Exception) -> Failure:
    if isinstance(error, BankRefused):
        return _FAILURES.get(error.code, Failure.REFUSED)
    return Failure.SILENT


def _pad_failure(error: Exception) -> Failure:
    if isinstance(error, DeviceError) and error.status is Status.PIN_DIFFERENT:
        return Failure.DIFFERENT
    return Failure.REFUSED
