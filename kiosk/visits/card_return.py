"""Gives the card back: RELEASE is asked for again until the reader has obeyed."""

from __future__ import annotations

from typing import Final

from hardware.drivers.card_reader import CardReader
from hardware.errors import DeviceError
from hardware.protocol.card_reader import CardReaderStatus
from hardware.status import Status
from kiosk.devices.port import DevicePort
from kiosk.devices.results import Done, NotDone, Result
from kiosk.runtime.loop import Loop, Timer

AGAIN_S: Final = 1.0


class CardReturn:
    """Lives in the core thread. RELEASE is repeatable: a card that is out already stays out."""

    def __init__(self, loop: Loop, reader: DevicePort[CardReader, CardReaderStatus]) -> None:
        self._loop = loop
        self._reader = reader
        self._wanted = False
        self._asking = False
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Until the reader has let it go, or says that there is none, or `end`."""
        self._wanted = True
        self._ask()

    def end(self) -> None:
        """The card is gone, or another one is meant."""
        self._wanted = False
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _ask(self) -> None:
        self._timer = None
        if self._wanted and not self._asking:
            self._asking = True
            self._reader.submit(lambda reader: reader.release(), self._answered)

    def _answered(self, result: Result[None]) -> None:
        self._asking = False
        match result:
            case Done() | NotDone(DeviceError(status=Status.NO_CARD)):
                self._wanted = False
            case _ if self._wanted and self._timer is None:
                # A reader that is away or jammed: the customer waits for the card, and so do we.
                self._timer = self._loop.after(AGAIN_S, self._ask)
