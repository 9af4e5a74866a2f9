"""What the devices say, as the supervisor, the visit and the pads need to hear it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from hardware.crypto.record import LineFlag, Record, RecordKind
from hardware.errors import DeviceError
from hardware.protocol.cabinet import CabinetFlag, CabinetStatus
from hardware.protocol.card_reader import CardPosition, CardReaderStatus
from hardware.protocol.door_lock import DoorLockStatus
from hardware.protocol.escpos_replies import PrinterStatus
from hardware.protocol.hello import Provision
from hardware.protocol.pin_pad import PinPadStatus
from hardware.status import Status
from kiosk.devices.device_set import DeviceHealth
from kiosk.devices.port import PortHealth
from kiosk.domain.maintenance.doors import NOT_SEEN, SAFE, SERVICE, DoorSeen, moved
from kiosk.domain.mix import Canister
from kiosk.domain.supervisor import Device
from kiosk.domain.visit.state import Part
from kiosk.journal.entry import Out
from kiosk.journal.events import (
    CardEjected,
    CardInserted,
    DeviceStatus,
    Door,
    KeyLoaded,
    KeySwitch,
    Tamper,
    Ups,
)
from kiosk.money.ports import Ports
from kiosk.visits.card_return import CardReturn
from kiosk.visits.door_watch import DoorWatch
from kiosk.visits.house import House
from kiosk.visits.lights import Lights
from kiosk.visits.pin_entry import PinEntryDesk
from kiosk.visits.supervision import Supervision
from kiosk.visits.supplies import Supplies, value

# Without lamps and beeps a visit goes on.
_PARTS = {
    Device.CARD_READER: Part.READER,
    Device.HSM: Part.HSM,
    Device.PIN_PAD: Part.PIN_PAD,
}
# By its own sensors: jammed, or without a note whatever the counters say.
_GIVES_NONE = LineFlag.FAULT | LineFlag.EMPTY
# In less nobody turns the key, opens the safe, changes its notes, and shuts it again.
KEY_UNSEEN_S: Final = 20.0
_DOORS = ((CabinetFlag.SERVICE_DOOR, SERVICE), (CabinetFlag.SAFE_DOOR, SAFE))


class Guest(Protocol):
    """The visit under way, as far as the devices concern it."""

    @property
    def number(self) -> str: ...

    @property
    def has_card(self) -> bool: ...

    def card_is(self, insert_no: int | None) -> None: ...

    def lost(self, part: Part, *, card_at_slot: bool = False) -> None: ...


class DeviceNews:
    """Fulfils `DeviceListener`. Lives in the core thread.

    Attributes:
        card: the reader's last word; None while the reader is away.
        canisters: those that can pay, by the HSM's last record: neither jammed nor run empty.
        printer: the receipt printer's last word; None where it has said nothing, or is away.
        firmware: the number of each device's program, as it said when it answered last.
        pad: what the PIN pad said last; None where it is away.
    """

    def __init__(
        self,
        ports: Ports,
        house: House,
        supervision: Supervision,
        pins: PinEntryDesk,
        lights: Lights,
        *,
        guest: Callable[[], Guest | None],
        changed: Callable[[], None],
        key_turned: Callable[[KeySwitch], None],
        slot: Callable[[CabinetFlag], None],
        door: DoorWatch | None = None,
    ) -> None:
        """guest: the visit under way. changed: called when card or canisters are news. key_turned:
        hears the operator's key, and where it stands at the start. slot: hears what the cabinet
        says. door: hears the lock of the service door, where one is fitted."""
        self._ports = ports
        self._house = house
        self._supervision = supervision
        self._pins = pins
        self._lights = lights
        self._guest = guest
        self._changed = changed
        self._key_turned = key_turned
        self._slot = slot
        self._door = door
        self._flags: CabinetFlag | None = None
        self._cabinet: CabinetStatus | None = None
        self.pad: PinPadStatus | None = None
        self._doors: dict[str, DoorSeen] = {}
        self._unseen_since: float | None = None
        self._has_key: dict[Device, bool] = {}
        self._answered: set[Device] = set()
        self._supplies = Supplies(ports, house.notes_max)
        self._returned_no: int | None = None
        self._card_expected = False
        self.card_return = CardReturn(ports.loop, ports.devices.card_reader)
        self.card: CardReaderStatus | None = None
        self.canisters: tuple[Canister, ...] = ()
        self.printer: PrinterStatus | None = None
        self.firmware: dict[Device, int] = {}

    @property
    def flags(self) -> CabinetFlag:
        """Key, doors, battery and bin as the cabinet said last; none before it has."""
        return CabinetFlag(0) if self._flags is None else self._flags

    def has_key(self, device: Device) -> bool | None:
        """Whether this device is provisioned; None before it has said so."""
        return self._has_key.get(device)

    @property
    def cabinet(self) -> CabinetStatus | None:
        """Its last word; None while it is away."""
        return self._cabinet

    def door(self, name: str) -> DoorSeen:
        return self._doors.get(name, NOT_SEEN)

    @property
    def card_waits(self) -> bool:
        """A card is at the slot."""
        return self.card is not None and self.card.card is CardPosition.AT_SLOT

    @property
    def card_was_returned(self) -> bool:
        """It lies there because it was given back to whoever left it: nobody put it in anew."""
        return self.card is not None and self.card.insert_no == self._returned_no

    def return_left_card(self, *, expected: bool = False) -> None:
        """Nobody is being served: a card that is still held goes back.

        expected: a visit has ended without its card. What the reader shows once it answers again
        was not put in by the next customer.
        """
        self._card_expected = self._card_expected or expected
        if self.card is None:
            return
        is_left, self._card_expected = self._card_expected, False
        if self.card.card is CardPosition.LATCHED:
            is_left = True
            self.card_return.begin()
            self._ports.note(CardEjected(), None)
        if is_left and self.card.card is not CardPosition.NONE:
            self._returned_no = self.card.insert_no

    # --- card reader

    def card_reader_changed(self, status: CardReaderStatus) -> None:
        before, self.card = self.card, status
        guest = self._guest()
        inserted = before is None or before.insert_no != status.insert_no
        was_there = before is None and self._card_is_known(guest)
        if status.card is CardPosition.AT_SLOT and inserted and not was_there:
            self._ports.note(CardInserted(status.type.name.lower()), self._visit_number)
        self._supervision.reader(is_jammed=status.card is CardPosition.JAM)
        if guest is None:
            self.return_left_card()
        else:
            # A card that is jammed is still in the machine: it has not been returned.
            is_in = status.card is not CardPosition.NONE
            guest.card_is(status.insert_no if is_in else None)
        self._changed()

    # --- HSM

    def hsm_changed(self, record: Record) -> None:
        """The newest record that counts notes, whatever it is about."""
        denominations = self._house.denominations
        lines = [line for line in record.lines if line.canister <= len(denominations)]
        counted = tuple(
            Canister(line.canister, denominations[line.canister - 1], line.left) for line in lines
        )
        able = {line.canister for line in lines if not line.flags & _GIVES_NONE}
        self.canisters = tuple(each for each in counted if each.number in able)
        self._supervision.counters(record, value(counted))
        self._supplies.seen(counted)
        if record.kind is RecordKind.STATUS:  # any other is about the canisters of its own time
            self._supervision.note(canister_out=len(lines) < len(denominations))
        jammed = {line.canister for line in lines if line.flags & LineFlag.FAULT and line.left}
        cash = any(canister.left for canister in self.canisters)
        self._supervision.note(cash=cash, jammed=bool(jammed) and not cash)
        self._changed()

    def hsm_refused(self, error: DeviceError) -> None:
        if error.status is Status.NOT_PROVISIONED:
            self._key_is(Device.HSM, has_key=False)

    # --- PIN pad

    def pin_pad_changed(self, status: PinPadStatus) -> None:
        self.pad = status
        self._pins.pad_status(status)
        if status.tamper != self._supervision.conditions.tampered and self._house.uses_pad:
            if status.tamper:
                self._ports.note(Tamper(Device.PIN_PAD.value), self._visit_number, Out.FAIL)
                self._tampered()
            self._supervision.note(tampered=status.tamper)

    def _tampered(self) -> None:
        guest = self._guest()
        if guest is not None:
            guest.lost(Part.TRUST)

    # --- cabinet

    def cabinet_changed(self, status: CabinetStatus) -> None:
        before, self._flags = self._flags, status.flags
        self._cabinet = status
        changed = status.flags if before is None else before ^ status.flags
        key_on = bool(status.flags & CabinetFlag.KEY_ON)
        turned = None
        since, self._unseen_since = self._unseen_since, None
        is_unseen = since is not None and self._ports.loop.now() - since >= KEY_UNSEEN_S
        if before is None or changed & CabinetFlag.KEY_ON or is_unseen:
            turned = KeySwitch(key_on, self._guest() is not None, is_unseen)
            self._ports.note(turned, self._visit_number)
        if changed & CabinetFlag.BATTERY:
            self._ports.note(Ups(bool(status.flags & CabinetFlag.BATTERY)), self._visit_number)
        for flag, name in _DOORS:
            if changed & flag:
                is_open = bool(status.flags & flag)
                seen = self._doors.get(name, NOT_SEEN)
                self._doors[name] = moved(seen, self._ports.loop.now(), is_open=is_open)
                self._ports.note(Door(name, is_open), self._visit_number)
        open_door = bool(status.flags & CabinetFlag.SAFE_DOOR)
        on_battery = bool(status.flags & CabinetFlag.BATTERY)
        self._supervision.note(key_on=key_on, door_open=open_door, on_battery=on_battery)
        if changed & (CabinetFlag.SAFE_DOOR | CabinetFlag.SERVICE_DOOR):
            self._changed()  # staff see the doors, too
        if turned is not None:
            self._key_turned(turned)
        self._slot(status.flags)

    # --- receipt printer

    def receipt_printer_changed(self, status: PrinterStatus) -> None:
        self.printer = status
        self._supplies.paper_is(status.paper)
        self._supervision.printer(status)

    # --- lock of the service door

    def door_lock_changed(self, status: DoorLockStatus) -> None:
        if self._door is not None:
            self._door.changed(status)

    # --- liveness and keys

    def health_changed(self, health: DeviceHealth) -> None:
        self._port(Device.CARD_READER, health.card_reader)
        self._port(Device.HSM, health.hsm)
        self._port(Device.PIN_PAD, health.pin_pad)
        self._port(Device.CABINET, health.cabinet)
        self._port(Device.RECEIPT_PRINTER, health.receipt_printer)
        self._port(Device.DOOR_LOCK, health.door_lock)
        if self._door is not None:
            self._door.health(health.door_lock)
        if health.all_tried:
            self._supervision.note(devices_tried=True)

    def has_got_key(self, device: Device) -> bool:
        """A device was provisioned while the machine runs. Whether it had no key before."""
        is_new = not self._has_key.get(device, False)
        if is_new:
            self._ports.note(KeyLoaded(device.value), None)
        self._key_is(device, has_key=True)
        return is_new

    def _port(self, device: Device, health: PortHealth) -> None:
        was_up = device in self._supervision.conditions.present
        if health.is_up == was_up:
            return
        if was_up:
            self._lost(device)
        if health.is_up and health.hello is not None:
            has_key = health.hello.provision is Provision.YES
            self.firmware[device] = health.hello.firmware
            self._key_is(device, has_key=has_key)
            if device not in self._answered:
                self._answered.add(device)
                said = DeviceStatus(device.value, health.hello.firmware, has_key)
                self._ports.note(said, None)
        match device:
            case Device.CABINET:
                self._lights.forget()
            case Device.PIN_PAD if health.is_up:
                self._pins.pad_back()
        self._supervision.device(device, is_up=health.is_up, reason=health.reason)

    def _lost(self, device: Device) -> None:
        """Whoever stands before the machine is told before the machine is closed."""
        at_slot = self.card_waits
        if device is Device.CARD_READER:
            # What it said of the card is old; the first status of the next connection counts.
            self.card = None
        if device is Device.CABINET:
            self._unseen_since = self._ports.loop.now()
            self._cabinet = None
        if device is Device.PIN_PAD:
            self.pad = None
            self._pins.pad_lost()
        if device is Device.RECEIPT_PRINTER:
            self.printer = None
            self._supervision.note(receipts=False)
        guest = self._guest()
        if guest is not None and device in _PARTS:
            guest.lost(_PARTS[device], card_at_slot=at_slot)

    def _key_is(self, device: Device, *, has_key: bool) -> None:
        self._has_key[device] = has_key
        needed = {Device.HSM} | ({Device.PIN_PAD} if self._house.uses_pad else set())
        # A device that never answered is missing, which is a reason of its own.
        lacking = [each for each in needed if not self._has_key.get(each, True)]
        self._supervision.note(provisioned=not lacking)

    def _card_is_known(self, guest: Guest | None) -> bool:
        """The reader was away during the visit that this card belongs to."""
        return self._card_expected or (guest is not None and guest.has_card)

    @property
    def _visit_number(self) -> str | None:
        guest = self._guest()
        return None if guest is None else guest.number
