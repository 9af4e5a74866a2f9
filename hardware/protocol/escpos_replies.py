"""What a receipt printer says: its status, what it has done, and whether a receipt sticks out.

    0xx1xx10               a status byte; its bits 0, 1, 4 and 7 are always so
    37 22 id4 00           everything before this process id has been done
    37 25 00               the buffers are clear
    10 0F paper user recoverable unrecoverable    status 20, where the printer has it

Source: Epson, ESC/POS command reference; status 20: Custom, command set of the KPM printers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntFlag
from typing import Final

FIXED_BITS: Final = 0b1001_0011
FIXED: Final = 0b0001_0010

_BLOCK: Final = 0x37
_BLOCK_SIZE_MAX: Final = 16
_PROCESSED: Final = 0x22
_CLEARED: Final = 0x25
_PRESENTER: Final = b"\x10\x0f"
_PRESENTER_SIZE: Final = 6


class Printer(IntFlag):
    """Status 1."""

    OFFLINE = 0x08


class Offline(IntFlag):
    """Status 2: why it is off-line."""

    COVER_OPEN = 0x04
    PAPER_END = 0x20
    ERROR = 0x40


class Fault(IntFlag):
    """Status 3."""

    RECOVERABLE = 0x04
    CUTTER = 0x08
    UNRECOVERABLE = 0x20


class Paper(IntFlag):
    """Status 4: two bits for each sensor, as the printer sends them."""

    NEAR_END = 0x0C
    END = 0x60


class Presenter(IntFlag):
    """The third byte of status 20."""

    RECEIPT = 0x20


class PaperLevel(Enum):
    """What is left of the roll, as far as the sensors tell."""

    OK = "ok"
    LOW = "low"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """
    Attributes:
        is_jammed: paper, or the cutter; a person has to look.
        is_offline: it takes no job now, for whatever reason.
        has_receipt: one sticks out to be taken; None where there is no sensor for it.
    """

    paper: PaperLevel
    is_jammed: bool
    cover_open: bool
    has_receipt: bool | None = None
    is_offline: bool = False

    @property
    def can_print(self) -> bool:
        stopped = self.is_jammed or self.cover_open or self.is_offline
        return self.paper is not PaperLevel.OUT and not stopped

    @classmethod
    def of(cls, status: bytes, *, has_receipt: bool | None = None) -> PrinterStatus:
        """status: the four bytes that answer 1 to 4, in order."""
        printer, offline, fault, paper = status
        level = PaperLevel.LOW if paper & Paper.NEAR_END else PaperLevel.OK
        if paper & Paper.END or offline & Offline.PAPER_END:
            level = PaperLevel.OUT
        is_jammed = bool(fault & (Fault.RECOVERABLE | Fault.CUTTER | Fault.UNRECOVERABLE))
        return cls(
            level,
            is_jammed,
            bool(offline & Offline.COVER_OPEN),
            has_receipt,
            bool(printer & Printer.OFFLINE),
        )


@dataclass(frozen=True, slots=True)
class StatusByte:
    """An answer to one of the asks 1 to 4; which one, only their order tells."""

    value: int


@dataclass(frozen=True, slots=True)
class Processed:
    """Everything before this process id is on paper and cut."""

    ident: bytes


@dataclass(frozen=True, slots=True)
class Cleared:
    """Nothing waits to be printed."""


@dataclass(frozen=True, slots=True)
class Presented:
    """Answer to status 20."""

    has_receipt: bool


Reply = StatusByte | Processed | Cleared | Presented


class ReplyReader:
    """Bytes to replies, in bounded memory; what makes no sense is dropped and begins anew."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Reply]:
        replies: list[Reply] = []
        for byte in data:
            self._held.append(byte)
            self._read(replies)
        return replies

    def _read(self, replies: list[Reply]) -> None:
        held = self._held
        if held[0] == _BLOCK:
            if held[-1] == 0:
                if (reply := _block(bytes(held))) is not None:
                    replies.append(reply)
                held.clear()
            elif len(held) >= _BLOCK_SIZE_MAX:
                held.clear()
        elif held[0] == _PRESENTER[0]:
            if bytes(held[:2]) != _PRESENTER[: len(held)]:
                held.clear()
            elif len(held) == _PRESENTER_SIZE:
                replies.append(Presented(bool(held[2] & Presenter.RECEIPT)))
                held.clear()
        else:
            if held[0] & FIXED_BITS == FIXED:
                replies.append(StatusByte(held[0]))
            held.clear()


def _block(held: bytes) -> Reply | None:
    match held[1:-1]:
        case bytes() as body if len(body) == 5 and body[0] == _PROCESSED:
            return Processed(body[1:])
        case bytes() as body if body == bytes((_CLEARED,)):
            return Cleared()
    return None


def processed(ident: bytes) -> bytes:
    """As the printer sends it."""
    return bytes((_BLOCK, _PROCESSED)) + ident + b"\0"


def cleared() -> bytes:
    """As the printer sends it."""
    return bytes((_BLOCK, _CLEARED, 0))


def presented(*, has_receipt: bool, is_out: bool = False) -> bytes:
    """As the printer sends it."""
    paper = (Presenter.RECEIPT if has_receipt else 0) | (1 if is_out else 0)
    return _PRESENTER + bytes((paper, 0, 0, 0))
