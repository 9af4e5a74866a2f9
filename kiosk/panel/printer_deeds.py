"""What a click does at the receipt slot, and to the printer behind it."""

from __future__ import annotations

from typing import Final

from kiosk.panel.deed import Deed, NotNow
from kiosk.panel.seen import Seen

FULL_ROLL: Final = 8_000
LOW_ROLL: Final = 60  # a few receipts
LOST: Final = "lost"


def receipt_clicked(now: Seen) -> Deed:
    """Takes what sticks out. Raises NotNow."""
    if not now.receipts_out:
        raise NotNow("There is no receipt in the slot.")
    return Deed("take_receipt")


def low_clicked(now: Seen) -> Deed:
    return Deed("paper", {"lines": FULL_ROLL if now.paper == "low" else LOW_ROLL})


def out_clicked(now: Seen) -> Deed:
    return Deed("paper", {"lines": FULL_ROLL if now.paper == "out" else 0})


def jam_clicked(now: Seen) -> Deed:
    return Deed("printer", {"jam": not now.is_printer_jammed})


def lost_clicked(now: Seen) -> Deed:
    """The next receipt is printed, and the kiosk never hears of it."""
    return Deed("next_prints", {"faults": [] if now.prints_planned else [LOST]})


def repairs(now: Seen) -> list[Deed]:
    """What is broken here, undone."""
    return [
        *([jam_clicked(now)] if now.is_printer_jammed else []),
        *([Deed("printer", {"cover": False})] if now.is_printer_open else []),
        *([Deed("paper", {"lines": FULL_ROLL})] if now.paper != "ok" else []),
        *([Deed("next_prints", {"faults": []})] if now.prints_planned else []),
    ]
