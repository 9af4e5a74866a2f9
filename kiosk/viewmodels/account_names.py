"""How an account is called on a screen: short enough for a tile, and only the end of its number."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import AccountLine

# The bank allows 64; so many fit on a tile that is one of eight. The end of the number tells
# apart what is shortened to the same.
NAME_SHOWN_MAX: Final = 28
MORE: Final = "\N{HORIZONTAL ELLIPSIS}"
HIDDEN: Final = 2 * "\N{BULLET}"


def shown_name(name: str) -> str:
    """The whole name, or its first words and a sign that there are more; never half a word, but
    for a word that is longer than all that fits.
    """
    plain = " ".join(name.split())
    if len(plain) <= NAME_SHOWN_MAX:
        return plain
    room = NAME_SHOWN_MAX - len(MORE)
    words = plain[: room + 1].rpartition(" ")[0]
    return (words or plain[:room]).rstrip(" ,;:-/") + MORE


def number_end(account: AccountLine) -> str:
    """Such as ••1234; empty where the bank tells none."""
    return HIDDEN + account.last4 if account.last4 else ""


def full(account: AccountLine | None) -> str:
    """Name and end of the number, as in a sentence."""
    if account is None:
        return ""
    return f"{shown_name(account.name)} {number_end(account)}".strip()
