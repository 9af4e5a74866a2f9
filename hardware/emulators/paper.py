"""The roll as matter: what is left of it, what hangs from the printer, what lies in the slot."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from hardware.emulators.image import (
    Image,
    JsonValue,
    flag,
    number,
    require_format,
    rows,
    stamped,
    text,
)
from hardware.emulators.nonvolatile import NonVolatile

FORMAT: Final = 2
FORMAT_WITH_HANGING: Final = 2
ROLL_LINES: Final = 8_000  # 80 m
ROLL_LINES_MAX: Final = 100_000
NEAR_END_LINES: Final = 150  # what is left where the near-end sensor sees it
CUT_LINES: Final = 3  # fed from the head to the knife
SLIPS_KEPT_MAX: Final = 2  # a snapshot of them fits into a line of the control socket
SLIP_LINES_KEPT_MAX: Final = 64
RECEIPTS_IN_SLOT_MAX: Final = 1_000


@dataclass(frozen=True, slots=True)
class PrintedLine:
    text: str
    is_bold: bool = False
    is_tall: bool = False
    is_centred: bool = False


@dataclass(slots=True)
class Slip:
    """A piece of the roll that has been cut off. number: counted from the first one of this run.

    is_taken: by a customer. is_back: the printer has taken it back in.
    """

    number: int
    lines: tuple[PrintedLine, ...]
    is_taken: bool = False
    is_back: bool = False


@dataclass(slots=True)
class Paper:
    """
    Attributes:
        left: lines on the roll. in_slot: receipts that stick out.
        hanging: printed and not cut yet; it is paper, so it outlives power and process.
        slips: the last ones, oldest first; with the process they are forgotten.
    """

    memory: NonVolatile
    left: int = ROLL_LINES
    in_slot: int = 0
    is_jammed: bool = False
    is_cover_open: bool = False
    hanging: list[PrintedLine] = field(default_factory=list)
    slips: deque[Slip] = field(default_factory=lambda: deque(maxlen=SLIPS_KEPT_MAX))
    _count: int = 0

    def __post_init__(self) -> None:
        image = self.memory.load()
        if image is None:
            return
        require_format(image, FORMAT)
        self.left, self.in_slot = number(image, "left"), number(image, "in_slot")
        self.is_jammed, self.is_cover_open = flag(image, "jammed"), flag(image, "cover_open")
        if number(image, "format") >= FORMAT_WITH_HANGING:
            self.hanging = [_line(row) for row in rows(image, "hanging")]

    @property
    def is_out(self) -> bool:
        return self.left <= 0

    @property
    def is_low(self) -> bool:
        return self.left <= NEAR_END_LINES

    def feed(self, lines: int) -> None:
        self.left = max(0, self.left - lines)

    def put(self, line: PrintedLine) -> None:
        self.feed(2 if line.is_tall else 1)
        self.hanging.append(line)
        del self.hanging[:-SLIP_LINES_KEPT_MAX]
        if len(self.hanging) == 1:
            self.store()  # a process that is killed leaves a piece behind

    def cut(self) -> Slip | None:
        """Into the slot; a strip with nothing on it falls away."""
        self.feed(CUT_LINES)
        slip = None
        if self.hanging:
            self._count += 1
            slip = Slip(self._count, tuple(self.hanging))
            self.slips.append(slip)
            self.in_slot = min(self.in_slot + 1, RECEIPTS_IN_SLOT_MAX)
        self.hanging.clear()
        self.store()
        return slip

    def take(self) -> int:
        """Whatever sticks out. How many receipts."""
        taken, self.in_slot = self.in_slot, 0
        for slip in self.slips:
            slip.is_taken = slip.is_taken or not slip.is_back
        self.store()
        return taken

    def retract(self) -> None:
        """Whatever sticks out falls into the printer."""
        self.in_slot = 0
        for slip in self.slips:
            slip.is_back = slip.is_back or not slip.is_taken
        self.store()

    def tear_off(self) -> None:
        """Whoever opens the printer tears off what hangs from it."""
        self.hanging.clear()

    def store(self) -> None:
        image: Image = {
            "left": self.left,
            "in_slot": self.in_slot,
            "jammed": self.is_jammed,
            "cover_open": self.is_cover_open,
            "hanging": [*map(_row, self.hanging)],
        }
        self.memory.store(stamped(image, FORMAT))


def _row(line: PrintedLine) -> JsonValue:
    return {
        "text": line.text,
        "bold": line.is_bold,
        "tall": line.is_tall,
        "centred": line.is_centred,
    }


def _line(row: Image) -> PrintedLine:
    return PrintedLine(
        text(row, "text"), flag(row, "bold"), flag(row, "tall"), flag(row, "centred")
    )
