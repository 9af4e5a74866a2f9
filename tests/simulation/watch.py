"""The invariants, looked at after every event that can move money: bank, HSM, or notes.

Written against what is there (ledger rows, counters, notes as matter), not by the rules of the
product, so that the same mistake would have to be made twice. Source: docs/faults.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from bank_server.contract import ResolutionReply, ResolutionRequest, ResolutionState
from bank_server.contract.challenges import ChallengeReply, ChallengeRequest
from bank_server.contract.json_text import parse
from bank_server.domain.cards import CardStatus
from bank_server.domain.ledger import Account, AccountKind
from bank_server.domain.transactions import Transaction, TransactionState
from bank_server.service.identifiers import card_hash
from bank_server.store.memory import MemoryRows
from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from kiosk.bank.answers import Answer
from tests.simulation.broken import hold
from tests.simulation.cashless import CashlessWatch
from tests.simulation.counts import CountWatch
from tests.simulation.faults import FaultKind
from tests.simulation.offers import OfferWatch
from tests.simulation.receipts import ReceiptWatch

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

CHALLENGE_LIFE_S: Final = 5.0
TRIES_MAX: Final = 3
OK: Final = 200
State = TransactionState
# Whatever else happens to a transaction is a second result.
MAY_BECOME: Final = {
    State.IN_WORK: frozenset(State),
    State.HELD: frozenset({State.CAPTURED, State.VOID, State.IN_DOUBT}),
    State.IN_DOUBT: frozenset({State.CAPTURED, State.VOID, State.RESOLVED}),
    State.PROBLEM: frozenset[State](),
    State.DECLINED: frozenset({State.SUSPENSE}),
    State.AWAITED: frozenset({State.PENDING, State.VOID}),
    State.PENDING: frozenset({State.VERIFIED, State.VOID}),
    State.VERIFIED: frozenset[State](),
    State.DONE: frozenset[State](),
    State.CAPTURED: frozenset[State](),
    State.VOID: frozenset({State.SUSPENSE}),
    State.SUSPENSE: frozenset[State](),
    State.RESOLVED: frozenset[State](),
}
# Where a challenge has been used up for a result.
ANSWERED: Final = frozenset(
    {
        State.HELD,
        State.CAPTURED,
        State.DONE,
        State.IN_DOUBT,
        State.RESOLVED,
        State.AWAITED,
        State.PENDING,
        State.VERIFIED,
    }
)
# Of a transfer or a deposit: the target has the money.
CREDITING: Final = frozenset({State.DONE, State.VERIFIED})
KEEPS_RECEIPTS: Final = frozenset({FaultKind.LYING_KIOSK, FaultKind.HSM_MEMORY_OLD})
UNCOUNTED: Final = frozenset({State.HELD, State.IN_DOUBT, State.RESOLVED})


class Watch:
    """
    Attributes:
        exited: by (ATM, txid, canister), the notes that crossed the shutter as matter.
        taken_back: by (ATM, txid, canister), how many of those were retracted into the bin.
        stolen: by (ATM, txid), minor units that came out and that no record will ever tell of.
        events: how many times it has looked.
        cashless: the same for transfers and deposits. receipts: for what is printed.
        counts: for what operators type. offers: for what customers confirm.
    """

    def __init__(self, city: City) -> None:
        self._city = city
        self.cashless = CashlessWatch(city)
        self.receipts = ReceiptWatch(city)
        self.counts = CountWatch(city)
        self.offers = OfferWatch(city)
        self.exited: Counter[tuple[str, str, int]] = Counter()
        self.taken_back: Counter[tuple[str, str, int]] = Counter()
        self.stolen: dict[tuple[str, str], int] = {}
        self.events = 0
        self._outside: dict[str, Counter[int]] = {}
        self._note_total: dict[str, int] = {}
        self._seen: dict[tuple[str, str], Transaction] = {}
        self._entries_seen = 0
        self._given: dict[tuple[str, str], tuple[str, float]] = {}
        self._used: set[str] = set()
        self._tickets: dict[tuple[str, str], str] = {}
        self._told_void: set[tuple[str, str]] = set()
        # Granted, and no record has told the bank's counters what came of it.
        self._unattested: dict[tuple[str, str], Transaction] = {}
        # As they were before the bank was restored; the newest of each.
        self._lost: dict[tuple[str, str], Transaction] = {}
        self._poorer: set[str | None] = set()  # accounts of which a restored bank forgot a credit
        self._was_held: dict[tuple[str, str], int] = {}

    # --- the bank

    def bank(self, site: Site, path: str, body: bytes, answer: Answer | None) -> None:
        """After a request, whether it was answered or not."""
        self.events += 1
        if answer is not None and answer.status == OK:
            if path == "/v1/challenges":
                self._challenge_given(site, body, answer)
            elif path == "/v1/resolutions":
                self._resolution_told(site, body, answer)
            elif path == "/v1/authorisations":
                self.receipts.balance_told(site, answer.body)
            elif path == "/v1/cash-loads":
                self.counts.told(site, body, answer.body)
            elif path == "/v1/card-deactivations":
                self._city.coverage["card deactivated on a machine's word"] += 1
        transactions, accounts = self._books()
        self._transactions_changed(transactions)
        self._accounts_agree(transactions, accounts)
        self.counters(site)

    def books_were_put_back(self) -> None:
        """To what they were at some time. What has happened since comes back, or does not."""
        before = self._seen
        self._lost |= before
        self._seen, self._unattested, self._entries_seen = {}, {}, 0
        self.cashless.forget()
        transactions, accounts = self._books(by_staff=True)
        self._forget_credits(before, transactions)
        self._transactions_changed(transactions)
        self._accounts_agree(transactions, accounts)

    def _forget_credits(
        self, before: Mapping[tuple[str, str], Transaction], now: Iterable[Transaction]
    ) -> None:
        """An envelope may be opened once more later: then the account is no poorer than it was."""
        remembered = {(one.atm_id, one.txid) for one in now if one.state in CREDITING}
        self._poorer |= {
            one.terms.target
            for key, one in before.items()
            if one.state in CREDITING and one.terms is not None and key not in remembered
        }

    def staff_acted(self) -> None:
        """After people at the bank have changed its books."""
        transactions, accounts = self._books(by_staff=True)
        self._transactions_changed(transactions)
        self._accounts_agree(transactions, accounts)

    def nobody_lacks_a_hold(self) -> None:
        """Nothing but an old backup of the bank explains notes that came out without a hold.

        Nobody tells it of a transfer, nor of an envelope that was opened: who has drawn on those
        since has drawn what the account has not.
        """
        now = self._books()[0]
        for one in now:
            if one.state is State.SUSPENSE:
                lost = self._lost.get((one.atm_id, one.txid))
                is_explained = lost is not None and lost.account_id in self._poorer
                hold("I3", is_explained, "notes came out without a hold")
                self._city.coverage["drawn on what a restored bank forgot"] += 1

    def _books(
        self, *, by_staff: bool = False
    ) -> tuple[tuple[Transaction, ...], tuple[Account, ...]]:
        """All transactions and accounts; the new ledger entries are added up on the way (I1)."""
        rows = getattr(self._city.bank.books, "_rows", None)
        if isinstance(rows, MemoryRows):
            fresh = rows._entries[self._entries_seen :]
            self._entries_seen = len(rows._entries)
            transactions, accounts = rows.transactions(), rows.accounts()
        else:
            books = self._city.bank.store.accounts.snapshot()
            fresh = list(books.entries)
            transactions, accounts = books.transactions, books.accounts
        by_posting: Counter[int] = Counter()
        for entry in fresh:
            by_posting[entry.posting_id] += entry.amount.minor
        for left_over in by_posting.values():
            hold("I1", not left_over, "a posting does not add up to zero")
        self.cashless.posted(fresh, transactions, by_staff=by_staff)
        return transactions, accounts

    def _accounts_agree(
        self, transactions: tuple[Transaction, ...], accounts: tuple[Account, ...]
    ) -> None:
        held: Counter[str] = Counter()
        by_atm: Counter[str] = Counter()
        for one in transactions:
            if one.state is State.HELD:
                by_atm[one.atm_id] += 1
            if one.is_holding and one.account_id is not None and one.amount is not None:
                held[one.account_id] += one.amount.minor
        for account in accounts:
            name = account.account_id[:8]
            hold("I6", account.held.minor >= 0, f"account {name} holds less than nothing")
            hold("I6", held[account.account_id] == account.held.minor, f"holds of {name} differ")
            if account.kind is AccountKind.CUSTOMER:
                hold("I6", account.available.minor >= 0, f"account {name} is overdrawn")
        for count in by_atm.values():
            hold("I8", count <= 1, "two holds at one ATM")

    def _transactions_changed(self, transactions: tuple[Transaction, ...]) -> None:
        for one in transactions:
            key = (one.atm_id, one.txid)
            before = self._seen.get(key)
            if before is one or before == one:
                continue
            self._seen[key] = one
            has_no_receipt = one.receipt is None and one.state in UNCOUNTED
            if has_no_receipt:
                self._unattested[key] = one
            else:
                self._unattested.pop(key, None)
            state = None if before is None else before.state
            if state is not None and state is not one.state:
                hold("I7", one.state in MAY_BECOME[state], f"{state} became {one.state}")
            if before is not None and before.reply is not None:
                hold("I7", one.reply == before.reply, "a stored reply has changed")
            if one.state is State.IN_DOUBT and one.receipt is None:
                hold("I10", self._may_lack_a_receipt(), "no receipt came for a hold")
            if one.state is State.HELD and one.amount is not None:
                self._was_held[key] = one.amount.minor
            if key in self._lost:
                self._comes_back(self._lost[key], one)
            elif one.state in ANSWERED:
                hold("I7", key not in self._told_void, "what was told to be void has happened")
                if state in {None, State.IN_WORK}:
                    self._challenge_used(key, one)
                    self.offers.granted(one)

    def _comes_back(self, lost: Transaction, one: Transaction) -> None:
        """I7: after a restoration a payment is what it was, for the account that it was."""
        if {lost.state, one.state} == {State.CAPTURED}:
            hold("I7", one.account_id == lost.account_id, "another account pays than before")
            hold("I7", one.captured == lost.captured, "another amount is captured than before")

    def _may_lack_a_receipt(self) -> bool:
        """Only a lie or a memory put back makes a hold that people must end after a day."""
        return any(fault.kind in KEEPS_RECEIPTS for fault in self._city.plan.fired)

    def _challenge_given(self, site: Site, body: bytes, answer: Answer) -> None:
        request = parse(ChallengeRequest, body)
        given = parse(ChallengeReply, answer.body).challenge
        self._given.setdefault((site.atm, request.txid), (given, self._city.loop.now()))
        if request.open_record is not None:
            record = Record.parse(bytes.fromhex(request.open_record))
            said = {line.canister: (line.load, line.next) for line in record.lines}
            books = self._city.bank.atm(site.atm).canisters
            agree = all(said[book.canister] == (book.load, book.next) for book in books)
            hold("I5", agree, "a challenge for counters that are not the bank's")

    def _resolution_told(self, site: Site, body: bytes, answer: Answer) -> None:
        """Void is for ever, whether the kiosk has heard it or not."""
        if parse(ResolutionReply, answer.body).state is ResolutionState.VOID:
            self._told_void.add((site.atm, parse(ResolutionRequest, body).txid))

    def _challenge_used(self, key: tuple[str, str], one: Transaction) -> None:
        given = self._given.get(key)
        hold("I4", given is not None, "a result without a challenge")
        assert given is not None
        challenge, at_s = given
        hold("I4", challenge not in self._used, "a challenge was taken twice")
        self._used.add(challenge)
        # By the world's clock: the bank's own may have been set meanwhile.
        waited_s = self._city.loop.now() - at_s
        hold(
            "I4", waited_s <= CHALLENGE_LIFE_S + 0.1, f"a challenge {waited_s:.1f} s old was taken"
        )

    def argon2(self, card_id: Secret) -> None:
        """I9: the try is in the books before Argon2 runs, and after three it runs no more."""
        card = self._city.bank.store.cards.card(card_hash(card_id.reveal().decode()))
        assert card is not None
        hold("I9", 1 <= card.tries <= TRIES_MAX, f"Argon2 ran with {card.tries} tries counted")
        hold("I9", card.status is not CardStatus.BLOCKED, "Argon2 ran for a card that is blocked")

    # --- notes and counters

    def notes(self, site: Site) -> None:
        """After notes have moved, or may have."""
        self.events += 1
        self.counters(site)

    def notes_changed(self, site: Site, change: str) -> None:
        """As matter: I2, and what crossed the shutter, for whom (I3 in the flow, I13)."""
        where = site.matter.works.whereabouts()
        total = sum(sum(place.values()) for place in where.values())
        if change == "filled":
            self._note_total[site.atm] = total
        hold("I2", self._note_total.get(site.atm, total) == total, "notes came from nowhere")
        outside = Counter(where["customer"])
        outside.update(where["retract_bin"])
        before = self._outside.get(site.atm, Counter())
        self._outside[site.atm] = outside
        if change == "shutter" and site.matter.works.shutter_is_open:
            self.offers.shutter_opens(site)
        if change not in {"taken", "retract"}:
            return
        cur = site.matter.hsm._vault.state.cur
        assert cur is not None, "notes lie in the shutter for a transaction"
        key = (site.atm, cur.txid.hex())
        ticket = cur.ticket.hex()
        hold("I13", self._tickets.setdefault(key, ticket) == ticket, "two tickets paid one txid")
        for canister, count in (outside - before).items():
            self.exited[(*key, canister)] += count
            self.taken_back[(*key, canister)] += count if change == "retract" else 0
        self._exit_is_covered(key)

    def steals(self, site: Site, txid: bytes) -> None:
        """The HSM has been made to forget a payment that was under way (F-78, what is left)."""
        key = (site.atm, txid.hex())
        gone = self.exited_minor(key)
        one = self._city.bank.store.transactions.find(key[1], key[0])
        covered = 0 if one is None or one.amount is None else one.amount.minor
        hold("I3", 0 < gone <= covered, "more was stolen than one transaction was granted")
        self.stolen[key] = gone
        self._city.coverage["stolen by an HSM memory put back midway, minor units"] += gone

    def _exit_is_covered(self, key: tuple[str, str]) -> None:
        covered = self._was_held.get(key, 0)
        hold("I3", self.exited_minor(key) <= covered, "more came out than was ever held")

    def exited_minor(self, key: tuple[str, str]) -> int:
        return self._value(self.exited, key)

    def taken_back_minor(self, key: tuple[str, str]) -> int:
        return self._value(self.taken_back, key)

    def kept(self, key: tuple[str, str], canister: int) -> int:
        """Notes that somebody has carried away."""
        return self.exited[(*key, canister)] - self.taken_back[(*key, canister)]

    def counters(self, site: Site) -> None:
        """I5: the HSM's counters are ahead of the bank's by what is granted and not settled."""
        if site.is_clouded or self._city.bank.waits_for(site.atm):
            return
        granted: Counter[int] = Counter()
        for (atm, _), one in self._unattested.items():
            if atm == site.atm:
                for grant in one.grants:
                    granted[grant.canister] += grant.count
        is_level = True
        canisters = site.matter.hsm._vault.state.canisters
        for book in self._city.bank.atm(site.atm).canisters:
            canister = canisters[book.canister]
            if canister.load != book.load:
                continue
            ahead = canister.next - book.next
            is_level = is_level and ahead == 0
            most = granted[book.canister]
            hold("I5", 0 <= ahead <= most, f"the HSM is {ahead} notes ahead of the bank")
        if is_level and granted:
            self._forget_resolved(site.atm)

    def _forget_resolved(self, atm: str) -> None:
        """The bank has learned the counters; what people resolved before explains no more."""
        for key, one in list(self._unattested.items()):
            if one.atm_id == atm and one.state is State.RESOLVED:
                del self._unattested[key]

    def _value(self, notes: Counter[tuple[str, str, int]], key: tuple[str, str]) -> int:
        site = self._city.sites_by_atm[key[0]]
        return site.value({canister: notes[(*key, canister)] for canister in site.canisters})
