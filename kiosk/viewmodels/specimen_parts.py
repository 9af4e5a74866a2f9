"""What the specimens are made of: accounts, mixes, a receipt, and each new page at its plainest."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.screens import (
    AccountLine,
    Choice,
    CountLine,
    MixLine,
    MoneyWords,
    NoteLine,
    ReceiptWish,
    Screen,
    ScreenId,
)


def euro(minor: int) -> Money:
    return Money(minor, "EUR")


EVERYDAY: Final = AccountLine("1", "Everyday account", "4407", euro(2_450_75))
SAVINGS: Final = AccountLine("2", "Savings", "9120", euro(18_200_00))
HOLIDAY: Final = AccountLine("3", "Holidays", "3316", euro(640_10))
ACCOUNTS: Final = (EVERYDAY, SAVINGS, HOLIDAY)
# As long as the bank allows, as large as anybody has, and one that says nothing but its name.
EIGHT: Final = (
    *ACCOUNTS,
    AccountLine(
        "4", "Household account of Aurelia and Bartholomew Fitzgerald-Montgomery", "0071", euro(5)
    ),
    AccountLine("5", "Gemeinschaftskonto Haushalt und Kinder", "5542", euro(1_234_567_89)),
    AccountLine("6", "Grandchildren", "2283"),
    AccountLine("7", "Betriebsmittelkreditkontokorrentkonto", "6018", euro(-1_250_00)),
    AccountLine("8", "Boat", "", euro(99_00)),
)

HUNDRED: Final = (NoteLine(euro(50_00), 1), NoteLine(euro(20_00), 2), NoteLine(euro(10_00), 1))
MIXES: Final = (
    MixLine("mixed", HUNDRED),
    MixLine("small", (NoteLine(euro(20_00), 1), NoteLine(euro(10_00), 8))),
    MixLine("large", (NoteLine(euro(50_00), 2),)),
)
RUPEES: Final = tuple(Money(each * 100, "INR") for each in (2000, 500, 200, 100, 50, 20, 10, 5))
EIGHT_NOTES: Final = tuple(NoteLine(each, count) for count, each in enumerate(RUPEES, 1))
DINARS: Final = tuple(Money(each, "KWD") for each in (250, 500, 1_000, 5_000, 10_000, 20_000))


def account_choices(accounts: tuple[AccountLine, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(f"account-{account.id}") for account in accounts)


ACCOUNT: Final = Screen(ScreenId.ACCOUNT, choices=account_choices(ACCOUNTS), accounts=ACCOUNTS)
NOTES: Final = Screen(
    ScreenId.NOTES,
    choices=tuple(Choice(f"notes-{mix.id}") for mix in MIXES),
    amount=euro(100_00),
    mixes=MIXES,
    mix_id="mixed",
)
RECEIPT: Final = Screen(
    ScreenId.RECEIPT,
    choices=(Choice("receipt-printed"), Choice("receipt-none"), Choice("receipt-screen")),
    receipt=ReceiptWish.PRINTED,
)
CONFIRM: Final = Screen(
    ScreenId.CONFIRM,
    choices=(
        Choice("confirm", euro(100_00)),
        Choice("notes"),
        Choice("receipt"),
        Choice("change"),
        Choice("cancel"),
    ),
    source=EVERYDAY,
    account=EVERYDAY.name,
    amount=euro(100_00),
    notes=HUNDRED,
    mix_id="mixed",
    receipt=ReceiptWish.PRINTED,
)
TYPING: Final = Screen(
    ScreenId.TRANSFER_AMOUNT,
    choices=(Choice("confirm", euro(140_50)), Choice("change")),
    entry=euro(140_50),
    source=EVERYDAY,
    target=SAVINGS,
    amount_max=euro(2_450_75),
)
TRANSFER: Final = Screen(
    ScreenId.TRANSFER_CONFIRM,
    choices=(
        Choice("confirm", euro(140_50)),
        Choice("receipt"),
        Choice("change"),
        Choice("cancel"),
    ),
    amount=euro(140_50),
    source=EVERYDAY,
    target=SAVINGS,
    receipt=ReceiptWish.PRINTED,
)
TRANSFERRED: Final = replace(
    TRANSFER,
    id=ScreenId.TRANSFER_DONE,
    choices=(Choice("continue"),),
    source=replace(EVERYDAY, available=euro(2_310_25)),
    target=replace(SAVINGS, available=euro(18_340_50)),
    money=MoneyWords.TRANSFERRED,
    reference="7QK2M4",
    can_cancel=False,
)
PAYING_IN: Final = Screen(
    ScreenId.DEPOSIT_AMOUNT,
    choices=(Choice("confirm", euro(50_00)), Choice("change")),
    entry=euro(50_00),
    target=EVERYDAY,
)
DEPOSIT: Final = Screen(
    ScreenId.DEPOSIT_CONFIRM,
    choices=(
        Choice("confirm", euro(50_00)),
        Choice("receipt"),
        Choice("change"),
        Choice("cancel"),
    ),
    amount=euro(50_00),
    target=EVERYDAY,
    receipt=ReceiptWish.SCREEN,
)
PAID_IN: Final = Screen(
    ScreenId.DEPOSIT_DONE,
    choices=(Choice("continue"),),
    amount=euro(50_00),
    target=EVERYDAY,
    envelope="E41077",
    money=MoneyWords.CREDITED_LATER,
    reference="7QK2M5",
    can_cancel=False,
)
TAKE_RECEIPT: Final = Screen(
    ScreenId.TAKE_RECEIPT,
    choices=(Choice("continue"),),
    amount=euro(140_50),
    source=EVERYDAY,
    target=SAVINGS,
    money=MoneyWords.TRANSFERRED,
    reference="7QK2M4",
    can_cancel=False,
)
ROLL: Final = (
    "               Marram ATM 12               ".center(42),
    "Strand Road 4, Duneport".center(42),
    "",
    "Cash withdrawal".center(42),
    "",
    "Date" + "22 Nov 2026".rjust(38),
    "Time" + "14:03".rjust(38),
    "From account" + "Everyday account **4407".rjust(30),
    "Amount" + "€60.00".rjust(36),
    "Amount asked for" + "€100.00".rjust(26),
    "Fee" + "none".rjust(39),
    "",
    "The machine could give only this part.",
    "Only this part is charged.",
    "-" * 42,
    "Reference" + "7QK2M4".rjust(33),
)
SCREEN_RECEIPT: Final = Screen(
    ScreenId.SCREEN_RECEIPT, choices=(Choice("continue"),), receipt_lines=ROLL, can_cancel=False
)
COUNT: Final = Screen(
    ScreenId.COUNT,
    counts=(
        CountLine(1, euro(10_00), 1200),
        CountLine(2, euro(20_00)),
        CountLine(3, euro(50_00)),
    ),
    canister=2,
    count_entry="1850",
    reason="OOS-19",
)
