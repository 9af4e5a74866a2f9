"""The contest's scene: the real bank, and a machine with its cards in the attacker's hands.

Devices are the emulators behind their drivers; the bank is reached over TLS with the machine's
certificate, as by somebody who owns its PC.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from tests.unit.emulators.emulated_atm import EmulatedAtm


class HsmInHand:
    """The emulated HSM in the place of the stand-in: counters and records are its own."""

    def __init__(self, devices: EmulatedAtm, uuid: str):
        self.devices = devices
        self.uuid = UUID(uuid)
        self.key = devices.hsm.provision(self.uuid)
        devices.hsm.commit(self.uuid)
        self.last = bytes(16)

    def load(self, canister: int, count: int) -> str:
        load_id = self.devices.dice(16)
        return self.devices.hsm.load(load_id, canister, 1, count).encode().hex()

    def open(self, txid: str) -> str:
        return self.devices.hsm.open(bytes.fromhex(txid), self.last).encode().hex()

    def cancel(self, txid: str) -> str:
        return self._ended(self.devices.hsm.cancel(bytes.fromhex(txid)))

    def pay(self, txid: str, vouchers: list[dict]) -> str:
        """Dispense, present, and the customer takes all; the FINAL record."""
        raw = bytes.fromhex(txid)
        self.devices.hsm.dispense(raw, parts_of(vouchers))
        self.devices.hsm.get(raw)
        self.devices.hsm.present(raw, 30)
        self.devices.world.take_cash()
        return self._ended(self.devices.hsm.get(raw))

    def _ended(self, final: Record) -> str:
        self.last = final.ticket
        return final.encode().hex()


@dataclass
class CardInHand:
    """An emulated card: what it answers, it answers itself."""

    devices: EmulatedAtm
    name: str
    uuid: str
    pin: bytes
    hash: str = ""
    stripe_code: str | None = None

    @property
    def id(self) -> Secret:
        return Secret(self.uuid.encode())

    def answer(self, challenge: str) -> str:
        return self.devices.reader.challenge(self.insert_no, challenge.encode()).reveal().hex()

    @property
    def insert_no(self) -> int:
        if self.devices.world.card_in_slot not in {"", self.name}:
            self.devices.world.take_card()
        if not self.devices.world.card_in_slot:
            self.devices.world.insert(self.name)
        return self.devices.reader.status().insert_no


def parts_of(vouchers: list[dict]) -> list[tuple[int, bytes]]:
    return [(part["canister"], bytes.fromhex(part["voucher"])) for part in vouchers]


def machine_in_hand(world, notes: int):
    """An ATM of the bank whose HSM and cards are emulated devices."""
    atm = world.new_atm(provisioned=False)
    devices = EmulatedAtm()
    atm.devices, atm.hsm = devices, HsmInHand(devices, atm.uuid)
    atm.provision("pinpad", atm.uuid, atm.tokens[1], atm.pad_key)
    counts = [{"canister": number, "count": notes} for number in (1, 2)]
    atm.provision("hsm", atm.uuid, atm.tokens[0], atm.hsm.key, counts=counts)
    devices.door(is_open=True)
    records = [atm.hsm.load(1, notes), atm.hsm.load(2, notes)]
    devices.door(is_open=False)
    load = atm.call("cash-loads", operator=counts, staff=[], records=records)
    assert load.status == 200, load.body
    return atm


def blank_card(atm, name: str, uuid: str, pin: bytes) -> tuple[CardInHand, Secret]:
    """A card from the factory that is given this uuid, and the key that it then makes."""
    atm.devices.world.new_chip_card(name)
    card = CardInHand(atm.devices, name, uuid, pin)
    key = atm.devices.reader.provision_card(card.insert_no, UUID(uuid))
    return card, key


def issued_card(world, atm, name: str, account: str, pin: bytes) -> CardInHand:
    """A card of the bank, made as every card is made."""
    issued = world.issue(account).body
    card, key = blank_card(atm, name, issued["uuid"], pin)
    block = atm.block(card, issued["token"], slot=1)
    stored = atm.provision("card", card.uuid, issued["token"], key, pin_block=block)
    assert stored.status == 200, stored.body
    atm.devices.reader.commit_card(card.insert_no, UUID(card.uuid))
    card.hash = issued["card"]
    return card
