"""Copies of holds for the kiosks to keep, sealed by the bank: nobody else makes or reads one.

A copy belongs to one txid of one ATM; anywhere else it does not open.
"""

from __future__ import annotations

from bank_server.contract.authorisations import HOLD_COPY_SIZE_MAX
from bank_server.domain import hold_copy
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.hold_copy import HoldCopyInvalid
from bank_server.domain.transactions import Grant, Transaction
from bank_server.service.sealing import KeySealer, SealBroken, SealPurpose
from hardware.crypto.secret import Secret


def sealed_copy(
    sealer: KeySealer,
    terms: ChallengeTerms,
    account_id: str,
    grants: tuple[Grant, ...],
    at_ms: int,
) -> str:
    """Hex, as it goes to the kiosk together with the vouchers."""
    assert terms.amount is not None, "cash is asked for in an amount"
    plain = hold_copy.write(terms, account_id, grants, terms.amount.currency, at_ms)
    owner = _owner(terms.txid, terms.atm_id)
    sealed = sealer.seal(Secret(plain), SealPurpose.HOLD_COPY, owner)
    assert len(sealed) <= HOLD_COPY_SIZE_MAX, "eight canisters fit"
    return sealed.hex()


def opened_copy(
    sealer: KeySealer, text: str, txid: str, atm_id: str, boot_id: str
) -> Transaction | None:
    """The hold that this bank once made, or None if this is no copy of its own for this txid."""
    try:
        plain = sealer.open(bytes.fromhex(text), SealPurpose.HOLD_COPY, _owner(txid, atm_id))
        return hold_copy.read(plain.reveal(), txid, atm_id, boot_id)
    except (SealBroken, HoldCopyInvalid):
        return None


def _owner(txid: str, atm_id: str) -> str:
    return f"{atm_id}\0{txid}"
