"""Who sits in the kiosk's place: gives a trick up where an honest kiosk would be refused, too."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hardware.crypto.record import Record, TxnOutcome
from hardware.errors import DeviceError
from hardware.status import Status
from kiosk.bank.answers import Answer
from tests.simulation.broken import hold
from tests.simulation.site import Site
from tests.world.support.bank_line import problem_of
from tests.world.support.liar import ANCHOR, Liar, Parts

if TYPE_CHECKING:
    from tests.simulation.city import City

NOTES: Final = {1: 1, 2: 2}


class Spoiled(Exception):
    """The trick could not be tried: a decline, a busy card, a device that is away."""


@dataclass(frozen=True)
class Holder:
    card: str
    pin: str


class Stolen:
    """What `Liar` needs to know of where it sits."""

    def __init__(self, city: City, site: Site, card: str) -> None:
        self.machine = site
        self.bank = city.bank
        self.alice = Holder(card, city.pins[card][0])
        self.card_uuid = city.card_uuids[card]
        self.runs = city.loop.advance


class PatientLiar(Liar):
    """Gives a trick up where an honest kiosk would be refused, too."""

    def calls(self, path: str, **body: object) -> Answer:
        if not self.machine.bank.is_up:
            raise Spoiled("the bank is away")  # killed over another machine's call
        return super().calls(path, **body)

    def approved(self, txid: bytes, opened: Record, notes: dict[int, int]) -> Parts:
        given = self.challenge(txid, opened, notes)
        if problem_of(given):
            raise Spoiled(problem_of(given))
        challenge = json.loads(given.body)["challenge"].encode()
        self.last_block = self.block(challenge)
        answer = self.authorise(txid, challenge, self.last_block)
        if problem_of(answer) or json.loads(answer.body)["result"] != "approved":
            raise Spoiled("declined")
        vouchers = json.loads(answer.body)["vouchers"]
        return [(part["canister"], bytes.fromhex(part["voucher"])) for part in vouchers]

    @property
    def card(self) -> str:
        return self.scene.alice.card

    def approves_envelope(self, txid: bytes, target: str, minor: int) -> None:
        """The bank's yes, with an honest card and PIN."""
        given = self.calls(
            "challenges",
            **{
                "txid": txid.hex(),
                "card_id": self.scene.card_uuid,
                "operation": "deposit",
                "from": None,
                "to": target,
                "amount": {"minor": minor, "currency": "EUR"},
                "notes": [],
                "open_record": None,
                "stripe_code": None,
            },
        )
        if problem_of(given):
            raise Spoiled(problem_of(given))
        challenge = json.loads(given.body)["challenge"].encode()
        answer = self.authorise(txid, challenge, self.block(challenge))
        if problem_of(answer) or json.loads(answer.body)["result"] != "approved":
            raise Spoiled("declined")

    def reports(self, txid: bytes, envelope: str, number: int | None, atm: str = "") -> Answer:
        """What the slot is said to have said, of this ATM or in another one's name."""
        body = {"anchor": ANCHOR, "txid": txid.hex(), "envelope": envelope, "number": number}
        if not self.machine.bank.is_up:
            raise Spoiled("the bank is away")
        raw = json.dumps(body).encode()
        answer = self.machine.bank.serve(atm or self.machine.atm, "/v1/deposit-results", raw)
        assert answer is not None
        return answer

    def opens(self) -> tuple[bytes, Record]:
        txid = self.txid()
        return txid, self.hsm.open(txid, self.ticket)

    @property
    def ticket(self) -> bytes:
        """Of the HSM's last transaction."""
        cur = self.machine.matter.hsm._vault.state.cur
        return bytes(16) if cur is None else cur.ticket

    def pays_honestly(self) -> tuple[bytes, Record]:
        txid, opened = self.opens()
        final = self.pays(txid, self.approved(txid, opened, NOTES))
        if final.outcome is not TxnOutcome.TAKEN:
            raise Spoiled("the notes did not come out")
        return txid, final


def refused_by_hsm(status: Status, act: Callable[[], object]) -> None:
    try:
        act()
    except DeviceError as error:
        hold("lie", error.status is status, f"refused as {error.status}, not {status}")
    else:
        hold("lie", False, f"obeyed, instead of {status.name}")


def refused_by_bank(answer: str, *codes: str) -> None:
    hold("lie", answer in codes, f"answered {answer}, not {codes}")
