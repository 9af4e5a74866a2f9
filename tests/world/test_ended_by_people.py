"""What no record can end any more, two people end at the bank; then the machine goes on."""

from __future__ import annotations

import copy
import json

from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    resolution_body,
)
from kiosk.domain.screens import ScreenId
from kiosk.journal.entry import Entry
from kiosk.journal.events import HaltCleared
from tests.world.support.bank_line import problem_of
from tests.world.support.liar import Liar
from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom

DAY_MS = 24 * 3_600_000
CLOSED = (ScreenId.OUT_OF_SERVICE, "OOS-06")
NOTES = {1: 1, 2: 2}


def shown(scene):
    return scene.alice.screen.id, scene.alice.screen.reason


def restarts(scene):
    scene.machine.kill()
    scene.machine.start()
    scene.runs(60)


def is_counted(scene, txid, presented):
    """A day later two people say how many notes of each canister were paid."""
    store, atm, now_ms = scene.bank.store, scene.machine.atm, scene.bank.now_ms() + DAY_MS
    store.transactions.doubt_old_holds(now_ms)
    for name in ("anna", "ben"):
        store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))
    counts, why = sorted(presented.items()), "counted"
    body = resolution_body(txid, atm, counts, why)
    store.staff.propose("d" * 32, ActionKind.RESOLVE_IN_DOUBT, body, "anna", now_ms)
    done = store.transactions.resolve_in_doubt(
        txid,
        atm,
        presented=counts,
        why=why,
        confirmation=Confirmation("d" * 32, "ben"),
        now_ms=now_ms,
    )
    assert done is ConfirmResult.DONE


def test_a_payment_that_its_hsm_has_forgotten_waits_for_people_and_then_is_done():
    """Its memory was put back to before the transaction: nobody at the machine can tell."""
    scene = Scene()
    memory = scene.machine.memories.devices["hsm"]
    image = copy.deepcopy(memory.load())
    scene.alice.is_offered_cash(50)
    scene.alice.waits(0.3)
    scene.machine.matter.take_cash()
    scene.machine.matter.hsm.power_off()
    memory.store(image)
    scene.machine.matter.hsm.power_on()
    scene.runs(120)
    assert CLOSED == shown(scene)
    restarts(scene)
    assert (CLOSED, 5_000) == (shown(scene), scene.held)
    (waiting,) = scene.machine.money().open

    is_counted(scene, waiting.txid.hex(), NOTES)
    assert (5_000, 0) == (scene.alice_paid, scene.held)
    scene.machine.kill()
    scene.machine.start()
    scene.machine.journal.append(Entry(HaltCleared("ben")))
    restarts(scene)
    assert () == scene.machine.money().open
    scene.served_again()


def test_at_the_menu_it_is_ended_at_the_bank_first_then_restarted_then_looked_at(tmp_path):
    """As item 9 says: while the witnesses differ nobody ends the halt at the machine."""
    scene = Scene()
    memory = scene.machine.memories.devices["hsm"]
    image = copy.deepcopy(memory.load())
    scene.alice.is_offered_cash(50)
    scene.alice.waits(0.3)
    scene.machine.matter.take_cash()
    scene.machine.matter.hsm.power_off()
    memory.store(image)
    scene.machine.matter.hsm.power_on()
    scene.runs(120)
    (waiting,) = scene.machine.money().open
    is_counted(scene, waiting.txid.hex(), NOTES)
    assert CLOSED == shown(scene)
    assert scene.machine.core.supervision.conditions.contradicted

    restarts(scene)
    assert () == scene.machine.money().open
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    room.log_in("anna")
    room.press("9E3E")
    room.identify("ben")
    assert "unresolved.ended" == room.notice
    room.press("XX")
    scene.operator.puts_in_service()
    scene.served_again()


def test_the_next_open_record_tells_the_counters_that_a_lost_receipt_did_not():
    """The paid record is gone, as after fault 72; within what was granted the HSM is believed."""
    scene = Scene()
    liar = Liar(scene)
    paid = liar.txid()
    final = liar.pays(paid, liar.approved(paid, liar.hsm.open(paid, bytes(16)), NOTES))
    after = liar.txid()
    record = liar.hsm.open(after, final.ticket)
    assert problem_of(liar.challenge(after, record, NOTES)) == "counters-differ"

    is_counted(scene, paid.hex(), NOTES)
    assert 200 == liar.challenge(after, record, NOTES).status
    assert scene.machine.counters_of_hsm == scene.machine.counters_of_bank
    assert (5_000, 0) == (scene.alice_paid, scene.held)
    assert ("counters-moved",) == scene.bank.work_items
    assert () == scene.bank.findings
    said = liar.calls("resolutions", txid=paid.hex())
    assert "done" == json.loads(said.body)["state"]
