"""Which of several things a key or a tile chooses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kiosk.domain.visit.state import Account

ACCOUNT: Final = "account-"  # a choice's id begins so


def nth(ids: tuple[str, ...], key: str) -> str:
    """What a digit key chooses: 1 is the first."""
    position = int(key) - 1 if key.isascii() and key.isdigit() else -1
    return ids[position] if 0 <= position < len(ids) else ""


def account_ids(accounts: Iterable[Account]) -> tuple[str, ...]:
    return tuple(ACCOUNT + each.id for each in accounts)
