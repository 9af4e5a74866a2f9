"""One example of every screen and every notice, for pictures, tests and translators."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.screens import (
    Choice,
    Missing,
    MoneyWords,
    NoteLine,
    Notice,
    PinPlace,
    PinPrompt,
    Screen,
    ScreenId,
)
from kiosk.viewmodels import (
    specimens_balancing,
    specimens_items,
    specimens_more,
    specimens_staff,
    specimens_tasks,
)
from kiosk.viewmodels.specimen_parts import euro

DENOMINATIONS: Final = (euro(10_00), euro(20_00), euro(50_00))
QUICK_AMOUNTS: Final = tuple(
    Choice(f"amount-{minor}", euro(minor))
    for minor in (20_00, 50_00, 100_00, 150_00, 200_00, 300_00)
)
ACCOUNT: Final = "Everyday account"

MENU: Final = Screen(
    ScreenId.MENU,
    choices=(Choice("withdraw"), Choice("balance"), Choice("pin-change"), Choice("finish")),
    can_cancel=False,
    account=ACCOUNT,
    available=euro(2_450_75),
    denominations=DENOMINATIONS,
)
AMOUNT: Final = Screen(
    ScreenId.AMOUNT,
    choices=(*QUICK_AMOUNTS, Choice("other")),
    account=ACCOUNT,
    available=euro(2_450_75),
    denominations=DENOMINATIONS,
)
OTHER_AMOUNT: Final = Screen(
    ScreenId.OTHER_AMOUNT,
    choices=(Choice("change"),),
    entry=euro(0),
    amount_max=euro(600_00),
    denominations=DENOMINATIONS,
)
PIN: Final = Screen(ScreenId.PIN, touch_pin=True, pin_place=PinPlace.BOTH)
PIN_CHANGE: Final = replace(PIN, id=ScreenId.PIN_CHANGE, pin_prompt=PinPrompt.NEW)
PIN_AGAIN: Final = replace(
    PIN_CHANGE, pin_prompt=PinPrompt.AGAIN, pin_place=PinPlace.PAD, touch_pin=False
)
HUNDRED: Final = (NoteLine(euro(50_00), 1), NoteLine(euro(20_00), 2), NoteLine(euro(10_00), 1))

SCREENS: Final[dict[str, Screen]] = {
    "S00-attract": Screen(
        ScreenId.ATTRACT, denominations=DENOMINATIONS, takes_envelopes=True, prints=True
    ),
    "S01-language": Screen(
        ScreenId.LANGUAGE, choices=(Choice("language-en"), Choice("language-de")), seconds=20
    ),
    "S01-language-eight": Screen(
        ScreenId.LANGUAGE,
        choices=tuple(
            Choice(f"language-{each}") for each in ("en", "de", "fr", "it", "es", "pl", "nl", "ga")
        ),
        seconds=20,
    ),
    "S02-reading-card": Screen(ScreenId.READING_CARD),
    "S03-service-notice": Screen(
        ScreenId.SERVICE_NOTICE,
        choices=(Choice("continue"),),
        missing=(Missing.CASH,),
        takes_envelopes=True,
    ),
    "S04-pin-touch": replace(PIN, digits=3),
    "S04-pin-pad": Screen(ScreenId.PIN, digits=2),
    "S04-pin-twelve": replace(PIN, digits=12, pin_repeated=True),
    "S05-menu": MENU,
    "S05-menu-no-figures": replace(MENU, account="", available=None),
    "S07-amount": AMOUNT,
    "S07-amount-five": replace(
        AMOUNT,
        choices=(*QUICK_AMOUNTS[:4], Choice("other")),
        account="",
        available=None,
        denominations=DENOMINATIONS[1:],
    ),
    "S07a-other-amount": replace(
        OTHER_AMOUNT,
        choices=(Choice("confirm", euro(140_00)), Choice("change")),
        entry=euro(140_00),
    ),
    "S07a-other-amount-empty": OTHER_AMOUNT,
    "S07a-too-much": replace(
        OTHER_AMOUNT,
        choices=(Choice("amount-30000", euro(300_00)),),
        entry=euro(400_00),
        amount_max=euro(300_00),
        notice=Notice.DECLINED_FUNDS,
        possible=(euro(300_00),),
    ),
    "S10-confirm": Screen(
        ScreenId.CONFIRM,
        choices=(Choice("confirm", euro(100_00)), Choice("change"), Choice("cancel")),
        account=ACCOUNT,
        amount=euro(100_00),
        notes=HUNDRED,
    ),
    "S11-contacting-bank": Screen(ScreenId.CONTACTING_BANK, amount=euro(100_00)),
    "S12-take-card": Screen(ScreenId.TAKE_CARD, amount=euro(100_00)),
    "S12-take-card-first": Screen(ScreenId.TAKE_CARD),
    "S12-take-card-no-cash": Screen(ScreenId.TAKE_CARD, can_cancel=False),
    "S12-take-card-notice": Screen(
        ScreenId.TAKE_CARD,
        notice=Notice.BANK_SILENT,
        money=MoneyWords.NOTHING_MOVED,
        reference="A122",
        can_cancel=False,
    ),
    "S13-counting": Screen(ScreenId.COUNTING, amount=euro(100_00), can_cancel=False),
    "S13-checking": Screen(
        ScreenId.COUNTING, amount=euro(100_00), notice=Notice.CASH_SUSPECT, can_cancel=False
    ),
    "S14-take-cash": Screen(
        ScreenId.TAKE_CASH, amount=euro(100_00), notes=HUNDRED, can_cancel=False
    ),
    "S14-take-part": Screen(
        ScreenId.TAKE_CASH,
        amount=euro(10_00),
        notes=(NoteLine(euro(10_00), 1),),
        can_cancel=False,
    ),
    "S16-another": Screen(
        ScreenId.ANOTHER, choices=(Choice("yes"), Choice("no")), can_cancel=False
    ),
    "S17-goodbye": Screen(ScreenId.GOODBYE, can_cancel=False),
    "S17-goodbye-took": Screen(
        ScreenId.GOODBYE, amount=euro(100_00), had_receipt=True, can_cancel=False
    ),
    "S18-more-time": Screen(ScreenId.MORE_TIME, seconds=20),
    "S20-balance": Screen(
        ScreenId.BALANCE,
        choices=(Choice("continue"),),
        can_cancel=False,
        account=ACCOUNT,
        available=euro(2_450_75),
        balance=euro(2_512_30),
    ),
    "S30-pin-new": replace(PIN_CHANGE, digits=2),
    "S30-pin-again": replace(PIN_AGAIN, digits=4),
    "S30-pin-again-screen": replace(PIN_AGAIN, digits=4, pin_place=PinPlace.SCREEN, touch_pin=True),
    "S30b-pin-changed": Screen(
        ScreenId.PIN_CHANGED, choices=(Choice("continue"),), can_cancel=False
    ),
    "S31-partial": Screen(
        ScreenId.PARTIAL,
        choices=(Choice("yes"), Choice("no")),
        amount=euro(60_00),
        asked=euro(100_00),
    ),
    "S90-out-of-service": Screen(ScreenId.OUT_OF_SERVICE, reason="OOS-01"),
    "S91-closed": Screen(ScreenId.CLOSED),
    "S92-no-cash": Screen(
        ScreenId.NO_CASH, reason="OOS-02", closing=True, takes_envelopes=True, prints=True
    ),
}


def _message(notice: Notice, money: MoneyWords, reference: str = "") -> Screen:
    return Screen(
        ScreenId.MESSAGE,
        choices=(Choice("finish"),) if reference else (),
        notice=notice,
        money=money,
        reference=reference,
        can_cancel=False,
    )


def _another(notice: Notice) -> Screen:
    """Another amount may do: the visit goes on."""
    declined = _message(notice, MoneyWords.NOT_CHARGED, "F9DF3D")
    return replace(declined, choices=(Choice("continue"),), can_cancel=True)


NOTICES: Final[dict[Notice, Screen]] = {
    Notice.CARD_UNREADABLE: _message(Notice.CARD_UNREADABLE, MoneyWords.NOTHING_MOVED),
    Notice.CARD_PULLED: _message(Notice.CARD_PULLED, MoneyWords.NOTHING_MOVED),
    Notice.CARD_STOPPED: _message(Notice.CARD_STOPPED, MoneyWords.NOTHING_MOVED),
    Notice.PIN_WRONG: replace(PIN, notice=Notice.PIN_WRONG, tries_left=2),
    Notice.PIN_BLOCKED: _message(Notice.PIN_BLOCKED, MoneyWords.NOTHING_MOVED),
    Notice.CANCELLED: _message(Notice.CANCELLED, MoneyWords.NOTHING_MOVED),
    Notice.CARD_HELD: replace(
        _message(Notice.CARD_HELD, MoneyWords.NOTHING_MOVED, "4-12"), choices=()
    ),
    Notice.TIME_UP: _message(Notice.TIME_UP, MoneyWords.NOTHING_MOVED),
    Notice.BANK_SILENT: _message(Notice.BANK_SILENT, MoneyWords.NOTHING_MOVED),
    Notice.DECLINED_FUNDS: _another(Notice.DECLINED_FUNDS),
    Notice.DECLINED_LIMIT: _another(Notice.DECLINED_LIMIT),
    Notice.DECLINED_BUSY: _another(Notice.DECLINED_BUSY),
    Notice.DECLINED_CASH: _another(Notice.DECLINED_CASH),
    Notice.DECLINED_CARD: _another(Notice.DECLINED_CARD),
    Notice.DECLINED_OTHER: replace(
        _message(Notice.DECLINED_OTHER, MoneyWords.NOT_CHARGED), id=ScreenId.TAKE_CARD
    ),
    Notice.NOW_CLOSED: Screen(
        ScreenId.GOODBYE, amount=euro(100_00), notice=Notice.NOW_CLOSED, can_cancel=False
    ),
    Notice.AMOUNT_IMPOSSIBLE: replace(
        OTHER_AMOUNT,
        entry=euro(35_00),
        notice=Notice.AMOUNT_IMPOSSIBLE,
        choices=(
            Choice("amount-3000", euro(30_00)),
            Choice("amount-4000", euro(40_00)),
        ),
        possible=(euro(30_00), euro(40_00)),
    ),
    Notice.DECLINED_AMOUNT: _another(Notice.DECLINED_AMOUNT),
    Notice.DECLINED_ACCOUNT: _another(Notice.DECLINED_ACCOUNT),
    Notice.ENVELOPE_NOT_TAKEN: _message(Notice.ENVELOPE_NOT_TAKEN, MoneyWords.NOTHING_RECORDED),
    Notice.ENVELOPES_FULL: _message(Notice.ENVELOPES_FULL, MoneyWords.NOTHING_RECORDED),
    Notice.ENVELOPES_OFF: _message(Notice.ENVELOPES_OFF, MoneyWords.NOTHING_RECORDED),
    Notice.ENVELOPE_UNKNOWN: _message(
        Notice.ENVELOPE_UNKNOWN, MoneyWords.ENVELOPE_CHECKED, "7QK2M5"
    ),
    Notice.RECEIPT_FAILED: replace(
        _message(Notice.RECEIPT_FAILED, MoneyWords.TRANSFERRED, "7QK2M4"),
        choices=(Choice("continue"), Choice("receipt-screen")),
        amount=euro(140_50),
    ),
    Notice.RECEIPT_UNSURE: replace(
        _message(Notice.RECEIPT_UNSURE, MoneyWords.TRANSFERRED, "7QK2M4"),
        choices=(Choice("continue"), Choice("receipt-screen")),
        amount=euro(140_50),
    ),
    Notice.TRANSFER_UNCONFIRMED: _message(
        Notice.TRANSFER_UNCONFIRMED, MoneyWords.WILL_BE_CHECKED, "7QK2M4"
    ),
    Notice.CASH_FAULT: _message(Notice.CASH_FAULT, MoneyWords.NOT_CHARGED, "A123"),
    Notice.CASH_PARTIAL: replace(
        _message(Notice.CASH_PARTIAL, MoneyWords.CHARGED_PART, "A124"), amount=euro(60_00)
    ),
    Notice.CASH_SUSPECT: _message(Notice.CASH_SUSPECT, MoneyWords.WILL_BE_CHECKED, "A125"),
    Notice.CASH_RETRACTED: replace(
        _message(Notice.CASH_RETRACTED, MoneyWords.WILL_BE_CHECKED, "A126"), amount=euro(100_00)
    ),
    Notice.CARD_NOT_TAKEN: _message(Notice.CARD_NOT_TAKEN, MoneyWords.NOT_CHARGED, "A127"),
    Notice.MACHINE_FAULT: _message(Notice.MACHINE_FAULT, MoneyWords.NOTHING_MOVED),
    Notice.FINISHING: Screen(ScreenId.OUT_OF_SERVICE, notice=Notice.FINISHING),
    Notice.STARTING: Screen(ScreenId.OUT_OF_SERVICE, notice=Notice.STARTING),
    Notice.PIN_TOO_SHORT: replace(PIN_CHANGE, notice=Notice.PIN_TOO_SHORT),
    Notice.PIN_DIFFERENT: replace(PIN_CHANGE, notice=Notice.PIN_DIFFERENT),
    Notice.PIN_WEAK: replace(PIN_CHANGE, notice=Notice.PIN_WEAK),
    Notice.PIN_BEGUN_ON_PAD: replace(PIN, notice=Notice.PIN_BEGUN_ON_PAD, digits=1),
    Notice.PIN_BEGUN_ON_SCREEN: replace(PIN, notice=Notice.PIN_BEGUN_ON_SCREEN, digits=1),
    Notice.PIN_AGAIN_ON_PAD: replace(PIN_AGAIN, notice=Notice.PIN_AGAIN_ON_PAD),
    Notice.PIN_AGAIN_ON_SCREEN: replace(
        PIN_AGAIN,
        notice=Notice.PIN_AGAIN_ON_SCREEN,
        pin_place=PinPlace.SCREEN,
        touch_pin=True,
    ),
    Notice.PIN_ENTER_ON_PAD: replace(PIN, notice=Notice.PIN_ENTER_ON_PAD, digits=4),
    Notice.PIN_UNCONFIRMED: _message(Notice.PIN_UNCONFIRMED, MoneyWords.NOTHING_MOVED, "A128"),
}

ALL: Final[dict[str, Screen]] = (
    SCREENS
    | specimens_more.SCREENS
    | specimens_staff.SCREENS
    | specimens_balancing.SCREENS
    | specimens_items.SCREENS
    | specimens_tasks.SCREENS
    | {
        f"{screen.id.value}-notice-{notice.value}": screen
        for notice, screen in (NOTICES | specimens_more.NOTICES).items()
    }
)
