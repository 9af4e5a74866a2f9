"""Seals what is written, entry after entry, and keeps the key of the next one."""

from __future__ import annotations

from collections.abc import Sequence

from hardware.crypto.sealed_log import ZERO_HASH, Chain, Seal
from hardware.crypto.secret import Secret
from kiosk.journal.line import sealed
from kiosk.journal.seals import SealState, SealStore


class Sealer:
    """
    Attributes:
        name: of the first key.
        is_local: the bank does not know this key.
        last: the seal of the entry sealed last; None if there was none under this key.
    """

    def __init__(self, store: SealStore, state: SealState, last: Seal | None) -> None:
        self._store = store
        self._chain = Chain(state.key, number=state.number, h=ZERO_HASH if last is None else last.h)
        self.name = state.name
        self.is_local = state.is_local
        self.last = last

    @property
    def number(self) -> int:
        """Of the next entry."""
        return self._chain.number

    @property
    def h(self) -> bytes:
        """Of the entry before it; zeros where there is none, or where it is lost."""
        return self._chain.h

    def seal(self, bodies: Sequence[bytes]) -> list[bytes]:
        """The lines of the next entries. They must be written now: their keys are used up."""
        lines = []
        for body in bodies:
            self.last = self._chain.seal(body)
            lines.append(sealed(body, self.last))
        return lines

    def keep(self) -> None:
        """What was sealed is on disk: keep the next key and no other. Raises OSError."""
        state = SealState(self.name, self._chain.number, self._chain.key, self.is_local)
        self._store.save(state)

    def sync(self) -> None:
        """Make what was kept durable. Raises OSError."""
        self._store.sync()

    def close(self) -> None:
        """Durably; nothing is sealed any more. Raises OSError."""
        self._store.sync()
        self._store.close()

    def begin_anew(self, first: Secret) -> Sealer:
        """Another first key from now on, durably. Raises OSError."""
        state = SealState.first(first)
        self._store.save(state)
        self._store.sync()
        return Sealer(self._store, state, None)
