"""The kiosk's journal comes to the bank whole, whatever the line does; and only if it is the one
that was there before: each attack on it first shows the honest journal accepted."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

import pytest

from bank_server.domain.journals import JournalBook
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    journal_body,
)
from hardware.crypto.sealed_line import body_of, seal_of, sealed
from hardware.crypto.sealed_log import Chain
from hardware.crypto.secret import Secret
from kiosk.bank.journal_upload import WAITING_MAX
from kiosk.domain.screens import ScreenId
from kiosk.journal.files import journal_files
from kiosk.journal.seals import MemorySeals, SealState
from kiosk.visits.supervision import HEARTBEAT_DOWN_S
from tests.world.support.bank_line import ANSWER_S, Trouble
from tests.world.support.kiosk_life import WatchedDisk
from tests.world.support.machine import Machine
from tests.world.support.scene import ATM, Scene

UPLOAD = "journal-entries"
QUIET_S = 90.0
ALL = 10_000


@pytest.fixture
def scene():
    """An honest kiosk whose journal is at the bank, but for its newest lines."""
    scene = Scene()
    scene.alice.withdraws(20)
    scene.runs(QUIET_S)
    assert is_whole(scene)
    return scene


def written(machine: Machine) -> list[bytes]:
    """Every line on the kiosk's disk."""
    files = journal_files(machine.disk)
    return b"".join(machine.disk.read(str(file)) for file in files).splitlines(keepends=True)


def book_of(scene: Scene) -> JournalBook:
    (book,) = scene.bank.store.journals.books(ATM)
    return book


def kept(scene: Scene) -> list[bytes]:
    return list(scene.bank.store.journals.lines(book_of(scene), 1, ALL))


def is_whole(scene: Scene) -> bool:
    """Whether the bank keeps what the kiosk wrote, but for the last few lines, and serves it."""
    here, there = kept(scene), written(scene.machine)
    is_same = here == there[: len(here)] and book_of(scene).acked == len(here)
    return is_same and 0 < len(there) - len(here) + 1 <= WAITING_MAX and not is_stopped(scene)


def is_stopped(scene: Scene) -> bool:
    return scene.bank.atm(ATM).contradiction is not None


# --- the line


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble(loses_request=True),
        Trouble(loses_reply=True),
        Trouble(twice=0.01),
        Trouble(twice=40.0),
        Trouble(delay_s=3.0),
        Trouble(delay_s=40.0),
    ],
    ids=["lost", "answer lost", "doubled", "doubled later", "late", "after its time-out"],
)
def test_every_line_arrives_once_whatever_happens_to_the_messages(scene, trouble):
    scene.machine.bank_line.trouble(UPLOAD, trouble, times=2)
    scene.served_again()
    scene.runs(3 * QUIET_S)

    assert is_whole(scene)
    scene.audit()


def test_nothing_goes_up_while_a_customer_is_at_the_machine(scene):
    sent = scene.machine.bank_line.sent
    scene.alice.enters()
    sent.clear()
    scene.runs(12)
    assert {"heartbeats"} == set(sent)

    scene.alice.presses("X")
    scene.alice.sees(ScreenId.TAKE_CARD)
    scene.alice.takes_card()
    scene.runs(QUIET_S)
    assert UPLOAD in sent


def test_a_link_that_an_upload_finds_dead_is_tried_again_at_once(scene):
    """Nobody is at the machine: the next heartbeat would be due in half a minute."""
    machine = scene.machine
    machine.bank_line.trouble(UPLOAD, Trouble(loses_request=True))
    scene.alice.withdraws(20)
    scene.runs(QUIET_S)

    assert "no answer in time" == machine.last_entry("LINK_DOWN")["cause"]
    assert machine.last_entry("LINK_UP")["down_ms"] <= 1_000 * (HEARTBEAT_DOWN_S + ANSWER_S)
    assert is_whole(scene)


def test_a_long_time_without_the_bank_is_made_up_for_in_a_few_messages(scene):
    scene.machine.bank_line.is_down = True
    scene.runs(3_600)
    scene.machine.bank_line.is_down = False
    scene.runs(QUIET_S)

    assert is_whole(scene)


@pytest.mark.parametrize("moment", ["bank journal-entries before", "bank journal-entries done"])
def test_a_kiosk_killed_over_an_upload_goes_on_where_the_bank_is(scene, moment):
    scene.machine.moments.begin()
    scene.at(f"{moment} #1", scene.machine.kill)
    scene.alice.withdraws(20)
    scene.runs(QUIET_S)
    assert not scene.machine.life.is_alive
    scene.restarts()
    scene.runs(QUIET_S)

    assert is_whole(scene)
    scene.audit()


