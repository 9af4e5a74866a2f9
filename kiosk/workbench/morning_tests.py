"""The rest of the morning round: an engineer tries out the devices, and envelopes are taken out."""

from __future__ import annotations

from typing import Final

from kiosk.workbench.technician import Technician

DEPOSITS, PAPER, TESTS, POWER = 4, 5, 7, 14
DISPENSER, PRINTER = 4, 5  # numbers of the tests
ONE_OF_EACH: Final = 1  # note of each canister
PRINT: Final = 1
RIGHT: Final = 1
ROLL_IS_IN: Final = 3
REMOVE: Final = 1
CONFIRM: Final = 1
ALARM: Final = 1
FULL_ROLL: Final = 800
BAG: Final = "40027"


def loads_paper(you: Technician) -> None:
    you.does("puts a roll in", "paper", lines=FULL_ROLL)
    you.opens(PAPER)
    you.is_at("menu.5")
    you.chooses(ROLL_IS_IN)
    you.is_at("menu.5", "paper.noted")
    you.leaves()


def tries_devices(you: Technician, second: Technician) -> None:
    """A test page, then a note of each canister to the reject bin; the safe was opened for it."""
    you.opens(TESTS)
    you.is_at("menu.7")
    you.chooses(PRINTER)
    you.is_at(f"tests.{PRINTER}")
    you.chooses(PRINT)
    you.is_at(f"tests.{PRINTER}", "tests.look-page")
    you.hands.takes_receipt()
    you.chooses(RIGHT)
    you.is_at(f"tests.{PRINTER}", "tests.well")
    you.leaves("menu.7")
    you.opens_door("safe")
    you.does("shuts the safe", "door", door="safe", open=False)
    you.chooses(DISPENSER)
    you.is_at(f"tests.{DISPENSER}")
    you.chooses(ONE_OF_EACH)
    second.comes_too()
    you.is_at(f"tests.{DISPENSER}", "tests.well")
    you.leaves("menu.7")
    you.leaves()


def sends_alarm(you: Technician) -> None:
    you.opens(POWER)
    you.is_at("menu.14")
    you.chooses(ALARM)
    you.is_at("menu.14", "power.answered")
    you.leaves()


def removes_envelopes(you: Technician, second: Technician) -> None:
    """Counted twice, into a bag with a number."""
    you.opens_door("service")
    count = _envelopes(you)
    you.does("takes the envelopes out", "envelopes_remove")
    you.opens(DEPOSITS)
    second.comes_too()
    you.is_at("menu.4")
    you.chooses(REMOVE)
    you.is_asked("menu.4", "deposits.count")
    you.counts("deposits.count", count)
    you.is_asked("menu.4", "deposits.bag")
    you.types(f"{BAG}E")
    you.chooses(CONFIRM)
    you.is_at("menu.4", "deposits.removed")
    you.leaves()
    you.does("shuts the door", "door", door="service", open=False)


def _envelopes(you: Technician) -> int:
    """As somebody counts them who looks into the bin."""
    envelopes = you.world()["envelopes"]
    assert isinstance(envelopes, dict), "envelopes by place"
    lying = envelopes["bin"]
    assert isinstance(lying, list), "one after the other"
    return len(lying)
