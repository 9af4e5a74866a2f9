"""Accounts, staff, the work list, and what two people do."""

from bank_server.contract.money import Money
from bank_server.domain import disputes, open_deposits, suspense
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    Staff,
    StaffRole,
    WorkItem,
    WorkKind,
    balance_body,
    deposit_body,
    dispute_body,
    journal_body,
    new_journal_body,
    resolution_body,
    suspense_body,
    waiver_body,
)
from bank_server.domain.terminals import JournalAnchor
from bank_server.domain.transactions import TransactionState
from tests.store_histories.closings import plan_day
from tests.store_histories.drawing import draws
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import CURRENCIES, atm_is_there, person_is_there

# Names that sort by code point in one way and by anything else in another.
NAMES = ("alice", "Bob", "carol", "Zoë", "ärzte", "dora-2", "Ωmega", "eve", "\U00010348", "ﬀ")
OTHER_PROPOSAL = 0.1
WHY = ("counted", "the camera shows it", 'said "yes" \\ ü')


@draws("accounts.create", 0.8)
def create_account(scene):
    known = [each.account_id for each in scene.rows._accounts.all()]
    account_id = scene.one(known) if known and scene.happens(0.2) else scene.uuid("account")
    kind = scene.one(("current", "savings"))
    opening = Money(
        scene.one((0, 70_000, 500_000, 500_000, 500_000, 500_000)), scene.one(CURRENCIES)
    )
    return scene.ask("accounts.create", account_id, scene.one(NAMES), kind, opening, NOW)


@draws("accounts.account")
def account(scene):
    return scene.ask("accounts.account", scene.account_id())


@draws("accounts.entries")
def entries(scene):
    return scene.ask("accounts.entries", scene.account_id(), scene.one((0, 1, 5, 100)))


@draws("accounts.snapshot", 0.3)
def snapshot(scene):
    return scene.ask("accounts.snapshot")


@draws("staff.add")
def add_person(scene):
    known = [each.serial for each in scene.rows._staff.all()]
    serial = scene.one(known) if known and scene.happens(0.2) else scene.new("serial")[:16]
    return scene.ask("staff.add", Staff(scene.one(NAMES), scene.one(StaffRole), serial))


@draws("staff.by_serial")
def by_serial(scene):
    known = (each.serial for each in scene.rows._staff.all())
    return scene.ask("staff.by_serial", scene.known(known, "0" * 16))


@draws("staff.revoke", 0.5)
def revoke_person(scene):
    return scene.ask("staff.revoke", scene.person())


@draws("staff.staff", 0.5)
def staff(scene):
    return scene.ask("staff.staff")


@draws("staff.proposal")
def proposal(scene):
    return scene.ask("staff.proposal", scene.known(scene.plans, "0" * 32))


@draws("staff.proposals", 0.5)
def proposals(scene):
    return scene.ask("staff.proposals")


@draws("staff.report")
def report(scene):
    txid, atm_id = scene.txid()
    item = WorkItem(scene.one(WorkKind), atm_id, scene.one((txid, atm_id)), scene.one(("", "look")))
    return scene.ask("staff.report", item, NOW)


@draws("staff.work_items", 0.7)
def work_items(scene):
    return scene.ask("staff.work_items")


@draws("staff.closed_work_items", 0.7)
def closed_work_items(scene):
    return scene.ask("staff.closed_work_items", scene.one((0, 1, 3, 100)))


@draws("staff.work_item", 0.7)
def work_item(scene):
    return scene.ask("staff.work_item", scene.below(len(scene.rows._work.all()) + 2))


@draws("staff.close_work_item", 1.5)
def close_work_item(scene):
    number = scene.below(len(scene.rows._work.all()) + 2)
    if scene.happens(0.5) and (waiting := scene.rows.work_items()):
        number = scene.one(waiting).number
    by, why = scene.person(), scene.one(WHY)
    return scene.ask("staff.close_work_item", number, by, why, NOW)


@draws("staff.propose", 4)
def propose(scene, kind=None, about=None):
    """Whatever two people may do; most of it fits what is there.

    about: the transaction that is meant, if it is one.
    """
    kind = kind or scene.one(PLANS)
    found = PLANS[kind](scene, about)
    if found is None:
        kind, found = ActionKind.SET_BALANCE, _balance(scene, None)
    method, args, named, body, needs = found
    by = scene.person()
    proposal_id = scene.new("proposal")[:32]
    if scene.plans and scene.happens(0.05):
        proposal_id = scene.one(scene.plans)
    else:
        scene.plans[proposal_id] = (method, args, named, needs, by)
    needs = (person_is_there(by),)
    return scene.ask("staff.propose", proposal_id, kind, body, by, NOW, needs=needs)


def confirm(scene, method=None, proposal_id=None):
    """Somebody says yes to what somebody proposed, or to something else."""
    plans = [
        each
        for each in scene.plans.items()
        if method in {None, each[1][0]} and proposal_id in {None, each[0]}
    ]
    if not plans:
        return None
    proposal_id, (method, args, named, needs, proposer) = scene.known(plans, scene.one(plans))
    if scene.happens(OTHER_PROPOSAL):
        proposal_id = scene.one((*scene.plans, "0" * 32))
    by = scene.person(but=proposer)
    confirmation = Confirmation(proposal_id, by)
    needs = (*needs, person_is_there(by))
    if method in {"accounts.set_balance", "journals.allow_new"}:
        return scene.ask(method, *args, confirmation, NOW, needs=needs)
    named = {**named, "confirmation": confirmation, "now_ms": NOW}
    return scene.ask(method, *args, needs=needs, **named)


