"""Item 1: what the machine is like now, line by line; everybody may read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.staff_page import Cell, Line, Moment, Mood, StaffPage, Word
from kiosk.domain.supervisor import Conditions, Device, Mode, Service

FAULT_COUNT_MAX: Final = 10


@dataclass(frozen=True, slots=True)
class CanisterFacts:
    """What the HSM's newest record says of one canister; left is None before there is one."""

    number: int
    denomination: Money
    left: int | None
    gives: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """One of the last faults that the journal has."""

    utc_ms: int
    device: str
    code: str


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """
    Attributes:
        low_under: a canister with fewer notes is low.
        queue: transactions and loads that wait for the bank's word.
        faults: the newest first.
    """

    service: Service
    conditions: Conditions
    canisters: Sequence[CanisterFacts]
    low_under: int
    queue: int
    faults: Sequence[Fault]


def page(facts: StatusFacts) -> StaffPage:
    return StaffPage(Word("menu.1"), lines=tuple(_lines(facts)))


def _lines(facts: StatusFacts) -> Iterator[Line]:
    service, now = facts.service, facts.conditions
    mood = Mood.GOOD if service.serves else Mood.WARN
    mode = Word(f"mode.{service.mode.value}")
    yield Line(Word("status.service"), (mode,), Mood.PLAIN if service.mode is Mode.OFF else mood)
    for reason in service.reasons:
        yield Line(reason.value, (Word(f"reason.{reason.value}"),), Mood.WARN)
    for device in Device:
        if device is Device.RECEIPT_PRINTER and not now.printer:
            continue
        is_there = device in now.present
        yield _line(Word(f"device.{device.value}"), "status.answers", "status.away", holds=is_there)
    yield _line(Word("status.link"), "status.answers", "status.away", holds=now.link_up)
    for canister in facts.canisters:
        yield _canister(canister, facts.low_under)
    if now.printer:
        yield _line(
            Word("status.receipts"), "status.can-print", "status.cannot", holds=now.receipts
        )
    yield _line(Word("status.safe"), "status.closed", "status.open", holds=not now.door_open)
    yield _line(Word("status.envelopes"), "status.room", "status.full", holds=now.envelope_room)
    yield _line(Word("status.pad"), "status.whole", "status.tampered", holds=not now.tampered)
    yield Line(Word("status.queue"), (facts.queue,), Mood.WARN if facts.queue else Mood.GOOD)
    for fault in facts.faults[:FAULT_COUNT_MAX]:
        yield Line(Moment(fault.utc_ms), (f"{fault.device} {fault.code}",), Mood.FAINT)


def _line(name: Cell, good: str, bad: str, *, holds: bool) -> Line:
    return Line(name, (Word(good if holds else bad),), Mood.GOOD if holds else Mood.BAD)


def _canister(canister: CanisterFacts, low_under: int) -> Line:
    name = Word("status.canister", (canister.number,))
    if canister.left is None:
        return Line(name, (canister.denomination, None), Mood.FAINT)
    mood = Mood.GOOD
    if not canister.gives or not canister.left:
        mood = Mood.BAD
    elif canister.left < low_under:
        mood = Mood.WARN
    return Line(name, (canister.denomination, canister.left), mood)
