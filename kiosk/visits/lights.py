"""Which lamps burn and which sounds are made; both follow from what the screen asks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat
from typing import Final

from hardware.drivers.cabinet import Cabinet
from hardware.protocol.cabinet import CabinetStatus, LampId, Tone
from kiosk.devices.port import DevicePort
from kiosk.devices.results import Result
from kiosk.domain.screens import Notice, Screen, ScreenId
from kiosk.domain.visit.effects import Do
from kiosk.runtime.loop import Loop, Timer

TONES: Final = {
    Do.BEEP_REFUSED: Tone.REFUSED,
    Do.BEEP_TAKE: Tone.TAKE,
    Do.BEEP_HURRY: Tone.HURRY,
}
REMINDERS_MAX: Final = 250  # on one screen; the HSM has taken the cash back long before

_LIT: Final = {
    ScreenId.ATTRACT: LampId.CARD,
    ScreenId.NO_CASH: LampId.CARD,
    ScreenId.TAKE_CARD: LampId.CARD,
    ScreenId.TAKE_CASH: LampId.CASH,
    ScreenId.TAKE_RECEIPT: LampId.RECEIPT,
    ScreenId.INSERT_ENVELOPE: LampId.ENVELOPE,
}


def lamp_of(screen: Screen) -> LampId | None:
    """None while the receipt is still printed, or the slot is closing."""
    if screen.notice is Notice.RECEIPT_UNSURE:
        return LampId.RECEIPT  # where there may be something to take
    is_closing = screen.id is ScreenId.INSERT_ENVELOPE and not screen.can_cancel
    return None if screen.printing or is_closing else _LIT.get(screen.id)


def reminders(screen: ScreenId) -> Iterator[tuple[float, Tone]]:
    """What sounds while something waits to be taken: after so many seconds more, this tone.

    The first tone of all comes with the screen, from the visit.
    """
    match screen:
        case ScreenId.TAKE_CARD:
            return chain([(3.0, Tone.TAKE)], repeat((1.0, Tone.TAKE), REMINDERS_MAX))
        case ScreenId.TAKE_CASH:
            three = [(0.4, Tone.TAKE), (0.4, Tone.TAKE)]
            slow = [(2.2, Tone.TAKE), *repeat((1.0, Tone.TAKE), 6)]
            # Ten seconds have passed: quicker, until the cash is taken or taken back.
            return chain(three, slow, [(1.0, Tone.HURRY)], repeat((0.5, Tone.HURRY), REMINDERS_MAX))
        case ScreenId.TAKE_RECEIPT | ScreenId.INSERT_ENVELOPE:
            return repeat((5.0, Tone.TAKE), REMINDERS_MAX)
    return iter(())


class Lights:
    """Sends the cabinet only what has changed. Lives in the core thread."""

    def __init__(self, loop: Loop, cabinet: DevicePort[Cabinet, CabinetStatus]) -> None:
        self._loop = loop
        self._cabinet = cabinet
        self._waits: ScreenId | None = None
        self._reminders: Iterator[tuple[float, Tone]] = iter(())
        self._timer: Timer | None = None
        self._burning: LampId | None = None

    def show(self, screen: Screen) -> None:
        wanted = lamp_of(screen)
        waits = screen.id if wanted is not None else None
        if waits is not self._waits:
            self._waits = waits
            self._reminders = iter(()) if waits is None else reminders(waits)
            self._remind_later()
        if wanted == self._burning:
            return
        if self._burning is not None:
            self._lamp(self._burning, on=False)
        if wanted is not None:
            self._lamp(wanted, on=True)
        self._burning = wanted

    def forget(self) -> None:
        """The cabinet was away: what burns is not known any more."""
        self._burning = None

    def sound(self, tone: Tone) -> None:
        self._cabinet.submit(lambda cabinet: cabinet.beep(tone), _ignored)

    def _remind_later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        following = next(self._reminders, None)
        if following is not None:
            delay_s, tone = following
            self._timer = self._loop.after(delay_s, lambda: self._remind(tone))

    def _remind(self, tone: Tone) -> None:
        self.sound(tone)
        self._remind_later()

    def _lamp(self, lamp: LampId, *, on: bool) -> None:
        self._cabinet.submit(lambda cabinet: cabinet.lamp(lamp, on), _ignored)


def _ignored(_result: Result[None]) -> None:
    """A dark lamp or a lost beep changes nothing that matters to the money."""
