"""What every test of the hardware package starts from: one ATM's keys and one transaction."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from hardware.crypto.device_keys import KeyName, Role, aes_key, subkey
from hardware.crypto.secret import Secret

VECTORS = Path(__file__).parents[2] / "vectors"


@pytest.fixture(scope="session")
def golden():
    return json.loads((VECTORS / "device_keys.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def uuid(golden):
    return UUID(golden["uuid"])


@pytest.fixture(scope="session")
def keys(golden, uuid):
    """Every subkey of the golden card, HSM and PIN pad."""
    die_id, fused = bytes.fromhex(golden["die_id"]), bytes.fromhex(golden["fused_secret"])
    owners = {
        KeyName.CHALLENGE: Role.CARD,
        KeyName.VOUCHER_ENC: Role.HSM,
        KeyName.VOUCHER_MAC: Role.HSM,
        KeyName.RECEIPT_MAC: Role.HSM,
        KeyName.PIN: Role.PIN_PAD,
    }
    return {
        name: subkey(aes_key(role, die_id, Secret(fused), uuid), name)
        for name, role in owners.items()
    }
