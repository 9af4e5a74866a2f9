"""Specimens of the menu's items about supplies, tests, the journal and the program itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hardware.protocol.card_reader import CardPosition
from hardware.protocol.escpos_replies import PaperLevel, PrinterStatus
from kiosk.domain.bins import BinCount
from kiosk.domain.maintenance import (
    cards,
    device_tests,
    envelopes,
    journal,
    note_test_page,
    paper,
    power,
    settings_page,
    software,
)
from kiosk.domain.maintenance.envelopes import BinFacts, Removal, Step
from kiosk.domain.maintenance.journal import May, Told
from kiosk.domain.maintenance.note_test import Fate, Tested
from kiosk.domain.maintenance.note_test_page import NoteTestFacts
from kiosk.domain.maintenance.settings_page import Setting, Source
from kiosk.domain.maintenance.software import SoftwareFacts
from kiosk.domain.screens import Screen, ScreenId
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.domain.supervisor import Device
from kiosk.viewmodels.specimens_staff import ANNA, BEN, CARL, NOON_MS, here, paged, shown_to_staff

_BIN: Final = BinFacts(1_041, 1_063, 21, is_full=True, is_doubtful=True)
_TESTED: Final = NoteTestFacts(
    left={1: 1_203, 2: 84, 3: 39, 4: 0},
    reject=BinCount(((1, 5), (2, 2))),
    runs_left=2,
    tested=(Tested(1, Fate.MOVED), Tested(2, Fate.NOT_MOVED, "no-note")),
)
_ROLL: Final = PrinterStatus(PaperLevel.LOW, is_jammed=False, cover_open=True)
_ENTRIES: Final = (
    Told(NOON_MS, "4182 Staff: anna and ben begin item 3", "ok"),
    Told(NOON_MS - 60_000, "4181 Safe door opened", "ok"),
    Told(NOON_MS - 95_000, "4180 Withdrawal A122: the HSM does not answer", "unknown"),
    Told(NOON_MS - 97_000, "4179 Withdrawal A122: 140.00 EUR asked for", "ok", is_wanted=False),
    Told(NOON_MS - 260_000, "4178 Receipt printer: paper is low", "fail"),
)
_SOFTWARE: Final = SoftwareFacts(
    version="0.4.0",
    settings_hash="5b09d177c2aa41f0",
    journal_format=1,
    staff_format=1,
    python="3.11.9",
    qt="6.9.1",
    system="Linux 6.1.0-28-amd64",
    firmware={Device.HSM: 3, Device.CARD_READER: 3},
    started_ms=NOON_MS - 86_400_000,
    boot=41,
)
_SETTINGS: Final = (
    Setting("quiet_s", "40", Source.DEFAULT),
    Setting("warning_s", "20", Source.DEFAULT),
    Setting("take_card_s", "30", Source.FILE, after="45"),
    Setting("take_cash_s", "30", Source.ENVIRONMENT),
    Setting("take_receipt_s", "20", Source.OPTION),
    Setting("print_s", "30", Source.DEFAULT),
    Setting("message_s", "6", Source.DEFAULT),
    Setting("goodbye_s", "3", Source.DEFAULT),
    Setting("language_s", "20", Source.DEFAULT),
    Setting("service_notice_s", "10", Source.DEFAULT),
    Setting("languages", "en, de", Source.FILE),
    Setting("quick_amounts", "20, 50, 100, 150, 200, 300", Source.DEFAULT, after="30, 60"),
    Setting("notes_max", "40", Source.DEFAULT),
    Setting("bank_url", "https://bank.example:8443", Source.FILE),
)
_CHANGED: Final = settings_page.page(
    _SETTINGS, Word("settings.written", ("take_card_s", "45")), Mood.GOOD
)


def _shown(screen_id: ScreenId, page: StaffPage) -> Screen:
    return shown_to_staff(screen_id, here(paged(page, 1), CARL, ANNA))


def _paper() -> StaffPage:
    return StaffPage(Word("menu.5"), lines=paper.paper_lines(_ROLL), actions=paper.ACTIONS)


def _deposits(page: StaffPage) -> Screen:
    return shown_to_staff(ScreenId.STAFF_DEPOSITS, here(page, ANNA, BEN))


SCREENS: Final[dict[str, Screen]] = {
    "M14-deposits": _deposits(envelopes.shown(_BIN, Word("deposits.open-door"))),
    "M14-deposits-confirm": _deposits(envelopes.asking(Removal(Step.CONFIRM, 22, "300417"), _BIN)),
    "M15-paper": _shown(ScreenId.STAFF_PAPER, _paper()),
    "M16-cards": _shown(ScreenId.STAFF_CARDS, cards.page(CardPosition.JAM)),
    "M17-tests": _shown(ScreenId.STAFF_TESTS, device_tests.page(has_printer=False)),
    "M17-dispenser": _shown(
        ScreenId.STAFF_TESTS,
        note_test_page.page(_TESTED, Word("tests.not-done", ("no-note",)), Mood.BAD),
    ),
    "M17-dispenser-refused": _shown(
        ScreenId.STAFF_TESTS,
        note_test_page.page(
            replace(_TESTED, tested=(), why_not=Word("tests.door-too-long")), None, Mood.PLAIN
        ),
    ),
    "M18-journal": _shown(
        ScreenId.STAFF_JOURNAL,
        journal.page(
            _ENTRIES,
            May(),
            None,
            Mood.PLAIN,
        ),
    ),
    "M20-settings": _shown(ScreenId.STAFF_SETTINGS, _CHANGED),
    "M20-settings-number": _shown(
        ScreenId.STAFF_SETTINGS,
        settings_page.asking_which(
            settings_page.page(
                _SETTINGS, Word("settings.overridden", ("take_receipt_s",)), Mood.BAD
            )
        ),
    ),
    "M20-settings-value": _shown(
        ScreenId.STAFF_SETTINGS,
        settings_page.asking(
            settings_page.page(_SETTINGS, None, Mood.PLAIN), "quick_amounts", (30,), ()
        ),
    ),
    "M22-software": _shown(
        ScreenId.STAFF_SOFTWARE,
        software.page(
            _SOFTWARE, Word("software.saved", ("software-20261122-120500.txt",)), Mood.GOOD
        ),
    ),
    "M24-power": _shown(
        ScreenId.STAFF_POWER, power.page(0, 2, Word("power.silent"), Mood.BAD, is_sending=False)
    ),
    "M24-power-sure": _shown(
        ScreenId.STAFF_POWER, power.page(power.SHUT_DOWN, 0, None, Mood.PLAIN, is_sending=False)
    ),
}
