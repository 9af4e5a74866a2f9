"""What can be set on a kiosk, its defaults, and what each value must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from hardware.protocol.door_lock import HOTEL_MAX, LOCK_MAX

CANISTER_COUNT_MAX: Final = 8
NOTES_PER_WITHDRAWAL_MAX: Final = 128
QUICK_COUNT_MAX: Final = 12
LANGUAGE_COUNT_MAX: Final = 8  # side keys
SECONDS_MAX: Final = 600
TAKE_CASH_MIN_S: Final = 10  # what the HSM accepts
TAKE_CASH_MAX_S: Final = 120
TAKE_RECEIPT_MIN_S: Final = 5
TAKE_RECEIPT_MAX_S: Final = 60  # so long the slot is looked at
PRINT_MIN_S: Final = 15  # the printer has its own 8 s, and must have said what became of it
PRINT_MAX_S: Final = 60
PORT_MAX: Final = 65_535
DAYS_MAX: Final = 3_650
JOURNAL_MB_MIN: Final = 100
JOURNAL_MB_MAX: Final = 1_000_000
PLACE_SIZE_MAX: Final = 80
BAUDS: Final = (9_600, 19_200, 38_400, 57_600, 115_200)  # what such printers can be set to

_NAME: Final = re.compile(r"[0-9A-Za-z-]{1,36}")
_LOCALE: Final = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_DAY_END: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DOOR_LOCK: Final = re.compile(r"[0-9]{1,8}:[0-9]{1,4}")
_URL: Final = re.compile(r"https://[0-9A-Za-z.\-\[\]:]+")


class Profile(StrEnum):
    """`chip`: the card stays until done. `stripe`: read and handed back at once."""

    CHIP = "chip"
    STRIPE = "stripe"


class ReceiptPrinterKind(StrEnum):
    """`none`: the machine has no printer, and nobody is told that it lacks one."""

    NONE = "none"
    ESCPOS = "escpos"


class PinEntryPlace(StrEnum):
    """Where the customer may type the PIN."""

    PAD = "pad"
    SCREEN = "screen"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Attributes:
        atm_name: in the journal's file names and lines, and on receipts.
        atm_place: where it stands, on receipts; may be empty.
        denominations: minor units of one note of canister 1, 2, …
        quick_amounts: whole units that the amount screen offers where they can be paid.
        notes_max: notes in one withdrawal.
        languages: what a customer may choose from, two letters each; empty means only that of
            `locale`, which is the machine's own.
        atm_id: uuid of the ATM; "" means the only one in the keys folder.
        quiet_s, warning_s: how long a prompt waits, and then with the question for more time.
        card_reader_port …: path of the serial port; "" means the state folder's devices/ports.
        journal_mirror_dir: folder of the journal's copy, best on another disk; "" means
            kiosk/journal-mirror in the state folder, "none" that there is no copy.
        journal_days, journal_mb: how long and how much of the journal stays here, once the bank
            has it.
        export_dir: where staff copy the journal to, a mounted medium; "" means nowhere.
        door_lock: which lock the service door has, as owner:number like 4711:12; "" means none.
        automation_port: XML-RPC on the loopback; 0 takes any free port.
    """

    atm_name: str = "ATM-1"
    atm_id: str = ""
    atm_place: str = ""
    currency: str = "EUR"
    denominations: tuple[int, ...] = (2_000, 1_000)
    quick_amounts: tuple[int, ...] = (20, 50, 100, 150, 200, 300)
    notes_max: int = 40
    locale: str = "en"
    languages: tuple[str, ...] = ()
    time_zone: str = "Europe/Dublin"
    business_day_ends: str = "00:00"
    profile: Profile = Profile.CHIP
    pin_entry: PinEntryPlace = PinEntryPlace.BOTH
    quiet_s: int = 40
    warning_s: int = 20
    take_card_s: int = 30
    take_cash_s: int = 30
    take_receipt_s: int = 20
    print_s: int = 30
    message_s: int = 6
    goodbye_s: int = 3
    language_s: int = 20
    service_notice_s: int = 10
    card_reader_port: str = ""
    hsm_port: str = ""
    pin_pad_port: str = ""
    cabinet_port: str = ""
    receipt_printer: ReceiptPrinterKind = ReceiptPrinterKind.NONE
    receipt_printer_port: str = ""
    receipt_printer_baud: int = 115_200
    door_lock: str = ""
    door_lock_port: str = ""
    journal_mirror_dir: str = ""
    journal_days: int = 180
    export_dir: str = ""
    journal_mb: int = 2_000
    automation_port: int = 1336
    bank_url: str = "https://127.0.0.1:8443"

    def port_path(self, device: str, state: Path) -> Path:
        """Where `device`, by its port's name, is plugged in."""
        chosen = {
            "card_reader": self.card_reader_port,
            "hsm": self.hsm_port,
            "pin_pad": self.pin_pad_port,
            "cabinet": self.cabinet_port,
            "receipt_printer": self.receipt_printer_port,
            "door_lock": self.door_lock_port,
        }[device]
        return Path(chosen) if chosen else state / "devices" / "ports" / device

    def baud(self, device: str) -> int:
        """Of the port of `device`; printers are set to what they are set to."""
        return self.receipt_printer_baud if device == "receipt_printer" else BAUDS[-1]

    @property
    def door_lock_number(self) -> tuple[int, int] | None:
        """Owner and number of the service door's lock; None where the door has a plain one."""
        owner, _, number = self.door_lock.partition(":")
        return (int(owner), int(number)) if self.door_lock else None

    @property
    def language(self) -> str:
        """The machine's own: what is shown between visits, and to whoever chooses none."""
        return self.locale.partition("_")[0]

    @property
    def day_ends_minute(self) -> int:
        """Minutes after local midnight at which the business day ends."""
        hour, minute = self.business_day_ends.split(":")
        return int(hour) * 60 + int(minute)


