"""provisionings: a device's key reaches the bank once, under a single-use token.

In two halves, because a card's first PIN needs Argon2: `begin` and `finish` run on the store's
thread, `ProvisioningWork` in between.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from typing import Final

from bank_server.contract.operations import DeviceKind
from bank_server.contract.problems import ProblemCode
from bank_server.contract.provisionings import ProvisioningReply, ProvisioningRequest
from bank_server.domain.cards import PinRecord
from bank_server.domain.terminals import ProvisioningToken, ProvisionResult
from bank_server.service.device_keys import NotProvisioned, pin_key
from bank_server.service.identifiers import card_hash, text_hash
from bank_server.service.journal_keys import derived_journal_key, new_journal
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from bank_server.service.pin_hash import PinHasher
from bank_server.service.pin_work import hashed
from bank_server.service.sealing import SealPurpose
from bank_server.store.base import Provisioning
from hardware.crypto import pin_block
from hardware.crypto.pin_block import PinBlockInvalid
from hardware.crypto.secret import Secret

WHAT: Final = "provisioning"
TOKEN_INVALID: Final = Refusal(ProblemCode.TOKEN_INVALID, "token is not valid for this device")
PAD_FIRST: Final = Refusal(ProblemCode.TOKEN_INVALID, "provision the PIN pad before the HSM")
# The desk's pad may take a first PIN as "the PIN" or, typed twice, as "a new PIN".
FIRST_PIN_SLOTS: Final = (pin_block.SLOT_NEW, pin_block.SLOT_CURRENT)

_PURPOSE: Final = {
    DeviceKind.CARD: SealPurpose.CARD_KEY,
    DeviceKind.HSM: SealPurpose.ATM_KEY,
    DeviceKind.PIN_PAD: SealPurpose.PAD_KEY,
}


@dataclass(frozen=True, slots=True)
class ProvisioningWork:
    """A key that is good to store, and for a new card the PIN that must be hashed first."""

    atm_id: str
    kind: DeviceKind
    device: Provisioning
    card_id: Secret
    pin: Secret | None


def hash_first_pin(work: ProvisioningWork, hasher: PinHasher) -> PinRecord | None:
    return None if work.pin is None else hashed(work.pin, work.card_id, hasher)


class Provisionings:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def begin(self, atm_id: str, request: ProvisioningRequest) -> ProvisioningWork | Refusal:
        """Whether the token lets this key in; nothing is used up yet."""
        is_card = request.kind is DeviceKind.CARD
        if not is_card and request.uuid != atm_id:
            return self._refused(atm_id, TOKEN_INVALID)
        subject = card_hash(request.uuid) if is_card else request.uuid
        key = Secret(bytes.fromhex(request.aes_key))
        key_hash = hashlib.sha256(key.reveal()).hexdigest()
        token = self._parts.store.terminals.token(text_hash(request.token))
        if token is None or not self._is_good(token, request.kind, subject, key_hash):
            return self._refused(atm_id, TOKEN_INVALID)
        card_id, pin = Secret(request.uuid.encode("ascii")), None
        if is_card and token.key_hash is None:
            pin = self._first_pin(atm_id, request, card_id)
            if pin is None:
                title = "pin_block is not for this token"
                return self._refused(atm_id, Refusal(ProblemCode.PIN_BLOCK_INVALID, title))
        sealed = self._parts.sealer.seal(key, _PURPOSE[request.kind], subject)
        device = Provisioning(token.token_hash, subject, key_hash, sealed)
        return ProvisioningWork(atm_id, request.kind, device, card_id, pin)

    def finish(self, work: ProvisioningWork, pin: PinRecord | None) -> ProvisioningReply | Refusal:
        """The key is stored; the same key again gets the same answer."""
        parts, given = self._parts, work.device
        first = self._journal_key(work)
        journal = None if first is None else new_journal(parts.sealer, work.atm_id, first)
        device = replace(given, pin=pin, journal=journal)
        match parts.store.terminals.provision(device, parts.now_ms()):
            case ProvisionResult.TOKEN_INVALID:
                return self._refused(work.atm_id, TOKEN_INVALID)
            case ProvisionResult.PAD_FIRST:
                return self._refused(work.atm_id, PAD_FIRST)
            case ProvisionResult.STORED:
                what = f"{WHAT}-{work.kind.value}"
                parts.done(atm_name(work.atm_id), what, subject=device.subject)
            case ProvisionResult.SAME:
                pass
        if journal is not None and self._is_in_use(work.atm_id, journal.key):
            first = None  # it has sealed what came here; nobody who has it still needs it
        return ProvisioningReply(journal_key=None if first is None else first.reveal().hex())

    def _is_good(
        self, token: ProvisioningToken, kind: DeviceKind, subject: str, key_hash: str
    ) -> bool:
        if token.kind is not kind or token.subject != subject:
            return False
        if token.key_hash is None:
            return self._parts.now_ms() <= token.expires_ms
        return hmac.compare_digest(token.key_hash, key_hash)

    def _first_pin(
        self, atm_id: str, request: ProvisioningRequest, card_id: Secret
    ) -> Secret | None:
        atm = self._parts.store.terminals.atm(atm_id)
        assert request.pin_block is not None, "the contract asks for the PIN block of a card"
        if atm is None:
            return None
        try:
            key = pin_key(self._parts.sealer, atm)
        except NotProvisioned:
            return None
        block, token = bytes.fromhex(request.pin_block), request.token.encode("ascii")
        for slot in FIRST_PIN_SLOTS:
            try:
                return pin_block.decrypt(block, key, slot, card_id, token)
            except PinBlockInvalid:
                continue
        return None

    def _journal_key(self, work: ProvisioningWork) -> Secret | None:
        """Of an HSM's token."""
        if work.kind is not DeviceKind.HSM:
            return None
        return derived_journal_key(self._parts.sealer, work.atm_id, work.device.token_hash)

    def _is_in_use(self, atm_id: str, key: str) -> bool:
        books = self._parts.store.journals.books(atm_id)
        return any(book.key == key and book.acked > 0 for book in books)

    def _refused(self, atm_id: str, refusal: Refusal) -> Refusal:
        return self._parts.refused(atm_name(atm_id), WHAT, refusal)
