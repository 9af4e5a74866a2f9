"""The cabinet: key switch, doors, lamps, beeper, and the envelope slot."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from hardware.emulators.dispenser import Delays
from hardware.emulators.envelope_slot import EnvelopeSlot
from hardware.emulators.envelopes import EnvelopeWorks
from hardware.emulators.factory import Factory
from hardware.emulators.image import Image, number, optional_table, require_format, stamped, table
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.power import Power, PowerLost
from hardware.emulators.serial_device import FIRMWARE, Refusal, SerialDevice
from hardware.protocol.cabinet import (
    BeepRequest,
    CabinetFlag,
    CabinetOp,
    CabinetStatus,
    LampId,
    LampRequest,
    SlotOpenRequest,
    Tone,
)
from hardware.protocol.fields import want_empty
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, Provision
from hardware.status import Status

FORMAT: Final = 2  # 1 had no slot
BEEPS_KEPT_MAX: Final = 64


class CabinetEmulator(SerialDevice):
    """Device side of the cabinet. Switches and doors are matter: they are set from outside.

    Attributes:
        flags: what switches and sensors say.
        slot: takes envelopes; see there.
        lamps: those that are lit. beeps: the last ones, oldest first.
        on_lamp, on_beep: told each change and each sound.
    """

    def __init__(
        self,
        memory: NonVolatile,
        envelopes: EnvelopeWorks,
        *,
        monotonic: Callable[[], float],
        random_bytes: Callable[[int], bytes],
        delays: Delays | None = None,
        power: Power | None = None,
    ) -> None:
        super().__init__(power or Power())
        self._memory = memory
        self._random_bytes = random_bytes
        self.flags = CabinetFlag(0)
        self.lamps: set[LampId] = set()
        self.beeps: deque[Tone] = deque(maxlen=BEEPS_KEPT_MAX)
        self.on_lamp: Callable[[LampId, bool], None] = lambda _lamp, _on: None
        self.on_beep: Callable[[Tone], None] = lambda _tone: None
        self.slot = EnvelopeSlot(
            envelopes, self.power, delays or Delays(), monotonic=monotonic, keep=self._store
        )
        self._start()

    @property
    def is_bin_full(self) -> bool:
        """By its sensor, which somebody may have covered."""
        return self.slot.works.is_full or CabinetFlag.ENVELOPES_FULL in self.flags

    def put_envelope(self) -> None:
        """The customer's hand at the slot; see EnvelopeSlot.insert."""
        self.catch_up()
        try:
            if self.power.is_on:
                self.slot.insert()
        except PowerLost:
            self._went_dark()

    def pull_envelope_back(self) -> None:
        """The same; see EnvelopeSlot.pull_back."""
        self.catch_up()
        try:
            if self.power.is_on:
                self.slot.pull_back()
        except PowerLost:
            self._went_dark()

    def next_due(self) -> float | None:
        return self.slot.next_due() if self.power.is_on else None

    def _start(self) -> None:
        image = self._memory.load()
        if image is None:
            self._factory = Factory.make(self._random_bytes)
            self._store()
            return
        require_format(image, FORMAT)
        self._factory = Factory.restore(table(image, "factory"))
        slot = optional_table(image, "slot")
        if slot is not None:
            self.slot.restore(slot, number(image, "envelope_no"))
        self.slot.start()

    def _store(self) -> None:
        image: Image = {
            "factory": self._factory.image(),
            "envelope_no": self.slot.envelope_no,
            "slot": self.slot.image(),
        }
        self._memory.store(stamped(image, FORMAT))

    def _advance(self) -> None:
        self.slot.advance()

    def _went_dark(self) -> None:
        super()._went_dark()
        for lamp in sorted(self.lamps):
            self._light(lamp, on=False)

    def _hello(self) -> Hello:
        return Hello(DeviceKind.CABINET, FIRMWARE, Provision.NO, None, self._factory.serial)

    def _obey(self, op: int, payload: bytes) -> bytes:
        match op:
            case CommonOp.STATUS:
                want_empty(payload)
                return self._status().encode()
            case CabinetOp.SLOT_OPEN:
                wanted_slot = SlotOpenRequest.decode(payload)
                self.slot.open(wanted_slot, is_full=self.is_bin_full)
                return b""
            case CabinetOp.SLOT_CLOSE:
                want_empty(payload)
                self.slot.close()
                return b""
            case CabinetOp.LAMP:
                wanted = LampRequest.decode(payload)
                self._light(wanted.lamp, on=wanted.on)
                return b""
            case CabinetOp.BEEP:
                tone = BeepRequest.decode(payload).tone
                self.beeps.append(tone)
                self.on_beep(tone)
                return b""
            case _:
                # PROVISION and COMMIT too: there is no key here.
                raise Refusal(Status.OPCODE)

    def _status(self) -> CabinetStatus:
        slot = self.slot
        full = CabinetFlag.ENVELOPES_FULL if self.is_bin_full else CabinetFlag(0)
        return CabinetStatus(self.flags | full, slot.state, slot.txid, slot.envelope_no)

    def _light(self, lamp: LampId, *, on: bool) -> None:
        if on == (lamp in self.lamps):
            return
        if on:
            self.lamps.add(lamp)
        else:
            self.lamps.discard(lamp)
        self.on_lamp(lamp, on)
