"""What must hold for receipts: each says what has happened in its own transaction, and comes once.

Read as a customer reads it, by the words on the paper or on the screen; compared with ledger rows,
notes and envelopes as matter, and what the bank has answered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter

from bank_server.contract.authorisations import ApprovedBalance, AuthorisationReply
from bank_server.contract.json_text import parse_any
from bank_server.contract.money import Money
from bank_server.domain.deposits import reference_of
from bank_server.domain.transactions import Transaction, TransactionState
from hardware.emulators.paper import Slip
from kiosk.domain.screens import Screen, ScreenId
from tests.simulation.broken import hold
from tests.simulation.faults import FaultKind
from tests.world.support.bank_house import CURRENCY

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

Key = tuple[str, str]  # ATM and txid
Figures = tuple[int, int]  # what is available, and the balance
TITLE_LINE: Final = 3  # below the machine's name, its place, and a line with nothing on it
_ROW: Final = re.compile(r"(\S.*?) {2,}(\S.*)")
_FIGURE: Final = re.compile(rf"{CURRENCY} (\d+)\.(\d\d)")
_REPLY: Final[TypeAdapter[AuthorisationReply]] = TypeAdapter(AuthorisationReply)
_LAST: Final = 4  # characters of an account's number
RULE: Final = "I17"


class ReceiptWatch:
    """
    Attributes:
        answered: by (ATM, txid), what a balance was when the bank told it.
    """

    def __init__(self, city: City) -> None:
        self._city = city
        self.answered: dict[Key, Figures] = {}
        self._printed: Counter[Key] = Counter()
        self._kinds: dict[str, Callable[[Key, Transaction | None, dict[str, str]], None]] = {
            "Cash withdrawal": self._withdrawal,
            "Transfer": self._transfer,
            "Envelope deposit": self._deposit,
            "Balance": self._balance,
        }

    # --- what there is to look at

    def balance_told(self, site: Site, body: bytes) -> None:
        """The bank has answered an authorisation; a balance is that of the ledger at that time."""
        reply = parse_any(_REPLY, body)
        if not isinstance(reply, ApprovedBalance):
            return
        told = (reply.available.minor, reply.balance.minor)
        self.answered[site.atm, reply.txid] = told
        one = self._find(site, reply.txid)
        assert one is not None
        account = self._city.bank.store.accounts.account(self._source_of(one))
        assert account is not None
        is_so = told == (account.available.minor, account.balance.minor)
        hold(RULE, is_so, "another balance than the ledger's")

    def heard(self, site: Site, sent: bytes, heard: bytes) -> None:
        """A printer hears a job; where a bit of it has flipped, what was sent is judged here."""
        if site.print_noise.carries(sent, heard):
            self._says_the_truth(site, site.print_noise.sent, "as it was sent")

    def printed(self, site: Site, slip: Slip) -> None:
        """Something was cut off; what lacks its last line is no receipt."""
        lines = [line.text for line in slip.lines]
        if site.print_noise.excuses(lines):
            self._city.coverage["receipt garbled on the line to the printer"] += 1
            return
        if not lines or not lines[-1].startswith("Reference"):
            self._city.coverage["receipt torn off before its end"] += 1
            return
        key = self._says_the_truth(site, lines, "on paper")
        self._printed[key] += 1
        # A printer does as often as it is told, and knows no txid.
        is_doubled = any(fault.kind is FaultKind.FRAME_TWICE for fault in self._city.plan.fired)
        hold(RULE, self._printed[key] == 1 or is_doubled, "two receipts of one transaction")

    def shown(self, site: Site, screen: Screen) -> None:
        if screen.id is ScreenId.SCREEN_RECEIPT and screen.receipt_lines:
            self._says_the_truth(site, screen.receipt_lines, "on the screen")

    # --- what it says

    def _says_the_truth(self, site: Site, lines: Sequence[str], where: str) -> Key:
        title = lines[TITLE_LINE].strip()
        rows = {found[1]: found[2] for line in lines if (found := _ROW.fullmatch(line.rstrip()))}
        key, one = self._named(site, rows["Reference"])
        self._kinds[title](key, one, rows)
        text = "\n".join(lines).lower()
        for uuid in self._city.card_uuids.values():
            hold("I11", not {uuid, uuid.replace("-", "")} & set(text.split()), "a card number")
        accounts = self._city.bank.store.accounts.snapshot().accounts
        is_whole = any(account.account_id.lower() in text for account in accounts)
        hold("I11", not is_whole, "a whole account number is on a receipt")
        self._city.coverage[f"receipt {where}: {title}"] += 1
        return key

    def _named(self, site: Site, reference: str) -> tuple[Key, Transaction | None]:
        """The one transaction of this machine that has this reference."""
        start = reference.lower()
        txids = {
            one.txid
            for one in self._city.bank.transactions
            if one.atm_id == site.atm and one.txid.startswith(start)
        }
        if not txids and self._city.watch.cashless.has_forgotten:
            txids = {txid for txid in site.intents if txid.startswith(start)}
        hold(RULE, len(txids) == 1, f"a receipt's reference names {len(txids)} transactions")
        (txid,) = txids
        return (site.atm, txid), self._find(site, txid)

    def _withdrawal(self, key: Key, one: Transaction | None, rows: dict[str, str]) -> None:
        watch = self._city.watch
        gone, back = watch.exited_minor(key), watch.taken_back_minor(key)
        said = _minor(rows["Amount"])
        hold(RULE, (said, 0) == (gone, back), f"{said} on it, {gone} came out, {back} went back")
        if one is None or one.amount is None:
            return
        asked = _minor(rows.get("Amount asked for", rows["Amount"]))
        hold(RULE, asked == one.amount.minor, "another amount than was asked for")
        if one.account_id is not None:
            hold(RULE, _is_of(rows["From account"], one.account_id), "another account")

    def _transfer(self, key: Key, one: Transaction | None, rows: dict[str, str]) -> None:
        forgotten = self._city.watch.cashless.has_forgotten
        is_done = one is not None and one.state is TransactionState.DONE
        hold(RULE, is_done or forgotten, "a receipt for a transfer that is not done")
        if one is None or one.terms is None or one.terms.amount is None:
            return
        hold(RULE, _minor(rows["Amount"]) == one.terms.amount.minor, "another amount was moved")
        hold(RULE, _is_of(rows["From account"], one.terms.source or ""), "another source")
        hold(RULE, _is_of(rows["To account"], one.terms.target or ""), "another target")

    def _deposit(self, key: Key, one: Transaction | None, rows: dict[str, str]) -> None:
        text = rows["Envelope"]
        hold(RULE, text == reference_of(key[1], key[0]), "another deposit's envelope")
        hold(RULE, self._city.watch.cashless.has_envelope(key), "a receipt for no envelope")
        if one is None or one.terms is None or one.terms.amount is None:
            return
        claimed = _minor(rows["Amount as entered"])
        hold(RULE, claimed == one.terms.amount.minor, "another amount than was typed")
        hold(RULE, _is_of(rows["To account"], one.terms.target or ""), "another account")

    def _balance(self, key: Key, one: Transaction | None, rows: dict[str, str]) -> None:
        said = (_minor(rows["Available"]), _minor(rows["Account balance"]))
        hold(RULE, said == self.answered.get(key), "another balance than the bank told")
        if one is not None:
            hold(RULE, _is_of(rows["Account"], self._source_of(one)), "another account's balance")

    def _source_of(self, one: Transaction) -> str:
        """The account that was chosen, or the first one of the card."""
        assert one.terms is not None
        card = self._city.bank.store.cards.card(one.terms.card_id)
        assert card is not None
        return one.terms.source or card.accounts[0]

    def _find(self, site: Site, txid: str) -> Transaction | None:
        return self._city.bank.store.transactions.find(txid, site.atm)


def _minor(text: str) -> int:
    found = _FIGURE.fullmatch(text)
    hold(RULE, found is not None, f"no amount: {text}")
    assert found is not None
    return Money(int(found[1]) * 100 + int(found[2]), CURRENCY).minor


def _is_of(text: str, account_id: str) -> bool:
    """By its last characters, which is all that a receipt may say of it."""
    return text.endswith(account_id[-_LAST:].upper())
