"""The receipt printer: takes ESC/POS, prints line by line, and says when it has cut."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Final

from hardware.emulators.dispenser import Delays
from hardware.emulators.escpos_parser import (
    PLAIN,
    Asked,
    Command,
    Cut,
    Forget,
    Immediate,
    Nothing,
    PrintLine,
    Receiver,
    Retract,
    SayDone,
    Style,
    Text,
    take,
)
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.paper import Paper, PrintedLine, Slip
from hardware.emulators.power import Power
from hardware.emulators.powered import PoweredDevice
from hardware.protocol.escpos import Ask
from hardware.protocol.escpos_replies import (
    FIXED,
    Fault,
    Offline,
    Printer,
    cleared,
    presented,
    processed,
)
from hardware.protocol.escpos_replies import Paper as PaperBits

COLUMNS: Final = 42
FAULTS_PLANNED_MAX: Final = 32
FAULT_AT_LINE: Final = 4  # of the receipt: part of it is on paper
SLOW_S: Final = 15.0  # longer than anybody waits for a receipt
STEPS_MAX: Final = 10_000  # each takes a byte from a bounded buffer, or ends a movement
SAID_SIZE_MAX: Final = 256

Movement = PrintLine | Cut | Retract


class PrintFault(StrEnum):
    """What will happen to a receipt that comes."""

    OK = "ok"
    OUT = "out"
    JAM = "jam"
    LOST = "lost"  # printed, and nobody is told
    SLOW = "slow"


class ReceiptPrinterEmulator(PoweredDevice):
    """Device side of the receipt printer. Paper, cover and jam are matter: set from outside.

    Attributes:
        paper: the roll, and what became of it.
        planned: faults of the next receipts.
        on_slip: told when a receipt lies in the slot. on_change: paper or printer have changed.
    """

    def __init__(
        self, memory: NonVolatile, *, monotonic: Callable[[], float], delays: Delays
    ) -> None:
        super().__init__(Power())
        self.paper = Paper(memory)
        self.planned: deque[PrintFault] = deque(maxlen=FAULTS_PLANNED_MAX)
        self.on_slip: Callable[[Slip], None] = lambda _slip: None
        self.on_change: Callable[[], None] = lambda: None
        self._monotonic = monotonic
        self._delays = delays
        self._said = bytearray()
        self._start()

    @property
    def can_print(self) -> bool:
        return not (self.paper.is_out or self.paper.is_jammed or self.paper.is_cover_open)

    @property
    def is_busy(self) -> bool:
        return self._moving is not None

    def next_due(self) -> float | None:
        if self._moving is None or not (self.power.is_on and self.can_print):
            return None
        return self._moved_at

    def unasked(self) -> bytes:
        said, self._said = bytes(self._said), bytearray()
        return said

    # --- hands

    def load_paper(self, lines: int) -> None:
        """Another roll; what hangs from the printer is torn off."""
        self.catch_up()
        self.paper.left = lines
        self.paper.tear_off()
        self._changed()

    def set_jam(self, *, is_jammed: bool) -> None:
        """To clear one, what sticks in the printer is torn off."""
        self.catch_up()
        self.paper.is_jammed = is_jammed
        if not is_jammed:
            self.paper.tear_off()
        self._changed()

    def set_cover(self, *, is_open: bool) -> None:
        self.catch_up()
        self.paper.is_cover_open = is_open
        self._changed()

    def take_receipt(self) -> int:
        """What sticks out. How many receipts; 0 where there is none."""
        self.catch_up()
        return self.paper.take() if self.paper.in_slot else 0

    # --- device

    def _went_dark(self) -> None:
        super()._went_dark()
        self.paper.store()  # it hangs where it hung

    def _start(self) -> None:
        self._forget_line()

    def _forget_line(self) -> None:
        """Paper stays where it is; all else is memory that needs power."""
        self._receiver = Receiver()
        self._said = bytearray()
        self._line, self._style = "", PLAIN
        self._moving: Movement | None = None
        self._moved_at = 0.0
        self._is_running = False
        self._fault = PrintFault.OK
        self._is_in_receipt = False

    def _hear(self, data: bytes) -> Iterator[bytes]:
        for immediate in self._receiver.feed(data):
            yield self._obey_at_once(immediate)
        self._advance()
        yield self.unasked()

    def _obey_at_once(self, immediate: Immediate) -> bytes:
        match immediate:
            case Forget():
                self._receiver.forget()
                self._line, self._style = "", PLAIN
                return cleared()
            case Asked(Ask.PRESENTER):
                return presented(has_receipt=bool(self.paper.in_slot), is_out=self.paper.is_out)
            case Asked(number) if number in self._status_bytes:
                return bytes((self._status_bytes[number],))
        return b""

    @property
    def _status_bytes(self) -> dict[int, int]:
        paper = self.paper
        offline = (Offline.COVER_OPEN if paper.is_cover_open else 0) | (
            Offline.PAPER_END if paper.is_out else 0
        )
        return {
            Ask.PRINTER: FIXED | (0 if self.can_print else Printer.OFFLINE),
            Ask.OFFLINE: FIXED | offline | (Offline.ERROR if paper.is_jammed else 0),
            Ask.ERROR: FIXED | (Fault.CUTTER if paper.is_jammed else 0),
            Ask.PAPER: FIXED
            | (PaperBits.NEAR_END if paper.is_low else 0)
            | (PaperBits.END if paper.is_out else 0),
        }

    def _advance(self) -> None:
        for _ in range(STEPS_MAX):
            if not self.can_print:
                self._is_running = False
                return
            if self._moving is not None:
                if self._monotonic() < self._moved_at:
                    return
                self._move()
            elif (command := take(self._receiver.waiting)) is not None:
                self._obey(command)
            else:
                self._is_running = False
                return

    def _obey(self, command: Command) -> None:
        match command:
            case Text(text):
                self._type(text)
            case Style():
                self._style = _changed_by(self._style, command)
            case PrintLine() | Cut() | Retract():
                self._begin(command)
            case SayDone(ident):
                if self._fault is not PrintFault.LOST and len(self._said) < SAID_SIZE_MAX:
                    self._said += processed(ident)
                self._fault = PrintFault.OK
            case Nothing():
                pass

    def _type(self, text: str) -> None:
        """A line that is full prints itself, at once: no receipt of ours has one."""
        self._line += text
        while len(self._line) > COLUMNS:
            rest = self._line[COLUMNS:]
            self._line = self._line[:COLUMNS]
            self._put_line()
            self._line = rest

    def _begin(self, movement: Movement) -> None:
        is_line = isinstance(movement, PrintLine)
        if is_line and not self._is_in_receipt:
            self._is_in_receipt = True
            self._fault = self.planned.popleft() if self.planned else PrintFault.OK
        seconds = self._delays.line_s if is_line else self._delays.cut_s
        if isinstance(movement, Cut) and self._is_in_receipt and self._fault is PrintFault.SLOW:
            seconds += SLOW_S
        # One movement follows the other: looking late makes none of them slower.
        began = self._moved_at if self._is_running else self._monotonic()
        self._moving, self._moved_at, self._is_running = movement, began + seconds, True

    def _move(self) -> None:
        movement, self._moving = self._moving, None
        match movement:
            case PrintLine():
                self._put_line()
                if len(self.paper.hanging) == FAULT_AT_LINE:
                    self._fail()
            case Retract():
                self.paper.retract()
                self.on_change()
            case Cut():
                self._is_in_receipt = False
                if (slip := self.paper.cut()) is not None:
                    self.on_slip(slip)
        if self.paper.is_out:
            self._changed()

    def _put_line(self) -> None:
        style = self._style
        self.paper.put(
            PrintedLine(
                self._line, bool(style.is_bold), bool(style.is_tall), bool(style.is_centred)
            )
        )
        self._line = ""

    def _fail(self) -> None:
        match self._fault:
            case PrintFault.OUT:
                self.paper.left = 0
            case PrintFault.JAM:
                self.paper.is_jammed = True
            case _:
                return
        self._changed()

    def _changed(self) -> None:
        self.paper.store()
        self.on_change()


def _changed_by(style: Style, new: Style) -> Style:
    given = {
        name: value
        for name in ("is_bold", "is_tall", "is_centred")
        if (value := getattr(new, name)) is not None
    }
    return replace(style, **given)
