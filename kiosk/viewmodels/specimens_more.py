"""Specimens of accounts, transfers, envelopes, receipts and the operator's count."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.screens import (
    AccountLine,
    Choice,
    CountLine,
    Missing,
    MixLine,
    MoneyWords,
    NoteLine,
    Notice,
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
    amount_max=euro(5_000_00),
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

SCREENS: Final[dict[str, Screen]] = {
    "S01-language-card-out": Screen(
        ScreenId.LANGUAGE,
        choices=(Choice("language-en"), Choice("language-de")),
        seconds=20,
        card_in=False,
    ),
    "S03-no-receipts": Screen(
        ScreenId.SERVICE_NOTICE, choices=(Choice("continue"),), missing=(Missing.RECEIPTS,)
    ),
    "S03-nothing": Screen(
        ScreenId.SERVICE_NOTICE,
        choices=(Choice("continue"),),
        missing=(Missing.CASH, Missing.RECEIPTS),
    ),
    "S05-menu-six": Screen(
        ScreenId.MENU,
        choices=tuple(
            Choice(each)
            for each in ("withdraw", "balance", "pin-change", "transfer", "deposit", "finish")
        ),
        can_cancel=False,
        source=EVERYDAY,
        available=EVERYDAY.available,
        denominations=tuple(reversed(RUPEES)),
    ),
    "S05-menu-five": Screen(
        ScreenId.MENU,
        choices=tuple(
            Choice(each) for each in ("balance", "pin-change", "transfer", "deposit", "finish")
        ),
        can_cancel=False,
    ),
    "S06-account": ACCOUNT,
    "S06-account-two": replace(ACCOUNT, choices=account_choices(EIGHT[3:5]), accounts=EIGHT[3:5]),
    "S06-account-eight": replace(ACCOUNT, choices=account_choices(EIGHT), accounts=EIGHT),
    "S07-amount-dinars": Screen(
        ScreenId.AMOUNT,
        choices=(
            *(Choice(f"amount-{m}", Money(m, "KWD")) for m in (5_000, 10_000, 50_000, 100_000)),
            Choice("other"),
        ),
        source=replace(EIGHT[3], available=None),
        available=Money(12_450_750, "KWD"),
        denominations=DINARS,
    ),
    "S08-notes": NOTES,
    "S08-notes-eight": replace(
        NOTES,
        mixes=(
            MixLine("mixed", EIGHT_NOTES),
            MixLine("small", EIGHT_NOTES[4:]),
            MixLine("large", EIGHT_NOTES[:3]),
        ),
        mix_id="large",
    ),
    "S08-notes-yen": replace(
        NOTES,
        choices=(Choice("notes-mixed"), Choice("notes-large")),
        amount=Money(38_000, "JPY"),
        mixes=(
            MixLine(
                "mixed",
                tuple(NoteLine(Money(m, "JPY"), 12) for m in (10_000, 5_000, 2_000, 1_000)),
            ),
            MixLine("large", (NoteLine(Money(10_000, "JPY"), 3),)),
        ),
    ),
    "S09-receipt": RECEIPT,
    "S09-receipt-screen": replace(
        RECEIPT,
        choices=(Choice("receipt-none"), Choice("receipt-screen")),
        receipt=ReceiptWish.NONE,
    ),
    "S10-confirm-receipt": CONFIRM,
    "S10-confirm-eight": replace(
        CONFIRM,
        choices=tuple(c for c in CONFIRM.choices if c.id != "notes"),
        source=EIGHT[3],
        notes=EIGHT_NOTES,
        receipt=ReceiptWish.SCREEN,
    ),
    "S15-take-receipt": TAKE_RECEIPT,
    "S15-printing": replace(TAKE_RECEIPT, money=MoneyWords.CREDITED_LATER, printing=True),
    "S15b-screen-receipt": SCREEN_RECEIPT,
    "S16-another-card-out": Screen(
        ScreenId.ANOTHER,
        choices=(Choice("yes"), Choice("no")),
        can_cancel=False,
        notice=Notice.CANCELLED,
        card_in=False,
    ),
    "S20-balance-print": Screen(
        ScreenId.BALANCE,
        choices=(Choice("continue"), Choice("print")),
        can_cancel=False,
        source=EVERYDAY,
        available=euro(1_234_567_89),
        balance=euro(1_234_630_12),
    ),
    "S21-transfer-from": Screen(
        ScreenId.TRANSFER_FROM, choices=account_choices(ACCOUNTS), accounts=ACCOUNTS
    ),
    "S21a-transfer-to": Screen(
        ScreenId.TRANSFER_TO,
        choices=account_choices(ACCOUNTS[1:]),
        accounts=ACCOUNTS[1:],
        source=EVERYDAY,
    ),
    "S21a-transfer-to-one": Screen(
        ScreenId.TRANSFER_TO,
        choices=account_choices(EIGHT[4:5]),
        accounts=EIGHT[4:5],
        source=EIGHT[3],
    ),
    "S21b-transfer-amount": TYPING,
    "S21b-transfer-too-much": replace(
        TYPING,
        choices=(Choice("amount-245075", euro(2_450_75)),),
        entry=euro(99_999_999_99),
        source=EIGHT[3],
        target=EIGHT[4],
        notice=Notice.DECLINED_FUNDS,
        possible=(euro(2_450_75),),
    ),
    "S21c-transfer-confirm": TRANSFER,
    "S21c-transfer-confirm-long": replace(
        TRANSFER,
        choices=(Choice("confirm", Money(12_450_750, "KWD")), *TRANSFER.choices[1:]),
        amount=Money(12_450_750, "KWD"),
        source=EIGHT[3],
        target=EIGHT[4],
    ),
    "S21d-transfer-done": TRANSFERRED,
    "S22-deposit-amount": PAYING_IN,
    "S22-deposit-amount-empty": replace(PAYING_IN, choices=(Choice("change"),), entry=euro(0)),
    "S23-deposit-confirm": DEPOSIT,
    "S23a-insert-envelope": Screen(ScreenId.INSERT_ENVELOPE, amount=euro(50_00), envelope="E41077"),
    "S23a-slot-closes": Screen(ScreenId.INSERT_ENVELOPE, amount=euro(50_00), can_cancel=False),
    "S24-deposit-done": PAID_IN,
    "S93-count": COUNT,
    "S93-count-again": replace(COUNT, count_entry="", count_again=True),
    "S93-count-eight": replace(
        COUNT,
        counts=tuple(
            CountLine(number, each, 65_535 if number < 8 else None)
            for number, each in enumerate(RUPEES, 1)
        ),
        canister=8,
        count_entry="65535",
    ),
}

NOTICES: Final[dict[Notice, Screen]] = {
    Notice.COUNT_DIFFERENT: replace(COUNT, count_entry="", notice=Notice.COUNT_DIFFERENT),
    Notice.COUNT_TOO_MANY: replace(COUNT, count_entry="65535", notice=Notice.COUNT_TOO_MANY),
    Notice.COUNT_NOT_AS_RECORDED: Screen(
        ScreenId.COUNT,
        choices=(Choice("continue"),),
        counts=tuple(
            CountLine(number, each, 1_200, 65_535) for number, each in enumerate(RUPEES, 1)
        ),
        notice=Notice.COUNT_NOT_AS_RECORDED,
        can_cancel=False,
        reason="OOS-19",
    ),
}
