"""Specimens of the supervisor menu's items, made by the same functions as the pages themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.maintenance import cash_pages, keys, unresolved
from kiosk.domain.maintenance.cash import Deed, Work
from kiosk.domain.maintenance.cash_pages import CanisterState, Told
from kiosk.domain.maintenance.keys import CertificateLines, KeyFacts
from kiosk.domain.maintenance.unresolved import Doubt, Kind, Open, UnresolvedFacts
from kiosk.domain.screens import Screen, ScreenId
from kiosk.domain.staff_page import Mood, StaffPage, Word, typed_into
from kiosk.viewmodels.specimen_parts import euro
from kiosk.viewmodels.specimens_staff import ANNA, BEN, NOON_MS, here, paged, shown_to_staff

_NOTES: Final = {1: euro(10_00), 2: euro(20_00), 3: euro(50_00), 4: euro(100_00)}
_EXPECTED: Final[dict[int, int | None]] = {1: 1_204, 2: 85, 3: 40, 4: None}
_SHUT: Final = dict.fromkeys(Deed, Word("cash.open-safe")) | {Deed.COUNT: None}
_OPEN: Final = dict.fromkeys(Deed)
_CANISTERS: Final = (
    CanisterState(1, _NOTES[1], Told(Word("cash.is-loaded", (2_500,)), Mood.GOOD)),
    CanisterState(2, _NOTES[2], Told(Word("cash.is-bank-away", (2_000,)), Mood.WARN)),
    CanisterState(3, _NOTES[3], Told(Word("cash.is-refused-by-bank", (2_000,)), Mood.BAD)),
    CanisterState(4, _NOTES[4]),
)
_COUNTED: Final = Work(Deed.COUNT, tuple(_NOTES), answers=(1_204, 84, 55, 300))
_SWAPPED: Final = Work(Deed.SWAP, tuple(_NOTES), chosen=2, answers=(85,), first=2_000)
_REJECTED: Final = Work(Deed.REJECT_BIN, tuple(_NOTES), answers=(3, 0, 12, 1))
_DOUBTS: Final = UnresolvedFacts(
    link_up=True,
    halted="TICKET_UNKNOWN",
    open=(
        Open(Kind.WITHDRAWAL, "A122", NOON_MS - 90_000_000, euro(140_00), is_listed=True),
        Open(Kind.DEPOSIT, "7QK2M5", NOON_MS),
    ),
    doubts=(Doubt(NOON_MS - 4_000_000, "A118", is_envelope=False),),
    untold_counts=1,
    unsent=1_204,
    count_due=True,
)
_KEYS: Final = KeyFacts(
    hsm=True,
    pad=False,
    uses_pad=True,
    glass=None,
    link=True,
    card_names=True,
    seal=True,
    seal_name="2026-11",
    own=CertificateLines("ATM 4f1c88a0", "5B:09:D1:77", NOON_MS + 19 * 86_400_000, 19),
    authority=CertificateLines("Marram Bank ATM CA", "01", NOON_MS + 86_400_000 * 700, 700),
)


def _cash(page: StaffPage) -> Screen:
    return shown_to_staff(ScreenId.STAFF_CASH, here(page, ANNA, BEN))


def _typing(page: StaffPage, shown: str) -> StaffPage:
    entry = page.entry
    return page if entry is None else replace(page, entry=typed_into(entry, shown, len(shown)))


def _unresolved(facts: UnresolvedFacts) -> StaffPage:
    return paged(here(unresolved.page(facts, None, Mood.PLAIN, may_look=True), ANNA), 1)


SCREENS: Final[dict[str, Screen]] = {
    "M13-cash": _cash(cash_pages.chosen(_CANISTERS, _SHUT, None, is_open=False)),
    "M13-cash-open": _cash(
        cash_pages.chosen(
            _CANISTERS,
            _OPEN,
            Told(Word("cash.load-loaded", (1, 2_500)), Mood.GOOD),
            is_open=True,
        )
    ),
    "M13-cash-again": _cash(_typing(cash_pages.asking(_SWAPPED, _NOTES), "200")),
    "M13-cash-wrong": _cash(
        cash_pages.asking(replace(_SWAPPED, first=None, wrong=Word("cash.differs-again")), _NOTES)
    ),
    "M13-cash-confirm": _cash(cash_pages.confirming(_COUNTED, _NOTES, _EXPECTED, None)),
    "M13-cash-emptying": _cash(
        cash_pages.confirming(_REJECTED, _NOTES, _EXPECTED, Word("cash.safe-shut"))
    ),
    "M19-unresolved": shown_to_staff(ScreenId.STAFF_UNRESOLVED, _unresolved(_DOUBTS)),
    "M19-unresolved-nothing": shown_to_staff(
        ScreenId.STAFF_UNRESOLVED, _unresolved(UnresolvedFacts(link_up=True))
    ),
    "M21-keys": shown_to_staff(ScreenId.STAFF_KEYS, paged(here(keys.page(_KEYS), ANNA), 1)),
}
