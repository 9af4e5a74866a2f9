"""From the shutter to the ledger: what lies in the retract bin goes back, the rest was taken."""

from __future__ import annotations

import pytest

from bank_server.domain.disputes import open_disputes
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    dispute_body,
    resolution_body,
)

NOTE_MINOR = {1: 1_000, 2: 2_000}


def is_counted(scene, found):
    """Two supervisors end the one open dispute with what they found in the retract bin."""
    store, now_ms = scene.bank.store, scene.bank.now_ms()
    (dispute,) = open_disputes(scene.bank.transactions)
    for name in ("anna", "ben"):
        store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))
    body = dispute_body(dispute.txid, dispute.atm_id, found, "counted")
    store.staff.propose("d" * 32, ActionKind.RESOLVE_DISPUTE, body, "anna", now_ms)
    done = store.transactions.resolve_dispute(
        dispute.txid,
        dispute.atm_id,
        found=found,
        why="counted",
        confirmation=Confirmation("d" * 32, "ben"),
        now_ms=now_ms,
    )
    assert done is ConfirmResult.DONE


def doubt_is_counted(scene, presented):
    """Two supervisors end the doubt with what they found paid."""
    store, now_ms, atm = scene.bank.store, scene.bank.now_ms(), scene.machine.atm
    (txid,) = (each.txid for each in scene.bank.transactions if each.state.value == "in-doubt")
    for name in ("anna", "ben"):
        store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))
    body = resolution_body(txid, atm, presented, "counted")
    store.staff.propose("d" * 32, ActionKind.RESOLVE_IN_DOUBT, body, "anna", now_ms)
    done = store.transactions.resolve_in_doubt(
        txid,
        atm,
        presented=presented,
        why="counted",
        confirmation=Confirmation("d" * 32, "ben"),
        now_ms=now_ms,
    )
    assert done is ConfirmResult.DONE


def by_books(scene):
    """What lies in the machine by its canisters' books, in minor units."""
    return sum(
        (book.left + book.rejected + book.found) * book.denomination
        for book in scene.bank.atm(scene.machine.atm).canisters
    )


def in_ledger(scene):
    """What the ledger says lies in the machine, in minor units."""
    cash = scene.bank.store.accounts.account(f"cash:{scene.machine.atm}")
    return -cash.balance.minor


def as_matter(scene):
    """What lies in the machine, in minor units."""
    where = scene.machine.matter.works.whereabouts()
    places = (where["canisters"], where["reject_bin"], where["retract_bin"])
    return sum(count * NOTE_MINOR[number] for place in places for number, count in place.items())


@pytest.mark.parametrize(
    "takes",
    [lambda _: None, lambda alice: alice.takes_cash(1), lambda alice: alice.takes_cash(2)],
    ids=["nothing", "one note", "two notes"],
)
def test_the_customer_has_paid_for_the_notes_in_their_purse_and_for_no_others(
    scene, alice, machine, takes
):
    alice.is_offered_cash(50)
    takes(alice)
    scene.runs(31)
    scene.rests()
    assert 5_000 == scene.alice_paid

    is_counted(scene, sorted(machine.matter.works.whereabouts()["retract_bin"].items()))
    kept = machine.matter.works.whereabouts()["customer"]
    assert scene.alice_paid == sum(count * NOTE_MINOR[each] for each, count in kept.items())
    assert as_matter(scene) == in_ledger(scene)
    assert ((), ()) == (scene.bank.findings, scene.bank.work_items)
    scene.served_again()


@pytest.mark.parametrize(
    "takes",
    [lambda alice: alice.waits(0.3), lambda alice: alice.takes_cash(1)],
    ids=["nothing", "one note"],
)
def test_after_a_result_that_no_sensor_could_tell_the_cash_account_is_what_people_counted(
    scene, alice, machine, takes
):
    alice.is_offered_cash(50)
    takes(alice)
    machine.matter.works.set_sensors_unsure(are_unsure=True)
    machine.matter.hsm.power_off()
    scene.runs(2)
    machine.matter.hsm.power_on()
    scene.runs(60)
    assert (0, 5_000) == (scene.alice_paid, scene.held)

    kept = machine.matter.works.whereabouts()["customer"]
    doubt_is_counted(scene, sorted(kept.items()))
    assert scene.alice_paid == sum(count * NOTE_MINOR[each] for each, count in kept.items())
    assert as_matter(scene) == in_ledger(scene) == by_books(scene)
    assert ((), 0) == (scene.bank.findings, scene.held)
