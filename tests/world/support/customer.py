"""A person with a card and a purse: does what people do, and waits for what the screen says."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ChoicePressed, KeyPressed, Notice, PinKeyPressed, Screen, ScreenId
from kiosk.runtime.virtual_loop import VirtualLoop
from tests.world.support.machine import Machine

WAIT_S: Final = 60.0
STEPS_MAX: Final = 200_000


class NotShown(AssertionError):
    """The screen that a customer waits for never came."""


class KioskGone(NotShown):
    """The kiosk's process has ended: nothing will be shown."""


class Customer:
    """Attributes: card: its name. pin: what its holder types."""

    def __init__(self, loop: VirtualLoop, machine: Machine, card: str, pin: str) -> None:
        self._loop = loop
        self.machine = machine
        self.card = card
        self.pin = pin

    @property
    def screen(self) -> Screen:
        return self.machine.core.screen

    def sees(self, *screens: ScreenId, within_s: float = WAIT_S) -> Screen:
        """Wait until one of these is shown. Raises NotShown."""
        end_s = self._loop.now() + within_s
        for _ in range(STEPS_MAX):
            if self.screen.id in screens and not self._is_about_to_change():
                return self.screen
            self._needs_kiosk()
            if self._loop.now() > end_s or not self._loop.step():
                break
        shown = [screen.id.name for screen in self.machine.eyes.shown[-6:]]
        wanted = " or ".join(screen.name for screen in screens)
        raise NotShown(f"wanted {wanted}, was shown {shown}")

    def is_told(self, notice: Notice, within_s: float = WAIT_S) -> Screen:
        """Wait until this is what the screen says. Raises NotShown."""
        end_s = self._loop.now() + within_s
        for _ in range(STEPS_MAX):
            if self.screen.notice is notice and not self._is_about_to_change():
                return self.screen
            self._needs_kiosk()
            if self._loop.now() > end_s or not self._loop.step():
                break
        shown = [(screen.id.name, screen.notice) for screen in self.machine.eyes.shown[-6:]]
        raise NotShown(f"wanted {notice.name}, was shown {shown}")

    def _needs_kiosk(self) -> None:
        if not self.machine.life.is_alive:
            raise KioskGone("the screen is dark")

    def _is_about_to_change(self) -> bool:
        """Whatever is ready at this instant has not run yet."""
        before = self.screen
        self._loop.run_ready()
        return self.screen != before

    def waits(self, seconds: float) -> None:
        self._loop.advance(seconds)

    # --- card

    def inserts(self) -> Screen:
        """Card in, until the PIN is asked for."""
        self.machine.matter.insert(self.card)
        return self.sees(ScreenId.PIN)

    def takes_card(self) -> None:
        if not self.machine.matter.hands.card:
            self.machine.matter.take_card()
        self.waits(0.3)

    def pulls_card(self) -> None:
        self.machine.matter.pull_card()

    # --- keys

    def types(self, pin: str | None = None) -> None:
        """A PIN on the pad, with ENTER."""
        self.machine.matter.press((pin or self.pin) + "E")
        self.waits(0.1)

    def types_on_glass(self, pin: str | None = None) -> None:
        for key in (pin or self.pin) + "E":
            self.machine.core.post_input(PinKeyPressed(key))
        self.waits(0.01)

    def touches(self, place: str, keys: str) -> None:
        """Keys of a PIN, one after the other as people type: on the `pad`, or on `glass`."""
        for key in keys:
            if place == "pad":
                self.machine.matter.press(key)
            else:
                self.machine.core.post_input(PinKeyPressed(key))
            self.waits(0.1)

    def presses(self, keys: str) -> None:
        """Keys of the pad outside PIN entry."""
        for key in keys:
            self.machine.core.post_input(KeyPressed(key))
        self.waits(0.01)

    def chooses(self, choice: str) -> None:
        self.machine.core.post_input(ChoicePressed(self.screen.id, choice))
        self.waits(0.01)

    # --- whole stretches

    def enters(self, *, on_glass: bool = False) -> Screen:
        """Card and PIN, until the menu."""
        self.inserts()
        if on_glass:
            self.types_on_glass()
        else:
            self.types()
        return self.sees(ScreenId.MENU)

    def asks_for(self, units: int) -> Screen:
        """From the menu to the confirmation of an amount."""
        self.chooses("withdraw")
        self.sees(ScreenId.AMOUNT)
        self.chooses("other")
        self.sees(ScreenId.OTHER_AMOUNT)
        self.presses(f"{units}E")
        return self.sees(ScreenId.CONFIRM)

    def confirms(self) -> None:
        self.presses("E")

    def is_offered_cash(self, units: int) -> Screen:
        """From an idle machine until the notes lie in the shutter."""
        self.enters()
        self.asks_for(units)
        self.confirms()
        self.sees(ScreenId.TAKE_CARD)
        self.takes_card()
        return self.sees(ScreenId.TAKE_CASH)

    def takes_cash(self, notes: int | None = None) -> dict[int, int]:
        """What lies in the shutter, once it is open. By canister."""
        self.waits(0.3)
        if self.machine.matter.hands.cash:
            return {}
        taken = self.machine.matter.take_cash(notes)
        self.waits(0.3)
        return taken

    def withdraws(self, units: int) -> None:
        """A whole withdrawal, until the machine is idle again."""
        self.is_offered_cash(units)
        self.takes_cash()
        self.goes()

    def goes(self) -> Screen:
        """Takes the card if it sticks out, and leaves the machine to itself."""
        self.waits(0.2)
        if self.machine.matter.card_in_slot and self.screen.id is ScreenId.TAKE_CARD:
            self.takes_card()
        return self.sees(ScreenId.ATTRACT, ScreenId.NO_CASH, ScreenId.OUT_OF_SERVICE)

    @property
    def purse(self) -> dict[int, int]:
        """Notes by canister that customers of this machine have."""
        return self.machine.matter.works.whereabouts()["customer"]
