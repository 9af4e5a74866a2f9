"""Two pads are one entry, as its tests have it: the kiosk's own pad and the emulated device.

The visit's clock is the only one.
"""

from __future__ import annotations

import pytest

from hardware.crypto.secret import Secret
from hardware.drivers.pin_pad import PinPad
from hardware.emulators.nonvolatile import MemoryNonVolatile
from hardware.emulators.pin_pad import PinPadEmulator
from hardware.emulators.power import Power
from hardware.errors import DeviceTimeout
from hardware.protocol.link import Link
from hardware.protocol.pin_pad import PinSlot
from hardware.transport.memory import MemoryTransport
from kiosk.devices.results import Done, NotDone
from kiosk.devices.software_pad import SoftwarePad
from kiosk.domain.screens import PinPlace, PinPrompt
from kiosk.domain.visit.events import PinDigits, PinEnded, PinOpenAt, PinRemark
from kiosk.runtime.virtual_loop import VirtualLoop
from kiosk.visits.pin_entry import PinEntryDesk
from tests.unit.emulators.emulated_atm import ATM, Dice

CARD = Secret(b"7c9e6679-7425-40de-944b-e07fc1f90ae7")
CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
GLASS_KEY = Secret(b"k" * 32)
PROMPTS = [PinPrompt.CURRENT, PinPrompt.NEW]


class PadPort:
    """The emulated pad behind its driver, at once."""

    def __init__(self, loop):
        self._loop = loop
        self.power = Power()
        self.device = PinPadEmulator(
            MemoryNonVolatile(), monotonic=loop.now, random_bytes=Dice(), power=self.power
        )
        link = Link(MemoryTransport(self.device), monotonic=loop.now, first_seq=0)
        self.driver = PinPad(link)
        self.driver.provision(ATM)
        self.driver.commit(ATM)
        self.is_up = True

    def submit(self, call, deliver):
        result = Done(call(self.driver)) if self.is_up else NotDone(DeviceTimeout("away"))
        self._loop.post(lambda: deliver(result))

    def watch(self, on, poll=None):
        """Its status comes when the test lets it be polled."""


class Entry:
    """The desk, its pads, and what the visit heard."""

    def __init__(self, *, has_glass=True, is_up=True, uses_pad=True):
        self.loop = VirtualLoop()
        self.port = PadPort(self.loop)
        self.port.is_up = is_up
        self.glass = SoftwarePad(GLASS_KEY, loop=self.loop, random_bytes=Dice())
        glass = self.glass if has_glass else None
        self.desk = PinEntryDesk(self.loop, self.port, glass, uses_pad=uses_pad)
        self.heard = []
        self.starts()

    def starts(self, prompt=PinPrompt.CURRENT):
        self.desk.start(prompt, self.heard.append)
        self.loop.run_ready()

    def is_polled(self):
        """The pad's status reaches the desk, and what the desk asks of the pad, the pad."""
        self.desk.pad_status(self.port.driver.status())
        self.loop.run_ready()

    def on_pad(self, keys):
        """The keys, polled after each."""
        for key in keys:
            self.port.device.press(key)
            self.is_polled()

    def fast_on_pad(self, keys):
        """The keys between two polls."""
        self.port.device.press(keys)
        self.is_polled()

    def on_glass(self, keys):
        for key in keys:
            self.desk.press(key)
        self.loop.run_ready()

    def on(self, place, keys):
        {PinPlace.PAD: self.on_pad, PinPlace.SCREEN: self.on_glass}[place](keys)

    def block(self, slot=PinSlot.CURRENT):
        blocks = []
        self.desk.block(slot, CARD, CHALLENGE, blocks.append)
        self.loop.run_ready()
        return blocks[0]

    @property
    def digits(self):
        return [each.count for each in self.heard if isinstance(each, PinDigits)][-1]

    @property
    def ends(self):
        return [each for each in self.heard if isinstance(each, PinEnded)]

    @property
    def remarks(self):
        return [each.notice for each in self.heard if isinstance(each, PinRemark)]

    @property
    def places(self):
        return [each.place for each in self.heard if isinstance(each, PinOpenAt)]


OTHER = {PinPlace.PAD: PinPlace.SCREEN, PinPlace.SCREEN: PinPlace.PAD}
either = pytest.mark.parametrize("place", [PinPlace.PAD, PinPlace.SCREEN])
every_prompt = pytest.mark.parametrize("prompt", PROMPTS)
