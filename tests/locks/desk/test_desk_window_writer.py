"""The window's writer waits for a card on a serial line, is given up, and finds its cable again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.errors import Outcome, TransportError
from hardware.locks.desk.stripe_writer import CardFolder, WriterFault
from hardware.locks.desk.writer_line import WriterEnd
from hardware.protocol.frame import FrameDecoder
from hardware.protocol.link import Link, reply
from hardware.status import Status
from hardware.transport.memory import MemoryTransport
from kiosk.desk.cable_writer import CableWriter
from kiosk.desk.fed_writer import FedWriter, Writing

STRIPE = bytes(range(52))


class EmptyAtFirst:
    """A writer at the far end of a cable, on which a card lies from the third time on."""

    def __init__(self, cards: Path) -> None:
        self.end, self.asked, self.is_out = WriterEnd(CardFolder(cards)), 0, False

    def receive(self, data: bytes) -> bytes:
        self.asked += 1
        if self.asked > 2:
            return self.end.receive(data)
        return b"".join(reply(each, Status.NO_CARD).encode() for each in FrameDecoder().feed(data))

    @contextmanager
    def link(self) -> Iterator[Link]:
        if self.is_out:
            raise TransportError("the port does not open", outcome=Outcome.NOT_DONE)
        yield Link(MemoryTransport(self), monotonic=lambda: 0.0, first_seq=0)


@pytest.fixture
def far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmptyAtFirst:
    monkeypatch.setattr("kiosk.desk.fed_writer.ASK_S", 0.0)
    return EmptyAtFirst(tmp_path)


def test_it_is_asked_again_until_a_card_lies_there(far: EmptyAtFirst) -> None:
    said: list[Writing] = []
    writer = FedWriter(CableWriter(far.link), said.append, has_hands=False)
    writer.begin()

    assert "card-0001" == writer.write(STRIPE)
    assert STRIPE == writer.read()
    assert [Writing.WAITS, Writing.RESTS] == said


def test_who_gives_up_is_not_asked_again(far: EmptyAtFirst) -> None:
    writer = FedWriter(CableWriter(far.link), has_hands=False)
    writer.begin()
    writer.give_up()
    with pytest.raises(WriterFault, match="no card was put on the writer"):
        writer.write(STRIPE)

    assert 1 == far.asked


def test_a_cable_that_is_out_is_told_and_found_again(far: EmptyAtFirst) -> None:
    writer = FedWriter(CableWriter(far.link), has_hands=False)
    writer.begin()
    far.is_out = True
    with pytest.raises(WriterFault, match="the writer is not plugged in"):
        writer.write(STRIPE)
    far.is_out = False

    assert "card-0001" == writer.write(STRIPE)


def test_nothing_is_read_that_was_not_written(far: EmptyAtFirst) -> None:
    with pytest.raises(WriterFault, match="there is no card in the writer"):
        CableWriter(far.link).read()
