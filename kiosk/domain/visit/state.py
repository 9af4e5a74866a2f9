"""A visit under way: where the customer is, and what is known of card, account and reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.visit.places import Place, Reading
from kiosk.domain.visit.terms import Terms

EXTENSIONS_MAX: Final = 10
READ_TRIES_MAX: Final = 3


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the card, as the bank named it.

    Attributes: type: the bank's word for its kind, e.g. `current`. last4: the end of its number.
    """

    id: str
    name: str
    available: Money
    balance: Money
    type: str = ""
    last4: str = ""


class Reader(Enum):
    """Whether the card can be given back."""

    THERE = "there"
    AWAY = "away with the card in it"
    AWAY_CARD_OUT = "away with the card at the slot"


@dataclass(frozen=True, slots=True)
class Visit:
    """
    Attributes:
        reader: what is known of the reader that has the card.
        reference: for the customer to quote where no transaction has one; set with a loss.
        warned: "more time?" is shown over the place.
        extensions: how often more time was asked for in a row.
        card_in: the card is in the machine, or at the slot.
        account: the card's first account, once the PIN is proven.
        language: what the customer chose, or "" for the machine's own.
    """

    terms: Terms
    place: Place = field(default_factory=Reading)
    warned: bool = False
    extensions: int = 0
    card_in: bool = True
    account: Account | None = None
    reader: Reader = Reader.THERE
    reference: str = ""
    language: str = ""
