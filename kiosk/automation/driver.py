"""Drives a running kiosk for a screen test: a customer's hands, and eyes that say what they saw.

    with KioskDriver(Path("state")) as atm:
        atm.insert_card("alice")
        atm.wait_for(ScreenId.PIN)
        atm.type_pin(Secret(b"2749"))
        atm.wait_for(ScreenId.MENU).press("Withdraw cash")

The kiosk is another process and knows nothing of this: cards, keys and cash go through the control
socket of the emulated devices, touches and looks through the kiosk's XML-RPC port.
"""

from __future__ import annotations

import json
import time
import xmlrpc.client
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from types import TracebackType
from typing import Final

from hardware.crypto.secret import Secret
from hardware.emulators.control import ControlClient
from hardware.emulators.image import Image
from kiosk.automation.window_calls import WAIT_S_MAX
from kiosk.automation.window_client import WindowClient
from kiosk.domain.screens import ScreenId
from kiosk.window_port import WindowRefused

WITHIN_S: Final = 30.0  # longer than any single step takes
LOOK_S: Final = 0.2  # the longest between two looks at devices that tell of no change
TEXTS_TOLD_MAX: Final = 12


class NotSeen(AssertionError):
    """What a test wanted was not there. The text says what was there instead."""


class KioskDriver(AbstractContextManager["KioskDriver"]):
    """One customer in front of one kiosk. A method that waits gives up after `within_s`.

    Methods that wait for something to be seen return the driver, so that a step can follow.
    """

    def __init__(
        self,
        state: Path,
        *,
        within_s: float = WITHIN_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """state: of a demo that runs with --automation. Raises OSError, KeyError without one."""
        serving = json.loads((state / "run.json").read_text(encoding="utf-8"))
        self._window = WindowClient(int(serving["kiosk"]["automation_port"]))
        self.control = ControlClient(state / "devices" / "control.sock")
        self._within_s = within_s
        self._monotonic = monotonic
        self._hands_before: Image = {}

    def __enter__(self) -> KioskDriver:
        """Takes over from the hands that would take card and cash by themselves."""
        hands = self.control.call("state")["hands"]
        assert isinstance(hands, dict), "the hands are an object"
        self._hands_before = hands
        self.control.call("hands", **dict.fromkeys(hands, False))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.control.call("hands", **self._hands_before)

    # --- hands at the devices

    def insert_card(self, name: str) -> None:
        """Put the card into the slot, and ask the kiosk for a visit with it."""
        self.control.call("insert", card=name)
        self._window.begin_visit()

    def type_pin(self, pin: Secret) -> None:
        """On the pad, and then Enter: once its PIN lamp is lit, for nowhere else a PIN belongs."""
        self._wait_world(lambda world: _pad(world) == ("pin", 0), "the pad to take a PIN")
        self.control.call("press", keys=f"{pin.reveal().decode('ascii')}E")

    def press_keys(self, keys: str) -> None:
        """Keys of the pad outside PIN entry, once it takes them: digits, E, C, X, H, A-I."""
        self._wait_world(lambda world: _pad(world)[0] == "keys", "the pad to take keys")
        self.control.call("press", keys=keys)

    def take_card(self) -> None:
        """Once the reader has given it back."""
        self._wait_world(lambda world: _of(world, "card", "given_back") is True, "the card back")
        self.control.call("take_card")

    def take_cash(self) -> None:
        """Once there is some in the shutter."""
        self._wait_world(lambda world: bool(_of(world, "cash", "at_shutter")), "cash")
        self.control.call("take_cash")

    # --- a finger on the screen

    def press(self, what: str) -> None:
        """Touch what has this object name or these words on it. Raises NotSeen if nobody could."""
        try:
            self._window.tap(what)
        except WindowRefused as refusal:
            raise NotSeen(f"{refusal}; {self._told()}") from None

    # --- eyes

    @property
    def screen(self) -> ScreenId:
        return ScreenId(self._window.screen())

    @property
    def texts(self) -> list[str]:
        """All words on the screen."""
        return self._window.texts()

    def wait_for(self, screen: ScreenId) -> KioskDriver:
        """Until this screen is drawn. Raises NotSeen."""
        self._wait(
            lambda seconds: self._window.wait_for(screen.value, seconds),
            f"{screen.value} {screen.name}",
        )
        return self

    def sees(self, text: str) -> KioskDriver:
        """Until some words on the screen hold these. Raises NotSeen."""
        self._wait(lambda seconds: self._window.wait_for_text(text, seconds), f"{text!r}")
        return self

    def picture(self, path: Path) -> None:
        """What is on the screen, as a PNG file."""
        path.write_bytes(self._window.picture())

    # --- waiting

    def _wait(self, asked: Callable[[float], bool], what: str) -> None:
        """One call may wait for so long only; so it is repeated until the time is up."""
        deadline_s = self._monotonic() + self._within_s
        while (left_s := deadline_s - self._monotonic()) > 0:
            if asked(min(left_s, WAIT_S_MAX)):
                return
        raise NotSeen(f"waited {self._within_s:g} s for {what}; {self._told()}")

    def _wait_world(self, is_so: Callable[[Image], bool], what: str) -> None:
        """Until the devices look like this; looks again whenever they tell of a change."""
        deadline_s = self._monotonic() + self._within_s
        while self._monotonic() < deadline_s:
            with closing(self.control.events(timeout_s=LOOK_S)) as events:
                try:
                    while self._monotonic() < deadline_s:
                        if is_so(self.control.call("state")):
                            return
                        next(events)
                except TimeoutError:
                    continue
        raise NotSeen(f"waited {self._within_s:g} s for {what}; {self._told()}")

    def _told(self) -> str:
        try:
            screen, texts = self.screen, self.texts
        except (OSError, WindowRefused, xmlrpc.client.Error) as error:
            return f"the kiosk does not say what it shows ({type(error).__name__})"
        told = " | ".join(texts[:TEXTS_TOLD_MAX])
        return f"on the screen is {screen.value} {screen.name}: {told}"


def _pad(world: Image) -> tuple[object, object]:
    return _of(world, "pad", "mode"), _of(world, "pad", "digits")


def _of(world: Image, part: str, name: str) -> object:
    inner = world[part]
    assert isinstance(inner, dict), "the world's parts are objects"
    return inner[name]
