"""Books that were put back, ATMs that prove themselves level, and holds that only a copy knows."""

from dataclasses import replace
from uuid import UUID

from bank_server.contract.operations import Operation
from bank_server.domain.holds import grants_of
from bank_server.domain.transactions import Transaction, TransactionState
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from tests.store_histories.cards import new_terms
from tests.store_histories.drawing import draws
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import NO_ATM, digest

WRONG = 0.15  # how often a record is not the STATUS that makes its ATM level
EARLIER = 0.2


@draws("restorations.last", 0.3)
def last(scene):
    return scene.ask("restorations.last")


@draws("restorations.begin", 0.15)
def begin(scene):
    open_one = scene.rows.restoration()
    is_again = open_one is not None and scene.happens(EARLIER)
    name = open_one.name if is_again else scene.new("restoration")[:32]
    return scene.ask("restorations.begin", name, NOW)


@draws("restorations.level", 1.5)
def level(scene):
    """Most often an ATM that is waited for."""
    open_one = scene.rows.restoration()
    waiting = () if open_one is None else open_one.waiting
    is_one = waiting and scene.happens(0.85)
    return ask_level(scene, scene.one(waiting).atm_id if is_one else scene.atm_id())


def ask_level(scene, atm_id):
    """The HSM's count, as the bank's book says, or otherwise."""
    open_one, atm = scene.rows.restoration(), scene.rows.atm(atm_id)
    name = digest("no restoration")[:32] if open_one is None else open_one.name
    books = () if atm is None else atm.canisters
    lines = tuple(
        RecordLine(each.canister, LineFlag(0), each.load, each.next, each.left, 0, 0, 0, 0)
        for each in books
    )
    nothing = (bytes(16), TxnOutcome.NONE)
    hsm, nonce = UUID(atm_id), bytes.fromhex(name)
    status = Record(RecordKind.STATUS, hsm, nonce, *nothing, lines, bytes(16))
    if scene.happens(WRONG):
        status = replace(status, **_wrong(scene, lines))
    if scene.happens(0.03):
        name = scene.new("another restoration")[:32]
    return scene.ask("restorations.level", scene.one((atm_id,) * 20 + (NO_ATM,)), name, status, NOW)


def _wrong(scene, lines):
    changes = [{"txid": bytes(16)}, {"hsm": UUID(int=7)}, {"kind": RecordKind.OPEN}]
    if lines:
        first, *others = lines
        changes.append({"lines": (replace(first, next=first.next + 1), *others)})
        changes.append({"lines": (replace(first, load=first.load + 1, next=0), *others)})
    return scene.one(changes)


def lost_hold(scene):
    """The terms of a hold that the books have forgotten, and its copy."""
    atm, card = scene.active_atm(), scene.active_card()
    if atm is None or card is None:
        return None
    terms = new_terms(scene, atm, card, Operation.WITHDRAWAL)
    if not terms.lines:
        return None
    return terms, copy_of(scene, terms, scene.one(card.accounts or (scene.customer_id(),)))


def copy_of(scene, terms, account_id):
    """As the bank reads it; seldom of an account or a card that is not there any more."""
    atm = scene.rows.atm(terms.atm_id)
    if scene.happens(0.1):
        account_id = scene.uuid("account gone")
    if scene.happens(0.1):
        terms = replace(terms, card_id=scene.new("card gone"))
    grants = grants_of(terms, atm)
    minor = sum(each.count * each.denomination for each in grants)
    return Transaction(
        terms.txid,
        terms.atm_id,
        TransactionState.HELD,
        "boot of the copy",
        scene.now,
        terms=replace(terms, amount=replace(terms.amount, minor=minor)),
        account_id=account_id,
        grants=grants,
    )
