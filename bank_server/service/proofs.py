"""The proofs of one authorisation: the card's answer, then PIN or visit, then the try.

Everything here happens inside one group of steps. Whatever ends the txid raises Ended with the
answer; who runs the group takes it as a result, so that what was used up stays used up.
"""

from __future__ import annotations

from typing import Final, NoReturn

from bank_server.contract.authorisations import PinProof, VisitProof
from bank_server.contract.operations import DeclineReason
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import Card, ProofKind, ProvedResult, TryResult
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.pin_results import PinResult
from bank_server.domain.terminals import AtmStatus
from bank_server.domain.transactions import TransactionState
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.device_keys import NotProvisioned, challenge_key, pin_key
from bank_server.service.group import Group
from bank_server.service.identifiers import card_token, text_hash
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from bank_server.service.replies import answer_of, sealed_decline
from hardware.crypto import challenge as card_challenge
from hardware.crypto import pin_block
from hardware.crypto.pin_block import PinBlockInvalid
from hardware.crypto.secret import Secret

WHAT: Final = "authorisation"

Answer = bytes | Refusal


class Ended(Exception):  # an answer on its way out of nested steps
    """A step has ended the transaction; carries the answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


class Proofs:
    """Lives for one group."""

    def __init__(self, parts: BankParts, group: Group, terms: ChallengeTerms) -> None:
        self._parts = parts
        self._group = group
        self._store = group.store
        self._terms = terms

    def check_response(self, card: Card, challenge: str, response: str | None) -> None:
        """The card has answered this challenge."""
        if card.proof is ProofKind.STRIPE:
            fits = response is None  # its code was compared before the challenge was given
        else:
            key = challenge_key(self._parts.sealer, card)
            with key, card_challenge.answer(key, challenge.encode("ascii")) as expected:
                fits = response is not None and expected.matches(bytes.fromhex(response))
        if not fits:
            self.refuse(ProblemCode.RESPONSE_WRONG, "the card's answer is wrong")

    def proven(
        self, card_id: Secret, challenge: str, proof: PinProof | VisitProof
    ) -> Secret | None:
        """The PIN that is to be judged, or None if a live visit stands in for it."""
        if isinstance(proof, PinProof):
            return self.pin(card_id, challenge, proof.pin_block, pin_block.SLOT_CURRENT)
        terms = self._terms
        lives = self._store.cards.touch_visit(
            text_hash(proof.visit), terms.card_id, terms.atm_id, self._parts.now_ms()
        )
        if not lives:
            self.refuse(ProblemCode.VISIT_EXPIRED, "the PIN must be typed again")
        return None

    def pin(self, card_id: Secret, challenge: str, block: str, slot: int) -> Secret:
        """The PIN out of its block."""
        atm = self._store.terminals.atm(self._terms.atm_id)
        assert atm is not None, "an ATM that was given a challenge exists"
        try:
            with pin_key(self._parts.sealer, atm) as key:
                raw = bytes.fromhex(block)
                return pin_block.decrypt(raw, key, slot, card_id, challenge.encode("ascii"))
        except (PinBlockInvalid, NotProvisioned):
            self._alarm("pin-block")
            title = "the PIN block is not for this challenge"
            self.refuse(ProblemCode.PIN_BLOCK_INVALID, title)

    def count_try(self) -> None:
        """One more try is counted; Argon2 may run once the group is durable."""
        match self._store.cards.count_try(self._terms.txid, self._terms.atm_id):
            case TryResult.GRANTED:
                return
            case TryResult.CARD_BLOCKED:
                self.decline(DeclineReason.CARD_BLOCKED)
            case TryResult.NOT_IN_WORK:
                raise Ended(self._stored_answer())

    def judge_pin(self, *, is_right: bool, suspends: bool) -> None:
        """What Argon2 said is acted on. suspends: this wrong PIN is one too many at this ATM."""
        terms = self._terms
        self._note_result(is_right=is_right)
        if suspends:
            # No cash either until staff have looked at who stands there.
            self._store.terminals.set_status(terms.atm_id, AtmStatus.SUSPENDED)
            self._alarm("pin-scan")
        if not is_right:
            card = self._store.cards.card(terms.card_id)
            assert card is not None, "cards are never removed"
            self.decline(DeclineReason.PIN_WRONG, card.tries_left)
        match self._store.cards.pin_proved(terms.txid, terms.atm_id):
            case ProvedResult.PROVED:
                return
            case ProvedResult.CARD_BLOCKED:
                self.decline(DeclineReason.CARD_BLOCKED)
            case ProvedResult.NOT_IN_WORK:
                raise Ended(self._stored_answer())

    def _note_result(self, *, is_right: bool) -> None:
        """For the review of PINs; in the step that acts on it, so that none is missing there."""
        parts, terms = self._parts, self._terms
        card = card_token(parts.pepper, terms.card_id)
        self._store.pins.note(PinResult(parts.now_ms(), terms.atm_id, card, is_right))

    def decline(self, reason: DeclineReason, tries_left: int | None = None) -> NoReturn:
        """End it with a decline."""
        sealer, terms = self._parts.sealer, self._terms
        reply = sealed_decline(sealer, terms.txid, terms.atm_id, reason, tries_left)
        finish = self._store.transactions.decline(terms.txid, terms.atm_id, reason, reply)
        self._group.note(
            AuditEntry(
                atm_name(terms.atm_id),
                terms.operation.value,
                AuditOutcome.DECLINED,
                terms.txid,
                terms.card_id,
                reason.value,
            )
        )
        raise Ended(answer_of(sealer, finish.transaction))

    def refuse(self, code: ProblemCode, title: str) -> NoReturn:
        """End it with a problem."""
        terms = self._terms
        finish = self._store.transactions.refuse(terms.txid, terms.atm_id, code)
        if finish.transaction.state is not TransactionState.PROBLEM:
            raise Ended(answer_of(self._parts.sealer, finish.transaction))
        refusal = Refusal(code, title)
        raise Ended(self._group.refused(atm_name(terms.atm_id), WHAT, refusal, txid=terms.txid))

    def _stored_answer(self) -> Answer:
        stored = self._store.transactions.find(self._terms.txid, self._terms.atm_id)
        assert stored is not None, "a txid that was taken into work is stored"
        return answer_of(self._parts.sealer, stored)

    def _alarm(self, reason: str) -> None:
        terms = self._terms
        self._group.alarm(atm_name(terms.atm_id), WHAT, reason, txid=terms.txid)
