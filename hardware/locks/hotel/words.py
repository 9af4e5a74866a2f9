"""What can be said to the simulated hotel: one line, one deed, and what came of it in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from hardware.locks import keycard
from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.refusals import DeskRefusal
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware.memory_map import MAP
from hardware.locks.hotel.doors import Door
from hardware.locks.hotel.hotel import Hotel
from hardware.locks.keycard import GuestCard
from hardware.locks.programmer.visit import Interrupted

WAIT: Final = re.compile(r"(\d{1,4})(m|h|d|w)")
UNITS_S: Final = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
AUDIT_LINES: Final = 10
CUT_MAX: Final = 10_000

HELP: Final = """\
check-in ROOM [NIGHTS]   duplicate ROOM   lost ROOM    extend ROOM NIGHTS   move ROOM TO
check-out ROOM           entered ROOM     escort ROOM
hire NAME                renew NUMBER     staff-lost NUMBER    fire NUMBER
swipe ROOM CARD          cards
plan KIND [ROOM...]      visit ROOM|all   hand-in      kinds: dst revoke rekey resync reseed open
                                                       audit decommission install
cut ROOM BYTES           the power goes when the next card or visit has written so many bytes
batteries ROOM           out, and new ones in         power ROOM      it comes back after a cut
wait 15m|3h|2d|1w        next day         time
lock ROOM   audit ROOM   dump lock ROOM   rooms        staff
backup NAME              restore NAME
expect WORDS             fails unless the answer before has them         help     quit
"""


class BadWords(Exception):
    """This line says nothing that can be done; the message is for whoever typed it."""


class Expected(Exception):
    """The answer before did not have the words that were expected."""


class Words:
    """Takes line after line. say: answers in words; raises BadWords or Expected."""

    def __init__(self, hotel: Hotel) -> None:
        self._hotel = hotel
        self._last = ""
        self._cuts: dict[str, int] = {}
        self._deeds: dict[str, tuple[int, int, Callable[[Sequence[str]], str]]] = {
            # word: least and most further words, deed
            "check-in": (1, 2, self._check_in),
            "duplicate": (1, 1, lambda w: self._card(hotel.desk.duplicate(w[0]))),
            "lost": (1, 1, lambda w: self._card(hotel.desk.lost(w[0]))),
            "extend": (2, 2, lambda w: self._card(hotel.desk.extend(w[0], self._nights(w[1])))),
            "move": (2, 2, lambda w: self._card(hotel.desk.move(w[0], w[1]))),
            "check-out": (1, 1, self._check_out),
            "entered": (1, 1, self._entered),
            "escort": (1, 1, self._escort),
            "hire": (1, 9, lambda w: self._card(hotel.desk.hire(" ".join(w)))),
            "renew": (1, 1, lambda w: self._card(hotel.desk.renew(_number(w[0])))),
            "staff-lost": (1, 1, lambda w: self._card(hotel.desk.staff_lost(_number(w[0])))),
            "fire": (1, 1, self._fire),
            "swipe": (2, 2, self._swipe),
            "cards": (0, 0, self._cards),
            "plan": (1, 20, self._plan),
            "visit": (1, 1, self._visit),
            "hand-in": (0, 0, self._hand_in),
            "cut": (2, 2, self._cut),
            "batteries": (1, 1, self._batteries),
            "power": (1, 1, self._power),
            "wait": (1, 1, self._wait),
            "next": (1, 1, self._next_day),
            "time": (0, 0, lambda _: self._time()),
            "lock": (1, 1, self._lock),
            "audit": (1, 1, self._audit),
            "dump": (2, 2, self._dump),
            "rooms": (0, 0, self._rooms),
            "staff": (0, 0, self._staff),
            "backup": (1, 1, lambda w: f"backup {hotel.back_up(_name(w[0]))} was made"),
            "restore": (1, 1, lambda w: "\n".join(hotel.restore(_name(w[0])))),
            "help": (0, 0, lambda _: HELP.rstrip()),
        }

    def say(self, line: str) -> str:
        """Do it. What the desk or a lock refuses is an answer, too."""
        word, *rest = line.split()
        if word == "expect":
            wanted = " ".join(rest)
            if wanted not in self._last:
                raise Expected(f"expected {wanted!r}, but the answer was:\n{self._last}")
            return ""
        if word not in self._deeds:
            raise BadWords(f"{word!r} is no word here; `help` lists them")
        least, most, deed = self._deeds[word]
        if not least <= len(rest) <= most:
            wants = f"{least}" if least == most else f"{least} to {most}"
            raise BadWords(f"{word!r} wants {wants} words after it; `help` shows which")
        try:
            self._last = deed(rest)
        except DeskRefusal as refusal:
            self._last = f"refused ({refusal.reason.value}): {refusal.words}"
        return self._last

    def _check_in(self, words: Sequence[str]) -> str:
        departure = self._nights(words[1] if len(words) > 1 else "1")
        return self._card(self._hotel.desk.check_in(words[0], None, departure))

    def _check_out(self, words: Sequence[str]) -> str:
        ended = self._hotel.desk.check_out(words[0])
        return f"checked out; the card opens until {ended.opens_until:%a %d %b %H:%M} UTC at most"

    def _card(self, made: CardMade) -> str:
        until = f"{made.opens_until:%a %d %b %Y %H:%M} UTC"
        said = f"{made.card} for {made.holder}, index {made.index}, copy {made.copy}, until {until}"
        return "\n".join((said, *made.advice))

    def _entered(self, words: Sequence[str]) -> str:
        self._hotel.desk.entered(words[0])
        return "done"

    def _escort(self, words: Sequence[str]) -> str:
        self._hotel.desk.escort(words[0])
        return "done"

    def _fire(self, words: Sequence[str]) -> str:
        return f"{self._hotel.desk.fire(_number(words[0])).name} is fired"

    def _nights(self, text: str) -> datetime:
        return self._hotel.desk.departure(f"+{_number(text)}")

    def _swipe(self, words: Sequence[str]) -> str:
        door = self._door(words[0])
        stripe = self._hotel.cards.stripes.get(words[1])
        if stripe is None:
            raise BadWords(f"there is no card {words[1]!r}; `cards` lists them")
        after = self._cuts.pop(words[0], None)
        answer = door.swipe(stripe) if after is None else door.swipe_with_power_cut(stripe, after)
        low = ", batteries low" if answer.battery_low else ""
        low += ", clock in doubt" if answer.is_doubtful else ""
        what = "opens" if answer.opened else "stays closed"
        return f"{words[0]} {what}: {answer.why.name}, {answer.ms} ms{low}"

    def _cards(self, _: Sequence[str]) -> str:
        rows = []
        for name, stripe in self._hotel.cards.stripes.items():
            card = keycard.decode(stripe)
            if isinstance(card, GuestCard):
                rows.append(f"{name}: guest, lock {card.lock}, index {card.index}")
            else:
                rows.append(f"{name}: staff {card.serial}, period {card.period}")
        return "\n".join(rows) or "no card was made yet"

    def _plan(self, words: Sequence[str]) -> str:
        kinds = {each.value: each for each in RoundKind}
        if words[0] not in kinds:
            raise BadWords(f"{words[0]!r} is no kind of round: {', '.join(kinds)}")
        self._hotel.load(kinds[words[0]], tuple(words[1:]))
        doors = ", ".join(each.door.name for each in self._hotel.programmer.jobs())
        return f"the programmer has {words[0]} for {doors}"

    def _visit(self, words: Sequence[str]) -> str:
        names = [each.door.name for each in self._hotel.programmer.jobs()]
        if words[0] != "all":
            self._door(words[0])
            if words[0] not in names:
                return f"the programmer has nothing for {words[0]}"
            names = [words[0]]
        return "\n".join(map(self._visited, names))

    def _visited(self, number: str) -> str:
        door = self._door(number)
        door.cut_power_after(self._cuts.pop(number, None))
        try:
            result = self._hotel.visit(number)
        except Interrupted:
            return f"{number}: the lock was not heard to the end; visit it again"
        finally:
            door.cut_power_after(None)
        why = "" if result.answer.name == "OK" else f" ({result.answer.name})"
        return f"{number}: {result.outcome.name}{why}"

    def _hand_in(self, _: Sequence[str]) -> str:
        taken = self._hotel.hand_in()
        return "\n".join(f"{each.number}: {each.words}" for each in taken) or "nothing to hand in"

    def _cut(self, words: Sequence[str]) -> str:
        self._door(words[0])
        after = _number(words[1])
        if after > CUT_MAX:
            raise BadWords(f"at most {CUT_MAX} bytes")
        self._cuts[words[0]] = after
        return f"the power of {words[0]} will go after {after} bytes"

    def _batteries(self, words: Sequence[str]) -> str:
        self._door(words[0]).lock.new_batteries()
        return f"{words[0]} has new batteries; its clock is in doubt until a visit sets it"

    def _power(self, words: Sequence[str]) -> str:
        self._door(words[0]).lock.power_back()
        return f"{words[0]} has power"

    def _wait(self, words: Sequence[str]) -> str:
        found = WAIT.fullmatch(words[0])
        if found is None:
            raise BadWords("write it as 15m, 3h, 2d or 1w")
        self._hotel.time.pass_s(int(found[1]) * UNITS_S[found[2]])
        return self._time()

    def _next_day(self, words: Sequence[str]) -> str:
        if words[0] != "day":
            raise BadWords("`next day` is what there is")
        time = self._hotel.time
        morning = time.utc().replace(hour=9, minute=0, second=0) + timedelta(days=1)
        time.pass_until(morning)
        return self._time()

    def _time(self) -> str:
        return f"it is {self._hotel.time.utc():%a %d %b %Y %H:%M} UTC"

    def _lock(self, words: Sequence[str]) -> str:
        lock = self._door(words[0]).lock
        if not lock.is_owned:
            return f"{words[0]}: in factory state"
        off = lock.now - self._hotel.now()
        doubt = ", in doubt" if lock.is_doubtful else ""
        return f"{words[0]}: index {lock.index}, clock off by {off} s{doubt}"

    def _audit(self, words: Sequence[str]) -> str:
        entries = self._door(words[0]).lock.audit()[-AUDIT_LINES:]
        return "\n".join(
            f"{each.sequence}: {each.what.name}, {each.who.kind.name.lower()} {each.who.number}, "
            f"{each.count} times"
            for each in entries
        )

    def _dump(self, words: Sequence[str]) -> str:
        if words[0] != "lock":
            raise BadWords("`dump lock ROOM` is what there is")
        ram = self._door(words[1]).lock.ram()
        rows = [
            f"{each.offset:6} {each.name:16} {ram[each.offset : each.end][:16].hex()}"
            for each in MAP
            if each.purpose
        ]
        values = [_value(each) for each in self._hotel.cards.stripes.values()]
        found = sum(each in ram for each in values)
        return "\n".join((*rows, f"values of {len(values)} cards that lie in it: {found}"))

    def _rooms(self, _: Sequence[str]) -> str:
        rows = (
            f"{room.number}: {room.door.value}, "
            + (f"index {room.stay.index}" if room.stay else "vacant")
            + (", escort next" if room.needs_escort else "")
            for room in self._hotel.desk.rooms()
        )
        return "\n".join(rows)

    def _staff(self, _: Sequence[str]) -> str:
        rows = (f"{m.serial}: {m.name}, {m.state.value}" for m in self._hotel.desk.staff())
        return "\n".join(rows) or "nobody works here yet"

    def _door(self, number: str) -> Door:
        if number not in self._hotel.doors:
            rooms = ", ".join(self._hotel.doors)
            raise BadWords(f"there is no room {number!r}; there are {rooms}")
        return self._hotel.doors[number]


def _value(stripe: bytes) -> bytes:
    card = keycard.decode(stripe)
    return card.x if isinstance(card, GuestCard) else card.c


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise BadWords(f"{text[:12]!r} is no number")
    return int(text)


def _name(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]{1,20}", text):
        raise BadWords("a backup's name is small letters, digits and '-'")
    return text