def test_a_bank_that_was_started_again_goes_on_with_what_it_kept(scene):
    scene.bank.stop()
    scene.bank.start()
    scene.served_again()
    scene.runs(QUIET_S)

    assert is_whole(scene)


# --- attacks on the disk of a kiosk that is off


def rewrite(machine: Machine, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """The kiosk is off; its one file gets other lines."""
    machine.kill()
    (file,) = journal_files(machine.disk)
    machine.disk.put(str(file), b"".join(change(written(machine))))


def chained_anew(lines: list[bytes], chain: Chain) -> list[bytes]:
    """The same bodies, chained and sealed as well as the attacker can."""
    return [sealed(body, chain.seal(body)) for body in map(body_of, lines)]


def stops(scene: Scene, *alarms: str) -> None:
    """The kiosk is started; the bank tells of it and stops it, and keeps what it kept."""
    before = kept(scene)
    scene.machine.start()
    scene.runs(QUIET_S)
    assert alarms == scene.bank.alarms
    assert is_stopped(scene)
    assert before == kept(scene)
    assert ScreenId.OUT_OF_SERVICE == scene.alice.screen.id


def test_a_journal_rewritten_by_whoever_holds_the_current_key(scene):
    """The last three entries that the bank has not got: rewritten with a key that is stepped on
    in the attacker's hands, from a copy that they took before."""
    machine = scene.machine
    count = len(written(machine))
    stolen = machine.seals.load()
    assert stolen is not None
    assert stolen.number == count + 1
    machine.bank_line.lasting(UPLOAD, Trouble(loses_request=True))
    scene.served_again()

    def forge(lines: list[bytes]) -> list[bytes]:
        chain = Chain(stolen.key, number=count + 1, h=seal_of(lines[count - 1]).h)
        bodies = [body_of(line).replace(b'"minor":2000', b'"minor":1000') for line in lines[count:]]
        assert bodies != [body_of(line) for line in lines[count:]]
        return [*lines[:count], *(sealed(body, chain.seal(body)) for body in bodies)]

    rewrite(machine, forge)
    machine.bank_line.lasting(UPLOAD, None)
    machine.start()
    scene.runs(QUIET_S)

    assert is_stopped(scene)
    assert ("journal-entries: journal-differs",) == tuple(
        alarm.partition(" at entry")[0] for alarm in scene.bank.alarms
    )


def test_a_journal_sealed_with_another_first_key(scene):
    """Everything is made anew, with a key of the attacker's own under the bank's name."""
    machine = scene.machine
    own = Secret(b"a" * 32)
    name = book_of(scene).key

    rewrite(machine, lambda lines: chained_anew(lines, Chain(own)))
    chain = Chain(own)
    for line in written(machine):
        chain.check(body_of(line), seal_of(line))
    machine.seals = MemorySeals(SealState(name, chain.number, chain.key))

    machine.start()
    scene.runs(QUIET_S)
    assert is_stopped(scene)


def test_a_journal_whose_end_was_cut_off(scene):
    """The key tells the kiosk, which says so; and the bank misses what came before that."""
    count = len(written(scene.machine))
    scene.machine.seals.sync()
    rewrite(scene.machine, lambda lines: lines[:-3])

    stops(scene, f"journal-entries: journal-chain at entry {count + 1}")
    assert "SERVICE_HALTED" in scene.machine.entries


def test_a_journal_cut_off_with_an_older_key_beside_it(scene):
    """A power cut may leave an older key. What is written anew has its numbers again."""
    count = len(written(scene.machine))
    rewrite(scene.machine, lambda lines: lines[:-3])

    stops(scene, f"journal-entries: journal-differs at entry {count - 2}")


def test_a_journal_whose_end_was_cut_off_before_it_was_at_the_bank(scene):
    scene.machine.bank_line.lasting(UPLOAD, Trouble(loses_request=True))
    scene.alice.withdraws(20)
    scene.runs(QUIET_S)
    missing = book_of(scene).acked + 1
    scene.machine.seals.sync()
    rewrite(scene.machine, lambda lines: lines[: missing - 1])
    scene.machine.bank_line.lasting(UPLOAD, None)

    stops(scene, f"journal-entries: journal-gap at entry {missing}")


def test_an_older_copy_of_disk_and_key_is_put_back(scene):
    machine = scene.machine
    (file,) = journal_files(machine.disk)
    image, state = machine.disk.read(str(file)), machine.seals.load()
    scene.served_again()
    scene.runs(QUIET_S)
    assert is_whole(scene)
    rewrite(machine, lambda _lines: image.splitlines(keepends=True))
    machine.seals = MemorySeals(state)

    stops(scene, "heartbeat: journal-rolled-back")


def test_a_journal_from_another_machine_is_no_journal_of_this_one(scene):
    other = scene.other_machine()
    scene.runs(QUIET_S)
    scene.machine.kill()
    other.kill()
    scene.machine.disk, scene.machine.seals = copy.copy(other.disk), other.seals

    scene.machine.start()
    scene.runs(QUIET_S)
    assert is_stopped(scene)
    assert () != scene.bank.alarms


def accept(scene: Scene) -> None:
    """Two people accept the journal that the ATM shows."""
    store, now_ms = scene.bank.store, scene.bank.now_ms()
    for name in ("anna", "ben"):
        store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))
    atm = scene.bank.atm(ATM)
    assert atm.contradiction is not None
    body = journal_body(ATM, atm.anchor, atm.contradiction, "disk replaced")
    store.staff.propose("d" * 32, ActionKind.ACCEPT_JOURNAL, body, "anna", now_ms)
    done = store.terminals.accept_journal(
        ATM,
        kept=atm.anchor,
        said=atm.contradiction,
        why="disk replaced",
        confirmation=Confirmation("d" * 32, "ben"),
        now_ms=now_ms,
    )
    assert done is ConfirmResult.DONE


