"""Where a period of an ATM ends: which of its balancings count, and what becomes of them.

Source: docs/protocols.md, section 6.3, balancings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from bank_server.contract.balancings import BalancingReply, BalancingRequest
from bank_server.contract.json_text import dump
from bank_server.contract.message import Anchor
from bank_server.domain.challenges import OpenLine
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import Atm
from hardware.crypto.record import Record, RecordKind


@dataclass(frozen=True, slots=True)
class Balancing:
    """A close, for ever.

    Attributes:
        number: of this ATM, from 1.
        head: the last entry of the ATM's cash account that it counts, or 0. What comes after it
            belongs to the next.
        asked: what the ATM told, as JSON without its anchor. answer: what it was answered.
    """

    atm_id: str
    number: int
    balancing_id: str
    at_ms: int
    head: int
    asked: str
    answer: str

    @property
    def reply(self) -> BalancingReply:
        """Of a text that this bank wrote."""
        return BalancingReply.model_validate_json(self.answer, by_alias=True, by_name=False)


@unique
class BalanceResult(Enum):
    """What a balancing came to. Only CLOSED wrote anything."""

    TRIED = "tried"
    CLOSED = "closed"
    SAME = "same"  # the same close again: the same answer
    CONFLICT = "conflict"  # another close had this id
    ATM_UNKNOWN = "atm-unknown"
    RECORD_INVALID = "record-invalid"  # not this HSM's STATUS for this balancing
    UNCLEAR = "unclear"  # a canister or a filling that this ATM cannot have, or too many notes
    LEVELLING = "levelling"  # the bank was restored, and this ATM has not told everything yet
    ATM_BUSY = "atm-busy"
    COUNTERS_DIFFER = "counters-differ"
    NOT_COUNTED = "not-counted"  # a filling that is in the machine was not counted
    TOO_MANY = "too-many"  # of this ATM on this business day
    TOO_MANY_REFUSED = "too-many-refused"  # people have to end those before it first


# The machine does not ask again, so people must look at what was counted.
FOR_GOOD: Final = frozenset(
    {
        BalanceResult.CONFLICT,
        BalanceResult.RECORD_INVALID,
        BalanceResult.UNCLEAR,
        BalanceResult.COUNTERS_DIFFER,
        BalanceResult.NOT_COUNTED,
    }
)
CLOSES_MAX: Final = 32  # of one ATM on one business day; each is kept for ever
REFUSED_MAX: Final = 32  # of one ATM that people have not ended


@dataclass(frozen=True, slots=True)
class Balanced:
    """
    Attributes:
        reply: None where it was refused.
        work: what people have to look at because of it.
    """

    result: BalanceResult
    reply: BalancingReply | None = None
    work: tuple[WorkItem, ...] = ()


def asked_text(request: BalancingRequest) -> str:
    """Equal for the same close, however far the journal has come since."""
    told = json.loads(dump(request))
    del told["anchor"]
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def request_of(balancing: Balancing) -> BalancingRequest:
    """What was asked, without the journal's place. Raises ValueError, KeyError, TypeError for what
    nobody asked."""
    told = json.loads(balancing.asked) | {"anchor": json.loads(dump(Anchor.zero()))}
    for one in told["counted"]:
        one.setdefault("expected_retracted", None)  # former programs did not ask for it
    return BalancingRequest.model_validate_json(json.dumps(told), by_alias=True, by_name=False)


def is_status_of(status: Record, balancing_id: str, atm: Atm) -> bool:
    """Whether this record was made by this ATM's HSM for this balancing; its MAC is verified."""
    is_mine = str(status.hsm) == atm.atm_id and status.txid.hex() == balancing_id
    return is_mine and status.kind is RecordKind.STATUS


def counters(status: Record) -> tuple[OpenLine, ...]:
    return tuple(OpenLine(one.canister, one.load, one.next, one.left) for one in status.lines)


