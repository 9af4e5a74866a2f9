"""What a restart needs to seal on: the key of the next entry, and where it is kept, as a port."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from hardware.crypto.sealed_log import key_name
from hardware.crypto.secret import Secret


@dataclass(frozen=True, slots=True)
class SealState:
    """
    Attributes:
        name: of the first key, 16 hex digits.
        number: of the next entry.
        key: of that entry; the former ones are gone.
        is_local: the bank does not know this key; the kiosk made it before it was provisioned.
    """

    name: str
    number: int
    key: Secret
    is_local: bool = False

    @classmethod
    def first(cls, key: Secret, *, is_local: bool = False) -> SealState:
        """Before the first entry of a new first key."""
        return cls(key_name(key), 1, Secret(key.reveal()), is_local)


class SealStore(Protocol):
    """Keeps one state. Every method may raise OSError."""

    def load(self) -> SealState | None:
        """The newest that was kept; None where there never was one. Raises SealStateBroken.

        After a loss of power it may be an older one: nothing between two `sync` is certain.
        """

    def save(self, state: SealState) -> None:
        """Take the place of the last state; that one's key is overwritten."""

    def sync(self) -> None:
        """Make the last state durable."""

    def close(self) -> None: ...


class SealStateBroken(Exception):
    """What was kept is no state. Names no content."""


class MemorySeals:
    """Fulfils `SealStore`; for the simulator and for tests. Keeps what a kill leaves.

    Attributes:
        durable: what a loss of power leaves.
        save_left: how many more saves succeed before one fails; None for all.
    """

    def __init__(self, state: SealState | None = None) -> None:
        self.durable = state
        self._now = state
        self.save_left: int | None = None

    def load(self) -> SealState | None:
        # Whoever loads may wipe the key once it is used up.
        now = self._now
        return None if now is None else replace(now, key=Secret(now.key.reveal()))

    def save(self, state: SealState) -> None:
        if self.save_left is not None:
            if self.save_left == 0:
                raise OSError("no room for the seal's key")
            self.save_left -= 1
        self._now = state
        if self.durable is None:
            self.durable = state  # a new file is durable or not there

    def sync(self) -> None:
        self.durable = self._now

    def close(self) -> None:
        """Nothing to give back."""

    def lose_power(self) -> None:
        """What was not synced is gone."""
        self._now = self.durable
