"""What customers do in the tests that interrupt them, and the moments that this leads through."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kiosk.domain.screens import ScreenId
from tests.world.support.customer import Customer
from tests.world.support.scene import Scene

NEW_PIN: Final = "5830"
_POLL: Final = re.compile(r"hsm GET \w+ #(\d+)")
_SYNC: Final = re.compile(r"journal \w+ (before|after) #\d+")
POLLS_KEPT: Final = 2
_REST: Final = frozenset({ScreenId.ATTRACT})

Script = Callable[[Customer], None]


def withdraws(customer: Customer) -> None:
    """EUR 50, from the confirmation on until the machine is idle."""
    customer.confirms()
    customer.sees(*_REST)


def changes_pin(customer: Customer) -> None:
    """From the second new PIN on until the machine is idle."""
    customer.types(NEW_PIN)
    customer.sees(ScreenId.PIN_CHANGED)
    customer.presses("X")
    customer.sees(*_REST)


def asks_balance(customer: Customer) -> None:
    """From the menu until the machine is idle."""
    customer.chooses("balance")
    customer.sees(ScreenId.BALANCE)
    customer.presses("X")
    customer.sees(*_REST)


def before_withdrawal() -> Scene:
    """An amount is on the screen, to be confirmed; moments count from here."""
    scene = Scene().with_quick_hands()
    scene.alice.enters()
    scene.alice.asks_for(50)
    return _counting(scene)


def before_pin_change() -> Scene:
    """The new PIN has been typed once."""
    scene = Scene().with_quick_hands()
    scene.alice.enters()
    scene.alice.chooses("pin-change")
    scene.alice.types(NEW_PIN)
    return _counting(scene)


def before_balance() -> Scene:
    scene = Scene().with_quick_hands()
    scene.alice.enters()
    return _counting(scene)


def _counting(scene: Scene) -> Scene:
    scene.runs(0.1)
    scene.machine.moments.begin()
    return scene


def moments(before: Callable[[], Scene], script: Script, *, only: str = "") -> list[str]:
    """Every moment of an undisturbed run, in order; of many polls the first few, and of entries
    that reach the disk together the first.

    only: a pattern for those that are wanted.
    """
    scene = before()
    script(scene.alice)
    reached = scene.machine.moments.reached
    first = [
        moment
        for former, moment in zip(["", *reached], reached, strict=False)
        if not (_SYNC.fullmatch(moment) and _side(former) == _side(moment))
    ]
    return [each for each in first if not _is_dull(each) and re.search(only, each)]


def _side(moment: str) -> str:
    """Of a journal entry, on which side of the sync it is; anything else is itself."""
    found = _SYNC.fullmatch(moment)
    return found[1] if found else moment


def _is_dull(moment: str) -> bool:
    poll = _POLL.fullmatch(moment)
    is_late_poll = poll is not None and int(poll[1]) > POLLS_KEPT
    return is_late_poll or moment.startswith("bank heartbeats")
