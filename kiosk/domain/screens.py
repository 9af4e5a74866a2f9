"""What is on the screen, as frozen values: the screens decide nothing and know nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from bank_server.contract.money import Money
from kiosk.domain.staff_page import StaffPage


class ScreenId(StrEnum):
    """One id for four uses: screen, object name prefix, journal code and spoken text."""

    ATTRACT = "S00"
    LANGUAGE = "S01"
    READING_CARD = "S02"
    SERVICE_NOTICE = "S03"
    PIN = "S04"
    MENU = "S05"
    ACCOUNT = "S06"
    AMOUNT = "S07"
    OTHER_AMOUNT = "S07a"
    NOTES = "S08"
    RECEIPT = "S09"
    CONFIRM = "S10"
    CONTACTING_BANK = "S11"
    TAKE_CARD = "S12"
    COUNTING = "S13"
    TAKE_CASH = "S14"
    TAKE_RECEIPT = "S15"
    SCREEN_RECEIPT = "S15b"
    ANOTHER = "S16"
    GOODBYE = "S17"
    MORE_TIME = "S18"
    BALANCE = "S20"
    TRANSFER_FROM = "S21"
    TRANSFER_TO = "S21a"
    TRANSFER_AMOUNT = "S21b"
    TRANSFER_CONFIRM = "S21c"
    TRANSFER_DONE = "S21d"
    DEPOSIT_AMOUNT = "S22"
    DEPOSIT_CONFIRM = "S23"
    INSERT_ENVELOPE = "S23a"
    DEPOSIT_DONE = "S24"
    PIN_CHANGE = "S30"
    PIN_CHANGED = "S30b"
    PARTIAL = "S31"
    MESSAGE = "S32"
    OUT_OF_SERVICE = "S90"
    CLOSED = "S91"
    NO_CASH = "S92"
    COUNT = "S93"
    STAFF_LOGIN = "M01"
    STAFF_WORK_ORDER = "M02"
    STAFF_MENU = "M10"
    STAFF_STATUS = "M11"
    STAFF_BALANCING = "M12"
    STAFF_CASH = "M13"
    STAFF_DEPOSITS = "M14"
    STAFF_PAPER = "M15"
    STAFF_CARDS = "M16"
    STAFF_TESTS = "M17"
    STAFF_JOURNAL = "M18"
    STAFF_UNRESOLVED = "M19"
    STAFF_SETTINGS = "M20"
    STAFF_KEYS = "M21"
    STAFF_SOFTWARE = "M22"
    STAFF_USERS = "M23"
    STAFF_POWER = "M24"


class Notice(StrEnum):
    """Why a screen says something is wrong; each has one sentence per language."""

    CARD_UNREADABLE = "E01"
    CARD_STOPPED = "E03"
    PIN_WRONG = "E04"
    PIN_BLOCKED = "E05"
    CANCELLED = "E06"
    CARD_HELD = "E07"
    TIME_UP = "E09"
    BANK_SILENT = "E10"
    DECLINED_FUNDS = "E11-funds"
    DECLINED_LIMIT = "E11-limit"
    DECLINED_BUSY = "E11-busy"
    DECLINED_CASH = "E11-cash"
    DECLINED_AMOUNT = "E11-amount"
    DECLINED_ACCOUNT = "E11-account"
    DECLINED_CARD = "E11-card"
    DECLINED_OTHER = "E11"
    NOW_CLOSED = "E12"
    AMOUNT_IMPOSSIBLE = "E13"
    CASH_FAULT = "E14"
    CASH_PARTIAL = "E15"
    CASH_SUSPECT = "E16"
    CASH_RETRACTED = "E17"
    ENVELOPE_NOT_TAKEN = "E18"
    ENVELOPES_FULL = "E18-full"
    ENVELOPES_OFF = "E18-off"
    ENVELOPE_UNKNOWN = "E18-unknown"
    RECEIPT_FAILED = "E19"
    RECEIPT_UNSURE = "E19-unknown"
    CARD_NOT_TAKEN = "E20"
    STARTING = "E21"
    MACHINE_FAULT = "E22"
    PIN_TOO_SHORT = "P01"
    PIN_DIFFERENT = "P02"
    PIN_WEAK = "P03"
    PIN_BEGUN_ON_PAD = "P04"
    PIN_BEGUN_ON_SCREEN = "P05"
    PIN_AGAIN_ON_PAD = "P06"
    PIN_AGAIN_ON_SCREEN = "P07"
    PIN_ENTER_ON_PAD = "P08"
    CARD_PULLED = "U01"
    PIN_UNCONFIRMED = "U02"
    FINISHING = "U03"
    TRANSFER_UNCONFIRMED = "U04"
    COUNT_DIFFERENT = "C01"
    COUNT_NOT_AS_RECORDED = "C02"
    COUNT_TOO_MANY = "C03"
    COUNT_AFTER_STAFF = "C04"
    COUNT_WITH_SAFE_OPEN = "C05"
    SAFE_OPEN = "D01"
    SERVICE_DOOR_OPEN = "D02"
    DOORS_OPEN = "D03"


class MoneyWords(StrEnum):
    """The second line of every message: what happened to the money."""

    NOT_CHARGED = "not-charged"
    CHARGED = "charged"
    CHARGED_PART = "charged-part"
    WILL_BE_CHECKED = "will-be-checked"
    NOTHING_MOVED = "nothing-moved"
    NOTHING_RECORDED = "nothing-recorded"
    TRANSFERRED = "transferred"
    CREDITED_LATER = "credited-later"
    ENVELOPE_CHECKED = "envelope-checked"


class PinPrompt(Enum):
    """Which PIN is asked for; the values are the pad's slots."""

    CURRENT = 0
    NEW = 1
    AGAIN = 2