Rule = Callable[[Settings], bool]


def _seconds(name: str, low: int = 1, high: int = SECONDS_MAX) -> tuple[Rule, str]:
    return (lambda s: low <= getattr(s, name) <= high, f"{low} to {high} seconds")


def _languages_fit(settings: Settings) -> bool:
    chosen = settings.languages
    return not chosen or (
        settings.language in chosen
        and len(set(chosen)) == len(chosen) <= LANGUAGE_COUNT_MAX
        and all(_LANGUAGE.fullmatch(language) for language in chosen)
    )


def _door_lock_can_be(settings: Settings) -> bool:
    if not settings.door_lock:
        return True
    if not _DOOR_LOCK.fullmatch(settings.door_lock):
        return False
    owner, number = map(int, settings.door_lock.split(":"))
    return owner <= HOTEL_MAX and number <= LOCK_MAX


def _zone_is_known(settings: Settings) -> bool:
    try:
        ZoneInfo(settings.time_zone)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True


RULES: Final[Mapping[str, tuple[Rule, str]]] = {
    "atm_name": (
        lambda s: _NAME.fullmatch(s.atm_name) is not None,
        "1 to 36 letters, digits or hyphens",
    ),
    "atm_place": (
        lambda s: len(s.atm_place) <= PLACE_SIZE_MAX and s.atm_place.isprintable(),
        "at most 80 printable characters",
    ),
    "currency": (lambda s: re.fullmatch("[A-Z]{3}", s.currency) is not None, "an ISO 4217 code"),
    "denominations": (
        lambda s: (
            1 <= len(s.denominations) <= CANISTER_COUNT_MAX and all(d > 0 for d in s.denominations)
        ),
        "1 to 8 amounts above 0",
    ),
    "quick_amounts": (
        lambda s: len(s.quick_amounts) <= QUICK_COUNT_MAX and all(u > 0 for u in s.quick_amounts),
        "at most 12 amounts above 0",
    ),
    "notes_max": (lambda s: 1 <= s.notes_max <= NOTES_PER_WITHDRAWAL_MAX, "1 to 128"),
    "locale": (lambda s: _LOCALE.fullmatch(s.locale) is not None, "like en or en_GB"),
    "languages": (_languages_fit, "at most 8 of two letters, each once, with that of locale"),
    "time_zone": (_zone_is_known, "a zone of the IANA list"),
    "business_day_ends": (
        lambda s: _DAY_END.fullmatch(s.business_day_ends) is not None,
        "a time from 00:00 to 23:59",
    ),
    "receipt_printer_baud": (
        lambda s: s.receipt_printer_baud in BAUDS,
        f"one of {', '.join(map(str, BAUDS))}",
    ),
    "door_lock": (_door_lock_can_be, f"empty, or like 4711:12, at most {HOTEL_MAX}:{LOCK_MAX}"),
    "quiet_s": _seconds("quiet_s"),
    "warning_s": _seconds("warning_s"),
    "take_card_s": _seconds("take_card_s"),
    "take_cash_s": _seconds("take_cash_s", TAKE_CASH_MIN_S, TAKE_CASH_MAX_S),
    "take_receipt_s": _seconds("take_receipt_s", TAKE_RECEIPT_MIN_S, TAKE_RECEIPT_MAX_S),
    "print_s": _seconds("print_s", PRINT_MIN_S, PRINT_MAX_S),
    "message_s": _seconds("message_s"),
    "goodbye_s": _seconds("goodbye_s"),
    "language_s": _seconds("language_s"),
    "service_notice_s": _seconds("service_notice_s"),
    "journal_days": (lambda s: 1 <= s.journal_days <= DAYS_MAX, "1 to 3650 days"),
    "journal_mb": (
        lambda s: JOURNAL_MB_MIN <= s.journal_mb <= JOURNAL_MB_MAX,
        "100 to 1000000 megabytes",
    ),
    "automation_port": (lambda s: 0 <= s.automation_port <= PORT_MAX, "0 to 65535"),
    "bank_url": (lambda s: _URL.fullmatch(s.bank_url) is not None, "like https://host:port"),
}
