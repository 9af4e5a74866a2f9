"""What the HSM keeps: counters per canister and the one current transaction.

The image is written before a note moves, so after a power loss it never claims less than what
has left a canister.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from hardware.crypto.record import TxnOutcome
from hardware.emulators.image import (
    Image,
    flag,
    number,
    numbers,
    optional_table,
    raw,
    rows,
    text,
)


class Stage(StrEnum):
    """Where the current transaction is. Source: docs/protocols.md, section 4."""

    OPEN = "open"
    PICKING = "picking"
    STACKED = "stacked"
    PRESENTED = "presented"
    RETRACTING = "retracting"
    FINAL = "final"


@dataclass(slots=True)
class Canister:
    """The HSM's own counters of one canister.

    Attributes:
        load: number of the load, 0 = never loaded.
        next, left: number of the next note; notes that should be left.
        picked_total, rejected_total: of this load, over all ended transactions.
        load_id, load_record: the last LOAD and its answer, for its repetition.
        is_fresh: no OPEN since this load; only then may the bill file be written.
    """

    load: int = 0
    next: int = 0
    left: int = 0
    picked_total: int = 0
    rejected_total: int = 0
    load_id: bytes = b""
    load_record: bytes = b""
    is_fresh: bool = False


@dataclass(slots=True)
class Line:
    """One canister's part in the current transaction.

    Attributes:
        wanted: notes that the voucher grants.
        stacked: the numbers of the notes that passed the thickness sensor.
        is_uncertain: the sensors could not tell what became of its notes.
    """

    canister: int
    load: int
    wanted: int = 0
    picked: int = 0
    rejected: int = 0
    presented: int = 0
    retracted: int = 0
    stacked: list[int] = field(default_factory=list)
    is_uncertain: bool = False


@dataclass(slots=True)
class Transaction:
    """`cur`. The set of canisters is that of the OPEN, whatever is fitted later.

    Attributes:
        marked: the canister whose pick has been announced and not yet counted; 0 = none.
        reject_base: the reject bin's counter at the start; -1 = it could not tell.
        frozen: the OPEN record while open, the FINAL record when final: the same bytes each time.
    """

    txid: bytes
    ticket: bytes
    lines: list[Line]
    reject_base: int
    stage: Stage = Stage.OPEN
    outcome: TxnOutcome = TxnOutcome.NONE
    marked: int = 0
    frozen: bytes = b""
    is_test: bool = False

    @property
    def picked(self) -> int:
        return sum(line.picked for line in self.lines)

    @property
    def stacked(self) -> int:
        return sum(len(line.stacked) for line in self.lines)

    def line(self, canister: int) -> Line | None:
        return next((line for line in self.lines if line.canister == canister), None)


@dataclass(slots=True)
class HsmState:
    """The HSM's memory apart from its keys."""

    canisters: dict[int, Canister] = field(default_factory=dict)
    cur: Transaction | None = None

    def canister(self, number_: int) -> Canister:
        """The counters of a canister; new ones if it was never seen."""
        return self.canisters.setdefault(number_, Canister())

    def image(self) -> Image:
        return {
            "canisters": [
                _canister_image(key, canister) for key, canister in sorted(self.canisters.items())
            ],
            "cur": None if self.cur is None else _transaction_image(self.cur),
        }

    @classmethod
    def restore(cls, image: Image) -> HsmState:
        cur = optional_table(image, "cur")
        return cls(
            {number(row, "canister"): _canister(row) for row in rows(image, "canisters")},
            None if cur is None else _transaction(cur),
        )


def _canister_image(key: int, canister: Canister) -> Image:
    return {
        "canister": key,
        "load": canister.load,
        "next": canister.next,
        "left": canister.left,
        "picked_total": canister.picked_total,
        "rejected_total": canister.rejected_total,
        "load_id": canister.load_id.hex(),
        "load_record": canister.load_record.hex(),
        "fresh": canister.is_fresh,
    }


def _canister(row: Image) -> Canister:
    return Canister(
        load=number(row, "load"),
        next=number(row, "next"),
        left=number(row, "left"),
        picked_total=number(row, "picked_total"),
        rejected_total=number(row, "rejected_total"),
        load_id=raw(row, "load_id"),
        load_record=raw(row, "load_record"),
        is_fresh=flag(row, "fresh"),
    )


def _transaction_image(cur: Transaction) -> Image:
    return {
        "txid": cur.txid.hex(),
        "ticket": cur.ticket.hex(),
        "stage": cur.stage.value,
        "outcome": int(cur.outcome),
        "marked": cur.marked,
        "reject_base": cur.reject_base,
        "frozen": cur.frozen.hex(),
        "test": cur.is_test,
        "lines": [_line_image(line) for line in cur.lines],
    }


def _transaction(row: Image) -> Transaction:
    return Transaction(
        txid=raw(row, "txid"),
        ticket=raw(row, "ticket"),
        lines=[_line(line) for line in rows(row, "lines")],
        reject_base=number(row, "reject_base"),
        stage=Stage(text(row, "stage")),
        outcome=TxnOutcome(number(row, "outcome")),
        marked=number(row, "marked"),
        frozen=raw(row, "frozen"),
        is_test=flag(row, "test"),
    )


def _line_image(line: Line) -> Image:
    return {
        "canister": line.canister,
        "load": line.load,
        "wanted": line.wanted,
        "picked": line.picked,
        "rejected": line.rejected,
        "presented": line.presented,
        "retracted": line.retracted,
        "stacked": [*line.stacked],
        "uncertain": line.is_uncertain,
    }


def _line(row: Image) -> Line:
    return Line(
        canister=number(row, "canister"),
        load=number(row, "load"),
        wanted=number(row, "wanted"),
        picked=number(row, "picked"),
        rejected=number(row, "rejected"),
        presented=number(row, "presented"),
        retracted=number(row, "retracted"),
        stacked=numbers(row, "stacked"),
        is_uncertain=flag(row, "uncertain"),
    )