def _balance(scene, _about):
    account_id, balance = scene.customer_id(), scene.amount(500_000)
    return "accounts.set_balance", (account_id, balance), {}, balance_body(account_id, balance), ()


def _counts(scene, most):
    """Some of the canisters, each with a count that may be true, seldom one too many."""
    counts = [
        (canister, scene.one((count, scene.below(count + 1))) + (scene.happens(0.08)))
        for canister, count in most
        if scene.happens(0.9)
    ]
    return tuple(counts + counts[:1] if scene.happens(0.05) else counts)


def _in_doubt(scene, about):
    found = about or _some(scene, lambda one: one.state is TransactionState.IN_DOUBT)
    if found is None:
        return None
    presented = _counts(scene, [(grant.canister, grant.count) for grant in found.grants])
    why = scene.one(WHY)
    body = resolution_body(found.txid, found.atm_id, presented, why)
    named = {"presented": presented, "why": why}
    return "transactions.resolve_in_doubt", (found.txid, found.atm_id), named, body, ()


def _dispute(scene, about):
    found = about or _some(scene, lambda one: disputes.disputed(one) is not None)
    if found is None:
        return None
    lines = () if found.receipt is None else disputes._receipt(found).lines
    counts = _counts(scene, [(line.canister, line.presented or line.picked) for line in lines])
    why = scene.one(WHY)
    body = dispute_body(found.txid, found.atm_id, counts, why)
    named = {"found": counts, "why": why}
    return "transactions.resolve_dispute", (found.txid, found.atm_id), named, body, ()


def _suspense(scene, about):
    found = about or _some(scene, lambda one: suspense.remaining(one) is not None)
    if found is None:
        return None
    left = suspense.remaining(found) or scene.amount()
    charged = Money(scene.one((left.minor, scene.below(left.minor + 2))), left.currency)
    account_id = scene.customer_id()
    if scene.happens(0.4):
        account_id = charged = None
    elif scene.happens(0.05):
        charged = None
    why = scene.one(WHY)
    body = suspense_body(found.txid, found.atm_id, account_id, charged, why)
    named = {"account_id": account_id, "charged": charged, "why": why}
    return "transactions.resolve_suspense", (found.txid, found.atm_id), named, body, ()


def _may_be_credited(transaction):
    return open_deposits.is_open(transaction) or open_deposits.is_rejected(transaction)


def _deposit(scene, about):
    found = about or _some(scene, _may_be_credited)
    if found is None:
        return None
    claimed = found.amount or scene.amount()
    amount = Money(scene.one((claimed.minor, scene.below(60_000), 0)), claimed.currency)
    account_id = found.account_id or scene.customer_id()
    if scene.happens(0.08):
        account_id = scene.account_id()
    if not amount.minor and scene.happens(0.8):
        account_id = None
    why = scene.one(WHY)
    body = deposit_body(found.txid, found.atm_id, account_id, amount, why, found.envelope)
    named = {"account_id": account_id, "found": amount, "why": why}
    return "deposits.end", (found.txid, found.atm_id), named, body, ()


def _journal(scene, _about):
    stopped = [each for each in scene.rows._atms.all() if each.contradiction is not None]
    if not stopped:
        return None
    atm, why = scene.one(stopped), scene.one(WHY)
    kept, said = atm.anchor, atm.contradiction
    if scene.happens(0.1):
        said = JournalAnchor(said.seq + 1, "f" * 64, "f" * 32)
    named = {"kept": kept, "said": said, "why": why}
    body = journal_body(atm.atm_id, kept, said, why)
    return "terminals.accept_journal", (atm.atm_id,), named, body, (atm_is_there(atm.atm_id),)


def _new_journal(scene, _about):
    atm_id, why = scene.atm_id(), scene.one(WHY)
    return "journals.allow_new", (atm_id, why), {}, new_journal_body(atm_id, why), ()


def _waiver(scene, _about):
    open_one = scene.rows.restoration()
    if open_one is None:
        return None
    known = [each.atm_id for each in open_one.waiting]
    atm_id = scene.one(known) if known and scene.happens(0.9) else scene.atm_id()
    why = scene.one(WHY)
    args = (atm_id, open_one.name)
    return "restorations.waive", args, {"why": why}, waiver_body(*args, why), ()


def _some(scene, wanted):
    found = [each for each in scene.rows._transactions.all() if wanted(each)]
    if not found or scene.happens(0.1):
        return scene.transaction()
    return scene.one(found)


PLANS = {
    ActionKind.SET_BALANCE: _balance,
    ActionKind.RESOLVE_IN_DOUBT: _in_doubt,
    ActionKind.RESOLVE_DISPUTE: _dispute,
    ActionKind.RESOLVE_SUSPENSE: _suspense,
    ActionKind.ACCEPT_JOURNAL: _journal,
    ActionKind.NEW_JOURNAL: _new_journal,
    ActionKind.WAIVE_LEVELLING: _waiver,
    ActionKind.END_DEPOSIT: _deposit,
    ActionKind.CLOSE_DAY: plan_day,
}


def _confirms(method, weight):
    @draws(method, weight)
    def draw(scene):
        return confirm(scene, method)

    return draw


for _method, _weight in {
    "accounts.set_balance": 2,
    "transactions.resolve_in_doubt": 2.5,
    "transactions.resolve_dispute": 2.5,
    "transactions.resolve_suspense": 2.5,
    "deposits.end": 2.5,
    "terminals.accept_journal": 2.5,
    "journals.allow_new": 2.5,
    "restorations.waive": 2,
    "days.close": 2.5,
}.items():
    _confirms(_method, _weight)
