"""What the clerk is asked before a round is signed, loaded or its results are taken. No Qt."""

from __future__ import annotations

import re
from typing import Final

from hardware.locks.desk.desk import Desk
from hardware.locks.desk.round_plans import Round
from hardware.locks.desk.visits import RoundKind
from kiosk.desk.asking import Ask, Field, Question, Typed, counted
from kiosk.desk.deeds import Deed, Tools
from kiosk.desk.desk_seen import DeskSeen

NAMED_MAX: Final = 12

# What a round is called, and what it does to the doors that it visits.
KINDS: Final[dict[RoundKind, tuple[str, str]]] = {
    RoundKind.INSTALL: ("Install locks", "New locks become this hotel's."),
    RoundKind.DST: ("Clock and staff", "The half-year's visit to each door."),
    RoundKind.REVOKE: ("Revoke staff cards", "Lost and ended cards stop there."),
    RoundKind.AUDIT: ("Read who opened", "The lock's own record, to the desk."),
    RoundKind.OPEN: ("Open a door", "For an empty battery; good for 2 hours."),
    RoundKind.RESYNC: ("Bring a lock level", "For a lock that says AHEAD."),
    RoundKind.REKEY: ("New lock key", "For rooms in which nobody stays."),
    RoundKind.RESEED: ("New card numbers", "For a lock whose card numbers are used up."),
    RoundKind.DECOMMISSION: ("Give a lock back", "The lock forgets this hotel."),
}
_ALL: Final = {RoundKind.INSTALL, RoundKind.DST, RoundKind.REVOKE}
_EMPTY_IS_ALL: Final = "as 101-110, 205; empty for every door that waits for it"
_NAMED: Final = "as 101-110, 205"
_CARDS: Final[dict[RoundKind, str]] = {
    RoundKind.REVOKE: "Only ended cards stop. Nobody else's card changes.",
    RoundKind.DECOMMISSION: "No card of this hotel opens these doors afterwards.",
    RoundKind.RESEED: "No card that was made for these rooms opens them afterwards.",
    RoundKind.REKEY: "No card that was made for these rooms opens them afterwards.",
    RoundKind.RESYNC: "Only the newest card of the room opens it afterwards.",
}
_NO_CARD: Final = "No card changes."
_SPLIT: Final = re.compile(r"[\s,;]+")
_RANGE: Final = re.compile(r"(\d{1,6})-(\d{1,6})")


def plan(kind: RoundKind, rooms: str = "") -> Question:
    """rooms: typed already."""
    name, purpose = KINDS[kind]

    def ask(seen: DeskSeen, typed: Typed) -> Ask:
        numbers, problem = _numbers(seen, typed["rooms"])
        if not numbers and not problem and kind not in _ALL:
            problem = "Which rooms?"

        def work(rooms: tuple[str, ...]) -> Deed:
            return Deed(
                f"Plan: {name}",
                lambda desk, tools: desk.plan(kind, rooms, tools.said, processes=tools.processes),
            )

        return Ask(
            f"Plan a round: {name}",
            "Sign the round",
            None if problem else work(numbers),
            (purpose, *((_doors(numbers),) if numbers else ())),
            (_CARDS.get(kind, _NO_CARD),),
            problem,
            is_grave=kind is RoundKind.DECOMMISSION,
        )

    hint = _EMPTY_IS_ALL if kind in _ALL else _NAMED
    return Question(ask, (Field("rooms", "Rooms", rooms, hint),))


def load(chosen: Round) -> Question:
    def ask(seen: DeskSeen, _: Typed) -> Ask:
        doors = counted(len(chosen.open_rooms), "door", "doors")
        return Ask(
            f"Load round {chosen.number} into the programmer",
            "Load",
            Deed("Load", lambda desk, tools: _load(desk, tools, chosen.number)),
            (
                f"{KINDS[chosen.kind][0]}: {doors}, good until {seen.shown(chosen.good_until)}.",
                "Plug the programmer in and switch it on.",
            ),
            ("It takes the place of what the programmer holds. Take its results first.",),
        )

    return Question(ask)


def take_results() -> Question:
    def ask(_: DeskSeen, __: Typed) -> Ask:
        return Ask(
            "Take the programmer's results",
            "Take results",
            Deed("Take results", _take),
            ("Plug the programmer in and switch it on.",),
            ("It forgets them when they are on this desk's disk.",),
        )

    return Question(ask)


def round_question(act: str, chosen: Round | None) -> Question | None:
    """The question behind a button of the rounds' page; `plan:KIND`, or `plan:KIND:ROOM`."""
    if act == "take-results":
        return take_results()
    if act == "load":
        return None if chosen is None else load(chosen)
    kinds = {f"plan:{kind.value}": kind for kind in RoundKind}
    named, _, room = act.rpartition(":")
    if named in kinds:
        return plan(kinds[named], room)
    return plan(kinds[act]) if act in kinds else None


def _load(desk: Desk, tools: Tools, number: int) -> object:
    with tools.programmer() as line:
        return desk.load_programmer(line, number, tools.said)


def _take(desk: Desk, tools: Tools) -> object:
    with tools.programmer() as line:
        return desk.take_from_programmer(line)


def _doors(numbers: tuple[str, ...]) -> str:
    named = ", ".join(numbers[:NAMED_MAX])
    more = f" and {len(numbers) - NAMED_MAX} more" if len(numbers) > NAMED_MAX else ""
    return f"{counted(len(numbers), 'door', 'doors')}: {named}{more}."


def _numbers(seen: DeskSeen, text: str) -> tuple[tuple[str, ...], str]:
    """Rooms as typed; the other is what is wrong with them."""
    known = [room.number for room in seen.rooms]
    found: list[str] = []
    for word in _SPLIT.split(text.strip()):
        between = _RANGE.fullmatch(word)
        if word in known:
            found.append(word)
        elif between is not None:
            low, high = int(between[1]), int(between[2])
            within = [each for each in known if each.isdecimal() and low <= int(each) <= high]
            if not within:
                return (), f"There are no rooms {word} in this hotel."
            found += within
        elif word:
            return (), f"There is no room {word[:12]} in this hotel."
    return tuple(dict.fromkeys(found)), ""
