"""Staff at item 7, the tests: from the closed machine to the page of one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.domain.maintenance.device_tests import DeviceTests

from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom

LOOK_S: Final = 0.5  # until the cabinet was asked again
ITEM: Final = "7E"


def at_the_tests(
    scene: Scene, folder: Path, who: str = "carl", *, is_driven: bool = False
) -> StaffRoom:
    room = StaffRoom(scene, folder, is_driven=is_driven)
    room.turns_off()
    room.log_in(who)
    room.press(ITEM)
    return room


def opens_and_shuts(scene: Scene) -> None:
    """The safe."""
    scene.machine.door(is_open=True)
    scene.runs(LOOK_S)
    scene.machine.door(is_open=False)
    scene.runs(LOOK_S)


def at_the_dispenser(scene: Scene, folder: Path, *, is_driven: bool = False) -> StaffRoom:
    room = at_the_tests(scene, folder, is_driven=is_driven)
    opens_and_shuts(scene)
    room.press(f"{DeviceTests.DISPENSER.value}E")
    return room


def tests_canister(room: StaffRoom, canister: int, second: str = "anna") -> None:
    """The second person comes, where nobody has yet."""
    room.press(f"{canister + 1}E")
    if room.page.entry is not None:
        room.identify(second)
