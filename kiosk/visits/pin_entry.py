"""PIN entry on the pad, on glass, or on whichever the customer touches first.

The digits stay in the pad that they were typed on; this only knows how many there are, and asks
that pad for the PIN block. Source: docs/protocols.md, sections 1 and 3.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

from hardware.crypto.secret import Secret
from hardware.drivers.pin_pad import PinPad
from hardware.errors import DeviceError
from hardware.protocol.pin_pad import KEY_ENTER, PinEntry, PinPadStatus, PinSlot
from hardware.status import Status
from kiosk.devices.port import DevicePort
from kiosk.devices.results import Deliver, Done, NotDone, Result, attempt
from kiosk.devices.software_pad import SoftwarePad
from kiosk.domain.screens import PinPrompt
from kiosk.domain.visit.events import PinDigits, PinEnded, PinShort
from kiosk.runtime.loop import Loop

# The longest that a pad can wait. How long the customer may take, the visit knows.
PAD_PATIENCE_S: Final = 255
RESTARTS_MAX: Final = 10  # of one entry; more is a pad that forgets what it is told

_ENDS: Final = {
    PinEntry.DONE: PinEnded.ENTERED,
    PinEntry.CANCELLED: PinEnded.CANCELLED,
}
# The pad's time is up, or its power was gone; by the visit's clock the customer still has time.
_FORGOTTEN: Final = frozenset({PinEntry.TIMED_OUT, PinEntry.NONE})


PinNews = PinDigits | PinEnded | PinShort


class Where(Enum):
    """Which pad holds the digits."""

    NOWHERE = "nowhere"
    PAD = "pad"
    GLASS = "glass"


class PinEntryDesk:
    """Both pads as one. Lives in the core thread. Fulfils `money.ports.PinSource`."""

    def __init__(
        self,
        loop: Loop,
        pad: DevicePort[PinPad, PinPadStatus],
        glass: SoftwarePad | None,
        *,
        uses_pad: bool,
    ) -> None:
        """glass: None where the PIN is never typed on the screen."""
        self._loop = loop
        self._pad = pad
        self._glass = glass
        self._uses_pad = uses_pad
        self._tell: Callable[[PinNews], None] | None = None
        self._where = Where.NOWHERE
        self._prompt = PinPrompt.CURRENT
        self._restarts = 0
        self._pad_started = False
        self._entry_no = 0
        if glass is not None:
            self.use_glass(glass)

    def use_glass(self, glass: SoftwarePad) -> None:
        """The pad on glass has got its key. Between visits only."""
        self._glass = glass
        glass.on_time_up = lambda: self._glass_time_up(glass)

    def start(self, prompt: PinPrompt, tell: Callable[[PinNews], None]) -> None:
        """Begin an entry. A repeated PIN is typed where the new one was."""
        self._tell = tell
        self._prompt = prompt
        self._restarts = 0
        self._begin()

    def _begin(self) -> None:
        self._entry_no += 1
        if self._prompt is not PinPrompt.AGAIN:
            self._where = Where.NOWHERE
        self._pad_started = False
        if self._glass is not None and self._where is not Where.PAD:
            self._start_glass(self._glass)
        if self._uses_pad and self._where is not Where.GLASS:
            self._start_pad()

    def stop(self) -> None:
        """End the entry and wipe what was typed."""
        self._tell = None
        self._where = Where.NOWHERE
        self._clear_pad()
        if self._glass is not None:
            self._glass.clear()

    def press(self, key: str) -> None:
        """A key on glass. The first one decides for the glass."""
        if self._tell is None or self._glass is None or self._where is Where.PAD:
            return
        if self._where is Where.NOWHERE:
            self._where = Where.GLASS
            self._clear_pad()
        self._glass.press(key)
        if key == KEY_ENTER and self._glass.entry is PinEntry.TYPING:
            # The pad device keeps this to itself: it has no code for a key that it refused.
            self._tell(PinShort.PIN_SHORT)
        self._report(self._glass.entry, self._glass.digits)

    def _glass_time_up(self, glass: SoftwarePad) -> None:
        """Nobody touched it: its digits are wiped, and by the visit's clock there may be time."""
        if self._where is not Where.PAD:
            self._report(glass.entry, glass.digits)

    def pad_status(self, status: PinPadStatus) -> None:
        """What the pad device says; its first digit decides for the pad."""
        if self._tell is None or not self._pad_started or self._where is Where.GLASS:
            return
        if status.digits or status.entry in _ENDS:
            self._where = Where.PAD
        self._report(status.entry, status.digits)

    def pad_lost(self) -> None:
        """The pad device is gone; an entry that it held cannot be finished."""
        held = self._where is Where.PAD or (self._glass is None and self._pad_started)
        if self._tell is not None and held:
            self._end(PinEnded.PAD_LOST)

    def pad_back(self) -> None:
        """The pad device is there again, and has forgotten that it was to be typed on."""
        if self._tell is not None and self._uses_pad and self._where is Where.NOWHERE:
            self._start_pad()

    def block(self, slot: int, card_id: Secret, challenge: bytes, deliver: Deliver[Secret]) -> None:
        """The PIN block of slot 0 or 1, from where it was typed; once."""
        glass = self._glass
        match self._where:
            case Where.GLASS if glass is not None:
                made = attempt(lambda: glass.block(PinSlot(slot), card_id, challenge))
                self._loop.post(lambda: deliver(made))
            case Where.PAD:
                self._pad.submit(
                    lambda pad: pad.pin_block(PinSlot(slot), card_id, challenge), deliver
                )
            case _:
                missing: Result[Secret] = NotDone(DeviceError(Status.PIN_NONE))
                self._loop.post(lambda: deliver(missing))

    def _start_glass(self, glass: SoftwarePad) -> None:
        number = self._entry_no
        slot = PinSlot(self._prompt.value)
        if isinstance(attempt(lambda: glass.start(slot, PAD_PATIENCE_S, PAD_PATIENCE_S)), Done):
            return

        def end() -> None:
            if number == self._entry_no and self._where is Where.GLASS:
                # The new PIN was wiped before it could be repeated.
                self._end(PinEnded.TIMED_OUT)

        self._loop.post(end)

    def _start_pad(self) -> None:
        number, slot = self._entry_no, PinSlot(self._prompt.value)

        def started(result: Result[PinPadStatus]) -> None:
            if number != self._entry_no or self._tell is None:
                return
            match result:
                case Done(status):
                    self._pad_started = True
                    self._pad.watch(True)
                    self.pad_status(status)
                case _ if self._glass is None or self._where is Where.PAD:
                    self._end(PinEnded.PAD_LOST)
                case _:
                    self._pad_started = False

        def begin(pad: PinPad) -> PinPadStatus:
            pad.pin_start(slot, PAD_PATIENCE_S, PAD_PATIENCE_S)
            return pad.status()

        self._pad.submit(begin, started)

    def _clear_pad(self) -> None:
        self._pad.watch(False)
        self._pad_started = False
        if self._uses_pad:
            self._pad.submit(lambda pad: pad.pin_clear(), _ignored)

    def _report(self, entry: PinEntry, digits: int) -> None:
        if self._tell is None:
            return
        if entry in _FORGOTTEN and self._restarts >= RESTARTS_MAX:
            self._end(PinEnded.PAD_LOST)
        elif entry in _FORGOTTEN:
            self._restarts += 1
            self._tell(PinDigits(0))
            self._begin()
        elif entry in _ENDS:
            self._end(_ENDS[entry])
        else:
            self._tell(PinDigits(digits))

    def _end(self, how: PinEnded) -> None:
        tell, self._tell = self._tell, None
        self._pad.watch(False)
        if tell is not None:
            tell(how)


def _ignored(_result: Result[None]) -> None:
    """PIN_CLEAR is a courtesy: the pad clears itself 120 s after the last key."""
