"""The HSM with its notes: opens cash transactions, obeys vouchers, and attests what came out.

Every refusal leaves the transaction and the next message unharmed. Source: docs/protocols.md,
section 4.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, assert_never

from hardware.crypto.device_keys import Role
from hardware.emulators.bill_file import BillFile
from hardware.emulators.dispenser import Delays, Dispenser
from hardware.emulators.factory import Factory
from hardware.emulators.hsm_cash import CashOperations
from hardware.emulators.hsm_service import ServiceOperations
from hardware.emulators.hsm_state import HsmState
from hardware.emulators.image import require_format, stamped, table
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.notes import NoteWorks
from hardware.emulators.power import Power
from hardware.emulators.provisioning import Provisioning
from hardware.emulators.recovery import recover
from hardware.emulators.serial_device import FIRMWARE, Refusal, SerialDevice
from hardware.emulators.vault import Vault
from hardware.protocol.hello import (
    CommonOp,
    DeviceKind,
    Hello,
    KeyReply,
    Provision,
    UuidRequest,
)
from hardware.protocol.hsm import (
    DispenseRequest,
    HsmOp,
    IdRequest,
    LoadRequest,
    OpenRequest,
    PresentRequest,
    TestRequest,
)
from hardware.protocol.hsm_notes import (
    NotesGetRequest,
    NotesPutRequest,
)
from hardware.status import Status

FORMAT: Final = 1


class HsmEmulator(SerialDevice):
    """Device side of the HSM.

    memory: its own, with counters, the current transaction and the factory's secrets.
    works: where the notes physically are; outlives the HSM's power.
    """

    def __init__(
        self,
        memory: NonVolatile,
        bills_memory: NonVolatile,
        works: NoteWorks,
        *,
        monotonic: Callable[[], float],
        random_bytes: Callable[[int], bytes],
        delays: Delays | None = None,
        power: Power | None = None,
    ) -> None:
        super().__init__(power or Power())
        self._memory = memory
        self._bills_memory = bills_memory
        self._works = works
        self._monotonic = monotonic
        self._random_bytes = random_bytes
        self.delays = delays or Delays()
        # Power is there from the first moment: boot as after any other loss of it.
        self.power.is_on = False
        self.power_on()

    def next_due(self) -> float | None:
        return self._dispenser.next_due() if self.power.is_on else None

    def _start(self) -> None:
        image = self._memory.load()
        if image is None:
            self._factory = Factory.make(self._random_bytes)
            state = HsmState()
        else:
            require_format(image, FORMAT)
            self._factory = Factory.restore(table(image, "factory"))
            state = HsmState.restore(table(image, "state"))
        self._provisioning = Provisioning(Role.HSM, self._factory)
        self._vault = Vault(state, self._works, self.power, store=self._store)
        self._dispenser = Dispenser(self._vault, self.delays, monotonic=self._monotonic)
        if image is None:
            self._store()
        else:
            self._provisioning.restore(table(image, "provisioning"))
        self._cash = CashOperations(self._vault, self._dispenser, random_bytes=self._random_bytes)
        self._service = ServiceOperations(
            self._vault, self._dispenser, BillFile(self._bills_memory)
        )
        self._take_key()
        recover(self._vault)

    def _store(self) -> None:
        self._memory.store(
            stamped(
                {
                    "factory": self._factory.image(),
                    "provisioning": self._provisioning.image(),
                    "state": self._vault.state.image(),
                },
                FORMAT,
            )
        )

    def _take_key(self) -> None:
        if self._provisioning.state is Provision.YES and self._provisioning.uuid is not None:
            self._vault.use_key(self._provisioning.uuid, self._provisioning.working_key())

    def _hello(self) -> Hello:
        return Hello(
            DeviceKind.HSM,
            FIRMWARE,
            self._provisioning.state,
            self._provisioning.uuid,
            self._factory.serial,
        )

    def _advance(self) -> None:
        self._dispenser.catch_up()

    def _obey(self, op: int, payload: bytes) -> bytes:
        match op:
            case CommonOp.PROVISION:
                key = self._provisioning.provision(UuidRequest.decode(payload).uuid)
                self._store()
                return KeyReply(key).encode()
            case CommonOp.COMMIT:
                self._provisioning.commit(UuidRequest.decode(payload).uuid)
                self._store()
                self._take_key()
                return b""
            case CommonOp.STATUS:
                nonce = IdRequest.decode(payload).id
                self._need_key()
                return self._vault.status_record(nonce)
            case _:
                return self._work(_hsm_op(op), payload)

    def _work(self, op: HsmOp, payload: bytes) -> bytes:
        self._need_key()
        match op:
            case HsmOp.OPEN:
                return self._cash.open(OpenRequest.decode(payload))
            case HsmOp.DISPENSE:
                return self._cash.dispense(DispenseRequest.decode(payload))
            case HsmOp.PRESENT:
                return self._cash.present(PresentRequest.decode(payload))
            case HsmOp.CANCEL:
                return self._cash.cancel(IdRequest.decode(payload).id)
            case HsmOp.GET:
                return self._cash.get(IdRequest.decode(payload).id)
            case HsmOp.LOAD:
                return self._service.load(LoadRequest.decode(payload))
            case HsmOp.TEST:
                return self._service.test(TestRequest.decode(payload))
            case HsmOp.NOTES_PUT:
                self._service.notes_put(NotesPutRequest.decode(payload))
                return b""
            case HsmOp.NOTES_GET:
                return self._service.notes_get(NotesGetRequest.decode(payload)).encode()
            case _:
                assert_never(op)

    def _need_key(self) -> None:
        self._provisioning.working_key()


def _hsm_op(op: int) -> HsmOp:
    try:
        return HsmOp(op)
    except ValueError:
        raise Refusal(Status.OPCODE) from None