def test_after_a_lost_disk_the_bank_goes_on_in_a_new_part_and_keeps_the_former_one(scene):
    machine, former, before = scene.machine, book_of(scene), kept(scene)
    machine.kill()
    machine.disk = WatchedDisk(machine.moments)
    machine.start()
    scene.runs(QUIET_S)
    assert is_stopped(scene)
    assert before == kept(scene)

    accept(scene)
    scene.runs(QUIET_S)
    machine.kill()
    machine.start()
    scene.runs(QUIET_S)

    book = book_of(scene)
    assert not is_stopped(scene)
    assert (former.part + 1, book.since + len(kept(scene))) == (book.part, book.acked)
    here, there = kept(scene), written(machine)
    assert here == there[: len(here)]
    assert before == list(scene.bank.store.journals.lines(former, 1, ALL))


def test_after_an_older_copy_was_accepted_all_of_its_course_comes_to_the_bank(scene):
    """Also what the machine wrote before people looked; it hangs on the line where they parted."""
    machine = scene.machine
    (file,) = journal_files(machine.disk)
    image, state = machine.disk.read(str(file)), machine.seals.load()
    scene.served_again()
    scene.runs(QUIET_S)
    before, former = kept(scene), book_of(scene)
    rewrite(machine, lambda _lines: image.splitlines(keepends=True))
    machine.seals = MemorySeals(state)
    machine.start()
    scene.runs(QUIET_S)
    assert is_stopped(scene)

    accept(scene)
    scene.runs(3 * QUIET_S)

    book = book_of(scene)
    here, there = kept(scene), written(machine)
    parted = len(image.splitlines())
    assert not is_stopped(scene)
    assert book.since <= parted < len(before)
    assert here == there[book.since : book.acked]
    assert before == list(scene.bank.store.journals.lines(former, 1, ALL))


def test_an_accepted_course_that_leads_to_another_entry_is_no_course(scene):
    """Two people accepted one entry by its seal; lines that lead to another stop the machine."""
    scene.machine.bank_line.lasting(UPLOAD, Trouble(loses_request=True))
    scene.served_again()
    scene.runs(QUIET_S)
    true = scene.bank.atm(ATM).anchor
    wrong = replace(true, seq=true.seq - 1)
    scene.bank.store.terminals.contradict(ATM, wrong, "why", scene.bank.now_ms())
    scene.runs(1)
    assert is_stopped(scene)
    scene.machine.kill()
    accept(scene)
    scene.machine.bank_line.lasting(UPLOAD, None)

    scene.machine.start()
    scene.runs(QUIET_S)

    assert is_stopped(scene)
    assert (f"journal-entries: journal-differs at entry {wrong.seq}",) == scene.bank.alarms
