"""What a kiosk PC in the wrong hands tries for cash, and who refuses it by which name.

Source: docs/faults.md, lies and replays.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Final

from hardware.crypto.record import TxnOutcome
from hardware.status import Status
from tests.simulation.patient_liar import (
    NOTES,
    PatientLiar,
    Spoiled,
    refused_by_bank,
    refused_by_hsm,
)
from tests.simulation.site import Site
from tests.world.support.bank_line import problem_of

TICKET_LIFE_S: Final = 121.0


def _says_nothing_came_out(liar: PatientLiar) -> None:
    txid, final = liar.pays_honestly()
    lines = tuple(replace(line, presented=0, rejected=line.picked) for line in final.lines)
    refused_by_bank(
        liar.settle(txid, replace(final, outcome=TxnOutcome.VOID, lines=lines)), "receipt-invalid"
    )


def _settles_with_a_receipt_made_before(liar: PatientLiar) -> None:
    txid, _ = liar.opens()
    void = liar.hsm.cancel(txid)
    other, _ = liar.pays_honestly()
    refused_by_bank(liar.settle(other, void), "receipt-invalid")
    refused_by_bank(liar.settle(other, replace(void, txid=other)), "receipt-invalid")


def _evicts_the_evidence(liar: PatientLiar) -> None:
    paid, final = liar.pays_honestly()
    txid, opened = liar.opens()
    problem = problem_of(liar.challenge(txid, opened, NOTES))
    refused_by_bank(problem, "counters-differ", "atm-busy")
    void = liar.hsm.cancel(txid)
    refused_by_bank(liar.settle(paid, void), "receipt-invalid")
    del final  # never shown to anybody


def _keeps_a_voucher_too_long(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    vouchers = liar.approved(txid, opened, NOTES)
    liar.scene.runs(TICKET_LIFE_S)
    refused_by_hsm(Status.TXN_FINAL, lambda: liar.hsm.dispense(txid, vouchers))


def _changes_the_mix(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    parts = liar.approved(txid, opened, NOTES)
    for status, changed in (
        (Status.VOUCHER_INVALID, parts[:1]),
        (Status.CANISTER, [parts[0], parts[0]]),
        (Status.CANISTER, parts[::-1]),
        (Status.VOUCHER_INVALID, [(1, parts[1][1]), (2, parts[0][1])]),
    ):
        refused_by_hsm(status, partial(liar.hsm.dispense, txid, changed))


def _uses_a_voucher_with_another_ticket(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    kept = liar.approved(txid, opened, NOTES)
    liar.settle(txid, liar.hsm.cancel(txid))
    other, _ = liar.opens()
    refused_by_hsm(Status.VOUCHER_INVALID, lambda: liar.hsm.dispense(other, kept))


def _opens_a_txid_again_for_its_old_voucher(liar: PatientLiar) -> None:
    """Txid, load and next note are those of the voucher; only the ticket is not."""
    txid, opened = liar.opens()
    kept = liar.approved(txid, opened, NOTES)
    liar.settle(txid, liar.hsm.cancel(txid))
    _opens_and_cancels(liar)
    liar.hsm.open(txid, liar.ticket)
    refused_by_hsm(Status.VOUCHER_INVALID, lambda: liar.hsm.dispense(txid, kept))
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
    refused_by_bank(liar.settle(txid, void), "receipt-invalid")


def _opens_and_cancels(liar: PatientLiar) -> None:
    txid, _ = liar.opens()
    liar.hsm.cancel(txid)


def _pays_a_voucher_twice(liar: PatientLiar) -> None:
    txid, opened = liar.opens()
    vouchers = liar.approved(txid, opened, NOTES)
    if liar.pays(txid, vouchers).outcome is TxnOutcome.NONE:
        raise Spoiled("the notes did not come out")
    refused_by_hsm(Status.TXN_FINAL, lambda: liar.hsm.dispense(txid, vouchers))


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
    refused_by_bank(problem_of(answer), "pin-block-invalid")


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
    refused_by_bank(liar.settle(txid, liar.hsm.get(txid)), "void")


CASH_TRICKS: Final = (
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
