"""Opens sealed device keys and derives what one use case needs, for as long as it runs."""

from __future__ import annotations

from bank_server.domain.cards import Card
from bank_server.domain.terminals import Atm
from bank_server.service.sealing import KeySealer, SealPurpose
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.secret import Secret


class NotProvisioned(Exception):
    """The device has no key at the bank yet."""


def challenge_key(sealer: KeySealer, card: Card) -> Secret:
    """What the card encrypts challenges with. Raises NotProvisioned."""
    return _derived(sealer, card.sealed_key, SealPurpose.CARD_KEY, card.card_id, KeyName.CHALLENGE)


def receipt_mac_key(sealer: KeySealer, atm: Atm) -> Secret:
    """What the ATM's HSM signs records with. Raises NotProvisioned."""
    return _derived(sealer, atm.sealed_key, SealPurpose.ATM_KEY, atm.atm_id, KeyName.RECEIPT_MAC)


def voucher_keys(sealer: KeySealer, atm: Atm) -> tuple[Secret, Secret]:
    """Encryption and tag keys of the ATM's vouchers. Raises NotProvisioned."""
    if atm.sealed_key is None:
        raise NotProvisioned
    with sealer.open(atm.sealed_key, SealPurpose.ATM_KEY, atm.atm_id) as key:
        return subkey(key, KeyName.VOUCHER_ENC), subkey(key, KeyName.VOUCHER_MAC)


def pin_key(sealer: KeySealer, atm: Atm) -> Secret:
    """What the ATM's PIN pad encrypts PIN blocks with. Raises NotProvisioned."""
    return _derived(sealer, atm.sealed_pad_key, SealPurpose.PAD_KEY, atm.atm_id, KeyName.PIN)


def _derived(
    sealer: KeySealer, sealed: bytes | None, purpose: SealPurpose, owner: str, name: KeyName
) -> Secret:
    if sealed is None:
        raise NotProvisioned
    with sealer.open(sealed, purpose, owner) as key:
        return subkey(key, name)
