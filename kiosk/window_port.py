"""What a program may do with the kiosk's window: the port between XML-RPC and the window."""

from __future__ import annotations

from typing import Protocol


class WindowRefused(Exception):
    """The text is for the caller: what was not done, and why. Never a digit of a PIN."""


class WindowPort(Protocol):
    """Called in any thread but the window's own; each answer is about a frame that was drawn.

    Every call may raise WindowRefused.
    """

    def screen(self) -> str:
        """The id of the screen, such as S05."""

    def wait_for(self, screen: str, timeout_s: float) -> bool:
        """Until this screen is drawn. False: it was not, within that time."""

    def wait_for_text(self, text: str, timeout_s: float) -> bool:
        """Until some words on the screen hold these. False: they did not, within that time."""

    def tap(self, what: str) -> None:
        """Press and release at the place of what has this object name, or these words on it."""

    def key(self, code: str) -> None:
        """Press and release a key of the computer that stands for the pad's 0-9, E, C or X."""

    def texts(self) -> list[str]:
        """All words that can be seen."""

    def names(self) -> list[str]:
        """The object names of all that can be seen."""

    def picture(self) -> bytes:
        """What is drawn, as a PNG file."""

    def close(self) -> None:
        """Refuse whatever is under way, and every call from now on. May be repeated."""
