"""A bank's books with something in every table, and in every column that can be empty or not."""

from dataclasses import replace

from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason, DeviceKind, EnvelopeResult
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import Card, CardStatus, ProofKind
from bank_server.domain.journals import JournalBook
from bank_server.domain.open_deposits import AloneLimits
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    Staff,
    StaffRole,
    balance_body,
    deposit_body,
    dispute_body,
    resolution_body,
    suspense_body,
)
from bank_server.domain.pin_results import PinResult
from bank_server.domain.restoration import Awaited, Restoration
from bank_server.domain.terminals import Beat, JournalAnchor, KioskRun, ProvisioningToken
from hardware.crypto.record import TxnOutcome
from tests.contract.bank_store.balanced import (
    FIRST,
    SECOND,
    asked,
    balance,
    close_day,
    counted,
)
from tests.contract.bank_store.store_world import (
    ATM,
    MAIN,
    OTHER_ATM,
    OTHER_CARD,
    START_MS,
    digest,
    euros,
)

DAY_MS = 24 * 3_600_000
BINARY = bytes(range(256))


def anchor_of(seq, text="a"):
    return JournalAnchor(seq, digest(text), digest(text)[:32])


def written(world):
    """One world's books, after something of everything has happened; the world."""
    people(world)
    withdrawals(world)
    deposits(world)
    without_cash(world)
    decisions(world)
    journals(world)
    closings(world)
    odd_rows(world)
    restored(world)
    return world


def people(world):
    for name, role in (
        ("alice", StaffRole.SUPERVISOR),
        ("bob", StaffRole.SUPERVISOR),
        ("Zoë", StaffRole.CLERK),
    ):
        world.store.staff.add(Staff(name, role, digest(name)[:20]))
    world.store.staff.revoke("Zoë")


def withdrawals(world):
    """Taken, void, disputed, refused, in suspense, in doubt, and one that is still open."""
    world.settle(world.taken(world.withdraw(world.new_txid())))
    world.tick(200_000)
    world.settle(world.void(world.withdraw(world.new_txid()), {1: 1}))
    world.tick(200_000)
    disputed = world.withdraw(world.new_txid())
    world.settle(world.receipt(disputed, TxnOutcome.RETRACTED, {1: 3, 2: 1}))
    world.tick(200_000)
    unheld = world.terms(world.new_txid())
    world.settle(world.taken(unheld))
    world.tick(200_000)
    doubtful = world.withdraw(world.new_txid())
    world.settle(world.receipt(doubtful, TxnOutcome.SUSPECT, {1: 3, 2: 1}))
    world.tick(200_000)
    old = world.withdraw(world.new_txid(), atm_id=OTHER_ATM)
    world.tick(DAY_MS)
    world.store.transactions.doubt_old_holds(world.now)
    world.settled = {"disputed": disputed, "unheld": unheld, "doubtful": doubtful, "old": old}


def without_cash(world):
    tried = world.read_terms(world.new_txid(), card=OTHER_CARD)
    world.begin(tried)
    world.store.transactions.refuse(tried.txid, ATM, ProblemCode.CARD_BLOCKED)
    declined = world.read_terms(world.new_txid(), card=OTHER_CARD)
    world.begin(declined)
    world.store.transactions.decline(
        declined.txid, ATM, DeclineReason.PIN_WRONG, b"declined \xff\x00"
    )
    seen = world.read_terms(world.new_txid())
    world.begin(seen)
    world.store.transactions.answer_read(
        seen.txid, ATM, declined=lambda _: b"", visit=digest("visit"), now_ms=world.now
    )
    world.begin(world.read_terms(world.new_txid(), card=OTHER_CARD))  # in work, for ever
    world.store.transactions.resolve("f" * 32, ATM, world.now)  # a tombstone
    world.give(world.read_terms(world.new_txid()))


def deposits(world):
    """Moved, awaited, opened, rejected, void, disputed, and one that was never approved."""
    world.transfer()
    world.approve()
    accepted = world.approve()
    world.report(accepted.txid)
    world.store.deposits.verify(
        accepted.txid,
        ATM,
        found=accepted.amount,
        limits=AloneLimits(accepted.amount, accepted.amount, 0),
        why="counted",
        by="alice",
        now_ms=world.now,
    )
    world.report(world.approve().txid, number=8)
    world.report(world.approve().txid, EnvelopeResult.UNKNOWN, None)
    world.empty = world.approve()
    world.report(world.empty.txid, number=9)
    world.report("e" * 32, EnvelopeResult.REFUSED, None)


