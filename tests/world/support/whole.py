"""A machine with all that there is: printer, envelope slot, and a card with three accounts."""

from __future__ import annotations

from typing import Final

from bank_server.service.staff_accounts import account_id_of
from hardware.emulators.dispenser import Delays
from kiosk.domain.screens import Screen, ScreenId
from tests.world.support.customer import Customer
from tests.world.support.scene import ALICE, OPENING_MINOR, Scene

SAVINGS: Final = "savings"
HOLIDAYS: Final = "holidays"
OTHERS: Final = (SAVINGS, HOLIDAYS)
OPENING_OTHERS_MINOR: Final = 10_000
PIN: Final = "5291"
MOVED_MINOR: Final = 2_500  # typed in cents
CLAIMED_MINOR: Final = 5_000

# The questions of a card with several accounts, beside those of `support.prompts`.
MORE_PROMPTS: Final = (
    *("ACCOUNT", "NOTES", "RECEIPT", "TRANSFER_FROM", "TRANSFER_TO", "TRANSFER_AMOUNT"),
    *("TRANSFER_CONFIRM", "DEPOSIT_AMOUNT", "DEPOSIT_CONFIRM", "INSERT_ENVELOPE"),
)


class WholeScene(Scene):
    """Attributes: alice: has the card of all three accounts; the first is that of any scene."""

    def __init__(self, **start: bool) -> None:
        super().__init__(has_printer=True, **start)
        for name in OTHERS:
            self.bank.open_account(name, OPENING_OTHERS_MINOR)
        self.machine.matter.printer._delays = Delays.none()
        self.machine.issue_card("all", PIN, ALICE, others=OTHERS)
        self.alice = Customer(self.loop, self.machine, "all", PIN)
        self.operator.eyes = self.alice
        self.machine.moments.begin()

    @property
    def balances(self) -> tuple[int, int, int]:
        first, second, third = (self.bank.account(name).balance.minor for name in (ALICE, *OTHERS))
        return first, second, third

    def agrees(self) -> None:
        """At rest: nothing is open, and the accounts have what they had, less the cash."""
        assert () == self.machine.money().open
        assert () == self.bank.findings
        assert () == self.bank.alarms
        assert self.machine.counters_of_hsm == self.machine.counters_of_bank
        whole = OPENING_MINOR + 2 * OPENING_OTHERS_MINOR
        assert whole - self.machine.paid_minor == sum(self.balances)

    @property
    def slips(self) -> list[list[str]]:
        """The lines of every receipt that was printed."""
        return [
            [line.text for line in slip.lines] for slip in self.machine.matter.printer.paper.slips
        ]


def account(name: str) -> str:
    """The choice of this account."""
    return f"account-{account_id_of(name)}"


def asks_for(you: Customer, units: int, name: str = ALICE) -> Screen:
    """From the menu to the confirmation."""
    you.chooses("withdraw")
    you.sees(ScreenId.ACCOUNT)
    you.chooses(account(name))
    you.sees(ScreenId.AMOUNT)
    you.chooses("other")
    you.sees(ScreenId.OTHER_AMOUNT)
    you.presses(f"{units}E")
    return you.sees(ScreenId.CONFIRM)


def asks_to_move(
    you: Customer, minor: int = MOVED_MINOR, source: str = ALICE, target: str = SAVINGS
) -> Screen:
    """From the menu to the confirmation."""
    you.chooses("transfer")
    you.sees(ScreenId.TRANSFER_FROM)
    you.chooses(account(source))
    you.sees(ScreenId.TRANSFER_TO)
    you.chooses(account(target))
    you.sees(ScreenId.TRANSFER_AMOUNT)
    you.presses(f"{minor}E")
    return you.sees(ScreenId.TRANSFER_CONFIRM)


def asks_to_deposit(you: Customer, minor: int = CLAIMED_MINOR, target: str = ALICE) -> Screen:
    """From the menu to the confirmation."""
    you.chooses("deposit")
    you.sees(ScreenId.ACCOUNT)
    you.chooses(account(target))
    you.sees(ScreenId.DEPOSIT_AMOUNT)
    you.presses(f"{minor}E")
    return you.sees(ScreenId.DEPOSIT_CONFIRM)


def goes_to_more(you: Customer, prompt: str) -> Screen:
    """From an idle machine to one of MORE_PROMPTS."""
    you.enters()
    match prompt:
        case "ACCOUNT":
            you.chooses("withdraw")
        case "NOTES" | "RECEIPT":
            asks_for(you, 60)
            you.chooses(prompt.lower())
        case "TRANSFER_FROM" | "TRANSFER_TO" | "TRANSFER_AMOUNT":
            you.chooses("transfer")
            for name in {"TRANSFER_TO": (ALICE,), "TRANSFER_AMOUNT": (ALICE, SAVINGS)}.get(
                prompt, ()
            ):
                you.chooses(account(name))
        case "TRANSFER_CONFIRM":
            asks_to_move(you)
        case "DEPOSIT_AMOUNT":
            you.chooses("deposit")
            you.chooses(account(ALICE))
        case "DEPOSIT_CONFIRM":
            asks_to_deposit(you)
        case "INSERT_ENVELOPE":
            asks_to_deposit(you)
            you.confirms()
    return you.sees(ScreenId[prompt])
