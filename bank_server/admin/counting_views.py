"""What people read of notes that were counted, or wait for it, and of the audit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bank_server.admin.output import Row, lines, local, table
from bank_server.contract.money import Money
from bank_server.domain.amounts import amount_text
from bank_server.http import counting_messages as c
from bank_server.http import deposit_messages as d

_AMOUNTS: Final = frozenset({"amount", "claimed"})


def disputes_text(disputes: Sequence[c.Dispute]) -> str:
    rows: list[Row] = [
        {
            "since": local(each.since_ms),
            "account": each.account,
            "amount": amount_text(Money(each.minor, each.currency)),
            "atm": each.atm,
            "txid": each.txid,
        }
        for each in disputes
    ]
    return table(rows, right=_AMOUNTS)


def suspense_text(suspense: Sequence[c.Suspense]) -> str:
    rows: list[Row] = [
        {
            "since": local(each.since_ms),
            "account": each.account,
            "amount": amount_text(Money(each.minor, each.currency)),
            "counted": each.is_counted,
            "atm": each.atm,
            "txid": each.txid,
        }
        for each in suspense
    ]
    return table(rows, right=_AMOUNTS)


def deposits_text(deposits: Sequence[d.Deposit]) -> str:
    rows: list[Row] = [
        {
            "since": local(each.since_ms),
            "reference": each.reference,
            "account": each.account,
            "claimed": None if each.claimed is None else amount_text(each.claimed.money),
            "envelope": "not heard of" if each.envelope is None else each.envelope.value,
            "number": each.number,
            "before": "credited with nothing" if each.was_rejected else None,
            "atm": each.atm,
            "txid": each.txid,
        }
        for each in deposits
    ]
    count = sum(each.was_rejected for each in deposits)
    if not count:
        return table(rows, right=_AMOUNTS)
    told = f"{count} of these were credited with nothing before: tell the customer what comes of it"
    return f"{table(rows, right=_AMOUNTS)}\n{told}"


def audit_text(message: c.AuditReport) -> str:
    """What is open below it: nothing is wrong with the books, but somebody waits, or is sought."""
    fields: Row = {
        "accounts": message.accounts,
        "entries": message.entries,
        "transactions": message.transactions,
        "findings": message.findings,
        "open disputes": len(message.disputes),
        "open suspense": len(message.suspense),
        "open deposits": len(message.deposits),
    }
    parts = [lines(fields)]
    parts += [disputes_text(message.disputes)] if message.disputes else []
    parts += [suspense_text(message.suspense)] if message.suspense else []
    parts += [deposits_text(message.deposits)] if message.deposits else []
    return "\n\n".join(parts)
