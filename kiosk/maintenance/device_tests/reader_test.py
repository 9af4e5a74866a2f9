"""The card reader: how it stands, a latch that has nothing to hold, and of which kind a card is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hardware.drivers.card_reader import CardReader
from hardware.errors import DeviceError
from hardware.status import Status
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Mood, Word
from kiosk.domain.supervisor import Device
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

LATCH: Final = 1
READ: Final = 2


class ReaderTest(DeviceTest):
    """A card's number is read with it and goes nowhere."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.READER, Device.CARD_READER.value)
        self._kind: Word | None = None

    def lines(self) -> Sequence[Line]:
        card = self._tools.devices.card
        if card is None:
            return (Line(Word("device.card_reader"), (Word("status.away"),), Mood.BAD),)
        found = [Line(Word("tests.card"), (Word(f"tests.card-{card.card.name.lower()}"),))]
        if self._kind is not None:
            found.append(Line(Word("tests.card-kind"), (self._kind,), Mood.GOOD))
        return found

    def actions(self) -> Sequence[Action]:
        has_card = self._tools.devices.card_waits
        return (
            Action(LATCH, Word("tests.latch"), Word("tests.take-card") if has_card else None),
            Action(READ, Word("tests.read"), None if has_card else Word("tests.put-card")),
        )

    def chosen(self, number: int) -> None:
        self._kind = None
        reader = self._ports.devices.card_reader
        if number == LATCH:
            self._begin("latch", lambda: reader.submit(CardReader.latch, self._latched))
        else:
            self._begin("read", lambda: reader.submit(_kind_of_card, self._read))

    def _latched(self, result: Result[None]) -> None:
        """Without a card it is to be refused; one that was put in meanwhile is let go again."""
        match result:
            case NotDone(DeviceError(status=Status.NO_CARD)):
                self._end_well(Word("tests.refused-as-it-should"))
            case Done():
                release = CardReader.release
                self._ports.devices.card_reader.submit(release, lambda _: None)
                self._end("latched", Word("tests.latched"), Mood.BAD)
            case _:
                self._end_badly(result)

    def _read(self, result: Result[str]) -> None:
        if isinstance(result, Done):
            self._kind = Word(f"tests.kind-{result.value}")
            self._end_well()
        else:
            self._end_badly(result)


def _kind_of_card(reader: CardReader) -> str:
    """In the port's thread: what identifies the card does not leave it."""
    reader.read()
    return reader.status().type.name.lower()