def fits(lines: Sequence[OpenLine], atm: Atm) -> bool:
    """Whether the bank knows of every note that the HSM has moved, and of no other."""
    said = [each for each in lines if each.load or atm.denomination(each.canister) is not None]
    return said == [OpenLine(b.canister, b.load, b.next, b.left) for b in atm.canisters]


def names_one_of_before(request: BalancingRequest, last: Balancing | None) -> bool:
    """Whether it counts a filling that was out of the machine when the last period ended: that one
    was counted then."""
    if last is None:
        return False
    newest: dict[int, int] = {}
    for each in json.loads(last.asked)["counted"]:
        newest[each["canister"]] = max(each["load"], newest.get(each["canister"], 0))
    return any(each.load < newest.get(each.canister, 0) for each in request.counted)


def close_refusal(
    request: BalancingRequest, atm: Atm, *, has_fitting_counters: bool
) -> BalanceResult | None:
    """Why this period cannot end now, or None."""
    if atm.held_txid is not None:
        return BalanceResult.ATM_BUSY
    if not has_fitting_counters:
        return BalanceResult.COUNTERS_DIFFER
    counted = {(each.canister, each.load) for each in request.counted}
    inside = {(book.canister, book.load) for book in atm.canisters if book.load}
    return None if inside <= counted else BalanceResult.NOT_COUNTED


def refused(
    atm: Atm, request: BalancingRequest, result: BalanceResult, others: int
) -> tuple[BalanceResult, tuple[WorkItem, ...]]:
    """What becomes of a close that cannot be kept: it is answered so once, and people look.

    others: such closes of this ATM that people have not ended.
    """
    if not request.close or result not in FOR_GOOD:
        return result, ()
    if others >= REFUSED_MAX:
        return BalanceResult.TOO_MANY_REFUSED, ()
    off = _counted_beyond_hsm(request, atm)
    found = f"{off:+d} minor units of {atm.currency}" if off else "no difference"
    note = f"{result.value}; by the machine's own records people found {found}"
    if not request.counted:
        note = f"{result.value}; the machine did not tell what people found"
    return result, (WorkItem(WorkKind.BALANCING_REFUSED, atm.atm_id, request.id, note),)


def _counted_beyond_hsm(request: BalancingRequest, atm: Atm) -> int:
    """How much more was counted, in canisters and bins, than the machine's records have there."""
    return sum(
        (atm.denomination(one.canister) or 0)
        * (
            one.left
            - one.expected_left
            + _beyond(one.rejected, one.expected_rejected)
            + _beyond(one.retracted, one.expected_retracted)
        )
        for one in request.counted
    )


def _beyond(found: int | None, expected: int | None) -> int:
    return 0 if found is None or expected is None else found - expected


def differences(atm_id: str, request: BalancingRequest, reply: BalancingReply) -> list[WorkItem]:
    """What a close leaves to people, each as one item under its id."""
    return [WorkItem(kind, atm_id, request.id, note) for kind, note in _differences(request, reply)]


def _differences(
    request: BalancingRequest, reply: BalancingReply
) -> Iterator[tuple[WorkKind, str]]:
    over = reply.cash_difference
    if over is not None and over.minor > 0:
        yield WorkKind.CASH_OVER, "more was counted than the books have"
    if over is not None and over.minor < 0:
        yield WorkKind.CASH_SHORT, "less was counted than the books have"
    if reply.host_difference is None:
        yield WorkKind.TOTALS_DIFFER, "the machine does not count from the last close"
    elif reply.host_difference.minor:
        yield WorkKind.TOTALS_DIFFER, "machine and bank paid different sums"
    told = request.envelopes
    if told is None:
        return
    if told.accepted != reply.envelopes_known:
        yield WorkKind.ENVELOPES_DIFFER, "the bank was told of other envelopes"
    elif told.counted not in {None, told.accepted}:
        yield WorkKind.ENVELOPES_DIFFER, "other envelopes were in the bin"
