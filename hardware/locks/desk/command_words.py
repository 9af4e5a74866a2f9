"""What the desk's commands print: lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from hardware.locks.desk.audits import AuditLine, AuditRead
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.desk_log import LogEntry
from hardware.locks.desk.doors_to_visit import DoorToVisit
from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.restoring import Restored
from hardware.locks.desk.revocations import Revocation, grouped
from hardware.locks.desk.rooms import DoorState, Room
from hardware.locks.desk.round_plans import Round
from hardware.locks.desk.round_results import VisitTaken
from hardware.locks.desk.set_up import HotelPlan, Paper
from hardware.locks.desk.staff import StaffMember, StaffState
from hardware.locks.desk.visits import RoundKind

SKIPPED: Final = "revoked by the restore, in case somebody got one after the backup"


def papers(found: Iterable[Paper]) -> list[str]:
    return [line for paper in found for line in (paper.title, *paper.rows, "")]


def set_up(plan: HotelPlan) -> list[str]:
    whole = f"{plan.name}: {counted(len(plan.rooms), 'room')}."
    return [
        f"{whole} Put each paper into an envelope and a safe of its own; they are not shown again.",
        "Next: `plan install` for the locks, and a `backup`.",
    ]


def rooms(desk: Desk, found: Sequence[Room]) -> list[str]:
    return [_room(desk, each) for each in found]


def _room(desk: Desk, room: Room) -> str:
    stay = "vacant"
    if room.stay is not None:
        name = room.stay.guest or "a guest"
        stay = f"{name} until {desk.hotel.hours.shown(room.stay.departs)}"
        if room.stay.copies:
            stay += f", {room.stay.copies} duplicates"
        if room.stay.departs <= desk.now():
            stay += ", is over"
    notes = [
        words
        for words, holds in {
            "no lock yet": room.door is DoorState.PLANNED,
            "lock taken out": room.door is DoorState.GONE,
            "next card needs an escort": room.needs_escort,
            "the last card may not have been made: make it again": room.has_unknown_card,
            "the lock's memory was changed": room.is_altered,
        }.items()
        if holds
    ]
    tail = f"  [{'; '.join(notes)}]" if notes else ""
    return f"{room.number:>8}  floor {room.floor:<3} {stay}{tail}"


def card(desk: Desk, made: CardMade) -> list[str]:
    hours = desk.hotel.hours
    copy = f", duplicate {made.copy}" if made.copy else ""
    dates = f"from {hours.shown(made.opens_from)} until {hours.shown(made.opens_until)}"
    return [f"{made.card}: {made.holder}, {dates}{copy}", *(f"{each}." for each in made.advice)]


def staff(desk: Desk, found: Sequence[StaffMember]) -> list[str]:
    people = [each for each in found if each.state is not StaffState.UNKNOWN]
    lines = [_member(desk, each) for each in people] or ["Nobody has been hired yet."]
    if skipped := len(found) - len(people):
        lines.append(f"        {counted(skipped, 'place')} of nobody here: {SKIPPED}")
    return lines


def fired(desk: Desk, person: StaffMember) -> list[str]:
    """What the ended card still opens: the truth also where no lock is, or its time is over."""
    lines = [f"{person.name} ({person.serial}) does not work here any more."]
    # Their staff tables were made when the card was good.
    lines += [
        f"Round {each.number} would install locks that know the card: `plan install` anew."
        for each in desk.rounds()
        if each.kind is RoundKind.INSTALL and each.open_rooms and each.good_until > desk.now()
    ]
    left = next((each for each in desk.revocations() if each.serial == person.serial), None)
    until = person.opens_until
    if left is None:
        return [*lines, "No lock is installed, so the card opens no door and nobody has to go."]
    doors = counted(left.outstanding, "door")
    if until is not None and until <= desk.now():
        return [*lines, f"Its time is over. `plan revoke` ({doors}) makes its place free again."]
    over = "" if until is None else f", and none after {desk.hotel.hours.shown(until)}"
    opens = f"The card opens {doors} until somebody has been there{over}"
    return [*lines, f"{opens}: `plan revoke` makes the round."]


def counted(count: int, one: str) -> str:
    """`1 door`, `2 doors`."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def _member(desk: Desk, member: StaffMember) -> str:
    if member.state is not StaffState.WORKS:
        return f"{member.serial:>6}  {member.name:32} card ended ({member.state.value})"
    if member.opens_until is None:
        return f"{member.serial:>6}  {member.name:32} no card yet: `staff-card {member.serial}`"
    until = desk.hotel.hours.shown(member.opens_until)
    if member.needs_renewal:
        return f"{member.serial:>6}  {member.name:32} over since {until}: `renew {member.serial}`"
    return f"{member.serial:>6}  {member.name:32} until {until}"


