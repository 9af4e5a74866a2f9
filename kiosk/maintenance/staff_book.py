"""The list of staff as it is kept: names, roles, and PINs as Argon2id tags; how often each failed.

One JSON file, replaced whole and durably, for its owner alone. A try is counted on disk before the
PIN is looked at, so that pulling the plug gives nobody another guess.
"""

from __future__ import annotations

import hmac
import json
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hardware.crypto.secret import Secret
from kiosk.domain.maintenance.staff import (
    PEOPLE_COUNT_MAX,
    TRIES_MAX,
    Person,
    Role,
    why_no_name,
    why_no_number,
    why_no_pin,
)

FORMAT: Final = 1
SALT_SIZE: Final = 16
TAG_SIZE: Final = 32
_MODE: Final = 0o600

Hex = Annotated[str, Field(pattern=r"^([0-9a-f]{2})*$", max_length=64)]


class StaffBookBroken(ValueError):
    """The list of staff cannot be read as what it is. The text names the file and the place."""


class _Kept(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


class Cost(_Kept):
    """What Argon2id runs with; stored beside each tag, so that it may grow later."""

    version: int = ARGON2_VERSION
    memory_kib: Annotated[int, Field(ge=8, le=1 << 20)] = 19 * 1024
    time_cost: Annotated[int, Field(ge=1, le=64)] = 2
    lanes: Annotated[int, Field(ge=1, le=16)] = 1


class KeptPin(_Kept):
    """A PIN's tag."""

    tag: Annotated[Hex, Field(repr=False)]
    salt: Annotated[Hex, Field(repr=False)]
    cost: Cost


class KeptPerson(_Kept):
    number: str
    name: str
    roles: tuple[str, ...]
    active: bool
    tries: Annotated[int, Field(ge=0, le=TRIES_MAX)]
    pin: Annotated[KeptPin, Field(repr=False)]

    @property
    def person(self) -> Person:
        return Person(self.number, self.name, frozenset(map(Role, self.roles)), self.active)


class _Book(_Kept):
    format: Literal[1] = FORMAT
    people: Annotated[tuple[KeptPerson, ...], Field(max_length=PEOPLE_COUNT_MAX)] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """The PIN is this person's.

    Attributes:
        left: tries that this person has left, as before this one.
    """

    person: Person
    left: int = TRIES_MAX


@dataclass(frozen=True, slots=True)
class Wrong:
    """Number or PIN is wrong; which of them nobody is told.

    Attributes:
        name: whose number was typed; empty if it is nobody's.
        left: tries that this person has left; 0 where this one was the last.
    """

    name: str
    left: int


@dataclass(frozen=True, slots=True)
class Locked:
    """Too many wrong PINs before this one; it was not looked at."""

    name: str


Checked = Right | Wrong | Locked


class StaffBook:
    """Blocks: Argon2 and disk. One thread uses it. Every method may raise OSError."""

    def __init__(
        self, file: Path, random_bytes: Callable[[int], bytes], cost: Cost | None = None
    ) -> None:
        """cost: of new PINs. Raises StaffBookBroken; a missing file is an empty list."""
        self._file = file
        self._random_bytes = random_bytes
        self._cost = Cost() if cost is None else cost
        self._book = _read(file)

    @property
    def people(self) -> tuple[Person, ...]:
        """By number."""
        return tuple(sorted((each.person for each in self._book.people), key=lambda p: p.number))

    def locked(self) -> frozenset[str]:
        """Numbers of those who have no try left."""
        return frozenset(each.number for each in self._book.people if each.tries == TRIES_MAX)

    def check(self, number: str, pin: Secret) -> Checked:
        """Whether this is that person's PIN; the same time for a number that is nobody's.

        A right one counts for nothing by itself: wrong ones before it are forgotten by `let_in`.
        """
        found = next((each for each in self._book.people if each.number == number), None)
        if found is None or not found.active:
            _tag(pin, self._random_bytes(SALT_SIZE), self._cost)
            return Wrong("", TRIES_MAX)
        if found.tries >= TRIES_MAX:
            return Locked(found.name)
        tried = found.model_copy(update={"tries": found.tries + 1})
        self._put(tried)
        tag = _tag(pin, bytes.fromhex(found.pin.salt), found.pin.cost)
        if not hmac.compare_digest(tag, bytes.fromhex(found.pin.tag)):
            return Wrong(found.name, TRIES_MAX - tried.tries)
        self._put(found)
        return Right(found.person, TRIES_MAX - found.tries)

    def let_in(self, number: str) -> None:
        """This person's right PIN was of use: wrong ones before it are forgotten."""
        found = next((each for each in self._book.people if each.number == number), None)
        if found is not None and found.tries:
            self._put(found.model_copy(update={"tries": 0}))

    def put(self, person: Person, pin: Secret | None) -> None:
        """Add a person, or change what is known of the one with this number.

        pin: a new one, which also gives back all tries; None leaves the old one. Raises ValueError
        as `check_change`.
        """
        before = self.check_change(person, pin)
        if pin is None and before is not None:
            kept, tries = before.pin, before.tries
        else:
            assert pin is not None, "a new person has one"
            kept, tries = self._kept(pin), 0
        roles = tuple(sorted(role.value for role in person.roles))
        self._put(
            KeptPerson(
                number=person.number,
                name=person.name,
                roles=roles,
                active=person.is_active,
                tries=tries,
                pin=kept,
            )
        )

    def check_change(self, person: Person, pin: Secret | None) -> KeptPerson | None:
        """What is known of the person so far. Raises ValueError for a new one without a PIN, a
        name, a number or a PIN that cannot be one or is easily guessed, a name that somebody else
        has, or a full list."""
        if why := why_no_number(person.number) or why_no_name(person.name):
            raise ValueError(why)
        if pin is not None and (why := why_no_pin(pin.reveal(), person.number)):
            raise ValueError(why)
        others = [each for each in self._book.people if each.number != person.number]
        if any(each.name == person.name for each in others):
            raise ValueError("somebody else has this name")
        before = next((each for each in self._book.people if each.number == person.number), None)
        if before is None and pin is None:
            raise ValueError("a new person needs a PIN")
        if before is None and len(others) >= PEOPLE_COUNT_MAX:
            raise ValueError("the list is full")
        return before

    def _kept(self, pin: Secret) -> KeptPin:
        salt = self._random_bytes(SALT_SIZE)
        tag = _tag(pin, salt, self._cost)
        return KeptPin(tag=tag.hex(), salt=salt.hex(), cost=self._cost)

    def _put(self, person: KeptPerson) -> None:
        others = (each for each in self._book.people if each.number != person.number)
        book = _Book(people=tuple(_by_number([*others, person])))
        _write(self._file, book)
        self._book = book


def staff_file(state: Path) -> Path:
    """Where a machine keeps its list of staff."""
    return state / "kiosk" / "staff.json"


def _by_number(people: Iterable[KeptPerson]) -> list[KeptPerson]:
    return sorted(people, key=lambda each: each.number)


def _tag(pin: Secret, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        secret=pin.reveal(),
        salt=salt,
        time_cost=cost.time_cost,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=TAG_SIZE,
        type=Type.ID,
        version=cost.version,
    )


def _read(file: Path) -> _Book:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        text = file.read_bytes()
    except FileNotFoundError:
        return _Book()
    if mode & ~_MODE:
        raise StaffBookBroken(f"{file}: others may read it (mode {mode:o}); chmod 600 it")
    try:
        book = _Book.model_validate_json(text)
        for each in book.people:
            _sound(each)
    except ValidationError as error:
        raise StaffBookBroken(f"{file}: {_wrong(text, error)}") from None
    except ValueError as error:
        raise StaffBookBroken(f"{file}: {error}") from None
    return book


def _wrong(text: bytes, error: ValidationError) -> str:
    """What is wrong first, and where; nothing of what stands there."""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as broken:
        line = text.count(b"\n", 0, broken.start) + 1
        column = broken.start - text.rfind(b"\n", 0, broken.start)
        return f"line {line}, byte {column} is not UTF-8"
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return f"it is not JSON: {first['ctx']['error']}"
    place = ".".join(map(str, first["loc"]))
    return f"{place or 'it'} is not what it must be"


def _sound(kept: KeptPerson) -> None:
    """Raises ValueError."""
    if why := why_no_number(kept.number) or why_no_name(kept.name):
        raise ValueError(why)
    known = {role.value for role in Role}
    if not set(kept.roles) <= known or not kept.roles:
        raise ValueError(f"a role is one of {', '.join(sorted(known))}")
    if len(kept.pin.tag) != 2 * TAG_SIZE or len(kept.pin.salt) != 2 * SALT_SIZE:
        raise ValueError("a PIN's tag is of the wrong size")


def _write(file: Path, book: _Book) -> None:
    """The old file or the new one is there, whatever happens, and durable when this returns."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    text = json.dumps(book.model_dump(), indent=1)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
