"""PIN entry on the pad, on glass, or on both at once: the pad that was touched last has the digits.

The digits stay in the pad that they were typed on; this only knows how many there are, and asks
that pad for the PIN block. So a PIN is typed whole on one of them: a digit on the other one wipes
what was typed, and begins there. Source: docs/protocols.md, sections 1 and 3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.crypto.pin_block import DIGITS_MIN
from hardware.crypto.secret import Secret
from hardware.drivers.pin_pad import PinPad
from hardware.errors import DeviceError
from hardware.protocol.pin_pad import (
    KEY_CANCEL,
    KEY_CLEAR,
    KEY_ENTER,
    PinEntry,
    PinPadStatus,
    PinSlot,
)
from hardware.status import Status
from kiosk.devices.port import DevicePort
from kiosk.devices.results import Deliver, NotDone, Result
from kiosk.devices.software_pad import SoftwarePad
from kiosk.domain.screens import Notice, PinPlace, PinPrompt
from kiosk.domain.visit.events import PinDigits, PinEnded, PinOpenAt, PinRemark, PinTypedAt
from kiosk.runtime.loop import Loop
from kiosk.visits.glass_entry import GlassEntry
from kiosk.visits.pad_entry import PadEntry, PadNews

RESTARTS_MAX: Final = 10  # of one entry; more is a pad that forgets what it is told

# The pad's time is up, or its power was gone; by the visit's clock the customer still has time.
_FORGOTTEN: Final = frozenset({PinEntry.TIMED_OUT, PinEntry.NONE})

PinNews = PinDigits | PinEnded | PinOpenAt | PinRemark | PinTypedAt


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
        self._pad = PadEntry(pad) if uses_pad else None
        self._glass: GlassEntry | None = None
        self._tell: Callable[[PinNews], None] | None = None
        self._prompt = PinPrompt.CURRENT
        # Who has the digits. While a PIN is repeated: who has the new one.
        self._holder: PinPlace | None = None
        self._pad_digits = 0
        self._pad_is_away = False
        self._restarts = 0
        if glass is not None:
            self.use_glass(glass)

    def use_glass(self, glass: SoftwarePad) -> None:
        """The pad on glass has got its key. Between visits only."""
        self._glass = GlassEntry(self._loop, glass, self._glass_time_up)

    def start(self, prompt: PinPrompt, tell: Callable[[PinNews], None]) -> None:
        """Begin an entry. A repeated PIN is typed where the new one was."""
        self._tell = tell
        self._prompt = prompt
        self._restarts = 0
        self._pad_is_away = False
        if not self._repeats:
            self._holder = None
        self._begin()

    def stop(self) -> None:
        """End the entry and wipe what was typed."""
        self._tell = None
        self._holder = None
        if self._pad is not None:
            self._pad.clear()
        if self._glass is not None:
            self._glass.clear()

    def block(self, slot: int, card_id: Secret, challenge: bytes, deliver: Deliver[Secret]) -> None:
        """The PIN block of slot 0 or 1, from where it was typed; once."""
        glass, pad = self._glass, self._pad
        if self._holder is PinPlace.SCREEN and glass is not None:
            glass.block(slot, card_id, challenge, deliver)
        elif self._holder is PinPlace.PAD and pad is not None:
            pad.block(slot, card_id, challenge, deliver)
        else:
            missing: Result[Secret] = NotDone(DeviceError(Status.PIN_NONE))
            self._loop.post(lambda: deliver(missing))

    # --- what the customer does on glass

    def press(self, key: str) -> None:
        """A key on glass. Clear and Cancel work whichever pad has the digits."""
        glass = self._glass
        if self._tell is None or glass is None:
            return
        if key == KEY_CANCEL:
            self._end(PinEnded.CANCELLED)
        elif key == KEY_CLEAR:
            self._start_pad()
            self._all_cleared()
        elif key == KEY_ENTER:
            self._enter()
        elif self._repeats and self._holder is PinPlace.PAD:
            self._say(PinRemark(Notice.PIN_AGAIN_ON_PAD))
        else:
            self._digit_on_glass(glass, key)

    def _digit_on_glass(self, glass: GlassEntry, key: str) -> None:
        if self._holder is PinPlace.PAD:
            self._start_pad()
            self._say(PinRemark(Notice.PIN_BEGUN_ON_SCREEN))
        self._holder = PinPlace.SCREEN
        glass.press(key)
        self._hear_glass(glass)

    def _hear_glass(self, glass: GlassEntry) -> None:
        match glass.entry:
            case PinEntry.DONE:
                self._end(PinEnded.ENTERED)
            case entry if entry in _FORGOTTEN:
                self._forgotten()
            case _:
                self._say(PinDigits(glass.digits))

    def _glass_time_up(self) -> None:
        """Nobody touched it: its digits are wiped, and by the visit's clock there may be time."""
        glass = self._glass
        if self._tell is None or glass is None:
            return
        if self._holder is PinPlace.SCREEN:
            self._hear_glass(glass)
        elif glass.entry in _FORGOTTEN:
            self._restart(self._start_glass)

    # --- what the customer does on the pad

    def pad_status(self, status: PinPadStatus) -> None:
        """What the pad device says."""
        news = None if self._pad is None else self._pad.news(status)
        if self._tell is None or news is None:
            return
        holds_glass = self._holder is PinPlace.SCREEN
        if news.entry is PinEntry.CANCELLED:
            self._end(PinEnded.CANCELLED)
        elif news.entry in _FORGOTTEN and holds_glass:
            self._restart(self._start_pad)
        elif news.entry in _FORGOTTEN:
            self._forgotten()
        elif self._repeats and holds_glass and (news.digits or news.entry is PinEntry.DONE):
            self._start_pad()
            self._say(PinRemark(Notice.PIN_AGAIN_ON_SCREEN))
        else:
            self._typed_on_pad(news)

    def _typed_on_pad(self, news: PadNews) -> None:
        if news.was_cleared:
            self._all_cleared()
        if news.entry is PinEntry.DONE:
            self._holder = PinPlace.PAD
            self._end(PinEnded.ENTERED)
            return
        if news.digits and self._holder is PinPlace.SCREEN and self._glass is not None:
            self._glass.press(KEY_CLEAR)
            self._say(PinRemark(Notice.PIN_BEGUN_ON_PAD))
        if news.digits:
            self._holder = PinPlace.PAD
        if self._holder is not PinPlace.SCREEN:
            self._pad_digits = news.digits
            self._say(PinDigits(news.digits))
        if news.was_refused:
            self._enter()

    def pad_lost(self) -> None:
        """The pad device is gone; an entry that it held cannot be finished."""
        if self._tell is None or self._pad is None:
            return
        self._pad.leave()
        self._pad_missing()

    def pad_back(self) -> None:
        """The pad device is there again, and has forgotten that it was to be typed on."""
        if self._tell is not None and self._holder is not PinPlace.PAD:
            self._start_pad()

    # --- what both share

    @property
    def _repeats(self) -> bool:
        return self._prompt is PinPrompt.AGAIN

    def _begin(self) -> None:
        self._start_glass()
        self._start_pad()

    def _start_glass(self) -> None:
        if self._glass is not None and not (self._repeats and self._holder is PinPlace.PAD):
            self._glass.start(PinSlot(self._prompt.value), self._glass_refused)

    def _glass_refused(self) -> None:
        """The new PIN was wiped before it could be repeated."""
        if self._holder is PinPlace.SCREEN:
            self._end(PinEnded.TIMED_OUT)

    def _start_pad(self) -> None:
        """Also where the glass has the new PIN: the pad's other keys work, its digits do not."""
        if self._pad is None:
            return
        listens = self._repeats and self._holder is PinPlace.SCREEN
        slot = PinSlot.CURRENT if listens else PinSlot(self._prompt.value)
        self._pad_digits = 0
        self._pad.start(slot, self._pad_started)

    def _pad_started(self, status: PinPadStatus | None) -> None:
        if status is None:
            self._pad_missing()
            return
        self._pad_is_open(is_open=True)
        self.pad_status(status)

    def _pad_missing(self) -> None:
        if self._glass is None or self._holder is PinPlace.PAD:
            self._end(PinEnded.PAD_LOST)
        else:
            self._pad_is_open(is_open=False)

    def _pad_is_open(self, *, is_open: bool) -> None:
        """Where a PIN can be typed is told when it is not what it was."""
        was_away, self._pad_is_away = self._pad_is_away, not is_open
        if was_away is is_open and self._glass is not None:
            self._say(PinOpenAt(PinPlace.BOTH if is_open else PinPlace.SCREEN))

    def _enter(self) -> None:
        """Enter, on either: only the pad that has the digits can end the entry."""
        glass = self._glass
        if self._holder is PinPlace.SCREEN and glass is not None:
            glass.press(KEY_ENTER)
            if glass.entry is PinEntry.TYPING:
                self._say(PinRemark(Notice.PIN_TOO_SHORT))
            self._hear_glass(glass)
        elif self._holder is PinPlace.PAD and self._pad_digits >= DIGITS_MIN:
            self._say(PinRemark(Notice.PIN_ENTER_ON_PAD))
        else:
            self._say(PinRemark(Notice.PIN_TOO_SHORT))

    def _all_cleared(self) -> None:
        """Clear was pressed on either: nothing is typed any more, and both are free."""
        if self._glass is not None:
            self._glass.press(KEY_CLEAR)
        if not self._repeats:
            self._holder = None
        self._pad_digits = 0
        self._say(PinDigits(0))

    def _forgotten(self) -> None:
        """Whoever had the digits has them no more."""
        if not self._repeats:
            self._holder = None
        self._say(PinDigits(0))
        self._restart(self._begin)

    def _restart(self, begin: Callable[[], None]) -> None:
        if self._restarts >= RESTARTS_MAX:
            self._end(PinEnded.PAD_LOST)
            return
        self._restarts += 1
        begin()

    def _say(self, news: PinNews) -> None:
        if self._tell is not None:
            self._tell(news)

    def _end(self, how: PinEnded) -> None:
        """Whoever has not got the PIN forgets what else was typed."""
        tell, self._tell = self._tell, None
        is_entered, holder = how is PinEnded.ENTERED, self._holder
        if self._pad is not None:
            if is_entered and holder is PinPlace.SCREEN:
                self._pad.clear()
            else:
                self._pad.leave()
        if self._glass is not None and is_entered and holder is PinPlace.PAD:
            self._glass.clear()
        if tell is None:
            return
        if is_entered and self._prompt is PinPrompt.NEW and holder is not None:
            tell(PinTypedAt(holder))
        tell(how)
