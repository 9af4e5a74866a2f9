"""heartbeats: the kiosk's state goes in; the bank's time and orders come back."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, field_validator

from bank_server.contract.message import (
    CANISTER_COUNT_MAX,
    NOTE_COUNT_MAX,
    SEQ_MAX,
    Canister,
    Hex16,
    Message,
    Milliseconds,
    Request,
    ascending,
)
from bank_server.contract.operations import ServiceCommand, ServiceState

REASON_COUNT_MAX: Final = 32
RUN_COUNT_MAX: Final = 8
TEST_ALARM: Final = "TEST-ALARM"  # among the reasons: staff at the machine try the way to the bank
DOOR_ALARM: Final = "OOS-21"  # among the reasons: nobody can vouch for the service door
UINT32_MAX: Final = 2**32 - 1

ReasonCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]{0,23}$", max_length=24)]


class CanisterCounter(Message):
    """What the kiosk believes is in one canister, from the HSM's last record."""

    canister: Canister
    load: Annotated[int, Field(ge=0, le=UINT32_MAX)]
    next: Annotated[int, Field(ge=0, le=UINT32_MAX)]
    left: Annotated[int, Field(ge=0, le=NOTE_COUNT_MAX)]


class Beat(Message):
    """Which heartbeat it is, so that one that comes late is not taken for news.

    Attributes:
        run: 16 random bytes that name one run of the kiosk's process, drawn at its start.
        number: of the heartbeat within that run.
        before: the last runs over the same journal, as it names them, oldest first.
    """

    run: Hex16
    number: Annotated[int, Field(ge=1, le=SEQ_MAX)]
    before: Annotated[tuple[Hex16, ...], Field(max_length=RUN_COUNT_MAX)]


class HeartbeatRequest(Request["HeartbeatReply"]):
    """
    Attributes:
        beat: None if the kiosk does not count its heartbeats.
    """

    state: ServiceState
    reasons: Annotated[tuple[ReasonCode, ...], Field(max_length=REASON_COUNT_MAX)]
    counters: Annotated[tuple[CanisterCounter, ...], Field(max_length=CANISTER_COUNT_MAX)]
    software: Annotated[str, Field(pattern=r"^[0-9A-Za-z.+_-]{1,64}$", max_length=64)]
    beat: Beat | None = None

    @field_validator("reasons")
    @classmethod
    def _distinct(cls, reasons: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(reasons)) != len(reasons):
            raise ValueError("a reason is named twice")
        return reasons

    @field_validator("counters")
    @classmethod
    def _ascending(cls, counters: tuple[CanisterCounter, ...]) -> tuple[CanisterCounter, ...]:
        if not ascending([line.canister for line in counters]):
            raise ValueError("canisters are not strictly ascending")
        return counters


class Restored(Message):
    """The ATM is to tell again whatever was done after this entry of its journal.

    Attributes:
        name: of the restoration; nonce of the STATUS record that ends the telling.
        acked: not where the journal is kept up to now, but where it was in the backup.
    """

    name: Hex16
    acked: Annotated[int, Field(ge=0, le=SEQ_MAX)]


class HeartbeatReply(Message):
    """
    Attributes:
        journal_seq: up to where the bank keeps the journal of the anchor's key.
        restored: the bank was restored from a backup and waits for this ATM; null: it does not.
    """

    time_ms: Milliseconds
    journal_seq: Annotated[int, Field(ge=0, le=SEQ_MAX)]
    commands: Annotated[tuple[ServiceCommand, ...], Field(max_length=len(ServiceCommand))]
    restored: Restored | None = None
