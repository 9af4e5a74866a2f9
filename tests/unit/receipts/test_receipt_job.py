"""A receipt's bytes, byte for byte."""

from __future__ import annotations

import pytest

from hardware.protocol import escpos
from hardware.protocol.escpos import Ask
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.layout import COLUMNS, LINES_MAX, Line


def test_a_job_is_these_bytes():
    """Initialise, code page 19, then each line; what does not change is not said again."""
    job = escpos_bytes(
        [
            Line("ATM-1", is_bold=True, is_centred=True),
            Line("Cash", is_bold=True, is_tall=True, is_centred=True),
            Line("5 €"),
            Line("Größe"),
        ]
    )

    assert (
        b"\x1b@\x1bt\x13"
        b"\x1ba\x01\x1bE\x01ATM-1\n"
        b"\x1d!\x01Cash\n"
        b"\x1ba\x00\x1bE\x00\x1d!\x005 \xd5\n"
        b"Gr\x94\xe1e\n"
        b"\x1dVB\x00"
    ) == job


def test_the_longest_receipt_fits_into_the_printers_buffer():
    worst = [
        Line("x" * COLUMNS, is_bold=odd, is_tall=odd, is_centred=odd)
        for _ in range(LINES_MAX // 2)
        for odd in (True, False)
    ]

    assert len(escpos_bytes(worst)) <= escpos.JOB_SIZE_MAX


def test_the_other_commands_are_these_bytes():
    assert b"\x10\x04\x04" == escpos.ask(Ask.PAPER)
    assert b"\x10\x04\x14" == escpos.ask(Ask.PRESENTER)
    assert b"\x1d(H\x06\x00000042" == escpos.process_id(b"0042")
    assert b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" == escpos.CLEAR


@pytest.mark.parametrize("text", ["a\x1b@", "a\n", "\x10\x04\x01", "中"])
def test_no_command_can_hide_in_a_text(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the codec's own error is one
        escpos.text(text)


@pytest.mark.parametrize("ident", [b"", b"123", b"12345", b"12\n4", b"\xff123"])
def test_a_process_id_is_four_printable_characters(ident):
    with pytest.raises(ValueError, match="four printable"):
        escpos.process_id(ident)
