"""What the panel's clicks do at the service door's lock, on the emulated world as it is seen."""

from __future__ import annotations

import pytest

from hardware.emulators.commands import Commands
from hardware.emulators.memories import MemoryMemories
from hardware.emulators.snapshot import state
from hardware.emulators.world import World
from kiosk.panel import door_deeds
from kiosk.panel.deed import Deed, NotNow
from kiosk.panel.deeds import door_clicked
from kiosk.panel.seen import Seen, seen
from tests.unit.emulators.door_office import PLACE, dispatch_in
from tests.unit.emulators.emulated_atm import Clock, Dice


@pytest.fixture
def world(tmp_path):
    return World(
        MemoryMemories(),
        monotonic=Clock(),
        random_bytes=Dice(),
        door_lock=PLACE,
        dispatch=dispatch_in(tmp_path),
    )


def test_a_locked_door_is_told_before_anybody_pulls_at_it(world):
    with pytest.raises(NotNow, match="locked"):
        door_clicked(seen(state(world)), "service")
    world.door.present(world.door.order(2).card)

    assert Deed("door", {"door": "service", "open": True}) == door_clicked(
        seen(state(world)), "service"
    )


def test_the_newest_work_order_is_put_in(world):
    assert Deed("work_order", {"hours": 2}) == door_deeds.order_clicked(seen(state(world)))
    with pytest.raises(NotNow, match="sent"):
        door_deeds.present_clicked(seen(state(world)))
    world.door.order(2)
    world.door.order(2)

    assert Deed("present", {"card": "order-2"}) == door_deeds.present_clicked(seen(state(world)))


def test_the_panel_says_how_the_lock_stands(world):
    assert "Lock 4711:12: locked." == door_deeds.lock_text(seen(state(world)))
    world.door.present(world.door.order(2).card)

    assert "Lock 4711:12: unlocked. In hand: order-1." == door_deeds.lock_text(seen(state(world)))


def test_a_click_lets_the_batteries_grow_low_then_dead_and_then_others_go_in(world):
    for charge in ("low", "dead", "good"):
        deed = door_deeds.charge_clicked(seen(state(world)))
        assert Deed("door_lock", {"battery": charge}) == deed
        Commands(world, {}).carry_out({"do": deed.do, **deed.fields})

    assert "Lock 4711:12: locked, clock in doubt." == door_deeds.lock_text(seen(state(world)))


def test_low_batteries_stand_in_the_panel(world):
    Commands(world, {}).carry_out({"do": "door_lock", "battery": "low"})

    assert "Lock 4711:12: locked, battery low." == door_deeds.lock_text(seen(state(world)))


def test_a_plain_door_opens_as_ever_and_has_nothing_to_say():
    assert "" == door_deeds.lock_text(Seen())
    assert Deed("door", {"door": "service", "open": True}) == door_clicked(Seen(), "service")
