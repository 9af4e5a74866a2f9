"""Whether a token lets a device's key in."""

from __future__ import annotations

from bank_server.contract.operations import DeviceKind
from bank_server.domain.terminals import Atm, ProvisioningToken, ProvisionResult


def provision(
    token: ProvisioningToken | None, atm: Atm | None, subject: str, key_hash: str, now_ms: int
) -> ProvisionResult:
    """STORED: store it now. SAME: it came before. Otherwise refuse.

    A used token answers for its own key for ever, because the device may have lost the answer.
    """
    if token is None or token.subject != subject:
        return ProvisionResult.TOKEN_INVALID
    if token.key_hash is not None:
        is_same = token.key_hash == key_hash
        return ProvisionResult.SAME if is_same else ProvisionResult.TOKEN_INVALID
    if now_ms > token.expires_ms:
        return ProvisionResult.TOKEN_INVALID
    if token.kind is DeviceKind.HSM and (atm is None or atm.sealed_pad_key is None):
        return ProvisionResult.PAD_FIRST
    return ProvisionResult.STORED
