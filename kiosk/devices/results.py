"""The three answers to "did it happen?", as values that every caller must match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

from hardware.errors import HardwareError, Outcome

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Done(Generic[T_co]):
    """It happened, and this is what came back."""

    value: T_co


@dataclass(frozen=True, slots=True)
class NotDone:
    """It surely did not happen: refused before any movement, or never sent."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have happened. Ask (record, resolution) before anything else."""

    error: Exception


Result = Done[T] | NotDone | Unknown
Deliver = Callable[[Result[T]], None]  # where a result goes, in the core thread


def attempt(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Result[T]:
    """Run a blocking driver call and say what became of it.

    Only HardwareError is an answer; anything else is a bug and goes through.
    """
    try:
        return Done(call(*args, **kwargs))
    except HardwareError as error:
        if error.outcome is Outcome.NOT_DONE:
            return NotDone(error)
        return Unknown(error)
