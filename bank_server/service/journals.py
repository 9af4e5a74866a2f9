"""journal-entries: a kiosk's journal is kept here, if it is the one that has been here before."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Final

from bank_server.contract.journal_entries import JournalEntriesReply, JournalEntriesRequest
from bank_server.contract.message import Anchor
from bank_server.contract.problems import ProblemCode
from bank_server.domain.journals import (
    PARTS_LOOKED_AT,
    SAID_COUNT_MAX,
    JournalBook,
    JournalMisfit,
    anchor_of,
    begun,
    check_agree,
    check_said,
    check_same,
    follow,
    further_back,
)
from bank_server.domain.terminals import JournalAnchor
from bank_server.service.group import Group, together
from bank_server.service.journal_keys import after, first_journal_key, journal_chain
from bank_server.service.journal_quota import QUOTA_RETRY_S, JournalQuota
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name, staff_name
from bank_server.service.staff_atms import NO_ATM
from hardware.crypto.secret import Secret

WHAT: Final = "journal-entries"
TOO_MUCH: Final = Refusal(
    ProblemCode.RATE, "more of a journal than one machine writes in weeks", QUOTA_RETRY_S
)

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
        self._quota = JournalQuota()

    def heard(self, atm_id: str, said: Anchor) -> None:
        """A call that may not be held up has said how far the journal is. It is looked at with
        the next heartbeat or entries, or at the bank's end; what was said to a bank that is
        killed before is not."""
        if said.seq == 0:
            return
        with self._hearing:
            kept = self._heard.setdefault(atm_id, deque(maxlen=SAID_COUNT_MAX))
            kept.append(plain_anchor(said))

    def taken(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        """What was heard, once."""
        with self._hearing:
            return tuple(self._heard.pop(atm_id, ()))

    def write_heard(self) -> None:
        """The bank ends in order: what it keeps in mind is looked at as with a heartbeat, so that
        the next process knows it. Raises StoreUnavailable."""
        with self._hearing:
            atm_ids = tuple(self._heard)
        for atm_id in atm_ids:
            if said := self.taken(atm_id):
                look = partial(self.check, atm_id=atm_id, key=said[-1].key, said=said)
                together(self._parts, look)

    def keep(self, atm_id: str, request: JournalEntriesRequest) -> JournalEntriesReply | Refusal:
        """All of these lines are kept, or none; the same ones again change nothing."""
        size = sum(len(line) for line in request.lines)
        if not self._quota.allows(atm_id, size, self._parts.now_ms()):
            return self._parts.refused(atm_name(atm_id), WHAT, TOO_MUCH)
        said = (*self.taken(atm_id), plain_anchor(request.anchor))
        return together(self._parts, lambda group: self._keep(group, atm_id, request, said))

    def first_keys(self, by: str, atm_id: str) -> tuple[tuple[str, Secret], ...] | Refusal:
        """Names and first keys, the newest last; whoever has one can forge what it seals."""
        parts = self._parts
        if parts.store.terminals.atm(atm_id) is None:
            return NO_ATM
        parts.done(staff_name(by), "journal-key", subject=atm_id)
        books = parts.store.journals.books(atm_id)
        return tuple((each.key, first_journal_key(parts.sealer, each)) for each in books)

    def anchors(self, atm_id: str) -> tuple[JournalAnchor, ...] | Refusal:
        """What the ATM's journals must meet: the last line kept of each, and what was said later.

        Where people have accepted another course, only what belongs to that one.
        """
        store = self._parts.store
        atm = store.terminals.atm(atm_id)
        if atm is None:
            return NO_ATM
        books = store.journals.books(atm_id)
        found = [replace(book.kept, key=book.key) for book in books if book.acked > book.since]
        found += [book.ended for book in books if book.ended is not None]
        found += [atm.anchor, *store.journals.said(atm_id)]
        place = {book.key: at for at, book in enumerate(books)}
        ordered = sorted(found, key=lambda each: (place.get(each.key, -1), each.seq))
        return tuple(each for each in dict.fromkeys(ordered) if each.seq)

    def check(self, group: Group, atm_id: str, key: str, said: Sequence[JournalAnchor]) -> int:
        """How far the journal of this key is kept, after what was said was looked at.

        key: empty if nobody says; then it is the newest. said: the newest last; what cannot be
        true of the journals that are kept stops the ATM.
        """
        books = {book.key: book for book in group.store.journals.books(atm_id)}
        if not books:
            return 0
        newest = list(books.values())[-1]
        try:
            for each in said:
                if each.key and each.key not in books:
                    raise JournalMisfit(ProblemCode.JOURNAL_KEY_UNKNOWN, each.seq)
            for book in books.values():
                self._compare(group, book, [a for a in said if (a.key or newest.key) == book.key])
        except JournalMisfit as misfit:
            self._stop(group, atm_id, misfit, said[-1])
        if key and key not in books:
            return 0
        return books[key or newest.key].acked

    def _compare(self, group: Group, book: JournalBook, said: Sequence[JournalAnchor]) -> None:
        here = [each for each in said if book.since < each.seq <= book.acked]
        store = group.store.journals
        lines = {each.seq: store.lines(book, each.seq, 1)[0] for each in here}
        check_said(here, lines)
        waiting = [each for each in said if each.seq > book.acked]
        before = [a for a in store.said(book.atm_id) if a.key == book.key and a.seq > book.acked]
        check_agree((*before, *waiting))
        store.say(book.atm_id, [replace(each, key=book.key) for each in waiting])

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
            said = tuple(each for each in said if each.key in ("", book.key))
            waiting = (each for each in store.said(atm_id) if each.key in ("", book.key))
            check_said((*waiting, *said), lines)
            if new or book.is_open:
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
        book, first = self._book(group, atm_id, request), request.from_seq
        sent = [line.encode("utf-8") for line in request.lines]
        if book.is_open:
            begins = begun(book, first, sent[0], self._former(group, book, first - 1))
            if begins is None:
                return further_back(book, request.anchor.seq), []
            book = begins
        if first > book.acked + 1:
            raise JournalMisfit(ProblemCode.JOURNAL_GAP, book.acked + 1)
        self._check_repeated(group, book, first, sent)
        new = sent[book.acked + 1 - first :]
        if not new:
            return book, []
        chain = journal_chain(self._parts.sealer, book)
        return after(self._parts.sealer, book, chain, follow(chain, new)), new

    def _book(self, group: Group, atm_id: str, request: JournalEntriesRequest) -> JournalBook:
        """Of the request's key, if the ATM has not been heard under a newer one."""
        books, atm = group.store.journals.books(atm_id), group.store.terminals.atm(atm_id)
        issued = [book.key for book in books]
        now = "" if atm is None else atm.anchor.key
        for book in books[issued.index(now) if now in issued else 0 :]:
            if book.key == request.key:
                return book
        raise JournalMisfit(ProblemCode.JOURNAL_KEY_UNKNOWN, request.from_seq)

    def _former(self, group: Group, book: JournalBook, seq: int) -> Iterator[JournalAnchor]:
        """This entry as the parts before this one have it, the newest first."""
        for part in range(book.part - 1, max(-1, book.part - 1 - PARTS_LOOKED_AT), -1):
            for line in group.store.journals.lines(replace(book, part=part), seq, 1):
                yield anchor_of(seq, line)

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


def plain_anchor(said: Anchor) -> JournalAnchor:
    return JournalAnchor(said.seq, said.h, said.m, said.key or "")
