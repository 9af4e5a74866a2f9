"""What is known of a deposit's envelope: the slot's word, the answer, and what people found."""

from __future__ import annotations

from dataclasses import dataclass

from bank_server.contract.money import Money
from bank_server.contract.operations import DepositState, EnvelopeResult


@dataclass(frozen=True, slots=True)
class Envelope:
    """
    Attributes:
        result: what the kiosk reported; None until it has.
        number: what the slot counted this envelope as; None if it said none.
        answer: what the report was answered with.
        found: what people found in it and credited; zero where they credited nothing, None until
            they have decided. Zero may become more when the envelope turns up after all.
        ended_ms: when they decided last.
        alone: who credited it on their own word; None where two people did, or nothing was.
    """

    result: EnvelopeResult | None = None
    number: int | None = None
    answer: DepositState | None = None
    found: Money | None = None
    ended_ms: int | None = None
    alone: str | None = None

    def __post_init__(self) -> None:
        assert (self.result is None) == (self.answer is None), "each report has its answer"

    def is_reported_as(self, result: EnvelopeResult, number: int | None) -> bool:
        """Whether this report is the one that came before. Only a number of what is in the bin says
        something."""
        is_same = self.result is result
        return is_same and (result is not EnvelopeResult.ACCEPTED or self.number == number)

    @property
    def was_rejected(self) -> bool:
        """Whether people have once credited nothing, and not yet anything."""
        return self.found is not None and not self.found.is_payable
