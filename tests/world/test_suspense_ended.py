"""The bank has lost a hold: what came out for it is counted, charged or borne, and nothing lost."""

from __future__ import annotations

import copy
import re

import pytest

from bank_server.contract.money import Money
from bank_server.domain.disputes import open_disputes
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    dispute_body,
    suspense_body,
)
from bank_server.domain.suspense import open_suspense
from bank_server.service.staff_accounts import account_id_of
from bank_server.store.memory import MemoryEngine

HOLD_COPY = re.compile(rb'(?<="hold_copy":)"[0-9a-f]+"')
NOTE_MINOR = {1: 1_000, 2: 2_000}


def backup(scene):
    """The bank's books as they are now."""
    now, kept = scene.bank.engine, MemoryEngine()
    now._undo.clear()
    kept._undo, kept._rows = copy.deepcopy((now._undo, now._rows))
    return kept


def restores_bank(scene, before):
    """Its books are those of a moment before the hold, as after a restore from a backup; and the
    kiosk is one that has kept no copy of the hold."""
    scene.bank.stop()
    scene.bank.engine = before
    scene.bank.start()
    serve = scene.bank.serve
    scene.bank.serve = lambda atm, path, body: serve(atm, path, HOLD_COPY.sub(b"null", body))


def proposed(scene, kind, body, number):
    store = scene.bank.store
    for name in ("anna", "ben"):
        store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))
    store.staff.propose(number * 32, kind, body, "anna", scene.bank.now_ms())
    return Confirmation(number * 32, "ben")


def is_counted(scene, found):
    """Two supervisors say what of it lay in the retract bin."""
    (dispute,) = open_disputes(scene.bank.transactions)
    body = dispute_body(dispute.txid, dispute.atm_id, found, "counted")
    done = scene.bank.store.transactions.resolve_dispute(
        dispute.txid,
        dispute.atm_id,
        found=found,
        why="counted",
        confirmation=proposed(scene, ActionKind.RESOLVE_DISPUTE, body, "d"),
        now_ms=scene.bank.now_ms(),
    )
    assert done is ConfirmResult.DONE


def is_charged(scene, one):
    """Two supervisors have found out whose card it was."""
    account, charged = account_id_of("alice"), one.amount
    body = suspense_body(one.txid, one.atm_id, account, charged, "her card")
    done = scene.bank.store.transactions.resolve_suspense(
        one.txid,
        one.atm_id,
        account_id=account,
        charged=charged,
        why="her card",
        confirmation=proposed(scene, ActionKind.RESOLVE_SUSPENSE, body, "e"),
        now_ms=scene.bank.now_ms(),
    )
    assert done is ConfirmResult.DONE


def in_ledger(scene):
    """What the ledger says lies in the machine, in minor units."""
    return -scene.bank.store.accounts.account(f"cash:{scene.machine.atm}").balance.minor


def by_books(scene):
    books = scene.bank.atm(scene.machine.atm).canisters
    return sum(book.inside * book.denomination for book in books)


def value(counts):
    return sum(count * NOTE_MINOR[number] for number, count in counts.items())


def as_matter(scene):
    """What lies in the machine, in minor units."""
    where = scene.machine.matter.works.whereabouts()
    return sum(value(where[place]) for place in ("canisters", "reject_bin", "retract_bin"))


def in_suspense(scene):
    return scene.bank.store.accounts.account("suspense:EUR").balance.minor


@pytest.mark.parametrize(
    "takes",
    [lambda _: None, lambda alice: alice.takes_cash(1), lambda alice: alice.takes_cash(2)],
    ids=["nothing", "one note", "two notes"],
)
def test_notes_that_were_taken_back_without_a_hold_are_counted_and_the_rest_is_charged(
    scene, alice, machine, takes
):
    before = backup(scene)
    alice.is_offered_cash(50)
    restores_bank(scene, before)
    takes(alice)
    scene.runs(60)
    assert (0, 0) == (scene.alice_paid, scene.held)
    assert -5_000 == in_suspense(scene)
    assert () == scene.bank.findings

    is_counted(scene, sorted(machine.matter.works.whereabouts()["retract_bin"].items()))
    kept = value(machine.matter.works.whereabouts()["customer"])
    assert -kept == in_suspense(scene)
    assert as_matter(scene) == in_ledger(scene) == by_books(scene)
    for one in open_suspense(scene.bank.transactions):
        is_charged(scene, one)
    assert (kept, 0) == (scene.alice_paid, in_suspense(scene))
    assert ((), ()) == (scene.bank.findings, scene.bank.work_items)


def test_notes_that_were_taken_without_a_hold_have_left_the_machine(scene, alice):
    before = backup(scene)
    alice.is_offered_cash(50)
    restores_bank(scene, before)
    alice.takes_cash()
    scene.runs(60)

    assert as_matter(scene) == in_ledger(scene) == by_books(scene)
    (one,) = open_suspense(scene.bank.transactions)
    assert Money(5_000, "EUR") == one.amount
    is_charged(scene, one)
    assert (5_000, 0) == (scene.alice_paid, in_suspense(scene))
    assert ((), ()) == (scene.bank.findings, scene.bank.work_items)
