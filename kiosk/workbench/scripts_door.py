"""A lock at the service door: a technician who was sent, who forgets the card, and who was not."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.workbench import visits_more as visits
from kiosk.workbench.customer import Customer
from kiosk.workbench.morning_tests import loads_paper
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.scripts import Script, withdraw
from kiosk.workbench.technician import LOGIN, MENU, NUMBER, ORDER, Technician

PAPER, EXIT = 5, 98
WITHOUT: Final = 1
NOBODYS: Final = "00" * 52  # what is on a card that nobody has written


def service_door(alice: Customer, desk: OperatorDesk) -> None:
    """The machine gets the lock first, if it has none; it keeps it."""
    fits_lock(alice)
    carl = Technician(alice, "carl")
    alice.turns_key(on=False)
    alice.sees(ScreenId.CLOSED)
    comes_without(carl)
    old = comes_with_order(carl)
    comes_with_old_order(carl, old)
    alice.turns_key(on=True)
    alice.counts_notes()
    alice.sees(ScreenId.ATTRACT)
    withdraw(alice, desk)


def fits_lock(you: Customer) -> None:
    machine, atm = you.stage.machine, you.notes.atm
    if machine.door_lock:
        return
    assert atm is not None, "the state is whole"
    machine.fit_door_lock()
    you.stage.forgets()
    machine.start_kiosk(atm.uuid, *machine.house_options, offscreen=True)
    you.sees(ScreenId.ATTRACT)


def comes_without(you: Technician) -> None:
    """The lock takes no other card, and the menu nothing that is behind the door."""
    _is_asked_for_order(you)
    you.does("tries an empty card", "present", stripe=NOBODYS)
    you.sees(lambda page: page.notice == "order.refused", "that the lock refuses")
    you.types(f"{WITHOUT}E")
    you.sees(lambda page: page.title == MENU and PAPER not in page.can, "a menu without the door")
    you.goes()


def comes_with_order(you: Technician) -> str:
    """Work behind the door, which is shut again: the lock proves it to the dispatcher. Its name."""
    you.logs_in()
    you.opens_door("service")
    loads_paper(you)
    you.does("shuts the door", "door", door="service", open=False)
    you.is_at(MENU, "order.locked")
    you.goes()
    return you.order


def comes_with_old_order(you: Technician, old: str) -> None:
    """The lock still opens to it; the machine wants another one."""
    _is_asked_for_order(you)
    you.does("puts the former work order in", "present", card=old)
    you.sees(lambda page: page.notice == "order.used", "that it was used before")
    you.gets_order()
    you.puts_order_in()
    you.sees(lambda page: page.title == MENU and PAPER in page.can, "the whole menu")
    you.sees(lambda page: page.notice.partition(":")[0] == "order.locked", "the bolt fall")
    you.goes()


def _is_asked_for_order(you: Technician) -> None:
    you.types("E")
    you.is_asked(LOGIN, NUMBER)
    you.identifies()
    you.is_at(ORDER)


SERVICE_DOOR: Final = Script(visits.SERVICE_DOOR, service_door)
