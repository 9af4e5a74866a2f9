"""balancings: what must be in a machine, what people counted in it, and where a period ends."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Final, Self

from pydantic import Field, field_validator, model_validator

from bank_server.contract.cash_loads import CountedNotes, StaffName
from bank_server.contract.deposit_results import ENVELOPE_NUMBER_MAX
from bank_server.contract.message import (
    CANISTER_COUNT_MAX,
    Balance,
    Canister,
    Hex16,
    Message,
    Milliseconds,
    Request,
    SignedAmount,
    ascending,
)
from bank_server.contract.money import MINOR_MAX
from bank_server.contract.record_text import RecordText

BALANCING_STAFF_COUNT: Final = 2
COUNTED_MAX: Final = 32 * CANISTER_COUNT_MAX  # fillings in one period
U32_MAX: Final = 2**32 - 1

Notes = Annotated[int, Field(ge=0, le=U32_MAX)]
# Of a bin: below 0 where people took out more than the machine knew of.
MustLie = Annotated[int, Field(ge=-U32_MAX, le=U32_MAX)]
Number = Annotated[int, Field(ge=0, le=MINOR_MAX)]
EnvelopeNumber = Annotated[int, Field(ge=0, le=ENVELOPE_NUMBER_MAX)]
DayText = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", max_length=10)]


class MachineTotals(Message):
    """Notes of one canister that the machine's own journal tells of since the last close.

    Attributes:
        presented: crossed the shutter, whatever came of them.
        retracted: of those, in transactions that ended retracted; who has them is open.
        unknown: in suspect transactions, what was picked and not rejected; not part of the others.
        rejected: in the reject bin, without those of tests.
        tested: picked by tests.
    """

    canister: Canister
    presented: Notes
    retracted: Notes
    unknown: Notes
    rejected: Notes
    tested: Notes

    @model_validator(mode="after")
    def _retracted_were_presented(self) -> Self:
        if self.retracted > self.presented:
            raise ValueError("more is retracted than presented")
        return self


class CountedCanister(Message):
    """What people counted of one filling.

    Attributes:
        load: which filling. An earlier one than the machine has now was taken out of it since the
            last close, and was counted then.
        left: in the canister.
        rejected, retracted: notes of its value in the reject and the retract bin; null: not
            counted. Where canisters hold the same value, one of them names all, the others 0.
        expected_left: what the HSM had counted at that moment.
        expected_rejected, expected_retracted: what must lie in the bins, by the machine's records
            since people counted them at a close, less what they took out; null where nobody can
            know.
    """

    canister: Canister
    load: Annotated[int, Field(ge=1, le=U32_MAX)]
    left: CountedNotes
    rejected: CountedNotes | None
    retracted: CountedNotes | None
    expected_left: CountedNotes
    expected_rejected: MustLie | None
    expected_retracted: MustLie | None


class EnvelopeTotals(Message):
    """Envelopes since the last close.

    Attributes:
        accepted: by the machine's journal.
        first, last: the slot's numbers of them; null if there are none or it gave none.
        counted: those that people took out of the bin; null: not counted.
    """

    accepted: Notes
    first: EnvelopeNumber | None
    last: EnvelopeNumber | None
    counted: Notes | None

    @model_validator(mode="after")
    def _from_first_to_last(self) -> Self:
        if (self.first is None) != (self.last is None):
            raise ValueError("first and last come together")
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError("the last is before the first")
        return self


class BalancingRequest(Request["BalancingReply"]):
    """A trial changes nothing. A close ends a period, once; repeated until it is answered.

    Attributes:
        id: 16 random bytes that the kiosk made and stored; the STATUS record bears them as nonce.
        staff: who does it; two different people for a close.
        since: the close that the machine counts from, as the reply to a trial names it; null: its
            journal begins after that, or there was none.
        machine: canisters ascending.
        counted: canisters ascending, then fillings. Empty at a trial, if nobody has counted; at a
            close each filling that is in the machine.
        envelopes: null where the machine takes none.
    """

    id: Hex16
    close: bool
    staff: Annotated[tuple[StaffName, ...], Field(max_length=BALANCING_STAFF_COUNT)]
    since: Hex16 | None
    status: RecordText
    machine: Annotated[tuple[MachineTotals, ...], Field(max_length=CANISTER_COUNT_MAX)]
    counted: Annotated[tuple[CountedCanister, ...], Field(max_length=COUNTED_MAX)]
    envelopes: EnvelopeTotals | None

    @field_validator("machine")
    @classmethod
    def _ascending(cls, totals: tuple[MachineTotals, ...]) -> tuple[MachineTotals, ...]:
        if not ascending([line.canister for line in totals]):
            raise ValueError("canisters are not strictly ascending")
        return totals

    @field_validator("counted")
    @classmethod
    def _fillings_ascend(cls, counted: tuple[CountedCanister, ...]) -> tuple[CountedCanister, ...]:
        fillings = [(line.canister, line.load) for line in counted]
        if not all(before < after for before, after in pairwise(fillings)):
            raise ValueError("fillings are not strictly ascending")
        return counted

    @model_validator(mode="after")
    def _two_people_close(self) -> Self:
        if len(set(self.staff)) != len(self.staff):
            raise ValueError("somebody is named twice")
        if self.close and len(self.staff) != BALANCING_STAFF_COUNT:
            raise ValueError("a close needs two people")
        return self


class BookedCanister(Message):
    """What the bank believes of one canister.

    Attributes:
        denomination: minor units of one note.
        left: in the canister, by the ledger.
        bins: notes of it in the safe's bins, as far as they are known.
    """

    canister: Canister
    denomination: Number
    load: Notes
    left: Notes
    bins: Notes


class BalancingReply(Message):
    """The bank's side. Amounts of the ledger are of the entries after the last close.

    cash = cash at the last close + loaded - dispensed + corrected. A close keeps its answer for
    ever: a field that is added here has a default.

    Attributes:
        number: of this close, from 1; at a trial the one that a close would have.
        day: the business day that it belongs to.
        at_ms: when it was answered first.
        since, since_ms: the close that it counts from; null: from the ATM's first entry.
        dispensed: what went out by the HSM's records, with a hold or without.
        loaded: what came in from the vault, less what went back to it.
        corrected: what people have decided since; negative where notes turned out to be gone.
        cash: what must be in the machine.
        uncertain: of that, what may be gone: disputed, in doubt, held, and what people have found
            in the bins. A count between `cash - uncertain` and `cash` is not wrong.
        machine_dispensed: the machine's own total of what was taken.
        host_difference: dispensed less machine_dispensed; null where the machine does not count
            from the same close.
        counted: what people counted in the machine, bins as in the books where nobody counted or
            can know what must lie there; null where they counted nothing.
        carried: of what must be in the machine, how much is not in `cash`: a load books the former
            filling's notes in the bins to the vault, whenever people bring them there. Negative
            where they were brought before. Null where nothing was counted.
        cash_difference: how much is over, or (negative) short, also of fillings that were taken
            out; null where nothing was counted.
        open: transactions of this ATM that are held, in doubt, in dispute or in suspense.
        is_held: one is held; a close is refused with atm-busy.
        counters_fit: the HSM's counters are the bank's; a close is refused otherwise.
        envelopes_known: of the envelopes from the first to the last, those that the bank was told
            are in the bin.
        envelopes_pending: deposits at this ATM that nobody has verified.
    """

    number: Annotated[int, Field(ge=1, le=MINOR_MAX)]
    day: DayText
    at_ms: Milliseconds
    since: Hex16 | None
    since_ms: Milliseconds | None
    dispensed: Balance
    loaded: SignedAmount
    corrected: SignedAmount
    cash: SignedAmount
    uncertain: Balance
    machine_dispensed: Balance
    host_difference: SignedAmount | None
    counted: Balance | None
    cash_difference: SignedAmount | None
    open: Notes
    is_held: bool
    counters_fit: bool
    envelopes_known: Notes
    envelopes_pending: Notes
    canisters: Annotated[tuple[BookedCanister, ...], Field(max_length=CANISTER_COUNT_MAX)]
    carried: SignedAmount | None = None
