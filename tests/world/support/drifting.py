"""A person who does at each screen what it asks for, whatever came before it."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from tests.world.support.customer import Customer

LOOK_S: Final = 0.5
UNITS: Final = 50
_ENTER: Final = frozenset(
    {
        ScreenId.LANGUAGE,
        ScreenId.SERVICE_NOTICE,
        ScreenId.CONFIRM,
        ScreenId.BALANCE,
        ScreenId.PIN_CHANGED,
        ScreenId.PARTIAL,
        ScreenId.MESSAGE,
        ScreenId.MORE_TIME,
        ScreenId.GOODBYE,
    }
)


def drifts(customer: Customer, seconds: float, want: str = "withdraw") -> None:
    """For so long. want: what is chosen from the menu, where it is offered."""
    for _ in range(int(seconds / LOOK_S)):
        _acts(customer, want)
        customer.waits(LOOK_S)


def _acts(you: Customer, want: str) -> None:
    screen, world = you.screen, you.machine.matter
    if screen.id in _ENTER:
        you.presses("E")
        return
    match screen.id:
        case ScreenId.PIN if not screen.digits:
            you.types()
        case ScreenId.MENU:
            offered = {choice.id for choice in screen.choices}
            you.chooses(want if want in offered else "finish")
        case ScreenId.AMOUNT:
            you.chooses("other")
        case ScreenId.OTHER_AMOUNT:
            you.presses("X" if screen.notice else f"{UNITS}E")
        case ScreenId.ANOTHER:
            you.chooses("no")
        case ScreenId.TAKE_CARD if world.card_in_slot:
            you.takes_card()
        case ScreenId.TAKE_CASH:
            you.takes_cash()
