"""A kiosk PC in the wrong hands for one turn: each trick is refused by name, and moves no cent.

Afterwards the honest kiosk comes back over its own journal, and has to make sense of what it finds.
Source: docs/faults.md, lies and replays.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from hardware.crypto.record import Record, TxnOutcome
from hardware.errors import DeviceError
from hardware.status import Status
from kiosk.bank.answers import Answer
from tests.simulation.broken import hold
from tests.simulation.faults import Fault
from tests.simulation.plan import STRIPE_CARDS
from tests.simulation.site import Site
from tests.world.support.bank_line import problem_of
from tests.world.support.liar import Liar, Parts

if TYPE_CHECKING:
    from tests.simulation.city import City

NOTES: Final = {1: 1, 2: 2}
BACK_S: Final = 5.0
TICKET_LIFE_S: Final = 121.0


class Spoiled(Exception):
    """The trick could not be tried: a decline, a busy card, a device that is away."""


@dataclass(frozen=True)
class _Holder:
    card: str
    pin: str


class _Stolen:
    """What `Liar` needs to know of where it sits."""

    def __init__(self, city: City, site: Site, card: str) -> None:
        self.machine = site
        self.bank = city.bank
        self.alice = _Holder(card, city.pins[card][0])
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


class LiarTurn:
    def __init__(self, city: City, site: Site) -> None:
        self._city = city
        self._site = site
        self._count = 0

    def plays(self, card: str, fault: Fault) -> None:
        """One trick with this card, in the place of the kiosk."""
        city, site = self._city, self._site
        has_chip = card not in STRIPE_CARDS
        if not has_chip or len(city.pins[card]) != 1:
            return
        if not city.bank.is_up or not site.hsm_power.is_on:
            return
        trick = city.draws.one_of(TRICKS, "trick", fault.transaction, fault.draw)
        site.is_lying = True
        self._count += 1
        liar = PatientLiar(_Stolen(city, site, card), name=f"liar {site.number} {self._count}")
        try:
            trick(liar)
            city.coverage[f"lied: {trick.__name__.removeprefix('_')}"] += 1
        except Spoiled as why:
            city.coverage[f"lie spoiled: {why}"] += 1
        except DeviceError as error:
            city.coverage[f"lie spoiled: {error.status}"] += 1
        finally:
            site.is_lying = False
            if site.matter.card_in_slot == card:
                site.matter.pull_card()
            site.restart_s = city.loop.now() + BACK_S


def _refused_by_hsm(status: Status, act: Callable[[], object]) -> None:
    try:
        act()
    except DeviceError as error:
        hold("lie", error.status is status, f"refused as {error.status}, not {status}")
    else:
        hold("lie", False, f"obeyed, instead of {status.name}")


def _refused_by_bank(answer: str, *codes: str) -> None:
    hold("lie", answer in codes, f"answered {answer}, not {codes}")


def _says_nothing_came_out(liar: PatientLiar) -> None:
    txid, final = liar.pays_honestly()
    lines = tuple(replace(line, presented=0, rejected=line.picked) for line in final.lines)
    _refused_by_bank(
        liar.settle(txid, replace(final, outcome=TxnOutcome.VOID, lines=lines)), "receipt-invalid"
    )


def _settles_with_a_receipt_made_before(liar: PatientLiar) -> None:
    txid, _ = liar.opens()
    void = liar.hsm.cancel(txid)
    other, _ = liar.pays_honestly()
    _refused_by_bank(liar.settle(other, void), "receipt-invalid")
    _refused_by_bank(liar.settle(other, replace(void, txid=other)), "receipt-invalid")


def _evicts_the_evidence(liar: PatientLiar) -> None:
    paid, final = liar.pays_honestly()
    txid, opened = liar.opens()
    problem = problem_of(liar.challenge(txid, opened, NOTES))
    _refused_by_bank(problem, "counters-differ", "atm-busy")
    void = liar.hsm.cancel(txid)
    _refused_by_bank(liar.settle(paid, void), "receipt-invalid")
    del final  # never shown to anybody


def _keeps_a_voucher_too_long(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    vouchers = liar.approved(txid, opened, NOTES)
    liar.scene.runs(TICKET_LIFE_S)
    _refused_by_hsm(Status.TXN_FINAL, lambda: liar.hsm.dispense(txid, vouchers))


def _changes_the_mix(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    parts = liar.approved(txid, opened, NOTES)
    for status, changed in (
        (Status.VOUCHER_INVALID, parts[:1]),
        (Status.CANISTER, [parts[0], parts[0]]),
        (Status.CANISTER, parts[::-1]),
        (Status.VOUCHER_INVALID, [(1, parts[1][1]), (2, parts[0][1])]),
    ):
        _refused_by_hsm(status, partial(liar.hsm.dispense, txid, changed))


def _uses_a_voucher_with_another_ticket(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    kept = liar.approved(txid, opened, NOTES)
    liar.settle(txid, liar.hsm.cancel(txid))
    other, _ = liar.opens()
    _refused_by_hsm(Status.VOUCHER_INVALID, lambda: liar.hsm.dispense(other, kept))


def _opens_a_txid_again_for_its_old_voucher(liar: PatientLiar) -> None:
    """Txid, load and next note are those of the voucher; only the ticket is not."""
    txid, opened = liar.opens()
    kept = liar.approved(txid, opened, NOTES)
    liar.settle(txid, liar.hsm.cancel(txid))
    _opens_and_cancels(liar)
    liar.hsm.open(txid, liar.ticket)
    _refused_by_hsm(Status.VOUCHER_INVALID, lambda: liar.hsm.dispense(txid, kept))
    liar.hsm.cancel(txid)
    _opens_and_cancels(liar)  # the bank has ended the txid, and need not hear of it again


def _opens_a_txid_again_for_its_old_receipt(liar: PatientLiar) -> None:
    """A void receipt made before, of the same txid and the same next note."""
    txid, _ = liar.opens()
    void = liar.hsm.cancel(txid)
    _opens_and_cancels(liar)
    opened = liar.hsm.open(txid, liar.ticket)
    final = liar.pays(txid, liar.approved(txid, opened, NOTES))
    if final.outcome is not TxnOutcome.TAKEN:
        raise Spoiled("the notes did not come out")
    _refused_by_bank(liar.settle(txid, void), "receipt-invalid")


def _opens_and_cancels(liar: PatientLiar) -> None:
    txid, _ = liar.opens()
    liar.hsm.cancel(txid)


def _pays_a_voucher_twice(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    vouchers = liar.approved(txid, opened, NOTES)
    if liar.pays(txid, vouchers).outcome is TxnOutcome.NONE:
        raise Spoiled("the notes did not come out")
    _refused_by_hsm(Status.TXN_FINAL, lambda: liar.hsm.dispense(txid, vouchers))


def _replays_a_pin_block(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    liar.approved(txid, opened, NOTES)
    liar.settle(txid, liar.hsm.cancel(txid))
    other, opened = liar.opens()
    answer = liar.challenge(other, opened, NOTES)
    if problem_of(answer):
        raise Spoiled(problem_of(answer))
    assert liar.last_block is not None
    fresh = json.loads(answer.body)["challenge"].encode()
    answer = liar.authorise(other, fresh, liar.last_block)
    _refused_by_bank(problem_of(answer), "pin-block-invalid")


def _keeps_the_receipt_to_itself(liar: PatientLiar) -> None:
    liar.pays_honestly()


def _puts_back_the_memory_of_a_payment_under_way(liar: PatientLiar) -> None:
    """The one that works: whoever opens the safe's electronics in those seconds can have a
    transaction's notes. It is never more than that, and the next cash count shows it."""
    site = liar.machine
    assert isinstance(site, Site)
    txid, opened = liar.opens()
    parts = liar.approved(txid, opened, NOTES)
    before = site.copy_of_hsm_memory()
    if liar.pays(txid, parts).outcome is not TxnOutcome.TAKEN:
        raise Spoiled("the notes did not come out")
    site.matter.hsm.power_off()
    site.memories.devices["hsm"].store(before)
    site.matter.hsm.power_on()
    site.city.watch.steals(site, txid)
    _refused_by_bank(liar.settle(txid, liar.hsm.get(txid)), "void")


TRICKS: Final = (
    _says_nothing_came_out,
    _settles_with_a_receipt_made_before,
    _evicts_the_evidence,
    _keeps_a_voucher_too_long,
    _changes_the_mix,
    _uses_a_voucher_with_another_ticket,
    _opens_a_txid_again_for_its_old_voucher,
    _opens_a_txid_again_for_its_old_receipt,
    _pays_a_voucher_twice,
    _replays_a_pin_block,
    _keeps_the_receipt_to_itself,
    _puts_back_the_memory_of_a_payment_under_way,
)
