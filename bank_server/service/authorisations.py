"""authorisations: card and customer prove themselves, then approvals.py decides.

In two halves on the store's thread, because Argon2 runs between them in a pool of its own:

    begin   0 stored answer, 1 a place in the queue, 2 challenge taken, 3 card's answer,
            4 card active, visit or PIN block, 5 the try counted
    finish  5 the PIN's result, 6 rules, money, reply
    source: docs/protocols.md, section 6, the bank's order at `authorisations`
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, NoReturn

from bank_server.contract.authorisations import AuthorisationRequest, PinProof, VisitProof
from bank_server.contract.operations import DeclineReason, Operation
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import Card, ProofKind, ProvedResult, TryResult
from bank_server.domain.challenges import ChallengeTerms, LiveChallenge
from bank_server.domain.terminals import AtmStatus
from bank_server.domain.transactions import TakeRefusal, Transaction, TransactionState
from bank_server.service.approvals import Approvals
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.card_memory import CardMemory
from bank_server.service.device_keys import NotProvisioned, challenge_key, pin_key
from bank_server.service.identifiers import text_hash
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from bank_server.service.pin_guard import PinGuard
from bank_server.service.pin_queue import RETRY_AFTER_S
from bank_server.service.pin_work import PinFindings, PinWork
from bank_server.service.replies import answer_of, sealed_decline
from hardware.crypto import challenge as card_challenge
from hardware.crypto import pin_block
from hardware.crypto.pin_block import PinBlockInvalid
from hardware.crypto.secret import Secret

WHAT: Final = "authorisation"

_TAKE_REFUSALS: Final = MappingProxyType[TakeRefusal, Refusal](
    {
        TakeRefusal.CHALLENGE_MISSING: Refusal(
            ProblemCode.CHALLENGE_MISSING, "no challenge waits for this transaction"
        ),
        TakeRefusal.CHALLENGE_EXPIRED: Refusal(
            ProblemCode.CHALLENGE_EXPIRED, "the challenge was answered too late"
        ),
    }
)
assert _TAKE_REFUSALS.keys() == set(TakeRefusal)

OVERLOADED: Final = Refusal(
    ProblemCode.OVERLOADED, "too many PINs at once; nothing was used up", RETRY_AFTER_S
)
RATE: Final = Refusal(ProblemCode.RATE, "too many wrong PINs at this ATM")

Answer = bytes | Refusal


class _Ended(Exception):  # an answer on its way out of nested steps
    """A step has ended the transaction; carries the answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


