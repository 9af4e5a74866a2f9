"""ATMs, canisters, certificates and tokens in SQLite."""

from __future__ import annotations

import sqlite3

from bank_server.contract.operations import DeviceKind
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    CanisterBook,
    JournalAnchor,
    ProvisioningToken,
)
from bank_server.store.codec import anchor_from, anchor_text, runs_from, runs_text
from bank_server.store.rows import Certificate

_ATM = """SELECT atm_id, status, currency, max_notes, AES_KEY, pad_AES_KEY,
num_dispensed_bills, held_txid, anchor_seq, anchor_h, anchor_m, anchor_key,
contradiction, kiosk_runs FROM atms"""


class TerminalRowsMixin:
    _connection: sqlite3.Connection

    def atm(self, atm_id: str) -> Atm | None:
        row = self._connection.execute(
            _ATM + " WHERE atm_id = :atm_id", {"atm_id": atm_id}
        ).fetchone()
        return None if row is None else self._atm(*row)

    def atms(self) -> tuple[Atm, ...]:
        rows = self._connection.execute(_ATM + " ORDER BY atm_id").fetchall()
        return tuple(self._atm(*row) for row in rows)

    def put_atm(self, atm: Atm) -> None:
        self._connection.execute(
            """INSERT INTO atms (atm_id, status, currency, max_notes, AES_KEY, pad_AES_KEY,
            num_bills, num_dispensed_bills, held_txid, anchor_seq, anchor_h, anchor_m,
            anchor_key, contradiction, kiosk_runs)
            VALUES (:atm_id, :status, :currency, :max_notes, :key, :pad_key, :num_bills,
            :num_dispensed, :held_txid, :seq, :h, :m, :anchor_key, :contradiction,
            :runs)
            ON CONFLICT (atm_id) DO UPDATE SET status = :status, max_notes = :max_notes,
            AES_KEY = :key, pad_AES_KEY = :pad_key, num_bills = :num_bills,
            num_dispensed_bills = :num_dispensed, held_txid = :held_txid, anchor_seq = :seq,
            anchor_h = :h, anchor_m = :m, anchor_key = :anchor_key, contradiction = :contradiction,
            kiosk_runs = :runs""",
            {
                "atm_id": atm.atm_id,
                "status": atm.status.value,
                "currency": atm.currency,
                "max_notes": atm.max_notes,
                "key": atm.sealed_key,
                "pad_key": atm.sealed_pad_key,
                "num_bills": atm.num_bills,
                "num_dispensed": atm.num_dispensed_bills,
                "held_txid": atm.held_txid,
                "seq": atm.anchor.seq,
                "h": atm.anchor.h,
                "m": atm.anchor.m,
                "anchor_key": atm.anchor.key,
                "contradiction": atm.contradiction and anchor_text(atm.contradiction),
                "runs": runs_text(atm.runs),
            },
        )
        for book in atm.canisters:
            self._put_canister(atm.atm_id, book)

    def certificate(self, serial: str) -> Certificate | None:
        row = self._connection.execute(
            "SELECT serial, atm_id, is_allowed FROM certificates WHERE serial = :serial",
            {"serial": serial},
        ).fetchone()
        return None if row is None else Certificate(row[0], row[1], bool(row[2]))

    def put_certificate(self, certificate: Certificate) -> None:
        self._connection.execute(
            """INSERT INTO certificates (serial, atm_id, is_allowed)
            VALUES (:serial, :atm_id, :is_allowed)
            ON CONFLICT (serial) DO UPDATE SET is_allowed = :is_allowed""",
            {
                "serial": certificate.serial,
                "atm_id": certificate.atm_id,
                "is_allowed": int(certificate.is_allowed),
            },
        )

    def token(self, token_hash: str) -> ProvisioningToken | None:
        row = self._connection.execute(
            """SELECT token_hash, kind, subject, expires_ms, key_hash FROM tokens
            WHERE token_hash = :token_hash""",
            {"token_hash": token_hash},
        ).fetchone()
        if row is None:
            return None
        return ProvisioningToken(row[0], DeviceKind(row[1]), row[2], row[3], row[4])

    def put_token(self, token: ProvisioningToken) -> None:
        self._connection.execute(
            """INSERT INTO tokens (token_hash, kind, subject, expires_ms, key_hash)
            VALUES (:token_hash, :kind, :subject, :expires_ms, :key_hash)
            ON CONFLICT (token_hash) DO UPDATE SET key_hash = :key_hash""",
            {
                "token_hash": token.token_hash,
                "kind": token.kind.value,
                "subject": token.subject,
                "expires_ms": token.expires_ms,
                "key_hash": token.key_hash,
            },
        )

    def _atm(
        self,
        atm_id: str,
        status: str,
        currency: str,
        max_notes: int,
        key: bytes | None,
        pad_key: bytes | None,
        num_dispensed_bills: int,
        held_txid: str | None,
        *anchor: object,
    ) -> Atm:
        seq, h, m, anchor_key, contradiction, runs = anchor
        assert isinstance(seq, int), "STRICT tables keep their types"
        books = self._connection.execute(
            """SELECT canister, denomination, load, next, "left", rejected, load_id, found,
            counted_out FROM canisters WHERE atm_id = :atm_id ORDER BY canister""",
            {"atm_id": atm_id},
        ).fetchall()
        return Atm(
            atm_id,
            AtmStatus(status),
            currency,
            max_notes,
            tuple(CanisterBook(*book) for book in books),
            key,
            pad_key,
            num_dispensed_bills,
            held_txid,
            JournalAnchor(seq, str(h), str(m), str(anchor_key)),
            None if contradiction is None else anchor_from(str(contradiction)),
            runs_from(str(runs)),
        )

    def _put_canister(self, atm_id: str, book: CanisterBook) -> None:
        self._connection.execute(
            """INSERT INTO canisters (atm_id, canister, denomination, load, next, "left", rejected,
            load_id, found, counted_out)
            VALUES (:atm_id, :canister, :denomination, :load, :next, :left, :rejected, :load_id,
            :found, :counted_out)
            ON CONFLICT (atm_id, canister) DO UPDATE SET denomination = :denomination,
            load = :load, next = :next, "left" = :left, rejected = :rejected,
            load_id = :load_id, found = :found,
            counted_out = :counted_out""",
            {
                "atm_id": atm_id,
                "canister": book.canister,
                "denomination": book.denomination,
                "load": book.load,
                "next": book.next,
                "left": book.left,
                "rejected": book.rejected,
                "load_id": book.load_id,
                "found": book.found,
                "counted_out": book.counted_out,
            },
        )
