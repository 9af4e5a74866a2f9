"""A card is written over a serial line as into the folder; what fails there is told in words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hardware.locks.cables import Cables
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.stripe_writer import CardFolder, WriterFault
from hardware.locks.desk.writer_line import SerialStripeWriter, WriterEnd, WriterOp
from hardware.protocol.frame import Frame
from hardware.protocol.link import Link
from hardware.status import Status
from hardware.transport.memory import MemoryTransport
from hardware.transport.serial_port import SerialPort
from tests.locks.desk.desk_kit import Hotel


class Silent:
    def receive(self, data: bytes) -> bytes:
        return b""


def linked(far) -> SerialStripeWriter:
    return SerialStripeWriter(Link(MemoryTransport(far), monotonic=lambda: 0.0, first_seq=0))


def test_a_card_goes_over_a_pseudo_terminal(hotel: Hotel) -> None:
    with Cables() as cables:
        port = SerialPort(cables.lay(WriterEnd(CardFolder(hotel.cards))))
        writer = SerialStripeWriter(Link(port, monotonic=time.monotonic, first_seq=7))
        made = hotel.reopen(writer=writer).check_in("101", None, hotel.nights(1))
        port.close()

    assert "card-0001" == made.card
    assert 1 == hotel.guest_card("card-0001").index


def test_a_line_without_an_answer_costs_one_index(hotel: Hotel) -> None:
    desk = hotel.reopen(writer=linked(Silent()))
    with pytest.raises(DeskRefusal, match="The writer does not answer") as refused:
        desk.check_in("101", None, hotel.nights(1))

    assert Reason.WRITER is refused.value.reason
    assert 1 == desk.room("101").gap


def test_a_writer_without_a_card_says_so(tmp_path: Path) -> None:
    writer = linked(WriterEnd(CardFolder(tmp_path)))
    with pytest.raises(WriterFault, match="there is no card in the writer"):
        writer.read()


@pytest.mark.parametrize(
    ("op", "payload", "status"),
    [(WriterOp.WRITE, b"short", Status.LENGTH), (0x33, b"", Status.OPCODE)],
)
def test_what_is_no_command_is_refused(tmp_path, op, payload, status) -> None:
    answer = WriterEnd(CardFolder(tmp_path)).receive(Frame(1, op, payload).encode())

    assert Frame(1, op | 0x80, bytes((status,))).encode() == answer
