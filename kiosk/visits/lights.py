"""Which lamps burn and which sounds are made; both follow from what the screen asks for."""

from __future__ import annotations

from typing import Final

from hardware.drivers.cabinet import Cabinet
from hardware.protocol.cabinet import CabinetStatus, LampId, Tone
from kiosk.devices.port import DevicePort
from kiosk.devices.results import Result
from kiosk.domain.screens import ScreenId
from kiosk.domain.visit.effects import Do

TONES: Final = {
    Do.BEEP_REFUSED: Tone.REFUSED,
    Do.BEEP_TAKE: Tone.TAKE,
    Do.BEEP_HURRY: Tone.HURRY,
}
_LIT: Final = {
    ScreenId.ATTRACT: LampId.CARD,
    ScreenId.NO_CASH: LampId.CARD,
    ScreenId.TAKE_CARD: LampId.CARD,
    ScreenId.TAKE_CASH: LampId.CASH,
}


class Lights:
    """Sends the cabinet only what has changed."""

    def __init__(self, cabinet: DevicePort[Cabinet, CabinetStatus]) -> None:
        self._cabinet = cabinet
        self._burning: LampId | None = None

    def show(self, screen: ScreenId) -> None:
        wanted = _LIT.get(screen)
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

    def _lamp(self, lamp: LampId, *, on: bool) -> None:
        self._cabinet.submit(lambda cabinet: cabinet.lamp(lamp, on), _ignored)


def _ignored(_result: Result[None]) -> None:
    """A dark lamp or a lost beep changes nothing that matters to the money."""
