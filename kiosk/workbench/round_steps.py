"""What the people of the journal's round do again and again: come, ask for cash, leave."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.workbench.customer import Customer
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.stage import NotSeen

LOOK_S: Final = 0.05
LOOKS_MAX: Final = 600


def enters(you: Customer) -> None:
    you.inserts_card()
    you.reaches_pin().types_pin(you.pin)


def asks_for(you: Customer, units: str) -> None:
    """Up to the question whether this is to be paid."""
    you.sees(ScreenId.MENU).presses("1")
    you.sees(ScreenId.AMOUNT).presses("7")
    you.sees(ScreenId.OTHER_AMOUNT).presses(f"{units}E")
    you.sees(ScreenId.CONFIRM)


def goes(you: Customer) -> None:
    you.sees(ScreenId.GOODBYE).presses("E")
    you.sees(ScreenId.ATTRACT)


def leaves(desk: RoundDesk, you: Customer) -> None:
    """Whatever is shown: take the card, read what is said, and go, until the machine is free."""
    left, before = 0, ""
    for _ in range(LOOKS_MAX):
        desk.stage.looks_around(LOOK_S)
        place = len(desk.stage.shown)
        if place == left:
            continue
        left, screen = place, desk.stage.shown[-1].screen
        has_taken, before = screen == before, screen
        match screen:
            case ScreenId.TAKE_CARD:
                you.takes_card()
            case ScreenId.TAKE_RECEIPT if not has_taken:
                you.takes_receipt()
            case ScreenId.MESSAGE | ScreenId.GOODBYE:
                you.presses("E")
            case ScreenId.MENU | ScreenId.ANOTHER | ScreenId.AMOUNT:
                you.presses("X")
            case ScreenId.ATTRACT | ScreenId.NO_CASH:
                return
    raise NotSeen(f"the customer could not leave; last was {desk.stage.shown[-1].screen}")
