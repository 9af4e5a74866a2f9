"""Which lamp burns on which page."""

from __future__ import annotations

import pytest

from hardware.protocol.cabinet import LampId
from kiosk.domain.screens import Notice, Screen, ScreenId
from kiosk.visits.lights import lamp_of


@pytest.mark.parametrize(
    ("screen", "lamp"),
    [
        (Screen(ScreenId.ATTRACT), LampId.CARD),
        (Screen(ScreenId.TAKE_CARD), LampId.CARD),
        (Screen(ScreenId.TAKE_CASH), LampId.CASH),
        (Screen(ScreenId.TAKE_RECEIPT), LampId.RECEIPT),
        (Screen(ScreenId.TAKE_RECEIPT, printing=True), None),
        (Screen(ScreenId.INSERT_ENVELOPE), LampId.ENVELOPE),
        (Screen(ScreenId.INSERT_ENVELOPE, can_cancel=False), None),
        (Screen(ScreenId.MENU), None),
        (Screen(ScreenId.MESSAGE, notice=Notice.RECEIPT_UNSURE), LampId.RECEIPT),
        (Screen(ScreenId.MESSAGE, notice=Notice.RECEIPT_FAILED), None),
    ],
)
def test_the_lamp_burns_where_there_is_something_to_do(screen, lamp):
    """Nothing is to be taken while it is printed, and nothing to be inserted while it closes."""
    assert lamp is lamp_of(screen)
