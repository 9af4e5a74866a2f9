"""What stands on each page, as plain values for QML: texts, and buttons with their acts."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from hardware.locks.desk.revocations import Revocation, grouped
from hardware.locks.desk.rooms import DoorState, Room
from hardware.locks.desk.round_plans import Round
from hardware.locks.desk.staff import StaffMember, StaffState
from kiosk.desk.asking import counted
from kiosk.desk.desk_rows import RoomTile
from kiosk.desk.desk_seen import DeskSeen
from kiosk.desk.looks import WORDS, Look, look_of, member_words, remarks, round_words
from kiosk.desk.round_questions import KINDS

Shown = dict[str, object]

ALL_FLOORS: Final = -1
LEGEND: Final = (Look.FREE, Look.LET, Look.WAITING, Look.OVERDUE, Look.ESCORT)
_DAY: Final = "%d %b"
_LOCKS: Final = {
    DoorState.PLANNED: "not installed yet",
    DoorState.INSTALLED: "installed",
    DoorState.GONE: "given back",
}


def top(seen: DeskSeen) -> Shown:
    return {"hotel": seen.facts.name, "clerk": seen.clerk, "moment": seen.shown(seen.at)}


def floors(seen: DeskSeen, chosen: int) -> list[Shown]:
    by_floor = Counter(room.floor for room in seen.rooms)
    free = Counter(room.floor for room in seen.rooms if room.stay is None)
    rows = [_floor(ALL_FLOORS, "All floors", free.total(), by_floor.total(), chosen)]
    rows += [
        _floor(floor, f"Floor {floor}", free[floor], by_floor[floor], chosen)
        for floor in sorted(by_floor)
    ]
    return rows


def legend(seen: DeskSeen) -> list[Shown]:
    count = Counter(look_of(room, seen.at) for room in seen.rooms)
    others = [look for look in Look if look not in LEGEND and count[look]]
    return [
        {"look": look.value, "word": WORDS[look], "count": count[look]}
        for look in (*LEGEND, *others)
    ]


def tiles(seen: DeskSeen, floor: int, search: str) -> list[RoomTile]:
    """Those of a floor; with something searched, those of all whose number begins like it."""
    wanted = search.casefold()
    if not wanted:
        return [_tile(room, seen) for room in seen.rooms if floor in (ALL_FLOORS, room.floor)]
    found = [room for room in seen.rooms if room.number.casefold().startswith(wanted)]
    # The room that was meant by all of it comes first.
    found.sort(key=lambda room: room.number.casefold() != wanted)
    return [_tile(room, seen) for room in found]


def room_page(room: Room, seen: DeskSeen) -> Shown:
    look = look_of(room, seen.at)
    stay = room.stay
    lines: list[tuple[str, str]] = [("Floor", str(room.floor)), ("Lock", _LOCKS[room.door])]
    if stay is not None:
        lines += [
            ("Guest", stay.guest or "no name kept"),
            ("Arrived", seen.shown(stay.arrived)),
            ("Departs", seen.shown(stay.departs)),
            ("Cards", counted(stay.copies + 1, "card", "cards")),
        ]
    if room.gap:
        lines.append(("Not seen to open", counted(room.gap, "card", "cards")))
    return {
        "number": room.number,
        "look": look.value,
        "word": WORDS[look],
        "lines": [{"name": name, "text": text} for name, text in lines],
        "remarks": list(remarks(room, seen.at)),
        "actions": _room_actions(room, seen.at),
    }


def staff_page(seen: DeskSeen, chosen: StaffMember | None) -> Shown:
    people = [each for each in seen.staff if each.state is not StaffState.UNKNOWN]
    return {
        "members": [
            {
                "serial": each.serial,
                "name": each.name,
                "word": member_words(each),
                "works": each.state is StaffState.WORKS,
                "urgent": each.needs_renewal,
                "until": "" if each.opens_until is None else seen.shown(each.opens_until),
                "chosen": each == chosen,
            }
            for each in people
        ],
        "skipped": _skipped(len(seen.staff) - len(people)),
        "chosen": "" if chosen is None else f"{chosen.name}, card {chosen.serial}",
        "actions": [] if chosen is None else _member_actions(chosen),
        "unknown": not seen.is_staff_checked,
        "revocations": [_revocation(each) for each in grouped(seen.revocations)],
    }


def rounds_page(seen: DeskSeen, chosen: Round | None) -> Shown:
    return {
        "kinds": [
            {"act": f"plan:{kind.value}", "label": name, "hint": purpose}
            for kind, (name, purpose) in KINDS.items()
        ],
        "rounds": [
            {
                "number": each.number,
                "name": KINDS[each.kind][0],
                "word": round_words(each, seen.at),
                "until": seen.shown(each.good_until),
                "open": bool(each.open_rooms) and each.good_until > seen.at,
                "chosen": each == chosen,
            }
            for each in seen.rounds
        ],
        "canLoad": chosen is not None and bool(chosen.open_rooms) and chosen.good_until > seen.at,
        "chosen": 0 if chosen is None else chosen.number,
        "doors": _doors(seen),
        "doorCount": len(seen.doors),
    }


def safety_page(seen: DeskSeen) -> Shown:
    entries = [
        {
            "number": entry.number,
            "at": seen.shown(datetime.fromisoformat(entry.at)),
            "who": entry.who,
            "deed": entry.deed,
            "told": ", ".join(f"{name} {value}" for name, value in entry.told),
        }
        for entry in reversed(seen.log)
    ]
    return {
        "actions": [
            _action("back-up", "Back up", "Everything, encrypted, into one file.", is_main=True),
            _action("shares", "New papers", "Three papers for the safe; the old ones end."),
            _action("join-shares", "Try two papers", "Whether two papers fit each other."),
            _action("verify-log", "Verify the log", "Whether an entry was changed or is missing."),
        ],
        "log": entries,
    }


def _floor(floor: int, name: str, free: int, count: int, chosen: int) -> Shown:
    return {
        "floor": floor,
        "name": name,
        "detail": f"{free} of {count} free",
        "chosen": floor == chosen,
    }


def _tile(room: Room, seen: DeskSeen) -> RoomTile:
    look = look_of(room, seen.at)
    detail = ""
    if room.stay is not None:
        zone = seen.facts.hours.zone
        detail = f"until {room.stay.departs.astimezone(zone).strftime(_DAY)}"
    spoken = ", ".join(each for each in (f"Room {room.number}", WORDS[look], detail) if each)
    return RoomTile(room.number, look.value, WORDS[look], detail, spoken)


def _room_actions(room: Room, at: datetime) -> list[Shown]:
    if room.stay is None:
        found = [_action("check-in", "Check in", "A guest arrives.", is_main=True)]
    else:
        is_over = room.stay.departs <= at
        later = _action(
            "extend", "Later departure", "The same guest stays longer.", is_main=is_over
        )
        found = [
            _action("duplicate", "Another card", "For the same stay.", is_main=not is_over),
            later,
            _action("lost", "Lost card", "A new card; the lost one stops.", is_grave=True),
            _action("move", "Move", "To another room."),
            _action("check-out", "Check out", "The guest leaves."),
        ]
        if is_over:
            found = [later, found[-1]]
        if room.gap:
            found.append(_action("entered", "Seen in the room", "The card has opened the door."))
    if room.door is not DoorState.PLANNED:
        found.append(_action("audit", "Who opened", "As the lock told when it was last read."))
    if room.needs_escort:
        found.insert(0, _action("escort", "Go along", "With the next card, to see it open."))
    return found


def _member_actions(member: StaffMember) -> list[Shown]:
    if member.state is not StaffState.WORKS:
        return []
    return [
        _action("renew", "Renew", "For the next time.", is_main=True),
        _action("staff-card", "Card again", "It failed or is worn out."),
        _action("staff-lost", "Lost card", "A new card; the lost one stops.", is_grave=True),
        _action("fire", "End the card", "The person leaves.", is_grave=True),
    ]


def _skipped(count: int) -> str:
    if not count:
        return ""
    return f"The restore revoked {counted(count, 'place', 'places')}, which nobody here has."


def _revocation(group: tuple[Revocation, ...]) -> Shown:
    one = group[0]
    total = one.done + one.outstanding
    title = f"Card {one.serial} of {one.name}"
    if one.is_of_restore:
        title = f"{counted(len(group), 'place', 'places')} that the restore revoked"
    return {
        "title": title,
        "progress": f"{one.done} of {counted(total, 'door', 'doors')} done",
        "share": one.done / total if total else 1.0,
        "floors": [
            {
                "name": f"Floor {floor.floor}",
                "text": "all done" if not floor.outstanding else ", ".join(floor.outstanding),
                "done": not floor.outstanding,
            }
            for floor in one.floors
        ],
    }


def _doors(seen: DeskSeen) -> list[Shown]:
    """Floor after floor: each door with what waits there."""
    found: list[Shown] = []
    for floor in sorted({door.floor for door in seen.doors}):
        doors = [door for door in seen.doors if door.floor == floor]
        found.append(
            {
                "isFloor": True,
                "name": f"Floor {floor}",
                "text": counted(len(doors), "door", "doors"),
            }
        )
        for door in doors:
            waits = [f"round {number}" for number in door.rounds]
            text = ", ".join((*waits, *(f"needs {each}" for each in door.needs)))
            found.append({"isFloor": False, "name": door.number, "text": text})
    return found


def _action(
    act: str, label: str, hint: str, *, is_main: bool = False, is_grave: bool = False
) -> Shown:
    return {"act": act, "label": label, "hint": hint, "isMain": is_main, "isGrave": is_grave}
