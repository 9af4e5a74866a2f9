"""Transactions from their first word to their end, and the receipts of an HSM that may lie."""

from dataclasses import replace
from uuid import UUID

from bank_server.contract.operations import DeclineReason, Operation
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import PinRecord
from bank_server.domain.holds import PAID, grants_of
from bank_server.domain.transactions import TransactionState
from bank_server.store.base import DailyLimit
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from tests.store_histories.cards import in_work, new_terms
from tests.store_histories.drawing import draws
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import DAY_MS, NO_ATM, digest

LIES = 0.06  # how often a receipt is not what an honest HSM would have sealed
WITHOUT_HOLD = 0.25  # how often notes come out that nobody's money was reserved for
ENDINGS = (
    *(TxnOutcome.TAKEN, TxnOutcome.TAKEN, TxnOutcome.RETRACTED),
    *(TxnOutcome.VOID, TxnOutcome.SUSPECT),
)


def declined(reason):
    return f"declined {reason}".encode()


@draws("transactions.find")
def find(scene):
    return scene.ask("transactions.find", *scene.txid())


@draws("transactions.refuse", 0.3)
def refuse(scene):
    return scene.ask("transactions.refuse", *in_work(scene), scene.one(ProblemCode))


@draws("transactions.decline", 0.4)
def decline(scene):
    reason = scene.one((DeclineReason.PIN_WRONG, scene.one(DeclineReason)))
    return scene.ask("transactions.decline", *in_work(scene), reason, b"\0no")


@draws("transactions.hold", 1.5)
def hold(scene):
    return ask_hold(scene, *in_work(scene))


def ask_hold(scene, txid, atm_id):
    found, atm = scene.rows.transaction(txid, atm_id), scene.rows.atm(atm_id)
    terms = None if found is None else found.terms
    if terms is None or atm is None or terms.operation is not Operation.WITHDRAWAL:
        # Nobody asks for this; some other end of it is meant.
        return scene.ask("transactions.refuse", txid, atm_id, ProblemCode.BAD_REQUEST)
    limit = None
    if scene.happens(0.3):
        limit = _limit(scene, terms)
    return scene.ask(
        "transactions.hold",
        txid,
        atm_id,
        grants=grants_of(terms, atm),
        reply=b"approved " + txid.encode(),
        declined=declined,
        visit=_visit(scene),
        limit=limit,
        now_ms=NOW,
    )


def _limit(scene, terms):
    """Often one that an earlier withdrawal of this card just reaches, or that just leaves it out,
    by its amount or by when the day began."""
    earlier = [
        each
        for each in scene.rows._transactions.all()
        if each.card_id == terms.card_id and each.state in PAID
    ]
    most, day = scene.one((20_000, 90_000)), scene.now - scene.below(DAY_MS)
    if earlier:
        chosen = scene.one(earlier)
        most = terms.amount.minor + chosen.captured.minor - scene.below(2)
        day = chosen.started_ms + scene.below(2)
    return DailyLimit(replace(terms.amount, minor=most), day)


@draws("transactions.answer_read", 0.6)
def answer_read(scene):
    txid, atm_id = in_work(scene)
    return scene.ask(
        "transactions.answer_read",
        txid,
        atm_id,
        declined=declined,
        visit=_visit(scene),
        now_ms=NOW,
    )


@draws("transactions.change_pin", 0.4)
def change_pin(scene):
    txid, atm_id = in_work(scene)
    return scene.ask(
        "transactions.change_pin",
        txid,
        atm_id,
        pin=PinRecord(bytes.fromhex(scene.new("pin")), 19, 19_456, 2, 1),
        reply=b"\xff\0changed",
        declined=declined,
        visit=_visit(scene),
        now_ms=NOW,
    )


def _visit(scene):
    return scene.one((None, scene.new("visit")))


@draws("transactions.settle", 2)
def settle(scene):
    """The end of whatever transaction, known or not."""
    found = [each for each in scene.rows._transactions.all() if each.open_lines]
    if found and scene.happens(0.9):
        held = [each for each in found if each.is_holding]
        chosen = scene.one(held or found) if scene.happens(0.6) else scene.one(found)
        terms = chosen.terms
    else:
        atm = scene.active_atm() or scene.rows.atm(scene.atm_id())
        terms = _unknown_terms(scene, atm)
    if terms is None:
        return None
    return ask_settle(scene, terms)


