"""journal-entries: a kiosk's journal is kept here, if it is the one that has been here before."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from bank_server.contract.journal_entries import JournalEntriesReply, JournalEntriesRequest
from bank_server.contract.message import Anchor
from bank_server.contract.problems import ProblemCode
from bank_server.domain.journals import (
    SAID_COUNT_MAX,
    JournalBook,
    JournalMisfit,
    check_said,
    check_same,
    follow,
)
from bank_server.domain.terminals import JournalAnchor
from bank_server.service.group import Group, together
from bank_server.service.journal_keys import after, first_journal_key, journal_chain
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name, staff_name
from bank_server.service.staff_atms import NO_ATM
from hardware.crypto.secret import Secret

WHAT: Final = "journal-entries"

_TITLES: Final = MappingProxyType[ProblemCode, str](
    {
        ProblemCode.JOURNAL_KEY_UNKNOWN: "key is not the one that this ATM was given last",
        ProblemCode.JOURNAL_GAP: "from_seq leaves out entries that are not kept here",
        ProblemCode.JOURNAL_LINE: "lines are not the sealed entries of these numbers",
        ProblemCode.JOURNAL_CHAIN: "lines are not chained to the entries that are kept here",
        ProblemCode.JOURNAL_SEAL: "lines are sealed with another key",
        ProblemCode.JOURNAL_DIFFERS: "lines or anchor differ from what came before",
    }
)


class Journals:
    """Runs on the store's thread, but for `heard`."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts
        # What calls have said since the last heartbeat; bounded by the number of ATMs.
        self._heard: dict[str, deque[JournalAnchor]] = {}
        self._hearing = threading.Lock()

    def heard(self, atm_id: str, said: Anchor) -> None:
        """A call that may not be held up has said how far the journal is. It is looked at with
        the next heartbeat or entries; what was said to a bank that is killed before is not."""
        if said.seq == 0:
            return
        with self._hearing:
            kept = self._heard.setdefault(atm_id, deque(maxlen=SAID_COUNT_MAX))
            kept.append(_plain(said))

    def taken(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        """What was heard, once."""
        with self._hearing:
            return tuple(self._heard.pop(atm_id, ()))

    def keep(self, atm_id: str, request: JournalEntriesRequest) -> JournalEntriesReply | Refusal:
        """All of these lines are kept, or none; the same ones again change nothing."""
        said = (*self.taken(atm_id), _plain(request.anchor))
        return together(self._parts, lambda group: self._keep(group, atm_id, request, said))

    def first_keys(self, by: str, atm_id: str) -> tuple[tuple[str, Secret], ...] | Refusal:
        """Names and first keys, the newest last; whoever has one can forge what it seals."""
        parts = self._parts
        if parts.store.terminals.atm(atm_id) is None:
            return NO_ATM
        parts.done(staff_name(by), "journal-key", subject=atm_id)
        books = parts.store.journals.books(atm_id)
        return tuple((each.key, first_journal_key(parts.sealer, each)) for each in books)

    def check(
        self, group: Group, atm_id: str, key: str | None, said: Sequence[JournalAnchor]
    ) -> int:
        """How far the journal of this key is kept, after what was said of it was looked at.

        key: None if nobody says, and nothing may be said then. said: the newest last; what cannot
        be true of the journal that is kept stops the ATM.
        """
        books = group.store.journals.books(atm_id)
        if not books:
            return 0
        book = books[-1]
        if key not in (None, book.key):
            misfit = JournalMisfit(ProblemCode.JOURNAL_KEY_UNKNOWN, said[-1].seq)
            self._stop(group, atm_id, misfit, said[-1])
            return 0
        try:
            self._compare(group, book, said)
        except JournalMisfit as misfit:
            self._stop(group, atm_id, misfit, said[-1])
        return book.acked

    def _compare(self, group: Group, book: JournalBook, said: Sequence[JournalAnchor]) -> None:
        here = [each for each in said if book.since < each.seq <= book.acked]
        store = group.store.journals
        lines = {each.seq: store.lines(book, each.seq, 1)[0] for each in here}
        check_said(here, lines)
        store.say(book.atm_id, [each for each in said if each.seq > book.acked])

    def _keep(
        self,
        group: Group,
        atm_id: str,
        request: JournalEntriesRequest,
        said: tuple[JournalAnchor, ...],
    ) -> JournalEntriesReply | Refusal:
        store = group.store.journals
        try:
            book, new = self._checked(group, atm_id, request)
            first = book.acked - len(new) + 1
            lines = dict(enumerate(new, start=first))
            check_said((*store.said(atm_id), *said), lines)
            if new:
                store.keep(book, new)
            self._compare(group, book, [each for each in said if each.seq not in lines])
        except JournalMisfit as misfit:
            self._stop(group, atm_id, misfit, said[-1])
            refusal = Refusal(misfit.code, _TITLES[misfit.code])
            return group.refused(atm_name(atm_id), WHAT, refusal)
        return JournalEntriesReply(acked_seq=book.acked)

    def _checked(
        self, group: Group, atm_id: str, request: JournalEntriesRequest
    ) -> tuple[JournalBook, list[bytes]]:
        """The book with these lines, and which of them are new. Raises JournalMisfit."""
        books, first = group.store.journals.books(atm_id), request.from_seq
        if not books or books[-1].key != request.key:
            raise JournalMisfit(ProblemCode.JOURNAL_KEY_UNKNOWN, first)
        book, sent = books[-1], [line.encode("utf-8") for line in request.lines]
        if first > book.acked + 1:
            raise JournalMisfit(ProblemCode.JOURNAL_GAP, book.acked + 1)
        self._check_repeated(group, book, first, sent)
        new = sent[book.acked + 1 - first :]
        if not new:
            return book, []
        chain = journal_chain(self._parts.sealer, book)
        return after(self._parts.sealer, book, chain, follow(chain, new)), new

    def _check_repeated(
        self, group: Group, book: JournalBook, first: int, sent: Sequence[bytes]
    ) -> None:
        """What is below this part's beginning was given up, and is compared with nothing."""
        start = max(first, book.since + 1)
        again = sent[start - first : book.acked + 1 - first]
        if again:
            check_same(start, group.store.journals.lines(book, start, len(again)), again)

    def _stop(self, group: Group, atm_id: str, misfit: JournalMisfit, said: JournalAnchor) -> None:
        now_ms, why = self._parts.now_ms(), str(misfit)
        if group.store.terminals.contradict(atm_id, said, why, now_ms):
            group.alarm(atm_name(atm_id), WHAT, why)


def _plain(said: Anchor) -> JournalAnchor:
    return JournalAnchor(said.seq, said.h, said.m)
