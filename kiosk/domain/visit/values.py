"""The notes' values that a machine can pay, and what its pages offer besides."""

from __future__ import annotations

from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister
from kiosk.domain.screens import Choice

CONTINUE: Final = (Choice("continue"),)
YES_NO: Final = (Choice("yes"), Choice("no"))


def denominations(canisters: tuple[Canister, ...]) -> tuple[Money, ...]:
    """What can be paid today, ascending."""
    return tuple(
        sorted({c.denomination for c in canisters if c.left}, key=lambda money: money.minor)
    )
