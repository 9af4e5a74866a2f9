"""From what was counted to the entry of a close, and from that entry to its slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bank_server.contract.money import Money
from kiosk.domain.maintenance.balancing import (
    Counted,
    Period,
    differences,
    dispensed,
    groups_of,
    machine_difference,
    together,
)
from kiosk.domain.maintenance.balancing_causes import Cause, as_text, from_text
from kiosk.domain.maintenance.balancing_slip import (
    BankSays,
    BinRow,
    CanisterRow,
    SlipFacts,
    SlipKind,
    trial_rows,
)
from kiosk.domain.maintenance.note_flow import Flow
from kiosk.journal.event_base import CanisterBalance, TakenOut
from kiosk.journal.events import BalanceClose, BalanceTold
from kiosk.journal.period import SinceClose


def closed(
    period: Period,
    counted: Mapping[int, Counted],
    denominations: Sequence[Money],
    causes: Sequence[Cause],
    close_id: bytes,
    record: bytes,
    who: str,
) -> BalanceClose:
    """record: the HSM's STATUS, with the id as nonce; the period knows what it says."""
    groups = groups_of(denominations)
    off = differences(period.flows, counted, groups)
    envelopes = period.envelopes
    return BalanceClose(
        number=period.number,
        close_id=close_id,
        since=period.since,
        since_ms=period.since_ms,
        lines=tuple(_line(flow, period.flows, counted, denominations) for flow in period.flows),
        taken_out=tuple(
            TakenOut(each.canister, each.load, each.count, each.expected, each.rejected)
            for each in period.removals
        ),
        difference=machine_difference(off, denominations),
        dispensed=dispensed(period, denominations),
        causes=tuple(map(as_text, causes)),
        envelopes=envelopes.accepted,
        first=envelopes.first,
        last=envelopes.last,
        envelopes_counted=envelopes.counted,
        record=record,
        who=who,
    )


def _line(
    flow: Flow,
    flows: Sequence[Flow],
    counted: Mapping[int, Counted],
    denominations: Sequence[Money],
) -> CanisterBalance:
    groups = groups_of(denominations)
    same = [each for each in flows if groups[each.canister] == flow.canister]
    found = counted[flow.canister]
    return CanisterBalance(
        canister=flow.canister,
        load=flow.load,
        denomination=denominations[flow.canister - 1],
        start=flow.start,
        added=flow.added,
        removed=flow.removed,
        presented=flow.presented,
        retracted=flow.retracted,
        rejected=flow.rejected,
        tested=flow.tested,
        unknown=flow.unknown,
        expected=flow.expected,
        counted=found.left,
        reject_expected=together([each.reject.expected for each in same]),
        reject=found.reject,
        retract_expected=together([each.retract.expected for each in same]),
        retract=found.retract,
        left=flow.left,
        load_rejected=flow.load_rejected,
    )


def slip_of_trial(
    period: Period,
    denominations: Sequence[Money],
    bank: BankSays | None,
    people: tuple[str, ...],
    at_ms: int,
    seq: int,
    h: str,
) -> SlipFacts:
    """seq, h: of the journal's newest entry."""
    return SlipFacts(
        kind=SlipKind.TRIAL,
        number=period.number,
        at_ms=at_ms,
        since_ms=period.since_ms,
        rows=trial_rows(period, denominations),
        dispensed=dispensed(period, denominations) if period.flows else None,
        difference=None,
        bank=bank,
        causes=(),
        envelopes=period.envelopes.accepted,
        people=people,
        seq=seq,
        h=h,
    )


def slip_of_close(found: SinceClose, kind: SlipKind) -> SlipFacts:
    """Of the last close, as the journal has it; there is one."""
    last = found.last
    assert last is not None, "somebody has closed"
    event = last.event
    return SlipFacts(
        kind=kind,
        number=event.number,
        at_ms=last.at_ms,
        since_ms=event.since_ms,
        rows=_rows(event.lines),
        dispensed=event.dispensed,
        difference=event.difference,
        bank=_bank(found.told),
        causes=tuple(cause for text in event.causes if (cause := from_text(text)) is not None),
        envelopes=event.envelopes,
        people=tuple(event.who.split("+")),
        seq=last.seq,
        h=last.h,
    )


def _bank(told: BalanceTold | None) -> BankSays | None:
    """None where it has not answered, or refused."""
    return None if told is None or told.code else BankSays(told.host, told.difference)


def _rows(lines: Sequence[CanisterBalance]) -> tuple[CanisterRow, ...]:
    """Of several canisters with notes of one value the first names the bins'."""
    first: dict[Money, int] = {}
    return tuple(
        _row(line, names_bins=first.setdefault(line.denomination, line.canister) == line.canister)
        for line in lines
    )


def _row(line: CanisterBalance, *, names_bins: bool) -> CanisterRow:
    return CanisterRow(
        canister=line.canister,
        denomination=line.denomination,
        start=line.start,
        added=line.added,
        removed=line.removed,
        presented=line.presented,
        rejected=line.rejected,
        tested=line.tested,
        unknown=line.unknown,
        expected=line.expected,
        counted=line.counted,
        reject=BinRow(line.reject_expected, line.reject) if names_bins else None,
        retract=BinRow(line.retract_expected, line.retract) if names_bins else None,
    )
