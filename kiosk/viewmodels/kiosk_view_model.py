"""What the customer does to the screen: slots for QML and the keyboard; decides nothing."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import Property, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.screens import (
    Choice,
    ChoicePressed,
    CustomerInput,
    KeyPressed,
    PinKeyPressed,
    Screen,
    ScreenId,
)
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.pages import PIN_ENTRY
from kiosk.viewmodels.placement import choice_beside
from kiosk.viewmodels.screen_properties import ScreenProperties

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

# A finger that bounces must not confirm what it has just chosen.
DOUBLE_PRESS_S: Final = 0.3
# A page that time has brought is not what a finger on its way was meant for: so long it is not
# felt. A finger that is slow to find a tile is under way for more than a second, and 1.5 s are
# still less than it takes to read the new page and cover it with a hand.
NOT_FELT_S: Final = 1.5
PAD_KEYS: Final = frozenset("0123456789ECXH")
PIN_KEYS: Final = frozenset("0123456789ECX")
YES_NO: Final = (Choice("yes"), Choice("no"))


@QmlElement
class KioskViewModel(ScreenProperties):
    """GUI thread only. The core reaches it through ScreenBridge.

    A PIN digit passes through `pinKey` and is kept nowhere: no property, signal or log has it.
    """

    def __init__(
        self,
        post: Callable[[CustomerInput], None],
        *,
        formats: Formats,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        double_press_s: float = DOUBLE_PRESS_S,
        side_keys: bool = True,
        bank_name: str = "Marram Bank",
    ) -> None:
        """side_keys: there are keys beside the screen, whose letters stand beside the tiles."""
        super().__init__(formats, now, monotonic, bank_name)
        self._side_keys = side_keys
        self._felt_from: float | None = None
        self._post = post
        self._double_press_s = double_press_s
        self._pressed_at: float | None = None

    def show(self, screen: Screen) -> None:
        """Show `screen` from now on; whatever is pressed belongs to it."""
        if screen.id is ScreenId.MORE_TIME and not screen.choices:
            screen = replace(screen, choices=YES_NO)
        comes_by_itself = screen.by_time and screen.id is not self._screen.id
        self._replace(screen)
        if comes_by_itself:
            self._felt_from = self._monotonic() + NOT_FELT_S

    @property
    def not_felt_s(self) -> float:
        """How long touches and side keys are still ignored; 0 when they are felt.

        The pad's keys are not: each means the same on every page, a digit, Enter, Clear, Cancel.
        """
        if self._felt_from is None:
            return 0.0
        return max(0.0, self._felt_from - self._monotonic())

    @Property(bool, constant=True)
    def hasSideKeys(self) -> bool:
        return self._side_keys

    @Slot(str)
    def choose(self, choice: str) -> None:
        """A control was pressed. Dropped unless the shown screen has it, or on a double press."""
        if self.not_felt_s or all(offered.id != choice for offered in self._screen.choices):
            return
        pressed_at = self._monotonic()
        if self._pressed_at is not None and pressed_at - self._pressed_at < self._double_press_s:
            return
        self._pressed_at = pressed_at
        self._post(ChoicePressed(self._screen.id, choice))

    @Slot(str)
    def key(self, code: str) -> None:
        """A pad's key on glass: 0-9, E enter, C clear, X cancel, H help."""
        if not self.not_felt_s:
            self._press(code)

    @Slot(str)
    def sideKey(self, letter: str) -> None:
        """A side key, A-D or F-I: presses the choice that is drawn beside it, if any.

        Not the same as `key`, where C is Clear and H is Help.
        """
        beside = choice_beside(self._screen, letter)
        if beside is not None:
            self.choose(beside)

    @Slot(str)
    def pinKey(self, code: str) -> None:
        """A key of the pad on glass; goes to the software pad, and only while one is shown."""
        if not self.not_felt_s:
            self._press_of_pin(code)

    def keyboard(self, code: str) -> None:
        """A key of a computer's keyboard, as the demo uses it.

        During PIN entry a digit may only go to the software pad. With a real pad the keyboard
        types no digits at all: a PIN would go round the pad in the clear.
        """
        if self._beneath.id not in PIN_ENTRY:
            self._press(code)
        elif self._is_pin_on_glass():
            self._press_of_pin(code)
        elif code == "X":
            self._press(code)

    def _press(self, code: str) -> None:
        if code in PAD_KEYS:
            self._post(KeyPressed(code))

    def _press_of_pin(self, code: str) -> None:
        if code in PIN_KEYS and self._is_pin_on_glass():
            self._post(PinKeyPressed(code))

    def _is_pin_on_glass(self) -> bool:
        return self._beneath.id in PIN_ENTRY and self._beneath.touch_pin
