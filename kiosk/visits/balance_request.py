"""What the bank is asked about a period: the machine's totals, and what people counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bank_server.contract import BalancingRequest
from bank_server.contract.balancings import CountedCanister, EnvelopeTotals, MachineTotals
from bank_server.contract.message import Anchor
from bank_server.contract.money import Money
from kiosk.domain.maintenance.balancing import Period
from kiosk.journal.events import BalanceClose


class Moved(Protocol):
    """Notes of one canister since the last close, in mind or as the journal has them."""

    @property
    def canister(self) -> int: ...

    @property
    def presented(self) -> int: ...

    @property
    def retracted(self) -> int: ...

    @property
    def unknown(self) -> int: ...

    @property
    def rejected(self) -> int: ...

    @property
    def tested(self) -> int: ...


def trial(
    anchor: Anchor, balancing_id: bytes, people: Sequence[str], period: Period, record: bytes
) -> BalancingRequest:
    """Changes nothing. record: the HSM's STATUS, with the id as nonce."""
    envelopes = period.envelopes
    return BalancingRequest(
        anchor=anchor,
        id=balancing_id.hex(),
        close=False,
        staff=tuple(people),
        since=period.since.hex() or None,
        status=record.hex(),
        machine=_totals(period.flows),
        counted=(),
        envelopes=EnvelopeTotals(
            accepted=envelopes.accepted,
            first=envelopes.first,
            last=envelopes.last,
            counted=envelopes.counted,
        ),
    )


def close(anchor: Anchor, closed: BalanceClose) -> BalancingRequest:
    """The same for the same entry, however often it is asked."""
    return BalancingRequest(
        anchor=anchor,
        id=closed.close_id.hex(),
        close=True,
        staff=tuple(closed.who.split("+")),
        since=closed.since.hex() or None,
        status=closed.record.hex(),
        machine=_totals(closed.lines),
        counted=_counted(closed),
        envelopes=EnvelopeTotals(
            accepted=closed.envelopes,
            first=closed.first,
            last=closed.last,
            counted=closed.envelopes_counted,
        ),
    )


def without_counts(anchor: Anchor, closed: BalanceClose) -> BalancingRequest:
    """Only that there was one."""
    return BalancingRequest(
        anchor=anchor,
        id=closed.close_id.hex(),
        close=True,
        staff=tuple(closed.who.split("+")),
        since=closed.since.hex() or None,
        status=closed.record.hex(),
        machine=(),
        counted=(),
        envelopes=None,
    )


def _totals(moved: Sequence[Moved]) -> tuple[MachineTotals, ...]:
    return tuple(
        MachineTotals(
            canister=each.canister,
            presented=each.presented,
            retracted=each.retracted,
            unknown=each.unknown,
            rejected=each.rejected,
            tested=each.tested,
        )
        for each in moved
    )


def _counted(closed: BalanceClose) -> tuple[CountedCanister, ...]:
    """Canisters ascending, then fillings; of a filling that is named twice the later counts."""
    found = {
        (each.canister, each.load): CountedCanister(
            canister=each.canister,
            load=each.load,
            left=each.count,
            rejected=None,
            retracted=None,
            expected_left=each.expected,
            expected_rejected=None,
            expected_retracted=None,
        )
        for each in closed.taken_out
    }
    first: dict[Money | None, int] = {}
    for line in closed.lines:
        # Of several canisters with notes of one value the first names the bins'.
        names = first.setdefault(line.denomination, line.canister) == line.canister
        found[line.canister, line.load] = CountedCanister(
            canister=line.canister,
            load=line.load,
            left=line.counted,
            rejected=line.reject,
            retracted=line.retract,
            expected_left=line.left,
            expected_rejected=line.reject_expected if names else 0,
            expected_retracted=line.retract_expected if names else 0,
        )
    return tuple(found[key] for key in sorted(found))
