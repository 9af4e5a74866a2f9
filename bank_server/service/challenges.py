"""challenges: what the customer wants is checked and fixed, and a challenge is given for it."""

from __future__ import annotations

import hmac
from types import MappingProxyType
from typing import Final
from uuid import UUID

from bank_server.contract.challenges import ChallengeReply, ChallengeRequest
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import (
    CHALLENGE_LIFE_MS,
    ChallengeRefusal,
    ChallengeTerms,
    NotesAsked,
    OpenLine,
)
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.card_memory import CardMemory
from bank_server.service.device_keys import NotProvisioned, receipt_mac_key
from bank_server.service.group import Group, together
from bank_server.service.identifiers import card_hash, new_challenge, stripe_tag
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from hardware.crypto import record
from hardware.crypto.record import Record, RecordInvalid, RecordKind
from hardware.crypto.secret import Secret

WHAT: Final = "challenge"
NO_TICKET: Final = bytes(16)

_PROBLEMS: Final = MappingProxyType[
    ChallengeRefusal, tuple[ProblemCode, str] | tuple[ProblemCode, str, int]
](
    {
        ChallengeRefusal.ATM_UNKNOWN: (ProblemCode.ATM_UNKNOWN, "this ATM is not known"),
        ChallengeRefusal.TXID_CONFLICT: (
            ProblemCode.TXID_CONFLICT,
            "this txid was used for something else",
        ),
        ChallengeRefusal.VOIDED: (ProblemCode.VOIDED, "this txid was ended before"),
        ChallengeRefusal.IN_PROGRESS: (ProblemCode.IN_PROGRESS, "this txid is being worked on"),
        ChallengeRefusal.CARD_UNKNOWN: (ProblemCode.CARD_UNKNOWN, "this card is not known"),
        ChallengeRefusal.CARD_BLOCKED: (ProblemCode.CARD_BLOCKED, "this card is blocked"),
        ChallengeRefusal.PROOF_DIFFERS: (
            ProblemCode.CARD_UNKNOWN,
            "this card proves itself in another way",
        ),
        ChallengeRefusal.CURRENCY_DIFFERS: (
            ProblemCode.BAD_REQUEST,
            "amount is not in the currency of this ATM",
        ),
        ChallengeRefusal.NOTES_DIFFER: (
            ProblemCode.BAD_REQUEST,
            "notes do not make up the amount, or are too many",
        ),
        ChallengeRefusal.COUNTERS_DIFFER: (
            ProblemCode.COUNTERS_DIFFER,
            "the HSM's counters are not the bank's",
        ),
        ChallengeRefusal.ATM_BUSY: (
            ProblemCode.ATM_BUSY,
            "this ATM has an unsettled transaction or gives no cash",
        ),
        ChallengeRefusal.LEVELLING: (
            ProblemCode.LEVELLING,
            "the bank was restored from a backup and is being brought level",
            10,
        ),
    }
)
assert _PROBLEMS.keys() == set(ChallengeRefusal)


class Challenges:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts, memory: CardMemory) -> None:
        self._parts = parts
        self._memory = memory

    def give(self, atm_id: str, request: ChallengeRequest) -> ChallengeReply | Refusal:
        """A challenge, good for one use within CHALLENGE_LIFE_MS."""
        return together(self._parts, lambda group: self._give(group, atm_id, request))

    def _give(
        self, group: Group, atm_id: str, request: ChallengeRequest
    ) -> ChallengeReply | Refusal:
        terms = self._terms(group, atm_id, request)
        if isinstance(terms, Refusal):
            return group.refused(atm_name(atm_id), WHAT, terms, txid=request.txid)
        parts, now_ms = self._parts, self._parts.now_ms()
        given = group.store.challenges.give(terms, new_challenge(parts.random_bytes), now_ms)
        if isinstance(given, ChallengeRefusal):
            if given is ChallengeRefusal.TXID_CONFLICT:
                group.alarm(atm_name(atm_id), WHAT, given.value, txid=request.txid)
            refusal = Refusal(*_PROBLEMS[given])
            return group.refused(atm_name(atm_id), WHAT, refusal, txid=request.txid)
        card_id, until_ms = Secret(request.card_id.encode("ascii")), given.expires_ms
        group.afterwards(
            lambda: self._memory.remember(atm_id, request.txid, card_id, until_ms, now_ms)
        )
        done = AuditOutcome.DONE
        group.note(AuditEntry(atm_name(atm_id), WHAT, done, request.txid, terms.card_id))
        return ChallengeReply(challenge=given.challenge, expires_ms=CHALLENGE_LIFE_MS)

    def _terms(
        self, group: Group, atm_id: str, request: ChallengeRequest
    ) -> ChallengeTerms | Refusal:
        card_id = card_hash(request.card_id)
        if request.stripe_code is not None and not self._stripe_fits(group, card_id, request):
            return Refusal(ProblemCode.RESPONSE_WRONG, "stripe_code is wrong")
        ticket, lines = None, tuple[OpenLine, ...]()
        if request.open_record is not None:
            opened = self._opened(group, atm_id, request.txid, request.open_record)
            if isinstance(opened, Refusal):
                return opened
            ticket, lines = opened.ticket.hex(), _lines(opened)
        return ChallengeTerms(
            txid=request.txid,
            atm_id=atm_id,
            card_id=card_id,
            operation=request.operation,
            proof=ProofKind.CHIP if request.stripe_code is None else ProofKind.STRIPE,
            source=request.source,
            target=request.target,
            amount=None if request.amount is None else request.amount.money,
            notes=tuple(NotesAsked(line.canister, line.count) for line in request.notes),
            ticket=ticket,
            lines=lines,
        )

    def _stripe_fits(self, group: Group, card_id: str, request: ChallengeRequest) -> bool:
        """False also for an unknown card: who guesses codes learns nothing about cards."""
        card = group.store.cards.card(card_id)
        assert request.stripe_code is not None
        found = stripe_tag(self._parts.pepper, request.card_id, request.stripe_code)
        expected = card.stripe_tag if card is not None and card.stripe_tag else ""
        return hmac.compare_digest(expected, found)

    def _opened(self, group: Group, atm_id: str, txid: str, raw: str) -> Record | Refusal:
        """The OPEN record, if this ATM's HSM made it for this txid; else an alarm."""
        parts = self._parts
        atm = group.store.terminals.atm(atm_id)
        if atm is None:
            return Refusal(*_PROBLEMS[ChallengeRefusal.ATM_UNKNOWN])
        try:
            opened = record.verify(bytes.fromhex(raw), receipt_mac_key(parts.sealer, atm))
        except (RecordInvalid, NotProvisioned):
            opened = None
        if opened is None or not _is_open_of(opened, UUID(atm_id), bytes.fromhex(txid)):
            note = "an OPEN record is not this HSM's or not for this transaction"
            item = WorkItem(WorkKind.RECEIPT_INVALID, atm_id, txid, note)
            group.store.staff.report(item, parts.now_ms())
            group.alarm(atm_name(atm_id), WHAT, "open-record", txid=txid)
            return Refusal(ProblemCode.RECEIPT_INVALID, "open_record is not genuine")
        return opened


def _is_open_of(opened: Record, hsm: UUID, txid: bytes) -> bool:
    return (
        opened.kind is RecordKind.OPEN
        and opened.hsm == hsm
        and opened.txid == txid
        and opened.ticket != NO_TICKET
    )


def _lines(opened: Record) -> tuple[OpenLine, ...]:
    return tuple(OpenLine(line.canister, line.load, line.next, line.left) for line in opened.lines)
