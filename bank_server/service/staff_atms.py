"""Staff create ATMs, and say which certificates may speak for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from bank_server.certificates.authority import (
    Authority,
    Issued,
    PublicKeyRefused,
    read_public_key,
)
from bank_server.certificates.identity import ATM_URN, Peer
from bank_server.contract.operations import DeviceKind
from bank_server.contract.problems import ProblemCode
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook, ProvisioningToken
from bank_server.service.allow_list import AllowList
from bank_server.service.clock import MS_PER_S
from bank_server.service.identifiers import new_token, new_uuid, text_hash
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name
from bank_server.service.staff_cards import TOKEN_LIFE_MS
from bank_server.store.base import ChangeResult, MakeResult
from hardware.crypto.secret import Secret

NO_ATM = Refusal(ProblemCode.NOT_FOUND, "no ATM has this id")
NO_CERTIFICATE = Refusal(
    ProblemCode.NOT_FOUND, "this ATM has no allowed certificate of this serial"
)
USED_UP = Refusal(
    StaffCode.EXISTS, "this serial was revoked or is another ATM's; make a new certificate"
)
NO_KEY = Refusal(StaffCode.NOT_POSSIBLE, "its HSM has no key yet; provision it first")


@dataclass(frozen=True, slots=True)
class CreatedAtm:
    """What the technician needs; the tokens are shown this once."""

    atm_id: str
    token: Secret
    pad_token: Secret
    certificate: str
    serial: str


class StaffAtms:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts, authority: Authority, allow_list: AllowList) -> None:
        self._parts = parts
        self._authority = authority
        self._allow_list = allow_list

    def create(
        self,
        by: str,
        canisters: tuple[tuple[int, int], ...],
        *,
        currency: str,
        max_notes: int,
        public_key: str,
    ) -> CreatedAtm | Refusal:
        """canisters: (number, minor units of one note). public_key: PEM, ECDSA P-256."""
        numbers = [number for number, _ in canisters]
        if numbers != sorted(set(numbers)):
            return Refusal(ProblemCode.BAD_REQUEST, "canisters are not strictly ascending")
        try:
            key = read_public_key(public_key)
        except PublicKeyRefused as error:
            return Refusal(ProblemCode.BAD_REQUEST, str(error))
        parts = self._parts
        atm_id = new_uuid(parts.random_bytes)
        token, pad_token = new_token(parts.random_bytes), new_token(parts.random_bytes)
        books = tuple(CanisterBook(number, value) for number, value in canisters)
        atm = Atm(atm_id, AtmStatus.CREATED, currency, max_notes, books)
        tokens = (
            self._token(token, DeviceKind.HSM, atm_id),
            self._token(pad_token, DeviceKind.PIN_PAD, atm_id),
        )
        issued = self._certificate(atm_id, key)
        made = parts.store.terminals.create(atm, tokens, issued.serial)
        assert made is MakeResult.MADE, "a random id is new"
        parts.done(staff_name(by), "atm-create", subject=atm_id)
        return CreatedAtm(
            atm_id,
            Secret(token.encode("ascii")),
            Secret(pad_token.encode("ascii")),
            issued.pem.decode("ascii"),
            issued.serial,
        )

    def show(self, atm_id: str) -> Atm | Refusal:
        return self._parts.store.terminals.atm(atm_id) or NO_ATM

    def all(self) -> tuple[Atm, ...]:
        return self._parts.store.terminals.atms()

    def issue(self, by: str, atm_id: str, public_key: str) -> Issued | Refusal:
        """Another certificate speaks for the ATM from now on. Those before it go on to, until
        somebody revokes them."""
        parts = self._parts
        if parts.store.terminals.atm(atm_id) is None:
            return NO_ATM
        try:
            key = read_public_key(public_key)
        except PublicKeyRefused as error:
            return Refusal(ProblemCode.BAD_REQUEST, str(error))
        issued = self._certificate(atm_id, key)
        made = parts.store.terminals.allow_certificate(issued.serial, atm_id)
        assert made is MakeResult.MADE, "a random serial is new"
        parts.done(staff_name(by), "certificate-issue", subject=issued.serial)
        return issued

    def allow(self, by: str, atm_id: str, serial: str) -> Refusal | None:
        """May be repeated. A revoked certificate never returns: make a new one."""
        made = self._parts.store.terminals.allow_certificate(serial, atm_id)
        refusal = None
        if made is MakeResult.UNKNOWN:
            refusal = NO_ATM
        elif made is MakeResult.EXISTS and not self._speaks_for(serial, atm_id):
            refusal = USED_UP
        return self._changed(by, "certificate-allow", serial, refusal)

    def revoke(self, by: str, atm_id: str, serial: str) -> Refusal | None:
        """From the next request on, also on connections that are open."""
        if not self._speaks_for(serial, atm_id):
            return self._changed(by, "certificate-revoke", serial, NO_CERTIFICATE)
        self._parts.store.terminals.revoke_certificate(serial)
        return self._changed(by, "certificate-revoke", serial, None)

    def suspend(self, by: str, atm_id: str) -> Refusal | None:
        """No cash until it is resumed."""
        return self._set_status(by, atm_id, AtmStatus.SUSPENDED)

    def resume(self, by: str, atm_id: str) -> Refusal | None:
        atm = self._parts.store.terminals.atm(atm_id)
        if atm is not None and atm.sealed_key is None:
            return self._changed(by, "atm-active", atm_id, NO_KEY)
        return self._set_status(by, atm_id, AtmStatus.ACTIVE)

    def is_allowed(self, peer: Peer, atm_id: str) -> bool:
        """Whether this certificate may speak for this ATM; remembered in the same step, so that
        no revocation can come in between."""
        is_allowed = self._speaks_for(peer.serial, atm_id)
        self._allow_list.remember(peer, is_allowed=is_allowed)
        return is_allowed

    def _speaks_for(self, serial: str, atm_id: str) -> bool:
        return self._parts.store.terminals.is_allowed(serial, atm_id)

    def _set_status(self, by: str, atm_id: str, status: AtmStatus) -> Refusal | None:
        change = self._parts.store.terminals.set_status(atm_id, status)
        refusal = NO_ATM if change is ChangeResult.UNKNOWN else None
        return self._changed(by, f"atm-{status.value}", atm_id, refusal)

    def _certificate(self, atm_id: str, key: EllipticCurvePublicKey) -> Issued:
        now = datetime.fromtimestamp(self._parts.now_ms() / MS_PER_S, UTC)
        return self._authority.client(f"{ATM_URN}{UUID(atm_id)}", key, now=now)

    def _token(self, token: str, kind: DeviceKind, atm_id: str) -> ProvisioningToken:
        expires_ms = self._parts.now_ms() + TOKEN_LIFE_MS
        return ProvisioningToken(text_hash(token), kind, atm_id, expires_ms)

    def _changed(self, by: str, what: str, subject: str, refusal: Refusal | None) -> Refusal | None:
        if refusal is not None:
            return self._parts.refused(staff_name(by), what, refusal)
        self._allow_list.forget(subject)
        self._parts.done(staff_name(by), what, subject=subject)
        return None
