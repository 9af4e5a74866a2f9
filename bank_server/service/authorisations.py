"""authorisations: card and customer prove themselves, then approvals.py decides.

In two halves on the store's thread, because Argon2 runs between them in a pool of its own. Each
half is one durable step of the store:

    begin   0 stored answer, 1 a place in the queue, 2 challenge taken, 3 card's answer,
            4 card active, visit or PIN block, 5 the try counted; 6 if there is no PIN to judge
    finish  5 the PIN's result, 6 rules, money, reply
    source: docs/protocols.md, section 6, the bank's order at `authorisations`

A refusal and a decline are answers, so the challenge that led to them stays taken. Only a fault
undoes a half, and then nothing was answered: the challenge waits again for the rest of its time, or
the txid stays in work with its try counted.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.authorisations import AuthorisationRequest, PinProof
from bank_server.contract.operations import DeclineReason, Operation
from bank_server.contract.problems import ProblemCode
from bank_server.domain.challenges import LiveChallenge
from bank_server.domain.transactions import TakeRefusal, Transaction
from bank_server.service.approvals import Approval
from bank_server.service.card_memory import CardMemory
from bank_server.service.group import Group, together
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from bank_server.service.pin_guard import PinGuard
from bank_server.service.pin_queue import RETRY_AFTER_S
from bank_server.service.pin_work import PinFindings, PinWork
from bank_server.service.proofs import WHAT, Answer, Ended, Proofs
from bank_server.service.replies import answer_of
from hardware.crypto import pin_block

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


class Authorisations:
    """Both halves run on the store's thread."""

    def __init__(self, parts: BankParts, memory: CardMemory, guard: PinGuard) -> None:
        self._parts = parts
        self._memory = memory
        self._guard = guard

    def begin(
        self, atm_id: str, request: AuthorisationRequest, *, arrived_ms: int, has_place: bool
    ) -> Answer | PinWork:
        """An answer, or the work that Argon2 must do before `finish`.

        arrived_ms: by the bank's clock, when the whole request had come in.
        has_place: whether the caller holds a place in Argon2's queue.
        """

        def work(group: Group) -> Answer | PinWork:
            stored = group.store.transactions.find(request.txid, atm_id)
            if stored is not None:
                return answer_of(self._parts.sealer, stored)
            refusal = self._not_now(atm_id, request, has_place=has_place)
            if refusal is not None:
                return group.refused(atm_name(atm_id), WHAT, refusal, txid=request.txid)
            return self._taken(group, atm_id, request, arrived_ms)

        return together(self._parts, work)

    def finish(self, work: PinWork, findings: PinFindings) -> Answer:
        """The answer, once Argon2 has run."""
        atm_id, has_pin = work.terms.atm_id, work.pin is not None
        suspends = has_pin and not findings.is_right and self._guard.count_wrong(atm_id)

        def judge(group: Group) -> Answer:
            proofs = Proofs(self._parts, group, work.terms)
            try:
                if has_pin:
                    proofs.judge_pin(is_right=findings.is_right, suspends=suspends)
                if findings.is_new_weak:
                    proofs.decline(DeclineReason.PIN_WEAK)
            except Ended as ended:
                return ended.answer
            approval = Approval(self._parts, group, work.terms)
            return approval.decide(work.card, new_pin=findings.new_pin, begins_visit=has_pin)

        return together(self._parts, judge)

    def _not_now(
        self, atm_id: str, request: AuthorisationRequest, *, has_place: bool
    ) -> Refusal | None:
        """Before anything is used up."""
        if needs_argon2(request) and not has_place:
            return OVERLOADED
        if isinstance(request.proof, PinProof) and not self._guard.allows(atm_id):
            return RATE
        return None

    def _taken(
        self, group: Group, atm_id: str, request: AuthorisationRequest, arrived_ms: int
    ) -> Answer | PinWork:
        txid = request.txid
        taken = group.store.challenges.take(txid, atm_id, arrived_ms)
        if isinstance(taken, TakeRefusal):
            return group.refused(atm_name(atm_id), WHAT, _TAKE_REFUSALS[taken], txid=txid)
        if isinstance(taken, Transaction):
            return answer_of(self._parts.sealer, taken)
        group.afterwards(lambda: self._memory.forget(atm_id, txid))
        try:
            return self._prove(group, request, taken)
        except Ended as ended:
            return ended.answer

    def _prove(
        self, group: Group, request: AuthorisationRequest, taken: LiveChallenge
    ) -> Answer | PinWork:
        terms, proofs = taken.terms, Proofs(self._parts, group, taken.terms)
        card_id = self._memory.recall(terms.atm_id, terms.txid)
        card = group.store.cards.card(terms.card_id)
        if card_id is None or card is None:
            # The bank was started anew within the challenge's five seconds.
            proofs.refuse(ProblemCode.CHALLENGE_MISSING, "no challenge waits for this")
        proofs.check_response(card, taken.challenge, request.response)
        if card.is_blocked:
            proofs.decline(DeclineReason.CARD_BLOCKED)
        wants_new = terms.operation is Operation.PIN_CHANGE
        if wants_new != (request.new_pin_block is not None):
            title = "new_pin_block does not fit the operation"
            proofs.refuse(ProblemCode.BAD_REQUEST, title)
        pin = proofs.proven(card_id, taken.challenge, request.proof)
        new_pin = None
        if request.new_pin_block is not None:
            block, slot = request.new_pin_block, pin_block.SLOT_NEW
            new_pin = proofs.pin(card_id, taken.challenge, block, slot)
        if pin is not None:
            proofs.count_try()
        if pin is None and new_pin is None:
            approval = Approval(self._parts, group, terms)
            return approval.decide(card, new_pin=None, begins_visit=False)
        return PinWork(terms, card, card_id, pin, new_pin)


def needs_argon2(request: AuthorisationRequest) -> bool:
    """Whether the caller must hold a place in the queue."""
    return isinstance(request.proof, PinProof) or request.new_pin_block is not None
