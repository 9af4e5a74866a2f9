"""Latches and reads a card, and tells a bad try from a card that no try will read."""

from __future__ import annotations

from hardware.drivers.card_reader import CardReader
from hardware.errors import DeviceError
from hardware.protocol.card_reader import CardIdentity
from hardware.status import Status
from kiosk.devices.results import Done, NotDone, Result


def latch_and_read(reader: CardReader) -> CardIdentity:
    reader.latch()
    return reader.read()


def may_pass(result: Result[CardIdentity]) -> bool:
    """Whether the next try may be better: not with a card of another kind, and not without one."""
    match result:
        case Done() | NotDone(DeviceError(status=Status.NO_CARD)):
            return False
    return True
