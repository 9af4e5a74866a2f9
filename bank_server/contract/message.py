"""What every message shares: strict, frozen, closed, and silent about its values in errors."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from bank_server.contract.money import MINOR_MAX, Money

BODY_SIZE_MAX: Final = 65_536  # the listener refuses more with 413 before anything is parsed
SEQ_MAX: Final = 2**53 - 1
CANISTER_COUNT_MAX: Final = 8
NOTE_COUNT_MAX: Final = 65_535

JournalKeyName = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$", max_length=16)]
"""Which first key a journal is sealed with; says nothing of the key."""

Txid = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", max_length=32)]
"""16 random bytes that the kiosk made and stored before their first use."""

UuidText = Annotated[
    str,
    Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", max_length=36),
]
Hex16 = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", max_length=32)]
Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", max_length=64)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", max_length=3)]
Canister = Annotated[int, Field(ge=1, le=CANISTER_COUNT_MAX)]
Milliseconds = Annotated[int, Field(ge=0, le=MINOR_MAX)]


class Message(BaseModel):
    """Base of all messages and of their parts.

    Build one in Python by field name; read one from bytes with `json_text.parse` only, which
    accepts the names on the wire and nothing else.
    """

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        # A PIN block that came in must not outlive its request in a cache of strings.
        cache_strings="keys",
    )


class Anchor(Message):
    """How far the kiosk's journal has come, so that a cut journal is noticed here.

    Attributes:
        key: name of the first key of the journal's seal; None if the kiosk does not say, or if its
            journal has no key of the bank's yet.
    """

    seq: Annotated[int, Field(ge=0, le=SEQ_MAX)]
    h: Hex32
    m: Hex16
    key: JournalKeyName | None = None

    @classmethod
    def zero(cls, key: str | None = None) -> Anchor:
        """Before the journal's first entry under this key, or before it has a key."""
        return cls(seq=0, h="0" * 64, m="0" * 32, key=key)


Reply_co = TypeVar("Reply_co", bound=Message, covariant=True)


class Request(Message, Generic[Reply_co]):
    """Base of all requests of an ATM; who asks is told by its certificate, never by the body.

    `Request["SomeReply"]` says what the bank answers, so that whoever asks gets that type.
    """

    anchor: Anchor


class Amount(Message):
    """What a customer asks for: never zero, never negative."""

    minor: Annotated[int, Field(ge=1, le=MINOR_MAX)]
    currency: Currency

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)

    @classmethod
    def of(cls, money: Money) -> Amount:
        return cls(minor=money.minor, currency=money.currency)


class Balance(Message):
    """What an account holds or a settlement captured; may be zero."""

    minor: Annotated[int, Field(ge=0, le=MINOR_MAX)]
    currency: Currency

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)

    @classmethod
    def of(cls, money: Money) -> Balance:
        return cls(minor=money.minor, currency=money.currency)


class SignedAmount(Message):
    """A difference, or what may be one."""

    minor: Annotated[int, Field(ge=-MINOR_MAX, le=MINOR_MAX)]
    currency: Currency

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)

    @classmethod
    def of(cls, money: Money) -> SignedAmount:
        return cls(minor=money.minor, currency=money.currency)


def ascending(canisters: list[int]) -> bool:
    """Strictly: so no canister is named twice."""
    return all(before < after for before, after in pairwise(canisters))
