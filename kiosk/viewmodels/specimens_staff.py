"""Specimens of the supervisor menu: each of its parts once, at its fullest and at its plainest."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hardware.protocol.door_lock import ClosingProof, DoorLockRefusal
from kiosk.domain.maintenance import menu, work_order
from kiosk.domain.maintenance.items import Item
from kiosk.domain.maintenance.login import Login, Second, Step, not_allowed
from kiosk.domain.maintenance.login import page as login_page
from kiosk.domain.maintenance.staff import People, Person, Role
from kiosk.domain.maintenance.status import CanisterFacts, Fault, SideFacts, StatusFacts
from kiosk.domain.maintenance.status import page as status_page
from kiosk.domain.maintenance.users import page as users_page
from kiosk.domain.screens import Choice, Screen, ScreenId
from kiosk.domain.staff_page import (
    LINES_MAX,
    Action,
    Entry,
    Mood,
    StaffPage,
    Word,
)
from kiosk.domain.supervisor import Conditions, Device, Mode, Reason, Service
from kiosk.viewmodels.specimen_parts import euro
from kiosk.viewmodels.staff_rows import ACTION, WAY_IN

ANNA: Final = Person("101", "anna", frozenset({Role.CUSTODIAN, Role.ADMINISTRATOR}))
BEN: Final = Person("102", "ben", frozenset({Role.CUSTODIAN, Role.ADMINISTRATOR}))
CARL: Final = Person("103", "carl", frozenset({Role.ENGINEER}))
LONG: Final = Person("104", "bartholomew.fitzgerald-montgomer", frozenset({Role.AUDITOR}))
NOON_MS: Final = 1_795_262_400_000

_LOGIN: Final = Login()
_WANTED: Final = Second(People(ANNA), frozenset({Role.ADMINISTRATOR}), "13")
_SECOND: Final = Login(_WANTED)
_FAULTS: Final = tuple(
    Fault(NOON_MS - minute * 2_580_000, f"{device} {code}")
    for minute, (device, code) in enumerate(
        (
            ("hsm", "TIMEOUT"),
            ("card_reader", "READ_FAIL"),
            ("receipt_printer", "PAPER_OUT"),
            ("hsm", "CANISTER_3_PICK"),
            ("cabinet", "NO_ANSWER"),
            ("pin_pad", "LINK"),
            ("receipt_printer", "COVER_OPEN"),
            ("card_reader", "JAM"),
        )
    )
)
_STATUS: Final = replace(
    status_page(
        StatusFacts(
            Service(Mode.OFF, (Reason.LINK, Reason.DOOR, Reason.KEY_OFF)),
            Conditions(
                present=frozenset(Device) - {Device.CARD_READER},
                printer=True,
                receipts=True,
                door_open=True,
                envelope_room=True,
            ),
            (
                CanisterFacts(1, euro(10_00), 1_204, gives=True),
                CanisterFacts(2, euro(20_00), 85, gives=True),
                CanisterFacts(3, euro(50_00), 0, gives=True),
                CanisterFacts(4, euro(100_00), None, gives=False),
            ),
            100,
            2,
            _FAULTS,
            SideFacts(
                clock_ahead_s=-4,
                disk_permille=634,
                unsent=12,
                certificate_days=29,
                paper="low",
            ),
        )
    ),
    actions=(Action(1, Word("status.again")),),
)
_THREE: Final = ((ANNA, False), (BEN, False), (CARL, True))
_USERS: Final = users_page((*_THREE, (replace(LONG, is_active=False), False)), None, Mood.PLAIN)


def here(page: StaffPage, *people: Person) -> StaffPage:
    return replace(page, people=tuple(each.name for each in people))


def shown_to_staff(screen_id: ScreenId, page: StaffPage) -> Screen:
    """As the desk shows it: what can be touched is offered as a choice."""
    choices = [Choice(f"{ACTION}{each.number}") for each in page.actions if each.why is None]
    if page.count > 1:
        choices.append(Choice(f"{ACTION}0"))
    return Screen(
        screen_id,
        choices=() if page.is_busy else tuple(choices),
        staff=page,
        can_cancel=not page.is_busy,
    )


def _login(login: Login, size: int = 0, *, typed: str = "", second_s: int = 0) -> Screen:
    page = replace(login_page(login), second_s=second_s)
    entry = page.entry and replace(page.entry, size=size or len(typed), typed=typed)
    return shown_to_staff(ScreenId.STAFF_LOGIN, replace(page, entry=entry))


def paged(page: StaffPage, number: int) -> StaffPage:
    """One page of its lines, as the desk cuts them."""
    count = -(-len(page.lines) // LINES_MAX)
    begin = (number - 1) * LINES_MAX
    return replace(
        page, lines=page.lines[begin : begin + LINES_MAX], number=number, count=max(1, count)
    )


_ENGINEERS_MENU: Final = here(menu.page(CARL, frozenset(Item) - {Item.DEPOSITS}), CARL)
_CUSTODIANS_MENU: Final = here(menu.page(ANNA, frozenset(Item)), ANNA)

_NO_ORDER, _NO_ORDER_MOOD = work_order.ended("timeout", 0)


def _order(notice: Word | None) -> Screen:
    page = work_order.page(CARL, "4711:12", 42, notice)
    return shown_to_staff(ScreenId.STAFF_WORK_ORDER, page)


SCREENS: Final[dict[str, Screen]] = {
    "S91-closed-staff": Screen(ScreenId.CLOSED, choices=(Choice(WAY_IN),)),
    "M01-login": _login(_LOGIN, typed="101"),
    "M01-login-pin": _login(replace(_LOGIN, step=Step.PIN), 4),
    "M01-login-wrong": _login(replace(_LOGIN, notice=Word("login.wrong"))),
    "M01-login-second": _login(
        replace(_SECOND, notice=not_allowed(_WANTED)), typed="10", second_s=53
    ),
    "M01-login-cut": shown_to_staff(
        ScreenId.STAFF_LOGIN,
        replace(login_page(_LOGIN), notice=Word("login.cut"), notice_mood=Mood.WARN),
    ),
    "M01-login-checking": _login(replace(_LOGIN, step=Step.CHECKING)),
    "M02-work-order": _order(None),
    "M02-work-order-refused": _order(work_order.refused(DoorLockRefusal.OLD)),
    "M02-work-order-used": _order(Word("order.used")),
    "M10-menu-no-order": shown_to_staff(
        ScreenId.STAFF_MENU,
        here(menu.page(ANNA, frozenset(Item), _NO_ORDER, _NO_ORDER_MOOD, is_door_shut=True), ANNA),
    ),
    "M10-menu-locked": shown_to_staff(
        ScreenId.STAFF_MENU,
        replace(
            _CUSTODIANS_MENU,
            notice=work_order.locked_again(ClosingProof(7, 12, "493027")),
            notice_mood=Mood.GOOD,
        ),
    ),
    "M10-menu": shown_to_staff(ScreenId.STAFF_MENU, _ENGINEERS_MENU),
    "M10-menu-typed": shown_to_staff(ScreenId.STAFF_MENU, replace(_CUSTODIANS_MENU, typed="98")),
    "M10-menu-notice": shown_to_staff(
        ScreenId.STAFF_MENU,
        replace(
            _CUSTODIANS_MENU, notice=Word("login.nobody-came"), notice_mood=Mood.WARN, seconds=24
        ),
    ),
    "M11-status": shown_to_staff(ScreenId.STAFF_STATUS, here(paged(_STATUS, 1), CARL)),
    "M11-status-second": shown_to_staff(
        ScreenId.STAFF_STATUS, replace(here(paged(_STATUS, 2), CARL), typed="0")
    ),
    "M23-users": shown_to_staff(ScreenId.STAFF_USERS, here(_USERS, ANNA, BEN)),
    "M23-users-done": shown_to_staff(
        ScreenId.STAFF_USERS,
        replace(
            here(_USERS, ANNA, BEN),
            notice=Word("users.done", ("carl",)),
            notice_mood=Mood.GOOD,
        ),
    ),
    "M23-users-uncertain": shown_to_staff(
        ScreenId.STAFF_USERS,
        replace(here(_USERS, ANNA, BEN), notice=Word("users.not-certain"), notice_mood=Mood.BAD),
    ),
    "M23-users-pin-again": shown_to_staff(
        ScreenId.STAFF_USERS,
        replace(
            here(users_page(_THREE, None, Mood.PLAIN), ANNA, BEN),
            actions=(),
            entry=Entry(Word("users.pin", ("103",)), size=7, is_secret=True, is_again=True),
        ),
    ),
    "M23-users-busy": shown_to_staff(
        ScreenId.STAFF_USERS, replace(here(_USERS, ANNA, BEN), is_busy=True)
    ),
}
