"""Kiosk, bank and devices killed at chosen points of a withdrawal, on the real processes.

A point is named by the journal's entry after which the process dies. Everybody is started again,
and the machine must come to rest by itself.
"""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass

import pytest

from kiosk.workbench.machine import make_folder
from kiosk.workbench.soak.blows import BANK, DEVICES, KIOSK, Blow
from kiosk.workbench.soak.chance import Chance
from kiosk.workbench.soak.options import SQLITE
from kiosk.workbench.soak.room import TIMES_MS
from kiosk.workbench.soak.site import PEOPLE, STAND_IN, new_site
from kiosk.workbench.soak.wishes import Wish
from tests.end2end.demo_process import Demo, journal_codes, processes_on, wait_for

MINOR = 7_000
CARD = "alice"
CASH = Wish(CARD, units=70)
SLOW = Wish(CARD, units=70, slow_s=5.0)  # the notes still lie in the shutter when the blow falls
NOTE_MS = 200  # four notes: on a busy computer, too, the blow falls before they are presented
PICKING_S = 0.3  # after the order to pick them


@dataclass(frozen=True)
class Point:
    """Where somebody dies. out: the value of the notes that come out then; None where that hangs
    on how soon a new process is there. note_ms: for each note, if not as usual."""

    blow: Blow
    out: int | None
    wish: Wish = CASH
    note_ms: int = 0


KIOSK_POINTS = {
    "kiosk after INTENT": Point(Blow((KIOSK,), "INTENT"), 0, note_ms=NOTE_MS),
    "kiosk after CMD": Point(Blow((KIOSK,), "CMD"), 0, note_ms=NOTE_MS),
    "kiosk after RES": Point(Blow((KIOSK,), "RES"), MINOR),
    "kiosk and bank before DONE": Point(Blow((KIOSK, BANK), "RES"), MINOR),
}
# INTENT and RES are on disk before the bank hears of it; AUTH_REQUEST and SETTLEMENT_SENT are
# written with the answer.
BANK_POINTS = {
    "bank in authorisation": Point(Blow((BANK,), "INTENT", operation="withdrawal"), None),
    "bank in settlement": Point(Blow((BANK,), "RES"), MINOR),
}
DEVICE_POINTS = {
    "devices picking": Point(Blow((DEVICES,), "CMD", delay_s=PICKING_S), 0, note_ms=NOTE_MS),
    # Drawn in again when power is back: debited, and back only after people have counted.
    "devices presented": Point(Blow((DEVICES,), "CASH_PRESENTED"), MINOR, SLOW),
}
POINTS = {
    SQLITE: KIOSK_POINTS | BANK_POINTS | DEVICE_POINTS,
    STAND_IN: BANK_POINTS,
}


@dataclass(frozen=True)
class Story:
    """Attributes: ends: of each point, how many died, what came out, was debited, is held."""

    ends: dict[str, tuple[int, int, int, int]]
    findings: list[str]


def _played(site, point):
    before = site.desk.balances()[PEOPLE[CARD].account]
    out_before = _out(site)
    kills = site.soak.tally.killed
    site.room.control.call("delays", note_ms=point.note_ms or TIMES_MS["note_ms"])
    site.striker.arm(point.blow)
    site.soak.visit(point.wish)
    after = site.desk.balances()[PEOPLE[CARD].account]
    killed = site.soak.tally.killed - kills
    return killed, _out(site) - out_before, before["balance"] - after["balance"], after["held"]


def _out(site):
    counts = site.soak.notes.came_out.values()
    return sum(2_000 * each[1] + 1_000 * each[2] for each in counts)


def _story(store, folder):
    state, ends = folder / "state", {}
    make_folder(state)
    chance = Chance(1, str(state))
    with new_site(state, store, chance, time.monotonic, rest_s=lambda: 0.0, say=print) as site:
        site.soak.settle()
        for name, point in POINTS[store].items():
            began_s = time.monotonic()
            ends[name] = _played(site, point)
            print(f"{name}: {time.monotonic() - began_s:.1f} s")
        return Story(ends, site.proved())


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory):
    return _story(SQLITE, tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="module")
def mongo(tmp_path_factory):
    return _story(STAND_IN, tmp_path_factory.mktemp("mongo"))


@pytest.mark.parametrize("name", POINTS[SQLITE])
def test_what_came_out_is_debited_and_nothing_is_held(sqlite, name):
    point, (killed, out, debited, held) = POINTS[SQLITE][name], sqlite.ends[name]

    assert (len(point.blow.targets), out, 0) == (killed, debited, held)
    assert point.out in {None, out}


@pytest.mark.parametrize("name", POINTS[STAND_IN])
def test_with_mongodb_too_what_came_out_is_debited(mongo, name):
    point, (killed, out, debited, held) = POINTS[STAND_IN][name], mongo.ends[name]

    assert (len(point.blow.targets), out, 0) == (killed, debited, held)
    assert point.out in {None, out}


def test_ledger_journal_hsm_and_notes_agree_after_all_of_it(sqlite):
    assert [] == sqlite.findings


def test_with_mongodb_too_everything_agrees(mongo):
    assert [] == mongo.findings


def test_ctrl_c_ends_the_visits_compares_and_leaves_no_process(tmp_path):
    state = tmp_path / "state"
    options = ("--state", str(state), "--kills", "1000", "--seed", "1")
    soak = Demo(tmp_path / "tmp", *options, module="kiosk.workbench.soak")
    try:
        wait_for(lambda: "VISIT_START" in journal_codes(state), "a visit", soak)
        run = soak.send(signal.SIGINT)
    finally:
        soak.end()

    assert (130, "AGREES ledger, journal, HSM, notes and envelopes") == (
        run.code,
        run.out.splitlines()[-1],
    )
    assert [] == processes_on(state)
