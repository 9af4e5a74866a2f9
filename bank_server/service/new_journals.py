"""A machine has lost its journal, its HSM its key not: two people let it begin another journal.

The token that the first of them is shown opens nothing before the second has agreed. Its hash names
what they agreed to, so the bank keeps nothing else of it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.new_journals import NewJournalReply, NewJournalRequest
from bank_server.contract.problems import ProblemCode
from bank_server.domain.new_journals import BeginResult, NewJournal
from bank_server.domain.people import ActionKind, new_journal_body
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.identifiers import new_token, text_hash
from bank_server.service.journal_keys import derived_journal_key, new_journal
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name, staff_name
from bank_server.service.staff_atms import NO_ATM, NO_KEY
from bank_server.service.staff_work import UNPRINTABLE
from hardware.crypto.secret import Secret

WHAT: Final = "new-journal"
PROPOSAL_ID_SIZE: Final = 32

_REFUSALS: Final = MappingProxyType[BeginResult, Refusal](
    {
        BeginResult.TOKEN_INVALID: Refusal(
            ProblemCode.TOKEN_INVALID, "token is not valid for a new journal of this ATM"
        ),
        BeginResult.UNCONFIRMED: Refusal(
            ProblemCode.TOKEN_UNCONFIRMED, "a second person has not confirmed this token yet"
        ),
        BeginResult.EXPIRED: Refusal(
            ProblemCode.TOKEN_EXPIRED, "this token is too old; propose a new journal again"
        ),
        BeginResult.USED: Refusal(
            ProblemCode.TOKEN_USED, "the journal of this token is known, or a later one is"
        ),
        BeginResult.KNOWN: Refusal(
            ProblemCode.JOURNAL_KNOWN, "this ATM writes a journal of which the bank has the key"
        ),
    }
)
assert _REFUSALS.keys() | {BeginResult.BEGUN, BeginResult.AGAIN} == set(BeginResult)


class NewJournals:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def propose(self, by: str, atm_id: str, why: str) -> tuple[str, Secret] | Refusal:
        """The id that a second person confirms, and the token, which is shown this once."""
        parts, atm = self._parts, self._parts.store.terminals.atm(atm_id)
        if not why.isprintable():
            return UNPRINTABLE
        if atm is None:
            return NO_ATM
        if atm.sealed_key is None:
            return NO_KEY
        token, body = new_token(parts.random_bytes), new_journal_body(atm_id, why)
        proposal_id = _proposal_of(token)
        parts.store.staff.propose(proposal_id, ActionKind.NEW_JOURNAL, body, by, parts.now_ms())
        done = AuditEntry(staff_name(by), f"{WHAT}-proposed", AuditOutcome.DONE, None, atm_id, body)
        parts.audit.append(done)
        return proposal_id, Secret(token.encode("ascii"))

    def begin(self, atm_id: str, request: NewJournalRequest) -> NewJournalReply | Refusal:
        """The same token gets the same key again until something was heard under that key."""
        parts, token_hash = self._parts, text_hash(request.token)
        first = derived_journal_key(parts.sealer, atm_id, token_hash)
        book = new_journal(parts.sealer, atm_id, first)
        asked = NewJournal(_proposal_of(request.token), book, request.anchor.key or "")
        result = parts.store.journals.begin(asked, parts.now_ms())
        if result in _REFUSALS:
            return parts.refused(atm_name(atm_id), WHAT, _REFUSALS[result])
        if result is BeginResult.BEGUN:
            parts.done(atm_name(atm_id), WHAT, subject=book.key)
        return NewJournalReply(journal_key=first.reveal().hex())


def _proposal_of(token: str) -> str:
    return text_hash(token)[:PROPOSAL_ID_SIZE]
