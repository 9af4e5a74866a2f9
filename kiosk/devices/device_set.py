"""The devices of the kiosk, and whether each of them is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeVar

from hardware.crypto.record import MAC_SIZE, Record, RecordKind
from hardware.drivers.cabinet import Cabinet
from hardware.drivers.card_reader import CardReader
from hardware.drivers.door_lock import DoorLock
from hardware.drivers.hsm import Hsm
from hardware.drivers.pin_pad import PinPad
from hardware.drivers.receipt_printer import LooseEnd, ReceiptPrinter
from hardware.errors import DeviceError
from hardware.protocol.cabinet import CabinetStatus
from hardware.protocol.card_reader import CardReaderStatus
from hardware.protocol.door_lock import DoorLockStatus
from hardware.protocol.escpos_replies import PrinterStatus
from hardware.protocol.link import Link, Transport
from hardware.protocol.pin_pad import PinPadStatus
from kiosk.devices.port import (
    CLOSE_TIMEOUT_S,
    D,
    DevicePort,
    PortHealth,
    PortListener,
    PortState,
    Post,
    RunningPort,
)
from kiosk.devices.port_inline import InlinePort
from kiosk.devices.port_worker import PortWorker
from kiosk.runtime.loop import Loop

S = TypeVar("S")

CARD_READER: Final = "card_reader"
HSM: Final = "hsm"
PIN_PAD: Final = "pin_pad"
CABINET: Final = "cabinet"
RECEIPT_PRINTER: Final = "receipt_printer"
DOOR_LOCK: Final = "door_lock"

_NONCE_SIZE: Final = 16
_UNTRIED: Final = PortHealth()


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """Liveness of all devices as one value; no machine waits for printer or door lock."""

    card_reader: PortHealth = _UNTRIED
    hsm: PortHealth = _UNTRIED
    pin_pad: PortHealth = _UNTRIED
    cabinet: PortHealth = _UNTRIED
    receipt_printer: PortHealth = _UNTRIED
    door_lock: PortHealth = _UNTRIED

    @property
    def all_up(self) -> bool:
        return all(port.is_up for port in (self.card_reader, self.hsm, self.pin_pad, self.cabinet))

    @property
    def all_tried(self) -> bool:
        """Every port has been tried at least once, so that what is away is really away."""
        ports = (self.card_reader, self.hsm, self.pin_pad, self.cabinet)
        return all(port.state is not PortState.CONNECTING for port in ports)


@dataclass(frozen=True, slots=True)
class Devices:
    """The ports as the core uses them.

    The HSM's status is a record: STATUS while nothing else is polled for (txid and mac zeroed,
    so that only news is news), the transaction's with `watch(True, lambda hsm: hsm.get(txid))`.
    receipt_printer, door_lock: None where the machine has none.
    """

    card_reader: DevicePort[CardReader, CardReaderStatus]
    hsm: DevicePort[Hsm, Record]
    pin_pad: DevicePort[PinPad, PinPadStatus]
    cabinet: DevicePort[Cabinet, CabinetStatus]
    receipt_printer: DevicePort[ReceiptPrinter, PrinterStatus] | None = None
    door_lock: DevicePort[DoorLock, DoorLockStatus] | None = None


class DeviceListener(Protocol):
    """What the core wants to hear of the devices; each is called in the core thread."""

    def card_reader_changed(self, status: CardReaderStatus) -> None: ...

    def hsm_changed(self, record: Record) -> None: ...

    def hsm_refused(self, error: DeviceError) -> None:
        """The HSM refuses its poll, e.g. NOT_PROVISIONED or TXN_NOT_CURRENT."""

    def pin_pad_changed(self, status: PinPadStatus) -> None: ...

    def cabinet_changed(self, status: CabinetStatus) -> None: ...

    def receipt_printer_changed(self, status: PrinterStatus) -> None: ...

    def door_lock_changed(self, status: DoorLockStatus) -> None: ...

    def health_changed(self, health: DeviceHealth) -> None: ...


class MakePort(Protocol):
    """Puts an engine behind a thread or behind a virtual loop."""

    def __call__(
        self,
        name: str,
        connect: Callable[[], D],
        poll: Callable[[D], S],
        listener: PortListener[S],
    ) -> RunningPort[D, S]: ...


class DeviceSet:
    """Opens, watches and closes the ports. Made and used in the core thread."""

    def __init__(
        self,
        open_transport: Callable[[str], Transport],
        make_port: MakePort,
        listener: DeviceListener,
        *,
        monotonic: Callable[[], float],
        random_bytes: Callable[[int], bytes],
        has_printer: bool = False,
        has_door_lock: bool = False,
    ) -> None:
        """open_transport: by the device's name; raises TransportError, called in its thread."""
        self._listener = listener
        self._monotonic = monotonic
        self._health = DeviceHealth()

        def link(name: str) -> Link:
            return Link(open_transport(name), monotonic=monotonic, first_seq=random_bytes(1)[0])

        self._card_reader = make_port(
            CARD_READER,
            lambda: CardReader(link(CARD_READER)),
            CardReader.status,
            PortListener(listener.card_reader_changed, self._card_reader_health),
        )
        self._hsm = make_port(
            HSM,
            lambda: Hsm(link(HSM)),
            lambda hsm: _quiet(hsm.status(random_bytes(_NONCE_SIZE))),
            PortListener(listener.hsm_changed, self._hsm_health, listener.hsm_refused),
        )
        self._pin_pad = make_port(
            PIN_PAD,
            lambda: PinPad(link(PIN_PAD)),
            PinPad.status,
            PortListener(listener.pin_pad_changed, self._pin_pad_health),
        )
        self._cabinet = make_port(
            CABINET,
            lambda: Cabinet(link(CABINET)),
            Cabinet.status,
            PortListener(listener.cabinet_changed, self._cabinet_health),
        )
        paper_end = LooseEnd()
        self._receipt_printer = (
            make_port(
                RECEIPT_PRINTER,
                lambda: ReceiptPrinter(
                    open_transport(RECEIPT_PRINTER),
                    monotonic=monotonic,
                    first_id=int.from_bytes(random_bytes(2), "big"),
                    end=paper_end,
                ),
                ReceiptPrinter.watch,
                PortListener(listener.receipt_printer_changed, self._receipt_printer_health),
            )
            if has_printer
            else None
        )
        self._door_lock = (
            make_port(
                DOOR_LOCK,
                lambda: DoorLock(link(DOOR_LOCK)),
                DoorLock.status,
                PortListener(listener.door_lock_changed, self._door_lock_health),
            )
            if has_door_lock
            else None
        )
        self.devices = Devices(
            *(self._card_reader, self._hsm, self._pin_pad, self._cabinet),
            receipt_printer=self._receipt_printer,
            door_lock=self._door_lock,
        )

    @property
    def health(self) -> DeviceHealth:
        """As last told to the listener."""
        return self._health

    def start(self) -> None:
        self._card_reader.start()
        self._hsm.start()
        self._pin_pad.start()
        self._cabinet.start()
        if self._receipt_printer is not None:
            self._receipt_printer.start()
        if self._door_lock is not None:
            self._door_lock.start()

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """End all ports, side by side; True if all have ended in time.

        timeout_s: for all of them together. Commands under way get half of it to end by themselves.
        """
        all_ports = (
            *(self._card_reader, self._hsm, self._pin_pad, self._cabinet),
            *(self._receipt_printer, self._door_lock),
        )
        ports = [port for port in all_ports if port is not None]
        began_s = self._monotonic()

        def left_s(share: float) -> float:
            return max(0.0, began_s + timeout_s * share - self._monotonic())

        for port in ports:
            port.stop()
        for port in ports:
            port.cut(left_s(0.5))
        ended = [port.close(left_s(1.0)) for port in ports]
        return all(ended)

    def _card_reader_health(self, health: PortHealth) -> None:
        self._tell(replace(self._health, card_reader=health))

    def _hsm_health(self, health: PortHealth) -> None:
        self._tell(replace(self._health, hsm=health))

    def _pin_pad_health(self, health: PortHealth) -> None:
        self._tell(replace(self._health, pin_pad=health))

    def _cabinet_health(self, health: PortHealth) -> None:
        self._tell(replace(self._health, cabinet=health))

    def _receipt_printer_health(self, health: PortHealth) -> None:
        self._tell(replace(self._health, receipt_printer=health))

    def _door_lock_health(self, health: PortHealth) -> None:
        self._tell(replace(self._health, door_lock=health))

    def _tell(self, health: DeviceHealth) -> None:
        self._health = health
        self._listener.health_changed(health)


def threaded(post: Post, monotonic: Callable[[], float]) -> MakePort:
    """A thread for each port: the product."""

    def make(
        name: str,
        connect: Callable[[], D],
        poll: Callable[[D], S],
        listener: PortListener[S],
    ) -> RunningPort[D, S]:
        return PortWorker(name, connect, poll, post, listener, monotonic=monotonic)

    return make


def inline(loop: Loop, pace: float = 1.0) -> MakePort:
    """No thread, virtual time: the simulator. pace: of the polls, see `PollTimes`."""

    def make(
        name: str,
        connect: Callable[[], D],
        poll: Callable[[D], S],
        listener: PortListener[S],
    ) -> RunningPort[D, S]:
        return InlinePort(name, connect, poll, loop, listener, pace)

    return make


def _quiet(record: Record) -> Record:
    """Without what is new in every answer."""
    if record.kind is not RecordKind.STATUS:
        return record
    return replace(record, txid=bytes(_NONCE_SIZE), mac=bytes(MAC_SIZE))
