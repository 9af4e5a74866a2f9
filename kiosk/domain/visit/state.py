"""A visit under way: where the customer is, and what is known of card, account and reader."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.screens import AccountLine, ReceiptWish
from kiosk.domain.visit.places import Place, Reading
from kiosk.domain.visit.terms import Terms

EXTENSIONS_MAX: Final = 10
READ_TRIES_MAX: Final = 3


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the card, as the bank named it.

    Attributes:
        available, balance: as the bank last said. is_old: something has changed them since.
        type: the bank's word for its kind, e.g. `current`. last4: the end of its number.
    """

    id: str
    name: str
    available: Money
    balance: Money
    type: str = ""
    last4: str = ""
    is_old: bool = False

    @property
    def known(self) -> Money | None:
        """What is available, as far as the bank has told."""
        return None if self.is_old else self.available

    @property
    def line(self) -> AccountLine:
        """As a screen and a receipt show it."""
        return AccountLine(self.id, self.name, self.last4, self.known)


class Reader(Enum):
    """Whether the card can be given back."""

    THERE = "there"
    AWAY = "away with the card in it"
    AWAY_CARD_OUT = "away with the card at the slot"


class Part(Enum):
    """What a visit can lose under way."""

    READER = "card reader"
    PIN_PAD = "PIN pad"
    HSM = "HSM"
    LINK = "link"
    TRUST = "trust in the PIN pad"


@dataclass(frozen=True, slots=True)
class Visit:
    """
    Attributes:
        reader: what is known of the reader that has the card.
        gone: what was lost without which nothing more can be asked for: what was under way has its
            end, and then the visit has, too.
        reference: for the customer to quote where no transaction has one; set with a loss.
        warned: "more time?" is shown over the place.
        extensions: how often more time was asked for in a row.
        card_in: the card is in the machine, or at the slot.
        accounts: the card's, once the PIN is proven.
        account_id: the one that was chosen last; "" where none was.
        receipt: what the customer said of receipts; None as long as nothing was said.
        had_receipt: one was printed for this customer.
        language: what the customer chose, or "" for the machine's own.
    """

    terms: Terms
    place: Place = field(default_factory=Reading)
    warned: bool = False
    extensions: int = 0
    card_in: bool = True
    accounts: tuple[Account, ...] = ()
    account_id: str = ""
    receipt: ReceiptWish | None = None
    reader: Reader = Reader.THERE
    gone: frozenset[Part] = frozenset()
    reference: str = ""
    had_receipt: bool = False
    language: str = ""

    @property
    def account(self) -> Account | None:
        """The account that is meant; of a card with one account, that one."""
        if len(self.accounts) == 1:
            return self.accounts[0]
        return self.account_of(self.account_id)

    @property
    def moving(self) -> tuple[Account, ...]:
        """The accounts whose money is this machine's: others are for looking at only."""
        own = self.terms.currency
        return tuple(each for each in self.accounts if each.available.currency == own)

    def account_of(self, account_id: str) -> Account | None:
        return next((each for each in self.accounts if each.id == account_id), None)

    def line_of(self, account_id: str) -> AccountLine | None:
        account = self.account_of(account_id)
        return None if account is None else account.line

    def name_of(self, account_id: str) -> AccountLine | None:
        """Without what it has: for a receipt on which nobody asked for that."""
        line = self.line_of(account_id)
        return None if line is None else replace(line, available=None)

    @property
    def goes_on(self) -> bool:
        """Whether the customer can be asked for more: with the card in, or where it is not kept."""
        if self.gone:
            return False
        if not self.terms.keeps_card:
            return not self.card_in
        return self.card_in and self.reader is Reader.THERE

    @property
    def receipt_wish(self) -> ReceiptWish:
        """What becomes of the next receipt: printed, unless it was said or cannot be."""
        default = ReceiptWish.PRINTED if self.terms.prints else ReceiptWish.NONE
        wish = self.receipt or default
        return default if wish is ReceiptWish.PRINTED else wish
