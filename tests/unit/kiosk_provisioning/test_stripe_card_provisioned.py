"""A stripe card has no key to give: it gets its PIN, and the bank a key that nobody uses."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bank_server.contract import Anchor, ProvisioningReply
from hardware.crypto.secret import Secret
from hardware.protocol.card_reader import CardIdentity, CardPosition, CardReaderStatus, CardType
from hardware.protocol.hello import Provision
from kiosk.devices.results import Done, attempt
from kiosk.provisioning.blobs import CardBlob
from kiosk.provisioning.card import provision_card
from kiosk.provisioning.place import ProvisioningRefused

UUID = b"0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
OTHER = b"1f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
BLOB = CardBlob(Secret(UUID), Secret(b"t" * 32))
PIN = Secret(b"7316")


class Reader:
    """A stripe card is in it; it has no chip to talk to."""

    def __init__(self, uuid):
        self.uuid = uuid

    def status(self):
        return CardReaderStatus(CardPosition.AT_SLOT, 7, CardType.STRIPE)

    def read(self):
        return CardIdentity(7, Provision.YES, Secret(self.uuid), Secret(b"12345678"))


def kiosk_with(uuid, heard):
    reader, block = Reader(uuid), Secret(b"b" * 16)
    port = SimpleNamespace(
        submit=lambda call, deliver: deliver(attempt(lambda: call(reader))),
    )

    def hears(request, deliver):
        heard.append(request)
        deliver(Done(ProvisioningReply(journal_key=None)))

    return SimpleNamespace(
        ports=SimpleNamespace(
            devices=SimpleNamespace(card_reader=port),
            bank=SimpleNamespace(submit=hears),
            pins=SimpleNamespace(block=lambda _slot, _card, _token, deliver: deliver(Done(block))),
        ),
        journal=SimpleNamespace(anchor=Anchor.zero),
        loop=SimpleNamespace(post=lambda act: act()),
        core=SimpleNamespace(type_first_pin=lambda _pin: None),
    )


def test_the_bank_gets_its_pin_and_the_same_key_however_often_it_is_tried():
    heard = []
    for _ in range(2):
        provision_card(kiosk_with(UUID, heard), BLOB, PIN)

    request, again = heard
    assert UUID.decode() == request.uuid
    assert (request.aes_key, 64) == (again.aes_key, len(request.aes_key))
    assert (b"b" * 16).hex() == request.pin_block


def test_another_card_in_the_slot_is_refused():
    heard = []
    with pytest.raises(ProvisioningRefused, match="another one"):
        provision_card(kiosk_with(OTHER, heard), BLOB, PIN)

    assert [] == heard
