"""Provisions the card in the slot: its uuid, its key to the bank, its first PIN.

Source: docs/protocols.md, section 8.
"""

from __future__ import annotations

import hashlib
import queue
from uuid import UUID

from bank_server.contract import DeviceKind, ProvisioningRequest
from hardware.crypto.secret import Secret
from hardware.protocol.card_reader import CardPosition, CardType
from kiosk.assembly import Kiosk
from kiosk.devices.results import Deliver, Result
from kiosk.money.exchange import SLOT_CURRENT
from kiosk.provisioning.asking import ask, ask_bank, ask_device
from kiosk.provisioning.blobs import CardBlob
from kiosk.provisioning.place import ProvisioningRefused


def provision_card(kiosk: Kiosk, blob: CardBlob, pin: Secret) -> None:
    """pin: 4..12 digits, typed on the pad on glass; the token stands in for the challenge.

    Raises ProvisioningRefused, HardwareError, BankError.
    """
    reader = kiosk.ports.devices.card_reader
    status = ask_device(reader, lambda d: d.status())
    if status.card not in {CardPosition.AT_SLOT, CardPosition.LATCHED}:
        raise ProvisioningRefused("put the card into the slot first")
    insert_no, uuid = status.insert_no, UUID(blob.uuid.reveal().decode("ascii"))
    has_chip = status.type is not CardType.STRIPE
    key = _key_of(kiosk, insert_no, uuid) if has_chip else _key_of_a_stripe(kiosk, blob)
    token = blob.token.reveal()
    block = _block(kiosk, pin, blob.uuid, token)
    request = ProvisioningRequest(
        anchor=kiosk.journal.anchor(),
        kind=DeviceKind.CARD,
        uuid=str(uuid),
        token=token.decode("ascii"),
        aes_key=key.reveal().hex(),
        pin_block=block.reveal().hex(),
        counts=None,
    )
    reply = ask_bank(kiosk.ports.bank, request)
    if reply.state != "stored":
        raise ProvisioningRefused("the bank did not store the card's key")
    if has_chip:
        ask_device(reader, lambda d: d.commit_card(insert_no, uuid))


def _key_of(kiosk: Kiosk, insert_no: int, uuid: UUID) -> Secret:
    reader = kiosk.ports.devices.card_reader
    return ask_device(reader, lambda d: d.provision_card(insert_no, uuid))


def _key_of_a_stripe(kiosk: Kiosk, blob: CardBlob) -> Secret:
    """It has none, and was written where it was made: the bank gets one that nobody ever uses, the
    same for each try of this token."""
    card = ask_device(kiosk.ports.devices.card_reader, lambda d: d.read())
    if not card.card_id.matches(blob.uuid.reveal()):
        raise ProvisioningRefused("the card in the slot is another one")
    return Secret(hashlib.sha256(b"stripe" + blob.token.reveal()).digest())


def _block(kiosk: Kiosk, pin: Secret, card_id: Secret, token: bytes) -> Secret:
    """The PIN block, made in the core thread where the pad on glass lives."""
    answers: queue.SimpleQueue[Result[Secret]] = queue.SimpleQueue()

    def start(deliver: Deliver[Secret]) -> None:
        kiosk.loop.post(lambda: kiosk.core.type_first_pin(pin))
        kiosk.loop.post(lambda: kiosk.ports.pins.block(SLOT_CURRENT, card_id, token, deliver))

    return ask(start, answers)
