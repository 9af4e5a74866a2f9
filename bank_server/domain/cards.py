"""A card at the bank: its state, its PIN tries, and the visits that its PIN opened."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, unique
from typing import Final

from bank_server.contract.authorisations import ACCOUNT_COUNT_MAX

PIN_TRIES_MAX: Final = 3
VISIT_IDLE_MS: Final = 3 * 60_000
VISIT_LIFE_MS: Final = 15 * 60_000
CARD_ACCOUNTS_MAX: Final = ACCOUNT_COUNT_MAX  # so that every answer holds all of them


@unique
class CardStatus(StrEnum):
    ISSUED = "issued"  # made by staff; its key has not come yet
    ACTIVE = "active"
    BLOCKED = "blocked"


@unique
class ProofKind(StrEnum):
    """How a card proves that it is there."""

    CHIP = "chip"
    STRIPE = "stripe"


@dataclass(frozen=True, slots=True)
class PinRecord:
    """Argon2id's tag and what it was made with; never its encoded string, which holds the salt."""

    tag: bytes = field(repr=False)
    version: int
    memory: int
    time: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Card:
    """
    Attributes:
        card_id: SHA-256 of the card id's text, 64 hex digits; the text itself is never stored.
        tries: PIN tries granted since the last right PIN.
        accounts: account ids; the first is the one meant when none is named.
        sealed_key: the card's AES key, sealed by the service; None until it is provisioned.
        stripe_tag: what the service compares a stripe code with; None for a chip card.
        may_withdraw: whether cash may be had on this card (a stripe card can be copied).
        daily_limit: what may be withdrawn in one business day in minor units; None = no limit.
        last_hold_ms: when the last hold of this card was made; None if never. Written so that two
            holds of one card always meet in one row.
        issued_ms: when staff made it; None where nobody wrote it down.
    """

    card_id: str
    status: CardStatus
    tries: int
    proof: ProofKind
    accounts: tuple[str, ...]
    sealed_key: bytes | None = field(default=None, repr=False)
    pin: PinRecord | None = None
    stripe_tag: str | None = field(default=None, repr=False)
    may_withdraw: bool = True
    daily_limit: int | None = None
    last_hold_ms: int | None = None
    issued_ms: int | None = None

    @property
    def is_blocked(self) -> bool:
        # The bank may have died between the last try and the block that follows it.
        return self.status is CardStatus.BLOCKED or self.tries >= PIN_TRIES_MAX

    @property
    def tries_left(self) -> int:
        return 0 if self.is_blocked else PIN_TRIES_MAX - self.tries


@unique
class TryResult(Enum):
    """Whether Argon2 may run for a PIN. Only GRANTED lets it run, and is already counted."""

    GRANTED = "granted"
    CARD_BLOCKED = "card-blocked"
    NOT_IN_WORK = "not-in-work"


@unique
class ProvedResult(Enum):
    """What a right PIN came to."""

    PROVED = "proved"
    CARD_BLOCKED = "card-blocked"  # another try blocked the card while Argon2 ran
    NOT_IN_WORK = "not-in-work"


def after_try(card: Card) -> Card | None:
    """The card with one more try counted, or None if no try is left."""
    if card.status is not CardStatus.ACTIVE or card.is_blocked:
        return None
    return replace(card, tries=card.tries + 1)


def after_right_pin(card: Card) -> Card | None:
    """The card with its tries given back, or None if it has been blocked meanwhile."""
    return replace(card, tries=0) if card.status is CardStatus.ACTIVE else None


def after_wrong_pin(card: Card) -> Card:
    """The card, blocked if that was the last try."""
    return replace(card, status=CardStatus.BLOCKED) if card.tries >= PIN_TRIES_MAX else card


def unblocked(card: Card) -> Card:
    """The card with all its tries; ACTIVE if it has a key."""
    status = CardStatus.ISSUED if card.sealed_key is None else CardStatus.ACTIVE
    return replace(card, status=status, tries=0)


@dataclass(frozen=True, slots=True)
class Visit:
    """One PIN, proven once. At most one lives per card and ATM.

    Attributes:
        token_hash: SHA-256 of the token, 64 hex digits.
    """

    card_id: str
    atm_id: str
    token_hash: str = field(repr=False)
    begun_ms: int
    seen_ms: int

    def is_live(self, now_ms: int) -> bool:
        return now_ms - self.seen_ms <= VISIT_IDLE_MS and now_ms - self.begun_ms <= VISIT_LIFE_MS
