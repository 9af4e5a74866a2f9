"""What an honest machine and two honest people tell of an ATM of the store's tests."""

from bank_server.contract.balancings import BalancingRequest, CountedCanister
from bank_server.contract.message import Anchor
from bank_server.domain.people import ActionKind, Confirmation, day_body
from tests.contract.bank_store.store_world import ATM

DAY = "2027-01-15"
FIRST, SECOND = "a1" * 16, "a2" * 16


def counted(world, canister, off=0, atm_id=ATM, **changes):
    books = world.store.terminals.atm(atm_id).canisters
    book = next(each for each in books if each.canister == canister)
    said = {
        "canister": canister,
        "load": book.load,
        "left": book.left + off,
        "rejected": book.rejected,
        "retracted": book.found,
        "expected_left": book.left,
        "expected_rejected": book.rejected,
        "expected_retracted": book.found,
    }
    return CountedCanister(**(said | changes))


def asked(world, balancing_id=FIRST, **changes):
    """A close of what an honest machine and two honest people say."""
    said = {
        "anchor": Anchor.zero(),
        "id": balancing_id,
        "close": True,
        "staff": ("anna", "ben"),
        "since": None,
        "status": world.status(balancing_id).encode().hex(),
        "machine": (),
        "counted": (counted(world, 1), counted(world, 2)),
        "envelopes": None,
    }
    return BalancingRequest(**(said | changes))


def balance(world, request, status=None, atm_id=ATM):
    status = status or world.status(request.id, atm_id=atm_id)
    return world.store.balancings.balance(atm_id, request, status, DAY, world.now)


def propose_day(world, date, began_ms, ended_ms, proposal_id="d" * 32, by="alice"):
    """What a second person confirms, as the bank would propose it."""
    report = world.store.days.look(date, began_ms, ended_ms)
    body = day_body(date, began_ms, ended_ms, report.after, report.head)
    world.store.staff.propose(proposal_id, ActionKind.CLOSE_DAY, body, by, world.now)
    return {
        "began_ms": began_ms,
        "ended_ms": ended_ms,
        "after": report.after,
        "head": report.head,
    }


def close_day(world, date, began_ms, ended_ms, proposal_id="d" * 32, by="bob"):
    entries = propose_day(world, date, began_ms, ended_ms, proposal_id)
    yes = Confirmation(proposal_id, by)
    return world.store.days.close(date, **entries, confirmation=yes, now_ms=world.now)
