"""The kiosk is killed at every moment of a transaction, and started again onto its journal.

The table of docs/protocols.md (recovery): whatever was on disk decides, and the books agree.
"""

from __future__ import annotations

import pytest

from bank_server.domain.transactions import TransactionState
from tests.world.support.scripts import (
    before_pin_change,
    before_withdrawal,
    changes_pin,
    moments,
    withdraws,
)

ENDS = {TransactionState.VOID, TransactionState.CAPTURED, TransactionState.DONE}


@pytest.mark.parametrize("moment", moments(before_withdrawal, withdraws, only="^(?!power)"))
def test_killed_in_a_withdrawal_the_books_agree_with_the_notes(moment):
    scene = before_withdrawal()
    scene.dies_at(moment, withdraws)
    scene.restarts()

    scene.audit()
    assert ENDS >= {each.state for each in scene.bank.transactions}
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("moment", moments(before_pin_change, changes_pin, only="^(?!power)"))
def test_killed_in_a_pin_change_exactly_one_pin_works(moment):
    scene = before_pin_change()
    scene.dies_at(moment, changes_pin)
    scene.restarts()
    scene.audit()
    transactions = scene.bank.transactions
    has_changed = TransactionState.DONE in {
        each.state for each in transactions if each.operation == "pin-change"
    }
    scene.alice.pin = "5830" if has_changed else "7294"

    scene.served_again()
    scene.audit()
