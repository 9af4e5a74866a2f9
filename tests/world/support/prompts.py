"""The questions that a visit asks its customer, and the ways there."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import Screen, ScreenId
from tests.world.support.customer import Customer

PROMPTS: Final = (
    "PIN",
    "MENU",
    "AMOUNT",
    "OTHER_AMOUNT",
    "CONFIRM",
    "BALANCE",
    "PIN_CHANGE",
    "ANOTHER",
)
UNTIL_WARNED_S: Final = 41.0


def goes_to(customer: Customer, prompt: str) -> Screen:
    """From an idle machine to this prompt; MORE_TIME lies over the menu."""
    if prompt == "PIN":
        return customer.inserts()
    customer.enters()
    match prompt:
        case "AMOUNT":
            customer.chooses("withdraw")
        case "OTHER_AMOUNT":
            customer.chooses("withdraw")
            customer.chooses("other")
        case "CONFIRM":
            customer.asks_for(50)
        case "BALANCE":
            customer.chooses("balance")
        case "PIN_CHANGE":
            customer.chooses("pin-change")
        case "MORE_TIME":
            customer.waits(UNTIL_WARNED_S)
        case "ANOTHER":
            customer.chooses("balance")
            customer.sees(ScreenId.BALANCE)
            customer.chooses("continue")
    return customer.sees(ScreenId[prompt])


def goes_to_card_out(customer: Customer) -> Screen:
    """The bank has approved EUR 50, the card sticks out."""
    customer.enters()
    customer.asks_for(50)
    customer.confirms()
    return customer.sees(ScreenId.TAKE_CARD)
