"""The cabinet: key switch, doors, lamps and beeper. Its envelope slot is not fitted yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from hardware.emulators.factory import Factory
from hardware.emulators.image import number, require_format, stamped, table
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.power import Power
from hardware.emulators.serial_device import FIRMWARE, Refusal, SerialDevice
from hardware.protocol.cabinet import (
    BeepRequest,
    CabinetFlag,
    CabinetOp,
    CabinetStatus,
    LampId,
    LampRequest,
    Tone,
)
from hardware.protocol.fields import want_empty
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, Provision
from hardware.status import Status

FORMAT: Final = 1
BEEPS_KEPT_MAX: Final = 64


class CabinetEmulator(SerialDevice):
    """Device side of the cabinet. Switches and doors are matter: they are set from outside.

    Attributes:
        flags: what switches and sensors say.
        lamps: those that are lit. beeps: the last ones, oldest first.
        on_lamp, on_beep: told each change and each sound.
    """

    def __init__(
        self,
        memory: NonVolatile,
        *,
        random_bytes: Callable[[int], bytes],
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
        self._serial = ""
        self._envelope_no = 0
        self._start()

    def _start(self) -> None:
        image = self._memory.load()
        if image is None:
            factory = Factory.make(self._random_bytes)
            self._memory.store(stamped({"factory": factory.image(), "envelope_no": 0}, FORMAT))
            self._serial = factory.serial
            return
        require_format(image, FORMAT)
        self._serial = Factory.restore(table(image, "factory")).serial
        self._envelope_no = number(image, "envelope_no")

    def _went_dark(self) -> None:
        super()._went_dark()
        for lamp in sorted(self.lamps):
            self._light(lamp, on=False)

    def _hello(self) -> Hello:
        return Hello(DeviceKind.CABINET, FIRMWARE, Provision.NO, None, self._serial)

    def _obey(self, op: int, payload: bytes) -> bytes:
        match op:
            case CommonOp.STATUS:
                want_empty(payload)
                return CabinetStatus(flags=self.flags, envelope_no=self._envelope_no).encode()
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
                # PROVISION and COMMIT too: there is no key here. Nor is there a slot.
                raise Refusal(Status.OPCODE)

    def _light(self, lamp: LampId, *, on: bool) -> None:
        if on == (lamp in self.lamps):
            return
        if on:
            self.lamps.add(lamp)
        else:
            self.lamps.discard(lamp)
        self.on_lamp(lamp, on)
