"""A disk that is nearly full takes no customer; what is under way is written to its end."""

from __future__ import annotations

from kiosk.domain.screens import ScreenId

NO_JOURNAL = (ScreenId.OUT_OF_SERVICE, "OOS-10")
HEARTBEAT_S = 31


def shown(alice):
    return alice.screen.id, alice.screen.reason


def test_nobody_is_served_until_there_is_room_again(scene, alice, machine):
    machine.disk.free = 19
    scene.runs(HEARTBEAT_S)
    assert shown(alice) == NO_JOURNAL
    machine.matter.insert(alice.card)
    scene.runs(2 * HEARTBEAT_S)
    assert shown(alice) == NO_JOURNAL

    machine.disk.free = 30
    alice.sees(ScreenId.PIN, within_s=HEARTBEAT_S)
    machine.matter.press("X")
    alice.waits(1)
    alice.goes()
    scene.rests()
    scene.audit()


def test_a_withdrawal_that_has_begun_comes_to_its_end(scene, alice, machine):
    alice.is_offered_cash(50)
    machine.disk.free = 0
    alice.waits(6)
    alice.takes_cash()
    alice.goes()
    scene.rests()

    assert (5_000, 0) == (scene.alice_paid, scene.held)
    assert shown(alice) == NO_JOURNAL
    scene.audit()


def test_a_little_room_more_does_not_open_and_close_the_machine(scene, alice, machine):
    """It closes below two hundredths and opens from three."""
    machine.disk.free = 20
    scene.runs(HEARTBEAT_S)
    assert ScreenId.ATTRACT == alice.screen.id
    machine.disk.free = 19
    scene.runs(HEARTBEAT_S)
    machine.disk.free = 29
    scene.runs(HEARTBEAT_S)

    assert shown(alice) == NO_JOURNAL
