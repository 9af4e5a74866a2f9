"""A customer with two accounts, who moves money from one to the other."""

from __future__ import annotations

from typing import Final

from bank_server.contract.money import Money
from bank_server.service.staff_accounts import account_id_of
from kiosk.domain.screens import ScreenId
from kiosk.domain.transactions.orders import TransferOrder
from tests.world.support.bank_house import CURRENCY
from tests.world.support.customer import Customer
from tests.world.support.scene import ALICE, Scene

SAVINGS: Final = "savings"
AMOUNT: Final = Money(25_00, CURRENCY)
TXID: Final = b"transfer of bob "
PIN: Final = "5291"


class TwoAccounts(Scene):
    """`alice` is the card of both; moments count from the menu on."""

    def __init__(self, **start: bool) -> None:
        super().__init__(**start)
        self.bank.open_account(SAVINGS, 100_00)
        self.machine.issue_card("both", PIN, ALICE, others=(SAVINGS,))
        self.machine.matter.use_hands(card=True, cash=True)
        self.alice = Customer(self.loop, self.machine, "both", PIN)
        self.alice.enters()
        self.runs(0.1)
        self.machine.moments.begin()

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
    return TwoAccounts()


def begins(customer: Customer, txid: bytes = TXID) -> None:
    """As the visit does it once the customer has confirmed."""
    core, life = customer.machine.core, customer.machine.life
    order = TransferOrder(txid, account_id_of(ALICE), account_id_of(SAVINGS), AMOUNT)
    life.post(lambda: core._transactions.begin_transfer(order, core._visit))
    customer.waits(0.001)


def transfers(customer: Customer) -> None:
    """From the confirmation until the machine is idle."""
    begins(customer)
    customer.waits(2.0)
    customer.presses("X")
    customer.sees(ScreenId.ATTRACT)
