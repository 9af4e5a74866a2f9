"""A kiosk PC that lies: it may withhold, repeat and mix up, and never gets a note unpaid for.

Each test shows the honest message accepted, or changes one thing of one that is.
"""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pytest

from hardware.crypto.record import TxnOutcome
from hardware.errors import DeviceError
from hardware.status import Status
from tests.world.support.bank_line import problem_of
from tests.world.support.liar import Liar
from tests.world.support.scene import Scene

NOTES = {1: 1, 2: 2}


@pytest.fixture
def liar():
    return Liar(Scene())


def refused(call):
    """The status with which a device refuses."""
    with pytest.raises(DeviceError) as error:
        call()
    return error.value.status


def opened(liar, last=bytes(16)):
    txid = liar.txid()
    return txid, liar.hsm.open(txid, last)


def paid(liar):
    """An honest withdrawal: its txid and FINAL record."""
    txid, record = opened(liar)
    return txid, liar.pays(txid, liar.approved(txid, record, NOTES))


def hold_and_alarm(liar, reason):
    scene = liar.scene

    assert () == scene.bank.findings
    assert reason in " ".join(scene.bank.alarms)
    assert (0, 5_000) == (scene.alice_paid, scene.held)


def test_the_honest_way_is_accepted(liar):
    txid, final = paid(liar)

    assert "captured" == liar.settle(txid, final)
    assert "captured" == liar.settle(txid, final)
    assert 5_000 == liar.scene.alice_paid == liar.machine.paid_minor
    assert () == liar.scene.bank.alarms


def test_a_receipt_made_beforehand_does_not_settle(liar):
    """Fault 71: open, cancel, then pay with another ticket and settle with the first void."""
    txid, _ = opened(liar)
    void = liar.hsm.cancel(txid)
    other = liar.txid()
    record = liar.hsm.open(other, void.ticket)
    liar.pays(other, liar.approved(other, record, NOTES))

    assert "receipt-invalid" == liar.settle(other, void)
    assert "receipt-invalid" == liar.settle(other, replace(void, txid=other))
    hold_and_alarm(liar, "receipt")


def test_saying_that_nothing_came_out_does_not_settle(liar):
    """Fault 67."""
    txid, final = paid(liar)
    nothing = replace(
        final,
        outcome=TxnOutcome.VOID,
        lines=tuple(replace(line, presented=0, rejected=line.picked) for line in final.lines),
    )

    assert "receipt-invalid" == liar.settle(txid, nothing)
    hold_and_alarm(liar, "receipt")


def test_evidence_evicted_after_paying_shows_at_the_next_challenge(liar):
    """Fault 72: the paid record is overwritten by the next OPEN, and the hold stays."""
    _, final = paid(liar)
    txid = liar.txid()
    record = liar.hsm.open(txid, final.ticket)
    problem = problem_of(liar.challenge(txid, record, NOTES))

    assert problem in {"counters-differ", "atm-busy"}
    assert 5_000 == liar.scene.held
    void = liar.hsm.cancel(txid)
    assert "receipt-invalid" == liar.settle(final.txid, void)
    hold_and_alarm(liar, "receipt")
    assert "captured" == liar.settle(final.txid, final)


def test_a_voucher_after_120_seconds_is_dead(liar):
    """Fault 73."""
    txid, record = opened(liar)
    vouchers = liar.approved(txid, record, NOTES)
    liar.scene.runs(121)

    assert Status.TXN_FINAL is refused(lambda: liar.hsm.dispense(txid, vouchers))
    assert 0 == liar.machine.paid_minor
    assert "void" == liar.settle(txid, liar.hsm.get(txid))
    assert (0, 0) == (liar.scene.alice_paid, liar.scene.held)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda parts: parts[:1], Status.VOUCHER_INVALID),
        (lambda parts: parts[1:], Status.VOUCHER_INVALID),
        (lambda parts: [parts[0], parts[0]], Status.CANISTER),
        (lambda parts: [*parts, parts[1]], Status.CANISTER),
        (lambda parts: parts[::-1], Status.CANISTER),
        (lambda parts: [(1, parts[1][1]), (2, parts[0][1])], Status.VOUCHER_INVALID),
    ],
    ids=["first alone", "second alone", "doubled", "one more", "other order", "exchanged"],
)
def test_a_mix_with_its_vouchers_changed_moves_no_note(liar, change, status):
    """Fault 74; the honest parts are accepted right after."""
    txid, record = opened(liar)
    vouchers = liar.approved(txid, record, NOTES)

    assert status is refused(lambda: liar.hsm.dispense(txid, change(vouchers)))
    assert 200 == sum(liar.machine.matter.works.whereabouts()["canisters"].values())
    assert "captured" == liar.settle(txid, liar.pays(txid, vouchers))


