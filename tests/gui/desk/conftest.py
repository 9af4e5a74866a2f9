"""A hotel of five rooms with three locks, and a window at its desk; each test has its own."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.gui.desk.clerk import Clerk
from tests.locks.desk.desk_doors import Doors, installed_doors


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    made = installed_doors(tmp_path)
    yield made
    made.hotel.desk.close()


@pytest.fixture
def sit_down(qapp: object, doors: Doors) -> Iterator[Callable[..., Clerk]]:
    """Opens the window over the hotel of `doors`; it is closed afterwards."""
    sitting: list[Clerk] = []

    def open_window(**how: object) -> Clerk:
        sitting.append(Clerk(doors.hotel, **how))
        return sitting[-1]

    yield open_window
    assert [True] * len(sitting) == [clerk.close() for clerk in sitting]
    sitting.clear()
    # Qt's things go in this thread, and not in that of a later test which happens to collect them.
    gc.collect()


@pytest.fixture
def clerk(sit_down: Callable[..., Clerk]) -> Clerk:
    return sit_down()
