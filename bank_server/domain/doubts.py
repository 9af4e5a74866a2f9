"""Holds that no receipt ends: when people are told, and what their count does."""

from __future__ import annotations

from dataclasses import replace

from bank_server.domain import attested
from bank_server.domain.changes import NOTHING, Change, HeldChange
from bank_server.domain.former_loads import loaded_since
from bank_server.domain.ledger import (
    AccountKind,
    Posting,
    PostingKind,
    internal_account_id,
    transfer,
)
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import HELD_MAX_MS, Transaction, TransactionState
from hardware.crypto.record import Record


def doubt(found: Transaction, atm: Atm, now_ms: int) -> Change:
    """A hold that waited too long is listed for people. The money stays reserved."""
    assert found.state is TransactionState.HELD, "only a hold grows old"
    if now_ms - found.started_ms < HELD_MAX_MS:
        return NOTHING
    return Change(
        transaction=replace(found, state=TransactionState.IN_DOUBT),
        atm=replace(atm, held_txid=None) if atm.held_txid == found.txid else None,
        work=(WorkItem(WorkKind.IN_DOUBT, atm.atm_id, found.txid, "no receipt in a day"),),
    )


def resolve_in_doubt(
    found: Transaction, atm: Atm, presented: dict[int, int], proposal_id: str
) -> Change | None:
    """What two people's count does; None if there is no doubt or the count cannot be."""
    if found.state is not TransactionState.IN_DOUBT or found.account_id is None:
        return None
    granted = {grant.canister: grant.count for grant in found.grants}
    if any(not 0 <= count <= granted.get(each, -1) for each, count in presented.items()):
        return None
    assert found.amount is not None, "what holds has an amount"
    grants, taken = attested.counted(found, presented)
    cash = internal_account_id(AccountKind.CASH, taken.currency, found.atm_id)
    posting = transfer(PostingKind.RESOLUTION, proposal_id, found.account_id, cash, taken)
    counted = replace(atm, num_dispensed_bills=atm.num_dispensed_bills + sum(presented.values()))
    late: tuple[Posting, ...] = ()
    if found.receipt is not None:
        # It has moved the counters, and could not say where the notes are.
        suspect = Record.parse(bytes.fromhex(found.receipt))
        counted = attested.with_found(counted, grants, suspect, granted)
    else:
        counted = attested.with_counted_out(counted, grants)
        late = loaded_since(found.txid, grants, atm)
    return Change(
        # With a receipt the answer to that receipt stays what it was.
        transaction=replace(
            found,
            state=TransactionState.RESOLVED,
            grants=grants,
            captured=taken if found.receipt is None else found.captured,
        ),
        held=(HeldChange(found.account_id, -found.amount),),
        postings=(*late, *((posting,) if taken.is_payable else ())),
        atm=counted,
    )
