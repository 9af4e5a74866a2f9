"""A machine that gives the card back at once, and who has a stripe card and two accounts there."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import Screen, ScreenId
from tests.world.support.customer import Customer
from tests.world.support.scene import ALICE, Scene
from tests.world.support.transfers import SAVINGS

PIN: Final = "8316"
SAVED_MINOR: Final = 100_00


class StripeCustomer(Customer):
    """Gets the card back before anything is asked."""

    def inserts(self) -> Screen:
        self.machine.matter.insert(self.card)
        self.sees(ScreenId.TAKE_CARD)
        self.takes_card()
        return self.sees(ScreenId.PIN)


class StripeScene(Scene):
    """Attributes: card_uuid: of the stripe card."""

    def __init__(self, **start: bool) -> None:
        super().__init__(keeps_card=False, **start)
        self.bank.open_account(SAVINGS, SAVED_MINOR)
        self.card_uuid = self.machine.issue_stripe_card("stripe", PIN, ALICE, (SAVINGS,))
        self.alice = StripeCustomer(self.loop, self.machine, "stripe", PIN)
        self.machine.moments.begin()

    @property
    def saved(self) -> int:
        """Minor units that have come to the second account."""
        return self.bank.account(SAVINGS).balance.minor - SAVED_MINOR