def test_a_voucher_kept_for_another_ticket_is_refused(liar):
    txid, record = opened(liar)
    kept = liar.approved(txid, record, NOTES)
    void = liar.hsm.cancel(txid)
    assert "void" == liar.settle(txid, void)
    other = liar.txid()
    liar.hsm.open(other, void.ticket)

    assert Status.VOUCHER_INVALID is refused(lambda: liar.hsm.dispense(other, kept))
    assert 0 == liar.machine.paid_minor


def test_a_voucher_pays_once(liar):
    """Fault 51."""
    txid, record = opened(liar)
    vouchers = liar.approved(txid, record, NOTES)
    final = liar.pays(txid, vouchers)

    assert Status.TXN_FINAL is refused(lambda: liar.hsm.dispense(txid, vouchers))
    assert "captured" == liar.settle(txid, final)
    assert 5_000 == liar.machine.paid_minor == liar.scene.alice_paid


def test_a_recorded_pin_block_does_not_fit_a_fresh_challenge(liar):
    """Fault 75: no try is counted for it."""
    txid, record = opened(liar)
    given = json.loads(liar.challenge(txid, record, NOTES).body)["challenge"].encode()
    recorded = liar.block(given)
    assert 200 == liar.authorise(txid, given, recorded).status
    void = liar.hsm.cancel(txid)
    assert "void" == liar.settle(txid, void)
    other = liar.txid()
    answer = liar.challenge(other, liar.hsm.open(other, void.ticket), NOTES)
    fresh = json.loads(answer.body)["challenge"].encode()

    assert "pin-block-invalid" == problem_of(liar.authorise(other, fresh, recorded))
    assert 0 == liar.scene.bank.tries(liar.scene.card_uuid)
    assert ("authorisation: pin-block",) == liar.scene.bank.alarms


def test_an_open_record_of_another_transaction_gets_no_challenge(liar):
    txid, record = opened(liar)

    assert "receipt-invalid" == problem_of(liar.challenge(liar.txid(), record, NOTES))
    assert "" == problem_of(liar.challenge(txid, record, NOTES))


def test_a_hold_that_is_never_settled_stays(liar):
    txid, record = opened(liar)
    liar.approved(txid, record, NOTES)
    liar.scene.runs(1_000)

    assert (0, 5_000) == (liar.scene.alice_paid, liar.scene.held)
    assert () == liar.scene.bank.findings


def test_an_hsm_memory_put_back_in_mid_transaction_shows_in_the_cash_count_only(liar):
    """Fault 78, what remains: the machine's owner cuts the power after paying and puts back the
    memory of before. The HSM then attests in good faith that nothing came out."""
    memory, hsm = liar.machine.memories.devices["hsm"], liar.machine.matter.hsm
    txid, record = opened(liar)
    vouchers = liar.approved(txid, record, NOTES)
    image = copy.deepcopy(memory.load())
    liar.pays(txid, vouchers)
    hsm.power_off()
    memory.store(image)
    hsm.power_on()

    assert "void" == liar.settle(txid, liar.hsm.get(txid))
    assert (0, 5_000) == (liar.scene.alice_paid, liar.machine.paid_minor)
    assert liar.machine.counters_of_hsm == liar.machine.counters_of_bank == [(1, 0, 100)] * 2
    assert {1: 99, 2: 98} == liar.machine.matter.works.whereabouts()["canisters"]
