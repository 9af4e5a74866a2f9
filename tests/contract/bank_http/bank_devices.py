"""Honest stand-ins for card and HSM, as the bank sees them."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from hardware.crypto import challenge as card_challenge
from hardware.crypto import record, voucher
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.crypto.secret import Secret

PIN = b"2580"


@dataclass
class Card:
    uuid: str
    key: Secret
    pin: bytes = PIN
    stripe_code: str | None = None

    @property
    def id(self):
        return Secret(self.uuid.encode())

    def answer(self, challenge):
        if self.stripe_code is not None:
            return None
        key = subkey(self.key, KeyName.CHALLENGE)
        return card_challenge.answer(key, challenge.encode()).reveal().hex()


@dataclass
class Canister:
    load: int = 0
    next: int = 0
    left: int = 0


class Hsm:
    """Keeps the counters and seals records as the real one does."""

    def __init__(self, uuid, key):
        self.uuid = UUID(uuid)
        self.key = key
        self.canisters = {1: Canister(), 2: Canister()}
        self.ticket = bytes(16)

    def _sealed(self, kind, txid, ticket, outcome=TxnOutcome.NONE, counts=None, flags=None):
        counts, flags = counts or {}, flags or {}
        lines = tuple(
            RecordLine(
                number,
                flags.get(number, LineFlag(0)),
                box.load,
                box.next,
                box.left,
                *counts.get(number, (0, 0, 0)),
                0,
            )
            for number, box in self.canisters.items()
        )
        unsealed = Record(kind, self.uuid, txid, ticket, outcome, lines)
        return record.seal(unsealed, subkey(self.key, KeyName.RECEIPT_MAC)).encode().hex()

    def load(self, canister, count):
        box = self.canisters[canister]
        box.load, box.next, box.left = box.load + 1, 0, count
        flags = {canister: LineFlag.LOADED}
        return self._sealed(RecordKind.LOAD, secrets.token_bytes(16), bytes(16), flags=flags)

    def status(self, nonce=None):
        return self._sealed(RecordKind.STATUS, nonce or secrets.token_bytes(16), bytes(16))

    def open(self, txid):
        self.ticket = secrets.token_bytes(16)
        return self._sealed(RecordKind.OPEN, bytes.fromhex(txid), self.ticket)

    def final(self, txid, outcome, presented=None, ticket=None):
        """presented: notes per canister that were picked and crossed the shutter."""
        counts = {}
        for number, count in (presented or {}).items():
            box = self.canisters[number]
            box.next, box.left = box.next + count, box.left - count
            shown = 0 if outcome is TxnOutcome.VOID else count
            counts[number] = (count, count - shown, shown)
        return self._sealed(
            RecordKind.FINAL, bytes.fromhex(txid), ticket or self.ticket, outcome, counts
        )

    def check_vouchers(self, txid, vouchers):
        """First and last of each, or VoucherInvalid, as before any note moves."""
        enc, mac = subkey(self.key, KeyName.VOUCHER_ENC), subkey(self.key, KeyName.VOUCHER_MAC)
        return [
            voucher.open_voucher(
                bytes.fromhex(part["voucher"]),
                enc,
                mac,
                hsm=self.uuid,
                txid=bytes.fromhex(txid),
                ticket=self.ticket,
                parts=len(vouchers),
                canister=part["canister"],
                load=self.canisters[part["canister"]].load,
            )
            for part in vouchers
        ]