class PinPlace(StrEnum):
    """Where a PIN can be typed, or was."""

    PAD = "pad"
    SCREEN = "screen"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to press.

    Attributes:
        id: stable; the last part of the control's object name, e.g. `withdraw`, `amount-2000`,
            `other`, `confirm`, `change`, `yes`, `no`, `finish`, `language-de`.
        amount: shown as money when set, in place of a translated label.
    """

    id: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """So many notes of one denomination."""

    denomination: Money
    count: int


class ReceiptWish(StrEnum):
    """What becomes of the receipt."""

    PRINTED = "printed"
    SCREEN = "screen"
    NONE = "none"


class Missing(StrEnum):
    """What the machine has not got today."""

    CASH = "cash"
    RECEIPTS = "receipts"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One of the card's accounts. id: the bank's, for the choice; never shown.

    Attributes:
        name: as the bank calls it. last4: the end of its number.
        available: as far as the bank has told.
    """

    id: str
    name: str
    last4: str
    available: Money | None = None


@dataclass(frozen=True, slots=True)
class MixLine:
    """One way to pay the amount. id: `mixed`, `small` or `large`; the choice is `notes-ID`."""

    id: str
    notes: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class CountLine:
    """What the operator counts: one canister, and its notes' denomination.

    Attributes:
        counted: the number that was typed twice; None until then.
        recorded: what the HSM has instead, once the count is done.
    """

    canister: int
    denomination: Money
    counted: int | None = None
    recorded: int | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything that a screen shows, and nothing that it must work out.

    Attributes:
        id: which screen.
        choices: what can be pressed besides the keypad, in reading order.
        amount: the amount in question (confirm, take cash, partial: what can be given).
        asked: what was asked for, where it differs from `amount` (partial).
        notes: the mix, largest denomination first.
        denominations: what the machine can pay today, ascending.
        mixes: the ways to pay the amount, on NOTES.
        mix_id: which of them is meant, on NOTES and CONFIRM.
        receipt: what will become of the receipt, on CONFIRM and RECEIPT.
        receipt_lines: the receipt as it would be printed, on SCREEN_RECEIPT.
        missing: what there is not today, on SERVICE_NOTICE.
        takes_envelopes, prints: a deposit may be offered, receipts can be printed; between visits
            and on SERVICE_NOTICE.
        had_receipt: one was printed in this visit, on GOODBYE.
        accounts: those to choose from, each with the choice `account-ID` (account, transfer).
        part, parts: which part of the accounts is shown, and of how many; 0 where all are.
        source: the account that is meant; where a transfer takes from.
        target: where a transfer or a deposit goes.
        possible: amounts that can be had instead of the one that was asked for, ascending.
        available, balance: the account's figures (balance, menu when known).
        account: name of the account, as the bank calls it; no number.
        digits: how many PIN digits have been typed; never which.
        pin_prompt: which PIN, on PIN and PIN_CHANGE.
        pin_repeated: it was right before, and the bank asks for it once more, on PIN.
        touch_pin: the keypad on glass is to be shown.
        pin_place: where the PIN is to be typed, on PIN and PIN_CHANGE.
        entry: the amount typed so far (other amount, transfer, deposit).
        amount_max: of an amount that is typed.
        counts: the canisters, on COUNT. canister: which one is being counted.
        count_entry: the digits typed so far. count_again: it is the repetition.
        envelope: what the customer's envelope is told apart by.
        printing: the receipt is not out yet, on TAKE_RECEIPT.
        staff: all that a page of the supervisor menu shows.
        notice: what went wrong, shown with the tries left where it has them.
        tries_left: after a wrong PIN.
        money: what happened to the money.
        reference: for the customer to quote, e.g. `A123`.
        reason: small, for staff, bottom right, e.g. `OOS-01`.
        can_cancel: whether Cancel still does something.
        seconds: what is left before it goes on by itself, on MORE_TIME and LANGUAGE.
        by_time: time brought it, and nothing that the customer did since.
        card_in: the machine has the customer's card, on LANGUAGE and ANOTHER, and on READING_CARD
            keeps it.
        closing: the staff sign "closing after this customer" is on.
        language: two letters, what this customer reads; "" between visits, the machine's own.
    """

    id: ScreenId
    choices: tuple[Choice, ...] = ()
    amount: Money | None = None
    asked: Money | None = None
    notes: tuple[NoteLine, ...] = ()
    denominations: tuple[Money, ...] = ()
    possible: tuple[Money, ...] = ()
    available: Money | None = None
    balance: Money | None = None
    mixes: tuple[MixLine, ...] = ()
    mix_id: str = ""
    receipt: ReceiptWish | None = None
    receipt_lines: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    takes_envelopes: bool = False
    prints: bool = False
    had_receipt: bool = False
    accounts: tuple[AccountLine, ...] = ()
    part: int = 0
    parts: int = 0
    source: AccountLine | None = None
    target: AccountLine | None = None
    account: str = ""
    digits: int = 0
    pin_prompt: PinPrompt = PinPrompt.CURRENT
    pin_repeated: bool = False
    touch_pin: bool = False
    pin_place: PinPlace = PinPlace.PAD
    entry: Money | None = None
    amount_max: Money | None = None
    counts: tuple[CountLine, ...] = ()
    canister: int = 0
    count_entry: str = ""
    count_again: bool = False
    envelope: str = ""
    printing: bool = False
    staff: StaffPage | None = None
    notice: Notice | None = None
    tries_left: int | None = None
    money: MoneyWords | None = None
    reference: str = ""
    reason: str = ""
    can_cancel: bool = True
    seconds: int = 0
    by_time: bool = False
    card_in: bool = True
    closing: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class ChoicePressed:
    """The customer pressed a control; `screen` is what was shown when it was pressed."""

    screen: ScreenId
    choice: str


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key of the keypad outside PIN entry: 0-9, E enter, C clear, X cancel, H help, A-I side.

    It may be a digit of a staff PIN.
    """

    key: str

    def __repr__(self) -> str:
        return "KeyPressed(<secret>)"


@dataclass(frozen=True, slots=True)
class PinKeyPressed:
    """A key of the PIN pad on glass; goes to the software pad and nowhere else."""

    key: str

    def __repr__(self) -> str:
        return "PinKeyPressed(<secret>)"


CustomerInput = ChoicePressed | KeyPressed | PinKeyPressed
