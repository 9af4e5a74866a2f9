"""Power that can fail at a named moment, so that every such moment can be tested."""

from __future__ import annotations

from collections.abc import Callable


class PowerLost(Exception):
    """Unwinds a device to its edge: nothing more is stored, moved or answered."""


class Power:
    """One device's supply.

    Attributes:
        is_on: a device without power answers nothing.
        on_moment: told each moment's name first; a test's process may end itself there.
    """

    def __init__(self) -> None:
        self.is_on = True
        self.on_moment: Callable[[str], None] = lambda _: None
        self._armed_at: str | None = None

    @property
    def armed_at(self) -> str | None:
        """The moment at which power will fail; None if at none."""
        return self._armed_at

    def arm(self, moment: str) -> None:
        """Power fails when the device next reaches this moment, once."""
        self._armed_at = moment

    def moment(self, name: str) -> None:
        """The device is here now. Raises PowerLost if power fails here."""
        self.on_moment(name)
        if self._armed_at == name:
            self._armed_at = None
            self.is_on = False
            raise PowerLost(name)
