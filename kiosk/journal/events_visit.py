"""What a customer did and saw: card, screens, choices."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from bank_server.contract.money import Money
from hardware.crypto.secret import Secret
from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group

_CARD_TOKEN_SIZE: Final = 16


@dataclass(frozen=True, slots=True)
class VisitStart(Event):
    """A card is at the slot of a machine in service, and the customer is served.

    Attributes:
        reader: `chip` keeps the card while the visit lasts, `stripe` gives it back at once.
        language: two letters, the machine's own.
    """

    CODE: ClassVar[str] = "VISIT_START"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    reader: str
    language: str


@dataclass(frozen=True, slots=True)
class LanguageSelected(Event):
    """The customer has chosen a language; who does not choose gets the machine's own, unwritten.

    Attributes:
        language: two letters.
    """

    CODE: ClassVar[str] = "LANGUAGE_SELECTED"
    ACTOR: ClassVar[Actor] = Actor.CUSTOMER
    GROUP: ClassVar[Group] = Group.CHOICES
    language: str


@dataclass(frozen=True, slots=True)
class VisitEnd(Event):
    """The visit is over; the next customer may come.

    Attributes:
        why: `done` in order, also where the bank said no; `cancel`, `timeout`, `fault`, `link`, or
            `card` pulled out.
        length_ms: since VISIT_START.
        transactions: how many withdrawals, balance queries and PIN changes were begun, however
            they ended; the question for the accounts and a refused amount do not count.
    """

    CODE: ClassVar[str] = "VISIT_END"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    REASON: ClassVar[str] = "why"
    why: str
    length_ms: int
    transactions: int


@dataclass(frozen=True, slots=True)
class CardInserted(Event):
    """The reader says that a card was put into its slot.

    Attributes:
        media: `chip` or `stripe`.
    """

    CODE: ClassVar[str] = "CARD_INSERTED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    media: str


@dataclass(frozen=True, slots=True)
class CardReadFail(Event):
    """A try to read the card has failed.

    Attributes:
        error: `unreadable`.
        tries: this one included.
    """

    CODE: ClassVar[str] = "CARD_READ_FAIL"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "error"
    error: str
    tries: int


@dataclass(frozen=True, slots=True)
class CardIdentified(Event):
    """The card was read: which one it is, without its number.

    Attributes:
        last4: the last four characters of its number.
        token: a keyed hash of the whole number, 16 bytes; the same for each visit of the card.
    """

    CODE: ClassVar[str] = "CARD_IDENTIFIED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    last4: str
    token: bytes


def card_identified(card_id: Secret, journal_key: Secret) -> CardIdentified:
    """The last four characters, and a keyed hash by which the same card is known again."""
    text = card_id.reveal()
    keyed = hmac.new(journal_key.reveal(), b"card-v1\x00" + text, hashlib.sha256).digest()
    return CardIdentified(last4=text[-4:].decode("ascii"), token=keyed[:_CARD_TOKEN_SIZE])


@dataclass(frozen=True, slots=True)
class CardRefused(Event):
    """The bank does not serve this card: it is stopped.

    Attributes:
        code: the bank's code, `card-blocked`.
    """

    CODE: ClassVar[str] = "CARD_REFUSED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    GROUP: ClassVar[Group] = Group.BANK
    REASON: ClassVar[str] = "code"
    code: str


@dataclass(frozen=True, slots=True)
class CardEjected(Event):
    """The reader is told to let the card go."""

    CODE: ClassVar[str] = "CARD_EJECTED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM


@dataclass(frozen=True, slots=True)
class CardTaken(Event):
    """The reader says that the card is gone.

    Attributes:
        wait_ms: since it was let go.
    """

    CODE: ClassVar[str] = "CARD_TAKEN"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    wait_ms: int


@dataclass(frozen=True, slots=True)
class CardNotTaken(Event):
    """The customer did not take the card in time; no cash is given then.

    Attributes:
        wait_ms: since it was let go.
    """

    CODE: ClassVar[str] = "CARD_NOT_TAKEN"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    REASON: ClassVar[str] = "not-taken"
    wait_ms: int


@dataclass(frozen=True, slots=True)
class ScreenTimeout(Event):
    """The customer answered neither a prompt nor the question for more time.

    Attributes:
        screen: its id; `S18` is the question for more time.
        limit_ms: how long it waited for an answer, and then with the question; 0 in entries of
            earlier programs.
    """

    CODE: ClassVar[str] = "SCREEN_TIMEOUT"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.CHOICES
    REASON: ClassVar[str] = "no-answer"
    LATER: ClassVar[frozenset[str]] = frozenset({"limit_ms"})
    screen: str
    limit_ms: int = 0


@dataclass(frozen=True, slots=True)
class TimeExtended(Event):
    """The customer asked for more time.

    Attributes:
        screen: its id.
        times: on this screen.
    """

    CODE: ClassVar[str] = "TIME_EXTENDED"
    ACTOR: ClassVar[Actor] = Actor.CUSTOMER
    GROUP: ClassVar[Group] = Group.CHOICES
    screen: str
    times: int


@dataclass(frozen=True, slots=True)
class TxnSelected(Event):
    """The customer has chosen what to do.

    Attributes:
        operation: `withdraw`, `balance`, `transfer`, `deposit` or `pin-change`; `finish` is not
            told.
    """

    CODE: ClassVar[str] = "TXN_SELECTED"
    ACTOR: ClassVar[Actor] = Actor.CUSTOMER
    GROUP: ClassVar[Group] = Group.CHOICES
    operation: str


@dataclass(frozen=True, slots=True)
class TxnCancelled(Event):
    """What the customer was doing was broken off.

    Attributes:
        screen: id of the screen on which.
        by: `key`, `card` pulled out, `link` or `device` lost; `timeout` and `staff` are kept free.
    """

    CODE: ClassVar[str] = "TXN_CANCELLED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.CHOICES
    ACTOR_BY: ClassVar[str] = "by"
    ACTORS: ClassVar[Mapping[str, Actor]] = {
        "key": Actor.CUSTOMER,
        "card": Actor.CUSTOMER,
        "device": Actor.DEVICE,
        "staff": Actor.STAFF,
    }
    REASON: ClassVar[str] = "by"
    screen: str
    by: str


@dataclass(frozen=True, slots=True)
class AmountRefused(Event):
    """The kiosk cannot pay this amount, or knows from the bank's last answer that it is not there.

    The bank was not asked.

    Attributes:
        asked: the amount.
        rule: `no mix of notes makes it` or `more than the account has`.
        choices: what was offered instead.
    """

    CODE: ClassVar[str] = "AMOUNT_REFUSED"
    ACTOR: ClassVar[Actor] = Actor.CUSTOMER
    GROUP: ClassVar[Group] = Group.CHOICES
    REASON: ClassVar[str] = "rule"
    asked: Money
    rule: str
    choices: tuple[Money, ...] = ()
