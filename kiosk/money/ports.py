"""What money needs of the outside: loop, devices, bank, journal and chance, all passed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bank_server.contract import Anchor
from hardware.crypto.secret import Secret
from kiosk.bank.bank_port import BankPort
from kiosk.devices.device_set import Devices
from kiosk.devices.results import Deliver
from kiosk.journal.entry import Entry, Out
from kiosk.journal.event_base import Event
from kiosk.journal.journal_port import JournalPort
from kiosk.runtime.loop import Loop

# An event and how it went; as an entry, where actor or reason are not what its event says.
Told = tuple[Event, Out] | Entry


@dataclass(frozen=True, slots=True)
class CardInUse:
    """The card of this visit. Its number is a secret; `insert_no` tells it from the next card.

    Attributes: stripe_code: what proves a card that has no chip; None for one that has.
    """

    insert_no: int
    card_id: Secret
    stripe_code: Secret | None = None


class PinSource(Protocol):
    """Where the typed PIN is, pad or glass: it gives PIN blocks and nothing else."""

    def block(self, slot: int, card_id: Secret, challenge: bytes, deliver: Deliver[Secret]) -> None:
        """The PIN block of slot 0 (current) or 1 (new), once; the digits are erased."""


@dataclass(frozen=True, slots=True)
class Ports:
    """
    Attributes:
        anchor: how far the journal has come; travels in every call to the bank.
        random_bytes: the operating system's, never a kept state's.
        take_cash_s: how long the HSM holds notes at the shutter, 10..120.
        pace: of the looks at devices, as in `PollTimes`; 1 but in a simulator.
    """

    loop: Loop
    devices: Devices
    bank: BankPort
    journal: JournalPort
    pins: PinSource
    anchor: Callable[[], Anchor]
    random_bytes: Callable[[int], bytes]
    take_cash_s: int
    pace: float = 1.0

    def write(self, events: Sequence[Told], visit: str | None, then: Callable[[int], None]) -> None:
        """Put events on disk, then go on with the last one's seq."""
        self.journal.submit(_entries(events, visit), then)

    def write_one(self, event: Event, visit: str | None, then: Callable[[], None]) -> None:
        """Put one event on disk, then go on."""
        self.write([(event, Out.OK)], visit, lambda _seq: then())

    def note(self, event: Event, visit: str | None, out: Out = Out.OK) -> None:
        """Put an event into the journal that no act waits for."""
        self.note_all([(event, out)], visit)

    def note_all(self, events: Sequence[Told], visit: str | None) -> None:
        """As `note`, for events that belong together."""
        self.journal.note(_entries(events, visit))


def _entries(events: Sequence[Told], visit: str | None) -> list[Entry]:
    return [
        replace(told, visit=visit)
        if isinstance(told, Entry)
        else Entry(told[0], visit, out=told[1])
        for told in events
    ]
