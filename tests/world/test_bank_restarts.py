"""The bank's process ends at each of its moments of a withdrawal; another begins over its books."""

from __future__ import annotations

import pytest

from bank_server.domain.transactions import TransactionState
from tests.world.support.bank_line import Trouble
from tests.world.support.scripts import before_withdrawal, moments, withdraws

MOMENTS = moments(before_withdrawal, withdraws, only="^bank")


@pytest.mark.parametrize("seconds", [0.2, 45])
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_books_agree_with_the_notes_and_no_hold_stays(moment, seconds):
    """What had been done is done, and its answer is lost with the process."""
    scene = before_withdrawal()
    path = moment.split()[1]
    scene.machine.bank_line.trouble(path, Trouble(loses_reply=True))

    def ends():
        scene.bank.stop()
        scene.loop.after(seconds, scene.bank.start)

    scene.is_disturbed(moment, ends, withdraws)
    scene.rests()

    scene.audit()
    assert {TransactionState.HELD, TransactionState.IN_WORK}.isdisjoint(
        each.state for each in scene.bank.transactions
    )
    scene.served_again()
    scene.audit()
