"""How a customer leaves, whatever is shown: takes what is theirs, reads what is said, and goes."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.workbench.customer import Customer
from kiosk.workbench.stage import NotSeen, Stage

LOOK_S: Final = 0.05
LOOKS_MAX: Final = 800
_READ: Final = frozenset(
    {ScreenId.MESSAGE, ScreenId.GOODBYE, ScreenId.TRANSFER_DONE, ScreenId.DEPOSIT_DONE}
)
_ASKED: Final = frozenset({ScreenId.MENU, ScreenId.ANOTHER, ScreenId.AMOUNT})
_TAKEN: Final = frozenset({ScreenId.TAKE_CARD, ScreenId.TAKE_RECEIPT})
_FREE: Final = frozenset(
    {ScreenId.ATTRACT, ScreenId.NO_CASH, ScreenId.OUT_OF_SERVICE, ScreenId.CLOSED}
)


def leave(stage: Stage, you: Customer) -> ScreenId:
    """Until the machine is free for the next one, or serves nobody. Raises NotSeen."""
    answered, taken = -1, ScreenId.ATTRACT
    for _ in range(LOOKS_MAX):
        place, screen = len(stage.shown), ScreenId(stage.shown[-1].screen)
        if screen in _FREE:
            stage.forgets()
            return screen
        # What lies in a slot is taken once, however often its screen is reported.
        is_news = place != answered and not (screen is taken and screen in _TAKEN)
        if is_news and _answers(you, screen):
            answered, taken = place, screen
        stage.looks_around(LOOK_S)
    raise NotSeen(f"the customer could not leave; last was {stage.shown[-1].screen}")


def _answers(you: Customer, screen: ScreenId) -> bool:
    match screen:
        case ScreenId.TAKE_CARD:
            you.takes_card()
        case ScreenId.TAKE_RECEIPT:
            you.takes_receipt()
        case _ if screen in _READ:
            you.presses("E")
        case _ if screen in _ASKED:
            you.presses("X")
        case _:
            return False
    return True
