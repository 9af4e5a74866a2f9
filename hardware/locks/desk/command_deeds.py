"""What each of the desk's commands does, prints and answers."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from hardware.locks.desk import command_output, moving, typed_answers, typed_papers
from hardware.locks.desk import command_words as words
from hardware.locks.desk.backups import number_of
from hardware.locks.desk.command_arguments import RENEWALS
from hardware.locks.desk.command_papers import show_again, show_first
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.local_hours import minute_of
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import planned_rooms
from hardware.locks.desk.set_up import HotelPlan, is_broken_off
from hardware.locks.desk.stripe_writer import CardFolder, StripeWriter
from hardware.locks.desk.visits import RoundKind
from hardware.locks.desk.writer_line import SerialStripeWriter
from hardware.locks.programmer.desk_end import ProgrammerLine
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort

DONE, REFUSED, CANNOT = 0, 1, 2

_HEIGHT: Final = 15
_HEIGHT_SMALL: Final = 5
_CLERK_LENGTH_MAX: Final = 40

Chosen = argparse.Namespace


def now() -> datetime:
    return datetime.fromtimestamp(time.time_ns() // 1_000_000_000, UTC)


def _clerk(chosen: Chosen) -> str:
    name: str = chosen.clerk or getpass.getuser()
    if not name.isprintable() or not 1 <= len(name) <= _CLERK_LENGTH_MAX:
        raise DeskRefusal(Reason.WRONG_INPUT, "--as takes a name of 1 to 40 printable characters")
    return name


def _desk(chosen: Chosen) -> Desk:
    cards = chosen.cards or chosen.state / "cards"
    writer: StripeWriter = CardFolder(cards, getattr(chosen, "card", None))
    if chosen.writer is not None and hasattr(chosen, "card"):
        writer = SerialStripeWriter(_link(chosen.writer))
    return Desk(chosen.state, writer, now, os.urandom, clerk=_clerk(chosen))


def _say(lines: Sequence[str]) -> int:
    command_output.say(lines)
    return DONE


def _told(*lines: str) -> int:
    return _say(lines)


def _progress(what: str) -> Callable[[int, int], None]:
    """On the error output, a line that is written over; nothing where nobody looks."""

    def said(done: int, of: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{what}: {done} of {of}" + ("\n" if done >= of else ""))

    return said


def set_up(chosen: Chosen) -> int:
    plan = HotelPlan(
        hotel=chosen.hotel,
        name=chosen.name,
        rooms=planned_rooms(chosen.rooms),
        zone=chosen.zone,
        check_out_minute=minute_of(chosen.check_out),
        renewal=RENEWALS[chosen.renewal],
        signing_height=_HEIGHT_SMALL if chosen.small else _HEIGHT,
    )
    if is_broken_off(chosen.state):
        sys.stderr.write(
            "desk: A set-up was broken off here, and begins again. What papers it showed are "
            "worth nothing: destroy them.\n"
        )
    Desk.set_up(
        chosen.state,
        plan,
        now(),
        os.urandom,
        clerk=_clerk(chosen),
        written_down=show_first,
    )
    with _desk(chosen) as desk:
        processes = os.cpu_count() or 1
        desk.prepare_signing(_progress("signing key"), processes=processes)
        if not chosen.small:
            desk.prepare(_progress("rooms"))
    try:
        # Whoever reads no longer may have missed a paper, too: a pipe takes more than is read.
        command_output.show_all(words.set_up(plan))
    except command_output.NotShown:
        raise DeskRefusal(
            Reason.PAPERS,
            "The hotel is set up, but whoever read this stopped before its end. If a paper is "
            f"missing, delete {chosen.state} and set up again: nothing was issued yet",
        ) from None
    return DONE


def rooms(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        found = [desk.room(chosen.room)] if chosen.room else desk.rooms()
        return _say(words.rooms(desk, found))


def with_card(act: Callable[[Desk, Chosen], CardMade]) -> Callable[[Chosen], int]:
    def run_it(chosen: Chosen) -> int:
        with _desk(chosen) as desk:
            return _say(words.card(desk, act(desk, chosen)))

    return run_it


def check_out(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        ended = desk.check_out(chosen.room)
        until = desk.hotel.hours.shown(ended.opens_until)
    return _told(
        f"Room {ended.number} is vacant. Take the cards back: they open until {until}, or "
        "until the next guest has entered.",
    )


def entered(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        desk.entered(chosen.room)
    return _told(f"Noted: the present guest's card has opened {chosen.room}.")


def closed(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        found = desk.closed(chosen.room, " ".join(chosen.code))
    if found.index == found.newest:
        used = f"Its newest card, {found.index}, has opened it."
    else:
        used = f"The newest card that has opened it is {found.index} of {found.newest}."
    again = " That was told before." if found.is_repeated else ""
    return _told(f"{found.number} was shut after opening {found.openings}.{again} {used}")


def escort(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        desk.escort(chosen.room)
    return _told(
        f"The next new card for {chosen.room} is made although many went unused. Somebody goes "
        "along with it; if the door opens, `entered` says so.",
    )


def staff(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        if chosen.checked:
            desk.staff_checked()
        return _say(words.staff(desk, desk.staff()))


def fire(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        return _say(words.fired(desk, desk.fire(chosen.number)))


def revocations(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        return _say(words.revocations(desk.revocations()))


def plan(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        if chosen.kind is None:
            return _say(words.rounds(desk, desk.rounds()))
        made = desk.plan(
            RoundKind(chosen.kind),
            chosen.rooms,
            _progress("signing key"),
            processes=os.cpu_count() or 1,
        )
        return _say(words.planned(desk, made))


def doors(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        return _say(words.doors(desk.doors()))


def load(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        desk.round(chosen.round)  # before a port is opened for nothing
        line = _line(chosen.port)
        count = desk.load_programmer(line, chosen.round, _progress("programmer"))
    return _told(f"The programmer holds {count} doors of round {chosen.round}.")


def results(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        taken = desk.take_from_programmer(_line(chosen.port))
    _say(words.taken(taken))
    return DONE if all(each.is_done and not each.is_altered for each in taken) else REFUSED


def _line(port: str) -> ProgrammerLine:
    return ProgrammerLine(_link(port))


def _link(port: str) -> Link:
    return Link(SerialPort(port), monotonic=time.monotonic, first_seq=os.urandom(1)[0])


def audit(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        return _say(words.audit(desk, desk.audit(chosen.room)))


def backup(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        made = desk.back_up(chosen.file)
    return _told(
        f"Backup {made.number} is in {made.path}. Write {made.number} on it: restoring asks "
        "for the number of the newest. Two of the three papers open it.",
        *(f"{each}." for each in made.advice),
    )


def restore(chosen: Chosen) -> int:
    newest = typed_answers.newest(chosen.newest, number_of(chosen.file), sys.stdin, sys.stderr)
    papers = typed_papers.two_shares(sys.stdin, sys.stderr)
    restored = Desk.restore(
        chosen.state, chosen.file, papers, now, clerk=_clerk(chosen), newest=newest
    )
    return _say(words.restored(restored))


def moved(chosen: Chosen) -> int:
    moving.moved(chosen.state, now, clerk=_clerk(chosen))
    return _told(f"The desk goes on in {chosen.state}. Destroy every other copy of it.")


def shares(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        show_again(desk.print_shares())
    return _told("Destroy the three former papers: two of them would still open a backup.")


def join(_: Chosen) -> int:
    hotel = Desk.join_shares(typed_papers.two_shares(sys.stdin, sys.stderr))
    return _told(f"The two papers belong together: they give the key of hotel {hotel}.")


def log(chosen: Chosen) -> int:
    with _desk(chosen) as desk:
        if chosen.what == "tail":
            return _say(words.log(desk.log_tail(chosen.last)))
        key = typed_papers.log_key(sys.stdin, sys.stderr) if chosen.with_key else None
        check = desk.log_verified(key)
    _told(f"{check.entries} entries. {check.words}.")
    return DONE if check.is_good else REFUSED
