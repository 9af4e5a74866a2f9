"""The keys of kiosks' journals, which lie sealed beside what they seal."""

from __future__ import annotations

from dataclasses import replace

from bank_server.contract.problems import ProblemCode
from bank_server.domain.journals import STEP_COUNT_MAX, JournalBook, JournalMisfit
from bank_server.domain.terminals import JournalAnchor
from bank_server.service.sealing import KeySealer, SealPurpose
from hardware.crypto.sealed_log import Chain, key_name, stepped
from hardware.crypto.secret import Secret


def new_journal(sealer: KeySealer, atm_id: str, first: Secret) -> JournalBook:
    """The book of a journal whose first key this is; empty."""
    empty = JournalBook(atm_id, key_name(first), b"", b"")
    sealed = sealer.seal(first, SealPurpose.JOURNAL_KEY, _owner(empty))
    return replace(empty, sealed_first=sealed, sealed_next=sealed)


def derived_journal_key(sealer: KeySealer, atm_id: str, token_hash: str) -> Secret:
    """The first key of the journal that this token begins. Worked out anew each time, so that a
    lost reply can be asked for again."""
    return sealer.derive(f"journal-key\0{atm_id}\0{token_hash}")


def first_journal_key(sealer: KeySealer, book: JournalBook) -> Secret:
    """What its entry 1 is sealed with."""
    return sealer.open(book.sealed_first, SealPurpose.JOURNAL_KEY, _owner(book))


def journal_chain(sealer: KeySealer, book: JournalBook) -> Chain:
    """Where the journal goes on. Raises JournalMisfit if its key is too far to walk to."""
    number = book.acked + 1
    is_ahead = book.next_number > number
    start, sealed = (1, book.sealed_first) if is_ahead else (book.next_number, book.sealed_next)
    if number - start > STEP_COUNT_MAX:
        raise JournalMisfit(ProblemCode.JOURNAL_GAP, number)
    with sealer.open(sealed, SealPurpose.JOURNAL_KEY, _owner(book)) as key:
        return Chain(stepped(key, number - start), number=number, h=bytes.fromhex(book.kept.h))


def after(sealer: KeySealer, book: JournalBook, chain: Chain, last: JournalAnchor) -> JournalBook:
    """The journal whose chain was walked up to this entry."""
    sealed = sealer.seal(chain.key, SealPurpose.JOURNAL_KEY, _owner(book))
    return replace(book, kept=last, next_number=chain.number, sealed_next=sealed)


def _owner(book: JournalBook) -> str:
    return f"{book.atm_id}:{book.key}"
