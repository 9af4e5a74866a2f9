"""Whether a machine that has lost its journal may begin another one under a key of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, unique

from bank_server.domain.journals import JournalBook
from bank_server.domain.people import ActionKind, Proposal, atm_of_new_journal
from bank_server.domain.terminals import Atm, JournalAnchor


@unique
class BeginResult(Enum):
    """What came of a token. BEGUN and AGAIN are the same answer to the machine."""

    BEGUN = "begun"
    AGAIN = "again"  # the answer before may be lost, and nothing was heard under its key yet
    TOKEN_INVALID = "token-invalid"  # noqa: S105  no secret; nobody's, or another machine's
    UNCONFIRMED = "unconfirmed"  # no second person has agreed yet
    EXPIRED = "expired"
    USED = "used"  # the machine has its key, or a later token's
    KNOWN = "known"  # the asking machine's journal goes on under a key of the bank's


@dataclass(frozen=True, slots=True)
class NewJournal:
    """A machine asks for the first key of a new journal.

    Attributes:
        proposal_id: of what two people agreed to; the beginning of the token's hash.
        book: empty, of the key that this token gives, the same one each time.
        asked_under: name of the first key of the machine's present journal, or empty.
    """

    proposal_id: str
    book: JournalBook
    asked_under: str


def begin(
    asked: NewJournal,
    proposal: Proposal | None,
    atm: Atm | None,
    books: Sequence[JournalBook],
    now_ms: int,
) -> BeginResult:
    """books: the ATM's, the newest last."""
    if atm is None or proposal is None or proposal.kind is not ActionKind.NEW_JOURNAL:
        return BeginResult.TOKEN_INVALID
    if atm_of_new_journal(proposal.body) != atm.atm_id:
        return BeginResult.TOKEN_INVALID
    if proposal.used_by is None:
        return BeginResult.UNCONFIRMED
    key, issued = asked.book.key, [book.key for book in books]
    if key in issued and (key != issued[-1] or key == atm.anchor.key or books[-1].acked):
        return BeginResult.USED
    if now_ms > proposal.ends_ms:
        return BeginResult.EXPIRED
    if asked.asked_under not in ("", key):
        return BeginResult.KNOWN
    return BeginResult.AGAIN if key in issued else BeginResult.BEGUN


def begun(atm: Atm, books: Sequence[JournalBook]) -> Atm:
    """The ATM once its new key is given. The former journal's end stays known; that it went back,
    as a machine without one does, was what two people have looked at."""
    kept = atm.anchor
    if not kept.key:
        kept = replace(kept, key=books[-1].key) if books else JournalAnchor()
    return replace(atm, anchor=kept, contradiction=None)
