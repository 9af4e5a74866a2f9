"""The service door has a lock: staff need a work order, and who came in is written and told."""

from __future__ import annotations

import pytest

from hardware.emulators.world_error import WorldError
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import ScreenId
from tests.world.support.service_door import BEHIND, PLACE, alarms, elsewhere


def test_after_number_and_pin_a_work_order_is_asked_for(door):
    door.room.log_in("anna")

    assert ScreenId.STAFF_WORK_ORDER == door.room.screen.id
    assert ("order.title", "order.ask") == (door.room.page.title.id, door.room.notice)


def test_a_new_work_order_opens_the_menu_with_all_that_is_behind_the_door(door):
    door.room.log_in("anna")

    assert door.has_new_order()
    assert ScreenId.STAFF_MENU == door.room.screen.id
    assert {2, 3, 4, 5} <= door.can
    assert "order.ok" == door.room.notice


def test_the_journal_has_the_locks_index_and_who_was_there(door):
    door.room.log_in("anna")
    door.has_new_order()
    door.shuts()

    lock = {"lock": "4711:12", "index": 1, "openings": 1}
    told = door.told("DOOR_UNLOCKED", "WORK_ORDER", "DOOR_LOCKED")
    assert ["DOOR_UNLOCKED", "WORK_ORDER", "DOOR_LOCKED"] == [code for code, _, _ in told]
    assert {**lock, "who": "anna", "is_unseen": False} == told[0][2]
    assert {"who": "anna", "index": 1, "result": "ok"} == told[1][2]
    assert lock == {name: told[2][2][name] for name in lock}
    assert 9_000 < told[2][2]["open_ms"] < 12_000
    assert ["ok"] * 3 == [out for _, out, _ in told]
    assert 0 == alarms(door)


def test_an_auditor_who_needs_no_door_is_not_asked(door):
    door.room.log_in("dora")

    assert ScreenId.STAFF_MENU == door.room.screen.id
    assert [] == door.told("WORK_ORDER")


@pytest.mark.parametrize(("keys", "result"), [("X", "cancelled"), ("1E", "cancelled")])
def test_whoever_goes_on_without_one_does_nothing_behind_the_door(door, keys, result):
    door.room.log_in("anna")
    door.room.press(keys)

    assert ScreenId.STAFF_MENU == door.room.screen.id
    assert set() == door.can & BEHIND
    assert {1, 8, 13, 98} <= door.can
    assert "order.none" == door.room.notice
    assert ("fail", {"who": "anna", "index": 0, "result": result}) == door.told("WORK_ORDER")[-1][
        1:
    ]


def test_a_minute_is_long_enough_to_put_it_in(door):
    door.room.log_in("carl")
    door.looks(59)
    assert "order.ask" == door.room.notice

    door.looks(2)

    assert "order.none" == door.room.notice
    assert "timeout" == door.told("WORK_ORDER")[-1][2]["result"]


def test_a_work_order_that_comes_later_counts_as_well(door):
    door.room.log_in("carl")
    door.room.press("X")
    assert 7 not in door.can

    door.has_new_order()

    assert 7 in door.can


def test_a_work_order_serves_one_login_and_no_second_one(door):
    """The lock opens to it for its hours; the machine asks for a newer one."""
    card = door.hands.order(2).card
    door.room.log_in("anna")
    assert door.presents(card)
    door.shuts()
    door.room.press("98E")
    door.room.log_in("ben")

    assert door.presents(card)
    assert "order.used" == door.room.notice
    assert "used" == door.told("WORK_ORDER")[-1][2]["result"]
    assert door.has_new_order()
    assert 3 in door.can


def test_an_older_work_order_is_refused_by_the_lock_and_written_down(door):
    old, new = door.hands.order(2).card, door.hands.order(2).card
    door.room.log_in("anna")
    assert door.presents(new)
    door.shuts()

    assert not door.presents(old)
    assert ("fail", {"lock": "4711:12", "why": "old", "count": 1}) == door.told("DOOR_REFUSED")[0][
        1:
    ]


def test_a_work_order_is_refused_outside_its_hours(door):
    """The same card opens within them."""
    on_time, late = door.hands.order(2).card, door.hands.order(2).card
    door.room.log_in("anna")
    assert door.presents(on_time)
    door.shuts()
    door.time_passes(3 * 3_600)
    door.room.press("98E")
    door.room.log_in("anna")

    assert not door.presents(late)
    assert "order.refused-hours" == door.room.notice
    assert "expired" == door.told("DOOR_REFUSED")[0][2]["why"]


