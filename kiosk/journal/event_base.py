"""What every journal event is: a frozen value with a code, whose fields can be written and read.

Field types, and what they are in the line's `d`:

    int, bool, str, None   themselves (int within +-(2**53 - 1), text printable and bounded)
    bytes                  lower-case hex
    StrEnum                its value
    dataclass              an object of its fields
    tuple[X, ...]          a list

Nothing else can be written; a Secret least of all. Each event also names whose deed it tells of,
and which of its fields is the reason for it.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, TypeAlias, TypeVar

from bank_server.contract.money import Money
from kiosk.journal.groups import Group

TEXT_SIZE_MAX: Final = 200
LIST_COUNT_MAX: Final = 64
INTEGER_MAX: Final = 2**53 - 1
REASON_SIZE_MAX: Final = 40

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
E = TypeVar("E", bound="Event")


class EventInvalid(ValueError):
    """A journal line's `d` is not what its event says. Names the field, never the value."""


class Actor(StrEnum):
    """Whose deed an entry tells of; staff by name in the event's fields."""

    CUSTOMER = "customer"
    STAFF = "staff"
    BANK = "bank"
    SYSTEM = "system"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events.

    CODE is what `ev` says. ACTOR is whose deed it is; in ACTORS others, by the value of ACTOR_BY.
    REASON is the field that says why, where one does, or a code itself, for an event that always
    has the same. GROUP is where the catalogue has it, if not with its module. LATER names fields
    that entries of earlier programs lack; each has a default.
    """

    CODE: ClassVar[str] = ""
    ACTOR: ClassVar[Actor]
    ACTOR_BY: ClassVar[str] = ""
    ACTORS: ClassVar[Mapping[str, Actor]] = {}
    REASON: ClassVar[str] = ""
    GROUP: ClassVar[Group | None] = None
    LATER: ClassVar[frozenset[str]] = frozenset()

    def acted_by(self) -> Actor:
        """What `actor` says."""
        if not self.ACTORS:
            return self.ACTOR
        return self.ACTORS.get(getattr(self, self.ACTOR_BY), self.ACTOR)

    def reason_code(self) -> str:
        """What `rsn` says; empty where there is nothing to say."""
        if not self.REASON:
            return ""
        return as_code(str(getattr(self, self.REASON, self.REASON)))


def as_code(text: str) -> str:
    """The first of some codes with commas between them; what is no code is made one."""
    code = _NO_CODE.sub("-", text.partition(",")[0])[:REASON_SIZE_MAX].strip("-")
    return "" if code == _WELL else code


_NO_CODE: Final = re.compile("[^0-9A-Za-z-]+")
_WELL: Final = "ok"


@dataclass(frozen=True, slots=True)
class NoteCount:
    """So many notes of one canister."""

    canister: int
    count: int


@dataclass(frozen=True, slots=True)
class NoteMove:
    """What became of the notes picked from one canister."""

    canister: int
    count: int
    rejected: int


@dataclass(frozen=True, slots=True)
class CanisterBalance:
    """Notes of one canister since the last close, as they must be and as people counted them."""

    canister: int
    load: int
    denomination: Money
    start: int
    added: int
    removed: int
    presented: int
    retracted: int
    rejected: int
    tested: int
    unknown: int
    expected: int
    counted: int
    reject_expected: int | None
    reject: int
    retract_expected: int | None
    retract: int
    left: int
    load_rejected: int


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A filling that people have taken out and counted."""

    canister: int
    load: int
    count: int
    expected: int
    rejected: int


_Compound: TypeAlias = Event | NoteCount | NoteMove | CanisterBalance | TakenOut | Money
_COMPOUNDS: Final = (Event, NoteCount, NoteMove, CanisterBalance, TakenOut, Money)


def encode_event(event: Event) -> dict[str, Json]:
    """The event's fields as the journal writes them. Raises TypeError or ValueError, by field."""
    return _encode_fields(event)


def decode_event(kind: type[E], d: Mapping[str, Json]) -> E:
    """The event back from its fields. Raises EventInvalid."""
    try:
        return _decode_fields(kind, d)
    except (TypeError, ValueError) as error:
        raise EventInvalid(f"{kind.CODE}: {error}") from error


_known_names: dict[type[object], tuple[str, ...]] = {}


def _encode_fields(value: _Compound) -> dict[str, Json]:
    kind = type(value)
    names = _known_names.get(kind)
    if names is None:
        names = _known_names[kind] = tuple(field.name for field in dataclasses.fields(value))
    return {name: _encode(name, getattr(value, name)) for name in names}


def _encode(name: str, value: object) -> Json:
    match value:
        case None | bool():
            return value
        case int() if type(value) is int:
            return _bounded(name, value)
        case StrEnum():
            return _text(name, value.value)
        case str() if type(value) is str:
            return _text(name, value)
        case bytes():
            return value.hex()
        case tuple():
            if len(value) > LIST_COUNT_MAX:
                raise ValueError(f"{name}: too many items")
            return [_encode(name, item) for item in value]
        case Event() | NoteCount() | NoteMove() | CanisterBalance() | TakenOut() | Money():
            return _encode_fields(value)
        case _:
            raise TypeError(f"{name}: the journal does not write this type")


def _bounded(name: str, value: int) -> int:
    if abs(value) > INTEGER_MAX:
        raise ValueError(f"{name}: out of range")
    return value


def _text(name: str, value: str) -> str:
    if len(value) > TEXT_SIZE_MAX:
        raise ValueError(f"{name}: too long")
    if not value.isprintable():
        raise ValueError(f"{name}: not printable")
    return value


F = TypeVar("F")


_known_hints: dict[type[object], dict[str, object]] = {}


def _hints(kind: type[object]) -> dict[str, object]:
    """The declared types of a kind's fields, by name and in order; worked out once."""
    found = _known_hints.get(kind)
    if found is None:
        assert dataclasses.is_dataclass(kind)
        declared = typing.get_type_hints(kind)
        found = {field.name: declared[field.name] for field in dataclasses.fields(kind)}
        _known_hints[kind] = found
    return found


def _decode_fields(kind: type[F], value: object) -> F:
    if not isinstance(value, Mapping):
        raise TypeError("not an object")
    hints = _hints(kind)
    later = kind.LATER if issubclass(kind, Event) else frozenset()
    if not hints.keys() - later <= value.keys() <= hints.keys():
        raise ValueError("fields are missing or unknown")
    return kind(
        **{name: _decode(name, hint, value[name]) for name, hint in hints.items() if name in value}
    )


def _decode(name: str, hint: object, value: object) -> object:
    origin = typing.get_origin(hint)
    if origin is types.UnionType:
        choices = [choice for choice in typing.get_args(hint) if choice is not types.NoneType]
        return None if value is None else _decode(name, choices[0], value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(f"{name}: not a list")
        return tuple(_decode(name, typing.get_args(hint)[0], item) for item in value)
    if not isinstance(hint, type):
        raise TypeError(f"{name}: not a type of the journal")
    if hint in _COMPOUNDS:
        return _decode_fields(hint, value)
    if hint is bytes:
        return _decode_hex(name, value)
    if issubclass(hint, StrEnum) and isinstance(value, str):
        return hint(value)
    if type(value) is not hint:
        raise TypeError(f"{name}: wrong type")
    return value


def _decode_hex(name: str, value: object) -> bytes:
    if not isinstance(value, str):
        raise TypeError(f"{name}: not text")
    raw = bytes.fromhex(value)
    if raw.hex() != value:
        raise ValueError(f"{name}: not lower-case hex")
    return raw
