"""The printer's side of ESC/POS: bytes to commands, in bounded memory, and nonsense does no harm.

What begins with 10 is obeyed as it arrives, before anything that waits; the rest is taken from the
buffer one command at a time. Source: docs/protocols.md, section 1.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hardware.protocol import escpos
from hardware.protocol.escpos import CLEAR, CODE_PAGE, PROCESS_ID_SIZE

BUFFER_SIZE_MAX: Final = 4096
PAYLOAD_SIZE_MAX: Final = 64  # of a GS ( command; a longer one is taken for noise

_DLE: Final = 0x10
_ESC: Final = 0x1B
_GS: Final = 0x1D
_LINE_END: Final = 0x0A
_TEXT_FROM: Final = 0x20
_ASK: Final = b"\x10\x04"
_FED_CUTS: Final = frozenset({65, 66})
_CUTS: Final = frozenset({0, 1, 48, 49}) | _FED_CUTS
_ESC_WITH_BYTE: Final = frozenset(b"atE!dJ-GMVR{")


@dataclass(frozen=True, slots=True)
class Asked:
    """For a status, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Forget:
    """Whatever waits."""


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Style:
    """What is set from here on; None leaves it as it is."""

    is_bold: bool | None = None
    is_tall: bool | None = None
    is_centred: bool | None = None


@dataclass(frozen=True, slots=True)
class PrintLine:
    """Whatever stands in the line, and on to the next."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Feed and cut."""


@dataclass(frozen=True, slots=True)
class Retract:
    """What lies in the slot goes back in."""


@dataclass(frozen=True, slots=True)
class SayDone:
    """With this process id, once everything before it is done."""

    ident: bytes


@dataclass(frozen=True, slots=True)
class Nothing:
    """A command that this printer does not know, or that changes nothing here."""


Immediate = Asked | Forget
Command = Text | Style | PrintLine | Cut | Retract | SayDone | Nothing
PLAIN: Final = Style(is_bold=False, is_tall=False, is_centred=False)


class Receiver:
    """What arrives, split into what is obeyed at once and what waits.

    Attributes: waiting: the receive buffer; what is more than it holds is lost.
    """

    def __init__(self) -> None:
        self._held = b""
        self.waiting = bytearray()

    def feed(self, data: bytes) -> Iterator[Immediate]:
        """In order; whoever obeys Forget calls `forget`."""
        for byte in data:
            self._held += bytes((byte,))
            if len(self._held) == len(_ASK) + 1 and self._held.startswith(_ASK):
                yield Asked(byte)
                self._held = b""
            elif self._held == CLEAR:
                self._held = b""
                yield Forget()
            elif not self._may_be_immediate:
                # All but the newest byte is noise or text; that one may begin a command.
                kept = self._held[-1:] if byte == _DLE else b""
                self._keep(self._held[: len(self._held) - len(kept)])
                self._held = kept

    def forget(self) -> None:
        self.waiting.clear()

    @property
    def _may_be_immediate(self) -> bool:
        return CLEAR.startswith(self._held) or _ASK.startswith(self._held)

    def _keep(self, data: bytes) -> None:
        self.waiting += data[: BUFFER_SIZE_MAX - len(self.waiting)]


def take(waiting: bytearray) -> Command | None:
    """The first command, removed from what waits; None while it is not whole."""
    found = _first(bytes(waiting))
    if found is None:
        return None
    command, size = found
    del waiting[:size]
    return command


def _first(data: bytes) -> tuple[Command, int] | None:
    if not data:
        return None
    match data[0]:
        case 0x0A:
            return PrintLine(), 1
        case 0x1B:
            return _escape(data)
        case 0x1D:
            return _group(data)
        case first if first >= _TEXT_FROM:
            size = next((at for at, byte in enumerate(data) if byte < _TEXT_FROM), len(data))
            return Text(data[:size].decode(CODE_PAGE)), size
    return Nothing(), 1


def _escape(data: bytes) -> tuple[Command, int] | None:
    if len(data) < 2:
        return None
    if data[:2] == escpos.INITIALISE:
        return PLAIN, 2
    if data[1] not in _ESC_WITH_BYTE:
        return Nothing(), 2
    if len(data) < 3:
        return None
    match chr(data[1]):
        case "a":
            return Style(is_centred=data[2] in {1, 49}), 3
        case "E":
            return Style(is_bold=bool(data[2] & 1)), 3
    return Nothing(), 3


def _group(data: bytes) -> tuple[Command, int] | None:
    if len(data) < 3:
        return None
    match chr(data[1]):
        case "!":
            return Style(is_tall=bool(data[2] & 0x0F)), 3
        case "V" if data[2] in _FED_CUTS:
            return (Cut(), 4) if len(data) > 3 else None
        case "V" if data[2] in _CUTS:
            return Cut(), 3
        case "e" if data[:3] == escpos.RETRACT:
            return Retract(), 3
        case "(":
            return _function(data)
    return Nothing(), 2


def _function(data: bytes) -> tuple[Command, int] | None:
    """GS ( letter low high payload."""
    head = 5
    if len(data) < head:
        return None
    size = data[3] + 256 * data[4]
    if size > PAYLOAD_SIZE_MAX:
        return Nothing(), head
    if len(data) < head + size:
        return None
    payload = data[head : head + size]
    if data[2:3] == b"H" and payload[:2] == b"00" and len(payload) == 2 + PROCESS_ID_SIZE:
        return SayDone(payload[2:]), head + size
    return Nothing(), head + size
