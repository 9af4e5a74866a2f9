"""Courses that lead deep: what honest people and machines do, one operation after the other.

A flow draws its next operation from what is there by then; between two of them others come in.
"""

from bank_server.contract.operations import DeclineReason, Operation
from bank_server.domain import disputes, open_deposits, suspense
from bank_server.domain.people import ActionKind
from bank_server.domain.terminals import AtmStatus
from bank_server.domain.transactions import TransactionState
from tests.store_histories import cards, deposits, journals, money, people, restorations, terminals
from tests.store_histories.operation import NOW


def furnish(scene):
    """A bank at work: people, accounts, cards and a loaded ATM."""
    for _ in range(4):
        yield people.add_person(scene)
    for _ in range(3):
        yield people.create_account(scene)
    for _ in range(3):
        yield from new_card(scene)
    for _ in range(2):
        yield from new_atm(scene)


def new_card(scene):
    issued = cards.issue(scene)
    yield issued
    yield terminals.ask_provision(scene, issued.args[1])


def new_atm(scene):
    created = terminals.create_atm(scene)
    yield created
    for token in created.args[1][:2]:
        yield terminals.ask_provision(scene, token)
    atm = scene.rows.atm(created.args[0].atm_id)
    if atm is not None:
        yield terminals.ask_load(scene, atm, atm.canisters)


def served(scene):
    """A customer at an ATM, from the challenge to whatever end."""
    atm, card = scene.active_atm(), scene.active_card()
    if atm is None or card is None:
        yield from (new_card(scene) if card is None else put_right(scene))
        return
    yield from levelled(scene)
    terms = cards.new_terms(scene, atm, card)
    name = (terms.txid, terms.atm_id)
    yield cards.ask_give(scene, terms)
    yield scene.ask("challenges.take", *name, NOW)
    yield scene.ask("cards.count_try", *name)
    if scene.happens(0.15):
        yield scene.ask("transactions.decline", *name, DeclineReason.PIN_WRONG, b"no")
        return
    yield scene.ask("cards.pin_proved", *name)
    if terms.operation is Operation.TRANSFER:
        yield deposits.ask_transfer(scene, *name)
        return
    if terms.operation is Operation.DEPOSIT:
        yield from deposited(scene, name)
        return
    if terms.operation is not Operation.WITHDRAWAL:
        yield money.answer_read(scene) if scene.happens(0.5) else money.change_pin(scene)
        return
    if scene.rows.transaction(*name) is not None:
        yield money.ask_hold(scene, *name)
    if scene.happens(0.3):
        yield money.doubt_old_holds(scene)
        if scene.happens(0.7):
            yield from counted(scene, terms)
            return
    yield money.ask_settle(scene, terms)


def deposited(scene, name):
    """The slot tells, most often once; people open the envelope."""
    if scene.happens(0.9):
        yield deposits.ask_approve(scene, *name)
    if scene.happens(0.1):
        yield deposits.list_overdue(scene)
    for _ in range(scene.one((1, 1, 1, 2))):
        yield deposits.ask_report(scene, *name)
    found = scene.rows.transaction(*name)
    if found is None or not open_deposits.is_open(found):
        return
    if scene.happens(0.5):
        yield deposits.verify(scene)
    else:
        yield from two_people(scene, ActionKind.END_DEPOSIT, found)
    found = scene.rows.transaction(found.txid, found.atm_id)
    if found is None:  # its group was undone
        return
    if open_deposits.is_rejected(found) and scene.happens(0.6):  # it turns up after all
        yield deposits.ask_report(scene, found.txid, found.atm_id)
        yield from two_people(scene, ActionKind.END_DEPOSIT, found)


def counted(scene, terms):
    """The receipt does not come. People count, and a later record tells the bank the rest."""
    found = scene.rows.transaction(terms.txid, terms.atm_id)
    if found is not None and found.state is TransactionState.IN_DOUBT:
        yield from two_people(scene, ActionKind.RESOLVE_IN_DOUBT, found)
    atm = scene.rows.atm(terms.atm_id)
    if scene.happens(0.4):
        yield terminals.ask_load(scene, atm, atm.canisters)
    else:
        asked = cards.new_terms(scene, atm, scene.active_card(), Operation.WITHDRAWAL)
        yield cards.ask_give(scene, asked)
    if scene.happens(0.5):
        yield money.ask_settle(scene, terms)


