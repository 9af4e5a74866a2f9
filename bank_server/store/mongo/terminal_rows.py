"""ATMs, canisters, certificates and tokens in MongoDB."""

from __future__ import annotations

from typing import Final

from bank_server.contract.operations import DeviceKind
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    CanisterBook,
    ProvisioningToken,
)
from bank_server.store.mongo.parts import (
    anchor_document,
    anchor_value,
    runs_documents,
    runs_value,
)
from bank_server.store.mongo.table import Kind, Table
from bank_server.store.mongo.unit import Document, Unit
from bank_server.store.rows import Certificate


class TerminalRowsMixin:
    def __init__(self, unit: Unit) -> None:
        self._atms = Table(unit, _ATMS)
        self._certificates = Table(unit, _CERTIFICATES)
        self._tokens = Table(unit, _TOKENS)

    def atm(self, atm_id: str) -> Atm | None:
        return self._atms.get(atm_id)

    def put_atm(self, atm: Atm) -> None:
        self._atms.put(atm)

    def atms(self) -> tuple[Atm, ...]:
        return self._atms.search({}, sort=[("_id", 1)])

    def certificate(self, serial: str) -> Certificate | None:
        return self._certificates.get(serial)

    def put_certificate(self, certificate: Certificate) -> None:
        self._certificates.put(certificate)

    def token(self, token_hash: str) -> ProvisioningToken | None:
        return self._tokens.get(token_hash)

    def put_token(self, token: ProvisioningToken) -> None:
        self._tokens.put(token)


def _atm_document(atm: Atm) -> Document:
    return {
        "atm_id": atm.atm_id,
        "status": atm.status.value,
        "currency": atm.currency,
        "max_notes": atm.max_notes,
        "AES_KEY": atm.sealed_key,
        "pad_AES_KEY": atm.sealed_pad_key,
        "num_bills": atm.num_bills,
        "num_dispensed_bills": atm.num_dispensed_bills,
        "held_txid": atm.held_txid,
        "anchor": anchor_document(atm.anchor),
        "contradiction": anchor_document(atm.contradiction),
        "kiosk_runs": runs_documents(atm.runs),
        "canisters": [_canister_document(book) for book in atm.canisters],
    }


def _atm(document: Document) -> Atm:
    contradiction = document["contradiction"]
    return Atm(
        document["atm_id"],
        AtmStatus(document["status"]),
        document["currency"],
        document["max_notes"],
        tuple(CanisterBook(**book) for book in document["canisters"]),
        document["AES_KEY"],
        document["pad_AES_KEY"],
        document["num_dispensed_bills"],
        document["held_txid"],
        anchor_value(document["anchor"]),
        None if contradiction is None else anchor_value(contradiction),
        runs_value(document["kiosk_runs"]),
    )


def _canister_document(book: CanisterBook) -> Document:
    return {
        "canister": book.canister,
        "denomination": book.denomination,
        "load": book.load,
        "next": book.next,
        "left": book.left,
        "rejected": book.rejected,
        "load_id": book.load_id,
        "found": book.found,
        "counted_out": book.counted_out,
    }


def _certificate_document(certificate: Certificate) -> Document:
    return {
        "serial": certificate.serial,
        "atm_id": certificate.atm_id,
        "is_allowed": certificate.is_allowed,
    }


def _certificate(document: Document) -> Certificate:
    return Certificate(document["serial"], document["atm_id"], document["is_allowed"])


def _token_document(token: ProvisioningToken) -> Document:
    return {
        "token_hash": token.token_hash,
        "kind": token.kind.value,
        "subject": token.subject,
        "expires_ms": token.expires_ms,
        "key_hash": token.key_hash,
    }


def _token(document: Document) -> ProvisioningToken:
    return ProvisioningToken(
        document["token_hash"],
        DeviceKind(document["kind"]),
        document["subject"],
        document["expires_ms"],
        document["key_hash"],
    )


_ATMS: Final = Kind("atms", lambda atm: atm.atm_id, _atm_document, _atm)
_CERTIFICATES: Final = Kind(
    "certificates", lambda certificate: certificate.serial, _certificate_document, _certificate
)
_TOKENS: Final = Kind("tokens", lambda token: token.token_hash, _token_document, _token)
