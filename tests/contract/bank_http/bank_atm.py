"""A kiosk's side of the calls, with its HSM and its PIN pad."""

import secrets

from hardware.crypto import pin_block
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.record import TxnOutcome
from hardware.crypto.secret import Secret
from tests.contract.bank_http.bank_devices import Hsm

ANCHOR = {"seq": 0, "h": "0" * 64, "m": "0" * 32}


class Atm:
    """A kiosk's side of the calls: honest unless a test overrides a field."""

    def __init__(self, client, created):
        self.client = client
        self.uuid = created["uuid"]
        self.serial = created["serial"]
        self.tokens = (created["token"], created["pad_token"])
        self.hsm = Hsm(self.uuid, Secret(secrets.token_bytes(32)))
        self.pad_key = Secret(secrets.token_bytes(32))

    def call(self, path, **body):
        return self.client.post(f"/v1/{path}", {"anchor": ANCHOR} | body)

    def provision(self, kind, uuid, token, key, **more):
        body = {"pin_block": None, "counts": None} | more
        return self.call(
            "provisionings", kind=kind, uuid=uuid, token=token, aes_key=key.reveal().hex(), **body
        )

    def block(self, card, challenge, pin=None, slot=0):
        return (
            pin_block.encrypt(
                Secret(pin or card.pin),
                subkey(self.pad_key, KeyName.PIN),
                slot,
                card.id,
                challenge.encode(),
                secrets.token_bytes(8),
            )
            .reveal()
            .hex()
        )

    def challenge(self, card, operation="balance", **fields):
        """Reply to `challenges`; for a withdrawal give notes={canister: count} and amount."""
        notes = fields.pop("notes", None)
        txid = fields.pop("txid", None) or secrets.token_hex(16)
        body = {
            "txid": txid,
            "card_id": card.uuid,
            "operation": operation,
            "from": None,
            "to": None,
            "amount": None,
            "notes": [],
            "open_record": None,
            "stripe_code": card.stripe_code,
        }
        if notes is not None:
            amount = sum({1: 1000, 2: 5000}[number] * count for number, count in notes.items())
            body["amount"] = {"minor": amount, "currency": "EUR"}
            body["notes"] = [{"canister": n, "count": c} for n, c in notes.items()]
            body["open_record"] = self.hsm.open(txid)
        reply = self.call("challenges", **(body | fields))
        reply.txid = txid
        return reply

    def authorise(self, card, given, *, pin=None, visit=None, new_pin=None, **fields):
        """Reply to `authorisations` for what `challenge` gave."""
        text = given.body["challenge"]
        proof = {"visit": visit} if visit else {"pin_block": self.block(card, text, pin)}
        body = {
            "txid": given.txid,
            "response": card.answer(text),
            "proof": proof,
            "new_pin_block": self.block(card, text, new_pin, slot=1) if new_pin else None,
        }
        return self.call("authorisations", **(body | fields))

    def ask(self, card, operation="balance", *, pin=None, visit=None, new_pin=None, **fields):
        given = self.challenge(card, operation, **fields)
        assert given.status == 200, given.body
        return self.authorise(card, given, pin=pin, visit=visit, new_pin=new_pin)

    def held(self, card, notes):
        """An approved withdrawal: (txid, reply)."""
        given = self.challenge(card, "withdrawal", notes=notes)
        assert given.status == 200, given.body
        reply = self.authorise(card, given)
        assert reply.body.get("result") == "approved", reply.body
        return given.txid, reply

    def settle(self, txid, receipt):
        return self.call("settlements", txid=txid, receipt=receipt)

    def settle_void(self, txid):
        return self.settle(txid, self.hsm.final(txid, TxnOutcome.VOID))