def three_wrong_pins(scene):
    """And the kiosk's advice that the card failed."""
    atm, card, txids = scene.active_atm(), scene.active_card(), []
    if atm is None or card is None:
        return
    for _ in range(3):
        terms = cards.new_terms(scene, atm, card)
        name = (terms.txid, terms.atm_id)
        txids.append(terms.txid)
        yield cards.ask_give(scene, terms)
        yield scene.ask("challenges.take", *name, NOW)
        yield scene.ask("cards.count_try", *name)
        if scene.rows.transaction(*name) is not None:
            yield scene.ask("transactions.decline", *name, DeclineReason.PIN_WRONG, b"no")
    yield scene.ask("cards.deactivate", card.card_id, atm.atm_id, tuple(txids), NOW)
    yield scene.ask("cards.unblock", card.card_id)


def two_people(scene, kind=None, about=None):
    """One proposes what there is to end, another confirms it, and the item is closed."""
    proposed = people.propose(scene, kind, about)
    yield proposed
    proposal_id = proposed.args[0]
    yield people.confirm(scene, proposal_id=proposal_id)
    for _ in range(scene.one((0, 0, 1, 2))):
        yield people.confirm(scene, scene.plans[proposal_id][0])
    yield people.close_work_item(scene)


def ended_by_people(scene):
    """What lies open is counted until nothing does."""
    for each in scene.rows._transactions.all():
        if each.state is TransactionState.IN_DOUBT:
            yield from two_people(scene, ActionKind.RESOLVE_IN_DOUBT, each)
        elif disputes.is_open(each):
            yield from two_people(scene, ActionKind.RESOLVE_DISPUTE, each)
        elif suspense.is_open(each):
            yield from two_people(scene, ActionKind.RESOLVE_SUSPENSE, each)
        elif open_deposits.is_open(each):
            yield from two_people(scene, ActionKind.END_DEPOSIT, each)


def restored(scene):
    """The books were put back: the ATMs tell of what was lost, and prove themselves level."""
    yield restorations.begin(scene)
    for _ in range(3):
        lost = restorations.lost_hold(scene)
        if lost is not None:
            yield money.ask_settle(scene, *lost)
    if scene.happens(0.3):
        yield from two_people(scene, ActionKind.WAIVE_LEVELLING)
    yield from levelled(scene)


def levelled(scene):
    """Most often all of them, so that somebody can be served again."""
    open_one = scene.rows.restoration()
    for each in () if open_one is None else open_one.waiting:
        if scene.happens(0.9):
            yield restorations.ask_level(scene, each.atm_id)


def put_right(scene):
    """Machines that give no cash any more do so again, as staff bring them to it."""
    for atm in scene.rows._atms.all():
        if atm.contradiction is not None:
            yield from two_people(scene, ActionKind.ACCEPT_JOURNAL)
        if atm.status is AtmStatus.SUSPENDED:
            yield scene.ask("terminals.set_status", atm.atm_id, AtmStatus.ACTIVE)
        if not atm.num_bills:
            yield terminals.ask_load(scene, atm, atm.canisters)
    yield from new_atm(scene)


def journal_written(scene):
    """A kiosk's lines come in, and the heartbeats that tell of them."""
    for _ in range(4):
        kept = journals.keep(scene)
        if kept is not None:
            yield kept
        yield journals.say(scene)
        yield terminals.heartbeat(scene)


# By how often each of them is begun.
FLOWS = {
    served: 9,
    three_wrong_pins: 0.7,
    two_people: 1.5,
    ended_by_people: 2.5,
    journal_written: 1,
    restored: 0.8,
    new_card: 0.4,
    new_atm: 0.4,
}
