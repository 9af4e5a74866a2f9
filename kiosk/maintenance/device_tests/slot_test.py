"""The envelope slot: opens, waits a little and shuts, under an id that is no deposit's.

The slot counts whatever goes in. An envelope that somebody puts in meanwhile gets a number, and
DIAG_END says which, so that the bin's count still comes out; the bank has never heard of it, and
on the envelope stands that it is a test.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hardware.drivers.cabinet import Cabinet
from hardware.protocol.cabinet import CabinetFlag, CabinetStatus, SlotState
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Mood, Word
from kiosk.domain.supervisor import Device
from kiosk.journal.entry import Out
from kiosk.journal.events import DeviceFault
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

OPEN: Final = 1
OPEN_S: Final = 10
LOOK_S: Final = 0.5
LOOKS_MAX: Final = round((OPEN_S + 10) / LOOK_S)  # an envelope on its way may take its time
TXID_SIZE: Final = 16
PRINTED: Final = "TEST - NO DEPOSIT"


class SlotTest(DeviceTest):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.SLOT, Device.CABINET.value)
        self._txid = b""
        self._looks = 0

    def lines(self) -> Sequence[Line]:
        cabinet = self._tools.devices.cabinet
        if cabinet is None:
            return (Line(Word("device.cabinet"), (Word("status.away"),), Mood.BAD),)
        is_full = bool(cabinet.flags & CabinetFlag.ENVELOPES_FULL)
        bin_state = Word("status.full" if is_full else "status.room")
        return (
            Line(Word("status.envelopes"), (bin_state,), Mood.WARN if is_full else Mood.GOOD),
            Line(Word("tests.slot"), (Word(f"tests.slot-{cabinet.slot.name.lower()}"),)),
            Line(Word("tests.envelope-no"), (cabinet.envelope_no,)),
        )

    def actions(self) -> Sequence[Action]:
        # The slot remembers one result, and a deposit that is open may still need it.
        is_open = self._tools.supervision.conditions.unsettled
        return (
            Action(OPEN, Word("tests.open-slot"), Word("tests.unsettled") if is_open else None),
        )

    def chosen(self, number: int) -> None:
        assert number == OPEN
        self._looks = 0
        txid = self._txid = self._ports.random_bytes(TXID_SIZE)
        cabinet = self._ports.devices.cabinet
        self._begin(
            "slot",
            lambda: cabinet.submit(
                lambda each: each.slot_open(txid, OPEN_S, PRINTED), self._opened
            ),
        )

    def _opened(self, result: Result[None]) -> None:
        """After an answer that was lost the slot's own memory says how it stands."""
        if isinstance(result, NotDone):
            self._end_badly(result)
        else:
            self._look()

    def _look(self) -> None:
        self._ports.devices.cabinet.submit(Cabinet.status, self._looked)

    def _looked(self, result: Result[CabinetStatus]) -> None:
        self._looks += 1
        is_last = self._looks >= LOOKS_MAX
        match result:
            case Done(CabinetStatus(slot_txid=txid)) if txid != self._txid:
                self._end("not-opened", Word("tests.not-done", ("not-opened",)), Mood.BAD)
            case Done(CabinetStatus(slot=SlotState.WAITING | SlotState.CLOSED)) if not is_last:
                if self._looks * LOOK_S >= OPEN_S / 2:
                    self._ports.devices.cabinet.submit(Cabinet.slot_close, lambda _: None)
                self._ports.loop.after(LOOK_S, self._look)
            case Done(CabinetStatus(slot=SlotState.ACCEPTED, envelope_no=number)):
                words = Word("tests.blank-envelope", (number,))
                self._end(f"envelope-{number}", words, Mood.WARN, Out.OK)
            case Done(CabinetStatus(slot=SlotState.REFUSED)):
                self._end_well()
            case _ if not is_last and not isinstance(result, Done):
                self._ports.loop.after(LOOK_S, self._look)
            case _:
                self._cannot_tell()

    def _cannot_tell(self) -> None:
        """No envelope is taken before somebody has looked."""
        fault = DeviceFault(self._device, "slot", "wait for a person")
        self._ports.note(fault, None, Out.FAIL)
        self._tools.supervision.note(slot_doubtful=True)
        words = Word("tests.not-known", ("slot",))
        self._end("slot-unknown", words, Mood.WARN, Out.UNKNOWN)
