"""Short answers that a command asks for on a terminal; where there is none, nothing is guessed."""

from __future__ import annotations

from typing import Final, TextIO

from hardware.locks.desk.refusals import DeskRefusal, Reason

ASKS_MAX: Final = 3
DIGITS_MAX: Final = 10


def newest(given: int | None, this: int, source: TextIO, asks: TextIO) -> int:
    """The number of the newest backup, where `this` one is restored. Raises DeskRefusal.

    It is never guessed: a desk that skips too little makes cards that are somebody's already.
    """
    if given is None and source.isatty():
        given = _newest_asked(source, asks, this)
    if given is None:
        raise DeskRefusal(
            Reason.WRONG_INPUT,
            f"Which backup is the newest? This is {this}: type `--newest {this}` if none is newer, "
            "else the number on the newest stick",
        )
    if given < this:
        raise DeskRefusal(
            Reason.WRONG_INPUT, f"This is backup {this}: the newest cannot be {given}"
        )
    return given


def _newest_asked(source: TextIO, asks: TextIO, this: int) -> int | None:
    """None if nobody says it."""
    asks.write(f"This is backup {this}. Look at all sticks: each has its number on it.\n")
    for _ in range(ASKS_MAX):
        text = _answer(source, asks, "Number on the newest stick: ")
        if text is None:
            return None
        is_number = text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX
        if is_number and int(text) >= this:
            return int(text)
        asks.write(f"That is {this} if this is the newest one, and more if it is not.\n")
    return None


def is_on_paper(source: TextIO, asks: TextIO) -> bool:
    """Whether somebody says so."""
    asks.write("Write all four papers down, or print them: they are not shown again.\n")
    for _ in range(ASKS_MAX):
        text = _answer(source, asks, "Are all four on paper? yes or no: ")
        if text is None or text.casefold() in {"n", "no"}:
            return False
        if text.casefold() in {"y", "yes"}:
            return True
    return False


def _answer(source: TextIO, asks: TextIO, what: str) -> str | None:
    """None at the input's end."""
    asks.write(what)
    asks.flush()
    line = source.readline()
    return line.strip() if line else None
