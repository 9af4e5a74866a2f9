"""A store without a disk, for the simulator and for tests: same steps, same rules, gone at exit."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import TypeVar

from bank_server.domain.cards import Card, Visit
from bank_server.domain.challenges import LiveChallenge
from bank_server.domain.journals import JournalBook
from bank_server.domain.ledger import Account, Entry, Posting
from bank_server.domain.people import Closing, Proposal, Staff, WorkItem
from bank_server.domain.restoration import Restoration
from bank_server.domain.terminals import Atm, JournalAnchor, ProvisioningToken
from bank_server.domain.transactions import Transaction, TransactionState
from bank_server.store.memory_closings import MemoryClosings
from bank_server.store.memory_pins import MemoryPins
from bank_server.store.memory_table import MemoryTable, Undo
from bank_server.store.rows import Certificate, Rows
from bank_server.store.stepped import SteppedStore
from bank_server.store.turns import Turns

T = TypeVar("T")


def memory_store(boot_id: str) -> SteppedStore:
    """An empty store; `boot_id` names this run of the bank."""
    return SteppedStore(MemoryEngine(), boot_id)


class MemoryEngine:
    """Steps one after the other; a step that raises is undone."""

    def __init__(self) -> None:
        self._turns = Turns()
        self._undo: Undo = []
        self._rows = MemoryRows(self._undo)

    def run(self, step: Callable[[Rows], T]) -> T:
        with self._turns:
            self._undo.clear()
            try:
                return step(self._rows)
            except BaseException:
                while self._undo:
                    self._undo.pop()()
                raise

    def close(self) -> None:
        """Nothing to let go of."""


class MemoryRows(MemoryClosings, MemoryPins):
    """All rows in dictionaries."""

    def __init__(self, undo: Undo) -> None:
        MemoryClosings.__init__(self, undo)
        MemoryPins.__init__(self, undo)
        self._undo = undo
        self._cards = MemoryTable[str, Card](undo)
        self._visits = MemoryTable[tuple[str, str], Visit](undo)
        self._challenges = MemoryTable[tuple[str, str], LiveChallenge](undo)
        self._challenge_keys = MemoryTable[tuple[str, str], tuple[str, str]](undo)
        self._transactions = MemoryTable[tuple[str, str], Transaction](undo)
        self._by_card = MemoryTable[str, tuple[tuple[str, str], ...]](undo)
        self._accounts = MemoryTable[str, Account](undo)
        self._entries: list[Entry] = []
        self._atms = MemoryTable[str, Atm](undo)
        self._certificates = MemoryTable[str, Certificate](undo)
        self._tokens = MemoryTable[str, ProvisioningToken](undo)
        self._restorations = MemoryTable[str, Restoration](undo)
        self._journals = MemoryTable[tuple[str, str], JournalBook](undo)
        self._journal_lines = MemoryTable[tuple[str, str, int, int], bytes](undo)
        self._journal_said = MemoryTable[str, tuple[JournalAnchor, ...]](undo)
        self._staff = MemoryTable[str, Staff](undo)
        self._proposals = MemoryTable[str, Proposal](undo)
        self._work = MemoryTable[int, WorkItem](undo)

    def card(self, card_id: str) -> Card | None:
        return self._cards.get(card_id)

    def cards(self) -> tuple[Card, ...]:
        return tuple(sorted(self._cards.all(), key=lambda card: card.card_id))

    def put_card(self, card: Card) -> None:
        self._cards.put(card.card_id, card)

    def visit(self, card_id: str, atm_id: str) -> Visit | None:
        return self._visits.get((card_id, atm_id))

    def put_visit(self, visit: Visit) -> None:
        self._visits.put((visit.card_id, visit.atm_id), visit)

    def drop_visit(self, card_id: str, atm_id: str) -> None:
        self._visits.drop((card_id, atm_id))

    def challenge(self, txid: str, atm_id: str) -> LiveChallenge | None:
        key = self._challenge_keys.get((txid, atm_id))
        return None if key is None else self._challenges.get(key)

    def put_challenge(self, live: LiveChallenge) -> None:
        self.drop_challenge(live.terms.card_id, live.terms.atm_id)
        key = (live.terms.card_id, live.terms.atm_id)
        self._challenges.put(key, live)
        self._challenge_keys.put((live.terms.txid, live.terms.atm_id), key)

    def drop_challenge(self, card_id: str, atm_id: str) -> None:
        former = self._challenges.get((card_id, atm_id))
        if former is not None:
            self._challenge_keys.drop((former.terms.txid, atm_id))
            self._challenges.drop((card_id, atm_id))

    def drop_visits_and_challenges(self) -> None:
        for table in (self._visits, self._challenges, self._challenge_keys):
            table.clear()

    def transaction(self, txid: str, atm_id: str) -> Transaction | None:
        return self._transactions.get((txid, atm_id))

    def put_transaction(self, transaction: Transaction) -> None:
        key = (transaction.txid, transaction.atm_id)
        card_id = transaction.card_id
        if card_id is not None and self._transactions.get(key) is None:
            self._by_card.put(card_id, (*(self._by_card.get(card_id) or ()), key))
        self._transactions.put(key, transaction)

    def transactions_of_card(
        self, card_id: str, since_ms: int, states: Set[TransactionState]
    ) -> tuple[Transaction, ...]:
        found = (self._transactions.get(key) for key in self._by_card.get(card_id) or ())
        return tuple(
            one
            for one in found
            if one is not None and one.started_ms >= since_ms and one.state in states
        )

    def held_since_before(self, started_ms: int) -> tuple[Transaction, ...]:
        return tuple(
            one
            for one in self._transactions.all()
            if one.state is TransactionState.HELD and one.started_ms <= started_ms
        )

    def awaited_since_before(self, started_ms: int) -> tuple[Transaction, ...]:
        return tuple(
            one
            for one in self._transactions.all()
            if one.state is TransactionState.AWAITED and one.started_ms <= started_ms
        )

    def of_envelope(self, atm_id: str, number: int) -> tuple[Transaction, ...]:
        return tuple(
            one
            for one in self._transactions.all()
            if one.atm_id == atm_id and one.envelope is not None and one.envelope.number == number
        )

    def credited_alone(self, by: str, since_ms: int) -> tuple[Transaction, ...]:
        return tuple(
            one
            for one in self._transactions.all()
            if one.envelope is not None
            and one.envelope.alone == by
            and (one.envelope.ended_ms or 0) >= since_ms
        )

    def envelopes_between(self, atm_id: str, first: int, last: int) -> tuple[Transaction, ...]:
        return tuple(
            one
            for one in self._transactions.all()
            if one.atm_id == atm_id
            and one.envelope is not None
            and one.envelope.number is not None
            and first <= one.envelope.number <= last
        )

    def resolved_without_receipt(self, atm_id: str) -> tuple[Transaction, ...]:
        return tuple(
            one
            for one in self._transactions.all()
            if one.atm_id == atm_id
            and one.state is TransactionState.RESOLVED
            and one.receipt is None
        )

    def transactions(self) -> tuple[Transaction, ...]:
        return self._transactions.all()

    def account(self, account_id: str) -> Account | None:
        return self._accounts.get(account_id)

    def put_account(self, account: Account) -> None:
        self._accounts.put(account.account_id, account)

    def accounts(self) -> tuple[Account, ...]:
        return tuple(sorted(self._accounts.all(), key=lambda account: account.account_id))

    def add_entries(self, posting: Posting, at_ms: int) -> None:
        size = len(self._entries)
        for number, line in enumerate(posting.lines, start=size + 1):
            self._entries.append(
                Entry(
                    number,
                    size + 1,
                    at_ms,
                    posting.kind,
                    posting.reference,
                    line.account_id,
                    line.amount,
                )
            )
        self._undo.append(lambda: self._forget_entries(size))

    def entries(self, account_id: str | None, count_max: int | None) -> tuple[Entry, ...]:
        newest_first = (
            entry
            for entry in reversed(self._entries)
            if account_id is None or entry.account_id == account_id
        )
        return tuple(newest_first)[:count_max]

    def entries_after(
        self, account_id: str | None, entry_id: int, upto: int | None = None
    ) -> tuple[Entry, ...]:
        # The entry with number n is the n-th.
        return tuple(
            entry
            for entry in self._entries[entry_id:upto]
            if account_id is None or entry.account_id == account_id
        )

    def entry_before(self, at_ms: int | None) -> int:
        if at_ms is None:
            return len(self._entries)
        before = ((each.at_ms, each.entry_id) for each in self._entries if each.at_ms < at_ms)
        return max(before, default=(0, 0))[1]

    def atm(self, atm_id: str) -> Atm | None:
        return self._atms.get(atm_id)

    def put_atm(self, atm: Atm) -> None:
        self._atms.put(atm.atm_id, atm)

    def atms(self) -> tuple[Atm, ...]:
        return tuple(sorted(self._atms.all(), key=lambda atm: atm.atm_id))

    def certificate(self, serial: str) -> Certificate | None:
        return self._certificates.get(serial)

    def put_certificate(self, certificate: Certificate) -> None:
        self._certificates.put(certificate.serial, certificate)

    def token(self, token_hash: str) -> ProvisioningToken | None:
        return self._tokens.get(token_hash)

    def put_token(self, token: ProvisioningToken) -> None:
        self._tokens.put(token.token_hash, token)

    def restoration(self) -> Restoration | None:
        return next(reversed(self._restorations.all()), None)

    def restorations(self) -> tuple[Restoration, ...]:
        return self._restorations.all()

    def put_restoration(self, restoration: Restoration) -> None:
        self._restorations.put(restoration.name, restoration)

    def journals(self, atm_id: str) -> tuple[JournalBook, ...]:
        return tuple(book for book in self._journals.all() if book.atm_id == atm_id)

    def put_journal(self, book: JournalBook) -> None:
        self._journals.put((book.atm_id, book.key), book)

    def journal_lines(self, book: JournalBook, first: int, count: int) -> tuple[bytes, ...]:
        of = (book.atm_id, book.key, book.part)
        found = (self._journal_lines.get((*of, seq)) for seq in range(first, first + count))
        return tuple(line for line in found if line is not None)

    def add_journal_lines(self, book: JournalBook, first: int, lines: Sequence[bytes]) -> None:
        for seq, line in enumerate(lines, start=first):
            key = (book.atm_id, book.key, book.part, seq)
            assert self._journal_lines.get(key) is None, "a line never changes again"
            self._journal_lines.put(key, line)

    def journal_said(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        return self._journal_said.get(atm_id) or ()

    def put_journal_said(self, atm_id: str, said: tuple[JournalAnchor, ...]) -> None:
        self._journal_said.put(atm_id, said)

    def staff(self, name: str) -> Staff | None:
        return self._staff.get(name)

    def all_staff(self) -> tuple[Staff, ...]:
        return tuple(sorted(self._staff.all(), key=lambda person: person.name))

    def put_staff(self, staff: Staff) -> None:
        self._staff.put(staff.name, staff)

    def proposal(self, proposal_id: str) -> Proposal | None:
        return self._proposals.get(proposal_id)

    def put_proposal(self, proposal: Proposal) -> None:
        self._proposals.put(proposal.proposal_id, proposal)

    def waiting_proposals(self) -> tuple[Proposal, ...]:
        return tuple(one for one in self._proposals.all() if one.used_by is None)

    def add_work_item(self, item: WorkItem, at_ms: int) -> None:
        if self._open_item(item) is None:
            number = len(self._work.all()) + 1
            self._work.put(number, replace(item, number=number, since_ms=at_ms))

    def work_items(self) -> tuple[WorkItem, ...]:
        return tuple(one for one in self._work.all() if one.closed is None)

    def work_items_of(self, atm_id: str) -> tuple[WorkItem, ...]:
        return tuple(one for one in self.work_items() if one.atm_id == atm_id)

    def closed_work_items(self, count_max: int) -> tuple[WorkItem, ...]:
        closed = [(one.closed.at_ms, one.number, one) for one in self._work.all() if one.closed]
        return tuple(one for _, _, one in sorted(closed, reverse=True)[:count_max])

    def work_item(self, number: int) -> WorkItem | None:
        return self._work.get(number)

    def close_work_item(self, item: WorkItem, closing: Closing) -> bool:
        found = self._open_item(item)
        if found is not None:
            self._work.put(found.number, replace(found, closed=closing))
        return found is not None

    def _open_item(self, item: WorkItem) -> WorkItem | None:
        return next((one for one in self.work_items() if one.key == item.key), None)

    def _forget_entries(self, size: int) -> None:
        del self._entries[size:]