def decisions(world):
    """Two people end what can be ended; one proposal is left waiting."""
    transactions, staff = world.store.transactions, world.store.staff
    named, now = world.settled, world.now

    def decided(number, kind, body):
        proposal_id = f"{number:032x}"
        staff.propose(proposal_id, kind, body, "alice", now)
        return Confirmation(proposal_id, "bob")

    why = 'counted "twice", é'
    txid = named["disputed"].txid
    yes = decided(1, ActionKind.RESOLVE_DISPUTE, dispute_body(txid, ATM, [(1, 2)], why))
    transactions.resolve_dispute(txid, ATM, found=[(1, 2)], why=why, confirmation=yes, now_ms=now)
    txid = named["unheld"].txid
    body = suspense_body(txid, ATM, MAIN, euros(1_000), why)
    yes = decided(2, ActionKind.RESOLVE_SUSPENSE, body)
    transactions.resolve_suspense(
        txid, ATM, account_id=MAIN, charged=euros(1_000), why=why, confirmation=yes, now_ms=now
    )
    txid = named["doubtful"].txid
    yes = decided(3, ActionKind.RESOLVE_IN_DOUBT, resolution_body(txid, ATM, [(1, 2)], why))
    transactions.resolve_in_doubt(
        txid, ATM, presented=[(1, 2)], why=why, confirmation=yes, now_ms=now
    )
    txid = world.empty.txid
    told = transactions.find(txid, ATM).envelope
    yes = decided(6, ActionKind.END_DEPOSIT, deposit_body(txid, ATM, None, euros(0), why, told))
    world.store.deposits.end(
        txid, ATM, account_id=None, found=euros(0), why=why, confirmation=yes, now_ms=now
    )
    yes = decided(4, ActionKind.SET_BALANCE, balance_body(MAIN, euros(70_000)))
    world.store.accounts.set_balance(MAIN, euros(70_000), yes, now)
    decided(5, ActionKind.SET_BALANCE, balance_body(MAIN, euros(1)))


def journals(world):
    first = JournalBook(ATM, "k" * 16, b"sealed \xff first", b"sealed next")
    kept = replace(first, kept=anchor_of(3), sealed_next=b"fourth", next_number=4)
    lines = [b'{"seq":%d}\n' % number for number in range(1, 4)]
    world.store.journals.keep(kept, lines)
    # Twelve courses: a part of two digits sorts after one of one.
    for part in range(1, 12):
        other = replace(kept, part=part, since=3, kept=anchor_of(4))
        world.store.journals.keep(other, [b'{"seq":4,"part":%d}\n' % part])
    world.store.journals.keep(replace(first, key="b" * 16), [])
    world.store.journals.keep(replace(first, atm_id=OTHER_ATM), [])
    world.store.journals.say(ATM, [anchor_of(7), anchor_of(9, "b")])


def closings(world):
    """Two closes, the second with a difference, and two days, the second with what came late."""
    assert balance(world, asked(world)).reply is not None, "it is closed"
    world.tick(5)
    short = (counted(world, 1, -1), counted(world, 2))
    balance(world, asked(world, SECOND, since=FIRST, counted=short))
    close_day(world, "2027-01-14", START_MS - DAY_MS, START_MS + 1, "c" * 32)
    close_day(world, "2027-01-15", world.now - 1, world.now)
    assert world.store.days.last().report.late, "its withdrawals began before it"


def odd_rows(world):
    terminals = world.store.terminals
    terminals.allow_certificate("0a", ATM)
    terminals.allow_certificate("0b", OTHER_ATM)
    terminals.revoke_certificate("0b")
    run = KioskRun("a" * 32, 5)
    terminals.heartbeat(ATM, anchor_of(9), world.now, Beat(run, ()))
    terminals.heartbeat(ATM, anchor_of(2), world.now, Beat(KioskRun("a" * 32, 6), ()))
    stripe = Card(
        digest("stripe"),
        CardStatus.ISSUED,
        0,
        ProofKind.STRIPE,
        (MAIN,),
        stripe_tag=digest("tag"),
        may_withdraw=False,
        daily_limit=30_000,
        issued_ms=world.now,
    )
    token = ProvisioningToken(digest("unused"), DeviceKind.CARD, stripe.card_id, world.now)
    world.store.cards.issue(stripe, token)
    accounts = world.store.accounts
    accounts.create("bbbbbbbb-0000-4000-8000-000000000003", "李 \U0001f4b6", "current",
                    Money(5_000, "JPY"), world.now)  # fmt: skip
    for at_ms, is_right in ((7, False), (8, True)):
        world.store.pins.note(PinResult(at_ms, ATM, "7" * 32, is_right))
    world.withdraw(world.new_txid(), atm_id=OTHER_ATM, card=OTHER_CARD)  # still held
    number = world.store.staff.work_items()[-1].number
    world.store.staff.close_work_item(number, "bob", "looked at", world.now)


def restored(world):
    """Twice, the second time with an ATM that is waited for; `begin` would end all visits."""
    for name, waiting in (("1", ()), ("0", (Awaited(ATM, 3), Awaited(OTHER_ATM, 0)))):
        put = Restoration(name * 32, world.now, waiting)
        world.store._engine.run(lambda rows, one=put: rows.put_restoration(one))
    world.report("d" * 32, number=10)  # an envelope whose approval is forgotten
