"""Staff at item 7, the tests: from the closed machine to the page of one of them."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kiosk.domain.maintenance.device_tests import DeviceTests
from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom

LOOK_S: Final = 0.5  # until the cabinet was asked again
OVER_S: Final = 5.0
ITEM: Final = "7E"
# Another time the same, or as good as the moment before it.
DULL: Final = re.compile(
    r".* before |bank heartbeats|(pin_pad|cabinet|card_reader) |hsm CANCEL \w+ #[3-9]"
    r"|journal (DUAL_OK|CASH_REJECTED|SETTLEMENT_QUEUED|SETTLEMENT_SENT) "
)


def at_the_tests(scene: Scene, folder: Path, who: str = "carl") -> StaffRoom:
    room = StaffRoom(scene, folder)
    room.turns_off()
    room.log_in(who)
    room.press(ITEM)
    return room


def opens(room: StaffRoom, test: DeviceTests) -> None:
    """From the list of tests."""
    room.press(f"{test.value}E")


def opens_and_shuts(scene: Scene) -> None:
    """The safe."""
    scene.machine.door(is_open=True)
    scene.runs(LOOK_S)
    scene.machine.door(is_open=False)
    scene.runs(LOOK_S)


def at_the_dispenser(scene: Scene, folder: Path) -> StaffRoom:
    """The safe was opened and is shut; nobody has come besides."""
    room = at_the_tests(scene, folder)
    opens_and_shuts(scene)
    opens(room, DeviceTests.DISPENSER)
    return room


def picks_one(room: StaffRoom, canister: int, second: str = "anna") -> None:
    """The second person comes, where nobody has yet."""
    room.press(f"{canister + 1}E")
    if room.page.entry is not None:
        room.identify(second)


def before_the_last_key(folder: Path) -> tuple[Scene, StaffRoom]:
    """Two people at the dispenser; ENTER moves a note of canister 1. Moments count from here."""
    scene = Scene().with_quick_hands()
    room = at_the_dispenser(scene, folder)
    room.press("2E102E381926")
    scene.machine.moments.begin()
    return scene, room


def moments_of_a_note_test(*, is_power: bool) -> list[str]:
    """Of an undisturbed one: those of the HSM's power, or all the others."""
    with TemporaryDirectory() as folder:
        scene, room = before_the_last_key(Path(folder))
        room.press("E")
        scene.runs(OVER_S)
        reached = scene.machine.moments.reached
    found = [each for each in reached if not DULL.match(each)]
    return [each for each in found if each.startswith("power") is is_power]
