"""The printer's language on the line: golden bytes, both readers' bounds, and nonsense."""

import json

from hypothesis import given
from hypothesis import strategies as st

from hardware.emulators import snapshot
from hardware.emulators.control import LINE_SIZE_MAX
from hardware.emulators.escpos_parser import (
    BUFFER_SIZE_MAX,
    Asked,
    Cut,
    Forget,
    PrintLine,
    Receiver,
    SayDone,
    Text,
    take,
)
from hardware.protocol import escpos
from hardware.protocol.escpos_replies import (
    Cleared,
    PaperLevel,
    Presented,
    PrinterStatus,
    Processed,
    ReplyReader,
    StatusByte,
    processed,
)
from tests.unit.emulators.emulated_atm import EmulatedAtm

ASK_ALL = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"


def commands(data):
    receiver = Receiver()
    immediate = list(receiver.feed(data))
    found = []
    while (command := take(receiver.waiting)) is not None:
        found.append(command)
    return immediate, found


def test_the_status_bytes_are_these():
    """A well printer; near the end of its roll; out of paper; cover open; jammed."""
    printer = EmulatedAtm().world.printer
    seen = [printer.receive(ASK_ALL)]
    printer.load_paper(10)
    seen.append(printer.receive(ASK_ALL))
    printer.load_paper(0)
    seen.append(printer.receive(ASK_ALL))
    printer.load_paper(500)
    printer.set_cover(is_open=True)
    seen.append(printer.receive(ASK_ALL))
    printer.set_cover(is_open=False)
    printer.set_jam(is_jammed=True)
    seen.append(printer.receive(ASK_ALL))

    assert [
        "12121212",
        "1212121e",
        "1a32127e",
        "1a161212",
        "1a521a12",
    ] == [said.hex() for said in seen]


def test_the_other_answers_are_these():
    printer = EmulatedAtm().world.printer

    assert "100f00000000" == printer.receive(b"\x10\x04\x14").hex()
    assert "372500" == printer.receive(escpos.CLEAR).hex()
    assert "37223030343200" == printer.receive(b"\x1d(H\x06\x00000042").hex()
    printer.receive(b"a\n\x1dVB\x00")
    assert "100f20000000" == printer.receive(b"\x10\x04\x14").hex()


def test_a_status_means_what_its_bits_say():
    said = [bytes.fromhex(each) for each in ("12121212", "1212121e", "1a32127e", "1a521a12")]
    seen = [PrinterStatus.of(each) for each in said]

    assert [PaperLevel.OK, PaperLevel.LOW, PaperLevel.OUT, PaperLevel.OK] == [
        each.paper for each in seen
    ]
    assert [True, True, False, False] == [each.can_print for each in seen]


def test_a_printer_that_is_off_line_takes_no_job_whatever_the_reason():
    """Status 1 alone says so, for instance while somebody holds its feed key."""
    held = PrinterStatus.of(bytes.fromhex("1a121212"))

    assert (True, False) == (held.is_offline, held.can_print)
    assert (False, False) == (held.is_jammed, held.cover_open)


def test_what_begins_with_10_is_obeyed_before_what_waits():
    """Whatever it comes in between, and in whatever pieces."""
    receiver = Receiver()
    pieces = [b"ab\n\x10", b"\x04", b"\x02cd\n" + escpos.CLEAR[:4], escpos.CLEAR[4:] + b"e"]
    found = [list(receiver.feed(piece)) for piece in pieces]

    assert [[], [], [Asked(2)], [Forget()]] == found
    assert b"ab\ncd\ne" == bytes(receiver.waiting)


def test_a_job_is_understood():
    job = b"\x1b@\x1bt\x13\x1ba\x01A \xd5\n\x1dVB\x00\x1d(H\x06\x00000042"
    _, found = commands(job)

    assert [Text("A €"), PrintLine(), Cut(), SayDone(b"0042")] == found[3:]


@given(st.binary(max_size=300))
def test_noise_never_hurts_the_printer(noise):
    """It goes on answering, keeps its bounds, and prints the next receipt."""
    atm = EmulatedAtm()
    atm.world.printer.receive(noise)
    atm.world.printer.receive(escpos.CLEAR)

    assert len(atm.world.printer._receiver.waiting) <= BUFFER_SIZE_MAX
    atm.world.printer.receive(b"a" * 20 + b"\n")
    atm.printer.hello()
    assert atm.printer.status().paper is not PaperLevel.OUT


def test_more_than_the_buffer_holds_is_lost():
    atm = EmulatedAtm()
    atm.world.printer.set_cover(is_open=True)
    for _ in range(10):
        atm.world.printer.receive(b"x" * 1000)

    assert BUFFER_SIZE_MAX == len(atm.world.printer._receiver.waiting)
    assert 1 == len(atm.world.printer.receive(b"\x10\x04\x01"))


def test_a_line_that_is_too_long_goes_on_below():
    atm = EmulatedAtm()
    atm.world.printer.receive(b"x" * 50 + b"\n\x1dVB\x00")

    assert ["x" * 42, "x" * 8] == [line.text for line in atm.world.printer.paper.slips[0].lines]


def test_replies_are_told_apart():
    said = b"\x12\x37\x22\x30\x30\x34\x32\x00\x16\x37\x25\x00\x10\x0f\x20\x00\x00\x00\x11\x13\x1e"

    assert [
        StatusByte(0x12),
        Processed(b"0042"),
        StatusByte(0x16),
        Cleared(),
        Presented(True),
        StatusByte(0x1E),
    ] == ReplyReader().feed(said)


@given(st.binary(max_size=200))
def test_noise_never_hurts_the_kiosks_reader(noise):
    """However it begins, a reply after it is found again within a few."""
    reader = ReplyReader()
    reader.feed(noise)
    again = [reply for _ in range(20) for reply in reader.feed(processed(b"0042"))]

    assert Processed(b"0042") in again


def test_whatever_was_printed_its_snapshot_fits_into_a_line_of_the_control_socket():
    """Receipts are kept as far as they can be told."""
    printer = EmulatedAtm().world.printer
    page = (b"\x94" * 42 + b"\n") * 80
    for _ in range(4):
        printer.receive(b"\x1bE\x01\x1ba\x01" + page + b"\x1dVB\x00")
    printer.receive(page)
    told = json.dumps(snapshot.printer(printer))

    assert 2 == len(printer.paper.slips)
    assert len(told) < LINE_SIZE_MAX - 4_000
