"""What can go wrong when talking to a device.

    HardwareError
    ├── TransportError           bytes could not move: unplugged, closed, write failed
    │   └── DeviceTimeout        no complete answer arrived before the deadline
    ├── ProtocolError            bytes moved but broke the rules of the line
    │   └── MalformedMessage     a payload of the wrong size, or with a value that has no meaning
    ├── PrinterStopped           the receipt printer cannot go on; see .cause
    └── DeviceError              the device understood and refused; see .status

`outcome` is the one question a caller asks before anything else: did the device act?
"""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal

from hardware.status import Status


class Outcome(Enum):
    """Whether the device carried the command out. Done is the absence of an error."""

    NOT_DONE = "not done"
    UNKNOWN = "unknown"


# Refusals that every device decides before anything moves or is stored. All other codes mean
# UNKNOWN: a fault inside, a canister, the envelope slot, a card that fell silent (it may have
# obeyed and lost its voice), and every code that this table does not know.
_REFUSED_BEFORE_MOVEMENT: Final = frozenset(
    {
        Status.BUSY,
        Status.LENGTH,
        Status.OPCODE,
        Status.VALUE,
        Status.NOT_PROVISIONED,
        Status.ALREADY_PROVISIONED,
        Status.WRONG_STATE,
        Status.NO_CARD,
        Status.CARD_UNREADABLE,
        Status.CARD_CHANGED,
        Status.CHALLENGE_REFUSED,
        Status.VOUCHER_INVALID,
        Status.TXN_NOT_CURRENT,
        Status.FIRST_NOT_NEXT,
        Status.TOO_MANY,
        Status.TXN_FINAL,
        Status.DOOR_OPEN,
        Status.DOOR_NOT_OPENED,
        Status.PIN_NONE,
        Status.PIN_DIFFERENT,
        Status.SLOT_FULL,
    }
)


class HardwareError(Exception):
    """Base class; catch this at the edge of the kiosk, never lower."""

    @property
    def outcome(self) -> Outcome:
        """UNKNOWN unless a subclass can prove otherwise."""
        return Outcome.UNKNOWN


class TransportError(HardwareError):
    """Bytes could not be moved.

    outcome: NOT_DONE only from a transport that knows that no byte of the command has left.
    """

    def __init__(self, message: str, *, outcome: Outcome = Outcome.UNKNOWN) -> None:
        super().__init__(message)
        self._outcome = outcome

    @property
    def outcome(self) -> Outcome:
        return self._outcome


class DeviceTimeout(TransportError):
    """No complete answer arrived in time. The command may still have run."""


class ProtocolError(HardwareError):
    """The peer broke the rules of the line. The command may still have run."""


class MalformedMessage(ProtocolError):
    """A payload has the wrong size, or a field has a value without a meaning.

    Attributes:
        status: what a device answers when it finds this in a request, LENGTH or VALUE.
    """

    def __init__(self, message: str, status: Literal[Status.LENGTH, Status.VALUE]) -> None:
        super().__init__(message)
        self.status: Status = status


class PrinterStopped(HardwareError):
    """The receipt printer cannot print, or stopped before it said that it was done.

    Attributes:
        cause: `out` of paper, `jam`, `open` cover, or `lost` before anything was sent.
    """

    def __init__(self, cause: str, outcome: Outcome) -> None:
        super().__init__(cause)
        self.cause = cause
        self._outcome = outcome

    @property
    def outcome(self) -> Outcome:
        return self._outcome


class DeviceError(HardwareError):
    """The device answered with a refusal.

    Attributes:
        code: the byte on the wire, kept even where its name is not known.
        status: its name, or None for a code newer than this table.
    """

    def __init__(self, code: int) -> None:
        self.code = int(code)
        self.status = Status.from_code(code)
        super().__init__(self.status.name if self.status is not None else f"status 0x{code:02x}")

    @property
    def outcome(self) -> Outcome:
        """NOT_DONE only for refusals known to come before any movement."""
        if self.status in _REFUSED_BEFORE_MOVEMENT:
            return Outcome.NOT_DONE
        return Outcome.UNKNOWN
