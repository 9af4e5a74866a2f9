"""What a customer did and saw: card, screens, choices."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import ClassVar, Final

from bank_server.contract.money import Money
from hardware.crypto.secret import Secret
from kiosk.journal.event_base import Event

_CARD_TOKEN_SIZE: Final = 16


@dataclass(frozen=True, slots=True)
class VisitStart(Event):
    CODE: ClassVar[str] = "VISIT_START"
    reader: str
    language: str


@dataclass(frozen=True, slots=True)
class LanguageSelected(Event):
    CODE: ClassVar[str] = "LANGUAGE_SELECTED"
    language: str


@dataclass(frozen=True, slots=True)
class VisitEnd(Event):
    """Attributes: why: `done`, `cancel`, `timeout`, `fault`, `link`, `card`."""

    CODE: ClassVar[str] = "VISIT_END"
    why: str
    length_ms: int
    transactions: int


@dataclass(frozen=True, slots=True)
class CardInserted(Event):
    CODE: ClassVar[str] = "CARD_INSERTED"
    media: str


@dataclass(frozen=True, slots=True)
class CardReadFail(Event):
    CODE: ClassVar[str] = "CARD_READ_FAIL"
    error: str
    tries: int


@dataclass(frozen=True, slots=True)
class CardIdentified(Event):
    """Which card, without its number: make it with `card_identified`."""

    CODE: ClassVar[str] = "CARD_IDENTIFIED"
    last4: str
    token: bytes


def card_identified(card_id: Secret, journal_key: Secret) -> CardIdentified:
    """The last four characters, and a keyed hash by which the same card is known again."""
    text = card_id.reveal()
    keyed = hmac.new(journal_key.reveal(), b"card-v1\x00" + text, hashlib.sha256).digest()
    return CardIdentified(last4=text[-4:].decode("ascii"), token=keyed[:_CARD_TOKEN_SIZE])


@dataclass(frozen=True, slots=True)
class CardRefused(Event):
    CODE: ClassVar[str] = "CARD_REFUSED"
    code: str


@dataclass(frozen=True, slots=True)
class CardEjected(Event):
    CODE: ClassVar[str] = "CARD_EJECTED"


@dataclass(frozen=True, slots=True)
class CardTaken(Event):
    CODE: ClassVar[str] = "CARD_TAKEN"
    wait_ms: int


@dataclass(frozen=True, slots=True)
class CardNotTaken(Event):
    CODE: ClassVar[str] = "CARD_NOT_TAKEN"
    wait_ms: int


@dataclass(frozen=True, slots=True)
class ScreenTimeout(Event):
    CODE: ClassVar[str] = "SCREEN_TIMEOUT"
    screen: str


@dataclass(frozen=True, slots=True)
class TimeExtended(Event):
    CODE: ClassVar[str] = "TIME_EXTENDED"
    screen: str
    times: int


@dataclass(frozen=True, slots=True)
class TxnSelected(Event):
    CODE: ClassVar[str] = "TXN_SELECTED"
    operation: str
    account_last4: str = ""


@dataclass(frozen=True, slots=True)
class TxnCancelled(Event):
    """Attributes: by: `key`, `timeout`, `link`, `card`, `device`, `staff`."""

    CODE: ClassVar[str] = "TXN_CANCELLED"
    screen: str
    by: str


@dataclass(frozen=True, slots=True)
class AmountRefused(Event):
    """The kiosk itself cannot pay this amount; `choices` is what it offered instead."""

    CODE: ClassVar[str] = "AMOUNT_REFUSED"
    asked: Money
    rule: str
    choices: tuple[Money, ...] = ()