@pytest.mark.parametrize(
    ("place", "why"), [((PLACE[0], PLACE[1] + 1), "room"), ((PLACE[0] + 1, PLACE[1]), "hotel")]
)
def test_a_work_order_of_another_machine_is_refused(door, tmp_path, place, why):
    there = elsewhere(door, place, tmp_path).door
    stripe = there.stripe(there.order(2).card)
    assert there.present_stripe(stripe).opened
    door.room.log_in("anna")
    assert not door.hands.present_stripe(stripe).opened
    door.looks()

    assert "order.refused-door" == door.room.notice
    assert why == door.told("DOOR_REFUSED")[0][2]["why"]


def test_refusals_for_one_reason_are_counted_and_told_together(door):
    for _ in range(25):
        door.hands.present_stripe(bytes(52))
        door.looks(0.3)
    assert [1] == [fields["count"] for _, _, fields in door.told("DOOR_REFUSED")]

    door.looks(61)

    assert [1, 24] == [fields["count"] for _, _, fields in door.told("DOOR_REFUSED")]


def test_the_door_does_not_open_while_its_bolt_is_shut(door):
    with pytest.raises(WorldError, match="locked"):
        door.machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)

    door.has_new_order()
    door.opens_door()

    assert CabinetFlag.SERVICE_DOOR in door.machine.matter.cabinet.flags


def test_the_bolt_stays_open_as_long_as_the_door_and_falls_with_it(door):
    door.room.log_in("anna")
    door.has_new_order()
    door.opens_door()
    door.looks(60)
    assert door.lock.is_open

    door.machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=False)
    door.looks()

    assert not door.lock.is_open
    assert 60_000 < door.told("DOOR_LOCKED")[0][2]["open_ms"]


def test_whoever_has_shut_the_door_is_told_the_locks_closing_code(door):
    door.room.log_in("anna")
    door.has_new_order()
    door.opens_door()
    door.shuts()

    proof = door.lock.lock.closing_proof()
    code = f"{proof.digits[:3]} {proof.digits[3:]} / {proof.openings}"
    assert ("order.locked", (code,)) == (door.room.notice, door.room.page.notice.args)


def test_an_opening_while_nobody_is_logged_in_alarms_the_bank_at_once(door):
    door.has_new_order()
    door.looks(2)

    _, out, fields = door.told("DOOR_UNLOCKED")[0]
    assert ("fail", "") == (out, fields["who"])
    assert 1 == alarms(door)


def test_after_it_nobody_is_served_until_staff_have_come_with_a_work_order(door):
    door.has_new_order()
    door.shuts()
    door.scene.operator.puts_in_service()
    door.looks(5)
    assert ("out-of-service", "OOS-21") == (
        door.machine.core.service.mode.value,
        door.machine.core.service.reasons[0].value,
    )

    door.room.turns_off()
    door.room.log_in("anna")
    door.has_new_order()
    door.shuts()
    door.room.press("98E")
    door.scene.operator.puts_in_service()
    door.looks(5)

    assert "in-service" == door.machine.core.service.mode.value


def test_an_opening_that_nobody_saw_is_found_at_the_next_start(door):
    door.machine.kill()
    door.hands.present(door.hands.order(2).card)
    door.scene.runs(30)
    door.machine.start()
    door.scene.runs(3)

    _, out, fields = door.told("DOOR_UNLOCKED")[0]
    assert ("fail", True, 1) == (out, fields["is_unseen"], fields["index"])
    assert "DOOR_LOCKED" == door.told()[-1][0]
    assert 1 == alarms(door)


def test_that_somebody_must_look_outlives_a_restart(door):
    door.has_new_order()
    door.shuts()
    door.restarts()

    assert "unasked" == door.machine.core.supervision.conditions.door_lock
    door.room.log_in("anna")
    door.has_new_order()
    door.shuts()
    door.restarts()

    assert "" == door.machine.core.supervision.conditions.door_lock


def test_the_index_outlives_a_restart_so_that_no_card_serves_twice(door):
    card = door.hands.order(2).card
    door.room.log_in("anna")
    door.presents(card)
    door.shuts()
    door.restarts()
    door.room.log_in("anna")

    assert door.presents(card)
    assert "order.used" == door.room.notice
