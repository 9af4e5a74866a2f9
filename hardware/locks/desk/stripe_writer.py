"""The peripheral that writes and reads a stripe, and an emulated one: a folder of card files."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, Protocol

from hardware.errors import Outcome

STRIPE_SIZE: Final = 52

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SUFFIX: Final = ".card"
_MODE: Final = 0o600
_CARDS_MAX: Final = 100_000


class WriterFault(Exception):
    """The writer did not do it; the words are for the clerk.

    outcome: NOT_DONE only where it is certain that no card was touched; else what is on the card is
    unknown.
    """

    def __init__(self, words: str, outcome: Outcome = Outcome.UNKNOWN) -> None:
        super().__init__(words)
        self.outcome = outcome


class StripeWriter(Protocol):
    """What the desk needs of the peripheral. Both raise WriterFault."""

    def write(self, stripe: bytes) -> str:
        """Put 52 bytes on the card that lies in the writer; answers which card that is."""

    def read(self) -> bytes:
        """What is on that card now."""


class CardFolder:
    """Cards are files of 52 bytes; the one that is `laid` in the writer is written.

    Attributes:
        laid: the card's name; None takes a new one from the stack for each write.
    """

    def __init__(self, folder: Path, laid: str | None = None) -> None:
        if laid is not None and not _NAME.fullmatch(laid):
            raise WriterFault(
                "a card's name is letters, digits, '.', '_' and '-', and begins with one of the "
                "first two",
                Outcome.NOT_DONE,
            )
        self._folder = folder
        self._path: Path | None = None
        self.laid = laid

    def write(self, stripe: bytes) -> str:
        if len(stripe) != STRIPE_SIZE:
            raise ValueError("a stripe is 52 bytes")
        try:
            self._path = self._laid_in()
            # As a head does it: over what was there, not beside it.
            descriptor = os.open(self._path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _MODE)
            try:
                os.write(descriptor, stripe)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise WriterFault(f"the card could not be written: {error.strerror}") from error
        return self._path.name.removesuffix(_SUFFIX)

    def read(self) -> bytes:
        if self._path is None:
            raise WriterFault("there is no card in the writer", Outcome.NOT_DONE)
        try:
            return self._path.read_bytes()
        except OSError as error:
            raise WriterFault(f"the card could not be read back: {error.strerror}") from error

    def _laid_in(self) -> Path:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self._taken()
        except OSError as error:
            words = f"no card can be laid into {self._folder}: {error.strerror}"
            raise WriterFault(words, Outcome.NOT_DONE) from error

    def _taken(self) -> Path:
        if self.laid is not None:
            return self._folder / (self.laid + _SUFFIX)
        for number in range(1, _CARDS_MAX):
            path = self._folder / f"card-{number:04}{_SUFFIX}"
            if not path.exists():
                return path
        raise WriterFault(
            f"the stack in {self._folder} has no card left: lay one in by its name",
            Outcome.NOT_DONE,
        )
