"""What a bank's day consists of, call by call: a visit with a withdrawal, and what an ATM reports.

The order of a visit is the kiosk's: the PIN is proven with the first question, and the withdrawal
goes by the visit that this began. A withdrawal in all is six durable steps.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

from bank_server.contract.authorisations import AuthorisationRequest, PinProof, VisitProof
from bank_server.contract.challenges import ChallengeReply, ChallengeRequest, NoteCount
from bank_server.contract.heartbeats import Beat, HeartbeatReply, HeartbeatRequest
from bank_server.contract.journal_entries import JournalEntriesReply, JournalEntriesRequest
from bank_server.contract.message import Amount, Anchor
from bank_server.contract.operations import Operation, ServiceState, SettlementState
from bank_server.contract.settlements import SettlementReply, SettlementRequest
from bank_server.service.pin_work import PinFindings, PinWork
from bench.measured_bank import ATM, CURRENCY, DEVICE_KEY, MeasuredBank
from bench.measured_hsm import CANISTERS
from hardware.crypto import challenge as card_challenge
from hardware.crypto import pin_block
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.sealed_line import TAIL, seal_of, sealed
from hardware.crypto.sealed_log import Chain, key_name
from hardware.crypto.secret import Secret

LINES: Final = 50
BETWEEN_VISITS_MS: Final = 200_000
NOTES: Final = MappingProxyType({1: 1, 2: 2})
AMOUNT: Final = sum(CANISTERS[canister] * count for canister, count in NOTES.items())
PIN: Final = Secret(b"2580")
RUN: Final = "ab" * 16

T = TypeVar("T")


@unique
class Call(StrEnum):
    """One durable step each, in the words of the report."""

    QUESTION = "challenge for a question"
    PIN_COUNTED = "PIN try counted, card's answer good"
    PIN_PROVEN = "PIN right, accounts told"
    BALANCE = "balance told within the visit"
    CASH = "challenge for cash"
    HELD = "cash approved within the visit, held"
    CAPTURED = "settlement, captured"
    JOURNAL = f"{LINES} journal lines kept"
    HEARTBEAT = "heartbeat"
    SNAPSHOT = "all books read for the audit"


WITHDRAWAL: Final = (
    Call.QUESTION,
    Call.PIN_COUNTED,
    Call.PIN_PROVEN,
    Call.CASH,
    Call.HELD,
    Call.CAPTURED,
)


class Timed(Protocol):
    """Does what it is given, and keeps how long the store took for it."""

    def __call__(self, call: Call, act: Callable[[], T]) -> T: ...


class BankDay:
    """One ATM at one bank: one call after the other, as its one kiosk makes them."""

    def __init__(self, bank: MeasuredBank, timed: Timed) -> None:
        self._bank = bank
        self.timed = timed
        self._key = subkey(Secret(DEVICE_KEY), KeyName.CHALLENGE)
        self._pad_key = subkey(Secret(DEVICE_KEY), KeyName.PIN)
        self._chain = Chain(bank.journal_key)
        self._journal = key_name(bank.journal_key)
        self._beats = 0

    def visit(self, number: int) -> None:
        """A customer asks for the balance and takes notes; then the ATM reports."""
        self._bank.clock.now_ms += BETWEEN_VISITS_MS
        card = self._bank.cards[number % len(self._bank.cards)]
        visit = self._prove_pin(card)
        self._ask_balance(card, visit)
        self._withdraw(card, visit)
        self._report()

    def read_books(self) -> int:
        """How many transactions there are."""
        return len(self.timed(Call.SNAPSHOT, self._bank.store.accounts.snapshot).transactions)

    def _prove_pin(self, card: str) -> str:
        """The token of a visit."""
        txid, challenge = self._challenge(card, Operation.ACCOUNTS)
        block = pin_block.encrypt(
            PIN,
            self._pad_key,
            pin_block.SLOT_CURRENT,
            Secret(card.encode()),
            challenge.encode(),
            os.urandom(8),
        )
        proof = PinProof(pin_block=block.reveal().hex())
        asked, cases = self._authorisation(txid, challenge, proof), self._bank.authorisations
        work = self.timed(
            Call.PIN_COUNTED,
            lambda: cases.begin(ATM, asked, arrived_ms=self._bank.clock.now_ms, has_place=True),
        )
        assert isinstance(work, PinWork), "the PIN is compared now"
        right = PinFindings(is_right=True)  # Argon2 is no step of the store
        answer = self.timed(Call.PIN_PROVEN, lambda: cases.finish(work, right))
        return str(_approved(answer)["visit"])

    def _ask_balance(self, card: str, visit: str) -> None:
        self._by_visit(Call.BALANCE, visit, *self._challenge(card, Operation.BALANCE))

    def _withdraw(self, card: str, visit: str) -> None:
        txid, challenge = self._challenge(card, Operation.WITHDRAWAL)
        self._by_visit(Call.HELD, visit, txid, challenge)
        receipt = self._bank.hsm.taken(txid, NOTES)
        ended = SettlementRequest(anchor=Anchor.zero(), txid=txid, receipt=receipt)
        settled = self.timed(Call.CAPTURED, lambda: self._bank.settlements.settle(ATM, ended))
        assert isinstance(settled, SettlementReply), "the record is genuine"
        assert settled.state is SettlementState.CAPTURED, "the notes were taken"

    def _report(self) -> None:
        lines = [self._line() for _ in range(LINES)]
        seal, first = seal_of(lines[-1]), self._chain.number - LINES
        anchor = Anchor(
            seq=self._chain.number - 1, h=seal.h.hex(), m=seal.m.hex(), key=self._journal
        )
        sent = JournalEntriesRequest(
            anchor=anchor,
            key=self._journal,
            from_seq=first,
            lines=tuple(line.decode() for line in lines),
        )
        kept = self.timed(Call.JOURNAL, lambda: self._bank.journals.keep(ATM, sent))
        assert isinstance(kept, JournalEntriesReply), "the lines are sealed and follow"
        self._beats += 1
        alive = HeartbeatRequest(
            anchor=anchor,
            state=ServiceState.IN_SERVICE,
            reasons=(),
            counters=(),
            software="bench",
            beat=Beat(run=RUN, number=self._beats, before=()),
        )
        heard = self.timed(Call.HEARTBEAT, lambda: self._bank.terminals.heartbeat(ATM, alive))
        assert isinstance(heard, HeartbeatReply), "the ATM is known"
        assert not heard.commands, "nothing stops it"

    def _challenge(self, card: str, operation: Operation) -> tuple[str, str]:
        """A new txid, and the challenge that it was given."""
        txid, is_cash = os.urandom(16).hex(), operation is Operation.WITHDRAWAL
        asked = ChallengeRequest(
            anchor=Anchor.zero(),
            txid=txid,
            card_id=card,
            operation=operation,
            source=None,
            target=None,
            amount=Amount(minor=AMOUNT, currency=CURRENCY) if is_cash else None,
            notes=tuple(NoteCount(canister=n, count=c) for n, c in NOTES.items() if is_cash),
            open_record=self._bank.hsm.open(txid) if is_cash else None,
            stripe_code=None,
        )
        call = Call.CASH if is_cash else Call.QUESTION
        given = self.timed(call, lambda: self._bank.challenges.give(ATM, asked))
        assert isinstance(given, ChallengeReply), "card and ATM are good"
        return txid, given.challenge

    def _by_visit(self, call: Call, visit: str, txid: str, challenge: str) -> None:
        asked = self._authorisation(txid, challenge, VisitProof(visit=visit))
        cases, now_ms = self._bank.authorisations, self._bank.clock.now_ms
        answer = self.timed(
            call, lambda: cases.begin(ATM, asked, arrived_ms=now_ms, has_place=False)
        )
        _approved(answer)

    def _authorisation(
        self, txid: str, challenge: str, proof: PinProof | VisitProof
    ) -> AuthorisationRequest:
        response = card_challenge.answer(self._key, challenge.encode()).reveal().hex()
        return AuthorisationRequest(
            anchor=Anchor.zero(), txid=txid, response=response, proof=proof, new_pin_block=None
        )

    def _line(self) -> bytes:
        """As long as most of a kiosk's."""
        text = {
            "seq": self._chain.number,
            "t": self._bank.clock.now_ms,
            "mono": self._chain.number,
            "boot": 1,
            "atm": ATM,
            "visit": "1-17",
            "txn": RUN,
            "ev": "AUTH_REQUEST",
            "out": "ok",
            "rsn": "",
            "actor": "system",
            "d": {"txid": RUN, "operation": "withdrawal", "account_last4": "4471"},
        }
        body = json.dumps(text, separators=(",", ":")).encode().removesuffix(b"}") + b"," + TAIL
        return sealed(body, self._chain.seal(body))


def _approved(answer: object) -> dict[str, object]:
    assert isinstance(answer, bytes), "the call was not refused"
    reply: dict[str, object] = json.loads(answer)
    assert reply["result"] == "approved", "the customer has money and may have it"
    return reply