class Authorisations:
    """Both halves run on the store's thread."""

    def __init__(
        self, parts: BankParts, memory: CardMemory, approvals: Approvals, guard: PinGuard
    ) -> None:
        self._parts = parts
        self._memory = memory
        self._approvals = approvals
        self._guard = guard

    def begin(
        self, atm_id: str, request: AuthorisationRequest, *, arrived_ms: int, has_place: bool
    ) -> Answer | PinWork:
        """An answer, or the work that Argon2 must do before `finish`.

        arrived_ms: by the bank's clock, when the whole request had come in.
        has_place: whether the caller holds a place in Argon2's queue.
        """
        stored = self._parts.store.transactions.find(request.txid, atm_id)
        if stored is not None:
            return answer_of(self._parts.sealer, stored)
        if needs_argon2(request) and not has_place:
            return self._refused(atm_id, request.txid, OVERLOADED)
        if isinstance(request.proof, PinProof) and not self._guard.allows(atm_id):
            return self._refused(atm_id, request.txid, RATE)
        taken = self._parts.store.challenges.take(request.txid, atm_id, arrived_ms)
        if isinstance(taken, TakeRefusal):
            return self._refused(atm_id, request.txid, _TAKE_REFUSALS[taken])
        if isinstance(taken, Transaction):
            return answer_of(self._parts.sealer, taken)
        try:
            return self._prove(atm_id, request, taken)
        except _Ended as ended:
            return ended.answer

    def finish(self, work: PinWork, findings: PinFindings) -> Answer:
        """The answer, once Argon2 has run."""
        terms = work.terms
        try:
            if work.pin is not None:
                self._judge_pin(work, findings)
            if findings.is_new_weak:
                self._decline(terms, DeclineReason.PIN_WEAK)
        except _Ended as ended:
            return ended.answer
        return self._approvals.decide(
            terms, work.card, new_pin=findings.new_pin, begins_visit=work.pin is not None
        )

    def _prove(
        self, atm_id: str, request: AuthorisationRequest, taken: LiveChallenge
    ) -> Answer | PinWork:
        terms = taken.terms
        card_id = self._memory.recall(atm_id, request.txid)
        card = self._parts.store.cards.card(terms.card_id)
        if card_id is None or card is None:
            # The bank was started anew within the challenge's five seconds.
            self._refuse(terms, ProblemCode.CHALLENGE_MISSING, "no challenge waits for this")
        self._check_response(terms, card, taken.challenge, request.response)
        if card.is_blocked:
            self._decline(terms, DeclineReason.CARD_BLOCKED)
        wants_new = terms.operation is Operation.PIN_CHANGE
        if wants_new != (request.new_pin_block is not None):
            self._refuse(terms, ProblemCode.BAD_REQUEST, "new_pin_block does not fit the operation")
        pin = self._proven(terms, card_id, taken.challenge, request.proof)
        new_pin = None
        if request.new_pin_block is not None:
            slot = pin_block.SLOT_NEW
            new_pin = self._pin(terms, card_id, taken.challenge, request.new_pin_block, slot)
        if pin is not None:
            self._count_try(terms)
        if pin is None and new_pin is None:
            return self._approvals.decide(terms, card, new_pin=None, begins_visit=False)
        return PinWork(terms, card, card_id, pin, new_pin)

    def _check_response(
        self, terms: ChallengeTerms, card: Card, challenge: str, response: str | None
    ) -> None:
        if card.proof is ProofKind.STRIPE:
            fits = response is None  # its code was compared before the challenge was given
        else:
            key = challenge_key(self._parts.sealer, card)
            with key, card_challenge.answer(key, challenge.encode("ascii")) as expected:
                fits = response is not None and expected.matches(bytes.fromhex(response))
        if not fits:
            self._refuse(terms, ProblemCode.RESPONSE_WRONG, "the card's answer is wrong")

    def _proven(
        self, terms: ChallengeTerms, card_id: Secret, challenge: str, proof: PinProof | VisitProof
    ) -> Secret | None:
        """The PIN, or None if a live visit stands in for it."""
        if isinstance(proof, PinProof):
            slot = pin_block.SLOT_CURRENT
            return self._pin(terms, card_id, challenge, proof.pin_block, slot)
        lives = self._parts.store.cards.touch_visit(
            text_hash(proof.visit), terms.card_id, terms.atm_id, self._parts.now_ms()
        )
        if not lives:
            self._refuse(terms, ProblemCode.VISIT_EXPIRED, "the PIN must be typed again")
        return None

    def _pin(
        self, terms: ChallengeTerms, card_id: Secret, challenge: str, block: str, slot: int
    ) -> Secret:
        atm = self._parts.store.terminals.atm(terms.atm_id)
        assert atm is not None, "an ATM that was given a challenge exists"
        try:
            with pin_key(self._parts.sealer, atm) as key:
                raw = bytes.fromhex(block)
                return pin_block.decrypt(raw, key, slot, card_id, challenge.encode("ascii"))
        except (PinBlockInvalid, NotProvisioned):
            self._parts.alarm(atm_name(terms.atm_id), WHAT, "pin-block", txid=terms.txid)
            title = "the PIN block is not for this challenge"
            self._refuse(terms, ProblemCode.PIN_BLOCK_INVALID, title)

    def _count_try(self, terms: ChallengeTerms) -> None:
        match self._parts.store.cards.count_try(terms.txid, terms.atm_id):
            case TryResult.GRANTED:
                return
            case TryResult.CARD_BLOCKED:
                self._decline(terms, DeclineReason.CARD_BLOCKED)
            case TryResult.NOT_IN_WORK:
                raise _Ended(self._stored_answer(terms))

    def _judge_pin(self, work: PinWork, findings: PinFindings) -> None:
        terms, store = work.terms, self._parts.store
        if not findings.is_right:
            if self._guard.count_wrong(terms.atm_id):
                # No cash either until staff have looked at who stands there.
                store.terminals.set_status(terms.atm_id, AtmStatus.SUSPENDED)
                self._parts.alarm(atm_name(terms.atm_id), WHAT, "pin-scan", txid=terms.txid)
            card = store.cards.card(terms.card_id)
            assert card is not None, "cards are never removed"
            self._decline(terms, DeclineReason.PIN_WRONG, card.tries_left)
        match store.cards.pin_proved(terms.txid, terms.atm_id):
            case ProvedResult.PROVED:
                return
            case ProvedResult.CARD_BLOCKED:
                self._decline(terms, DeclineReason.CARD_BLOCKED)
            case ProvedResult.NOT_IN_WORK:
                raise _Ended(self._stored_answer(terms))

    def _decline(
        self, terms: ChallengeTerms, reason: DeclineReason, tries_left: int | None = None
    ) -> NoReturn:
        """End it with a decline."""
        parts = self._parts
        reply = sealed_decline(parts.sealer, terms.txid, terms.atm_id, reason, tries_left)
        finish = parts.store.transactions.decline(terms.txid, terms.atm_id, reason, reply)
        parts.audit.append(
            AuditEntry(
                atm_name(terms.atm_id),
                terms.operation.value,
                AuditOutcome.DECLINED,
                terms.txid,
                terms.card_id,
                reason.value,
            )
        )
        raise _Ended(answer_of(parts.sealer, finish.transaction))

    def _refuse(self, terms: ChallengeTerms, code: ProblemCode, title: str) -> NoReturn:
        """End it with a problem."""
        finish = self._parts.store.transactions.refuse(terms.txid, terms.atm_id, code)
        if finish.transaction.state is not TransactionState.PROBLEM:
            raise _Ended(answer_of(self._parts.sealer, finish.transaction))
        raise _Ended(self._refused(terms.atm_id, terms.txid, Refusal(code, title)))

    def _stored_answer(self, terms: ChallengeTerms) -> Answer:
        stored = self._parts.store.transactions.find(terms.txid, terms.atm_id)
        assert stored is not None, "a txid that was taken into work is stored"
        return answer_of(self._parts.sealer, stored)

    def _refused(self, atm_id: str, txid: str, refusal: Refusal) -> Refusal:
        return self._parts.refused(atm_name(atm_id), WHAT, refusal, txid=txid)


def needs_argon2(request: AuthorisationRequest) -> bool:
    """Whether the caller must hold a place in the queue."""
    return isinstance(request.proof, PinProof) or request.new_pin_block is not None
