"""Transfers, and deposits from their approval to what people found in the envelope."""

from bank_server.contract.money import Money
from bank_server.contract.operations import EnvelopeResult, Operation
from bank_server.domain.open_deposits import AloneLimits, is_open
from bank_server.domain.transactions import TransactionState
from tests.store_histories.cards import in_work
from tests.store_histories.drawing import draws
from tests.store_histories.money import _visit, declined
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import DAY_MS, atm_is_there

NUMBERS = 12  # envelopes of one ATM, so that numbers repeat
ALONE_MAX = 20_000
ALONE_DAY_MAX = 30_000


def moved(source, target):
    return b"moved %d %d" % (source.minor, target.minor)


@draws("transactions.transfer", 0.7)
def transfer(scene):
    return ask_transfer(scene, *_asked(scene, Operation.TRANSFER))


def ask_transfer(scene, txid, atm_id):
    return scene.ask(
        "transactions.transfer",
        txid,
        atm_id,
        approved=moved,
        declined=declined,
        visit=_visit(scene),
        now_ms=NOW,
    )


@draws("deposits.approve", 0.7)
def approve(scene):
    return ask_approve(scene, *_asked(scene, Operation.DEPOSIT))


def ask_approve(scene, txid, atm_id):
    return scene.ask(
        "deposits.approve",
        txid,
        atm_id,
        reply=b"approved " + txid.encode(),
        declined=declined,
        visit=_visit(scene),
        now_ms=NOW,
    )


def _asked(scene, operation):
    """One in work that asks for this, if there is any."""
    found = [
        (each.txid, each.atm_id)
        for each in scene.rows._transactions.all()
        if each.state is TransactionState.IN_WORK and each.operation is operation
    ]
    return scene.one(found) if found and scene.happens(0.8) else in_work(scene)


@draws("deposits.report", 2)
def report(scene):
    """Of a deposit that is waited for, of one that was told before, or of anything."""
    of_deposit = [each for each in scene.rows._transactions.all() if each.envelope is not None]
    awaited = [each for each in of_deposit if each.state is TransactionState.AWAITED]
    if awaited and scene.happens(0.5):
        of_deposit = awaited
    if of_deposit and scene.happens(0.8):
        found = scene.one(of_deposit)
        return ask_report(scene, found.txid, found.atm_id)
    return ask_report(scene, *(in_work(scene) if scene.happens(0.4) else scene.txid()))


def ask_report(scene, txid, atm_id):
    found = scene.rows.transaction(txid, atm_id)
    kept = None if found is None else found.envelope
    result = scene.one((EnvelopeResult.ACCEPTED, *EnvelopeResult))
    number = scene.one((None, *range(NUMBERS)))
    if kept is not None and kept.result is not None and scene.happens(0.6):
        result, number = kept.result, kept.number
    needs = (atm_is_there(atm_id),)
    return scene.ask("deposits.report", txid, atm_id, result, number, NOW, needs=needs)


@draws("deposits.list_overdue", 0.4)
def list_overdue(scene):
    awaited = scene.rows.awaited_since_before(scene.now + DAY_MS)
    if awaited and scene.happens(0.5):
        scene.now = max(scene.now, awaited[0].started_ms + scene.one((DAY_MS - 1, DAY_MS)))
    return scene.ask("deposits.list_overdue", NOW)


@draws("deposits.verify", 1.2)
def verify(scene):
    """Most often what was claimed."""
    pending = [each for each in scene.rows._transactions.all() if is_open(each)]
    txid, atm_id, found = (*scene.txid(), scene.amount())
    if pending and scene.happens(0.9):
        chosen = scene.one(pending)
        txid, atm_id = chosen.txid, chosen.atm_id
        found = chosen.amount or found
    if scene.happens(0.1):
        found = Money(found.minor + 1, found.currency)
    return scene.ask(
        "deposits.verify",
        txid,
        atm_id,
        found=found,
        limits=AloneLimits(
            Money(ALONE_MAX, found.currency),
            Money(ALONE_DAY_MAX, found.currency),
            scene.now - DAY_MS,
        ),
        why="counted",
        by=scene.person(),
        now_ms=NOW,
    )
