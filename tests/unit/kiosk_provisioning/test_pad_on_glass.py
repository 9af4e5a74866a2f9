"""An ATM whose PIN is typed on glass only: the kiosk is the pad, and its key must not be lost."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

import pytest

from bank_server.contract import Anchor, ProvisioningReply
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.secret import Secret
from hardware.errors import Outcome
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.hello import Provision
from kiosk.bank.errors import BankUnreachable
from kiosk.devices.pad_key import load_pad_key
from kiosk.devices.results import Done, Unknown, attempt
from kiosk.provisioning.atm import provision_atm
from kiosk.provisioning.blobs import AtmBlob
from kiosk.settings import PinEntryPlace

ATM = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8")
BLOB = AtmBlob(ATM, Secret(b"h" * 32), Secret(b"p" * 32))


class Port:
    """A device that answers at once."""

    def __init__(self, **answers):
        self.driver = SimpleNamespace(
            **{name: lambda answer=answer: answer for name, answer in answers.items()}
        )

    def submit(self, call, deliver):
        deliver(attempt(lambda: call(self.driver)))


class Bank:
    """Attributes: keys, as they came; loses_reply: it stores, and its answer does not arrive."""

    def __init__(self):
        self.keys = []
        self.loses_reply = True

    def submit(self, request, deliver):
        self.keys.append(request.aes_key)
        lost = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))
        deliver(lost if self.loses_reply else Done(ProvisioningReply(journal_key=None)))


@pytest.fixture
def bank():
    return Bank()


@pytest.fixture
def kiosk(tmp_path, bank):
    devices = SimpleNamespace(
        cabinet=Port(status=SimpleNamespace(flags=CabinetFlag.SAFE_DOOR)),
        hsm=Port(hello=SimpleNamespace(provision=Provision.YES)),
        pin_pad=Port(),
    )
    return SimpleNamespace(
        settings=SimpleNamespace(pin_entry=PinEntryPlace.SCREEN, denominations=(1000,)),
        identity=SimpleNamespace(atm=ATM, pad_key=tmp_path / "kiosk-pad.key"),
        ports=SimpleNamespace(devices=devices, bank=bank),
        journal=SimpleNamespace(anchor=Anchor.zero),
        loop=SimpleNamespace(post=lambda act: act(), now=lambda: 0.0),
        core=SimpleNamespace(use_glass=lambda _: None, provisioning_changed=lambda _: None),
    )


def test_a_lost_answer_leads_to_the_same_key_again(kiosk, bank):
    """The bank has marked the token used with this key; another one it would refuse for ever."""
    with pytest.raises(BankUnreachable):
        provision_atm(kiosk, BLOB, [])
    bank.loses_reply = False
    provision_atm(kiosk, BLOB, [])

    assert 2 == len(bank.keys)
    assert 1 == len(set(bank.keys))
    stored = subkey(Secret(bytes.fromhex(bank.keys[0])), KeyName.PIN)
    assert load_pad_key(kiosk.identity.pad_key).matches(stored.reveal())


def test_the_key_is_the_pads_only_once_the_bank_has_it(kiosk, bank):
    """A key that the bank may not know makes PIN blocks that nobody can open."""
    with pytest.raises(BankUnreachable):
        provision_atm(kiosk, BLOB, [])

    assert not kiosk.identity.pad_key.exists()


def test_what_is_provisioned_is_left_as_it_is(kiosk, bank):
    """Calling it again asks nobody for anything."""
    bank.loses_reply = False
    provision_atm(kiosk, BLOB, [])
    provision_atm(kiosk, BLOB, [])

    assert 1 == len(bank.keys)
    assert ["kiosk-pad.key"] == [path.name for path in kiosk.identity.pad_key.parent.iterdir()]
