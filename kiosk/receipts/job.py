"""The lines of a receipt as the bytes that the printer gets: one job, which ends with the cut."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from hardware.protocol import escpos
from kiosk.receipts.layout import Line

_PLAIN: Final = Line("")


def escpos_bytes(lines: Iterable[Line]) -> bytes:
    """A whole job for `ReceiptPrinter.print`: only what changes from line to line is said."""
    job = bytearray(escpos.INITIALISE + escpos.SELECT_CODE_PAGE)
    for before, line in pairwise((_PLAIN, *lines)):
        if line.is_centred != before.is_centred:
            job += escpos.align(centred=line.is_centred)
        if line.is_bold != before.is_bold:
            job += escpos.bold(on=line.is_bold)
        if line.is_tall != before.is_tall:
            job += escpos.size(tall=line.is_tall)
        job += escpos.text(line.text) + escpos.LINE_END
    return bytes(job + escpos.CUT)
