"""Specimens of accounts, transfers, envelopes, receipts and the operator's count."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.screens import (
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
from kiosk.viewmodels.specimen_parts import (
    ACCOUNT,
    ACCOUNTS,
    CONFIRM,
    COUNT,
    DEPOSIT,
    DINARS,
    EIGHT,
    EIGHT_NOTES,
    EVERYDAY,
    NOTES,
    PAID_IN,
    PAYING_IN,
    RECEIPT,
    RUPEES,
    SCREEN_RECEIPT,
    TAKE_RECEIPT,
    TRANSFER,
    TRANSFERRED,
    TYPING,
    account_choices,
    euro,
)

SCREENS: Final[dict[str, Screen]] = {
    "S00-attract-less": Screen(ScreenId.ATTRACT, denominations=(euro(20_00), euro(50_00))),
    "S01-language-card-out": Screen(
        ScreenId.LANGUAGE,
        choices=(Choice("language-en"), Choice("language-de")),
        seconds=20,
        card_in=False,
    ),
    "S02-reading-card-back": Screen(ScreenId.READING_CARD, card_in=False),
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
    "S06-account-twelve": replace(
        ACCOUNT,
        choices=(*account_choices(EIGHT[:6]), Choice("more")),
        accounts=EIGHT[:6],
        part=1,
        parts=2,
    ),
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
    "S17-goodbye-receipt": Screen(ScreenId.GOODBYE, had_receipt=True, can_cancel=False),
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
        choices=(Choice("confirm", euro(9_999_999_99)), Choice("change")),
        entry=euro(9_999_999_99),
        source=EIGHT[4],
        target=EIGHT[3],
        amount_max=euro(1_234_567_89),
        notice=Notice.DECLINED_FUNDS,
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

_CLOSED: Final = Screen(ScreenId.CLOSED, choices=(Choice("staff"),), can_cancel=False)

NOTICES: Final[dict[Notice, Screen]] = {
    Notice.COUNT_DIFFERENT: replace(COUNT, count_entry="", notice=Notice.COUNT_DIFFERENT),
    Notice.COUNT_AFTER_STAFF: replace(COUNT, count_entry="", notice=Notice.COUNT_AFTER_STAFF),
    Notice.COUNT_WITH_SAFE_OPEN: replace(COUNT, count_entry="", notice=Notice.COUNT_WITH_SAFE_OPEN),
    Notice.SAFE_OPEN: replace(_CLOSED, notice=Notice.SAFE_OPEN),
    Notice.SERVICE_DOOR_OPEN: replace(_CLOSED, notice=Notice.SERVICE_DOOR_OPEN),
    Notice.DOORS_OPEN: replace(_CLOSED, notice=Notice.DOORS_OPEN),
    Notice.COUNT_TOO_MANY: replace(COUNT, count_entry="65535", notice=Notice.COUNT_TOO_MANY),
    Notice.COUNT_NOT_AS_RECORDED: Screen(
        ScreenId.COUNT,
        choices=(Choice("continue"), Choice("count-again")),
        counts=tuple(
            CountLine(number, each, *((1_200, 65_535) if number % 2 else (2_500, 2_497)))
            for number, each in enumerate(RUPEES, 1)
        ),
        notice=Notice.COUNT_NOT_AS_RECORDED,
        reason="OOS-19",
    ),
}
