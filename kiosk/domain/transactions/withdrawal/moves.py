"""Moves that several states share, and how long each thing is waited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.crypto.record import Record, TxnOutcome
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.transactions.withdrawal.effects import (
    CancelHsm,
    Effect,
    GetRecord,
    Halt,
    News,
    Settle,
    Tell,
    WriteResult,
)
from kiosk.domain.transactions.withdrawal.job import Denial, Job
from kiosk.domain.transactions.withdrawal.states import (
    Cancelling,
    Picking,
    Presented,
    Presenting,
    Recording,
    Settling,
    State,
    Stuck,
)

POLL_DELAYS_S: Final = (0.0, 0.002, 0.004, 0.008, 0.016, 0.032, 0.05)
HSM_RETRY_S: Final = (0.0, 0.05, 0.1, 0.25, 0.5, 1.0)
BANK_RETRY_S: Final = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
SILENCES_BEFORE_WORRY: Final = 4  # then the customer is told that we are checking
TRIES_BEFORE_UNSURE: Final = 40  # longer than notes lie at the shutter; then nobody waits for it


@dataclass(frozen=True, slots=True)
class Step:
    state: State
    effects: tuple[Effect, ...] = ()


def cancelling(txid: bytes, job: Job | None, denial: Denial, *, commanded: bool) -> Step:
    return Step(Cancelling(txid, job, denial, commanded), (CancelHsm(txid, 0.0),))


def recording(job: Job | None, final: Record, denial: Denial | None) -> Step:
    why = denial if final.outcome is TxnOutcome.VOID else None
    return Step(Recording(job, final, why), (WriteResult(final.txid, final),))


def settling(txid: bytes, final: Record) -> Step:
    return Step(Settling(txid, final), (Settle(txid, final, 0.0),))


def stuck(txid: bytes, why: str) -> Step:
    return Step(Stuck(txid, why), (Tell(Halt(why)),))


def silent(before: Picking | Presenting | Presented, after: State) -> Step:
    silences = before.silences + 1
    worry = worries(silences)
    return Step(after, (*worry, GetRecord(before.job.txid, pause(HSM_RETRY_S, silences))))


def worries(tries: int) -> tuple[Tell, ...]:
    """What the customer hears of an HSM that was told to pay and does not answer."""
    if tries == SILENCES_BEFORE_WORRY:
        return (Tell(News.CHECKING),)
    return (Tell(News.UNSURE),) if tries == TRIES_BEFORE_UNSURE else ()


def poll(txid: bytes, polls: int) -> GetRecord:
    return GetRecord(txid, pause(POLL_DELAYS_S, polls))


def pause(delays: tuple[float, ...], tries: int) -> float:
    return delays[min(tries, len(delays) - 1)]


def counted(job: Job, counts: dict[int, int]) -> tuple[CanisterNotes, ...]:
    """A record's counts by canister, as notes of the job's denominations."""
    return tuple(
        CanisterNotes(line.canister, line.denomination, counts[line.canister])
        for line in job.notes
        if counts.get(line.canister, 0) > 0
    )
