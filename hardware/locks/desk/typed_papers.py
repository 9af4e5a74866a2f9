"""Papers from the safe as somebody types them: asked for on a terminal, or lines of the input."""

from __future__ import annotations

from typing import Final, TextIO

from hardware.crypto.secret import Secret
from hardware.locks.desk import paper_groups
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.set_up import LOG_KEY_SIZE

LINES_MAX: Final = 40
SHARE_SIGNS: Final = 125
LOG_KEY_SIGNS: Final = 80


def two_shares(source: TextIO, asks: TextIO) -> tuple[str, str]:
    """The groups of two papers; an empty line ends one that is short."""
    return (
        _typed(source, asks, "First paper", SHARE_SIGNS),
        _typed(source, asks, "Second paper", SHARE_SIGNS),
    )


def log_key(source: TextIO, asks: TextIO) -> Secret:
    """Raises DeskRefusal."""
    text = _typed(source, asks, "Key of the log", LOG_KEY_SIGNS)
    try:
        return Secret(paper_groups.typed(text, LOG_KEY_SIZE))
    except paper_groups.Mistyped as error:
        raise DeskRefusal(Reason.WRONG_INPUT, f"The log's key: {error}") from None


def _typed(source: TextIO, asks: TextIO, what: str, signs: int) -> str:
    if source.isatty():
        asks.write(f"{what}, row by row (an empty line ends it):\n")
        asks.flush()
    found = ""
    for _ in range(LINES_MAX):
        line = source.readline()
        if not line or (not line.strip() and found):
            break
        found += " " + line.strip()
        if len("".join(found.split())) >= signs:
            break
    return found
