"""A stripe card on a machine that gives it back at once: its own card, its own kiosk, one visit."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.workbench import visits_more as visits
from kiosk.workbench.customer import Customer
from kiosk.workbench.new_state import NewState, Person
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.scripts import Script

PEOPLE: Final = {"eve": Person("Eve Quinn", 600, "7316", proof="stripe")}
PROFILE: Final = ("--profile", "stripe")


def stripe(eve: Customer, desk: OperatorDesk) -> None:
    machine = eve.stage.machine
    machine.end_kiosk()
    state = NewState(machine, desk, eve.notes, people=PEOPLE)
    was_off = not state.is_complete
    if was_off:
        state.complete()  # with the key off, so that it is counted when it is on again
    _starts(eve, *PROFILE)
    if was_off:
        eve.counts_notes()
    eve.sees(ScreenId.ATTRACT)
    _visits(eve)
    machine.end_kiosk()
    _starts(eve)
    eve.sees(ScreenId.ATTRACT)


def _starts(eve: Customer, *options: str) -> None:
    machine, atm = eve.stage.machine, eve.notes.atm
    assert atm is not None, "the state is whole"
    eve.stage.forgets()
    machine.start_kiosk(atm.uuid, *machine.house_options, *options, offscreen=True)


def _visits(eve: Customer) -> None:
    eve.inserts_card()
    eve.sees(ScreenId.TAKE_CARD).takes_card()
    eve.reaches_pin().types_pin(eve.pin)
    eve.sees(ScreenId.MENU).presses("2")
    eve.sees(ScreenId.BALANCE).presses("E")
    eve.sees(ScreenId.ANOTHER).presses("1")
    _asks_for(eve, 50)
    _takes(eve, 50)
    eve.sees(ScreenId.ANOTHER).presses("1")
    _asks_for(eve, 20)
    eve.presses("E")
    eve.sees(ScreenId.PIN).types_pin(eve.pin)  # after cash the bank wants it again
    eve.sees(ScreenId.CONFIRM)
    _takes(eve, 20)
    eve.sees(ScreenId.ANOTHER).presses("2")
    eve.sees(ScreenId.GOODBYE).presses("E")
    eve.sees(ScreenId.ATTRACT)


def _asks_for(eve: Customer, units: int) -> None:
    eve.sees(ScreenId.MENU).presses("1")
    eve.sees(ScreenId.AMOUNT).presses("7")
    eve.sees(ScreenId.OTHER_AMOUNT).presses(f"{units}E")
    eve.sees(ScreenId.CONFIRM)


def _takes(eve: Customer, units: int) -> None:
    """The card is in her pocket; it is not asked for again."""
    eve.confirms(units)
    eve.sees(ScreenId.TAKE_CASH).takes_cash()
    eve.sees(ScreenId.TAKE_RECEIPT).takes_receipt()
    eve.waits_for_booking()


STRIPE: Final = Script(visits.STRIPE, stripe)