def _unknown_terms(scene, atm):
    """Of a transaction that the bank never heard of."""
    for _ in range(20 if atm is not None else 0):
        terms = new_terms(scene, atm)
        if terms.lines:
            txid, atm_id = scene.txid()
            is_named = scene.happens(0.5) and atm_id == terms.atm_id
            return replace(terms, txid=txid) if is_named else terms
    return None


def ask_settle(scene, terms, copy=None):
    """copy: of the hold, if the kiosk sends one along."""
    before = scene.rows.transaction(terms.txid, terms.atm_id)
    if before is not None and before.receipt is not None and scene.happens(0.5):
        receipt = Record.parse(bytes.fromhex(before.receipt))
    else:
        is_held = copy is not None or (before is not None and before.is_holding)
        has_notes = is_held or scene.happens(WITHOUT_HOLD)
        receipt = _receipt(scene, terms, scene.one(ENDINGS) if has_notes else TxnOutcome.VOID)
    is_astray = scene.happens(0.04)
    atm_id = scene.one((NO_ATM, scene.atm_id())) if is_astray else terms.atm_id
    return scene.ask("transactions.settle", terms.txid, atm_id, receipt, NOW, copy)


def _receipt(scene, terms, outcome):
    asked = {each.canister: each.count for each in terms.notes}
    lines = tuple(_line(scene, line, outcome, asked.get(line.canister, 0)) for line in terms.lines)
    if not any(line.presented for line in lines) and outcome is not TxnOutcome.SUSPECT:
        outcome = TxnOutcome.VOID
    ticket = terms.ticket or digest("no ticket")[:32]
    record = Record(
        RecordKind.FINAL,
        UUID(terms.atm_id),
        bytes.fromhex(terms.txid),
        bytes.fromhex(ticket),
        outcome,
        lines,
        bytes(16),
    )
    return _lie(scene, record) if scene.happens(LIES) else record


def _line(scene, line, outcome, count):
    """One canister at the end: all of its notes, some of them, or none."""
    picked = min(scene.one((count, count, scene.below(count + 1))), line.left)
    rejected = scene.one((0, 0, scene.below(picked + 1)))
    presented, flags = picked - rejected, LineFlag(0)
    if outcome is TxnOutcome.VOID:
        picked = rejected = scene.one((0, 0, rejected))
        presented = 0
    if outcome is TxnOutcome.SUSPECT:
        presented, flags = scene.below(presented + 1), LineFlag.NOTES_UNKNOWN
    return RecordLine(
        line.canister,
        flags,
        line.load,
        line.next + picked,
        line.left - picked,
        picked,
        rejected,
        presented,
        presented if outcome is TxnOutcome.RETRACTED else 0,
    )


def _lie(scene, record):
    first, *others = record.lines
    wrong = scene.one(
        (
            {"ticket": bytes(16)},
            {"kind": RecordKind.OPEN, "outcome": TxnOutcome.NONE},
            {"hsm": UUID(int=7)},
            {"lines": (replace(first, next=first.next + 1), *others)},
            {"lines": (replace(first, load=first.load + 1), *others)},
            {"lines": (replace(first, presented=first.presented + 1), *others)},
            {"mac": b"\1" * 16},  # it was checked by the caller; to the store it is another record
        )
    )
    return replace(record, **wrong)


@draws("transactions.resolve", 1.5)
def resolve(scene):
    found = [one for one in scene.rows._transactions.all() if one.is_holding]
    txid, atm_id = in_work(scene) if scene.happens(0.5) else scene.txid()
    if found and scene.happens(0.4):
        txid, atm_id = found[-1].txid, found[-1].atm_id
    needs = ((lambda rows: rows.atm(atm_id) is not None),)
    return scene.ask("transactions.resolve", txid, atm_id, NOW, needs=needs)


@draws("transactions.doubt_old_holds", 0.7)
def doubt_old_holds(scene):
    held = [each for each in scene.rows._transactions.all() if each.state is TransactionState.HELD]
    if held and scene.happens(0.6):
        scene.now = max(scene.now, held[0].started_ms + scene.one((DAY_MS - 1, DAY_MS, DAY_MS)))
    return scene.ask("transactions.doubt_old_holds", NOW)
