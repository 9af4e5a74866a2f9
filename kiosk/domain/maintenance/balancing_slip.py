"""What stands on a slip of balancing, without a word of any language; of a trial or of a close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bank_server.contract.money import Money
from kiosk.domain.maintenance.balancing import Difference, Period, groups_of, together
from kiosk.domain.maintenance.balancing_causes import Cause


class SlipKind(Enum):
    TRIAL = "trial"
    CLOSE = "close"
    AGAIN = "again"  # a close that was printed before, or was to be


@dataclass(frozen=True, slots=True)
class BinRow:
    """Attributes: expected: None where nobody can know. counted: None where nobody has."""

    expected: int | None
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class CanisterRow:
    """One canister's notes. counted: None at a trial. reject, retract: of its value; None where
    another canister names them."""

    canister: int
    denomination: Money
    start: int
    added: int
    removed: int
    presented: int
    rejected: int
    tested: int
    unknown: int
    expected: int
    counted: int | None = None
    reject: BinRow | None = None
    retract: BinRow | None = None


@dataclass(frozen=True, slots=True)
class BankSays:
    """The bank's half. host: its total less the machine's; None where it counts from another
    close. difference: of what was counted to its books; None where nothing was."""

    host: Money | None
    difference: Money | None = None


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """
    Attributes:
        number: of the period. since_ms: when it began.
        difference: of the machine, in money; None at a trial.
        bank: None where it has not answered.
        people: both.
        seq, h: of the journal's entry: whoever changes the journal afterwards cannot change paper.
    """

    kind: SlipKind
    number: int
    at_ms: int
    since_ms: int
    rows: tuple[CanisterRow, ...]
    dispensed: Money | None
    difference: Money | None
    bank: BankSays | None
    causes: tuple[Cause, ...]
    envelopes: int
    people: tuple[str, ...]
    seq: int
    h: str


def trial_rows(period: Period, denominations: Sequence[Money]) -> tuple[CanisterRow, ...]:
    """As the journal has it; nobody has counted."""
    groups = groups_of(denominations)
    rows = []
    for flow in period.flows:
        same = [each for each in period.flows if groups[each.canister] == flow.canister]
        is_first = groups[flow.canister] == flow.canister
        reject = BinRow(together([each.reject.expected for each in same])) if is_first else None
        retract = BinRow(together([each.retract.expected for each in same])) if is_first else None
        rows.append(
            CanisterRow(
                flow.canister,
                denominations[flow.canister - 1],
                start=flow.start,
                added=flow.added,
                removed=flow.removed,
                presented=flow.presented,
                rejected=flow.rejected,
                tested=flow.tested,
                unknown=flow.unknown,
                expected=flow.expected,
                reject=reject,
                retract=retract,
            )
        )
    return tuple(rows)


def differences_of(rows: Sequence[CanisterRow]) -> tuple[Difference, ...]:
    """Of what was counted."""
    return tuple(
        Difference(
            row.canister, (row.counted or 0) - row.expected, _less(row.reject), _less(row.retract)
        )
        for row in rows
    )


def _less(row: BinRow | None) -> int | None:
    if row is None:
        return 0
    if row.expected is None or row.counted is None:
        return None
    return row.counted - row.expected
