"""Balancing in a simulated machine: it finds what matter has, and says what `reconcile` says.

Two programs add the same journal up, each in its own way: the kiosk's for two people at the
machine, and the tool's for whoever has the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bank_server.contract.money import Money
from hardware.crypto.record import Record
from kiosk.domain.bins import Bin
from kiosk.domain.maintenance.balancing import Counted, Period, groups_of, seen_by_hsm
from kiosk.journal.entry import Out, StoredEntry
from kiosk.journal.event_base import CanisterBalance, decode_event
from kiosk.journal.events import BalanceClose, BalanceTold
from kiosk.journal.period import SinceClose, followed
from kiosk.journal_tools.lines import Line
from kiosk.journal_tools.reconcile import reconcile
from kiosk.maintenance.balance_close import closed
from tests.simulation.broken import hold
from tests.simulation.faults import FaultKind

if TYPE_CHECKING:
    from tests.simulation.site import Site

WHO: Final = "anna+ben"
# After these the journal does not tell of every note, or matter is not what anybody was told.
UNBALANCED: Final = frozenset(
    {
        *(FaultKind.DISK_LOST, FaultKind.HSM_MEMORY_OLD, FaultKind.LYING_KIOSK),
        *(FaultKind.CANISTER_SHORT, FaultKind.DOUBLE_NOTE, FaultKind.SENSORS_UNSURE),
    }
)


def balance(site: Site, found: SinceClose | None, record: Record, close_id: bytes) -> None:
    """Two people count what there is, by hand and right, and close the period."""
    assert found is not None, "the journal can be read"
    period = seen_by_hsm(found.period, record.lines)
    if not period.flows:
        return
    event = closed(
        *(period, _counted(site, period), _notes(site), (), close_id, record.encode(), WHO)
    )
    fired = {fault.kind for fault in site.plan.fired}
    in_doubt = any(flow.unknown for flow in period.flows) or site.is_clouded
    if not (fired & UNBALANCED or in_doubt):
        what = f"ATM {site.number}: close {event.number} differs: {event.lines}"
        slips = any(each.total() for each in site.bin_hands.slips.values())
        hold("I12", _is_as_typed(site, event.lines) and not period.missing, what)
        how = "as wrong as people's counts were" if slips else "without a difference"
        site.city.coverage[f"period closed {how}"] += 1
    site.city.coverage["period closed"] += 1
    site.bin_hands.closed()
    out = Out.FAIL if event.differs else Out.OK

    def heard(told: BalanceTold | None) -> None:
        said = "later" if told is None else told.code or _host(told)
        site.city.coverage[f"close told: {said}"] += 1
        strange = {fault.kind for fault in site.plan.fired} & UNBALANCED
        is_right = told is None or not (told.code or (told.host and told.host.minor))
        hold("I12", is_right or bool(strange), f"ATM {site.number}: close told: {said}")
        if told is not None and told.difference is not None and not (strange or in_doubt):
            assert event.difference is not None, "a machine that loads knows its notes"
            off, mine = told.difference.minor, event.difference.minor
            # Where it is open who has retracted notes, the bank believes either.
            is_same = min(0, mine) <= off <= max(0, mine)
            hold(
                "I12", is_same, f"ATM {site.number}: over {mine} at the machine, {off} at the bank"
            )
            site.city.coverage["close compared with the bank's cash"] += 1

    site.ports.write([(event, out)], None, lambda _seq: site.core.balances.keep(event, heard))


def _is_as_typed(site: Site, lines: Sequence[CanisterBalance]) -> bool:
    """Nothing differs but by what people typed when they emptied the bins.

    In the retract bin it may be that nobody knew what lay there: then they were believed.
    """
    slips, groups = site.bin_hands.slips, groups_of(_notes(site))
    firsts = [line for line in lines if groups[line.canister] == line.canister]
    reject = [line.reject - (line.reject_expected or 0) for line in firsts]
    retract = [
        0 if line.retract_expected is None else line.retract - line.retract_expected
        for line in firsts
    ]
    return (
        all(line.counted == line.expected for line in lines)
        and reject == [slips[Bin.REJECT][line.canister] for line in firsts]
        and all(
            off in {0, slips[Bin.RETRACT][line.canister]}
            for off, line in zip(retract, firsts, strict=True)
        )
    )


def _host(told: BalanceTold) -> str:
    if told.host is None:
        return "from another close"
    return "host differs" if told.host.minor else "host agrees"


def _counted(site: Site, period: Period) -> dict[int, Counted]:
    """What lies there, as matter; in the bins by value."""
    where, groups = site.matter.works.whereabouts(), groups_of(_notes(site))
    bins: dict[str, Counter[int]] = {}
    for name in ("reject_bin", "retract_bin"):
        bins[name] = Counter()
        for canister, count in where[name].items():
            bins[name][groups[canister]] += count
    return {
        flow.canister: Counted(
            where["canisters"][flow.canister],
            bins["reject_bin"][flow.canister],
            bins["retract_bin"][flow.canister],
        )
        for flow in period.flows
    }


def _notes(site: Site) -> tuple[Money, ...]:
    return site.cash.of(*site.cash.denominations)


def difference(entries: Sequence[StoredEntry], lines: Sequence[Line]) -> str:
    """Where balancing and `reconcile` say other things of one journal, at a close or at its end.

    Empty if nowhere. Both are of the same entries.
    """
    sums: dict[int, Counter[str]] = {}
    then = {b"": sums}  # at each close
    for at, entry in enumerate(entries, start=1):
        if entry.ev == BalanceClose.CODE:
            event = decode_event(BalanceClose, entry.d)
            sums = {
                canister: Counter(each) for canister, each in then.get(event.since, sums).items()
            }
            then[event.close_id] = sums
            for line in event.lines:
                _add(sums, line.canister, line.presented, line.rejected, line.tested, line.unknown)
                sums[line.canister]["left"] = line.left
            if why := _compared(sums, lines[:at]):
                return f"close {event.number}: {why}"
    for flow in followed(entries).period.flows:
        _add(sums, flow.canister, flow.presented, flow.rejected, flow.tested, flow.unknown)
        sums[flow.canister]["left"] = flow.left
    return _compared(sums, lines)


def _add(
    sums: dict[int, Counter[str]],
    canister: int,
    presented: int,
    rejected: int,
    tested: int,
    unknown: int,
) -> None:
    found = sums.setdefault(canister, Counter())
    found["picked"] += presented + rejected + tested + unknown
    found["rejected"] += rejected + tested
    found["unknown"] += unknown
    found["presented"] += presented


def _compared(sums: dict[int, Counter[str]], lines: Sequence[Line]) -> str:
    books: dict[int, Counter[str]] = {}
    for load in reconcile(lines).loads:
        found = books.setdefault(load.canister, Counter())
        found["picked"] += load.picked
        found["rejected"] += load.rejected
        found["presented"] += load.presented
        found["left"] = load.left or 0
    for canister, book in books.items():
        mine = sums.get(canister, Counter())
        # Of notes in doubt reconcile counts those at the shutter as presented.
        is_presented = mine["presented"] <= book["presented"] <= mine["presented"] + mine["unknown"]
        same = all(mine[name] == book[name] for name in ("picked", "rejected", "left"))
        if not (same and is_presented):
            return f"canister {canister}: {dict(mine)} at the machine, {dict(book)} by reconcile"
    return ""
