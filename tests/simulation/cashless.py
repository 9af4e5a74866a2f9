"""What must hold for money that moves without notes: transfers, and envelopes that are deposited.

Written against ledger rows, envelopes as matter, and what the screen told the customer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Final

from bank_server.contract.operations import EnvelopeResult, Operation
from bank_server.domain.deposits import reference_of
from bank_server.domain.ledger import Entry, PostingKind
from bank_server.domain.transactions import Transaction, TransactionState
from kiosk.domain.screens import MoneyWords, Screen, ScreenId
from kiosk.journal.entry import StoredEntry
from tests.simulation.broken import hold
from tests.simulation.faults import FaultKind

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

State = TransactionState
Key = tuple[str, str]  # ATM and txid


class Word(Enum):
    """What a customer was told."""

    DONE = "done"
    NOT_DONE = "not done"
    UNSURE = "not confirmed"


_WORDS: Final = {
    MoneyWords.TRANSFERRED: Word.DONE,
    MoneyWords.CREDITED_LATER: Word.DONE,
    MoneyWords.NOTHING_MOVED: Word.NOT_DONE,
    MoneyWords.NOTHING_RECORDED: Word.NOT_DONE,
    MoneyWords.NOT_CHARGED: Word.NOT_DONE,
    MoneyWords.WILL_BE_CHECKED: Word.UNSURE,
    MoneyWords.ENVELOPE_CHECKED: Word.UNSURE,
}
_ENDS: Final = frozenset({ScreenId.TRANSFER_DONE, ScreenId.DEPOSIT_DONE})
_OPERATIONS: Final = frozenset({Operation.TRANSFER.value, Operation.DEPOSIT.value})
# Books that were put back have forgotten a transfer that a customer was told of.
FORGETS: Final = FaultKind.BANK_RESTORED


class CashlessWatch:
    """
    Attributes:
        told: the first word that a customer heard of a transfer or deposit.
        lies: envelopes that never were, of which a program in the kiosk's place has told.
    """

    def __init__(self, city: City) -> None:
        self._city = city
        self.told: dict[Key, Word] = {}
        self.lies: set[Key] = set()
        self._postings: dict[str, int] = {}
        self._credits: set[str] = set()

    # --- the customer

    def shown(self, site: Site, screen: Screen) -> None:
        """The screen has changed; once a transaction is begun, its first word of money counts."""
        intent = site.intent
        if intent is None or intent[1] not in _OPERATIONS:
            return
        word = Word.DONE if screen.id in _ENDS else None
        if word is None and screen.money is not None:
            word = _WORDS.get(screen.money)
        if word is None:
            return
        site.intent = None
        self.told[site.atm, intent[0]] = word
        self._city.coverage[f"told: {intent[1]} {word.value}"] += 1
        one = self._city.bank.store.transactions.find(intent[0], site.atm)
        if intent[1] == Operation.TRANSFER.value and word is Word.DONE:
            is_done = one is not None and one.state is State.DONE
            hold("I14", is_done or self.has_forgotten, "told that it is done, and it is not")

    @property
    def has_forgotten(self) -> bool:
        """What customers were told may be what the books never heard of."""
        return any(fault.kind is FORGETS for fault in self._city.plan.fired)

    def has_envelope(self, key: Key) -> bool:
        """Of this ATM and txid, wherever it is now."""
        return bool(self._envelopes()[key[0], reference_of(key[1], key[0])])

    # --- the ledger

    def forget(self) -> None:
        """The books are other ones."""
        self._postings.clear()

    def posted(
        self, entries: Iterable[Entry], transactions: tuple[Transaction, ...], *, by_staff: bool
    ) -> None:
        """Entries that are new, or all of them again."""
        lines: defaultdict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.kind is PostingKind.TRANSFER:
                lines[entry.posting_id].append(entry)
            elif entry.kind is PostingKind.DEPOSIT:
                is_known = by_staff or entry.reference in self._credits
                hold("I15", is_known, "an envelope was credited and nobody has opened it")
                self._credits.add(entry.reference)
        by_txid = {one.txid: one for one in transactions} if lines else {}
        for posting_id, parts in lines.items():
            self._moved(posting_id, parts, by_txid)
        moved = sum(_is_moved(one) for one in transactions)
        if moved or self._postings:
            hold("I14", moved == len(self._postings), "a transfer is done, and no money has moved")

    def _moved(self, posting_id: int, parts: list[Entry], by_txid: dict[str, Transaction]) -> None:
        txid = parts[0].reference
        first = self._postings.setdefault(txid, posting_id)
        hold("I14", first == posting_id, "one transfer has moved money twice")
        one = by_txid.get(txid)
        hold("I14", one is not None and _is_moved(one), "money has moved, and no transfer is done")
        assert one is not None
        terms = one.terms
        assert terms is not None
        assert terms.amount is not None
        asked = Counter(
            {terms.source or "": -terms.amount.minor, terms.target or "": terms.amount.minor}
        )
        said = Counter({part.account_id: part.amount.minor for part in parts})
        hold("I14", said == asked, "a transfer moved other money than was asked for")

    # --- at rest

    def audit(self) -> None:
        """I14 and I15, once people have opened what there was."""
        known = {(one.atm_id, one.txid): one for one in self._city.bank.transactions}
        for key, word in self.told.items():
            self._told_truly(key, word, known.get(key))
        references = {}
        for key, one in known.items():
            if one.envelope is not None:
                references[key[0], reference_of(key[1], key[0])] = one
                self._envelope_is_there(key, one)
        for atm, text in self._envelopes():
            found = references.get((atm, text))
            hold("I15", found is not None, "an envelope of which the bank knows nothing")
            assert found is not None
            what = f"an envelope of a deposit that is {found.state.value}"
            hold("I15", found.state is State.VERIFIED, what)

    def journal_agrees(self, site: Site, entries: Collection[StoredEntry]) -> None:
        """I14: what the kiosk has written off as done or void is that at the bank, too."""
        if self.has_forgotten:
            return
        transfers = {
            str(entry.d["txid"])
            for entry in entries
            if entry.ev == "INTENT" and entry.d["operation"] == Operation.TRANSFER.value
        }
        for entry in entries:
            if entry.ev != "DONE" or entry.d["txid"] not in transfers:
                continue
            one = self._city.bank.store.transactions.find(str(entry.d["txid"]), site.atm)
            is_moved = one is not None and _is_moved(one)
            said = entry.d["state"]
            hold("I14", is_moved == (said == "done"), f"the kiosk says {said} of a transfer")

    def _told_truly(self, key: Key, word: Word, one: Transaction | None) -> None:
        is_done = one is not None and one.state in {State.DONE, State.VERIFIED}
        is_envelope = self.has_envelope(key)
        if word is Word.NOT_DONE:
            hold("I14", not (is_done and one and _is_moved(one)), "told not done, and it was")
            hold("I15", not is_envelope, "told that there is no envelope, and there is")
        if word is Word.DONE and not self.has_forgotten:
            hold("I14", is_done, "told that it is done, and it is not")

    def _envelope_is_there(self, key: Key, one: Transaction) -> None:
        assert one.envelope is not None
        count = self._envelopes()[key[0], reference_of(key[1], key[0])]
        hold("I15", count <= 1, "two envelopes of one deposit")
        is_said = one.envelope.result is EnvelopeResult.ACCEPTED
        hold("I15", not is_said or count == 1 or key in self.lies, "an envelope is not in the bin")

    def _envelopes(self) -> Counter[Key]:
        """By ATM and the text on them, wherever they are now."""
        room, found = self._city.envelopes, Counter[Key]()
        for key, taken in room.taken_out.items():
            found[key] += len(taken)
        for site in self._city.sites:
            works = site.matter.envelopes
            for envelope in (*works.bin, *([works.moving] if works.moving else ())):
                found[site.atm, envelope.text] += 1
        return found


def _is_moved(one: Transaction) -> bool:
    return one.operation is Operation.TRANSFER and one.state is State.DONE
