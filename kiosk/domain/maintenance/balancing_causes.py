"""What a difference most likely comes from: rules that point at where people should look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from kiosk.domain.maintenance.balancing import Difference, Period


class Likely(StrEnum):
    SUSPECT = "suspect"  # over: the customer of that transaction did not get them
    PARTIAL = "partial"  # short: an extra note left while the canister was in trouble
    SWAPPED = "swapped"  # two canisters stand in each other's place, or were counted so
    IN_BIN = "in-bin"  # short, and the reject bin has as many too many
    JOURNAL = "journal"  # the HSM tells of notes that no entry tells of
    HOST = "host"  # the bank has other totals: something is still on its way
    OVER = "over"  # nothing here tells why
    AUDIT = "audit"  # short, and nothing here tells why
    BIN = "bin"  # a bin has other notes than it must have, and nothing here tells why


@dataclass(frozen=True, slots=True)
class Cause:
    """
    Attributes:
        canister: 0 where it is none's. other: the second one of two.
        count: notes; of the host what waits. txid, at_ms: of the transaction to look at.
    """

    likely: Likely
    canister: int = 0
    count: int = 0
    other: int = 0
    txid: str = ""
    at_ms: int = 0


CAUSES_MAX: Final = 16


def as_text(cause: Cause) -> str:
    """As the journal keeps it."""
    return f"{cause.likely} {cause.canister} {cause.count} {cause.other} {cause.txid}".strip()


def from_text(text: str) -> Cause | None:
    """None for what no program of this version wrote."""
    likely, *rest = text.split(" ")
    try:
        canister, count, other = (int(each) for each in rest[:3])
        return Cause(Likely(likely), canister, count, other, "".join(rest[3:4]))
    except ValueError:
        return None


def causes(
    found: Sequence[Difference], period: Period, *, host: int | None, waiting: int
) -> tuple[Cause, ...]:
    """host: the bank's total less the machine's; None where the bank has not said. waiting:
    transactions that the bank has not answered to."""
    told = list(_swapped(found))
    explained = {number for cause in told for number in (cause.canister, cause.other)}
    for each in found:
        if each.canister not in explained:
            told += _of_canister(each, period)
        told += _of_bins(each, period)
    told += [
        Cause(Likely.JOURNAL, flow.canister, flow.missing or flow.unseen) for flow in period.missing
    ]
    if host:
        told.append(Cause(Likely.HOST, count=waiting))
    return tuple(told[:CAUSES_MAX])


def _swapped(found: Sequence[Difference]) -> Iterator[Cause]:
    """One has as many too many as the other too few: notes do not change their value."""
    used: set[int] = set()
    for one, two in combinations(found, 2):
        if one.left and one.left == -two.left and not used & {one.canister, two.canister}:
            used |= {one.canister, two.canister}
            yield Cause(Likely.SWAPPED, one.canister, abs(one.left), two.canister)


def _of_canister(each: Difference, period: Period) -> Iterator[Cause]:
    if each.left > 0:
        doubt = _doubt(period, each.canister, each.left)
        yield doubt or Cause(Likely.OVER, each.canister, each.left)
    elif each.left < 0:
        short = -each.left
        yield _short(each, period, short) or Cause(Likely.AUDIT, each.canister, short)


def _short(each: Difference, period: Period, short: int) -> Cause | None:
    if each.reject == short:
        return Cause(Likely.IN_BIN, each.canister, short)
    for fault in period.faults:
        if fault.canister == each.canister and short <= fault.missing:
            return Cause(Likely.PARTIAL, each.canister, short, txid=fault.txid, at_ms=fault.at_ms)
    return None


def _of_bins(each: Difference, period: Period) -> Iterator[Cause]:
    for over in (each.reject, each.retract):
        if not over or over == -each.left:
            continue
        doubt = _doubt(period, each.canister, over) if over > 0 else None
        yield doubt or Cause(Likely.BIN, each.canister, over)


def _doubt(period: Period, canister: int, over: int) -> Cause | None:
    """The transaction whose notes in doubt are just as many; else one that has enough."""
    those = [each for each in period.doubts if each.counts.get(canister, 0) >= over]
    those.sort(key=lambda each: each.counts[canister] != over)
    if not those:
        return None
    return Cause(Likely.SUSPECT, canister, over, txid=those[0].txid, at_ms=those[0].at_ms)
