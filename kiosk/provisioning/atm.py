"""Provisions an ATM: the PIN pad, then the HSM, then the first load of its canisters.

Every step may be repeated until COMMIT; a power cut in between means beginning again with the
same blob. Whoever runs this sees both AES_KEYs once: docs/threat-model.md.
Source: docs/protocols.md, section 8.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from bank_server.contract import (
    DeviceKind,
    OperatorCount,
    ProvisioningReply,
    ProvisioningRequest,
)
from bank_server.contract.money import Money
from hardware.crypto.device_keys import FUSED_SECRET_SIZE, Role, aes_key
from hardware.crypto.secret import Secret
from hardware.crypto.superfasthash import DIE_ID_SIZE
from hardware.crypto.voucher import NOTES_PER_LOAD_MAX
from hardware.drivers.hsm import Hsm
from hardware.protocol.hello import Provision
from hardware.protocol.hsm_notes import NOTE_SIZE, NOTES_PER_MESSAGE_MAX
from kiosk.assembly import Kiosk
from kiosk.devices.pad_key import load_aes_key, load_pad_key, store_pad_key
from kiosk.devices.software_pad import SoftwarePad
from kiosk.domain.supervisor import Device
from kiosk.journal.events import Loading
from kiosk.money.cash_loads import CashLoad
from kiosk.private_files import rename_private
from kiosk.provisioning.asking import ask_bank, ask_device, wait
from kiosk.provisioning.blobs import AtmBlob
from kiosk.provisioning.journal import use_journal_key
from kiosk.provisioning.place import ProvisioningRefused, check_place
from kiosk.settings import PinEntryPlace


def provision_atm(kiosk: Kiosk, blob: AtmBlob, bills: Sequence[Sequence[str]]) -> None:
    """Key off and safe door open: keys for pad and HSM, then one load a canister.

    bills: the notes' texts by canister, canister 1 first; each 1..16 printable ASCII characters.
    Raises ProvisioningRefused, HardwareError, BankError.
    """
    _check(kiosk, blob, bills)
    _provision_pad(kiosk, blob)
    _provision_hsm(kiosk, blob, bills)
    for number, notes in enumerate(bills, start=1):
        if notes:
            _load(kiosk, number, notes)


def _check(kiosk: Kiosk, blob: AtmBlob, bills: Sequence[Sequence[str]]) -> None:
    check_place(kiosk, blob.uuid)
    if len(bills) > len(kiosk.settings.denominations):
        raise ProvisioningRefused("more canisters than the settings name denominations")
    for notes in bills:
        if len(notes) > NOTES_PER_LOAD_MAX:
            raise ProvisioningRefused("a canister takes at most 65,535 notes")
        for note in notes:
            if not (1 <= len(note) <= NOTE_SIZE and note.isascii() and note.isprintable()):
                raise ProvisioningRefused("a note's text is 1 to 16 printable ASCII characters")


def _provision_pad(kiosk: Kiosk, blob: AtmBlob) -> None:
    settings, identity = kiosk.settings, kiosk.identity
    pad = kiosk.ports.devices.pin_pad
    on_glass = settings.pin_entry is not PinEntryPlace.PAD
    if settings.pin_entry is PinEntryPlace.SCREEN:
        if identity.pad_key.exists():
            return
        # There is no device: the software pad is one, made here. As a device it keeps its key
        # before it tells it: to this token the bank will never take another one.
        pending = identity.pad_key.with_suffix(".pending")
        if not pending.exists():
            store_pad_key(pending, _new_pad_key(blob.uuid))
        key = load_aes_key(pending)
        _tell_bank(kiosk, DeviceKind.PIN_PAD, blob.uuid, blob.pad_token, key)
        rename_private(pending, identity.pad_key)
    else:
        hello = ask_device(pad, lambda d: d.hello())
        if hello.provision is Provision.YES:
            return
        key = ask_device(pad, lambda d: d.provision(blob.uuid))
        _tell_bank(kiosk, DeviceKind.PIN_PAD, blob.uuid, blob.pad_token, key)
        if on_glass:
            identity.pad_key.unlink(missing_ok=True)  # of an attempt before the COMMIT
            store_pad_key(identity.pad_key, key)
        ask_device(pad, lambda d: d.commit(blob.uuid))
    if on_glass:
        glass = SoftwarePad(
            load_pad_key(identity.pad_key),
            loop=kiosk.loop,
            random_bytes=os.urandom,
        )
        kiosk.loop.post(lambda: kiosk.core.use_glass(glass))
    kiosk.loop.post(lambda: kiosk.core.provisioning_changed(Device.PIN_PAD))


def _provision_hsm(kiosk: Kiosk, blob: AtmBlob, bills: Sequence[Sequence[str]]) -> None:
    hsm = kiosk.ports.devices.hsm
    hello = ask_device(hsm, lambda d: d.hello())
    if hello.provision is not Provision.YES:
        key = ask_device(hsm, lambda d: d.provision(blob.uuid))
        counts = tuple(
            OperatorCount(canister=number, count=len(notes))
            for number, notes in enumerate(bills, start=1)
        )
        reply = _tell_bank(kiosk, DeviceKind.HSM, blob.uuid, blob.token, key, counts)
        if reply.journal_key is not None:
            use_journal_key(kiosk, Secret(bytes.fromhex(reply.journal_key)))
        ask_device(hsm, lambda d: d.commit(blob.uuid))
    kiosk.loop.post(lambda: kiosk.core.provisioning_changed(Device.HSM))


def _tell_bank(
    kiosk: Kiosk,
    kind: DeviceKind,
    uuid: UUID,
    token: Secret,
    key: Secret,
    counts: tuple[OperatorCount, ...] | None = None,
) -> ProvisioningReply:
    request = ProvisioningRequest(
        anchor=kiosk.journal.anchor(),
        kind=kind,
        uuid=str(uuid),
        token=token.reveal().decode("ascii"),
        aes_key=key.reveal().hex(),
        pin_block=None,
        counts=counts,
    )
    return ask_bank(kiosk.ports.bank, request)


def _load(kiosk: Kiosk, canister: int, notes: Sequence[str]) -> None:
    """One load, journalled and told to the bank, then the notes' texts."""
    hsm = kiosk.ports.devices.hsm
    nonce = os.urandom(16)
    now = ask_device(hsm, lambda d: d.status(nonce))
    line = next((line for line in now.lines if line.canister == canister), None)
    if line is None:
        raise ProvisioningRefused(f"the HSM has no canister {canister}")
    denomination = Money(kiosk.settings.denominations[canister - 1], kiosk.settings.currency)
    loading = Loading(os.urandom(16), canister, line.load + 1, len(notes), denomination)

    def start(ended: Callable[[str], None]) -> None:
        run = CashLoad(kiosk.ports, lambda: ended(""), ended)
        kiosk.loop.post(lambda: run.begin(loading))

    if why := wait(start):
        raise ProvisioningRefused(why)
    for first in range(0, len(notes), NOTES_PER_MESSAGE_MAX):
        chunk = notes[first : first + NOTES_PER_MESSAGE_MAX]
        ask_device(hsm, partial(_put, canister, first, chunk))


def _put(canister: int, first: int, chunk: Sequence[str], hsm: Hsm) -> None:
    hsm.notes_put(canister, first, chunk)


def _new_pad_key(uuid: UUID) -> Secret:
    fused = Secret(os.urandom(FUSED_SECRET_SIZE))
    return aes_key(Role.PIN_PAD, os.urandom(DIE_ID_SIZE), fused, uuid)
