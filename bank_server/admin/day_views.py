"""What people read of the bank's day: each ATM, what differs, what came late, what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bank_server.admin.output import Row, lines, local, table
from bank_server.contract.message import Balance, SignedAmount
from bank_server.domain.amounts import amount_text
from bank_server.http.day_messages import Day, DayAtm, DayState

_AMOUNTS: Final = frozenset(
    {"paid", "by machine", "differs", "over or short", "must be in", "booked", "amount"}
)


def day_text(day: Day, close_command: str) -> str:
    parts = [lines(_head(day))]
    if day.atms:
        parts.append(table([_atm(each) for each in day.atms], right=_AMOUNTS))
    missing = [each.atm for each in day.atms if not each.balancings]
    if missing:
        parts.append("not balanced on this day:\n" + "\n".join(f"  {each}" for each in missing))
    if day.late:
        parts.append(_late(day))
    if any(each.minor for each in day.sums):
        parts.append("THE BOOKS ARE WRONG: the sum of all accounts is not zero. Run: audit")
    if day.awaited:
        parts.append(
            f"{day.awaited} ATMs had not told a restored bank everything: what they tell later is "
            "in a later day. See: restoration show"
        )
    if day.state is DayState.OPEN:
        parts.append(f"It has ended. Two supervisors close it:\n  {close_command}")
    return "\n\n".join(parts)


def _head(day: Day) -> Row:
    closed = day.closed
    state = {DayState.RUNS: "it runs", DayState.OPEN: "ended, not closed"}.get(day.state, "")
    if closed is not None:
        state = f"closed {local(closed.at_ms)} by {closed.proposed_by} and {closed.confirmed_by}"
    return {
        "business day": day.date,
        "state": state,
        "from": local(day.began_ms),
        "to": local(day.ended_ms),
        "ledger": f"entries {day.after + 1} to {day.head}" if day.head > day.after else "nothing",
        "sum of all accounts": _sums(day.sums),
        "transfers": _counted(day.transfer_count, day.transfers),
        "deposits verified": _counted(day.verified_count, day.verified),
        "deposits pending": day.pending,
        "settled late": day.late_count or "none",
    }


def _atm(each: DayAtm) -> Row:
    was_balanced = each.balancings > 0
    return {
        "atm": each.atm,
        "balanced": each.balancings,
        "paid": amount_text(each.dispensed.money) if was_balanced else None,
        "by machine": amount_text(each.machine_dispensed.money) if was_balanced else None,
        "differs": _signed(each.host_difference),
        "over or short": _signed(each.cash_difference) if was_balanced else None,
        "must be in": _signed(each.cash),
        "open": each.open,
        "booked": amount_text(each.booked.money),
    }


def _late(day: Day) -> str:
    rows: list[Row] = [
        {
            "began": local(each.began_ms),
            "amount": amount_text(each.amount.money),
            "atm": each.atm,
            "txid": each.txid,
        }
        for each in day.late
    ]
    more = day.late_count - len(rows)
    told = f"\n  and {more} more" if more else ""
    return f"settled on this day, as of an earlier one:\n{table(rows, right=_AMOUNTS)}{told}"


def _signed(amount: SignedAmount | None) -> str | None:
    return None if amount is None else amount_text(amount.money)


def _sums(sums: Sequence[SignedAmount]) -> str:
    return ", ".join(amount_text(each.money) for each in sums) or "no accounts"


def _counted(count: int, sums: Sequence[Balance]) -> str:
    return f"{count}: {', '.join(amount_text(each.money) for each in sums)}" if count else "none"
