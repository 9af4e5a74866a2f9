"""The window with a card writer on a serial line: pyserial on a pseudo-terminal."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt

from hardware.errors import Outcome
from hardware.locks.audit_entry import Why
from hardware.locks.cables import Cables
from hardware.locks.desk.stripe_writer import CardFolder, WriterFault
from hardware.locks.desk.writer_line import WriterEnd
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort
from kiosk.desk.cable_writer import CableWriter
from tests.gui.desk.clerk import Clerk
from tests.locks.desk.desk_doors import Doors

RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


class Box(CardFolder):
    """A writer in which a card lies, or none; it counts how often it was asked."""

    def __init__(self, *where: object) -> None:
        super().__init__(*where)
        self.has_card, self.asked = threading.Event(), 0

    def write(self, stripe: bytes) -> str:
        self.asked += 1
        if not self.has_card.is_set():
            raise WriterFault("there is no card", Outcome.NOT_DONE)
        return super().write(stripe)


@pytest.fixture
def box(doors: Doors) -> Box:
    return Box(doors.hotel.cards)


@pytest.fixture
def port(box: Box) -> Iterator[str]:
    with Cables() as cables:
        yield cables.lay(WriterEnd(box))


@pytest.fixture
def at_cable(port: str, sit_down: Callable) -> Clerk:
    """port: asked for first, so that the window is closed before its cable goes."""

    @contextmanager
    def link() -> Iterator[Link]:
        opened = SerialPort(port)
        try:
            yield Link(opened, monotonic=time.monotonic, first_seq=0)
        finally:
            opened.close()

    clerk = sit_down(writer=CableWriter(link), has_hands=False)
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.press(RETURN)
    clerk.wait(lambda: clerk.kind == "card", "the writer to wait")
    return clerk


def test_a_card_that_is_laid_in_later_is_written_and_opens(
    at_cable: Clerk, box: Box, doors: Doors
) -> None:
    """The line is asked again and again; Enter once too often stops nothing."""
    at_cable.press(RETURN)
    at_cable.wait(lambda: box.asked > 1, "it to be asked again")
    box.has_card.set()

    assert at_cable.ends() == "The card is written. Hand it out"
    assert not at_cable.shows("desk.sheet.worn")
    assert doors.swipe(1, "card-0001") is Why.OPENED


def test_who_stops_a_writer_on_a_cable_has_written_no_card(at_cable: Clerk, box: Box) -> None:
    at_cable.press(TAB)
    on_stop = at_cable.focused
    at_cable.press(RETURN)

    assert on_stop == "desk.sheet.back"
    assert at_cable.ends() == "The card was not written"
    assert "No card was put on the writer." in at_cable.words("desk.sheet.line")
    assert not list(box._folder.glob("*.card"))


def test_a_writer_that_falls_silent_while_it_writes_leaves_it_open(
    at_cable: Clerk, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card may be good: the line was lost after the stripe had left."""
    monkeypatch.setattr("hardware.locks.desk.writer_line.TIMEOUT_S", 0.3)
    monkeypatch.setattr(WriterEnd, "receive", lambda *_: b"")

    assert at_cable.ends() == "Nobody knows whether the card was written"
    assert "The writer does not answer." in at_cable.words("desk.sheet.line")
    assert "That card may open 101." in " ".join(at_cable.words("desk.sheet.line"))