def revocations(found: Sequence[Revocation]) -> list[str]:
    lines = []
    for group in grouped(found):
        each = group[0]
        whole = each.done + each.outstanding
        who = f"{each.name} ({each.serial}, {each.state})"
        if each.is_of_restore:
            who = f"{counted(len(group), 'place')} of nobody here, {SKIPPED}"
        lines.append(f"{who}: {each.done} of {counted(whole, 'door')} done")
        lines += [
            f"  floor {floor.floor}: {', '.join(floor.outstanding)}"
            for floor in each.floors
            if floor.outstanding
        ]
    return lines or ["No revoked card opens any door that the desk knows of."]


def rounds(desk: Desk, found: Sequence[Round]) -> list[str]:
    return [_round(desk, each) for each in found] or ["No round was planned yet."]


def planned(desk: Desk, made: Round) -> list[str]:
    return [
        _round(desk, made),
        *(f"{each}." for each in made.advice),
        f"Into the programmer: `load {made.number} PORT`. What it brings: `results PORT`.",
    ]


def _round(desk: Desk, each: Round) -> str:
    left = len(each.open_rooms)
    good = f"good until {desk.hotel.hours.shown(each.good_until)}"
    if left and each.good_until <= desk.now():
        good = "over: plan a new one for what is left"
    failed = f", {each.failed} not done" if each.failed else ""
    return (
        f"Round {each.number}, {each.kind.value}: {each.done} doors done{failed}, {left} left"
        + (f"; {good}" if left else "")
    )


def doors(found: Sequence[DoorToVisit]) -> list[str]:
    lines = []
    floor: int | None = None
    for each in found:
        if each.floor != floor:
            floor = each.floor
            lines.append(f"floor {floor}")
        held = [f"round {number}" for number in each.rounds]
        lines.append(f"  {each.number:>8}  {', '.join((*held, *each.needs))}")
    return lines or ["Nothing waits at any door."]


def taken(found: Sequence[VisitTaken]) -> list[str]:
    lines = [
        f"{each.number or '?':>8}  {each.kind.value if each.kind else '':12} {each.words}"
        for each in found
    ]
    return lines or ["The programmer brought no results."]


def audit(desk: Desk, found: AuditRead) -> list[str]:
    if found.read_at is None:
        return [f"The audit of {found.number} was never read: `plan audit {found.number}`."]
    read = f"Read on {desk.hotel.hours.shown(found.read_at)}."
    return [*(_entry(desk, each) for each in found.lines), read]


def _entry(desk: Desk, line: AuditLine) -> str:
    often = f", {line.count} times" if line.count > 1 else ""
    if line.until > line.at:
        often += f" until {desk.hotel.hours.shown(line.until)}"
    doubt = ", clock doubtful" if line.is_doubtful else ""
    return f"{desk.hotel.hours.shown(line.at)}  {line.what:32} {line.who}{often}{doubt}"


def restored(found: Restored) -> list[str]:
    return [
        f"Backup {found.number} is back; {found.skipped} cards of every room were skipped.",
        *(f"{place}. {each}." for place, each in enumerate(found.advice, 1)),
    ]


def log(entries: Sequence[LogEntry]) -> list[str]:
    return [
        f"{each.number:>6}  {each.at}  {each.who:12} {each.deed:18} "
        + " ".join(f"{name}={value}" for name, value in each.told)
        for each in entries
    ]
