"""A kiosk PC in the wrong hands: the devices obey it, its certificate is good, and it lies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, Protocol

from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from hardware.drivers.card_reader import CardReader
from hardware.drivers.hsm import Hsm
from hardware.drivers.pin_pad import PinPad
from hardware.protocol.pin_pad import PinSlot
from kiosk.bank.answers import Answer
from tests.world.support.bank_line import problem_of
from tests.world.support.chance import Chance
from tests.world.support.machine import Machine

ANCHOR: Final = {"seq": 0, "h": "0" * 64, "m": "0" * 32}
Parts = list[tuple[int, bytes]]


class Holder(Protocol):
    """Whose card and PIN the liar has got hold of."""

    @property
    def card(self) -> str: ...
    @property
    def pin(self) -> str: ...


class Stage(Protocol):
    """Where the liar sits; a `Scene`, for one."""

    @property
    def machine(self) -> Machine: ...
    @property
    def alice(self) -> Holder: ...
    @property
    def card_uuid(self) -> str: ...
    def runs(self, seconds: float) -> None: ...


class Liar:
    """Sits in the dead kiosk's place, with Alice's card in the slot and her PIN at hand."""

    def __init__(self, scene: Stage, name: str = "liar") -> None:
        """name: two liars of one name make the same txids."""
        self.scene = scene
        self.machine = scene.machine
        self._chance = Chance(name)
        scene.machine.kill()
        scene.machine.matter.insert(scene.alice.card)
        self.hsm = Hsm(scene.machine.cable("hsm"))
        self.reader = CardReader(scene.machine.cable("card_reader"))
        self.pad = PinPad(scene.machine.cable("pin_pad"))
        self.last_block: Secret | None = None

    def txid(self) -> bytes:
        return self._chance(16)

    def calls(self, path: str, **body: object) -> Answer:
        text = json.dumps({"anchor": ANCHOR, **body}).encode()
        answer = self.machine.bank.serve(self.machine.atm, f"/v1/{path}", text)
        assert answer is not None
        return answer

    def challenge(self, txid: bytes, opened: Record, notes: dict[int, int]) -> Answer:
        amount = self.machine.value(notes)
        return self.calls(
            "challenges",
            **{
                "txid": txid.hex(),
                "card_id": self.scene.card_uuid,
                "operation": "withdrawal",
                "from": None,
                "to": None,
                "amount": {"minor": amount, "currency": "EUR"},
                "notes": [{"canister": n, "count": c} for n, c in notes.items()],
                "open_record": opened.encode().hex(),
                "stripe_code": None,
            },
        )

    def block(self, challenge: bytes) -> Secret:
        """Alice types her PIN; the pad makes its block for this challenge."""
        self.pad.pin_start(PinSlot.CURRENT, 30, 30)
        self.machine.matter.press(self.scene.alice.pin + "E")
        card_id = Secret(self.scene.card_uuid.encode())
        return self.pad.pin_block(PinSlot.CURRENT, card_id, challenge)

    def authorise(self, txid: bytes, challenge: bytes, block: Secret) -> Answer:
        insert_no = self.reader.status().insert_no
        response = self.reader.challenge(insert_no, challenge)
        return self.calls(
            "authorisations",
            txid=txid.hex(),
            response=response.reveal().hex(),
            proof={"pin_block": block.reveal().hex()},
            new_pin_block=None,
        )

    def approved(self, txid: bytes, opened: Record, notes: dict[int, int]) -> Parts:
        """The vouchers of an honest authorisation."""
        given = self.challenge(txid, opened, notes)
        assert given.status == 200, problem_of(given)
        challenge = json.loads(given.body)["challenge"].encode()
        reply = json.loads(self.authorise(txid, challenge, self.block(challenge)).body)
        assert reply["result"] == "approved", reply
        return [(part["canister"], bytes.fromhex(part["voucher"])) for part in reply["vouchers"]]

    def pays(self, txid: bytes, vouchers: Sequence[tuple[int, bytes]]) -> Record:
        """Notes out and taken; the FINAL record."""
        self.hsm.dispense(txid, vouchers)
        self.scene.runs(2)
        self.hsm.present(txid, 30)
        self.scene.runs(1)
        self.machine.matter.take_cash()
        return self.hsm.get(txid)

    def settle(self, txid: bytes, receipt: Record) -> str:
        """What the bank makes of it: the problem's code, or the state."""
        answer = self.calls("settlements", txid=txid.hex(), receipt=receipt.encode().hex())
        return problem_of(answer) or str(json.loads(answer.body)["state"])
