"""What ends a line: where a tool or a power cut has changed it, it becomes a line feed again.

rsyslog writes a line feed, and no other control character (`$EscapeControlCharactersOnReceive`), so
that no stranger can end a line. Where a file has carriage returns, some tool has put them there;
where it has NULs, its last bytes were lost with the machine's power, or it is no text of 8 bits.
"""

import re

GAP = b"\0"  # a line that stands for NULs
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # of UTF-8, which has no order: some editors write it

_NULS = re.compile(rb"\0+")
_CHARACTER = rb"[\t\n\r -~]"
# So many characters with NULs between them are no gaps.
_WIDE = re.compile(
    rb"(?:" + _CHARACTER + rb"\0){8}|(?:\0" + _CHARACTER + rb"){8}"
    rb"|(?:" + _CHARACTER + rb"\0\0\0){8}|(?:\0\0\0" + _CHARACTER + rb"){8}"
)


class LineEnds:
    """Mends a log piece by piece.

    Attributes:
        is_wide: what follows has two or four bytes for each character.
    """

    def __init__(self) -> None:
        self.is_wide = False
        self._is_first = True
        self._in_gap = False

    def mended(self, piece: bytes) -> bytes:
        """The same with a line feed for each end of a line, and none between its halves.

        NULs, however many, become GAP, with line feeds around it.
        """
        if self._is_first and piece.startswith(BYTE_ORDER_MARK):
            piece = piece[len(BYTE_ORDER_MARK) :]
        self._is_first = False
        if b"\0" in piece:
            piece = self._without_nuls(piece)
        else:
            self._in_gap = False
        if b"\r" in piece:
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return piece

    def _without_nuls(self, piece: bytes) -> bytes:
        was_in_gap, self._in_gap = self._in_gap, piece.endswith(b"\0")
        if piece.count(b"\0") == len(piece):  # a hole may be large
            return b"" if was_in_gap else b"\n" + GAP + b"\n"
        if was_in_gap:
            piece = piece.lstrip(b"\0")
        wide = _WIDE.search(piece)
        if wide is not None:
            self.is_wide = True
            piece = piece[: wide.start()]
        return _NULS.sub(b"\n" + GAP + b"\n", piece)
