"""The receipt printer, in ESC/POS. Blocking, one command at a time, in the thread of its port.

A receipt is surely not printed, surely printed, or nobody knows: then it is never printed again by
itself, and what is left of it is forgotten and cut off as soon as the printer can, so that the
next customer does not get it with his own. Source: docs/protocols.md, section 1.6.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from hardware.errors import DeviceTimeout, HardwareError, Outcome, PrinterStopped
from hardware.protocol import escpos
from hardware.protocol.escpos import Ask
from hardware.protocol.escpos_replies import (
    Cleared,
    PaperLevel,
    Presented,
    PrinterStatus,
    Processed,
    Reply,
    ReplyReader,
    StatusByte,
)
from hardware.protocol.hello import DeviceKind, Hello, Provision
from hardware.protocol.link import COMMAND_TIMEOUT_S, Transport

PRINT_TIMEOUT_S: Final = 8.0  # a receipt of 60 lines takes two
LOOK_S: Final = 0.25  # silence after which a printer that prints is asked how it is
CUT_TIMEOUT_S: Final = 2.0  # a cut, or a receipt that is taken back
LOOKS_MAX: Final = round(PRINT_TIMEOUT_S / LOOK_S)
CUTS_MAX: Final = 3  # after one failure; a printer that never says done does not eat its roll
SETTLE_S: Final = 0.05  # silence after which nothing late comes any more
LATE_READS_MAX: Final = 64
LOST: Final = "lost"

_ID_COUNT: Final = 10_000
_FOUR: Final = (Ask.PRINTER, Ask.OFFLINE, Ask.ERROR, Ask.PAPER)

R = TypeVar("R", StatusByte, Cleared, Presented)


@dataclass(slots=True)
class LooseEnd:
    """What the kiosk knows of the paper's end; a line that fails and comes back changes nothing.

    Attributes:
        may_hang: half a receipt may hang from the printer: of before this run, or of a print that
            failed. cuts_left: tries to cut it off.
    """

    may_hang: bool = True
    cuts_left: int = CUTS_MAX


class ReceiptPrinter:
    """Any ESC/POS printer on a serial line. first_id: of the process ids, best by chance.

    end: of the former connection to the same printer, if there was one.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        monotonic: Callable[[], float],
        first_id: int,
        end: LooseEnd | None = None,
    ) -> None:
        self._transport = transport
        self._monotonic = monotonic
        self._next_id = first_id % _ID_COUNT
        self._reader = ReplyReader()
        self._done_id = b""  # the last process id that was heard
        self._has_sensor = True  # until it does not answer
        self._is_in_step = False  # something late may still be on the line
        self._end = end or LooseEnd()

    def hello(self) -> Hello:
        """Whether an ESC/POS printer answers; in the kiosk's own form, since it has no HELLO.

        What a former kiosk has left in its buffer is forgotten, and what hangs is cut off and
        taken back in. Repeatable.
        """
        self._forget()
        self._answers(escpos.ask(Ask.PRINTER), StatusByte)
        try:
            self._answers(escpos.ask(Ask.PRESENTER), Presented)
        except DeviceTimeout:
            self._has_sensor = False
        self._cut_off(takes_back=True)
        return Hello(DeviceKind.RECEIPT_PRINTER, 0, Provision.NO, None, "")

    def watch(self) -> PrinterStatus:
        """The status; what hangs is cut off and taken back in, once the printer can. Repeatable."""
        status = self.status()
        if not (self._has_cut_to_make and status.can_print):
            return status
        self._forget()
        self._cut_off(takes_back=True)
        return self.status()

    def take_back(self) -> None:
        """What lies in the slot is taken back in, if the printer sees it and can. Repeatable."""
        if self.status().has_receipt:
            self._carry_out(escpos.RETRACT)

    def status(self) -> PrinterStatus:
        """Paper, cover, jam, and whether a receipt sticks out. Repeatable, changes nothing."""
        has_receipt = None
        if self._has_sensor:
            (sensor,) = self._answers(escpos.ask(Ask.PRESENTER), Presented)
            has_receipt = sensor.has_receipt
        asked = b"".join(map(escpos.ask, _FOUR))
        four = self._answers(asked, StatusByte, len(_FOUR))
        return PrinterStatus.of(bytes(each.value for each in four), has_receipt=has_receipt)

    def print(self, job: bytes) -> None:
        """Print and cut; returns when the printer says that it has. Not repeatable.

        job: from `kiosk.receipts`, at most JOB_SIZE_MAX bytes; it ends with the cut.
        Raises PrinterStopped NOT_DONE where it cannot print and nothing was sent, UNKNOWN where it
        stopped on the way; TransportError and DeviceTimeout where nobody knows.
        """
        if not 0 < len(job) <= escpos.JOB_SIZE_MAX:
            raise ValueError("the job is empty or larger than the printer's buffer")
        try:
            now = self.status()
        except HardwareError as error:
            raise PrinterStopped(LOST, Outcome.NOT_DONE) from error
        _need(now, Outcome.NOT_DONE)
        if now.is_offline:
            raise PrinterStopped(LOST, Outcome.NOT_DONE)
        first = self._away_with_it if self._end.may_hang else b""
        self._end.may_hang, self._end.cuts_left = True, CUTS_MAX
        try:
            self._carry_out(first + job, PRINT_TIMEOUT_S)
        except HardwareError:
            self._forget()
            # It is cut for the customer who stands there: it may be the whole receipt.
            self._cut_off(takes_back=False)
            raise
        self._end.may_hang = False

    def close(self) -> None:
        """Close the line; any thread may."""
        self._transport.close()

    @property
    def _has_cut_to_make(self) -> bool:
        return self._end.may_hang and self._end.cuts_left > 0

    @property
    def _away_with_it(self) -> bytes:
        """What hangs is cut off, and goes back in where there is a presenter."""
        return escpos.CUT + (escpos.RETRACT if self._has_sensor else b"")

    def _cut_off(self, *, takes_back: bool) -> None:
        """What hangs never waits for the next receipt; a printer that cannot cut now can later.

        takes_back: only where the slot was empty before: else a customer's own may lie in it.
        """
        with contextlib.suppress(HardwareError):
            now = self.status()
            if not (self._has_cut_to_make and now.can_print):
                return
            self._end.cuts_left -= 1
            goes_back = takes_back and now.has_receipt is False
            self._carry_out(self._away_with_it if goes_back else escpos.CUT)
            self._end.may_hang = False

    def _carry_out(self, commands: bytes, timeout_s: float = CUT_TIMEOUT_S) -> None:
        """And wait until the printer says that it has."""
        ident = f"{self._next_id:04d}".encode("ascii")
        self._next_id = (self._next_id + 1) % _ID_COUNT
        self._transport.write(commands + escpos.process_id(ident))
        self._wait_for(ident, timeout_s)

    def _wait_for(self, ident: bytes, timeout_s: float) -> None:
        """Until the printer says that it is done, stops, or is silent for too long."""
        until_s, looks = self._monotonic() + timeout_s, 0
        while self._done_id != ident:
            now_s = self._monotonic()
            if looks == LOOKS_MAX or now_s >= until_s:
                raise DeviceTimeout("the printer has not said that it is done")
            if not self._hear(min(until_s, now_s + LOOK_S)):
                looks += 1
                self._look(ident)

    def _look(self, ident: bytes) -> None:
        """Raises PrinterStopped; one that does not answer while it cuts has its whole time."""
        with contextlib.suppress(DeviceTimeout):
            found = self.status()
            if self._done_id != ident:
                _need(found, Outcome.UNKNOWN)

    def _forget(self) -> None:
        """What has not been printed of a receipt is nobody's any more.

        A printer that does not know the command, or is gone, is asked again when it next connects.
        """
        with contextlib.suppress(HardwareError):
            self._answers(escpos.CLEAR, Cleared)

    # --- what it says

    def _answers(self, command: bytes, kind: type[R], count: int = 1) -> list[R]:
        """To a command that is obeyed at once. Raises DeviceTimeout."""
        self._settle()
        self._transport.write(command)
        until_s, found = self._monotonic() + COMMAND_TIMEOUT_S, list[R]()
        while len(found) < count:
            replies = self._hear(until_s)
            if not replies:
                self._is_in_step = False
                raise DeviceTimeout("no answer before the deadline")
            found += (reply for reply in replies if isinstance(reply, kind))
        return found[:count]

    def _settle(self) -> None:
        """No answer to a former question is taken for the answer to the next one."""
        patience_s = 0.0 if self._is_in_step else SETTLE_S
        for _ in range(LATE_READS_MAX):
            data = self._transport.read(patience_s)
            if not data:
                break
            self._take(data)
        self._is_in_step = True

    def _hear(self, until_s: float) -> list[Reply]:
        """The next replies, as soon as there is one; none when none will come in time."""
        while (left_s := until_s - self._monotonic()) > 0:
            data = self._transport.read(left_s)
            if not data:
                break
            if replies := self._take(data):
                return replies
        return []

    def _take(self, data: bytes) -> list[Reply]:
        replies = self._reader.feed(data)
        for reply in replies:
            if isinstance(reply, Processed):
                self._done_id = reply.ident
        return replies


def failure_code(error: Exception) -> str:
    """`out`, `jam`, `open` or `lost`: why a receipt was not printed, or may not have been."""
    return error.cause if isinstance(error, PrinterStopped) else LOST


def _need(now: PrinterStatus, outcome: Outcome) -> None:
    """Raises PrinterStopped."""
    if now.is_jammed:
        raise PrinterStopped("jam", outcome)
    if now.cover_open:
        raise PrinterStopped("open", outcome)
    if now.paper is PaperLevel.OUT:
        raise PrinterStopped("out", outcome)
