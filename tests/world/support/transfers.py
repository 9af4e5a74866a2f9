"""A customer with two accounts, who moves money from one to the other."""

from __future__ import annotations

from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.screens import ScreenId
from tests.world.support.bank_house import CURRENCY
from tests.world.support.customer import Customer
from tests.world.support.scene import ALICE, Scene

SAVINGS: Final = "savings"
AMOUNT: Final = Money(25_00, CURRENCY)
PIN: Final = "5291"


class TwoAccounts(Scene):
    """`alice` has the card of both."""

    def __init__(self, **start: bool) -> None:
        super().__init__(**start)
        self.bank.open_account(SAVINGS, 100_00)
        self.machine.issue_card("both", PIN, ALICE, others=(SAVINGS,))
        self.machine.matter.use_hands(card=True, cash=True)
        self.alice = Customer(self.loop, self.machine, "both", PIN)

    def goes_to_confirmation(self) -> None:
        """From an idle machine."""
        self.alice.enters()
        self.alice.chooses("transfer")
        self.alice.sees(ScreenId.TRANSFER_FROM)
        self.alice.presses("1")
        self.alice.sees(ScreenId.TRANSFER_AMOUNT)
        self.alice.presses("2500E")
        self.alice.sees(ScreenId.TRANSFER_CONFIRM)

    @property
    def moved(self) -> int:
        """Minor units that have left the first account, and are on the second."""
        gained = self.bank.account(SAVINGS).balance.minor - 100_00
        assert self.alice_paid == gained
        return gained

    def agrees(self) -> None:
        """At rest: the journal has one word of the transfer, and it is the bank's."""
        machine = self.machine
        assert () == machine.money().open
        assert () == self.bank.findings
        assert () == self.bank.alarms
        assert [] == machine.moments_missed
        states = [each.state for each in self.bank.transactions if each.operation == "transfer"]
        assert ("TRANSFER_DONE" in machine.entries) == ("done" in states)
        assert AMOUNT.minor * states.count("done") == self.moved


def before_transfer() -> TwoAccounts:
    """An amount is on the screen, to be confirmed; moments count from here."""
    scene = TwoAccounts()
    scene.goes_to_confirmation()
    scene.runs(0.1)
    scene.machine.moments.begin()
    return scene


def transfers(customer: Customer) -> None:
    """From the confirmation until the machine is idle."""
    customer.confirms()
    customer.sees(ScreenId.TRANSFER_DONE)
    customer.presses("E")
    customer.sees(ScreenId.ANOTHER)
    customer.presses("X")
    customer.sees(ScreenId.ATTRACT)
