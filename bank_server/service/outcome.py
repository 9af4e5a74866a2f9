"""A use case's answer when it is no: one named problem and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

from bank_server.contract.problems import ProblemCode


@unique
class StaffCode(StrEnum):
    """Refusals that only the staff listener gives, beside ProblemCode."""

    NOT_STAFF = "not-staff"
    NOT_YOUR_DUTY = "not-your-duty"
    SAME_PERSON = "same-person"
    EXISTS = "exists"
    NOT_POSSIBLE = "not-possible"


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    Attributes:
        title: for a person; names what was wrong, never the value that was.
        retry_after_s: set where the same request may be sent again.
    """

    code: ProblemCode | StaffCode
    title: str
    retry_after_s: int | None = None
